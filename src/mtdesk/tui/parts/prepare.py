"""What is made ready while no key is pressed: the modules, the widgets and the places of the other areas."""

from __future__ import annotations

import gc
from importlib import import_module
from time import monotonic

from textual.app import App
from textual.events import Event, Key
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from mtdesk.desk import Desk
from mtdesk.tui.area import AREAS, Area, area_class

PREPARE_SECONDS = 0.25  # without a key, before a pane that nobody has asked for is made ready


def _load() -> None:
    """Import what the other areas need while she looks at the first, so that a digit is quick."""
    for title in AREAS:
        area_class(title)
    import_module("mtdesk.tui.today.lines")
    import_module("mtdesk.charts").warm_up()
    gc.freeze()  # what is loaded stays: to look through all of it again would hold up a key
    gc.enable()  # `run` has paused it


class Prepares(App[None]):
    """What of the dashboard does it, a step at a time: a key waits for one."""

    desk: Desk
    is_covered: bool

    def __init__(self) -> None:
        super().__init__()
        self._last_key = 0.0
        self._laid_out: set[Area] = set()

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key):
            self._last_key = monotonic()
        await super().on_event(event)

    def begin_preparing(self) -> None:
        self.run_worker(_load, thread=True)
        self.set_timer(PREPARE_SECONDS, self._prepare)

    async def _prepare(self) -> None:
        if monotonic() - self._last_key > PREPARE_SECONDS and not self.is_covered:
            areas = [*self.query(Area)]
            stale = next((each for each in areas if each.is_stale), None)
            unplaced = next((each for each in areas if each not in self._laid_out), None)
            title = next((each for each in AREAS if not self.is_built(each)), None)
            if stale is not None:
                stale.refresh_if_stale()
            elif unplaced is not None:
                self._lay_out(unplaced)
            elif title is not None:
                await self.build(title)
            else:
                gc.collect()
                gc.freeze()
                return
        self.set_timer(PREPARE_SECONDS, self._prepare)

    def is_built(self, title: str) -> bool:
        areas = self.query_one(ContentSwitcher).children
        return any(each.id == title.lower() for each in areas)

    async def build(self, title: str) -> Area:
        area = area_class(title)(self.desk)
        await self.query_one(ContentSwitcher).add_content(area)
        return area

    def _lay_out(self, area: Area) -> None:
        """Lay it out below what can be seen: most of what its first look would wait for."""
        self._laid_out.add(area)
        if not area.display:
            area.styles.position = "absolute"  # it takes no room from the one that is seen
            area.styles.offset = (0, self.size.height)
            area.display = True
            # With the first layout scroll bars come, with the second their place.
            self.call_after_refresh(self.call_after_refresh, self._put_away, area)

    def _put_away(self, area: Area) -> None:
        for part in area.walk_children(Widget):
            part.render_lines(part.size.region)  # which keeps what it drew
        area.display = self.query_one(ContentSwitcher).visible_content is area
        area.styles.position = "relative"
        area.styles.offset = (0, 0)
