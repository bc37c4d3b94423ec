"""Practices whose truth is known, week by week through the findings: what is seen, and how soon.

    python examples/simulate.py            the full table, a few minutes on two cores
    python examples/simulate.py --quick    a small one
    python examples/simulate.py --write    the full table into examples/findings.md

Everything is invented and follows from the seed. Days and check-ins are drawn at random, summed up
by week as a practice file would be, and given to `assess` as they would have stood on each day.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from random import Random
from statistics import median, stdev

from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.wellbeing import CheckIn

WORDS = """\
# What the findings see, and how often they are wrong

`python examples/simulate.py --write` makes this page: practices whose truth is known, lived day by day, each day's and
week's figures given to the findings as they stood then. Everything is invented, and follows from the seed.

A practice gives a Poisson number of sessions a week (mean 18, or 13), of 60 or 90 minutes, laid evenly on four or five
days; effort 4 with a spread of 1.2; a check-in on half of the working days. Bookings, effort, exhaustion and soreness lean
on the week before (autocorrelation about 0.2 in the weekly figures). Rent is paid once a month.

**An appearance** is a level reached by a rule, for one subject, that was not there the day before. Where nothing changes
each one is a false alarm, but for `hands_on_day` and `no_rest_day`: they count days, and are true whenever they are said.
18 sessions are 20 hours, so a day over 4 hours is ordinary there, and the table shows it; these two are left out of the
sums. The first 12 weeks are counted apart: until 8 whole weeks are known there is no swing to hold a week against.

## What the defaults owe to this

- `against_usual`: the ratio alone passes 1.3 about ten times a year in a steady practice and 1.6 about four times, six
  with four weeks of holidays. From the ninth week on it is therefore only a note unless the seven days also lie 2.5 SD
  (to watch) or 3.5 SD (to act on) beyond the swing of her own weeks.
- `rising_...` and `take_home`: watched above C = 5. A lower false alarm rate would cost what they are for: above 5.5 a step
  of 2 SD is seen within 8 weeks in 90 % instead of 94 % (series alone, autocorrelation 0.2). Once said, a finding stands until
  C is back at half of its threshold, which makes a quarter fewer appearances than letting it blink about the line.
- Acting is advised above C = 7.5. Above 7 the steady practice had 0.23 false ones a year, all rules together.
- `sore_site` depends on how sore the site usually is: with a usual soreness of 1 of 10, as here, it is rarely wrong; with 1.5 it
  appears 0.6 times a year, and the steady practices would then miss their one watch a year:
  the tuning was begun with 1.5 and ended with 1. Then it counts what she wrote down, three times in 14 days, and is as true as a long day.

## What could not be reached

- The first twelve weeks: one or two false alarms, nearly all from the ratio while her own swing is not known. It
  is said from day 28 on all the same, for a practice that begins too fast is worth a word.
- Small changes: a step of 1 SD (a third more load) is seen within 8 weeks less than half of the time. A rule that sees it
  sooner is wrong several times a year.
- Seasons are a change, not noise: the busy half of the year raises `rising_load` more often than chance.
- After several years a practice that never changes still has a level of watch on about one day in ten, for a sum
  that was carried up by chance comes down slowly. Acknowledging it sets it to zero; the simulated therapist never does.
- Not simulated: incidents, questionnaires, gaps and heavy rows (which only make notes), and how people answer when asked daily.

## The tables

