"""What Today shows beside the rest where there is much room: the week, the weeks before, what is booked, how she was."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.desk.week import Week
from mtdesk.model.period import Period, weeks_up_to
from mtdesk.say import pictures
from mtdesk.say.week.agenda import next_booked
from mtdesk.tui.area import Area
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.chart import ChartPanel
from mtdesk.tui.parts.panels import Panel
from mtdesk.tui.parts.panes import Down, Words
from mtdesk.tui.parts.rows import listed

WEEKS_DRAWN = 26
WEEKS_ASKED = 12  # of how she was
DAYS_AHEAD = 14
MOST_BOOKED = 12  # rows
HIGH = 50  # rows of the screen from which there is room below the day


class Vast:
    """Its widgets are mounted when it is first shown."""

    def __init__(self, area: Area) -> None:
        self._area, self._desk = area, area.desk
        self._hours = ChartPanel("day-hours", about="Hours hands-on of each day of this week.")
        self._load = ChartPanel("day-load", about="Your load, week by week.")
        self._you = ChartPanel("day-you", about="Exhaustion of body and mind, week by week.")
        self._booked = Words(id="booked-next")
        self._panel = Panel(self._booked, id="booked-panel", title="booked next")
        area.query_one(".columns").mount(
            Down(self._hours, self._load, classes="column middle"), after="#today-main"
        )
        area.query_one("#today-main").mount(self._panel)
        area.query_one(".side").mount(self._you, after="#needs-panel")

    def show(self, week: Week, day: date) -> None:
        desk, today = self._desk, self._desk.today
        limit, first_weekday = desk.settings.hands_on_minutes_a_day, desk.settings.first_weekday
        self._hours.show(pictures.hours_by_day(week.days, limit, today, week.ahead))
        weeks = desk.week.weeks(WEEKS_DRAWN, day)
        booked = desk.week.agenda.load_by_week(weeks[-1][-1].day)
        self._load.show(pictures.load_by_week(weeks, today, booked))
        asked = Period(weeks_up_to(today, WEEKS_ASKED, first_weekday).start, _after(today))
        check_ins = desk.wellbeing.between(asked)
        self._you.show(pictures.exhaustion_by_week(check_ins, WEEKS_ASKED, today, first_weekday))
        ahead = Period(_after(today), _after(today) + timedelta(days=DAYS_AHEAD))
        found = desk.sessions.between(ahead, status="booked")[:MOST_BOOKED]
        is_high = self._area.app.size.height >= HIGH
        self._panel.set_class(is_high and bool(found), "-shown")
        self._you.set_class(is_high, "-shown")
        self._booked.update(listed(next_booked(names_of(self._area).veiled(found), today)))


def _after(day: date) -> date:
    return day + timedelta(days=1)
