"""What is drawn: figures of the desk as Series, the same for the command line and the dashboard.

Money becomes a float here, to be drawn.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from mtdesk.desk import Desk
from mtdesk.desk.week import DayLoad
from mtdesk.desk.year.figures import Group
from mtdesk.insight.ahead import Ahead
from mtdesk.insight.clients import PainTrend
from mtdesk.insight.income import Earning
from mtdesk.insight.outcome import MEANINGFUL_PERCENT, MEANINGFUL_POINTS
from mtdesk.insight.week import USUAL_WEEKS
from mtdesk.insight.wellbeing import by_week, mean, soreness_by_week
from mtdesk.model.finding import Finding
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, WEEKDAYS, Period, days_before, hours, short_day, weeks_up_to
from mtdesk.model.series import Line, Series, Threshold, behind, money_of
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import CheckIn, site_words


def exhaustion_by_week(
    check_ins: Iterable[CheckIn],
    count: int,
    today: date,
    first_weekday: int,
    asked: Sequence[str] = ("body", "mind"),
) -> Series:
    """Weekly means of exhaustion of body and mind, `count` weeks up to this one; no check-in, a gap."""
    weeks = by_week(check_ins, count, today, first_weekday)
    what = f" of {asked[0]}" if len(asked) == 1 else ""
    return Series(
        title=f"Exhaustion{what}, {count} weeks, means 0 to 10",
        unit="",
        labels=tuple(short_day(week) for week in weeks),
        lines=tuple(
            Line(name, tuple(mean(getattr(each, name) for each in week) for week in weeks.values()))
            for name in asked
        ),
        kind="lines",
        partial=True,
        top=10,
        empty="no check-in in these weeks",
        behind=behind("check-ins", weeks, 7),
    )


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
        behind=behind("check-ins", weeks, 7),
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
        behind=behind("check-ins", (each.checked_on for each in named)),
    )


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
        behind=behind("sessions", (visit.local_date for visit in asked)),
    )


def _meaningful(trend: PainTrend | None) -> tuple[Threshold, ...]:
    if trend is None:
        return ()
    level = trend.first - max(MEANINGFUL_POINTS, MEANINGFUL_PERCENT / 100 * trend.first)
    return (Threshold(level, "meaningfully less than at first"),) if level >= 0 else ()


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
        written=_hours,
        labels=_days(days),
        lines=lines,
        kind="bars" if ahead is None else "stacked",
        thresholds=(
            Threshold(limit_minutes / 60, f"your limit, {hours(limit_minutes)}", limit=True),
        ),
        partial=bool(days) and days[-1].day == today,
        empty="no sessions in these days",
        behind=behind("sessions", (each.day for each in days)),
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
        behind=behind("sessions", (each.day for each in days)),
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
        behind=behind("sessions", (week[0].day for week in weeks), 7),
    )


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


WEEKS_DRAWN = 26  # of what rises over weeks
FEWEST_DAYS = 14  # of a row of days worked, so that the rest days before it are seen


def evidence(desk: Desk, finding: Finding, as_of: date) -> Series | None:
    limits, rule = desk.settings.limits, finding.rule
    limit = desk.settings.hands_on_minutes_a_day
    if rule == "hands_on_day":
        return hours_by_day(desk.week.days(days_before(as_of, 28)), limit, as_of)
    if rule == "no_rest_day":
        days = max((as_of - date.fromisoformat(finding.since)).days + 7, FEWEST_DAYS)
        return hours_by_day(desk.week.days(days_before(as_of, days)), limit, as_of)
    if rule == "against_usual":
        return load_by_day(desk.week.days(days_before(as_of, 28)), as_of)
    if rule == "rising_load":
        return load_by_week(desk.week.weeks(WEEKS_DRAWN, as_of), as_of)
    if rule == "take_home":
        return _take_home(desk, as_of)
    if rule == "sore_site":
        check_ins = desk.wellbeing.between(days_before(as_of, limits.sore_days))
        return soreness_of_site(check_ins, finding.subject, limits.sore_level)
    if rule in {"rising_body", "rising_mind", "rising_soreness"}:
        first_weekday = desk.settings.first_weekday
        since = weeks_up_to(as_of, WEEKS_DRAWN, first_weekday).start
        check_ins = desk.wellbeing.between(Period(since, as_of + timedelta(days=1)))
        if rule == "rising_soreness":
            weeks = by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday)
            return soreness_of_weeks(weeks, finding.subject, limits.sore_level)
        asked = [rule.removeprefix("rising_")]
        return exhaustion_by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday, asked)
    return None


def _take_home(desk: Desk, as_of: date) -> Series:
    """Take-home per working hour of the last twelve months."""
    first = as_of.replace(day=1) - timedelta(days=330)
    months = desk.year.figures.months(Period(first, as_of + timedelta(days=1)))
    return take_home_by_month(months, desk.settings.currency, as_of)


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
    return Series(
        title=f"Income by month{_cut_words(cut)}",
        unit=currency.symbol,
        written=_money(currency),
        labels=_months(begun, cut),
        lines=_income(begun, currency),
        kind="stacked",
        thresholds=_target("a twelfth of your target", target_minor, 12, currency),
        partial=_is_running(begun, today),
        empty="no money in this year yet",
        behind=money_of((each.key for each in begun), year),
    )


def income_by_week(
    weeks: Sequence[Group | Earning], currency: Currency, target_minor: int | None, today: date
) -> Series:
    """Income of each week, in its parts; a week's `key` is its first day."""
    starts = [date.fromisoformat(str(group.key)) for group in weeks]
    return Series(
        title="Income by week",
        unit=currency.symbol,
        written=_money(currency),
        labels=tuple(short_day(start) for start in starts),
        lines=_income(weeks, currency),
        kind="stacked",
        thresholds=_target("a week's part of your target", target_minor, 52, currency),
        partial=bool(starts) and starts[-1] + timedelta(days=6) >= today,
        empty="no money in these weeks",
        behind=behind("money", starts, 7),
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
    worked = [group.take_home_per_hour_minor for group in begun]
    values = tuple(None if each is None else each / currency.unit for each in worked)
    return Series(
        title="Take-home per hour",
        unit=currency.symbol,
        written=_money(currency),
        labels=_months(begun, cut),
        lines=(Line("take-home per working hour", values),),
        kind="lines",
        thresholds=_target("your target", target_minor, 1, currency),
        partial=_is_running(begun, today),
        empty="no hours in this year yet",
        behind=money_of((each.key for each in begun), year),
    )


def _hours(value: float) -> str:
    return hours(round(value * 60))


@cache
def _money(currency: Currency) -> Callable[[float], str]:
    """How an amount is written; of a currency always the same, so that series can be compared."""
    return lambda value: currency.short(round(value * currency.unit))


def _target(words: str, minor: int | None, parts: int, currency: Currency) -> tuple[Threshold, ...]:
    """The line at a part of her target, where she has one."""
    if not minor:
        return ()
    part = minor / parts
    return (Threshold(part / currency.unit, f"{words}, {currency.whole(round(part))}"),)


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
