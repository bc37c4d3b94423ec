"""Jane: appointments, which say nothing of money; sales; and two reports of which nothing is income.

Appointments and sales of one visit meet by client and day. An insurer is the payer who is not the
patient; what a gift card paid is named in the details, and its money came when the card was sold.
"""

from __future__ import annotations

import re
from typing import Any

from mtdesk.exchange.readers import appointments, cells, processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.exchange.readers.whose import Whose
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Redemption
from mtdesk.model.names import fold

# -- appointments


def _appointment_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "break": cells.text,
        "archived at": cells.text,
        "staff member name": Whose(context.therapist),
        "id": cells.text,
        "state": cells.text,
        "start at": context.moment(),
        "end at": context.moment(may_lack=True),
        "patient first name": processor.name,
        "patient last name": processor.name,
        "treatment name": processor.name,
        "location name": processor.name,
        "notes text": processor.text,
    }


def _appointment(
    context: ReaderContext,
    line: int,
    is_break: str,
    archived: str,
    anothers: str,
    own_id: str,
    state: str,
    began: Instant,
    ended: Instant,
    first: str | None,
    last: str | None,
    service: str | None,
    location: str | None,
    note: str,
) -> Record | Skipped:
    if fold(is_break) in {"true", "yes", "1"}:
        return Skipped(line, "a break")
    if anothers:
        return Skipped(line, anothers)
    row = appointments.Row(
        source="jane_appointments",
        own_id=own_id,
        line=line,
        word="deleted" if archived else state,
        began=began,
        ended=ended if ended.here else None,
        client=appointments.full_name(first, last),
        service=service,
        workplace=location,
        note=note,
        names=("state", "start at", "end at"),
    )
    return appointments.record_of(context, row)


# -- sales

_CARD = re.compile(r"gift card[^:]*:\s*\$?([\d,]+(?:\.\d+)?)", re.IGNORECASE)
_BOUGHT = {"gift cards": "gift_card", "gift card": "gift_card", "packages": "package",
           "package": "package", "products": "product", "product": "product", "retail": "product"}  # fmt: skip


def _sale_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "staff member": Whose(context.therapist),
        "invoice": cells.text,
        "purchase date": context.day(),
        "patient": processor.name,
        "payer": processor.name,
        "item": processor.text,
        "income category": cells.text,
        "details": processor.text,
        "total": amount,
        "collected": amount,
        "balance": amount,
    }


def _sale(
    context: ReaderContext,
    line: int,
    anothers: str,
    invoice: str,
    day: str,
    patient: str | None,
    payer: str | None,
    item: str,
    category: str,
    details: str,
    total: int,
    collected: int,
    balance: int,
) -> Record | Skipped:
    if anothers:
        return Skipped(line, anothers)
    if not collected:
        still = f", {context.currency.format(balance)} not paid there" if balance else ""
        return Skipped(line, f"nothing collected{still}")
    insurer = payer if payer and patient and fold(payer) != fold(patient) else None
    kind = _BOUGHT.get(fold(category), "session")
    if kind == "session" and processor.is_no_show(item):
        kind = "cancellation_fee"
    if collected < 0:
        kind = "refund"
    elif insurer is not None and kind == "session":
        kind = "insurance"
    found = _CARD.search(details) if kind == "session" else None
    used = 0
    if found:
        used = min(cells.amount(context.currency)(found[1], "details") or 0, collected)
    row = processor.Row(
        source="jane_sales",
        own_id=f"{invoice}/{fold(insurer)}" if insurer and invoice else invoice,
        line=line,
        day=day,
        printed=day,
        kind=kind,
        method="insurance" if kind == "insurance" else None,
        total_minor=abs(collected) - used,
        fee_minor=0,
        client=patient,
        insurer=insurer,
        note=" · ".join(part for part in (item, details) if part),
        names=("purchase date", "collected", "collected", "collected"),
    )
    credit = Redemption(redeemed_on=day, amount_minor=used, note=row.note) if used else None
    record = processor.with_credit(context, row, credit)
    return replace(record, asked_minor=total)


# -- what is no income


def _nothing(column: str, why: str) -> tuple[Any, Any]:
    """Columns and record of a report of which every row is skipped, with the reason."""

    def columns(_context: ReaderContext) -> dict[str, Parser[Any]]:
        return {column: cells.text}

    def record(_context: ReaderContext, line: int, _cell: str) -> Skipped:
        return Skipped(line, why)

    return columns, record


_PAYOUTS = frozenset({"date created", "date deposited", "payout amount", "payout status"})
_payout_columns, _payout = _nothing("payout status", "a payout: its money came in before")
_SHARE = frozenset(
    {
        "description", "invoice", "purchase date", "transaction date", "payment date",
        "practitioner", "patient guid", "patient", "referred to", "payment method", "invoice total",
        "collected subtotal", "adjustments owed to staff member", "collected tax",
        "collected total", "adjusted total", "product cost", "quantity", "income category",
        "commission rate", "referral commission rate", "commission subtotal", "commission total",
    }
)  # fmt: skip
_share_columns, _share = _nothing(
    "commission total", "a share worked out of a sale: no money of its own"
)

FORMATS = (
    Format(
        name="jane_appointments",
        words="Jane: Appointments",
        required=frozenset(
            {
                "id", "start at", "end at", "treatment name", "staff member name", "break", "state",
                "patient first name", "patient last name",
            }
        ),
        ignored=frozenset(
            {
                "patient guid", "patient number", "patient prefix", "patient preferred name",
                "insurance state", "first visit", "chart status", "booked at", "arrived at",
                "booked online", "no show at", "cancelled at", "cancelled reason",
                "referral source",
            }
        ),
        warning="it says nothing of money: what each visit cost and brought is unknown until Jane's "
        "sales, another payment or you say it",
        columns=_appointment_columns,
        record=_appointment,
    ),
    Format(
        name="jane_sales",
        words="Jane: Sales",
        required=frozenset(
            {"purchase date", "patient", "item", "payer", "invoice", "income category", "collected"}
        ),
        ignored=frozenset({"location", "invoice date", "patient guid", "status", "subtotal"}),
        columns=_sale_columns,
        record=_sale,
    ),
    Format(
        name="jane_compensation",
        words="Jane: Compensation, in detail",
        required=frozenset(
            {"invoice", "practitioner", "commission rate", "commission subtotal", "commission total"}
        ),
        ignored=_SHARE,
        warning="compensation is no income here: it is worked out of sales that the sales report "
        "holds, and what was paid out of it comes as a wage: mtdesk pay WORKPLACE AMOUNT --kind wage",
        columns=_share_columns,
        record=_share,
    ),
    Format(
        name="jane_payouts",
        words="Jane: Payouts",
        required=_PAYOUTS,
        ignored=_PAYOUTS,
        warning="payouts are no income: clients paid this money before, and it went on to the bank",
        columns=_payout_columns,
        record=_payout,
    ),
)  # fmt: skip
