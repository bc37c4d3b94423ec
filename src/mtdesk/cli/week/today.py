"""today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, table
from mtdesk.model.finding import MARKS
from mtdesk.model.period import WEEKDAYS, hours
from mtdesk.say.sessions import session_document
from mtdesk.say.week import reminder_document
from mtdesk.say.wellbeing import check_in_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.cli.call import Call
    from mtdesk.desk import Desk
    from mtdesk.model.session import Session


@click.command("today")
@reading
def today_command(call: Call) -> None:
    """Today: the sessions done and booked, hands-on so far, and what needs you.

    \b
    mtdesk today
    mtdesk today --json
    mtdesk today --today 2026-11-20
    """
    desk = call.desk
    held = desk.sessions.bookings.of_day(desk.today)
    if call.json:
        _say_document(desk, held)
    elif not desk.exists:
        say(f"There is no practice at {desk.path} yet.")
        say("Log your first session: mtdesk log ana swedish 60m 90+15 card")
        say("Or look at a sample:    mtdesk demo")
    else:
        _print_today(desk, held)


def _say_document(desk: Desk, held: Sequence[Session]) -> None:
    done, booked = _minutes(held, "done"), _minutes(held, "booked")
    check_in = desk.wellbeing.of_day(desk.today)
    say_json(
        {
            "date": desk.today.isoformat(),
            "currency": desk.settings.currency.code,
            "hands_on_minutes": done,
            "booked_minutes": booked,
            "as_booked_minutes": done + booked,
            "limit_minutes": desk.settings.hands_on_minutes_a_day,
            "sessions": [session_document(each) for each in held],
            "check_in": check_in_document(check_in) if check_in else None,
            "needs": [reminder_document(each) for each in desk.week.reminders.needs()],
        }
    )


def _print_today(desk: Desk, held: Sequence[Session]) -> None:
    today = desk.today
    weekday = WEEKDAYS[today.weekday()].title()
    done, booked = _minutes(held, "done"), _minutes(held, "booked")
    say(f"{weekday} {today}")
    say(f"  {day_sentence(done, booked, desk.settings.hands_on_minutes_a_day)}")
    say()
    if held:
        heads = ("id", "time", "client", "service", "min", "status")
        for line in table(heads, [_row(each) for each in held], right=(0, 4)):
            say(f"  {line}")
        say()
    _say_needs(desk)


def _say_needs(desk: Desk) -> None:
    found = desk.week.reminders.needs()
    for each in found:
        say(f"  {MARKS[each.level]} {each.level:<8}{each.text}")
    if desk.wellbeing.of_day(desk.today) is None:
        say("    no check-in today: mtdesk checkin body 4 mind 3")
    elif not found:
        say("  ✓ nothing needs you")


def day_sentence(done: int, booked: int, limit: int) -> str:
    """`2 h 30 hands-on of your 4 h; 5 h 30 as booked, 1 h 30 past your 4 h`."""
    past = f", {hours(done - limit)} past your {hours(limit)}" if done > limit else ""
    so_far = f"{hours(done)} hands-on{past or f' of your {hours(limit)}'}"
    if not booked:
        return so_far
    whole = done + booked
    past = f", {hours(whole - limit)} past your {hours(limit)}" if whole > limit else ""
    return f"{so_far}; {hours(whole)} as booked{past}"


def _row(session: Session) -> tuple[str, ...]:
    return (
        str(session.id),
        session.started_at[11:16] if session.started_at else "",
        session.client or "",
        session.service or session.modality or "",
        str(session.minutes) if session.minutes else "",
        session.status.replace("_", "-"),
    )


def _minutes(held: Sequence[Session], status: str) -> int:
    return sum(each.minutes for each in held if each.status == status)
