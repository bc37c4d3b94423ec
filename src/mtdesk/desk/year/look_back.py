"""A calendar year looked back on: read once, worked out in `insight`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.sums import earned_by
from mtdesk.desk.opened.takings import money
from mtdesk.desk.year.figures import Figures
from mtdesk.insight.income import Earning
from mtdesk.insight.takings import per_hour
from mtdesk.insight.year import look_back as insight
from mtdesk.insight.year.four_weeks import (
    KINDS,
    Chosen,
    MadeBy,
    best,
    every_four_weeks,
    hardest,
    made_by,
)
from mtdesk.insight.year.logged import Logged
from mtdesk.insight.year.look_back import LookBack
from mtdesk.model.names.matching import called
from mtdesk.model.period import Period, year_of
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
        best=teller.told(best(every), "for_work_minor"),
        hardest=teller.told(hardest(every), "load"),
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
        self._of_year: dict[str, tuple[Earning, ...]] = {}

    def told(self, chosen: Chosen | None, figure: str) -> Chosen | None:
        if chosen is None:
            return None
        opened, weeks = self._opened, chosen.period
        left = money(opened.book, opened.settings, weeks).take_home_minor
        unpaid = sum(self._logged.unpaid.get(day, 0) for day in weeks.days())
        made = (self._made_by(kind, weeks, figure) for kind in KINDS)
        return replace(
            chosen,
            take_home_minor=left,
            take_home_per_hour_minor=per_hour(left, chosen.weeks.hands_on_minutes + unpaid),
            made_by=tuple(self._called(each) for each in made if each is not None),
        )

    def _made_by(self, kind: str, weeks: Period, figure: str) -> MadeBy | None:
        if kind not in self._of_year:
            self._of_year[kind] = earned_by(self._opened, self._year, kind)
        here = earned_by(self._opened, weeks, kind)
        return made_by(kind, here, self._of_year[kind], len(self._year), figure)

    def _called(self, each: MadeBy) -> MadeBy:
        if each.client_id is None:
            return each
        names = income.names(self._opened.book, [each.client_id]) if self._with_names else {}
        return replace(each, client=names.get(each.client_id) or called(each.client_id))
