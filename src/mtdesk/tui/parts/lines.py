"""The line on top: areas by number, and the day. The line below: the keys that work here and everywhere;
and help, which says every key and the entry line's grammar.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from mtdesk.tui.parts import DIALOG_STYLE, SCROLL


class AreasLine(Widget):
    """`mtdesk  ▸1 Today   2 Week …   Mon 23 Nov 2026`; a click on an area chooses it.

    Where there is a second row, a rule; it is heavy under the area that is shown.
    """

    current: reactive[str] = reactive("")
    day: reactive[str] = reactive("")

    class Chosen(Message):
        def __init__(self, title: str) -> None:
            super().__init__()
            self.title = title

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = tuple(titles)

    def _parts(self) -> list[tuple[str, str]]:
        """Text and title of each part from the left; what is no area has no title."""
        areas = [
            (f"{'▸' if title == self.current else ' '}{number} {title} ", title)
            for number, title in enumerate(self._titles, 1)
        ]
        wanted = sum(len(text) for text, _ in areas) + len(self.day) + 10
        return [("mtdesk ", ""), *areas] if self.content_size.width >= wanted else areas

    def render(self) -> Content:
        parts, width = self._parts(), self.content_size.width
        room = width - sum(len(text) for text, _ in parts)
        shown = [self.day, self.day.rpartition(" ")[0], self.day[4:].rpartition(" ")[0], ""]
        day = next(text for text in shown if len(text) < max(room, 1))
        line = Content.assemble(
            *((text, self._style(title)) for text, title in parts),
            (day.rjust(max(room, 0)), "$dim"),
        )
        if self.content_size.height < 2:
            return line
        rules = [
            ("━" * len(text), "$warm") if title == self.current else ("─" * len(text), "$line")
            for text, title in parts
        ]
        return Content.assemble(line, "\n", *rules, ("─" * max(room, 0), "$line"))

    def _style(self, title: str) -> str:
        if not title:
            return "bold $warm"
        return "bold $warm on $raised" if title == self.current else "$ink"

    def on_click(self, event: Click) -> None:
        place = event.x - self.gutter.left
        for text, title in self._parts():
            if 0 <= place < len(text) and title:
                self.post_message(self.Chosen(title))
            place -= len(text)


GAP = 2  # cells between one thing to do and the next
HELP = "help"  # how the key that lists all keys is described
ALL = "all"  # and the one that lists every command by name
ORDER = ("log", HELP, ALL)  # of the keys of the whole dashboard
_SYMBOLS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


class _Part(NamedTuple):
    text: str
    key: str = ""  # pressed by a click; empty for what is no key
    style: str = ""


def key_words(key: str) -> str:
    """A key as people say it: `ctrl+z` is `^z`, `f1` is `F1`."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _SYMBOLS.get(key, key.replace("ctrl+", "^"))


def keys_said(bindings: Sequence[BindingType]) -> str:
    """`s sell · r redeem`: bindings on the edge of what they work in, those that do not show left out."""
    return " · ".join(
        f"{key_words(each.key)} {each.description}"
        for each in Binding.make_bindings(bindings)
        if each.show
    )


class KeysLine(Widget):
    """One line in place of Textual's Footer, whose widget for each key costs the first frame."""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        return Content.assemble(*((part.text, part.style) for part in self._parts()))

    def on_click(self, event: Click) -> None:
        place = event.x - self.gutter.left
        for part in self._parts():
            size = cell_len(part.text)
            if 0 <= place < size and part.key:
                self.app.simulate_key(part.key)
            place -= size

    def _parts(self) -> list[_Part]:
        """Keys of the place on the left, keys of the whole dashboard on the right.

        Where they do not all fit, the last ones of the place are left out and the key of help says
        `? more`: it lists every key.
        """
        here, everywhere = self._keys()
        width = self.content_size.width
        left = [_group(words, keys) for words, keys in here.items()]
        kept, right = left, [_group(words, keys) for words, keys in everywhere.items()]
        if self._size_of(left, right) > width and HELP in everywhere:
            everywhere = {"more" if each == HELP else each: everywhere[each] for each in everywhere}
            right = [_group(words, keys) for words, keys in everywhere.items()]
            while kept and self._size_of(kept, right) > width:
                kept = kept[:-1]
            while len(right) > 1 and self._size_of(kept, right) > width:
                place = 0 if "more" in everywhere and len(right) == 2 else -1
                right.pop(place)
        shown, last = _joined(kept), _joined(right)
        return [*shown, _Part(" " * max(width - _size(shown) - _size(last), 0)), *last]

    @staticmethod
    def _size_of(left: list[list[_Part]], right: list[list[_Part]]) -> int:
        return _size(_joined([*left, *right]))

    def _keys(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Words and keys: of the place that has the focus, and of the whole dashboard.

        Of the keys that do the same the shortest is shown: `?` and not `F1`, where it is free.
        """
        found: dict[tuple[bool, str], dict[str, str]] = {}
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if self._is_shown(binding) and enabled:
                of_words = found.setdefault((node is self.app, _words(binding)), {})
                before = of_words.get(binding.action, binding.key)
                of_words[binding.action] = min(
                    before, binding.key, key=lambda key: len(key_words(key))
                )
        here, everywhere = (
            {words: list(keys.values()) for (is_app, words), keys in found.items() if is_app is app}
            for app in (False, True)
        )
        return here, {words: everywhere[words] for words in _in_order(everywhere)}

    def _is_shown(self, binding: Binding) -> bool:
        return binding.show or binding.key == self.app.COMMAND_PALETTE_BINDING


def _words(binding: Binding) -> str:
    return ALL if binding.description == "palette" else binding.description


def _in_order(everywhere: dict[str, list[str]]) -> list[str]:
    """What is pressed most comes first."""
    return sorted(
        everywhere, key=lambda words: ORDER.index(words) if words in ORDER else len(ORDER)
    )


def _group(words: str, keys: list[str]) -> list[_Part]:
    """`[ ] day`: the keys that do one thing, and what."""
    parts = [_Part(f"{key_words(key)} ", key, "bold $warm") for key in keys]
    return [*parts, _Part(words, keys[0])]


def _joined(groups: list[list[_Part]]) -> list[_Part]:
    parts: list[_Part] = []
    for group in groups:
        parts += [_Part(" " * GAP), *group] if parts else group
    return parts


def _size(parts: list[_Part]) -> int:
    return sum(cell_len(part.text) for part in parts)


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
    return Content.assemble(("  " + typed.ljust(_CELLS), "$warm"), means)


def keys_of(bindings: Sequence[BindingType]) -> list[tuple[str, str]]:
    """Bindings as (keys, words), those without words left out; a tooltip says more than the keys line."""
    joined: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        if words := binding.tooltip or binding.description:
            joined.setdefault(words, []).append(key_words(binding.key))
    return [("  ".join(keys), words) for words, keys in joined.items()]
