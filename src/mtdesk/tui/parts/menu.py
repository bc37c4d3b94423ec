"""A few things to choose from: what can be added here, what can be opened of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.rows import Marked


class Choice(NamedTuple):
    """What it is, and what is done when it is chosen."""

    words: str
    act: Callable[[], object]


class Menu(ModalScreen[int | None]):
    """A digit chooses, or arrows and enter; the result is its place."""

    CSS_PATH = DIALOG_STYLE
    HELP = "Things to choose from: a digit takes one, or arrows and enter."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", show=False)]

    def __init__(self, title: str, words: Sequence[str], about: str = "") -> None:
        """`about` is what is asked, where that is more than a title holds."""
        super().__init__()
        self._heading, self._about = title, about
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog" if self._about else "dialog narrow") as box:
            box.border_title = names_of(self).said(self._heading)
            box.border_subtitle = f"1-{len(self._words)} or enter choose · esc leave"
            if self._about:
                yield Static(names_of(self).said(self._about), classes="hint", markup=False)
            yield Marked(
                *(f"{place}  {words}" for place, words in enumerate(self._words, 1)),
                markup=False,
                compact=True,
            )

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def on_key(self, event: Key) -> None:
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._words):
            event.stop()
            self.dismiss(int(event.key) - 1)


def choose(app: App[None], title: str, choices: Sequence[Choice], about: str = "") -> None:
    """Ask which, and do it."""

    def chosen(place: int | None) -> None:
        if place is not None:
            choices[place].act()

    app.push_screen(Menu(title, [each.words for each in choices], about), chosen)
