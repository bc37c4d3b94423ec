"""Money received from clients and given back to them, and what it does to the credit it is of."""

from __future__ import annotations

from mtdesk.desk.ledger.payers import assigned, from_insurer, from_workplace, parts_of
from mtdesk.desk.opened import Opened, who
from mtdesk.errors import ANSWER_YES, InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model import rules
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import (
    CREDIT_KINDS,
    GIVEN_BACK,
    NO_MONEY,
    NOT_PAID,
    PAYMENT_KINDS,
    Payment,
    method_of,
)
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger, sessions
from mtdesk.store.ledger import received
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.model.credit import Credit
    from mtdesk.model.ledger.alike import Candidate
    from mtdesk.model.money import Currency
    from mtdesk.store.file.book import Book


def day_of(opened: Opened, text: str | None) -> str:
    """A day given as an option, today where none is; never after today.

    Raises:
        InvalidError: no such day, or one to come.
    """
    today = opened.now().date()
    return today.isoformat() if text is None else rules.PAST.read(text, today, "on").isoformat()


def twice(like: Candidate, currency: Currency, besides: str = "") -> NeedsConfirmationError:
    """The question whether money that a file brought is to be counted beside it."""
    return NeedsConfirmationError(
        f"{besides}this looks like {like.words(currency)}, which a file brought; write it beside that?",
        hint=ANSWER_YES,
    )


