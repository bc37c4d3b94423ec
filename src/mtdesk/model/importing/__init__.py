"""What a reader of someone else's file yields: records, rows skipped on purpose, problems.

A record may carry several values (a session with its payment and tip), and counts as one.
`key` names the record (its source, the source's own id and instant, or its content where it has no
id); `digest` is a hash of its content, so that other content under a known id is noticed. `line` is the 1-based physical
line of the file on which the record begins.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from mtdesk.model.frozen import field, frozen
from mtdesk.model.importing.shown import NewName, Understood
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.alike import Candidate
from mtdesk.model.ledger.costs import Expense, Trip, WorkTime
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import CheckIn

# How a column writes its days: 20/11/2026, 11/20/2026, 2026-11-20.
DAY_FIRST, MONTH_FIRST, ISO = ORDERS = ("day-first", "month-first", "iso")
# Files whose ids are a numbering of somebody's own, which may begin anew; others name a thing for ever.
NUMBERED = ("sessions", "expenses", "incidents", "checkins")
# Books kept elsewhere, whose costs may have been written down here as well.
OF_BOOKS = ("journal",)


def named(key: str) -> tuple[str, str]:
    """What a record's key says of its source, and of the id there: `#` and its content without one."""
    source, _, rest = key.partition(":")
    return source, rest if rest.startswith("#") or "@" not in rest else rest.rpartition("@")[0]


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

    `session_key` links an incident to the session record of the same source. `asked_minor` is what a
    payment's visit cost, where the file says so. `joins` is the name of the same payment in another
    file of the source; one that ends with `/` begins the names of its parts. What `is_asked` is a line
    of a bank's account, which says what moved and not why: new only where that was decided. What `is_more`
    is another time of the event before it, and was read with that. `written_as` is the row that a journal
    of ours was written of: `payment-12`.
    """

    key: str
    digest: str
    line: int
    joins: str | None = None
    is_asked: bool = False
    session: Session | None = None
    payments: tuple[Payment, ...] = ()
    redemption: Redemption | None = None
    expense: Expense | None = None
    trip: Trip | None = None
    work_time: WorkTime | None = None
    incident: Incident | None = None
    check_in: CheckIn | None = None
    session_key: str | None = None
    asked_minor: int | None = None
    is_more: bool = False
    written_as: str = ""

    @property
    def clock(self) -> str:
        """The time of day that its key has, as printed; empty where there is none."""
        _, at, moment = self.key.rpartition("@")
        return moment[11:] if at else ""


@frozen
class Unclear:
    """A row of a file that may be what stands, or that only she knows what it was (`is_spent`: a cost).

    `text` is what a bank says of it.
    """

    line: int
    day: str
    client: str | None
    amount_minor: int
    method: str | None
    candidates: tuple[Candidate, ...]
    text: str = ""
    is_spent: bool = False


@frozen
class Change:
    """A row whose id is known, with other content than it had."""

    line: int
    source_id: str
    before: str
    after: str


@frozen
class Decisions:
    """What was decided before an import about rows that are not plain.

    `unclear` is new or match, for all; `answers` is by file name and line: the candidate that it is,
    or None for new. `names` is by kind and name of the file: the name here that it is, or None for
    another. Where it `asks`, what is still open stops the import, to be asked about.
    """

    unclear: str | None = None
    applies_changes: bool = False
    asks: bool = False
    answers: dict[tuple[str, int], Candidate | None] = field(default_factory=dict)
    names: dict[tuple[str, str], str | None] = field(default_factory=dict)


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
    new or not. `taken_for` is what it was taken for, and `why`; `rows` are its first, as understood.
    """

    format: str
    read: int = 0
    new: int = 0
    matched: int = 0
    changed: int = 0
    duplicate: int = 0
    skipped: int = 0
    left_out: list[Skipped] = dataclasses.field(
        default_factory=list
    )  # the first of the skipped rows
    problem_count: int = 0
    name: str = ""
    unclear: list[Unclear] = dataclasses.field(default_factory=list)
    changes: list[Change] = dataclasses.field(default_factory=list)
    sums: dict[str, int] = dataclasses.field(
        default_factory=dict
    )  # minor units by what became of them
    applied: int = 0  # how many of the changed were written
    problems: list[Problem] = dataclasses.field(default_factory=list)
    warnings: list[str] = dataclasses.field(default_factory=list)
    batch: int | None = None
    operation: int | None = None
    encoding: str | None = None
    dates: str | None = None
    first_date: str | None = None
    last_date: str | None = None
    by_month: list[Month] = dataclasses.field(default_factory=list)
    taken_for: str = ""
    why: str = ""
    rows: list[Understood] = dataclasses.field(default_factory=list)
    new_names: list[NewName] = dataclasses.field(default_factory=list)

    @property
    def has_written(self) -> bool:
        return bool(self.new or self.matched or self.applied)


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
    def matched(self) -> int:
        return sum(tally.matched for tally in self.tallies)

    @property
    def changed(self) -> int:
        return sum(tally.changed for tally in self.tallies)

    @property
    def unclear(self) -> list[Unclear]:
        return [each for tally in self.tallies for each in tally.unclear]

    @property
    def duplicate(self) -> int:
        return sum(tally.duplicate for tally in self.tallies)

    @property
    def skipped(self) -> int:
        return sum(tally.skipped for tally in self.tallies)

    @property
    def left_out(self) -> list[Skipped]:
        return [each for tally in self.tallies for each in tally.left_out]

    @property
    def rows(self) -> list[Understood]:
        return [each for tally in self.tallies for each in tally.rows]

    @property
    def new_names(self) -> list[NewName]:
        return [each for tally in self.tallies for each in tally.new_names]

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


@frozen
class Look:
    """What a plan makes of the first rows of a table: `read` of them, and what stands in its way.

    `unknown` are words for ways of paying, `unknown_statuses` for what became of a visit, each with the number of
    its rows. `unsure` is a day that could be read otherwise, `lacks` the fields that there have to be.
    """

    read: int = 0
    rows: tuple[Understood, ...] = ()
    records: int = 0
    skipped: int = 0
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0
    unknown: dict[str, int] = field(default_factory=dict)
    unknown_statuses: dict[str, int] = field(default_factory=dict)
    dates: str | None = None
    unsure: str = ""
    lacks: tuple[str, ...] = ()
    refused: str = ""
