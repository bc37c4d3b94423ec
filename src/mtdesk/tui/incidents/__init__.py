"""Incidents: what happened, as recorded; added to, never altered. Unfinished records stand on top."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.incidents.record import Chain, Patterns
from mtdesk.errors import InvalidError
from mtdesk.model.frozen import replace
from mtdesk.model.incidents import Draft, FollowUp, Incident
from mtdesk.model.reminder import Reminder
from mtdesk.say.incidents import HEADS, again_words, drafts_counted, incidents_counted, next_steps
from mtdesk.say.incidents.record import NONE
from mtdesk.tui.area import Area, Command
from mtdesk.tui.incidents.page import Gathered, draft_page, draft_row, page, row
from mtdesk.tui.keys import key, take_back, with_keys
from mtdesk.tui.names import HIDDEN, names_of
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.menu import Choice, choose
from mtdesk.tui.parts.panels import Panel
from mtdesk.tui.parts.panes import Beside, Down, Scrolled, Words
from mtdesk.tui.parts.rows import Column, Marked, Rows

EMPTY = f"{NONE}. Press {{incident}} to record one: it asks one thing at a time, and can be left and taken up again."
ABOUT_PAGE = "The record as it was written and sealed, and what was added since; ↑ ↓ scroll."
_CELLS, _RIGHT = (11, 20, 8, 12, 11), (False, False, True, False, False)  # of the columns
_NAMELESS = ("kind", "severity", "at", "lost", "paid", "ended")  # answers that name nobody
AGAIN = timedelta(days=7)  # when to look at it again, unless she says another day


class Names(Marked):
    """As any list, and says what enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [key("open", "select", "open")]


class Recorded(Rows):
    LIST = Names
    HELP = "Unfinished records and what is recorded; enter reads it, or goes on with it."


