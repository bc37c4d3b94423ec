"""Plans: what her own last weeks would have come to with a change, and what gets her where she wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.week.plan.asked import Asked, Menu, resolved
from mtdesk.desk.week.plan.reading import known_weeks
from mtdesk.insight.plan.drawn import SEED, Range, Standing
from mtdesk.insight.plan.planned import Plan, planned
from mtdesk.insight.plan.steps import Step, Steps

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.insight.plan.weeks import Known

__all__ = ["SEED", "Asked", "Menu", "Plan", "Plans", "Range", "Standing", "Step", "Steps"]


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
        key = ("plan", self._opened.today, asked, seed)
        return self._opened.remember(key, lambda: planned(self._known, steps, listed, seed))
