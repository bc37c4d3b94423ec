"""The lines she writes between two clients: log, checkin, spend, trip, time.

What each does stands here, apart from its options: a line without any is done before a parser of options
is loaded (`plain`), which is half of what such a command takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.cli.call import Call, announce_new_file, asked, confirming, is_interactive, say_aside
from mtdesk.cli.print import cells, printable, say, say_json, say_listing, say_undo
from mtdesk.errors import EntryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtdesk.desk.ledger.timer import Running
    from mtdesk.desk.sessions import Logged
    from mtdesk.model.ledger.costs import WorkTime

MOST_LISTED = 30


def log(call: Call, words: tuple[str, ...], **options: str | None) -> None:
    """Log a session in one line: words in any order, a note after --.

    \b
    mtdesk log ana deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius
    mtdesk log --client "Ana Pérez" --service "Deep tissue" --price 90 --method card

    \b
    60m 1h30    minutes                 e6       effort on your body, 0-10 in halves
    90 90+15    price, price and tip    r4       pressure, 1-5
    +15         tip                     p7-3     client's pain before and after, 0-10
    card cash   how it was paid         fb       you asked for feedback
    unpaid      owed (also: later, owed, invoice; insurance: the insurer owes it)
    95 cash 55 card 40                  several ways; `later 40` is a part, too
    package     paid from credit        (also: gift card)
    2:30pm      when it began           @spa     workplace
    mon 11-20   which day               no-show late-cancel booked free
    """
    from mtdesk.say.sessions import FIRST_STEP

    fields = said_fields(options)
    text = line_of(call, words)
    if not text and not fields:
        if not is_interactive():
            raise UsageError(f"say what to log, for example: mtdesk log {FIRST_STEP}")
        text = asked(f"What was it? (for example: {FIRST_STEP})")
    try:
        logged: Logged = confirming(
            call, lambda yes: call.desk.sessions.log(text, fields, confirmed=yes)
        )
    except EntryError as error:
        mark_word(text, error)
        raise
    announce_new_file(call)
    print_logged(call, logged, "logged")


def check_in(call: Call, words: tuple[str, ...], on: str | None = None) -> None:
    """How exhausted are body and mind, and where does it hurt? 0 not at all, 10 the most.

    Our own two questions, not a validated instrument.

    \b
    mtdesk checkin body 6 mind 4 thumb-r 5
    mtdesk checkin body 3 sleep 7.5 -- slept well
    """
    from mtdesk.say.document import document
    from mtdesk.say.wellbeing import CHECK_IN, written

    if not words:
        raise UsageError("say how it is, for example: mtdesk checkin body 4 mind 3 thumb-r 2")
    kept, operation, added = call.desk.wellbeing.check_in(line_of(call, words), on=on)
    announce_new_file(call)
    if call.json:
        say_json({"operation": operation, **document(kept, CHECK_IN)})
        return
    say(written(kept, added=added))
    say_undo(operation)


def spend(call: Call, words: tuple[str, ...], **options: Any) -> None:
    """Record an expense; a category's word in the line is enough.

    Without one, the category of the same words' last expense is taken, and said.

    \b
    mtdesk spend 42.50 oil supplies
    mtdesk spend 650 Maple Street Suites --category rent_room --on 2026-11-01
    mtdesk spend 80 phone --business 60
    mtdesk spend 12 oil supplies --refund
    mtdesk spend 64 sheets laundry --attach receipt.jpg
    """
    from mtdesk.say import ledger as words_of
    from mtdesk.say.document import document

    expense, operation = call.desk.ledger.spend(line_of(call, words), **options)
    announce_new_file(call)
    settings = call.desk.settings
    said = {"currency": settings.currency.code, **document(expense, words_of.EXPENSE)}
    words_said = words_of.expense_words(expense, settings.currency, settings.profile)
    say_written(call, operation, said, words_said)


def trip(call: Call, words: tuple[str, ...], **options: Any) -> None:
    """Record a drive for work.

    \b
    mtdesk trip 12mi home visit
    mtdesk trip 8.4 supplies --on 2026-11-20
    mtdesk trip 12mi home visit --from studio --to "14 Elm Street"
    """
    from mtdesk.say import ledger as words_of
    from mtdesk.say.document import document

    driven, operation = call.desk.ledger.trip(line_of(call, words), **options)
    announce_new_file(call)
    say_written(call, operation, document(driven, words_of.TRIP), words_of.trip_words(driven))


def time(
    call: Call, words: tuple[str, ...], note: str | None = None, on: str | None = None
) -> None:
    """Record unpaid work: it counts in take-home per hour. Alone it says which timer runs.

    A kind is admin, laundry, travel, marketing, education or other.

    \b
    mtdesk time 45 laundry
    mtdesk time 90 admin --on 2026-11-20
    mtdesk time start laundry
    mtdesk time stop
    mtdesk time list
    """
    from mtdesk.model.ledger.costs import WORK_KINDS
    from mtdesk.say import ledger as words_of

    verb, rest = (words[0], words[1:]) if words else ("", ())
    if on is not None and (verb in {"", "start", "stop", "list"}):
        raise UsageError("--on goes with minutes, for example: mtdesk time 45 admin --on ...")
    if note is not None and verb in {"", "stop", "list"}:
        raise UsageError("--note goes with minutes, or with start")
    said = note or ""
    if not words:
        _say_running(call, call.desk.ledger.timer.running())
    elif verb == "list" and not rest:
        _list_work(call)
    elif verb == "start" and len(rest) == 1:
        started, operation = call.desk.ledger.timer.start(rest[0], note=said)
        announce_new_file(call)
        if call.json:
            say_json({"operation": operation, "running": words_of.running_document(started)})
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
        raise UsageError(
            f"write it like mtdesk time 45 laundry; the kind is one of {', '.join(WORK_KINDS)}"
        )


def _stopped(call: Call, minutes: str | None) -> tuple[WorkTime, int]:
    """Stop the timer; of one that was forgotten ask how long it was, on a terminal."""
    running = call.desk.ledger.timer.running()
    if minutes is None and running is not None and running.is_forgotten and is_interactive():
        minutes = asked(f"{running.kind} runs since {running.since}; how many minutes?")
    stopped: tuple[WorkTime, int] = confirming(
        call, lambda yes: call.desk.ledger.timer.stop(minutes, confirmed=yes)
    )
    return stopped


def _say_running(call: Call, running: Running | None) -> None:
    from mtdesk.say import ledger as words_of

    if call.json:
        say_json({"running": words_of.running_document(running)})
    elif running is None:
        say("No timer is running. Start one: mtdesk time start laundry")
    else:
        say(words_of.running_words(running))


def _print_work(call: Call, work: WorkTime, operation: int) -> None:
    from mtdesk.say import ledger as words_of
    from mtdesk.say.document import document

    say_written(call, operation, document(work, words_of.WORK), words_of.work_words(work))


def _list_work(call: Call) -> None:
    from mtdesk.say import ledger as words_of
    from mtdesk.say.document import document

    found, running = call.desk.ledger.work_times(MOST_LISTED), call.desk.ledger.timer.running()
    if call.json:
        listed = [document(each, words_of.WORK) for each in found]
        say_json({"work": listed, "running": words_of.running_document(running)})
        return
    if found:
        say_listing(words_of.work_listing(found))
    else:
        say("No unpaid work yet. Record some: mtdesk time 45 laundry")
    if running is not None:
        _say_running(call, running)


def said_fields(options: dict[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in options.items() if text is not None}


def line_of(call: Call, words: tuple[str, ...]) -> str:
    """The words of a line, with the note that stood behind `--`."""
    text = " ".join(words)
    return f"{text} -- {call.note}" if call.note else text


def mark_word(text: str, error: EntryError) -> None:
    """The line again, with the wrong word underlined."""
    if error.end > error.start:
        before, word = printable(text[: error.start]), printable(text[error.start : error.end])
        say_aside(f"  {before}{word}{printable(text[error.end :])}")
        say_aside(f"  {' ' * cells(before)}{'^' * cells(word)}")


def print_logged(call: Call, logged: Logged, verb: str) -> None:
    """A session as it now is, what it makes of its day, and how to take it back."""
    from mtdesk.say.sessions import written

    currency = call.desk.settings.currency
    if call.json:
        from mtdesk.say.sessions import logged_document

        say_json(logged_document(logged, currency))
        return
    reading = written(logged, currency, call.desk.now().date())
    say(f"{verb} {logged.id}: {reading.words}")
    for line in (reading.alarm, *(remark.text for remark in reading.remarks)):
        if line:
            say(f"  {line}")
    say_undo(logged.operation)


def say_written(call: Call, operation: int, written: dict[str, Any], *lines: str) -> None:
    """What was written, as JSON or in words with how it is taken back."""
    if call.json:
        say_json({"operation": operation, **written})
        return
    for line in lines:
        say(line)
    say_undo(operation)


# -- a line without options

ENTRIES: dict[str, Callable[..., None]] = {
    "log": log,
    "checkin": check_in,
    "spend": spend,
    "trip": trip,
    "time": time,
}


def plain(typed: Sequence[str]) -> tuple[Callable[..., None], tuple[str, ...], str | None] | None:
    """What a line of an entry's words does, its words and its note; None where an option may be meant."""
    entry = ENTRIES.get(typed[0]) if len(typed) > 1 else None
    if entry is None:
        return None
    words = list(typed[1:])
    note = None
    if "--" in words and entry is not time:  # which takes its note as an option
        place = words.index("--")
        words, note = words[:place], " ".join(words[place + 1 :])
    if not words or any(word.startswith("-") for word in words):
        return None
    return entry, tuple(words), note
