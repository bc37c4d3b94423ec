"""The line on top: areas by number, and the day. The line below: the keys that work here and everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from mtdesk.tui.keys import said

SAMPLE = "sample practice"


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

    def __init__(self, titles: Sequence[str], *, is_sample: bool = False) -> None:
        super().__init__()
        self._titles = tuple(titles)
        self._is_sample = is_sample

    def _parts(self) -> list[tuple[str, str]]:
        """Text and title of each part from the left; what is no area has no title."""
        areas = [
            (f"{'▸' if title == self.current else ' '}{number} {title} ", title)
            for number, title in enumerate(self._titles, 1)
        ]
        wanted = sum(len(text) for text, _ in areas) + max(map(len, self._ends())) + 10
        return [("mtdesk ", ""), *areas] if self.content_size.width >= wanted else areas

    def _ends(self) -> list[str]:
        """What may stand at the end, from the whole to the least: that all is invented comes first."""
        day = self.day
        no_year = day.rpartition(" ")[0]
        days = [day, no_year, no_year[4:], ""]
        if not self._is_sample:
            return days
        return [
            *(f"{SAMPLE} · {each}" for each in days if each),
            SAMPLE,
            SAMPLE.split(maxsplit=1)[0],
            "",
        ]

    def render(self) -> Content:
        parts, width = self._parts(), self.content_size.width
        room = width - sum(len(text) for text, _ in parts)
        end = next(text for text in self._ends() if len(text) < max(room, 1))
        line = Content.assemble(
            *((text, self._style(title)) for text, title in parts),
            (end.rjust(max(room, 0)), "bold $watch" if self._is_sample else "$dim"),
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


LEAST = (40, 12)  # columns and rows below which a screen cannot be read, and that is said
GAP = 2  # cells between one thing to do and the next
HELP = "help"  # how the key that lists all keys is described
ALL = "all"  # and the one that lists every command by name
ORDER = ("log", HELP, ALL)  # of the keys of the whole dashboard


class _Part(NamedTuple):
    text: str
    key: str = ""  # pressed by a click; empty for what is no key
    style: str = ""


class KeysLine(Widget):
    """One line in place of Textual's Footer, whose widget for each key costs the first frame."""

    _drawn: Content | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        """It is told so several times for a key; most often they are the same."""
        before = self._drawn
        if before is None or not before.is_same(self._line()):
            self.refresh()

    def render(self) -> Content:
        self._drawn = self._line()
        return self._drawn

    def _line(self) -> Content:
        size = self.app.size
        if size.width < LEAST[0] or size.height < LEAST[1]:
            return Content.styled("too small ({}x{})".format(*LEAST), "bold $watch")
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
                of_words[binding.action] = min(before, binding.key, key=lambda key: len(said(key)))
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
    parts = [_Part(f"{said(key)} ", key, "bold $warm") for key in keys]
    return [*parts, _Part(words, keys[0])]


def _joined(groups: list[list[_Part]]) -> list[_Part]:
    parts: list[_Part] = []
    for group in groups:
        parts += [_Part(" " * GAP), *group] if parts else group
    return parts


def _size(parts: list[_Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
