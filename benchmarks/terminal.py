"""A program seen from a terminal: its first frame, its answers to keys, what it does when idle.

The program runs in a pseudo-terminal of 120 x 40 cells. What it writes is stamped as it arrives,
and only when it has fallen silent given to a terminal emulator (pyte), so that the emulator slows
nothing down. A change is a change of what a person would see.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pyte

COLUMNS, LINES = 120, 40
QUIET = 0.15  # seconds without output after which the screen has settled
ANSWER = 1.0  # seconds that the first sign of an answer to a key is waited for
PATIENCE = 20.0  # seconds that a frame is waited for
_KEYS = {"esc": b"\x1b", "down": b"\x1b[B", "up": b"\x1b[A", "enter": b"\r", "space": b" "}
# Questions and modes that pyte does not know and would print.
_UNKNOWN = re.compile(rb"\x1b\[[<=>][0-9;:]*[@-~]|\x1b\[\?[0-9;]*(?:\$p|u)|\x1b\[[0-9]* q")


@dataclass(frozen=True)
class Idle:
    """A time without keys: the share of one processor, and bytes written to the terminal."""

    processor: float
    written: int


@dataclass
class Terminal:
    """One program from its start; `with` ends it."""

    argv: list[str]
    environment: dict[str, str]
    _pieces: list[tuple[float, bytes]] = field(default_factory=list)
    _cells: dict[int, tuple[object, ...]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self._shown = list(self.screen.display)
        self.started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(self.argv[0], self.argv, {**self.environment, "TERM": "xterm-256color"})
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def text(self) -> str:
        return "\n".join(self._shown)

    # -- what is measured, in seconds

    def first_frame(self, pattern: str) -> float:
        """From the start until the pattern can be read on the screen."""
        end = self.started + PATIENCE
        while time.perf_counter() < end:
            self._gather(QUIET)
            for at, piece in self._taken():
                if self._show(piece) and re.search(pattern, self.text()):
                    self._show_rest()
                    return at - self.started
        raise TimeoutError(f"{pattern!r} did not appear:\n{self.text()}")

    def key(self, key: str) -> float | None:
        """From a key to the last change that it brought; None when nothing changed."""
        self.settle()
        pressed = time.perf_counter()
        os.write(self._fd, _KEYS.get(key, key.encode()))
        self._read(ANSWER)
        self._gather(QUIET)
        changes = [at for at, piece in self._taken() if self._show(piece)]
        return changes[-1] - pressed if changes else None

    def held(self, key: str, count: int, rate: float) -> float:
        """From the last of `count` keys at `rate` a second to the last change of the screen."""
        self.settle()
        start = time.perf_counter()
        for number in range(count):
            while (wait := start + number / rate - time.perf_counter()) > 0:
                self._read(wait)
            os.write(self._fd, _KEYS.get(key, key.encode()))
            pressed = time.perf_counter()
        self._gather(QUIET)
        changes = [at for at, piece in self._taken() if self._show(piece)]
        return max(changes[-1] - pressed, 0.0) if changes else 0.0

    def idle(self, seconds: float) -> Idle:
        self.settle()
        before = self._processor_seconds()
        end = time.perf_counter() + seconds
        while (wait := end - time.perf_counter()) > 0:
            self._read(wait)
        used = self._processor_seconds() - before
        return Idle(used / seconds, sum(len(piece) for _, piece in self._taken()))

    def peak_mebibytes(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else float("nan")

    def settle(self) -> None:
        """Wait until nothing has been written for a while."""
        self._gather(2 * QUIET)
        self._show_rest()

    # -- reading and showing

    def _gather(self, quiet: float) -> None:
        end = time.perf_counter() + PATIENCE
        while time.perf_counter() < end and self._read(quiet):
            pass

    def _read(self, wait: float) -> bool:
        ready, _, _ = select.select([self._fd], [], [], max(wait, 0))
        if not ready:
            return False
        piece = b""
        with contextlib.suppress(OSError):  # how Linux tells that the program has ended
            piece = os.read(self._fd, 65_536)
        if not piece:
            self._show_rest()
            raise RuntimeError(f"{self.argv[0]} ended:\n{self.text()}")
        self._pieces.append((time.perf_counter(), piece))
        return True

    def _taken(self) -> list[tuple[float, bytes]]:
        pieces, self._pieces = self._pieces, []
        return pieces

    def _show_rest(self) -> None:
        for _, piece in self._taken():
            self._show(piece)

    def _show(self, piece: bytes) -> bool:
        """Draw; whether characters or colours changed."""
        self._stream.feed(_UNKNOWN.sub(b"", piece))
        changed = False
        for line in sorted(self.screen.dirty):
            cells = self.screen.buffer[line]
            now = tuple(cells[column] for column in range(COLUMNS))
            changed |= self._cells.get(line) != now
            self._cells[line] = now
            self._shown[line] = "".join(cell.data for cell in now)
        self.screen.dirty.clear()
        return changed

    def _processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
