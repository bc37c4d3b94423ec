"""today."""

from __future__ import annotations

import click

from mtdesk.cli.call import Call, reading
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.desk import Desk
from mtdesk.model.period import WEEKDAYS
from mtdesk.say.findings import marked
from mtdesk.say.week import (
    NO_CHECK_IN,
    NOTHING_NEEDED,
    day_sentence,
    no_practice,
    sessions_of_day,
)


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
    if call.json:
        from mtdesk.say.week.documents import day_document

        say_json(day_document(desk.week.day(), desk.week.reminders.needs()))
    elif not desk.exists:
        for line in no_practice(desk.path):
            say(line)
    else:
        _print_today(desk)


def _print_today(desk: Desk) -> None:
    day = desk.week.day()
    say(f"{WEEKDAYS[day.day.weekday()].title()} {day.day}")
    say(f"  {day_sentence(day)}")
    say()
    if day.sessions:
        say_listing(sessions_of_day(day), indent="  ")
        say()
    needs = desk.week.reminders.needs()
    for each in needs:
        say(f"  {marked(each.level):<10}{each.text}")
    if day.check_in is None:
        say(f"    {NO_CHECK_IN}: mtdesk checkin body 4 mind 3")
    elif not needs:
        say(f"  ✓ {NOTHING_NEEDED}")
