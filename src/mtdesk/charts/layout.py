"""Around the canvas: title, legend, axes; and what stands where there is no room for one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap
from typing import NamedTuple

from mtdesk.charts.canvas import Canvas, paint
from mtdesk.charts.inline import spark
from mtdesk.charts.scale import fewer, place, scale_of, tick
from mtdesk.charts.texts import (
    ASCII,
    PLAIN,
    Colour,
    Ink,
    Look,
    Palette,
    cells_of,
    cut,
    fills_of,
    inked,
    lightens,
    line_colour,
    nth,
)
from mtdesk.model.series import Line, Series


class _Item(NamedTuple):
    """An entry of the legend; one that is not `needed` never costs a line."""

    glyph: str
    colour: Colour
    name: str
    needed: bool = True


def picture(series: Series, width: int, height: int, look: Look, palette: Palette) -> list[str]:
    """The whole chart, or nothing where the ticks leave no room for it."""
    bars = series.kind not in {"lines", "dots"}
    items = _legend(series, look, palette, bars=bars)
    title = cut(_titled(series), width, look)
    below = _lines_below(title, items, width, height, look)
    rows = height - 3 - below
    scale = scale_of(series, rows, bars=bars)
    names = {scale.row(value): tick(value, series.unit) for value in scale.ticks}
    gutter = max(map(cells_of, names.values()), default=0)
    columns = width - gutter - 2
    if columns < 10:
        return []
    if bars:
        count = len(series.labels)
        series = fewer(series, columns)
        if len(series.labels) < count:
            note = f"highest of {round(count / len(series.labels))}"
            items.append(_Item(look.fills[0], palette.lines[0], note, needed=False))
    canvas = Canvas(columns, rows, scale, look, palette)
    strokes = canvas.bars(series) if bars else canvas.lines(series)
    painted = paint(columns, rows, strokes, colour=palette is not PLAIN)
    room = width if below else width - cells_of(title) - 3
    legend = [(_size(line), line) for line in _wrapped(items, room, max(below, 1), look)]
    text = [title if palette is PLAIN else f"\x1b[1m{title}\x1b[0m"]
    if legend and not below:  # right of the title
        size, line = legend.pop()
        text[0] += " " * (width - cells_of(title) - size) + "".join(starmap(inked, line))
    for row, cells in zip(range(rows - 1, -2, -1), [*painted, ""], strict=True):
        name = names.get(row, "")
        side = look.tick if name else look.side
        axis = side if row >= 0 else look.corner + look.floor * columns
        text.append(
            " " * (gutter - cells_of(name)) + name + " " + inked(axis, palette.faint) + cells
        )
    text.append(_under(series.labels, columns, gutter + 2, look))
    return text + ["".join(starmap(inked, line)) for _, line in legend]


def _legend(series: Series, look: Look, palette: Palette, *, bars: bool) -> list[_Item]:
    swatches = fills_of(look, palette) if bars else look.marks
    items = [
        _Item(
            look.unfinished if line.lighter and bars else nth(swatches, i),
            line_colour(series, palette, i),
            line.name,
        )
        for i, line in enumerate(series.lines)
        if len(series.lines) > 1
    ]
    for i, threshold in enumerate(series.thresholds):
        items.append(_Item(nth(look.limits, i) * 2, palette.limit, threshold.name))
    if series.band is not None:
        items.append(_Item(look.band * 2, palette.faint, series.band_name))
    if series.partial:
        bar_sign = look.unfinished if lightens(series, palette) else "last:"
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


def _lines_below(title: str, items: list[_Item], width: int, height: int, look: Look) -> int:
    """How many lines the legend takes under the picture: none where it fits beside the title."""
    needed = [item for item in items if item.needed]
    if cells_of(title) + sum(cells_of(item.glyph + item.name) + 4 for item in needed) <= width:
        return 0
    return min(len(_wrap(needed, width, look)), max(1, height - 6))


def _wrapped(items: list[_Item], room: int, lines: int, look: Look) -> list[list[Ink]]:
    """The legend in at most `lines` lines, with as many of the lesser items as they hold."""
    needed = [item for item in items if item.needed]
    lesser = [item for item in items if not item.needed and _size(_entry(item)) <= room]
    for keep in range(len(lesser), -1, -1):
        wrapped = _wrap([*needed, *lesser[:keep]], room, look)
        if len(wrapped) <= lines:
            return wrapped
    return wrapped[:lines]


def _wrap(items: list[_Item], width: int, look: Look) -> list[list[Ink]]:
    lines: list[list[Ink]] = []
    for item in items:
        entry = _entry(item._replace(name=cut(item.name, width - cells_of(item.glyph) - 1, look)))
        if lines and _size(lines[-1]) + 3 + _size(entry) <= width:
            lines[-1] += [("   ", None), *entry]
        else:
            lines.append(entry)
    return lines


def _entry(item: _Item) -> list[Ink]:
    return [(item.glyph, item.colour), (" " + item.name, None)]


def _size(line: list[Ink]) -> int:
    return sum(cells_of(text) for text, _ in line)


def _under(labels: Sequence[str], columns: int, left: int, look: Look) -> str:
    """Labels centred under their places, every k-th so that none touch, and always the last."""
    count, room = len(labels), left + columns
    texts = [cut(label, room, look) for label in labels]
    for step in range(1, count + 1):
        chosen: list[tuple[int, str]] = []
        end = room
        for i in range(count - 1, -1, -step):
            size = cells_of(texts[i])
            middle = left + place(i, count, columns)
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
        line += " " * (start - cells_of(line)) + text
    return line


def nothing(series: Series, width: int, height: int, look: Look) -> list[str]:
    """The title, and the words for "nothing" in the middle of what is left."""
    words = cut(series.empty, width, look)
    middle = " " * ((width - cells_of(words)) // 2) + words
    title = cut(_titled(series), width, look)
    return [title, *[""] * ((height - 2) // 2), middle] if height > 1 else [middle]


def small(series: Series, width: int, height: int, look: Look) -> list[str]:
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
        end = "".join(" " + tick(float(f"{value:.3g}"), series.unit) for value in latest)
        room = width - cells_of(name) - cells_of(end) - 1
        if room < 4 or not name:
            name, room = "", width - cells_of(end)
        drawn = spark(line.values, width=max(room, 0), ascii_only=look is ASCII)
        text.append((name + " " if name else "") + drawn + end)
    return [cut(line, width, look) for line in text[:height]]


def _titled(series: Series) -> str:
    unit = series.unit.strip()
    return f"{series.title} ({unit})" if unit else series.title
