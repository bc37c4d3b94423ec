"""The line of the entry bar: a ghost of how it may go on, a wrong word underlined, several lines pasted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input

from mtdesk.tui.keys import signs
from mtdesk.tui.parts.panes import Settled

AT_ONCE = ("help", "search", "settings")  # act in an empty bar, beside the digits, by their signs


class WrongWord(Highlighter):
    """Underlines the word that could not be understood."""

    def __init__(self) -> None:
        self.span = (0, 0)

    def highlight(self, text: Text) -> None:
        if self.span[1] > self.span[0]:
            text.stylize("bold underline", *self.span)


class BarLine(Settled, Input):
    """`→` at the end takes the ghost, as Input does with a suggestion; enter saves the line.

    While nothing is typed, the keys of the dashboard that are no letters act here too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "save")]

    @dataclass
    class Pasted(Message):
        """Several lines were pasted: `text` holds them, each with its number as it stood."""

        text: str

    def __init__(self, placeholder: str) -> None:
        self.wrong = WrongWord()
        super().__init__(
            placeholder=placeholder, highlighter=self.wrong, compact=True, select_on_focus=False
        )
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not self._acts(key) and super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        if self._acts(event.key):
            event.prevent_default()  # it is no letter of a line, and goes on to the dashboard

    def _acts(self, key: str) -> bool:
        if self.value:
            return False
        return key in {*"1234567"} or key in signs(self, AT_ONCE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While nothing is typed enter saves nothing; it answers the first questions, where they stand."""
        if action == "submit" and not self.value:
            return any(each.has_class("-new") for each in self.ancestors) or None
        return super().check_action(action, parameters)

    @property
    def ghost(self) -> str:
        """The whole line as it would be; empty where nothing is proposed, or the cursor is elsewhere."""
        return self._suggestion if self.cursor_at_end else ""

    @ghost.setter
    def ghost(self, text: str) -> None:
        self._suggestion = text

    def mark(self, start: int, end: int) -> None:
        """Underline a part of the line; nothing where it is empty."""
        if self.wrong.span != (start, end):
            self.wrong.span = (start, end)
            self.refresh()

    def put(self, text: str) -> None:
        """Another text, with the cursor at its end."""
        self.value = text
        self.cursor_position = len(text)

    def on_paste(self, event: Paste) -> None:
        """Of several lines none is dropped: they are shown before anything is written."""
        if len([line for line in event.text.splitlines() if line.strip()]) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))
