"""inbox: the lines that a phone wrote."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mtdesk.cli import declared
from mtdesk.cli.call import Call, announce_new_file, is_interactive
from mtdesk.cli.options import writing
from mtdesk.cli.print import printable, say, say_json, say_undo
from mtdesk.cli.waiting import waiting
from mtdesk.desk.files.inbox import Run
from mtdesk.errors import UsageError


def _answered(args: Sequence[str]) -> list[str]:
    """`--yes 3` says yes to line 3, `--yes` alone to every line."""
    told, rest = [], list(args)
    while rest:
        word = rest.pop(0)
        if word in {"--yes", "-y"} and rest and rest[0].replace(",", "").isdigit():
            word = f"--yes-to={rest.pop(0)}"
        elif word.startswith("--yes="):
            word = f"--yes-to={word.partition('=')[2]}"
        told.append(word)
    return told


@declared.command("inbox", rewords=_answered)
@declared.argument("file", required=False, type=declared.Path(path_type=Path))
@declared.option("--yes-to", multiple=True, hidden=True)
@declared.option("--no", multiple=True, metavar="N", help="Leave line N out for good.")
@writing
def inbox_command(
    call: Call, file: Path | None, yes_to: tuple[str, ...], no: tuple[str, ...]
) -> None:
    """File the lines that your phone wrote into a text file; the file stays as it is.

    Each is a line as log takes it, or spend, trip, time, pay, checkin with theirs. A moment may stand
    in front: 2026-11-28 14:32, ISO 8601, or what a phone's automation prints. A line is filed
    once, wherever it moves; what is not clear waits for a yes: --yes 3 for line 3, --yes for all.

    \b
    mtdesk inbox ~/Sync/inbox.txt
    mtdesk settings inbox ~/Sync/inbox.txt      (then mtdesk inbox is enough)
    mtdesk inbox --yes 3 --no 4
    """
    inbox = call.desk.files.inbox
    yes, left_out = _numbers(yes_to, "--yes"), _numbers(no, "--no")
    with waiting(call):
        run = inbox.file(file, yes=yes, no=left_out, all_of_them=call.yes)
    _tell(call, run)
    if is_interactive() and not call.json and any(each.can_be for each in run.waiting):
        yes, left_out = _answers(run)
        if yes or left_out:
            _tell(call, inbox.file(file, yes=yes, no=left_out))


def _tell(call: Call, run: Run) -> None:
    from mtdesk.say.files.inbox import beside_lines, filed_lines, inbox_document, waiting_lines

    announce_new_file(call)
    if call.json:
        say_json(inbox_document(run))
    else:
        for line in filed_lines(run, call.desk.settings.currency, call.desk.today):
            say(line)
    for line in (*waiting_lines(run), *beside_lines(run)):
        declared.echo(printable(line), err=True)
    if run.operation is not None and not call.json:
        say_undo(run.operation)


def _answers(run: Run) -> tuple[list[int], list[int]]:
    """What she says to each line that waits: file it, leave it out for good, or later."""
    yes: list[int] = []
    no: list[int] = []
    for each in run.waiting:
        if not each.can_be:
            continue
        said = declared.prompt(
            printable(f"File line {each.line}, {each.text}? (y: yes, n: never, s: later)"),
            type=declared.Choice(["y", "n", "s"]),
            show_choices=False,
            default="s",
            err=True,
        )
        if said != "s":
            (yes if said == "y" else no).append(each.line)
    return yes, no


def _numbers(texts: tuple[str, ...], option: str) -> list[int]:
    numbers = []
    for each in ",".join(texts).split(","):
        if not each.strip():
            continue
        if not (each.strip().isascii() and each.strip().isdigit() and len(each) < 10):
            raise UsageError(f"{option}: “{each[:40]}” is not the number of a line")
        numbers.append(int(each))
    return numbers
