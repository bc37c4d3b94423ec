"""Other content under an id that is known: said as it was and is, and written over the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files.known import day_of, link_to
from mtdesk.desk.opened.settings import Settings
from mtdesk.model.frozen import replace
from mtdesk.model.importing import named
from mtdesk.model.ledger.payment import GIVEN_BACK, Payment, Redemption
from mtdesk.model.session import MINUTES_UNKNOWN
from mtdesk.store import ledger, practice, sessions, wellbeing
from mtdesk.store.file import links

if TYPE_CHECKING:
    from mtdesk.desk.files.known import Known
    from mtdesk.desk.files.writer import Writer
    from mtdesk.model.session import Session

# What of a session is its money.
_OF_MONEY = ("price_minor", "payer", "insurer", "due_minor", "tax_minor", "money_unknown")


class Changes:
    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._book = writer.book
        self._currency = Settings(practice.settings(writer.book)).currency

    def words(self, known: Known) -> tuple[str, str]:
        """The record as it stands here and as the file has it now: its day, its money, its minutes."""
        record = known.record
        day, _ = links.day_and_client(self._book, known.links[0])
        payments = self._payments(known)
        session = next((link.row_id for link in known.links if link.table == "session"), None)
        before = self._said(day, payments, sessions.get(self._book, session) if session else None)
        return before, self._said(day_of(record), list(record.payments), record.session)

    def apply(self, known: Known) -> None:
        """Write the new content over the rows of the old."""
        record, link = known.record, known.links[0]
        if record.session is not None:
            self._change_session(known)
        elif record.payments or record.redemption is not None:
            self._change_money(known, record.payments, None, None)
            self._change_credit(known, record.redemption)
        elif record.expense is not None:
            self._book.update("expense", link.row_id, ledger.expense_values(record.expense))
        elif record.trip is not None:
            self._book.update("trip", link.row_id, ledger.trip_values(record.trip))
        elif record.work_time is not None:
            self._book.update("work_time", link.row_id, ledger.work_time_values(record.work_time))
        elif record.check_in is not None:
            wellbeing.change(self._book, link.row_id, record.check_in)
        links.is_now(self._book, named(record.key)[0], link, record.digest)

    def _payments(self, known: Known) -> list[Payment]:
        session = next((link.row_id for link in known.links if link.table == "session"), None)
        if session is not None:
            return ledger.payments_of(self._book, session)
        ids = [link.row_id for link in known.links if link.table == "payment"]
        return [ledger.payment(self._book, each) for each in ids]

    def _change_session(self, known: Known) -> None:
        link = next(link for link in known.links if link.table == "session")
        if known.record.session is None:
            return
        session = self._writer.resolved(known.record.session)
        before = sessions.get(self._book, link.row_id)
        if session.minutes is None:
            session = replace(session, minutes=before.minutes)
        if session.money_unknown:  # what the file is silent on stays as it stands
            facts = {name: getattr(before, name) for name in _OF_MONEY}
            sessions.change(self._book, link.row_id, replace(session, **facts))
            return
        sessions.change(self._book, link.row_id, session)
        self._change_money(known, known.record.payments, link.row_id, session.client_id)

    def _change_money(
        self,
        known: Known,
        payments: tuple[Payment, ...],
        session_id: int | None,
        client_id: int | None,
    ) -> None:
        """Each payment over the one of its kind; what has none is added, what is left goes."""
        left, made = self._payments(known), []
        for payment in payments:
            new = replace(self._writer.whose(payment), session_id=session_id)
            if session_id is not None:
                new = replace(new, client_id=client_id)
            old = next((each for each in left if each.kind == payment.kind), None)
            if old is None:
                row_id = ledger.add_payment(self._book, new)
                if session_id is None:
                    made.append(link_to(known, "payment", row_id))
                continue
            left.remove(old)
            ledger.change(
                self._book,
                replace(
                    old,
                    received_on=new.received_on,
                    amount_minor=new.amount_minor,
                    fee_minor=new.fee_minor,
                    method=new.method or old.method,
                    client_id=old.client_id or new.client_id,
                    note=old.note if old.session_id else new.note,
                ),
            )
        for each in left:
            ledger.remove(self._book, each)
        links.add(self._book, made)

    def _change_credit(self, known: Known, used: Redemption | None) -> None:
        there = [link.row_id for link in known.links if link.table == "redemption"]
        if used is not None and there:
            values = {"redeemed_on": used.redeemed_on, "amount_minor": used.amount_minor}
            self._book.update("redemption", there[0], values)
        elif used is not None:
            row_id = ledger.add_redemption(self._book, used)
            links.add(self._book, [link_to(known, "redemption", row_id)])
        else:
            for row_id in there:
                self._book.execute("DELETE FROM redemption WHERE id = ?", (row_id,))

    def _said(self, day: str | None, payments: list[Payment], session: Session | None) -> str:
        parts = [day or "no day"]
        if session is not None and session.client:
            parts.append(session.client)
        if session is not None:
            parts.append(MINUTES_UNKNOWN if session.minutes is None else f"{session.minutes} min")
        minor = sum(
            -each.amount_minor if each.kind in GIVEN_BACK else each.amount_minor
            for each in payments
        )
        if minor:
            parts.append(self._currency.format(minor))
        return " ".join(parts)
