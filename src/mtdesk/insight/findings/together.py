"""The rule about answers that rise together, none of them clearly by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtdesk.insight.findings.history import History
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords
from mtdesk.insight.findings.rising import (
    CAVEATS,
    OF_ANSWERS,
    OWN_ANSWERS,
    answer_trend,
    site_trends,
    trend_near,
)
from mtdesk.insight.findings.trend import ANSWERS, SOURCE, Course, Trend, course
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import frozen
from mtdesk.model.period import human_day
from mtdesk.model.text import joined
from mtdesk.model.wellbeing import GENERAL, site_words

_SELF = ("rising_answers", "")


@frozen
class _Together:
    """The second highest C of body, mind and the sorest place, week by week; which two are highest."""

    course: Course
    names: tuple[str, ...]
    began: str


def rising_answers(history: History, limits: Limits) -> Iterator[Finding]:
    """Two of body, mind and a place of the body past a share of the threshold that one must pass.

    By simulation and on other people's real weeks, two that agree are as rarely wrong as one that is
    clear (examples/findings.md). Silent where one of them stands by itself: then that one speaks.
    """
    found = _together(history, limits)
    if found is None or not found.course.level:
        return
    yield TOGETHER.finding(
        limits,
        found.course.level,
        f"{joined(found.names).capitalize()} have risen together since the week of "
        f"{human_day(found.began, history.as_of)}, neither clearly by itself{found.course.ending}",
        since=found.began,
        evidence={
            "answers": list(found.names),
            "c": found.course.c,
            "weeks_stood": found.course.stood,
        },
        advice="Keep one evening of each of the next two weeks empty, and look again after them.",
    )


def _known(history: History, limits: Limits) -> dict[str, list[tuple[str, Trend]]]:
    """The trends of each kind of answer, with what they are called."""
    asked = {
        f"exhaustion of {asked}": answer_trend(asked, history, limits, _SELF)
        for asked in ("body", "mind")
    }
    sore = [(_place(site), found) for site, found in site_trends(history, limits, _SELF)]
    return {
        **{name: [(name, found)] for name, found in asked.items() if found},
        "soreness": sore,
    }


def _place(site: str) -> str:
    return "soreness" if site == GENERAL else f"soreness of the {site_words(site)}"


def _together(history: History, limits: Limits) -> _Together | None:
    """None where fewer than two kinds are known, or where one stands by itself.

    One that has become old and rests is her usual, or is asked about: it counts for nothing here.
    """
    known = _known(history, limits)
    every = [found for kind in known.values() for _, found in kind]
    if any(found.level in {"watch", "act"} for found in every):
        return None
    rising = [[each for each in kind if each[1].level is None] for kind in known.values()]
    rising = [kind for kind in rising if kind]
    if len(rising) < 2:
        return None
    starts = sorted({start for found in every for start in found.course.starts})
    by_kind = [_highest(starts, (found for _, found in kind)) for kind in rising]
    sums = [sorted(week)[-2] for week in zip(*by_kind, strict=True)]
    tops = (max(kind, key=lambda each: each[1].course.c) for kind in rising)
    highest = sorted(tops, key=lambda each: -each[1].course.c)[:2]
    return _Together(
        course=course(starts, sums, limits, watch=limits.answers_together * limits.answer_watch),
        names=tuple(name for name, _ in highest),
        began=max(found.began for _, found in highest),
    )


def _highest(starts: list[str], trends: Iterable[Trend]) -> list[float]:
    """The highest C of some series after each week; a week without an answer leaves it as it was."""
    highest = [0.0] * len(starts)
    for found in trends:
        after = dict(zip(found.course.starts, found.course.sums, strict=True))
        c = 0.0
        for place, start in enumerate(starts):
            c = after.get(start, c)
            highest[place] = max(highest[place], c)
    return highest


def _numbers(history: History, limits: Limits) -> Iterator[str]:
    least = limits.answers_together * limits.answer_watch
    for kind in _known(history, limits).values():
        for name, found in kind:
            yield f"{name}: C is {found.course.c:.1f}; two past {least:.1f} together are said"


def _near(history: History, limits: Limits) -> str | None:
    found = _together(history, limits)
    if found is None:
        return None
    return trend_near(found.course, "two answers together")


TOGETHER = RuleWords(
    rule="rising_answers",
    about="do two of your answers rise together, though neither says it alone?",
    formula=(
        f"the second highest C of body, mind and the sorest place past 0.6 of what one alone must "
        f"pass; {ANSWERS.formula}"
    ),
    thresholds=("answers_together", *OF_ANSWERS),
    source=f"{OWN_ANSWERS}; {SOURCE}; {EDITORIAL}",
    caveats=CAVEATS,
    numbers=_numbers,
    near=_near,
)
