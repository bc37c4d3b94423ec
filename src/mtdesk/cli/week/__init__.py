"""today, week, ahead."""

from __future__ import annotations

from datetime import date

from mtdesk.cli import declared
from mtdesk.cli.call import Call, confirming, need_picture, refuse_json_beside_a_file
from mtdesk.cli.options import handing_over, reading
from mtdesk.cli.print import no_chart_in_json, say, say_chart, say_json, say_listing
from mtdesk.desk import Desk
from mtdesk.errors import UsageError
from mtdesk.model.period import WEEKDAYS, parse_date
from mtdesk.say.findings import NOTHING_FOUND, marked, story_sentence
from mtdesk.say.week import (
    NO_CHECK_IN,
    NOTHING_AHEAD,
    NOTHING_NEEDED,
    ahead_title,
    as_booked,
    behind_stories,
    day_sentence,
    days_ahead,
    days_of_week,
    no_practice,
    nothing_booked,
    sessions_of_day,
    week_ahead_sentence,
    week_figures,
    week_sentence,
    week_title,
)
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.week import Ahead


WEEKS_DRAWN = 26


@declared.command("today")
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

        week = desk.week
        say_json(day_document(week.day(), week.reminders.needs(), week.stories.today()))
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
    lines = desk.week.stories.lines()
    for each in lines:
        say(f"  {marked(each.level):<10}{each.text}")
    if day.check_in is None:
        say(f"    {NO_CHECK_IN}: mtdesk checkin body 4 mind 3")
    elif not lines:
        say(f"  ✓ {NOTHING_NEEDED}")


@declared.command("week")
@declared.argument("day", metavar="[YYYY-MM-DD]", required=False)
@declared.option("--chart", is_flag=True, help="Draw the hours of its days and the load of weeks.")
@declared.option(
    "--picture", metavar="FILE", help="Write it as a picture (.svg, .png), without any name."
)
@handing_over
def week_command(call: Call, day: str | None, chart: bool, picture: str | None) -> None:
    """The week around a day (default today): hours, load, rest, money, findings.

    \b
    mtdesk week
    mtdesk week --chart
    mtdesk week 2026-11-02 --json
    mtdesk week 2026-11-02 --picture week.svg
    """
    no_chart_in_json(chart=chart, as_json=call.json)
    around = parse_date(day, "week") if day else None
    if picture is not None:
        if chart:
            raise UsageError("--chart prints, --picture writes a file: choose one of them")
        _keep_week(call, around, picture)
        return
    show_week(call, around)
    if chart and call.desk.exists:
        _draw_week(call.desk, around)


def _draw_week(desk: Desk, day: date | None) -> None:
    from mtdesk.say import pictures

    week, limit = desk.week.of(day), desk.settings.hands_on_minutes_a_day
    say_chart(pictures.hours_by_day(week.days, limit, desk.today, week.ahead))
    weeks = desk.week.weeks(WEEKS_DRAWN, week.start)
    booked = desk.week.agenda.load_by_week(weeks[-1][-1].day)
    say_chart(pictures.load_by_week(weeks, desk.today, booked))


def show_week(call: Call, day: date | None) -> None:
    """The week as JSON or in words: also what a dashboard without a terminal prints."""
    if call.json:
        print_week_json(call.desk, day)
    else:
        print_week(call.desk, day)


def _keep_week(call: Call, day: date | None, file: str) -> None:
    from pathlib import Path

    from mtdesk.say.document import written
    from mtdesk.say.week.picture import week_page

    refuse_json_beside_a_file(call)
    need_picture(file)
    desk, path = call.desk, Path(file)
    week = desk.week.of(day)
    page = week_page(week, desk.week.stories.of_week(week), desk.settings, desk.today)
    done = confirming(call, lambda yes: desk.files.write(page, path, confirmed=yes))
    declared.echo(written(page, [path], done), err=True)


def print_week_json(desk: Desk, day: date | None) -> None:
    from mtdesk.say.week.documents import week_document

    week = desk.week.of(day)
    found = week_document(week, desk.week.stories.of_week(week))
    if against := desk.week.against_plan(week):
        from mtdesk.say.week.target import against_document

        found["plan"] = against_document(against)
    say_json(found)


def print_week(desk: Desk, day: date | None) -> None:
    if not desk.exists:
        for line in no_practice(desk.path):
            say(line)
        return
    week, settings = desk.week.of(day), desk.settings
    say(week_title(week))
    say(f"  {week_sentence(week)}")
    if week.ahead:
        say(f"  {as_booked(week.ahead)}")
    say()
    say_listing(days_of_week(week, settings.hands_on_minutes_a_day), indent="  ")
    say()
    for name, figure in week_figures(week, settings.currency, settings.hands_on_minutes_a_week):
        say(f"  {name:<18}{figure}")
    if against := desk.week.against_plan(week):
        from mtdesk.say.week.target import LABEL, against_sentence

        say(f"  {LABEL:<18}{against_sentence(against, settings.currency)}")
    say()
    stories = desk.week.stories.of_week(week)
    for story in stories:
        say(f"  {marked(story.level):<10}{story_sentence(story)}")
    if stories:
        say(f"  {behind_stories(week)}")
    else:
        say(f"  {NOTHING_FOUND}")


@declared.command("ahead")
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
        from mtdesk.say.document import document
        from mtdesk.say.week.documents import AHEAD

        say_json(document(ahead, AHEAD))
    elif not ahead.bookings:
        say(nothing_booked(ahead))
        say("Book a session: mtdesk log ana swedish 60m booked fri 10:00")
    else:
        _print_ahead(call.desk, ahead)


def _print_ahead(desk: Desk, ahead: Ahead) -> None:
    say(ahead_title(ahead))
    for each in ahead.overlaps:
        say(f"  {each.date}: {each.words}")
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
