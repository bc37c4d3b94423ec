"""The day's copy, begun in a process of its own: it writes nothing to the terminal."""

from __future__ import annotations

import os
import sys

from mtdesk.cli import declared
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk import Desk


def begin(desk: Desk) -> None:
    """Say what went wrong the last time, and try anew."""
    day, error = desk.copy_trouble
    if error:
        from mtdesk.say.files.restoring import trouble_words

        declared.echo(trouble_words(day, error), err=True)
    if not sys.executable or not hasattr(os, "posix_spawn"):
        return
    command = [sys.executable, "-P", "-m", "mtdesk", "backup", "--daily"]
    files = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_RDWR, 0) for each in range(3)]
    environment = {**os.environ, "MTDESK_DB": str(desk.path.absolute())}
    if key := desk.key_to_hand_on:  # through a pipe: nobody else can read that
        reading, writing = os.pipe()
        os.write(writing, key.encode())
        os.close(writing)
        files[0] = (os.POSIX_SPAWN_DUP2, reading, 0)  # type: ignore[assignment]
        environment["MTDESK_KEY_FILE"] = "/dev/stdin"
    try:
        os.posix_spawn(sys.executable, command, environment, file_actions=files, setsid=True)
    except NotImplementedError:
        os.posix_spawn(sys.executable, command, environment, file_actions=files)
    finally:
        if key:
            os.close(reading)
