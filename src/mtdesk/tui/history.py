"""What was done, the newest first; each can be taken back, and an undo done again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.desk.history import Operation
from mtdesk.say.history import history_listing, take_back_question
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.dialogs import Confirm, Listing
from mtdesk.tui.parts.rows import Column

MOST = 200


def history(area: Area) -> None:
    area.app.push_screen(Done(area))


class Done(Listing):
    heading = "history"
    columns = (
        Column("id", 6, right=True),
        Column("when (UTC)", 16),
        Column("what", 60),
        Column("", 6),
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "take back")]
    HELP = "What was done, the newest first; enter takes one back, and does an undone one again."
    _found: dict[int, Operation]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        found = self.desk.history.latest(MOST)
        self._found = {each.id: each for each in found}
        rows = history_listing(found).rows
        return list(zip(self._found, rows, strict=True))

    def about(self) -> str:
        if not self._found:
            return "Nothing was done yet."
        return "Something that newer work rests on is not taken back before that work is."

    def facts(self, key: int) -> str:
        return self._found[key].summary

    def choose(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is None:
            return

        def undo(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    _, undone = self.desk.history.undo(chosen.id)
                    self.written(f"undone: {undone.summary}")

        question = names_of(self).said(take_back_question(chosen))
        self.app.push_screen(Confirm(question, yes="Take back", no="Keep"), undo)
