"""Appointments of a file that says nothing of money: those that stand, and those whose money does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files.known import link_to
from mtdesk.desk.ledger.alike import beside, ids, minute_of, visit_of
from mtdesk.desk.sessions.received import fee_kind
from mtdesk.insight.matching import Sum, of_visits, same_visits
from mtdesk.model.frozen import replace
from mtdesk.model.session import Session
from mtdesk.store import ledger, sessions
from mtdesk.store.file import links
from mtdesk.store.ledger import received

if TYPE_CHECKING:
    from mtdesk.desk.files.known import Known
    from mtdesk.desk.files.writer import Writer
    from mtdesk.model.importing import Record
    from mtdesk.store.file.book import Row
    from mtdesk.store.file.links import LinkRow

# Kinds of payment that say what a session cost.
_FOR_A_SESSION = ("session", "cancellation_fee", "insurance")
_MISSED = ("no_show", "late_cancel")


class Visits:
    """Decides on the appointments of a day that came without money."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._book = writer.book

    def decide(self, day: str, source: str, waiting: list[Known]) -> list[LinkRow]:
        """Each is a session that stands, or one whose money does, or new.

        The links of those that stand are still to be written.
        """
        made: list[LinkRow] = []
        left = dict(enumerate(waiting))
        sums = {number: self._sum(number, each.record) for number, each in left.items()}
        rows = {row["id"]: row for row in received.visits(self._book, day, day, source)}
        for is_missed in (False, True):
            found = [sums[number] for number in left if _is_missed(left[number]) == is_missed]
            # A booking that she still has to settle is either.
            statuses = {*_MISSED, "cancelled"} if is_missed else {"done"}
            may_be = {*statuses, "booked"}
            standing = [visit_of(row) for row in rows.values() if row["status"] in may_be]
            for number, met in same_visits(found, standing).items():
                made += self._meet(left.pop(number), rows[met.id])
        if left:
            self._add_or_pay(day, source, left, sums)
        return made

    def _add_or_pay(
        self, day: str, source: str, left: dict[int, Known], sums: dict[int, Sum]
    ) -> None:
        """Sessions that do not stand: what money came in for them may."""
        free = beside(self._book, day, day, source)
        money = [
            each
            for each in free.sums
            if not (each.is_taken or each.is_part or each.is_owed)
            and free.candidate(each).session is None
        ]
        payments = {each.id: free.candidate(each).payments for each in money}
        cards = [_redeemed(row, day) for row in received.redeemed_apart(self._book, day, source)]
        paid: dict[int, list[int]] = {}
        used: dict[int, list[int]] = {}
        open_visits = [sums[number] for number in left if _is_open(left[number])]
        for of, visit in of_visits([*money, *cards], open_visits).items():
            if of in payments:
                paid.setdefault(visit.id, []).extend(payments[of])
            else:
                used.setdefault(visit.id, []).append(-of)
        for number in paid | used:
            self._add(left.pop(number), paid.get(number, []), used.get(number, []))
        self._writer.write_new([*left.values()])

    def _meet(self, known: Known, row: Row) -> list[LinkRow]:
        """It stands: what it knows besides goes to the session."""
        session_id, found, used = row["id"], known.record.session, known.record.redemption
        self._writer.tally.matched += 1
        made = [link_to(known, "session", session_id, "session")]
        if found is None or (_is_complete(row, found) and used is None):
            return made
        before = sessions.get(self._book, session_id)
        after = _completed(before, found)
        if after != before:
            sessions.change(self._book, session_id, after)
        if used is not None and self._lacks(after, used.price_minor):
            mine = replace(used, session_id=session_id, client_id=after.client_id)
            made.append(link_to(known, "redemption", ledger.add_redemption(self._book, mine)))
        return made

    def _lacks(self, session: Session, minor: int) -> bool:
        """Whether of a session that stands so much was not paid yet."""
        paid = sum(
            each.amount_minor
            for each in ledger.payments_of(self._book, session.id or 0)
            if each.kind in _FOR_A_SESSION
        )
        paid += sum(each.price_minor for each in ledger.redemptions_of(self._book, session.id or 0))
        return paid + minor <= (session.price_minor or 0)

    def _add(self, known: Known, payments: list[int], cards: list[int]) -> None:
        """The session of money that came in before it; it cost what was paid, by a gift card too."""
        if known.record.session is None:
            return
        there = [ledger.payment(self._book, each) for each in payments]
        price = sum(each.amount_minor for each in there if each.kind in _FOR_A_SESSION)
        price += sum(received.used_beside(self._book, each) for each in payments)
        used = [ledger.redemption(self._book, each) for each in cards]
        price += sum(each.price_minor for each in used)
        session = self._writer.resolved(
            replace(known.record.session, price_minor=price, money_unknown=False)
        )
        session_id = sessions.add(self._book, session)
        self._writer.wrote_session(session_id)
        for each in there:
            kind = fee_kind(session.status) if each.kind == "session" else each.kind
            whose = each.client_id or session.client_id
            ledger.change(
                self._book, replace(each, session_id=session_id, client_id=whose, kind=kind)
            )
            received.use_beside(self._book, each.id or 0, session_id, whose)
        for card in used:
            whose = card.client_id or session.client_id
            mine = replace(card, session_id=session_id, client_id=whose)
            ledger.change_redemption(self._book, mine)
        self._writer.tally.matched += 1
        links.add(
            self._book,
            [
                link_to(known, "session", session_id),
                *(link_to(known, "redemption", number, "payment") for number in cards),
                *(link_to(known, "payment", number, "payment") for number in payments),
            ],
        )

    def _sum(self, number: int, record: Record) -> Sum:
        session = record.session
        began = None if session is None else minute_of(session.clock)
        return Sum(
            id=number,
            day=session.local_date if session else "",
            price_minor=0,
            names=self._writer.named(session.client if session else None),
            began=began,
            ended=None if began is None or session is None else began + (session.minutes or 0),
            rows=frozenset({number}),
        )


