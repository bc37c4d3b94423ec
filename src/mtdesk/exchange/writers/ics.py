"""A calendar (RFC 5545) of sessions and bookings: lines folded at 75 bytes, texts escaped.

Times are in UTC, so that no table of zones is needed. A day without a known time is a whole day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

_FOLD = 75  # bytes of a line, its end not counted
_STATUS = {"booked": "TENTATIVE", "cancelled": "CANCELLED", "late_cancel": "CANCELLED"}


class Visit(Protocol):
    """Values by their names: see `store.ledger.books.visits`."""

    def __getitem__(self, name: str, /) -> Any: ...


def lines(visits: Iterable[Visit], now: datetime, *, with_names: bool) -> Iterator[str]:
    """The calendar's lines with their ends."""
    stamp = now.astimezone(UTC)
    for line in (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mtdesk//mtdesk//EN",
        "CALSCALE:GREGORIAN",
    ):
        yield f"{line}\r\n"
    for visit in visits:
        for line in _event(visit, stamp, with_names=with_names):
            yield folded(line)
    yield "END:VCALENDAR\r\n"


def _event(visit: Visit, stamp: datetime, *, with_names: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:session-{visit['id']}@mtdesk"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield from _when(visit)
    number = f"client {visit['client_id']}" if visit["client_id"] is not None else ""
    whose = visit["client"] or "" if with_names else number
    summary = ", ".join(part for part in (visit["what"], whose) if part) or "session"
    yield f"SUMMARY:{escaped(summary)}"
    yield f"STATUS:{_STATUS.get(visit['status'], 'CONFIRMED')}"
    yield f"CATEGORIES:{visit['status'].replace('_', '-').upper()}"
    if visit["workplace"]:
        yield f"LOCATION:{escaped(visit['workplace'])}"
    if with_names and visit["note"]:
        yield f"DESCRIPTION:{escaped(visit['note'])}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _when(visit: Visit) -> Iterator[str]:
    if visit["started_at"] is None or visit["is_placed"]:
        day = date.fromisoformat(visit["day"])
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
        return
    began = datetime.fromisoformat(visit["started_at"]).astimezone(UTC)
    yield f"DTSTART:{_utc(began)}"
    if visit["minutes"]:
        yield f"DTEND:{_utc(began + timedelta(minutes=visit['minutes']))}"


def _utc(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """A text value: what is a mark of the format gets a backslash, a line break is `\\n`."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in "\\;,":
        plain = plain.replace(mark, f"\\{mark}")
    plain = plain.replace("\n", "\\n")
    return "".join(c for c in plain if c == "\t" or (ord(c) >= 32 and ord(c) != 127))


def folded(line: str) -> str:
    """The line with its end, cut where it is longer than 75 bytes and never inside a character."""
    parts, part, length = [], "", 0
    for character in line:
        size = len(character.encode())
        if length + size > _FOLD:
            parts.append(part)
            part, length = " ", 1
        part += character
        length += size
    return "\r\n".join([*parts, part]) + "\r\n"
