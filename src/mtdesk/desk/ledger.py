"""Money in and out beside the sessions, miles, unpaid hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.entry import parse_spend, parse_trip
from mtdesk.model.ledger import (
    CATEGORIES,
    PAYMENT_KINDS,
    WORK_KINDS,
    Expense,
    Payment,
    Trip,
    WorkTime,
)
from mtdesk.model.period import parse_date
from mtdesk.model.session import read_whole
from mtdesk.model.words import clean
from mtdesk.store import ledger, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Row

    from mtdesk.desk import Desk
    from mtdesk.model.period import Period


class Ledger:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- payments

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
    ) -> tuple[list[Payment], int]:
        """Money received (or given back) apart from logging; returns its rows and its operation.

        A session payment settles the client's oldest unpaid sessions, one row for each it reaches.
        What is left over stands without a session.
        """
        currency = self._desk.settings.currency
        kind = kind.replace("-", "_")
        if kind not in PAYMENT_KINDS:
            raise InvalidError("kind", f"“{kind}” is not one of {', '.join(PAYMENT_KINDS)}")
        amount_minor = currency.within_reach(currency.parse(amount), "amount", most_major=100_000)
        if not amount_minor:
            raise InvalidError("amount", "is 0; a payment needs an amount")
        fee_minor = currency.parse(fee, "fee") if fee else 0
        if fee_minor > amount_minor:
            raise InvalidError("fee", "is more than the amount itself")
        day = self._day(on)
        who = self._desk.clients.one(client)
        book = self._desk.writable()
        payment = Payment(
            received_on=day,
            kind=kind,
            amount_minor=amount_minor,
            fee_minor=fee_minor,
            client_id=who.id,
            client=who.name,
            method=clean(method, "method", most=60).casefold() or None if method else None,
            on_1099=on_1099,
            voluntary=True if kind == "tip" else None,
        )
        summary = f"{kind} payment of {currency.format(amount_minor)} from {who.name}"
        with book.transaction("pay", summary, self._desk.stamp()) as operation:
            written = [
                replace(part, id=ledger.add_payment(book, part)) for part in self._parts(payment)
            ]
        return written, operation

    def _parts(self, payment: Payment) -> list[Payment]:
        """The payment, divided over the client's unpaid sessions, oldest first."""
        if payment.kind not in {"session", "insurance"}:
            return [payment]
        rest, parts = payment.amount_minor, []
        for owed in sessions.unpaid(self._desk.book, 1_000, client_id=payment.client_id):
            if not rest:
                break
            share = min(rest, owed["owed_minor"])
            if share > 0:
                parts.append(
                    replace(payment, session_id=owed["id"], amount_minor=share, fee_minor=0)
                )
                rest -= share
        if rest:
            parts.append(replace(payment, amount_minor=rest, fee_minor=0))
        parts[0] = replace(parts[0], fee_minor=payment.fee_minor)
        return parts

    def payments_of_day(self, day: date) -> list[Payment]:
        return ledger.payments_of_day(self._desk.book, day.isoformat())

    def unpaid(self, limit: int = 50) -> list[Row]:
        """Done sessions not paid in full, oldest first: id, local_date, client, owed_minor."""
        return sessions.unpaid(self._desk.book, limit)

    # -- expenses, trips, unpaid hours

    def spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> tuple[Expense, int]:
        """`42.50 oil supplies`; returns the expense and its operation."""
        line = parse_spend(text, self._desk.sessions.vocabulary(""))
        key = line.category if category is None else _category(category)
        if key is None:
            key = "other"
        expense = Expense(
            spent_on=self._day(on) if on else line.day.isoformat(),
            category=key,
            amount_minor=line.amount_minor,
            vendor=line.what or None,
            method=line.method,
            note=line.note,
        )
        book = self._desk.writable()
        amount = self._desk.settings.currency.format(expense.amount_minor)
        with book.transaction(
            "spend", f"{amount} for {expense.vendor or key}", self._desk.stamp()
        ) as operation:
            expense = replace(expense, id=ledger.add_expense(book, expense))
        return expense, operation

    def trip(self, text: str, *, on: str | None = None) -> tuple[Trip, int]:
        """`12mi home visit`; returns the trip and its operation."""
        line = parse_trip(
            text, self._desk.sessions.vocabulary(""), self._desk.settings.distance_unit
        )
        trip = Trip(
            travelled_on=self._day(on) if on else line.day.isoformat(),
            distance_tenths=line.distance_tenths,
            unit=line.unit,
            purpose=line.purpose if not line.note else f"{line.purpose} ({line.note})".strip(),
        )
        book = self._desk.writable()
        with book.transaction(
            "trip", f"trip of {trip.distance_tenths / 10:g} {trip.unit}", self._desk.stamp()
        ) as operation:
            trip = replace(trip, id=ledger.add_trip(book, trip))
        return trip, operation

    def work(
        self, minutes: str, kind: str, *, on: str | None = None, note: str = ""
    ) -> tuple[WorkTime, int]:
        """Unpaid work; returns it and its operation."""
        number = read_whole(minutes.strip().removesuffix("m"), "minutes")
        if not 1 <= number <= 1440:
            raise InvalidError("minutes", f"{number} is outside 1 to 1440")
        if kind not in WORK_KINDS:
            raise InvalidError("kind", f"“{kind}” is not one of {', '.join(WORK_KINDS)}")
        work = WorkTime(
            worked_on=self._day(on), minutes=number, kind=kind, note=clean(note, "note")
        )
        book = self._desk.writable()
        with book.transaction("time", f"{number} min {kind}", self._desk.stamp()) as operation:
            work = replace(work, id=ledger.add_work_time(book, work))
        return work, operation

    def expenses(self, period: Period) -> list[Expense]:
        return ledger.expenses_between(self._desk.book, period)

    # -- changing

    def edit(self, what: str, row_id: int, fields: dict[str, str]) -> Payment | Expense | Trip:
        """Change fields of an expense, payment or trip.

        Raises:
            NotFoundError: no such row; InvalidError: no such field or value.
        """
        before = self._get(what, row_id)
        after = before
        for field, text in fields.items():
            after = self._changed(after, field, text)
        book = self._desk.writable()
        with book.transaction(
            "edit", f"edit of {what} {row_id}: {', '.join(fields)}", self._desk.stamp()
        ):
            ledger.change(book, after)
        return after

    def remove(self, what: str, row_id: int) -> tuple[Payment | Expense | Trip, int]:
        row = self._get(what, row_id)
        book = self._desk.writable()
        with book.transaction(
            "remove", f"removal of {what} {row_id}", self._desk.stamp()
        ) as number:
            ledger.remove(book, row)
        return row, number

    def _get(self, what: str, row_id: int) -> Payment | Expense | Trip:
        book = self._desk.book
        if what == "payment":
            return ledger.payment(book, row_id)
        return ledger.expense(book, row_id) if what == "expense" else ledger.trip(book, row_id)

    def _changed(
        self, row: Payment | Expense | Trip, field: str, text: str
    ) -> Payment | Expense | Trip:
        currency = self._desk.settings.currency
        days = {Payment: "received_on", Expense: "spent_on", Trip: "travelled_on"}
        if field == "on":
            return replace(row, **{days[type(row)]: self._day(text)})  # type: ignore[arg-type]
        if isinstance(row, Trip):
            if field == "distance":
                line = parse_trip(text, self._desk.sessions.vocabulary(""), row.unit)
                return replace(row, distance_tenths=line.distance_tenths, unit=line.unit)
            if field == "purpose":
                return replace(row, purpose=clean(text, field))
            raise InvalidError(field, "is no field of a trip; one of distance, purpose, on")
        if field == "amount":
            amount = currency.within_reach(currency.parse(text), field, most_major=1_000_000)
            return replace(row, amount_minor=amount)
        if field == "method":
            return replace(row, method=clean(text, field, most=60).casefold() or None)
        if field == "note":
            return replace(row, note=clean(text, field))
        if isinstance(row, Expense):
            if field == "category":
                return replace(row, category=_category(text))
            if field in {"vendor", "what"}:
                return replace(row, vendor=clean(text, field, most=200) or None)
            raise InvalidError(
                field,
                "is no field of an expense; one of amount, category, vendor, method, note, on",
            )
        if field == "kind":
            kind = text.replace("-", "_")
            if kind not in PAYMENT_KINDS:
                raise InvalidError(field, f"“{text}” is not one of {', '.join(PAYMENT_KINDS)}")
            return replace(row, kind=kind)
        if field == "fee":
            return replace(row, fee_minor=currency.parse(text, field))
        raise InvalidError(
            field, "is no field of a payment; one of amount, kind, method, fee, note, on"
        )

    def _day(self, text: str | None) -> str:
        """A day given as an option, never after today."""
        today = self._desk.now().date()
        if text is None:
            return today.isoformat()
        day = parse_date(text.strip(), "on")
        if day > today:
            raise InvalidError("on", f"{text} is still to come")
        return day.isoformat()


def _category(text: str) -> str:
    key = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if key not in CATEGORIES:
        raise InvalidError("category", f"“{text}” is not one of {', '.join(CATEGORIES)}")
    return key
