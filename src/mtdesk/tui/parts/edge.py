"""The keys on the lower edge of a dialog, which a click presses as those of the keys line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.errors import NoWidget
from textual.events import Click
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from mtdesk.tui.keys import said

BETWEEN = "·"  # one key with its words and the next
NO_KEY = f"╰─╯{BETWEEN}"
AROUND = 6  # the corners, a cell of the edge beside each, and a blank
LEAVE = "esc leave"


def show_keys(box: Widget, keys: Sequence[str], leave: str = LEAVE) -> None:
    """As many of the keys as the edge has room for, what matters least last; how to leave always stands."""
    shown = [*filter(None, keys), leave]
    room = box.outer_size.width - AROUND
    while 0 < room < cell_len(f" {BETWEEN} ".join(shown)) and len(shown) > 1:
        del shown[-2]  # help has it
    box.border_subtitle = f" {BETWEEN} ".join(shown)


def key_at(screen: Screen[object], event: Click) -> str:
    """The key that stands where was clicked, or whose words do; empty where there is none.

    A click that opened the screen was on what lies under it.
    """
    if event.widget is None or screen not in event.widget.ancestors_with_self:
        return ""
    try:
        box, region = screen.get_widget_at(*event.screen_offset)
    except NoWidget:
        return ""
    if not box.border_subtitle:
        return ""
    width, height = box.outer_size
    x, y = event.screen_offset - region.offset
    if y != height - 1:
        return ""
    [line] = box.render_lines(Region(0, y, width, 1))
    left = line.crop(0, x).text.rpartition(BETWEEN)[2]
    right = line.crop(x, width).text.partition(BETWEEN)[0]
    if line.crop(x, x + 1).text in NO_KEY:
        return ""
    clicked = (left.rpartition(" ")[2] + right.partition(" ")[0]).strip()
    keys = {said(key): key for key in screen.active_bindings}
    return next((keys[word] for word in _as_said(clicked, left + right) if word in keys), "")


def _as_said(clicked: str, part: str) -> Iterator[str]:
    """The word that was clicked, then the first of its part: `ctrl+s save` is the key `^s`."""
    for word in (clicked, *part.strip("╰─╯ ").split()[:1]):
        yield word.replace("ctrl+", "^")
