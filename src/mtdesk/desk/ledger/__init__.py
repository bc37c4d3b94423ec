"""Money in and out beside the sessions, miles, unpaid hours, and what clients owe."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from mtdesk.desk.ledger.payments import Payments, day_of
from mtdesk.desk.opened import who
from mtdesk.desk.practice import vocabulary
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean, fold
from mtdesk.model.period import Period, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import worded
from mtdesk.store import ledger, sessions
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtdesk.desk.ledger.changes import Entry
    from mtdesk.desk.ledger.recurring import Recurring
    from mtdesk.desk.ledger.timer import Timer
    from mtdesk.model.ledger.costs import Attachment, Expense, Trip, WorkTime
    from mtdesk.model.ledger.owed import Outstanding
    from mtdesk.model.ledger.payment import Payment

MOST_NAMED = 50  # unpaid sessions that a reminder looks at


class Ledger(Payments):
    """Payments are what `log` takes of it; what else it knows is loaded where it is used."""

    @cached_property
    def recurring(self) -> Recurring:
        from mtdesk.desk.ledger.recurring import Recurring

        return Recurring(self._opened)

    @cached_property
    def timer(self) -> Timer:
        from mtdesk.desk.ledger.timer import Timer

        return Timer(self._opened)

    # -- what the practice costs

    def spend(
        self,
        text: str,
        *,
        category: str | None = None,
        on: str | None = None,
        business: str | None = None,
        refund: bool = False,
        attach: Sequence[Path] = (),
    ) -> tuple[Expense, int]:
        """`42.50 oil supplies`; returns the expense and its operation.

        `business` is the practice's share of it in percent; a `refund` is money that came back;
        `attach` are receipts, copied beside the practice.

        Raises:
            NotFoundError: no such file; RefusedError: it cannot be copied.
        """
        if not attach:
            return self._spend(text, category, on, business, refund=refund)
        from mtdesk.desk.ledger.attaching import copied

        with copied(self._opened, attach) as files:
            return self._spend(text, category, on, business, refund=refund, files=files)

    def _spend(
        self,
        text: str,
        category: str | None,
        on: str | None,
        business: str | None,
        *,
        refund: bool,
        files: Sequence[Attachment] = (),
    ) -> tuple[Expense, int]:
        from mtdesk.model.ledger.costs import business_share

        with self._opened.writing("spend") as writing:
            expense = replace(
                self.understand_spend(text, category=category, on=on),
                business_percent=100 if business is None else business_share(business),
                is_refund=refund,
            )
            settings = self._opened.settings
            amount = settings.currency.format(expense.amount_minor)
            what = expense.vendor or settings.profile.words(expense.category)
            writing.is_about(f"{amount} {'back from' if refund else 'for'} {what}")
            expense = replace(expense, id=ledger.add_expense(writing.book, expense))
            if files:
                from mtdesk.desk.ledger.attaching import attach

                attached = attach(writing.book, expense.id or 0, files)
                expense = replace(expense, attachments=attached)
        return expense, writing.operation

    def receipts_folder(self) -> tuple[Path, int]:
        """The folder beside the practice, and how many receipts are in it."""
        from mtdesk.store.ledger import attachments

        return attachments.folder_of(self._opened.path), attachments.count(self._opened.book)

    def understand_spend(
        self, text: str, *, category: str | None = None, on: str | None = None
    ) -> Expense:
        """An expense as it would be written: where no category is said, its vendor's last one.

        Raises:
            EntryError: a word of the line is wrong; InvalidError: a value is.
        """
        from mtdesk.model.entry.lines import parse_spend
        from mtdesk.model.ledger.categories import key_of
        from mtdesk.model.ledger.costs import Expense

        categories = self._opened.settings.profile.categories
        line = parse_spend(text, vocabulary(self._opened), categories)
        key, came_from = line.category, "typed"
        if category is not None:
            key = key_of(category, categories)
        elif "category" not in line.spans:
            learned = self.learned_category(line.what)
            key, came_from = (learned, "learned") if learned else (key, "none")
        return Expense(
            spent_on=day_of(self._opened, on) if on else line.day.isoformat(),
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

    def expenses(self, period: Period) -> list[Expense]:
        return ledger.expenses_between(self._opened.book, period)

    # -- drives, and working time that nobody pays for

    def trip(
        self, text: str, *, on: str | None = None, start: str = "", end: str = ""
    ) -> tuple[Trip, int]:
        """`12mi home visit`, from one place to another; returns the trip and its operation."""
        from mtdesk.model.entry.lines import parse_trip
        from mtdesk.model.ledger.costs import PLACE, Trip

        with self._opened.writing("trip") as writing:
            line = parse_trip(text, vocabulary(self._opened), self._opened.settings.distance_unit)
            trip = Trip(
                travelled_on=day_of(self._opened, on) if on else line.day.isoformat(),
                distance_tenths=line.distance_tenths,
                unit=line.unit,
                purpose=line.purpose if not line.note else f"{line.purpose} ({line.note})".strip(),
                from_place=clean(start, "from", most=PLACE),
                to_place=clean(end, "to", most=PLACE),
            )
            writing.is_about(f"trip of {trip.distance:g} {trip.unit}")
            trip = replace(trip, id=ledger.add_trip(writing.book, trip))
        return trip, writing.operation

    def work(
        self, minutes: str, kind: str, *, on: str | None = None, note: str = ""
    ) -> tuple[WorkTime, int]:
        """Unpaid work; returns it and its operation.

        Raises:
            InvalidError: a value is wrong.
        """
        from mtdesk.model.ledger.costs import WorkTime, check_kind, minutes_of

        with self._opened.writing("time") as writing:
            number = minutes_of(minutes)
            check_kind(kind)
            day = day_of(self._opened, on)
            work = WorkTime(worked_on=day, minutes=number, kind=kind, note=clean(note, "note"))
            writing.is_about(f"{number} min {kind}")
            work = replace(work, id=ledger.add_work_time(writing.book, work))
        return work, writing.operation

    def work_times(self, limit: int) -> list[WorkTime]:
        """The latest unpaid work by day."""
        return ledger.work_times(self._opened.book, limit)

    def repeated(self, table: str, operation: int) -> tuple[Any, int]:
        """What an operation wrote of a table (of payments all), as it stands now; and its number.

        Raises:
            RefusedError: it is gone since.
        """
        from mtdesk.desk.ledger.changes import READ

        found = self._opened.repeated(table, operation)
        rows = [READ[table](self._opened.book, number) for number in found]
        return (rows if table == "payment" else rows[0]), operation

    # -- changed, and taken away

    def edit(self, what: str, row_id: int, fields: dict[str, str]) -> Entry:
        """Change fields of an expense, payment or trip: see `Changes`."""
        from mtdesk.desk.ledger.changes import Changes

        return Changes(self._opened).edit(what, row_id, fields)

    def remove(self, what: str, row_id: int) -> tuple[Entry, int]:
        """One of those, or of unpaid work, with the operation."""
        from mtdesk.desk.ledger.changes import Changes

        return Changes(self._opened).remove(what, row_id)

    # -- what clients owe

    def outstanding(self, client: str | None = None) -> Outstanding:
        """Done sessions that were not paid in full by today, oldest first, and what was paid ahead.

        Raises:
            NotFoundError: no client of that name.
        """
        from mtdesk.model.ledger.owed import Ahead, Outstanding, Owed

        today = self._opened.today
        unpaid = sessions.unpaid(self._opened.book, -1, day=today.isoformat())
        ahead = ledger.paid_ahead(self._opened.book, today.isoformat())
        if client is not None:
            wanted = {found.id for found in who.matching(self._opened.book, client)}
            unpaid = [row for row in unpaid if row["client_id"] in wanted]
            ahead = [row for row in ahead if row["client_id"] in wanted]
        return Outstanding(
            as_of=today,
            sessions=tuple(
                Owed(**dict(row), days=(today - date.fromisoformat(row["local_date"])).days)
                for row in unpaid
            ),
            ahead=tuple(Ahead(**dict(row)) for row in ahead),
        )

    def owed_by_payer(self, payment: Payment) -> Outstanding:
        """What the client or the workplace of a payment owes."""
        found = self.outstanding()
        return replace(
            found,
            sessions=tuple(
                each
                for each in found
                if (
                    each.payer == "workplace" and each.workplace_id == payment.workplace_id
                    if payment.workplace_id is not None
                    else each.payer == "client" and each.client_id == payment.client_id
                )
            ),
        )

    def reminders(self) -> list[Reminder]:
        """How many sessions were not paid in full; none where all were."""
        today = self._opened.today
        unpaid = sessions.unpaid(self._opened.book, MOST_NAMED, day=today.isoformat())
        if not unpaid:
            return []
        owed = self._opened.settings.currency.format(sum(row["owed_minor"] for row in unpaid))
        since = human_day(date.fromisoformat(unpaid[0]["local_date"]), today)
        more = "+" if len(unpaid) == MOST_NAMED else ""
        what = f"{len(unpaid)}{more} {worded(len(unpaid), 'session')}"
        text = f"{what} not paid in full, {owed}{more}; the oldest {since}."
        return [
            Reminder(
                level="note",
                text=text,
                sign="owed",
                short=f"{what} not paid in full, {owed}{more}",
                day=unpaid[0]["local_date"],
                area="Money",
            )
        ]
