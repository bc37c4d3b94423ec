"""Every key, and the entry line's grammar with examples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.lines import key_words

EXAMPLES = (
    ("ana swedish 60m 90+15 card", "$90 and a $15 tip by card, ended now"),
    ("ana deep 60m 90 e6 p7-3 -- neck", "effort 6, pain 7 to 3, a note"),
    ("li 90m 140 yesterday 2:30pm", "another day, and when it began"),
    ("ana 60m fri 10:00 booked", "a booking ahead"),
    ("done 214 90+15 card e6", "booking 214 was done, what came with it"),
    ("done 214 late-cancel", "or what became of it"),
    ("ana no-show 45 cash", "a missed session, and its fee"),
    ("spend 42.50 oil supplies", "an expense, its category last"),
    ("trip 12mi home visit", "a trip"),
    ("time 30 laundry", "unpaid work, in minutes"),
    ("body 6 mind 4 sleep 7 thumb-r 5", "a check-in, 0 to 10 each"),
)
WORDS = (
    ("60m  1h  1h30", "how long"),
    ("90  90.50  90+15  +15  free", "price, price and tip, tip"),
    ("card  cash  check  venmo …", "how it was paid; if not said, owed"),
    ("e6", "your effort, 0-10; else ~ estimated"),
    ("r4", "pressure, 1-5"),
    ("p7-3  p7-?", "the client's pain, before and after"),
    ("fb", "you asked for feedback"),
    ("2:30pm  14:30", "when it began; if not said, it ends now"),
    ("yesterday  mon  11-20  2026-11-20", "which day"),
    ("@spa", "workplace"),
    ("booked  no-show  late-cancel", "when it was not held"),
    ("-- anything", "a note, up to the end of the line"),
    ('"Ana June"', "a name whose words mean something else"),
)
_CELLS = 37  # what is typed, before what it means


class Help(ModalScreen[None]):
    """`sections` are keys, as (title, keys and words): those of the entry bar, then those of the place.

    While a line is typed its grammar and the bar come first, otherwise the place does.
    """

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", show=False)
    ]

    def __init__(
        self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]], *, is_typing: bool = True
    ) -> None:
        super().__init__()
        self._sections = sections
        self._is_typing = is_typing

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = "help"
            box.border_subtitle = SCROLL
            with VerticalScroll():
                yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        line = [("The entry line: words in any order", EXAMPLES), ("What its words mean", WORDS)]
        bar, *keys = self._sections
        sections = [*line, bar, *keys] if self._is_typing else [*keys, *line, bar]
        return Content("\n\n").join(
            Content("\n").join([Content.styled(title, "bold"), *map(_row, rows)])
            for title, rows in sections
        )


def _row(row: tuple[str, str]) -> Content:
    typed, means = row
    return Content.assemble(("  " + typed.ljust(_CELLS), "$text-accent"), means)


def keys_of(bindings: Sequence[BindingType]) -> list[tuple[str, str]]:
    """Bindings as (keys, words), those without words left out; a tooltip says more than the keys line."""
    joined: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        if words := binding.tooltip or binding.description:
            joined.setdefault(words, []).append(key_words(binding.key))
    return [("  ".join(keys), words) for words, keys in joined.items()]
