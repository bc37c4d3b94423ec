"""risk, acknowledge."""

from __future__ import annotations

from datetime import date

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import reading, writing
from mtdesk.cli.print import say, say_json
from mtdesk.desk import Desk
from mtdesk.errors import UsageError
from mtdesk.model.period import parse_date
from mtdesk.model.text import undo_words
from mtdesk.say.document import document
from mtdesk.say.findings import (
    BEHIND,
    EXPLANATION,
    NOTHING_YET,
    WATCHED,
    acknowledged,
    behind_words,
    changes_sentence,
    clear_words,
    explanation,
    finding_about,
    finding_sentence,
    marked,
    risk_document,
    risk_title,
    story_about,
    story_sentence,
)


@declared.command("risk")
@declared.option("--as-of", metavar="YYYY-MM-DD", help="Only rows dated on or before this day.")
@declared.option("--explain", "rule", metavar="RULE", help="A rule with your numbers put in.")
@reading
def risk_command(call: Call, as_of: str | None, rule: str | None) -> None:
    """What the figures say: stories first, then the findings behind them, each with its source.

    \b
    mtdesk risk
    mtdesk risk --as-of 2026-06-30 --json
    mtdesk risk --explain against_usual
    """
    day = parse_date(as_of, "--as-of") if as_of else None
    if rule is not None:
        _print_explanation(call, rule, day)
    elif call.json:
        found, stories = call.desk.findings, call.desk.week.stories
        documents = found.risk(day), found.changes(day), stories.of(day), found.clear(day)
        say_json(risk_document(*documents))
    else:
        print_risk(call.desk, day)


def print_risk(desk: Desk, day: date | None) -> None:
    """The stories in words, then the findings behind them and what changed in a week."""
    if not desk.exists:
        say(NOTHING_YET)
        return
    risk, changes = desk.findings.risk(day), desk.findings.changes(day)
    say(risk_title(risk))
    say(f"  {changes_sentence(changes)}")
    for story in desk.week.stories.of(day):
        say()
        say(f"{marked(story.level)}  {story.story}: {story_sentence(story)}")
        for name, words in story_about(story):
            say(f"    {name:<12}{words}")
    if risk.findings or changes.gone:
        say()
        say(f"-- {BEHIND}")
    for finding in risk.findings:
        say()
        say(f"{marked(finding.level)}  {finding_sentence(finding, changes)}")
        if finding.standing:
            say(f"    {finding.standing}")
        for name, words in finding_about(finding):
            say(f"    {name:<12}{words}")
    for finding in changes.gone:
        say()
        say(f"  gone  {finding.message}")
    clear = clear_words(desk.findings.clear(day))
    if clear and risk.level != "unknown":
        say()
        say(f"-- {WATCHED}: {clear}")


def _print_explanation(call: Call, rule: str, day: date | None) -> None:
    why = call.desk.findings.explain(rule, day)
    if call.json:
        say_json(document(why, EXPLANATION))
        return
    say(why.rule)
    stories, today = call.desk.week.stories, day or call.desk.today
    found = [each for each in call.desk.findings.risk(day).findings if each.rule == rule]
    behind = [part for each in found for part in behind_words(stories.behind(each, day), today)]
    for title, lines in (*dict.fromkeys(behind), *explanation(why)):
        say()
        say(f"  {title}")
        for line in lines:
            say(f"    {line}")


@declared.command("acknowledge")
@declared.argument("rule")
@declared.argument("subject", default="")
@declared.option("--note", default="", metavar="TEXT")
@declared.option(
    "--new-usual",
    is_flag=True,
    help="This is how I work now: earlier weeks are no longer my usual.",
)
@declared.option("--off", is_flag=True, help="Switch the rule off for good.")
@declared.option("--on", is_flag=True, help="Switch the rule on again.")
@writing
def acknowledge_command(
    call: Call, rule: str, subject: str, note: str, new_usual: bool, off: bool, on: bool
) -> None:
    """Say that you have seen a finding, or a story: it rests for four weeks, then counts again.

    \b
    mtdesk acknowledge against_usual --note "a colleague's clients, until March"
    mtdesk acknowledge sore_site thumb-r
    mtdesk acknowledge strain
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
        said = acknowledged(rule, new_usual=new_usual)
        say(f"{said}; {undo_words(operation)}")
