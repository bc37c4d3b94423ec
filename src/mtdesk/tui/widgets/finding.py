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
        found = []
        for level, sentence in self._items:
            mark = f"{MARKS[level]} {level}" if level else ""
            style = STYLES.get(level, "")
            words = Content.styled(sentence, "" if level else "$text-muted")
            for line in words.wrap(max(width - _TEXT_AT, 10)):
                found.append(Content.assemble((mark.ljust(_TEXT_AT), style), line))
                mark = ""
        return found
