"""A year's income from every side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.income.earning import take_home_of
from mtdesk.insight.takings import per_hour
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mtdesk.insight.income.earning import Earning
    from mtdesk.insight.income.missed import Concentration, Missed, MissedBy
    from mtdesk.insight.pace import Pace
    from mtdesk.insight.takings import Takings
    from mtdesk.model.period import Period


@frozen
class Stretch:
    """A stretch of time: what came, what was kept, and the work it took."""

    period: Period
    money: Takings
    sessions: int
    hands_on_minutes: int
    unpaid_minutes: int

    @property
    def last(self) -> date | None:
        """Its last day; None of a year that has not begun."""
        return self.period.last if len(self.period) else None

    @property
    def working_minutes(self) -> int:
        return self.hands_on_minutes + self.unpaid_minutes

    @property
    def income_minor(self) -> int:
        """Before costs, wages included."""
        return self.money.income_minor

    @property
    def per_hands_on_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.hands_on_minutes)

    @property
    def per_working_hour_minor(self) -> int | None:
        return per_hour(self.money.take_home_minor, self.working_minutes)


@frozen
class Purpose:
    """One purpose with its take-home; its share is None where nothing is left to share."""

    earning: Earning
    take_home_minor: int
    take_home_share: float | None


def purposes(parts: Sequence[Earning], money: Takings) -> tuple[Purpose, ...]:
    """Each with its take-home; what was not of a session is shared by hands-on time."""
    kept = take_home_of(parts, money.deductible_expenses_minor + money.mileage_deduction_minor)
    whole = sum(kept)
    return tuple(
        Purpose(
            earning=part,
            take_home_minor=minor,
            take_home_share=minor / whole if whole > 0 else None,
        )
        for part, minor in zip(parts, kept, strict=True)
    )


@frozen
class IncomeOfYear:
    """A year's income, to date where it runs.

    `first_day` is that of her first income, `before_minor` the income of the same days a year
    earlier, None where that is before it; `even_minor` is what a target earned evenly from day to day would have brought by now.
    Of its clients the `top` first are shown, and `names` holds their names.
    """

    year: int
    top: int
    is_running: bool
    whole: Period
    of_year: Stretch
    last_year: Stretch
    first_day: date | None
    before: Period | None
    before_minor: int | None
    target_minor: int | None
    even_minor: int | None
    pace: Pace | None
    no_pace: str
    by_purpose: tuple[Purpose, ...]
    all_work: Earning
    by_service: tuple[Earning, ...]
    by_client: tuple[Earning, ...]
    by_workplace: tuple[Earning, ...]
    by_method: tuple[Earning, ...]
    by_weekday: tuple[Earning, ...]
    missed: Missed
    missed_by_client: tuple[MissedBy, ...]
    concentration: Concentration
    names: dict[int, str]

    @property
    def shown_clients(self) -> tuple[Earning, ...]:
        return self.by_client[: self.top]

    @property
    def missed_shown(self) -> tuple[MissedBy, ...]:
        return self.missed_by_client[: self.top]

    @property
    def clients(self) -> int:
        return sum(row.key is not None for row in self.by_client)

    @property
    def more_minor(self) -> int | None:
        """How much more than in the same days of the year before."""
        return None if self.before_minor is None else self.of_year.income_minor - self.before_minor

    @property
    def ahead_minor(self) -> int | None:
        """How far ahead of an even pace to the target."""
        return None if self.even_minor is None else self.of_year.income_minor - self.even_minor

    @property
    def target_share(self) -> float | None:
        return self.of_year.income_minor / self.target_minor if self.target_minor else None
