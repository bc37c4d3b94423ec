"""A Series as a picture made of characters: the same for the command line and the dashboard.

plotext rasterises: it gets every stroke in cells of a bare canvas, x and y counted from the lower
left. What it cannot do is composed here, around that canvas: round ticks, labels that never
overlap, limits with a name, ends of bars in eighths of a cell, a lighter bar for what is unfinished.

Heights in the canvas are edges: 0 is its lower edge, the number of rows its upper one.
"""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, starmap
from typing import NamedTuple, TypeVar

from mtdesk.model.series import Line, Series, Threshold

_T = TypeVar("_T")
_Colour = tuple[int, int, int] | None
_Ink = tuple[str, _Colour]  # characters and what they are drawn with

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_FIGURE = threading.Lock()  # plotext has one figure for the whole process
_MOST = 1e15  # beyond any practice's numbers; keeps sums and logarithms finite
_LEAST = 1e-9
_HOURS = {"h", "hour", "hours", "hrs"}
_POWERS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))
_UP, _DOWN, _ACROSS = " ▁▂▃▄▅▆▇█", " ▔▔▀▀▀▀██", " ▏▎▍▌▋▊▉█"  # eighths; downwards there are no more
_SPELLED = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "·": "-", "’": "'", "“": '"', "”": '"', "×": "x"}
)


class _Look(NamedTuple):
    """The characters of a picture. Only `█` has ends in eighths; other fills round to a cell."""

    fills: str = "█▓▒▚▞▤"
    unfinished: str = "░"
    limits: str = "┄━╍═"
    band: str = "·"
    gap: str = "·"
    marks: str = "●▲■◆▼★"
    hollow: str = "○△□◇▽☆"
    same: str = "◈"
    zero: str = "▔"
    side: str = "│"
    tick: str = "┤"
    corner: str = "└"
    floor: str = "─"
    line: str = "braille"
    levels: str = "▁▂▃▄▅▆▇█"
    more: str = "…"


_BOXES = _Look()
_ASCII = _Look(
    "#%=+$&", ":", "-=~^", ".", ".", "*ox+v#", "*ox+v#", "@", "-", "|", "+", "+", "-", ".", "_.:-=+*#", "~",
)  # fmt: skip


class _Palette(NamedTuple):
    """Okabe and Ito's colours, which colour-blind eyes tell apart; a limit has its own."""

    lines: tuple[_Colour, ...]
    limit: _Colour = (213, 94, 0)
    faint: _Colour = (128, 128, 128)


_REST = ((230, 159, 0), (0, 158, 115), (204, 121, 167))
_DARK, _LIGHT = _Palette(((86, 180, 233), *_REST)), _Palette(((0, 114, 178), *_REST))
_PLAIN = _Palette((None,), None, None)


class _Scale(NamedTuple):
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


class _Item(NamedTuple):
    """An entry of the legend; one that is not `needed` never costs a line."""

    glyph: str
    colour: _Colour
    name: str
    needed: bool = True


class _Stroke(NamedTuple):
    """Points in cells, with plotext's marker; `joined` by a line or not."""

    marker: str
    colour: _Colour
    xs: list[float]
    ys: list[float]
    joined: bool = False


# ── the public calls ───────────────────────────────────────────────────────────────────────────


def draw(
    series: Series,
    *,
    width: int,
    height: int,
    colour: bool = True,
    dark: bool = True,
    ascii_only: bool = False,
) -> str:
    """At most `height` lines of at most `width` cells, without a newline at the end.

    Where there is no room for a chart (below 20 x 6), a `spark` of each line of the series.
    """
    if width < 1 or height < 1:
        return ""
    look = _ASCII if ascii_only else _BOXES
    palette = (_DARK if dark else _LIGHT) if colour else _PLAIN
    tidy = _tidy(series, ascii_only=ascii_only)
    if all(value is None for line in tidy.lines for value in line.values):
        lines = _nothing(tidy, width, height, look)
    else:
        roomy = width >= 20 and height >= 6
        lines = (roomy and _picture(tidy, width, height, look, palette)) or _small(
            tidy, width, height, look
        )
    return "\n".join(line.rstrip() for line in lines)


def warm_up() -> None:
    """Load plotext ahead of the first chart: for a dashboard that has a moment to spare."""
    import plotext  # noqa: F401


