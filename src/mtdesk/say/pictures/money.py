"""Income and take-home, drawn by month and by week. Money becomes a float here, to be drawn."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mtdesk.desk.year.figures import Group
from mtdesk.insight.income import Earning
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, Period, short_day
from mtdesk.model.series import Line, Series, Threshold


def income_by_month(
    months: Sequence[Group],
    currency: Currency,
    target_minor: int | None,
    today: date,
    year: Period | None = None,
) -> Series:
    """Income of each month up to this one, in its parts; the line is a twelfth of the year's target.

    Months that the year of accounts cuts at its ends are marked so.
    """
    begun = _begun(months, today)
    cut = _cut(begun, year)
    limits: tuple[Threshold, ...] = ()
    if target_minor:
        words = f"a twelfth of your target, {currency.whole(round(target_minor / 12))}"
        limits = (Threshold(target_minor / 12 / currency.unit, words),)
    return Series(
        title=f"Income by month{_cut_words(cut)}",
        unit=currency.symbol,
        labels=_months(begun, cut),
        lines=_income(begun, currency),
        kind="stacked",
        thresholds=limits,
        partial=_is_running(begun, today),
        empty="no money in this year yet",
    )


def income_by_week(
    weeks: Sequence[Group | Earning], currency: Currency, target_minor: int | None, today: date
) -> Series:
    """Income of each week, in its parts; a week's `key` is its first day."""
    limits: tuple[Threshold, ...] = ()
    if target_minor:
        words = f"a week's part of your target, {currency.whole(round(target_minor / 52))}"
        limits = (Threshold(target_minor / 52 / currency.unit, words),)
    starts = [date.fromisoformat(str(group.key)) for group in weeks]
    return Series(
        title="Income by week",
        unit=currency.symbol,
        labels=tuple(short_day(start) for start in starts),
        lines=_income(weeks, currency),
        kind="stacked",
        thresholds=limits,
        partial=bool(starts) and starts[-1] + timedelta(days=6) >= today,
        empty="no money in these weeks",
    )


def take_home_by_month(
    months: Sequence[Group],
    currency: Currency,
    today: date,
    year: Period | None = None,
    target_minor: int | None = None,
) -> Series:
    """Take-home an hour of work, unpaid hours included; a month without any hours is a gap.

    A month that the year cuts is marked, as in the chart of income, whose title says its days.
    """
    begun = _begun(months, today)
    cut = _cut(begun, year)
    limits: tuple[Threshold, ...] = ()
    if target_minor:
        words = f"your target, {currency.whole(target_minor)}"
        limits = (Threshold(target_minor / currency.unit, words),)
    worked = [group.take_home_per_hour_minor for group in begun]
    values = tuple(None if each is None else each / currency.unit for each in worked)
    return Series(
        title="Take-home per hour",
        unit=currency.symbol,
        labels=_months(begun, cut),
        lines=(Line("take-home per working hour", values),),
        kind="lines",
        thresholds=limits,
        partial=_is_running(begun, today),
        empty="no hours in this year yet",
    )


def _begun(months: Sequence[Group], today: date) -> list[Group]:
    return [group for group in months if (group.key or "") <= today.isoformat()[:7]]


def _is_running(months: Sequence[Group], today: date) -> bool:
    return bool(months) and months[-1].key == today.isoformat()[:7]


def _months(groups: Sequence[Group], cut: Mapping[str, str]) -> tuple[str, ...]:
    """`Apr*` for a month of which only some days are in the year."""
    keys = [group.key or "" for group in groups]
    return tuple(f"{MONTHS[int(key[5:7]) - 1]}{'*' if key in cut else ''}" for key in keys)


def _cut(groups: Sequence[Group], year: Period | None) -> dict[str, str]:
    """The first and the last month where a year of accounts cuts them, and their days: `6-30 Apr`."""
    if year is None or year.start.day == 1:
        return {}
    first, last = year.start, year.last
    found = {
        first.isoformat()[:7]: (first.day, monthrange(first.year, first.month)[1]),
        last.isoformat()[:7]: (1, last.day),
    }
    return {
        key: f"{days[0]}-{days[1]} {MONTHS[int(key[5:7]) - 1]}"
        for key, days in found.items()
        if any(group.key == key for group in groups)
    }


def _cut_words(cut: Mapping[str, str]) -> str:
    return f", * {' and '.join(cut.values())} only" if cut else ""


def _income(groups: Sequence[Group | Earning], currency: Currency) -> tuple[Line, ...]:
    """Fees, tips, other income, and wages where there are any; all gaps when there is nothing."""
    parts = {
        "session fees": [group.money.session_fees_minor for group in groups],
        "tips": [group.money.tips_minor for group in groups],
        "other": [group.money.other_income_minor for group in groups],
        "wages": [group.money.wages_minor for group in groups],
    }
    if not any(map(any, parts.values())):
        return (Line("session fees", (None,) * len(groups)),)
    return tuple(
        Line(name, tuple(minor / currency.unit for minor in amounts))
        for name, amounts in parts.items()
        if any(amounts)
    )
