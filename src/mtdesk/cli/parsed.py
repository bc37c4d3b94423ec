"""The `mtdesk` command as click has it, for a line with options, for help and for what is typed wrongly."""

from __future__ import annotations

from functools import update_wrapper
from pathlib import Path

import click

from mtdesk import __version__
from mtdesk.cli.call import AS_OF, Call, has_screen
from mtdesk.cli.commands import COMMANDS, declared
from mtdesk.cli.declared import Command, Group, note_of
from mtdesk.errors import MtdeskError, UsageError
from mtdesk.model.period import parse_date
from mtdesk.typed import Any


class Parsed(click.Command):
    """A command as it was declared."""

    stated: Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if self.stated.takes_note:
            args, ctx.find_object(Call).note = note_of(args)  # type: ignore[union-attr]
        return super().parse_args(ctx, self.stated.rewords(args))


class ParsedGroup(click.Group):
    """A group as it was declared."""

    stated: Group

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if self.stated.takes_note:
            args, ctx.find_object(Call).note = note_of(args)  # type: ignore[union-attr]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, self.stated.rewords(args))


def of(stated: Command | Group) -> click.Command:
    """Click's command or group, with its options and what is under it."""
    function = _called(stated.function)
    for each in stated.parameters:
        function = each.made()(function)
    if isinstance(stated, Command):
        made = click.command(stated.name, cls=Parsed, **stated.about)(function)
        made.stated = stated
        return made
    group = click.group(stated.name, cls=ParsedGroup, **stated.about)(function)
    group.stated = stated
    for name, inner in stated.commands.items():
        group.add_command(of(inner), name)
    return group


def _called(function: Any) -> Any:
    """The function as click calls it: with the Call first, where it takes one."""
    if not getattr(function, "takes_call", False):

        def alone(*args: Any, **kwargs: Any) -> Any:
            return function(*args, **kwargs)

        return update_wrapper(alone, function)

    @click.pass_context
    def wrapper(ctx: click.Context, *args: Any, **kwargs: Any) -> Any:
        call = ctx.find_object(Call)
        return call.run(ctx.invoke, function, call, *args, **kwargs) if call else None

    return update_wrapper(wrapper, function)


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in COMMANDS:
            return None
        return of(declared(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"there is no command “{args[0]}”{meant}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The practice file (default: MTDESK_DB, else in your data folder).",
)
@click.option("--today", metavar="YYYY-MM-DD", help=AS_OF)
@click.option("--json", is_flag=True, help="Print JSON.")
@click.option("--yes", "-y", is_flag=True, help="Answer yes to every question.")
@click.version_option(__version__, prog_name="mtdesk")
@click.pass_context
def mtdesk(ctx: click.Context, db: Path | None, today: str | None, json: bool, yes: bool) -> Any:
    """A massage therapist's desk.

    Without a command it opens the dashboard; piped, it prints the week.

    \b
    mtdesk log ana deep tissue 60m 90+15 card e6
    mtdesk week
    mtdesk year 2026 --xlsx year-2026.xlsx
    """
    call: Call = ctx.obj
    call.path, call.json, call.yes = db, json, yes
    if today:
        call.today = parse_date(today, "--today")
    if ctx.invoked_subcommand is None:
        open_dashboard(call)


def parsed(call: Call, typed: list[str]) -> int:
    """Read the options and do it; what the parser has against them comes as an error of ours."""
    try:
        result = mtdesk.main(typed, prog_name="mtdesk", standalone_mode=False, obj=call)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.UsageError as error:
        hint = f"`{error.ctx.command_path} --help` shows how it is used" if error.ctx else ""
        raise UsageError(error.format_message().rstrip("."), hint=hint) from None
    except click.ClickException as error:
        raise MtdeskError(error.format_message()) from None
    return result if isinstance(result, int) else 0


def open_dashboard(call: Call) -> None:
    """The dashboard where it can be drawn; elsewhere the week in words."""
    if has_screen():
        from mtdesk.tui import run

        run(call.desk)
    else:
        from mtdesk.cli.week import show_week

        show_week(call, None)
