"""What the practice costs: expenses, those of every month, miles driven, hours that nobody pays for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.rules import BUSINESS, WORK_MINUTES

PLACE = 200  # letters of a place driven from or to
WORK_KINDS = ("admin", "laundry", "travel", "marketing", "education", "other")


@frozen
class Attachment:
    """A receipt's copy beside the practice, as evidence files are kept."""

    file_name: str
    stored_as: str
    sha256: str
    bytes: int
    added_at: str
    id: int | None = None


@frozen
class Expense:
    """`category` is a key, called as the profile does; `category_text` what another program called it.

    `category_from` is how a line came to it (typed, learned from the vendor's last expense, none);
    it is said once and not stored. Of the amount `business_percent` is the practice's. `is_refund`
    is money that came back, a positive amount.
    """

    spent_on: str
    category: str
    amount_minor: int
    id: int | None = None
    category_text: str | None = None
    vendor: str | None = None
    method: str | None = None
    business_percent: int = 100
    is_refund: bool = False
    note: str = ""
    category_from: str | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def signed_minor(self) -> int:
        """What it adds to what was spent."""
        return -self.amount_minor if self.is_refund else self.amount_minor


@frozen
class RecurringExpense:
    """`day` of the month, or the last one where a month is shorter; both ends are inclusive."""

    amount_minor: int
    vendor: str
    category: str
    day: int
    starts_on: str
    ends_on: str | None = None
    id: int | None = None

    def due_days(self, last: date) -> Iterator[date]:
        """The days it falls due from its start up to `last`."""
        from calendar import monthrange  # what is owed needs none of it

        start = date.fromisoformat(self.starts_on)
        end = min(last, date.fromisoformat(self.ends_on)) if self.ends_on else last
        year, month = start.year, start.month
        while (year, month) <= (end.year, end.month):
            due = date(year, month, min(self.day, monthrange(year, month)[1]))
            if start <= due <= end:
                yield due
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@frozen
class Due:
    """One time that a recurring expense fell due and was not booked."""

    due_on: str
    expense: RecurringExpense

    @property
    def booked(self) -> Expense:
        """What it is once it is booked on its day."""
        return Expense(
            spent_on=self.due_on,
            category=self.expense.category,
            amount_minor=self.expense.amount_minor,
            vendor=self.expense.vendor,
        )


@frozen
class Trip:
    """`distance_tenths` of `unit`, which is mi or km; the places are empty where they were not said."""

    travelled_on: str
    distance_tenths: int
    unit: str
    id: int | None = None
    purpose: str = ""
    from_place: str = ""
    to_place: str = ""

    @property
    def distance(self) -> float:
        return self.distance_tenths / 10


@frozen
class WorkTime:
    """Working minutes that nobody pays for; `kind` is one of WORK_KINDS."""

    worked_on: str
    minutes: int
    kind: str
    id: int | None = None
    note: str = ""


def minutes_of(text: str) -> int:
    return WORK_MINUTES.read_whole(text.strip().removesuffix("m"), "minutes")


def check_kind(kind: str) -> None:
    if kind not in WORK_KINDS:
        raise InvalidError("kind", f"“{kind}” is not one of {', '.join(WORK_KINDS)}")


def business_share(text: str) -> int:
    """The practice's share of an expense as typed: `60` or `60%`."""
    return BUSINESS.read_whole(text.strip().removesuffix("%"), "business")
