"""time: unpaid work, in minutes or by a timer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import announce_new_file, is_interactive, writing
from mtdesk.cli.print import say, say_json, say_listing, say_undo
from mtdesk.model.ledger.work import WORK_KINDS
from mtdesk.say.document import document
from mtdesk.say.ledger import WORK, running_document, running_words, work_listing, work_words

if TYPE_CHECKING:
    from mtdesk.cli.call import Call
    from mtdesk.desk.ledger.timer import Running
    from mtdesk.model.ledger.work import WorkTime

MOST_LISTED = 30


@click.command("time")
@click.argument("words", metavar="[MINUTES KIND | start KIND | stop [MINUTES] | list]", nargs=-1)
@click.option("--note", metavar="TEXT")
@click.option("--on", metavar="YYYY-MM-DD", help="The day (default today), beside minutes.")
@writing
def time_command(call: Call, words: tuple[str, ...], note: str | None, on: str | None) -> None:
    """Record unpaid work: it counts in take-home per hour. Alone it says which timer runs.

    A kind is admin, laundry, travel, marketing, education or other.

    \b
    mtdesk time 45 laundry
    mtdesk time 90 admin --on 2026-11-20
    mtdesk time start laundry
    mtdesk time stop
    mtdesk time list
    """
    verb, rest = (words[0], words[1:]) if words else ("", ())
    if on is not None and (verb in {"", "start", "stop", "list"}):
        raise click.UsageError("--on goes with minutes, for example: mtdesk time 45 admin --on ...")
    if note is not None and verb in {"", "stop", "list"}:
        raise click.UsageError("--note goes with minutes, or with start")
    said = note or ""
    if not words:
        _say_running(call, call.desk.ledger.timer.running())
    elif verb == "list" and not rest:
        _list(call)
    elif verb == "start" and len(rest) == 1:
        started, operation = call.desk.ledger.timer.start(rest[0], note=said)
        announce_new_file(call)
        if call.json:
            say_json({"operation": operation, "running": running_document(started)})
        else:
            say(f"timer: {started.kind} runs since {started.started_at[11:16]}")
            say("  mtdesk time stop records it")
    elif verb == "stop" and len(rest) <= 1:
        _print_work(call, *_stopped(call, rest[0] if rest else None))
    elif len(words) == 2 and verb not in {"start", "stop", "list"}:
        work, operation = call.desk.ledger.work(verb, rest[0], on=on, note=said)
        announce_new_file(call)
        _print_work(call, work, operation)
    else:
        raise click.UsageError(
            f"write it like mtdesk time 45 laundry; the kind is one of {', '.join(WORK_KINDS)}"
        )


def _stopped(call: Call, minutes: str | None) -> tuple[WorkTime, int]:
    """Stop the timer; of one that was forgotten ask how long it was, on a terminal."""
    running = call.desk.ledger.timer.running()
    if minutes is None and running is not None and running.is_forgotten and is_interactive():
        minutes = click.prompt(
            f"{running.kind} runs since {running.since}; how many minutes?", err=True
        )
    return call.desk.ledger.timer.stop(minutes)


def _say_running(call: Call, running: Running | None) -> None:
    if call.json:
        say_json({"running": running_document(running)})
    elif running is None:
        say("No timer is running. Start one: mtdesk time start laundry")
    else:
        say(running_words(running))


def _print_work(call: Call, work: WorkTime, operation: int) -> None:
    if call.json:
        say_json({"operation": operation, **document(work, WORK)})
        return
    say(work_words(work))
    say_undo(operation)


def _list(call: Call) -> None:
    found, running = call.desk.ledger.work_times(MOST_LISTED), call.desk.ledger.timer.running()
    if call.json:
        listed = [document(each, WORK) for each in found]
        say_json({"work": listed, "running": running_document(running)})
        return
    if found:
        say_listing(work_listing(found))
    else:
        say("No unpaid work yet. Record some: mtdesk time 45 laundry")
    if running is not None:
        _say_running(call, running)
