"""What every area is made of: a panel with its name, and figures large enough to be seen first.

There are two forms, no sliding scale. Roomy: borders, air, large figures. Dense, wherever the roomy
one would cut a figure to another: a panel is a rule with its name, which then carries the figure.
The form is the screen's, as the classes `-broad` and `-high`; `app.tcss` has both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.renderables.digits import Digits
from textual.widget import Widget
from textual.widgets import OptionList

from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panes import Bare, Settled, Words, write_on_edge
from mtdesk.tui.parts.rows import Marked

NARROW = 110  # columns below which a dialog takes all the width
ROOM = (116, 36)  # columns and rows that the roomy form needs
MOST_FIGURES = 2
BETWEEN_FIGURES = 4  # cells
LINE_STYLES = ("bold", "", "$dim")  # of the lines beside a figure
Part = str | tuple[str, str] | Content


def is_roomy(app: App[object]) -> bool:
    """Whether there is room for borders, air and large figures."""
    return app.size.width >= ROOM[0] and app.size.height >= ROOM[1]


def keys(*pairs: tuple[str, str]) -> Content:
    """`e edit   y yes`: each key in the accent, what it does plain."""
    return Content("   ").join(
        Content.assemble((key, "bold $warm"), f" {words}") for key, words in pairs
    )


class Panel(Settled, Bare, Vertical):
    """A sheet with its name: what it shows and in which unit on top, below what helps to read it.

    What is typed by people may stand in a name: it is never markup, and hidden with the names.
    """

    DEFAULT_CSS = "Panel { height: auto; } Panel.fill { height: 1fr; }"
    ALLOW_MAXIMIZE = True

    def __init__(
        self,
        *parts: Widget,
        title: str = "",
        foot: Content | str = "",
        about: str = "",
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(*parts, id=id, classes=classes)
        self._titles = (title, title)
        self.about = about  # in help, while something in it has the focus
        self.foot(foot)

    def on_mount(self) -> None:
        self._show_title()

    def on_resize(self, _: Resize) -> None:
        self._show_title()

    def entitle(self, title: str, dense: str = "") -> None:
        """Its name; in the dense form another one, that carries what is large in the roomy one."""
        self._titles = (title, dense or title)
        self._show_title()

    def foot(self, words: Content | str) -> None:
        """The legend of the marks inside, or the key that goes deeper."""
        write_on_edge(self, foot=words)

    @property
    def title(self) -> str:
        """The name that is shown."""
        return self._titles[not is_roomy(self.app)]

    def _show_title(self) -> None:
        write_on_edge(self, title=names_of(self).said(self.title))


class Figures(Words):
    """At most two large figures beside one another; in the dense form none.

    Beside each up to three short lines: its unit, a fact, what it is held against.
    """

    def show(self, *figures: Iterable[Part], words: str = "") -> None:
        """Each as its digits and the lines beside them: the first is bold, the last explains.

        `words` stand below them.
        """
        blocks = [_block(*figure) for figure in figures[:MOST_FIGURES]]
        rows = [Content(" " * BETWEEN_FIGURES).join(row) for row in zip(*blocks, strict=True)]
        if words:
            rows += [*([Content()] if rows else []), Content.styled(words, "bold")]
        self.update(Content("\n").join(rows))
        self.set_class(not rows, "-empty")


def _block(figure: Part, *lines: Part) -> list[Content]:
    """Three rows of one width."""
    parts = Digits(str(figure)).render(Style(bold=True))
    drawn = "".join(part.text for part in parts if isinstance(part, Segment))
    rows = [Content.styled(row, "bold") for row in drawn.splitlines()]
    said = [
        Content.styled(line, style) if isinstance(line, str) else Content.assemble(line)
        for line, style in zip_longest(lines, LINE_STYLES, fillvalue="")
    ]
    width = max(line.cell_length for line in said)
    return [
        Content.assemble(row, " ", line, " " * (width - line.cell_length))
        for row, line in zip(rows, said, strict=True)
    ]


class Task(NamedTuple):
    """Something to open, and the action of the area that does."""

    action: str
    words: str


class Waiting(Marked):
    """What waits, or can be looked at: a row each, `enter` opens it."""

    HELP = "What waits here, and what can be looked at; enter opens it."
    BINDINGS: ClassVar[list[BindingType]] = [key("open", "select", "open")]

    class Opened(Message):
        def __init__(self, task: Task) -> None:
            super().__init__()
            self.task = task

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, markup=False, compact=True)
        self.tasks: Sequence[Task] = ()

    def show(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        kept = self.highlighted
        self.set_options([names_of(self).said(each.words) for each in tasks])
        self.highlighted = min(kept or 0, len(tasks) - 1) if tasks else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(self.tasks[event.option_index]))
