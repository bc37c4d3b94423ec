"""The dashboard. Only the terminal's owner may run it: it draws on the whole screen until quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk import Desk


def run(desk: Desk) -> None:
    """Show the dashboard until it is quit; standard input and output must be a terminal."""
    from mtdesk.tui.app import Dashboard

    Dashboard(desk).run()
