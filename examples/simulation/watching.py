"""What the findings say of a life, day by day, through the program's own `assess`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from mtdesk.insight import change
from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import WEEKS, History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.stories import STORY_OF, STRAIN, strain_level
from mtdesk.model.finding import LEVELS, Finding, sign_of
from simulation.lives import BEGAN, Life, live
from simulation.practices import RAMP, Practice

FIRST_YEAR_FROM = 12  # weeks: before that, 8 whole weeks are not there to compare with
RAISED = ("watch", "act")
_DAILY = frozenset({"hands_on_day", "against_usual", "no_rest_day", "sore_site"})
STRAIN_RULES, STRAIN_STORY = "rules of strain", "story of strain"  # counted as rules are


@dataclass(frozen=True, slots=True)
class Appearance:
    """A rule and subject that reaches a level on a day where it was not the day before."""

    day: int
    rule: str
    level: str


@dataclass(frozen=True, slots=True)
class Day:
    """What appears on a day; the levels of the whole, of the rules and the story of strain.

    Facts are left out of the levels.
    """

    number: int
    appeared: tuple[Appearance, ...]
    level: str
    strain: str
    story: str


def days(practice: Practice, life: Life, first: int = 7) -> Iterator[Day]:
    """Each day of a life from some day on, as the findings say it then.

    Rules of whole weeks are asked when a week has ended and stand until the next, which is what
    asking them every day would find. What stands on the first day counts as having appeared there.
    Where some rules are aimed at a change, only those are asked.
    """
    asked = practice.aimed or frozenset(RULES)
    of_days = Limits(disabled=frozenset(RULES) - (asked & _DAILY))
    of_weeks = Limits(disabled=frozenset(RULES) - (asked - _DAILY))
    by_day = {str(day.day): day for day in life.days}
    by_check_in = {one.checked_on: one for one in life.check_ins}
    shown: set[tuple[str, str, str]] = set()
    weekly: tuple[Finding, ...] | None = None
    dates = [(BEGAN + timedelta(days=day)).isoformat() for day in range(7 * practice.weeks + 1)]
    for number in range(first, 7 * practice.weeks + 1):
        past = dates[max(0, number - 35) : number + 1]
        history = History(
            as_of=BEGAN + timedelta(days=number),
            first_day=BEGAN,
            days=tuple(by_day[day] for day in past if day in by_day),
            check_ins=tuple(by_check_in[day] for day in past[-28:] if day in by_check_in),
            last_check_in=BEGAN + timedelta(days=number),
            weeks=tuple(life.weeks[max(0, number // 7 - WEEKS) : number // 7]),
        )
        if number % 7 == 0 or weekly is None:
            weekly = assess(history, of_weeks)
        found = (*weekly, *assess(history, of_days)) if asked & _DAILY else weekly
        now = {
            (one.rule, one.subject, level)
            for one in found
            for level in RAISED
            if _reaches(one.level, level)
        }
        found = tuple(one for one in found if one.rule not in practice.facts)
        strain = tuple(one for one in found if STORY_OF[sign_of(one)] == STRAIN)
        yield Day(
            number,
            tuple(Appearance(number, rule, level) for rule, _, level in sorted(now - shown)),
            level=_highest(found),
            strain=_highest(strain),
            story=strain_level(strain),
        )
        shown = now


def _highest(found: Iterable[Finding]) -> str:
    return max((one.level for one in found), key=LEVELS.index, default="clear")


@contextmanager
def remembering() -> Iterator[None]:
    """What would be computed anew with the same result is computed once.

    A week's score is the same in every later week that asks for it, and so are the whole weeks in
    every rule that is asked on one day.
    """
    kept = {name: getattr(change, name) for name in ("normal_score", "_winsorised_score")}
    whole_weeks = History.whole_weeks
    for name, function in kept.items():
        setattr(change, name, _remembered(function))
    History.whole_weeks = _once_a_day(whole_weeks)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(change, name, function)
        History.whole_weeks = whole_weeks  # type: ignore[method-assign]


def _once_a_day(function: Callable[..., list[Week]]) -> Callable[..., list[Week]]:
    asked: list[History] = []
    known: dict[tuple[int | None, int], list[Week]] = {}

    def once(history: History, first: int | None = None, last: int = 1) -> list[Week]:
        if not asked or asked[0] is not history:
            asked[:] = [history]
            known.clear()
        if (first, last) not in known:
            known[first, last] = function(history, first, last)
        return known[first, last]

    return once


def _remembered(function: Callable[..., float | None]) -> Callable[..., float | None]:
    known: dict[tuple[object, ...], float | None] = {}

    def remembered(value: float, earlier: Sequence[float], *more: float) -> float | None:
        key = (value, *earlier, *more)
        if key not in known:
            known[key] = function(value, earlier, *more)
        return known[key]

    return remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one life shows; counts are by (rule, level).

    The whole is counted as rule `level`, the rules and the story of strain by names of their own;
    days raised by level, those of the story by its name and the level.
    """

    early: Counter[tuple[str, str]]
    later: Counter[tuple[str, str]]
    days: int = 0
    days_raised: Counter[str]
    seen_after: float | None = None
    seen_before_collapse: float | None = None


