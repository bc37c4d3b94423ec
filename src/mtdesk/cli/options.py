"""The options that many commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import AS_OF, Call
from mtdesk.errors import UsageError
from mtdesk.model.period import parse_date
from mtdesk.typed import Any


def _keep(name: str) -> Callable[[Any, Any, Any], None]:
    """Store an option in the Call, whichever command it was given to."""

    def callback(ctx: Any, _parameter: Any, value: Any) -> None:
        if value:
            setattr(ctx.find_object(Call), name, value)

    return callback


def _keep_today(ctx: Any, _parameter: Any, value: str | None) -> None:
    call = ctx.find_object(Call)
    if value and call:
        call.today = parse_date(value, "--today")


MOST_KEY = 200  # characters


def _keep_key(ctx: Any, _parameter: Any, value: str | None) -> None:
    call = ctx.find_object(Call)
    if value is None or call is None:
        return
    if not value.strip() or len(value) > MOST_KEY:
        raise UsageError(f"--key takes 1 to {MOST_KEY} characters, others for each thing written")
    call.key = value


keyed = declared.option(
    "--key",
    metavar="K",
    expose_value=False,
    callback=_keep_key,
    help="For scripts: with the same key again nothing is added, and the answer is the same.",
)
up_to_today = declared.option(
    "--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive (default: today)."
)
no_bom = declared.option(
    "--no-bom", is_flag=True, help="CSV without the mark by which spreadsheets know UTF-8."
)
_DB = declared.option(
    "--db",
    type=declared.Path(path_type=Path),
    hidden=True,
    expose_value=False,
    callback=_keep("path"),
)
_JSON = declared.option(
    "--json", is_flag=True, expose_value=False, callback=_keep("json"), help="Print JSON."
)
_YES = declared.option(
    "--yes", "-y", is_flag=True, expose_value=False, callback=_keep("yes"), help="Answer yes."
)
_TODAY = declared.option(
    "--today",
    metavar="YYYY-MM-DD",
    expose_value=False,
    callback=_keep_today,
    help=AS_OF,
)


def reading(function: declared.Function) -> declared.Function:
    """For commands that print what is there: --json and --today; the Call comes first."""
    return _with(function, _JSON, _TODAY, _DB)


def writing(function: declared.Function) -> declared.Function:
    """For commands that change something: --json and --yes; the Call comes first."""
    return _with(function, _JSON, _YES, _DB)


def handing_over(function: declared.Function) -> declared.Function:
    """For commands that print what is there or write it to a file: --json, --yes and --today."""
    return _with(function, _JSON, _YES, _TODAY, _DB)


def _with(function: declared.Function, *options: declared.Later) -> declared.Function:
    function.__dict__["takes_call"] = True
    for each in reversed(options):  # as decorators stand above it
        each(function)
    return function
