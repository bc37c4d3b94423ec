"""Why: what made a finding, its days, clients and services; the rule itself one key further."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from mtdesk.desk import Desk
from mtdesk.desk.findings import Explanation
from mtdesk.model.finding import Finding, Story
from mtdesk.say.findings import behind_words, explanation, signs_words
from mtdesk.tui.keys import key
from mtdesk.tui.parts import DIALOG_STYLE, SCROLL
from mtdesk.tui.parts.panes import Hanging, Said

_AIR = Said("", " ")


class Page(ModalScreen[None]):
    """Titles, each with its lines below it; to be read."""

    CSS_PATH = DIALOG_STYLE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "leave"),
    ]

    heading = ""
    below = SCROLL

    def told(self) -> Iterable[tuple[str, Iterable[str]]]:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help") as box:
            box.border_title = f"why · {self.heading}"
            box.border_subtitle = self.below
            with VerticalScroll():
                yield Hanging()

    def on_mount(self) -> None:
        said = [
            each
            for title, lines in self.told()
            for each in (Said("", title, style="bold"), *(Said("", x) for x in lines), _AIR)
        ]
        self.query_one(Hanging).show(said[:-1])


class Explain(Page):
    """The rule in words and as a formula, her numbers in it, its source and limits, its settings."""

    def __init__(self, explained: Explanation) -> None:
        super().__init__()
        self.heading = explained.rule
        self._explanation = explained

    def told(self) -> Iterable[tuple[str, Iterable[str]]]:
        return explanation(self._explanation)


class Why(Page):
    """What made one finding: who and what carries it, its days."""

    BINDINGS: ClassVar[list[BindingType]] = [key("why", "formula", "formula")]
    below = f"i the rule and its formula · {SCROLL}"

    def __init__(self, desk: Desk, finding: Finding) -> None:
        super().__init__()
        self.heading = finding.rule
        self._desk = desk
        self._finding = finding
        self._told = [
            (finding.message, ()),
            *behind_words(desk.week.stories.behind(finding), desk.today),
            ("what to do", (finding.advice,)),
        ]

    def told(self) -> Iterable[tuple[str, Iterable[str]]]:
        return self._told

    def action_formula(self) -> None:
        self.app.push_screen(Explain(self._desk.findings.explain(self._finding.rule)))


class WhyStory(Page):
    """What made a story: who and what carries it, its heaviest days, and each of its signs."""

    def __init__(self, desk: Desk, story: Story) -> None:
        super().__init__()
        self.heading = story.story
        lead = next(iter(story.findings), None)
        behind = behind_words(desk.week.stories.behind(lead), desk.today) if lead else ()
        advice = [("what to do", (story.advice,))] if story.advice else []
        self._told = [
            (story.message, ()), *behind, *advice, ("its signs", signs_words(story)),
        ]  # fmt: skip

    def told(self) -> Iterable[tuple[str, Iterable[str]]]:
        return self._told
