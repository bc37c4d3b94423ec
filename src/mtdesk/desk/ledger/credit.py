"""What a payment does to the package or gift card that it bought, or gives money back for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.ledger.payment import CREDIT_KINDS
from mtdesk.store import credits as credit_rows

if TYPE_CHECKING:
    from mtdesk.model.credit import Credit
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.money import Currency
    from mtdesk.store.file.book import Book


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
    return replace(payment, refunded_credit_id=credit_id)


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
