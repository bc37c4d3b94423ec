"""A plan turned round: which small changes get to what is wanted, and how much each of them asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.plan.drawn import Draws, Side, Standing, Total, standing, total
from mtdesk.insight.plan.planned import told
from mtdesk.insight.plan.steps import Step, Steps
from mtdesk.insight.plan.turnover import staying, with_others
from mtdesk.insight.plan.weeks import Known, weeks_with
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ANSWERS = 5
_TRIES = 4  # how often a size is raised where the draws do not bear out the first look
_NEAR = 200  # a goal is met within so many parts: half a percent
MONEY, WORK = ("take_home_minor", "income_minor"), ("load", "minutes", "long_days")


@frozen
class Goal:
    """What a figure of the 26 weeks is to be: so many percent of what it is now, or at most a number."""

    field: str
    percent: int = 100
    most: int | None = None

    def is_met(self, now: int, then: int) -> bool:
        if self.most is not None:
            return then <= self.most
        wanted = now * self.percent
        slack = abs(wanted) // _NEAR
        if self.field in MONEY:
            return 100 * then >= wanted - slack
        return 100 * then <= wanted + slack


@frozen
class Choice:
    """Steps of a size, as they are told and as they are worked with."""

    listed: tuple[Step, ...]
    steps: Steps


Family = tuple[Choice, ...]  # of one kind of step, the smallest first


@frozen
class Answer:
    """Steps that get there, what they come to, and what they ask: thousandths of a year's work."""

    listed: tuple[Step, ...]
    steps: Steps
    then: Standing
    asks: int


@frozen
class Wanted:
    goals: tuple[Goal, ...]
    now: Standing
    answers: tuple[Answer, ...]


class Search:
    """The answers among some families of steps, with dearer prices where the money falls short."""

    def __init__(self, known: Known, draws: Draws, goals: Sequence[Goal], base: Choice) -> None:
        self._known, self._draws, self._base = known, draws, base
        self._goals = tuple(goals)
        self._of_work = [goal for goal in goals if goal.field in WORK]
        self._of_money = [goal for goal in goals if goal.field in MONEY]
        self._last_year = Known(
            weeks=known.last_year,
            income_minor=known.income_minor[-known.drawn :],
            costs=known.costs,
            limit_minutes=known.limit_minutes,
        )
        self._stays = staying(known)
        self._rough_now = self._rough(Steps())
        self._now = standing(draws.totals(Side(known, Steps())))

    def answers(self, families: Sequence[Family], prices: Sequence[Family]) -> Wanted:
        """The best of each family, what asks least first."""
        found: dict[tuple[tuple[str, str], ...], Answer] = {}
        for family in [(), *families]:
            for dearer in [(), *prices]:
                answer = self._smallest(family, dearer)
                if answer is None:
                    continue
                kinds = tuple(sorted({(each.kind, each.name) for each in answer.listed}))
                found.setdefault(kinds, answer)
                break  # without a price where it goes without
        ranked = sorted(found.values(), key=lambda each: (each.asks, len(each.listed)))
        return Wanted(goals=self._goals, now=self._now, answers=tuple(ranked[:MOST_ANSWERS]))

    def _smallest(self, family: Family, prices: Family) -> Answer | None:
        sizes: Family = family or (Choice(listed=(), steps=Steps()),)
        dearer: Family = prices or (Choice(listed=(), steps=Steps()),)
        size = self._first(sizes, dearer[0], self._of_work)
        if size is None:
            return None
        more = 0
        for _ in range(_TRIES):
            found = None if size >= len(sizes) else self._first_price(sizes[size], dearer, more)
            if found is None:
                return None
            more = found
            answer = self._answer(sizes[size], dearer[more])
            if not self._holds(answer.then, self._of_work):
                size += 1
            elif not self._holds(answer.then, self._of_money):
                more += 1
            else:
                return self._cheaper(answer, sizes[size], dearer, more)
        return None

    def _cheaper(self, answer: Answer, size: Choice, dearer: Family, more: int) -> Answer:
        """The lowest of the prices with which it still gets there: the first look may ask too much."""
        for place in range(more - 1, max(more - _TRIES, -1), -1):
            less = self._answer(size, dearer[place])
            if not self._holds(less.then, self._goals):
                break
            answer = less
        return answer

    def _first(self, sizes: Family, beside: Choice, goals: Sequence[Goal]) -> int | None:
        for place, size in enumerate(sizes):
            rough = self._rough(self._with(size, beside).steps)
            if all(self._is_met(goal, rough) for goal in goals):
                return place
        return None

    def _first_price(self, size: Choice, dearer: Family, start: int) -> int | None:
        for place in range(start, len(dearer)):
            rough = self._rough(self._with(size, dearer[place]).steps)
            if all(self._is_met(goal, rough) for goal in self._of_money):
                return place
        return None

    def _with(self, *choices: Choice) -> Choice:
        listed, steps = self._base.listed, self._base.steps
        for each in choices:
            listed, steps = (*listed, *each.listed), steps.beside(each.steps)
        return Choice(listed=listed, steps=steps)

    def _rough(self, steps: Steps) -> Total:
        """Her last year with the steps, half of it: near enough to choose by."""
        known = with_others(self._last_year, steps, self._stays)
        return total(weeks_with(known, steps), self._known, steps)

    def _is_met(self, goal: Goal, rough: Total) -> bool:
        return goal.is_met(getattr(self._rough_now, goal.field), getattr(rough, goal.field))

    def _holds(self, then: Standing, goals: Sequence[Goal]) -> bool:
        for goal in goals:
            field = "hands_on_minutes" if goal.field == "minutes" else goal.field
            before, after = getattr(self._now, field), getattr(then, field)
            if before is None or after is None or not goal.is_met(before.middle, after.middle):
                return False
        return True

    def _answer(self, *choices: Choice) -> Answer:
        whole = self._with(*choices)
        then = standing(self._draws.totals(Side(self._known, whole.steps)))
        return Answer(
            listed=whole.listed, steps=whole.steps, then=then, asks=self._asks(whole.steps)
        )

    def _asks(self, steps: Steps) -> int:
        """What falls away counts whole, what is shifted half, a dearer price as much as it is dearer."""
        said = told(self._last_year, steps)
        if not said.sessions:
            return 0
        shifted = sum(
            each.service in steps.shifts for week in self._known.last_year for each in week
        )
        asks = (2 * said.lost + shifted) * 500 // said.sessions + steps.weeks_off * 1000 // 26
        gain = max(said.price_gain_minor, 0)
        return asks + (gain * 1000 // said.kept_minor if said.kept_minor else 0)
