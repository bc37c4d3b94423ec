"""Jobs that may take long: import, export, backup, restore. All of them go through here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mtdesk.errors import NeedsConfirmationError
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Confirm

T = TypeVar("T")


def run(area: Area, job: Callable[[bool], T], then: Callable[[T], None]) -> None:
    """Do it, and then what is to be done with what came of it.

    `job` is given whether its question was answered yes; what it refuses is said.
    """
    with area.in_words():
        try:
            done = job(False)
        except NeedsConfirmationError as question:
            area.app.push_screen(
                Confirm(names_of(area).asked(question), no="Leave it"),
                lambda yes: _confirmed(area, job, then) if yes else None,
            )
        else:
            then(done)


def _confirmed(area: Area, job: Callable[[bool], T], then: Callable[[T], None]) -> None:
    with area.in_words():
        then(job(True))