class Payments:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def pay(
        self,
        name: str | None,
        amount: str,
        *,
        kind: str = "session",
        method: str | None = None,
        on: str | None = None,
        fee: str | None = None,
        on_1099: bool = False,
        credit_id: int | None = None,
        session_id: int | None = None,
        insurer: str | None = None,
        confirmed: bool = False,
    ) -> tuple[list[Payment], int]:
        """Money received (or given back) apart from logging; returns its rows and its operation.

        `name` is a client, or a workplace that collects; with an `insurer` it may be left out. It
        settles what they owe, the oldest first, one row for each session it reaches, or the session
        named. What a client paid beyond that is ahead, and the next visit uses it. A package or
        gift card is the client's credit from then on; a refund of one, with `credit_id`, lowers
        what it holds. What is given back belongs to the visit named, or to what it can be of, and
        takes price, tax and tip in turn.

        Raises:
            InvalidError: a value is wrong; NotFoundError: no such client, workplace or credit.
            RefusedError: the credit is another client's, or holds nothing; several are meant.
            NeedsConfirmationError: a file seems to have brought it, and `confirmed` is not set.
        """
        with self._opened.writing("pay") as writing:
            payment = self.received(
                name,
                amount,
                kind=kind,
                method=method,
                on=on,
                fee=fee,
                on_1099=on_1099,
                insurer=insurer,
            )
            currency = self._opened.settings.currency
            if not confirmed and (like := self.looks_like([payment])):
                raise twice(like, currency)
            if credit_id is not None:
                payment = as_refund(writing.book, payment, credit_id, currency)
            parts = self._parts(writing.book, payment, session_id)
            said = currency.format(payment.amount_minor)
            what, way = f"{payment.kind} payment of {said}", "from"
            if payment.kind in GIVEN_BACK:
                way = "to"
            if credit_id is not None:
                what = f"{said} of credit {credit_id} given back"
            writing.is_about(f"{what} {way} {payment.payer}")
            written = [replace(part, id=ledger.add_payment(writing.book, part)) for part in parts]
            if payment.kind in CREDIT_KINDS:
                credit_rows.add(writing.book, written[0].id or 0, payment.client_id or 0)
        return written, writing.operation

    def assign(self, client: str) -> tuple[list[Payment], int]:
        """Set a client's payments that met no session against what is owed; the rest is paid ahead.

        Raises:
            NotFoundError: no such client; RefusedError: no payment of theirs stands so.
        """
        with self._opened.writing("assign") as writing:
            whose = who.one(self._opened.book, client)
            writing.is_about(f"payments of {whose.name} set against what is owed")
            standing = [
                *ledger.unassigned_of(writing.book, whose.id or 0),
                *ledger.ahead_of(writing.book, whose.id or 0),
            ]
            if not standing:
                raise RefusedError(f"no payment of {whose.name} stands without a session")
            return assigned(writing.book, whose.id or 0, standing), writing.operation

    def looks_like(self, payments: list[Payment]) -> Candidate | None:
        """What a file brought that a payment, written or not, seems to be."""
        book, first = self._opened.book, payments[0]
        if not received.is_imported(book, first.received_on):
            return None
        from mtdesk.desk.ledger.alike import imported_like

        return imported_like(book, payments, first.client_id, first.client)

    def received(
        self,
        name: str | None,
        amount: str,
        *,
        kind: str = "session",
        method: str | None = None,
        on: str | None = None,
        fee: str | None = None,
        on_1099: bool = False,
        insurer: str | None = None,
    ) -> Payment:
        """A payment as it would be written. Writes nothing.

        Raises:
            InvalidError: a value is wrong; NotFoundError: no such client or workplace.
        """
        currency = self._opened.settings.currency
        kind = kind.replace("-", "_")
        if kind not in PAYMENT_KINDS:
            raise InvalidError("kind", f"“{kind}” is not one of {', '.join(PAYMENT_KINDS)}")
        amount_minor = rules.PAYMENT.read(amount, currency)
        fee_minor = rules.fee(currency.parse(fee, "fee"), amount_minor) if fee else 0
        paid_by = method_of(method) if method else None
        if paid_by in CREDIT_KINDS:
            raise InvalidError("method", f"{NO_MONEY}; see `mtdesk credit redeem`")
        if paid_by in NOT_PAID:
            raise InvalidError("method", f"{paid_by} says that nothing came in; leave it out")
        payment = Payment(
            received_on=day_of(self._opened, on),
            kind=kind,
            amount_minor=amount_minor,
            fee_minor=fee_minor,
            method=paid_by,
            on_1099=on_1099,
            voluntary=True if kind == "tip" else None,
        )
        return self._from(payment, name, insurer)

    def _from(self, payment: Payment, name: str | None, insurer: str | None) -> Payment:
        """The payment with who paid it: a client, a workplace, or an insurer for a client."""
        client, place = (None, None) if name is None else who.payer(self._opened.book, name)
        if insurer is not None:
            return from_insurer(payment, client, insurer)
        if place is not None:
            return from_workplace(self._opened.book, payment, place)
        if client is None:
            raise InvalidError("name", "say who paid: a client, a workplace, or --insurer NAME")
        if payment.kind == "refund":
            self._check_refund(client.id or 0, client.name, payment.amount_minor)
        return replace(payment, client_id=client.id, client=client.name)

    def _parts(self, book: Book, payment: Payment, session_id: int | None) -> list[Payment]:
        """The payment as its rows: over what it pays, or over what it gives back."""
        if payment.refunded_credit_id is not None:
            return [payment]
        if payment.kind in GIVEN_BACK:
            return given_back(book, payment, session_id, self._opened.settings.currency)
        return parts_of(book, payment, session_id)

    def _check_refund(self, client_id: int, client: str, amount_minor: int) -> None:
        """Refuse to give back more than a client paid."""
        paid = credit_rows.paid_minor(self._opened.book, client_id)
        if amount_minor > paid:
            said = self._opened.settings.currency.format(max(paid, 0))
            raise InvalidError(
                "amount", f"is more than the {said} that {client} paid and did not get back"
            )


# -- the package or gift card that a payment bought


def keep_sale(book: Book, before: Payment, after: Payment) -> None:
    """Refuse a change of the payment that a used credit could not have; make a credit of a new sale.

    Raises:
        RefusedError: the credit was used, or expires, in a way that contradicts it.
    """
    credit = credit_rows.sold_by(book, before.id or 0)
    if credit is None:
        if after.kind in CREDIT_KINDS and before.kind != after.kind and after.client_id:
            credit_rows.add(book, after.id or 0, after.client_id)
        return
    used = credit_rows.first_use(book, credit.id or 0)
    if after.kind not in CREDIT_KINDS:
        if used is not None:
            raise _is_used(credit)
        credit_rows.remove(book, credit.id or 0)
    elif credit.unused_minor < 0:
        raise RefusedError(f"more than that of credit {credit.id} is used already")
    elif used is not None and after.received_on > used:
        raise RefusedError(
            f"credit {credit.id} was first used on {used}, before {after.received_on}"
        )
    elif credit.is_expired(after.received_on):
        raise RefusedError(
            f"credit {credit.id} expires on {credit.expires_on}, before its sale then"
        )


