"""Clients: found as she types, each with rhythm, pain, money and strain; the page beside them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.clients.page import ClientSummary
from mtdesk.errors import NeedsConfirmationError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, short_day
from mtdesk.model.reminder import Reminder
from mtdesk.say.clients import rows as client_words
from mtdesk.tui.area import Area, Command
from mtdesk.tui.clients import medical
from mtdesk.tui.clients.medical import Outcomes
from mtdesk.tui.clients.page import Page
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.parts.menu import Choice, choose
from mtdesk.tui.parts.order import valued
from mtdesk.tui.parts.panels import Panel
from mtdesk.tui.parts.panes import Beside, Words
from mtdesk.tui.parts.rows import Column, Marked, Rows

EVERY_ONE = 1_000_000  # where another column than the last visit puts them in order
ROWS = 60  # clients read at once; the cursor at the last of them reads as many more
PLACEHOLDER = "any part of a name · tab: drifting, worth a conversation"
SHOWS_ALL = "tab in the filter shows all"
EMPTY = (
    "No client yet. Press {add}, or log a session in the bar on Today with a name: "
    "ana swedish 60m 90+15 card"
)
FILTERS = ("", client_words.DRIFTING, client_words.TALK)  # tab in the filter goes round


class Search(Input):
    """Arrow down and enter go on to the clients found; so does escape."""

    HELP = (
        "Any part of a name leaves those who have it. tab goes round: everyone, those who come less "
        "than they did, those worth a conversation."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter,escape", "leave", "to the list"),
        Binding("tab", "which", "everyone, drifting, talk"),
    ]

    class Left(Message):
        """On to the list."""

    class Which(Message):
        """The next kind of clients."""

    def action_which(self) -> None:
        self.post_message(self.Which())

    def action_leave(self) -> None:
        self.post_message(self.Left())


class Names(Marked):
    """As any list, and says what enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [key("open", "select", "page")]


class Found(Rows):
    LIST = Names
    HELP = (
        "A client a row: the last visit, twelve months of visits, pain before and "
        "after, what a year brought, effort against your own; enter opens the page."
    )


