"""An import: which file, what it would bring, what is not plain asked one by one, then written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.model.frozen import replace
from mtdesk.model.importing import ORDERS, Candidate, Decisions, Tally, Unclear
from mtdesk.model.text import counted
from mtdesk.say.files import (
    change_words,
    import_lines,
    open_words,
    problem_lines,
    unclear_words,
    warning_lines,
)
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Confirm, Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.jobs import run
from mtdesk.tui.parts.menu import Choice, choose
from mtdesk.tui.parts.told import tell

ABOUT = (
    "Nothing is written yet: first you see what the file would bring. It is known by its header: "
    "Square, Jane, Acuity, PayPal, a bank's file, a sheet of your own, an export of mtdesk."
)
FIRST_LINES = 3
MOST_CELLS = 64


def bring(area: Area) -> None:
    """Ask for the file, and how it is to be read where that is not to be found out."""
    fields = [
        Field("file", "file", hint="~/Downloads/square-2026.csv; → completes", is_path=True),
        Field("also", "beside it", hint="a second file of the same program, or empty",
              is_path=True),
        Field("as_format", "format", hint="empty: by its header"),
        Field("dates", "days", hint="empty: as they read; or day-first, month-first, iso",
              choices=ORDERS),
        Field("encoding", "encoding", hint="empty: found out; or cp1252, utf-16 …"),
    ]  # fmt: skip
    chosen: list[Bringing] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        if said["dates"] and said["dates"] not in ORDERS:
            raise InvalidError("days", f"“{said['dates'][:20]}” is none of {', '.join(ORDERS)}")
        files = [path_of(said["file"])]
        files += [path_of(said["also"])] if said["also"] else []
        for each in files:
            if not each.exists():
                raise NotFoundError(f"there is no file {each}")
        read = {key: said[key] or None for key in ("as_format", "dates", "encoding")}
        chosen.append(Bringing(area, files, **read))
        return ""

    ask(area.app, "import", fields, act, lambda _: chosen[-1].preview(), about=ABOUT)


class Bringing:
    """One import, from its preview to what was written."""

    def __init__(self, area: Area, files: list[Path], **read: str | None) -> None:
        """`read` says how they are read: `as_format`, `dates`, `encoding`."""
        self._area, self._desk = area, area.desk
        self._files, self._read = files, read
        self._tallies: list[Tally] = []
        self._answers: dict[tuple[str, int], Candidate | None] = {}
        self._decisions = Decisions()

    def preview(self) -> None:
        """What it would bring; nothing is written."""
        run(
            self._area,
            f"look at {self._names}",
            lambda own, _: self._import(own, dry_run=True),
            self._show,
        )

    @property
    def _names(self) -> str:
        return ", ".join(file.name for file in self._files)

    def _import(self, own: Desk, *, dry_run: bool, skip_bad: bool = False) -> list[Tally]:
        return own.files.import_files(
            self._files,
            dry_run=dry_run,
            skip_bad=skip_bad,
            decisions=self._decisions,
            as_format=self._read["as_format"],
            dates=self._read["dates"],
            encoding=self._read["encoding"],
        )

    def _show(self, tallies: list[Tally]) -> None:
        self._tallies = tallies
        currency = self._desk.settings.currency
        lines = [
            *import_lines(tallies, currency, dry_run=True),
            *warning_lines(tallies),
            *(f"{tally.format} line {each.line}: {unclear_words(each, currency)}"
              for tally in tallies for each in tally.unclear),
            *(change_words(tally, each) for tally in tallies for each in tally.changes),
            *problem_lines(tallies),
            *(line for file in self._files for line in _first_lines(file)),
        ]  # fmt: skip
        brings = sum(each.new + each.matched + each.changed + len(each.unclear) for each in tallies)
        bad = sum(each.problem_count for each in tallies)
        yes = f"without the {counted(bad, 'row')} above" if bad else "import it"
        said = open_words(tallies)
        words = "\n".join([*([said, ""] if said else []), *lines])
        title = f"import of {self._names}: nothing is written yet"
        tell(self._area.app, title, words, yes if brings else "", self._ask_unclear)

    # -- what is not plain

    def _ask_unclear(self) -> None:
        """Of each row that may be here already, which; then whether what changed is taken over."""
        waiting = [
            (tally, row)
            for tally in self._tallies
            for row in tally.unclear
            if (tally.name, row.line) not in self._answers
        ]
        if not waiting or self._decisions.unclear:
            self._ask_changes()
            return
        tally, row = waiting[0]
        currency = self._desk.settings.currency

        def take(candidate: Candidate | None) -> None:
            self._answers[tally.name, row.line] = candidate
            self._ask_unclear()

        def leave() -> None:
            self._tallies = [
                replace(each, unclear=[other for other in each.unclear if other is not row])
                if each is tally
                else each
                for each in self._tallies
            ]
            self._ask_unclear()

        def all_are(what: str) -> None:
            self._decisions = replace(self._decisions, unclear=what)
            self._ask_unclear()

        candidates = [
            Choice(f"it is {each.words(currency)}", partial(take, each)) for each in row.candidates
        ]
        more = (
            [
                Choice(f"all {len(waiting)} are new", lambda: all_are("new")),
                Choice(f"all {len(waiting)} are here already", lambda: all_are("match")),
            ]
            if len(waiting) > 1
            else []
        )
        names = names_of(self._area)
        choices = [
            *candidates,
            Choice("it is new", lambda: take(None)),
            Choice("leave it out", leave),
            *more,
        ]
        shown = [each._replace(words=names.said(each.words)) for each in choices]
        choose(self._area.app, _unclear_title(row, unclear_words(row, currency)), shown)

    def _ask_changes(self) -> None:
        changes = [(tally, each) for tally in self._tallies for each in tally.changes]
        self._decisions = replace(self._decisions, answers=self._answers)
        if not changes:
            self._write()
            return
        listed = "\n".join(change_words(*each) for each in changes)

        def answered(yes: bool | None) -> None:
            self._decisions = replace(self._decisions, applies_changes=bool(yes))
            self._write()

        question = names_of(self._area).said(f"Take over what changed in the file?\n\n{listed}")
        self._area.app.push_screen(Confirm(question, yes="Take over", no="Keep mine"), answered)

    # -- written

    def _write(self) -> None:
        run(
            self._area,
            f"import of {self._names}",
            lambda own, _: self._import(own, dry_run=False, skip_bad=True),
            self._written,
        )

    def _written(self, tallies: list[Tally]) -> None:
        words = "; ".join(import_lines(tallies, self._desk.settings.currency, dry_run=False))
        if any(each.has_written for each in tallies):
            self._area.was_written(words)
        else:
            self._area.tell(words)


def _unclear_title(row: Unclear, words: str) -> str:
    return f"line {row.line}: {words}"


def _first_lines(file: Path) -> list[str]:
    """How the file begins, as it is, so that she sees whether it is the one she means."""
    if not file.is_file():
        return []
    with file.open("rb") as opened:
        begun = opened.read(4_000).decode("utf-8", errors="replace")
    shown = [line for line in begun.splitlines() if line.strip() and line.isprintable()]
    return [f"  │ {line[:MOST_CELLS]}" for line in shown[:FIRST_LINES]]
