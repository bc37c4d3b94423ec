"""Money in and out, miles and unpaid hours: in words, in tables and as JSON."""

from __future__ import annotations

from datetime import date

from mtdesk.model.period import hours, human_day
from mtdesk.model.table import DAY, MONEY, NUMBER, TEXT, Listing, digits, listing, table_of
from mtdesk.model.text import counted, joined
from mtdesk.say.document import document
from mtdesk.say.ledger.owed import (
    OUTSTANDING,
    PAYMENT,
    beyond_lines,
    debt_lines,
    debt_row,
    debts_listing,
    debts_words,
    owed_listing,
    owed_to_you,
    paid_document,
    paid_lines,
    paid_words,
    payment_document,
    payment_line,
    still_owed_lines,
    who_owes,
)
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.desk.ledger.timer import Running
    from mtdesk.model.entry.kinds import TimeLine
    from mtdesk.model.entry.lines import TripLine
    from mtdesk.model.ledger.costs import Due, Expense, RecurringExpense, Trip, WorkTime
    from mtdesk.model.money import Currency
    from mtdesk.model.profile import Profile
__all__ = [
    "BOOKED",
    "EXPENSE",
    "OUTSTANDING",
    "PAYMENT",
    "RECURRING",
    "RUNNING",
    "TRIP",
    "WORK",
    "added_words",
    "beyond_lines",
    "booked_line",
    "booked_words",
    "category_words",
    "days_words",
    "debt_lines",
    "debt_row",
    "debts_listing",
    "debts_words",
    "due_document",
    "due_listing",
    "due_words",
    "expense_line",
    "expense_words",
    "owed_listing",
    "owed_to_you",
    "paid_ahead",
    "paid_document",
    "paid_lines",
    "paid_words",
    "payment_document",
    "payment_line",
    "recurring_listing",
    "recurring_row",
    "recurring_words",
    "running_document",
    "running_words",
    "spent_words",
    "still_owed_lines",
    "trip_line",
    "trip_words",
    "who_owes",
    "work_line",
    "work_listing",
    "work_words",
]


EXPENSE = (
    "id", "spent_on", "amount_minor", "category", "category_from", "vendor", "method",
    "business_percent", "is_refund", "note",
    ("attachments", ("id", "file_name", "sha256", "bytes", "added_at")),
)  # fmt: skip
BOOKED = ("id", "spent_on", "amount_minor", "category", "vendor")
TRIP = ("id", "travelled_on", "distance", "unit", "purpose", "from_place", "to_place")
RECURRING = (
    "id", "amount_minor", "vendor", "category", "day", "from=starts_on", "until=ends_on",
)  # fmt: skip
WORK = ("id", "worked_on", "minutes", "kind", "note")
RUNNING = ("kind", "started_at", "minutes", "note")


def paid_ahead(minor: int, currency: Currency) -> str:
    """Of packages and gift cards that are not used."""
    return f"{currency.format(minor)} of work paid ahead"


# -- expenses


def category_words(expense: Expense, profile: Profile) -> str:
    """What its category is called, and that it was taken from the last such expense."""
    learned = " (as last time)" if expense.category_from == "learned" else ""
    return f"{profile.words(expense.category)}{learned}"


def spent_words(expense: Expense, currency: Currency, profile: Profile) -> str:
    """`$42.50 oil`; where nothing was said of it, what category it is of."""
    what = expense.vendor or category_words(expense, profile)
    return f"{currency.format(expense.amount_minor)} {what}"


def expense_words(expense: Expense, currency: Currency, profile: Profile) -> str:
    """`expense 3: $42.50, oil, supplies, 2026-11-23`."""
    what = f" {expense.vendor}," if expense.vendor else ""
    amount = currency.format(expense.amount_minor)
    words = category_words(expense, profile)
    share = f", {expense.business_percent}% business" if expense.business_percent != 100 else ""
    back = "refund of an expense, " if expense.is_refund else ""
    kept = joined([each.file_name for each in expense.attachments])
    kept = f", receipt {kept}" if kept else ""
    return f"expense {expense.id}: {back}{amount},{what} {words}{share}, {expense.spent_on}{kept}"


def trip_words(trip: Trip) -> str:
    """`trip 2: 12 mi, home visit, from studio to Elm Street, 2026-11-23`."""
    what = f", {trip.purpose}" if trip.purpose else ""
    places = (("from", trip.from_place), ("to", trip.to_place))
    way = " ".join(f"{word} {place}" for word, place in places if place)
    what += f", {way}" if way else ""
    return f"trip {trip.id}: {trip.distance:g} {trip.unit}{what}, {trip.travelled_on}"


# -- what comes back every month


def recurring_listing(
    found: Sequence[RecurringExpense], currency: Currency, profile: Profile
) -> Listing:
    columns = (
        ("id", NUMBER, digits("id")), ("amount", MONEY, "amount_minor"), ("what", TEXT, "vendor"),
        ("category", TEXT, lambda each: profile.words(each.category)),
        ("day", NUMBER, "day"), ("from", DAY, "starts_on"), ("until", DAY, "ends_on"),
    )  # fmt: skip
    return listing(table_of("recurring", found, *columns), currency)


