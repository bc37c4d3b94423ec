"""The record of an incident: one question at a time, each with what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static, TextArea

from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.incident_questions import QUESTIONS, Question

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from mtdesk.desk import Desk


_RECORD, _AGAIN, _DROP = "Record it", "Go through it again", "Drop it"
LAST = Question(
    key="",
    words="Is this what happened?",
    hint="Once recorded it is sealed: it cannot be edited, and corrections are notes. "
    "Choose with the arrows, then enter.",
    choices=(_RECORD, _AGAIN, _DROP),
)


class Record(ModalScreen[int | None]):
    """Answers are put into `begun` as they are given: left with escape, it goes on from there.

    The result is the number of the record, or None when nothing was recorded.
    """

    CSS_PATH = "dialogs.tcss"
    DEFAULT_CSS = """
    Record #question { text-style: bold; }
    Record #begun { height: auto; max-height: 10; color: $text-muted; }
    Record OptionList { height: auto; max-height: 12; border: none; background: $panel; }
    Record TextArea { height: 5; border: none; background: $panel; }
    Record .trouble { height: auto; min-height: 1; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("enter,tab", "next", "next", priority=True),
        Binding("shift+tab", "back", "back", priority=True),
        Binding("ctrl+j", "new_line", "new line", priority=True),
    ]

    def __init__(self, desk: Desk, begun: dict[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._begun = begun
        answered = [number for number, each in enumerate(QUESTIONS) if each.key not in begun]
        self._number = answered[0] if answered else len(QUESTIONS)

    @property
    def _question(self) -> Question:
        return QUESTIONS[self._number] if self._number < len(QUESTIONS) else LAST

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "incident"
            box.border_subtitle = "enter next · shift+tab back · ctrl+j new line · esc leave, kept"
            yield Static(id="question", markup=False)
            yield Static(classes="hint", markup=False)
            yield Static(id="begun", markup=False)
            yield OptionList(markup=False, compact=True)
            answer = TextArea(compact=True)
            answer.cursor_blink = False
            yield answer
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self._ask()

    def _ask(self, trouble: str = "") -> None:
        question = self._question
        count = f"{min(self._number + 1, len(QUESTIONS))} of {len(QUESTIONS)}"
        self.query_one(".dialog").border_title = f"incident · {count}"
        self.query_one("#question", Static).update(question.words)
        self.query_one(".hint", Static).update(question.hint)
        self.query_one(".trouble", Static).update(trouble)
        begun = self.query_one("#begun", Static)
        begun.display = question is LAST
        begun.update(self._summary())
        options, answer = self.query_one(OptionList), self.query_one(TextArea)
        options.display = bool(question.choices)
        answer.display = not question.choices
        before = self._begun.get(question.key, "")
        if question.choices:
            options.clear_options()
            options.add_options(question.choices)
            options.highlighted = None if question is LAST else _place(question.choices, before)
            options.focus()
        else:
            answer.text = before
            answer.move_cursor(answer.document.end)
            answer.focus()

    def _keep(self) -> None:
        """Put the answer that stands there into what was begun."""
        question = self._question
        if question is LAST:
            return
        if question.choices:
            chosen = question.choices[self.query_one(OptionList).highlighted or 0]
            self._begun[question.key] = chosen[:1] if question.key == "severity" else chosen
        else:
            self._begun[question.key] = self.query_one(TextArea).text

    def _summary(self) -> Content:
        lines = [
            Content.assemble((f"{each.key.ljust(14)}", "bold"), self._begun[each.key])
            for each in QUESTIONS
            if self._begun.get(each.key, "").strip()
        ]
        return Content("\n").join(lines)

    # -- keys

    def action_next(self) -> None:
        if self._question is LAST:
            self._finish()
            return
        self._keep()
        self._number += 1
        self._ask()

    def action_back(self) -> None:
        self._keep()
        self._number = max(self._number - 1, 0)
        self._ask()

    def action_new_line(self) -> None:
        if not self._question.choices:
            self.query_one(TextArea).insert("\n")

    def action_leave(self) -> None:
        question, typed = self._question, self.query_one(TextArea).text.strip()
        if not question.choices and (typed or question.key in self._begun):
            self._keep()  # a question that was only looked at is asked again
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_next()

    def on_key(self, event: Key) -> None:
        """A digit answers the question of severity."""
        if self._question.key == "severity" and event.key in {"1", "2", "3", "4", "5"}:
            event.stop()
            self.query_one(OptionList).highlighted = int(event.key) - 1
            self.action_next()

    def _finish(self) -> None:
        number = self.query_one(OptionList).highlighted
        if number is None:  # one enter too many seals nothing
            return
        chosen = LAST.choices[number]
        if chosen == _DROP:
            self._begun.clear()
            self.dismiss(None)
        elif chosen == _AGAIN:
            self._number = 0
            self._ask()
        else:
            self._record()

    def _record(self) -> None:
        try:
            incident, _ = self._desk.incidents.add(dict(self._begun))
        except InvalidError as error:
            # Back to the question whose answer is wrong.
            keys = [each.key for each in QUESTIONS]
            self._number = keys.index(error.field) if error.field in keys else self._number
            self._ask(error.message)
        except MtdeskError as error:
            self._ask(error.message)
        else:
            self.dismiss(incident.id)


def _place(choices: tuple[str, ...], before: str) -> int:
    """Where the answer given before stands; the first where there is none."""
    found = (number for number, each in enumerate(choices) if before and each.startswith(before))
    return next(found, 0)
