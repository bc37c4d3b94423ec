"""The line on top: the areas by number, the one shown marked, and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click


class AreasLine(Widget):
    """`mtdesk  ▸1 Today   2 Week …   Mon 23 Nov 2026`; a click on an area chooses it."""

    DEFAULT_CSS = """
    AreasLine { height: 1; background: $panel; color: $foreground; }
    """

    current: reactive[str] = reactive("")
    day: reactive[str] = reactive("")

    class Chosen(Message):
        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)

    def _parts(self) -> list[tuple[str, str]]:
        """Text and title of each part from the left; what is no area has no title."""
        areas = [
            (f"{'▸' if title == self.current else ' '}{number} {title} ", title)
            for number, title in enumerate(self._titles, 1)
        ]
        wanted = sum(len(text) for text, _ in areas) + len(self.day) + 10
        return [(" mtdesk ", ""), *areas] if self.size.width >= wanted else areas

    def render(self) -> Content:
        parts = self._parts()
        room = self.size.width - sum(len(text) for text, _ in parts) - 1
        shown = [self.day, self.day.rpartition(" ")[0], self.day[4:].rpartition(" ")[0], ""]
        day = next(text for text in shown if len(text) <= max(room, 0))
        return Content.assemble(
            *((text, self._style(title)) for text, title in parts),
            (day.rjust(max(room, 0)), "$text-muted"),
        )

    def _style(self, title: str) -> str:
        if not title:
            return "$text-muted"
        return "bold reverse" if title == self.current else ""

    def on_click(self, event: Click) -> None:
        place = event.x
        for text, title in self._parts():
            if 0 <= place < len(text) and title:
                self.post_message(self.Chosen(title))
            place -= len(text)
