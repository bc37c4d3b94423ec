"""The program of a tab, seen from within."""

from __future__ import annotations

import os

from textual.app import App

LOOK_SECONDS = 1.0


def end_with_server(app: App[None]) -> None:
    """End when the server is gone that this is shown by, even if it could not say so any more.

    A program whose parent has ended is another's child from then on; Windows alone keeps its number.
    """
    server = os.getppid()
    app.set_interval(LOOK_SECONDS, lambda: app.exit() if os.getppid() != server else None)
