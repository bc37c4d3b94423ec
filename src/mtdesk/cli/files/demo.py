"""demo."""

from __future__ import annotations

import sys

import click

from mtdesk.cli.call import Call, reading


@click.command("demo")
@click.option("--plain", is_flag=True, help="Print it, even on a terminal.")
@reading
def demo_command(call: Call, plain: bool) -> None:
    """Open a sample practice of 18 months, in a temporary file; yours is never touched.

    Piped, or with --plain, it prints the week and the findings.
    """
    from mtdesk.desk import Desk
    from mtdesk.desk.files.demo import sample_desk

    with sample_desk(Desk, call.desk.clock, call.today) as desk:
        if not plain and not call.json and sys.stdin.isatty() and sys.stdout.isatty():
            from mtdesk.tui import run

            run(desk)
            return
        if call.json:
            from mtdesk.cli.print import say_json
            from mtdesk.say.week.documents import week_document

            say_json(week_document(desk.week.of()))
            return
        from mtdesk.cli.findings import print_risk
        from mtdesk.cli.print import say
        from mtdesk.cli.week.week import print_week

        say("A sample practice, invented from end to end.")
        say()
        print_week(desk, None)
        say()
        print_risk(desk, None)
