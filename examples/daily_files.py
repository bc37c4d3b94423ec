"""Real people's days as CSV files, plain or gzipped: load, answers and what happened to them.

Each layout is known by its header. The files' own scales become the 0 to 10 of a check-in, 10 the
worst. What is left out is said in `notices`, what cannot be read stops the reading.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from pathlib import Path

from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.exchange.readers.cells import shown
from mtdesk.model.period import parse_date
from mtdesk.model.rules import YEARS
from mtdesk.model.text import counted, joined

ANSWERS = ("body", "mind", "soreness")
ONE_EVENT = 14  # days: a report as soon as this after one of its kind tells of the same thing
_NAMED = 5  # how many people a notice names


@dataclass(frozen=True, kw_only=True)
class Day:
    """What somebody wrote of a day: None is what was not written."""

    day: date
    load: float | None = None
    body: float | None = None
    mind: float | None = None
    soreness: float | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """A column of answers and the two ends of its scale."""

    column: str
    best: float
    worst: float


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A kind of file: which columns hold what. An answer is the mean of its items.

    `person` is the column that names people, or without one the only person's `name`. `about` says
    where the data come from and how they are read, for a page that shows figures made of them.
    """

    what: str
    person: str = ""
    name: str = ""
    load: str = ""
    kind: str = ""
    answers: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    about: str = ""
    is_ours: bool = False

    def columns(self) -> list[str]:
        items = [item.column for asked in self.answers.values() for item in asked]
        known = ["date", self.person, self.load, self.kind, *items]
        return [column for column in known if column]


def _ours(column: str) -> tuple[Item, ...]:
    return (Item(column=column, best=0, worst=10),)


def _soccermon(column: str) -> tuple[Item, ...]:
    return (Item(column=column, best=5, worst=1),)


LAYOUTS = (
    Layout(
        what="a daily file",
        person="person",
        load="load",
        answers={asked: _ours(asked) for asked in ANSWERS},
        is_ours=True,
    ),
    Layout(what="a file of events", person="person", kind="kind", is_ours=True),
    Layout(
        what="SoccerMon's daily file",
        person="player_id",
        load="daily_load",
        answers={
            "body": _soccermon("fatigue"),
            "mind": _soccermon("stress"),
            "soreness": _soccermon("soreness"),
        },
        about=(
            "**SoccerMon**, players of two football teams in 2020 and 2021: Midoglu C. et al. "
            "2024, *Scientific Data*, doi 10.1038/s41597-024-03386-x; data doi "
            "10.5281/zenodo.10033832, CC BY 4.0 (as public repositories quote the record). Changed: days "
            "without load or answer left out, players by number, and here fatigue as body, stress as "
            "mind, soreness as a soreness without a place, each (5 - x) x 2.5, for 5 is their best; "
            "readiness, mood and sleep not used."
        ),
    ),
    Layout(
        what="SoccerMon's reports",
        person="player_id",
        kind="kind",
        about=(
            "**SoccerMon's reports** of injury and illness, from the same data: player, kind and day "
            "only."
        ),
    ),
    Layout(
        what="the daily file of Kossakowski 2017",
        name="Kossakowski 2017",
        answers={
            "body": (Item(column="phy_tired", best=1, worst=7),),
            "mind": (
                Item(column="mood_down", best=-3, worst=3),
                Item(column="mood_anxious", best=-3, worst=3),
                Item(column="mood_irritat", best=1, worst=7),
                Item(column="mood_cheerf", best=7, worst=1),
            ),
            "soreness": (Item(column="phy_pain", best=1, worst=7),),
        },
        about=(
            "**One person's 239 days** in 2012 and 2013: Kossakowski J.J. et al. 2017, *Journal of Open "
            "Psychology Data* 5:1, doi 10.5334/jopd.29, CC BY 4.0. Changed: means of each day, and here "
            "tiredness as body, pain as soreness, the mean of down, anxious, irritated and not cheerful as "
            "mind, each scale of seven steps drawn out to 0-10 (down and anxious from -3 to 3, for they "
            "hold values below 1, the others from 1 to 7); the rest not used. There is no load, and no "
            "event with a day."
        ),
    ),
)


@dataclass
class Read:
    """All files together: each person's days and events by day, oldest first."""

    people: dict[str, list[Day]] = field(default_factory=dict)
    events: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    layouts: list[Layout] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def read(paths: Iterable[Path]) -> Read:
    """Raises MtdeskError for the first thing that cannot be read: the file, the line, the reason."""
    found = Read()
    seen: dict[tuple[str, date], str] = {}
    for path in paths:
        _read_file(path, found, seen)
    if not found.people:
        ours = next(layout for layout in LAYOUTS if layout.load)
        raise MtdeskError(
            f"none of these files holds anybody's days; give one with {','.join(ours.columns())}"
        )
    for days in found.people.values():
        days.sort(key=lambda each: each.day)
    strangers = sorted(found.events.keys() - found.people.keys())
    if strangers:
        lost = sum(len(found.events.pop(person)) for person in strangers)
        more = len(strangers) - _NAMED
        named = [shown(person) for person in strangers[:_NAMED]]
        found.notices.append(
            f"{counted(lost, 'report')} left out, of {counted(len(strangers), 'person', 'people')} whom no daily file has: "
            + joined([*named, *([f"{more} more"] if more > 0 else [])])
        )
    return found


