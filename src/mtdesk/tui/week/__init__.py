"""The week: more or less than her usual, why, what to do; then hours, rest, body and money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.model.period import WEEKDAYS, Period, hours, human_day, short_day, week_of
from mtdesk.say import pictures
from mtdesk.tui.area import Area
from mtdesk.tui.findings import said
from mtdesk.tui.parts.beside import Beside
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.hanging import Hanging, Said
from mtdesk.tui.week.table import Shown, as_booked, is_logged, week_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.week import DayLoad
    from mtdesk.desk.week import Week as WeekFigures
    from mtdesk.desk.year.figures import Group
    from mtdesk.model.reminder import Reminder

WEEKS_DRAWN = (12, 26, 52)  # `w` goes from one to the next
WEEKS_AHEAD = 2  # that can be looked at, whatever is booked
OWN_WEEKS = 12  # that monotony is held against
ROW_DAYS = 35  # how far back a row of days without a day off is followed


class Week(Area):
    title = "Week"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left_square_bracket", "earlier", "week"),
        ("right_square_bracket", "later", "week"),
        ("t", "this_week", "this week"),
        ("w", "weeks", "weeks"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day: date | None = None  # None is today: the dashboard may stay open over midnight
        self._weeks_drawn = WEEKS_DRAWN[0]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="week-all"):
            yield Static(id="week-title", markup=False)
            yield Hanging(id="week-answer")
            with Horizontal(classes="charts"):
                yield Chart(id="week-hours")
                yield Chart(id="week-load")
            with Beside():
                yield Static(id="week-figures", markup=False)
                with Vertical(id="week-said"):
                    yield Static(id="week-monotony", markup=False)
                    yield Hanging(id="week-findings")

    def take_focus(self) -> None:
        self.query_one("#week-all").focus()

    def show_figures(self) -> None:
        desk = self.desk
        weeks = self._weeks()
        week = weeks[0].figures
        limit = desk.settings.hands_on_minutes_a_day
        last = min(week.last, desk.today)
        recent = desk.week.days(
            Period(last - timedelta(days=ROW_DAYS - 1), last + timedelta(days=1))
        )
        ahead = week.ahead
        found = week.all_findings(desk.today)
        answer = (
            (
                "this is",
                ""
                if week.start > desk.today
                else sentence(week, recent, limit, desk.settings.hands_on_minutes_a_week, last),
            ),
            ("as booked", booked_sentence(week, limit) if not week.is_over else ""),
            ("why", why(week, self._loads(week), limit)),
            ("to do", found[0].advice if found else ""),
        )
        self.query_one("#week-title", Static).update(
            Content.styled(_title(week, desk.today), "bold")
        )
        self.query_one("#week-answer", Hanging).show(
            [Said(name, words) for name, words in answer if words]
        )
        any_logged = any(is_logged(each.figures) for each in weeks) or ahead is not None
        self.query_one("#week-figures", Static).update(
            week_table(weeks, desk.settings.currency, desk.today) if any_logged else ""
        )
        self.query_one("#week-findings", Hanging).show([said(each) for each in found])
        over = week.start if week.is_over else self._this_week.start - timedelta(days=7)
        self.query_one("#week-monotony", Static).update(
            monotony(desk.week.weeks(OWN_WEEKS + 1, over), "" if week.is_over else "last week, ")
        )
        self._draw(week, limit)

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

    def show_reminder(self, reminder: Reminder) -> None:
        if reminder.day:
            self._turn(date.fromisoformat(reminder.day))

    @property
    def _this_week(self) -> Period:
        return week_of(self.desk.today, self.desk.settings.first_weekday)

    def _turn(self, day: date) -> None:
        """Show the week around a day: from 1950 to the last booking, at least two weeks ahead."""
        with self.in_words():
            furthest = self._this_week.last + timedelta(weeks=WEEKS_AHEAD)
            last = max(self.desk.sessions.bookings.last_day() or furthest, furthest)
            if day.year < 1950 or week_of(day, self.desk.settings.first_weekday).start > last:
                return
            self._day = None if day in self._this_week else day
            self.show_figures()

    def _weeks(self) -> list[Shown]:
        """The week shown, then three whole weeks: those before it, or before the running one."""
        desk, day = self.desk, self._day or self.desk.today
        before = min(day, desk.today)
        days = [
            day,
            *(before - timedelta(weeks=number + 1) for number in range(pictures.USUAL_WEEKS)),
        ]
        shown = []
        for number, each in enumerate(days):
            week = desk.week.of(each, find=number == 0)
            period = Period(week.start, week.start + timedelta(days=7))
            incidents = [each for each in desk.incidents.between(period) if not each.withdrawn]
            shown.append(Shown(week, desk.wellbeing.between(period), incidents))
        return shown

    def _loads(self, week: WeekFigures) -> _Loads:
        """The load of each service, in the week and in the three before it."""
        groups, start = self.desk.year.figures.groups, week.start
        before = Period(start - timedelta(weeks=pictures.USUAL_WEEKS), start)
        return _Loads(
            _by_key(groups(Period(start, start + timedelta(days=7)), "service")),
            _by_key(groups(before, "service")) if week.usual_load else None,
        )

    def _draw(self, week: WeekFigures, limit: int) -> None:
        drawn = pictures.hours_by_day(week.days, limit, self.desk.today, week.ahead)
        self.query_one("#week-hours", Chart).show(drawn)
        self._draw_load(week.start)

    def _draw_load(self, day: date) -> None:
        desk = self.desk
        weeks = desk.week.weeks(self._weeks_drawn, day)
        booked = desk.sessions.bookings.load_by_week(weeks[-1][-1].day)
        drawn = pictures.load_by_week(weeks, desk.today, booked)
        self.query_one("#week-load", Chart).show(drawn)


def sentence(
    week: WeekFigures,
    recent: Sequence[DayLoad],
    limit: int,
    limit_a_week: int | None,
    last: date,
) -> str:
    """`23 h 30 hands-on, 1.3x your usual; 2 days over 4 h; no day off, the last was Sun 15 Nov.`

    `recent` are the days up to `last`, the last of the week that has begun.
    """
    if not week.sessions:
        return f"No session {'in this week' if week.is_over else 'yet this week'}."
    work = f"{hours(week.hands_on_minutes)} hands-on"
    about = "~" if week.estimated_load else ""
    if week.ratio is not None:
        work += f", load {about}{week.ratio:.1f}x your usual"
    elif week.usual_load:
        work += f", load {about}{week.load:,.0f} beside a usual week's {week.usual_load:,.0f}"
    parts = [work]
    if limit_a_week is not None and week.hands_on_minutes > limit_a_week:
        over = hours(week.hands_on_minutes - limit_a_week)
        parts.append(f"{over} over your {hours(limit_a_week)} a week")
    long_days = sum(day.hands_on_minutes > limit for day in week.days)
    days = {0: "no day", 1: "1 day"}.get(long_days, f"{long_days} days")
    parts.append(f"{days} over {hours(limit)}")
    parts.append(_rest(week, recent, last))
    return "; ".join(parts) + "."


def _rest(week: WeekFigures, recent: Sequence[DayLoad], last: date) -> str:
    if week.rest_days:
        return "1 day off" if week.rest_days == 1 else f"{week.rest_days} days off"
    off = [day.day for day in recent if not day.sessions]
    if not off:
        return f"no day off in {len(recent)} days"
    return f"no day off, the last was {human_day(off[-1], last)}"


def booked_sentence(week: WeekFigures, limit: int) -> str:
    """`14 h hands-on, load ~3,900, ~1.1x your usual; 1 day over 4 h; 2 days off; 6 h to come.`"""
    if week.ahead is None:
        return ""
    whole, now = as_booked(week), week.ahead.weeks[0]
    against = "" if now.ratio is None else f", ~{now.ratio:.1f}x your usual"
    long_days = sum(day.hands_on_minutes > limit for day in whole.days)
    count = sum(day.sessions for day in week.ahead.days)
    parts = [
        f"{hours(now.minutes)} hands-on, load ~{now.load:,.0f}{against}",
        f"{counted(long_days, 'day') if long_days else 'no day'} over {hours(limit)}",
        f"{counted(whole.rest_days, 'day') if whole.rest_days else 'no day'} off",
        f"{hours(week.ahead.booked_minutes)} of it in {counted(count, 'booking')} to come",
    ]
    return f"{'; '.join(parts)}."


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _title(week: WeekFigures, today: date) -> str:
    first, last = short_day(week.start), short_day(week.last)
    state = "" if week.is_over else ", so far"
    if week.start > today:
        state = ", as booked" if week.ahead else ", nothing booked yet"
    return f"{first} to {last} {week.last.year}{state}"


# -- why


class _Loads(NamedTuple):
    """Load by service: this week's, and that of the three weeks before, None while unknown."""

    now: dict[str, float]
    before: dict[str, float] | None


