"""The facts of an incident, read as they were typed: one function a field."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from mtdesk.desk.opened import Opened
from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.client import only_one
from mtdesk.model.frozen import frozen
from mtdesk.model.incidents import KINDS, PAID, Incident
from mtdesk.model.names import clean, fold, name
from mtdesk.model.period import format_instant, in_zone, local_instant
from mtdesk.model.rules import (
    ENDED_MINUTE,
    LATER,
    LOST,
    PAST,
    SEVERITY,
    not_before,
    past_moment,
    read_whole,
)
from mtdesk.model.session import Session
from mtdesk.model.text import pattern
from mtdesk.store import clients, sessions

# As the command line words them, a dash where it has one.
FIELDS = (
    "kind", "severity", "client", "session", "at", "where", "setting", "said", "saw", "did", "ended",
    "paid", "injury-me", "injury-client", "lost", "witness", "told", "follow-up",
)  # fmt: skip
_MINUTE = pattern(r"(?:minute\s*)?(\d{1,4})\s*(?:m|min|minutes?)?\.?", re.IGNORECASE | re.ASCII)


@frozen
class Planned:
    """A follow-up as it was typed with the record."""

    due_on: str
    what: str


def known(fields: dict[str, str]) -> None:
    """Raises InvalidError for a field that an incident does not have."""
    for field in fields:
        if field not in FIELDS:
            raise InvalidError(field, f"is no field of an incident; one of {', '.join(FIELDS)}")


def read(opened: Opened, fields: dict[str, str]) -> tuple[Incident, list[Planned]]:
    """The record that these fields make, and what is to be followed up.

    Raises:
        InvalidError: a field is wrong, or kind or severity is missing.
    """
    known(fields)
    session = read_session(opened, fields.get("session", ""))
    client_id, client = read_client(opened, fields.get("client", ""))
    if client is None and session is not None:
        client_id, client = session.client_id, session.client
    occurred_at, day = read_moment(
        opened, fields.get("at", ""), session.started_at if session else None
    )
    incident = Incident(
        occurred_at=occurred_at,
        recorded_at=this_moment(opened),
        local_date=day.isoformat(),
        kind=read_kind(fields.get("kind", "")),
        severity=read_severity(fields.get("severity", "")),
        client_id=client_id,
        client=client,
        session_id=session.id if session else None,
        ended_minute=read_ended(fields.get("ended", "")),
        paid=read_paid(fields.get("paid", "")),
        lost_minor=read_lost(opened, fields.get("lost", "")),
        place=clean(fields.get("where", ""), "where"),
        setting=read_setting(fields.get("setting", "")),
        said=clean(fields.get("said", ""), "said"),
        saw=clean(fields.get("saw", ""), "saw"),
        did=clean(fields.get("did", ""), "did"),
        injury_to_me=clean(fields.get("injury-me", ""), "injury-me"),
        injury_to_client=clean(fields.get("injury-client", ""), "injury-client"),
        witness=clean(fields.get("witness", ""), "witness"),
        told=clean(fields.get("told", ""), "told"),
    )
    return incident, read_follow_ups(opened, fields.get("follow-up", ""))


def check(opened: Opened, field: str, text: str) -> None:
    """Whether one answer can be taken as it stands, so that it is asked again at once.

    Raises:
        InvalidError: it cannot; an empty answer can, as a fact left out.
    """
    known({field: text})
    cleaned = clean(text, field)
    readers: dict[str, Callable[[], object]] = {
        "kind": lambda: read_kind(cleaned),
        "severity": lambda: read_severity(cleaned),
        "ended": lambda: read_ended(cleaned),
        "paid": lambda: read_paid(cleaned),
        "setting": lambda: read_setting(cleaned),
        "client": lambda: read_client(opened, cleaned),
        "session": lambda: read_session(opened, cleaned),
        "at": lambda: read_moment(opened, cleaned),
        "lost": lambda: read_lost(opened, cleaned),
        "follow-up": lambda: read_follow_ups(opened, cleaned),
    }
    if cleaned and field in readers:
        readers[field]()


def read_kind(text: str) -> str:
    wanted = fold(text.replace("-", " ").replace("_", " "))
    for kind in KINDS:
        if wanted and fold(kind.replace("-", " ")) == wanted:
            return kind
    if not wanted:
        raise InvalidError("kind", f"is missing; one of {', '.join(KINDS)}")
    raise InvalidError("kind", f"“{text[:60]}” is not one of {', '.join(KINDS)}")


def read_severity(text: str) -> int:
    if not text.strip():
        raise InvalidError("severity", "is missing; 1 (a nuisance) to 5 (violence, an injury)")
    return SEVERITY.read_whole(text, "severity")


def read_session(opened: Opened, text: str) -> Session | None:
    return sessions.get(opened.book, read_whole(text, "session")) if text.strip() else None


def read_client(opened: Opened, text: str) -> tuple[int | None, str | None]:
    """A client by number or name; a name that is not on the list is kept as it is, as an alias."""
    if not text.strip():
        return None, None
    typed = name(text, "client")
    try:
        numbered = clients.numbered(opened.book, typed)
    except (NotFoundError, RefusedError) as error:
        raise InvalidError("client", error.message) from None
    if numbered is not None:
        return numbered.id, numbered.name
    found = clients.named(opened.book, typed)
    return only_one(found, typed)


def read_setting(text: str) -> str:
    """A word or two, so that incidents can be counted by it."""
    return " ".join(clean(text, "setting", most=200).split())


def read_ended(text: str) -> int | None:
    """The minute of the session at which it was ended: `20`, `minute 20`, `20 min`."""
    if not text.strip():
        return None
    found = _MINUTE.fullmatch(text.strip())
    if found is None:
        raise InvalidError("ended", f"“{text[:40]}” is not a minute of a session; write 20")
    return ENDED_MINUTE.check(int(found[1]), "ended")


def read_paid(text: str) -> str | None:
    wanted = fold(text)
    if not wanted:
        return None
    if wanted not in PAID:
        raise InvalidError("paid", f"“{text[:40]}” is not one of {', '.join(PAID)}")
    return wanted


def read_lost(opened: Opened, text: str) -> int | None:
    return LOST.read(text, opened.settings.currency, "lost") if text.strip() else None


def this_moment(opened: Opened) -> str:
    return format_instant(opened.now().replace(microsecond=0))


def read_moment(opened: Opened, text: str, session_started: str | None = None) -> tuple[str, date]:
    """`2026-11-20 14:30`, `2026-11-20`, `14:30` (today), or nothing: the session's time, or now.

    With an offset or Z it is turned to the practice's own clock.
    """
    now = opened.now().replace(microsecond=0)
    stripped = text.strip().replace("T", " ")
    if not stripped:
        moment = session_started or format_instant(now)
        return moment, date.fromisoformat(moment[:10])
    if stripped in {"now", "today"}:
        return format_instant(now), now.date()
    if (there := _with_offset(stripped)) is not None:
        here = in_zone(there, opened.settings.zone_name).replace(microsecond=0)
        past_moment(here, now, "at")
        return format_instant(here), not_before(here.date(), "at")
    day_text, _, clock_text = stripped.rpartition(" ")
    if not day_text and "-" in stripped:
        day_text, clock_text = stripped, ""
    day = PAST.read(day_text, now.date(), "at") if day_text else now.date()
    clock = _clock(clock_text) if clock_text else None
    if clock_text and clock is None:
        raise InvalidError(
            "at", f"“{text[:40]}” is not a moment; write 2026-11-20 14:30, or 14:30 for today"
        )
    if (day, clock or time.min) > (now.date(), now.time()):
        raise InvalidError("at", f"{text} is still to come")
    if clock is None:
        return day.isoformat(), day
    return format_instant(local_instant(day, clock, opened.settings.zone_name)), day


def _with_offset(text: str) -> datetime | None:
    try:
        there = datetime.fromisoformat(text)
    except ValueError:
        return None
    return there if there.tzinfo is not None else None


def _clock(text: str) -> time | None:
    """A time of day; one with an offset belongs to a day."""
    try:
        clock = time.fromisoformat(text)
    except ValueError:
        return None
    return None if clock.tzinfo is not None else clock


def read_follow_ups(opened: Opened, text: str) -> list[Planned]:
    """Lines of `2026-12-01: what for`; the day alone will do."""
    lines = (line.strip() for line in clean(text, "follow-up").splitlines())
    return [read_follow_up(opened, line[:10], line[10:].strip(" :,-–")) for line in lines if line]


def read_follow_up(opened: Opened, day: str, what: str) -> Planned:
    today = opened.now().date()
    due = LATER.read(day, today, "follow-up")
    if due < today:
        raise InvalidError("follow-up", f"{due} is past; write a day that is still to come")
    words = " ".join(clean(what, "follow-up", most=1_000).split())
    return Planned(due_on=due.isoformat(), what=words or "look at it again")
