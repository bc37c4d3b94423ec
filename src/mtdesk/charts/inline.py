"""Pictures within a line of text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mtdesk.charts.cells import ASCII, FINE
from mtdesk.charts.scale import mean, parts_of
from mtdesk.charts.texts import LEAST, number


def spark(
    values: Sequence[float | None], *, width: int | None = None, ascii_only: bool = False
) -> str:
    """One character a value, from zero (or the lowest below it) to the highest; a gap is a dot.

    More values than `width` are averaged in groups.
    """
    look = ASCII if ascii_only else FINE
    bare = [number(value) for value in values]
    if width is not None and len(bare) > width:
        bare = [mean([bare[i] for i in part]) for part in parts_of(len(bare), width)]
    known = [value for value in bare if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    steps = (len(look.levels) - 1) / max(high - low, LEAST)
    return "".join(
        look.gap if value is None else look.levels[round((value - low) * steps)] for value in bare
    )


def bar(value: float | None, top: float, width: int, *, ascii_only: bool = False) -> str:
    """A line from left to right, `width` cells long at `top`; whatever is above zero can be seen.

    It is right to half a cell, and thin, so that rows of them stay apart.
    """
    amount = number(value)
    if amount is None or amount <= 0 or top <= 0 or width < 1:
        return ""
    halves = max(1, round(min(amount / top, 1.0) * width * 2))
    if ascii_only:
        return "=" * math.ceil(halves / 2)
    return "━" * (halves // 2) + "╸" * (halves % 2)
