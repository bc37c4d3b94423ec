"""The shares of a folder, asked: Team, Week, Year, Safety. Nothing is written, and no practice is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from mtdesk.errors import RefusedError, UsageError
from mtdesk.insight.clinic.sums import Cell, parted
from mtdesk.insight.clinic.team import AHEAD, BEFORE, WINDOW, Booking, Day, Person, members, moves
from mtdesk.insight.clinic.views import (
    FACETS,
    IN_SPLITS,
    IN_WEEK,
    IN_YEAR,
    WHOLE,
    Due,
    Safety,
    Source,
    Team,
    Week,
    Year,
    cells_of,
    split,
)
from mtdesk.model import clinic
from mtdesk.model.clinic import FEWEST
from mtdesk.model.frozen import replace
from mtdesk.model.money import of_digits
from mtdesk.model.session import SHORT_GAP_MINUTES
from mtdesk.model.table import grouped
from mtdesk.store.clinic import engines, folder
from mtdesk.store.clinic.engines import Engine, Rows
from mtdesk.store.clinic.questions import asked

Found = TypeVar("Found")
ENGINES = ("duckdb", "spark")
TRIES = 3  # of a folder whose files go and come while they are read
KNOWN = frozenset(code for digits in (0, 2, 3) for code in of_digits(digits))
LEARNT = 365  # days in which it counts what somebody does


class Folder:
    """A folder of shares, and who answers. `now` is the day it is, `today` the day asked about."""

    def __init__(self, place: str, *, engine: str, master: str, now: date, today: date) -> None:
        if engine not in ENGINES:
            raise UsageError(f"there is no engine “{engine}”; {' or '.join(ENGINES)}")
        if engine == "spark" and not master:
            raise UsageError(f"Spark wants --master: {engines.MASTERS}")
        if engine == "duckdb" and master:
            raise UsageError("--master is for Spark; add --engine spark")
        if engine == "duckdb" and "://" in place:
            raise UsageError(
                f"{place} is no folder of this machine; Spark reads it (--engine spark --master URL)"
            )
        self.place, self.today = place, today
        self._engine, self._master, self._now = engine, master, now
        self._spark: engines.Spark | None = None

    def close(self) -> None:
        if self._spark is not None:
            self._spark.close()
            self._spark = None

    # -- the four looks

    def team(self) -> Team:
        return self._asking(self._team)

    def week(self) -> Week:
        return self._asking(self._week)

    def year(self) -> Year:
        return self._asking(self._year)

    def safety(self) -> Safety:
        return self._asking(self._safety)

    # -- asking

    def _asking(self, look: Callable[[Asked], Found]) -> Found:
        """Ask; anew where a file went while it was read, for somebody may withdraw at any time."""
        if self._engine == "spark":
            if self._spark is None:
                self._spark = engines.Spark(self.place, self._master)
            return look(Asked(self, self._spark, (), ()))
        why = ""
        for _ in range(TRIES):
            found = folder.found(Path(self.place))
            try:
                engine = engines.DuckDB(found.files)
            except engines.MovedError as error:
                why = str(error)
                continue
            try:
                return look(Asked(self, engine, found.years, found.left_out))
            except engines.MovedError as error:
                why = str(error)
            finally:
                engine.close()
        raise RefusedError(
            f"the shares in {self.place} change while they are read, or are damaged ({why})"
        )

    def _team(self, ask: Asked) -> Team:
        today, people = self.today, ask.people()
        years = sorted({today.year - 1, today.year, (today + timedelta(days=AHEAD)).year})
        rows = ask.rows(
            "days",
            start=today - timedelta(days=WINDOW + BEFORE),
            today=today,
            years=years,
            gap=SHORT_GAP_MINUTES,
        )
        days = grouped(
            (
                number,
                Day(
                    day=day,
                    sessions=sessions,
                    minutes=minutes or 0,
                    load=(load or 0) / 10,
                    estimated=estimated,
                    short_gaps=gaps,
                ),
            )
            for number, day, sessions, minutes, load, estimated, gaps in rows
        )
        end = today + timedelta(days=AHEAD)
        booked = grouped(
            (
                number,
                Booking(day=day, quarter=quarter, minutes=minutes, service=service, setting=place),
            )
            for number, day, quarter, minutes, service, place, count in ask.rows(
                "booked", today=today, end=end, years=years
            )
            for _ in range(count)
        )
        team = members(people, days, booked, today)
        over = any(each.booked for each in team)
        known = (
            ask.rows("does", start=today - timedelta(days=LEARNT), today=today, years=years)
            if over
            else []
        )
        does = {
            number: set(pairs)
            for number, pairs in grouped(
                (number, (service, place)) for number, service, place, _ in known
            ).items()
        }
        return Team(
            source=ask.source(people, years),
            members=tuple(team),
            moves=tuple(moves(team, booked, does, today)),
        )

    def _week(self, ask: Asked) -> Week:
        year = self.today.year
        monday = self.today - timedelta(days=self.today.weekday())
        first = max(monday, date(year, 1, 1))
        last = min(monday + timedelta(days=6), date(year, 12, 31))
        people = ask.people()
        weeks = {
            week: cells_of(IN_WEEK, sums)
            for week, *sums in ask.rows("weeks", now=self._now, year=year)
        }
        # The hours of a year are shown, too: what its other weeks leave of them is no less than five's.
        done = {week: cells["done"] for week, cells in weeks.items()}
        whole_year = ask.services(year).get(WHOLE, {}).get("minutes")
        parts = parted(done, whole_year)
        nothing = Cell(value=0, hidden=0)
        here = weeks.get(monday, dict.fromkeys(IN_WEEK, nothing))
        shut = ["done"] if monday in parts.withheld else []
        shut += [name for name in ("booked", "missed") if here[name].is_few]
        places = {
            place: cells_of(IN_WEEK, sums)
            for place, *sums in ask.rows(
                "settings", now=self._now, year=year, start=first, end=last
            )
        }
        offering = [each for each in people if each.offered is not None]
        hidden = sum(not each.visible for each in offering)
        return Week(
            source=ask.source(people, [year]),
            first=first,
            last=last,
            split=split(places, here, IN_WEEK, shut=shut),
            offered=None
            if 0 < hidden < FEWEST or not offering
            else sum(each.offered or 0 for each in offering),
            offering=len(offering),
        )

    def _year(self, ask: Asked) -> Year:
        year, people = self.today.year, ask.people()
        rows = ask.services(year)
        empty = dict.fromkeys(IN_YEAR, Cell(value=0, hidden=0))
        whole = rows.pop(WHOLE, empty)
        due, others = [], None
        names = {each.number: each.name for each in people}
        for number, *sums in ask.rows(
            "splits", now=self._now, year=year, currency=ask.currency(people)
        ):
            cells = cells_of(IN_SPLITS, sums)
            said = Due(
                name=names.get(number, ""),
                **{name: cell.shown for name, cell in cells.items()},
            )
            if number is None:
                others = said
            else:
                due.append(said)
        currency = ask.currency(people)
        return Year(
            source=ask.source(people, [year]),
            year=year,
            currency=currency,
            elsewhere=sum(each.currency != currency for each in people),
            split=split(rows, whole, IN_YEAR),
            due=tuple(sorted(due, key=lambda each: each.name)),
            due_others=others,
        )

    def _safety(self, ask: Asked) -> Safety:
        year, people = self.today.year, ask.people()
        names = ("incidents", "open")
        found = grouped(
            (facet, (place, cells_of(names, sums)))
            for facet, place, *sums in ask.rows("incidents", year=year)
        )
        whole = dict(found.pop("all", [])).get(0, {})
        count = whole.get("incidents", Cell(value=0, hidden=0))
        return Safety(
            source=ask.source(people, [year]),
            year=year,
            incidents=count.shown,
            open=whole.get("open", Cell(value=0, hidden=0)).shown,
            facets={
                facet: split(dict(found.get(facet, [])), {"incidents": count}, ("incidents",))
                for facet in FACETS
            },
        )


class Asked:
    """One look: an engine, and what of the folder it reads."""

    def __init__(
        self,
        folder: Folder,
        engine: Engine,
        years: tuple[int, ...],
        left_out: tuple[tuple[str, str], ...],
    ) -> None:
        self._folder, self._engine = folder, engine
        self._years, self._left_out = years, left_out
        self._people: list[Person] | None = None

    def rows(self, question: str, **values: date | int | str | list[int]) -> Rows:
        return self._engine.rows(asked(question, **values))

    def people(self) -> list[Person]:
        """Who shares, by name; those without a label by a part of their number.

        Raises:
            RefusedError: a share is of a version that is not known here, or there is none.
        """
        if self._people is not None:
            return self._people
        found = self.rows("people")
        odd = {version for *_, oldest, newest, _, _ in found for version in (oldest, newest)}
        if odd - {clinic.VERSION}:
            raise RefusedError(
                f"{self._folder.place} holds shares of another version than {clinic.VERSION}, "
                "which this mtdesk cannot read"
            )
        if not found:
            raise RefusedError(f"nobody's share is in {self._folder.place}")
        self._years = self._years or tuple(
            sorted({year for *_, first, last in found for year in (first, last)})
        )
        said = {number: _shown(label) for number, label, *_ in found}
        labels = Counter(said.values())
        self._people = sorted(
            (
                Person(
                    number=number,
                    name=_name(number, said[number], is_alone=labels[said[number]] < 2),
                    visible=bool(visible),
                    currency=currency if currency in KNOWN else "",
                    day_limit=limit,
                    offered=offered,
                    strain=clinic.word("strain", strain),
                )
                for number, _, visible, currency, limit, offered, strain, *_ in found
            ),
            key=lambda each: (each.name, each.number),
        )
        return self._people

    def services(self, year: int) -> dict[int, dict[str, Cell]]:
        currency = self.currency(self.people())
        rows = self.rows("services", now=self._folder._now, year=year, currency=currency)  # noqa: SLF001
        return {service: cells_of(IN_YEAR, sums) for service, *sums in rows}

    @staticmethod
    def currency(people: list[Person]) -> str:
        """That of most; money in another is in no sum, and said."""
        counts = Counter(each.currency for each in people if each.currency) or {"USD": 1}
        return min(counts, key=lambda code: (-counts[code], code))

    def source(self, people: list[Person], years: list[int]) -> Source:
        ahead = self.rows("ahead_of_time", now=self._folder._now, years=years)  # noqa: SLF001
        # Of whoever is not to be seen not even the label is said.
        seen = Counter(each.name.partition(" · ")[0] for each in people if each.visible)
        return Source(
            place=self._folder.place,
            as_of=self._folder.today,
            people=tuple(each if each.visible else replace(each, name="") for each in people),
            years=self._years,
            left_out=self._left_out,
            ahead_of_time=ahead[0][0],
            alike=tuple(sorted(name for name, count in seen.items() if count > 1)),
        )


def _shown(label: str | None) -> str:
    """A label as it may be drawn, whatever somebody wrote into a file."""
    return "".join(mark if mark.isprintable() else "?" for mark in label or "")[: clinic.MOST_LABEL]


def _name(number: int, label: str, *, is_alone: bool) -> str:
    short = f"{number:016x}"[:4]
    if not label:
        return f"Therapist {short}"
    return label if is_alone else f"{label} · {short}"
