"""ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.say.document import document
from mtdesk.say.findings import marked
from mtdesk.say.week import (
    NOTHING_AHEAD,
    ahead_title,
    days_ahead,
    nothing_booked,
    week_ahead_sentence,
)
from mtdesk.say.week.documents import AHEAD

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk import Desk
    from mtdesk.desk.week import Ahead


@click.command("ahead")
@reading
def ahead_command(call: Call) -> None:
    """The next two weeks as booked: each day's hands-on time and load, and what stands out.

    Loads are estimates (~): the effort is your own median of each service.

    \b
    mtdesk ahead
    mtdesk ahead --json
    """
    ahead = call.desk.week.agenda.ahead()
    if call.json:
        say_json(document(ahead, AHEAD))
    elif not ahead.bookings:
        say(nothing_booked(ahead))
        say("Book a session: mtdesk log ana swedish 60m booked fri 10:00")
    else:
        _print_ahead(call.desk, ahead)


def _print_ahead(desk: Desk, ahead: Ahead) -> None:
    say(ahead_title(ahead))
    say()
    say_listing(days_ahead(ahead, desk.settings.hands_on_minutes_a_day), indent="  ")
    say()
    for week in ahead.weeks:
        say(f"  {week_ahead_sentence(week)}")
    say()
    for finding in ahead.findings:
        say(f"  {marked(finding.level):<10}{finding.message}")
    if not ahead.findings:
        say(f"  ✓ {NOTHING_AHEAD}")
