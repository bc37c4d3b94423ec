"""Money in and out beside the sessions, miles, unpaid hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import money
from mtdesk.desk.opened import who
from mtdesk.desk.practice.menu import vocabulary
from mtdesk.errors import InvalidError
from mtdesk.model import rules
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger import (
    CREDIT_KINDS,
    PAYMENT_KINDS,
    WORK_KINDS,
    Expense,
    Payment,
    Trip,
    WorkTime,
)
from mtdesk.model.ledger.payment import method_of
from mtdesk.model.names import clean, fold
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger, sessions

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtdesk.desk.ledger.recurring import Recurring
    from mtdesk.desk.ledger.timer import Timer
    from mtdesk.desk.opened import Opened
    from mtdesk.insight.takings import Takings
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Row

MOST_NAMED = 50  # unpaid sessions that a reminder looks at


@frozen
class Owed:
    """A done session with what is still open of its price; `days` since it was held."""

    id: int
    local_date: str
    client_id: int | None
    client: str | None
    price_minor: int
    owed_minor: int
    days: int


class Ledger:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def money(self, period: Period) -> Takings:
        """What any period took in and cost."""
        return money(self._opened, period)

    @cached_property
    def recurring(self) -> Recurring:
        from mtdesk.desk.ledger.recurring import Recurring

        return Recurring(self._opened)

    @cached_property
    def timer(self) -> Timer:
        from mtdesk.desk.ledger.timer import Timer

        return Timer(self._opened)

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
        payment = self.received(
            client, amount, kind=kind, method=method, on=on, fee=fee, on_1099=on_1099
        )
        if credit_id is not None:
            from mtdesk.desk.ledger.credit import as_refund

            payment = as_refund(
                self._opened.book, payment, credit_id, self._opened.settings.currency
            )
        book = self._opened.writable()
        said = self._opened.settings.currency.format(payment.amount_minor)
        what, way = f"{payment.kind} payment of {said}", "from"
        if payment.refunded_credit_id is not None:
            what, way = f"{said} of credit {credit_id} given back", "to"
        summary = f"{what} {way} {payment.client}"
        with book.transaction("pay", summary, self._opened.stamp()) as operation:
            written = [
                replace(part, id=ledger.add_payment(book, part)) for part in self._parts(payment)
            ]
            if payment.kind in CREDIT_KINDS:
                credit_rows.add(book, written[0].id or 0, payment.client_id or 0)
            elif payment.refunded_credit_id is not None:
                from mtdesk.desk.ledger.credit import check_refunded

                check_refunded(book, payment)
        return written, operation

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
        day = self.day(on)
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

    def _parts(self, payment: Payment) -> list[Payment]:
        """The payment, divided over the client's unpaid sessions, oldest first."""
        if payment.kind not in {"session", "insurance"}:
            return [payment]
        rest, parts = payment.amount_minor, []
        for owed in sessions.unpaid(self._opened.book, 1_000, client_id=payment.client_id):
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
        return ledger.payments_of_day(self._opened.book, day.isoformat())

    def unpaid(self, limit: int = 50) -> list[Row]:
        """Done sessions not paid in full, oldest first: id, local_date, client, owed_minor."""
        return sessions.unpaid(self._opened.book, limit)

    def outstanding(self, client: str | None = None) -> list[Owed]:
        """Done sessions that were not paid in full by today, oldest first.

        Raises:
            NotFoundError: no client of that name.
        """
        today = self._opened.today
        rows = sessions.unpaid(self._opened.book, -1, day=today.isoformat())
        if client is not None:
            wanted = {found.id for found in who.matching(self._opened.book, client)}
            rows = [row for row in rows if row["client_id"] in wanted]
        return [
            Owed(
                id=row["id"],
                local_date=row["local_date"],
                client_id=row["client_id"],
                client=row["client"],
                price_minor=row["price_minor"],
                owed_minor=row["owed_minor"],
                days=(today - date.fromisoformat(row["local_date"])).days,
            )
            for row in rows
        ]

    def reminders(self) -> list[Reminder]:
        """How many sessions were not paid in full; none where all were."""
        today = self._opened.today
        rows = sessions.unpaid(self._opened.book, MOST_NAMED, day=today.isoformat())
        if not rows:
            return []
        owed = self._opened.settings.currency.format(sum(row["owed_minor"] for row in rows))
        since = human_day(date.fromisoformat(rows[0]["local_date"]), today)
        more = "+" if len(rows) == MOST_NAMED else ""
        what = "session" if len(rows) == 1 else "sessions"
        text = f"{len(rows)}{more} {what} not paid in full, {owed}{more}; the oldest {since}."
        return [Reminder(level="note", text=text, day=rows[0]["local_date"], area="Money")]

    # -- expenses, trips, unpaid hours

    def spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> tuple[Expense, int]:
        """`42.50 oil supplies`; returns the expense and its operation."""
        expense = self.understand_spend(text, category=category, on=on)
        book = self._opened.writable()
        amount = self._opened.settings.currency.format(expense.amount_minor)
        with book.transaction(
            "spend", f"{amount} for {expense.vendor or expense.category}", self._opened.stamp()
        ) as operation:
            expense = replace(expense, id=ledger.add_expense(book, expense))
        return expense, operation

    def understand_spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> Expense:
        """An expense as it would be written: where no category is said, its vendor's last one.

        Raises:
            EntryError: a word of the line is wrong; InvalidError: a value is.
        """
        from mtdesk.model.entry.lines import parse_spend

        categories = self._opened.settings.profile.categories
        line = parse_spend(text, vocabulary(self._opened), categories)
        key, came_from = line.category, "typed"
        if category is not None:
            key = category_key(category, categories)
        elif "category" not in line.spans:
            learned = self.learned_category(line.what)
            key, came_from = (learned, "learned") if learned else (key, "none")
        return Expense(
            spent_on=self.day(on) if on else line.day.isoformat(),
            category=key,
            amount_minor=line.amount_minor,
            vendor=line.what or None,
            method=line.method,
            note=line.note,
            category_from=came_from,
        )

    def learned_category(self, vendor: str) -> str | None:
        """The category that the newest expense with this vendor, folded, was given; not `other`."""
        wanted = fold(vendor)
        if not wanted:
            return None
        for row in ledger.vendors(self._opened.book):
            if fold(row["vendor"]) == wanted:
                key = str(row["category"])
                known = self._opened.settings.profile.categories
                return key if key in known and key != "other" else None
        return None

    def trip(self, text: str, *, on: str | None = None) -> tuple[Trip, int]:
        """`12mi home visit`; returns the trip and its operation."""
        from mtdesk.model.entry.lines import parse_trip

        line = parse_trip(text, vocabulary(self._opened), self._opened.settings.distance_unit)
        trip = Trip(
            travelled_on=self.day(on) if on else line.day.isoformat(),
            distance_tenths=line.distance_tenths,
            unit=line.unit,
            purpose=line.purpose if not line.note else f"{line.purpose} ({line.note})".strip(),
        )
        book = self._opened.writable()
        with book.transaction(
            "trip", f"trip of {trip.distance_tenths / 10:g} {trip.unit}", self._opened.stamp()
        ) as operation:
            trip = replace(trip, id=ledger.add_trip(book, trip))
        return trip, operation

    def work(
        self, minutes: str, kind: str, *, on: str | None = None, note: str = ""
    ) -> tuple[WorkTime, int]:
        """Unpaid work; returns it and its operation."""
        number = work_minutes(minutes)
        check_work_kind(kind)
        work = WorkTime(worked_on=self.day(on), minutes=number, kind=kind, note=clean(note, "note"))
        book = self._opened.writable()
        with book.transaction("time", f"{number} min {kind}", self._opened.stamp()) as operation:
            work = replace(work, id=ledger.add_work_time(book, work))
        return work, operation

    def work_times(self, limit: int) -> list[Row]:
        """The latest unpaid work by day: id, worked_on, minutes, kind, note."""
        return ledger.work_times(self._opened.book, limit)

    def expenses(self, period: Period) -> list[Expense]:
        return ledger.expenses_between(self._opened.book, period)

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
        book = self._opened.writable()
        with book.transaction(
            "edit", f"edit of {what} {row_id}: {', '.join(fields)}", self._opened.stamp()
        ):
            ledger.change(book, after)
            if isinstance(before, Payment) and isinstance(after, Payment):
                self._check_payment(before, after)
        return after

    def _check_payment(self, before: Payment, after: Payment) -> None:
        """Refuse a changed payment that its credit or the client's other payments contradict."""
        from mtdesk.desk.ledger.credit import check_refunded, keep_sale

        keep_sale(self._opened.book, before, after)
        check_refunded(self._opened.book, after)
        changed = (before.kind, before.amount_minor) != (after.kind, after.amount_minor)
        if (
            changed
            and after.kind == "refund"
            and after.client_id is not None
            and credit_rows.paid_minor(self._opened.book, after.client_id) < 0
        ):
            raise InvalidError("amount", f"{after.client} would get back more than was paid")

    def remove(self, what: str, row_id: int) -> tuple[Payment | Expense | Trip, int]:
        row = self._get(what, row_id)
        book = self._opened.writable()
        with book.transaction(
            "remove", f"removal of {what} {row_id}", self._opened.stamp()
        ) as number:
            if isinstance(row, Payment):
                from mtdesk.desk.ledger.credit import drop_sale

                drop_sale(book, row)
            ledger.remove(book, row)
        return row, number

    def _get(self, what: str, row_id: int) -> Payment | Expense | Trip:
        book = self._opened.book
        if what == "payment":
            return ledger.payment(book, row_id)
        return ledger.expense(book, row_id) if what == "expense" else ledger.trip(book, row_id)

    def _changed(
        self, row: Payment | Expense | Trip, field: str, text: str
    ) -> Payment | Expense | Trip:
        currency = self._opened.settings.currency
        days = {Payment: "received_on", Expense: "spent_on", Trip: "travelled_on"}
        if field == "on":
            return replace(row, **{days[type(row)]: self.day(text)})  # type: ignore[arg-type]
        if isinstance(row, Trip):
            if field == "distance":
                from mtdesk.model.entry.lines import parse_trip

                line = parse_trip(text, vocabulary(self._opened), row.unit)
                return replace(row, distance_tenths=line.distance_tenths, unit=line.unit)
            if field == "purpose":
                return replace(row, purpose=clean(text, field))
            raise InvalidError(field, "is no field of a trip; one of distance, purpose, on")
        if field == "amount":
            rule = rules.PAYMENT if isinstance(row, Payment) else rules.SPENT
            return replace(row, amount_minor=rule.read(text, currency, field))
        if field == "method":
            method = method_of(text)
            if method in CREDIT_KINDS and isinstance(row, Payment):
                raise InvalidError(field, "a package or gift card is no money received")
            return replace(row, method=method)
        if field == "note":
            return replace(row, note=clean(text, field))
        if isinstance(row, Expense):
            if field == "category":
                return replace(
                    row, category=category_key(text, self._opened.settings.profile.categories)
                )
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
            if row.refunded_credit_id is not None and kind != "refund":
                raise InvalidError(
                    field, f"is refund: it gave back credit {row.refunded_credit_id}; remove it"
                )
            return replace(row, kind=kind)
        if field == "fee":
            return replace(row, fee_minor=rules.fee(currency.parse(text, field), row.amount_minor))
        raise InvalidError(
            field, "is no field of a payment; one of amount, kind, method, fee, note, on"
        )

    def day(self, text: str | None) -> str:
        """A day given as an option, never after today."""
        today = self._opened.now().date()
        if text is None:
            return today.isoformat()
        return rules.PAST.read(text, today, "on").isoformat()


def work_minutes(text: str) -> int:
    return rules.WORK_MINUTES.read_whole(text.strip().removesuffix("m"), "minutes")


def check_work_kind(kind: str) -> None:
    if kind not in WORK_KINDS:
        raise InvalidError("kind", f"“{kind}” is not one of {', '.join(WORK_KINDS)}")


def category_key(text: str, categories: Collection[str]) -> str:
    key = text.strip().casefold().replace(" ", "_").replace("-", "_")
    if key not in categories:
        raise InvalidError("category", f"“{text}” is not one of {', '.join(categories)}")
    return key
