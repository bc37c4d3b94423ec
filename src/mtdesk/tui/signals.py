"""Signals that end the dashboard: the terminal is given back first, and then it ends as it was told to."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

_ENDING = ("SIGTERM", "SIGHUP")  # Windows has no second
PATIENCE = 3  # seconds in which the terminal is given back, if it is still there


class Ended:
    """Which signal ended an app, if one did."""

    def __init__(self) -> None:
        self._number: int | None = None

    def heed(self, app: App[None]) -> None:
        """From here on such a signal leaves the app as a key does."""
        loop = asyncio.get_running_loop()
        for number in (getattr(signal, name, None) for name in _ENDING):
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):  # in no main thread
                    loop.add_signal_handler(number, partial(self._leave, app, number))

    def _leave(self, app: App[None], number: int) -> None:
        """Where the terminal is gone, Textual waits for its writer, which went with it, for ever."""
        self._number = number
        with suppress(AttributeError):  # Windows has none
            signal.alarm(PATIENCE)
        app.exit()

    def end(self) -> None:
        """Whoever sent it sees that it was the signal."""
        if self._number is not None:
            signal.signal(self._number, signal.SIG_DFL)
            os.kill(os.getpid(), self._number)
