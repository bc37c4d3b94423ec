"""What stands in an area: panes beside one another, sentences beside their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from mtdesk.model.text import pattern
from mtdesk.tui.names import names_of

HIGHEST = 95  # per cent of the screen that a dialog takes, as in the style sheet

WIDE = 110  # cells from which two panes fit


class Settled:
    """Textual lays the screen out once more for each widget whose size a layout has just changed.

    A scroll bar that comes or goes asks for it by itself; nothing else of ours goes by it.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))


class Bare:
    """What only holds others: between its first line and its last all of its own are the same.

    It is made once, and Textual, which cuts each line where a child begins and ends, cuts it once.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        widget = cast("Widget", self)
        last = widget.outer_size.height - 1
        made: dict[int, list[Strip]] = {}
        found = []
        for y in crop.line_range:
            place = y if y in {0, last} else 1
            if place not in made:
                made[place] = Widget.render_lines(widget, Region(crop.x, place, crop.width, 1))
            found += made[place]
        return found


class Across(Bare, Horizontal):
    """What stands beside one another, however little room there is."""


class Down(Bare, Vertical):
    """What stands below one another."""


class Scrolled(Bare, VerticalScroll):
    """The same, as far down as there is any."""


class Beside(Settled, Bare, Container):
    """Has the class `-narrow` while the panes stand under one another."""

    DEFAULT_CSS = """
    Beside { layout: horizontal; height: auto; }
    Beside.-narrow { layout: vertical; }
    """

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < WIDE, "-narrow")


# The blanks within `2 h 30`, `45 min`, `41 %`: a line does not end there.
_WITHIN = pattern(r"(?<=\d) (?=(?:h|min|d)\b|%)|(?<=\d h) (?=\d)")
_HELD = "\ue000"  # nobody's character; Textual takes a no-break space for a place to break at


def wrapped(words: Content, width: int) -> list[Content]:
    """The lines of a sentence, a figure and its unit on one of them."""
    held = Content(_WITHIN.sub(_HELD, words.plain), spans=[*words.spans])
    return [
        Content(line.plain.replace(_HELD, " "), spans=[*line.spans]) for line in held.wrap(width)
    ]


def cut(lines: list[Content], most: int, room: int) -> list[Content]:
    """At most `most` of the lines, with an ellipsis where they go on."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip().truncate(room - 1)
    return [*lines[: most - 1], Content.assemble(last, "…")]


_LEAST = 10  # cells of text, however narrow the place


def write_on_edge(
    widget: Widget, *, title: Content | str | None = None, foot: Content | str | None = None
) -> None:
    """Words on the edge of a widget, if they are others: Textual draws all of it anew for them."""
    for name, words in (("border_title", title), ("border_subtitle", foot)):
        if words is not None:
            shown = Content(words) if isinstance(words, str) else words
            if (getattr(widget, name) or "") != shown.markup:
                setattr(widget, name, shown if shown.plain else None)


class Words(Settled, Static):
    """Text whose place is laid out anew only where it takes another height.

    A new layout of the screen is most of what a key costs.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        before, now = self.content, Content(content) if isinstance(content, str) else content
        if isinstance(before, Content) and isinstance(now, Content) and before.is_same(now):
            return
        super().update(now, layout=False)
        if layout and self._takes_other_room:
            self.refresh(layout=True)

    @property
    def _takes_other_room(self) -> bool:
        size, styles = self.content_size, self.styles
        if styles.height is not None and not styles.height.is_auto:
            return False
        return not size or self.visual.get_height(styles.get_rules(), size.width) != size.height


class Said(NamedTuple):
    """A sentence and its label; the styles are Textual's."""

    label: str
    text: str
    label_style: str = "bold"
    style: str = ""


class Hanging(Settled, Widget):
    """As high as its sentences need; every text begins at the same cell."""

    DEFAULT_CSS = "Hanging { height: auto; }"

    def __init__(self, said: Sequence[Said] = (), *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._said = said
        self._wrapped: dict[int, list[Content]] = {}  # by width; a layout asks more than once

    def show(self, said: Sequence[Said]) -> None:
        """Show these, without names while those are hidden."""
        hide = names_of(self).said
        self._said = [each._replace(text=hide(each.text)) for each in said]
        self._wrapped.clear()
        size = self.content_size
        self.refresh(layout=len(self._lines(size.width)) != size.height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if width not in self._wrapped:
            self._wrapped[width] = self._wrap(width)
        return self._wrapped[width]

    def _wrap(self, width: int) -> list[Content]:
        left = max((len(each.label) for each in self._said), default=0)
        left += 2 if left else 0
        return [
            Content.assemble(
                ((each.label if number == 0 else "").ljust(left), each.label_style), line
            )
            for each in self._said
            for number, line in enumerate(
                wrapped(Content.styled(each.text, each.style), max(width - left, _LEAST))
            )
        ]


def keep_in(dialog: Widget, part: Widget) -> None:
    """Let one part of a dialog give way where all of it would be higher than the dialog can be.

    A `max-height` of `1fr` does not: it is the whole, whatever else stands in it.
    """
    box = part.parent
    if isinstance(box, Widget) and box.is_attached:
        others = [each for each in box.children if each is not part and each.display]
        taken = sum(each.outer_size.height + each.styles.margin.height for each in others)
        room = dialog.size.height * HIGHEST // 100 - box.gutter.height
        part.styles.max_height = max(room - taken, 1)
