"""What a reader of someone else's file yields: records, rows skipped on purpose, problems.

A record may carry several values (a session with its payment and tip), and counts as one.
`key` names the record for ever (format, the source's own id and instant); `digest` is a hash of
its content, so that the same key with other content is noticed. `line` is the 1-based physical
line of the file on which the record begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mtdesk.model.frozen import frozen
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.costs import Expense, Trip, WorkTime
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import CheckIn

# How a column writes its days: 20/11/2026, 11/20/2026, 2026-11-20.
DAY_FIRST, MONTH_FIRST, ISO = ORDERS = ("day-first", "month-first", "iso")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where; `value` is cut to what fits a line."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is understood and holds nothing for the practice (a payout, a footer)."""

    line: int
    reason: str


@frozen
class Record:
    """One record of a file; names of clients, services and workplaces are resolved by the desk.

    `session_key` links an incident to the session record of the same source.
    """

    key: str
    digest: str
    line: int
    session: Session | None = None
    payments: tuple[Payment, ...] = ()
    redemption: Redemption | None = None
    expense: Expense | None = None
    trip: Trip | None = None
    work_time: WorkTime | None = None
    incident: Incident | None = None
    check_in: CheckIn | None = None
    session_key: str | None = None


@dataclass(slots=True)
class Month:
    """What a file holds of one month (YYYY-MM): its money as `year` counts it, its done sessions.

    Minutes that it does not have are None.
    """

    month: str
    gross_minor: int = 0
    tips_minor: int = 0
    fees_minor: int = 0
    refunds_minor: int = 0
    sessions: int = 0
    minutes: int | None = None


@dataclass(slots=True)
class Tally:
    """What an import found, or would find.

    `encoding` and `dates` say how the file was read, `first_date` to `by_month` what it holds,
    new or not.
    """

    format: str
    read: int = 0
    new: int = 0
    duplicate: int = 0
    skipped: int = 0
    problem_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    batch: int | None = None
    operation: int | None = None
    encoding: str | None = None
    dates: str | None = None
    first_date: str | None = None
    last_date: str | None = None
    by_month: list[Month] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Imported:
    """What all the files of one import brought."""

    tallies: tuple[Tally, ...]

    @property
    def format(self) -> str:
        formats = {tally.format for tally in self.tallies}
        return formats.pop() if len(formats) == 1 else "several"

    @property
    def read(self) -> int:
        return sum(tally.read for tally in self.tallies)

    @property
    def new(self) -> int:
        return sum(tally.new for tally in self.tallies)

    @property
    def duplicate(self) -> int:
        return sum(tally.duplicate for tally in self.tallies)

    @property
    def skipped(self) -> int:
        return sum(tally.skipped for tally in self.tallies)

    @property
    def problem_count(self) -> int:
        return sum(tally.problem_count for tally in self.tallies)

    @property
    def problems(self) -> list[Problem]:
        return [problem for tally in self.tallies for problem in tally.problems]

    @property
    def warnings(self) -> list[str]:
        return [warning for tally in self.tallies for warning in tally.warnings]

    @property
    def batch(self) -> int | None:
        return next((tally.batch for tally in self.tallies if tally.batch), None)

    @property
    def operation(self) -> int | None:
        return next((tally.operation for tally in self.tallies if tally.operation), None)

    @property
    def encoding(self) -> str | None:
        return _common(tally.encoding for tally in self.tallies)

    @property
    def dates(self) -> str | None:
        return _common(tally.dates for tally in self.tallies)

    @property
    def first_date(self) -> str | None:
        return min((tally.first_date for tally in self.tallies if tally.first_date), default=None)

    @property
    def last_date(self) -> str | None:
        return max((tally.last_date for tally in self.tallies if tally.last_date), default=None)

    @property
    def by_month(self) -> list[Month]:
        """The sums of all files together, month by month."""
        months: dict[str, Month] = {}
        for each in (month for tally in self.tallies for month in tally.by_month):
            whole = months.setdefault(each.month, Month(each.month))
            whole.gross_minor += each.gross_minor
            whole.tips_minor += each.tips_minor
            whole.fees_minor += each.fees_minor
            whole.refunds_minor += each.refunds_minor
            whole.sessions += each.sessions
            if each.minutes is not None:
                whole.minutes = (whole.minutes or 0) + each.minutes
        return [months[month] for month in sorted(months)]


def _common(facts: Iterable[str | None]) -> str | None:
    """What all files have in common; `several` where they differ."""
    found = {fact for fact in facts if fact is not None}
    return found.pop() if len(found) == 1 else "several" if found else None
