"""Plans: what her own last weeks would have come to with a change, and what gets her where she wants."""

from __future__ import annotations

import shlex
from random import Random
from typing import TYPE_CHECKING

from mtdesk.desk.week.plan.asked import Asked, resolved
from mtdesk.desk.week.plan.menu import Menu, Offered
from mtdesk.desk.week.plan.reading import known_weeks
from mtdesk.errors import UsageError
from mtdesk.insight.plan.drawn import SEED, Draws, Range, Standing
from mtdesk.insight.plan.planned import Plan, planned
from mtdesk.insight.plan.steps import Step, Steps
from mtdesk.insight.plan.wants import Answer, Goal, Search, Wanted
from mtdesk.insight.plan.weeks import WEEKS_AHEAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.plan.weeks import Known

__all__ = [
    "SEED",
    "Answer",
    "Asked",
    "Goal",
    "Menu",
    "Offered",
    "Plan",
    "Plans",
    "Range",
    "Standing",
    "Step",
    "Steps",
    "Wanted",
]


class Plans:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @property
    def menu(self) -> Menu:
        """What of her practice steps can be about."""
        return self._opened.remember(
            ("plan menu", self._opened.today), lambda: Menu(self._opened, self._known)
        )

    @property
    def _known(self) -> Known:
        key = ("plan weeks", self._opened.today)
        return self._opened.remember(key, lambda: known_weeks(self._opened))

    def of(self, asked: Asked, seed: int = SEED) -> Plan:
        """The next 26 weeks now, and with what is asked.

        Raises:
            UsageError: something asked for is not hers, or contradicts itself.
        """
        steps, listed = resolved(asked, self.menu)
        known, key = self._known, ("plan", self._opened.today, asked, seed)
        return self._opened.remember(
            key, lambda: planned(known, steps, listed, seed, self._draws(seed))
        )

    def wanted(self, text: str, asked: Asked | None = None, seed: int = SEED) -> Wanted | None:
        """The smallest steps that get to what is wanted; None where too few weeks are known.

        Raises:
            UsageError: as `of`; or it cannot be wanted.
        """
        from mtdesk.desk.week.plan import wanted

        goals, rest = wanted.wanted(text)
        base = wanted.based(asked or Asked(), rest, self.menu)
        draws = self._draws(seed)
        if draws is None:
            return None
        known, menu = self._known, self.menu
        search = Search(known, draws, goals, base)
        families = [*wanted.lighter(known, menu, base)] if goals else []
        return search.answers(families, [*wanted.dearer(menu, base)] if goals else [])

    def keep(self, plan: Plan) -> str:
        """Hold her weeks against a plan from today on; the target as it is stored.

        Raises:
            UsageError: nothing is changed in it.
        """
        from mtdesk.desk.practice import Practice
        from mtdesk.model.practice.target import Target

        if not plan.steps:
            raise UsageError("there is no step to keep; add one, for example --cap-day 4")
        options = [shlex.split(step.words) for step in plan.steps]
        then = plan.then
        target = Target(
            since=self._opened.today,
            options=tuple((name, value) for name, value in options),
            load=then.load.middle // WEEKS_AHEAD if then and then.load else None,
            take_home_minor=then.take_home_minor.middle // WEEKS_AHEAD if then else None,
        )
        return Practice(self._opened).set("plan", target.written)

    def asked_of(self, listed: Iterable[Step]) -> Asked:
        """Steps as they are typed, so that others can stand beside them."""
        asked = Asked()
        for step in listed:
            option, value = shlex.split(step.words)
            asked = asked.beside(option.removeprefix("--").replace("-", "_"), value)
        return asked

    def answered(self, answer: Answer, seed: int = SEED) -> Plan:
        """An answer as a plan, with all that it rests on."""
        draws = self._draws(seed)
        return planned(self._known, answer.steps, answer.listed, seed, draws)

    def _draws(self, seed: int) -> Draws | None:
        """The same for every plan of a day; None where too few weeks are known."""
        known = self._known
        if not known.is_enough:
            return None
        random = Random(seed)  # noqa: S311 - a draw holds no secrets
        key = ("plan draws", self._opened.today, seed)
        return self._opened.remember(key, lambda: Draws(known, random))
