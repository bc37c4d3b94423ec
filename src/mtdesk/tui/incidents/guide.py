"""The record of an incident: one question at a time, each with what to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import OptionList, Static, TextArea

from mtdesk.desk import Desk
from mtdesk.desk.incidents.recording import Guide
from mtdesk.errors import MtdeskError
from mtdesk.model.incidents import ENDINGS, Draft, Question
from mtdesk.say.incidents import place_words
from mtdesk.tui.parts import DIALOG_STYLE

KEEP_SECONDS = 2.0  # after the last letter: what is being written is kept, whatever happens


FINISH = "ctrl+s finish"
CHOOSE = "Choose one, by ↑ ↓ or its first letters: nothing is chosen for you."


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
    Record OptionList { height: auto; max-height: 12; border: none; background: $raised; }
    Record TextArea { height: 7; border: none; background: $raised; }
    Record .trouble { height: auto; min-height: 1; color: $act; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", priority=True),
        Binding("enter,tab", "next", "next", priority=True),
        Binding("shift+tab", "back", "back", priority=True),
        Binding("ctrl+s", "finish", "finish", priority=True),
        Binding("ctrl+j", "new_line", "new line", priority=True),
        Binding("pageup", "read(-1)", "read", priority=True),
        Binding("pagedown", "read(1)", "read", priority=True),
    ]

    def __init__(self, desk: Desk, draft: Draft | None = None) -> None:
        super().__init__()
        self._guide = desk.incidents.guide(draft=draft)
        self._timer: Timer | None = None
        self._begun = ""  # letters of a kind

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
        guide, question = self._guide, self._guide.question
        box = self.query_one(".dialog")
        box.border_title = f"incident · {place_words(guide)}"
        box.border_subtitle = _keys(guide)
        self.query_one("#question", Static).update(question.words)
        self.query_one(".hint", Static).update(question.hint)
        self._say(trouble)
        begun = self.query_one("#begun")
        begun.display = guide.is_at_end
        begun.query_one(Static).update(self._summary() if guide.is_at_end else "")
        options, answer = self.query_one(OptionList), self.query_one(TextArea)
        options.display = bool(question.choices)
        answer.display = not question.choices
        if question.choices:
            options.clear_options()
            options.add_options(question.choices)
            options.highlighted = _chosen(question, guide.given)
            options.focus()
        else:
            with self.prevent(TextArea.Changed):
                answer.text = guide.given
            answer.move_cursor(answer.document.end)
            answer.focus()

    def _say(self, trouble: str) -> None:
        self.query_one(".trouble", Static).update(trouble)

    def _keep(self) -> None:
        """Put what is being written into the draft."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._guide.question.choices:
            self._guide.keep(self.query_one(TextArea).text)

    def _summary(self) -> Content:
        return Content("\n").join(
            Content.assemble((f"{question.words} ", "$dim"), answer)
            for question, answer in self._guide.summary
        )

    # -- keys

    def action_next(self) -> None:
        question = self._guide.question
        if self._guide.is_at_end:
            self._finish()
            return
        if question.choices:
            place = self.query_one(OptionList).highlighted
            if place is None:
                self._say(CHOOSE)
                return
            answer = question.choices[place]
        else:
            answer = self.query_one(TextArea).text
        with self._in_words():
            self._guide.answer(answer)
            self._ask()

    def action_finish(self) -> None:
        """To the end: what was not come to is left out, and can be added as a note."""
        if self._guide.is_at_end:
            return
        question, answer = self._guide.question, self.query_one(TextArea).text
        if question.choices:
            place = self.query_one(OptionList).highlighted
            answer = "" if place is None else question.choices[place]
        with self._in_words():
            self._guide.finish(answer)
            self._ask()

    def action_back(self) -> None:
        with self._in_words():
            self._keep()
            self._guide.back()
            self._ask()

    def action_new_line(self) -> None:
        if not self._guide.question.choices:
            self.query_one(TextArea).insert("\n")

    def action_read(self, pages: int) -> None:
        """Scroll through what was answered, at the end; through a long answer before it."""
        if self._guide.is_at_end:
            begun = self.query_one("#begun", VerticalScroll)
            begun.scroll_relative(y=pages * (begun.size.height - 1), animate=False)
        elif not self._guide.question.choices:
            answer = self.query_one(TextArea)
            answer.action_cursor_page_down() if pages > 0 else answer.action_cursor_page_up()

    def action_leave(self) -> None:
        try:
            self._keep()
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
        """A digit answers the question of severity; letters go to the kind that begins with them."""
        question = self._guide.question
        if question.key == "kind" and event.character and event.is_printable:
            event.stop()
            self._go_to(event.character)
        elif event.key in question.values:
            event.stop()
            self.query_one(OptionList).highlighted = int(event.key) - 1
            self.action_next()

    def _go_to(self, letter: str) -> None:
        """On with the letters typed before where a kind begins with them all, else anew."""
        for begun in (f"{self._begun}{letter}".casefold(), letter.casefold()):
            for place, kind in enumerate(self._guide.question.choices):
                if kind.casefold().startswith(begun):
                    self._begun = begun
                    self.query_one(OptionList).highlighted = place
                    return

    def _finish(self) -> None:
        number = self.query_one(OptionList).highlighted
        if number is None:  # one enter too many seals nothing
            return
        chosen = tuple(ENDINGS)[number]
        if chosen == "again":
            self._guide.again()
            self._ask()
        elif chosen == "record":
            self._record()
        else:
            with self._in_words():
                self._guide.drop()
                self.dismiss(None)

    def _record(self) -> None:
        try:
            incident, _ = self._guide.record()
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


def _chosen(question: Question, given: str) -> int | None:
    """Where the cursor begins: on what was answered; of the kind, and of the end, nowhere else."""
    if given in question.values:
        return question.values.index(given)
    return None if question.key in {"", "kind"} else 0


def _keys(guide: Guide) -> str:
    if guide.is_at_end:
        return "↑ ↓ enter choose · pgup pgdn read · shift+tab back · esc leave, kept"
    if guide.question.choices:
        return f"↑ ↓ enter choose · {FINISH} · shift+tab back · esc leave, kept"
    return f"enter next · {FINISH} · shift+tab back · ctrl+j line · esc leave, kept"
