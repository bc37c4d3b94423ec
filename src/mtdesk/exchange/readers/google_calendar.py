"""Google Calendar's CSV: timed events are sessions and bookings, all-day and private ones are not."""

from __future__ import annotations

from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells, events
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import moment_of
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.names import fold


def _columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "subject": cells.text,
        "start date": context.day(is_past=False),
        "start time": cells.text,
        "end date": context.day(is_past=False, may_lack=True),
        "end time": cells.text,
        "all day event": cells.text,
        "description": cells.text,
        "private": cells.text,
    }


def _event(
    context: ReaderContext,
    line: int,
    subject: str,
    day: str,
    clock: str,
    end_day: str,
    end_clock: str,
    all_day: str,
    description: str,
    private: str,
) -> Record | Skipped:
    if fold(all_day) in {"true", "yes", "1"} or not (clock or end_clock):
        return Skipped(line, "all day")
    if events.is_private(private):
        return Skipped(line, "private")
    ended = None
    if end_clock:
        ended = moment_of(end_day or day, end_clock, "end time", context.zone)
    began = moment_of(day, clock, "start time", context.zone)
    if ended is not None and ended.here <= began.here and end_day in {"", day}:
        raise InvalidError("end time", events.ENDS_FIRST)
    event = events.Event(
        source="google_calendar",
        own_id="",
        line=line,
        title=subject,
        began=began,
        ended=ended,
        note=description,
        names=("subject", "start time", "end time"),
    )
    return events.record_of(context, event)


FORMATS = (
    Format(
        name="google_calendar",
        words="Google Calendar: events as CSV",
        required=frozenset({"subject", "start date", "start time"}),
        columns=_columns,
        record=_event,
    ),
)
