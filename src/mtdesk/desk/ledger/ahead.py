"""Money paid ahead: used by the client's next visit; what is paid beyond a visit becomes it again."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.session import PAYS, Visit
from mtdesk.store import ledger, sessions
from mtdesk.store.file.book import Book

_OF_THE_CLIENT = ("session", "sales_tax", "cancellation_fee")


def usable_minor(visit: Visit, held_minor: int) -> int:
    """What of the money paid ahead a visit takes: its client's, up to what is open."""
    return min(visit.owed_minor, held_minor) if visit.session.payer == "client" else 0


def held_minor(book: Book, client_id: int | None) -> int:
    """What a client paid ahead and no visit has used."""
    if client_id is None:
        return 0
    return sum(each.amount_minor for each in ledger.ahead_of(book, client_id))


def balance(book: Book, session_id: int) -> None:
    """Set a session against its client's money, once it was written.

    What is beyond its price stands ahead; what is open is taken from what stood ahead.
    """
    session = sessions.get(book, session_id)
    if session.client_id is None or session.payer != "client":
        return
    visit = sessions.visit(book, session)
    _free(book, visit)
    if visit.owed_minor:
        attach(book, ledger.ahead_of(book, session.client_id), {session_id: visit.owed_minor})


def attach(book: Book, standing: Iterable[Payment], owing: dict[int, int]) -> list[Payment]:
    """Set standing payments against what sessions owe, in their order; all that became of them.

    A payment that is more than they owe is divided, and its rest goes on standing.
    """
    written = []
    for payment in standing:
        parts = [part for share in payment.divided(owing.items()) for part in with_tax(book, share)]
        ledger.change(book, parts[0])
        written += [
            parts[0],
            *(
                replace(part, id=ledger.add_payment(book, replace(part, id=None)))
                for part in parts[1:]
            ),
        ]
        for part in parts:
            if part.session_id is not None:
                owing[part.session_id] -= part.amount_minor
    return written


def with_tax(book: Book, payment: Payment) -> list[Payment]:
    """A payment for a session with its part of sales tax apart: the price is paid first."""
    if payment.session_id is None or payment.kind != "session":
        return [payment]
    session = sessions.get(book, payment.session_id)
    if not session.tax_minor:
        return [payment]
    there = ledger.payments_of(book, payment.session_id)
    tax = session.tax_minor - sum(
        each.amount_minor for each in there if each.kind == "sales_tax" and each.id != payment.id
    )
    visit = sessions.visit(book, session)
    others = replace(
        visit, payments=tuple(each for each in visit.payments if each.id != payment.id)
    )
    for_tax = min(max(payment.amount_minor - max(others.open_minor - tax, 0), 0), max(tax, 0))
    if not for_tax:
        return [payment]
    if for_tax == payment.amount_minor:
        return [replace(payment, kind="sales_tax")]
    return [
        replace(payment, amount_minor=payment.amount_minor - for_tax),
        replace(payment, id=None, kind="sales_tax", amount_minor=for_tax, fee_minor=0),
    ]


def let_go(book: Book, payments: Iterable[Payment]) -> None:
    """Money that came ahead stands ahead again: its session goes, or is another's."""
    for each in payments:
        if each.is_ahead:
            ledger.change(book, replace(each, session_id=None, kind="session"))


def over_minor(visit: Visit) -> int:
    """What a client paid for a visit beyond what is asked: no more than their own money in it.

    Of a booking nothing is over: it is still to come.
    """
    session = visit.session
    if session.client_id is None or session.payer != "client" or session.status == "booked":
        return 0
    kinds = PAYS if session.status == "done" else (*PAYS, "cancellation_fee")
    paid = sum(each.amount_minor for each in visit.payments if each.kind in kinds)
    back = sum(each.amount_minor for each in visit.payments if each.takes_back in kinds)
    used = sum(each.price_minor for each in visit.redemptions)
    own = sum(each.amount_minor for each in visit.payments if _is_own(each))
    return min(max(paid - back + used - session.asked_minor, 0), own)


def _is_own(payment: Payment) -> bool:
    """Whether it is a client's money for the session itself."""
    is_theirs = payment.workplace_id is None and payment.insurer is None
    return is_theirs and payment.kind in _OF_THE_CLIENT


def _free(book: Book, visit: Visit) -> None:
    """What was paid beyond what is asked stands without the session, paid ahead."""
    over = over_minor(visit)
    for each in filter(_is_own, reversed(visit.payments)):
        less = min(over, each.amount_minor)
        over -= less
        gone = replace(each, session_id=None, kind="session", amount_minor=less, is_ahead=True)
        if less and less == each.amount_minor:
            ledger.change(book, gone)
        elif less:
            ledger.change(book, replace(each, amount_minor=each.amount_minor - less))
            ledger.add_payment(book, replace(gone, id=None, fee_minor=0))
