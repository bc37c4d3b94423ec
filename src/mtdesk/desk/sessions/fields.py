"""Single fields of a session, given beside a line (`--minutes 60`) or to `edit` (`minutes=60`).

The same words mean the same thing in both; each value is checked as the entry line checks it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model import rules
from mtdesk.model.entry import parse
from mtdesk.model.ledger.payment import CREDIT_KINDS, Payment, method_of
from mtdesk.model.names import clean, fold, name
from mtdesk.model.period import format_instant, local_instant
from mtdesk.model.practice import PURPOSES
from mtdesk.model.session import STATUSES
from mtdesk.store import clients, practice

if TYPE_CHECKING:
    from typing import Any
    from zoneinfo import ZoneInfo

    from mtdesk.desk.opened import Opened
    from mtdesk.model.entry import Entry, Vocabulary
    from mtdesk.model.money import Currency
    from mtdesk.model.practice import Service, Workplace
    from mtdesk.model.session import Session
    from mtdesk.store.file.book import Book

FIELDS = (
    "client", "service", "minutes", "price", "tip", "method", "effort", "pressure", "pain", "at",
    "on", "status", "workplace", "note", "purpose", "modality", "feedback", "pain_before",
    "pain_after",
)  # fmt: skip
# The names that JSON has for a field of two names.
ALIASES = {"started_at": "at", "local_date": "on", "day": "on", "asked_feedback": "feedback"}


def apply(
    entry: Entry, fields: dict[str, str], vocabulary: Vocabulary, book: Book, zone: ZoneInfo
) -> Entry:
    """The entry with fields from options; what the line said already may not be said again.

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
    for field, text in fields.items():
        changes.update(_entry_field(field, text, vocabulary, book, zone))
    filled = replace(entry, **changes)
    _check_when(filled, vocabulary)
    return filled


def _entry_field(
    field: str, text: str, vocabulary: Vocabulary, book: Book, zone: ZoneInfo
) -> dict[str, Any]:
    currency = vocabulary.currency
    if field == "client":
        client_id, typed = _client(book, text)
        return {"client": typed, "client_id": client_id}
    if field == "service":
        return {"service": _service(book, text)}
    if field == "workplace":
        return {"workplace": _workplace(book, text)}
    if field == "price":
        return {"price_minor": rules.PRICE.read(text, currency, "price")}
    if field == "tip":
        return {"tip_minor": rules.TIP.read(text, currency, "tip") or None}
    if field == "pain":
        before, after = _pain(text)
        return {"pain_before": before, "pain_after": after}
    if field == "at":
        return _moment(text, zone)
    if field == "on":
        return {"day": _day(text, vocabulary), "day_given": True}
    if field == "feedback":
        return {"asked_feedback": _yes(field, text)}
    if field in {"purpose", "modality"}:
        raise InvalidError(field, "is set with edit, or by the service")
    return {field: _plain(field, text)}


def edited(
    opened: Opened, before: Session, payments: list[Payment], fields: dict[str, str]
) -> tuple[Session, list[Payment]]:
    """A session and its payments after an edit.

    A payment that covered the old price in full follows the new price; tip and method change the
    payments that came with the session.

    Raises:
        InvalidError: no such field, or no such value.
    """
    book, currency = opened.book, opened.settings.currency
    fields = {ALIASES.get(field, field): text for field, text in fields.items()}
    session = before
    for field, text in fields.items():
        if field not in FIELDS:
            raise InvalidError(field, f"is no field of a session; one of {', '.join(FIELDS)}")
        session = replace(session, **_session_field(opened, book, session, field, text))
    if session.status != before.status and session.status == "done" and not session.minutes:
        raise InvalidError("minutes", "a done session needs them; add minutes=60")
    _check_past(opened, session, fields)
    session = _with_effort(book, before, session, fields)
    return session, _payments(before, session, payments, fields, currency)


