"""The lock screen: by a key, after idle minutes, when another program asks, and before a passphrase.

It covers everything. The file is closed and its key forgotten, the areas are emptied; a line that is
half typed, and a dialog with what is in it, stay under the cover and are there again afterwards.
"""

from __future__ import annotations

from itertools import pairwise
from time import time
from typing import Any, ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle, Vertical
from textual.events import Event, Key, MouseEvent, Paste
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.tui.area import Area
from mtdesk.tui.today.entry_bar import EntryBar, Kept

LOOK_SECONDS = 0.5
SETTING = "lock_after_minutes"


class Locked(Screen[None]):
    """Nothing of the practice is on it."""

    DEFAULT_CSS = """
    Locked { background: $ground; color: $ink; }
    Locked .box {
        width: 64; max-width: 100%; height: auto; padding: 1 2; border: round $warm; background: $sheet;
    }
    Locked Static { width: 100%; height: auto; margin-bottom: 1; }
    Locked .heading { text-style: bold; }
    Locked .hint { color: $dim; }
    Locked .trouble { color: $act; margin-bottom: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open"),
    ]
    HELP = "Covered; what opens it is said on it."

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        from mtdesk.say.files.encrypting import CLOSED, LOCKED, OPENS_BY

        kept_by = self._desk.kept_by
        with Middle(), Center(), Vertical(classes="box") as box:
            box.border_subtitle = "enter open"
            yield Static(LOCKED, classes="heading", markup=False)
            yield Static(OPENS_BY[kept_by], markup=False)
            if self._desk.needs_passphrase:
                line = Input(password=True, compact=True)
                line.cursor_blink = False
                yield line
            yield Static(CLOSED, classes="hint", markup=False)
            yield Static("", classes="trouble", markup=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self._open(event.value)

    async def action_open(self) -> None:
        await self._open("")

    async def _open(self, passphrase: str) -> None:
        for line in self.query(Input):
            line.value = ""
        try:
            self._desk.unlock(passphrase)
        except MtdeskError as error:
            self.query_one(".trouble", Static).update(error.message)
            return
        if isinstance(self.app, Locks):
            await self.app.uncover()
        self.dismiss()


class Place(NamedTuple):
    """Where the keys went, so that they go there again in an area made anew."""

    kind: type[Widget]
    steps: tuple[int, ...]  # from the area down, each the number of a child
    row: int | None  # of a list

    @classmethod
    def of(cls, part: Widget, area: Area) -> Place:
        around = [part, *part.ancestors]
        within = around[: around.index(area) + 1][::-1]
        steps = [up.children.index(down) for up, down in pairwise(within)]
        row = part.highlighted if isinstance(part, OptionList) else None
        return cls(type(part), tuple(steps), row)

    def focus(self, area: Area) -> None:
        """Nothing where the area has become another."""
        part: Widget = area
        for step in self.steps:
            if step >= len(part.children):
                return
            part = part.children[step]
        if type(part) is self.kind:
            part.focus(scroll_visible=False)
            if isinstance(part, OptionList) and (self.row or 0) < part.option_count:
                part.highlighted = self.row


class Locks(App[None]):
    """What of the dashboard locks it."""

    desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self.is_covered = False  # until all is drawn again: a little longer than the desk is locked
        self._touched = time()  # of the wall: a machine that slept was idle
        self._lock_asked = 0
        self._typed: dict[Area, Kept] = {}
        self._place: Place | None = None
        self._untold: list[tuple[str, dict[str, Any]]] = []

    def refresh_areas(self) -> None:
        raise NotImplementedError

    def begin_locking(self) -> None:
        """From here on; at once, where only a passphrase opens the practice."""
        self._lock_asked = self.desk.lock_asked()
        self.set_interval(LOOK_SECONDS, self._look_at_the_lock)
        if self.desk.needs_passphrase:
            self.cover()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key | Paste | MouseEvent):
            self._touched = time()
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Under the cover no key does anything but open it, draw it, or quit."""
        if self.is_covered and action not in {"quit", "redraw"}:
            return False
        return super().check_action(action, parameters)

    def action_lock(self) -> None:
        if self.desk.held_by:
            from mtdesk.say.files.encrypting import UNDER_WAY

            self.notify(UNDER_WAY.format(what=self.desk.held_by), markup=False)
        else:
            self.cover()

    def notify(self, message: str, **options: Any) -> None:
        """What is told under the cover is shown when it is gone."""
        if self.is_covered:
            self._untold.append((message, options))
        else:
            super().notify(message, **options)

    def cover(self) -> None:
        """Close the practice, cover the screen, and let go of what was drawn."""
        if self.is_covered:
            return
        self.is_covered = True
        self.desk.lock()
        self.clear_notifications()
        self.push_screen(Locked(self.desk))
        shown = self.screen_stack[0].query_one(ContentSwitcher).visible_content
        focused = self.screen_stack[0].focused
        self._place = None
        if focused is not None and shown in focused.ancestors and isinstance(shown, Area):
            self._place = Place.of(focused, shown)
        for area in self._areas:
            for bar in area.query(EntryBar):
                self._typed[area] = bar.kept()
            if area is shown or area in self._typed:
                area.display = False  # empty, it must not be laid out
                area.remove_children()
            else:
                area.remove()

    async def uncover(self) -> None:
        """What was drawn is read anew; what was half typed stands where it was."""
        shown = self.screen_stack[0].query_one(ContentSwitcher).visible_content
        for area in self._areas:
            await area.recompose()
            await area.fill()
            area.display = area is shown
            area.is_stale = True
            for bar in area.query(EntryBar):
                if area in self._typed:
                    bar.take_up(self._typed.pop(area))
        self._touched = time()
        self.is_covered = False
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        self.refresh_areas()
        if len(self.screen_stack) == 1:
            for area in self._areas:
                if area.display:
                    area.take_focus()
                    if self._place is not None:
                        self.call_after_refresh(self._place.focus, area)
        while self._untold:
            message, options = self._untold.pop(0)
            self.notify(message, **options)

    @property
    def _areas(self) -> list[Area]:
        return [*self.screen_stack[0].query(Area)]

    def _look_at_the_lock(self) -> None:
        if self.is_covered or self.desk.held_by or not self.screen_stack:
            return
        if files := self.desk.handed_out():
            from mtdesk.say.files.encrypting import plain_words

            self.notify(plain_words(files), severity="warning", markup=False)
        asked = self.desk.lock_asked()
        try:
            minutes = self.desk.settings.count(SETTING)
        except MtdeskError:
            minutes = 0  # the area says what is wrong with the file
        is_idle = minutes and time() - self._touched > minutes * 60
        if is_idle or asked != self._lock_asked:
            self._lock_asked = asked
            self.cover()