class Incidents(Area):
    title = "Incidents"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("incident", "record", "record", tooltip="an incident, one question at a time"),
        key("add", "add", "add", tooltip="a note, a file, a day to look at it again"),
        key("plan", "follow_up", "follow-up"),
        key("done", "done", "done", tooltip="a follow-up is done"),
        key("export", "export", "export"),
        key("why", "patterns", "patterns", tooltip="where incidents gather"),
    ]
    COMMANDS = (
        Command("Note on an incident", "Appended, with the time of now", "note"),
        Command("Evidence on an incident", "A picture, a message, a letter", "evidence"),
        Command("Patterns", "Where incidents gather", "patterns"),
    )
    HELP = "What happened, as it was recorded: added to, never altered."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, Incident] = {}
        self._drafts: dict[int, Draft] = {}
        self._chain: Chain | None = None
        self._gathered: Gathered | None = None

    def compose(self) -> ComposeResult:
        with Beside(id="incidents-panes"):
            with (
                Down(id="incidents-left"),
                Panel(id="incidents-list", title="incidents"),
            ):
                yield Words(id="incidents-words")
                yield Recorded(
                    *(Column(*column) for column in zip(HEADS, _CELLS, _RIGHT, strict=True)),
                    id="incidents-found",
                )
            with (
                Panel(id="incident-panel", classes="right", about=ABOUT_PAGE),
                Scrolled(id="incident-page"),
            ):
                yield Words(id="incident-words")

    def take_focus(self) -> None:
        self.query_one(Rows).take_focus()

    def show_reminder(self, reminder: Reminder) -> None:
        """The record whose number it names."""
        if reminder.subject:
            self.query_one(Rows).move_to(reminder.subject)
            self._show_page()

    def show_figures(self) -> None:
        drafts = self.desk.incidents.drafts()
        self._drafts = {each.id: each for each in drafts}
        self._found = {each.id or 0: each for each in self.desk.incidents.between()}
        self._chain = self.desk.incidents.record.chain()
        today = self.desk.today
        self.query_one("#incidents-words", Static).update(self._words())
        veiled = names_of(self).veiled
        self.query_one(Rows).fill(
            [
                *((-each.id, draft_row(self._veiled(each), today)) for each in drafts),
                *((number, row(veiled(each), today)) for number, each in self._found.items()),
            ]
        )
        self._show_page()
        self._show_patterns()

    def on_resize(self) -> None:
        with self.in_words():
            self._show_patterns()

    def _show_patterns(self) -> None:
        """Below the list where there is much room, else a key away."""
        if not self._found or not self.app.has_class("-vast"):
            return
        if self._gathered is None:
            self._gathered = Gathered()
            panel = Panel(self._gathered, id="incidents-gathered", title="where they gather")
            self.query_one("#incidents-left").mount(panel)
        patterns = self._nameless(self.desk.incidents.patterns())
        self._gathered.show(patterns, self.desk.settings.currency)

    def _words(self) -> str:
        incidents = incidents_counted([*self._found.values()])
        unfinished = drafts_counted([*self._drafts.values()])
        if not unfinished:
            return incidents or with_keys(self, EMPTY)
        return " · ".join(filter(None, (f"{unfinished}: enter goes on with it", incidents)))

    def _veiled(self, draft: Draft) -> Draft:
        """An unfinished record fit to be drawn: with names hidden, none of its words."""
        if not names_of(self).is_hidden:
            return draft
        answers = {
            key: text if key in _NAMELESS or not text else HIDDEN
            for key, text in draft.answers.items()
        }
        return replace(draft, answers=answers)

    def _show_page(self) -> None:
        chosen = self.query_one(Rows).chosen or 0
        incident, draft = self._found.get(chosen), self._drafts.get(-chosen)
        panel = self.query_one("#incident-panel", Panel)
        panel.display = incident is not None or draft is not None
        panel.entitle("the record" if incident else "not finished")
        words = self.query_one("#incident-words", Static)
        if draft is not None:
            words.update(draft_page(self._veiled(draft), self.desk.today))
        elif incident is not None:
            veiled = names_of(self).veiled(incident)
            words.update(page(veiled, self._chain, self.desk.settings.currency, self.desk.today))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self._show_page()
        self.query_one("#incident-page", Scrolled).scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """An unfinished record is gone on with, the page of another is read."""
        event.stop()
        if (self.query_one(Rows).chosen or 0) < 0:
            self.action_resume()
        else:
            self.query_one("#incident-page").focus()

    # -- the record

    def action_add(self) -> None:
        incident = self._chosen()
        if incident is not None:
            choices = (
                Choice("a note: what is to be added or corrected", self.action_note),
                Choice("evidence: a picture, a message, a letter", self.action_evidence),
                Choice("a follow-up: when to look at it again", self.action_follow_up),
            )
            choose(self.app, f"add to incident {incident.id}", choices)

    def action_record(self) -> None:
        self._guide(None)

    def action_resume(self) -> None:
        """The unfinished record under the cursor, or the one left last."""
        chosen = self._drafts.get(-(self.query_one(Rows).chosen or 0))
        draft = chosen or next(iter(self._drafts.values()), None)
        if draft is None:
            self.tell(with_keys(self, "no record is unfinished; {incident} begins one"))
            return
        self._guide(draft)

    def _guide(self, draft: Draft | None) -> None:
        from mtdesk.tui.incidents.guide import Record

        def said(incident_id: int | None) -> None:
            with self.in_words():
                self.show_figures()
                left = next(iter(self._drafts), None)
                if incident_id is not None:
                    self.query_one(Rows).move_to(incident_id)
                    self._what_next(self._found[incident_id])
                elif left is not None:
                    self.query_one(Rows).move_to(-left)
            self.post_message(self.Changed())

        self.app.push_screen(Record(self.desk, draft), said)

    def _what_next(self, incident: Incident) -> None:
        """What to think of now; a day to look at it again is offered."""
        steps = [
            *next_steps(incident),
            with_keys(self, "Pictures and messages are evidence: {add} adds them."),
        ]
        about = "\n".join(
            ["It is sealed: corrections are notes. Now:", *(f"· {step}" for step in steps)]
        )
        waits = names_of(self).veiled(incident.next_follow_up)
        if waits is not None:
            about += f"\n{again_words(waits)}"
        self._plan(incident, f"incident {incident.id} is recorded", about, needed=False)

    def action_note(self) -> None:
        incident = self._chosen()
        if incident is None:
            return

        def act(answers: dict[str, str], _confirmed: bool) -> str:
            self.desk.incidents.note(incident.id or 0, answers["note"])
            return ""

        about = "It is appended with the time of now, and can never be taken back."
        field = Field("note", "what is to be added or corrected")
        self._ask(f"note on incident {incident.id}", [field], act, about=about)

    def action_evidence(self) -> None:
        incident = self._chosen()
        if incident is None:
            return

        def act(answers: dict[str, str], _confirmed: bool) -> str:
            path = answers["file"].strip("'\"")
            if not path:
                raise InvalidError("file", "is empty; name a picture, a message, a letter")
            _, added, there, _ = self.desk.incidents.add_evidence(incident.id or 0, [path_of(path)])
            said = [f"{each.file_name} added" for each in added]
            return "; ".join([*said, *(f"{name} is there already" for name in there)])

        about = "The file is copied beside the practice and sealed; the one you name stays."
        field = Field("file", "file", hint="~/Pictures/message.jpg")
        self._ask(f"evidence on incident {incident.id}", [field], act, about=about)

    # -- what is to be looked at again

    def action_follow_up(self) -> None:
        incident = self._chosen()
        if incident is not None:
            self._plan(incident, f"follow-up of incident {incident.id}", "", needed=True)

    def _plan(self, incident: Incident, title: str, about: str, *, needed: bool) -> None:
        def act(answers: dict[str, str], _confirmed: bool) -> str:
            if needed or answers["what"]:
                self.desk.incidents.follow_up(incident.id or 0, answers["day"], answers["what"])
            return ""

        day = (self.desk.today + AGAIN).isoformat()
        label = "what for" if needed else "what for; empty: no day is planned"
        fields = [
            Field("what", label, hint="ask the insurer"),
            Field("day", "look at it again on", day),
        ]
        self._ask(title, fields, act, about=about)

    def action_done(self) -> None:
        incident = self._chosen()
        if incident is None:
            return
        waiting = incident.waiting
        if not waiting:
            plans = with_keys(self, "{plan} plans one")
            self.tell(f"incident {incident.id} has no open follow-up; {plans}")
        elif len(waiting) == 1:
            with self.in_words():
                self._written(self._finish(incident, waiting[0]))
        else:
            self._which(incident, waiting)

    def _which(self, incident: Incident, waiting: tuple[FollowUp, ...]) -> None:
        def act(answers: dict[str, str], _confirmed: bool) -> str:
            text = answers["which"]
            number = int(text) if text.isascii() and text.isdigit() else 0
            if not 1 <= number <= len(waiting):
                raise InvalidError("which", f"“{text[:20]}” is not 1 to {len(waiting)}")
            return self._finish(incident, waiting[number - 1])

        listed = [
            f"{place}  {each.due_on}  {each.what}"
            for place, each in enumerate(names_of(self).veiled(waiting), 1)
        ]
        field = Field("which", f"which is done, 1 to {len(waiting)}", "1")
        self._ask("done", [field], act, about="\n".join(listed))

    def _finish(self, incident: Incident, follow_up: FollowUp) -> str:
        self.desk.incidents.done(incident.id or 0, follow_up.id)
        return f"done: {names_of(self).veiled(follow_up).what}; {take_back(self)}"

    # -- what leaves the house

    def action_export(self) -> None:
        incident = self._chosen()
        if incident is None:
            return

        def act(answers: dict[str, str], confirmed: bool) -> str:
            from mtdesk.say.document import written
            from mtdesk.say.incidents.record import record_pages

            copy, which = (answers[key].casefold() for key in ("copy", "which"))
            if copy not in {"redacted", "full"}:
                raise InvalidError("copy", f"“{copy[:20]}” is neither redacted nor full")
            if which not in {"this", "all"}:
                raise InvalidError("which", f"“{which[:20]}” is neither this nor all")
            if not answers["file"]:
                raise InvalidError("file", "is empty; name one that ends in .pdf, .md or .json")
            copied = self.desk.incidents.record.document(
                incident.id if which == "this" else None, is_redacted=copy == "redacted"
            )
            target = path_of(answers["file"])
            pages = record_pages(copied)
            done = self.desk.incidents.record.write(pages, target, confirmed=confirmed)
            return written(pages, [target], done)

        about = (
            "Redacted: names, aliases, telephone numbers and mail addresses are replaced. Read it "
            "before you hand it on. Full: with names, for an insurer, a lawyer, an authority."
        )
        fields = [
            Field("copy", "redacted or full", "redacted"),
            Field("which", "this or all", "this"),
            Field("file", "file: .pdf, .md or .json", f"~/incident-{incident.id}.pdf"),
        ]
        self._ask(f"export incident {incident.id}", fields, act, about=about)

    def action_patterns(self) -> None:
        from mtdesk.tui.incidents.page import PatternsPage

        with self.in_words():
            found = self._nameless(self.desk.incidents.patterns())
            self.app.push_screen(PatternsPage(self, found))

    def _nameless(self, found: Patterns) -> Patterns:
        """Patterns fit to be drawn: with names hidden, clients are numbers and settings left out."""
        names = names_of(self)
        if not names.is_hidden:
            return found
        called = (
            replace(
                each, name=names.who(each.name, each.key if isinstance(each.key, int) else None)
            )
            for each in found.by_client
        )
        return replace(found, by_client=tuple(called), by_setting=())

    # -- parts

    def _chosen(self) -> Incident | None:
        """The incident under the cursor; where there is none, that is said."""
        chosen = self.query_one(Rows).chosen
        if chosen is not None and chosen < 0:
            self.tell("this record is unfinished; enter goes on with it")
            return None
        if chosen is None:
            self.tell(with_keys(self, "no incident is recorded; {incident} begins one"))
        return self._found.get(chosen or 0)

    def _ask(
        self,
        title: str,
        fields: list[Field],
        act: Callable[[dict[str, str], bool], str],
        about: str = "",
    ) -> None:
        ask(self.app, title, fields, act, self._written, about=about)

    def _written(self, words: str) -> None:
        """Say what came of it, where there is something to say, and show all anew."""
        if words:
            self.tell(words)
        self.post_message(self.Changed())
