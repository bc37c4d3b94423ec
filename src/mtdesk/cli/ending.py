"""How a call ends that did not end well: what is said of it, and its exit code.

What was committed is known here and nowhere else, so that nobody says of what is saved that nothing
was changed, nor leaves a script to write it a second time.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from mtdesk.errors import INTERRUPTED, NOTHING, MtdeskError
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.cli.call import Call

SAVED = "saved; (the answer could not be printed)"


def ended(call: Call, error: BaseException) -> int:
    """Say how it ended, and give the exit code."""
    if isinstance(error, MtdeskError):
        said = error.message
        if call.has_written:  # an earlier part of it stands
            said = said.replace(NOTHING, "nothing more was changed")
        _say(said, *_hints(call, error.hint))
        return error.exit_code
    if isinstance(error, KeyboardInterrupt):
        _say(f"interrupted; {call.outcome}")
        return INTERRUPTED
    if isinstance(error, SystemExit | OSError):  # click exits where a pipe is closed
        return _unwritten(call, error)
    if isinstance(error, OverflowError):
        _say("a day is beyond the calendar; name one between the years 1900 and 2200")
        return 1
    _say(
        f"something went wrong that should not have ({type(error).__name__}: {error})",
        f"{call.outcome}; set MTDESK_DEBUG=1 and run it again to see where",
    )
    return 1


def _unwritten(call: Call, error: BaseException) -> int:
    """A pipe was closed, as by `mtdesk sessions | head`, or a file could not be written."""
    where = getattr(error, "filename", None)
    is_answer = where is None
    if is_answer:
        _give_up_output()
    if is_answer and call.has_written:
        _say(SAVED, call.outcome)
        return 0
    if isinstance(error, BrokenPipeError | SystemExit):
        return 0
    why = getattr(error, "strerror", None) or error
    what = (
        f"the answer could not be printed: {why}"
        if is_answer
        else f"{where} could not be used: {why}"
    )
    _say(what, *_hints(call, ""))
    return 1


def _give_up_output() -> None:
    """What is still to be printed goes nowhere, and fails no more."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _hints(call: Call, hint: str) -> list[str]:
    """A call that fails after it has written something says so."""
    return [each for each in (hint, call.outcome if call.has_written else "") if each]


def _say(sentence: str, *hints: str) -> None:
    from mtdesk.cli.print import printable

    end = "" if sentence.endswith((".", "?", "!", "…")) else "."
    with suppress(OSError, ValueError, AttributeError):  # nobody may be there to read it
        sys.stderr.write(f"mtdesk: {printable(sentence)}{end}\n")
        for hint in hints:
            sys.stderr.write(f"        {printable(hint)}.\n")
        sys.stderr.flush()
