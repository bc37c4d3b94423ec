"""Acuity's appointments: each with its price, and on a calendar, which is a therapist.

The price of a session that was held counts as received on its day, marked paid or not: cash that came
in is seldom marked there. What is not bears that in its note. `Date Scheduled` is when it was booked.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import appointments, cells, processor, zones
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import moment_of
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.exchange.readers.whose import OF, Whose
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.names import fold
from mtdesk.model.period import MONTHS

_DATED = re.compile(r"([A-Za-z]+)\.? (\d{1,2}), (\d{4}),? (.+)")
_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}


def _dated(cell: str, column: str) -> tuple[str, str]:
    """The day and the time of `December 2, 2020 9:00 am`."""
    found = _DATED.fullmatch(cell.strip())
    month = _MONTHS.get(found[1][:3].lower()) if found else None
    if not found or not month:
        raise InvalidError(column, "is not a date and time like December 2, 2020 9:00 am")
    return f"{found[3]}-{month:02}-{int(found[2]):02}", found[4]


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = processor.amount(context)
    return {
        "calendar": Whose(context.therapist),
        "appointment id": cells.text,
        "label": cells.text,
        "timezone": zones.Zone(context.zone),
        "start time": _dated,
        "end time": _dated,
        "first name": processor.name,
        "last name": processor.name,
        "type": processor.name,
        "appointment price": amount,
        "paid": cells.text,
        "amount paid online": amount,
        "certificate code": cells.text,
        "notes": processor.text,
    }


def _appointment(
    context: ReaderContext,
    line: int,
    anothers: str,
    own_id: str,
    label: str,
    zone: str | None,
    start: tuple[str, str],
    end: tuple[str, str],
    first: str | None,
    last: str | None,
    service: str | None,
    price: int,
    paid: str,
    online: int,
    certificate: str,
    notes: str,
) -> Record | Skipped:
    if anothers:
        return Skipped(line, f"on the calendar of {anothers.removesuffix(OF)}")
    began = moment_of(*start, "start time", context.zone, zone)
    status, _ = appointments.state(label)
    missed = status in {"no_show", "late_cancel"}
    received = online if missed else price
    if datetime.fromisoformat(began.here) > context.now:
        received = 0
    is_unmarked = bool(received) and fold(paid) in {"no", "false"}
    said = (
        notes,
        f"certificate {certificate}" if certificate else "",
        "not marked as paid in Acuity" if is_unmarked else "",
    )
    row = appointments.Row(
        source="acuity",
        own_id=own_id,
        line=line,
        word=label,
        is_free=True,
        began=began,
        ended=moment_of(*end, "end time", context.zone, zone),
        client=appointments.full_name(first, last),
        service=service,
        note=" · ".join(part for part in said if part),
        says_money=True,
        price_minor=(received or None) if missed else price,
        payments=_paid(began.here[:10], received, "card" if online else None),
        names=("label", "start time", "end time"),
    )
    return appointments.record_of(context, row)


def _paid(day: str, minor: int, method: str | None) -> tuple[Payment, ...]:
    if not minor:
        return ()
    return (Payment(received_on=day, kind="session", amount_minor=minor, method=method),)


FORMATS = (
    Format(
        name="acuity_appointments",
        words="Acuity: Appointments",
        required=frozenset(
            {
                "start time", "end time", "first name", "last name", "type", "calendar",
                "appointment price",
            }
        ),
        ignored=frozenset({"phone", "email", "date scheduled", "scheduled by"}),
        warning="the price of each session that was held counts as received, marked paid or not: "
        "Acuity is seldom told of cash. What is not marked says so in its note, and "
        "mtdesk edit ID method=unpaid makes it owed",
        columns=_columns,
        record=_appointment,
    ),
)  # fmt: skip
