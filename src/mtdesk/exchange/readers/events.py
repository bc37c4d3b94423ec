"""An event of a calendar as a session or a booking: what its title says, and when it is none.

A title is `Deep tissue 60 - Ana Pérez`, with `(no show)` or `(cancelled)` behind it; which side is the
client shows by what a service is called, else the client comes last. A calendar says nothing of money.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from mtdesk.exchange.readers import appointments, cells
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold

_BETWEEN = re.compile(r"\s+[-–—|]\s+|\s*[–—|]\s*|:\s+|\s+(?:with|for|w/)\s+", re.IGNORECASE)
_BEHIND = re.compile(
    r"[\s,]*[(\[]([^()\[\]]{2,40})[)\]]\s*$|\s+[-–—]\s+(no[ -]?show|cancell?ed)\s*$", re.IGNORECASE
)
_SERVICE = re.compile(
    r"\b(?:\d{2,3}\s*(?:m|min|mins|minutes)?|massages?|swedish|deep|tissue|prenatal|pregnancy|sports?|"
    r"hot stones?|thai|shiatsu|reflexology|lymphatic|drainage|myofascial|trigger|relaxation|medical|"
    r"chair|outcall|bodywork|cupping|facial|neck|shoulders?|session|treatment|follow[- ]?up|intake|\d\s?h)\b",
    re.IGNORECASE,
)
MONTHS_AHEAD = 12
ENDS_FIRST = "is not after the start"


@frozen
class Event:
    """What a calendar says of one time that an event takes place."""

    source: str
    own_id: str
    line: int
    title: str
    began: Instant
    ended: Instant | None
    minutes: int | None = None
    note: str = ""
    word: str = ""
    names: tuple[str, str, str]


def last_day(context: ReaderContext) -> date:
    """Up to which day bookings are taken over."""
    today = context.today
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if is_leap_day else today.day)


def record_of(context: ReaderContext, event: Event) -> Record | Skipped:
    """The session of an event, or why there is none."""
    title, word = _without_state(event.title)
    word = event.word or word
    _, nothing = appointments.state(word)
    if nothing:
        return Skipped(event.line, nothing)
    if datetime.fromisoformat(event.began.here).date() > last_day(context):
        return Skipped(event.line, f"more than {MONTHS_AHEAD} months ahead")
    service, client = parted(title)
    if client is None:
        return Skipped(
            event.line, f"“{shown(title, 30)}” names no service and client (write Service - Client)"
        )
    row = appointments.Row(
        source=event.source,
        own_id=event.own_id,
        line=event.line,
        word=word,
        began=event.began,
        ended=event.ended,
        minutes=event.minutes,
        client=cells.name(client, event.names[0]),
        service=cells.name(service or "", event.names[0]),
        note=cells.text(event.note, event.names[0]),
        names=event.names,
    )
    return appointments.record_of(context, row)


def _without_state(title: str) -> tuple[str, str]:
    """A title without the state behind it, and that state."""
    found = _BEHIND.search(title)
    if found is None:
        return title, ""
    word = found[1] or found[2]
    is_known = any(appointments.state(word))
    return (title[: found.start()], word) if is_known else (title, "")


def parted(title: str) -> tuple[str | None, str | None]:
    """Service and client of a title; neither where it does not part."""
    parts = [each.strip() for each in _BETWEEN.split(title, maxsplit=1)]
    if len(parts) < 2 or not all(parts):
        return None, None
    first, second = parts
    if _SERVICE.search(second) and not _SERVICE.search(first):
        first, second = second, first
    return first, second


def is_private(word: str) -> bool:
    return fold(word) in {"private", "confidential", "true", "yes", "1"}
