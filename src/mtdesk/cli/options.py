"""The options that many commands share, as click declares them; a line without options needs none."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from mtdesk.cli.call import Call
from mtdesk.model.period import parse_date


class TakesNote(click.Command):
    """What stands behind the first `--` is the note, even where it looks like an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            place = args.index("--")
            ctx.find_object(Call).note = " ".join(args[place + 1 :])  # type: ignore[union-attr]
            args = args[:place]
        return super().parse_args(ctx, args)


def _keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Store an option in the Call, whichever command it was given to."""

    def callback(ctx: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(ctx.find_object(Call), name, value)

    return callback


def _keep_today(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    call = ctx.find_object(Call)
    if value and call:
        call.today = parse_date(value, "--today")


def declared(function: Any, *options: Any) -> Any:
    """The function with its options; the first is the outermost, as decorators stand above one."""
    for option in reversed(options):
        function = option(function)
    return function


AS_OF = "Read as if it were this day."
up_to_today = click.option(
    "--to", "last", metavar="YYYY-MM-DD", help="Last day, inclusive (default: today)."
)
no_bom = click.option(
    "--no-bom", is_flag=True, help="CSV without the mark by which spreadsheets know UTF-8."
)
_DB = click.option(
    "--db", type=click.Path(path_type=Path), hidden=True, expose_value=False, callback=_keep("path")
)
_JSON = click.option(
    "--json", is_flag=True, expose_value=False, callback=_keep("json"), help="Print JSON."
)
_YES = click.option(
    "--yes", "-y", is_flag=True, expose_value=False, callback=_keep("yes"), help="Answer yes."
)
_TODAY = click.option(
    "--today",
    metavar="YYYY-MM-DD",
    expose_value=False,
    callback=_keep_today,
    help=AS_OF,
)


def reading(function: Callable[..., Any]) -> Any:
    """For commands that print what is there: --json and --today; the Call comes first."""
    return declared(_with_call(function), _JSON, _TODAY, _DB)


def writing(function: Callable[..., Any]) -> Any:
    """For commands that change something: --json and --yes; the Call comes first."""
    return declared(_with_call(function), _JSON, _YES, _DB)


def handing_over(function: Callable[..., Any]) -> Any:
    """For commands that print what is there or write it to a file: --json, --yes and --today."""
    return declared(_with_call(function), _JSON, _YES, _TODAY, _DB)


def _with_call(function: Callable[..., Any]) -> Any:
    @click.pass_context
    def wrapper(ctx: click.Context, *args: Any, **kwargs: Any) -> Any:
        call = ctx.find_object(Call)
        return call.run(ctx.invoke, function, call, *args, **kwargs) if call else None

    return update_wrapper(wrapper, function)
