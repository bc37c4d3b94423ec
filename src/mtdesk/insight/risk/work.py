"""Rules about the work itself: long days, more than usual, no day off."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.insight.load import BASE_DAYS, LEAST_WORKED_DAYS, RECENT_DAYS
from mtdesk.insight.load import against_usual as ratio_to_usual
from mtdesk.insight.risk.history import DAYS_COVERED, EDITORIAL, level
from mtdesk.model.finding import Finding
from mtdesk.model.period import days_before, hours, human_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.insight.risk.history import History, Limits

_LONG_DAYS_WINDOW = 28
_USUAL_WINDOW = RECENT_DAYS + BASE_DAYS


def hands_on_day(history: History, limits: Limits) -> Iterator[Finding]:
    """Days over the hands-on limit in the last 28.

    Jang 2006, J Occup Rehabil 16:416: over 4 h a day went with finger or thumb disorder (adjusted
    odds ratio 3.2, 95 % CI 1.3-8.1), the only hour limit with an effect size. How many such days
    make a level is editorial.
    """
    most = limits.hands_on_minutes_a_day
    long_days = [day for day in history.last(_LONG_DAYS_WINDOW) if day.hands_on_minutes > most]
    reached = level(
        len(long_days),
        act=limits.hands_on_act,
        watch=limits.hands_on_watch,
        note=limits.hands_on_note,
    )
    if not long_days or not reached:
        return
    longest = max(long_days, key=lambda day: (day.hands_on_minutes, day.date))
    where = human_day(date.fromisoformat(longest.date), history.as_of)
    if len(long_days) == 1:
        found = f"1 of the last 28 days was over your {hours(most)} hands-on: {where}"
    else:
        found = (
            f"{len(long_days)} of the last 28 days were over your {hours(most)} hands-on; "
            f"the longest was {where}"
        )
    yield Finding(
        rule="hands_on_day",
        level=reached,
        message=f"{found} with {hours(longest.hands_on_minutes)}.",
        since=long_days[0].date,
        evidence={
            "days_over": len(long_days),
            "window_days": _LONG_DAYS_WINDOW,
            "dates": [day.date for day in long_days],
            "longest_date": longest.date,
            "longest_minutes": longest.hands_on_minutes,
            "limits": limits.only(
                "hands_on_minutes_a_day", "hands_on_note", "hands_on_watch", "hands_on_act"
            ),
        },
        source=(
            "Jang 2006, J Occup Rehabil 16:416: 161 practitioners asked once (cross-sectional), "
            "over 4 h a day went with finger or thumb disorder, odds ratio 3.2 "
            "(95 % CI 1.3-8.1); how many such days: our choice, no study"
        ),
        advice=f"When you plan the next week, see whether one booking could move to a day under {hours(most)}.",
    )


def against_usual(history: History, limits: Limits) -> Iterator[Finding]:
    """Load of the last 7 days against the 21 before, once there are 28 days of history.

    Uncoupled ratio (Lolli 2017); thresholds editorial. Words about her usual, and nothing more:
    in athletes such a ratio told little about who got hurt (Impellizzeri 2020, c = 0.574).
    """
    if history.age() < _USUAL_WINDOW:
        return
    days = {day.date: day for day in history.last(_USUAL_WINDOW)}
    period = days_before(history.as_of, _USUAL_WINDOW)
    loads = [days[day].load if day in days else 0.0 for day in map(str, period.days())]
    ratio = ratio_to_usual(loads)
    reached = ratio and level(ratio, act=limits.usual_act, watch=limits.usual_watch)
    if not ratio or not reached:
        return
    load = sum(loads[BASE_DAYS:])
    usual = sum(loads[:BASE_DAYS]) * RECENT_DAYS / BASE_DAYS
    estimated = sum(day.estimated_load for day in days.values()) / sum(loads)
    yield Finding(
        rule="against_usual",
        level=reached,
        message=(
            f"Your load of the last 7 days is {ratio:.2f}x your previous three weeks: "
            f"{load:,.0f} against {usual:,.0f} in a usual week{_estimated_words(estimated)}."
        ),
        since=history.since(RECENT_DAYS),
        evidence={
            "ratio": ratio,
            "load": load,
            "usual_load": usual,
            "worked_days": sum(load > 0 for load in loads),
            "least_worked_days": LEAST_WORKED_DAYS,
            "window_days": _USUAL_WINDOW,
            "estimated_share": estimated,
            "limits": limits.only("usual_watch", "usual_act"),
        },
        source=(
            "Effort x minutes: Foster 2001, J Strength Cond Res 15:109, a study of athletes; "
            f"7 days against the 21 before: Lolli 2017, a statistical argument; {EDITORIAL}"
        ),
        advice="If next week is still open, leave it nearer to your usual, or put the lighter work first.",
    )


def no_rest_day(history: History, limits: Limits) -> Iterator[Finding]:
    """Days in a row with hands-on work, up to `as_of`, or to the day before while it has none.

    Editorial: no study gives a number of days.
    """
    worked = {day.date for day in history.days if day.hands_on_minutes > 0}
    day = history.as_of
    if day.isoformat() not in worked:
        day -= timedelta(days=1)
    last = day
    while day.isoformat() in worked:
        day -= timedelta(days=1)
    row, since = (last - day).days, day + timedelta(days=1)
    reached = level(row, act=limits.rest_act, watch=limits.rest_watch)
    if not row or not reached:
        return
    more = row >= DAYS_COVERED and since != history.first_day
    yield Finding(
        rule="no_rest_day",
        level=reached,
        message=(
            f"You worked {'at least ' if more else ''}{row} days in a row without a day off, "
            f"since {human_day(since, history.as_of)}{' or earlier' if more else ''}."
        ),
        since=since.isoformat(),
        evidence={
            "days_in_a_row": row,
            "last_worked": last.isoformat(),
            "limits": limits.only("rest_watch", "rest_act"),
        },
        source=f"Days in a row with hands-on work, counted; {EDITORIAL}",
        advice="Look for a day this week that could stay free of hands-on work, even if only one.",
    )


def _estimated_words(share: float) -> str:
    if share <= 0:
        return ""
    return f" ({max(1, round(100 * share))} % of the load of these 28 days from estimated effort)"
