"""The dashboard on a terminal: what others wrote is shown and not obeyed, and signals give it back."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

import pytest
from dashboard import opened
from dirty import OBEYED, soil

from mtdesk.tui.area import AREAS


def texts_on(screen):
    """Every text that would be written to the terminal, without styles."""
    for strip in screen._compositor.render_strips():
        for part in strip:
            yield part.text


async def test_no_screen_writes_what_a_terminal_would_obey(desk):
    """Every area, and what opens with a key there, over a practice whose every text is soiled."""
    desk.close()
    soil(desk.path)
    seen = ""
    async with opened(desk) as pilot:
        app = pilot.app
        for title in AREAS:
            await app.action_area(title)
            await pilot.pause()
            for keys in (("down",), ("enter",), ("escape",), ("f1",), ("escape",), ("ctrl+l",)):
                await pilot.press(*keys)
                await pilot.pause()
                found = "".join(texts_on(app.screen))
                assert not {mark for mark in found if mark in OBEYED}, (title, keys)
                seen += found
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()
    assert "PWNED" in seen or "evil" in seen  # it was there to be shown


ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class OnTerminal:
    """The dashboard in a process of its own, on a pseudo-terminal."""

    def __init__(self, path):
        environment = {
            **os.environ,
            "MTDESK_DB": str(path),
            "TERM": "xterm-256color",
            "COLUMNS": "120",
            "LINES": "40",
        }
        self.number, self.end = pty.fork()
        if not self.number:
            for number in ENDING:  # whoever runs the tests in the background ignores some
                signal.signal(number, signal.SIG_DFL)
            os.execve(sys.executable, [sys.executable, "-m", "mtdesk"], environment)
        self.before = termios.tcgetattr(self.end)
        self.said = b""

    def until(self, text, seconds=30.0):
        last = time.monotonic() + seconds
        while text not in self.said and time.monotonic() < last:
            if select.select([self.end], [], [], 0.2)[0]:
                with contextlib.suppress(OSError):
                    self.said += os.read(self.end, 65_536)
        return text in self.said

    def ended(self):
        last = time.monotonic() + 20
        while time.monotonic() < last:
            if select.select([self.end], [], [], 0.05)[0]:
                try:
                    self.said += os.read(self.end, 65_536)
                except OSError:
                    break
        else:
            os.kill(self.number, signal.SIGKILL)
        return os.waitpid(self.number, 0)[1]


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_gives_the_terminal_back(desk, number):
    desk.close()
    shown = OnTerminal(desk.path)
    assert shown.until(b"\x1b[?1049h")  # the screen of its own
    assert shown.until(b"Today")
    time.sleep(0.5)
    os.kill(shown.number, number)
    status = shown.ended()
    assert b"\x1b[?1049l" in shown.said  # the screen that was there before
    assert b"\x1b[?25h" in shown.said.rpartition(b"\x1b[?1049h")[2]  # its cursor
    assert b"Traceback" not in shown.said
    assert os.waitstatus_to_exitcode(status) in {-number, 128 + number, 130, 0}


WAITS = """
import queue, signal
from types import SimpleNamespace
from mtdesk.tui import signals
signals.PATIENCE = 1
signals.Ended()._leave(SimpleNamespace(exit=lambda: None), signal.SIGHUP)
full = queue.Queue(1)
full.put(1)
full.put(2)
"""


def test_a_writer_that_went_with_its_terminal_is_not_waited_for():
    ended = subprocess.run([sys.executable, "-c", WAITS], timeout=60, check=False)
    assert ended.returncode == -signal.SIGALRM