def _session_field(
    opened: Opened, book: Book, session: Session, field: str, text: str
) -> dict[str, Any]:
    currency = opened.settings.currency
    if field == "client":
        client_id, typed = _client(book, text) if text.strip() else (None, None)
        return {"client": typed, "client_id": client_id}
    if field == "service":
        service = _service(book, text) if text.strip() else None
        return {
            "service_id": service.id if service else None,
            "service": service.name if service else None,
            "purpose": service.purpose if service else session.purpose,
            "modality": (service.modality or service.name) if service else session.modality,
        }
    if field == "workplace":
        place = _workplace(book, text) if text.strip() else None
        return {
            "workplace_id": place.id if place else None,
            "workplace": place.name if place else None,
        }
    if field == "price":
        return {"price_minor": rules.PRICE.read(text, currency, "price") if text.strip() else None}
    if field in {"tip", "method"}:
        return {}
    if field == "effort":
        return {"effort": rules.read_effort(text)}
    if field == "pain":
        before, after = _pain(text)
        return {"pain_before": before, "pain_after": after}
    if field in {"pain_before", "pain_after"}:
        return {field: _pain_side(text)}
    if field in {"at", "on"}:
        return _moved(opened, session, field, text)
    if field == "status":
        return {"status": _status(text)}
    if field == "purpose":
        if text and text not in PURPOSES:
            raise InvalidError(field, f"“{text}” is neither medical nor wellness")
        return {"purpose": text or None}
    if field == "modality":
        return {"modality": clean(text, field, most=200) or None}
    if field == "feedback":
        return {"asked_feedback": _yes(field, text)}
    return {field: _plain(field, text)}


def _with_effort(book: Book, before: Session, session: Session, fields: dict[str, str]) -> Session:
    from mtdesk.desk.sessions import with_effort

    if "effort" in fields:
        return with_effort(book, session, session.effort)
    changed = {"service", "modality", "status"} & fields.keys()
    if changed and (before.effort_estimated or before.effort is None):
        return with_effort(book, session, None)
    return session


def _payments(
    before: Session,
    session: Session,
    payments: list[Payment],
    fields: dict[str, str],
    currency: Currency,
) -> list[Payment]:
    kept = list(payments)
    if "price" in fields:
        kept = [
            replace(payment, amount_minor=session.price_minor or 0)
            if payment.kind in {"session", "cancellation_fee"}
            and payment.amount_minor == before.price_minor
            else payment
            for payment in kept
        ]
        kept = [payment for payment in kept if payment.amount_minor]
    if "tip" in fields:
        tip = rules.TIP.read(fields["tip"], currency, "tip") if fields["tip"].strip() else 0
        old = next((payment for payment in kept if payment.kind == "tip"), None)
        kept = [payment for payment in kept if payment.kind != "tip"]
        if tip and old:
            kept.append(replace(old, amount_minor=tip))
        elif tip:
            method = kept[0].method if kept else None
            kept.append(
                Payment(
                    received_on=session.local_date,
                    kind="tip",
                    amount_minor=tip,
                    method=method,
                    voluntary=True,
                )
            )
    if "method" in fields:
        method = method_of(fields["method"])
        if method in CREDIT_KINDS:
            raise InvalidError(
                "method", f"a credit is used with `mtdesk credit redeem {session.id}`"
            )
        if session.price_minor and method and not any(p.kind == "session" for p in kept):
            kept.append(
                Payment(
                    received_on=session.local_date,
                    kind="session",
                    amount_minor=session.price_minor,
                )
            )
        kept = [replace(payment, method=method) for payment in kept]
    if "on" in fields:
        kept = [
            replace(payment, received_on=session.local_date)
            if payment.received_on == before.local_date
            else payment
            for payment in kept
        ]
    return kept


def _moved(opened: Opened, session: Session, field: str, text: str) -> dict[str, Any]:
    """A session at another time or on another day."""
    day = date.fromisoformat(session.local_date)
    clock = datetime.fromisoformat(session.started_at).time() if session.started_at else None
    if field == "on":
        day = rules.BOOKED.read(text, opened.now().date(), "on")
    elif not text.strip():
        clock = None
    else:
        given, clock = _instant_or_clock(text, opened.settings.zone)
        day = given or day
    started = (
        format_instant(local_instant(day, clock, opened.settings.zone_name)) if clock else None
    )
    return {"local_date": day.isoformat(), "started_at": started}