def onsets(reports: Iterable[tuple[date, str]]) -> list[date]:
    """The first day of each event: reports of one kind that follow within 14 days are the same one."""
    last: dict[str, date] = {}
    found = []
    for day, kind in sorted(reports):
        if kind not in last or (day - last[kind]).days > ONE_EVENT:
            found.append(day)
        last[kind] = day
    return found


# -- one file


def _read_file(path: Path, found: Read, seen: dict[tuple[str, date], str]) -> None:
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    lines = _lines(rows, path)
    header = next(lines, (0, []))[1]
    if not header:
        raise MtdeskError(f"{path} is empty; its first line names the columns")
    layout = _layout(header, path)
    if layout not in found.layouts:
        found.layouts.append(layout)
    places = {column: header.index(column) for column in layout.columns()}
    spare = [shown(column) for column in header if column not in places]
    if layout.is_ours and spare:
        found.notices.append(f"{path}: not used: {joined(spare)}")
    is_empty = True
    for number, cells in lines:
        is_empty = False
        if len(cells) != len(header):
            raise MtdeskError(
                f"{path}, line {number}: {counted(len(cells), 'cell')}, and the header names "
                f"{counted(len(header), 'column')}"
            )
        row = {column: cells[place] for column, place in places.items()}
        try:
            person, day = _whose(row, layout), _day(row["date"])
            if layout.kind:
                found.events.setdefault(person, []).append((day, row[layout.kind]))
                continue
            _once(seen, person, day, f"{path}, line {number}")
            found.people.setdefault(person, []).append(_of_a_day(day, row, layout))
        except InvalidError as error:
            raise MtdeskError(f"{path}, line {number}: {error.message}") from None
    if is_empty:
        raise MtdeskError(f"{path} holds no row below its header; leave it out, or fill it")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        if path.suffix == ".gz" or content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise MtdeskError(f"there is no file {path}") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise MtdeskError(f"{path} is broken or no gzip file; pack or fetch it again") from None
    except UnicodeDecodeError:
        raise MtdeskError(f"{path} is not UTF-8 text; save it as CSV in UTF-8") from None
    except OSError as error:
        raise MtdeskError(f"{path} cannot be read: {error.strerror}") from None


def _lines(rows: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str]]]:
    """The line number and stripped cells of each row that holds something."""
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise MtdeskError(f"{path}, line {rows.line_num}: {error}") from None  # type: ignore[attr-defined]
        if cells is None:
            return
        if any(cells):
            yield rows.line_num, [cell.strip() for cell in cells]  # type: ignore[attr-defined]


def _layout(header: Sequence[str], path: Path) -> Layout:
    """The layout whose columns are all there; of two, the one that names more of them."""
    twice = sorted({column for column in header if header.count(column) > 1 and column})
    if twice:
        raise MtdeskError(f"{path}: its header names {shown(twice[0])} twice")
    fitting = [each for each in LAYOUTS if set(each.columns()) <= set(header)]
    if fitting:
        return max(fitting, key=lambda each: len(each.columns()))
    nearest = max(LAYOUTS, key=lambda each: _likeness(each, header))
    wanted = nearest.columns()
    raise MtdeskError(
        f"{path}: its header lacks {joined([each for each in wanted if each not in header])}; "
        f"{nearest.what} has {','.join(wanted)}"
    )


def _likeness(layout: Layout, header: Sequence[str]) -> float:
    wanted = layout.columns()
    return sum(column in header for column in wanted) / len(wanted)


# -- one cell


def _whose(row: dict[str, str], layout: Layout) -> str:
    if not layout.person:
        return layout.name
    if not row[layout.person]:
        raise InvalidError(layout.person, "is empty; each row names whose it is")
    return row[layout.person]


def _day(cell: str) -> date:
    day = parse_date(cell)
    if day.year not in YEARS:
        raise InvalidError("date", f"{day} is outside {YEARS[0]} to {YEARS[-1]}")
    return day


def _once(seen: dict[tuple[str, date], str], person: str, day: date, where: str) -> None:
    first = seen.setdefault((person, day), where)
    if first != where:
        raise InvalidError("date", f"{day} of {shown(person)} stands already in {first}")


def _of_a_day(day: date, row: dict[str, str], layout: Layout) -> Day:
    load = _number(row[layout.load], layout.load) if layout.load else None
    if load is not None and load < 0:
        raise InvalidError(layout.load, f"{load:g} is below 0")
    answers = {asked: _answer(row, items) for asked, items in layout.answers.items()}
    return Day(day=day, load=load, **answers)


def _answer(row: dict[str, str], items: Sequence[Item]) -> float | None:
    """The mean of what was answered, on 0 to 10."""
    given = []
    for item in items:
        value = _number(row[item.column], item.column)
        if value is None:
            continue
        low, high = sorted((item.best, item.worst))
        if not low <= value <= high:
            raise InvalidError(item.column, f"{value:g} is not {low:g} to {high:g}")
        given.append((value - item.best) * 10 / (item.worst - item.best))
    return sum(given) / len(given) if given else None


def _number(cell: str, column: str) -> float | None:
    """None for an empty cell: it was not asked or not answered."""
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or "_" in cell:
        raise InvalidError(column, f"“{shown(cell, 20)}” is not a number")
    return value
