"""Payments, expenses and trips changed field by field, and taken away."""

from __future__ import annotations

from mtdesk.desk.ledger.payments import check_refunded, day_of, drop_sale, keep_sale
from mtdesk.desk.practice import vocabulary
from mtdesk.errors import InvalidError
from mtdesk.model import rules
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.categories import key_of
from mtdesk.model.ledger.costs import PLACE, Expense, Trip, business_share
from mtdesk.model.ledger.payment import CREDIT_KINDS, NO_MONEY, PAYMENT_KINDS, Payment, method_of
from mtdesk.model.names import clean
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtdesk.desk.opened import Opened
    from mtdesk.model.ledger.costs import Attachment
    from mtdesk.store.file.book import Book

    Entry = Payment | Expense | Trip

READ: dict[str, Callable[[Book, int], Any]] = {
    "payment": ledger.payment,
    "expense": ledger.expense,
    "trip": ledger.trip,
    "work_time": ledger.work_time,
}
_DAYS = {Payment: "received_on", Expense: "spent_on", Trip: "travelled_on"}


class Changes:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def edit(self, what: str, row_id: int, fields: dict[str, str]) -> Entry:
        """Change fields of an expense, payment or trip.

        `attach` of an expense is the path of a receipt, copied beside the practice.

        Raises:
            NotFoundError: no such row or file; InvalidError: no such field or value.
        """
        if what == "expense" and "attach" in fields:
            return self._attached(row_id, fields)
        return self._edited(what, row_id, fields)

    def _attached(self, row_id: int, fields: dict[str, str]) -> Entry:
        from pathlib import Path

        from mtdesk.desk.ledger.attaching import copied

        ledger.expense(self._opened.book, row_id)  # nothing is copied for an expense that is not
        with copied(self._opened, [Path(fields["attach"])]) as files:
            return self._edited("expense", row_id, fields, files)

    def _edited(
        self,
        what: str,
        row_id: int,
        fields: dict[str, str],
        files: Sequence[Attachment] = (),
    ) -> Entry:
        summary = f"edit of {what} {row_id}: {', '.join(fields)}"
        with self._opened.writing("edit", summary) as writing:
            before: Entry = READ[what](writing.book, row_id)
            after = before
            for field, text in fields.items():
                if field != "attach" or not files:
                    after = _changed(self._opened, after, field, text)
            ledger.change(writing.book, after)
            if files:
                from mtdesk.desk.ledger.attaching import attach

                attach(writing.book, row_id, files)
            if isinstance(before, Payment) and isinstance(after, Payment):
                _check_payment(writing.book, before, after)
        return after

    def remove(self, what: str, row_id: int) -> tuple[Entry, int]:
        """Take it away; returns it and the operation.

        Raises:
            NotFoundError: no such row; RefusedError: a payment whose credit was used.
        """
        with self._opened.writing("remove", f"removal of {what} {row_id}") as writing:
            row: Entry = READ[what](writing.book, row_id)
            if isinstance(row, Payment):
                drop_sale(writing.book, row)
            if isinstance(row, Expense):
                from mtdesk.store.ledger import attachments

                attachments.drop(writing.book, row_id)
            ledger.remove(writing.book, row)
        return row, writing.operation


def _check_payment(book: Book, before: Payment, after: Payment) -> None:
    """Refuse a changed payment that its credit or the client's other payments contradict."""
    keep_sale(book, before, after)
    check_refunded(book, after)
    changed = (before.kind, before.amount_minor) != (after.kind, after.amount_minor)
    if (
        changed
        and after.kind == "refund"
        and after.client_id is not None
        and credit_rows.paid_minor(book, after.client_id) < 0
    ):
        raise InvalidError("amount", f"{after.client} would get back more than was paid")


def _changed(opened: Opened, row: Entry, field: str, text: str) -> Entry:
    if field == "on":
        return replace(row, **{_DAYS[type(row)]: day_of(opened, text)})  # type: ignore[arg-type]
    if isinstance(row, Trip):
        return _changed_trip(opened, row, field, text)
    currency = opened.settings.currency
    if field == "amount":
        rule = rules.PAYMENT if isinstance(row, Payment) else rules.SPENT
        return replace(row, amount_minor=rule.read(text, currency, field))
    if field == "method":
        method = method_of(text)
        if method in CREDIT_KINDS and isinstance(row, Payment):
            raise InvalidError(field, NO_MONEY)
        return replace(row, method=method)
    if field == "note":
        return replace(row, note=clean(text, field))
    if isinstance(row, Expense):
        return _changed_expense(opened, row, field, text)
    return _changed_payment(opened, row, field, text)


def _changed_trip(opened: Opened, row: Trip, field: str, text: str) -> Trip:
    if field == "distance":
        from mtdesk.model.entry.lines import parse_trip

        line = parse_trip(text, vocabulary(opened), row.unit)
        return replace(row, distance_tenths=line.distance_tenths, unit=line.unit)
    if field == "purpose":
        return replace(row, purpose=clean(text, field))
    if field == "from":
        return replace(row, from_place=clean(text, field, most=PLACE))
    if field == "to":
        return replace(row, to_place=clean(text, field, most=PLACE))
    raise InvalidError(field, "is no field of a trip; one of distance, purpose, from, to, on")


def _changed_expense(opened: Opened, row: Expense, field: str, text: str) -> Expense:
    if field == "category":
        return replace(row, category=key_of(text, opened.settings.profile.categories))
    if field in {"vendor", "what"}:
        return replace(row, vendor=clean(text, field, most=200) or None)
    if field == "business":
        return replace(row, business_percent=business_share(text))
    if field == "refund":
        return replace(row, is_refund=rules.read_yes(text, field))
    raise InvalidError(
        field,
        "is no field of an expense; one of amount, category, vendor, method, business, refund, "
        "attach, note, on",
    )


def _changed_payment(opened: Opened, row: Payment, field: str, text: str) -> Payment:
    if field == "kind":
        kind = text.replace("-", "_")
        if kind not in PAYMENT_KINDS:
            raise InvalidError(field, f"“{text}” is not one of {', '.join(PAYMENT_KINDS)}")
        if row.refunded_credit_id is not None and kind != "refund":
            raise InvalidError(
                field, f"is refund: it gave back credit {row.refunded_credit_id}; remove it"
            )
        return replace(row, kind=kind)
    if field == "fee":
        fee_minor = opened.settings.currency.parse(text, field)
        return replace(row, fee_minor=rules.fee(fee_minor, row.amount_minor))
    if field == "on_1099":
        return replace(row, on_1099=rules.read_yes(text, field))
    if field == "voluntary":
        if row.kind != "tip":
            raise InvalidError(field, f"is said of a tip, and this is {row.kind.replace('_', ' ')}")
        return replace(row, voluntary=rules.read_yes(text, field))
    raise InvalidError(
        field,
        "is no field of a payment; one of amount, kind, method, fee, voluntary, on_1099, note, on",
    )
