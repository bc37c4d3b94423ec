"""A session's fields by name: an option of `log` and `done`, `edit minutes=60`, a line of a form.

The same words mean the same in each, and each value is checked as in a line.
"""

from __future__ import annotations

from datetime import date, datetime, time

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model import rules
from mtdesk.model.client import only_one
from mtdesk.model.entry.tokens import read_day, read_line, read_phrase, resolve_day
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import method_of
from mtdesk.model.names import clean, fold, name
from mtdesk.model.practice import NO_PURPOSE, PURPOSES
from mtdesk.model.session import PAYERS, STATUSES
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any
    from zoneinfo import ZoneInfo

    from mtdesk.model.client import Client
    from mtdesk.model.entry.session import Entry, Vocabulary
    from mtdesk.model.practice import Service, Workplace

    Find = Callable[[str], list[Client]]  # the clients of a number or an exact name

# Each field and how it is typed, in the order people say them.
FIELDS = {
    "client": "name, or empty",
    "service": "of the menu",
    "minutes": "such as 60",
    "on": "today, or as 2026-11-20",
    "at": "when it began, as 14:30",
    "status": "done",
    "price": "such as 90",
    "tip": "such as 15",
    "tax": "sales tax, or empty",
    "method": "card, cash, unpaid, …",
    "effort": "on your body, 0-10",
    "pressure": "1-5",
    "pain": "client's, 7-3 or 7-?",
    "workplace": "",
    "note": "",
}
# What the service, or a word of the line, says otherwise: changed one by one.
MORE = ("purpose", "modality", "feedback", "pain_before", "pain_after", "payer", "insurer")
# The names that JSON has for a field of two names.
ALIASES = {"started_at": "at", "local_date": "on", "day": "on", "asked_feedback": "feedback"}
_MAY_BE_EMPTY = {"method", "effort", "pressure"}  # beside a line, where the others are left out
_NEVER_NONE = {"minutes", "on", "status", "note", "feedback", "payer"}
_ATTRIBUTES = {
    "price": "price_minor",
    "tip": "tip_minor",
    "tax": "tax_minor",
    "feedback": "asked_feedback",
}


def filled(
    entry: Entry, fields: Mapping[str, str], vocabulary: Vocabulary, zone: ZoneInfo, find: Find
) -> Entry:
    """The entry with fields given beside its line; what the line said may not be said again.

    Raises:
        EntryError: a field is said in both; InvalidError: a value is wrong.
    """
    for field in fields:
        span = entry.spans.get("time" if field == "at" else "day" if field == "on" else field)
        if span:
            raise EntryError(
                field, f"is said twice, in the line and as --{field}", start=span[0], end=span[1]
            )
    changes: dict[str, Any] = {}
    for field, value in read(fields, vocabulary, zone, find, status=entry.status).items():
        if field in {"purpose", "modality"}:
            raise InvalidError(field, "is set with edit, or by the service")
        if field in {"payer", "insurer"}:
            raise InvalidError(
                field, "is set with edit; insurance, unpaid and the like say it here"
            )
        if value is None and field not in _MAY_BE_EMPTY:
            raise InvalidError(field, "is empty; leave it out")
        if field == "client":
            changes["client_id"], changes["client"] = value
        elif field == "pain":
            changes["pain_before"], changes["pain_after"] = value
        elif field == "at":
            day, changes["clock"] = value
            changes |= {"day": day, "day_given": True} if day else {}
        elif field == "on":
            changes |= {"day": value, "day_given": True}
        else:
            changes[_ATTRIBUTES.get(field, field)] = value
    if not changes.get("tip_minor", 1):
        changes["tip_minor"] = None
    said = replace(entry, **changes)
    _check_when(said, vocabulary)
    return said


def read(
    fields: Mapping[str, str],
    vocabulary: Vocabulary,
    zone: ZoneInfo,
    find: Find,
    *,
    status: str,
) -> dict[str, Any]:
    """What fields say, by name: None for an empty one; of `client` the number and the name.

    `status` is that of the session, where no field says another: of what is booked, days lie ahead.

    Raises:
        InvalidError: no such field, or no such value.
    """
    named = {ALIASES.get(field, field): text for field, text in fields.items()}
    for field in named:
        if field not in FIELDS and field not in MORE:
            raise InvalidError(
                field, f"is no field of a session; one of {', '.join((*FIELDS, *MORE))}"
            )
    if "status" in named:
        status = _status(named["status"])
    readers: dict[str, Callable[[str], Any]] = {
        "client": lambda text: _client(text, find),
        "service": lambda text: _service(text, vocabulary.services),
        "minutes": lambda text: rules.MINUTES.read_whole(text, "minutes"),
        "on": lambda text: day_said(text, vocabulary.today, is_ahead=status == "booked"),
        "at": lambda text: _moment(text, vocabulary.today, zone),
        "status": _status,
        "price": lambda text: rules.PRICE.read(text, vocabulary.currency, "price"),
        "tip": lambda text: rules.TIP.read(text, vocabulary.currency, "tip"),
        "tax": lambda text: rules.TIP.read(text, vocabulary.currency, "tax"),
        "method": method_of,
        "effort": rules.read_effort,
        "pressure": lambda text: rules.PRESSURE.read_whole(text, "pressure"),
        "pain": _pain,
        "pain_before": _pain_side,
        "pain_after": _pain_side,
        "workplace": lambda text: _workplace(text, vocabulary.workplaces),
        "note": lambda text: clean(text, "note"),
        "purpose": _purpose,
        "payer": _payer,
        "insurer": lambda text: clean(text, "insurer", most=200),
        "modality": lambda text: clean(text, "modality", most=200),
        "feedback": lambda text: rules.read_yes(text, "feedback"),
    }
    return {
        field: readers[field](text) if text.strip() or field in _NEVER_NONE else None
        for field, text in named.items()
    }


