"""A command in a process that is forked from one which has loaded everything: no start to wait for.

It runs `mtdesk.cli.run`, as the `mtdesk` command does, with standard streams, arguments, environment
and folder of its own. What `calls.c` does there at its n-th call is set between the fork and `run`.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import mmap
import os
import pkgutil
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

SOURCE = Path(__file__).with_name("calls.c")
_PRELOAD = "LD_PRELOAD"
_BY_PRELOAD = "faults_arm"
_COUNT, _SIGNAL, _FULL = 1, 2, 3


@dataclass(frozen=True)
class Point:
    """The n-th call: a signal as it begins, or no room from there on (without a signal)."""

    number: int
    signal: int = 0

    @property
    def words(self) -> str:
        if not self.signal:
            return f"no room from call {self.number} on"
        return f"{signal.Signals(self.signal).name} at call {self.number}"


COUNTED = Point(0)  # nothing happens, the calls are counted


@dataclass(frozen=True)
class Ended:
    """What a command gave; `calls` that change files, and of these the ones that need room."""

    returncode: int
    stdout: bytes
    stderr: bytes
    seconds: float
    calls: int
    roomy: int


def can_strike() -> bool:
    """Whether `calls.c` is loaded into this process."""
    return hasattr(ctypes.CDLL(None), _BY_PRELOAD)


def load() -> None:
    """Build `calls.c` and start this program again with it, if there is a compiler."""
    if library := os.environ.pop(_PRELOAD, ""):
        if can_strike():  # it is loaded; what is started from here does without
            shutil.rmtree(Path(library).parent)
        return
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return
    library = f"{tempfile.mkdtemp()}/calls.so"
    built = subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=False
    )
    if built.returncode == 0:
        os.environ[_PRELOAD] = library
        os.execv(sys.executable, [sys.executable, *sys.argv])


def warm(*, dashboard: bool = False) -> None:
    """Load all that a command may need, once for all that are forked later."""
    import mtdesk

    for each in pkgutil.walk_packages(mtdesk.__path__, "mtdesk."):
        if each.name != "mtdesk.__main__" and each.name.startswith("mtdesk.tui") == dashboard:
            importlib.import_module(each.name)
    gc.collect()
    gc.freeze()  # what is never collected is never copied


def run(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    point: Point | None = None,
    stopped: tuple[signal.Signals, float] | None = None,
) -> Ended:
    """The command's end. `stopped` by a signal after so many seconds, or struck at a `point`."""
    counts = mmap.mmap(-1, mmap.PAGESIZE)
    streams = [os.memfd_create("out"), os.memfd_create("err")]
    began = time.monotonic()
    number = os.fork()
    if number == 0:
        _become(words, environment, folder, streams, point, counts)
    if stopped is not None:
        by, seconds = stopped
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, by)
    _, status = os.waitpid(number, 0)
    seconds = time.monotonic() - began
    out, err = (_content(each) for each in streams)
    calls, roomy = memoryview(counts).cast("l")[:2].tolist()
    return Ended(os.waitstatus_to_exitcode(status), out, err, seconds, calls, roomy)


def _content(stream: int) -> bytes:
    with open(stream, "rb") as file:
        file.seek(0)
        return file.read()


def _become(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    streams: Sequence[int],
    point: Point | None,
    counts: mmap.mmap,
) -> NoReturn:
    """Be the command, in the process that was forked."""
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for new, old in enumerate((nothing, *streams)):
            os.dup2(old, new)
        become(words, environment, folder, (lambda: _arm(point, counts)) if point else None)
    finally:
        os._exit(1)


def become(
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    first: Callable[[], None] | None = None,
) -> NoReturn:
    """As a process that was just started with these words, and with the streams that are there."""
    try:
        os.closerange(3, 64)
        sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
        sys.stderr = open(2, "w", errors="backslashreplace", buffering=1)  # noqa: SIM115
        sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        os.chdir(folder)
        sys.argv = ["mtdesk", *words]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from mtdesk.cli import run as command

        if first:
            first()
        command()
    except BaseException:  # noqa: BLE001 - as a fresh process would end
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        sys.stderr.flush()
    finally:
        os._exit(1)


def _arm(point: Point, counts: mmap.mmap) -> None:
    arm = getattr(ctypes.CDLL(None), _BY_PRELOAD)
    arm.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
    arm.restype = None
    how = _COUNT if not point.number else _SIGNAL if point.signal else _FULL
    arm(how, point.signal, point.number, ctypes.addressof(ctypes.c_long.from_buffer(counts)))
