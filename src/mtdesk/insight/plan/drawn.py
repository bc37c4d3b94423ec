"""The ranges: 26 weeks drawn many times from her own, now and with the steps.

A draw takes blocks of weeks, moved to where the level of the weeks to come stands; weeks without
work stay where they were a year before. It is drawn once for now and for then, so that what is
between them comes of the steps alone.
"""

from __future__ import annotations

from math import exp, hypot
from operator import mul
from statistics import NormalDist
from typing import TYPE_CHECKING

from mtdesk.insight.plan.level import WANDERINGS, Level, level
from mtdesk.insight.plan.steps import Steps
from mtdesk.insight.plan.turnover import staying, unsure, wanderings, with_others
from mtdesk.insight.plan.weeks import (
    DRAWN_WEEKS,
    WEEKS_AHEAD,
    Known,
    Week,
    booked_with,
    rent_saved,
    weeks_with,
)
from mtdesk.insight.takings import per_hour
from mtdesk.model.frozen import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

SEED = 20_261_123
DRAWS = 400
LOW, HIGH = 0.1, 0.9  # between them four of five
BLOCK = 4  # weeks that are drawn together
_PARTS = 100_000  # a factor is so many of them: money stays whole
_LOAD, _MINUTES = 2, 3  # where they stand in a row


@frozen
class Range:
    """Four of five draws are between low and high."""

    low: int
    middle: int
    high: int


@frozen
class Standing:
    """26 weeks as ranges. None where nothing is known of it."""

    income_minor: Range
    take_home_minor: Range
    take_home_per_hour_minor: Range | None
    load: Range | None
    hands_on_minutes: Range | None
    sessions: Range
    long_days: Range
    rest_days: Range
    income_by_week: tuple[Range, ...] = ()
    load_by_week: tuple[Range, ...] = ()


@frozen
class Total:
    """26 weeks of one draw, or of one life."""

    income_minor: int
    take_home_minor: int
    per_hour_minor: int | None
    load: int
    minutes: int
    sessions: int
    long_days: int
    rest_days: int
    income_by_week: tuple[int, ...] = ()
    load_by_week: tuple[int, ...] = ()


