"""Money received from clients, and given back to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.ledger import credit
from mtdesk.desk.ledger.day import day_of
from mtdesk.desk.opened import who
from mtdesk.errors import InvalidError
from mtdesk.model import rules
from mtdesk.model.ledger.payment import CREDIT_KINDS, PAYMENT_KINDS, Payment, method_of
from mtdesk.store import credits as credit_rows
from mtdesk.store import sessions
from mtdesk.store.ledger import rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.book import Book

SETTLING = ("session", "insurance")  # the kinds that settle what is unpaid, the oldest first


class Payments:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def pay(
        self,
        client: str,
        amount: str,
        *,
        kind: str = "session",
        method: str | None = None,
        on: str | None = None,
        fee: str | None = None,
        on_1099: bool = False,
        credit_id: int | None = None,
    ) -> tuple[list[Payment], int]:
        """Money received (or given back) apart from logging; returns its rows and its operation.

        A session payment settles the client's oldest unpaid sessions, one row for each it reaches.
        What is left over stands without a session. A package or gift card is the client's credit
        from then on; a refund of one, with `credit_id`, lowers what it holds.

        Raises:
            InvalidError: a value is wrong; NotFoundError: no such client or credit.
            RefusedError: the credit is another client's, or holds nothing.
        """
        with self._opened.writing("pay") as writing:
            payment = self.received(
                client, amount, kind=kind, method=method, on=on, fee=fee, on_1099=on_1099
            )
            currency = self._opened.settings.currency
            if credit_id is not None:
                payment = credit.as_refund(writing.book, payment, credit_id, currency)
            said = currency.format(payment.amount_minor)
            what, way = f"{payment.kind} payment of {said}", "from"
            if credit_id is not None:
                what, way = f"{said} of credit {credit_id} given back", "to"
            writing.is_about(f"{what} {way} {payment.client}")
            written = [
                replace(part, id=rows.add_payment(writing.book, part))
                for part in _parts(writing.book, payment)
            ]
            if payment.kind in CREDIT_KINDS:
                credit_rows.add(writing.book, written[0].id or 0, payment.client_id or 0)
        return written, writing.operation

    def received(
        self,
        client: str,
        amount: str,
        *,
        kind: str = "session",
        method: str | None = None,
        on: str | None = None,
        fee: str | None = None,
        on_1099: bool = False,
    ) -> Payment:
        """A payment as it would be written. Writes nothing.

        Raises:
            InvalidError: a value is wrong; NotFoundError: no such client.
        """
        currency = self._opened.settings.currency
        kind = kind.replace("-", "_")
        if kind not in PAYMENT_KINDS:
            raise InvalidError("kind", f"“{kind}” is not one of {', '.join(PAYMENT_KINDS)}")
        amount_minor = rules.PAYMENT.read(amount, currency)
        fee_minor = rules.fee(currency.parse(fee, "fee"), amount_minor) if fee else 0
        paid_by = method_of(method) if method else None
        if paid_by in CREDIT_KINDS:
            raise InvalidError(
                "method", "a package or gift card is no money received; see `mtdesk credit redeem`"
            )
        day = day_of(self._opened, on)
        whose = who.one(self._opened.book, client)
        if kind == "refund":
            self._check_refund(whose.id or 0, whose.name, amount_minor)
        return Payment(
            received_on=day,
            kind=kind,
            amount_minor=amount_minor,
            fee_minor=fee_minor,
            client_id=whose.id,
            client=whose.name,
            method=paid_by,
            on_1099=on_1099,
            voluntary=True if kind == "tip" else None,
        )

    def _check_refund(self, client_id: int, client: str, amount_minor: int) -> None:
        """Refuse to give back more than a client paid."""
        paid = credit_rows.paid_minor(self._opened.book, client_id)
        if amount_minor > paid:
            said = self._opened.settings.currency.format(max(paid, 0))
            raise InvalidError(
                "amount", f"is more than the {said} that {client} paid and did not get back"
            )


def _parts(book: Book, payment: Payment) -> list[Payment]:
    """The payment, divided over the client's unpaid sessions where it settles any."""
    if payment.kind not in SETTLING:
        return [payment]
    unpaid = sessions.unpaid(book, 1_000, client_id=payment.client_id)
    return payment.divided((owed["id"], owed["owed_minor"]) for owed in unpaid)
