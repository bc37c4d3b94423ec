"""Clients: found as she types, each with visits, money and pain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from mtdesk.desk import pictures
from mtdesk.errors import NeedsConfirmationError, RefusedError
from mtdesk.model.period import human_day
from mtdesk.tui import words
from mtdesk.tui.area import Area
from mtdesk.tui.dialogs.ask import Ask, Field
from mtdesk.tui.names import names_of
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.hanging import Hanging, Said
from mtdesk.tui.widgets.rows import Column, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from mtdesk.desk import Desk
    from mtdesk.desk.clients import ClientSummary
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session

MOST_ROWS = 200
MOST_DRAWN = 50  # visits in the chart
MOST_VISITS = 20  # visits in the list
EMPTY = (
    "No client yet. Press n, or log a session in the bar on Today with a name: "
    "ana swedish 60m 90+15 card"
)


class Search(Input):
    """Arrow down and enter go on to the clients found; so does escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter,escape", "leave", "to the list"),
    ]

    class Left(Message):
        """On to the list."""

    def action_leave(self) -> None:
        self.post_message(self.Left())


class Clients(Area):
    title = "Clients"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search"),
        Binding("n", "add", "new"),
        Binding("e", "edit", "edit"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, ClientSummary] = {}

    def compose(self) -> ComposeResult:
        search = Search(placeholder="search: any part of a name", compact=True, id="clients-search")
        search.cursor_blink = False
        yield search
        yield Static(id="clients-words", markup=False)
        with Beside(id="clients-panes"):
            yield Rows(
                Column("client", 20),
                Column("last visit", 11),
                Column("visits", 6, right=True),
                Column("missed", 6, right=True),
                Column("income", 10, right=True),
                id="clients-found",
            )
            with VerticalScroll(id="client-page", can_focus=False):
                yield Static(id="client-words", markup=False)
                yield Chart(id="client-pain")
                yield Hanging(id="client-visits")

    def take_focus(self) -> None:
        self.query_one(Rows).take_focus()

    def show_figures(self) -> None:
        search = self.query_one(Search).value
        found = self.desk.clients.find(search, MOST_ROWS)
        self._found = {each.id: each for each in found}
        currency, today = self.desk.settings.currency, self.desk.today
        self.query_one("#clients-words", Static).update(_count(len(found), search))
        veiled = names_of(self).veiled
        self.query_one(Rows).fill((each.id, _row(veiled(each), currency, today)) for each in found)
        self._show_client()

    def _show_client(self) -> None:
        client = self._found.get(self.query_one(Rows).chosen or 0)
        self.query_one("#client-page").display = client is not None
        if client is None:
            return
        veiled = names_of(self).veiled
        client = veiled(client)
        visits = [veiled(each) for each in self.desk.clients.visits(client.id, MOST_DRAWN)]
        currency, today = self.desk.settings.currency, self.desk.today
        self.query_one("#client-words", Static).update(_page(client, currency, today))
        self.query_one("#client-visits", Hanging).show(_visits(visits[::-1][:MOST_VISITS], today))
        pain = pictures.pain_by_visit(visits)
        chart = self.query_one("#client-pain", Chart)
        chart.display = bool(pain.labels)
        if pain.labels:
            chart.show(pain)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        with self.in_words():
            self.show_figures()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        with self.in_words():
            self._show_client()

    def on_search_left(self) -> None:
        self.take_focus()

    # -- keys

    def action_search(self) -> None:
        self.query_one(Search).focus()

    def action_add(self) -> None:
        added: list[int] = []

        def save(answers: dict[str, str], confirmed: bool) -> None:
            try:
                added.append(self.desk.clients.add(answers, confirmed=confirmed).id or 0)
            except RefusedError:
                raise NeedsConfirmationError(
                    "There is a client of this name already; add a second?"
                ) from None

        def said(saved: bool | None) -> None:
            if saved:
                self.query_one(Search).value = ""  # which might hide the new client
                self.show_figures()
                self.query_one(Rows).move_to(added[-1])
                self.post_message(self.Changed())

        self.app.push_screen(Ask("new client", _fields(None), save), said)

    def action_edit(self) -> None:
        client = self._found.get(self.query_one(Rows).chosen or 0)
        if client is None:
            return
        if names_of(self).is_hidden:
            self.tell("names are hidden; ctrl+n shows them, and then they can be edited")
            return
        fields = _fields(client)

        def save(answers: dict[str, str], _confirmed: bool) -> None:
            before = {field.key: field.value for field in fields}
            said = {key: text for key, text in answers.items() if text != before[key]}
            if said:
                self.desk.clients.edit(client.id, said)

        self.app.push_screen(Ask("edit client", fields, save), self._written)

    def _written(self, saved: bool | None) -> None:
        if saved:
            self.post_message(self.Changed())


def _fields(client: ClientSummary | None) -> list[Field]:
    return [
        Field("name", "name", client.name if client else ""),
        Field("phone", "phone", client.phone or "" if client else ""),
        Field("email", "email", client.email or "" if client else ""),
        Field("note", "note", client.note if client else ""),
    ]


# -- words


def _count(found: int, search: str) -> str:
    if not found:
        return f"No client's name holds “{search}”." if search else EMPTY
    if found == MOST_ROWS:
        return f"the {MOST_ROWS} with the latest session or booking; search for the others"
    count = "1 client" if found == 1 else f"{found} clients, the latest session or booking first"
    return f"{count}; income of the last 365 days"


def _row(each: ClientSummary, currency: Currency, today: date) -> list[str]:
    return [
        each.name,
        human_day(date.fromisoformat(each.last_visit), today) if each.last_visit else "–",
        str(each.visits),
        str(each.missed or "–"),
        currency.format(each.received_minor),
    ]


def _page(client: ClientSummary, currency: Currency, today: date) -> Text:
    reached = " · ".join(each for each in (client.phone, client.email) if each)
    lines = [Text(client.name, style="bold")]
    if reached:
        lines.append(Text(reached))
    if client.note:
        lines.append(Text(client.note))
    if client.first_visit:
        since = human_day(date.fromisoformat(client.first_visit), today)
        visits = "1 visit" if client.visits == 1 else f"{client.visits} visits"
        missed = f", {client.missed} missed" if client.missed else ""
        received = currency.format(client.received_minor)
        lines.append(Text(f"{visits} since {since}{missed}; {received} in the last 365 days"))
    else:
        lines.append(Text("no visit yet"))
    return Text("\n").join(lines)


def _visits(visits: Sequence[Session], today: date) -> list[Said]:
    """Newest first; what was missed or is still to come says so before the service."""
    said = [
        Said(human_day(date.fromisoformat(each.local_date), today), _visit(each), "")
        for each in visits
    ]
    if len(visits) == MOST_VISITS:
        said.append(Said("", f"the latest {MOST_VISITS} visits", "", "dim"))
    return said


def _visit(each: Session) -> str:
    """`Trigger point · 60 min · pain 7→3`, and the note under it."""
    pain = words.pain(each)
    parts = [
        each.status.replace("_", "-") if each.status != "done" else "",
        each.service or each.modality or "session",
        f"{each.minutes} min" if each.status in {"done", "booked"} else "",
        f"pain {pain}" if pain else "",
    ]
    line = " · ".join(part for part in parts if part)
    return f"{line}\n{each.note}" if each.note else line
