"""Lines of a bank's account, and costs of another's books, held against what stands.

A deposit that is a payment of the week before adds nothing, and so does a cost that was written down
already. What is left of a bank is asked about: the bank does not know whether a deposit is income or a
card's bill a cost. Only what was bought where she buys for the practice is a cost by itself.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.files.known import link_to
from mtdesk.desk.ledger.alike import beside
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Unclear, named
from mtdesk.model.names import fold
from mtdesk.store import ledger
from mtdesk.store.file import links
from mtdesk.store.ledger import received

if TYPE_CHECKING:
    from mtdesk.desk.files.known import Known
    from mtdesk.desk.files.matcher import Matcher
    from mtdesk.desk.files.writer import Writer
    from mtdesk.desk.ledger.alike import Standing
    from mtdesk.model.importing import Decisions
    from mtdesk.model.ledger.alike import Candidate

_PAID_IN_WITHIN = 7  # days from a client's check to the account
_WAITED_WITHIN = 60  # days from a session to its money
_BOOKED_WITHIN = 5  # days from the shop to the account
_SHORTEST = 4  # letters of a shop's name that is looked for in a bank's words
# Ways of paying that a bank sees one by one; processors pay out sums.
_BANKED = {"check", "transfer", "zelle", "insurance", "invoice", "other"}


class Statement:
    def __init__(self, writer: Writer, matcher: Matcher, decisions: Decisions) -> None:
        self._writer = writer
        self._book = writer.book
        self._matcher = matcher
        self._decisions = decisions
        self._vendors: dict[str, str] | None = None
        self._standing: tuple[str, str, Standing] | None = None  # of a day, but for a source

    def decide(self, day: str, waiting: list[Known]) -> None:
        """Write, link or list each line of a day."""
        for known in waiting:
            if known.record.expense is not None:
                self._spent(known, day)
            else:
                self._came(known, day)

    # -- money that came

    def _came(self, known: Known, day: str) -> None:
        (paid,) = known.record.payments
        standing = self._beside(day, named(known.record.key)[0])
        recent = _before(day, _PAID_IN_WITHIN)
        alike = [
            each
            for each in standing.sums
            if each.total_minor == paid.amount_minor and not each.is_back and not each.is_taken
        ]
        there = next(
            (
                each
                for each in alike
                if not each.is_owed and each.day >= recent and each.methods <= _BANKED
            ),
            None,
        )
        if there is not None:
            self._meet(known, standing.candidate(there))
            return
        waits = [standing.candidate(each) for each in alike if each.is_owed]
        answer, is_new = self._answer(known, waits)
        if answer is not None:
            self._meet(known, answer)
        elif is_new:
            self._writer.write_new([known])
        else:
            self._list(known, day, paid.amount_minor, tuple(waits), paid.note)

    def _beside(self, day: str, source: str) -> Standing:
        """What stands up to a day, read once for all its lines until one of them meets something."""
        if self._standing is None or self._standing[:2] != (day, source):
            first = _before(day, _WAITED_WITHIN)
            self._standing = day, source, beside(self._book, first, day, source)
        return self._standing[2]

    def _meet(self, known: Known, candidate: Candidate) -> None:
        links.add(self._book, self._matcher.meet(known, candidate))
        self._matcher.write()
        self._standing = None

    def _answer(self, known: Known, may_be: list[Candidate]) -> tuple[Candidate | None, bool]:
        """What was decided about a line: what it meets, or whether it is new."""
        asked = (self._writer.tally.name, known.record.line)
        if asked in self._decisions.answers:
            chosen = self._decisions.answers[asked]
            return (chosen if chosen in may_be else None), chosen is None
        if self._decisions.unclear == "match":
            return next(iter(may_be), None), False
        return None, self._decisions.unclear == "new"

    # -- money that went

    def _spent(self, known: Known, day: str) -> None:
        expense, record = known.record.expense, known.record
        if expense is None:
            return
        near = _BOOKED_WITHIN if record.is_asked else 0
        there = received.spent_alike(
            self._book, _before(day, near), day, expense, named(record.key)[0]
        )
        if there is not None:
            self._writer.tally.matched += 1
            links.add(self._book, [link_to(known, "expense", there, "payment")])
            return
        if not record.is_asked or expense.category_from:
            self._writer.write_new([known])
            return
        learned = self._learned(f"{expense.vendor} {expense.note}")
        if learned is not None:
            bought = replace(expense, category=learned, category_text=None)
            self._writer.write_new([replace(known, record=replace(record, expense=bought))])
            return
        _, is_new = self._answer(known, [])
        if is_new:
            self._writer.write_new([known])
        else:
            said = expense.note or expense.vendor or ""
            self._list(known, day, expense.amount_minor, (), said, is_spent=True)

    def _learned(self, said: str) -> str | None:
        """The category of a shop that she buys at, where a bank's words hold its name."""
        if self._vendors is None:
            self._vendors = {
                fold(row["vendor"]): row["category"]
                for row in ledger.vendors(self._book)
                if len(row["vendor"]) >= _SHORTEST
            }
        words = fold(said)
        found = [
            name
            for name in self._vendors
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
        ]
        return self._vendors[max(found, key=len)] if found else None

    def _list(
        self,
        known: Known,
        day: str,
        minor: int,
        candidates: tuple[Candidate, ...],
        text: str,
        *,
        is_spent: bool = False,
    ) -> None:
        self._writer.counted("unclear", known.record)
        self._writer.tally.unclear.append(
            Unclear(
                line=known.record.line,
                day=day,
                client=None,
                amount_minor=minor,
                method=next((each.method for each in known.record.payments), None),
                candidates=candidates,
                text=text,
                is_spent=is_spent,
            )
        )


def _before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()
