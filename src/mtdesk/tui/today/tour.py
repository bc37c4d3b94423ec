"""A minute's look round: each area in its turn, with a few sentences below it."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.tui.keys import with_keys
from mtdesk.tui.parts import DIALOG_STYLE


class Stop(NamedTuple):
    """An area, and what to know of it."""

    area: str
    words: str


STOPS = (
    Stop(
        "Today",
        "Type what was, in any order, in the bar on top: ana swedish 60m 90+15 card. Below it you "
        "read what would be written; enter writes it, {undo} takes it back. An expense, a trip or "
        "how you feel goes in there, too. In the evening Today asks what is not said yet.",
    ),
    Stop(
        "Week",
        "Your hours day by day, your own limit as a line, and whether the week is more than your "
        "usual and why. ← → read a bar out, enter opens what stands behind it.",
    ),
    Stop(
        "Money",
        "The year against your target, month by month: fees, tips, costs, what an hour left you, "
        "who owes you. {export} writes the accountant's file, {lookback} looks back for yourself.",
    ),
    Stop(
        "Body",
        "How worn out and how sore you said you are: {checkin} checks in from anywhere, ten "
        "seconds, a digit each. Your own body is held against your own usual, never another's.",
    ),
    Stop(
        "Clients",
        "Who comes, how often, with how much pain, and what it costs you. {filter} finds a name, "
        "{sort} sorts by the next column, {hide} hides all names when somebody looks on.",
    ),
    Stop(
        "Findings",
        "What the figures say, told as a story, and what made it. It is quiet until there is enough "
        "to compare. {incident} records an incident from anywhere, sealed as it was written.",
    ),
    Stop(
        "Today",
        "That is all: digits go to the areas, {help} explains where you are, ctrl+p finds "
        "everything by name, {search} searches. This look round is there as Tour.",
    ),
)


class Tour(ModalScreen[None]):
    """enter goes on, escape ends it; the areas behind are the real ones."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "go(1)", "go on"),
        Binding("left,backspace", "go(-1)", "back"),
        Binding("escape", "leave", "end"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog low"):
            yield Static(markup=False)

    async def on_mount(self) -> None:
        await self._show()

    async def _show(self) -> None:
        stop = STOPS[self._at]
        await self.app.run_action(f"area('{stop.area}')")
        box = self.query_one(".dialog")
        box.border_title = f"tour · {self._at + 1} of {len(STOPS)} · {stop.area}"
        last = self._at == len(STOPS) - 1
        box.border_subtitle = "enter begin" if last else "enter go on · ← back · esc end"
        self.query_one(Static).update(with_keys(self, stop.words))

    async def action_go(self, by: int) -> None:
        at = self._at + by
        if at == len(STOPS):
            await self.action_leave()
        elif at >= 0:
            self._at = at
            await self._show()

    async def action_leave(self) -> None:
        """Back to Today, where the first session is typed."""
        await self.app.run_action(f"area('{STOPS[0].area}')")
        self.dismiss(None)
