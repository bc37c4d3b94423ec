"""What she can do with a finding: acknowledge it, have it explained, change its rule."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from mtdesk.desk import Desk
from mtdesk.desk.findings import Explanation
from mtdesk.errors import InvalidError
from mtdesk.model.text import counted
from mtdesk.say.findings import explanation
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.dialogs import Ask, Field

_ON = "rule"  # the field that switches it; no threshold has this key


class Answer(NamedTuple):
    """She has seen it; `new_usual`: what it found is how she works now."""

    note: str
    new_usual: bool


class Acknowledge(ModalScreen[Answer | None]):
    """Hide it for a while, call it the new usual, or neither: None."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Acknowledge OptionList { height: auto; border: none; background: $panel; margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave")]

    def __init__(self, message: str, weeks: int) -> None:
        super().__init__()
        self._message = message
        self._weeks = weeks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "acknowledge"
            box.border_subtitle = "enter choose · tab note · esc leave"
            yield Static(self._message, markup=False)
            yield OptionList(
                f"hide it for {counted(self._weeks, 'week')}: I have seen it",
                "this is my new usual: hold me against it from now on",
                "cancel",
                markup=False,
                compact=True,
            )
            note = Input(placeholder="a note for yourself, optional", compact=True)
            note.cursor_blink = False
            yield note

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._answer(event.option_index)

    def on_input_submitted(self) -> None:
        self._answer(self.query_one(OptionList).highlighted or 0)

    def _answer(self, choice: int) -> None:
        note = self.query_one(Input).value
        self.dismiss(Answer(note, new_usual=choice == 1) if choice < 2 else None)


class Explain(ModalScreen[None]):
    """The rule in words and as a formula, her numbers in it, its source and limits, its settings."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e,q", "dismiss(None)", "leave"),
    ]

    def __init__(self, explanation: Explanation) -> None:
        super().__init__()
        self._explanation = explanation

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = f"why · {self._explanation.rule}"
            box.border_subtitle = SCROLL
            with VerticalScroll():
                yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        return Content("\n\n").join(
            Content("\n").join([Content.styled(title, "bold"), *map(Content, lines)])
            for title, lines in explanation(self._explanation)
        )


def rule_settings(desk: Desk, rule: str) -> Ask:
    """A dialog with the thresholds of a rule, and whether it is on."""
    told = desk.findings.explain(rule)
    before = {each.key: desk.settings.get(each.key) for each in told.thresholds}
    off = rule in desk.settings.get("disabled_rules").split()
    before[_ON] = "off" if off else "on"
    fields = [
        Field(_ON, "on or off", before[_ON]),
        *(
            Field(each.key, f"{each.words}, {each.unit}", before[each.key])
            for each in told.thresholds
        ),
    ]

    def save(answers: dict[str, str], _confirmed: bool) -> None:
        said = {key: text.strip() for key, text in answers.items() if text.strip() != before[key]}
        switched = said.pop(_ON, None)
        if switched not in {None, "on", "off"}:
            raise InvalidError(_ON, f"“{switched}” is neither on nor off")
        for key, text in said.items():
            desk.practice.set(key, text)
        if switched:
            desk.findings.switch(rule, on=switched == "on")

    return Ask(f"settings of {rule}", fields, save, about=told.about)