def due_listing(due: Sequence[Due], currency: Currency, profile: Profile) -> Listing:
    columns = (
        ("day", DAY, "due_on"), ("amount", MONEY, "expense.amount_minor"),
        ("what", TEXT, "expense.vendor"),
        ("category", TEXT, lambda each: profile.words(each.expense.category)),
    )  # fmt: skip
    return listing(table_of("due", due, *columns), currency)


def due_document(due: Sequence[Due], currency: Currency) -> dict[str, Any]:
    return {
        "currency": currency.code,
        "total_minor": _sum_due(due),
        "due": [{"due_on": each.due_on, **document(each.expense, RECURRING)} for each in due],
    }


def added_words(each: RecurringExpense, currency: Currency, profile: Profile) -> str:
    """`recurring 1: $650.00, Maple Street, rent of room, day 1 of the month from 2026-11-01`."""
    what = f"{currency.format(each.amount_minor)}, {each.vendor}, {profile.words(each.category)}"
    return f"recurring {each.id}: {what}, {days_words(each)}"


def days_words(each: RecurringExpense) -> str:
    """`day 1 of the month from 2026-11-01 until 2027-10-31`."""
    until = f" until {each.ends_on}" if each.ends_on else ""
    return f"day {each.day} of the month from {each.starts_on}{until}"


def recurring_row(
    each: Due | RecurringExpense, currency: Currency, profile: Profile, today: date
) -> tuple[str, ...]:
    """When it is due or comes back, its amount, what, its category."""
    from mtdesk.model.ledger.costs import Due

    if isinstance(each, Due):
        when, expense = f"● due {human_day(each.due_on, today)}", each.expense
    else:
        when, expense = f"  day {each.day} a month", each
    amount = currency.format(expense.amount_minor)
    return when, amount, expense.vendor, profile.words(expense.category)


def recurring_words(
    due: Sequence[Due], recurring: Sequence[RecurringExpense], currency: Currency
) -> str:
    """How many are due, or that none is."""
    if not due and not recurring:
        return "Nothing comes back yet. Rent, software, insurance may."
    if not due:
        return "Nothing is due. Each is proposed on its day, and booked when you say so."
    total = currency.format(_sum_due(due))
    return f"{len(due)} due, {total}. Each is booked on its own day."


def due_words(due: Sequence[Due], currency: Currency, today: date) -> str:
    """`Maple Street due Sun 1 Nov, $650.00`, `2 expenses due, $700.00`."""
    what = f"{counted(len(due), 'expense')} due"
    if len(due) == 1:
        what = f"{due[0].expense.vendor} due {human_day(due[0].due_on, today)}"
    return f"{what}, {currency.format(_sum_due(due))}"


def booked_line(expense: Expense, currency: Currency) -> str:
    return f"expense {expense.id}: {_what(expense, currency)}"


def booked_words(booked: Sequence[Expense], currency: Currency) -> str:
    """`$650.00, Maple Street, 2026-11-01`, `2 expenses, $700.00`."""
    if len(booked) == 1:
        return _what(booked[0], currency)
    total = currency.format(sum(each.amount_minor for each in booked))
    return f"{counted(len(booked), 'expense')}, {total}"


def _what(expense: Expense, currency: Currency) -> str:
    return f"{currency.format(expense.amount_minor)}, {expense.vendor}, {expense.spent_on}"


def _sum_due(due: Sequence[Due]) -> int:
    return sum(each.expense.amount_minor for each in due)


# -- unpaid time


def work_words(work: WorkTime) -> str:
    """`unpaid time: 45 min laundry, 2026-11-23`."""
    return f"unpaid time: {hours(work.minutes)} {work.kind}, {work.worked_on}"


def work_listing(found: Sequence[WorkTime]) -> Listing:
    return Listing(
        heads=("id", "day", "min", "kind", "note"),
        rows=tuple(
            (str(each.id), each.worked_on, str(each.minutes), each.kind, each.note)
            for each in found
        ),
        right=(0, 2),
    )


def running_document(running: Running | None) -> dict[str, Any] | None:
    return None if running is None else document(running, RUNNING)


def running_words(running: Running) -> str:
    """`laundry, two loads: 45 min since 2026-11-23 14:30`."""
    note = f", {running.note}" if running.note else ""
    return f"{running.kind}{note}: {hours(max(running.minutes, 0))} since {running.since}"


# -- a line as understood


def expense_line(expense: Expense, currency: Currency, profile: Profile, today: date) -> str:
    """`spent $42.50 · oil · supplies (as last time) · card · today`."""
    return _line(
        f"spent {currency.format(expense.amount_minor)}",
        expense.vendor,
        category_words(expense, profile),
        expense.method,
        human_day(expense.spent_on, today),
        expense.note,
    )


def trip_line(line: TripLine, today: date) -> str:
    """`trip of 12 mi · home visit · today`."""
    distance = f"trip of {line.distance_tenths / 10:g} {line.unit}"
    return _line(distance, line.purpose, human_day(line.day, today), line.note)


def work_line(line: TimeLine) -> str:
    """`30 min laundry · unpaid · today · two loads`."""
    return _line(f"{line.minutes} min {line.kind}", "unpaid", "today", line.note)


def _line(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
