"""Writes docs/reference, docs/file.md, the man page and the completions from the program itself.

    python docs/make_reference.py

A test asks that what stands there is what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import make_file
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from mtdesk.cli.commands import COMMANDS
from mtdesk.cli.parsed import mtdesk
from mtdesk.desk import Desk
from mtdesk.insight.findings import RULES, WORDS
from mtdesk.insight.findings.stories import SIGNS
from mtdesk.model.keys import FIXED, TABLE
from mtdesk.say import files, findings
from mtdesk.say.clinic import documents as clinic
from mtdesk.say.clinic import share
from mtdesk.say.document import Keys
from mtdesk.say.files import restoring
from mtdesk.say.week import documents, plan
from mtdesk.say.week.closing import CLOSING
from mtdesk.say.year import look_back, words

DOCS = Path(__file__).parent
SHARE = DOCS / "share"
MADE = "Made by `python docs/make_reference.py` from the program; change it there."
WIDTH = 100
COMPLETIONS: dict[str, type[BashComplete | ZshComplete | FishComplete]] = {
    "bash-completion/completions/mtdesk": BashComplete,
    "zsh/site-functions/_mtdesk": ZshComplete,
    "fish/vendor_completions.d/mtdesk.fish": FishComplete,
}
WEEK: Keys = ("hands_on_minutes", "booked_minutes", "missed_minutes")
YEAR: Keys = ("sessions", "hands_on_minutes", "load", "income_minor")
# The documents whose keys stand in one place; the others are dealt with where they are printed.
JSON: dict[str, tuple[str, Keys]] = {
    "mtdesk today --json": (
        "and `needs`, each as in *needs*; `stories`, each as in *stories*",
        documents.DAY,
    ),
    "mtdesk week --json": ("and `stories`", documents.WEEK),
    "needs": ("what waits", documents.REMINDER),
    "mtdesk ahead --json": ("", documents.AHEAD),
    "mtdesk plan --json": (
        "and `currency`, `reason`, `assumptions`, `steps`; with `--want`, `answers` as well",
        plan.PLAN,
    ),
    "mtdesk close --json": (
        "kind: booking, price, method, effort, check_in; `untimed` are sessions without a time",
        CLOSING,
    ),
    "mtdesk risk --json": (
        "and `since_last_week`, `stories`, and `clear`: the rules that have nothing to say",
        findings.RISK,
    ),
    "stories": ("level: act, watch, note, unknown, clear; of good news: good", findings.STORY),
    "mtdesk risk --explain RULE --json": ("", findings.EXPLANATION),
    "mtdesk year YEAR --json": ("", words.YEAR),
    "mtdesk look-back YEAR --json": (
        "and `currency`, `notes`; `best` and `hardest`, each as in *four weeks*; `at_limit`",
        look_back.YEAR,
    ),
    "four weeks": ("and, of the weeks themselves, the keys of `usual`", look_back.FOUR_WEEKS),
    "at_limit": ("and `estimate`, `assumptions`", look_back.AT_LIMIT),
    "mtdesk import FILE --json": ("", files.IMPORT),
    "mtdesk restore FILE --json": (
        "`file`, `set_aside`, `purged_again`, `maybe_purged` (numbers of clients), and of each of `changes`",
        restoring.CHANGE,
    ),
    "mtdesk share FOLDER --json": ("done: written, same, removed", share.SHARING),
    "mtdesk clinic FOLDER team --json": (
        (
            "and `view`; without a view all four, each under its name. Of who shared nothing done in 42 days "
            "every figure is null, and days over a limit where she has none"
        ),
        (*clinic.OF_SOURCE, ("team", clinic.MEMBER), ("moves", clinic.MOVE)),
    ),
    "mtdesk clinic FOLDER week --json": (
        (
            "and `view`, and what *team* says of the folder. A figure that may not be shown is null, "
            "`withheld` says that there are some, `together` is the sum of those"
        ),
        (
            "week_start",
            "week_end",
            "offered_minutes",
            *WEEK,
            ("by_setting", ("key", *WEEK)),
            ("together", WEEK),
            "withheld",
        ),
    ),
    "mtdesk clinic FOLDER year --json": (
        "as *week*",
        (
            "year",
            "currency",
            "in_other_currencies",
            *YEAR,
            ("by_service", ("key", *YEAR)),
            ("together", YEAR),
            "withheld",
            ("due", clinic.DUE),
            ("due_others", clinic.DUE[1:]),
        ),
    ),
    "mtdesk clinic FOLDER safety --json": (
        "as *week*; also `by_setting`, `by_hour`, `by_severity`, `by_repeated`, each as `by_kind`",
        ("year", "incidents", "open_follow_ups", ("by_kind", ("key", "incidents")), "withheld"),
    ),
}


def commands() -> str:
    """Every command with its own help."""
    parts = ["# Commands", MADE, "`mtdesk COMMAND --help` prints the same."]
    top = _top()
    for path, command, context in _walk(top, mtdesk):
        level = "##" if len(path) == 1 else "###"
        parts += [f"{level} mtdesk {' '.join(path)}", f"```\n{_help(command, context)}\n```"]
    return _page(parts)


def _top() -> click.Context:
    return click.Context(mtdesk, info_name="mtdesk", **mtdesk.context_settings)


def _walk(
    context: click.Context, group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command, click.Context]]:
    names = COMMANDS if group is mtdesk else group.list_commands(context)
    for name in names:
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inside = click.Context(command, info_name=name, parent=context)
        yield (*path, name), command, inside
        if isinstance(command, click.Group):
            yield from _walk(inside, command, (*path, name))


def _help(command: click.Command, context: click.Context) -> str:
    formatter = click.HelpFormatter(width=WIDTH, max_width=WIDTH)
    command.format_help(context, formatter)
    return formatter.getvalue().rstrip()


def settings() -> str:
    """Every setting, with its value in a new practice."""
    rows = ["| setting | in a new practice | what it is |", "|---|---|---|"]
    with (
        TemporaryDirectory() as folder,
        closing(Desk(Path(folder) / "none.db", lambda: datetime(2026, 1, 5, tzinfo=UTC))) as desk,
    ):
        for key, value, about in desk.settings.all():
            shown = "of your machine" if key == "zone" else f"`{value}`" if value else ""
            rows.append(f"| `{key}` | {shown} | {about} |")
    return _page(["# Settings", MADE, "`mtdesk settings KEY VALUE` changes one.", "\n".join(rows)])


def keys() -> str:
    """The one table of keys, with the names by which they are changed."""
    rows = ["| key | what it means | name |", "|---|---|---|"]
    for meaning in TABLE:
        shown = " ".join(f"`{key}`" for key in meaning.keys)
        name = "" if meaning.name in FIXED else f"`{meaning.name}`"
        rows.append(f"| {shown} | {meaning.means} | {name} |")
    return _page(
        [
            "# Keys of the dashboard",
            MADE,
            (
                "A letter means one thing everywhere, or nothing. `1` to `7` go to the areas; in an empty "
                "entry bar they act too, and so do `?`, `/` and `,`."
            ),
            (
                '`mtdesk settings keys "edit=E goto=G"` gives commands other keys, by the names in the '
                "table; two commands on one key are refused. Help (`?`) shows the keys in force."
            ),
            "\n".join(rows),
        ]
    )


def rules() -> str:
    """Every rule: what it asks, how, from where, and what it cannot know."""
    parts = [
        "# Findings",
        MADE,
        (
            "`mtdesk risk --explain RULE` puts your numbers into the formula. Words about your own "
            "record, never a medical statement."
        ),
        "## Stories",
        "Findings that belong together are told as one. Each sign belongs to one story:",
        "\n".join(
            f"- **{story}**: {', '.join(f'`{sign}`' for sign in signs)}"
            for story, signs in SIGNS.items()
        ),
    ]
    for rule in RULES:
        about = WORDS[rule]
        parts += [
            f"## {rule}",
            f"{about.about[0].upper()}{about.about[1:]}",
            (
                f"- formula: {about.formula}\n"
                f"- thresholds: {', '.join(f'`{key}`' for key in about.thresholds)}\n"
                f"- source: {about.source}\n"
                f"- limits: {about.caveats}"
            ),
        ]
    return _page(parts)


def json() -> str:
    """The keys of the documents that scripts read."""
    parts = [
        "# JSON",
        MADE,
        (
            "Every document begins with `schema` and is printed by `--json`. Money is in minor units "
            "(cents) under keys that end in `_minor`, beside one `currency`; days are `YYYY-MM-DD`; "
            "what is not known is `null`. A key is never renamed within a schema; new ones may come."
        ),
    ]
    for name, (beside, keys) in JSON.items():
        parts.append(f"## {name}")
        parts += [beside] if beside else []
        parts.append("\n".join(_keys(keys)))
    return _page(parts)


def _keys(keys: Keys, indent: str = "") -> Iterator[str]:
    for key in keys:
        named, part = (key, None) if isinstance(key, str) else key
        yield f"{indent}- `{named.partition('=')[0]}`"
        if isinstance(part, tuple):
            yield from _keys(part, f"{indent}    ")


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def man_page() -> str:
    """mtdesk(1), as troff."""
    lines = [
        '.TH MTDESK 1 "" "mtdesk" "User commands"',
        ".SH NAME",
        "mtdesk \\- a massage therapist's desk",
        ".SH SYNOPSIS",
        ".B mtdesk",
        "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR] [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        (
            "Log the day in one line, see the week, close the year. Without a command it opens the "
            "dashboard; piped, it prints the week."
        ),
        ".SH COMMANDS",
    ]
    top = _top()
    for path, command, context in _walk(top, mtdesk):
        lines += [".TP", f".B {_troff(' '.join(path))}"]
        lines.append(_troff((command.help or command.short_help or "").split("\n\n")[0]))
        lines += [f".br\n{_troff(option)}" for option in _options(command, context)]
    lines += [
        ".SH FILES",
        ".TP",
        ".I ~/.local/share/mtdesk/practice.db",
        "The practice, or where MTDESK_DB or \\-\\-db say.",
        ".SH EXIT STATUS",
        (
            "0 done, 1 cannot be done, 2 wrong usage, 3 the file is damaged or from a newer version, "
            "130 interrupted."
        ),
    ]
    return "\n".join(lines) + "\n"


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if (
            record is not None
            and parameter.name not in {"help", "json", "yes", "today"}
            and "--help" not in record[0]
        ):
            yield f"{record[0]}: {record[1]}" if record[1] else record[0]


def _troff(text: str) -> str:
    one_line = re.sub(r"\s+", " ", text.replace("\b", "")).strip()
    escaped = one_line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in {".", "'"} else escaped


def made() -> dict[Path, str]:
    """What stands where."""
    pages = {
        "commands": commands, "settings": settings, "keys": keys, "findings": rules, "json": json,
    }  # fmt: skip
    found = {DOCS / "reference" / f"{name}.md": page() for name, page in pages.items()}
    found[DOCS / "file.md"] = make_file.page(MADE)
    found[SHARE / "man" / "man1" / "mtdesk.1"] = man_page()
    for name, shell in COMPLETIONS.items():
        found[SHARE / name] = shell(mtdesk, {}, "mtdesk", "_MTDESK_COMPLETE").source()
    return found


def main() -> int:
    for path, text in made().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
