"""The dashboard. Only the terminal's owner may run it: it draws on the whole screen until quit."""

from __future__ import annotations

import gc
import os

from mtdesk.desk import Desk

FRAMES = 120  # a second at most: a key waits for the next one, and Textual's own are 60


def run(desk: Desk) -> None:
    """Show the dashboard until it is quit; standard input and output must be a terminal.

    What ended it otherwise is raised when the terminal is itself again.
    """
    gc.disable()  # until the first frame is shown
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES))  # read as Textual is imported
    from mtdesk.tui.app import Dashboard

    desk.ask_with(None)  # its own screen asks for the passphrase of an encrypted practice
    dashboard = Dashboard(desk)
    dashboard.run()
    desk.close()
    dashboard.ended.end()
    if dashboard.fault is not None:
        raise dashboard.fault
