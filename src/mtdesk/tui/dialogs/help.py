"""Every key, and the entry line's grammar with examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from mtdesk.tui.widgets.keys_line import key_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

EXAMPLES = (
    ("ana swedish 60m 90+15 card", "60 min, $90 and a $15 tip by card; it ends now"),
    ("ana deep 60m 90 e6 p7-3 2:30pm -- tight left trapezius", "effort 6, pain 7 to 3, a note"),
    ("li 90m 140 yesterday", "another day: yesterday, mon, 11-20, 2026-11-20"),
    ("mon 10:00 booked ana 60m", "a booking ahead"),
    ("ana no-show 45 cash", "a missed session and the fee paid for it"),
    ("spend 42.50 oil supplies", "an expense; the last words may be its category"),
    ("trip 12mi home visit", "a trip"),
    ("time 30 laundry", "unpaid work: admin, laundry, travel, marketing, education, other"),
    ("body 6 mind 4 sleep 7 thumb-r 5", "a check-in, all 0 to 10"),
)
WORDS = (
    ("60m  1h  1h30", "how long"),
    ("90  90.50  90+15  +15  free", "price, price and tip, tip"),
    ("card  cash  check  venmo  …", "how it was paid; without a method, a menu price is owed"),
    ("e6", "effort on your body, 0-10; without it one is estimated, and marked ~"),
    ("r4", "pressure, 1-5"),
    ("p7-3  p7-?", "the client's pain before and after, 0-10"),
    ("fb", "you asked for feedback"),
    ("2:30pm  14:30", "when it began"),
    ("@spa", "workplace"),
    ("booked  no-show  late-cancel  cancelled", "when it was not held"),
    ("-- anything", "a note, up to the end of the line"),
    ('"Ana June"', "a name whose words mean something else"),
)
BAR_KEYS = (
    ("enter", "save the line"),
    ("tab", "complete the word; again for the next choice"),
    ("up  down", "lines typed before, since the dashboard was opened"),
    ("f2", "the session as a form"),
    ("escape", "leave the bar, so that single keys work"),
)
_CELLS = 30


class Help(ModalScreen[None]):
    """`sections` are the keys of the place help was asked from, as (title, keys and words)."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", show=False)
    ]

    def __init__(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__()
        self._sections = sections

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall") as box:
            box.border_title = "help"
            box.border_subtitle = "↑ ↓ scroll · esc leave"
            with VerticalScroll(classes="help"):
                yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        sections = [
            ("The entry line: words in any order", EXAMPLES),
            ("What its words mean", WORDS),
            ("Keys in the entry bar", BAR_KEYS),
            *self._sections,
        ]
        return Content("\n\n").join(
            Content("\n").join([Content.styled(title, "bold"), *map(_row, rows)])
            for title, rows in sections
        )


def _row(row: tuple[str, str]) -> Content:
    """The words typed, and what they mean beside them, or below where they are long."""
    typed, means = row
    gap = " " * (_CELLS - len(typed)) if len(typed) < _CELLS else "\n" + " " * (_CELLS + 2)
    return Content.assemble("  ", (typed, "$text-accent"), gap, means)


def keys_of(bindings: Sequence[BindingType]) -> list[tuple[str, str]]:
    """Bindings as (keys, words), those without words left out."""
    found = []
    for binding in Binding.make_bindings(bindings):
        if binding.description:
            found.append((key_words(binding.key), binding))
    joined: dict[str, list[str]] = {}
    for key, binding in found:
        joined.setdefault(binding.description, []).append(key)
    return [("  ".join(keys), words) for words, keys in joined.items()]
