"""Words in, words out. `main` is what the `mtdesk` command runs."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

INTERRUPTED = 130


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
    words, note = cut_note(list(sys.argv[1:] if arguments is None else arguments))
    call = Call(note=note, clock=clock)
    try:
        result = mtdesk.main(words, prog_name="mtdesk", standalone_mode=False, obj=call)
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
    except BrokenPipeError:  # `mtdesk sessions | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        _say(f"{error.filename or 'a file'} could not be used: {error.strerror or error}")
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
    command = next((word for word in words if not word.startswith("-")), "")
    takes_note = command in {"log", "spend", "trip", "checkin"} or (
        "--db" in words[:1] and len(words) > 2 and words[2] in {"log", "spend", "trip", "checkin"}
    )
    if not takes_note or "--" not in words:
        return words, None
    place = words.index("--")
    return words[:place], " ".join(words[place + 1 :])


def _say(sentence: str, hint: str = "") -> None:
    end = "" if sentence.endswith((".", "?", "!", "…")) else "."
    sys.stderr.write(f"mtdesk: {sentence}{end}\n")
    if hint:
        sys.stderr.write(f"        {hint}.\n")


def _usage_hint(error: object) -> str:
    context = getattr(error, "ctx", None)
    return f"`{context.command_path} --help` shows how it is used" if context else ""


def _speak_utf8() -> None:
    """Names come in any script; a terminal that cannot show one gets a mark for it, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
