"""Words in, words out. `run` is what the `mtdesk` command runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from mtdesk.cli.call import Call

INTERRUPTED = 130


def run() -> NoReturn:
    """`main` as a process of its own.

    The system frees at once what Python would take apart piece by piece.
    """
    gc.set_threshold(100_000, 50, 50)  # a short command leaves little to collect
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # it may be closed, or a disk full
            stream.flush()
    os._exit(code)


def main(
    arguments: Sequence[str] | None = None, clock: Callable[[], datetime] | None = None
) -> int:
    """Run one command and return its exit code: 0 done, 1 cannot, 2 usage, 3 file, 130 interrupted.

    No traceback reaches a user; set MTDESK_DEBUG to see one.
    """
    from mtdesk.cli.call import Call
    from mtdesk.errors import MtdeskError

    _speak_utf8()
    typed = _typed() if arguments is None else list(arguments)
    if any("\0" in word for word in typed):  # no shell hands one over; a program's call may
        _say("an argument holds a NUL character; remove it")
        return 2
    call = Call(clock)
    try:
        return _run(call, typed)
    except MtdeskError as error:
        _say(error.message, error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        _say(f"interrupted; {call.outcome}")
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):  # `mtdesk sessions | head`; click exits at it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _say(f"{error.filename or 'a file'} could not be used: {error.strerror or error}")
        return 1
    except OverflowError:
        _say("a day is beyond the calendar; name one between the years 1900 and 2200")
        return 1
    except Exception as error:
        if os.environ.get("MTDESK_DEBUG"):
            raise
        _say(
            f"something went wrong that should not have ({type(error).__name__}: {error})",
            f"{call.outcome}; set MTDESK_DEBUG=1 and run it again to see where",
        )
        return 1
    finally:
        call.close()


def _run(call: Call, typed: list[str]) -> int:
    """A line without options is done at once; the rest is for the parser of options to read."""
    from mtdesk.cli.entries import plain

    code = 0
    if line := plain(typed):
        function, words, call.note = line
        call.run(function, call, words)
    else:
        from mtdesk.cli.commands import parsed

        code = parsed(call, typed)
    sys.stdout.flush()  # a closed pipe shows here, not after the last line of Python
    return code


def _say(sentence: str, hint: str = "") -> None:
    from mtdesk.cli.print import printable

    end = "" if sentence.endswith((".", "?", "!", "…")) else "."
    sys.stderr.write(f"mtdesk: {printable(sentence)}{end}\n")
    if hint:
        sys.stderr.write(f"        {hint}.\n")


def _typed() -> list[str]:
    """The arguments as UTF-8, which is what terminals send even where the locale is C."""
    return [os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]]


def _speak_utf8() -> None:
    """Names come in any script: files and pipes get UTF-8 whatever the locale.

    A terminal that cannot show a character gets a mark for it, not a crash.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")
