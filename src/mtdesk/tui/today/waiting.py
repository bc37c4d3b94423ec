"""What waits to be done, each with the key that does it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LABEL = "now  "
GAP = "   "


class Task(NamedTuple):
    key: str
    words: str


class Waiting(Widget):
    """`now  o $305.00 owed to you   x 2 expenses due`: as many on a line as fit, none torn apart."""

    DEFAULT_CSS = "Waiting { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.tasks: Sequence[Task] = ()

    def show(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        self.display = bool(tasks)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._lines(width))

    def render(self) -> Content:
        lines = self._lines(self.content_size.width)
        return Content("\n").join(
            Content.assemble(
                (LABEL if number == 0 else " " * len(LABEL), "$text-muted"),
                Content(GAP).join(
                    Content.assemble((task.key, "bold $text-accent"), f" {task.words}")
                    for task in line
                ),
            )
            for number, line in enumerate(lines)
        )

    def _lines(self, width: int) -> list[list[Task]]:
        lines: list[list[Task]] = []
        room = 0
        for task in self.tasks:
            size = cell_len(f"{task.key} {task.words}")
            if not lines or size + len(GAP) > room:
                lines.append([])
                room = width - len(LABEL) + len(GAP)
            lines[-1].append(task)
            room -= size + len(GAP)
        return lines
