"""What the findings look at: her days, weeks, sessions, check-ins and incidents up to a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.wellbeing.questionnaires import Questionnaires
from mtdesk.insight.findings import Acknowledgement, Day, History, Slot, Week
from mtdesk.insight.takings import takings
from mtdesk.model.period import Period, days_before, week_of
from mtdesk.store import findings, incidents, ledger, sessions, wellbeing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.store.file.book import Row

DAYS = 35  # for the rules that count days
WEEKS = 156  # a sum carried over 52 weeks, each held against at most 104 before it


def evidence(opened: Opened, as_of: date) -> History:
    """Rows dated on or before a day, as stored now."""
    book, up_to = opened.book, as_of.isoformat()
    day_after = as_of + timedelta(days=1)
    first = sessions.first_day(book)
    last_check_in = wellbeing.last_day(book, up_to)
    recent = days_before(as_of, 28)
    return History(
        as_of=as_of,
        days=tuple(day_of(row) for row in sessions.by_day(book, days_before(as_of, DAYS))),
        first_day=date.fromisoformat(first) if first else None,
        check_ins=tuple(wellbeing.between(book, recent)),
        last_check_in=date.fromisoformat(last_check_in) if last_check_in else None,
        incidents=tuple(each for each in incidents.between(book, recent) if not each.withdrawn),
        earlier_incidents=tuple(
            (each["kind"], each["client_id"])
            for each in incidents.kinds_up_to(book, up_to)
            if not each["withdrawn"] and each["local_date"] < recent.start.isoformat()
        ),
        weeks=tuple(weeks(opened, as_of)),
        slots=tuple(slots(opened, Period(as_of - timedelta(days=6), day_after))),
        scales=Questionnaires(opened).scores_up_to(as_of) if findings.any_scores(book) else (),
        acknowledgements=tuple(
            Acknowledgement(
                rule=row["rule"],
                subject=row["subject"],
                on=date.fromisoformat(row["acknowledged_on"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
                new_usual=bool(row["new_usual"]),
            )
            for row in findings.acknowledgements(book, up_to)
        ),
        take_home_target_minor=opened.settings.take_home_target_minor or 0,
        currency=opened.settings.currency.code,
    )


def weeks(opened: Opened, as_of: date) -> Iterator[Week]:
    """The last WEEKS whole weeks before a day, oldest first, from her first session on."""
    book = opened.book
    first_weekday = opened.settings.first_weekday
    end = week_of(as_of + timedelta(days=1), first_weekday).start
    first = sessions.first_day(book)
    if first is None:
        return
    began = week_of(date.fromisoformat(first), first_weekday).start
    if began >= end:
        return
    period = Period(max(end - timedelta(weeks=WEEKS), began), end)
    starts = _starts(period)
    work: dict[date, list[Row]] = {}
    for row in sessions.by_day(book, period):
        work.setdefault(starts[row["local_date"]], []).append(row)
    unpaid: dict[date, int] = {}
    for row in ledger.unpaid_minutes_by_day(book, period):
        start = starts[row["worked_on"]]
        unpaid[start] = unpaid.get(start, 0) + row["minutes"]
    money = _take_home(opened, period, starts)
    last_weekday = (first_weekday + 6) % 7
    checked = {row["week_start"]: row for row in wellbeing.by_week(book, period, last_weekday)}
    sore: dict[str, dict[str, float]] = {}
    for row in wellbeing.soreness_by_week(book, period, last_weekday):
        count = checked[row["week_start"]]["check_ins"]
        sore.setdefault(row["week_start"], {})[row["site"]] = row["level"] / count
    start = period.start
    while start < end:
        key = start.isoformat()
        days, answers = work.get(start, []), checked.get(key)
        yield Week(
            start=key,
            sessions=sum(row["sessions"] for row in days),
            load=sum(row["load"] for row in days),
            estimated_load=sum(row["estimated_load"] for row in days),
            hands_on_minutes=sum(row["minutes"] for row in days),
            unpaid_minutes=unpaid.get(start, 0),
            take_home_minor=money.get(start, 0),
            check_ins=answers["check_ins"] if answers else 0,
            body=answers["body"] if answers else None,
            mind=answers["mind"] if answers else None,
            soreness=sore.get(key, {}),
        )
        start += timedelta(days=7)


def _starts(weeks: Period) -> dict[str, date]:
    """The start of the week of every day of whole weeks."""
    return {
        str(day): weeks.start + timedelta(days=number - number % 7)
        for number, day in enumerate(weeks.days())
    }


def _take_home(opened: Opened, period: Period, starts: dict[str, date]) -> dict[date, int]:
    """Take-home of each week, mileage left out: its rate is a year's matter."""
    payments: dict[date, list[tuple[str, int, int]]] = {}
    for row in ledger.received(opened.book, period, "day"):
        start = starts[row["grain_key"]]
        payments.setdefault(start, []).append((row["kind"], row["amount_minor"], row["fee_minor"]))
    expenses: dict[date, list[tuple[int, int]]] = {}
    for row in ledger.spent(opened.book, period, "day", opened.settings.profile.shares):
        start = starts[row["grain_key"]]
        expenses.setdefault(start, []).append((row["amount_minor"], row["deductible_minor"]))
    return {
        start: takings(payments.get(start, ()), expenses.get(start, ())).take_home_minor
        for start in payments.keys() | expenses.keys()
    }


def day_of(row: Row) -> Day:
    return Day(
        date=row["local_date"],
        sessions=row["sessions"],
        hands_on_minutes=row["minutes"],
        load=row["load"],
        estimated_load=row["estimated_load"],
    )


def slots(opened: Opened, period: Period) -> Iterator[Slot]:
    """The done sessions of a period in order of time, each as its place in its day."""
    for row in sessions.times(opened.book, period):
        began = datetime.fromisoformat(row["started_at"]) if row["started_at"] else None
        yield Slot(
            local_date=row["local_date"],
            started_at=began,
            ended_at=began + timedelta(minutes=row["minutes"]) if began else None,
            effort=row["effort"],
            estimated=bool(row["effort_estimated"]),
        )
