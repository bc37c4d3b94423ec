"""Rows to choose from, each with its facts below, and keys that do something about the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from mtdesk.errors import MtdeskError
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE, TAKE_BACK
from mtdesk.tui.parts.ask import Field, ask
from mtdesk.tui.parts.keys_line import keys_said
from mtdesk.tui.parts.rows import Column, Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from mtdesk.tui.area import Area


class Listing(ModalScreen[None]):
    """Subclasses say what is listed. After writing, all is read anew, here and in the area behind.

    Every key with words stands on the lower edge. `ctrl+z` works here as everywhere.
    """

    heading: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Listing Rows { height: auto; max-height: 1fr; width: 100%; }
    Listing .facts { height: auto; max-height: 8; }
    Listing .trouble { height: auto; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        Binding("ctrl+z", "undo", "undo", show=False),
    ]

    def __init__(self, area: Area) -> None:
        super().__init__()
        self.area = area
        self.desk = area.desk

    # -- what subclasses say

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The rows, as (key, cells)."""
        raise NotImplementedError

    def about(self) -> str:
        """What stands above the rows: their sum, or what to do where there are none."""
        raise NotImplementedError

    def facts(self, key: int) -> str:
        """What else is known of a row."""
        raise NotImplementedError

    # -- the frame

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog listing") as box:
            box.border_title = self.heading
            box.border_subtitle = f"{keys_said(self.BINDINGS)} · esc leave".removeprefix(" · ")
            yield Static(classes="hint", markup=False)
            yield Rows(*self.columns)
            yield Static(classes="facts", markup=False)
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self.fill()
        self.query_one(Rows).take_focus()

    @property
    def rows(self) -> Rows:
        return self.query_exactly_one(Rows)

    def fill(self) -> None:
        """Read all anew; the cursor stays on its row."""
        trouble = ""
        try:
            listed = self.listed()
            self.rows.fill(listed)
            self.rows.display = bool(listed)
            self.query_one(".hint", Static).update(names_of(self).said(self.about()))
        except MtdeskError as error:
            trouble = names_of(self).said(error.message)
        self.query_one(".trouble", Static).update(trouble)
        self._show_facts()

    def _show_facts(self) -> None:
        chosen = self.rows.chosen
        facts = "" if chosen is None else self.facts(chosen)
        self.query_one(".facts", Static).update(names_of(self).said(facts))

    def on_rows_chosen(self) -> None:
        self._show_facts()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose()

    def choose(self) -> None:
        """What `enter` does with the chosen row."""

    # -- writing

    def ask(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, str], bool], str],
        about: str = "",
    ) -> None:
        ask(self.app, title, fields, act, self.written, about=about)

    def written(self, words: str) -> None:
        """Say what was written, and show all anew."""
        self.notify(f"{words}; {TAKE_BACK}", markup=False)
        self.area.post_message(self.area.Changed())
        self.fill()

    def refuse(self, words: str) -> None:
        self.notify(words, severity="error", markup=False)

    async def action_undo(self) -> None:
        await self.app.run_action("undo")
        self.fill()
