"""Clients: found as she types, each with rhythm, pain, money and strain; the page beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.clients.page import ClientPage, ClientSummary
from mtdesk.errors import NeedsConfirmationError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, human_day, short_day
from mtdesk.model.session import Session
from mtdesk.say import pictures
from mtdesk.say.clients import rows as client_words
from mtdesk.say.clients.page import MEANINGFUL, Fact, has_meaningful, page_blocks, visit_words
from mtdesk.tui.area import Area
from mtdesk.tui.clients import medical
from mtdesk.tui.clients.medical import Outcomes
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.parts.panes import Beside, Chart, Hanging, Said
from mtdesk.tui.parts.rows import Column, Rows

ROWS = 60  # clients read at once; the cursor at the last of them reads as many more
EMPTY = (
    "No client yet. Press n, or log a session in the bar on Today with a name: "
    "ana swedish 60m 90+15 card"
)
KEYS = {client_words.DRIFTING: "d", client_words.TALK: "t"}  # of what chooses them


class Search(Input):
    """Arrow down and enter go on to the clients found; so does escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter,escape", "leave", "to the list"),
    ]

    class Left(Message):
        """On to the list."""

    def action_leave(self) -> None:
        self.post_message(self.Left())


class Names(OptionList, inherit_bindings=False):
    """As any list, and says what enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in Binding.make_bindings(OptionList.BINDINGS) if each.key != "enter"),
        Binding("enter", "select", "page"),
    ]


class Found(Rows):
    LIST = Names


class Clients(Area):
    title = "Clients"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", f"filter('{client_words.DRIFTING}')", "drifting"),
        Binding("t", f"filter('{client_words.TALK}')", "talk"),
        Binding("slash", "search", "search"),
        Binding("n", "add", "new"),
        Binding("e", "edit", "edit"),
        Binding(
            "r", "referrals", "referral", tooltip="who sent the client, and how far it reaches"
        ),
        Binding("f", "function", "function", tooltip="what the client can do, measured"),
        Binding("p", "progress", "report", tooltip="a progress report for doctor or payer"),
        Binding("o", "outcomes", "outcomes", tooltip="medical against wellness, in one table"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: dict[int, ClientSummary] = {}
        self._filter = ""
        self._limit = ROWS

    def compose(self) -> ComposeResult:
        search = Search(
            placeholder="/ search: any part of a name", compact=True, id="clients-search"
        )
        search.cursor_blink = False
        yield search
        yield Static(id="clients-words", markup=False)
        with Beside(id="clients-panes"):
            yield Found(
                Column("client", 16),
                Column("last", 8),
                Column("12 months", 12, style="$dim"),
                Column("pain", 4),
                Column("a year", 7, right=True),
                Column("effort", 6, right=True),
                Column("", 4),
                id="clients-found",
            )
            yield Page(id="client-page")

    def take_focus(self) -> None:
        self.remove_class("-paged")
        self.query_one(Rows).take_focus()

    def show_figures(self) -> None:
        search = self.query_one(Search).value
        clients = self.desk.clients
        find = {
            client_words.DRIFTING: clients.drifting,
            client_words.TALK: clients.worth_a_conversation,
        }.get(self._filter, clients.find)
        found = find(search, self._limit)
        self._found = {each.id: each for each in found}
        currency, today = self.desk.settings.currency, self.desk.today
        self.query_one("#clients-words", Static).update(self._words(found, search, currency))
        veiled = names_of(self).veiled
        self.query_one(Rows).fill((each.id, _row(veiled(each), currency, today)) for each in found)
        self._show_client()

    def _words(self, found: list[ClientSummary], search: str, currency: Currency) -> str:
        all_again = f"{KEYS[self._filter]} shows all" if self._filter else ""
        if not found:
            nobody = client_words.nobody(search, self._filter) or EMPTY
            return f"{nobody} {all_again}." if all_again else nobody
        is_part = len(found) == self._limit
        said = client_words.how_many(found, search, self._filter, currency, is_part=is_part)
        more = [all_again] if all_again else client_words.legend(found)
        return " · ".join([said, *more])

    def _show_client(self) -> None:
        chosen = self.query_one(Rows).chosen
        page = self.query_one(Page)
        page.display = chosen is not None
        if chosen is not None:
            shown = names_of(self).veiled(self.desk.clients.page(chosen))
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
            if event.index == self._limit - 1:
                self._limit += ROWS
                self.show_figures()
            else:
                self._show_client()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.add_class("-paged")
        self.query_one(Page).focus()

    def on_page_closed(self, event: Page.Closed) -> None:
        event.stop()
        self.take_focus()

    def on_search_left(self) -> None:
        self.take_focus()

    # -- keys

    def action_search(self) -> None:
        self.remove_class("-paged")
        self.query_one(Search).focus()

    def action_filter(self, name: str) -> None:
        """Only those clients, or everyone again."""
        self._filter = "" if self._filter == name else name
        self._limit = ROWS
        with self.in_words():
            self.show_figures()
        self.query_one(Rows).list.action_first()  # whom it matters most for
        self.take_focus()

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
            self.tell("names are hidden; ctrl+n shows them, and then they can be edited")
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

    def _chosen(self) -> Client | None:
        """Whose medical side is asked for; nobody while names are hidden, for it is full of them."""
        if names_of(self).is_hidden:
            self.tell("names are hidden; ctrl+n shows them, and then this can be opened")
            return None
        row = self._found.get(self.query_one(Rows).chosen or 0)
        return row.client if row else None

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
    return [
        each.name,
        _last(each.last_visit, today),
        client_words.rhythm(each),
        client_words.pain_arrow(each),
        currency.whole(income) if income else "–",
        client_words.effort_against(each),
        client_words.marks(each),
    ]


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


MOST_VISITS = 20  # in the list
ABOVE_CHART = (
    "standing",
    "talk",
    "plan",
    "referral",
    "visits",
    "pain",
)  # blocks; the others stand below
# Level of a fact -> style of its label and of its words.
STYLES = {
    "act": ("bold $act", "bold $act"),
    "watch": ("bold $watch", ""),
    "good": ("bold $good", ""),
    "faint": ("$dim", "$dim"),
    "": ("$dim", ""),
}


class Page(VerticalScroll):
    """Has the focus while it is read with the arrows; `escape` gives it back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "close", "list"),
    ]
    DEFAULT_CSS = """
    Page #client-words { height: auto; }
    Page Hanging { margin-bottom: 1; }
    Page #client-pain { height: 12; margin-bottom: 1; }
    """

    class Closed(Message):
        """Back to the list."""

    def compose(self) -> ComposeResult:
        yield Static(id="client-words", markup=False)
        yield Hanging(id="client-first")
        yield Chart(id="client-pain")
        yield Hanging(id="client-rest")
        yield Hanging(id="client-visits")

    def show(self, page: ClientPage, currency: Currency, today: date) -> None:
        blocks = page_blocks(page, currency, today)
        above = [fact for block in blocks if block.key in ABOVE_CHART for fact in block.facts]
        below = [fact for block in blocks if block.key not in ABOVE_CHART for fact in block.facts]
        self.query_one("#client-words", Static).update(_heading(page.client))
        widest = max(len(fact.label) for fact in (*above, *below))
        for place, facts in (("#client-first", above), ("#client-rest", below)):
            hanging = self.query_one(place, Hanging)
            hanging.display = bool(facts)
            hanging.show([_said(fact, widest) for fact in facts])
        pain = pictures.pain_by_visit(page.sessions, page.summary.pain)
        chart = self.query_one("#client-pain", Chart)
        chart.display = bool(pain.labels)
        if pain.labels:
            chart.show(pain)
        self.query_one("#client-visits", Hanging).show(_visits(page.sessions, today))

    def action_close(self) -> None:
        self.post_message(self.Closed())


def _heading(client: Client) -> Content:
    aliases = f"\nalso {', '.join(client.aliases)}" if client.aliases else ""
    return Content.assemble((client.name, "bold"), (aliases, "$dim"))


def _said(fact: Fact, width: int) -> Said:
    label, style = STYLES[fact.level]
    return Said(fact.label.ljust(width), fact.text, label, style)


def _visits(sessions: Sequence[Session], today: date) -> list[Said]:
    """Newest first; what was missed or is still to come says so before the service."""
    latest = sessions[::-1][:MOST_VISITS]
    said = []
    for each in latest:
        day = human_day(date.fromisoformat(each.local_date), today)
        said.append(Said(day, visit_words(each), ""))
        said += [Said("", line, "", "$dim") for line in each.note.splitlines()]
    if has_meaningful(latest):
        said.append(Said("", f"{MEANINGFUL} meaningfully less pain", "", "$dim"))
    if len(sessions) > MOST_VISITS:
        said.append(Said("", f"the latest {MOST_VISITS} visits", "", "$dim"))
    return said
