"""Numbers ready to be drawn. The only place where money may be a float."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mtdesk.model.frozen import frozen


@dataclass(frozen=True, slots=True)
class Line:
    """A named row of values, one for each label of its Series; None is a gap, never zero.

    `lighter`: not there yet, such as what is booked; bars of it are drawn as what is unfinished is.
    """

    name: str
    values: tuple[float | None, ...]
    lighter: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level that the chart marks, and what it is: `your limit, 4 h`.

    What is `limit` asks to act where a bar passes it.
    """

    value: float
    name: str
    limit: bool = False


@frozen
class Series:
    """A chart's worth of numbers.

    `kind` is bars, stacked (bars), lines or dots. `partial` marks the last label as unfinished.
    `top` fixes the upper end of the scale (10 for ratings). `written` says a value in full: `2 h 30`.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    kind: str = "bars"
    thresholds: tuple[Threshold, ...] = ()
    band: tuple[float, float] | None = None
    band_name: str = ""
    partial: bool = False
    top: float | None = None
    empty: str = "nothing yet"
    written: Callable[[float], str] | None = None
