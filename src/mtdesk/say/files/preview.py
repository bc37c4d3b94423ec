"""An import before it is written: what each file was taken for, its first rows as understood, new names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mtdesk.model.importing import DAY_FIRST, ISO, MONTH_FIRST, Tally
from mtdesk.model.importing.shown import NewName, Understood
from mtdesk.model.money import Currency
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined, worded
from mtdesk.say.document import Keys, or_null

UNDERSTOOD: Keys = (
    "line", "kind", "date", "time", "client", "service", "minutes", "price_minor", "tip_minor",
    "method", ("note", or_null),
)  # fmt: skip
NEW_NAME: Keys = ("kind", "name", "rows", "resembles=like")

MISSING = "–"
NAMES_SHOWN = 8
_DATES = {DAY_FIRST: "day first", MONTH_FIRST: "month first", ISO: "year first"}
_HEADS = ("line", "day", "time", "client", "service", "min", "price", "tip", "how", "is")
_KEPT = (0, 1, 3)  # columns that stay, whether or not a row says something there
_FIGURES = (0, 5, 6, 7)
_CUT = 24  # cells of a text
BY_MONTH = "  by month, to hold against what the program itself says"


def taken_words(tally: Tally) -> str:
    """`jane.csv is Jane: Sales (it has the columns …); read as utf-8, dates year first`."""
    dates = _DATES.get(tally.dates or "", tally.dates)
    how = [f"read as {tally.encoding}" if tally.encoding else "", f"dates {dates}" if dates else ""]
    said = ", ".join(filter(None, how))
    return f"{tally.name} is {tally.taken_for} ({tally.why}){f'; {said}' if said else ''}"


def rows_listing(rows: Sequence[Understood], currency: Currency) -> Listing:
    """The first rows as they were understood; what a row does not say is shown as missing."""
    cells = [_cells(each, currency) for each in rows]
    shown = [
        place
        for place in range(len(_HEADS))
        if place in _KEPT or any(row[place] != MISSING for row in cells)
    ]
    return Listing(
        heads=tuple(_HEADS[place] for place in shown),
        rows=tuple(tuple(row[place] for place in shown) for row in cells),
        right=tuple(number for number, place in enumerate(shown) if place in _FIGURES),
    )


def silent_words(rows: Sequence[Understood], currency: Currency) -> str:
    """Of what these rows say nothing at all: `no time and no tip in these rows`; empty where there is none."""
    cells = [_cells(each, currency) for each in rows]
    names = {2: "time", 4: "service", 5: "length", 6: "price", 7: "tip", 8: "way of paying"}
    lacking = [
        f"no {name}" for place, name in names.items() if all(row[place] == MISSING for row in cells)
    ]
    return f"{joined(lacking)} in these rows" if lacking and rows else ""


def _cells(row: Understood, currency: Currency) -> tuple[str, ...]:
    def money(minor: int | None) -> str:
        return MISSING if minor is None else currency.format(minor)

    return (
        f"{row.line}",
        row.date or MISSING,
        row.time or MISSING,
        _cut(row.client),
        _cut(row.service or row.note),
        MISSING if row.minutes is None else f"{row.minutes}",
        money(row.price_minor),
        money(row.tip_minor),
        _cut((row.method or "").replace("_", " ")),
        MISSING if row.kind in {"done", "session"} else row.kind.replace("_", " "),
    )


def _cut(text: str | None) -> str:
    flat = " ".join((text or "").split())
    return f"{flat[: _CUT - 1]}…" if len(flat) > _CUT else flat or MISSING


# -- names


def new_name_lines(tally: Tally, *, are_hidden: bool = False) -> list[str]:
    """`12 new clients: Ana, Ben and 10 more`; those that resemble another are said apart."""
    lines = []
    for kind in ("client", "service", "workplace"):
        names = [each for each in tally.new_names if each.kind == kind]
        if names:
            more = len(names) - NAMES_SHOWN
            listed = ", ".join(each.name for each in names[:NAMES_SHOWN])
            listed += f" and {more:,} more" if more > 0 else ""
            hides = are_hidden and kind == "client"
            lines.append(f"  {counted(len(names), f'new {kind}')}{'' if hides else f': {listed}'}")
    return lines


def near_names(tallies: Sequence[Tally]) -> list[NewName]:
    """The new names that resemble another, each once."""
    found = {(each.kind, each.name): each for tally in tallies for each in tally.new_names}
    return [each for each in found.values() if each.like]


def near_words(near: NewName) -> str:
    """What is asked of a new name."""
    rows = counted(near.rows, "row")
    return f"{near.name} is a new {near.kind}, and resembles {near.like} ({rows})"


def near_lines(tallies: Sequence[Tally]) -> list[str]:
    """The same of names about which nobody was asked."""
    return [
        f"{near_words(each)}; --same “{each.name}={each.like}” makes them one"
        for each in near_names(tallies)
    ]


def asked_words(tallies: Sequence[Tally], asked: Collection[tuple[str, str]]) -> str:
    """That near names are asked about; empty where there are none that were not."""
    count = sum((each.kind, each.name) not in asked for each in near_names(tallies))
    said = worded(count, "resembles another: it is", "resemble others: each is")
    return f"{counted(count, 'new name')} {said} asked about" if count else ""
