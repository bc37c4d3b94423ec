"""Rules about what rises and stays: her load, her exhaustion, a sore site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import fsum

from mtdesk.insight.change import WARMUP
from mtdesk.insight.findings.history import History, Week
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords, named
from mtdesk.insight.findings.trend import ANSWERS, LOAD, SOURCE, Course, Trend, trend
from mtdesk.model.finding import Finding
from mtdesk.model.text import counted
from mtdesk.model.wellbeing import GENERAL, SITES
from mtdesk.typed import Any

_OF_LOAD = ("rising_watch", "rising_act", "new_usual_weeks")
OF_ANSWERS = ("answer_watch", "answer_act", "new_usual_weeks")
CAVEATS = (
    "Several recent weeks together lay clearly above your earlier ones: no single week can raise "
    "this, nor can two. Once said, it stands until C is back at half of its threshold; after 12 "
    "weeks it asks whether this is your new usual, and rests unless it still climbs. Where nothing "
    "changes it comes about once in five years for each series (examples/findings.md)."
)
OWN_ANSWERS = "Your own answers 0-10, not a validated instrument"


def rising_load(history: History, limits: Limits) -> Iterator[Finding]:
    """Weekly load above her usual, and staying: winsorised CUSUM on the root of the load.

    Hawkins 1987; levels by simulation. Weeks unfinished or without a done session are left out.
    """
    found = _load_trend(history, limits)
    if not found or not found.level:
        return
    since = [week for week in _worked(history) if week.start >= found.began]
    estimated = fsum(week.estimated_load for week in since) / fsum(week.load for week in since)
    share = f", {max(1, round(100 * estimated))} % of it from estimated effort" if estimated else ""
    yield OF_LOAD.finding(
        limits,
        found.level,
        f"Your weekly load has held above your usual {_since(found, history)}: {found.recent:,.0f} "
        f"a week{share}, against {found.usual:,.0f} before{found.course.ending}",
        since=found.began,
        evidence={**found.evidence(), "estimated_share": estimated},
        advice="Look for one kind of session you could give fewer of for the next four weeks.",
    )


def rising_body(history: History, limits: Limits) -> Iterator[Finding]:
    """Weekly mean exhaustion of the body above her usual, and staying: CUSUM, as for load.

    Physical exhaustion went with injury-forced cuts in work most strongly (Blau 2013, n = 2,079).
    Weeks without an answer are left out.
    """
    yield from _exhaustion(BODY, "body", history, limits)


def rising_mind(history: History, limits: Limits) -> Iterator[Finding]:
    """Weekly mean exhaustion of the mind above her usual, and staying: CUSUM, as for the body."""
    yield from _exhaustion(MIND, "mind", history, limits)


def rising_soreness(history: History, limits: Limits) -> Iterator[Finding]:
    """A site's weekly mean soreness above her usual, and staying: CUSUM, one finding a site.

    Weeks without a check-in are left out; a check-in that does not name the site counts as 0 there.
    """
    for site, found in site_trends(history, limits):
        if found.level:
            yield SORENESS.finding(
                limits,
                found.level,
                f"{named(site)} has been sorer than your usual {_since(found, history)}: "
                f"{found.recent:.1f} a check-in on average, against {found.usual:.1f} before"
                f"{found.course.ending}",
                since=found.began,
                evidence={"site": site, **found.evidence()},
                advice=_ADVICE[GENERAL if site == GENERAL else "site"],
                subject=site,
            )


def _exhaustion(
    words: RuleWords, asked: str, history: History, limits: Limits
) -> Iterator[Finding]:
    found = answer_trend(asked, history, limits)
    if found and found.level:
        yield words.finding(
            limits,
            found.level,
            f"Your exhaustion of {asked} has held above your usual {_since(found, history)}: "
            f"{found.recent:.1f} on average, against {found.usual:.1f} before{found.course.ending}",
            since=found.began,
            evidence=found.evidence(),
            advice=_ADVICE[asked],
        )


_ADVICE = {
    "body": "Plan one lighter day in each of the next four weeks, and look again after them.",
    "site": (
        "Let another part of you do some of this place's work, "
        "and see someone about it if it stays."
    ),
    GENERAL: "At the next check-ins say where it is, to learn which of your techniques ask for it.",
    "mind": "Choose one thing outside the sessions that you could put down for the next four weeks.",
}


def _since(found: Trend, history: History) -> str:
    return f"since the week of {found.began_words(history.as_of)}"


# -- the series


def _worked(history: History) -> list[Week]:
    return [week for week in history.whole_weeks() if week.sessions and week.is_load_known]


def _load_trend(history: History, limits: Limits) -> Trend | None:
    series = [(week.start, week.load) for week in _worked(history)]
    return trend(
        series, LOAD, history, limits, ("rising_load", ""),
        watch=limits.rising_watch, act=limits.rising_act,
    )  # fmt: skip


def courses(history: History, limits: Limits) -> Iterator[tuple[tuple[str, str], Course]]:
    """The course of each series that is long enough, with the finding (rule, subject) it makes."""
    found: dict[tuple[str, str], Trend | None] = {("rising_load", ""): _load_trend(history, limits)}
    for asked in ("body", "mind"):
        found[f"rising_{asked}", ""] = answer_trend(asked, history, limits)
    for site, sore in site_trends(history, limits):
        found["rising_soreness", site] = sore
    yield from ((about, trend.course) for about, trend in found.items() if trend)


def answer_trend(
    asked: str, history: History, limits: Limits, *more: tuple[str, str]
) -> Trend | None:
    answers = [(week.start, getattr(week, asked)) for week in history.whole_weeks()]
    given = [(start, answer) for start, answer in answers if answer is not None]
    return _of_answers(given, history, limits, (f"rising_{asked}", ""), *more)


def site_trends(
    history: History, limits: Limits, *more: tuple[str, str]
) -> Iterator[tuple[str, Trend]]:
    """The trend of each place that was ever sore, where there is enough to say of it."""
    asked = [week for week in history.whole_weeks() if week.check_ins]
    sore = {site for week in asked for site, mean in week.soreness.items() if mean}
    for site in (*SITES, GENERAL):
        if site not in sore:
            continue
        series = [(week.start, week.soreness.get(site, 0.0)) for week in asked]
        found = _of_answers(series, history, limits, ("rising_soreness", site), *more)
        if found:
            yield site, found


def _of_answers(
    series: list[tuple[str, float]], history: History, limits: Limits, *about: tuple[str, str]
) -> Trend | None:
    return trend(
        series, ANSWERS, history, limits, *about, watch=limits.answer_watch, act=limits.answer_act
    )


# -- her numbers, for the explanation


def trend_numbers(found: Trend | None, thing: str, show: Callable[[float], str]) -> Iterator[str]:
    """The lines of one series, its values as `show` writes them."""
    if found is None:
        yield f"{thing}: nothing to say before {WARMUP + 1} whole weeks, or without a recent one"
        return
    yield (
        f"{thing}: {show(found.last)} in the week of {found.course.starts[-1]}, after which C is "
        f"{found.course.c:.1f}"
    )
    if found.course.c > 0:
        yield (
            f"mean {show(found.recent)} over {counted(found.weeks_since, 'week')} since "
            f"{found.began}, {show(found.usual)} over {counted(found.weeks_before, 'week')} before"
        )
    else:
        yield f"mean {show(found.usual)} over the {counted(found.weeks_before, 'week')} before"


def trend_near(found: Course | None, thing: str) -> str | None:
    return None if found is None else f"{thing} {found.c:.1f} of {found.watch:.1f}"


def _load_near(history: History, limits: Limits) -> str | None:
    found = _load_trend(history, limits)
    return trend_near(found.course if found else None, "rise of load")


def _soreness_near(history: History, limits: Limits) -> str | None:
    courses = [found.course for _, found in site_trends(history, limits)]
    most = max(courses, key=lambda found: found.c, default=None)
    return trend_near(most, "rise of soreness")


def _load_numbers(history: History, limits: Limits) -> Iterator[str]:
    yield from trend_numbers(_load_trend(history, limits), "weekly load", "{:,.0f}".format)


def _soreness_numbers(history: History, limits: Limits) -> Iterator[str]:
    for site, found in site_trends(history, limits):
        yield from trend_numbers(found, named(site), "{:.1f}".format)


def _words(rule: str, about: str, formula: str, source: str, numbers: Any, near: Any) -> RuleWords:
    return RuleWords(
        rule=rule,
        about=about,
        formula=formula,
        thresholds=_OF_LOAD if rule == "rising_load" else OF_ANSWERS,
        source=source,
        caveats=CAVEATS,
        numbers=numbers,
        near=near,
    )


def _exhaustion_words(asked: str) -> RuleWords:
    def numbers(history: History, limits: Limits) -> Iterator[str]:
        found = answer_trend(asked, history, limits)
        yield from trend_numbers(found, f"exhaustion of {asked}", "{:.1f}".format)

    def near(history: History, limits: Limits) -> str | None:
        found = answer_trend(asked, history, limits)
        return trend_near(found.course if found else None, f"rise of {asked}")

    return _words(
        f"rising_{asked}",
        f"does the exhaustion of your {asked} rise and stay up?",
        f"x = the week's mean answer; {ANSWERS.formula}",
        f"{OWN_ANSWERS}; why asked: Blau 2013, IJTMB, 2,079 therapists; {SOURCE}; {EDITORIAL}",
        numbers,
        near,
    )


OF_LOAD = _words(
    "rising_load",
    "does the load of your weeks rise and stay up?",
    f"x = the week's effort x minutes; {LOAD.formula}",
    f"Effort x minutes: Foster 2001, J Strength Cond Res 15:109; {SOURCE}; {EDITORIAL}",
    _load_numbers,
    _load_near,
)
BODY, MIND = _exhaustion_words("body"), _exhaustion_words("mind")
SORENESS = _words(
    "rising_soreness",
    "does a place of your body get sorer and stay so?",
    f"x = the site's mean over the week's check-ins, 0 where it was not named; {ANSWERS.formula}",
    f"{OWN_ANSWERS}; {SOURCE}; {EDITORIAL}",
    _soreness_numbers,
    _soreness_near,
)
