"""A level as a mark, a word and a colour, in that order of importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from mtdesk.model.finding import MARKS
from mtdesk.tui.names import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

STYLES = {
    "act": "bold $text-error",
    "watch": "bold $text-warning",
    "note": "bold $text-accent",
    "unknown": "bold $text-muted",
    "clear": "$text-success",
}
LEVEL_CELLS = 9  # `? unknown`, the longest
_TEXT_AT = LEVEL_CELLS + 1


class Leveled(Widget):
    """Sentences under one another, each beside its level; `""` for one without a level.

    Where the height does not hold them whole, each is cut to its first lines; where it does not
    hold them all, the last line says how many more there are.
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self._items: Sequence[tuple[str, str]] = ()

    def show(self, items: Sequence[tuple[str, str]]) -> None:
        """Show these (level, sentence), without names while those are hidden."""
        said = names_of(self).said
        self._items = [(level, said(sentence)) for level, sentence in items]
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._items)

    def render(self) -> Content:
        width, height = self.content_size
        blocks: list[list[Content]] = []
        for most in (10, 4, 3, 2, 1):
            blocks = [_block(level, sentence, width, most) for level, sentence in self._items]
            if sum(map(len, blocks)) <= height:
                break
        lines = [line for block in blocks for line in block]
        if len(lines) > height > 0:
            more = len(lines) - height + 1
            lines[height - 1 :] = [
                Content.styled(f"{' ' * _TEXT_AT}and {more} more", "$text-muted")
            ]
        return Content("\n").join(lines)


def _block(level: str, sentence: str, width: int, most: int) -> list[Content]:
    """The level, and beside it at most `most` lines of the sentence."""
    room = max(width - _TEXT_AT, 10)
    mark = f"{MARKS[level]} {level}" if level else ""
    words = Content.styled(sentence, "" if level else "$text-muted")
    lines = _cut(words.wrap(room), most, room)
    return [
        Content.assemble((("" if number else mark).ljust(_TEXT_AT), STYLES.get(level, "")), line)
        for number, line in enumerate(lines)
    ]


def _cut(lines: list[Content], most: int, room: int) -> list[Content]:
    """At most `most` of the lines, with an ellipsis where they go on."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip().truncate(room - 1)
    return [*lines[: most - 1], Content.assemble(last, "…")]
