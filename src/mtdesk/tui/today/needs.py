"""What needs her: a list of sentences, each beside its level and the digit of the area it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from mtdesk.model.finding import MARKS
from mtdesk.model.frozen import replace
from mtdesk.model.reminder import Reminder
from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, LEVEL_CELLS, STYLES
from mtdesk.tui.parts.panes import cut, wrapped
from mtdesk.tui.parts.rows import Marked

CHECK_IN = "check_in"  # the sign of the line that asks for one
_TEXT_AT = LEVEL_CELLS  # `● watch`, the longest that waits, and air
_DIGIT_CELLS = 5  # `›5`, so that it is no part of a number beside it, and the gutters
_LEAST = 10  # cells of text, however narrow the place


class Needs(Marked):
    """Where the height does not hold the sentences whole, each is said in fewer words."""

    BINDINGS: ClassVar[list[BindingType]] = [key("open", "select", "go there")]

    @dataclass
    class Chosen(Message):
        """One of them is to be dealt with."""

        reminder: Reminder

    @dataclass
    class Pointed(Message):
        """The sentence that is marked, to be read whole elsewhere; empty when none is."""

        text: str

    def __init__(
        self,
        *,
        whole: bool = False,
        id: str | None = None,  # noqa: A002  Textual's name
    ) -> None:
        """`whole`: each sentence is shown whole, whatever the height."""
        super().__init__(id=id, markup=False, compact=True)
        self._whole = whole
        self._found: Sequence[Reminder] = ()
        self._digits: dict[str, int] = {}
        self._drawn_at = (0, 0)

    def show(self, found: Sequence[Reminder], digits: dict[str, int]) -> None:
        """Show these; `digits` are the keys of the areas by title."""
        is_same = (found, digits) == (self._found, self._digits)
        self._found, self._digits = found, digits
        if not is_same or self.scrollable_content_region.size != self._drawn_at:
            self._draw()

    def _draw(self) -> None:
        width, height = self._drawn_at = self.scrollable_content_region.size
        if not width:
            return  # `on_resize` comes back to it
        wrapped = [self._wrap(each, each.text, width) for each in self._found]
        sizes = [len(lines) for lines in wrapped]
        if not self._whole:
            sizes = _sizes(sizes, height)
        for place, (each, size) in enumerate(zip(self._found, sizes, strict=True)):
            if each.short and len(wrapped[place]) > size:
                wrapped[place] = self._wrap(each, each.short, width)
        blocks = [
            self._block(each, lines, size, width)
            for each, lines, size in zip(self._found, wrapped, sizes, strict=True)
        ]
        if sum(sizes) + len(blocks) <= height:  # there is room for air between them
            blocks = [Content.assemble(block, "\n") for block in blocks]
        kept = self.highlighted
        self.put([*map(Option, blocks)])
        if self.has_focus and blocks:
            self.highlighted = min(kept or 0, len(blocks) - 1)

    def _wrap(self, reminder: Reminder, text: str, width: int) -> list[Content]:
        style = "" if reminder.level in MARKS else "$dim"
        return wrapped(Content.styled(text, style), _room(width))

    def _block(self, reminder: Reminder, lines: list[Content], size: int, width: int) -> Content:
        """The level, `size` lines of the sentence beside it, and the digit at the end of the first."""
        level = reminder.level
        mark = f"{MARKS[level]} {level}" if level in MARKS else ""
        digit = self._digits.get(reminder.area)
        first, *rest = cut(lines, size, _room(width))
        shown = Content.assemble(
            (mark.ljust(_TEXT_AT), STYLES.get(level, "")),
            first,
            " " * (_room(width) - first.cell_length + 1),
            (f"›{digit}" if digit else "", "bold $warm"),
        )
        return Content("\n").join(
            [shown, *(Content.assemble(" " * _TEXT_AT, line) for line in rest)]
        )

    def on_resize(self, _: Resize) -> None:
        if self.scrollable_content_region.size != self._drawn_at:
            self._draw()

    def on_focus(self) -> None:
        if self.highlighted is None and self._found:
            self.highlighted = 0

    def on_blur(self) -> None:
        self.highlighted = None
        self.post_message(self.Pointed(""))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.has_focus:
            self.post_message(self.Pointed(self._found[event.option_index].text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        chosen = self._found[event.option_index]
        if len(chosen.parts) > 1:
            self._ask_which(chosen)
        else:
            self.post_message(self.Chosen(chosen))

    def _ask_which(self, several: Reminder) -> None:
        """Of those that one line stands for."""

        def choose(one: Reminder | None) -> None:
            if one is not None:
                self.post_message(self.Chosen(one))

        said = names_of(self).said
        shown = [replace(each, text=said(each.text)) for each in several.parts]
        self.app.push_screen(Several(shown, self._digits), choose)


def _room(width: int) -> int:
    return max(width - _TEXT_AT - _DIGIT_CELLS, _LEAST)


def _sizes(wanted: list[int], height: int) -> list[int]:
    """Lines of each: one, and what is left of the height for the first that want more."""
    sizes = [1] * len(wanted)
    while sum(sizes) < height:
        place = next((at for at, size in enumerate(sizes) if size < min(wanted[at], 2)), None)
        if place is None:
            place = next((at for at, size in enumerate(sizes) if size < wanted[at]), None)
        if place is None:
            break
        sizes[place] += 1
    return sizes


class Several(ModalScreen[Reminder | None]):
    """What one line stands for, each whole: the one chosen, or None."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Several Needs, Several Needs:focus { height: auto; max-height: 16; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "leave")]

    def __init__(self, found: Sequence[Reminder], digits: dict[str, int]) -> None:
        super().__init__()
        self._found, self._digits = found, digits

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "waiting"
            box.border_subtitle = "enter go there · esc leave"
            yield Needs(whole=True)

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """Once the dialog has its width: the sentences are wrapped by it."""
        needs = self.query_one(Needs)
        needs.show(self._found, self._digits)
        needs.focus()

    def on_needs_pointed(self, event: Needs.Pointed) -> None:
        event.stop()

    def on_needs_chosen(self, event: Needs.Chosen) -> None:
        event.stop()
        self.dismiss(event.reminder)
