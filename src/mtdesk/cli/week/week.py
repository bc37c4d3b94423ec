"""week."""

from __future__ import annotations

from datetime import date

import click

from mtdesk.cli.call import Call, reading
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.desk import Desk
from mtdesk.model.period import parse_date
from mtdesk.say.findings import NOTHING_FOUND, marked
from mtdesk.say.week import (
    booked_sentence,
    days_of_week,
    no_practice,
    week_figures,
    week_sentence,
    week_title,
)


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
        from mtdesk.say.week.documents import week_document

        say_json(week_document(call.desk.week.of(day)))
    else:
        print_week(call.desk, day)


def print_week(desk: Desk, day: date | None) -> None:
    if not desk.exists:
        for line in no_practice(desk.path):
            say(line)
        return
    week, settings = desk.week.of(day), desk.settings
    say(week_title(week))
    say(f"  {week_sentence(week)}")
    if week.ahead:
        say(f"  As booked: {booked_sentence(week.ahead)}")
    say()
    say_listing(days_of_week(week, settings.hands_on_minutes_a_day), indent="  ")
    say()
    for name, figure in week_figures(week, settings.currency, settings.hands_on_minutes_a_week):
        say(f"  {name:<18}{figure}")
    say()
    for finding in week.all_findings:
        say(f"  {marked(finding.level):<10}{finding.message}")
    if not week.all_findings:
        say(f"  {NOTHING_FOUND}")
