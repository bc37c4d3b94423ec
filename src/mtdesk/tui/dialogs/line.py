"""One line, read while it is typed and saved with enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mtdesk.errors import MtdeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class LineDialog(ModalScreen[str | None]):
    """`read` says what the line means, `save` writes it and says what was written: the result.

    Both raise MtdeskError, whose words are then shown in place.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)")]

    def __init__(
        self,
        title: str,
        hint: str,
        *,
        read: Callable[[str], str],
        save: Callable[[str], str],
        example: str = "",
    ) -> None:
        super().__init__()
        self._title, self._hint, self._example = title, hint, example
        self._read, self._save = read, save

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._title
            box.border_subtitle = "enter save · esc leave"
            yield Static(self._hint, classes="hint", markup=False)
            line = Input(placeholder=self._example, compact=True)
            line.cursor_blink = False
            yield line
            yield Static(id="reading", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        if not event.value.strip():
            self._say("")
            return
        try:
            self._say(self._read(event.value))
        except MtdeskError as error:
            self._say(Content.styled(f"… {error.message}", "$text-muted"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self._save(event.value))
        except MtdeskError as error:
            self._say(Content.styled(f"✗ {error.message}", "bold $text-error"))

    def _say(self, words: Content | str) -> None:
        self.query_one("#reading", Static).update(words)
