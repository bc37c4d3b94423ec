"""Round ticks, the row that a value ends in, and the places along the labels."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from mtdesk.charts.texts import LEAST
from mtdesk.model.series import Series


def place(i: int, count: int, columns: int) -> float:
    """The middle of the i-th of `count` places, in cells."""
    return (i + 0.5) * columns / count - 0.5


def parts_of(count: int, places: int) -> Iterator[range]:
    """`count` things as at most `places` neighbouring groups."""
    for i in range(places):
        if part := range(i * count // places, (i + 1) * count // places):
            yield part


def fewer(series: Series, columns: int) -> Series:
    """No more bars than columns: of neighbours the highest stands for all, labelled as the last."""
    room = max(1, columns // (1 if series.kind == "stacked" else len(series.lines)))
    if len(series.labels) <= room:
        return series
    rows = [line.values for line in series.lines]
    sizes = [sum(abs(v) for v in column if v is not None) for column in zip(*rows, strict=True)]
    sizes = [
        size if any(row[i] is not None for row in rows) else -1.0 for i, size in enumerate(sizes)
    ]
    parts = list(parts_of(len(sizes), room))
    chosen = [max(part, key=sizes.__getitem__) for part in parts]
    return replace(
        series,
        labels=tuple(series.labels[part[-1]] for part in parts),
        lines=tuple(replace(x, values=tuple(x.values[i] for i in chosen)) for x in series.lines),
    )


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
    """`zero` is the edge of the value `start`, `unit` the rows that one of the unit takes."""

    start: float
    zero: float
    unit: float
    ticks: tuple[float, ...]

    def edge(self, value: float) -> float:
        return self.zero + (value - self.start) * self.unit

    def row(self, value: float) -> int:
        """The row that `value` ends in; -1, the axis, for the lower edge of the canvas."""
        return math.ceil(round(self.edge(value), 6)) - 1


def scale_of(series: Series, rows: int, *, bars: bool) -> Scale:
    """Bars stand on zero; lines that stay above half of their highest value may start higher.

    Ticks are round and, but in a low chart, at least two rows apart.
    """
    values = [v for line in series.lines for v in line.values if v is not None]
    if series.kind == "stacked":
        columns = list(zip(*(line.values for line in series.lines), strict=True))
        values = [sum(v for v in column if v and v > 0) for column in columns]
        values += [sum(v for v in column if v and v < 0) for column in columns]
    values += [threshold.value for threshold in series.thresholds]
    values += series.band or ()
    values += [] if series.top is None else [0.0, series.top]
    low, high = min(values), max(values)
    if bars or low < high / 2 or high - low < LEAST:
        low, high = min(low, 0.0), max(high, 0.0)
    high = max(high, low + LEAST)
    most = min(rows / (2 if rows > 6 else 1.5), 6)
    step = _step((high - low) / max(most, 1.0), high - low, series.unit)
    first, last = math.floor(low / step), math.ceil(high / step)
    spare = (high - low) / 8
    low = first * step if low - first * step < spare else low
    high = last * step if last * step - high < spare else high
    whole = range(first, last + 1)
    ticks = tuple(round(i * step, 9) for i in whole if low <= i * step <= high)
    if low >= 0 or high <= 0 or not bars:
        return Scale(low, 0.0, rows / (high - low), ticks)
    below = min(max(round(rows * -low / (high - low)), 1), rows - 1)  # zero is between two rows
    return Scale(0.0, below, min((rows - below) / high, below / -low), ticks)


def _step(least: float, span: float, unit: str) -> float:
    """The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `least`.

    Hours, and whatever spans more than 4, are counted in whole numbers.
    """
    whole = span > 4 or unit.strip().lower() in _HOURS
    if whole and least <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    steps = (factor * power for factor in (1, 2, 2.5, 5, 10))
    return next((s for s in steps if s >= least and not (whole and s % 1)), 10 * power)


def tick(value: float, unit: str) -> str:
    """`4`, `2.5k`, `-$500`: short, and a currency stands before the number."""
    size, letter = abs(value), ""
    for power, name in _POWERS:
        if size >= power:
            size, letter = size / power, name
            break
    money = unit.endswith(" ") or unit == "R" or any(unicodedata.category(c) == "Sc" for c in unit)
    return f"{'-' if value < 0 else ''}{unit if money else ''}{size:g}{letter}"
