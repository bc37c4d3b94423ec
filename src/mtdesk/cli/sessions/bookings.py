"""done, ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import TakesNote, reading, writing
from mtdesk.cli.log import mark_word, print_logged
from mtdesk.cli.print import say, say_json, table
from mtdesk.errors import EntryError
from mtdesk.model.finding import MARKS
from mtdesk.model.period import WEEKDAYS, hours
from mtdesk.say.week import ahead_document

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk import Desk
    from mtdesk.insight.ahead import Ahead


@click.command("done", cls=TakesNote)
@click.argument("session_id", metavar="ID", type=int)
@click.argument("entry", metavar="[WORDS]...", nargs=-1)
@writing
def done_command(call: Call, session_id: int, entry: tuple[str, ...]) -> None:
    """Turn a booking into a done session, with what came with it: the words of `log`.

    What is not said is as booked; an amount or a method says that it was paid. `no-show`,
    `late-cancel` and `cancelled` say that it was not held, and an amount beside them is a fee.
    `mtdesk today` and `mtdesk sessions --status booked` show the numbers.

    \b
    mtdesk done 214
    mtdesk done 214 90+15 card e6 p7-3 -- tight left trapezius
    mtdesk done 214 late-cancel 45 card
    """
    text = " ".join(entry)
    if call.note:
        text = f"{text} -- {call.note}"
    try:
        logged = call.desk.sessions.bookings.settle(session_id, text)
    except EntryError as error:
        mark_word(text, error)
        raise
    print_logged(call, logged, logged.session.status.replace("_", "-"))


@click.command("ahead")
@reading
def ahead_command(call: Call) -> None:
    """The next two weeks as booked: each day's hands-on time and load, and what stands out.

    Loads are estimates (~): the effort is your own median of each service.

    \b
    mtdesk ahead
    mtdesk ahead --json
    """
    ahead = call.desk.sessions.bookings.ahead()
    if call.json:
        say_json(ahead_document(ahead))
    elif not any(day.sessions for day in ahead.days):
        say(f"Nothing is booked up to {ahead.days[-1].day}.")
        say("Book a session: mtdesk log ana swedish 60m booked fri 10:00")
    else:
        _print_ahead(call.desk, ahead)


def _print_ahead(desk: Desk, ahead: Ahead) -> None:
    limit = desk.settings.hands_on_minutes_a_day
    say(f"{ahead.days[0].day} to {ahead.days[-1].day}, as booked")
    say()
    rows = [
        (
            WEEKDAYS[each.day.weekday()][:3].title(),
            each.day.isoformat(),
            str(each.done_sessions or ""),
            str(each.sessions or ""),
            hours(each.minutes) if each.minutes else "",
            f"~{each.load:,.0f}" if each.load else "",
            f"over {hours(limit)}" if each.minutes > limit else "",
        )
        for each in ahead.days
    ]
    heads = ("", "day", "done", "booked", "hands-on", "load", "")
    for line in table(heads, rows, right=(2, 3, 4, 5)):
        say(f"  {line}")
    say()
    for week in ahead.weeks:
        against = "" if week.ratio is None else f", ~{week.ratio:.1f}x your usual load"
        say(f"  week of {week.start}: {hours(week.minutes)} hands-on as booked{against}")
    say()
    if not ahead.findings:
        say("  ✓ nothing stands out in what is booked")
    for finding in ahead.findings:
        say(f"  {MARKS[finding.level]} {finding.level:<8}{finding.message}")
