"""The frontier as a picture: what is seen within eight weeks, against false alarms a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulation.frontier import Curve, Point, chosen

_WIDTH, _HEIGHT = 820, 960
_PANEL_WIDTH, _PANEL_HEIGHT = 330, 230
_LEFT, _TOP, _ACROSS, _DOWN = 60, 54, 400, 300
_MOST = 0.8  # false alarms a year at the right edge
_COLOURS = ("#8a8a8a", "#3c78c8", "#d08a1d", "#b3304f")
_LINES = {0.5: "2 3", 0.75: "", 1.0: "7 3", 1.25: "10 3 2 3"}


@dataclass(frozen=True, slots=True)
class _Panel:
    title: str
    series: str
    kind: str
    target: float | None  # share that is asked for
    column: int
    row: int

    @property
    def left(self) -> int:
        return _LEFT + self.column * _ACROSS

    @property
    def top(self) -> int:
        return _TOP + self.row * _DOWN

    def x(self, false: float) -> float:
        return round(self.left + _PANEL_WIDTH * false / _MOST, 1)

    def y(self, seen: float) -> float:
        return round(self.top + _PANEL_HEIGHT * (1 - seen), 1)


_PANELS = (
    _Panel("load +2 SD, even weeks", "load", "even", 0.80, 0, 0),
    _Panel("load +2 SD, some weeks short", "load", "short weeks", None, 1, 0),
    _Panel("exhaustion of body +2 SD, 26 weeks known", "exhaustion", "even", 0.68, 0, 1),
    _Panel("exhaustion of body +2 SD, 12 weeks known", "exhaustion", "12 weeks known", 0.55, 1, 1),
    _Panel("soreness +2 SD, 26 weeks known", "soreness", "even", 0.68, 0, 2),
    _Panel("soreness +2 SD, 12 weeks known", "soreness", "12 weeks known", 0.55, 1, 2),
)


def picture(found: Sequence[Curve]) -> str:
    """An SVG file that stands alone."""
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
                'font-family="sans-serif" font-size="11" fill="#333">'
            ),
            "<title>What is seen within eight weeks, against false alarms a year</title>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            _text(
                _LEFT, 22, "Seen within 8 weeks (%), against false alarms a year of one series", 14
            ),
            *(line for panel in _PANELS for line in _panel(panel, found)),
            *_legend(),
            "</svg>\n",
        )
    )


def _panel(panel: _Panel, found: Sequence[Curve]) -> Iterator[str]:
    yield _text(panel.left, panel.top - 8, panel.title, 12)
    yield from _grid(panel)
    curves = [one for one in found if one.series == panel.series]
    methods = list(dict.fromkeys(one.method for one in curves))
    ours = chosen(found, panel.series)
    for curve in curves:
        colour = _COLOURS[methods.index(curve.method)]
        width = 2.6 if ours and curve is ours[0] else 1
        where = " ".join(
            f"{panel.x(point.false.value)},{panel.y(_seen(panel, point))}"
            for point in curve.points
            if point.false.value <= _MOST
        )
        yield (
            f'<polyline points="{where}" fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-dasharray="{_LINES[curve.k]}"/>'
        )
    if ours:
        curve, point = ours
        x, y = panel.x(point.false.value), panel.y(_seen(panel, point))
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="none" stroke="#000" stroke-width="2"/>'
        yield _text(x + 8, y + 14, f"k {curve.k:g}, h {point.h:g}")
    for place, method in enumerate(methods):
        y = panel.top + _PANEL_HEIGHT - 12 - 14 * (len(methods) - 1 - place)
        yield (
            f'<line x1="{panel.left + 150}" y1="{y - 4}" x2="{panel.left + 170}" y2="{y - 4}" '
            f'stroke="{_COLOURS[place]}" stroke-width="2"/>'
        )
        yield _text(panel.left + 175, y, method)


def _grid(panel: _Panel) -> Iterator[str]:
    right = panel.left + _PANEL_WIDTH
    for percent in range(0, 101, 20):
        y = panel.y(percent / 100)
        yield f'<line x1="{panel.left}" y1="{y}" x2="{right}" y2="{y}" stroke="#e4e4e4"/>'
        yield _text(panel.left - 6, y + 4, f"{percent}", anchor="end")
    for tenths in range(0, 9, 2):
        x = panel.x(tenths / 10)
        yield _text(x, panel.top + _PANEL_HEIGHT + 15, f"{tenths / 10:g}", anchor="middle")
    if panel.target is not None:
        y = panel.y(panel.target)
        yield (
            f'<line x1="{panel.left}" y1="{y}" x2="{right}" y2="{y}" stroke="#2a8a4a" '
            'stroke-dasharray="1 3" stroke-width="2"/>'
        )
        yield _text(right, y - 4, f"asked for: {panel.target:.0%}", anchor="end")


def _seen(panel: _Panel, point: Point) -> float:
    return point.seen[panel.kind, 8].value


def _legend() -> Iterator[str]:
    y = _HEIGHT - 16
    for place, (k, dashes) in enumerate(_LINES.items()):
        x = _LEFT + 90 * place
        yield (
            f'<line x1="{x}" y1="{y - 4}" x2="{x + 34}" y2="{y - 4}" stroke="#333" '
            f'stroke-dasharray="{dashes}"/>'
        )
        yield _text(x + 39, y, f"k {k:g}")
    yield _text(_LEFT + 380, y, "along a line h falls to the right; ringed: the point chosen")


def _text(x: float, y: float, words: str, size: int = 11, anchor: str = "start") -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}">{escaped}</text>'
