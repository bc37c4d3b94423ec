"""Turns among processes: a lock that the system takes back by itself when a process ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mtdesk.errors import RefusedError

_WAIT_SECONDS = 5.0
_AGAIN_SECONDS = 0.01


def take(handle: int, *, shared: bool = False, otherwise: bool = True) -> bool:
    """The lock of an open file or folder, without waiting; `otherwise` where the system knows none."""
    try:
        import fcntl
    except ImportError:
        return otherwise
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return otherwise  # a file system without locks
    return True


@contextmanager
def turn(practice: Path, *, shared: bool = False) -> Iterator[None]:
    """Whoever opens a practice shares its folder's lock for that moment; a restore has it alone.

    It is the folder's, so that no file need lie beside the practice for it.

    Raises:
        RefusedError: another has it for longer than anybody would wait.
    """
    try:
        handle = os.open(practice.parent, os.O_RDONLY)
    except OSError:  # it is not there yet, or no system for it: whoever opens the file will say
        yield
        return
    try:
        until = time.monotonic() + _WAIT_SECONDS
        while not take(handle, shared=shared):
            if time.monotonic() > until:
                raise RefusedError(
                    f"another mtdesk is putting a file in the place of {practice}; try again in a moment"
                )
            time.sleep(_AGAIN_SECONDS)
        yield
    finally:
        with suppress(OSError):
            os.close(handle)
