"""What is drawn: figures of the desk as Series, the same for the command line and the dashboard.

Money becomes a float here, in major units, and only to be drawn.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.insight.load import week_profile
from mtdesk.insight.outcome import MEANINGFUL_PERCENT, MEANINGFUL_POINTS
from mtdesk.insight.takings import per_hour
from mtdesk.model.period import MONTHS, WEEKDAYS, Period, hours, short_day, week_of
from mtdesk.model.series import Line, Series, Threshold
from mtdesk.store import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mtdesk.desk import Desk
    from mtdesk.desk.week import DayLoad
    from mtdesk.desk.year.figures import Group
    from mtdesk.insight.ahead import Ahead
    from mtdesk.insight.clients import PainTrend
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session
    from mtdesk.model.wellbeing import CheckIn

USUAL_WEEKS = 3  # the weeks before, that a week is held against
NOT_VALIDATED = "our own two questions, not a validated instrument"


# -- work


def hours_by_day(
    days: Sequence[DayLoad], limit_minutes: int, today: date, ahead: Ahead | None = None
) -> Series:
    """Hands-on hours of each day, with the line at her limit; days to come are gaps, or as booked."""
    done = _up_to(days, [day.hands_on_minutes / 60 for day in days], today)
    lines: tuple[Line, ...] = (Line("hands-on", done),)
    if ahead is not None:
        booked = {each.day: each.booked_minutes / 60 for each in ahead.days}
        still = tuple(booked.get(each.day) for each in days)
        lines = (Line("done", done), Line("as booked", still, lighter=True))
    return Series(
        title="Hands-on by day",
        unit="h",
        labels=_days(days),
        lines=lines,
        kind="bars" if ahead is None else "stacked",
        thresholds=(Threshold(limit_minutes / 60, f"your limit, {hours(limit_minutes)}"),),
        partial=bool(days) and days[-1].day == today,
        empty="no sessions in these days",
    )


def load_by_day(days: Sequence[DayLoad], today: date) -> Series:
    """Load of each day; days to come are gaps."""
    return Series(
        title=_load_title("day", about=any(day.estimated_load for day in days)),
        unit="",
        labels=_days(days),
        lines=(Line("load", _up_to(days, [day.load for day in days], today)),),
        partial=bool(days) and days[-1].day == today,
        empty="no sessions in these days",
    )


def load_by_week(
    weeks: Sequence[Sequence[DayLoad]],
    today: date,
    booked: Mapping[date, float] | None = None,
) -> Series:
    """Load of each week; the band spans the three weeks before the last one that has begun.

    `booked` holds what the weeks that are not over will take beside, by their first day.
    """
    loads = [sum(day.load for day in week) for week in weeks]
    begun = sum(week[0].day <= today for week in weeks)
    before = loads[max(begun - 1 - USUAL_WEEKS, 0) : max(begun - 1, 0)]
    has_usual = len(before) == USUAL_WEEKS and any(before)
    done = tuple(loads) if any(loads) else (None,) * len(loads)
    lines: tuple[Line, ...] = (Line("load", done),)
    if booked:
        still = tuple(booked.get(week[0].day, 0.0) for week in weeks)
        lines = (Line("done", done), Line("as booked", still, lighter=True))
    about = any(day.estimated_load for week in weeks for day in week) or bool(booked)
    return Series(
        title=_load_title(f"week, {len(weeks)} weeks", about=about),
        unit="",
        labels=tuple(short_day(week[0].day) for week in weeks),
        lines=lines,
        kind="stacked" if booked else "bars",
        band=(min(before), max(before)) if has_usual else None,
        band_name="the three weeks before",
        partial=bool(weeks) and weeks[-1][-1].day >= today and not booked,
        empty="no sessions in these weeks",
    )


def monotony_by_week(weeks: Sequence[Sequence[DayLoad]]) -> tuple[float | None, ...]:
    """Mean over SD of each week's daily loads; None for a week without work, or all days alike."""
    return tuple(week_profile([day.load for day in week]).monotony for week in weeks)


# -- money


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
    weeks: Sequence[Group], currency: Currency, target_minor: int | None, today: date
) -> Series:
    """Income of each week, in its parts; a week's `key` is its first day."""
    limits: tuple[Threshold, ...] = ()
    if target_minor:
        words = f"a week's part of your target, {currency.whole(round(target_minor / 52))}"
        limits = (Threshold(target_minor / 52 / currency.unit, words),)
    starts = [date.fromisoformat(group.key or "") for group in weeks]
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
    unpaid_minutes: Sequence[int],
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
    worked = [
        per_hour(group.money.take_home_minor, group.hands_on_minutes + unpaid)
        for group, unpaid in zip(begun, unpaid_minutes, strict=False)
    ]
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


def unpaid_by_month(desk: Desk, months: Sequence[Group], year: Period | None = None) -> list[int]:
    """Unpaid minutes of each of these months, as far as they are in the year."""
    starts = [date.fromisoformat(f"{group.key}-01") for group in months]
    ends = [(start + timedelta(days=31)).replace(day=1) for start in starts]
    if year is not None:
        starts = [max(start, year.start) for start in starts]
        ends = [min(end, year.end) for end in ends]
    return [
        ledger.unpaid_minutes(desk.book, Period(start, end))
        for start, end in zip(starts, ends, strict=True)
    ]


# -- body


