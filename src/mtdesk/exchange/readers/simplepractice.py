"""SimplePractice's status of appointments: charges and payments of client and insurer, no minutes.

Two columns each are called Charge, Paid and Unpaid: the client's, then the insurer's. What the insurer
wrote off was never hers to get. Units are of a billing code, and say nothing of the time.
"""

from __future__ import annotations

from typing import Any

from mtdesk.exchange.readers import appointments, processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.exchange.readers.whose import Whose
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Payment

_SERVICES = {"97124": "Massage 97124", "97140": "Manual therapy 97140"}


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "clinician": Whose(context.therapist),
        "date of service": context.moment(),
        "client": processor.name,
        "billing code": processor.text,
        "primary insurance": processor.name,
        "charge": amount,
        "paid": amount,
        "charge 2": amount,
        "paid 2": amount,
        "write off": amount,
        "unpaid 2": amount,
    }


def _appointment(
    context: ReaderContext,
    line: int,
    anothers: str,
    began: Instant,
    client: str | None,
    code: str,
    insurer: str | None,
    charge: int,
    paid: int,
    insurers_charge: int,
    insurers_paid: int,
    written_off: int,
    insurers_open: int,
) -> Record | Skipped:
    if anothers:
        return Skipped(line, anothers)
    status, nothing = appointments.state(code)
    is_state = status is not None or bool(nothing)
    is_insurers = insurers_open > 0
    day = began.here[:10]
    payments = [
        Payment(received_on=day, kind=kind, amount_minor=minor, method=method, insurer=who)
        for kind, minor, method, who in (
            ("session", paid, None, None),
            ("insurance", insurers_paid, "insurance", insurer or "the insurer"),
        )
        if minor > 0
    ]
    row = appointments.Row(
        source="simplepractice",
        own_id=f"{began.printed[:16]} {client or ''} {code}",
        line=line,
        word=code if is_state else "",
        began=began,
        client=client,
        service=None if is_state else _SERVICES.get(code, code) or None,
        says_money=True,
        price_minor=charge + insurers_charge - written_off,
        payer="insurer" if is_insurers else "client",
        insurer=insurer if is_insurers else None,
        payments=tuple(payments),
        names=("billing code", "date of service", "date of service"),
    )
    return appointments.record_of(context, row)


FORMATS = (
    Format(
        name="simplepractice_appointment_status",
        words="SimplePractice: Appointment Status",
        required=frozenset(
            {"date of service", "client", "clinician", "billing code", "charge", "paid", "unpaid"}
        ),
        ignored=frozenset(
            {
                "secondary insurance", "rate per unit", "units", "total fee", "uninvoiced",
                "progress note status", "client payment status", "insurance payment status",
                "unpaid",
            }
        ),
        warning="it has no minutes, so they are unknown, and no days of payment: what was paid "
        "counts on the day of the visit",
        columns=_columns,
        record=_appointment,
    ),
)  # fmt: skip
