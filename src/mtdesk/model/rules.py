"""What a record may hold: one table, for the keyboard, the form, the file and the database.

A rule knows what a figure, an amount or a day may be, and the sentence that refuses any other.
Whoever reads a cell, a word or an answer asks the rule; `store.file.guard` says which column it is
of, so that the file refuses what slips by, and `doctor` finds what stood there before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mtdesk.errors import InvalidError
from mtdesk.model.money import Currency
from mtdesk.model.period import parse_date
from mtdesk.typed import TypeVar

YEARS = range(1950, 2201)  # nobody's career began earlier; a slip of a digit is likelier
FIRST_DAY = date(YEARS[0], 1, 1)
LAST_DAY = date(YEARS[-1], 12, 31)  # of what is agreed for later: a gift card, a letter, a rent
DAYS_AHEAD = 731  # of a booking: a standing client is booked for a year, hardly for three
HAPPENED = ("done", "no_show")  # what a session to come cannot be

Number = TypeVar("Number", int, float)


class Figure:
    """A number from `least` to `most`, in halves where `step` is 0.5.

    `words` are the sentence without the figure that broke the rule: `is not 0 to 10`.
    """

    def __init__(
        self, least: float, most: float, says: str = "is not {} to {}", *, step: float = 0
    ) -> None:
        self.least = least
        self.most = most
        self.step = step
        self.words = says.format(least, most)

    def check(self, value: Number, field: str) -> Number:
        """The value again.

        Raises:
            InvalidError: it is none of these.
        """
        if not self.least <= value <= self.most or (self.step and value % self.step):
            raise InvalidError(field, f"{value:g} {self.words}")  # nan is refused as well
        return value

    def read_whole(self, text: str, field: str) -> int:
        """The whole number that was typed."""
        return self.check(read_whole(text, field), field)


class Amount:
    """Money within one person's reach: up to `most` in dollars, or what is worth as much.

    `needed` says why it may not be 0, where it may not.
    """

    def __init__(self, most: int, needed: str = "") -> None:
        self.most = most
        self.needed = needed
        self.words = f"is above {most:,}, or what is worth as much; is there a digit too many?"

    def check(self, minor: int, currency: Currency, field: str) -> int:
        """The minor units again.

        Raises:
            InvalidError: beyond reach; a typing slip is far likelier.
        """
        return currency.within_reach(minor, field, self.most)

    def read(self, text: str, currency: Currency, field: str = "amount") -> int:
        """Minor units of an amount as typed."""
        minor = self.check(currency.parse(text, field), currency, field)
        if self.needed and not minor:
            raise InvalidError(field, f"is 0; {self.needed}")
        return minor


class Day:
    """A day from 1950 on: up to today, so many days `ahead` of it, or (None) agreed for later."""

    def __init__(self, ahead: int | None = 0) -> None:
        self.ahead = ahead
        self.words = f"is before {FIRST_DAY.year}, or {self.too_late}"

    def last(self, today: date) -> date:
        return LAST_DAY if self.ahead is None else today + timedelta(days=self.ahead)

    def check(self, day: date, today: date, field: str) -> date:
        """The day again.

        Raises:
            InvalidError: outside those.
        """
        not_before(day, field)
        if day > self.last(today):
            raise InvalidError(field, f"{day} {self.too_late}")
        return day

    @property
    def too_late(self) -> str:
        if self.ahead is None:
            return f"is after {LAST_DAY.year}"
        if self.ahead:
            return "is more than two years ahead; is a digit wrong?"
        return "is still to come"

    def read(self, text: str, today: date, field: str) -> date:
        """The day that was typed as `2026-11-20`."""
        return self.check(parse_date(text.strip(), field), today, field)


def not_before(day: date, field: str) -> date:
    """A day again.

    Raises:
        InvalidError: before anybody's career began.
    """
    if day < FIRST_DAY:
        raise InvalidError(field, f"{day} is before {FIRST_DAY.year}")
    return day


OUTSIDE = "is outside {} to {}"

# Of a session.
MINUTES = Figure(1, 720, OUTSIDE)
MISSED_MINUTES = Figure(0, 720, MINUTES.words)  # of one that was not done: none, or as planned
EFFORT = Figure(0, 10, "is not {} to {} in halves (Borg CR-10)", step=0.5)
PRESSURE = Figure(1, 5)
PAIN = Figure(0, 10)
PRICE = Amount(10_000)
TIP = Amount(10_000)

# Of a day.
PAST = Day()
BOOKED = Day(ahead=DAYS_AHEAD)
LATER = Day(ahead=None)

# Of the ledger.
PAYMENT = Amount(100_000, "a payment needs an amount")
SPENT = Amount(100_000, "an expense needs an amount")
BUSINESS = Figure(0, 100, "is not {} to {} percent")  # of an expense
DISTANCE = Figure(0.1, 5_000, OUTSIDE)
WORK_MINUTES = Figure(1, 1_440, OUTSIDE)
DAY_OF_MONTH = Figure(1, 31, "is not a day of a month, {} to {}")
SESSIONS_SOLD = Figure(1, 500, OUTSIDE)

# Of how she is.
RATING = Figure(0, 10)
SLEEP = Figure(0, 24, "is not {} to {} hours")
MOOD = Figure(1, 5)  # in other programs' files

# Of an incident.
SEVERITY = Figure(1, 5)
THEIR_SEVERITY = Figure(1, 10)  # in other programs' files
ENDED_MINUTE = Figure(0, 720, OUTSIDE)
DAYS_OFF = Figure(0, 10_000, OUTSIDE)
LOST = Amount(1_000_000)

# Of medical massage, of a year, of a practice.
VISITS = Figure(1, 999, OUTSIDE)
FORM = Amount(10_000_000, "enter the gross amount that the form says")
PAY_TERM = Amount(10_000)
RENT = Amount(100_000)
TARGET = Amount(10_000_000)

Rule = Figure | Amount | Day


def session_day(day: date, status: str, today: date, field: str) -> date:
    """The day of a session again: one that is booked may lie ahead, any other is past.

    Raises:
        InvalidError: it may not.
    """
    if status != "booked" and day > today:
        raise InvalidError(field, f"{day} {ONLY_BOOKED}")
    return BOOKED.check(day, today, field)


ONLY_BOOKED = f"{PAST.too_late}; only a booked session can be"


def session_moment(started_at: datetime, status: str, now: datetime, field: str) -> None:
    """The same of the instant at which a session began.

    Raises:
        InvalidError: it is still to come, and the session is not booked.
    """
    if status != "booked" and started_at > now:
        raise InvalidError(field, f"{started_at:%Y-%m-%d %H:%M} {ONLY_BOOKED}")
    BOOKED.check(started_at.date(), now.date(), field)


def past_moment(moment: datetime, now: datetime, field: str) -> None:
    """Refuse what happened at an instant to come.

    Raises:
        InvalidError: it is still to come.
    """
    if moment > now:
        raise InvalidError(field, f"{moment:%Y-%m-%d %H:%M} {PAST.too_late}")


def fee(fee_minor: int, amount_minor: int, field: str = "fee") -> int:
    """What was kept of an amount by who passed it on, again.

    Raises:
        InvalidError: it is more than the amount.
    """
    if fee_minor > amount_minor:
        raise InvalidError(field, "is more than the amount itself")
    return fee_minor


def year(number: int, last: int, field: str = "year") -> int:
    """A year of the practice again.

    Raises:
        InvalidError: before 1950, or after `last`.
    """
    if not FIRST_DAY.year <= number <= last:
        raise InvalidError(field, f"{number} is outside {FIRST_DAY.year} to {last}")
    return number


def read_whole(text: str, field: str) -> int:
    """A whole number as typed.

    Raises:
        InvalidError: anything else.
    """
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) < 7):
        raise InvalidError(field, f"“{text[:40]}” is not a whole number")
    return int(bare)


def read_effort(text: str) -> float | None:
    """An effort as typed, or None for an empty text.

    Raises:
        InvalidError: not 0 to 10 in halves.
    """
    if not text.strip():
        return None
    try:
        effort = float(text)
    except ValueError:
        raise InvalidError("effort", f"“{text[:40]}” {EFFORT.words}") from None
    return EFFORT.check(effort, "effort")


def read_yes(text: str, field: str) -> bool:
    """`yes` or `no` as typed, or a program's words for them.

    Raises:
        InvalidError: neither.
    """
    word = text.strip().casefold()
    if word not in {"yes", "no", "1", "0", "true", "false"}:
        raise InvalidError(field, f"“{text[:40]}” is neither yes nor no")
    return word in {"yes", "1", "true"}