def drop_sale(book: Book, payment: Payment) -> None:
    """The credit goes with the payment that bought it.

    Raises:
        RefusedError: it was used.
    """
    credit = credit_rows.sold_by(book, payment.id or 0)
    if credit is None:
        return
    if credit.used_sessions or credit.refunded_minor:
        raise _is_used(credit)
    credit_rows.remove(book, credit.id or 0)


def _is_used(credit: Credit) -> RefusedError:
    if credit.used_sessions:
        what = "was used; give it back to its sessions first"
    else:
        what = "was refunded; remove the refund first"
    return RefusedError(f"that payment bought credit {credit.id}, which {what}")


# -- money given back for a credit


def as_refund(book: Book, payment: Payment, credit_id: int, currency: Currency) -> Payment:
    """The payment as a refund of a credit. Writes nothing.

    Raises:
        NotFoundError: no such credit.
        InvalidError: it is no refund, comes before the sale, or is more than the credit holds.
        RefusedError: the credit is another client's, or holds nothing.
    """
    if payment.kind != "refund":
        raise InvalidError("credit", f"is for a refund, and the kind is {payment.kind}")
    credit = credit_rows.get(book, credit_id)
    if credit.client_id != payment.client_id:
        raise RefusedError(f"credit {credit_id} is {credit.client}'s, not {payment.client}'s")
    refuse_empty(credit)
    if payment.received_on < credit.sold_on:
        raise InvalidError("on", f"{payment.received_on} is before {credit.sold_on}, its sale")
    if payment.amount_minor > credit.unused_minor:
        rest = currency.format(credit.unused_minor)
        raise InvalidError("amount", f"is more than the {rest} that credit {credit_id} still holds")
    sale = ledger.payment(book, credit.payment_id or 0)
    return replace(
        payment,
        refunded_credit_id=credit_id,
        gives_back=credit.kind,
        method=payment.method or sale.method,
        on_1099=sale.on_1099,
    )


def given_back(
    book: Book, payment: Payment, session_id: int | None, currency: Currency
) -> list[Payment]:
    """A refund or chargeback as the rows of what it takes back. Writes nothing.

    Raises:
        InvalidError: more than what came in for the visit named; RefusedError: nothing did.
    """
    from mtdesk.model.ledger.given_back import bought, divided, meant

    paid = [
        each
        for each in ledger.payments_of_client(book, payment.client_id or 0)
        if each.received_on <= payment.received_on
    ]
    found = bought(paid)
    if session_id is None:
        of = meant(payment.amount_minor, found)
    else:
        sessions.get(book, session_id)  # there is such a session
        of = next((each for each in found if each.session_id == session_id), None)
        if of is None:
            raise RefusedError(
                f"{payment.client} paid nothing for session {session_id} that is still here"
            )
        if payment.amount_minor > of.rest_minor:
            rest = currency.format(of.rest_minor)
            raise InvalidError("amount", f"is more than the {rest} of session {session_id}")
    if of is not None and of.kind in CREDIT_KINDS:
        credit = credit_rows.sold_by(book, of.parts[0].id or 0)
        if credit is not None and credit.unused_minor >= payment.amount_minor:
            payment = replace(payment, refunded_credit_id=credit.id)
        else:
            of = None  # it was used, or sold elsewhere: no credit is left to be given back
    return divided(payment, of)


def check_refunded(book: Book, payment: Payment) -> None:
    """After a payment was written: what its credit holds is never below nothing.

    Raises:
        RefusedError: more is given back than the credit held, or before it was sold.
    """
    if payment.refunded_credit_id is None:
        return
    credit = credit_rows.get(book, payment.refunded_credit_id)
    if credit.unused_minor < 0:
        raise RefusedError(f"that is more than credit {credit.id} still held")
    if payment.received_on < credit.sold_on:
        raise RefusedError(f"credit {credit.id} was sold on {credit.sold_on}, after that day")


def refuse_empty(credit: Credit) -> None:
    if not credit.unused_minor:
        raise RefusedError(f"{why_empty(credit)}; there is nothing to give back")


def why_empty(credit: Credit) -> str:
    return f"credit {credit.id} is {'refunded' if credit.refunded_minor else 'used up'}"
