"""Words in, words out. `run` is what the `mtdesk` command runs."""

from __future__ import annotations

import gc
import os
import sys
from _signal import (  # type: ignore[import-not-found] # the module around it takes long to load
    SIG_DFL,
    SIGINT,
    default_int_handler,
    getsignal,
    signal,
)
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from mtdesk.errors import INTERRUPTED, UsageError
from mtdesk.typed import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from mtdesk.cli.call import Call


def run() -> NoReturn:
    """`main` as a process of its own.

    The system frees at once what Python would take apart piece by piece.
    """
    code = None
    try:
        if getsignal(SIGINT) == SIG_DFL:  # from here on ctrl+c can be told of
            signal(SIGINT, default_int_handler)
        gc.set_threshold(100_000, 50, 50)  # a short command leaves little to collect
        _hold_open()
        _spare_urllib()
        _answer()
        code = main()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # it may be closed, or a disk full
                stream.flush()
    except KeyboardInterrupt:
        if code is None:  # nothing was done yet
            with suppress(OSError):
                os.write(2, b"mtdesk: interrupted.\n")
            code = INTERRUPTED
    os._exit(code)


def _hold_open() -> None:
    """What is closed (`>&-`) becomes a pipe that nobody reads: no file takes its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            reading, writing = os.pipe()
            os.dup2(writing if number else reading, number)
            for end in {reading, writing} - {number}:
                os.close(end)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115, PTH123


def _spare_urllib() -> None:
    """Load `pathlib` as Python 3.13 does: `urllib.parse` when a path is made a URL, not before."""
    if "pathlib" in sys.modules:
        return

    def quote_from_bytes(*path: bytes) -> str:
        from urllib.parse import quote_from_bytes

        return quote_from_bytes(*path)

    stand_in: Any = type(sys)("urllib.parse")
    stand_in.quote_from_bytes = quote_from_bytes  # all that it takes from there
    sys.modules["urllib.parse"] = stand_in
    try:
        import pathlib  # noqa: F401 - loaded for whoever names it next
    finally:
        del sys.modules["urllib.parse"]


def _answer() -> None:
    """What cannot be printed stops no command before it has written; `_run` finds it at the end."""
    from mtdesk.cli.print import Answer

    sys.stdout = Answer(sys.stdout)


def main(
    arguments: Sequence[str] | None = None, clock: Callable[[], datetime] | None = None
) -> int:
    """Run one command and return its exit code: 0 done, 1 cannot, 2 usage, 3 file, 130 interrupted.

    No traceback reaches a user; set MTDESK_DEBUG to see one.
    """
    from mtdesk.cli.call import Call

    _speak_utf8()
    typed = _typed() if arguments is None else list(arguments)
    call = Call(clock)
    try:
        return _told(call, typed)
    except KeyboardInterrupt as late:  # while it was told, or the file closed
        from mtdesk.cli.ending import ended

        return ended(call, late)


def _told(call: Call, typed: list[str]) -> int:
    """Run it, say how it ended where that was not well, and close the file."""
    try:
        return _run(call, typed)
    except BaseException as error:
        from mtdesk.cli.ending import ended

        if isinstance(error, Exception) and os.environ.get("MTDESK_DEBUG"):
            raise
        return ended(call, error)
    finally:
        call.close()


def _run(call: Call, typed: list[str]) -> int:
    """A line without options is done at once; the rest is for click to read."""
    from mtdesk.cli.commands import COMMANDS, declared

    if any("\0" in word for word in typed):  # no shell hands one over; a program's call may
        raise UsageError("an argument holds a NUL character; remove it")
    plain = declared(typed[0]).plain(call, typed[1:]) if typed and typed[0] in COMMANDS else None
    if plain:
        result = plain()
    else:
        from mtdesk.cli.parsed import parsed

        result = parsed(call, typed)
    sys.stdout.flush()  # a closed pipe shows here, not after the last line of Python
    return result if isinstance(result, int) else 0


def _typed() -> list[str]:
    """The arguments as UTF-8, which is what terminals send even where the locale is C."""
    return [os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]]


def _speak_utf8() -> None:
    """Names come in any script: files and pipes get UTF-8 whatever the locale.

    A terminal that cannot show a character gets a mark for it, not a crash.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")
        if stream.isatty() and not hasattr(stream, "bare"):
            from mtdesk.cli.print import Terminal

            setattr(sys, name, Terminal(stream))
