"""A new session: a line, and fields given beside it, as they would be logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.practice import vocabulary as menu_words
from mtdesk.desk.sessions.draft import drafted, with_effort, with_service, with_what_came
from mtdesk.errors import InvalidError
from mtdesk.model.entry import name_words, parse
from mtdesk.model.period import format_instant, local_instant
from mtdesk.model.session import Session
from mtdesk.store import clients

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions.draft import Draft
    from mtdesk.model.client import Client
    from mtdesk.model.entry import Entry, Vocabulary
    from mtdesk.store.file.book import Book


def vocabulary(opened: Opened, text: str) -> Vocabulary:
    """What the words of a line can mean in this practice, now."""
    known = clients.with_words(opened.book, name_words(text))
    return replace(menu_words(opened), clients=tuple(known))


def completions(opened: Opened, text: str, cursor: int, *, with_clients: bool) -> tuple[str, ...]:
    """What the word at the cursor could become."""
    from mtdesk.model.entry.completion import complete

    start = text.rfind(" ", 0, cursor) + 1
    word = text[start:cursor].strip('"@')
    known = clients.starting_with(opened.book, word, limit=8) if word and with_clients else []
    return complete(text, cursor, replace(menu_words(opened), clients=tuple(known)))


def read(opened: Opened, text: str, fields: Mapping[str, str] | None, known: Vocabulary) -> Entry:
    """What a line says, with the fields given beside it.

    Raises:
        EntryError: a word of the line is wrong; InvalidError: a field is.
    """
    entry = parse(text, known)
    if not fields:
        return entry
    from mtdesk.model.entry.fields import filled

    return filled(entry, fields, known, opened.settings.zone, exactly(opened.book))


def exactly(book: Book) -> Callable[[str], list[Client]]:
    """Finds the clients of a number, or of exactly a name."""

    def find(typed: str) -> list[Client]:
        numbered = clients.numbered(book, typed)
        return [numbered] if numbered is not None else clients.named(book, typed)

    return find


def understood(opened: Opened, text: str, fields: Mapping[str, str] | None = None) -> Draft:
    """A line as it would be logged. Writes nothing.

    Raises:
        EntryError: a word of the line is wrong; InvalidError: a field is.
    """
    known = vocabulary(opened, text)
    entry = read(opened, text, fields, known)
    minutes = _minutes(entry)
    started_at, day = _when(opened, entry, minutes)
    session = with_service(
        Session(
            client_id=entry.client_id,
            client=entry.client,
            workplace_id=entry.workplace.id if entry.workplace else None,
            workplace=entry.workplace.name if entry.workplace else None,
            started_at=started_at,
            local_date=day.isoformat(),
            minutes=minutes,
            price_minor=_price(entry),
            pressure=entry.pressure,
            pain_before=entry.pain_before,
            pain_after=entry.pain_after,
            asked_feedback=entry.asked_feedback,
            status=entry.status,
            note=entry.note,
        ),
        entry.service,
    )
    session = with_effort(opened.book, session, entry.effort, known.services)
    return drafted(opened, with_what_came(opened, entry, session))


def _minutes(entry: Entry) -> int:
    if entry.minutes is not None:
        return entry.minutes
    if entry.status in {"no_show", "late_cancel", "cancelled"}:
        return 0
    if entry.service is not None and entry.service.minutes is not None:
        return entry.service.minutes
    raise InvalidError("minutes", "how long was it? add the minutes, for example 60m")


def _price(entry: Entry) -> int | None:
    if entry.price_minor is not None:
        return entry.price_minor
    if entry.service is not None and entry.status in {"done", "booked"}:
        return entry.service.price_minor
    return None


def _when(opened: Opened, entry: Entry, minutes: int) -> tuple[str | None, date]:
    """When it began: as said; today's ends now; another day's has no known time."""
    if entry.clock is not None:
        zone_name = opened.settings.zone_name
        return format_instant(local_instant(entry.day, entry.clock, zone_name)), entry.day
    if entry.day_given or entry.status == "booked":
        return None, entry.day
    now = opened.now().replace(microsecond=0)
    began = (now.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(now.tzinfo)
    return format_instant(began.replace(second=0)), began.date()
