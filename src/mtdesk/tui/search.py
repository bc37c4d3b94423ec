"""Search everywhere, as you type; enter goes to where what was found lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.search import MOST, Hit
from mtdesk.errors import MtdeskError
from mtdesk.model.frozen import replace
from mtdesk.model.names.matching import called
from mtdesk.say.search import NOTHING_ASKED, found_words, hit_words, kind_of, nothing_found
from mtdesk.tui.names import HIDDEN, names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.rows import Column, Rows

PLACEHOLDER = "a name, a word of a note, 95, march, 2026-03"
# While names are hidden: of these no word is shown, of these the number, and of these all.
_VEILED = "incident"
_OF_CLIENTS = {"client", "client_alias"}
_OWN_WORDS = {"service", "workplace", "questionnaire"}


class Search(ModalScreen[Hit | None]):
    """What is chosen, or None."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Search Rows { height: 1fr; }
    Search .hint { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("down", "into_the_list", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "search"
            box.border_subtitle = "enter go there · ↓ into the list · esc leave"
            line = Input(placeholder=PLACEHOLDER, compact=True)
            line.cursor_blink = False
            yield line
            yield Static(NOTHING_ASKED, classes="hint", markup=False)
            yield Rows(Column("day", 10), Column("what", 15), Column("", 90))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        hint = self.query_one(".hint", Static)
        try:
            self._hits = self._desk.search.find(event.value, MOST)
        except MtdeskError as error:
            self._hits = []
            hint.update(error.message)
        else:
            hint.update(self._about(event.value))
        self.query_one(Rows).fill(self._rows())

    def _about(self, text: str) -> str:
        if not text.strip():
            return NOTHING_ASKED
        return found_words(len(self._hits), MOST) if self._hits else nothing_found(text)

    def _rows(self) -> Iterator[tuple[int, tuple[str, str, str]]]:
        currency, is_hidden = self._desk.settings.currency, names_of(self).is_hidden
        for place, hit in enumerate(self._hits):
            shown = _veiled(hit) if is_hidden else hit
            yield place, (hit.day or "", kind_of(hit), hit_words(shown, currency) if shown else "")

    def action_into_the_list(self) -> None:
        self.query_one(Rows).take_focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._go(self.query_one(Rows).chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._go(self.query_one(Rows).chosen)

    def _go(self, place: int | None) -> None:
        if place is not None and place < len(self._hits):
            self.dismiss(self._hits[place])


def _veiled(hit: Hit) -> Hit | None:
    """What of a row may be drawn while names are hidden; None where nothing may."""
    if hit.table.startswith(_VEILED):
        return None
    if hit.table in _OF_CLIENTS:
        return replace(hit, client=None, words=(called(hit.shown),))
    if hit.table in _OWN_WORDS:
        return hit
    return replace(hit, words=(HIDDEN,) if hit.words else ())
