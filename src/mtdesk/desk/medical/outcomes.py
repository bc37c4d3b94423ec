"""What a client can do, as measured, and medical against wellness in one table for a year."""

from __future__ import annotations

from datetime import timedelta

from mtdesk.desk.opened import Opened, who
from mtdesk.desk.opened.sums import earned_by
from mtdesk.errors import InvalidError
from mtdesk.insight.medical import outcomes as insight
from mtdesk.insight.medical.outcomes import Counts, Outcome, Rhythm, ThenAndNow, then_and_now
from mtdesk.model.client import Client
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.medical import functions as grammar
from mtdesk.model.medical.functions import FunctionNote
from mtdesk.model.names import clean
from mtdesk.model.period import Period
from mtdesk.model.rules import PAST
from mtdesk.store import medical

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
        words, found = grammar.parse_function(line, note, client=client)
        today = self._opened.now().date()
        day = PAST.read(on, today, "on") if on else today
        with self._opened.writing("function") as writing:
            whose = who.one(writing.book, words)
            found = replace(found, client_id=whose.id or 0, noted_on=day.isoformat())
            writing.is_about(f"{whose.name}: {found.what} {found.amount}".rstrip())
            found = replace(found, id=medical.add_note(writing.book, found))
        return found, whose, writing.operation

    def edit(self, note_id: int, fields: dict[str, str]) -> tuple[FunctionNote, int]:
        """Raises NotFoundError for no such note, InvalidError for a wrong field."""
        with self._opened.writing("function", f"edit of function note {note_id}") as writing:
            after = self._noted(medical.note(writing.book, note_id), fields)
            medical.change_note(writing.book, note_id, after)
        return after, writing.operation

    def remove(self, note_id: int) -> tuple[FunctionNote, int]:
        """Raises NotFoundError for no such note."""
        with self._opened.writing("function") as writing:
            before = medical.note(writing.book, note_id)
            summary = f"function note {note_id} removed: {before.what} {before.amount}"
            writing.is_about(summary.rstrip())
            medical.remove_note(writing.book, note_id)
        return before, writing.operation

    def of_client(self, client_id: int) -> list[FunctionNote]:
        """What was noted of a client up to today, in order of time."""
        return medical.notes_of(self._opened.book, client_id, self._opened.today.isoformat())

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


@frozen
class Comparison:
    """`unplaced_incidents` have neither a session nor a client, and are in no column."""

    year: int
    period: Period
    is_running: bool
    columns: tuple[Outcome, ...]
    unplaced_incidents: int

    @property
    def is_empty(self) -> bool:
        return not any(column.sessions or column.missed.n for column in self.columns)


class Outcomes:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of_year(self, year: int | None = None) -> Comparison:
        """A year of accounts by purpose, the running one unless told.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        opened, today = self._opened, self._opened.today
        chosen = opened.settings.year_of(today) if year is None else year
        whole = opened.settings.fiscal_year(chosen)
        tomorrow = today + timedelta(days=1)
        period = Period(whole.start, max(whole.start, min(whole.end, tomorrow)))
        placed, unplaced = self._incidents(period)
        return Comparison(
            year=chosen,
            period=period,
            is_running=today in whole,
            columns=tuple(
                insight.by_purpose(
                    earned_by(opened, period, "purpose"),
                    self._counts(period, placed),
                    self._rhythms(period),
                )
            ),
            unplaced_incidents=unplaced,
        )

    def feedback(self, client_id: int) -> tuple[int, int]:
        """Of a client's done sessions up to today those in which feedback was asked, and all."""
        return medical.feedback(self._opened.book, client_id, self._opened.today.isoformat())

    def _counts(self, period: Period, incidents: dict[str | None, int]) -> dict[str | None, Counts]:
        book, days = self._opened.book, insight.REBOOKED_DAYS
        decided = (self._opened.today - timedelta(days=days)).isoformat()
        found: dict[str | None, Counts] = {}
        for row in medical.counts(book, period, decided, days):
            before = found.get(row["purpose"], Counts())
            found[row["purpose"]] = Counts(
                **{
                    name: getattr(before, name) + (row[name] or 0)
                    for name in ("done", "asked", "missed", "rebookable", "rebooked")
                }
            )
        for row in medical.pains(book, period):
            before = found.get(row["purpose"], Counts())
            pain = (row["pain_before"], row["pain_after"], row["count"])
            found[row["purpose"]] = replace(before, pains=(*before.pains, pain))
        for purpose, count in incidents.items():
            found[purpose] = replace(found.get(purpose, Counts()), incidents=count)
        return found

    def _incidents(self, period: Period) -> tuple[dict[str | None, int], int]:
        placed: dict[str | None, int] = {}
        unplaced = 0
        for row in medical.incidents(self._opened.book, period):
            if row["is_placed"]:
                placed[row["purpose"]] = row["count"]
            else:
                unplaced += row["count"]
        return placed, unplaced

    def _rhythms(self, period: Period) -> dict[str, Rhythm]:
        if not len(period):
            return {}
        rows = medical.rhythms(self._opened.book, period.last.isoformat(), insight.RHYTHM_DAYS)
        return {
            row["purpose"]: Rhythm(
                **{name: row[name] or 0 for name in ("clients", "first_visits", "latest_visits")}
            )
            for row in rows
        }