def _check_past(opened: Opened, session: Session, fields: dict[str, str]) -> None:
    """Refuse an edit that puts a done session into the future."""
    said = next((field for field in ("on", "at", "status") if field in fields), None)
    if said is None or session.status != "done":
        return
    now = opened.now()
    moment = datetime.fromisoformat(session.started_at or session.local_date)
    if (moment.date(), moment.time()) > (now.date(), now.time()):
        when = (session.started_at or session.local_date)[:16].replace("T", " ")
        raise InvalidError(said, f"{when} {rules.ONLY_BOOKED}")


def _moment(text: str, zone: ZoneInfo) -> dict[str, Any]:
    day, clock = _instant_or_clock(text, zone)
    return {"clock": clock, **({"day": day, "day_given": True} if day else {})}


def _instant_or_clock(text: str, zone: ZoneInfo) -> tuple[date | None, time]:
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
            return instant.date(), instant.time()
    for form in ("%H:%M", "%I:%M%p", "%I%p", "%I:%M %p", "%I %p"):
        try:
            return None, datetime.strptime(stripped.upper(), form).time()  # noqa: DTZ007
        except ValueError:
            continue
    raise InvalidError("at", f"“{text}” is not a time; write 14:30, 2:30pm or 2026-11-20T14:30")


def _day(text: str, vocabulary: Vocabulary) -> date:
    """A day as the line would read it: 2026-11-20, yesterday, mon."""
    stripped = text.strip()
    if stripped[:4].isdigit():
        return rules.BOOKED.read(stripped, vocabulary.today, "on")
    entry = parse(f"{stripped} 1m", vocabulary)
    if entry.client is not None or not entry.day_given:
        raise InvalidError("on", f"“{text}” is not a day; write 2026-11-20, yesterday or mon")
    return entry.day


def _check_when(entry: Entry, vocabulary: Vocabulary) -> None:
    moment = (entry.day, entry.clock or time.min)
    if entry.status != "booked" and moment > (vocabulary.today, vocabulary.now):
        field = "on" if entry.day > vocabulary.today else "at"
        when = f"{entry.day}" if field == "on" else f"{entry.day} {entry.clock:%H:%M}"
        raise InvalidError(field, f"{when} {rules.ONLY_BOOKED}")


def _client(book: Book, text: str) -> tuple[int | None, str]:
    typed = name(text, "client")
    numbered = clients.numbered(book, typed)
    found = [numbered] if numbered is not None else clients.named(book, typed)
    if len(found) > 1:
        listed = ", ".join(f"{client.id} {client.name}" for client in found)
        raise InvalidError("client", f"“{typed}” is several clients ({listed}); give the number")
    return (found[0].id, found[0].name) if found else (None, typed)


def _service(book: Book, text: str) -> Service:
    menu = practice.services(book)
    key = fold(text)
    found = [service for service in menu if fold(service.name) == key or str(service.id) == key]
    if not found:
        wanted = set(key.split())
        found = [
            service for service in menu if wanted and wanted <= set(fold(service.name).split())
        ]
    if len(found) != 1:
        names = ", ".join(service.name for service in (found or menu))
        what = "is several services" if found else "is not on the menu"
        raise InvalidError("service", f"“{text}” {what}; one of {names}")
    return found[0]


def _workplace(book: Book, text: str) -> Workplace:
    places = practice.workplaces(book)
    found = [place for place in places if fold(place.name) == fold(text)]
    if not found:
        names = ", ".join(place.name for place in places) or "none yet"
        raise InvalidError(
            "workplace",
            f"“{text}” is not known ({names}); add it with `mtdesk workplace add`",
        )
    return found[0]


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


def _yes(field: str, text: str) -> bool:
    if text.strip().casefold() not in {"yes", "no", "1", "0", "true", "false"}:
        raise InvalidError(field, f"“{text[:40]}” is neither yes nor no")
    return text.strip().casefold() in {"yes", "1", "true"}


def _plain(field: str, text: str) -> Any:
    """Fields whose value stands alone: minutes, effort, pressure, status, method, note."""
    if field == "effort":
        return rules.read_effort(text)
    if field == "status":
        return _status(text)
    if field == "note":
        return clean(text, field)
    if field == "method":
        return method_of(text)
    if field == "pressure" and not text.strip():
        return None
    rule = rules.PRESSURE if field == "pressure" else rules.MINUTES
    return rule.read_whole(text, field)