def replicate(task: tuple[Practice, int, int]) -> Outcome:
    """One life of a practice; the same for the same seed, whichever process lives it."""
    practice, seed, number = task
    life = live(practice, Random(f"{seed} {practice.name} {number}"))
    with remembering():
        if practice.aimed:
            return _outcome(seen_after=_seen_after(practice, life))
        if practice.collapse:
            return _outcome(seen_before_collapse=_seen_before_collapse(practice, life))
        return _false_alarms(days(practice, life))


def _outcome(
    *, seen_after: float | None = None, seen_before_collapse: float | None = None
) -> Outcome:
    return Outcome(
        early=Counter(),
        later=Counter(),
        days_raised=Counter(),
        seen_after=seen_after,
        seen_before_collapse=seen_before_collapse,
    )


def _seen_after(practice: Practice, life: Life) -> float | None:
    """Weeks from the step to the first appearance of a rule that should see it."""
    step = 7 * practice.step_at
    for day in days(practice, life, first=step):
        if day.number > step and any(
            one.rule in practice.aimed and one.level == "watch" for one in day.appeared
        ):
            return day.number / 7 - practice.step_at
    return None


def _seen_before_collapse(practice: Practice, life: Life) -> float | None:
    """Weeks from the first appearance of any rule, facts apart, to the week in which she stops."""
    ramp = 7 * (practice.collapse - RAMP)
    for day in days(practice, life, first=ramp - 1):
        if day.number >= ramp and any(
            one.rule not in practice.facts and one.level == "watch" for one in day.appeared
        ):
            return practice.collapse - day.number / 7
    return None


def _false_alarms(lived: Iterable[Day]) -> Outcome:
    early: Counter[tuple[str, str]] = Counter()
    later: Counter[tuple[str, str]] = Counter()
    raised: Counter[str] = Counter()
    counted, before = 0, {"level": "clear", STRAIN_RULES: "clear", STRAIN_STORY: "clear"}
    for day in lived:
        counts = early if day.number < 7 * FIRST_YEAR_FROM else later
        counts.update((one.rule, one.level) for one in day.appeared)
        now = {"level": day.level, STRAIN_RULES: day.strain, STRAIN_STORY: day.story}
        for level in RAISED:
            for name, stands in now.items():
                was_there = _reaches(before[name], level)
                counts[name, level] += not was_there and _reaches(stands, level)
            raised[level] += counts is later and _reaches(day.level, level)
            raised[f"{STRAIN_STORY} {level}"] += counts is later and _reaches(day.story, level)
        counted += counts is later
        before = now
    return Outcome(early=early, later=later, days=counted, days_raised=raised)


def _reaches(level: str, least: str) -> bool:
    return LEVELS.index(level) >= LEVELS.index(least)
