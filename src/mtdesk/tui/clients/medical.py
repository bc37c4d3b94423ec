"""Medical massage of one client: referrals, what was measured, the report; the year in one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.desk import Desk
from mtdesk.desk.medical.referrals import ReferralUse
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.client import Client
from mtdesk.model.medical.functions import EXAMPLES, MEASURES, FunctionNote
from mtdesk.say.medical.rows import (
    about,
    letter_words,
    notice_words,
    outcome_listing,
    outcome_notes,
    overlap_words,
    series_words,
    until_words,
)
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.dialogs import Confirm, Field, Listing, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.rows import Column, table

# Field of a referral -> its column, what is asked, and what may stand there.
ASKED = {
    "by": ("referred_by", "by", "who referred the client"),
    "on": ("referred_on", "on", "as 2026-01-31, or empty for today"),
    "for": ("reason", "for", "what for, in a word or two"),
    "condition": ("condition", "condition", "as given by the referrer"),
    "visits": ("visits_authorised", "visits", "how many are authorised, or empty"),
    "until": ("valid_until", "until", "its last day, as 2026-12-31, or empty"),
    "letter_until": ("letter_until", "letter", "the last day of a letter of medical necessity"),
    "frequency": ("letter_frequency", "frequency", "how often, as the letter says"),
    "payer": ("payer", "payer", "when it is not the client"),
    "code": ("procedure_code", "code", "procedure code, such as 97124"),
    "note": ("note", "note", ""),
}


class _OfClient(Listing):
    """Of one client; enter edits what is chosen."""

    def __init__(self, area: Area, client: Client) -> None:
        super().__init__(area)
        self._client = client

    def choose(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        raise NotImplementedError


class Referrals(_OfClient):
    """All of one client, the latest first."""

    columns = (Column("by", 20), Column("on", 10), Column("visits", 16), Column("good until", 23))
    BINDINGS: ClassVar[list[BindingType]] = [
        key("add", "add", "new"),
        key("edit", "edit", "edit"),
        key("delete", "end", "end"),
    ]
    _found: dict[int, ReferralUse]

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"referrals of {self._client.name}"

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        uses = self.desk.medical.referrals.of_client(self._client.id or 0)
        self._found = {use.referral.id or 0: use for use in uses}
        return [(key, _referral(use)) for key, use in self._found.items()]

    def about(self) -> str:
        if not self._found:
            words = "None yet. {add} writes one down: who, what for, how many visits, until when."
            return with_keys(self, words)
        return "Done medical visits from its day on count on it by themselves."

    def facts(self, key: int) -> str:
        use = self._found[key]
        lines = [
            *notice_words(use),
            *([overlap_words(use)] if use.overlapping else []),
            letter_words(use),
            *([f"for: {use.referral.reason}"] if use.referral.reason else []),
            *(f"{label}: {text}" for label, text in about(use)),
        ]
        return "\n".join(filter(None, lines))

    # -- keys

    def action_add(self) -> None:
        def act(said: dict[str, str], _confirmed: bool) -> str:
            given = {key: text for key, text in said.items() if text}
            use, _ = self.desk.medical.referrals.refer(str(self._client.id), given)
            return f"referral by {use.referral.referred_by}, {use.referral.used_words(use.used)}"

        fields = [Field(key, label, hint=hint) for key, (_, label, hint) in ASKED.items()]
        self.ask("a referral", fields, act)

    def action_edit(self) -> None:
        use = self._found.get(self.rows.chosen or 0)
        if use is None:
            return
        fields = [
            Field(key, label, str(getattr(use.referral, column) or ""), hint)
            for key, (column, label, hint) in ASKED.items()
        ]
        fields.append(Field("ended", "ended", use.referral.ended_on or "", "empty while it runs"))

        def act(said: dict[str, str], _confirmed: bool) -> str:
            before = {field.key: field.value for field in fields}
            changed = {key: text for key, text in said.items() if text != before[key]}
            self.desk.medical.referrals.edit_referral(use.referral.id or 0, changed)
            return f"referral {use.referral.id} changed"

        self.ask(f"referral {use.referral.id}", fields, act)

    def action_end(self) -> None:
        use = self._found.get(self.rows.chosen or 0)
        if use is None:
            return

        def end(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    self.desk.medical.referrals.end_referral(use.referral.id or 0)
                    self.written(f"referral {use.referral.id} ended today")

        question = (
            f"End the referral by {use.referral.referred_by} today? Later visits do not count."
        )
        self.app.push_screen(Confirm(question, yes="End it", no="Keep"), end)


def _referral(use: ReferralUse) -> tuple[str, ...]:
    said = use.referral
    return said.referred_by, said.referred_on, said.used_words(use.used), until_words(use)


class Function(_OfClient):
    """Every note of one client, the latest first; below it then and now of the same thing."""

    columns = (Column("day", 10), Column("what", 40), Column("found", 22))
    BINDINGS: ClassVar[list[BindingType]] = [
        key("add", "add", "new"),
        key("edit", "edit", "edit"),
        key("delete", "remove", "remove"),
    ]
    _found: dict[int, FunctionNote]

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"what {self._client.name} can do"

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        notes = self.desk.medical.functions.of_client(self._client.id or 0)
        self._found = {note.id or 0: note for note in notes[::-1]}
        return [(key, (note.noted_on, note.what, note.words)) for key, note in self._found.items()]

    def about(self) -> str:
        if not self._found:
            return with_keys(
                self, "Nothing measured yet. {add} writes down one thing: sitting 20 min."
            )
        return "Everything that was measured."

    def facts(self, key: int) -> str:
        series = self._found[key].series
        held = self.desk.medical.functions.then_and_now(self._client.id or 0)
        return next((series_words(each) for each in held if each.latest.series == series), "")

    # -- keys

    def action_add(self) -> None:
        fields = [
            Field("line", "what", hint=EXAMPLES[0], choices=list(MEASURES)),
            Field("note", "note", hint="anything else, or empty"),
            Field("on", "on", hint="as 2026-01-31, or empty for today"),
        ]

        def act(said: dict[str, str], _confirmed: bool) -> str:
            note, *_ = self.desk.medical.functions.note(
                said["line"], said["note"], client=str(self._client.id), on=said["on"] or None
            )
            return f"{note.what}: {note.words}"

        examples = "\n".join(f"  {each}" for each in EXAMPLES)
        self.ask("what was measured", fields, act, f"One thing a line, for example\n{examples}")

    def action_edit(self) -> None:
        note = self._found.get(self.rows.chosen or 0)
        if note is None:
            return
        value = "" if note.value is None else f"{note.value:g}"
        fields = [
            Field("measure", "measure", note.measure, choices=list(MEASURES)),
            Field("part", "part", note.part),
            Field("value", "value", value),
            Field("unit", "unit", note.unit),
            Field("note", "note", note.note),
            Field("on", "on", note.noted_on),
        ]

        def act(said: dict[str, str], _confirmed: bool) -> str:
            after, _ = self.desk.medical.functions.edit(note.id or 0, said)
            return f"{after.what}: {after.words}"

        self.ask(f"function note {note.id}", fields, act)

    def action_remove(self) -> None:
        note = self._found.get(self.rows.chosen or 0)
        if note is not None:
            with self.area.in_words():
                self.desk.medical.functions.remove(note.id or 0)
                self.written(f"{note.what} of {note.noted_on} removed")


def report(area: Area, client: Client) -> None:
    """Ask for the plan, the days and the file, and write the progress report."""
    from mtdesk.desk.medical.progress import Wanted

    desk = area.desk
    whose = str(client.id)
    prepared = desk.medical.progress.of(whose)
    name = f"progress-{client.id}-{desk.today}.pdf"
    fields = [
        Field("plan", "plan", client.next_step, "what comes next"),
        Field("expected", "expected", hint="how long, such as six more weeks"),
        Field("start", "from", prepared.report.first.isoformat()),
        Field("last", "to", prepared.report.last.isoformat()),
        Field("path", "file", name, ".pdf or .md"),
    ]
    found = prepared.report
    visits = found.visit_words if found.visits else "no medical visit in these days"
    about = f"For {found.for_whom}: {visits}. {found.audience}"

    def act(said: dict[str, str], confirmed: bool) -> str:
        from mtdesk.model.period import parse_date
        from mtdesk.say.document import written
        from mtdesk.say.medical.progress import progress_pages

        path = path_of(said["path"])
        kind = path.suffix.lower().removeprefix(".")
        if kind not in {"pdf", "md"}:
            raise InvalidError("file", f"“{path.name}” ends in neither .pdf nor .md")
        wanted = Wanted(
            start=parse_date(said["start"], "from") if said["start"] else None,
            last=parse_date(said["last"], "to") if said["last"] else None,
            plan=said["plan"],
            expected=said["expected"],
        )
        reports = desk.medical.progress
        prepared = reports.of(whose, wanted)
        document = progress_pages(prepared.report)
        done, _ = reports.write(prepared, document, [(kind, path)], confirmed=confirmed)
        return written(document, [path], done)

    def said(words: str) -> None:
        area.tell(words)
        area.post_message(area.Changed())

    ask(area.app, f"progress report on {client.name}", fields, act, said, about=about)


class Outcomes(ModalScreen[None]):
    """A year of accounts; `[` and `]` go to others."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Outcomes VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    Outcomes .figures { height: auto; margin-bottom: 1; }
    Outcomes .hint { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "leave"),
        key("earlier", "year(-1)", "a year before"),
        key("later", "year(1)", "a year on"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._year = desk.settings.year_of(desk.today)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = "medical against wellness"
            box.border_subtitle = f"{with_keys(self, '{earlier} {later}')} other years · {SCROLL}"
            with VerticalScroll():
                yield Static(classes="figures", markup=False)
                yield Static(classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show()

    def action_year(self, by: int) -> None:
        self._year += by
        self._show()

    def _show(self) -> None:
        figures, notes = self.query_one(".figures", Static), self.query_one(".hint", Static)
        try:
            found = self._desk.medical.outcomes.of_year(self._year)
        except MtdeskError as error:
            figures.update(error.message)
            return
        so_far = ", so far" if found.is_running else ""
        self.query_one(
            ".dialog", Vertical
        ).border_title = f"medical against wellness · {found.year}{so_far}"
        if found.is_empty:
            figures.update("No session in it.")
            notes.update("")
            return
        shown = outcome_listing(found, self._desk.settings.currency)
        right = [place in shown.right for place in range(len(shown.heads))]
        figures.update(table([shown.heads, *shown.rows], right, header=True))
        notes.update("\n".join(outcome_notes(found)))
