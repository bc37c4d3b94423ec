"""Incidents: what happened, as recorded; added to, never altered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.desk.incidents import written_after
from mtdesk.model.period import human_day
from mtdesk.tui.area import Area
from mtdesk.tui.dialogs.ask import Ask, Field
from mtdesk.tui.names import names_of
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from mtdesk.desk import Desk
    from mtdesk.model.incident import Incident
    from mtdesk.model.money import Currency

EMPTY = (
    "No incident recorded. Press n to record one: it asks one thing at a time, and can be left "
    "and taken up again."
)


class Incidents(Area):
    title = "Incidents"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "record"),
        Binding("a", "note", "note"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, Incident] = {}
        self._begun: dict[str, str] = {}  # a record that was left before it was finished

    def compose(self) -> ComposeResult:
        yield Static(id="incidents-words", markup=False)
        with Beside(id="incidents-panes"):
            yield Rows(
                Column("when", 11),
                Column("what", 22),
                Column("severity", 8, right=True),
                Column("client", 14),
                id="incidents-found",
            )
            with VerticalScroll(id="incident-page"):
                yield Static(id="incident-words", markup=False)

    def take_focus(self) -> None:
        self.query_one(Rows).take_focus()

    def show_figures(self) -> None:
        found = self.desk.incidents.between()
        self._found = {each.id or 0: each for each in found}
        today = self.desk.today
        self.query_one("#incidents-words", Static).update(self._words())
        veiled = names_of(self).veiled
        self.query_one(Rows).fill((each.id or 0, _row(veiled(each), today)) for each in found)
        self._show_incident()

    def _words(self) -> str:
        count = len(self._found)
        said = EMPTY if not count else "1 incident" if count == 1 else f"{count} incidents"
        if self._begun:
            said += " · a record is begun and not yet saved: n goes on with it"
        return said

    def _show_incident(self) -> None:
        incident = self._found.get(self.query_one(Rows).chosen or 0)
        self.query_one("#incident-page").display = incident is not None
        if incident is not None:
            self.query_one("#incident-words", Static).update(
                page(names_of(self).veiled(incident), self.desk.settings.currency, self.desk.today)
            )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self._show_incident()

    # -- keys

    def action_record(self) -> None:
        from mtdesk.tui.dialogs.incident import Record

        def said(incident_id: int | None) -> None:
            if incident_id is None:
                self.query_one("#incidents-words", Static).update(self._words())
                return
            self._begun.clear()
            self.show_figures()
            self.query_one(Rows).move_to(incident_id)
            self.post_message(self.Changed())

        self.app.push_screen(Record(self.desk, self._begun), said)

    def action_note(self) -> None:
        incident = self._found.get(self.query_one(Rows).chosen or 0)
        if incident is None:
            return

        def save(answers: dict[str, str], _confirmed: bool) -> None:
            self.desk.incidents.note(incident.id or 0, answers["note"])

        def said(saved: bool | None) -> None:
            if saved:
                self.post_message(self.Changed())

        about = "It is appended with the time of now, and can never be taken back."
        field = Field("note", "what is to be added or corrected")
        self.app.push_screen(
            Ask(f"note on incident {incident.id}", [field], save, about=about), said
        )


def _row(each: Incident, today: date) -> list[str]:
    return [
        human_day(date.fromisoformat(each.local_date), today),
        f"{each.kind}{' (withdrawn)' if each.withdrawn else ''}",
        f"{each.severity} of 5",
        each.client or "–",
    ]


def page(incident: Incident, currency: Currency, today: date) -> Content:
    """The whole record, its sealing, and what was added since."""
    title = f"{incident.id}  {incident.kind}, severity {incident.severity} of 5"
    parts: list[Content | tuple[str, str] | str] = [(title, "bold"), "\n"]
    if incident.withdrawn:
        parts += [("withdrawn: it leaves the counts, the record stays", "bold"), "\n"]
    parts += [("happened  ", "$text-muted"), _moment(incident.occurred_at, today), "\n"]
    parts += [("written   ", "$text-muted"), _moment(incident.recorded_at, today)]
    gap = written_after(incident)
    parts += [f", {gap} after it happened\n" if gap else "\n"]
    for name, text in _facts(incident, currency):
        if text:
            parts += ["\n", (f"{name}\n", "$text-muted"), text, "\n"]
    for each in incident.addenda:
        parts += ["\n", (f"{each.kind}, {_moment(each.written_at, today)}\n", "$text-muted")]
        parts += [each.text, "\n"]
    parts += ["\n", ("Sealed: it cannot be edited. Corrections are notes: a.", "$text-muted")]
    return Content.assemble(*parts)


def _facts(incident: Incident, currency: Currency) -> list[tuple[str, str]]:
    lost = incident.lost_minor
    days_off = incident.days_off
    return [
        ("client", incident.client or ""),
        ("where", incident.place),
        ("said, word for word", incident.said),
        ("seen", incident.saw),
        ("done", incident.did),
        ("witness", incident.witness),
        ("told", incident.told),
        ("income lost", "" if lost is None else currency.format(lost)),
        ("part of the body", incident.body_part),
        ("days off work", "" if days_off is None else str(days_off)),
        ("as the file it came from put it", incident.source_kind),
        ("note", incident.note),
    ]


def _moment(text: str, today: date) -> str:
    """`Sat 14 Nov 11:43`; a day alone where no time is known."""
    if not text:
        return "not known"
    day = human_day(date.fromisoformat(text[:10]), today)
    return f"{day} {text[11:16]}".rstrip()