def _by_key(groups: Sequence[Group]) -> dict[str, float]:
    return {group.key or "sessions without a service": group.load for group in groups if group.load}


def why(week: WeekFigures, loads: _Loads, limit: int) -> str:
    """`Thu and Fri were over 4 h; deep tissue brought 640 more load than in a usual week.`

    The service whose load differs most from its mean of the three weeks before, the way the
    week does; while the week is running, or without a usual, the service with the largest share.
    """
    if not week.load:
        return ""
    parts = [_long_days(week, limit)]
    if week.is_over and week.usual_load and loads.before is not None:
        sign = 1 if week.load >= week.usual_load else -1
        apart = {
            name: loads.now.get(name, 0.0) - loads.before.get(name, 0.0) / pictures.USUAL_WEEKS
            for name in loads.now | loads.before
        }
        name = max(apart, key=lambda name: apart[name] * sign)
        if apart[name] * sign > 0:
            side = "more" if sign > 0 else "less"
            parts.append(f"{name} brought {abs(apart[name]):,.0f} {side} load than in a usual week")
    elif loads.now:
        name = max(loads.now, key=lambda name: loads.now[name])
        so_far = "" if week.is_over else " so far"
        parts.append(f"{name} is {100 * loads.now[name] / week.load:.0f} % of the load{so_far}")
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _long_days(week: WeekFigures, limit: int) -> str:
    """`Thu and Fri were over 4 h`; in a week without such a day the one with most load."""
    long = [day for day in week.days if day.hands_on_minutes > limit]
    if long:
        names = [_weekday(day) for day in long]
        listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
        return f"{listed} {'was' if len(long) == 1 else 'were'} over {hours(limit)}"
    most = max(week.days, key=lambda day: day.load)
    if sum(1 for day in week.days if day.load) < 2:
        return ""
    return f"{_weekday(most)} was the heaviest day, {100 * most.load / week.load:.0f} % of the load"


def _weekday(day: DayLoad) -> str:
    return WEEKDAYS[day.day.weekday()][:3].title()


def monotony(weeks: Sequence[Sequence[DayLoad]], when: str) -> Content:
    """How alike the days of the last of these weeks were, beside her own weeks before it.

    All these weeks are over: the days to come of a running one would count as days off.
    """
    *before, now = pictures.monotony_by_week(weeks)
    own = [value for value in before if value is not None]
    if now is None or not own:
        return Content("")
    return Content.assemble(
        (f"monotony  {when}{now:.1f}", "bold"),
        f"  {spark([*before, now])}  own {len(own)} before {min(own):.1f}-{max(own):.1f}",
        ("\nhow alike the days were, mean daily load / its SD", "$text-muted"),
    )
