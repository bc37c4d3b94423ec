"""A calendar year looked back on: read once, worked out in `insight`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.sums import earned_by
from mtdesk.desk.opened.takings import money
from mtdesk.desk.year.figures import Figures
from mtdesk.insight.findings.made import KINDS
from mtdesk.insight.income import Earning
from mtdesk.insight.takings import per_hour
from mtdesk.insight.year import look_back as insight
from mtdesk.insight.year.four_weeks import Chosen, best, every_four_weeks, hardest, made_by
from mtdesk.insight.year.logged import Logged, total
from mtdesk.insight.year.look_back import LookBack
from mtdesk.model.finding import Maker
from mtdesk.model.frozen import replace
from mtdesk.model.names.matching import called
from mtdesk.model.period import WEEKDAYS, Period, year_of
from mtdesk.store import incidents, income, medical, sessions, wellbeing
from mtdesk.store import year as records
from mtdesk.store.ledger import sums

__all__ = ["LookBack", "look_back"]

BESIDE = timedelta(days=366)  # days before and after the year that a run of days may reach into


def look_back(opened: Opened, year: int, *, with_names: bool = False) -> LookBack:
    """The calendar year up to today; clients in it are numbers, unless names are asked for.

    Raises:
        InvalidError: a year outside 1950 to 2200.
    """
    accounts, period = opened.settings.fiscal_year(year), year_of(year)
    logged = _read(opened, period)
    whole, every = insight.whole(logged), every_four_weeks(logged)
    arrivals = medical.arrivals(opened.book, opened.seen(period))
    teller = _Teller(opened, logged, with_names=with_names)
    better, asked = insight.better((row["client_id"], row["pain_before"]) for row in arrivals)
    return LookBack(
        year=year,
        period=period,
        as_of=min(period.last, opened.today),
        is_running=opened.today in period,
        is_to_come=opened.today < period.start,
        accounts=accounts,
        began=logged.began,
        worked_from=logged.worked_from,
        months=insight.months(logged),
        whole=whole,
        longest=insight.longest_run(logged),
        best=teller.best(best(every)),
        hardest=teller.hardest(hardest(every)),
        clients_better=better,
        clients_asked=asked,
        at_limit=insight.at_limit(
            logged,
            whole.income_minor or 0,
            opened.settings.hands_on_minutes_a_day,
            opened.settings.hands_on_minutes_a_week,
        ),
        is_named=with_names,
    )


def _read(opened: Opened, period: Period) -> Logged:
    book, seen = opened.book, opened.seen(period)
    began = records.first_record(book, opened.today.isoformat())
    worked_from = sessions.first_day(book)
    beside = opened.seen(Period(period.start - BESIDE, period.end + BESIDE))
    days, unpaid = sessions.by_day(book, beside), sums.unpaid_minutes_by_day(book, seen)
    return Logged(
        period=period,
        today=opened.today,
        first_weekday=opened.settings.first_weekday,
        began=date.fromisoformat(began) if began else None,
        worked_from=date.fromisoformat(worked_from) if worked_from else None,
        groups=Figures(opened).months(period, (days, unpaid)),
        days={date.fromisoformat(row["local_date"]): row for row in days},
        income={
            date.fromisoformat(row["received_on"]): row["amount_minor"]
            for row in income.income_by_day(book, seen)
        },
        unpaid={date.fromisoformat(row["worked_on"]): row["minutes"] for row in unpaid},
        check_ins=wellbeing.between(book, seen),
        incidents=[
            date.fromisoformat(row["local_date"])
            for row in incidents.happened(book, seen)
            if not row["withdrawn"]
        ],
    )


class _Teller:
    """Says of four weeks what they left and what made them; the year beside them is read once."""

    def __init__(self, opened: Opened, logged: Logged, *, with_names: bool) -> None:
        self._opened = opened
        self._logged = logged
        self._with_names = with_names
        self._year = logged.known(logged.worked_from)

    @cached_property
    def _of_year(self) -> dict[str, tuple[Earning, ...]]:
        return self._earned(self._year)

    def _earned(self, period: Period) -> dict[str, tuple[Earning, ...]]:
        return {kind: earned_by(self._opened, period, kind) for kind in KINDS}

    def hardest(self, chosen: Chosen | None) -> Chosen | None:
        """With what carries its load of a week."""
        return self._told(chosen, "load", lambda period: len(period) / 7)

    def best(self, chosen: Chosen | None) -> Chosen | None:
        """With what carries its income of an hour worked."""
        return self._told(chosen, "income_minor", self._hours)

    def _told(
        self, chosen: Chosen | None, figure: str, size: Callable[[Period], float]
    ) -> Chosen | None:
        if chosen is None:
            return None
        opened, weeks = self._opened, chosen.period
        left = money(opened.book, opened.settings, weeks).take_home_minor
        here = self._by_name(self._earned(weeks), figure, size(weeks))
        there = self._by_name(self._of_year, figure, size(self._year))
        return replace(
            chosen,
            take_home_minor=left,
            take_home_per_hour_minor=per_hour(left, self._minutes(weeks)),
            made_by=tuple(self._called(each) for each in made_by(here, there)),
        )

    def _by_name(
        self, earned: dict[str, tuple[Earning, ...]], figure: str, size: float
    ) -> dict[str, dict[str, float]]:
        return {
            kind: {
                "" if each.key is None else str(each.key): getattr(each, figure) / size
                for each in parts
            }
            for kind, parts in earned.items()
        }

    def _minutes(self, period: Period) -> int:
        logged = self._logged
        unpaid = sum(logged.unpaid.get(day, 0) for day in period.days())
        return total(logged.worked(period), "minutes") + unpaid

    def _hours(self, period: Period) -> float:
        return self._minutes(period) / 60

    def _called(self, maker: Maker) -> Maker:
        if maker.kind == "weekday":
            return replace(maker, name=WEEKDAYS[int(maker.name)].title())
        if maker.kind != "client":
            return maker
        number = int(maker.name)
        names = income.names(self._opened.book, [number]) if self._with_names else {}
        return replace(maker, name=names.get(number) or called(number))
