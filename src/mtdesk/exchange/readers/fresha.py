"""Fresha's list of appointments: days, times and lengths; it says nothing of money."""

from __future__ import annotations

import re
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import appointments, cells, processor
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import moment_of
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.exchange.readers.whose import Whose
from mtdesk.model.importing import Record, Skipped

_LENGTH = re.compile(
    r"(?:(\d{1,2})\s*h(?:rs?|ours?)?)?\s*(?:(\d{1,3})\s*(?:m(?:ins?|inutes?)?)?)?", re.ASCII
)


def length(cell: str, column: str) -> int | None:
    """`1h 30m` as minutes; None when blank."""
    bare = cell.strip().lower()
    if not bare:
        return None
    if bare.isdecimal():
        return int(bare)
    found = _LENGTH.fullmatch(bare)
    if found is None:
        raise InvalidError(column, "is no length like 1h 30m")
    return 60 * int(found[1] or 0) + int(found[2] or 0)


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "team member": Whose(context.therapist),
        "appointment reference": cells.text,
        "client": processor.name,
        "scheduled date": context.day(is_past=False),
        "scheduled time": cells.text,
        "duration": length,
        "services": processor.name,
        "status": cells.given(cells.name),
    }


def _appointment(
    context: ReaderContext,
    line: int,
    anothers: str,
    own_id: str,
    client: str | None,
    day: str,
    clock: str,
    minutes: int | None,
    service: str | None,
    status: str,
) -> Record | Skipped:
    if anothers:
        return Skipped(line, anothers)
    row = appointments.Row(
        source="fresha",
        own_id=own_id,
        line=line,
        word=status,
        began=moment_of(day, clock, "scheduled time", context.zone),
        minutes=minutes,
        client=client,
        service=service,
        names=("status", "scheduled date", "duration"),
    )
    return appointments.record_of(context, row)


FORMATS = (
    Format(
        name="fresha_appointments",
        words="Fresha: Appointments",
        required=frozenset(
            {
                "appointment reference", "client", "scheduled date", "scheduled time", "duration",
                "status",
            }
        ),
        ignored=frozenset({"resource"}),
        warning="it says nothing of money: what each visit cost and brought is unknown until a "
        "payment meets it or you say it",
        columns=_columns,
        record=_appointment,
    ),
)  # fmt: skip
