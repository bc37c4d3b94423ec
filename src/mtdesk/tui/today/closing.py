"""Before the day is closed: what it still asks, each answered where it stands, by a key or a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.style import Style
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from mtdesk.desk import Desk
from mtdesk.desk.week.closing import Answer, Closing, Open
from mtdesk.errors import MtdeskError, NeedsConfirmationError
from mtdesk.model.keys import pressed
from mtdesk.model.period import human_day
from mtdesk.say.week.closing import (
    ANSWERS,
    NOTHING_LEFT,
    given_reading,
    left,
    owing_words,
    short_question,
    tomorrow_words,
)
from mtdesk.tui.keys import given_to, key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panes import Settled, Words, write_on_edge
from mtdesk.tui.parts.rows import Marked

# What may be pressed where something is asked, and what it then says.
KEYS = {
    "booking": (("yes", "done"), ("no", "no-show"), ("cancelled", "cancelled"), ("open", "…")),
    "price": (("open", "amount"),),
    "method": (("open", "cash, card …"),),
    "effort": (("yes", "right"), ("open", "0-10")),
    "time": (("open", "time"),),
    "check_in": (("open", "check in"),),
}
ANSWER = {"yes": "y", "no": "n", "cancelled": "b"}  # what each command says to the desk
BOX = "☐ "


class Asked(Marked):
    """What is open, one a row; below the row she is on, what may be pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "select", "answer"),
        key("yes", "answer('yes')", "yes"),
        key("no", "answer('no')", "no-show"),
        key("cancelled", "answer('cancelled')", "cancelled"),
        Binding("escape", "leave", "back", show=False),
    ]

    @dataclass
    class Answered(Message):
        """What is said of something open by one key."""

        asked: Open
        text: str

    @dataclass
    class Opened(Message):
        """More is to be said of it than one key can."""

        asked: Open

    class Left(Message):
        """The list gives the focus away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False, compact=True)
        self._desk = desk
        self._open: tuple[Open, ...] = ()
        self._drawn: object = None

    def show(self, found: tuple[Open, ...]) -> None:
        self._open = found
        self.draw()

    @property
    def current(self) -> Open | None:
        """The one she is on; the first while she is elsewhere."""
        place = self.highlighted or 0
        return self._open[place] if place < len(self._open) else None

    def draw(self) -> None:
        width = max(self.scrollable_content_region.width - 2, 0)
        names = names_of(self)
        shown = (self._open, self.highlighted or 0, width, names.is_hidden)
        if not width or shown == self._drawn:
            return  # `on_resize` comes back to it
        self._drawn = shown
        place = min(self.highlighted or 0, max(len(self._open) - 1, 0))
        currency = self._desk.settings.currency
        rows = [
            _row(
                short_question(names.veiled(each), currency),
                KEYS[each.kind] if number == place else (),
                width,
                given_to(self),
            )
            for number, each in enumerate(self._open)
        ]
        self.put([*map(Option, rows)])
        if rows:
            self.highlighted = place

    def on_resize(self, _: Resize) -> None:
        self.draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.draw()
        self.refresh_bindings()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(self._open[event.option_index]))

    def on_click(self, event: Click) -> None:
        """A click on a key presses it; on the rest of a row, it opens the row."""
        place, pressed = event.style.meta.get("option"), event.style.meta.get("pressed")
        if place is not None and pressed not in {None, "open"}:
            event.prevent_default()
            self.highlighted = place
            self.action_answer(pressed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what answers the row she is on."""
        if action == "answer":
            asked = self.current
            return asked is not None and parameters[0] in dict(KEYS[asked.kind])
        return super().check_action(action, parameters)

    def action_answer(self, name: str) -> None:
        if self.current is not None:
            self.post_message(self.Answered(self.current, ANSWER[name]))

    def action_leave(self) -> None:
        self.post_message(self.Left())


def _row(words: str, keys: Sequence[tuple[str, str]], width: int, given: dict[str, str]) -> Content:
    """The question, and its keys beside it or, where there is no room, below; none of them is cut."""
    asked = Content.assemble((BOX, "$warm"), words)
    if not keys:
        return asked
    parts = [
        Content.assemble((pressed(name, given), "bold $warm"), f" {said}").stylize(
            Style.from_meta({"pressed": name})
        )
        for name, said in keys
    ]
    shown = Content("  ").join(parts)
    while len(parts) > 1 and len(BOX) + shown.cell_length > width:
        parts.pop()
        shown = Content("  ").join(parts)
    between = "  " if asked.cell_length + 2 + shown.cell_length <= width else f"\n{' ' * len(BOX)}"
    return Content.assemble(asked, between, shown)


