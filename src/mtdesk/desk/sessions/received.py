"""What came in with a session, and who owes the rest: the client, an insurer, or a workplace that collects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mtdesk.desk.opened import Opened
from mtdesk.errors import InvalidError
from mtdesk.model.entry import Entry
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, NOT_PAID, OWED_WORDS, Payment
from mtdesk.model.money import Currency
from mtdesk.model.session import PAYS, Session, Visit
from mtdesk.store import credits as credit_rows
from mtdesk.store.file.book import Book

FEES = (*PAYS, "cancellation_fee")  # what came for the session itself, held or not
UNPAID_STATUSES = ("booked", "cancelled")
Purse = tuple[str | None, int]


def with_payer(opened: Opened, entry: Entry, session: Session) -> Session:
    """The session with who owes what is open of it, as the words say and the workplace's terms."""
    words = {entry.method, *(way for way, _ in entry.tenders)}
    if "insurance" in words:
        session = replace(session, payer="insurer")
    elif words != {None} or entry.price_minor is not None:
        session = replace(session, payer="client", insurer=None)
    if entry.tax_minor is not None:
        session = replace(session, tax_minor=entry.tax_minor)
    check_tax(session)
    return session if words & {*CREDIT_KINDS} else at_its_workplace(opened.book, session)


def check_tax(session: Session) -> None:
    """Raises InvalidError: sales tax without a price."""
    if session.tax_minor and not session.price_minor:
        raise InvalidError("tax", "stands beside a price; say the price, too")


def at_its_workplace(book: Book, session: Session) -> Session:
    """The session as owed by its workplace, where that collects by the term of the day."""
    if session.workplace_id is None:
        if session.payer == "workplace":
            return replace(session, payer="client", due_minor=None)
        return session
    from mtdesk.model.practice.terms import pay_of
    from mtdesk.store.practice import terms

    term = terms.on(book, session.workplace_id, session.local_date)
    if term is None or term.collects == "me":
        if session.payer == "workplace":
            return replace(session, payer="client", due_minor=None)
        return session
    if session.tax_minor:
        raise InvalidError(
            "tax", f"{session.workplace} collects there, and the sales tax is its own to pay over"
        )
    is_done = session.status == "done"
    due = pay_of(term, session.price_minor, session.minutes) if is_done else None
    return replace(session, payer="workplace", insurer=None, due_minor=due)


def with_what_came(
    opened: Opened, entry: Entry, session: Session, before: Visit | None = None
) -> Visit:
    """A session with what an entry says came in for it, beside what was there before."""
    paid, used = ((), ()) if before is None else (before.payments, before.redemptions)
    if entry.method in CREDIT_KINDS:
        from mtdesk.desk.credits.take import used_by

        held = credit_rows.of_client(opened.book, session.client_id or 0)
        session, taken = used_by(entry, session, held, opened.settings.currency)
        used = (*used, *taken)
    today = opened.now().date()
    came = _received(entry, session, today, paid, opened.settings.currency)
    if any(each.tip_minor for each in used):
        came = (each for each in came if each.kind != "tip")  # the card gave the tip
    return Visit(session=session, payments=(*paid, *came), redemptions=used)


def _received(
    entry: Entry, session: Session, today: date, paid: Sequence[Payment], currency: Currency
) -> Iterable[Payment]:
    """Money received with the session: an amount typed, or the menu's price with a method typed.

    What was paid ahead is not received again. A package or gift card brings no money; a tip that
    it does not give came some other way. Where a workplace collects, only a tip comes to her hand.
    """
    is_owed = entry.method in OWED_WORDS
    if entry.tip_minor and (entry.method in NOT_PAID or entry.method == "invoice"):
        raise entry.wrong(
            "tip",
            f"nothing came in, as {entry.method} says, so no tip did; "
            "record it when it comes: mtdesk pay NAME AMOUNT --kind tip",
        )
    from_credit = entry.method in CREDIT_KINDS
    method = None if from_credit or is_owed else entry.method
    typed = entry.price_minor is not None and session.status not in UNPAID_STATUSES
    # What comes with a booking, or for what is still to come, comes today.
    is_now = session.status == "booked" or session.local_date > today.isoformat()
    received_on = today.isoformat() if is_now else session.local_date
    is_paid = (typed or method is not None or bool(entry.tenders)) and not is_owed
    parts = {fee_kind(session.status): 0, "sales_tax": 0, "tip": entry.tip_minor or 0}
    if session.payer != "workplace" and session.price_minor and not from_credit and is_paid:
        taxed = sum(each.amount_minor for each in paid if each.kind == "sales_tax")
        there = sum(each.amount_minor for each in paid if each.kind in FEES) - taxed
        parts[fee_kind(session.status)] = max(session.price_minor - there, 0)
        parts["sales_tax"] = max(session.tax_minor - taxed, 0)
    purses = _purses(entry, sum(parts.values()), method, currency)
    for kind, way, amount in poured(parts, purses):
        if way in OWED_WORDS and kind == "tip":
            raise entry.wrong("tenders", "what is owed is more than the price: a tip is not owed")
        if way not in OWED_WORDS:
            yield Payment(
                received_on=received_on,
                kind=kind,
                amount_minor=amount,
                method=way,
                voluntary=True if kind == "tip" else None,
            )


def _purses(entry: Entry, total: int, method: str | None, currency: Currency) -> list[Purse]:
    """What was paid how; what is owed comes first, so that it is of the price and not of the tip.

    Raises:
        EntryError: the tenders typed are not the whole.
    """
    if not entry.tenders:
        return [(method, total)]
    said = sum(amount for _, amount in entry.tenders)
    if said != total:
        raise entry.wrong(
            "tenders",
            f"the parts make {currency.format(said)} and the whole is {currency.format(total)}; "
            "what is still to come is a part, too, as in 95 cash 55 later 40",
        )
    return sorted(entry.tenders, key=lambda tender: tender[0] not in OWED_WORDS)


def poured(parts: dict[str, int], purses: Iterable[Purse]) -> Iterable[tuple[str, str | None, int]]:
    """Kind, way and amount: the parts are filled in their order, each from the next purse."""
    waiting = list(purses)
    for kind, amount in parts.items():
        missing = amount
        while missing:
            way, held = waiting.pop(0)
            share = min(missing, held)
            if share:
                yield kind, way, share
            missing -= share
            if held > share:
                waiting.insert(0, (way, held - share))


def tip_of(day: str, amount_minor: int, method: str | None) -> Payment:
    return Payment(
        received_on=day, kind="tip", amount_minor=amount_minor, method=method, voluntary=True
    )


def fee_kind(status: str) -> str:
    """The kind of payment that a session's own price is, as things went."""
    return "session" if status in {"done", "booked"} else "cancellation_fee"
