"""An import: which file, what it would bring, what is not plain asked one by one, then written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from mtdesk.desk import Desk
from mtdesk.desk.files.sheet import Sheet
from mtdesk.errors import (
    ImportRefusedError,
    InvalidError,
    MtdeskError,
    NotFoundError,
)
from mtdesk.model.frozen import replace
from mtdesk.model.importing import ORDERS, Decisions, Tally
from mtdesk.model.importing.shown import NewName, Plan
from mtdesk.model.ledger.alike import Candidate
from mtdesk.model.text import counted
from mtdesk.say.files import (
    change_words,
    done_words,
    open_words,
    preview_parts,
    problem_lines,
    unclear_words,
    warning_lines,
)
from mtdesk.say.files.preview import near_names, near_words
from mtdesk.tui.area import Area
from mtdesk.tui.files.columns import Columns
from mtdesk.tui.files.preview import OWN, Preview
from mtdesk.tui.keys import with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import GO_ON, Confirm, Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.jobs import run
from mtdesk.tui.parts.menu import Choice, choose

ABOUT = (
    "Nothing is written yet: first you see what the file would bring. It is known by its header: "
    "Square, Jane, Acuity, PayPal, a calendar, a bank's file, a sheet of your own, an export of mtdesk."
)
BY_COLUMNS = "If it is a table of your own: {edit} says which column is what."
HIDDEN_NEAR = "Names are hidden: a new one that resembles another is not asked about."


def bring(area: Area, filled: dict[str, str] | None = None) -> None:
    """Ask for the file, and how it is to be read where that is not to be found out."""
    before = filled or {}
    fields = [
        Field("file", "file", hint="~/Downloads/square-2026.csv; → completes", is_path=True),
        Field("also", "beside it", hint="a second file of the same program, or empty",
              is_path=True),
        Field("as_format", "format", hint="empty: by its header"),
        Field("dates", "days", hint="empty: as they read; or day-first, month-first, iso",
              choices=ORDERS),
        Field("encoding", "encoding", hint="empty: found out; or cp1252, utf-16 …"),
    ]  # fmt: skip
    fields = [each._replace(value=before.get(each.key, "")) for each in fields]
    chosen: list[Bringing] = []

    def act(said: dict[str, str], _confirmed: bool) -> str:
        if said["dates"] and said["dates"] not in ORDERS:
            raise InvalidError("days", f"“{said['dates'][:20]}” is none of {', '.join(ORDERS)}")
        files = [path_of(said["file"])]
        files += [path_of(said["also"])] if said["also"] else []
        for each in files:
            if not each.exists():
                raise NotFoundError(f"there is no file {each}")
        chosen.append(Bringing(area, files, said))
        return ""

    ask(area.app, "import", fields, act, lambda _: chosen[-1].preview(), about=ABOUT, does=GO_ON)


class Bringing:
    """One import, from its preview to what was written."""

    def __init__(self, area: Area, files: list[Path], said: dict[str, str]) -> None:
        """`said` are the answers of the dialog: how the files are to be read."""
        self._area, self._desk = area, area.desk
        self._files, self._said = files, said
        self._plan: Plan | None = None
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
            refused=self._refused,
        )

    @property
    def _names(self) -> str:
        return ", ".join(file.name for file in self._files)

    def _import(self, own: Desk, *, dry_run: bool, skip_bad: bool = False) -> list[Tally]:
        read = {key: self._said[key] or None for key in ("as_format", "dates", "encoding")}
        return own.files.import_files(
            self._files,
            dry_run=dry_run,
            skip_bad=skip_bad,
            decisions=self._decisions,
            as_format=read["as_format"],
            dates=read["dates"],
            encoding=read["encoding"],
            layout=self._plan,
        )

    def _refused(self, error: MtdeskError) -> None:
        """Why it is not read, and the one thing to do next; enter goes back to the dialog."""
        is_table = isinstance(error, ImportRefusedError) and error.is_table
        can_say = is_table and len(self._files) == 1
        next_thing = error.hint
        if can_say and "--map" in next_thing:
            next_thing = with_keys(self._area, BY_COLUMNS)
        screen = Preview(
            f"{self._names}: nothing is written",
            [f"What to do: {next_thing}"] if next_thing else [],
            wanted=f"{error.message}.",
            yes="another file, or another answer",
            edit=self._ask_columns if can_say else None,
        )
        again = partial(bring, self._area, self._said)
        self._area.app.push_screen(screen, lambda yes: again() if yes else None)

    # -- the columns of her own table

    def _ask_columns(self) -> None:
        encoding = self._said["encoding"] or None
        run(
            self._area,
            f"columns of {self._names}",
            lambda own, _: own.files.sheet(self._files[0], encoding),
            self._show_columns,
            refused=self._refused,
            writes=False,
        )

    def _show_columns(self, sheet: Sheet) -> None:
        def said(plan: Plan | None) -> None:
            if plan is not None:
                self._plan = plan
                self._said = {**self._said, "as_format": "", "dates": ""}
                self.preview()

        screen = Columns(sheet, self._desk.settings.currency, self._names)
        self._area.app.push_screen(screen, said)

    # -- what it would bring

    def _show(self, tallies: list[Tally]) -> None:
        self._tallies = tallies
        currency = self._desk.settings.currency
        hides = names_of(self._area)
        for tally in tallies:
            tally.rows = [hides.veiled(row) for row in tally.rows]
        parts = [
            part
            for tally in tallies
            for part in (
                *preview_parts(
                    tally,
                    currency,
                    hides_names=hides.is_hidden,
                    doubts=[*warning_lines([tally]), *problem_lines([tally])],
                ),
                "",
            )
        ]
        parts += [
            *(f"{tally.format} line {each.line}: {unclear_words(each, currency)}"
              for tally in tallies for each in tally.unclear),
            *(change_words(tally, each) for tally in tallies for each in tally.changes),
            *([HIDDEN_NEAR] if hides.is_hidden and near_names(tallies) else []),
        ]  # fmt: skip
        brings = sum(each.new + each.matched + each.changed + len(each.unclear) for each in tallies)
        bad = sum(each.problem_count for each in tallies)
        yes = f"import without the {counted(bad, 'row')}" if bad else "import it"
        is_own = len(tallies) == 1 and tallies[0].format == OWN
        screen = Preview(
            f"import of {self._names}: nothing is written yet",
            parts,
            wanted=open_words(tallies, asked=[*self._decisions.names]),
            yes=yes if brings else "",
            edit=self._ask_columns if is_own else None,
        )
        self._area.app.push_screen(screen, lambda yes: self._ask_names() if yes else None)

    # -- what is not plain

    def _ask_names(self) -> None:
        """Whether each new name that resembles another is that; where one is, all is looked at anew."""
        asked = self._decisions.names
        waiting = [
            each for each in near_names(self._tallies) if (each.kind, each.name) not in asked
        ]
        if not waiting or names_of(self._area).is_hidden:
            self._ask_unclear()
            return

        def said(near: NewName, whose: str | None) -> None:
            names = {**self._decisions.names, (near.kind, near.name): whose}
            self._decisions = replace(self._decisions, names=names)
            if len(waiting) > 1:
                self._ask_names()
            elif any(names.values()):
                self.preview()
            else:
                self._ask_unclear()

        def all_are_new() -> None:
            others = {(each.kind, each.name): None for each in waiting}
            self._decisions = replace(self._decisions, names={**asked, **others})
            self._ask_unclear()

        first = waiting[0]
        choices = [
            Choice(f"it is another {first.kind}", lambda: said(first, None)),
            Choice(f"it is {first.like}", lambda: said(first, first.like)),
        ]
        if len(waiting) > 1:
            choices.append(Choice(f"all {len(waiting)} are others", all_are_new))
        title = f"new, or misspelled? {counted(len(waiting), 'name')} to ask about"
        choose(self._area.app, title, choices, f"{near_words(first)}.")

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
        title = f"line {row.line}: {counted(len(waiting), 'row')} to ask about"
        choose(self._area.app, title, shown, f"{unclear_words(row, currency)}.")

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
            refused=self._refused,
        )

    def _written(self, tallies: list[Tally]) -> None:
        words = done_words(tallies)
        if any(each.has_written for each in tallies):
            self._area.was_written(words)
        else:
            self._area.tell(words)
