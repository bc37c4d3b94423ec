"""What stands around the day once it was seen: the week in short, what needs her, what closes the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from mtdesk.desk.week import Week
from mtdesk.model.frozen import replace
from mtdesk.model.period import days_before
from mtdesk.model.reminder import Reminder
from mtdesk.say.ledger import spent_words
from mtdesk.say.week import NO_CHECK_IN, NOTHING_NEEDED, week_in_short, which_week
from mtdesk.tui.area import AREAS, Area
from mtdesk.tui.keys import with_keys
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.panels import Panel, is_roomy
from mtdesk.tui.parts.panes import Down, Words
from mtdesk.tui.parts.rows import table
from mtdesk.tui.today.closing import ClosingPane
from mtdesk.tui.today.needs import CHECK_IN, Needs

if TYPE_CHECKING:
    from mtdesk.tui.today.vast import Vast

ABOUT_NEEDS = "What needs you, the most pressing first; enter goes to where it is dealt with."
BETWEEN = "   "
Figured = Sequence[tuple[str, str, str]]


class Around:
    """The widgets of it, and what they show; each is mounted when there is something in it to see."""

    def __init__(self, area: Area) -> None:
        self._area, self._desk = area, area.desk
        self._day: date | None = None  # that is shown
        self._week: Week | None = None
        self._in_short = Words(id="week-so-far")
        self._panel = Panel(self._in_short, id="week-panel")
        self._needs = Needs(id="needs")
        self._closing = ClosingPane(area.desk)
        self._vast: Vast | None = None  # only where there is much room

    async def mount(self) -> None:
        await self._area.query_one("#today-main").mount(self._panel)
        await self._side.mount(
            Panel(
                self._needs, id="needs-panel", title="needs you", classes="fill", about=ABOUT_NEEDS
            )
        )

    @property
    def _side(self) -> Down:
        return self._area.query_one(".side", Down)

    @property
    def is_late(self) -> bool:
        """Whether what closes the day is another by now."""
        return (
            self._day is not None and self._desk.week.closing.of(self._day) != self._closing.shown
        )

    def show(self, day: date) -> None:
        """Read all of it anew, of a day."""
        self._day = day
        self._week = self._desk.week.of(day)
        self.draw()
        closing = self._desk.week.closing.of(day)
        if closing.is_due and not self._closing.is_attached:
            self._side.mount(self._closing)
        self._closing.display = closing.is_due
        self._closing.show(closing)
        digits = {title: place for place, title in enumerate(AREAS, 1)}
        self._needs.show(self._reminders(), digits)

    def spent(self, day: date) -> list[str]:
        """The expenses of a day, a line each."""
        desk = self._desk
        currency, profile = desk.settings.currency, desk.settings.profile
        found = desk.ledger.expenses(days_before(day, 1))
        return [f"spent     {spent_words(each, currency, profile)}" for each in found]

    def draw(self) -> None:
        """What depends on the room that there is."""
        if self._week is not None and self._day is not None:
            self._show_week(self._week)
            if self._area.app.has_class("-vast"):
                from mtdesk.tui.today.vast import Vast

                self._vast = self._vast or Vast(self._area)
                self._vast.show(self._week, self._day)

    def _show_week(self, week: Week) -> None:
        """Its figures below one another, or where there is little height on one line."""
        settings = self._desk.settings
        self._panel.entitle(which_week(week, self._desk.today))
        figures = week_in_short(week, settings.currency, settings.income_target_minor)
        shown = (
            _week_lines(week, figures, self._desk.today)
            if is_roomy(self._area.app)
            else _week_line(figures, self._area.size.width - 2)
        )
        self._in_short.update(shown)

    def _reminders(self) -> list[Reminder]:
        """What needs her, and a check-in not made."""
        names, desk = names_of(self._area), self._desk
        found = desk.week.stories.lines()
        if names.is_hidden:
            found = [
                replace(each, text=names.said(each.text), short=names.said(each.short))
                for each in found
            ]
        is_asked = self._closing.display and self._day == desk.today
        if not is_asked and desk.wellbeing.of_day(desk.today) is None:
            words = with_keys(self._area, "press {checkin}")
            found.append(Reminder(level="", text=f"{NO_CHECK_IN}: {words}", sign=CHECK_IN))
        return found or [Reminder(level="", text=NOTHING_NEEDED)]


def _week_lines(week: Week, figures: Figured, today: date) -> Content:
    """The week's figures, one a line: name, figure, what it is held against."""
    from mtdesk.charts import spark

    worked = [day.hands_on_minutes if day.day <= today else None for day in week.days]
    (name, figure, _), *others = figures
    rows = [(name, figure, spark(worked) if any(worked) else ""), *others]
    return table(
        [((name, "$dim"), (figure, "bold"), (beside, "$dim")) for name, figure, beside in rows],
        [False, True, False],
    )


def _week_line(figures: Figured, width: int) -> Content:
    """As many of them as fit whole on a line, the first ones first."""
    parts: list[Content] = []
    for name, figure, beside in figures:
        part = Content.assemble(
            (f"{name} ", "$dim"), (figure, "bold"), (f" {beside}".rstrip(), "$dim")
        )
        if sum(each.cell_length + len(BETWEEN) for each in parts) + part.cell_length > width:
            break
        parts.append(part)
    return Content(BETWEEN).join(parts)
