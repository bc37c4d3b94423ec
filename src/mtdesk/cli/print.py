"""Plain tables and JSON documents on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from mtdesk.errors import InvalidError
from mtdesk.model.text import UNBROKEN, unbroken, undo_words
from mtdesk.typed import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from mtdesk.model.money import Currency
    from mtdesk.model.series import Series
    from mtdesk.model.table import Listing, Table

SCHEMA = 1
MOST_CELLS = 98  # of a line of prose


def say(text: str = "") -> None:
    """One line to standard output; control characters in what people typed are shown, not obeyed."""
    sys.stdout.write(printable(text) + "\n")


# Line ends, and the joiners without which Persian, Indic and emoji sequences fall apart.
_OBEYED = "\n\u200c\u200d"


def printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        mark
        if mark.isprintable() or mark in _OBEYED or category(mark) == "Zs"
        else mark.encode("unicode_escape").decode()
        for mark in text
    )


class Answer:
    """Standard output whose failing is told when it is flushed, so that no command ends half done.

    What was written before it failed is with the system; the rest goes nowhere.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._failed: OSError | None = None

    def write(self, text: str) -> int:
        if self._failed is None:
            try:
                return self._stream.write(text)
            except OSError as error:
                self._failed = error
        return len(text)

    def flush(self) -> None:
        if self._failed is not None:
            raise self._failed
        try:
            self._stream.flush()
        except OSError as error:
            self._failed = error
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Terminal:
    """Standard output or error as a terminal: what is written is shown on it, and none of it obeyed.

    `bare` is for the few sequences that are our own: a colour, a line that is drawn anew.
    """

    def __init__(self, stream: TextIO) -> None:
        self.bare = stream

    def write(self, text: str) -> int:
        return self.bare.write(printable(text.replace("\r\n", "\n")))

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bare, name)


def bare(stream: TextIO) -> TextIO:
    """A stream on which our own sequences are obeyed."""
    return getattr(stream, "bare", stream)


def say_json(document: dict[str, Any]) -> None:
    """One JSON document; to a terminal what it would obey is escaped, to a pipe nothing is."""
    import json

    text = json.dumps({"schema": SCHEMA, **document}, ensure_ascii=False, indent=2)
    if sys.stdout.isatty() and not text.replace("\n", "").isprintable():
        text = "".join(
            mark if mark == "\n" or mark.isprintable() else json.dumps(mark)[1:-1] for mark in text
        )
    sys.stdout.write(text + "\n")


def say_listing(listing: Listing, *, indent: str = "", most: int = 60) -> None:
    """A table as lines; `most` cuts a cell."""
    for line in table(listing.heads, listing.rows, right=listing.right, most=most):
        say(f"{indent}{line}")


CHART_ROWS = 14
MOST_CHART_CELLS = 100  # however wide the terminal: bars are marks, not walls


def say_chart(series: Series) -> None:
    """A chart below what was said; without colours or blocks where the output has none."""
    import os
    from shutil import get_terminal_size

    from mtdesk.charts import draw

    out, environment = sys.stdout, os.environ
    colour = out.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    is_light = environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    try:
        "█▔●⠉".encode(out.encoding or "ascii")
        ascii_only = False
    except (LookupError, UnicodeEncodeError):
        ascii_only = True
    drawn = draw(
        series,
        width=min(get_terminal_size().columns, MOST_CHART_CELLS),
        height=CHART_ROWS,
        colour=colour,
        dark=not is_light,
        ascii_only=ascii_only,
    )
    bare(out).write(f"\n{drawn}\n")


def no_chart_in_json(*, chart: bool, as_json: bool) -> None:
    """Refuse the two together: a program reads figures."""
    if chart and as_json:
        raise InvalidError("chart", "is for reading; leave --json out")


def say_undo(operation: int | None) -> None:
    """How to take back what was just written, below it."""
    say(f"  {undo_words(operation)}")


def cells(text: str) -> int:
    """Columns that a text takes on a terminal."""
    if all(mark < "\u0300" or "\u2010" <= mark <= "\u2027" for mark in text):
        return len(text)  # Latin, and the marks between its words; the table of the rest takes 5 ms
    from mtdesk.charts.texts import cells_of

    return cells_of(text)


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Iterable[int] = (),
    most: int = 60,
) -> list[str]:
    """Aligned lines under their heads; `right` names the columns of figures, `most` cuts a cell."""
    shown = [[one_line(cell, most) for cell in row] for row in rows]
    widths = [
        max([cells(head), *(cells(row[place]) for row in shown)])
        for place, head in enumerate(heads)
    ]
    to_right = set(right)
    lines = []
    for row in ([*heads], *shown):
        parts = []
        for place, cell in enumerate(row):
            blank = " " * (widths[place] - cells(cell))
            parts.append(blank + cell if place in to_right else cell + blank)
        lines.append("  ".join(parts).rstrip())
    return lines


def one_line(text: str, most: int = 60) -> str:
    """A cell without line breaks, cut with an ellipsis when it is long."""
    flat = printable(" ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def table_lines(shown: Table, currency: Currency, *, with_totals: bool = False) -> Iterator[str]:
    """A table of typed columns, and what is to be said of it."""
    from mtdesk.model.table import listing

    found = listing(shown, currency, with_totals=with_totals)
    for line in table(found.heads, found.rows, right=found.right, most=40):
        yield f"  {line}"
    if shown.note:
        yield from wrapped(shown.note)


def wrapped(text: str, indent: str = "  ") -> Iterator[str]:
    """A sentence over as many lines as it needs."""
    from textwrap import wrap

    lines = wrap(unbroken(text), MOST_CELLS - len(indent), break_on_hyphens=False)
    return (f"{indent}{line.replace(UNBROKEN, ' ')}" for line in lines)
