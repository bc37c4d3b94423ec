"""The least that Textual can show: one label. What a first frame costs before anything of ours."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label


class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("Ready")


if __name__ == "__main__":
    Minimal().run()
