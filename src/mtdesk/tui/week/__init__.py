"""The week: more or less than her usual, why, what to do; then hours, rest, body and money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.desk import Desk
from mtdesk.desk.week import Week as WeekFigures
from mtdesk.desk.week import Why
from mtdesk.model.finding import Story
from mtdesk.model.period import Period, week_of
from mtdesk.model.reminder import Reminder
from mtdesk.model.rules import FIRST_DAY
from mtdesk.say import pictures
from mtdesk.say.week import (
    booked_limits,
    booked_sentence,
    large_of_week,
    limits_sentence,
    week_sentence,
    week_title,
    which_week,
)
from mtdesk.say.week.beside import MONOTONY, monotony_words, weeks_beside, why_sentence
from mtdesk.tui.area import Area
from mtdesk.tui.findings.stories import told
from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.chart import Chart, ChartPanel
from mtdesk.tui.parts.edge import AROUND
from mtdesk.tui.parts.panels import Figures, Panel
from mtdesk.tui.parts.panes import Across, Beside, Hanging, Said, Scrolled, Words
from mtdesk.tui.parts.rows import listed

WEEKS_DRAWN = (12, 26, 52)  # `w` goes from one to the next
WEEKS_AHEAD = 2  # that can be looked at, whatever is booked
OWN_WEEKS = 12  # that monotony is held against


class Week(Area):
    title = "Week"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("earlier", "earlier", "week"),
        key("later", "later", "week"),
        key("now", "this_week", "this week"),
        key("wider", "weeks", "weeks", tooltip="load of 12, 26 or 52 weeks"),
        key(
            "plan",
            "open('week.plan:plan')",
            "plan",
            tooltip="what if",
        ),
    ]
    HELP = "A week: more or less than your usual, why, and what to do."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day: date | None = None  # None is today: the dashboard may stay open over midnight
        self._weeks_drawn = WEEKS_DRAWN[0]
        self._agenda: Words | None = None  # only where there is much room

    def compose(self) -> ComposeResult:
        with Scrolled(id="week-all"):
            with Panel(id="week-top"):
                yield Figures()
                yield Words(id="week-title")
                yield Hanging(id="week-answer")
            with Across(classes="charts"):
                yield ChartPanel("week-hours")
                yield ChartPanel("week-load", classes="right")
            with Beside():
                with Panel(id="week-table", title="against your weeks"):
                    yield Words(id="week-figures")
                with Panel(id="week-said", title="what stands out", classes="right"):
                    yield Words(id="week-monotony")
                    yield Hanging(id="week-findings")

    def take_focus(self) -> None:
        chart = self.query_one("#week-hours", Chart)
        (chart if chart.can_focus else self.query_one("#week-all")).focus(scroll_visible=False)

    def show_figures(self) -> None:
        desk, settings = self.desk, self.desk.settings
        weeks = desk.week.beside(self._day)
        week = weeks[0].figures
        a_day = settings.hands_on_minutes_a_day
        stories = desk.week.stories.of_week(week)
        reason, a_week = desk.week.why(week), settings.hands_on_minutes_a_week
        words = _words(week, a_day, a_week, reason, stories, self._against_plan(week))
        self.query_one("#week-title", Static).update(Content.styled(week_title(week), "bold"))
        self.query_one("#week-answer", Hanging).show([*words])
        any_logged = week.ahead is not None or any(each.figures.is_logged for each in weeks)
        listing = weeks_beside(weeks, settings.currency)
        self.query_one("#week-figures", Static).update(listed(listing) if any_logged else "")
        self.query_one("#week-findings", Hanging).show([told(each) for each in stories])
        over = week.start if week.is_over else self._this_week.start - timedelta(days=7)
        self.query_one("#week-monotony", Static).update(
            monotony(desk.week.monotony(OWN_WEEKS + 1, over), is_last_week=not week.is_over)
        )
        drawn = pictures.hours_by_day(week.days, a_day, desk.today, week.ahead)
        days = [each.day for each in week.days]
        at = days.index(desk.today) if desk.today in days else None
        self.query(ChartPanel).first().show(drawn, at)
        self.query_one(Figures).show(*large_of_week(week))
        self.query_one("#week-top", Panel).entitle(which_week(week, desk.today))
        self.query_one("#week-table").display = any_logged
        self._draw_load(week.start)
        self._show_agenda(drawn.labels)

    def on_resize(self) -> None:
        hours = self.query_one("#week-hours", Chart).series
        if hours is not None:
            with self.in_words():
                self._show_agenda(hours.labels)

    def _show_agenda(self, heads: Sequence[str]) -> None:
        """Where there is much room: who comes, in their days."""
        if not self.app.has_class("-vast"):
            return
        from mtdesk.say.week.agenda import agenda

        if self._agenda is None:
            self._agenda = Words(id="week-agenda")
            panel = Panel(self._agenda, id="week-agenda-panel", title="who comes", classes="flat")
            self.query_one("#week-all").mount(panel, after=".charts")
        week = week_of(self._day or self.desk.today, self.desk.settings.first_weekday)
        found = names_of(self).veiled(self.desk.sessions.between(week))
        room = self._agenda.content_size.width or self.size.width - AROUND
        self._agenda.update(listed(agenda([*week.days()], heads, found), room))

    def _against_plan(self, week: WeekFigures) -> str:
        found = self.desk.week.against_plan(week)
        if found is None:
            return ""
        from mtdesk.say.week.target import against_sentence

        return against_sentence(found, self.desk.settings.currency)

    def action_earlier(self) -> None:
        self._turn((self._day or self.desk.today) - timedelta(days=7))

    def action_later(self) -> None:
        self._turn((self._day or self.desk.today) + timedelta(days=7))

    def action_this_week(self) -> None:
        self._turn(self.desk.today)

    def action_weeks(self) -> None:
        place = WEEKS_DRAWN.index(self._weeks_drawn) + 1
        self._weeks_drawn = WEEKS_DRAWN[place % len(WEEKS_DRAWN)]
        with self.in_words():
            self._draw_load(self._day or self.desk.today)

    def go_to(self, day: date) -> None:
        self._turn(day)

    def show_reminder(self, reminder: Reminder) -> None:
        if reminder.day:
            self._turn(date.fromisoformat(reminder.day))

    def open_column(self, event: Chart.Opened) -> None:
        """The sessions of a day; of the bars of load, that week."""
        if event.chart.id == "week-load":
            self._turn(event.days.start)
        else:
            self.open_rows(event.rows, event.days)

    @property
    def _this_week(self) -> Period:
        return week_of(self.desk.today, self.desk.settings.first_weekday)

    def _turn(self, day: date) -> None:
        """Show the week around a day: from 1950 to the last booking, at least two weeks ahead."""
        with self.in_words():
            furthest = self._this_week.last + timedelta(weeks=WEEKS_AHEAD)
            last = max(self.desk.week.agenda.last_day() or furthest, furthest)
            if day < FIRST_DAY or week_of(day, self.desk.settings.first_weekday).start > last:
                return
            self._day = None if day in self._this_week else day
            self.show_figures()

    def _draw_load(self, day: date) -> None:
        desk = self.desk
        weeks = desk.week.weeks(self._weeks_drawn, day)
        booked = desk.week.agenda.load_by_week(weeks[-1][-1].day)
        drawn = pictures.load_by_week(weeks, desk.today, booked)
        self.query(ChartPanel).last().show(drawn)


def _words(
    week: WeekFigures,
    a_day: int,
    a_week: int | None,
    why: Why,
    stories: Sequence[Story],
    against: str,
) -> Iterator[Said]:
    """What the week is, how it stands as booked, why, and what to do."""
    if not week.is_to_come:
        beyond = f"; {limits_sentence(week, a_day, a_week)}." if week.sessions else ""
        yield Said("this is", f"{week_sentence(week)}{beyond}")
    if week.ahead is not None:
        yield Said("as booked", f"{booked_sentence(week.ahead)}; {booked_limits(week, a_day)}.")
    reason = why_sentence(why, a_day, so_far=not week.is_over)
    if reason:
        yield Said("why", reason)
    if against:
        yield Said("plan", against)
    advice = next((each.advice for each in stories if each.advice and not each.is_seen), "")
    if advice:
        yield Said("to do", advice)


def monotony(values: Sequence[float | None], *, is_last_week: bool) -> Content:
    """How alike the days of the last of these weeks were, beside her own weeks before it."""
    words = monotony_words(values, is_last_week=is_last_week)
    if words is None:
        return Content("")
    now, own = words
    return Content.assemble((now, "bold"), f"  {spark(values)}  {own}", (f"\n{MONOTONY}", "$dim"))
