"""The stories at the head of the findings."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from mtdesk.model.finding import Story
from mtdesk.say.findings import marked, story_about, story_sentence
from mtdesk.tui.parts import STYLES
from mtdesk.tui.parts.panes import Hanging, Said

_FAINT = "$dim"
LABEL_CELLS = len("what to do")  # the widest below a sentence: every text begins at one cell


def told(story: Story) -> Said:
    """`● watch`, and beside it the sentence, whole however long."""
    if story.is_seen:
        return Said("seen".ljust(LABEL_CELLS), story_sentence(story), _FAINT, _FAINT)
    return Said(marked(story.level).ljust(LABEL_CELLS), story_sentence(story), STYLES[story.level])


class Rule(Vertical, can_focus=True):
    """Something on the list that a rule stands behind; arrows go from one to the next."""

    HELP = "What your figures say, one story a block; ↑ ↓ go from one to the next."
    BINDINGS: ClassVar[list[BindingType]] = [  # here, before the list's own arrows, which scroll
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, rule: str, classes: str) -> None:
        super().__init__(classes=classes)
        self.rule = rule


class StoryBlock(Rule):
    """A story: its sentence, what made it, what to do, the names of its signs."""

    def __init__(self, story: Story) -> None:
        super().__init__(story.story, f"-{'seen' if story.is_seen else story.level}")
        self.story = story

    @property
    def lead(self) -> str | None:
        """The rule of the finding that leads it; None where nothing but reminders make it."""
        return self.story.findings[0].rule if self.story.findings else None

    def compose(self) -> ComposeResult:
        hanging = Hanging()
        hanging.show(self._said())
        yield hanging

    def _said(self) -> list[Said]:
        about = () if self.story.is_seen else story_about(self.story)
        return [told(self.story), *(Said(name, words, _FAINT, _FAINT) for name, words in about)]
