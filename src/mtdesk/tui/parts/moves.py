"""Ways about the screen: to a date, to a place by its letter, and one panel alone."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.events import Key
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Label

from mtdesk.model.entry.when import read_when
from mtdesk.tui.area import Area
from mtdesk.tui.keys import with_keys
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.parts.panels import Panel

LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # the nearest to the fingers first


def ask_day(area: Area) -> None:
    """Ask for a day and go to it in the area, or to it in Today where the area has no days."""

    def go(answers: dict[str, str], _confirmed: bool) -> None:
        area.go_to(read_when(answers["day"], area.desk.today))

    field = Field("day", "day", hint="14 mar · march · 2025-11-20 · 2025 · mon")
    area.app.push_screen(Ask("go to a date", [field], go, does="go there"))


class Jump(ModalScreen[None]):
    """A letter stands on every place that can have the focus; pressed, it has it."""

    DEFAULT_CSS = """
    Jump { background: transparent; align: left top; }
    Jump Label { width: 3; height: 1; background: $warm; color: $ground; text-style: bold; text-align: center; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, under: Screen[object]) -> None:
        super().__init__()
        seen = [(each, _seen_of(each, under)) for each in under.focus_chain]
        found = [(place, region.offset) for place, region in seen if region.area]
        self._corners = dict(zip(LETTERS, found, strict=False))
        self._places = {letter: place for letter, (place, _) in self._corners.items()}

    def compose(self) -> ComposeResult:
        for letter, (_, corner) in self._corners.items():
            label = Label(letter, markup=False)
            label.styles.position = "absolute"
            label.styles.offset = corner
            yield label

    def on_key(self, event: Key) -> None:
        """Any other key leaves everything as it was."""
        event.stop()
        event.prevent_default()
        self.dismiss(None)
        if place := self._places.get(event.key):
            place.focus()


def _seen_of(place: Widget, screen: Screen[object]) -> Region:
    """The part of a place that is not scrolled away."""
    try:
        return screen.find_widget(place).visible_region
    except NoWidget:
        return Region()


def maximise(screen: Screen[object]) -> None:
    """The panel with the focus alone on the screen; again, or escape: all of them."""
    if screen.maximized is not None:
        screen.minimize()
        return
    focused = screen.focused
    around = [] if focused is None else focused.ancestors_with_self
    panels = [each for each in around if isinstance(each, (Panel, Chart))]
    panel = panels[-1] if panels else None
    if panel is None:
        words = with_keys(screen, "tab or {jump} goes to a panel; then it can fill the screen")
        screen.notify(words, markup=False)
    else:
        screen.maximize(panel, container=False)
