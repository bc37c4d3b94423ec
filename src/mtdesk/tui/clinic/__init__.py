"""The dashboard of a clinic: Team, Week, Year, Safety, in the frame of the therapist's own."""

from __future__ import annotations

from asyncio import Lock
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.geometry import Size
from textual.widgets import Static

from mtdesk.errors import MtdeskError
from mtdesk.model.period import long_day
from mtdesk.say.clinic.looks import TITLES, Page, Part, page
from mtdesk.tui import themes
from mtdesk.tui.keys import key
from mtdesk.tui.parts.frame import Frame
from mtdesk.tui.parts.lines import AreasLine, KeysLine
from mtdesk.tui.parts.moves import maximise
from mtdesk.tui.parts.panels import Panel
from mtdesk.tui.parts.panes import Scrolled
from mtdesk.tui.parts.rows import GUTTER, Column, Rows
from mtdesk.tui.parts.told import tell

if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.desk.clinic.looking import Folder

MOST_CELLS = 40  # of a text in a table
AROUND = 10  # cells around a table
READING = "reading the shares …"
FIRST_DAY = date(1950, 1, 1)
HELP = (
    "Team: each who shared with --visible, against her own usual, and a booking that could go to "
    "somebody else.\nWeek: hours by setting, and against those offered.\nYear: income by kind of "
    "service, an hour and for its load; splits due by the terms of pay.\nSafety: incidents, without "
    "a word of them.\n\nWhoever did not share with --visible is only in sums over five or more. · "
    "stands where a figure would give away less; “these · together” is the sum of what · hides.\n\n"
    "1-4 look · [ ] earlier, later · t today · o sort · m this table alone · tab next table · "
    "ctrl+t light or dark · q quit"
)


def run(desk: Desk, folder: Folder) -> None:
    """Show it until it is quit; standard input and output must be a terminal."""
    board = Board(desk, folder)
    board.run()
    if board.fault is not None:
        raise board.fault


class Board(Frame):
    TITLE = "mtdesk clinic"
    CSS_PATH: ClassVar = ["../app.tcss", "board.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ALLOW_IN_MAXIMIZED_VIEW = "KeysLine"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"look('{title}')", f"go to {title}", show=False)
            for number, title in enumerate(TITLES, 1)
        ),
        key("earlier", "move(-1)", "earlier"),
        key("later", "move(1)", "later"),
        key("now", "today", "today"),
        key("maximise", "maximise", "table alone", show=False),
        key("help", "help", "help"),
        Binding("ctrl+t", "toggle_theme", "light or dark", show=False),
        key("quit", "quit", "quit"),
    ]

    def __init__(self, desk: Desk, folder: Folder) -> None:
        super().__init__()
        self.folder = folder
        self.title_shown = TITLES[0]
        self._asked = 0
        self._showing = Lock()
        self._first_day = folder.today
        self._widest = 1  # cells of the widest table
        chosen = desk.settings.get("theme") if desk.exists else ""
        self.theme = chosen if chosen in self.available_themes else themes.of_terminal()

    def compose(self) -> ComposeResult:
        self.take_form(self.size)
        yield AreasLine(TITLES)
        with Scrolled(id="look", can_focus=False):
            yield Static(READING, id="said", markup=False)
        yield KeysLine()

    def on_mount(self) -> None:
        self._ask()

    def take_form(self, size: Size) -> None:
        """As many tables beside one another as the widest of them lets."""
        super().take_form(size)
        for parts in self.query("#parts"):
            fitting = max(size.width // (self._widest + AROUND), 1)
            parts.styles.grid_size_columns = min(fitting, len(parts.children))

    # -- asking

    def _ask(self) -> None:
        """Ask in a thread: a key is heard meanwhile, and what it asks for comes in its place."""
        line = self.query_one(AreasLine)
        line.current, line.day = self.title_shown, long_day(self.folder.today)
        self.query_one("#said", Static).update(READING)
        look = getattr(self.folder, self.title_shown.lower())
        self._asked += 1
        self.run_worker(partial(self._read, look, self._asked), thread=True, exclusive=True)

    def _read(self, look: Callable[[], object], asked: int) -> None:
        try:
            shown: Page | str = page(look())  # type: ignore[arg-type]  # of its own kind
        except MtdeskError as error:
            shown = error.message
        show: Any = self._show  # its Awaitable is not told apart by the types of Textual
        self.call_from_thread(show, shown, asked)

    async def _show(self, shown: Page | str, asked: int) -> None:
        async with self._showing:  # one after the other, whole
            if asked == self._asked:  # else something was asked for meanwhile
                await self._fill(shown)

    async def _fill(self, shown: Page | str) -> None:
        place = self.query_one("#look", Scrolled)
        await place.remove_children()
        if isinstance(shown, str):
            await place.mount(Static(shown, id="said", classes="trouble", markup=False))
            return
        said = Static(f"{shown.when} · {shown.sentence}", id="said", markup=False)
        notes = Static("\n".join(shown.notes), id="notes", markup=False)
        panels = [_panel(each) for each in shown.parts]
        self._widest = max(map(_wide, shown.parts), default=1)
        await place.mount(said, Container(*panels, id="parts"), notes)
        self.take_form(self.size)
        for panel, part in zip(panels, shown.parts, strict=True):
            panel.query_one(Rows).fill(enumerate(part.listing.rows))
        if panels:
            panels[0].query_one(Rows).take_focus()

    # -- keys

    def action_look(self, title: str) -> None:
        self.title_shown = title
        self._ask()

    def on_areas_line_chosen(self, event: AreasLine.Chosen) -> None:
        self.action_look(event.title)

    def action_move(self, by: int) -> None:
        """By a week in Team and Week, by a year in the others."""
        day = self.folder.today
        if self.title_shown in {"Team", "Week"}:
            moved = day + timedelta(days=7 * by)
        else:  # 29 February has no other year
            moved = day.replace(year=day.year + by, day=min(day.day, 28))
        if moved >= FIRST_DAY:
            self.folder.today = moved
            self._ask()

    def action_today(self) -> None:
        self.folder.today = self._first_day
        self._ask()

    def action_maximise(self) -> None:
        maximise(self.screen)

    def action_help(self) -> None:
        tell(self, "help", HELP)


def _wide(part: Part) -> int:
    """Cells of a table."""
    rows = (part.listing.heads, *part.listing.rows)
    widths = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    return sum(min(width, MOST_CELLS) + len(GUTTER) for width in widths)


def _panel(part: Part) -> Panel:
    listing = part.listing
    columns = [
        Column(head, MOST_CELLS, right=place in listing.right)
        for place, head in enumerate(listing.heads)
    ]
    name = "clinic-" + "-".join(part.heading.split()[:3]).strip(",")
    return Panel(Rows(*columns, id=name), title=part.heading)