class Side:
    """Her weeks with some steps, each by what it would come to at a level of one."""

    def __init__(self, known: Known, steps: Steps) -> None:
        self.steps, self.known = steps, known
        stays = staying(known)
        weeks = weeks_with(with_others(known, steps, stays), steps)
        self._booked = [_row(week, week.income_minor) for week in booked_with(known, steps)]
        worked = [week.sessions > 0 for week in weeks]
        income = _with_work(weeks)
        self._rows = [*map(_row, weeks[-known.drawn :], income[-known.drawn :])]
        minors = [minor if on else 0 for minor, on in zip(income, worked, strict=True)]
        loads, minutes = [week.load for week in weeks], [week.minutes for week in weeks]
        # What an hour brings wanders apart from how many there are: who comes is not who came.
        hourly = [
            minor / week.minutes if week.minutes else 0
            for minor, week in zip(minors, weeks, strict=True)
        ]
        # What is past a cap falls away, so that a level under one does not follow who comes and goes.
        capped = steps.cap_day is not None or steps.cap_week is not None
        wander = WANDERINGS if capped else wanderings(stays)
        beside = unsure(known, steps, stays)
        self._money, self._load, self._minutes = (
            _Moved(level(each, WEEKS_AHEAD, wander), known.drawn, beside)
            for each in (minors, loads, minutes)
        )
        self._apart = level(hourly, WEEKS_AHEAD).spread

    def drawn(
        self, picks: Sequence[int | None], chances: tuple[float, float], off: Iterable[int]
    ) -> Total:
        """A draw: which week each of the 26 is (None is without work), and where the level stands."""
        money, load = self._money.at(chances[0]), self._load.at(chances[0])
        work = (
            self._minutes.at(chances[0]) * round(_PARTS * exp(self._apart * chances[1])) // _PARTS
        )
        without = set(off)
        weeks = []
        for place, pick in enumerate(picks):
            row, by_money, by_load, by_work = _NOTHING, _PARTS, _PARTS, _PARTS
            if pick is not None and place not in without:
                row = self._rows[pick]
                by_money = money * self._money.factors[pick][place] // _PARTS
                by_load = load * self._load.factors[pick][place] // _PARTS
                by_work = work * self._minutes.factors[pick][place] // _PARTS
            if place < len(self._booked) and place not in without:
                booked = self._booked[place]
                if booked[_MINUTES] * _PARTS > row[_MINUTES] * by_work:
                    row, by_money, by_load, by_work = booked, _PARTS, _PARTS, _PARTS
            by = (by_money, by_money, by_load, by_work, by_work, by_work, by_work, _PARTS, _PARTS)
            weeks.append([*map(mul, row, by)])
        whole = _total(
            [sum(each) // _PARTS for each in zip(*weeks, strict=True)], self.known, self.steps
        )
        return replace(
            whole,
            income_by_week=tuple(each[0] // _PARTS for each in weeks),
            load_by_week=tuple(each[_LOAD] // _PARTS for each in weeks),
        )


def _row(week: Week, income: int) -> tuple[int, ...]:
    """A week in the order in which `_total` takes sums."""
    return (
        income, week.unsaid_minor, round(week.load), week.minutes, week.unpriced_minutes,
        week.sessions, week.unsaid, week.long_days, week.rest_days,
    )  # fmt: skip


def _total(sums: Sequence[int], known: Known, steps: Steps) -> Total:
    income, unsaid_minor, load, minutes, unpriced, sessions, unsaid, long, rest = sums
    costs = known.costs
    year = DRAWN_WEEKS if known.drawn == DRAWN_WEEKS else known.drawn
    came = sum(known.income_minor[-known.drawn :])
    held = sum(len(week) for week in known.last_year)
    taken_off = income * costs.taken_off_minor // came if came > 0 else 0
    by_session = sessions * costs.by_session_minor // held if held else 0
    fixed = costs.fixed_minor - rent_saved(known, steps)
    take_home = income - taken_off - by_session - fixed * WEEKS_AHEAD // year
    unpaid = (sessions * costs.by_session_minutes // held if held else 0) + (
        costs.fixed_minutes * WEEKS_AHEAD // year
    )
    nothing_known = unsaid and not minutes
    return Total(
        income_minor=income,
        take_home_minor=take_home,
        per_hour_minor=None
        if nothing_known
        else per_hour(take_home - unsaid_minor, minutes - unpriced + unpaid),
        load=load,
        minutes=minutes,
        sessions=sessions,
        long_days=long,
        rest_days=rest,
    )


def total(weeks: Sequence[Week], known: Known, steps: Steps) -> Total:
    """What weeks with the steps in them come to, as 26 less those off: lived ones, or a year of them."""
    count = max(len(weeks), 1)
    sums = [
        sum(each.income_minor for each in weeks),
        sum(each.unsaid_minor for each in weeks),
        round(sum(each.load for each in weeks)),
        sum(each.minutes for each in weeks),
        sum(each.unpriced_minutes for each in weeks),
        sum(each.sessions for each in weeks),
        sum(each.unsaid for each in weeks),
        sum(each.long_days for each in weeks),
        sum(each.rest_days for each in weeks),
    ]
    return _total([each * (WEEKS_AHEAD - steps.weeks_off) // count for each in sums], known, steps)


def _with_work(weeks: Sequence[Week]) -> list[int]:
    """What came in, of a week without work with the week before it that had some."""
    found = [week.income_minor for week in weeks]
    for place, week in enumerate(weeks):
        if not week.sessions and place:
            found[place - 1] += found[place]
            found[place] = 0
    return found


_NOTHING = _row(Week(), 0)


class _Moved:
    """What a week that is drawn is multiplied by, in parts: from where it stood to where it is put."""

    def __init__(self, found: Level, count: int, beside: float) -> None:
        self._spread = hypot(found.spread, beside)
        ahead = [round(_PARTS * exp(each)) for each in found.ahead]
        known = [max(round(_PARTS * exp(each)), 1) for each in found.known[-count:]]
        self.factors = [[there * _PARTS // here for there in ahead] for here in known]

    def at(self, chance: float) -> int:
        """How far off the level is, for a chance of so many standard deviations."""
        return round(_PARTS * exp(self._spread * chance))


class Draws:
    """Which weeks are drawn: the same for every plan on the same weeks, from the same chances."""

    def __init__(self, known: Known, random: Random, count: int = DRAWS) -> None:
        self.known = known
        self.off = [not week for week in known.last_year]
        self.worked = [place for place, off in enumerate(self.off) if not off]
        normal = NormalDist()
        # The chances of a level are spread evenly and then shuffled: few draws are enough.
        spread = [normal.inv_cdf((place + 0.5) / count) for place in range(count)]
        self.chances = [
            *zip(random.sample(spread, count), random.sample(spread, count), strict=True)
        ]
        self.picks = [self._pick(random) for _ in range(count)]
        self.orders = [self._order(picks, random) for picks in self.picks]

    def _pick(self, random: Random) -> list[int | None]:
        count = self.known.drawn
        found: list[int | None] = []
        begin, left = 0, 0
        for week in range(WEEKS_AHEAD):
            if left == 0:
                begin, left = random.randrange(len(self.worked)), BLOCK
            pick = self.worked[(begin + BLOCK - left) % len(self.worked)]
            left -= 1
            # The week to come after the running one is a year after the second of the 52.
            is_off = (
                self.off[week + 1]
                if count == DRAWN_WEEKS
                else random.random() * count >= len(self.worked)
            )
            found.append(None if is_off else pick)
        return found

    @staticmethod
    def _order(picks: Sequence[int | None], random: Random) -> list[int]:
        """The worked weeks in the order in which they are taken off."""
        worked = [place for place, pick in enumerate(picks) if pick is not None]
        random.shuffle(worked)
        return worked

    def totals(self, side: Side) -> list[Total]:
        return [
            side.drawn(picks, chance, order[: side.steps.weeks_off])
            for picks, chance, order in zip(self.picks, self.chances, self.orders, strict=True)
        ]


def standing(totals: Sequence[Total]) -> Standing:
    held = any(each.sessions for each in totals)
    return Standing(
        income_minor=_range([each.income_minor for each in totals]),
        take_home_minor=_range([each.take_home_minor for each in totals]),
        take_home_per_hour_minor=_maybe([each.per_hour_minor for each in totals]),
        load=_known_range([each.load for each in totals], held),
        hands_on_minutes=_known_range([each.minutes for each in totals], held),
        sessions=_range([each.sessions for each in totals]),
        long_days=_range([each.long_days for each in totals]),
        rest_days=_range([each.rest_days for each in totals]),
        income_by_week=_by_week(each.income_by_week for each in totals),
        load_by_week=_by_week(each.load_by_week for each in totals),
    )


def _by_week(draws: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    return tuple(_range(week) for week in zip(*draws, strict=True))


def _range(values: Sequence[int]) -> Range:
    ordered = sorted(values)
    last = len(ordered) - 1
    low, middle, high = (ordered[round(share * last)] for share in (LOW, 0.5, HIGH))
    return Range(low=low, middle=middle, high=high)


def _maybe(values: Sequence[int | None]) -> Range | None:
    known = [each for each in values if each is not None]
    return _range(known) if 2 * len(known) > len(values) else None


def _known_range(values: Sequence[int], held: bool) -> Range | None:
    """None where sessions were held and of none of them it is known how long or how hard."""
    return _range(values) if any(values) or not held else None
