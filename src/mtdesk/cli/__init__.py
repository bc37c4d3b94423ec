"""Words in, words out. `run` is what the `mtdesk` command runs."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import NoReturn

INTERRUPTED = 130
TAKE_NOTES = ("log", "done", "spend", "trip", "checkin", "function")


def run() -> NoReturn:
    """`main` as a process of its own.

    A short command makes little that needs collecting, and the system frees at once what Python
    would take apart piece by piece: together a fifth of the time of `mtdesk log`.
    """
    gc.set_threshold(100_000, 50, 50)
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
    import click

    from mtdesk.cli.commands import Call, mtdesk
    from mtdesk.errors import MtdeskError

    _speak_utf8()
    typed = _typed() if arguments is None else list(arguments)
    if any("\0" in word for word in typed):  # no shell hands one over; a program's call may
        _say("an argument holds a NUL character; remove it")
        return 2
    words, note = cut_note(typed)
    call = Call(note=note, clock=clock)
    try:
        result = mtdesk.main(words, prog_name="mtdesk", standalone_mode=False, obj=call)
        sys.stdout.flush()  # a closed pipe shows here, not after the last line of Python
        return result if isinstance(result, int) else 0
    except MtdeskError as error:
        _say(error.message, error.hint)
        return error.exit_code
    except click.exceptions.Abort:
        _say("interrupted; nothing was changed")
        return INTERRUPTED
    except click.UsageError as error:
        _say(error.format_message().rstrip("."), _usage_hint(error))
        return 2
    except click.ClickException as error:
        _say(error.format_message())
        return error.exit_code
    except KeyboardInterrupt:
        _say("interrupted; nothing was changed")
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
            "nothing was changed; set MTDESK_DEBUG=1 and run it again to see where",
        )
        return 1
    finally:
        call.close()


def cut_note(words: list[str]) -> tuple[list[str], str | None]:
    """`log ana 60m -- tight neck` → the words before the first `--`, and the note after it."""
    if _command(words) not in TAKE_NOTES or "--" not in words:
        return words, None
    place = words.index("--")
    return words[:place], " ".join(words[place + 1 :])


def _command(words: list[str]) -> str:
    """The first word that is neither an option nor an option's value."""
    rest = iter(words)
    for word in rest:
        if word in {"--db", "--today"}:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return ""


def _say(sentence: str, hint: str = "") -> None:
    from mtdesk.cli.print import printable

    end = "" if sentence.endswith((".", "?", "!", "…")) else "."
    sys.stderr.write(f"mtdesk: {printable(sentence)}{end}\n")
    if hint:
        sys.stderr.write(f"        {hint}.\n")


def _usage_hint(error: object) -> str:
    context = getattr(error, "ctx", None)
    return f"`{context.command_path} --help` shows how it is used" if context else ""


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
