"""What the looks at a clinic are made of: tables with what is withheld, and what is to be known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from mtdesk.model import clinic
from mtdesk.model.clinic import FEWEST, QUARTER
from mtdesk.model.frozen import frozen
from mtdesk.model.period import hours
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined

if TYPE_CHECKING:
    from mtdesk.insight.clinic.views import Figures, Row, Source, Split
    from mtdesk.model.money import Currency

WITHHELD = "·"  # in the place of a figure that may not be shown
TOGETHER = "all others together"
NOT_SAID = "not said"
MOST_LEFT_OUT = 3


@frozen
class Part:
    """A table under its heading."""

    heading: str
    listing: Listing


@frozen
class Page:
    """A look in words: `title` is one of those of `looks`."""

    title: str
    when: str
    sentence: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


def split_listing(
    split: Split,
    head: str,
    heads: Mapping[str, str],
    name_of: Callable[[Row], str],
    said: Callable[[int | None], str],
    *,
    has_whole: bool = True,
) -> Listing:
    names = list(heads)

    def cells(name: str, figures: Figures) -> tuple[str, ...]:
        return (name, *(said(figures[each]) for each in names))

    rows = [cells(name_of(row), row.figures) for row in split.rows]
    if split.withheld and any(value is not None for value in split.together.values()):
        rows.append(cells(TOGETHER, split.together))
    if has_whole:
        rows.append(cells("all", split.whole))
    return Listing(
        heads=(head, *heads.values()), rows=tuple(rows), right=tuple(range(1, len(names) + 1))
    )


def largest(split: Split, name: str) -> list[Row]:
    return sorted(split.rows, key=lambda row: -(row.figures[name] or 0))


def per(figures: Figures, over: str, under: str, times: int) -> int | None:
    """Half a cent up; None where either may not be shown, or there is nothing to divide by."""
    top, bottom = figures[over], figures[under]
    if top is None or not bottom:
        return None
    return (2 * top * times + bottom) // (2 * bottom)


def hours_or_not(minutes: int | None) -> str:
    return WITHHELD if minutes is None else hours(minutes)


def count_or_not(number: int | None) -> str:
    return WITHHELD if number is None else f"{number:,}"


def money_or_not(minor: int | None, money: Currency) -> str:
    return WITHHELD if minor is None else money.format(minor)


def clock(quarter: int | None) -> str:
    if quarter is None:
        return ""
    return f"{quarter * QUARTER // 60:02}:{quarter * QUARTER % 60:02}"


def service(key: int | None) -> str:
    return clinic.word("service", key)


# -- what is to be known

FEW = (
    f"{WITHHELD} is not shown: fewer than {FEWEST} of those who are not to be seen have a part in it, or it "
    "would give such a figure away."
)


def withheld_note(split: Split) -> tuple[str, ...]:
    return () if split.is_whole else (FEW,)


def others(source: Source) -> Iterator[str]:
    count = source.hidden
    if count:
        yield (
            f"{counted(count, 'other')} appear only in sums over {FEWEST} or more of them."
            if count > 1
            else (f"One other appears only in sums over {FEWEST} or more.")
        )


def notes(source: Source) -> Iterator[str]:
    if source.alike:
        yield f"More than one is called {joined(source.alike)}: four signs of her number tell them apart."
    if source.ahead_of_time:
        yield f"{counted(source.ahead_of_time, 'session')} dated after today, and said to be done, in no figure."
    left = source.left_out
    if left:
        named = joined([f"{name} {why}" for name, why in left[:MOST_LEFT_OUT]])
        more = f", and {len(left) - MOST_LEFT_OUT} more" if len(left) > MOST_LEFT_OUT else ""
        yield f"Left out: {named}{more}."
