"""A calendar year looked back on: read once, worked out in `insight`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.sums import earned_by
from mtdesk.desk.opened.takings import money
from mtdesk.desk.year.figures import Figures
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
        best=_told(opened, logged, best(every), "for_work_minor", with_names=with_names),
        hardest=_told(opened, logged, hardest(every), "load", with_names=with_names),
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
    return Logged(
        period=period,
        today=opened.today,
        first_weekday=opened.settings.first_weekday,
        began=date.fromisoformat(began) if began else None,
        worked_from=date.fromisoformat(worked_from) if worked_from else None,
        groups=Figures(opened).months(period),
        days={date.fromisoformat(row["local_date"]): row for row in sessions.by_day(book, beside)},
        income={
            date.fromisoformat(row["received_on"]): row["amount_minor"]
            for row in income.income_by_day(book, seen)
        },
        unpaid={
            date.fromisoformat(row["worked_on"]): row["minutes"]
            for row in sums.unpaid_minutes_by_day(book, seen)
        },
        check_ins=wellbeing.between(book, seen),
        incidents=[
            date.fromisoformat(row["local_date"])
            for row in incidents.happened(book, seen)
            if not row["withdrawn"]
        ],
    )


def _told(
    opened: Opened, logged: Logged, chosen: Chosen | None, figure: str, *, with_names: bool
) -> Chosen | None:
    """Four weeks with what they left and what made them."""
    if chosen is None:
        return None
    year, weeks = logged.known(logged.worked_from), chosen.period
    found = (
        made_by(
            kind,
            earned_by(opened, weeks, kind),
            earned_by(opened, year, kind),
            len(year),
            figure,
        )
        for kind in KINDS
    )
    left = money(opened.book, opened.settings, weeks).take_home_minor
    minutes = chosen.weeks.hands_on_minutes + sum(logged.unpaid.get(day, 0) for day in weeks.days())
    return replace(
        chosen,
        take_home_minor=left,
        take_home_per_hour_minor=per_hour(left, minutes),
        made_by=tuple(
            _called(opened, each, with_names=with_names) for each in found if each is not None
        ),
    )


def _called(opened: Opened, each: MadeBy, *, with_names: bool) -> MadeBy:
    if each.client_id is None:
        return each
    names = income.names(opened.book, [each.client_id]) if with_names else {}
    return replace(each, client=names.get(each.client_id) or called(each.client_id))
