"""What the four looks at a clinic show. A figure that may not be shown, or that is not known, is None."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mtdesk.insight.clinic.sums import Cell, Parts, parted
from mtdesk.insight.clinic.team import Member, Move, Person
from mtdesk.model.frozen import frozen

Figures = dict[str, int | None]
WHOLE = -1  # under which the whole of a year stands among its services
IN_WEEK = ("done", "booked", "missed")
IN_YEAR = ("sessions", "minutes", "load", "income")
IN_SPLITS = ("hers", "house")
FACETS = ("kind", "setting", "quarter", "severity", "repeated")


@frozen
class Source:
    """Where it comes from, and what of it is in no figure."""

    place: str
    as_of: date
    people: tuple[Person, ...]
    years: tuple[int, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    ahead_of_time: int = 0
    alike: tuple[str, ...] = ()

    @property
    def visible(self) -> int:
        return sum(each.visible for each in self.people)

    @property
    def hidden(self) -> int:
        return len(self.people) - self.visible


@frozen
class Row:
    """The figures of one kind or setting; its number is that of its list, 0 where none was said."""

    key: int
    figures: Figures


@frozen
class Split:
    """The rows of a sum that may be shown. `together` is the sum of what is withheld, if anything is."""

    whole: Figures
    rows: tuple[Row, ...]
    together: Figures
    withheld: bool

    @property
    def is_whole(self) -> bool:
        """Whether everything there is may be shown."""
        return not self.withheld and None not in self.whole.values()


@frozen
class Team:
    source: Source
    members: tuple[Member, ...]
    moves: tuple[Move, ...]


@frozen
class Week:
    """From `first` to `last`; a week that two years share is shown as its part of one."""

    source: Source
    first: date
    last: date
    split: Split
    offered: int | None
    offering: int


@frozen
class Due:
    """What the terms of pay come to: `hers` is with a workplace that collected, `house` with her."""

    name: str
    hers: int | None
    house: int | None


@frozen
class Year:
    source: Source
    year: int
    currency: str
    elsewhere: int  # people whose money is in another currency
    split: Split
    due: tuple[Due, ...]
    due_others: Due | None


@frozen
class Safety:
    source: Source
    year: int
    incidents: int | None
    open: int | None
    facets: Mapping[str, Split]


Cells = Mapping[int, Mapping[str, Cell]]


def cells_of(figures: Sequence[str], values: Sequence[int | None]) -> dict[str, Cell]:
    """Sums as a question gives them: each with the number of those hidden in it."""
    pairs = zip(figures, values[::2], values[1::2], strict=True)
    return {name: Cell(value=value or 0, hidden=hidden or 0) for name, value, hidden in pairs}


def split(
    rows: Cells, whole: Mapping[str, Cell | None], names: Sequence[str], *, shut: Sequence[str] = ()
) -> Split:
    """Each figure told apart by itself; of `shut` only what nobody hidden has a part in."""
    parts: dict[str, Parts[int]] = {}
    for name in names:
        column = {key: cells[name] for key, cells in rows.items()}
        if name in shut:
            column = {
                key: Cell(value=cell.value, hidden=min(cell.hidden, 1))
                for key, cell in column.items()
            }
        parts[name] = parted(column, None if name in shut else whole.get(name))
    shown_whole: Figures = {}
    for name in names:
        cell = whole.get(name)
        shown_whole[name] = None if cell is None or name in shut else cell.shown
    shown = (
        Row(key=key, figures={name: parts[name].shown.get(key) for name in names})
        for key, cells in rows.items()
        if any(cell.value or cell.hidden for cell in cells.values())
    )
    return Split(
        whole=shown_whole,
        # Not even that there is something of a kind is said, where only a few have a part in it.
        rows=tuple(row for row in shown if any(each is not None for each in row.figures.values())),
        together={name: parts[name].together for name in names},
        withheld=any(parts[name].withheld for name in names),
    )
