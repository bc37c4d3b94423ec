"""Square's items: what was sold in each payment, without tips and fees.

A row is one thing sold. A service makes a session, as long as its words say; all else is money. The same payments stand in Square's Transactions, with tips, fees and tenders: rows of both
meet by their payment's id (`Record.joins`), whichever file comes first, and the transactions are
right about the money.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor, square, zones
from mtdesk.exchange.readers.cells import Parser, digest
from mtdesk.exchange.readers.days import day_elsewhere
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model import rules
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.names import fold
from mtdesk.model.session import Session

_MINUTES = re.compile(
    r"(?<![\d.])(\d{2,3})\s*-?\s*(?:m|min|mins|minutes?)\b", re.ASCII | re.IGNORECASE
)
_HOURS = re.compile(
    r"(?<![\d.])(\d(?:\.\d{1,2})?)\s*-?\s*(?:h|hr|hrs|hours?)\b", re.ASCII | re.IGNORECASE
)
_BARE = re.compile(r"(?<![\d.,$#])(\d{2,3})(?![\d.,%])", re.ASCII)  # `Swedish 60`
_BARE_MINUTES = range(15, 241, 5)
_GOODS = ("item", "physical good", "product", "retail", "prepared food and beverage")


class _Equals:
    """The number of a row among those of its payment that say the same; rows of one stand together."""

    def __init__(self) -> None:
        self._payment = ""
        self._seen: dict[str, int] = {}

    def number(self, payment: str, content: str) -> int:
        if payment != self._payment:
            self._payment, self._seen = payment, {}
        self._seen[content] = self._seen.get(content, 0) + 1
        return self._seen[content]


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    equals = _Equals()
    return {
        "event type": cells.given(cells.name),
        "payment id": cells.text,
        "date": context.day(is_past=False),  # it may be tomorrow there
        "time": cells.text,
        "time zone": zones.Zone(context.zone),
        "item": processor.name,
        "price point name": processor.text,
        "qty": cells.text,
        "net sales": amount,
        "itemization type": cells.text,
        "customer name": processor.name,
        "notes": processor.text,
        "unit": lambda _cell, _column: equals,  # one counter for all rows of a file
    }


def _item(
    context: ReaderContext,
    line: int,
    event: str,
    payment_id: str,
    day: str,
    clock: str,
    zone: str | None,
    item: str | None,
    variation: str,
    quantity: str,
    net: int,
    sort: str,
    client: str | None,
    notes: str,
    equals: _Equals,
) -> Record | Skipped:
    word = fold(event)
    if word not in {"payment", "refund"}:
        raise square.no_event()
    if not net:
        return Skipped(line, "no money changed hands")
    if (net > 0) != (word == "payment"):
        raise InvalidError("net sales", f"does not fit a {word}")
    here = day_elsewhere(day, clock, zone, context.zone) if zone else day
    rules.PAST.check(date.fromisoformat(here), context.today, "date")
    rules.PRICE.check(abs(net), context.currency, "net sales")
    kind = _kind(item or "", sort) if word == "payment" else "refund"
    # The plain price point says nothing.
    called = " ".join(part for part in (item, variation) if part and fold(part) != "regular")
    times = quantity.strip().rstrip("0").rstrip(".") if "." in quantity else quantity.strip()
    several = f"{times} ×" if times not in {"", "1"} else ""
    note = " · ".join(part for part in (f"{several} {called}".strip(), notes) if part)
    is_service = fold(sort) == "service"
    minutes = _minutes(f"{variation} {item or ''}", is_service=is_service)
    is_session = kind == "session" and item is not None and (is_service or minutes is not None)
    content = digest(word, day, clock, item, variation, quantity, net)
    number = equals.number(payment_id, content)
    paid = Payment(received_on=here, kind=kind, amount_minor=abs(net), client=client, note=note)
    name = f"{payment_id}/{word}/{content}.{number}@{day}T{clock}"
    return Record(
        key=f"square_items:{name}" if payment_id else f"square_items:#{content}",
        digest=content,
        line=line,
        joins=f"square:{payment_id}/{word}" if payment_id else None,
        session=Session(
            local_date=here,
            minutes=minutes,
            client=client,
            service=item,
            price_minor=net,
            note=" · ".join(part for part in (several, notes) if part),
        )
        if is_session
        else None,
        payments=(paid,),
    )


def _kind(item: str, sort: str) -> str:
    """What the money of a payment is for, by what Square calls it and by its words."""
    if "gift card" in fold(sort) or "gift card" in fold(item):
        return "gift_card"
    if processor.is_no_show(item):
        return "cancellation_fee"
    return "product" if fold(sort).replace("_", " ") in _GOODS else "session"


def _minutes(words: str, *, is_service: bool) -> int | None:
    """How long it took, by its words: `90 min`, `1.5 hours`, of a service `90`; None where they do not say."""
    if found := _MINUTES.search(words):
        minutes = int(found[1])
    elif found := _HOURS.search(words):
        minutes = round(float(found[1]) * 60)
    elif is_service and (found := _BARE.search(words)) and int(found[1]) in _BARE_MINUTES:
        minutes = int(found[1])
    else:
        return None
    return minutes if rules.MINUTES.least <= minutes <= rules.MINUTES.most else None


FORMATS = (
    Format(
        name="square_items",
        words="Square: Items, detailed",
        required=frozenset(
            {"date", "time", "item", "qty", "net sales", "payment id", "event type"}
        ),
        ignored=frozenset(
            {
                "category", "sku", "modifiers applied", "gross sales", "discounts", "tax",
                "transaction id", "device name", "details", "location", "dining option",
                "customer id", "customer reference id", "count", "gtin", "commission", "employee",
                "fulfillment note", "channel", "token", "card brand", "pan suffix",
            }
        ),
        warning="Square's items have no tips, fees and ways of paying; its Transactions have, and "
        "the two meet by the payment's id: import both",
        columns=_columns,
        record=_item,
    ),
)  # fmt: skip
