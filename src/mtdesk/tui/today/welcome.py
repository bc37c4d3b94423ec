"""The first time: four questions that can wait, then a look round."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from mtdesk.model.period import hours
from mtdesk.model.table import Listing
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key, with_keys
from mtdesk.tui.parts.dialogs import Ask, Field
from mtdesk.tui.parts.menu import Choice, choose
from mtdesk.tui.parts.panels import Panel, keys
from mtdesk.tui.parts.rows import Marked, listed

IMPORT = "files.bringing:bring"
TITLE = "welcome · four answers, each can wait"
HELLO = "What your hands did, what it paid, and what it costs you."
ONE_FILE = "Everything stays in one file on this computer."
ABOUT = "enter goes on; what is empty can wait for the settings ({settings})."
HAVE = ("or", "·", "import a file, restore a backup ({add})")
SKIPPED = "Skipped. Settings ({settings}) have it all, and ctrl+p, Tour shows you round."


class Question(NamedTuple):
    """Its key in the settings; `hour` is the price of an hour."""

    key: str
    words: str
    label: str
    hint: str
    why: str


QUESTIONS = (
    Question("currency", "money in", "money in", "as USD, EUR, GBP", "as your computer is set"),
    Question("hour", "an hour", "an hour costs", "such as 90", "the price on the menu of what has none"),
    Question("income_target", "a year", "a year's target", "such as 60000", "before costs; Money measures by it"),
    Question("hours_a_week", "a week", "hours a week", "such as 20", "hands-on at most; a day at most {day}"),
)  # fmt: skip


class Questions(Marked):
    HELP = "What is asked the first time; enter answers, esc skips all of it, and it is never asked again."
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "select", "answer"),
        key("add", "bring", "import, restore", tooltip="begin with what is there"),
        Binding("escape", "skip", "skip all"),
    ]

    class Skipped(Message):
        """She will not be asked."""

    class Brought(Message):
        """She has files from before."""

    def action_bring(self) -> None:
        self.post_message(self.Brought())

    def action_skip(self) -> None:
        self.post_message(self.Skipped())


class Welcome(Panel):
    """Four questions, answered in one dialog and written as one operation."""

    DEFAULT_CSS = """
    Welcome Static { height: 1; }
    Welcome .more { display: none; }
    Welcome Questions { height: 5; }
    """

    def __init__(self, area: Area) -> None:
        super().__init__()
        self.entitle(TITLE, f"{TITLE}: enter, or esc skips all")
        self._area, self._desk = area, area.desk
        self.foot(keys(("enter", "answer"), ("esc", "skip all")))

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(HELLO, "bold"), markup=False)
        yield Static(ONE_FILE, classes="more", markup=False)
        yield Questions(markup=False, compact=True)

    def on_mount(self) -> None:
        settings = self._desk.settings
        a_day = hours(settings.hands_on_minutes_a_day)
        rows = tuple(
            (each.words, settings.currency.code if each.key == "currency" else "·", each.why.format(day=a_day))
            for each in QUESTIONS
        )  # fmt: skip
        have = tuple(with_keys(self, each) for each in HAVE)
        lines = listed(Listing(heads=("", "", ""), rows=(*rows, have))).split("\n")[1:]
        listing = self.query_one(Questions)
        listing.set_options(lines)
        listing.highlighted = 0

    # -- answers

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index == len(QUESTIONS):
            self._bring()
        else:
            self._ask(QUESTIONS[event.option_index].key)

    def on_questions_brought(self, event: Questions.Brought) -> None:
        event.stop()
        self._bring()

    def _bring(self) -> None:
        """What another program, or this one, wrote before."""
        area = self._area
        ways = [
            Choice("import a file of another program", lambda: area.action_open(IMPORT)),
            Choice("restore a backup", lambda: area.action_open("files:restore")),
        ]
        choose(self.app, "begin with what is there", ways)

    def _ask(self, first: str) -> None:
        code = self._desk.settings.currency.code
        fields = [
            Field(each.key, each.label, code if each.key == "currency" else "", each.hint)
            for each in QUESTIONS
        ]
        done: list[str] = []

        def save(answers: dict[str, str], _confirmed: bool) -> None:
            said = {key: text for key, text in answers.items() if text.strip().upper() != code}
            self._desk.practice.begin(said)
            labels = {each.key: each.label for each in QUESTIONS}
            done.append("; ".join(f"{labels[key]} {text}" for key, text in said.items() if text))

        def saved(_: bool | None) -> None:
            if done:
                self._done(done[-1] or "all of it can wait")
                self.app.call_later(self.app.run_action, "tour")

        dialog = Ask("welcome", fields, save, about=with_keys(self, ABOUT))
        self.app.push_screen(dialog, saved)
        self.app.call_after_refresh(lambda: dialog.query_one(f"#ask-{first}", Input).focus())

    def on_questions_skipped(self, event: Questions.Skipped) -> None:
        event.stop()
        with self._area.in_words():
            self._desk.practice.begin({})
            self._done(with_keys(self, SKIPPED))

    def _done(self, words: str) -> None:
        self._area.tell(words)
        self._area.post_message(self._area.Changed())