"""
SEED = 20_261_123
REPLICATES, YEARS = 40, 5
BEGAN = date(2024, 1, 1)  # a Monday
STEP_AT = 26  # weeks of history before something changes
FOLLOWED = 16  # weeks watched after a step
RAMP = 26  # weeks from the first sign to the collapse
FACTS = frozenset({"hands_on_day", "no_rest_day"})  # counted days: true whenever they are said
DAILY = frozenset({"hands_on_day", "against_usual", "no_rest_day", "sore_site"})
WEEKLY = frozenset(RULES) - DAILY  # what changes only when a week ends
FIRST_YEAR_FROM = 12  # weeks: before that, 8 whole weeks are not there to compare with
LATENT = 0.35  # autocorrelation of how she is from week to week, about 0.2 in the weekly means


@dataclass(frozen=True, kw_only=True)
class Practice:
    """How a practice works. Steps are in SD of her own weekly figure, from week 26 on."""

    name: str
    weeks: int = 52 * YEARS
    sessions: float = 18.0
    effort: float = 4.0
    body: float = 3.5
    mind: float = 3.0
    thumb: float = 1.0
    answered: float = 0.5  # share of working days with a check-in
    logged: float = 1.0  # share of sessions written down
    season: float = 0.0  # swing of the bookings over the year
    holidays: bool = False
    load_step: float = 0.0
    effort_step: float = 0.0
    body_step: float = 0.0
    collapse: int = 0  # the week in which she stops; the 26 before lead up to it
    aimed: frozenset[str] = frozenset()  # the rules that should see the change


LOAD_RULES = frozenset({"rising_load", "against_usual"})
UNCHANGED = (
    Practice(name="steady, 18 sessions"),
    Practice(name="steady, 13 sessions", sessions=13.0),
    Practice(name="seasons (bookings ±15 %)", season=0.15),
    Practice(name="four weeks of holidays a year", holidays=True),
    Practice(name="sparse (70 % logged, few check-ins)", logged=0.7, answered=0.15),
)
STEPS = tuple(
    Practice(
        name=f"{words} +{size:g} SD",
        weeks=STEP_AT + FOLLOWED,
        aimed=aimed,
        **{field_name: size},  # type: ignore[arg-type]
    )
    for words, field_name, aimed in (
        ("load", "load_step", LOAD_RULES),
        ("effort", "effort_step", LOAD_RULES),
        ("exhaustion of body", "body_step", frozenset({"rising_body"})),
    )
    for size in (1.0, 1.5, 2.0)
)
COLLAPSES = (
    Practice(name="slow burn-out", weeks=52 + RAMP, collapse=52 + RAMP),
    Practice(name="slow burn-out, sparse", weeks=52 + RAMP, collapse=52 + RAMP, logged=0.7, answered=0.15),
)  # fmt: skip


# -- a life


class Drift:
    """A first-order autoregression with unit variance: how one week leans on the one before."""

    def __init__(self, random: Random, correlation: float) -> None:
        self._random, self._correlation = random, correlation
        self._value = random.gauss(0, 1)

    def step(self) -> float:
        fresh = math.sqrt(1 - self._correlation**2) * self._random.gauss(0, 1)
        self._value = self._correlation * self._value + fresh
        return self._value


@dataclass
class Life:
    days: list[DayLoad] = field(default_factory=list)
    check_ins: list[CheckIn] = field(default_factory=list)
    weeks: list[Week] = field(default_factory=list)


def live(practice: Practice, random: Random) -> Life:
    """Every day of a practice, from its first Monday on."""
    life = Life()
    bookings = Drift(random, 0.2)
    effort, body, mind, thumb = (Drift(random, LATENT) for _ in range(4))
    for number in range(practice.weeks):
        ramp, load_up, effort_up, body_up = _changed(practice, number)
        rate = practice.sessions * (1 + practice.season * math.sin(2 * math.pi * number / 52))
        drawn = _Drawn(
            sessions=poisson(rate * load_up * (1 + 0.35 * ramp), bookings.step()),
            effort=practice.effort * effort_up + 0.3 * effort.step() + 1.0 * ramp,
            body=practice.body + 0.8 * body.step() + 3.5 * ramp + body_up,
            mind=practice.mind + 0.8 * mind.step() + 3.0 * ramp,
            thumb=practice.thumb + 0.6 * thumb.step() + 3.0 * ramp,
        )
        if practice.holidays and number % 52 in {15, 30, 31, 51}:
            drawn = replace(drawn, sessions=0)
        _write_down(life, practice, BEGAN + timedelta(weeks=number), drawn, random)
    return life


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """A week as it really is: how many sessions, and the level of each answer."""

    sessions: int
    effort: float
    body: float
    mind: float
    thumb: float


def _changed(practice: Practice, week: int) -> tuple[float, float, float, float]:
    """How far the ramp to the collapse is (0 to 1), and the steps of load, effort and body."""
    ramp = max(0.0, 1 - (practice.collapse - week) / RAMP) if practice.collapse else 0.0
    if week < STEP_AT or not practice.aimed:
        return ramp, 1.0, 1.0, 0.0
    load, body = spreads()
    return (
        ramp,
        math.exp(practice.load_step * load),
        math.exp(practice.effort_step * load),
        practice.body_step * body,
    )


@cache
def spreads() -> tuple[float, float]:
    """SD of ln weekly load and of weekly mean exhaustion in a steady practice: the steps' unit."""
    weeks = live(Practice(name="measure", weeks=1_000), Random(f"{SEED} measure")).weeks
    return (
        stdev(math.log1p(week.load) for week in weeks),
        stdev(week.body for week in weeks if week.body is not None),
    )


