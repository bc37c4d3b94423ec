"""Who pays, and what of it: a client, a workplace that collects, an insurer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtdesk.desk.ledger.ahead import attach, with_tax
from mtdesk.errors import InvalidError
from mtdesk.model.client import Client
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, Payment
from mtdesk.model.names import clean, fold
from mtdesk.model.practice import Workplace
from mtdesk.store import ledger, sessions
from mtdesk.store.file.book import Book, Row
from mtdesk.store.practice import terms

SETTLING = (
    "session",
    "insurance",
    "wage",
)  # the kinds that settle what is unpaid, the oldest first
AHEAD = ("session", "cancellation_fee")  # what of a client that nothing takes is paid ahead
_MOST = 1_000  # unpaid sessions that one payment looks at


def from_workplace(book: Book, payment: Payment, place: Workplace) -> Payment:
    """The payment as a workplace's: wages where its term of the day employs her.

    Raises:
        InvalidError: a kind that no workplace pays.
    """
    if payment.kind in (*CREDIT_KINDS, "insurance", "sales_tax"):
        raise InvalidError("kind", f"{payment.kind} does not come from a workplace")
    term = terms.on(book, place.id or 0, payment.received_on)
    is_wage = payment.kind == "session" and term is not None and term.employed
    return replace(
        payment,
        kind="wage" if is_wage else payment.kind,
        workplace_id=place.id,
        workplace=place.name,
    )


def from_insurer(payment: Payment, client: Client | None, insurer: str) -> Payment:
    """The payment as an insurer's, for a client or for all of whom it owes.

    Raises:
        InvalidError: no name, or a kind that no insurer pays.
    """
    called = clean(insurer, "insurer", most=200)
    if not called:
        raise InvalidError("insurer", "is empty; say its name")
    if payment.kind not in ("session", "insurance"):
        raise InvalidError("kind", f"{payment.kind} does not come from an insurer")
    return replace(
        payment,
        kind="insurance",
        insurer=called,
        client_id=None if client is None else client.id,
        client=None if client is None else client.name,
    )


def parts_of(book: Book, payment: Payment, session_id: int | None = None) -> list[Payment]:
    """The payment, divided over what it settles; what a client paid beyond it is ahead.

    Raises:
        NotFoundError: no such session; InvalidError: it is another client's or workplace's.
    """
    if session_id is not None:
        return _of_session(book, payment, session_id)
    if payment.kind == "sales_tax":
        taxed = [
            (row["id"], min(row["owed_minor"], _tax_open(book, row)))
            for row in _owing(book, payment)
            if row["tax_minor"]
        ]
        return payment.divided(taxed)
    if payment.kind not in SETTLING or (payment.kind == "wage" and payment.workplace_id is None):
        return [payment]
    found = _owing(book, payment)
    if not found and payment.client_id is not None and payment.workplace_id is None:
        unpriced = sessions.unpriced_on(book, payment.client_id, payment.received_on)
        if len(unpriced) == 1:
            return _of_session(book, payment, unpriced[0])
    if payment.workplace_id is not None:
        found = _to_the_cent(book, found, payment.amount_minor)
    clients = {row["id"]: row["client_id"] for row in found}
    parts = payment.divided((row["id"], row["owed_minor"]) for row in found)
    if payment.insurer is not None:
        _name_insurer(book, parts, payment.insurer)
        parts = [
            replace(each, client_id=clients.get(each.session_id, each.client_id)) for each in parts
        ]
    return _with_rest(book, parts)


def assigned(book: Book, client_id: int, standing: Sequence[Payment]) -> list[Payment]:
    """A client's standing payments against what they owe; the rest is paid ahead."""
    unpaid = sessions.unpaid(book, _MOST, client_id=client_id, payer="client")
    written = attach(book, standing, {row["id"]: row["owed_minor"] for row in unpaid})
    found = []
    for each in written:
        ahead = replace(each, is_ahead=True) if each.session_id is None else each
        if ahead != each:
            ledger.change(book, ahead)
        found.append(ahead)
    return found


