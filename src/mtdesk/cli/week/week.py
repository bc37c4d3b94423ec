"""week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, table
from mtdesk.model.finding import MARKS
from mtdesk.model.period import WEEKDAYS, hours, parse_date
from mtdesk.say.week import week_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mtdesk.cli.call import Call
    from mtdesk.desk import Desk
    from mtdesk.desk.week import Week
    from mtdesk.insight.ahead import Ahead
    from mtdesk.model.finding import Finding


@click.command("week")
@click.argument("day", metavar="[YYYY-MM-DD]", required=False)
@reading
def week_command(call: Call, day: str | None) -> None:
    """The week around a day (default today): hours, load, rest, money, findings.

    \b
    mtdesk week
    mtdesk week 2026-11-02 --json
    """
    show_week(call, parse_date(day, "week") if day else None)


def show_week(call: Call, day: date | None) -> None:
    """The week as JSON or in words: also what a dashboard without a terminal prints."""
    if call.json:
        say_json(week_document(call.desk.week.of(day), call.desk.settings.currency.code))
    else:
        print_week(call.desk, day)


def print_week(desk: Desk, day: date | None) -> None:
    week = desk.week.of(day)
    currency = desk.settings.currency
    if not desk.exists:
        say(f"There is no practice at {desk.path} yet.")
        say("Log your first session: mtdesk log ana swedish 60m 90+15 card")
        say("Or look at a sample:    mtdesk demo")
        return
    running = "" if week.is_over else ", still running"
    if week.start > desk.today:
        running = ", still to come"
    say(f"Week {week.start} to {week.last}{running}")
    say(f"  {week_sentence(week)}")
    if week.ahead:
        say(f"  {booked_sentence(week.ahead)}")
    say()
    limit = desk.settings.hands_on_minutes_a_day
    rows = [
        (
            WEEKDAYS[each.day.weekday()][:3].title(),
            each.day.isoformat(),
            str(each.sessions or ""),
            hours(each.hands_on_minutes) if each.hands_on_minutes else "",
            f"{each.load:,.0f}" if each.load else "",
            f"over {hours(limit)}"
            if each.hands_on_minutes > limit
            else _as_booked(week, each.day, limit),
        )
        for each in week.days
    ]
    for line in table(("", "day", "sessions", "hands-on", "load", ""), rows, right=(2, 3, 4)):
        say(f"  {line}")
    say()
    money = week.money
    usual = "unknown yet" if week.usual_load is None else f"{week.usual_load:,.0f}"
    estimated = (
        f", {week.estimated_load / week.load:.0%} of it from estimated effort (~)"
        if week.estimated_load
        else ""
    )
    hour = week.take_home_per_hour_minor
    weekly = desk.settings.hands_on_minutes_a_week
    figures = (
        (
            "hands-on",
            hours(week.hands_on_minutes) + (f" of your {hours(weekly)} a week" if weekly else ""),
        ),
        ("load", f"{week.load:,.0f} (usual {usual}){estimated}"),
        ("rest days", str(week.rest_days)),
        ("gaps under 15 min", str(week.short_gaps)),
        ("unpaid work", hours(week.unpaid_minutes)),
        (
            "earned",
            f"{currency.format(money.gross_minor)}, {currency.format(money.tips_minor)} of it tips",
        ),
        ("expenses", currency.format(money.expenses_minor)),
        (
            "take-home",
            currency.format(money.take_home_minor)
            + ("" if hour is None else f", {currency.format(hour)} an hour worked"),
        ),
    )
    for label, text in figures:
        say(f"  {label:<18}{text}")
    say()
    _say_findings(week.all_findings(desk.today))


def week_sentence(week: Week) -> str:
    """`23 h 30 hands-on in 19 sessions, 1.3x your usual load; 1 rest day`."""
    if not week.sessions:
        return "No done session in this week."
    against = "" if week.ratio is None else f", {week.ratio:.1f}x your usual load"
    rest = f"{week.rest_days} rest day{'' if week.rest_days == 1 else 's'}"
    count = f"{week.sessions} session{'' if week.sessions == 1 else 's'}"
    return f"{hours(week.hands_on_minutes)} hands-on in {count}{against}; {rest}"


def booked_sentence(ahead: Ahead) -> str:
    """`As booked: 14 h hands-on, load ~3,900, ~1.1x your usual; 6 h of it in 5 bookings to come`."""
    week = ahead.weeks[0]
    count = sum(day.sessions for day in ahead.days)
    against = "" if week.ratio is None else f", ~{week.ratio:.1f}x your usual"
    return (
        f"As booked: {hours(week.minutes)} hands-on, load ~{week.load:,.0f}{against}; "
        f"{hours(ahead.booked_minutes)} of it in {count} booking{'' if count == 1 else 's'} to come"
    )


def _as_booked(week: Week, day: date, limit: int) -> str:
    """`5 h 30 as booked, over 4 h`; empty for a day without bookings."""
    booked = [each for each in week.ahead.days if each.day == day] if week.ahead else []
    if not booked or not booked[0].sessions:
        return ""
    over = f", over {hours(limit)}" if booked[0].minutes > limit else ""
    return f"{hours(booked[0].minutes)} as booked{over}"


def _say_findings(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if not found:
        say("  ✓ nothing stands out")
    for finding in found:
        say(f"  {MARKS[finding.level]} {finding.level:<8}{finding.message}")
