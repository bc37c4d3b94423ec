"""The page of a client: what matters most first, the pain of each visit drawn, the latest visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from mtdesk.desk.clients.page import ClientPage
from mtdesk.model.client import Client
from mtdesk.model.money import Currency
from mtdesk.model.period import human_day
from mtdesk.model.session import Session
from mtdesk.say import pictures
from mtdesk.say.clients.page import MEANINGFUL, Fact, has_meaningful, page_blocks, visit_words
from mtdesk.tui.keys import key
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.panes import Hanging, Said, Settled, Words

MOST_VISITS = 20  # in the list; more of them where the page has the room
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


class Page(Settled, VerticalScroll):
    """Has the focus while it is read with the arrows; `escape` gives it back to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "list"),
        key("open", "open", "more"),
    ]
    HELP = "All that is known of a client; ↑ ↓ scroll, enter opens more: referrals, reports."
    DEFAULT_CSS = """
    Page #client-words { height: auto; }
    Page Hanging { margin-bottom: 1; }
    Page #client-pain { height: 12; margin-bottom: 1; }
    """

    _listed: tuple[Sequence[Session], date, int] | None = None  # and rows that stand above them

    class Closed(Message):
        """Back to the list."""

    class Opened(Message):
        """More of the client is asked for."""

    def action_open(self) -> None:
        self.post_message(self.Opened())

    def compose(self) -> ComposeResult:
        yield Words(id="client-words")
        yield Hanging(id="client-first")
        yield Chart(id="client-pain")
        yield Hanging(id="client-rest")
        yield Hanging(id="client-visits")

    def show(self, page: ClientPage, currency: Currency, today: date) -> None:
        blocks = page_blocks(page, currency, today)
        above = [fact for block in blocks if block.key in ABOVE_CHART for fact in block.facts]
        below = [fact for block in blocks if block.key not in ABOVE_CHART for fact in block.facts]
        aliases = self.query_one("#client-words", Static)
        aliases.display = bool(page.client.aliases)
        aliases.update(_aliases(page.client))
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
        self._listed = (page.sessions, today, 1 + len(above) + len(below) + len(blocks))
        self._list()

    def on_resize(self) -> None:
        """Before it has its place nobody knows how many fit."""
        self._list()

    def _list(self) -> None:
        if self._listed is not None:
            sessions, today, above = self._listed
            most = max(MOST_VISITS, self.size.height - above)
            self.query_one("#client-visits", Hanging).show(_visits(sessions, today, most))

    def action_close(self) -> None:
        self.post_message(self.Closed())


def _aliases(client: Client) -> Content:
    return Content.styled(f"also {', '.join(client.aliases)}" if client.aliases else "", "$dim")


def _said(fact: Fact, width: int) -> Said:
    label, style = STYLES[fact.level]
    return Said(fact.label.ljust(width), fact.text, label, style)


def _visits(sessions: Sequence[Session], today: date, most: int) -> list[Said]:
    """Newest first; what was missed or is still to come says so before the service."""
    latest = sessions[::-1][:most]
    said = []
    for each in latest:
        day = human_day(date.fromisoformat(each.local_date), today)
        said.append(Said(day, visit_words(each), ""))
        said += [Said("", line, "", "$dim") for line in each.note.splitlines()]
    if has_meaningful(latest):
        said.append(Said("", f"{MEANINGFUL} meaningfully less pain", "", "$dim"))
    if len(sessions) > most:
        said.append(Said("", f"the latest {most} visits", "", "$dim"))
    return said
