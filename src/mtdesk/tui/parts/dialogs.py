"""Dialogs: fields to fill in, a question with two answers, rows with keys that act on the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label, OptionList, Static

from mtdesk.errors import MtdeskError, NeedsConfirmationError
from mtdesk.model.names import fold
from mtdesk.tui.area import Area
from mtdesk.tui.keys import given_to, key, on_edge, take_back, with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts import DIALOG_STYLE
from mtdesk.tui.parts.edge import LEAVE, show_keys
from mtdesk.tui.parts.panes import keep_in
from mtdesk.tui.parts.paths import Paths
from mtdesk.tui.parts.rows import Column, Rows

NEED_NO_ROW = (
    "add",
    "filter",
    "earlier",
    "later",
)  # commands of a list that work in an empty one, too
GO_ON = "go on"  # what a dialog does that only leads to another; nothing is written yet
BESIDE = 4  # more fields than that stand beside their labels, not below


class Field(NamedTuple):
    """`value` stands there already; `hint` is seen while nothing does; `choices` complete with `→`.

    So do the names of files, where it is one. What is secret is typed unseen.
    """

    key: str
    label: str
    value: str = ""
    hint: str = ""
    choices: Sequence[str] = ()
    is_path: bool = False
    is_secret: bool = False


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
    Ask VerticalScroll { height: auto; }
    Ask Label { color: $dim; }
    Ask Input { margin-bottom: 1; }
    Ask .field Input { margin-bottom: 0; }
    Ask .trouble { height: auto; color: $act; }
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
        does: str = "save",
        refused: MtdeskError | None = None,
    ) -> None:
        """`does`: what the last `enter` does, in a word; `refused` is why it is asked again."""
        super().__init__()
        self._heading = title
        self._fields = fields
        self._save = save
        self._about = about
        self._does = does
        self._refused = refused
        self._confirming: dict[str, str] | None = None

    def compose(self) -> ComposeResult:
        names = names_of(self)
        with Vertical(classes="dialog") as box:
            box.border_title = names.said(self._heading)
            keys = "enter next · ctrl+s" if len(self._fields) > 1 else "enter"
            box.border_subtitle = f"{keys} {self._does} · {LEAVE}"
            if self._about:
                yield Static(names.said(self._about), classes="hint", markup=False)
            with VerticalScroll(can_focus=False):
                for each in self._fields:
                    shown = [choice for choice in each.choices if names.said(choice) == choice]
                    field = each._replace(choices=shown)
                    label = Label(field.label, markup=False)
                    if len(self._fields) > BESIDE:
                        label.styles.width = max(cell_len(each.label) for each in self._fields) + 2
                        yield Horizontal(label, _line(field), classes="field")
                    else:
                        yield label
                        yield _line(field)
            yield Static("", classes="trouble", markup=False)

    def on_mount(self) -> None:
        if self._refused is not None:
            self._refuse(self._refused)
        self.call_after_refresh(self._fit)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._confirming is not None or event.input.id == f"ask-{self._fields[-1].key}":
            self.action_save()
        else:
            self.focus_next(Input)

    def action_save(self) -> None:
        answers = self._answers()
        try:
            self._save(answers, self._confirming == answers)
        except MtdeskError as error:
            self._refuse(error)
        else:
            self.dismiss(True)

    def _answers(self) -> dict[str, str]:
        return {
            field.key: self.query_one(f"#ask-{field.key}", Input).value for field in self._fields
        }

    def _refuse(self, error: MtdeskError) -> None:
        if isinstance(error, NeedsConfirmationError):
            self._confirming = self._answers()
            self._say(f"{names_of(self).asked(error)} Press enter again for yes.")
        else:
            self._confirming = None
            self._say(names_of(self).said(error.message))

    def action_leave(self) -> None:
        self.dismiss(False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        keep_in(self, self.query_exactly_one(VerticalScroll))

    def _say(self, message: str) -> None:
        self.query_one(".trouble", Static).update(message)
        self.call_after_refresh(self._fit)


def ask(
    app: App[None],
    title: str,
    fields: Sequence[Field],
    act: Callable[[dict[str, str], bool], str],
    say: Callable[[str], None],
    *,
    about: str = "",
    does: str = "save",
) -> None:
    """Ask, do it, and say in words what was done; nothing is said when it was left."""
    done: list[str] = []

    def save(answers: dict[str, str], confirmed: bool) -> None:
        done.append(act({key: text.strip() for key, text in answers.items()}, confirmed))

    def saved(_: bool | None) -> None:
        if done:
            say(done[-1])

    app.push_screen(Ask(title, fields, save, about=about, does=does), saved)


def _line(field: Field) -> Input:
    suggester: Suggester | None = Folded(field.choices) if field.choices else None
    if field.is_path:
        suggester = Paths()
    line = Input(
        field.value,
        placeholder=field.hint,
        compact=True,
        id=f"ask-{field.key}",
        suggester=suggester,
        password=field.is_secret,
    )
    line.cursor_blink = False
    return line


class Confirm(ModalScreen[bool]):
    """`yes` has the focus: enter is yes, escape is no."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(False)"),
        key("no", "answer(False)"),
        key("yes", "answer(True)"),
        Binding("left,right", "app.focus_next", show=False),
    ]

    def __init__(self, question: str, *, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._question = question
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog narrow"):
            yield Static(self._question, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self._yes, id="yes", variant="primary", compact=True)
                yield Button(f"{self._no} (esc)", id="no", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


class Listing(ModalScreen[None]):
    """Subclasses say what is listed. After writing, all is read anew, here and in the area behind.

    Every key with words stands on the lower edge. `ctrl+z` works here as everywhere.
    """

    heading: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    MARKS = False  # whether there is something that can be done to several rows at once

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Listing Rows { height: auto; width: 100%; }
    Listing .facts { height: auto; max-height: 8; }
    Listing .trouble { height: auto; color: $act; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", show=False),
        key("undo", "undo", "undo", show=False),
        key("redo", "redo", "redo", show=False),
    ]

    def __init__(self, area: Area) -> None:
        super().__init__()
        self.area = area
        self.desk = area.desk

    # -- what subclasses say

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        """The rows, as (key, cells)."""
        raise NotImplementedError

    def about(self) -> str:
        """What stands above the rows: their sum, or what to do where there are none."""
        raise NotImplementedError

    def facts(self, key: int) -> str:
        """What else is known of a row."""
        raise NotImplementedError

    # -- the frame

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog listing") as box:
            box.border_title = self.heading
            yield Static(classes="hint", markup=False)
            yield Rows(*self.columns, marks=self.MARKS)
            yield Static(classes="facts", markup=False)
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self.fill()
        self.rows.take_focus()

    @property
    def rows(self) -> Rows:
        return self.query_exactly_one(Rows)

    def fill(self) -> None:
        """Read all anew; the cursor stays on its row."""
        trouble = ""
        try:
            if self.is_current and self.desk.eyes is not None:
                self.desk.eyes.look(self.desk.book)  # all that it shows is read now
            listed = self.listed()
            self.rows.fill(listed)
            self.rows.display = bool(listed)
            self.query_one(".hint", Static).update(names_of(self).said(self.about()))
        except MtdeskError as error:
            trouble = names_of(self).said(error.message)
        self.query_one(".trouble", Static).update(trouble)
        self.call_after_refresh(self._show_keys)  # once the edge has its width
        self._show_facts()

    def _show_keys(self) -> None:
        """Those that do something now: where no row is, what needs one is left out."""
        number = len(self.rows.list.options)
        keys = on_edge(self.BINDINGS, given_to(self), NEED_NO_ROW if number == 0 else ())
        if self.MARKS and number > 1:
            keys.append(with_keys(self, "{mark} mark"))
        if number > 1:
            keys.append(with_keys(self, "{sort} sort"))
        show_keys(self.query_one(".dialog"), keys)

    def _show_facts(self) -> None:
        chosen = self.rows.chosen
        facts = "" if chosen is None else self.facts(chosen)
        self.query_one(".facts", Static).update(names_of(self).said(facts))
        self.call_after_refresh(keep_in, self, self.rows)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_keys)
        self.call_after_refresh(keep_in, self, self.rows)

    def on_rows_sorted(self) -> None:
        self.fill()  # what stands above may name the order

    def on_rows_chosen(self) -> None:
        self._show_facts()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose()

    def action_choose(self) -> None:
        self.choose()

    def choose(self) -> None:
        """What `enter` does with the chosen row."""

    # -- writing

    def ask(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, str], bool], str],
        about: str = "",
    ) -> None:
        ask(self.app, title, fields, act, self.written, about=about)

    def written(self, words: str) -> None:
        """Say what was written, and show all anew."""
        self.notify(f"{words}; {take_back(self)}", markup=False)
        self.rows.unmark()
        self.area.post_message(self.area.Changed())
        self.fill()

    def refuse(self, words: str) -> None:
        self.notify(words, severity="error", markup=False)

    async def action_undo(self) -> None:
        await self.app.run_action("undo")
        self.fill()

    async def action_redo(self) -> None:
        await self.app.run_action("redo")
        self.fill()
