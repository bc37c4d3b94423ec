"""What an import would bring, or why a file is not read: to be looked at before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.model.table import Listing
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import SCROLL
from mtdesk.tui.parts.edge import show_keys
from mtdesk.tui.parts.panes import wrapped
from mtdesk.tui.parts.rows import listed
from mtdesk.tui.parts.told import Told

OWN = "spreadsheet_own"
# What the command line calls an option, and what that is here.
_HERE = (
    ("; --map says otherwise", "; {edit} says otherwise"),
    ("; --dates says otherwise", "; “days” of the dialog before says otherwise"),
    ("; mend it, or use --dates", "; mend it, or say it in the dialog before"),
    ("as --dates says", "as you said"),
    ("--dates says", "you said"),
    ("; --changed apply takes it over", ""),
)


def here(line: str) -> str:
    """A sentence of an import as it holds in the dashboard."""
    if line.startswith(OWN):
        line = line.replace("; --dates says otherwise", "; {edit} says otherwise")
    for there, ours in _HERE:
        line = line.replace(there, ours)
    head, mark, _ = line.partition("; --map “")
    return f"{head}; {{edit}} says what each is" if mark else line


class Preview(Told):
    """Sentences and tables; enter goes on where there is something to go on with, `e` to the columns."""

    DEFAULT_CSS = """
    Preview Static { margin-bottom: 0; }
    Preview .wanted { color: $warm; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("edit", "edit", "columns"),
        Binding("ctrl+s", "go_on", show=False),
    ]
    HELP = (
        "What a file would bring, before anything is written. Hold the sums by month against the report "
        "of the program that wrote it."
    )

    def __init__(
        self,
        title: str,
        parts: Sequence[str | Listing],
        *,
        wanted: str = "",
        yes: str = "",
        edit: Callable[[], None] | None = None,
    ) -> None:
        """`wanted` stands on top: what is asked before it is written, or why it cannot be."""
        super().__init__(title, "", yes=yes)
        self._parts, self._wanted, self._edit = parts, wanted, edit

    def compose(self) -> ComposeResult:
        said = names_of(self).said
        with Vertical(classes="dialog broad") as box:
            box.border_title = said(self._heading)
            show_keys(box, [*self._keys()], SCROLL)
            with VerticalScroll():
                if self._wanted:
                    yield Static(Content(said(self._told(self._wanted))), classes="wanted")
                for part in self._parts:
                    yield Static(classes="rows" if isinstance(part, Listing) else "words")

    def _keys(self) -> Iterator[str]:
        if self._yes:
            yield f"enter {self._yes}"
        if self._edit is not None:
            yield with_keys(self, "{edit} columns")

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        said = names_of(self).said
        scroll = self.query_one(VerticalScroll)
        room = scroll.scrollable_content_region.width
        for part, shown in zip(
            self._parts, scroll.query(".rows, .words").results(Static), strict=True
        ):
            if isinstance(part, str):
                words = said(self._told(part))
                indent = len(words) - len(words.lstrip())
                lines = wrapped(Content(words.strip()), max(room - indent, 1)) or [Content("")]
                shown.update(Content("\n").join(Content(" " * indent) + line for line in lines))
            else:
                rows = tuple(tuple(map(said, row)) for row in part.rows)
                shown.update(listed(Listing(heads=part.heads, rows=rows, right=part.right), room))

    def _told(self, line: str) -> str:
        """Braces in what a file holds are no keys."""
        ours = here(line)
        return (
            ours
            if ours == line
            else with_keys(
                self, ours.replace("{", "{{").replace("}", "}}").replace("{{edit}}", "{edit}")
            )
        )

    def action_edit(self) -> None:
        if self._edit is not None:
            self.dismiss(None)
            self._edit()