def spark(
    values: Sequence[float | None], *, width: int | None = None, ascii_only: bool = False
) -> str:
    """One character a value, from zero (or the lowest below it) to the highest; a gap is a dot.

    More values than `width` are averaged in groups.
    """
    look = _ASCII if ascii_only else _BOXES
    bare = [_number(value) for value in values]
    if width is not None and len(bare) > width:
        bare = [_mean([bare[i] for i in part]) for part in _parts(len(bare), width)]
    known = [value for value in bare if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    steps = (len(look.levels) - 1) / max(high - low, _LEAST)
    return "".join(
        look.gap if value is None else look.levels[round((value - low) * steps)] for value in bare
    )


def bar(value: float | None, top: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar from left to right, `width` cells long at `top`; whatever is above zero can be seen."""
    amount = _number(value)
    if amount is None or amount <= 0 or top <= 0 or width < 1:
        return ""
    eighths = max(1, round(min(amount / top, 1.0) * width * 8))
    if ascii_only:
        return "#" * math.ceil(eighths / 8)
    return "█" * (eighths // 8) + _ACROSS[eighths % 8].strip()


# ── around the canvas: title, legend, axes ─────────────────────────────────────────────────────


def _picture(series: Series, width: int, height: int, look: _Look, palette: _Palette) -> list[str]:
    """The whole chart, or nothing where the ticks leave no room for it."""
    bars = series.kind not in {"lines", "dots"}
    items = _legend(series, look, palette, bars=bars)
    title = _cut(_titled(series), width, look)
    below = _lines_below(title, items, width, height, look)
    rows = height - 3 - below
    scale = _scale(series, rows, bars=bars)
    names = {scale.row(value): _tick(value, series.unit) for value in scale.ticks}
    gutter = max(map(_cells, names.values()), default=0)
    columns = width - gutter - 2
    if columns < 10:
        return []
    if bars:
        count = len(series.labels)
        series = _fewer(series, columns)
        if len(series.labels) < count:
            note = f"highest of {round(count / len(series.labels))}"
            items.append(_Item(look.fills[0], palette.lines[0], note, needed=False))
    canvas = _Canvas(columns, rows, scale, look, palette)
    strokes = canvas.bars(series) if bars else canvas.lines(series)
    painted = _paint(columns, rows, strokes, colour=palette is not _PLAIN)
    room = width if below else width - _cells(title) - 3
    legend = [(_size(line), line) for line in _wrapped(items, room, max(below, 1), look)]
    text = [title if palette is _PLAIN else f"\x1b[1m{title}\x1b[0m"]
    if legend and not below:  # right of the title
        size, line = legend.pop()
        text[0] += " " * (width - _cells(title) - size) + "".join(starmap(_ink, line))
    for row, cells in zip(range(rows - 1, -2, -1), [*painted, ""], strict=True):
        name = names.get(row, "")
        side = look.tick if name else look.side
        axis = side if row >= 0 else look.corner + look.floor * columns
        text.append(" " * (gutter - _cells(name)) + name + " " + _ink(axis, palette.faint) + cells)
    text.append(_under(series.labels, columns, gutter + 2, look))
    return text + ["".join(starmap(_ink, line)) for _, line in legend]


def _legend(series: Series, look: _Look, palette: _Palette, *, bars: bool) -> list[_Item]:
    swatches = _fills(look, palette) if bars else look.marks
    items = [
        _Item(
            look.unfinished if line.lighter and bars else _nth(swatches, i),
            _line_colour(series, palette, i),
            line.name,
        )
        for i, line in enumerate(series.lines)
        if len(series.lines) > 1
    ]
    for i, threshold in enumerate(series.thresholds):
        items.append(_Item(_nth(look.limits, i) * 2, palette.limit, threshold.name))
    if series.band is not None:
        items.append(_Item(look.band * 2, palette.faint, series.band_name))
    if series.partial:
        bar_sign = look.unfinished if _lightens(series, palette) else "last:"
        point = look.hollow[0] if look.hollow != look.marks else "last:"
        items.append(_Item(bar_sign if bars else point, palette.lines[0], "so far", needed=False))
    if bars and _has_gaps(series):
        items.append(_Item(look.gap, palette.faint, "not known", needed=False))
    return items


def _has_gaps(series: Series) -> bool:
    """Whether a bar is not known; of stacked ones a place with no part at all."""
    rows = [line.values for line in series.lines]
    if series.kind == "stacked":
        return any(all(value is None for value in column) for column in zip(*rows, strict=True))
    return any(None in row for row in rows)


def _lines_below(title: str, items: list[_Item], width: int, height: int, look: _Look) -> int:
    """How many lines the legend takes under the picture: none where it fits beside the title."""
    needed = [item for item in items if item.needed]
    if _cells(title) + sum(_cells(item.glyph + item.name) + 4 for item in needed) <= width:
        return 0
    return min(len(_wrap(needed, width, look)), max(1, height - 6))


def _wrapped(items: list[_Item], room: int, lines: int, look: _Look) -> list[list[_Ink]]:
    """The legend in at most `lines` lines, with as many of the lesser items as they hold."""
    needed = [item for item in items if item.needed]
    lesser = [item for item in items if not item.needed and _size(_entry(item)) <= room]
    for keep in range(len(lesser), -1, -1):
        wrapped = _wrap([*needed, *lesser[:keep]], room, look)
        if len(wrapped) <= lines:
            return wrapped
    return wrapped[:lines]


def _wrap(items: list[_Item], width: int, look: _Look) -> list[list[_Ink]]:
    lines: list[list[_Ink]] = []
    for item in items:
        entry = _entry(item._replace(name=_cut(item.name, width - _cells(item.glyph) - 1, look)))
        if lines and _size(lines[-1]) + 3 + _size(entry) <= width:
            lines[-1] += [("   ", None), *entry]
        else:
            lines.append(entry)
    return lines


def _entry(item: _Item) -> list[_Ink]:
    return [(item.glyph, item.colour), (" " + item.name, None)]


def _size(line: list[_Ink]) -> int:
    return sum(_cells(text) for text, _ in line)


def _under(labels: Sequence[str], columns: int, left: int, look: _Look) -> str:
    """Labels centred under their places, every k-th so that none touch, and always the last."""
    count, room = len(labels), left + columns
    texts = [_cut(label, room, look) for label in labels]
    for step in range(1, count + 1):
        chosen: list[tuple[int, str]] = []
        end = room
        for i in range(count - 1, -1, -step):
            size = _cells(texts[i])
            middle = left + _place(i, count, columns)
            start = min(max(round(middle - (size - 1) / 2), 0), room - size)
            if start + size > end:
                break
            if size:
                chosen.append((start, texts[i]))
                end = start - 1
        else:
            break
    line = ""
    for start, text in reversed(chosen):
        line += " " * (start - _cells(line)) + text
    return line


def _nothing(series: Series, width: int, height: int, look: _Look) -> list[str]:
    """The title, and the words for "nothing" in the middle of what is left."""
    words = _cut(series.empty, width, look)
    middle = " " * ((width - _cells(words)) // 2) + words
    title = _cut(_titled(series), width, look)
    return [title, *[""] * ((height - 2) // 2), middle] if height > 1 else [middle]


def _small(series: Series, width: int, height: int, look: _Look) -> list[str]:
    """The title, and for each line of the series a spark and the latest value."""
    lines = series.lines
    if series.kind == "stacked":
        columns = zip(*(line.values for line in lines), strict=True)
        known = ([v for v in column if v is not None] for column in columns)
        lines = (Line("", tuple(sum(column) if column else None for column in known)),)
    several = len(lines) > 1
    text = [] if height == 1 else [_titled(series)]
    for line in lines:
        name = line.name if several else "" if text else series.title
        latest = [value for value in line.values if value is not None][-1:]
        end = "".join(" " + _tick(float(f"{value:.3g}"), series.unit) for value in latest)
        room = width - _cells(name) - _cells(end) - 1
        if room < 4 or not name:
            name, room = "", width - _cells(end)
        picture = spark(line.values, width=max(room, 0), ascii_only=look is _ASCII)
        text.append((name + " " if name else "") + picture + end)
    return [_cut(line, width, look) for line in text[:height]]


def _titled(series: Series) -> str:
    unit = series.unit.strip()
    return f"{series.title} ({unit})" if unit else series.title


# ── the canvas ─────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True, eq=False)
class _Canvas:
    """What stands in each cell, (0, 0) at the lower left."""

    columns: int
    rows: int
    scale: _Scale
    look: _Look
    palette: _Palette
    cells: dict[tuple[int, int], _Ink] = field(default_factory=dict)

    def bars(self, series: Series) -> list[_Stroke]:
        """Side by side, or stacked on one another; the band behind them, the limits before."""
        stacked = series.kind == "stacked"
        count, several = len(series.labels), 1 if stacked else len(series.lines)
        slot = self.columns / count
        thick = max(1, (int(slot) - max(1, int(slot) // 3)) // several)
        fills = _fills(self.look, self.palette)
        peaks: dict[int, float] = {}
        for i in range(count):
            light = series.partial and i == count - 1 and _lightens(series, self.palette)
            middle = _place(i, count, self.columns)
            first = math.floor(middle - (thick * several - 1) / 2 + 0.5)
            for group in range(several):
                start = first + group * thick
                xs = range(start, start + thick)
                if slot < 2:  # no room for gaps
                    xs = range(math.ceil(i * slot), math.ceil((i + 1) * slot))
                of = range(len(series.lines)) if stacked else (group,)
                stack = [(series.lines[line].values[i], line) for line in of]
                if all(value is None for value, _ in stack):
                    at = (xs[len(xs) // 2], round(self.scale.zero))
                    self.cells[at] = (self.look.gap, self.palette.faint)
                for sign in (1, -1):
                    total = 0.0
                    parts: list[tuple[float, _Ink]] = []
                    for value, line in stack:
                        if value is not None and value * sign > 0:
                            total += abs(value)
                            is_light = light or series.lines[line].lighter
                            fill = self.look.unfinished if is_light else _nth(fills, line)
                            parts.append((total, (fill, _line_colour(series, self.palette, line))))
                    self._stand(xs, sign, parts)
                    if sign == 1:
                        peaks |= dict.fromkeys(xs, total)
        self._behind(series)
        self._limits(series, peaks)
        return self._strokes()

    def _stand(self, xs: range, sign: int, parts: list[tuple[float, _Ink]]) -> None:
        """A bar of parts, each known by where it ends; only the outermost ends within a cell."""
        whole = 0
        for order, (end, (fill, colour)) in enumerate(reversed(parts)):
            eighths = max(1, round(end * self.scale.unit * 8))
            if order == 0:
                whole = eighths
            else:
                eighths = min((eighths + 4) // 8, whole // 8) * 8
            for row in range(math.ceil(eighths / 8)):
                amount = min(8, eighths - row * 8)
                if fill == "█":
                    glyph = (_UP if sign == 1 else _DOWN)[amount]
                elif amount >= 4 or row == 0:
                    glyph = fill
                else:
                    continue
                y = round(self.scale.zero) + (row if sign == 1 else -1 - row)
                self.cells |= dict.fromkeys(((x, y) for x in xs), (glyph, colour))

    def lines(self, series: Series) -> list[_Stroke]:
        """Lines through marked points, or the points alone; a gap interrupts the line."""
        self._behind(series)
        self._limits(series, {})
        strokes = self._strokes()
        self.cells = {}
        count, several = len(series.labels), len(series.lines)
        crowded = series.kind == "lines" and self.columns < 3 * count
        every = math.ceil(8 * count / self.columns) if crowded else 1
        for order, line in enumerate(series.lines):
            colour = _nth(self.palette.lines, order)
            mark = (_nth(self.look.marks, order), colour)
            hollow = (_nth(self.look.hollow, order), colour)
            for run in _runs(line.values, self.columns):
                xs = [_place(i, count, self.columns) for i, _ in run]
                # A hair lower, so that a value on an edge falls in the row that it ends in.
                ys = [max(self.scale.edge(value) - 0.51, -0.5) for _, value in run]
                if series.kind == "lines" and len(run) > 1:
                    strokes.append(_Stroke(self.look.line, colour, xs, ys, joined=True))
                for (i, value), x in zip(run, xs, strict=True):
                    alone, last = len(run) == 1, i == count - 1
                    picked = several > 1 and i % every == order * every // several
                    if every == 1 or alone or last or picked:
                        at = (math.floor(x + 0.5), max(self.scale.row(value), 0))
                        met = self.cells.get(at, mark) not in {mark, hollow}
                        ink = hollow if last and series.partial else mark
                        self.cells[at] = (self.look.same, None) if met else ink
        return strokes + self._strokes()

    def _behind(self, series: Series) -> None:
        """The line of zero and the edges of the band, where nothing stands."""
        levels = [(value, (self.look.band, self.palette.faint)) for value in series.band or ()]
        if self.scale.row(0.0) >= 0:
            levels.insert(0, (0.0, (self.look.zero, self.palette.faint)))
        for value, ink in levels:
            for x in range(self.columns):
                self.cells.setdefault((x, max(self.scale.row(value), 0)), ink)

    def _limits(self, series: Series, peaks: dict[int, float]) -> None:
        """Lines across the bars. The end of a bar that only just passes a limit stays visible."""
        for i, threshold in enumerate(series.thresholds):
            row = max(self.scale.row(threshold.value), 0)
            for x in range(self.columns):
                ends_here = (x, row) in self.cells and (x, row + 1) not in self.cells
                if not (ends_here and peaks.get(x, -_MOST) > threshold.value):
                    self.cells[x, row] = (_nth(self.look.limits, i), self.palette.limit)

    def _strokes(self) -> list[_Stroke]:
        strokes: dict[_Ink, _Stroke] = {}
        for (x, y), ink in self.cells.items():
            if 0 <= x < self.columns and 0 <= y < self.rows:
                stroke = strokes.setdefault(ink, _Stroke(*ink, [], []))
                stroke.xs.append(x)
                stroke.ys.append(y)
        return list(strokes.values())


def _paint(columns: int, rows: int, strokes: list[_Stroke], *, colour: bool) -> list[str]:
    """The canvas as lines from the top; plotext's figure is empty before and after.

    Its limits lie half a cell outside, so that a whole number falls in the cell of that number.
    """
    import plotext

    with _FIGURE:
        try:
            plotext.clear_figure()
            plotext.theme("clear")  # its own would paint a white ground
            plotext.limit_size(False, False)
            plotext.plot_size(columns, rows)
            plotext.frame(False)
            plotext.xticks([])
            plotext.yticks([])
            plotext.xlim(-0.5, columns - 0.5)
            plotext.ylim(-0.5, rows - 0.5)
            for stroke in strokes:
                put = plotext.plot if stroke.joined else plotext.scatter
                put(stroke.xs, stroke.ys, marker=stroke.marker, color=stroke.colour or "default")
            text: str = plotext.build()
        finally:
            plotext.clear_figure()
            plotext.limit_size(True, True)
    return (text if colour else _ANSI.sub("", text)).splitlines()


# ── the scale ──────────────────────────────────────────────────────────────────────────────────


def _scale(series: Series, rows: int, *, bars: bool) -> _Scale:
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
    if bars or low < high / 2 or high - low < _LEAST:
        low, high = min(low, 0.0), max(high, 0.0)
    high = max(high, low + _LEAST)
    most = min(rows / (2 if rows > 6 else 1.5), 6)
    step = _step((high - low) / max(most, 1.0), high - low, series.unit)
    first, last = math.floor(low / step), math.ceil(high / step)
    spare = (high - low) / 8
    low = first * step if low - first * step < spare else low
    high = last * step if last * step - high < spare else high
    whole = range(first, last + 1)
    ticks = tuple(round(i * step, 9) for i in whole if low <= i * step <= high)
    if low >= 0 or high <= 0 or not bars:
        return _Scale(low, 0.0, rows / (high - low), ticks)
    below = min(max(round(rows * -low / (high - low)), 1), rows - 1)  # zero is between two rows
    return _Scale(0.0, below, min((rows - below) / high, below / -low), ticks)


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


def _tick(value: float, unit: str) -> str:
    """`4`, `2.5k`, `-$500`: short, and a currency stands before the number."""
    size, letter = abs(value), ""
    for power, name in _POWERS:
        if size >= power:
            size, letter = size / power, name
            break
    money = unit.endswith(" ") or unit == "R" or any(unicodedata.category(c) == "Sc" for c in unit)
    return f"{'-' if value < 0 else ''}{unit if money else ''}{size:g}{letter}"


# ── places along the labels ────────────────────────────────────────────────────────────────────


def _place(i: int, count: int, columns: int) -> float:
    """The middle of the i-th of `count` places, in cells."""
    return (i + 0.5) * columns / count - 0.5


def _parts(count: int, places: int) -> Iterator[range]:
    """`count` things as at most `places` neighbouring groups."""
    for i in range(places):
        if part := range(i * count // places, (i + 1) * count // places):
            yield part


def _fewer(series: Series, columns: int) -> Series:
    """No more bars than columns: of neighbours the highest stands for all, labelled as the last."""
    room = max(1, columns // (1 if series.kind == "stacked" else len(series.lines)))
    if len(series.labels) <= room:
        return series
    rows = [line.values for line in series.lines]
    sizes = [sum(abs(v) for v in column if v is not None) for column in zip(*rows, strict=True)]
    sizes = [
        size if any(row[i] is not None for row in rows) else -1.0 for i, size in enumerate(sizes)
    ]
    parts = list(_parts(len(sizes), room))
    chosen = [max(part, key=sizes.__getitem__) for part in parts]
    return replace(
        series,
        labels=tuple(series.labels[part[-1]] for part in parts),
        lines=tuple(replace(x, values=tuple(x.values[i] for i in chosen)) for x in series.lines),
    )


def _runs(values: Sequence[float | None], columns: int) -> list[list[tuple[int, float]]]:
    """Stretches without a gap. With more points than columns, the highest and lowest of each."""
    kept: list[tuple[int, float | None]] = []
    for part in _parts(len(values), min(len(values), columns)):
        known = [(v, i) for i in part if (v := values[i]) is not None]
        ends = {min(known)[::-1], max(known)[::-1]} if known else {(part[0], None)}
        kept += sorted(ends)
    stretches = groupby(kept, key=lambda point: point[1] is not None)
    return [[(i, v) for i, v in run if v is not None] for there, run in stretches if there]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _lightens(series: Series, palette: _Palette) -> bool:
    """Whether the unfinished bar is drawn lighter: not where the fill already tells parts apart."""
    return series.kind != "stacked" or palette is not _PLAIN


def _fills(look: _Look, palette: _Palette) -> str:
    """With colours each fill is the full block, whose end is the finest."""
    return look.fills if palette is _PLAIN else look.fills[0]


def _line_colour(series: Series, palette: _Palette, i: int) -> _Colour:
    """A lighter line has the colour of the one before it: the same thing, not there yet."""
    return _nth(palette.lines, max(i - series.lines[i].lighter, 0))


def _nth(things: Sequence[_T], i: int) -> _T:
    return things[i % len(things)]


# ── values and texts ───────────────────────────────────────────────────────────────────────────


def _tidy(series: Series, *, ascii_only: bool) -> Series:
    """Each line as long as the labels, every number finite, every text on one line."""

    def text(words: str) -> str:
        return _text(words, ascii_only=ascii_only)

    count = max([len(series.labels), *(len(line.values) for line in series.lines)])
    marks = [(_number(threshold.value), threshold.name) for threshold in series.thresholds]
    edges = [edge for value in series.band or () if (edge := _number(value)) is not None]
    return replace(
        series,
        title=text(series.title),
        unit=text(series.unit),
        labels=tuple(text(x).strip() for x in series.labels) + ("",) * (count - len(series.labels)),
        lines=tuple(
            replace(
                x,
                name=text(x.name),
                values=(*map(_number, x.values), *[None] * (count - len(x.values))),
            )
            for x in series.lines
        ),
        thresholds=tuple(Threshold(v, text(name)) for v, name in marks if v is not None),
        band=(min(edges), max(edges)) if edges else None,
        band_name=text(series.band_name),
        top=_number(series.top),
        empty=text(series.empty),
    )


def _number(value: float | None) -> float | None:
    if value is None or not -math.inf < value < math.inf:
        return None
    return float(max(-_MOST, min(_MOST, value)))


def _text(words: str, *, ascii_only: bool) -> str:
    """Without the characters that steer a terminal; in ASCII, letters without their accents."""
    if words.isascii() and words.isprintable():
        return words
    kinds = [(c, unicodedata.category(c)) for c in words]
    words = "".join(
        " " if kind == "Cc" else c for c, kind in kinds if kind[0] != "C" or kind == "Cc"
    )
    if not ascii_only:
        return unicodedata.normalize("NFC", words)
    apart = unicodedata.normalize("NFKD", words.translate(_SPELLED))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")


def _cells(text: str) -> int:
    """Cells of a terminal: two for CJK and emoji, none for what combines."""
    if text.isascii():
        return len(text)
    kinds = ((unicodedata.category(c), unicodedata.east_asian_width(c)) for c in text)
    return sum(1 + (wide in {"W", "F"}) for kind, wide in kinds if kind not in {"Mn", "Me"})


def _cut(text: str, width: int, look: _Look) -> str:
    """`text` in at most `width` cells, with a sign where it goes on."""
    if _cells(text) <= width:
        return text
    while text and _cells(text) > width - 1:
        text = text[:-1]
    return text + look.more if width > 0 else ""


def _ink(text: str, colour: _Colour) -> str:
    if colour is None:
        return text
    red, green, blue = colour
    return f"\x1b[38;2;{red};{green};{blue}m{text}\x1b[0m"