def _redeemed(row: Row, day: str) -> Sum:
    """What a gift card paid alone; its number is below those of money."""
    return Sum(
        id=-row["id"],
        day=day,
        price_minor=0,
        redeemed_minor=row["price_minor"],
        names=ids(row["client_id"]),
        rows=frozenset({-row["id"]}),
    )


def for_a_session(record: Record) -> int:
    """What came in for a visit, tips and sales tax aside."""
    used = record.redemption.amount_minor if record.redemption else 0
    return used + sum(each.amount_minor for each in record.payments if each.kind in _FOR_A_SESSION)


def _is_complete(row: Row, found: Session) -> bool:
    """Whether a session that stands, of which only this was read, has all that an appointment knows."""
    before = Session(
        local_date=row["day"],
        started_at=row["started_at"],
        minutes=row["minutes"],
        is_placed=bool(row["is_placed"]),
        money_unknown=bool(row["money_unknown"]),
    )
    return _completed(before, found) is before


def _completed(before: Session, found: Session) -> Session:
    """A session with what an appointment says of it and nobody had."""
    after = before
    if before.minutes is None and found.minutes is not None:
        after = replace(after, minutes=found.minutes)
    if found.started_at and (before.started_at is None or before.is_placed):
        after = replace(after, started_at=found.started_at, is_placed=False)
    return priced(after, found) if before.money_unknown and not found.money_unknown else after


def priced(before: Session, found: Session) -> Session:
    """A session that nobody had said the money of, with what it cost and who owes it."""
    return replace(
        before,
        price_minor=found.price_minor,
        payer=found.payer,
        insurer=found.insurer,
        money_unknown=False,
    )


def _is_missed(known: Known) -> bool:
    return known.record.session is not None and known.record.session.status in _MISSED


def _is_open(known: Known) -> bool:
    return known.record.session is not None and known.record.session.money_unknown
