"""Two files of one source that tell of the same payments: Square's items and its transactions.

The items know what was done, the transactions how it was paid, with tips and fees. Whichever comes
first, the same stands in the end: the money of the transactions, on the sessions of the items.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files.known import client_of, link_to
from mtdesk.model.frozen import replace
from mtdesk.model.importing import named
from mtdesk.store import ledger, sessions
from mtdesk.store.file import links

if TYPE_CHECKING:
    from mtdesk.desk.files.known import Known
    from mtdesk.desk.files.writer import Writer
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.store.file.book import Book
    from mtdesk.store.file.links import Link, LinkRow


class Joiner:
    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._book = writer.book
        self._sources: dict[str, bool] = {}

    def join(self, known: Known) -> bool:
        """Whether a new record met the other file's rows of its payment; then all is written."""
        if known.record.joins is None:
            return False
        source, name = named(known.record.joins)
        if source not in self._sources:
            self._sources[source] = links.is_source(self._book, source)
        if not self._sources[source]:
            return False
        if name.endswith("/"):
            found = links.of_parts(self._book, source, name)
        else:
            found = links.known(self._book, source, [name])
        there = [link for each in found.values() for link in each]
        if not there:
            return False
        self._writer.tally.matched += 1
        self._writer.counted("matched", known.record)
        if name.endswith("/"):
            self._pay(known, source, there)
        else:
            self._sell(known, source, there)
        return True

    # -- the items come second

    def _sell(self, known: Known, source: str, there: list[Link]) -> None:
        """What was sold in a payment that stands: its session, paid by the money that is there."""
        money = _Money(self._book, there)
        made = [link_to(known, each.table, each.row_id, "payment") for each in there]
        session = known.record.session
        paid_for = money.session_id
        if session is not None and paid_for is not None:
            self._name_service(paid_for, session.service)
        elif session is not None:
            resolved = self._writer.resolved(
                replace(session, client=session.client or money.client)
            )
            session_id = sessions.add(self._book, resolved)
            self._writer.wrote_session(session_id)
            made.append(link_to(known, "session", session_id))
            split = money.claim(session_id, resolved.client_id, session.price_minor or 0)
            links.add(self._book, [_of(source, there[0], *row, None) for row in split])
        links.add(self._book, [each for each in made if each[4] != "session" or each[6] is None])

    def _name_service(self, session_id: int, name: str | None) -> None:
        """A session that stood before gets the service's name where it has none."""
        session = sessions.get(self._book, session_id)
        if name is None or session.service_id is not None or session.modality:
            return
        service = self._writer.service(name)
        sessions.change(
            self._book,
            session_id,
            replace(session, service_id=service.id, modality=service.modality),
        )

    # -- the transactions come second

    def _pay(self, known: Known, items: str, there: list[Link]) -> None:
        """The money of a payment whose items stand: theirs had no tip, no fee and no way of paying."""
        record = known.record
        sold = [link.row_id for link in there if link.table == "session"]
        gone = [link for link in there if link.table == "payment" and link.meets is None]
        standing = [ledger.payment(self._book, link.row_id) for link in gone]
        for session_id in dict.fromkeys(sold):
            standing += ledger.payments_of(self._book, session_id)
        met = [
            ledger.payment(self._book, link.row_id)
            for link in there
            if link.table == "payment" and link.meets is not None
        ]
        is_hers = met or any(each.method or each.fee_minor for each in standing)
        if is_hers:
            self._complete(known, met or standing)
            return
        for each in {each.id: each for each in standing}.values():
            ledger.remove(self._book, each)
        client = client_of(record) or next((each.client for each in standing if each.client), None)
        made: list[LinkRow] = []
        for payment in record.payments:
            whose = self._writer.whose(replace(payment, client=payment.client or client))
            made.append(link_to(known, "payment", ledger.add_payment(self._book, whose)))
        if record.redemption is not None:
            used = ledger.add_redemption(self._book, record.redemption)
            made.append(link_to(known, "redemption", used))
        links.add(self._book, made)
        if made:
            # What was sold without a session is known by the money that it is now.
            links.add(self._book, [_of(items, link, *made[0][4:6], "payment") for link in gone])
        source, name = named(record.key)
        for session_id in dict.fromkeys(sold):
            now = links.known(self._book, source, [name]).get(name, [])
            session = sessions.get(self._book, session_id)
            split = _Money(self._book, now).claim(
                session_id, session.client_id, session.price_minor or 0
            )
            links.add(self._book, [link_to(known, table, row_id) for table, row_id in split])

    def _complete(self, known: Known, standing: list[Payment]) -> None:
        """Money that she wrote herself stays hers; the fee, the way and the tip are added."""
        record, first = known.record, standing[0]
        fee = sum(each.fee_minor for each in record.payments)
        method = next((each.method for each in record.payments if each.method), None)
        completed = replace(first, fee_minor=first.fee_minor or fee, method=first.method or method)
        ledger.change(self._book, completed)
        made = [link_to(known, "payment", each.id or 0, "payment") for each in standing]
        if not any(each.kind == "tip" for each in standing):
            for tip in (each for each in record.payments if each.kind == "tip"):
                linked = replace(tip, session_id=first.session_id, client_id=first.client_id)
                made.append(link_to(known, "payment", ledger.add_payment(self._book, linked)))
        links.add(self._book, made)


def _of(source: str, link: Link, table: str, row_id: int, meets: str | None) -> LinkRow:
    """The record that a link is of holds this row as well."""
    return source, link.source_id, link.occurrence, link.digest, table, row_id, meets


class _Money:
    """The rows that a payment is in the practice, to be divided over what was sold in it."""

    def __init__(self, book: Book, there: list[Link]) -> None:
        self._book = book
        self.payments = [
            ledger.payment(book, link.row_id) for link in there if link.table == "payment"
        ]
        self.redemptions = [
            ledger.redemption(book, link.row_id) for link in there if link.table == "redemption"
        ]

    @property
    def session_id(self) -> int | None:
        """The session that all of it is paid for already."""
        whose = {each.session_id for each in self.payments}
        whose |= {each.session_id for each in self.redemptions}
        return whose.pop() if len(whose) == 1 else None

    @property
    def client(self) -> str | None:
        return next((each.client for each in self.payments if each.client), None)

    def claim(self, session_id: int, client_id: int | None, price: int) -> list[tuple[str, int]]:
        """Pay a session with what is still free of it; returns the rows that were cut off from others."""
        cut: list[tuple[str, int]] = []
        left = price
        for used in (each for each in self.redemptions if each.session_id is None):
            if left <= 0:
                break
            part = min(left, used.amount_minor)
            mine = replace(used, session_id=session_id, client_id=client_id, amount_minor=part)
            if rest := used.amount_minor - part:
                over = replace(used, id=None, amount_minor=rest, tip_minor=0)
                cut.append(("redemption", ledger.add_redemption(self._book, over)))
            ledger.change_redemption(self._book, mine)
            left -= part
        for paid in (each for each in self.payments if each.session_id is None):
            if paid.kind != "tip" and (left <= 0 or paid.kind != "session"):
                continue
            part = paid.amount_minor if paid.kind == "tip" else min(left, paid.amount_minor)
            whose = paid.client_id or client_id
            mine_paid = replace(paid, session_id=session_id, client_id=whose, amount_minor=part)
            if rest := paid.amount_minor - part:
                rest_paid = replace(paid, id=None, amount_minor=rest, fee_minor=0)
                cut.append(("payment", ledger.add_payment(self._book, rest_paid)))
            ledger.change(self._book, mine_paid)
            left -= 0 if paid.kind == "tip" else part
        return cut
