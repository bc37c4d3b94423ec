"""The record of an incident: one question at a time, each with what to write."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static, TextArea

from mtdesk.errors import InvalidError, MtdeskError, NotFoundError
from mtdesk.model.incidents.questions import QUESTIONS, Question
from mtdesk.tui.parts import DIALOG_STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.events import Key
    from textual.timer import Timer

    from mtdesk.desk import Desk
    from mtdesk.model.incidents.questions import Draft

_RECORD, _AGAIN, _DROP = "Record it", "Go through it again", "Drop it"
LAST = Question(
    key="",
    words="Is this what happened?",
    hint="Once recorded it is sealed: it cannot be edited, and corrections are notes. "
    "Choose with the arrows, then enter.",
    choices=(_RECORD, _AGAIN, _DROP),
)
KEEP_SECONDS = 2.0  # after the last letter: what is being written is kept, whatever happens


class Record(ModalScreen[int | None]):
    """Every answer is kept in a draft as it is given: left with escape, it goes on from there.

    So it does when the dashboard is closed, or the computer dies. The result is the number of the
    record, or None when nothing was recorded.
    """

    CSS_PATH = DIALOG_STYLE
    DEFAULT_CSS = """
    Record #question { text-style: bold; }
    Record #begun { height: auto; max-height: 9; margin-bottom: 1; scrollbar-size-vertical: 1; }
    Record #begun Static { height: auto; }
    Record OptionList { height: auto; max-height: 12; border: none; background: $panel; }
    Record TextArea { height: 7; border: none; background: $panel; }
    Record .trouble { height: auto; min-height: 1; color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("enter,tab", "next", "next", priority=True),
        Binding("shift+tab", "back", "back", priority=True),
        Binding("ctrl+j", "new_line", "new line", priority=True),
        Binding("pageup", "read(-1)", "read", priority=True),
        Binding("pagedown", "read(1)", "read", priority=True),
    ]

    def __init__(self, desk: Desk, draft: Draft | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._draft_id = draft.id if draft else None
        self._answers = dict(draft.answers) if draft else {}
        unanswered = [n for n, each in enumerate(QUESTIONS) if each.key not in self._answers]
        self._number = unanswered[0] if unanswered else len(QUESTIONS)
        self._timer: Timer | None = None

    @property
    def _question(self) -> Question:
        return QUESTIONS[self._number] if self._number < len(QUESTIONS) else LAST

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as box:
            box.border_title = "incident"
            yield Static(id="question", markup=False)
            yield Static(classes="hint", markup=False)
            with VerticalScroll(id="begun", can_focus=False):
                yield Static(markup=False)
            yield OptionList(markup=False, compact=True)
            answer = TextArea(compact=True)
            answer.cursor_blink = False
            yield answer
            yield Static(classes="trouble", markup=False)

    def on_mount(self) -> None:
        self._ask()

    def _ask(self, trouble: str = "") -> None:
        question, is_last = self._question, self._question is LAST
        count = "the end" if is_last else f"{self._number + 1} of {len(QUESTIONS)}"
        box = self.query_one(".dialog")
        box.border_title = f"incident · {count}"
        box.border_subtitle = _keys(question)
        self.query_one("#question", Static).update(question.words)
        self.query_one(".hint", Static).update(question.hint)
        self._say(trouble)
        begun = self.query_one("#begun")
        begun.display = is_last
        begun.query_one(Static).update(self._summary() if is_last else "")
        options, answer = self.query_one(OptionList), self.query_one(TextArea)
        options.display = bool(question.choices)
        answer.display = not question.choices
        before = self._answers.get(question.key, "")
        if question.choices:
            options.clear_options()
            options.add_options(question.choices)
            options.highlighted = None if is_last else _place(question.choices, before)
            options.focus()
        else:
            with self.prevent(TextArea.Changed):
                answer.text = before
            answer.move_cursor(answer.document.end)
            answer.focus()

    def _say(self, trouble: str) -> None:
        self.query_one(".trouble", Static).update(trouble)

    def _answer(self) -> str:
        """What stands there as the answer to the question."""
        question = self._question
        if not question.choices:
            return self.query_one(TextArea).text
        chosen = question.choices[self.query_one(OptionList).highlighted or 0]
        return chosen[:1] if question.key == "severity" else chosen

    def _keep(self) -> None:
        """Put the answer that stands there into the draft; without any answer there is none."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._question is LAST:
            return
        self._answers[self._question.key] = self._answer()
        incidents = self._desk.incidents
        if self._draft_id is not None:
            try:
                incidents.save_draft(self._draft_id, self._answers)
            except NotFoundError:  # dropped or recorded elsewhere: her answers are not lost
                self._draft_id = None
        if self._draft_id is None and any(text.strip() for text in self._answers.values()):
            self._draft_id = incidents.begin(self._answers)
        if self._draft_id is not None:  # `now` has become the moment it was said
            self._answers = dict(incidents.draft(self._draft_id).answers)

    def _summary(self) -> Content:
        answered = [each for each in QUESTIONS if self._answers.get(each.key, "").strip()]
        return Content("\n").join(
            Content.assemble((f"{each.words} ", "$text-muted"), self._answers[each.key])
            for each in answered
        )

    # -- keys

    def action_next(self) -> None:
        if self._question is LAST:
            self._finish()
            return
        try:
            self._desk.incidents.check(self._question.key, self._answer())
            self._keep()
        except MtdeskError as error:
            self._say(error.message)
            return
        self._number += 1
        self._ask()

    def action_back(self) -> None:
        with self._in_words():
            self._keep()
            self._number = max(self._number - 1, 0)
            self._ask()

    def action_new_line(self) -> None:
        if not self._question.choices:
            self.query_one(TextArea).insert("\n")

    def action_read(self, pages: int) -> None:
        """Scroll through what was answered, at the end; through a long answer before it."""
        if self._question is LAST:
            begun = self.query_one("#begun", VerticalScroll)
            begun.scroll_relative(y=pages * (begun.size.height - 1), animate=False)
        elif not self._question.choices:
            answer = self.query_one(TextArea)
            answer.action_cursor_page_down() if pages > 0 else answer.action_cursor_page_up()

    def action_leave(self) -> None:
        question, typed = self._question, self.query_one(TextArea).text.strip()
        if not question.choices and (typed or question.key in self._answers):
            try:
                self._keep()  # a question that was only looked at is asked again
            except MtdeskError as error:
                self.notify(error.message, severity="error", markup=False)
        self.dismiss(None)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(KEEP_SECONDS, self._keep_meanwhile)

    def _keep_meanwhile(self) -> None:
        with self._in_words():
            self._keep()

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
        if chosen == _AGAIN:
            self._number = 0
            self._ask()
        elif chosen == _RECORD:
            self._record()
        else:
            with self._in_words():
                if self._draft_id is not None:
                    self._desk.incidents.drop_draft(self._draft_id)
                self.dismiss(None)

    def _record(self) -> None:
        try:
            if self._draft_id is None:
                incident, _ = self._desk.incidents.add(self._answers)
            else:
                incident, _ = self._desk.incidents.record_draft(self._draft_id, self._answers)
        except InvalidError as error:
            # Back to the question whose answer is wrong.
            keys = [each.key for each in QUESTIONS]
            self._number = keys.index(error.field) if error.field in keys else self._number
            self._ask(error.message)
        except MtdeskError as error:
            self._ask(error.message)
        else:
            self.dismiss(incident.id)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except MtdeskError as error:
            self._say(error.message)


def _keys(question: Question) -> str:
    if question is LAST:
        return "↑ ↓ enter choose · pgup pgdn read · shift+tab back · esc leave, kept"
    if question.choices:
        return "↑ ↓ enter choose · shift+tab back · esc leave, kept"
    return "enter next · shift+tab back · ctrl+j new line · esc leave, kept"


def _place(choices: tuple[str, ...], before: str) -> int:
    """Where the answer given before stands; the first where there is none."""
    found = (number for number, each in enumerate(choices) if before and each.startswith(before))
    return next(found, 0)
