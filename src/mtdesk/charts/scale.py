"""The axis: whole rows between its ticks, so that each row is worth the same; and places along it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from mtdesk.charts.texts import LEAST
from mtdesk.model.frozen import replace
from mtdesk.model.series import Series


def place(i: int, count: int, columns: int) -> float:
    """The middle of the i-th of `count` places, in cells."""
    return (i + 0.5) * columns / count - 0.5


def parts_of(count: int, places: int) -> Iterator[range]:
    """`count` things as at most `places` neighbouring groups."""
    for i in range(places):
        if part := range(i * count // places, (i + 1) * count // places):
            yield part


def fewer(series: Series, columns: int) -> tuple[Series, list[range], list[int]]:
    """No more bars than columns: of neighbours the highest stands for all, labelled as the last.

    With it the neighbours of each place, and which of them is the highest.
    """
    room = max(1, columns // (1 if series.kind == "stacked" else len(series.lines)))
    count = len(series.labels)
    parts = list(parts_of(count, min(room, count)))
    if len(parts) == count:
        return series, parts, [*range(count)]
    rows = [line.values for line in series.lines]
    sizes = [sum(abs(v) for v in column if v is not None) for column in zip(*rows, strict=True)]
    sizes = [
        size if any(row[i] is not None for row in rows) else -1.0 for i, size in enumerate(sizes)
    ]
    chosen = [max(part, key=sizes.__getitem__) for part in parts]
    of_parts = replace(
        series,
        labels=tuple(series.labels[part[-1]] for part in parts),
        lines=tuple(replace(x, values=tuple(x.values[i] for i in chosen)) for x in series.lines),
    )
    return of_parts, parts, chosen


def runs(values: Sequence[float | None], columns: int) -> list[list[tuple[int, float]]]:
    """Stretches without a gap. With more points than columns, the highest and lowest of each."""
    kept: list[tuple[int, float | None]] = []
    for part in parts_of(len(values), min(len(values), columns)):
        known = [(v, i) for i in part if (v := values[i]) is not None]
        ends = {min(known)[::-1], max(known)[::-1]} if known else {(part[0], None)}
        kept += sorted(ends)
    stretches = groupby(kept, key=lambda point: point[1] is not None)
    return [[(i, v) for i, v in run if v is not None] for there, run in stretches if there]


def mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


_HOURS = {"h", "hour", "hours", "hrs"}
_POWERS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


class Scale(NamedTuple):
    """`low` is at the lower edge of the lowest row; a tick stands every `every` rows, `step` apart.

    Edges are counted in rows from there: zero is one of them, or the axis does not reach it.
    """

    rows: int
    low: float
    step: float
    every: int

    def edge(self, value: float) -> float:
        return (value - self.low) * self.every / self.step

    @property
    def zero(self) -> int:
        return round(self.edge(0))

    @property
    def ticks(self) -> dict[int, float]:
        """Values by their edge."""
        low = round(self.edge(0)) % self.every if self.low <= 0 else 0
        return {
            edge: round(self.low + edge * self.step / self.every, 9)
            for edge in range(low, self.rows + 1, self.every)
        }


def scale_of(series: Series, rows: int, *, bars: bool) -> Scale:
    """Bars stand on zero; lines that stay above half of their highest value may start higher."""
    values = [v for line in series.lines for v in line.values if v is not None]
    if series.kind == "stacked":
        columns = list(zip(*(line.values for line in series.lines), strict=True))
        values = [sum(v for v in column if v and v > 0) for column in columns]
        values += [sum(v for v in column if v and v < 0) for column in columns]
    values += [threshold.value for threshold in series.thresholds]
    values += series.band or ()
    low, high = min(values), max(values)
    if series.top and low >= 0 and high <= series.top:
        return _fixed(series.top, rows, series.unit)
    if bars or low < high / 2 or high - low < LEAST:
        low, high = min(low, 0.0), max(high, 0.0)
    high = max(high, low + LEAST)
    return min(
        (_fitting(low, high, rows, every, series.unit) for every in range(1, rows + 1)),
        key=lambda scale: _waste(scale, low, high),
    )


def _fitting(low: float, high: float, rows: int, every: int, unit: str) -> Scale:
    """The smallest round step that, `every` rows apart, takes all from low to high into the rows."""
    for step in _steps((high - low) * every / rows, high - low, unit):
        first = math.floor(round(low / step, 6)) * step
        if low < 0:  # zero between two rows
            first = -math.ceil(round(-low * every / step, 6)) * step / every
        if first + rows * step / every >= high * (1 - LEAST) - LEAST:
            return Scale(rows, first, step, every)
    raise AssertionError  # steps have no end


def _waste(scale: Scale, low: float, high: float) -> float:
    """Which scale is worse: rows that nothing reaches, ticks too near each other or too far apart."""
    span = scale.rows * scale.step / scale.every
    ticks = scale.rows / scale.every
    empty = 1 - (high - low) / span
    too_near = 0.3 * (scale.every == 1 and scale.rows > 6)
    too_few = 0.15 * (ticks < 2)
    return empty + too_near + too_few + 0.03 * abs(ticks - 4)


def _fixed(top: float, rows: int, unit: str) -> Scale:
    """Exactly up to `top`: with a tick between where that takes no more than two rows less."""
    for fewer_rows in range(rows, max(rows - 3, 1), -1):
        for parts in (2, 5, 4):
            step = top / parts
            whole = not step % 1 or not _is_whole(top, unit)
            if whole and not fewer_rows % parts and fewer_rows // parts > (parts > 2):
                return Scale(fewer_rows, 0.0, step, fewer_rows // parts)
    return Scale(rows, 0.0, top, rows)


def _is_whole(span: float, unit: str) -> bool:
    """Hours, and whatever spans more than 4, are counted in whole numbers."""
    return span > 4 or unit.strip().lower() in _HOURS


def _steps(least: float, span: float, unit: str) -> Iterator[float]:
    """1, 2, 2.5, 3, 4 and 5 times powers of ten, from `least` on."""
    whole = _is_whole(span, unit)
    power = 10.0 ** math.floor(math.log10(least))
    if whole and power < 1:
        power = 1.0
    while True:
        for factor in (1, 2, 2.5, 3, 4, 5):
            step = factor * power
            if step >= least * (1 - LEAST) and not (whole and step % 1):
                yield step
        power *= 10


def tick(value: float, unit: str) -> str:
    """`4`, `2.5k`, `-$500`: short, and a currency stands before the number."""
    size, letter = abs(value), ""
    for power, name in _POWERS:
        if size >= power:
            size, letter = size / power, name
            break
    money = unit.endswith(" ") or unit == "R" or any(unicodedata.category(c) == "Sc" for c in unit)
    return f"{'-' if value < 0 else ''}{unit if money else ''}{size:g}{letter}"


def figure(value: float, series: Series) -> str:
    """A value in full, as the series writes it."""
    if series.written is not None:
        return series.written(value)
    return f"{value:,.1f}".removesuffix(".0")
