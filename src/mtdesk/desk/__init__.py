"""The one door to a practice: every use case is a method of an area of `Desk`.

Each writing method is one transaction and one operation of the journal. The clock is given, so
nothing below reads it. Areas are loaded when they are first used, which keeps `log` quick.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cached_property

from mtdesk.desk.settings import Settings
from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.store import practice
from mtdesk.store.book import Book

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mtdesk.desk.annual import Annual
    from mtdesk.desk.bookings import Bookings
    from mtdesk.desk.clients import Clients
    from mtdesk.desk.credits import Credits
    from mtdesk.desk.findings import Findings
    from mtdesk.desk.functions import Functions
    from mtdesk.desk.history import History
    from mtdesk.desk.identity import Identity
    from mtdesk.desk.incidents import Incidents
    from mtdesk.desk.income import IncomeArea
    from mtdesk.desk.ledger import Ledger
    from mtdesk.desk.medical import Medical
    from mtdesk.desk.menu import Menu
    from mtdesk.desk.outcomes import Outcomes
    from mtdesk.desk.progress import ProgressArea
    from mtdesk.desk.purge import Purge
    from mtdesk.desk.questionnaires import Questionnaires
    from mtdesk.desk.receipts import Receipts
    from mtdesk.desk.record import Record
    from mtdesk.desk.recovering import Recovering
    from mtdesk.desk.recurring import Recurring
    from mtdesk.desk.reminders import Reminders
    from mtdesk.desk.review import Review
    from mtdesk.desk.sessions import Sessions
    from mtdesk.desk.standing import Standing
    from mtdesk.desk.tax_forms import TaxForms
    from mtdesk.desk.terms import Terms
    from mtdesk.desk.timer import Timer
    from mtdesk.desk.transfer import Transfer
    from mtdesk.desk.wellbeing import Wellbeing


def system_clock() -> datetime:
    return datetime.now(UTC)


class Desk:
    """A practice at `path`, which need not exist: reading then sees an empty one.

    `clock` gives an aware instant; `today` (from `--today`) stands for the day in what is read.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = system_clock, today: date | None = None
    ) -> None:
        self.path = path
        self.clock = clock
        self._today = today
        self._book: Book | None = None
        self.created = False

    # -- the file

    @property
    def exists(self) -> bool:
        """Whether there is a practice at the path.

        Raises:
            NotFoundError: a folder is there.
        """
        if self.path.is_dir():
            raise NotFoundError(f"{self.path} is a folder; name the practice file in it")
        return self.path.is_file() and self.path.stat().st_size > 0

    @property
    def book(self) -> Book:
        """The practice for reading; where there is no file, what a new one would hold."""
        if self._book is None:
            try:
                self._book = Book.open(self.path)
            except NotFoundError:
                if self.path.is_dir():
                    raise
                from mtdesk.desk.first_run import furnish

                self._book = Book.in_memory()
                furnish(self._book, self.stamp())
        return self._book

    def writable(self, *, furnished: bool = True) -> Book:
        """The practice for writing; made on the first write, with a menu and settings."""
        if self._book is not None and self._book.path is None:
            self.close()
        if self._book is None:
            if self.exists:
                self._book = Book.open(self.path)
            else:
                self._book = Book.create(self.path)
                self.created = True
        if furnished and not practice.is_furnished(self._book):
            from mtdesk.desk.first_run import furnish

            furnish(self._book, self.stamp())
        return self._book

    def close(self) -> None:
        if self._book is not None:
            self._book.close()
            self._book = None
        self.forget_settings()

    def spare(self, target: Path) -> None:
        """Refuse to write a file over the practice itself.

        Raises:
            RefusedError: it is the practice.
        """
        if target.resolve() == self.path.resolve():
            raise RefusedError(f"{target} is the practice itself; name another file")

    def unmake(self) -> None:
        """Take away a file that was made for a first write which then failed."""
        if self.created:
            self.close()
            self.path.unlink(missing_ok=True)
            self.created = False

    def forget_settings(self) -> None:
        """Read the settings anew when they are next asked for."""
        self.__dict__.pop("settings", None)

    def changed_elsewhere(self) -> int:
        """A number that changes when another program writes to the same file."""
        return self.book.data_version()

    # -- the clock

    def now(self) -> datetime:
        """The instant in the practice's zone."""
        return self.clock().astimezone(self.settings.zone)

    def stamp(self) -> str:
        """When something was written, in UTC: for the journal."""
        return self.clock().astimezone(UTC).isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        return self._today or self.now().date()

    # -- the areas

    @cached_property
    def settings(self) -> Settings:
        return Settings(self)

    @cached_property
    def sessions(self) -> Sessions:
        from mtdesk.desk.sessions import Sessions

        return Sessions(self)

    @cached_property
    def bookings(self) -> Bookings:
        from mtdesk.desk.bookings import Bookings

        return Bookings(self)

    @cached_property
    def clients(self) -> Clients:
        from mtdesk.desk.clients import Clients

        return Clients(self)

    @cached_property
    def standing(self) -> Standing:
        from mtdesk.desk.standing import Standing

        return Standing(self)

    @cached_property
    def identity(self) -> Identity:
        from mtdesk.desk.identity import Identity

        return Identity(self)

    @cached_property
    def purge(self) -> Purge:
        from mtdesk.desk.purge import Purge

        return Purge(self)

    @cached_property
    def menu(self) -> Menu:
        from mtdesk.desk.menu import Menu

        return Menu(self)

    @cached_property
    def ledger(self) -> Ledger:
        from mtdesk.desk.ledger import Ledger

        return Ledger(self)

    @cached_property
    def terms(self) -> Terms:
        from mtdesk.desk.terms import Terms

        return Terms(self)

    @cached_property
    def credits(self) -> Credits:
        from mtdesk.desk.credits import Credits

        return Credits(self)

    @cached_property
    def receipts(self) -> Receipts:
        from mtdesk.desk.receipts import Receipts

        return Receipts(self)

    @cached_property
    def recovering(self) -> Recovering:
        from mtdesk.desk.recovering import Recovering

        return Recovering(self)

    @cached_property
    def recurring(self) -> Recurring:
        from mtdesk.desk.recurring import Recurring

        return Recurring(self)

    @cached_property
    def reminders(self) -> Reminders:
        from mtdesk.desk.reminders import Reminders

        return Reminders(self)

    @cached_property
    def timer(self) -> Timer:
        from mtdesk.desk.timer import Timer

        return Timer(self)

    @cached_property
    def incidents(self) -> Incidents:
        from mtdesk.desk.incidents import Incidents

        return Incidents(self)

    @cached_property
    def medical(self) -> Medical:
        from mtdesk.desk.medical import Medical

        return Medical(self)

    @cached_property
    def functions(self) -> Functions:
        from mtdesk.desk.functions import Functions

        return Functions(self)

    @cached_property
    def progress(self) -> ProgressArea:
        from mtdesk.desk.progress import ProgressArea

        return ProgressArea(self)

    @cached_property
    def outcomes(self) -> Outcomes:
        from mtdesk.desk.outcomes import Outcomes

        return Outcomes(self)

    @cached_property
    def record(self) -> Record:
        from mtdesk.desk.record import Record

        return Record(self)

    @cached_property
    def wellbeing(self) -> Wellbeing:
        from mtdesk.desk.wellbeing import Wellbeing

        return Wellbeing(self)

    @cached_property
    def questionnaires(self) -> Questionnaires:
        from mtdesk.desk.questionnaires import Questionnaires

        return Questionnaires(self)

    @cached_property
    def review(self) -> Review:
        from mtdesk.desk.review import Review

        return Review(self)

    @cached_property
    def income(self) -> IncomeArea:
        from mtdesk.desk.income import IncomeArea

        return IncomeArea(self)

    @cached_property
    def annual(self) -> Annual:
        from mtdesk.desk.annual import Annual

        return Annual(self)

    @cached_property
    def tax_forms(self) -> TaxForms:
        from mtdesk.desk.tax_forms import TaxForms

        return TaxForms(self)

    @cached_property
    def findings(self) -> Findings:
        from mtdesk.desk.findings import Findings

        return Findings(self)

    @cached_property
    def transfer(self) -> Transfer:
        from mtdesk.desk.transfer import Transfer

        return Transfer(self)

    @cached_property
    def history(self) -> History:
        from mtdesk.desk.history import History

        return History(self)
