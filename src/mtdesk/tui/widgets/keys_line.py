"""The line below: the keys that work where the focus is, and those that work everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.binding import Binding
    from textual.events import Click
    from textual.screen import Screen

_SYMBOLS = {
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "slash": "/",
    "escape": "esc",
}


class _Part(NamedTuple):
    text: str
    key: str  # pressed by a click; empty for what is no key
    style: str = ""


def key_words(key: str) -> str:
    """A key as people say it: `ctrl+z` is `^z`, `f1` is `F1`."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _SYMBOLS.get(key, key.replace("ctrl+", "^"))


class KeysLine(Widget):
    """One line in place of Textual's Footer, whose widget for each key costs the first frame."""

    DEFAULT_CSS = "KeysLine { dock: bottom; height: 1; padding: 0 1; background: $panel; }"

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
        """Keys of the place on the left, keys of the whole dashboard on the right."""
        here: dict[str, list[str]] = {}
        everywhere: dict[str, list[str]] = {}
        said: set[tuple[str, str]] = set()
        for node, binding, enabled, _ in self.screen.active_bindings.values():
            if (
                self._is_shown(binding)
                and enabled
                and (binding.description, binding.action) not in said
            ):
                said.add((binding.description, binding.action))
                kept = everywhere if node is self.app else here
                kept.setdefault(binding.description, []).append(binding.key)
        right = [part for words, keys in everywhere.items() for part in _group(words, keys)]
        room = self.content_size.width - _size(right)
        left: list[_Part] = []
        for words, keys in here.items():
            group = _group(words, keys)
            if _size(left) + _size(group) <= room:
                left += group
        return [*left, _Part(" " * max(room - _size(left), 0), ""), *right]

    def _is_shown(self, binding: Binding) -> bool:
        return binding.show or binding.key == self.app.COMMAND_PALETTE_BINDING


def _group(words: str, keys: list[str]) -> list[_Part]:
    """`[ ] day`: the keys that do one thing, and what."""
    parts = [_Part(f"{key_words(key)} ", key, "bold $text-accent") for key in keys]
    return [*parts, _Part(f"{words}  ", keys[0])]


def _size(parts: list[_Part]) -> int:
    return sum(cell_len(part.text) for part in parts)
