"""Money of a file held against what stands: met, unclear, or new; and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files.known import client_of, day_of, is_money, link_to
from mtdesk.desk.files.visits import Visits, for_a_session, priced
from mtdesk.desk.ledger.alike import Days, beside, sum_of
from mtdesk.desk.sessions.received import fee_kind
from mtdesk.insight.matching import Sum, match, of_visits
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Unclear, named
from mtdesk.model.ledger.alike import WITHOUT_TIPS
from mtdesk.store import clients, ledger, sessions
from mtdesk.store.ledger import received

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtdesk.desk.files.known import Known
    from mtdesk.desk.files.writer import Writer
    from mtdesk.desk.ledger.alike import Standing
    from mtdesk.model.importing import Decisions, Record
    from mtdesk.model.ledger.alike import Candidate
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.session import Session
    from mtdesk.store.file.book import Row
    from mtdesk.store.file.links import LinkRow


_AT_ONCE = 500


class Matcher:
    """Decides on the records of an intake that may stand here already, day by day."""

    def __init__(self, writer: Writer, decisions: Decisions) -> None:
        self._writer = writer
        self._book = writer.book
        self._decisions = decisions
        self._days = Days(self._book)
        # Decided on, and written with others: what is new, links, what payments lacked, and what sessions cost.
        self._new: list[Known] = []
        self._made: list[LinkRow] = []
        self._lacked: dict[int, tuple[int, str | None]] = {}
        self._costs: dict[int, Session] = {}
        self._sessions: dict[int | None, Session] = {}  # of the day, that wait

    def decide(self, day: str, waiting: list[Known]) -> None:
        """Write, link or list each record of a day; some of it at the latest with `write`."""
        by_source: dict[str, list[Known]] = {}
        for known in waiting:
            by_source.setdefault(named(known.record.key)[0], []).append(known)
        for source, mine in sorted(by_source.items()):
            if paid := [known for known in mine if is_money(known.record)]:
                if len(by_source) == 1:
                    self._decide(day, source, self._days.of(day, source), paid)
                else:
                    self.write()
                    self._decide(day, source, beside(self._book, day, day, source), paid)
            if visits := [known for known in mine if not is_money(known.record)]:
                if paid or len(by_source) > 1:
                    self.write()
                self._made += Visits(self._writer).decide(day, source, visits)
        if len(self._new) + len(self._made) + len(self._lacked) > _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was decided and waits for more of its kind."""
        received.price(self._book, self._costs.values())
        received.complete(self._book, ((number, *each) for number, each in self._lacked.items()))
        self._writer.write_new(self._new, self._made)
        self._new, self._made = [], []
        self._lacked.clear()
        self._costs.clear()

    def _decide(self, day: str, source: str, standing: Standing, waiting: list[Known]) -> None:
        is_bare = source in WITHOUT_TIPS
        waiting = [each for each in waiting if not self._is_redeemed(each, day, source)]
        sums = [
            self._sum(number, each.record, is_bare=is_bare) for number, each in enumerate(waiting)
        ]
        matches = match(sums, standing.sums)
        held = matches.matched.keys() | matches.unclear.keys()
        apart = [each for each in sums if each.id not in held]
        visits = of_visits(apart, standing.visits)
        self._read([*matches.matched.values(), *visits.values()])
        used: set[int] = set()
        for each in matches.matched.values():
            used |= each.rows
        for number, known in enumerate(waiting):
            met = matches.matched.get(number) or visits.get(number)
            may_be = matches.unclear.get(number, ())
            if met is None and may_be:
                met, is_new = self._answer(known.record, may_be, standing, used)
                if met is None and not is_new:
                    self._list(known.record, [standing.candidate(each) for each in may_be])
                    continue
            if met is None:
                self._new.append(known)
                continue
            used |= met.rows
            candidate = standing.candidate(met)
            if number in visits:
                self._price(known.record, candidate)
            self._made += self.meet(known, candidate, standing.payments)
        if any(paid.received_on != day for known in waiting for paid in known.record.payments):
            self.write()
            self._days.forget()  # what came in on another day may stand among those read

    def _is_redeemed(self, known: Known, day: str, source: str) -> bool:
        """Whether what a gift card paid alone stands already; then it is linked."""
        record = known.record
        if record.payments or record.redemption is None:
            return False
        found = clients.named(self._book, record.redemption.client or "")
        client_id = found[0].id if found else None
        minor = record.redemption.amount_minor
        there = received.redeemed_alike(self._book, day, minor, client_id, source)
        if there is not None:
            self._writer.tally.matched += 1
            self._made.append(link_to(known, "redemption", there, "payment"))
            self.write()
        return there is not None

    def _answer(
        self, record: Record, may_be: tuple[Sum, ...], standing: Standing, used: set[int]
    ) -> tuple[Sum | None, bool]:
        """What was decided about an unclear record: what it meets, or whether it is new.

        What is taken by then, or is no longer what was asked about, leaves it unclear.
        """
        free = [each for each in may_be if not used & each.rows]
        decisions = self._decisions
        asked = (self._writer.tally.name, record.line)
        if asked in decisions.answers:
            chosen = decisions.answers[asked]
            if chosen is None:
                return None, True
            return next((each for each in free if standing.candidate(each) == chosen), None), False
        if decisions.unclear == "match":
            return next(iter(free), None), False
        return None, decisions.unclear == "new"

    def _list(self, record: Record, candidates: list[Candidate]) -> None:
        self._writer.counted("unclear", record)
        self._writer.tally.unclear.append(
            Unclear(
                line=record.line,
                day=record.payments[0].received_on,
                client=client_of(record),
                amount_minor=sum(payment.amount_minor for payment in record.payments),
                method=next((each.method for each in record.payments if each.method), None),
                candidates=tuple(candidates),
            )
        )

    # -- what a record comes to that stands here

    def meet(
        self, known: Known, candidate: Candidate, rows: Mapping[int, Row] | None = None
    ) -> list[LinkRow]:
        """The links of a record to what it is, once what its source knows besides is added.

        `rows` are payments that were read, by their ids.
        """
        record = known.record
        self._writer.tally.matched += 1
        self._writer.counted("matched", record)
        session_id, is_made = candidate.session, False
        if record.session is not None and session_id is None:
            session_id, is_made = self._add_session(record, candidate), True
        meets = "session" if candidate.is_owed else "payment"
        paid: Sequence[int] = candidate.payments
        if candidate.is_owed:
            paid = [self._pay(each, candidate) for each in record.payments]
        else:
            tips = self._tips(record, candidate)
            stay = self._lessen(record, candidate)
            self._complete(record, stay, rows or {})
            paid = [*stay, *tips]
        made = [link_to(known, "payment", number, meets) for number in paid]
        if record.redemption is not None and not self._has_credit(session_id):
            whose = self._writer.client(candidate.client or record.redemption.client)
            used = replace(record.redemption, session_id=session_id, client_id=whose)
            made.append(link_to(known, "redemption", ledger.add_redemption(self._book, used)))
        if record.session is not None and session_id is not None:
            made.append(link_to(known, "session", session_id, None if is_made else meets))
        return made

    def _read(self, met: Sequence[Sum]) -> None:
        """The sessions among them that wait for their money, all at once."""
        numbers = {-number for each in met for number in each.rows if number < 0}
        found = sessions.of_ids(self._book, [*numbers]) if numbers else ()
        self._sessions = {each.id: each for each in found}

    def _session(self, candidate: Candidate) -> Session:
        number = candidate.session or 0
        found = self._costs.get(number) or self._sessions.get(number)
        return found or sessions.get(self._book, number)

    def _price(self, record: Record, candidate: Candidate) -> None:
        """A session that nobody had said the money of cost what its client and an insurer paid."""
        session = self._session(candidate)
        if record.session is not None and record.session.price_minor is not None:
            session = priced(session, record.session)
        else:
            price = (session.price_minor or 0) + (record.asked_minor or for_a_session(record))
            session = replace(session, price_minor=price, money_unknown=False)
        self._costs[session.id or 0] = session

    def _pay(self, payment: Payment, candidate: Candidate) -> int:
        """What a session waited for, with the tip that came beside it."""
        session = self._session(candidate)
        if payment.kind == "session":
            payment = replace(payment, kind=fee_kind(session.status))
        linked = replace(payment, session_id=session.id, client_id=session.client_id)
        return self._writer.add_payment(linked)

    def _lessen(self, record: Record, candidate: Candidate) -> list[int]:
        """The payments that stand, less what a gift card paid of the price that they were taken for."""
        used = record.redemption
        price = candidate.amount_minor - candidate.tip_minor
        if used is None or price != _whole(record) or self._has_credit(candidate.session):
            return [*candidate.payments]
        left, still = used.price_minor, []
        for number in candidate.payments:
            before = ledger.payment(self._book, number)
            taken = 0 if before.kind == "tip" else min(left, before.amount_minor)
            left -= taken
            if taken == before.amount_minor:
                ledger.remove(self._book, before)
                continue
            still.append(number)
            if taken:
                after = replace(before, amount_minor=before.amount_minor - taken)
                ledger.change(self._book, after)
        return still

    def _complete(self, record: Record, stay: Sequence[int], rows: Mapping[int, Row]) -> None:
        """What the source knows besides: the fee and the method go onto the payments that stand."""
        fee = sum(payment.fee_minor for payment in record.payments)
        methods = {payment.method for payment in record.payments if payment.method}
        for number in stay:
            if number in rows and record.redemption is None:
                row = rows[number]
                before = row["fee_minor"], row["method"]
                kind, minor = row["kind"], row["amount_minor"]
            else:
                there = ledger.payment(self._book, number)
                before, kind, minor = (
                    (there.fee_minor, there.method),
                    there.kind,
                    there.amount_minor,
                )
            fee_minor, method = before
            if fee and (fee <= minor or number == stay[-1]):
                fee_minor, fee = fee, 0
            if method in {None, "other"} and methods:
                same = [each.method for each in record.payments if each.kind == kind]
                method = next(filter(None, same), None) or min(methods)
            if (fee_minor, method) != before:
                self._lacked[number] = fee_minor, method

    def _tips(self, record: Record, candidate: Candidate) -> list[int]:
        """The tips of money whose price alone stands: of a file that knows none."""
        tips = [each for each in record.payments if each.kind == "tip"]
        if not tips or candidate.tip_minor:
            return []
        if candidate.amount_minor not in {_price(record), _whole(record)}:
            return []
        first = ledger.payment(self._book, candidate.payments[0])
        return [
            self._writer.add_payment(
                replace(tip, session_id=first.session_id, client_id=first.client_id)
            )
            for tip in tips
        ]

    def _add_session(self, record: Record, candidate: Candidate) -> int | None:
        """The session of a record whose money came before it."""
        if record.session is None:
            return None
        self.write()  # its effort may be made out from theirs
        session = self._writer.resolved(record.session)
        session_id = sessions.add(self._book, session)
        self._writer.wrote_session(session_id)
        for number in candidate.payments:
            payment = ledger.payment(self._book, number)
            whose = payment.client_id or session.client_id
            ledger.change(self._book, replace(payment, session_id=session_id, client_id=whose))
            received.use_beside(self._book, number, session_id, whose)
        return session_id

    def _has_credit(self, session_id: int | None) -> bool:
        return session_id is not None and bool(ledger.redemptions_of(self._book, session_id))

    def _sum(self, number: int, record: Record, *, is_bare: bool) -> Sum:
        clock, minutes = record.clock, 0
        if record.session is not None:
            clock, minutes = record.session.clock, record.session.minutes or 0
        names = self._writer.named(client_of(record))
        found = sum_of(number, record.payments, names, clock, minutes)
        if not is_bare and record.redemption is None:
            return found
        used = record.redemption.price_minor if record.redemption else 0
        found = replace(found, is_bare=is_bare, redeemed_minor=used)
        if record.payments:
            return found
        return replace(found, day=day_of(record) or "", methods=frozenset({"gift_card"}))


def _whole(record: Record) -> int:
    """The same with what a gift card paid beside it."""
    return _price(record) + (record.redemption.price_minor if record.redemption else 0)


def _price(record: Record) -> int:
    """What came in, tips aside."""
    return sum(each.amount_minor for each in record.payments if each.kind != "tip")
