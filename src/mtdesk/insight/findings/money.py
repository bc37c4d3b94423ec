"""Rules about what the work brings: take-home an hour, and hours that nobody pays."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.insight.findings.history import History, Week
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords
from mtdesk.insight.findings.rising import trend_near, trend_numbers
from mtdesk.insight.findings.trend import FALL, SOURCE, Trend, trend
from mtdesk.insight.takings import per_hour, per_known_hour
from mtdesk.model.finding import Finding
from mtdesk.model.money import currency
from mtdesk.model.period import hours

_RECENT_WEEKS, _BASE_WEEKS = 4, 12
_LEAST_RECENT, _LEAST_BASE, _LEAST_LOGGED = 3, 8, 6  # of those weeks: worked, and with unpaid time


def take_home(history: History, limits: Limits) -> Iterator[Finding]:
    """Take-home per working hour falling and staying down, or under her target.

    CUSUM on the fall, as for load; the target is hers, held against the last 4 weeks together (of
    which 3 were worked). Two findings at most: `falling` and `target`.
    """
    money = currency(history.currency)
    found = _fall(history, limits)
    if found and found.level:
        recent, usual = money.format(round(found.recent)), money.format(round(found.usual))
        yield TAKE_HOME.finding(
            limits,
            found.level,
            f"Your take-home per working hour has been lower than your usual since the week of "
            f"{found.began_words(history.as_of)}: {recent} on average, against {usual} before"
            f"{found.course.ending}",
            since=found.began,
            evidence=found.evidence(),
            advice="Compare your services by what each brings an hour: mtdesk year shows them.",
            subject="falling",
        )
    weeks = _recent(history)
    an_hour = _per_hour(weeks)
    target = history.take_home_target_minor
    if target and an_hour is not None and len(_worked(weeks)) >= _LEAST_RECENT and an_hour < target:
        yield TAKE_HOME.finding(
            limits,
            "watch",
            f"Your take-home of the last {_RECENT_WEEKS} weeks is {money.format(an_hour)} per "
            f"working hour, under your target of {money.format(target)}.",
            since=weeks[0].start,
            evidence={
                "take_home_per_hour_minor": an_hour,
                "target_minor": target,
                "working_minutes": sum(week.working_minutes for week in weeks),
                "weeks": len(weeks),
            },
            advice="See which hours bring the least, and which price has stood the longest.",
            subject="target",
        )


def unpaid_hours(history: History, limits: Limits) -> Iterator[Finding]:
    """The share of unpaid in working minutes, last 4 weeks against the 12 before.

    Editorial: a note when it is 1.3 times as large and 5 points of 100 larger. Nothing when fewer
    than 3 and 8 of those weeks were worked, or unpaid time was logged in fewer than 6 of the 12.
    """
    compared = _shares(history)
    if compared is None:
        return
    recent, base = compared
    if recent < base * limits.unpaid_times or recent - base < limits.unpaid_points:
        return
    weeks = _recent(history)
    minutes = sum(week.unpaid_minutes for week in weeks)
    yield UNPAID.finding(
        limits,
        "note",
        f"{recent:.0f} % of your working hours of the last {_RECENT_WEEKS} weeks were unpaid "
        f"({hours(minutes)}), against {base:.0f} % in the {_BASE_WEEKS} weeks before.",
        since=weeks[0].start,
        evidence={
            "share_percent": recent,
            "usual_share_percent": base,
            "unpaid_minutes": minutes,
            "working_minutes": sum(week.working_minutes for week in weeks),
        },
        advice="Look at which kind of unpaid work grew: mtdesk time keeps them apart.",
    )


def _recent(history: History) -> list[Week]:
    return history.whole_weeks(_RECENT_WEEKS)


def _worked(weeks: list[Week]) -> list[Week]:
    return [week for week in weeks if week.working_minutes > 0]


def _known(weeks: list[Week]) -> list[Week]:
    """Those worked of which all minutes are known."""
    return [week for week in _worked(weeks) if not week.unsaid]


def _per_hour(weeks: list[Week]) -> int | None:
    return per_known_hour(
        sum(week.take_home_minor for week in weeks),
        sum(week.working_minutes for week in weeks),
        unsaid=sum(week.unsaid for week in weeks),
        unpriced_minutes=sum(week.unpriced_minutes for week in weeks),
    )


def _fall(history: History, limits: Limits) -> Trend | None:
    series = [
        (week.start, float(per_hour(week.take_home_minor, week.priced_minutes) or 0))
        for week in history.whole_weeks()
        if week.priced_minutes > 0
    ]
    return trend(
        series, FALL, history, limits, ("take_home", "falling"), watch=limits.take_home_falling
    )


def _shares(history: History) -> tuple[float, float] | None:
    """Percent of working minutes unpaid in the last 4 weeks and the 12 before, with enough of each."""
    recent = _known(_recent(history))
    base = _known(history.whole_weeks(_RECENT_WEEKS + _BASE_WEEKS, _RECENT_WEEKS + 1))
    logged = sum(week.unpaid_minutes > 0 for week in base)
    if len(recent) < _LEAST_RECENT or len(base) < _LEAST_BASE or logged < _LEAST_LOGGED:
        return None
    return _share(recent), _share(base)


def _share(weeks: list[Week]) -> float:
    unpaid = sum(week.unpaid_minutes for week in weeks)
    # Rounded, so that 15 % is 5 points more than 10 % in floating point too.
    return round(100 * unpaid / sum(week.working_minutes for week in weeks), 6)


def _take_home_numbers(history: History, limits: Limits) -> Iterator[str]:
    money, weeks = currency(history.currency), _recent(history)
    yield from trend_numbers(
        _fall(history, limits),
        "take-home per working hour",
        lambda minor: money.format(round(minor)),
    )
    an_hour = _per_hour(weeks)
    target = history.take_home_target_minor
    yield (
        f"last {_RECENT_WEEKS} weeks: "
        f"{'nothing worked' if an_hour is None else money.format(an_hour)} an hour; "
        f"your target: {money.format(target) if target else 'none'}"
    )


def _unpaid_numbers(history: History, limits: Limits) -> Iterator[str]:
    compared = _shares(history)
    if compared is None:
        yield (
            f"too little to compare: it takes {_LEAST_RECENT} worked weeks of the last "
            f"{_RECENT_WEEKS}, {_LEAST_BASE} of the {_BASE_WEEKS} before, "
            f"{_LEAST_LOGGED} of them with unpaid time logged"
        )
        return
    recent, base = compared
    least = max(base * limits.unpaid_times, base + limits.unpaid_points)
    yield f"unpaid share of the last {_RECENT_WEEKS} weeks: {recent:.1f} %"
    yield f"unpaid share of the {_BASE_WEEKS} weeks before: {base:.1f} %"
    yield f"a note from {least:.1f} %"


def _take_home_near(history: History, limits: Limits) -> str | None:
    found = _fall(history, limits)
    return trend_near(found.course if found else None, "fall of take-home")


def _unpaid_near(history: History, limits: Limits) -> str | None:
    compared = _shares(history)
    if compared is None:
        return None
    recent, base = compared
    least = max(base * limits.unpaid_times, base + limits.unpaid_points)
    return f"unpaid hours {recent:.0f} % of {least:.0f} %"


TAKE_HOME = RuleWords(
    rule="take_home",
    about="does an hour of your work bring less than it did, or less than you want?",
    formula=(
        "take-home / (hands-on + unpaid hours), by week; falling: x = minus that figure; "
        f"{FALL.formula}; target: the last 4 weeks together against yours"
    ),
    thresholds=("take_home_falling", "new_usual_weeks"),
    source=f"Money received and hours logged; {SOURCE}; {EDITORIAL}",
    caveats=(
        "Money counts in the week it moved: a year's insurance or a package sold moves its week. "
        "Your target is the setting take_home_target."
    ),
    numbers=_take_home_numbers,
    near=_take_home_near,
)
UNPAID = RuleWords(
    rule="unpaid_hours",
    about="does work that nobody pays take a growing share of your hours?",
    formula=(
        "unpaid / (hands-on + unpaid minutes) of the last 4 whole weeks against the 12 before: "
        "at least 1.3 times and 5 points of 100 more"
    ),
    thresholds=("unpaid_times", "unpaid_points"),
    source=f"Hours as you logged them; {EDITORIAL}",
    caveats="Logging unpaid time more carefully than before looks the same as more of it.",
    numbers=_unpaid_numbers,
    near=_unpaid_near,
)
