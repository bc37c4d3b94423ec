"""Rules about the work itself: long days, more than usual, no day off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import sqrt

from mtdesk.insight.change import WARMUP, WINDOW, normal_score
from mtdesk.insight.findings.history import DAYS_COVERED, History
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords, level
from mtdesk.insight.load import BASE_DAYS, LEAST_WORKED_DAYS, RECENT_DAYS, DayLoad
from mtdesk.insight.load import against_usual as ratio_to_usual
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.frozen import frozen
from mtdesk.model.period import days_before, hours, human_day
from mtdesk.model.text import counted

_LONG_DAYS_WINDOW = 28
_USUAL_WINDOW = RECENT_DAYS + BASE_DAYS


def hands_on_day(history: History, limits: Limits) -> Iterator[Finding]:
    """Days over the hands-on limit in the last 28.

    Jang 2006, J Occup Rehabil 16:416: over 4 h a day went with finger or thumb disorder (adjusted
    odds ratio 3.2, 95 % CI 1.3-8.1), the only hour limit with an effect size. How many such days
    make a level is editorial.
    """
    most, long_days = limits.hands_on_minutes_a_day, _long_days(history, limits)
    reached = level(
        len(long_days),
        act=limits.hands_on_act,
        watch=limits.hands_on_watch,
        note=limits.hands_on_note,
    )
    if not long_days or not reached:
        return
    longest = max(long_days, key=lambda day: (day.hands_on_minutes, day.day))
    where = human_day(longest.day, history.as_of)
    if len(long_days) == 1:
        found = f"1 of the last 28 days was over your {hours(most)} hands-on: {where}"
    else:
        found = (
            f"{len(long_days)} of the last 28 days were over your {hours(most)} hands-on; "
            f"the longest was {where}"
        )
    yield HANDS_ON.finding(
        limits,
        reached,
        f"{found} with {hours(longest.hands_on_minutes)}.",
        since=str(long_days[0].day),
        evidence={
            "days_over": len(long_days),
            "window_days": _LONG_DAYS_WINDOW,
            "dates": [str(day.day) for day in long_days],
            "longest_date": str(longest.day),
            "longest_minutes": longest.hands_on_minutes,
        },
        advice=f"When you plan the next week, see whether one booking could move to a day under {hours(most)}.",
    )


@frozen
class _Usual:
    """28 days of load. `swing` is how far the last 7 lie beyond her own weeks, None with under 8."""

    ratio: float
    load: float
    usual_load: float
    worked_days: int
    estimated_share: float
    swing: float | None


def against_usual(history: History, limits: Limits) -> Iterator[Finding]:
    """Load of the last 7 days against the 21 before, once there are 28 days of history.

    Uncoupled ratio (Lolli 2017); thresholds editorial. Words about her usual, and nothing more:
    in athletes such a ratio told little about who got hurt (Impellizzeri 2020, c = 0.574). With 8
    whole weeks and more it is only a note while the load lies within the swing of those weeks: in
    steady practices the ratio alone passes 1.3 ten times a year (examples/findings.md).
    """
    found = _against_usual(history)
    reached = found and level(found.ratio, act=limits.usual_act, watch=limits.usual_watch)
    if not found or not reached:
        return
    within = ""
    if found.swing is not None:
        rare = level(found.swing, act=limits.usual_swing_act, watch=limits.usual_swing_watch)
        reached = min(reached, rare or "note", key=LEVELS.index)
        within = ", within the swing of your own weeks" if reached == "note" else ""
    share = found.estimated_share
    estimated = (
        f" ({max(1, round(100 * share))} % of the load of these 28 days from estimated effort)"
        if share > 0
        else ""
    )
    yield AGAINST_USUAL.finding(
        limits,
        reached,
        f"Your load of the last 7 days is {found.ratio:.2f}x your previous three weeks: "
        f"{found.load:,.0f} against {found.usual_load:,.0f} in a usual week{within}{estimated}.",
        since=history.since(RECENT_DAYS),
        evidence={
            "ratio": found.ratio,
            "load": found.load,
            "usual_load": found.usual_load,
            "swing": found.swing,
            "worked_days": found.worked_days,
            "least_worked_days": LEAST_WORKED_DAYS,
            "window_days": _USUAL_WINDOW,
            "estimated_share": share,
        },
        advice="If next week is still open, leave it nearer to your usual, or put the lighter work first.",
    )


def no_rest_day(history: History, limits: Limits) -> Iterator[Finding]:
    """Days in a row with hands-on work, up to `as_of`, or to the day before while it has none.

    Editorial: no study gives a number of days.
    """
    row, last = _row(history)
    since = last - timedelta(days=row - 1)
    reached = level(row, act=limits.rest_act, watch=limits.rest_watch)
    if not row or not reached:
        return
    more = row >= DAYS_COVERED and since != history.first_day
    yield NO_REST.finding(
        limits,
        reached,
        f"You worked {'at least ' if more else ''}{row} days in a row without a day off, "
        f"since {human_day(since, history.as_of)}{' or earlier' if more else ''}.",
        since=since.isoformat(),
        evidence={"days_in_a_row": row, "last_worked": last.isoformat()},
        advice="Look for a day this week that could stay free of hands-on work, even if only one.",
    )


def _long_days(history: History, limits: Limits) -> list[DayLoad]:
    most = limits.hands_on_minutes_a_day
    return [day for day in history.last(_LONG_DAYS_WINDOW) if day.hands_on_minutes > most]


def _against_usual(history: History) -> _Usual | None:
    if history.age() < _USUAL_WINDOW:
        return None
    days = {day.day: day for day in history.last(_USUAL_WINDOW)}
    if any(day.unsaid for day in days.values()):
        return None
    period = days_before(history.as_of, _USUAL_WINDOW)
    loads = [days[day].load if day in days else 0.0 for day in period.days()]
    ratio = ratio_to_usual(loads)
    if not ratio:
        return None
    load = sum(loads[BASE_DAYS:])
    weeks = [sqrt(week.load) for week in history.whole_weeks(last=2) if week.is_load_known]
    return _Usual(
        ratio=ratio,
        load=load,
        usual_load=sum(loads[:BASE_DAYS]) * RECENT_DAYS / BASE_DAYS,
        worked_days=sum(load > 0 for load in loads),
        estimated_share=sum(day.estimated_load for day in days.values()) / sum(loads),
        swing=normal_score(sqrt(load), weeks[-WINDOW:]) if len(weeks) >= WARMUP else None,
    )


def _row(history: History) -> tuple[int, date]:
    """How many days in a row were worked, and the last of them."""
    worked = {day.day for day in history.days if day.hands_on_minutes > 0 or day.unsaid}
    last = history.as_of
    if last not in worked:
        last -= timedelta(days=1)
    row = 0
    while last - timedelta(days=row) in worked:
        row += 1
    return row, last


def _hands_on_numbers(history: History, limits: Limits) -> Iterator[str]:
    most, long_days = limits.hands_on_minutes_a_day, _long_days(history, limits)
    yield f"{counted(len(long_days), 'day')} over {hours(most)} in the last {_LONG_DAYS_WINDOW}"
    for day in long_days:
        yield f"{day.day}: {hours(day.hands_on_minutes)} in {counted(day.sessions, 'session')}"


def _usual_numbers(history: History, _limits: Limits) -> Iterator[str]:
    found = _against_usual(history)
    if found is None:
        yield (
            f"too little to compare: it takes {_USUAL_WINDOW} days since the first session, "
            f"{LEAST_WORKED_DAYS} of the last {_USUAL_WINDOW} worked, and work in the 7 last"
        )
        return
    yield (
        f"last 7 days {found.load:,.0f}, a week of the 21 days before {found.usual_load:,.0f}: "
        f"{found.ratio:.2f}x"
    )
    if found.swing is None:
        yield f"the swing of your weeks is not known before {WARMUP} whole weeks that differ"
    else:
        yield f"{found.swing:+.1f} SD from your usual week, by the swing of your own weeks"


def _row_numbers(history: History, _limits: Limits) -> Iterator[str]:
    row, last = _row(history)
    yield (
        f"{counted(row, 'day')} worked in a row, the last one {last.isoformat()}"
        if row
        else ("no hands-on work today or yesterday")
    )


def _hands_on_near(history: History, limits: Limits) -> str | None:
    return f"long days {len(_long_days(history, limits))} of {limits.hands_on_note}"


def _usual_near(history: History, limits: Limits) -> str | None:
    found = _against_usual(history)
    if found is None:
        return None
    return f"load of 7 days {found.ratio:.1f}x of {limits.usual_watch:g}x"


def _row_near(history: History, limits: Limits) -> str | None:
    return f"days in a row {_row(history)[0]} of {limits.rest_watch}"


HANDS_ON = RuleWords(
    rule="hands_on_day",
    about="how many of your days go over your hands-on limit?",
    formula="days of the last 28 with more hands-on minutes than your limit",
    thresholds=("hands_on_minutes_a_day", "hands_on_note", "hands_on_watch", "hands_on_act"),
    source=(
        "Jang 2006, J Occup Rehabil 16:416: 161 practitioners asked once (cross-sectional), "
        "over 4 h a day went with finger or thumb disorder, odds ratio 3.2 "
        "(95 % CI 1.3-8.1); how many such days: our choice, no study"
    ),
    caveats="A statement of fact: a practice planned above the limit shows it every day.",
    numbers=_hands_on_numbers,
    near=_hands_on_near,
)
AGAINST_USUAL = RuleWords(
    rule="against_usual",
    about="is the load of these seven days far from your three weeks before?",
    formula=(
        "mean daily effort x minutes of 7 days / that of the 21 before, days off 0; only a note "
        "while the 7 days lie within the swing of your earlier weeks (U of the root of the load)"
    ),
    thresholds=("usual_watch", "usual_act", "usual_swing_watch", "usual_swing_act"),
    source=(
        "Effort x minutes: Foster 2001, J Strength Cond Res 15:109, a study of athletes; "
        f"7 days against the 21 before: Lolli 2017, a statistical argument; {EDITORIAL}"
    ),
    caveats=(
        "Words about your usual and nothing more: in athletes such a ratio told little about who "
        "got hurt (Impellizzeri 2020). After a holiday the weeks before are small and the ratio large."
    ),
    numbers=_usual_numbers,
    near=_usual_near,
)
NO_REST = RuleWords(
    rule="no_rest_day",
    about="when did your hands last have a day off?",
    formula="days in a row with hands-on work, up to today, or to yesterday while today has none",
    thresholds=("rest_watch", "rest_act"),
    source=f"Days in a row with hands-on work, counted; {EDITORIAL}",
    caveats="Other work on a day off does not count here.",
    numbers=_row_numbers,
    near=_row_near,
)
