"""The `mtdesk` command: which commands there are, loaded when they are called."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from mtdesk import __version__
from mtdesk.cli.call import Call, has_screen
from mtdesk.cli.options import AS_OF
from mtdesk.errors import MtdeskError, UsageError
from mtdesk.model.period import parse_date

# Command -> its module and the first line of its help, so that `--help` need not load them all.
COMMANDS: dict[str, tuple[str, str]] = {
    "log": ("sessions", "Log a session in one line."),
    "done": ("sessions", "Say what became of a booking: done, or not."),
    "sessions": ("sessions", "List sessions."),
    "edit": ("sessions", "Change a session (or an expense, payment, trip, check-in)."),
    "remove": ("sessions", "Take a session (or expense, payment, trip, check-in) away."),
    "client": ("clients", "Clients: add, list, show, edit, block, release, alias, merge, purge."),
    "referral": ("medical", "Who sent a client, for what, and how far it reaches."),
    "function": ("medical", "What a client can do: range of motion, sitting, standing."),
    "progress": ("medical", "A progress report for the doctor or payer."),
    "service": ("practice", "The menu of services: add, list, edit, retire."),
    "workplace": ("practice", "Workplaces: add, list, and the terms of pay of each."),
    "settings": ("practice", "Currency, week start, limits, targets."),
    "pay": ("ledger", "Record money received apart from logging."),
    "outstanding": ("ledger", "Sessions not paid yet, and what each client owes."),
    "credit": ("credits", "Packages and gift cards: sell, list, redeem, give back, refund."),
    "spend": ("ledger", "Record an expense."),
    "expense": ("ledger", "Expenses that come back every month, and which are due."),
    "trip": ("ledger", "Record miles driven for work."),
    "time": ("ledger", "Record unpaid working time, or run a timer for it."),
    "checkin": ("wellbeing", "Two questions, and where it hurts."),
    "incident": (
        "incidents",
        "Incidents: add, resume, note, evidence, list, show, export, patterns.",
    ),
    "questionnaire": ("wellbeing", "Questionnaires: add, take, list, show."),
    "today": ("week", "Today: what is booked, hands-on so far, what needs you."),
    "close": ("week.closing", "Close the day: what is still open of it, one by one."),
    "week": ("week", "The week: hours, load, money, findings."),
    "ahead": ("week", "The next two weeks as booked, day by day."),
    "risk": ("findings", "The findings, each with its why."),
    "acknowledge": ("findings", "Say that you have seen a finding."),
    "year": ("year", "The year on a cash basis; files for the accountant."),
    "look-back": (
        "year.look_back",
        "The year for yourself: months, best and hardest weeks, days off.",
    ),
    "income": ("income", "Which work pays for what it costs; pace, clients, missed appointments."),
    "form": ("year", "Tax forms (1099, W-2), held against your rows: add, list, remove."),
    "outcomes": ("medical", "Medical against wellness, in one table."),
    "report": ("year", "A month or a quarter, as a year is shown."),
    "receipt": ("year", "A client's receipt or superbill, for HSA, FSA or insurer."),
    "import": ("files", "Read other programs' files."),
    "inbox": ("files.inbox", "File the lines that your phone wrote."),
    "export": ("files", "Write everything the practice holds."),
    "search": ("search", "Search everywhere: names, notes, sums, days."),
    "undo": ("history", "Take back the last operation, or that one."),
    "history": ("history", "What was done, newest first."),
    "backup": ("files", "Copy the practice to a file."),
    "restore": ("files", "Put a backup in the practice's place."),
    "doctor": ("files", "Check that the file is whole."),
    "serve": ("serve", "The dashboard in a browser on this machine."),
    "demo": ("files", "A sample practice in a temporary file."),
}


class Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mtdesk.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return command

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
