"""risk, acknowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading, writing
from mtdesk.cli.print import say, say_json
from mtdesk.errors import UsageError
from mtdesk.model.finding import MARKS
from mtdesk.model.period import parse_date
from mtdesk.say.findings import changes_document, explanation_document, risk_document

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.cli.call import Call
    from mtdesk.desk import Desk


@click.command("risk")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Only rows dated on or before this day.")
@click.option("--explain", "rule", metavar="RULE", help="A rule with your numbers put in.")
@reading
def risk_command(call: Call, as_of: str | None, rule: str | None) -> None:
    """The findings: each with its numbers, its rule and source, and one thing to do.

    \b
    mtdesk risk
    mtdesk risk --as-of 2026-06-30 --json
    mtdesk risk --explain against_usual
    """
    day = parse_date(as_of, "--as-of") if as_of else None
    if rule is not None:
        _print_explanation(call, rule, day)
    elif call.json:
        risk, changes = call.desk.findings.risk(day), call.desk.findings.changes(day)
        say_json({**risk_document(risk), "since_last_week": changes_document(changes)})
    else:
        print_risk(call.desk, day)


def print_risk(desk: Desk, day: date | None) -> None:
    """The findings in words, each with its why, and what changed in a week."""
    if not desk.exists:
        say("Nothing to say yet: log sessions and check-ins first.")
        return
    risk, changes = desk.findings.risk(day), desk.findings.changes(day)
    say(f"{MARKS[risk.level]} {risk.level}, as of {risk.as_of}")
    say(
        f"  since last week: {len(changes.new)} new, {len(changes.still)} still there, "
        f"{len(changes.gone)} gone"
    )
    new = {(finding.rule, finding.subject) for finding in changes.new}
    for finding in risk.findings:
        say()
        mark = "  (new)" if (finding.rule, finding.subject) in new else ""
        say(f"{MARKS[finding.level]} {finding.level}  {finding.message}{mark}")
        if finding.standing:
            say(f"    {finding.standing}")
        say(f"    what to do  {finding.advice}")
        about = f" ({finding.subject})" if finding.subject else ""
        say(f"    rule        {finding.rule}{about}, since {finding.since}")
        say(f"    source      {finding.source}")
    for finding in changes.gone:
        say()
        say(f"  gone  {finding.message}")


def _print_explanation(call: Call, rule: str, day: date | None) -> None:
    why = call.desk.findings.explain(rule, day)
    if call.json:
        say_json(explanation_document(why))
        return
    say(f"{why.rule}: {why.about}")
    say()
    for label, text in (
        ("formula", why.formula),
        ("source", why.source),
        ("limits", why.caveats),
    ):
        say(f"  {label:<10}{text}")
    say()
    say("  your numbers")
    for line in (*why.numbers, *why.findings):
        say(f"    {line}")
    if why.thresholds:
        say()
        say("  thresholds, yours to change")
        for threshold in why.thresholds:
            say(f"    {threshold.key} = {threshold.value:g} {threshold.unit}: {threshold.words}")
    say()
    for command in why.commands:
        say(f"  {command}")


@click.command("acknowledge")
@click.argument("rule")
@click.argument("subject", default="")
@click.option("--note", default="", metavar="TEXT")
@click.option(
    "--new-usual",
    is_flag=True,
    help="This is how I work now: earlier weeks are no longer my usual.",
)
@click.option("--off", is_flag=True, help="Switch the rule off for good.")
@click.option("--on", is_flag=True, help="Switch the rule on again.")
@writing
def acknowledge_command(
    call: Call, rule: str, subject: str, note: str, new_usual: bool, off: bool, on: bool
) -> None:
    """Say that you have seen a finding: it rests for four weeks, then counts again.

    \b
    mtdesk acknowledge against_usual --note "a colleague's clients, until March"
    mtdesk acknowledge sore_site thumb-r
    mtdesk acknowledge rising_load --new-usual
    mtdesk acknowledge short_gaps --off
    """
    if off and on:
        raise UsageError("--on and --off exclude each other")
    if off or on:
        call.desk.findings.switch(rule, on=on)
        operation = None
    else:
        operation = call.desk.findings.acknowledge(rule, subject, note=note, new_usual=new_usual)
    if call.json:
        say_json({"rule": rule, "subject": subject, "operation": operation})
    elif off or on:
        say(f"{rule} is switched {'on' if on else 'off'}")
    else:
        say(f"{rule} acknowledged; mtdesk undo {operation} takes it back")
