"""Lists of one month: `[` and `]` go to the month before and after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.binding import BindingType

from mtdesk.model.period import Period
from mtdesk.model.rules import FIRST_DAY
from mtdesk.say.ledger.rows import month_words
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.parts.dialogs import Listing


class OfAMonth(Listing):
    """`name` is what is listed: `tips`, `money`."""

    name_of_list: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("earlier", "turn(-1)", "earlier"),
        key("later", "turn(1)", "later"),
        key("now", "turn(0)", "this month", show=False),
    ]

    def __init__(self, area: Area) -> None:
        super().__init__(area)
        self.month = _month_of(self.desk.today)

    @property
    def heading(self) -> str:  # type: ignore[override]
        return f"{self.name_of_list}, {month_words(self.month)}"

    def fill(self) -> None:
        self.query_one(".dialog").border_title = self.heading
        super().fill()

    def action_turn(self, months: int) -> None:
        """Not beyond the month that runs: nothing is received ahead."""
        days = {-1: self.month.start - timedelta(days=1), 1: self.month.end, 0: self.desk.today}
        if FIRST_DAY <= days[months] <= self.desk.today:
            self.month = _month_of(days[months])
            self.fill()


def _month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1))
