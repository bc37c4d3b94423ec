"""A widget by itself, on a screen of its own."""

from __future__ import annotations

from textual.app import App
from textual.containers import Container


class Alone(App):
    def __init__(self, widget):
        super().__init__()
        self.widget = widget

    def compose(self):
        with Container():
            yield self.widget
