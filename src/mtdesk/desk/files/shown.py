"""A record of a file as it is shown before anything is written, and what the file was taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.files.known import client_of, day_of
from mtdesk.exchange.readers import FORMATS, TEXTS
from mtdesk.model.importing.shown import Understood

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.exchange.readers import Source, TextSource
    from mtdesk.model.importing import Record

_NAMED = 4  # columns by which a format is said to be known


def understood(record: Record) -> Understood:
    """A record as its first rows are shown."""
    tips = [each.amount_minor for each in record.payments if each.kind == "tip"]
    paid = [each for each in record.payments if each.kind != "tip"]
    facts: dict[str, Any] = {
        "date": day_of(record),
        "time": record.clock[:5] or None,
        "client": client_of(record),
        "price_minor": sum(each.amount_minor for each in paid) if paid else None,
        "tip_minor": sum(tips) if tips else None,
        "method": next((each.method for each in record.payments if each.method), None),
    }
    facts |= next((more(record) for more in (_visit, _money, _cost, _other) if more(record)), {})
    return Understood(line=record.line, **facts)


def _visit(record: Record) -> dict[str, Any]:
    session = record.session
    if session is None:
        return {}
    found: dict[str, Any] = {
        "kind": session.status,
        "time": session.clock or None,
        "service": session.service or session.modality,
        "minutes": session.minutes if session.status in {"done", "booked"} else None,
    }
    if not session.money_unknown and session.price_minor is not None:
        found["price_minor"] = session.price_minor
    if record.redemption is not None and not any(each.method for each in record.payments):
        found["method"] = "gift_card"
    return found


def _money(record: Record) -> dict[str, Any]:
    if record.payments:
        first = next((each for each in record.payments if each.kind != "tip"), record.payments[0])
        return {"kind": first.kind, "note": first.note}
    used = record.redemption
    if used is None:
        return {}
    return {"kind": "gift_card", "price_minor": used.amount_minor, "note": used.note}


def _cost(record: Record) -> dict[str, Any]:
    if (spent := record.expense) is not None:
        return {
            "kind": "expense",
            "client": spent.vendor,
            "service": spent.category,
            "price_minor": spent.signed_minor,
            "method": spent.method,
        }
    if (trip := record.trip) is not None:
        return {"kind": "trip", "note": f"{trip.distance:,.1f} {trip.unit} {trip.purpose}".strip()}
    return {}


def _other(record: Record) -> dict[str, Any]:
    if record.incident is not None:
        return {"kind": "incident", "service": record.incident.kind}
    if (work := record.work_time) is not None:
        return {"kind": "time", "service": work.kind, "minutes": work.minutes}
    return {"kind": "check_in"}


def taken_for(source: Source | TextSource, as_format: str | None) -> tuple[str, str]:
    """What a file was taken for, and why."""
    if source.format in TEXTS:
        words, why = TEXTS[source.format].words, "it begins so"
    else:
        found = FORMATS[source.format]
        words, listed = found.words, sorted(found.required)[:_NAMED]
        why = f"it has the columns {', '.join(listed)}"
        if layout := getattr(source, "layout", None):
            why = "its columns read so" if layout.is_proposed else f"it is read as “{layout.name}”"
    return words, f"you said {as_format}" if as_format else why
