"""Records from other programs' files, written into the practice in batches.

A record that is known is a duplicate; other content under a known id is a change, which is taken
over only when that was decided. Money that may stand here already is held against it when the whole
file is read. Names become clients and workplaces, made when they are new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mtdesk.desk.files.joiner import Joiner
from mtdesk.desk.files.knowledge import Knowledge
from mtdesk.desk.files.known import Known, day_of, is_money
from mtdesk.desk.files.later import Later
from mtdesk.desk.files.newcomers import as_decided, remember
from mtdesk.desk.files.writer import MOST_PROBLEMS_KEPT, Writer
from mtdesk.errors import ImportRefusedError
from mtdesk.model.importing import (
    NUMBERED,
    OF_BOOKS,
    Change,
    Decisions,
    Problem,
    Record,
    Skipped,
    Tally,
    named,
)
from mtdesk.model.text import counted, worded
from mtdesk.store.file.book import Book
from mtdesk.store.ledger import books, received

CHUNK = 500
MOST_BAD = 100_000  # rows that cannot be read before any that can
NONE_READ = f"none of the first {MOST_BAD:,} rows can be read, so the others were not looked at"
MOST_ASKED = 20_000  # lines of a bank's account in one file: nobody answers more


class Intake:
    """One import into an open transaction; `tally` counts what became of each record."""

    def __init__(
        self,
        book: Book,
        tally: Tally,
        at: str,
        decisions: Decisions | None = None,
        *,
        is_renumbered: bool = False,
        again: Callable[[Record], None] = lambda _: None,
    ) -> None:
        self._book = book
        self._again = again  # told of each row that stands twice in its file
        self._tally = tally
        self._decisions = decisions or Decisions()
        self._writer = Writer(book, tally, at)
        self._joiner = Joiner(self._writer)
        self._later = Later(book)
        self.knowledge = Knowledge(book, self._later, is_renumbered=is_renumbered)
        self._asked = 0
        # By source, the days with money, or with visits, that it did not bring.
        self._days: dict[tuple[str, str], set[str]] = {}

    def take(
        self,
        found: Iterable[Record | Skipped | Problem],
        goes_on: Callable[[], None] = lambda: None,
    ) -> None:
        """Write every record; problems are listed, and stop nothing here.

        `goes_on` is called again and again while what waited is decided on.
        """
        chunk: list[Record] = []
        for each in found:
            self._tally.read += not (isinstance(each, Record) and each.is_more)
            if isinstance(each, Record):
                self._asked += each.is_asked
                if self._asked > MOST_ASKED:
                    raise ImportRefusedError(
                        f"{self._tally.name} has more than {MOST_ASKED:,} lines that only you can say "
                        "what they were",
                        hint="export fewer years of that account at once",
                    )
                chunk.append(as_decided(each, self._decisions))
                if len(chunk) >= CHUNK:
                    self._write(chunk)
                    chunk = []
            elif isinstance(each, Skipped):
                self._tally.skipped += 1
                if len(self._tally.left_out) < MOST_PROBLEMS_KEPT:
                    self._tally.left_out.append(each)
            else:
                self._writer.problem(each)
                if self._tally.read == self._tally.problem_count == MOST_BAD:
                    self._tally.warnings.append(NONE_READ)
                    break
        self._write(chunk)
        self._decide(goes_on)
        self._warn()
        remember(self._book, self._decisions)

    def _decide(self, goes_on: Callable[[], None]) -> None:
        """Hold what waits against what stands, day by day."""
        matcher = None
        for day, waiting in self._later.by_day():
            goes_on()
            if matcher is None:
                from mtdesk.desk.files.matcher import Matcher
                from mtdesk.desk.files.statement import Statement

                matcher = Matcher(self._writer, self._decisions)
                statement = Statement(self._writer, matcher, self._decisions)
            statement.decide(day, [each for each in waiting if _is_of_books(each.record)])
            matcher.decide(day, [each for each in waiting if not _is_of_books(each.record)])
        if matcher is not None:
            matcher.write()

    def _warn(self) -> None:
        """Say what came in beside its equals, and whose bookings with whom something was agreed."""
        if beside := self.knowledge.beside:
            equal = worded(beside, "equals one that was", "equal some that were")
            self._tally.warnings.append(
                f"{counted(beside, 'row')} without an id {equal} here already, and "
                f"{worded(beside, 'was', 'were')} added beside: an earlier version took equal rows for one"
            )
        self._writer.warn()

    def _write(self, chunk: list[Record]) -> None:
        if not chunk:
            return
        new, later = [], []
        standing = self._standing(chunk)
        for known in self.knowledge.of(chunk):
            if known.state == "new" and known.record.written_as in standing:
                self._tally.duplicate += 1
                self._writer.counted("duplicate", known.record)
            elif known.state == "new":
                if self._joiner.join(known):
                    continue
                day = day_of(known.record)
                if day is not None and self._may_stand(known.record, day):
                    later.append((day, known))
                else:
                    new.append(known)
            else:
                self._take_known(known)
        self._later.keep(later)
        self._writer.write_new(new)

    def _standing(self, chunk: list[Record]) -> set[str]:
        """Rows of ours that a journal of ours in this file was written of."""
        said = [
            (each.written_as, day_of(each) or "", _minor(each)) for each in chunk if each.written_as
        ]
        return books.standing(self._book, said) if said else set()

    def _may_stand(self, record: Record, day: str) -> bool:
        """Whether a day holds what a record could be: money, or the visit that it is of."""
        if _is_of_books(record):
            return True
        source = named(record.key)[0]
        if not is_money(record) and (record.session is None or source in NUMBERED):
            return False
        kind = "money" if is_money(record) else "visits"
        if (source, kind) not in self._days:
            read = received.days if kind == "money" else received.days_of_visits
            self._days[source, kind] = read(self._book, source)
        return day in self._days[source, kind]

    def _take_known(self, known: Known) -> None:
        record = known.record
        if known.state == "duplicate":
            incident = known.links[0].row_id if known.links else 0
            if record.incident is not None and self._writer.reinstated(incident):
                self._tally.new += 1
            else:
                self._tally.duplicate += 1
                if known.is_again:
                    self._again(record)
                self._writer.counted("duplicate", record)
        elif known.state == "twice":
            self._refuse(
                record, "stands twice in this file, with other content; mend one of the rows"
            )
        else:
            self._take_changed(known)

    def _take_changed(self, known: Known) -> None:
        """Other content under a known id: shown, and written only when that was decided."""
        from mtdesk.desk.files.changes import Changes

        record, changes = known.record, Changes(self._writer)
        self._tally.changed += 1
        self._writer.counted("changed", record)
        before, after = changes.words(known)
        source_id = named(record.key)[1]
        if len(self._tally.changes) < MOST_PROBLEMS_KEPT:
            self._tally.changes.append(
                Change(line=record.line, source_id=source_id, before=before, after=after)
            )
        if record.incident is not None:
            self._refuse(
                record, "was imported before, and a recorded incident is sealed; add a note to it"
            )
        elif self._decisions.applies_changes:
            changes.apply(known)
            self._tally.applied += 1
        else:
            self._refuse(
                record,
                f"was imported before with other content ({before}, now {after}); "
                "--changed apply takes it over",
            )

    def _refuse(self, record: Record, reason: str) -> None:
        shown = named(record.key)[1][:80]
        self._writer.problem(Problem(record.line, "id", shown, reason))


def _minor(record: Record) -> int:
    """What a record of one row comes to."""
    if record.expense is not None:
        return record.expense.amount_minor
    return sum(each.amount_minor for each in record.payments)


def _is_of_books(record: Record) -> bool:
    """Whether it is a bank's line, or a cost of another's books, that may stand here already."""
    is_cost = record.expense is not None and named(record.key)[0] in OF_BOOKS
    return record.is_asked or is_cost