def _of_session(book: Book, payment: Payment, session_id: int) -> list[Payment]:
    session = sessions.get(book, session_id)
    is_anothers = payment.client_id is not None and payment.client_id != session.client_id
    is_elsewhere = payment.workplace_id is not None and payment.workplace_id != session.workplace_id
    if is_anothers or is_elsewhere:
        whose = session.workplace if is_elsewhere else session.client
        raise InvalidError(
            "session", f"{session_id} is {whose or 'nobody'}’s, not {payment.payer}’s"
        )
    if payment.kind not in SETTLING:
        return [replace(payment, session_id=session_id)]
    if payment.kind == "session" and session.status not in ("done", "booked"):
        payment = replace(payment, kind="cancellation_fee")
    if payment.insurer is not None:
        payment = replace(payment, client_id=session.client_id, client=session.client)
    if session.money_unknown:
        session = replace(session, price_minor=payment.amount_minor, money_unknown=False)
        sessions.change(book, session_id, session)
    parts = payment.divided([(session_id, sessions.visit(book, session).open_minor)])
    if payment.insurer is not None and session.payer == "insurer":
        _name_insurer(book, parts, payment.insurer)
    return _with_rest(book, parts)


def _owing(book: Book, payment: Payment) -> list[Row]:
    """The unpaid sessions that a payment is for, the oldest first."""
    if payment.workplace_id is not None:
        return [
            row
            for row in sessions.unpaid(book, -1, payer="workplace")
            if row["workplace_id"] == payment.workplace_id
        ]
    if payment.insurer is not None:
        return [
            row
            for row in sessions.unpaid(book, -1, client_id=payment.client_id, payer="insurer")
            if row["insurer"] is None or fold(row["insurer"]) == fold(payment.insurer)
        ]
    own = sessions.unpaid(book, _MOST, client_id=payment.client_id, payer="client")
    if payment.kind != "insurance":
        return own
    return [*sessions.unpaid(book, _MOST, client_id=payment.client_id, payer="insurer"), *own]


def _tax_open(book: Book, row: Row) -> int:
    there = ledger.payments_of(book, row["id"])
    paid = sum(each.amount_minor for each in there if each.kind == "sales_tax")
    return max(int(row["tax_minor"]) - paid, 0)


def _to_the_cent(book: Book, found: list[Row], amount_minor: int) -> list[Row]:
    """The rows again, once what halves of cents make of all is on the last of them.

    A workplace rounds its pay once, and here it is rounded session by session.
    """
    less = sum(row["owed_minor"] for row in found) - amount_minor
    if not found or not less or abs(less) > len(found) // 2:
        return found
    last = sessions.get(book, found[-1]["id"])
    due = max((last.due_minor or 0) - less, 0)
    sessions.change(book, found[-1]["id"], replace(last, due_minor=due))
    ids = {row["id"] for row in found}
    return [row for row in sessions.unpaid(book, -1, payer="workplace") if row["id"] in ids]


def _name_insurer(book: Book, parts: Iterable[Payment], insurer: str) -> None:
    """The sessions that it paid for are its own from then on."""
    for number in {each.session_id for each in parts if each.session_id is not None}:
        session = sessions.get(book, number)
        if session.insurer is None and session.payer == "insurer":
            sessions.change(book, number, replace(session, insurer=insurer))


def _with_rest(book: Book, parts: Iterable[Payment]) -> list[Payment]:
    """The parts with their sales tax apart; what no session takes of a client's is ahead."""
    found = []
    for each in parts:
        is_clients = each.workplace_id is None and each.insurer is None
        if each.session_id is None and is_clients and each.kind in AHEAD:
            found.append(replace(each, kind="session", is_ahead=True))
        else:
            found += with_tax(book, each)
    return found
