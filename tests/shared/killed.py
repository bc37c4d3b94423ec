"""A process that is killed at its n-th step on the disk: each rename, link, deletion, sync and new file."""

from __future__ import annotations

import os

# Nothing is waited for on the disk: it is no power that fails here.
_STEPS = ("replace", "rename", "link", "unlink", "fsync", "open", "mkdir", "write")


def steps_of(work):
    """How many there are when nothing kills it; it is done in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        count = _counted(lambda _: None)
        work()
        os.write.__wrapped__(writing, str(count[0]).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return int(told.read())


def killed_at(step, work):
    """Do it in a process of its own, and end that before its n-th step without any goodbye."""
    child = os.fork()
    if not child:

        def end(count):
            if count == step:
                os._exit(9)

        _counted(end)
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _unsynced(_):
    pass


def _counted(tell):
    count = [0]
    for name in _STEPS:
        real = getattr(os, name) if name != "fsync" else _unsynced

        def step(*given, real=real, **named):
            count[0] += 1
            tell(count[0])
            return real(*given, **named)

        step.__wrapped__ = real
        setattr(os, name, step)
    return count
