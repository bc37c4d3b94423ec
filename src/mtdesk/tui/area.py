"""What every area of the dashboard is: a pane that reads the desk when it is looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.client import Client
from mtdesk.model.period import Period
from mtdesk.model.reminder import Reminder
from mtdesk.tui.keys import take_back
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panes import Bare, Settled

if TYPE_CHECKING:
    from mtdesk.tui.parts.chart import Chart

# The areas in the order of their digits. Each is a module of screens, imported when first shown.
AREAS = ("Today", "Week", "Money", "Body", "Clients", "Incidents", "Findings")


class Command(NamedTuple):
    """Something an area can do, found by name: its action there."""

    title: str
    help: str
    action: str
    area: str = ""  # the title of the area that it is done in; none is the one that is shown
    words: str = ""  # other words that it is looked for by


def area_class(title: str) -> type[Area]:
    """Imported when it is first asked for."""
    found: type[Area] = getattr(import_module(f"mtdesk.tui.{title.lower()}"), title)
    return found


class Area(Settled, Bare, Container):
    """A pane of the main switcher. Subclasses compose empty widgets and fill them in `show_figures`.

    `title` is the word on the line of areas. The style of `week/` is `week/week.tcss`
    in it, read when the module is. After writing, an area posts `Area.Changed()`: it is then
    shown anew, and so are the others when they are looked at.
    """

    title: ClassVar[str] = ""
    COMMANDS: ClassVar[tuple[Command, ...]] = ()
    HELP: ClassVar[str] = ""  # what it is for, in a sentence or two

    DEFAULT_CSS = """
    Area { layout: vertical; height: 1fr; }
    Area > .trouble { dock: top; height: auto; padding: 0 1; display: none; }
    Area.-troubled > .trouble { display: block; }
    """

    class Changed(Message):
        """The practice was changed from here."""

    class Wanted(Message):
        """The area that a reminder names is asked for."""

        def __init__(self, reminder: Reminder) -> None:
            super().__init__()
            self.reminder = reminder

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        style = Path(sys.modules[cls.__module__].__file__ or "").with_name(
            f"{cls.__name__.lower()}.tcss"
        )
        if "DEFAULT_CSS" not in cls.__dict__ and style.is_file():
            cls.DEFAULT_CSS = style.read_text(encoding="utf-8")
            cls.SCOPED_CSS = False  # it asks for the form of the dashboard, which stands around it

    def __init__(self, desk: Desk) -> None:
        super().__init__(id=self.title.lower())
        self.desk = desk
        self.is_stale = True

    async def fill(self) -> None:
        """Mount what can wait until the area was seen."""

    def show_figures(self) -> None:
        """Read the desk and fill the widgets. Called when shown while stale, and after each change."""
        raise NotImplementedError

    def refresh_if_stale(self) -> None:
        """Show the figures anew."""
        if self.is_stale:
            self.is_stale = False
            self.show_in_words(self.show_figures)

    def show_in_words(self, figures: Callable[[], None]) -> None:
        """Show figures; what keeps them from being read stands above them, in words."""
        self.set_class(False, "-troubled")
        try:
            figures()
        except MtdeskError as error:
            self._show_trouble(error)

    def take_focus(self) -> None:
        """Put the focus where typing or arrows are most useful in this area."""

    def show_reminder(self, reminder: Reminder) -> None:
        """Bring to the front what a reminder is about: the row of its `subject`, its day."""

    def go_to(self, day: date) -> None:
        """Show the day, or what it is in."""
        self.post_message(
            self.Wanted(Reminder(level="", text="", day=day.isoformat(), area="Today"))
        )

    @property
    def client(self) -> Client | None:
        """Whom she is looking at here; nobody where that is nobody in particular."""
        return None

    def action_open(self, place: str, *told: str) -> None:
        """Open what a command names by module and function of the dashboard: `files:restore`."""
        module, _, name = place.partition(":")
        with self.in_words():
            getattr(import_module(f"mtdesk.tui.{module}"), name)(self, *told)

    def was_written(self, words: str) -> None:
        """Say what was written and how it is taken back, and show all anew."""
        self.tell(f"{words}; {take_back(self)}")
        self.post_message(self.Changed())

    def on_chart_opened(self, event: Chart.Opened) -> None:
        event.stop()
        self.open_column(event)

    def open_column(self, event: Chart.Opened) -> None:
        """What stands behind a column of a chart: the rows of its days."""
        self.open_rows(event.rows, event.days)

    def open_rows(self, rows: str, days: Period, client: int | None = None) -> None:
        """Sessions, check-ins, money or incidents of some days, on a page over the area."""
        from mtdesk.tui.parts.behind import rows_of

        with self.in_words():
            self.app.push_screen(rows_of(self.desk, names_of(self), rows, days, client))

    def action_check_in(self) -> None:
        from mtdesk.tui.body.check_in import open_check_in

        def written(words: str) -> None:
            self.tell(f"✓ {words}   {take_back(self)}")
            self.post_message(self.Changed())

        with self.in_words():
            open_check_in(self.app, self.desk, written)

    def tell(self, words: str) -> None:
        """Say what happened: a toast, unless the area has a better place."""
        self.notify(words, markup=False)

    def all_bindings(self) -> list[BindingType]:
        """The keys of the area and those that show in what stands in it, for help.

        What enter does is another thing in each place, and said where that has the focus.
        """
        kinds = dict.fromkeys(type(part) for part in self.walk_children())
        within = [each for kind in kinds for each in Binding.make_bindings(kind.BINDINGS)]
        return [*self.BINDINGS, *(each for each in within if each.show and each.key != "enter")]

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Around anything that asks the desk: what it refuses is said in words, and goes no further."""
        try:
            yield
        except MtdeskError as error:
            self.notify(error.message, severity="error", markup=False)

    def _show_trouble(self, error: MtdeskError) -> None:
        for shown in self.query(".trouble").results(Static):
            shown.update(error.message)
            break
        else:
            self.mount(Static(error.message, classes="trouble", markup=False))
        self.add_class("-troubled")