class Clients(Area):
    title = "Clients"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("add", "add", "add", tooltip="a client"),
        key("edit", "edit", "edit"),
        key("filter", "filter", "filter", tooltip="by name; tab: drifting, worth a conversation"),
        key("export", "progress", "report", tooltip="a progress report for doctor or payer"),
    ]
    COMMANDS = (
        Command("Referrals of a client", "Who sent them, how far it reaches", "referrals"),
        Command("What a client can do", "Measured, then and now", "function"),
        Command("Progress report", "For doctor or payer", "progress"),
        Command("Outcomes", "Medical against wellness, in one table", "outcomes"),
        Command("New client", "Name, contact, what they come for", "add", words="add"),
        Command("Edit a client", "Phone, mail, goal, next step", "edit", words="change rename"),
        Command("Clients who are drifting", "Who come less than they did", "only_drifting"),
        Command("Clients worth a conversation", "About what you agreed", "only_talk"),
    )  # fmt: skip
    HELP = (
        "Your clients: rhythm, pain, money and strain; beside them the page of the one you are on."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, ClientSummary] = {}
        self._filter = ""
        self._limit = ROWS

    def compose(self) -> ComposeResult:
        search = Search(placeholder=PLACEHOLDER, compact=True, id="clients-search")
        search.cursor_blink = False
        with Beside(id="clients-panes"):
            with Panel(id="clients-list", title="clients"):
                yield search
                yield Words(id="clients-words")
                yield Found(
                    Column("client", 16),
                    Column("last", 8),
                    Column("12 months", 12, style="$one"),
                    Column("pain", 4),
                    Column("a year", 7, right=True),
                    Column("effort", 6, right=True),
                    Column("", 4),
                    id="clients-found",
                )
            with Panel(id="client-panel", classes="right"):
                yield Page(id="client-page")

    def take_focus(self) -> None:
        self.remove_class("-paged")
        self.query_one(Rows).take_focus()

    def show_reminder(self, reminder: Reminder) -> None:
        """The page of the client whose number it names, however far down the list."""
        if not reminder.subject:
            return
        with self.in_words():
            client = self.desk.clients.page(reminder.subject).client
            self._filter, self._limit = "", ROWS
            with self.prevent(Input.Changed):
                self.query_one(Search).value = client.name
            self.show_figures()
            self.query_one(Rows).move_to(reminder.subject)
            self._show_client()

    def show_figures(self) -> None:
        search = self.query_one(Search).value
        clients = self.desk.clients
        find = {
            client_words.DRIFTING: clients.drifting,
            client_words.TALK: clients.worth_a_conversation,
        }.get(self._filter, clients.find)
        limit = self._limit if self.query_one(Rows).sorted_by is None else EVERY_ONE
        found = find(search, limit)
        self._found = {each.id: each for each in found}
        currency, today = self.desk.settings.currency, self.desk.today
        said, legend = self._words(found, search, currency)
        self.query_one("#clients-words", Static).update(said)
        self.query_one("#clients-list", Panel).foot(legend)
        veiled = names_of(self).veiled
        self.query_one(Rows).fill((each.id, _row(veiled(each), currency, today)) for each in found)
        self._show_client()

    def _words(
        self, found: list[ClientSummary], search: str, currency: Currency
    ) -> tuple[str, str]:
        """How many they are, and what the marks beside them mean."""
        all_again = SHOWS_ALL if self._filter else ""
        if not found:
            nobody = client_words.nobody(search, self._filter) or with_keys(self, EMPTY)
            return (f"{nobody} {all_again}." if all_again else nobody), ""
        is_sorted = self.query_one(Rows).sorted_by is not None
        is_part = len(found) == self._limit and not is_sorted
        said = client_words.how_many(
            found, search, self._filter, currency, is_part=is_part, is_sorted=is_sorted
        )
        legend = " · ".join(client_words.legend(found))
        return " · ".join(filter(None, (said, all_again))), legend

    def _show_client(self) -> None:
        chosen = self.query_one(Rows).chosen
        page, panel = self.query_one(Page), self.query_one("#client-panel", Panel)
        panel.display = chosen is not None
        if chosen is not None:
            shown = names_of(self).veiled(self.desk.clients.page(chosen))
            panel.entitle(shown.client.name)
            page.show(shown, self.desk.settings.currency, self.desk.today)
            page.scroll_home(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._limit = ROWS
        with self.in_words():
            self.show_figures()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        with self.in_words():
            if event.index == self._limit - 1 and event.rows.sorted_by is None:
                self._limit += ROWS
                self.show_figures()
            else:
                self._show_client()

    def open_column(self, event: Chart.Opened) -> None:
        """The visit of this client behind a point of the pain that was said."""
        self.open_rows(event.rows, event.days, self.query_one(Rows).chosen)

    def on_rows_sorted(self, event: Rows.Sorted) -> None:
        """Of all clients, not only of those read so far."""
        event.stop()
        with self.in_words():
            self.show_figures()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.add_class("-paged")
        self.query_one(Page).focus()

    def on_page_closed(self, event: Page.Closed) -> None:
        event.stop()
        self.take_focus()

    def on_search_left(self) -> None:
        self.take_focus()

    def on_search_which(self, event: Search.Which) -> None:
        event.stop()
        place = FILTERS.index(self._filter) + 1
        self._only(FILTERS[place % len(FILTERS)])

    def on_page_opened(self, event: Page.Opened) -> None:
        event.stop()
        client = self._chosen()
        if client is not None:
            opens = partial(partial, self.action_open)
            choices = (
                Choice("edit", self.action_edit),
                Choice("referrals", self.action_referrals),
                Choice("what they can do, measured", self.action_function),
                Choice("a progress report", self.action_progress),
                Choice("medical against wellness, the year", self.action_outcomes),
                Choice("a receipt", opens("year:receipt")),
                Choice("what is agreed: warn, prepay, block …", opens("clients.identity:standing")),
                Choice("another name", opens("clients.identity:alias")),
                Choice("delete for good", opens("clients.identity:purge")),
            )
            choose(self.app, client.name, choices)

    # -- keys

    def action_filter(self) -> None:
        self.remove_class("-paged")
        self.query_one(Search).focus()

    def action_only_drifting(self) -> None:
        self._only(client_words.DRIFTING)
        self.take_focus()

    def action_only_talk(self) -> None:
        self._only(client_words.TALK)
        self.take_focus()

    def _only(self, name: str) -> None:
        """Those clients alone, or everyone again."""
        self._filter = name
        self._limit = ROWS
        with self.in_words():
            self.show_figures()
        self.query_one(Rows).list.action_first()  # whom it matters most for

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
                # What was searched or filtered might hide the new client.
                self.query_one(Search).value, self._filter = "", ""
                self.show_figures()
                self.query_one(Rows).move_to(added[-1])
                self.post_message(self.Changed())

        self.app.push_screen(Ask("new client", _fields(None), save), said)

    def action_edit(self) -> None:
        chosen = self._found.get(self.query_one(Rows).chosen or 0)
        if chosen is None:
            return
        if names_of(self).is_hidden:
            self.tell(
                with_keys(self, "names are hidden; {hide} shows them, and then they can be edited")
            )
            return
        fields = _fields(chosen.client)

        def save(answers: dict[str, str], _confirmed: bool) -> None:
            before = {field.key: field.value for field in fields}
            said = {key: text for key, text in answers.items() if text != before[key]}
            if said:
                self.desk.clients.edit(chosen.id, said)

        self.app.push_screen(Ask("edit client", fields, save), self._written)

    def action_referrals(self) -> None:
        client = self._chosen()
        if client is not None:
            self.app.push_screen(medical.Referrals(self, client))

    def action_function(self) -> None:
        client = self._chosen()
        if client is not None:
            self.app.push_screen(medical.Function(self, client))

    def action_progress(self) -> None:
        client = self._chosen()
        if client is not None:
            with self.in_words():
                medical.report(self, client)

    def action_outcomes(self) -> None:
        self.app.push_screen(Outcomes(self.desk))

    @property
    def client(self) -> Client | None:
        row = self._found.get(self.query_one(Rows).chosen or 0)
        return row.client if row else None

    def _chosen(self) -> Client | None:
        """Whose medical side is asked for; nobody while names are hidden, for it is full of them."""
        if names_of(self).is_hidden:
            self.tell(
                with_keys(self, "names are hidden; {hide} shows them, and then this can be opened")
            )
            return None
        return self.client

    def _written(self, saved: bool | None) -> None:
        if saved:
            self.post_message(self.Changed())


def _fields(client: Client | None) -> list[Field]:
    """What can be asked of a client, the line most often changed first after the name."""
    hints = {
        "name": ("name", ""),
        "next_step": ("next step", "what is planned for the next visit"),
        "complaint": ("complaint", "what they come for"),
        "goal": ("goal", "what they want to be able to do"),
        "phone": ("phone", ""),
        "email": ("email", ""),
        "legal_name": ("legal name", "as an insurer would write it"),
        "note": ("note", ""),
    }
    return [
        Field(key, label, (getattr(client, key) or "") if client else "", hint)
        for key, (label, hint) in hints.items()
    ]


# -- words


def _row(each: ClientSummary, currency: Currency, today: date) -> list[str]:
    income = each.received_minor if each.worth_minor is None else each.worth_minor
    cells = [
        each.name,
        _last(each.last_visit, today),
        client_words.rhythm(each),
        client_words.pain_arrow(each),
        currency.whole(income) if income else "–",
        client_words.effort_against(each),
        client_words.marks(each),
    ]
    eased = each.pain.first - each.pain.last if each.pain else None
    return valued(cells, {1: each.last_visit, 2: sum(each.by_month) or None, 3: eased})


def _last(day: str | None, today: date) -> str:
    """`today`, `18 Nov`, and of other years `Nov 2024`."""
    if day is None:
        return "–"
    last = date.fromisoformat(day)
    if last == today:
        return "today"
    if (today - last).days < 300:
        return short_day(last)
    return f"{MONTHS[last.month - 1]} {last.year}"
