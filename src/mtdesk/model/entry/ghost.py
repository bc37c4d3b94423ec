"""The words that a line still lacks, said as an earlier visit had them."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.model.entry.names import is_plain, quoted
from mtdesk.model.entry.session import Entry
from mtdesk.model.ledger.payment import METHODS
from mtdesk.model.money import Currency
from mtdesk.model.session import PAYS, Visit


def lacking(entry: Entry, visit: Visit, currency: Currency, method: str | None = None) -> list[str]:
    """Service, minutes, money and workplace of a visit, as far as the entry does not say them.

    Of what is only booked now there is no money. `method` is how the client pays, where the visit
    itself is still to be paid.
    """
    words = list(_what(entry, visit, currency))
    if entry.status == "done":
        words += _money(entry, visit, currency, method)
    place = visit.session.workplace
    if place and entry.workplace is None:
        words.append(f"@{_named('-'.join(place.split()), currency)}")
    return words


def way_of(visit: Visit) -> str | None:
    """How a visit was paid in full, where that was one way."""
    ways = {each.method for each in visit.payments if each.kind in PAYS}
    if visit.open_minor or len(ways) != 1:
        return None
    (way,) = ways
    return way if way in METHODS else None


def _what(entry: Entry, visit: Visit, currency: Currency) -> Iterator[str]:
    session = visit.session
    if entry.service is None and session.service:
        yield _named(session.service, currency)
    if entry.minutes is None and session.minutes:
        yield f"{session.minutes}m"


def _money(entry: Entry, visit: Visit, currency: Currency, method: str | None) -> list[str]:
    """`90 card`, `free`, `package`, `90 insurance`; nothing of what was left unpaid."""
    session, price = visit.session, visit.session.price_minor
    has_price = entry.price_minor is not None
    if entry.method is not None or entry.tenders:
        return [] if has_price or not price else [currency.typed(price)]
    if visit.redemptions:
        kinds = {each.kind or "gift_card" for each in visit.redemptions}
        return [] if has_price or len(kinds) > 1 else [kinds.pop().replace("_", "-")]
    if price == 0:
        return [] if has_price else ["free"]
    if price is None:
        return []
    said = [] if has_price else [currency.typed(price)]
    if session.payer == "workplace":
        return said
    if session.payer == "insurer":
        return [*said, "insurance"]
    way = way_of(visit) or method
    return [*said, way] if way else []


def _named(name: str, currency: Currency) -> str:
    return name.lower() if is_plain(name, currency) else quoted(name)