def _write_down(
    life: Life, practice: Practice, monday: date, drawn: _Drawn, random: Random
) -> None:
    """Lay a week's sessions on its days, evenly, and keep of them what she logs."""
    working = range(5) if random.random() < 0.8 else sorted(random.sample(range(5), 4))
    booked = dict.fromkeys(working, 0)
    logged: dict[int, list[tuple[int, float]]] = {day: [] for day in working}
    income = 0
    for _ in range(drawn.sessions):
        day = min(working, key=lambda each: (booked[each], random.random()))
        minutes = 90 if random.random() < 0.25 else 60
        effort = min(10.0, max(0.5, round(2 * random.gauss(drawn.effort, 1.2)) / 2))
        booked[day] += minutes
        if random.random() < practice.logged:
            logged[day].append((minutes, effort))
            income += (130_00 if minutes == 90 else 90_00) + round(random.gauss(12_00, 5_00))
    days = [
        DayLoad(
            day=monday + timedelta(days=day),
            sessions=len(sessions),
            hands_on_minutes=sum(minutes for minutes, _ in sessions),
            load=sum(minutes * effort for minutes, effort in sessions),
        )
        for day, sessions in logged.items()
        if sessions
    ]
    asked = [
        CheckIn(
            checked_on=str(day.day),
            body=_answer(random, drawn.body),
            mind=_answer(random, drawn.mind),
            soreness={"thumb-r": sore} if (sore := _answer(random, drawn.thumb)) else {},
        )
        for day in days
        if random.random() < practice.answered
    ]
    rent = 650_00 if monday.day <= 7 else 0
    sore_sum = sum(one.soreness.get("thumb-r", 0) for one in asked)
    life.days += days
    life.check_ins += asked
    life.weeks.append(
        Week(
            start=monday.isoformat(),
            sessions=sum(day.sessions for day in days),
            load=sum(day.load for day in days),
            hands_on_minutes=sum(day.hands_on_minutes for day in days),
            unpaid_minutes=max(0, round(random.gauss(300, 60))) if days else 0,
            take_home_minor=income - rent - round(random.gauss(60_00, 20_00)),
            check_ins=len(asked),
            body=_mean([one.body for one in asked]),
            mind=_mean([one.mind for one in asked]),
            soreness={"thumb-r": sore_sum / len(asked)} if sore_sum else {},
        )
    )


def poisson(rate: float, score: float) -> int:
    """The count that stands in the Poisson distribution where a standard normal score stands."""
    wanted = 0.5 * math.erfc(-score / math.sqrt(2))
    count, term = 0, math.exp(-rate)
    total = term
    while total < wanted and count < 200:
        count += 1
        term *= rate / count
        total += term
    return count


def _answer(random: Random, mean: float) -> int:
    return min(10, max(0, round(random.gauss(mean, 1.2))))


def _mean(answers: list[float | None]) -> float | None:
    given = [answer for answer in answers if answer is not None]
    return sum(given) / len(given) if given else None


# -- the findings of every day


@dataclass(frozen=True, slots=True)
class Appearance:
    """A rule and subject that reaches a level on a day where it was not the day before."""

    day: int
    rule: str
    level: str


