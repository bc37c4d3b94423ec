"""What the marks of a chart mean, and what is told in words because it could not be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mtdesk.charts.bars import Ruled, lightens
from mtdesk.charts.cells import SERIES, Cell, Look, flat, nth
from mtdesk.charts.scale import figure
from mtdesk.charts.texts import cells_of, cut
from mtdesk.model.series import Series

GAP = "   "


class Item(NamedTuple):
    """An entry of the legend; one that is not `needed` never costs a line."""

    mark: Cell
    name: str
    needed: bool = True


def swatch(series: Series, i: int, look: Look) -> Cell:
    """The mark by which a line of the series is known."""
    line = series.lines[i]
    if series.kind in {"lines", "dots"}:
        return Cell(nth(look.marks, i), nth(SERIES, i))
    own = max(i - line.lighter, 0)
    ink, soft = nth(SERIES, own), line.lighter
    return Cell(look.unfinished if soft else nth(look.fills, own), flat(ink, soft=soft))


def legend(series: Series, ruled: Sequence[Ruled], look: Look) -> Iterator[Item]:
    bars = series.kind not in {"lines", "dots"}
    if len(series.lines) > 1:
        for i, line in enumerate(series.lines):
            yield Item(swatch(series, i, look), line.name)
    marks = {each.name: Cell(each.glyph * 2, "dim" if each.broken else "ink") for each in ruled}
    for name, level in marks.items():  # the edges of a band have one name
        yield Item(level, name)
    if series.partial:
        mark = look.unfinished if lightens(series, look) else "last:"
        point = look.hollow[0] if look.hollow != look.marks else "last:"
        soft = flat(SERIES[0], soft=bars)
        yield Item(Cell(mark if bars else point, soft), "so far", needed=False)
    if bars and _has_gaps(series):
        yield Item(Cell(look.gap, "dim"), "not known", needed=False)


def _has_gaps(series: Series) -> bool:
    """Whether a bar is not known; of stacked ones a place with no part at all."""
    rows = [line.values for line in series.lines]
    if series.kind == "stacked":
        return any(all(value is None for value in column) for column in zip(*rows, strict=True))
    return any(None in row for row in rows)


def lines_below(title: str, items: Iterable[Item], width: int, height: int, look: Look) -> int:
    """How many lines the legend takes under the picture: none where it fits beside the title."""
    needed = [item for item in items if item.needed]
    if cells_of(title) + sum(size_of(_entry(item)) + 3 for item in needed) <= width:
        return 0
    return min(len(_wrap(needed, width, look)), max(1, height - 6))


def wrapped(items: Iterable[Item], room: int, lines: int, look: Look) -> list[list[Cell]]:
    """The legend in at most `lines` lines, with as many of the lesser items as they hold."""
    items = [*items]
    needed = [item for item in items if item.needed]
    lesser = [item for item in items if not item.needed and size_of(_entry(item)) <= room]
    for keep in range(len(lesser), -1, -1):
        found = _wrap([*needed, *lesser[:keep]], room, look)
        if len(found) <= lines:
            return found
    return found[:lines]


def _wrap(items: Iterable[Item], width: int, look: Look) -> list[list[Cell]]:
    lines: list[list[Cell]] = []
    for item in items:
        room = width - cells_of(item.mark.glyph) - 1
        entry = _entry(item._replace(name=cut(item.name, room, look)))
        if lines and size_of(lines[-1]) + len(GAP) + size_of(entry) <= width:
            lines[-1] += [Cell(GAP), *entry]
        else:
            lines.append(entry)
    return lines


def _entry(item: Item) -> list[Cell]:
    return [item.mark, Cell(f" {item.name}", "dim")]


def size_of(line: Iterable[Cell]) -> int:
    return sum(cells_of(cell.glyph) for cell in line)


def read_out(series: Series, i: int, look: Look, room: int) -> list[Cell]:
    """`Thu 26  █ done 2 h   ╱ as booked 3 h   5 h in all`: the longest form that there is room for."""
    values = [(k, v) for k, line in enumerate(series.lines) if (v := line.values[i]) is not None]
    last = series.partial and i == len(series.labels) - 1
    head = Cell(f"{series.labels[i]}{', so far' if last else ''}  ", "warm", "", "bold")
    if not values:
        return _short(head, Cell("not known", "dim"), room, look)
    stacked = series.kind == "stacked"
    total = sum(value for _, value in values)
    told = [(k, v) for k, v in values if v] if stacked else values
    if len(series.lines) == 1 or not told:
        parts = bare = [[Cell(figure(total, series))]]
    else:
        marks = [(swatch(series, k, look), figure(v, series)) for k, v in told]
        parts = [
            [mark, Cell(f" {series.lines[k].name} {words}")]
            for (mark, words), (k, _) in zip(marks, told, strict=True)
        ]
        bare = [[mark, Cell(f" {words}")] for mark, words in marks]
    whole = [[Cell(f"{figure(total, series)} in all", "", "", "bold")]] * (
        stacked and len(told) > 1
    )
    past = [
        [Cell(f"{figure(total - each.value, series)} past {each.name}", "act")]
        for each in series.thresholds
        if each.limit and total > each.value
    ]
    forms = ([*parts, *whole, *past], [*bare, *whole, *past], [*bare, *whole], whole or bare[:1])
    lines = [[head, *_spaced(form)] for form in forms]
    fitting = (line for line in lines if size_of(line) <= room)
    return next(fitting, None) or _short(head, Cell(figure(total, series)), room, look)


def _short(head: Cell, words: Cell, room: int, look: Look) -> list[Cell]:
    """A figure is whole or not there; what it is of gives way."""
    left = room - cells_of(words.glyph)
    if left < 0:
        return [Cell(cut(head.glyph.rstrip(), room, look), *head[1:])]
    return (
        [head._replace(glyph=cut(head.glyph.rstrip(), left - 2, look) + "  "), words]
        if left > 2
        else [words]
    )


def _spaced(entries: Iterable[Sequence[Cell]]) -> Iterator[Cell]:
    for number, entry in enumerate(entries):
        if number:
            yield Cell(GAP)
        yield from entry


def too_small(series: Series, lost: Iterable[tuple[int, int]], room: int, look: Look) -> list[Cell]:
    """What had no cell to be seen in, told in figures: `too small to draw: tips $12 (Nov)`."""
    told = []
    found: dict[int, list[int]] = {}
    for order, i in lost:
        found.setdefault(order, []).append(i)
    for order, places in found.items():
        line = series.lines[order]
        values = [value for i in places if (value := line.values[i]) is not None]
        low, high = figure(min(values), series), figure(max(values), series)
        where = series.labels[places[0]] if len(places) == 1 else f"in {len(places)}"
        amount = low if low == high else f"{low} to {high}"
        told.append(f"{line.name} {amount} ({where})".strip())
    names = ", ".join(series.lines[order].name for order in found)
    forms = (f"too small to draw: {', '.join(told)}", f"too small to draw: {names}")
    words = next((form for form in forms if cells_of(form) <= room), "some too small to draw")
    return [Cell(cut(words, room, look), "dim")]