def _purpose(text: str) -> str:
    if text not in PURPOSES:
        raise InvalidError("purpose", f"“{text}” {NO_PURPOSE}")
    return text


def _payer(text: str) -> str:
    word = text.strip().casefold()
    if word not in PAYERS:
        raise InvalidError("payer", f"“{text[:40]}” is not one of {', '.join(PAYERS)}")
    return word


def _check_when(entry: Entry, vocabulary: Vocabulary) -> None:
    moment = (entry.day, entry.clock or time.min)
    if entry.status != "booked" and moment > (vocabulary.today, vocabulary.now):
        field = "on" if entry.day > vocabulary.today else "at"
        when = f"{entry.day}" if field == "on" else f"{entry.day} {entry.clock:%H:%M}"
        raise InvalidError(field, f"{when} {rules.ONLY_BOOKED}")


def _client(text: str, find: Find) -> tuple[int | None, str]:
    """The one client of that number or exact name; a new one by name alone."""
    typed = name(text, "client")
    found = find(typed)
    return only_one(found, typed)


def _service(text: str, menu: tuple[Service, ...]) -> Service:
    key = fold(text)
    found = [service for service in menu if fold(service.name) == key or str(service.id) == key]
    if not found:
        wanted = set(key.split())
        found = [service for service in menu if wanted <= set(fold(service.name).split())]
    if len(found) != 1:
        names = ", ".join(service.name for service in (found or menu))
        what = "is several services" if found else "is not on the menu"
        raise InvalidError("service", f"“{text}” {what}; one of {names}")
    return found[0]


def _workplace(text: str, places: tuple[Workplace, ...]) -> Workplace:
    found = next((place for place in places if fold(place.name) == fold(text)), None)
    if found is None:
        names = ", ".join(place.name for place in places) or "none yet"
        raise InvalidError(
            "workplace",
            f"“{text}” is not known ({names}); add it with `mtdesk workplace add`",
        )
    return found


def _status(text: str) -> str:
    status = text.strip().casefold().replace("-", "_")
    if status not in STATUSES:
        raise InvalidError("status", f"“{text}” is not one of {', '.join(STATUSES)}")
    return status


def _pain(text: str) -> tuple[int | None, int | None]:
    before, dash, after = text.strip().replace(">", "-").partition("-")
    if not dash:
        raise InvalidError("pain", f"“{text}” needs both sides; write 7-3, or 7-? for one of them")
    return _pain_side(before), _pain_side(after)


def _pain_side(side: str) -> int | None:
    if side.strip() in {"", "?"}:
        return None
    return rules.PAIN.read_whole(side, "pain")


def _moment(text: str, today: date, zone: ZoneInfo) -> tuple[date | None, time]:
    """`14:30`, `2:30pm`, `2026-11-20 14:30`, `2026-11-20T14:30`, or that with an offset."""
    stripped = text.strip()
    try:
        instant = datetime.fromisoformat(stripped)
    except ValueError:
        pass
    else:
        if len(stripped) > 10:
            if instant.tzinfo is not None:
                instant = instant.astimezone(zone)
            return rules.BOOKED.check(instant.date(), today, "at"), instant.time()
    for form in ("%H:%M", "%I:%M%p", "%I%p", "%I:%M %p", "%I %p"):
        try:
            return None, datetime.strptime(stripped.upper(), form).time()  # noqa: DTZ007
        except ValueError:
            continue
    raise InvalidError("at", f"“{text}” is not a time; write 14:30, 2:30pm or 2026-11-20T14:30")


def day_said(text: str, today: date, *, is_ahead: bool) -> date:
    """A day as the line reads it: 2026-11-20, 11-20, yesterday, mon."""
    stripped = text.strip()
    if stripped[:4].isdigit():
        return rules.BOOKED.read(stripped, today, "on")
    words = read_line(stripped).words
    try:
        phrase = read_phrase(words, 0) if len(words) == 1 else None
        named = phrase[0][1] if phrase and phrase[0][0] == "day" else None
        day = named if named is not None or len(words) != 1 else read_day(words[0])
    except EntryError as error:
        raise InvalidError("on", error.message.removeprefix("day: ")) from None
    if day is None:
        raise InvalidError("on", f"“{text}” is not a day; write 2026-11-20, yesterday or mon")
    return rules.BOOKED.check(resolve_day(day, today, ahead=is_ahead), today, "on")
