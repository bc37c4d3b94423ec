"""Estimates for the annual summary, for the accountant to check. Whole cents, rounded half up.

And when estimated tax of the United States is due.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from mtdesk.errors import NotFoundError
from mtdesk.insight.profiles import us as us_tax
from mtdesk.model.frozen import frozen

DUE_SOURCE = "26 U.S.C. 6654(c) and 7503; IRS Form 1040-ES"


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


NOTE = (
    "An estimate, for your accountant to check: Schedule SE on this net, with no wages beside it. "
    "The additional Medicare tax of 0.9 % above $200,000 is not in it, nor income tax."
)


@frozen
class SelfEmploymentTax:
    source: str
    base_minor: int = 0
    social_security_minor: int = 0
    medicare_minor: int = 0
    total_minor: int = 0
    deductible_half_minor: int = 0


@frozen
class Quarter:
    """The net of the months that an estimated payment is for, and her own part of it."""

    due: date
    first: str  # YYYY-MM
    last: str
    net_minor: int
    amount_minor: int | None


# The months that each payment is for (IRS Form 1040-ES): three, two, three and four.
_MONTHS = ((1, 3), (4, 5), (6, 8), (9, 12))


def quarters(year: int, net_by_month: Mapping[str, int], percent: int) -> tuple[Quarter, ...]:
    """What of each payment's months is put by; None without a percentage, 0 of a loss."""
    found = []
    for day, (first, last) in zip(estimated_payments(year), _MONTHS, strict=True):
        months = [f"{year}-{month:02d}" for month in range(first, last + 1)]
        net = sum(net_by_month.get(month, 0) for month in months)
        found.append(
            Quarter(
                due=day,
                first=months[0],
                last=months[-1],
                net_minor=net,
                amount_minor=(max(net, 0) * percent + 50) // 100 if percent else None,
            )
        )
    return tuple(found)


@frozen
class TaxEstimate:
    """Self-employment tax of a net; `due` are the days of the estimated payments.

    `percent` of each quarter's net is hers to choose; 0 where she chose none.
    """

    self_employment_tax_minor: int
    deductible_half_minor: int
    base_minor: int
    net_minor: int
    source: str
    note: str
    due: tuple[date, ...]
    percent: int = 0
    quarters: tuple[Quarter, ...] = ()
    estimate: bool = True  # said in JSON, where the figures stand beside those that are none


def mileage_rate(on: date | str) -> int:
    """Tenths of a cent for a business mile driven on that day (`YYYY-MM-DD` when text).

    Raises:
        NotFoundError: no figure is known for the day; last year's is never used instead.
    """
    day = str(on)  # a date's text is its ISO form, as the figures are dated
    for rate in us_tax.MILEAGE_RATES:
        if rate.first <= day <= rate.last:
            return rate.tenths
    raise NotFoundError(
        f"No mileage rate is known for {day}; "
        f"rates go from {us_tax.MILEAGE_RATES[0].first} to {us_tax.MILEAGE_RATES[-1].last}."
    )


def self_employment_tax(year: int, net_minor: int) -> SelfEmploymentTax:
    """Schedule SE of a net (Schedule C line 31) in cents, with no wages beside it.

    The base is 92.35 % of net: 12.4 % up to the year's wage base and 2.9 % on all of it, half of
    the sum deductible; nothing under $400 of net. The additional 0.9 % above $200,000 is left out.

    Raises:
        NotFoundError: the year's wage base is not known; last year's is never used instead.
    """
    if year not in us_tax.WAGE_BASES:
        known = f"{min(us_tax.WAGE_BASES)} to {max(us_tax.WAGE_BASES)}"
        raise NotFoundError(
            f"No self-employment tax figures are known for {year}; they go from {known}."
        )
    wage_base, source = us_tax.WAGE_BASES[year]
    if net_minor < us_tax.LEAST_NET_MINOR:
        return SelfEmploymentTax(source=source)
    base = _share(net_minor, us_tax.SELF_EMPLOYMENT_SHARE)
    social_security = _share(min(base, wage_base), us_tax.SOCIAL_SECURITY_RATE)
    medicare = _share(base, us_tax.MEDICARE_RATE)
    total = social_security + medicare
    return SelfEmploymentTax(
        source=source,
        base_minor=base,
        social_security_minor=social_security,
        medicare_minor=medicare,
        total_minor=total,
        deductible_half_minor=(total + 1) // 2,
    )


def estimate(
    year: int, net_minor: int, net_by_month: Mapping[str, int], percent: int = 0
) -> TaxEstimate:
    """The self-employment tax of a calendar year, and when estimated payments are due.

    Raises:
        NotFoundError: the year's figures are not known.
    """
    tax = self_employment_tax(year, net_minor)
    return TaxEstimate(
        self_employment_tax_minor=tax.total_minor,
        deductible_half_minor=tax.deductible_half_minor,
        base_minor=tax.base_minor,
        net_minor=net_minor,
        source=f"{tax.source}; 26 U.S.C. 1401 and 1402; due dates: {DUE_SOURCE}",
        note=NOTE,
        due=estimated_payments(year),
        percent=percent,
        quarters=quarters(year, net_by_month, percent),
    )


def tips_note(year: int) -> str:
    """What is to be said of tips received in a year; empty outside the deduction's years."""
    return us_tax.TIPS_NOTE if year in us_tax.TIPS_DEDUCTION_YEARS else ""


def thresholds_note() -> str:
    """From what amounts on payers must send a form."""
    return us_tax.THRESHOLDS_NOTE


def _share(amount: int, ten_thousandths: int) -> int:
    """A share of a positive amount, rounded half up."""
    return (amount * ten_thousandths + 5_000) // 10_000
