"""A level as a mark, a word and a colour, in that order of importance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from mtdesk.model.finding import MARKS

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
TALL = 34  # lines of a screen from which sentences are shown whole
ROOMY = 50  # cells in which one line of a sentence says enough


class Leveled(Widget):
    """Sentences under one another, each beside its level; `""` for one without a level."""

    DEFAULT_CSS = "Leveled { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[tuple[str, str]] = ()

    def show(self, items: Sequence[tuple[str, str]]) -> None:
        """Show these (level, sentence)."""
        self._items = items
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        room = max(width - _TEXT_AT, 10)
        found = []
        for level, sentence in self._items:
            mark = f"{MARKS[level]} {level}" if level else ""
            words = Content.styled(sentence, "" if level else "$text-muted")
            for line in _cut(words.wrap(room), self._most_lines(room), room):
                found.append(Content.assemble((mark.ljust(_TEXT_AT), STYLES.get(level, "")), line))
                mark = ""
        return found

    def _most_lines(self, room: int) -> int:
        """On a short screen that all can be seen counts more than that each is whole."""
        if self.screen.size.height >= TALL:
            return 10
        return 1 if room >= ROOMY else 2


def _cut(lines: list[Content], most: int, room: int) -> list[Content]:
    """At most `most` of the lines, with an ellipsis where they go on."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1].rstrip().truncate(room - 1)
    return [*lines[: most - 1], Content.assemble(last, "…")]
