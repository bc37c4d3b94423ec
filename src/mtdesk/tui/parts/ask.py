"""A few fields to fill in, asked in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from mtdesk.errors import MtdeskError, NeedsConfirmationError
from mtdesk.model.names import fold
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App, ComposeResult


BESIDE = 4  # more fields than that stand beside their labels, not below


class Field(NamedTuple):
    """`value` stands there already; `hint` is seen while nothing does; `choices` complete with `→`."""

    key: str
    label: str
    value: str = ""
    hint: str = ""
    choices: Sequence[str] = ()


class Folded(Suggester):
    """The first choice that begins with what is typed, case and accents folded."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._choices = [(fold(choice), choice) for choice in choices]

    async def get_suggestion(self, value: str) -> str | None:
        begun = fold(value)
        return next((each for key, each in self._choices if key.startswith(begun)), None)


class Ask(ModalScreen[bool]):
    """Answers by key go to `save`; what it refuses is said here, and the answers stay.

    A NeedsConfirmationError is said too, and `enter` pressed again saves with True as the second
    argument. The result is whether anything was saved.
    """

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Ask VerticalScroll { height: auto; max-height: 1fr; }
    Ask Label { color: $text-muted; }
    Ask Input { margin-bottom: 1; }
    Ask .field Input { margin-bottom: 0; }
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
        names = names_of(self)
        with Vertical(classes="dialog") as box:
            box.border_title = names.said(self._heading)
            box.border_subtitle = "enter next · ctrl+s save · esc leave"
            if self._about:
                yield Static(names.said(self._about), classes="hint", markup=False)
            with VerticalScroll(can_focus=False):
                for each in self._fields:
                    shown = [choice for choice in each.choices if names.said(choice) == choice]
                    field = each._replace(choices=shown)
                    label = Label(field.label, markup=False)
                    if len(self._fields) > BESIDE:
                        yield Horizontal(label, _line(field), classes="field")
                    else:
                        yield label
                        yield _line(field)
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
            self._say(f"{names_of(self).asked(question)} Press enter again for yes.")
        except MtdeskError as error:
            self._confirming = None
            self._say(names_of(self).said(error.message))
        else:
            self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)

    def _say(self, message: str) -> None:
        self.query_one(".trouble", Static).update(message)


def ask(
    app: App[None],
    title: str,
    fields: Sequence[Field],
    act: Callable[[dict[str, str], bool], str],
    say: Callable[[str], None],
    *,
    about: str = "",
) -> None:
    """Ask, do it, and say in words what was done; nothing is said when it was left."""
    done: list[str] = []

    def save(answers: dict[str, str], confirmed: bool) -> None:
        done.append(act({key: text.strip() for key, text in answers.items()}, confirmed))

    def saved(_: bool | None) -> None:
        if done:
            say(done[-1])

    app.push_screen(Ask(title, fields, save, about=about), saved)


def _line(field: Field) -> Input:
    suggester = Folded(field.choices) if field.choices else None
    line = Input(
        field.value,
        placeholder=field.hint,
        compact=True,
        id=f"ask-{field.key}",
        suggester=suggester,
    )
    line.cursor_blink = False
    return line
