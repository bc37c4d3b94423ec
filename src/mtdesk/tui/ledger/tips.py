"""The tips of a month, session by session; one is changed, or added, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from mtdesk.model.session import Visit
from mtdesk.say.ledger.rows import TIP_HEADS, tip_row, tips_words
from mtdesk.tui.area import Area
from mtdesk.tui.ledger.months import OfAMonth
from mtdesk.tui.parts.dialogs import Field
from mtdesk.tui.parts.rows import Column

_WIDTHS = (10, 20, 18, 11, 10, 16)


def tips(area: Area) -> None:
    area.app.push_screen(Tips(area))


class Tips(OfAMonth):
    name_of_list = "tips"
    columns = tuple(
        Column(head, width, right=head in {"price", "tip"})
        for head, width in zip(TIP_HEADS, _WIDTHS, strict=True)
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "the tip"),
        *OfAMonth.BINDINGS,
    ]
    HELP = "The done sessions of a month, the latest first, with their tips; enter changes a tip."
    _found: dict[int, Visit]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        done = self.desk.sessions.between(self.month, status="done")
        visits = [self.desk.sessions.visit(each.id or 0) for each in reversed(done)]
        self._found = {each.session.id or 0: each for each in visits}
        currency = self.desk.settings.currency
        return [(key, tip_row(each, currency)) for key, each in self._found.items()]

    def about(self) -> str:
        settings, visits = self.desk.settings, [*self._found.values()]
        year = settings.year_of(self.month.start)
        received = self.desk.year.figures.summary(year, self.month).money
        return tips_words(visits, received.tips_minor, settings.currency)

    def facts(self, key: int) -> str:
        return self._found[key].session.note

    def choose(self) -> None:
        chosen = self._found.get(self.rows.chosen or 0)
        if chosen is None:
            return
        session, currency = chosen.session, self.desk.settings.currency
        before = currency.plain(chosen.tip_minor) if chosen.tip_minor else ""

        def act(said: dict[str, str], confirmed: bool) -> str:
            logged = self.desk.sessions.edit(
                session.id or 0, {"tip": said["tip"]}, confirmed=confirmed
            )
            tip = logged.visit.tip_minor
            return f"tip of {session.client or 'the session'}: {currency.format(tip or 0)}"

        field = Field("tip", "tip", before, "such as 15; empty takes it away")
        self.ask(f"tip, {session.client or 'no client'}, {session.local_date}", [field], act)
