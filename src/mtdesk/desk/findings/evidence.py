"""What the findings look at: her days, weeks, sessions, check-ins and incidents up to a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.insight.findings.history import (
    Acknowledgement,
    History,
    Logged,
    ScaleScores,
    Slot,
    Week,
    whole_weeks,
)
from mtdesk.insight.findings.history import weeks as weeks_of
from mtdesk.insight.load import DayLoad
from mtdesk.model.period import Period, days_before
from mtdesk.store import findings, incidents, sessions, wellbeing
from mtdesk.store.file.book import Row
from mtdesk.store.ledger import sums

DAYS = 35  # for the rules that count days


def evidence(opened: Opened, as_of: date) -> History:
    """Rows dated on or before a day, as stored now."""
    book, up_to = opened.book, as_of.isoformat()
    day_after = as_of + timedelta(days=1)
    first = sessions.first_day(book)
    first_day = date.fromisoformat(first) if first else None
    whole = whole_weeks(as_of, first_day, opened.settings.first_weekday)
    last_check_in = wellbeing.last_day(book, up_to)
    recent = days_before(as_of, 28)
    return History(
        as_of=as_of,
        days=tuple(day_of(row) for row in sessions.by_day(book, days_before(as_of, DAYS))),
        first_day=first_day,
        check_ins=tuple(wellbeing.between(book, recent)),
        last_check_in=date.fromisoformat(last_check_in) if last_check_in else None,
        incidents=tuple(each for each in incidents.between(book, recent) if not each.withdrawn),
        earlier_incidents=tuple(
            (each["kind"], each["client_id"])
            for each in incidents.kinds_up_to(book, up_to)
            if not each["withdrawn"] and each["local_date"] < recent.start.isoformat()
        ),
        weeks=tuple(weeks(opened, whole)) if whole else (),
        slots=tuple(slots(opened, Period(as_of - timedelta(days=6), day_after))),
        scales=_scales(opened, as_of),
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


def _scales(opened: Opened, as_of: date) -> tuple[ScaleScores, ...]:
    """Loaded only where a questionnaire was ever answered: most practices spare themselves that."""
    if not wellbeing.any_answered(opened.book):
        return ()
    from mtdesk.desk.wellbeing.questionnaires import Questionnaires

    return Questionnaires(opened).scores_up_to(as_of)


def weeks(opened: Opened, period: Period) -> Iterator[Week]:
    """Whole weeks, oldest first, of what was logged in them."""
    book, settings = opened.book, opened.settings
    last_weekday = (settings.first_weekday + 6) % 7
    logged = Logged(
        days=[day_of(row) for row in sessions.by_day(book, period)],
        unpaid=[tuple(row) for row in sums.unpaid_minutes_by_day(book, period)],
        payments=[tuple(row) for row in sums.received(book, period, "day")],
        expenses=[tuple(row) for row in sums.spent(book, period, "day", settings.profile.shares)],
        check_ins=[tuple(row) for row in wellbeing.by_week(book, period, last_weekday)],
        soreness=[tuple(row) for row in wellbeing.soreness_by_week(book, period, last_weekday)],
    )
    return weeks_of(period, logged)


def day_of(row: Row) -> DayLoad:
    return DayLoad(
        day=date.fromisoformat(row["local_date"]),
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