def exhaustion_by_week(
    check_ins: Iterable[CheckIn],
    count: int,
    today: date,
    first_weekday: int,
    asked: Sequence[str] = ("body", "mind"),
) -> Series:
    """Weekly means of exhaustion of body and mind, `count` weeks up to this one; no check-in, a gap."""
    weeks = check_ins_by_week(check_ins, count, today, first_weekday)
    what = f" of {asked[0]}" if len(asked) == 1 else ""
    return Series(
        title=f"Exhaustion{what}, {count} weeks, means 0 to 10",
        unit="",
        labels=tuple(short_day(week) for week in weeks),
        lines=tuple(
            Line(
                name, tuple(_mean(getattr(each, name) for each in week) for week in weeks.values())
            )
            for name in asked
        ),
        kind="lines",
        partial=True,
        top=10,
        empty="no check-in in these weeks",
    )


def check_ins_by_week(
    check_ins: Iterable[CheckIn], count: int, today: date, first_weekday: int
) -> dict[date, list[CheckIn]]:
    """Check-ins by the first day of their week: the `count` weeks up to this one, oldest first."""
    asked: dict[date, list[CheckIn]] = {
        week: [] for week in weeks_up_to(today, count, first_weekday)
    }
    for each in check_ins:
        week = week_of(date.fromisoformat(each.checked_on), first_weekday).start
        if week in asked:
            asked[week].append(each)
    return asked


def soreness_by_week(weeks: Iterable[Sequence[CheckIn]], site: str) -> tuple[int | None, ...]:
    """The most of each week; a check-in that does not name the site counts 0, no check-in is a gap."""
    return tuple(max((each.soreness.get(site, 0) for each in week), default=None) for week in weeks)


def soreness_of_weeks(weeks: Mapping[date, Sequence[CheckIn]], site: str, level: int) -> Series:
    """One site week by week, its most, with the line from which it counts as sore."""
    return Series(
        title=f"Soreness, {site_words(site)}, most of a week, 0 to 10",
        unit="",
        labels=tuple(short_day(week) for week in weeks),
        lines=(Line(site_words(site), soreness_by_week(weeks.values(), site)),),
        thresholds=(Threshold(level, f"counts from {level}"),),
        partial=True,
        top=10,
        empty="no check-in in these weeks",
    )


def soreness_of_site(check_ins: Sequence[CheckIn], site: str, level: int) -> Series:
    """One site at each check-in that named it, with the line from which it counts as sore."""
    named = [each for each in check_ins if site in each.soreness]
    return Series(
        title=f"Soreness, {site_words(site)}, 0 to 10",
        unit="",
        labels=tuple(short_day(date.fromisoformat(each.checked_on)) for each in named),
        lines=(Line(site_words(site), tuple(float(each.soreness[site]) for each in named)),),
        thresholds=(Threshold(level, f"counts from {level}"),),
        top=10,
        empty="no check-in names it",
    )


def site_words(site: str) -> str:
    """`thumb-r` → `right thumb`, `low-back` → `low back`."""
    place, _, side = site.rpartition("-")
    if side in {"l", "r"}:
        return f"{'left' if side == 'l' else 'right'} {place}"
    return site.replace("-", " ")


# -- clients


def pain_by_visit(visits: Iterable[Session], trend: PainTrend | None = None) -> Series:
    """A client's pain before and after, at each visit that recorded either.

    With a trend, the line from which what they come with is meaningfully less than at first.
    """
    asked = [
        visit for visit in visits if visit.pain_before is not None or visit.pain_after is not None
    ]
    return Series(
        title="Pain by visit, 0 to 10",
        unit="",
        labels=tuple(short_day(date.fromisoformat(visit.local_date)) for visit in asked),
        lines=(
            Line("before", tuple(visit.pain_before for visit in asked)),
            Line("after", tuple(visit.pain_after for visit in asked)),
        ),
        thresholds=_meaningful(trend),
        kind="lines",
        top=10,
        empty="no pain recorded",
    )


def _meaningful(trend: PainTrend | None) -> tuple[Threshold, ...]:
    if trend is None:
        return ()
    level = trend.first - max(MEANINGFUL_POINTS, MEANINGFUL_PERCENT / 100 * trend.first)
    return (Threshold(level, "meaningfully less than at first"),) if level >= 0 else ()


# -- labels and parts


def weeks_up_to(today: date, count: int, first_weekday: int) -> list[date]:
    """The first days of the `count` weeks that end with this one, oldest first."""
    last = week_of(today, first_weekday).start
    return [last - timedelta(weeks=number) for number in range(count - 1, -1, -1)]


def _load_title(grain: str, *, about: bool) -> str:
    """With the mark of an estimate where a session's effort was not recorded."""
    return f"{'~' if about else ''}Load by {grain}, effort × minutes"


def _days(days: Sequence[DayLoad]) -> tuple[str, ...]:
    """Weekdays within a week, dates beyond."""
    if len(days) > 7:
        return tuple(short_day(each.day) for each in days)
    return tuple(f"{WEEKDAYS[each.day.weekday()][:3].title()} {each.day.day}" for each in days)


def _up_to(
    days: Sequence[DayLoad], values: Sequence[float], today: date
) -> tuple[float | None, ...]:
    """The values of days that have begun; all gaps when no day was worked."""
    if not any(values):
        return (None,) * len(values)
    return tuple(
        value if each.day <= today else None for each, value in zip(days, values, strict=True)
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


def _income(groups: Sequence[Group], currency: Currency) -> tuple[Line, ...]:
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


def _mean(ratings: Iterable[float | None]) -> float | None:
    known = [rating for rating in ratings if rating is not None]
    return sum(known) / len(known) if known else None
