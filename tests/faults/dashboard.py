"""The dashboard on a terminal of its own, killed while a line is being saved."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from functools import partial

import forked
from practice import Bench, Command, state
from told import Verdict

LINE = "ana swedish 60m 100 cash 7:15am"
_ON = Command("dashboard", (), "practice")
_SIZE = struct.pack("HHHH", 40, 120, 0, 0)
_FIRST = 20.0  # seconds until it is drawn


def kills(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    after = bench.place(_ON)
    bench.run(Command("log", ("log", *LINE.split()), "practice"), after)
    states = (state(bench.place(_ON)), state(after))
    forked.warm(dashboard=True)
    while True:
        by = rng.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP))
        yield partial(_killed, bench, states, by, rng.uniform(0.0, rng.choice((0.1, 0.3, 1.5))))


def _killed(bench: Bench, states: tuple[str, str], by: signal.Signals, wait: float) -> Verdict:
    here = bench.place(_ON)
    environment = bench.environment_of(here)
    child, terminal = pty.fork()
    if child == 0:
        forked.become((), environment, here)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, _SIZE)
    seen = _read(terminal, _FIRST, b"ana")
    os.write(terminal, LINE.encode())
    seen += _read(terminal, 3.0, b"7:15am")
    os.write(terminal, b"\r")
    seen += _read(terminal, wait, b"takes it back")
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, by)
    seen += _read(terminal, 5.0 if by != signal.SIGKILL else 0.1, None)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    found = state(here)
    shutil.rmtree(here, ignore_errors=True)
    what = f"{by.name} {wait:.2f} s after enter"
    lost = "" if found in states else f"neither before nor after: {found[:160]}"
    if found == states[0] and b"takes it back" in seen:
        lost = "it said that it was logged, and it is not there"
    return Verdict(what, lost=lost, traceback="traceback" if b"Traceback" in seen else "")


def _read(terminal: int, seconds: float, until: bytes | None) -> bytes:
    """What it prints, for so long or until something is in it."""
    seen, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if not ready:
            break
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if until is not None and until in seen:
            break
    return seen
