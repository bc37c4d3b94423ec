"""What a client can do, as measured: noted, edited, removed, then held against now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.opened import who
from mtdesk.errors import InvalidError
from mtdesk.insight.medical.functions import ThenAndNow, then_and_now
from mtdesk.model.medical import functions as grammar
from mtdesk.model.medical.functions import FunctionNote
from mtdesk.model.names import clean
from mtdesk.model.rules import PAST
from mtdesk.store.medical import functions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.model.client import Client

FIELDS = ("measure", "part", "value", "unit", "note", "on")


class Functions:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def note(
        self, line: str, note: str = "", *, client: str | None = None, on: str | None = None
    ) -> tuple[FunctionNote, Client, int]:
        """Write down one line, `ana sitting 20 min`; returns the note, whose it is, its operation.

        With `client` (a name or number) the line begins with the measure.

        Raises:
            InvalidError: a word is wrong; NotFoundError: no such client; RefusedError: several.
        """
        typed = grammar.parse_function(line, note, client=client)
        today = self._opened.now().date()
        day = PAST.read(on, today, "on") if on else today
        with self._opened.writing("function") as writing:
            whose = who.one(writing.book, typed.client)
            found = FunctionNote(
                client_id=whose.id or 0,
                noted_on=day.isoformat(),
                measure=typed.measure,
                part=typed.part,
                value=typed.value,
                unit=typed.unit,
                note=typed.note,
            )
            writing.is_about(f"{whose.name}: {found.what} {found.amount}".rstrip())
            found = replace(found, id=functions.add(writing.book, found))
        return found, whose, writing.operation

    def edit(self, note_id: int, fields: dict[str, str]) -> tuple[FunctionNote, int]:
        """Raises NotFoundError for no such note, InvalidError for a wrong field."""
        with self._opened.writing("function", f"edit of function note {note_id}") as writing:
            after = self._noted(functions.get(writing.book, note_id), fields)
            functions.change(writing.book, note_id, after)
        return after, writing.operation

    def remove(self, note_id: int) -> tuple[FunctionNote, int]:
        """Raises NotFoundError for no such note."""
        with self._opened.writing("function") as writing:
            before = functions.get(writing.book, note_id)
            summary = f"function note {note_id} removed: {before.what} {before.amount}"
            writing.is_about(summary.rstrip())
            functions.remove(writing.book, note_id)
        return before, writing.operation

    def of_client(self, client_id: int) -> list[FunctionNote]:
        """What was noted of a client up to today, in order of time."""
        return functions.of_client(self._opened.book, client_id, self._opened.today.isoformat())

    def then_and_now(self, client_id: int) -> list[ThenAndNow]:
        return then_and_now(self.of_client(client_id))

    def _noted(self, note: FunctionNote, fields: dict[str, str]) -> FunctionNote:
        for field in fields:
            if field not in FIELDS:
                raise InvalidError(
                    field, f"is no field of a function note; one of {', '.join(FIELDS)}"
                )
        if "measure" in fields:
            note = replace(note, measure=grammar.read_measure(fields["measure"]))
        if "on" in fields:
            day = PAST.read(fields["on"], self._opened.now().date(), "on")
            note = replace(note, noted_on=day.isoformat())
        if "note" in fields:
            note = replace(note, note=clean(fields["note"], "note", most=2_000))
        if "value" in fields:
            note = replace(note, value=grammar.read_value(fields["value"]))
        part, unit = fields.get("part", note.part), fields.get("unit", note.unit)
        if note.value is None:
            unit = ""
        elif not unit:
            unit = grammar.OF_MEASURE.get(note.measure, ("",))[0]
        note = replace(
            note,
            part=grammar.read_part(note.measure, part),
            unit=grammar.read_unit(note.measure, unit) if note.value is not None else "",
        )
        grammar.check(note)
        return note
