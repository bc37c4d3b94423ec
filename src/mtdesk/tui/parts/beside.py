"""Panes beside one another where there is room, under one another where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container

if TYPE_CHECKING:
    from textual.events import Resize

WIDE = 110  # cells from which two panes fit


class Beside(Container):
    """Has the class `-narrow` while the panes stand under one another."""

    DEFAULT_CSS = """
    Beside { layout: horizontal; height: auto; }
    Beside.-narrow { layout: vertical; }
    """

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < WIDE, "-narrow")
