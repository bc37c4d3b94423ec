"""One person's days through the program's own rules, as they would have stood on each day.

The rules get what a practice file would give them: load by day, weeks summed up, check-ins by week.
Soreness has no place here. Nothing is ever acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum
from statistics import fmean, stdev

from daily_files import ANSWERS, Day, onsets

from mtdesk.insight.findings import RULES, assess
from mtdesk.insight.findings.history import DAYS_COVERED, WEEKS, History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.stories import strain_level
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.period import week_of
from mtdesk.model.wellbeing import GENERAL

DAILY = frozenset({"against_usual"})  # looked at every day; the others when a week is over
RISING = tuple(rule for rule in RULES if rule.startswith("rising_"))
MEASURED = (*sorted(DAILY), *RISING)
ACTS = ("rules_act", "strain_act")  # any of these rules at act; the story of strain at act
SERIES = {"against_usual": "load"} | {rule: rule.removeprefix("rising_") for rule in RISING}
_OF_DAYS = Limits(disabled=frozenset(RULES) - DAILY)
_OF_WEEKS = Limits(disabled=frozenset(RULES) - frozenset(RISING))
WARM_UP = 8  # whole weeks before days are counted: no rise is summed up earlier
USUAL = 52  # weeks that are her usual, at most
AFTER = 4  # whole weeks after a day in which a claim is held against her usual
LEAST_AFTER = 2  # of them with a value, or nothing can be said
HIGHER = 0.5  # SD above her usual from which a claim is true
LEFT_OUT = (
    8  # weeks left out of the usual of any day: an alarm's rise began about as long before it
)
BEFORE = 14  # days before an event in which an alarm is a hit


@dataclass(frozen=True, kw_only=True)
class Life:
    """Days and weeks from the Monday of the week in which the first load (or answer) stands."""

    monday: date
    first_day: date
    last_day: date
    days: dict[date, DayLoad]
    weeks: list[Week]

    def at(self, day: date) -> int:
        return (day - self.monday).days

    def values(self, series: str) -> list[float | None]:
        """A series by week as its rule reads it: no load in a week without any is no value."""
        if series == "load":
            return [week.load or None for week in self.weeks]
        answers = {
            "body": [week.body for week in self.weeks],
            "mind": [week.mind for week in self.weeks],
            "soreness": [week.soreness.get(GENERAL) for week in self.weeks],
        }
        if series in answers:
            return answers[series]
        # Of a rule about several answers: the mean of two or more.
        return [
            _mean(given) if sum(value is not None for value in given) > 1 else None
            for given in zip(*answers.values(), strict=True)
        ]

    @property
    def counted_from(self) -> int:
        """The first day that counts: the Monday after 8 whole weeks."""
        return 7 * (WARM_UP + (self.first_day != self.monday))


def lived(days: Sequence[Day]) -> Life:
    """A person's days, oldest first. The first day with load begins a practice, as in the program."""
    first = next((each.day for each in days if each.load), days[0].day)
    monday = week_of(first).start
    by_week: dict[int, list[Day]] = {}
    for each in days:
        by_week.setdefault((each.day - monday).days // 7, []).append(each)
    return Life(
        monday=monday,
        first_day=first,
        last_day=days[-1].day,
        days={
            each.day: DayLoad(day=each.day, sessions=1, load=each.load)
            for each in days
            if each.load
        },
        weeks=[
            _week(monday + timedelta(weeks=number), by_week.get(number, []))
            for number in range((days[-1].day - monday).days // 7 + 1)
        ],
    )


def _week(start: date, days: Sequence[Day]) -> Week:
    """Each answer's mean over the days that gave it; an answer left out is not a 0."""
    loads = [each.load for each in days if each.load]
    given = {
        answer: [value for each in days if (value := getattr(each, answer)) is not None]
        for answer in ANSWERS
    }
    means = {answer: _mean(values) for answer, values in given.items()}
    sore = means["soreness"]
    return Week(
        start=start.isoformat(),
        sessions=len(loads),
        load=fsum(loads),
        check_ins=len(given["soreness"]),
        body=means["body"],
        mind=means["mind"],
        soreness={} if sore is None else {GENERAL: sore},
    )


def _mean(values: Iterable[float | None]) -> float | None:
    """Of what is known."""
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def standing(life: Life) -> dict[str, list[date | None]]:
    """For each rule and each day from `life.monday` on: since when it stood there, at watch or more.

    Rules of whole weeks are asked on the day after a week and stand until the next.
    """
    length = life.at(life.last_day) + 1
    found: dict[str, list[date | None]] = {rule: [None] * length for rule in (*MEASURED, *ACTS)}
    weekly: tuple[Finding, ...] = ()
    for number in range(life.at(life.first_day), length):
        today = life.monday + timedelta(days=number)
        past = (today - timedelta(days=back) for back in range(DAYS_COVERED))
        history = History(
            as_of=today,
            first_day=life.first_day,
            days=tuple(life.days[day] for day in past if day in life.days),
            weeks=tuple(life.weeks[max(0, number // 7 - WEEKS) : number // 7]),
        )
        if number % 7 == 0:
            weekly = assess(history, _OF_WEEKS)
        raised = [
            (one, date.fromisoformat(one.since))
            for one in (*weekly, *assess(history, _OF_DAYS))
            if LEVELS.index(one.level) >= LEVELS.index("watch")
        ]
        for one, since in raised:
            found[one.rule][number] = since
        acts = [since for one, since in raised if one.level == "act"]
        found["rules_act"][number] = min(acts, default=None)
        if strain_level(one for one, _ in raised) == "act":
            found["strain_act"][number] = min(since for _, since in raised)
    return found


def holds(values: Sequence[float | None], day: int, usual_to: int) -> bool | None:
    """Is the mean of the four whole weeks after a day more than 0.5 SD above her usual?

    Her usual are the weeks before week `usual_to`, at most 52 of them with a value and at least 8.
    None where these are too few, or fewer than two of the four have a value.
    """
    usual = [value for value in values[: max(0, usual_to)] if value is not None][-USUAL:]
    first = -(-day // 7)  # the week that begins on this day, or the next
    after = [value for value in values[first : first + AFTER] if value is not None]
    if len(usual) < WARM_UP or len(after) < LEAST_AFTER:
        return None
    return fmean(after) > fmean(usual) + HIGHER * stdev(usual)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How many times a claim could be held against what came, and how many times it was true."""

    times: int = 0
    true: int = 0

    def __add__(self, other: Asked) -> Asked:
        return Asked(times=self.times + other.times, true=self.true + other.true)


def asked(answers: Iterable[bool | None]) -> Asked:
    known = [answer for answer in answers if answer is not None]
    return Asked(times=len(known), true=sum(known))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a rule did in one life. Days are numbered from the first that counts.

    `claims` are its alarms against the weeks before the rise began, `strictly` against all weeks
    over by the alarm; `any_day` are all Mondays, the last eight weeks left out of her usual.
    """

    days: int
    raised: list[bool]
    alarms: list[int]
    claims: Asked
    strictly: Asked
    any_day: Asked


@dataclass(frozen=True, kw_only=True)
class Person:
    """`rules` holds those whose series she has. An event counts where the 14 days before it do."""

    days: int
    rules: dict[str, Rule]
    onsets: list[int]


def replayed(days: Sequence[Day], reports: Sequence[tuple[date, str]]) -> Person:
    """One person, oldest day first."""
    life = lived(days)
    start = life.counted_from
    length = max(0, life.at(life.last_day) + 1 - start)
    found = standing(life) if length else {}
    places = [life.at(day) - start for day in onsets(reports)]
    values = {rule: life.values(SERIES[rule]) if rule in SERIES else [] for rule in found}
    return Person(
        days=length,
        rules={
            rule: _rule(life, values[rule], since)
            for rule, since in found.items()
            if rule in ACTS or any(value is not None for value in values[rule])
        },
        onsets=[place for place in places if BEFORE <= place <= length],
    )


def _rule(life: Life, values: Sequence[float | None], since: Sequence[date | None]) -> Rule:
    start = life.counted_from
    counted = range(start, len(since))
    alarms = [(day, began) for day in counted if (began := since[day]) and not since[day - 1]]
    return Rule(
        days=len(counted),
        raised=[since[day] is not None for day in counted],
        alarms=[day - start for day, _ in alarms],
        claims=asked(holds(values, day, life.at(began) // 7) for day, began in alarms),
        strictly=asked(holds(values, day, day // 7) for day, _ in alarms),
        any_day=asked(holds(values, day, day // 7 - LEFT_OUT) for day in counted[::7]),
    )


def hits(alarms: Iterable[int], events: Iterable[int]) -> int:
    """Events with an alarm in the 14 days before them; the day itself is too late."""
    days = set(alarms)
    return sum(not days.isdisjoint(range(event - BEFORE, event)) for event in events)


def by_chance(alarms: Sequence[int], events: Sequence[int], length: int) -> list[float]:
    """How likely 0, 1, 2 ... hits are when the alarms are turned round in time.

    Every turn is tried, from none to all her days less one, so there is nothing to draw.
    """
    counts = [0] * (len(events) + 1)
    for turn in range(length):
        counts[hits(((alarm + turn) % length for alarm in alarms), events)] += 1
    return [count / length for count in counts]
