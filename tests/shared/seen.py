"""What is wrong with a screen as it stands: parts beside or over one another, words that are lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rich.cells import cell_len
from textual.command import CommandPalette
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarCorner
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets._toast import ToastHolder, ToastRack
from textual.widgets._tooltip import Tooltip

FLOATING = (ScrollBar, ScrollBarCorner, ToastHolder, ToastRack, Tooltip)
OWN = (Input, OptionList)  # scroll what they show, or end it with an ellipsis


def faults_of(screen: Screen[object]) -> Iterator[str]:
    """Each with the part that it is of."""
    if screen.maximized is not None or isinstance(screen, CommandPalette):  # Textual's own
        return
    shown = [
        (part, place.region, place.clip)
        for part, place in screen._compositor.full_map.items()
        if part is not screen and place.region.area and not _floats(part)
    ]
    leaves = [each for each in shown if not any(child.display for child in each[0].children)]
    yield from _over(leaves)
    for part, _, _ in shown:
        yield from _cut(part)
    for part, region, _ in leaves:
        yield from _outside(part, region)
        yield from _lost(part)


def _named(part: Widget) -> str:
    """The part, and the nearest place around it that has a name."""
    around = next((each for each in part.ancestors if isinstance(each, Widget) and each.id), None)
    return f"{part}" if part.id or around is None else f"{part} in #{around.id}"


def _floats(part: Widget) -> bool:
    """Whether it stands over others on purpose."""
    return any(
        isinstance(each, FLOATING) or each.styles.overlay != "none"
        for each in part.ancestors_with_self
        if isinstance(each, Widget)
    )


def _over(leaves: list[tuple[Widget, Region, Region]]) -> Iterator[str]:
    seen = [(part, region.intersection(clip)) for part, region, clip in leaves]
    for (one, here), (other, there) in combinations([each for each in seen if each[1].area], 2):
        if here.overlaps(there):
            yield f"{_named(other)} is over {_named(one)}"


def _outside(part: Widget, region: Region) -> Iterator[str]:
    """What of it no scrolling brings to sight."""
    kept = _kept(part, region, "overflow_x")
    if kept.width < region.width:
        yield f"{_named(part)} shows {kept.width} of its {region.width} columns"
    kept = _kept(part, region, "overflow_y")
    if kept.height < region.height:
        yield f"{_named(part)} shows {kept.height} of its {region.height} lines"


def _cut(part: Widget) -> Iterator[str]:
    """Words on an edge that end with an ellipsis."""
    room = part.outer_size.width - 6  # the corners, a cell of the edge beside each, and a blank
    edges = {"top": part._border_title, "bottom": part._border_subtitle}
    for edge, words in edges.items():
        has_edge = getattr(part.styles, f"border_{edge}")[0]
        if words is not None and has_edge and words.cell_length > room > 0:
            yield f"{_named(part)} cuts “{words.plain}” at {room} columns of its {edge}"


def _kept(part: Widget, region: Region, way: str) -> Region:
    """What is left of it within all that is around it, up to the first that scrolls that way."""
    for around in part.ancestors:
        if not isinstance(around, Widget):
            break
        if getattr(around.styles, way) in {"auto", "scroll"} and not isinstance(around, Screen):
            break
        region = region.intersection(around.region)
    return region


def _lost(part: Widget) -> Iterator[str]:
    """Words for which there is no room, and no ellipsis that says so."""
    if isinstance(part, OWN) or type(part).render_line is not Widget.render_line:
        return
    drawn = visualize(part, part.render())
    width, height = part.content_size
    if not isinstance(drawn, Content) or not width:
        return
    if part.styles.text_wrap == "nowrap":
        if part.styles.text_overflow == "clip":
            for line in drawn.plain.splitlines():
                if cell_len(line.rstrip()) > width:
                    yield f"{_named(part)} cuts “{line.strip()}” at {width} columns"
        needed = len(drawn.plain.rstrip().splitlines())
    else:
        needed = len(drawn.rstrip().wrap(width)) if drawn.plain.strip() else 0
    if needed > height:
        yield f"{_named(part)} shows {height} of {needed} lines, “{drawn.plain.strip()[:40]} ...”"
