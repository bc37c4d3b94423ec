"""Medical against wellness, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.errors import MtdeskError
from mtdesk.say.medical.outcomes import outcome_listing, outcome_notes
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.rows import table

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from mtdesk.desk import Desk


class Outcomes(ModalScreen[None]):
    """A year of accounts; `[` and `]` go to others."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Outcomes VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    Outcomes .figures { height: auto; margin-bottom: 1; }
    Outcomes .hint { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,q", "dismiss(None)", "leave"),
        Binding("left_square_bracket", "year(-1)", "a year before"),
        Binding("right_square_bracket", "year(1)", "a year on"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._year = desk.settings.year_of(desk.today)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = "medical against wellness"
            box.border_subtitle = f"[ ] other years · {SCROLL}"
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
