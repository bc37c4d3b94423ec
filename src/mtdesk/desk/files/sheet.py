"""A table of somebody's own, opened to say which of its columns is what; nothing is written."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mtdesk.desk.files import layouts
from mtdesk.desk.files.reading import context_of
from mtdesk.desk.files.shown import understood
from mtdesk.errors import ImportRefusedError, MtdeskError
from mtdesk.exchange.readers import spreadsheet, table
from mtdesk.exchange.readers.cells import shown
from mtdesk.exchange.readers.days import order_of
from mtdesk.exchange.readers.layout import (
    FIELDS,
    MOST_ROWS,
    NEEDED,
    WAYS,
    guessed,
    looks_like_a_row,
    recognised,
)
from mtdesk.exchange.readers.typed import spelled
from mtdesk.model.importing import Look, Problem, Record
from mtdesk.model.importing.shown import FIRST_ROWS, Plan, SheetColumn, Understood
from mtdesk.model.session import STATUSES

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.desk.opened import Opened

_SAMPLES = 3
_MOST_COLUMNS = 200
MOST_PROBLEMS = 20


class Sheet:
    """`columns` are those of the file as they are proposed or remembered, `plan` the same to begin with."""

    fields, ways, statuses = FIELDS, WAYS, STATUSES

    def __init__(self, opened: Opened, path: Path, encoding: str | None = None) -> None:
        """Raises ImportRefusedError where it is no table with a row of headings."""
        self._context = context_of(opened, encoding=encoding)
        self._file = table.examine(path, encoding)
        headers = [
            each
            for each in table.possible_headers(self._file)
            if len(each.names) <= _MOST_COLUMNS and any(each.names)
        ]
        known = [each for each in headers if recognised(self._context.layouts, each.names)]
        best = max(known or headers, key=self._fitness, default=None)
        if best is None:
            raise ImportRefusedError(f"{path.name} has no row of headings that could be columns")
        self._header = best
        self._rows = table.rows_below(self._file, best, MOST_ROWS)
        layout = recognised(self._context.layouts, best.names)
        self._layout = layout or guessed(path.stem, best.names, best.printed, self._rows)
        if looks_like_a_row(self._layout, best.printed):
            raise ImportRefusedError(
                f"the first row of {path.name} is no heading: it holds a day or a sum",
                hint="put a row with the names of the columns above it, and save it again",
            )
        self.columns = tuple(self._column(place) for place in range(len(best.names)))
        self.plan = Plan(
            name=self._layout.name,
            header=best.names,
            fields={place: what for what, place in self._layout.places.items()},
            words=dict(self._layout.words),
            statuses=dict(self._layout.statuses),
            dates=self._layout.dates,
        )

    def _fitness(self, header: table.Header) -> tuple[int, int, int]:
        """How much a row is like a heading: fields that its names say, rows as wide as it, how early it is."""
        rows = table.rows_below(self._file, header, MOST_ROWS)
        layout = guessed("", header.names, header.printed, rows)
        named = len(layout.places) - len(layout.by_content)
        wide = sum(len(row) == len(header.names) for row in rows)
        return named, wide, -header.row

    def _column(self, place: int) -> SheetColumn:
        cells = (row[place].strip() for row in self._rows if place < len(row))
        samples = dict.fromkeys(shown(each) for each in cells if each)
        what = next((what for what, at in self._layout.places.items() if at == place), "")
        by = "content" if what in self._layout.by_content else "name"
        if not self._layout.is_proposed:
            by = "remembered"
        return SheetColumn(
            place=place,
            heading=self._header.printed[place].strip(),
            samples=tuple(islice(samples, _SAMPLES)),
            field=what,
            by=by if what else "",
        )

    def look(self, plan: Plan) -> Look:
        """What a plan makes of the first rows of the table."""
        layout = layouts.of_plan(plan)
        places = layout.places
        lacks = tuple(each for each in ("date",) if each not in places)
        if not lacks and places.keys().isdisjoint(NEEDED):
            lacks = NEEDED
        unsure = self._unsure(places)
        if lacks:
            return Look(lacks=lacks, unsure=unsure)
        source = spreadsheet.open_as(self._file, self._header, layout, self._context)
        read = records = skipped = 0
        rows: list[Understood] = []
        problems: list[Problem] = []
        try:
            for each in islice(source.records(), MOST_ROWS):
                read += 1
                if isinstance(each, Record):
                    records += 1
                    rows += [understood(each)] if len(rows) < FIRST_ROWS else []
                elif isinstance(each, Problem):
                    problems.append(each)
                else:
                    skipped += 1
        except MtdeskError as error:
            return Look(refused=error.message, unsure=unsure)
        return Look(
            read=read,
            rows=tuple(rows),
            records=records,
            skipped=skipped,
            problems=tuple(problems[:MOST_PROBLEMS]),
            problem_count=len(problems),
            unknown=source.methods.unknown,
            unknown_statuses=source.methods.unknown_statuses,
            dates=source.dates,
            unsure=unsure,
        )

    def _unsure(self, places: dict[str, int]) -> str:
        """A day of the column of days that can be read in two ways, where no other cell says which."""
        place = places.get("date")
        if place is None:
            return ""
        days = (spelled(row[place]) for row in self._rows if place < len(row))
        return order_of(days, is_month_first=self._context.is_month_first).unsure

    def refuse_name(self, name: str) -> str:
        """Why a plan cannot be kept by a name; empty where it can."""
        other = self._context.layouts.get(layouts.kept_name(name))
        if other is None or other.header == self._header.names:
            return ""
        return f"“{name}” is kept for a table with other columns; give another name"
