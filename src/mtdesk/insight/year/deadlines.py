"""When estimated tax of the United States is due."""

from __future__ import annotations

from datetime import date, timedelta

SOURCE = "26 U.S.C. 6654(c) and 7503; IRS Form 1040-ES"


def estimated_payments(year: int) -> tuple[date, ...]:
    """The four days on which payments for a calendar year are due.

    15 April, June, September and January; on a weekend or a legal holiday in the District of
    Columbia, the next day that is neither.
    """
    named = (date(year, 4, 15), date(year, 6, 15), date(year, 9, 15), date(year + 1, 1, 15))
    return tuple(_business_day(day) for day in named)


def _business_day(day: date) -> date:
    while day.weekday() >= 5 or day in {_king_day(day.year), _emancipation_day(day.year)}:
        day += timedelta(days=1)
    return day


# No other legal holiday can fall on one of these days or the two after it.
def _king_day(year: int) -> date:
    """Birthday of Martin Luther King, Jr.: the third Monday of January (5 U.S.C. 6103)."""
    first = date(year, 1, 1)
    return first + timedelta(days=-first.weekday() % 7 + 14)


def _emancipation_day(year: int) -> date:
    """16 April in the District of Columbia, observed on the weekday next to it (D.C. Code 1-612.02)."""
    day = date(year, 4, 16)
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))
