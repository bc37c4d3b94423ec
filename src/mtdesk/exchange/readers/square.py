"""Square's transactions export, in the layouts of 2018, 2022 and 2025.

A row is money: a payment, possibly split over several tenders, or a refund. It never makes a
session. What came in is Total Collected; of it Gift Card Sales, Tip and Tax are parts, and the
rest was for services, discounts already off. A part paid with a gift card is a redemption: its
money came in when the card was sold. Sales tax is not the practice's money and is not counted.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, processor, zones
from mtdesk.exchange.readers.cells import Parser, digest
from mtdesk.exchange.readers.days import day_elsewhere
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model import rules
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import METHODS, Payment, Redemption
from mtdesk.model.names import fold

_GIFT_CARD = "square gift card"

# In every layout; the columns that tell the layouts apart are named with each format below.
_REQUIRED = frozenset(
    {
        "date", "time", "event type", "payment id", "description", "total collected", "tip", "fees",
        "gift card sales", "square gift card", "card", "cash", "other tender",
    }
)  # fmt: skip
_IGNORED = frozenset(
    {
        "gross sales", "discounts", "service charges", "net sales", "partial refunds",
        "source", "card entry methods", "installment", "net total", "transaction id", "card brand",
        "pan suffix", "device name", "staff name", "staff id", "details", "location",
        "dining option", "customer id", "customer reference id", "device nickname",
        "third party fees", "deposit id", "deposit date", "deposit details", "fee percentage rate",
        "fee fixed rate", "discount name", "order reference id", "fulfillment note",
        "free processing applied", "channel", "unattributed tips", "table info",
        "international fee",
    }
)  # fmt: skip


class _Piece(NamedTuple):
    """A part of a row's money and the tender that paid it."""

    kind: str
    tender: str | None
    amount: int


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "event type": cells.given(cells.name),
        "transaction status": cells.text,
        "payment id": cells.text,
        "date": context.day(is_past=False),  # it may be tomorrow there
        "time": cells.text,
        "time zone": zones.Zone(context.zone),
        "total collected": amount,
        "gift card sales": amount,
        "tip": amount,
        "tax": amount,
        "square gift card": amount,
        "card": amount,
        "cash app": amount,
        "other tender": amount,
        "other tender type": processor.name,
        "cash": amount,
        "fees": amount,
        "customer name": processor.name,
        "description": processor.text,
        "tender note": processor.text,
        "other tender note": processor.text,
        "refund reason": processor.text,
    }


def _transaction(
    context: ReaderContext,
    line: int,
    event: str,
    status: str,
    payment_id: str,
    day: str,
    clock: str,
    zone: str | None,
    total: int,
    gift_card_sales: int,
    tip: int,
    tax: int,
    gift_card: int,
    card: int,
    cash_app: int,
    other: int,
    other_type: str | None,
    cash: int,
    fees: int,
    client: str | None,
    description: str,
    *notes: str,
) -> Record | Skipped:
    if status and not fold(status).startswith("complete"):
        return Skipped(line, f"its status is {cells.shown(status)}")
    tenders = [
        (_GIFT_CARD, gift_card),
        ("card", card),
        ("cashapp", cash_app),
        (_method(other_type), other),
        ("cash", cash),
    ]
    word = fold(event)
    if word == "payment":
        rules.TIP.check(tip, context.currency, "tip")
        service = "cancellation_fee" if processor.is_no_show(description) else "session"
        for_service = total - gift_card_sales - tip - tax
        parts = {service: for_service, "gift_card": gift_card_sales, "tip": tip, "tax": tax}
    elif word == "refund":
        parts = {"refund": tax - total, "tax": -tax}
        tenders = [(tender, -amount) for tender, amount in tenders]
    else:
        raise no_event()
    if min(parts.values()) < 0:
        raise InvalidError("total collected", f"does not fit a {word} with these parts")
    pieces = _poured(parts, tenders)
    redeemed = sum(piece.amount for piece in pieces if piece.tender == _GIFT_CARD)
    tax_note = "sales tax left out" if tax else ""
    note = " · ".join(part for part in (description, *notes, tax_note) if part)
    here = day_elsewhere(day, clock, zone, context.zone) if zone else day
    rules.PAST.check(date.fromisoformat(here), context.today, "date")
    payments = _payments(pieces, here, -fees, client, note)
    if not payments and (word == "refund" or not redeemed):
        return Skipped(line, "no money changed hands")
    # Names and notes stay out: a layout that lacks them shows the same payment.
    amounts = (total, gift_card_sales, tip, tax, fees, *(amount for _, amount in tenders))
    content = digest(word, day, clock, description, *amounts)
    if word == "payment" and payments:
        rules.fee(-fees, total, "fees")
    used = None
    if redeemed:
        used = Redemption(redeemed_on=here, amount_minor=redeemed, client=client, note=note)
    return Record(
        key=f"square:{payment_id}/{word}@{day}T{clock}" if payment_id else f"square:#{content}",
        digest=content,
        line=line,
        joins=f"square_items:{payment_id}/{word}/" if payment_id else None,
        payments=payments,
        redemption=used if word == "payment" else None,
    )


def no_event() -> InvalidError:
    """The refusal of a row that is neither money received nor money given back."""
    return InvalidError("event type", "is neither Payment nor Refund")


def _method(other_type: str | None) -> str:
    """`Check` and the like in our words; a tender of the seller's own making as she calls it."""
    word = fold(other_type or "other")
    return word if word in METHODS else other_type or "other"


def _poured(parts: dict[str, int], tenders: list[tuple[str, int]]) -> list[_Piece]:
    """Which tender paid which part: the parts are filled in their order, each from the next tender.

    The file gives only the sums. What no tender accounts for has none.
    """
    purses: list[tuple[str | None, int]] = [purse for purse in tenders if purse[1] > 0]
    purses.append((None, sum(parts.values())))
    pieces = []
    for kind, amount in parts.items():
        missing = amount
        while missing:
            tender, held = purses.pop(0)
            poured = min(missing, held)
            pieces.append(_Piece(kind, tender, poured))
            missing -= poured
            if held > poured:
                purses.insert(0, (tender, held - poured))
    return pieces


def _payments(
    pieces: list[_Piece], day: str, fee: int, client: str | None, note: str
) -> tuple[Payment, ...]:
    """The pieces that brought money; the first carries the processor's fee.

    Gift cards come first among the tenders and cash last, so the first is what the fee was for.
    """
    received = [p for p in pieces if p.tender != _GIFT_CARD and p.kind != "tax"]
    if fee and not received:
        raise InvalidError("fees", "belongs to no payment in this row")
    return tuple(
        Payment(
            received_on=day,
            kind=piece.kind,
            amount_minor=piece.amount,
            client=client,
            fee_minor=0 if number else fee,
            method=piece.tender,
            voluntary=True if piece.kind == "tip" else None,
            note=note,
        )
        for number, piece in enumerate(received)
    )


def _layout(year: int, *own: str) -> Format:
    return Format(
        name=f"square_transactions_{year}",
        words=f"Square: Transactions, as exported since {year}",
        required=_REQUIRED.union(own),
        ignored=_IGNORED,
        columns=_columns,
        record=_transaction,
    )


FORMATS = (
    _layout(2025, "tender note", "transaction status"),
    _layout(2022, "service charges", "transaction status"),
    _layout(2018, "other tender note"),
)
