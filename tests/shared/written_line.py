"""An entry as a line again: what `parse` reads back is the same entry."""

from __future__ import annotations

from mtdesk.model.entry import Entry
from mtdesk.model.entry.names import is_plain, quoted
from mtdesk.model.money import Currency


def write(entry: Entry, currency: Currency) -> str:
    """The line that `parse` reads as this entry again, given the same vocabulary."""
    parts = [
        _client(entry, currency),
        quoted(entry.service.name) if entry.service else "",
        f"{entry.minutes}m" if entry.minutes else "",
        _money(entry, currency),
        (entry.method or "").replace("_", "-"),
        "" if entry.effort is None else f"e{entry.effort:g}",
        "" if entry.pressure is None else f"r{entry.pressure}",
        _pain(entry),
        "fb" if entry.asked_feedback else "",
        f"{entry.clock:%H:%M}" if entry.clock else "",
        str(entry.day) if entry.day_given else "",
        "" if entry.status == "done" else entry.status.replace("_", "-"),
        f"@{quoted(entry.workplace.name)}" if entry.workplace else "",
        f"-- {entry.note}" if entry.note else "",
    ]
    return " ".join(part for part in parts if part)


def _client(entry: Entry, currency: Currency) -> str:
    """The name bare where that reads as itself: known, no token in it, and not to be cut in two."""
    if entry.client is None:
        return ""
    whole = entry.service is not None or len(entry.client.split()) == 1
    if entry.client_id is None or not whole or not is_plain(entry.client, currency):
        return quoted(entry.client)
    return entry.client


def _money(entry: Entry, currency: Currency) -> str:
    price = "" if entry.price_minor is None else _amount(entry.price_minor, currency)
    tip = "" if entry.tip_minor is None else f"+{_amount(entry.tip_minor, currency)}"
    return f"free {tip}".strip() if entry.price_minor == 0 else price + tip


def _amount(minor: int, currency: Currency) -> str:
    major, rest = divmod(minor, currency.unit)
    return currency.plain(minor) if rest else str(major)


def _pain(entry: Entry) -> str:
    if entry.pain_before is None and entry.pain_after is None:
        return ""
    parts = ("?" if pain is None else str(pain) for pain in (entry.pain_before, entry.pain_after))
    return "p" + "-".join(parts)
