"""The weeks that a plan is made of, as they are stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.opened.takings import mileage_of, money
from mtdesk.insight.plan.steps import BY_MINUTES, BY_PRICE, BY_SESSION, Work
from mtdesk.insight.plan.weeks import DRAWN_WEEKS, KNOWN_WEEKS, WEEKS_AHEAD, Costs, Known
from mtdesk.model.period import Period, week_of
from mtdesk.model.practice import estimated_effort
from mtdesk.store import income, practice, sessions, week
from mtdesk.store.ledger import sums
from mtdesk.store.practice import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from mtdesk.desk.opened import Opened
    from mtdesk.model.practice.terms import PayTerm

BY_SESSION_COSTS = ("supplies", "laundry", "commissions_fees", "car_mileage", "parking_tolls")
BY_SESSION_WORK = ("laundry", "travel")
RENT = "rent_room"
_BY_TERM = {"hourly": BY_MINUTES, "per_session": BY_SESSION}


def known_weeks(opened: Opened) -> Known:
    """Her whole weeks up to the running one, at most KNOWN_WEEKS, from her first session on."""
    running = week_of(opened.today, opened.settings.first_weekday)
    start = running.start - timedelta(weeks=KNOWN_WEEKS)
    first = sessions.first_day(opened.book)
    if first is not None:
        begun = week_of(date.fromisoformat(first), opened.settings.first_weekday)
        whole = begun.start if begun.start >= date.fromisoformat(first) else begun.end
        start = max(start, whole)
    period = (
        Period(min(start, running.start), running.start)
        if first
        else Period(running.start, running.start)
    )
    ahead = Period(running.end, running.end + timedelta(weeks=WEEKS_AHEAD))
    paid_by = _paid_by(opened)
    expected = _expected(opened)
    done = [_work(row, paid_by, None) for row in week.work(opened.book, period, "done")]
    booked = [_work(row, paid_by, expected) for row in week.work(opened.book, ahead, "booked")]
    drawn = Period(max(period.start, period.end - timedelta(weeks=DRAWN_WEEKS)), period.end)
    return Known(
        weeks=_by_week(done, period),
        income_minor=_income(opened, period),
        costs=_costs(opened, drawn),
        limit_minutes=opened.settings.hands_on_minutes_a_day,
        booked=_by_week(booked, ahead),
        first=ahead.start,
    )


def _by_week(work: Iterable[Work], period: Period) -> tuple[tuple[Work, ...], ...]:
    weeks: list[list[Work]] = [[] for _ in range(len(period) // 7)]
    for each in work:
        weeks[(each.day - period.start).days // 7].append(each)
    return tuple(map(tuple, weeks))


def _income(opened: Opened, period: Period) -> tuple[int, ...]:
    weeks = [0] * (len(period) // 7)
    for row in income.income_by_day(opened.book, period):
        day = date.fromisoformat(row["received_on"])
        weeks[(day - period.start).days // 7] += row["amount_minor"]
    return tuple(weeks)


def _work(row: Any, paid_by: Callable[[Any], str], expected: Callable[[Any], float] | None) -> Work:
    asked = row["due_minor"] if row["payer"] == "workplace" else row["price_minor"]
    paid = row["paid_minor"]
    # An insurer pays what it pays; what others still owe will come.
    worth = paid if paid and row["payer"] == "insurer" else max(paid, asked or 0)
    effort = row["effort"]
    if effort is None and expected is not None:
        effort = expected(row)
    return Work(
        day=date.fromisoformat(row["local_date"]),
        minutes=row["minutes"],
        effort=effort,
        service=row["service"],
        worth_minor=max(worth - row["back_minor"], 0),
        tips_minor=row["tips_minor"],
        client_id=row["client_id"],
        workplace_id=row["workplace_id"],
        paid_by=paid_by(row),
        is_unpriced=bool(row["money_unknown"]),
    )


def _paid_by(opened: Opened) -> Callable[[Any], str]:
    """What her pay for a session goes with: that of a workplace by its term of the day."""
    held = terms.every(opened.book)

    def of(row: Any) -> str:
        if row["payer"] != "workplace":
            return BY_PRICE
        found = [
            each.kind
            for each in held
            if each.workplace_id == row["workplace_id"] and each.valid_from <= row["local_date"]
        ]
        return _BY_TERM.get(found[-1], BY_PRICE) if found else BY_PRICE

    return of


def held_terms(opened: Opened) -> dict[int, PayTerm]:
    """The terms of pay that hold today, by the number of their workplace."""
    today = opened.today.isoformat()
    every = (each for each in terms.every(opened.book) if each.valid_from <= today)
    return {each.workplace_id: each for each in every}  # of one the newest, which comes last


def _expected(opened: Opened) -> Callable[[Any], float]:
    """The effort to expect of a booking: her own median of that service."""
    menu = {service.id: service for service in practice.services(opened.book)}
    found: dict[tuple[int | None, str | None], float] = {}
    today = opened.today.isoformat()

    def of(row: Any) -> float:
        kind = row["service_id"], row["modality"]
        if kind not in found:
            earlier = sessions.earlier_efforts(opened.book, today, *kind)
            found[kind] = estimated_effort(earlier, menu.get(kind[0]), kind[1])
        return found[kind]

    return of


def _costs(opened: Opened, period: Period) -> Costs:
    """What the income page takes off, and which of it goes with sessions."""
    book, settings = opened.book, opened.settings
    takings = money(book, settings, period)
    by_session = fixed = rent = 0
    for row in sums.spent(book, period, "year", settings.profile.shares):
        if row["category"] in BY_SESSION_COSTS:
            by_session += row["deductible_minor"]
        else:
            fixed += row["deductible_minor"]
        if row["category"] == RENT:
            rent += row["deductible_minor"]
    unpaid = week.unpaid_work(book, period)
    with_sessions = sum(row["minutes"] for row in unpaid if row["kind"] in BY_SESSION_WORK)
    return Costs(
        taken_off_minor=takings.processor_fees_minor + takings.given_back_minor,
        by_session_minor=by_session + (mileage_of(book, settings, period).deduction_minor or 0),
        fixed_minor=fixed,
        by_session_minutes=with_sessions,
        fixed_minutes=sum(row["minutes"] for row in unpaid) - with_sessions,
        rent_minor=rent,
        rents_minor=sum(
            each.amount_minor or 0 for each in held_terms(opened).values() if each.kind == "rent"
        ),
    )