class ClosingPane(Settled, Vertical):
    """The list, a line to answer in when one key is too little, and what is booked next."""

    DEFAULT_CSS = """
    ClosingPane { height: auto; max-height: 14; display: none; }
    ClosingPane Asked { height: auto; max-height: 8; }
    ClosingPane Input { display: none; background: $raised; }
    ClosingPane.-answering Input { display: block; }
    ClosingPane .next { height: auto; max-height: 3; color: $dim; }
    ClosingPane .next.-trouble { color: $act; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close_line", show=False)]

    @dataclass
    class Written(Message):
        """An answer was written; its words."""

        words: str

    @dataclass
    class Wanted(Message):
        """Something open that is answered elsewhere: a booking in the bar, today's check-in."""

        asked: Open

    def __init__(self, desk: Desk) -> None:
        self.list = Asked(desk)
        self.line = Input(compact=True, select_on_focus=False)
        self.line.cursor_blink = False
        self._below = Words(classes="next")
        super().__init__(self.list, self.line, self._below, id="closing", classes="panel")
        self._desk = desk
        self.shown: Closing | None = None
        self._answering: Open | None = None
        self._next = ""  # what is said below the list while nothing is wrong
        self._begun: dict[tuple[str, int | None], str] = {}  # what was typed and left

    def show(self, closing: Closing) -> None:
        """What is open of a day; a line that is being answered stays, as long as it is asked."""
        if self.shown is not None and closing.date != self.shown.date:
            self._begun.clear()
        self.shown = closing
        today, currency = self._desk.today, self._desk.settings.currency
        is_today = closing.date == today
        when = "the day" if is_today else human_day(closing.date, today)
        count = left(closing)  # in the name: in the dense form nothing stands below
        write_on_edge(self, title=f"before you close {when}{count and f' · {count}'}")
        self.list.display = bool(closing.open)
        self.list.show(closing.open)
        said = [owing_words(closing, currency), tomorrow_words(closing.tomorrow, today)]
        if not closing.open:
            said.insert(0, f"✓ {NOTHING_LEFT}")
        self._next = names_of(self).said("\n".join(each for each in said if each))
        if self._answering is None:
            self._say(self._next)
        elif self._answering.name not in {each.name for each in closing.open}:
            self._close(to_list=False)
        if not closing.open and self.list.has_focus:
            self.post_message(Asked.Left())

    # -- answers

    def on_asked_answered(self, event: Asked.Answered) -> None:
        event.stop()
        self._give(event.asked, event.text)

    def on_asked_opened(self, event: Asked.Opened) -> None:
        event.stop()
        asked = event.asked
        is_today = self.shown is not None and self.shown.date == self._desk.today
        if asked.kind == "booking" or (asked.kind == "check_in" and is_today):
            self.post_message(self.Wanted(asked))
            return
        self._answering = asked
        line = self.line
        line.value = self._begun.get(asked.name, "")
        line.placeholder = ANSWERS[asked.kind]
        self.add_class("-answering")
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._answering is not None and event.value.strip():
            self._give(self._answering, event.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._answering is not None:
            self._begun[self._answering.name] = event.value
        self._say(self._next)

    def _give(self, asked: Open, text: str, *, confirmed: bool = False) -> None:
        if self.shown is None:
            return
        answer = Answer(kind=asked.kind, session=asked.session, text=text, confirmed=confirmed)
        try:
            given = self._desk.week.closing.answer(self.shown.date, [answer])[0]
        except NeedsConfirmationError as error:
            from mtdesk.tui.parts.dialogs import Confirm

            self.app.push_screen(
                Confirm(names_of(self).asked(error), no="Not yet"),
                lambda yes: self._give(asked, text, confirmed=True) if yes else None,
            )
        except MtdeskError as error:
            if self._answering is None:
                self.notify(error.message, severity="error", markup=False)
            else:
                self._say(f"✗ {names_of(self).said(error.message)}", is_trouble=True)
        else:
            self._begun.pop(asked.name, None)
            self._close(to_list=True)
            reading = given_reading(given, self._desk.settings.currency, self._desk.today)
            self.post_message(self.Written(reading.words))

    def _say(self, words: str, *, is_trouble: bool = False) -> None:
        self._below.update(words)
        self._below.set_class(is_trouble, "-trouble")

    # -- the line

    def action_close_line(self) -> None:
        """Leave the line; what was typed waits there, and nothing is written."""
        self._close(to_list=True)

    def _close(self, *, to_list: bool) -> None:
        had_focus = self.line.has_focus
        self._answering = None
        self._say(self._next)
        self.remove_class("-answering")
        if to_list or had_focus:
            self.list.focus()