def watched(practice: Practice, life: Life) -> tuple[list[Appearance], list[str]]:
    """What appears, day by day, and the level of the whole (facts left out) on each day.

    Rules of whole weeks are asked when a week has ended and stand until the next, which is what
    asking them every day would find.
    """
    by_day = {str(day.day): day for day in life.days}
    by_check_in = {one.checked_on: one for one in life.check_ins}
    shown: set[tuple[str, str, str]] = set()
    weekly: tuple[Finding, ...] = ()
    appeared, levels = [], []
    for number in range(7, 7 * practice.weeks + 1):
        today = BEGAN + timedelta(days=number)
        past = [(today - timedelta(days=back)).isoformat() for back in range(36)]
        asked = [by_check_in[day] for day in past[:28] if day in by_check_in]
        history = History(
            as_of=today,
            first_day=BEGAN,
            days=tuple(by_day[day] for day in past if day in by_day),
            check_ins=tuple(asked),
            last_check_in=today,
            weeks=tuple(life.weeks[max(0, number // 7 - 156) : number // 7]),
        )
        if number % 7 == 0:
            weekly = assess(history, Limits(disabled=DAILY))
        found = (*weekly, *assess(history, Limits(disabled=WEEKLY)))
        now = {
            (one.rule, one.subject, level)
            for one in found
            for level in ("watch", "act")
            if LEVELS.index(one.level) >= LEVELS.index(level)
        }
        appeared += [Appearance(number, rule, level) for rule, _, level in sorted(now - shown)]
        shown = now
        whole = [one.level for one in found if one.rule not in FACTS]
        levels.append(max(whole, key=LEVELS.index, default="clear"))
    return appeared, levels


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one replicate shows; counts are by (rule, level), the whole as rule `level`."""

    early: Counter[tuple[str, str]]
    later: Counter[tuple[str, str]]
    days_raised: int
    days: int
    seen_after: float | None
    seen_before_collapse: float | None


def replicate(task: tuple[Practice, int]) -> Outcome:
    """One life of a practice; the same for the same seed, whichever process lives it."""
    practice, number = task
    life = live(practice, Random(f"{SEED} {practice.name} {number}"))
    appeared, levels = watched(practice, life)
    appeared += _of_the_whole(levels)
    first = 7 * FIRST_YEAR_FROM
    counted = [one for one in appeared if one.day >= first]
    aimed = [
        one.day
        for one in appeared
        if one.rule in practice.aimed and one.day >= 7 * STEP_AT + 1 and one.level == "watch"
    ]
    warned = [
        one.day
        for one in appeared
        if practice.collapse
        and one.rule not in FACTS | {"level"}
        and one.day >= 7 * (practice.collapse - RAMP)
        and one.level == "watch"
    ]
    return Outcome(
        early=Counter((one.rule, one.level) for one in appeared if one.day < first),
        later=Counter((one.rule, one.level) for one in counted),
        days_raised=sum(level in {"watch", "act"} for level in levels[first - 7 :]),
        days=len(levels[first - 7 :]),
        seen_after=min(aimed) / 7 - STEP_AT if aimed else None,
        seen_before_collapse=practice.collapse - min(warned) / 7 if warned else None,
    )


def _of_the_whole(levels: list[str]) -> list[Appearance]:
    found = []
    for level in ("watch", "act"):
        reached = [LEVELS.index(one) >= LEVELS.index(level) for one in levels]
        found += [
            Appearance(7 + place, "level", level)
            for place, up in enumerate(reached)
            if up and not (place and reached[place - 1])
        ]
    return found


# -- the table


def run(replicates: int, years: int, processes: int = 2) -> dict[str, list[Outcome]]:
    """All practices, by name; steps and collapses are short, so they get `years` times as many."""
    unchanged = [replace(practice, weeks=52 * years) for practice in UNCHANGED]
    tasks = [(practice, number) for practice in unchanged for number in range(replicates)]
    tasks += [
        (practice, number)
        for practice in (*STEPS, *COLLAPSES)
        for number in range(replicates * years)
    ]
    if processes > 1:
        with Pool(processes) as pool:
            outcomes = pool.map(replicate, tasks, chunksize=1)
    else:
        outcomes = [replicate(task) for task in tasks]
    found: dict[str, list[Outcome]] = {}
    for (practice, _), outcome in zip(tasks, outcomes, strict=True):
        found.setdefault(practice.name, []).append(outcome)
    return found


def report(found: dict[str, list[Outcome]], replicates: int, years: int) -> str:
    """The tables as Markdown."""
    load, body = spreads()
    lines = [
        (
            f"Seed {SEED}; {replicates} lives of {years} years for each practice in which nothing changes, "
            f"{replicates * years} for each that changes; one SD is {load:.3f} of ln weekly load (a factor "
            f"of {math.exp(load):.2f}) and {body:.2f} points of weekly mean exhaustion."
        ),
        "",
        "### Nothing changes: appearances a year",
        "",
        *_false_alarms(found),
        "",
        "### A step that stays, after 26 weeks",
        "",
        *_steps(found),
        "",
        "### A slow burn-out over 26 weeks",
        "",
        *_collapses(found),
    ]
    return "\n".join(lines) + "\n"


def _false_alarms(found: dict[str, list[Outcome]]) -> list[str]:
    rules = [
        rule
        for rule in (*RULES, "level")
        if any(
            outcome.later[rule, "watch"] or outcome.early[rule, "watch"]
            for practice in UNCHANGED
            for outcome in found[practice.name]
        )
    ]
    lines = [
        "| practice | level | "
        + " | ".join(rules)
        + " | all rules, facts apart | first 12 weeks | days raised |",
        "|---" * (len(rules) + 5) + "|",
    ]
    for practice in UNCHANGED:
        outcomes = found[practice.name]
        years = sum(outcome.days for outcome in outcomes) / 365.25
        for level in ("watch", "act"):
            rates = [sum(one.later[rule, level] for one in outcomes) / years for rule in rules]
            together = sum(
                rate
                for rule, rate in zip(rules, rates, strict=True)
                if rule not in FACTS | {"level"}
            )
            early = sum(
                one.early[rule, level]
                for one in outcomes
                for rule in rules
                if rule not in FACTS | {"level"}
            ) / len(outcomes)
            raised = sum(one.days_raised for one in outcomes) / sum(one.days for one in outcomes)
            lines.append(
                f"| {practice.name} | {level} | "
                + " | ".join(f"{rate:.2f}" for rate in rates)
                + f" | **{together:.2f}** | {early:.2f} | {f'{raised:.0%}' if level == 'watch' else ''} |"
            )
    return lines


def _steps(found: dict[str, list[Outcome]]) -> list[str]:
    lines = [
        "| change | within 4 weeks | within 8 | within 16 | median weeks |",
        "|---|---|---|---|---|",
    ]
    for practice in STEPS:
        seen = [outcome.seen_after for outcome in found[practice.name]]
        shares = [_share(seen, most) for most in (4, 8, 16)]
        lines.append(f"| {practice.name} | " + " | ".join(shares) + f" | {_median(seen)} |")
    return lines


def _collapses(found: dict[str, list[Outcome]]) -> list[str]:
    lines = [
        "| practice | 6 weeks before or more | 12 weeks or more | median weeks before |",
        "|---|---|---|---|",
    ]
    for practice in COLLAPSES:
        ahead = [outcome.seen_before_collapse for outcome in found[practice.name]]
        count = len(ahead)
        six, twelve = (sum(one is not None and one >= least for one in ahead) for least in (6, 12))
        lines.append(
            f"| {practice.name} | {six / count:.0%} | {twelve / count:.0%} | {_median(ahead)} |"
        )
    return lines


def _share(seen: list[float | None], most: float) -> str:
    return f"{sum(one is not None and one <= most for one in seen) / len(seen):.0%}"


def _median(seen: list[float | None]) -> str:
    known = [one for one in seen if one is not None]
    return f"{median(known):.0f}" if known else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few lives: seconds, and rough")
    parser.add_argument("--write", action="store_true", help="write examples/findings.md")
    options = parser.parse_args()
    replicates, years = (3, 2) if options.quick else (REPLICATES, YEARS)
    text = report(run(replicates, years), replicates, years)
    if options.write:
        path = Path(__file__).parent / "findings.md"
        path.write_text(WORDS + text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
