"""A questionnaire: one item at a time, every answer kept at once, the scores at the end."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from mtdesk.desk.wellbeing.questionnaires import Sitting
from mtdesk.errors import MtdeskError
from mtdesk.model.questionnaire import Result
from mtdesk.say.wellbeing.questionnaires import kept, opening, score_words
from mtdesk.tui.area import Area
from mtdesk.tui.parts import DIALOG_STYLE

_DIGITS = "1234567890"  # 0 is the tenth
_STYLE = """
{0} OptionList {{ height: auto; max-height: 20; border: none; background: $raised; }}
{0} #item {{ text-style: bold; margin-bottom: 1; }}
{0} .trouble {{ height: auto; min-height: 1; color: $act; }}
"""


class QuestionnaireDialog(ModalScreen[str]):
    """The result says in words what became of it, and is empty when nothing was written."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = _STYLE.format("QuestionnaireDialog")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        Binding("shift+tab", "back", "back", priority=True),
        Binding("tab", "skip", "skip", priority=True),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self._sitting = sitting
        self._result: Result | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("\n".join(opening(self._sitting)), classes="hint", markup=False)
            yield Static(id="item", markup=False)
            yield OptionList(markup=False, compact=True)
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self._show()

    def _show(self, trouble: str = "") -> None:
        """The item whose turn it is; after the last, the scores."""
        self.query_one(".trouble", Static).update(trouble)
        item, item_id = self._sitting.item, self._sitting.item_id
        if item is None or item_id is None:
            self._finish()
            return
        box, options = self.query_one(".dialog"), self.query_one(OptionList)
        count = f"{self._sitting.place + 1} of {len(self._sitting.order)}"
        box.border_title = f"questionnaire · {count}"
        box.border_subtitle = "a number answers · shift+tab back · tab skip · esc leave, kept"
        self.query_one("#item", Static).update(item.text)
        options.clear_options()
        options.add_options(
            f"{number:>2}  {option.text}" for number, option in enumerate(item.options, start=1)
        )
        given = self._sitting.response.answers.get(item_id)
        scores = [option.value for option in item.options]
        options.highlighted = scores.index(given) if given is not None else None
        options.focus()

    def _finish(self) -> None:
        try:
            self._result = self._sitting.finish()
        except MtdeskError as error:
            self.query_one(".trouble", Static).update(error.message)
            return
        box = self.query_one(".dialog")
        box.border_title = Content(f"{self._result.questionnaire} · {self._result.taken_on}")
        box.border_subtitle = "enter or esc close"
        self.query_one(".hint", Static).update("Each scale stands by itself.")
        self.query_one("#item", Static).update(
            "\n".join(f"{part.scale}: {score_words(part)}" for part in self._result.scales)
        )
        self.query_one(OptionList).display = False

    # -- keys

    def on_key(self, event: Key) -> None:
        if self._result is not None:
            if event.key == "enter":
                event.stop()
                self.action_leave()
        elif event.character and event.character in _DIGITS:
            event.stop()
            self._answer(_DIGITS.index(event.character))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._answer(event.option_index)

    def _answer(self, place: int) -> None:
        item, item_id = self._sitting.item, self._sitting.item_id
        if item is None or item_id is None:
            return
        if place >= len(item.options):
            self._show(f"there are {len(item.options)} answers")
            return
        try:
            self._sitting.answer(item_id, item.options[place].value)
        except MtdeskError as error:
            self._show(error.message)
        else:
            self._show()

    def action_skip(self) -> None:
        if self._result is None:
            try:
                self._sitting.skip()
            except MtdeskError as error:
                self._show(error.message)
            else:
                self._show()

    def action_back(self) -> None:
        if self._result is None:
            self._sitting.back()
            self._show()

    def action_leave(self) -> None:
        sitting = self._sitting
        if self._result is not None:
            self.dismiss(f"{self._result.questionnaire} taken")
        elif sitting.operation is None:
            self.dismiss("")
        else:
            self.dismiss(kept(sitting))


class Choose(ModalScreen[str | None]):
    """Which questionnaire: the result is its name, or None."""

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = _STYLE.format("Choose")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave")]

    def __init__(self, names: list[str], lines: list[str]) -> None:
        super().__init__()
        self._names, self._lines = names, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog narrow") as box:
            box.border_title = "questionnaires"
            box.border_subtitle = "enter take · esc leave"
            yield OptionList(*self._lines, markup=False, compact=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._names[event.option_index])


def open_questionnaire(area: Area) -> None:
    """Choose one where there are several, take it, and say in the area what became of it."""

    def take(name: str | None) -> None:
        if name is not None:
            with area.in_words():
                sitting = area.desk.wellbeing.questionnaires.start(name)
                area.app.push_screen(QuestionnaireDialog(sitting), taken)

    def taken(words: str | None) -> None:
        if words:
            area.tell(words)
            area.post_message(area.Changed())

    with area.in_words():
        every = area.desk.wellbeing.questionnaires.all()
        names = [each.questionnaire.name for each in every]
        if len(names) == 1:
            take(names[0])
            return
        lines = [
            f"{each.questionnaire.name}, "
            + (
                "unfinished"
                if each.unfinished_today
                else f"last taken {each.last_taken or 'never'}"
            )
            for each in every
        ]
        area.app.push_screen(Choose(names, lines), take)
