"""Places along the labels, and what stands there when there are more values than places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

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
