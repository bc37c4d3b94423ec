"""search."""

from __future__ import annotations

from mtdesk.cli import declared
from mtdesk.cli.call import Call
from mtdesk.cli.options import reading
from mtdesk.cli.print import say, say_json, say_listing
from mtdesk.desk.search import MOST
from mtdesk.errors import UsageError
from mtdesk.say.search import (
    NOTHING_ASKED,
    found_words,
    nothing_found,
    results_document,
    results_listing,
)


@declared.command("search")
@declared.argument("words", metavar="WORDS...", nargs=-1)
@declared.option(
    "--limit", type=declared.IntRange(1, 1000), default=MOST, show_default=True, help="Rows shown."
)
@reading
def search_command(call: Call, words: tuple[str, ...], limit: int) -> None:
    """Search everywhere: clients, notes, services, incidents, money; by words, a sum or a day.

    \b
    mtdesk search lukasz
    mtdesk search tight neck
    mtdesk search 95
    mtdesk search ana march
    mtdesk search 2026-03
    """
    text = " ".join(words)
    if not text.strip():
        raise UsageError(NOTHING_ASKED.rstrip("."))
    hits, currency = call.desk.search.find(text, limit), call.desk.settings.currency
    if call.json:
        say_json(results_document(hits, currency))
    elif not hits:
        say(nothing_found(text))
    else:
        say(found_words(len(hits), limit))
        say()
        say_listing(results_listing(hits, currency), indent="  ")
