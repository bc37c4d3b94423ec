"""demo."""

from __future__ import annotations

import sys

import click

from mtdesk.cli.options import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.cli.commands import Call


@click.command("demo")
@click.option("--plain", is_flag=True, help="Print it, even on a terminal.")
@reading
def demo_command(call: Call, plain: bool) -> None:
    """Open a sample practice of 18 months, in a temporary file; yours is never touched.

    Piped, or with --plain, it prints the week and the findings.
    """
    from mtdesk.desk.demo import sample_desk

    with sample_desk(call.desk.clock, call.today) as desk:
        if not plain and not call.json and sys.stdin.isatty() and sys.stdout.isatty():
            from mtdesk.tui import run

            run(desk)
            return
        if call.json:
            from mtdesk.cli.documents import week_document
            from mtdesk.cli.text import say_json

            say_json(week_document(desk.review.week(), desk.settings.currency.code))
            return
        from mtdesk.cli.findings import print_risk
        from mtdesk.cli.reading import print_week
        from mtdesk.cli.text import say

        say("A sample practice, invented from end to end.")
        say()
        print_week(desk, None)
        say()
        print_risk(desk, None)
