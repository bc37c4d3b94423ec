"""A few fields to fill in, asked in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from mtdesk.errors import MtdeskError, NeedsConfirmationError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult


class Field(NamedTuple):
    """`value` stands there already; `hint` is seen while nothing does."""

    key: str
    label: str
    value: str = ""
    hint: str = ""


class Ask(ModalScreen[bool]):
    """Answers by key go to `save`; what it refuses is said here, and the answers stay.

    A NeedsConfirmationError is said too, and `enter` pressed again saves with True as the second
    argument. The result is whether anything was saved.
    """

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    Ask VerticalScroll { height: auto; max-height: 1fr; }
    Ask Label { color: $text-muted; }
    Ask Input { margin-bottom: 1; }
    Ask .trouble { height: auto; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        Binding("ctrl+s", "save", "save"),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[dict[str, str], bool], None],
        *,
        about: str = "",
    ) -> None:
        super().__init__()
        self._heading = title
        self._fields = fields
        self._save = save
        self._about = about
        self._confirming: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = self._heading
            box.border_subtitle = "enter next · ctrl+s save · esc leave"
            if self._about:
                yield Static(self._about, classes="hint", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    yield Label(field.label, markup=False)
                    line = Input(
                        field.value, placeholder=field.hint, compact=True, id=f"ask-{field.key}"
                    )
                    line.cursor_blink = False
                    yield line
            yield Static("", classes="trouble", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._confirming is not None or event.input.id == f"ask-{self._fields[-1].key}":
            self.action_save()
        else:
            self.focus_next(Input)

    def action_save(self) -> None:
        answers = {
            field.key: self.query_one(f"#ask-{field.key}", Input).value for field in self._fields
        }
        try:
            self._save(answers, self._confirming == answers)
        except NeedsConfirmationError as question:
            self._confirming = answers
            self._say(f"{question.message} Press enter again for yes.")
        except MtdeskError as error:
            self._confirming = None
            self._say(error.message)
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)

    def _say(self, message: str) -> None:
        self.query_one(".trouble", Static).update(message)
