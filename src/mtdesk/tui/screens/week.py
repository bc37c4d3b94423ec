"""The week: more or less than her usual, why, what to do; then hours, rest, body and money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.table import Table
from rich.text import Text
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import spark
from mtdesk.desk import pictures
from mtdesk.model.period import WEEKDAYS, Period, hours, human_day
from mtdesk.tui.area import Area
from mtdesk.tui.screens.findings import said
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.hanging import Hanging, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.review import DayLoad, Group
    from mtdesk.desk.review import Week as WeekFigures
    from mtdesk.model.incident import Incident
    from mtdesk.model.money import Currency
    from mtdesk.model.wellbeing import CheckIn

WEEKS_DRAWN = (12, 26, 52)  # `w` goes from one to the next
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
        recent = desk.review.days(
            Period(last - timedelta(days=ROW_DAYS - 1), last + timedelta(days=1))
        )
        answer = (
            sentence(week, recent, limit, desk.settings.hands_on_minutes_a_week, last),
            why(week, self._loads(week), limit),
            week.findings[0].advice if week.findings else "",
        )
        self.query_one("#week-title", Static).update(Content.styled(_title(week), "bold"))
        self.query_one("#week-answer", Hanging).show(
            [
                Said(name, words)
                for name, words in zip(("this is", "why", "to do"), answer, strict=True)
                if words
            ]
        )
        is_logged = any(_is_logged(each.figures) for each in weeks)
        self.query_one("#week-figures", Static).update(
            _table(weeks, desk.settings.currency) if is_logged else ""
        )
        self.query_one("#week-findings", Hanging).show([said(each) for each in week.findings])
        over = week.start if week.is_over else week.start - timedelta(days=7)
        self.query_one("#week-monotony", Static).update(
            monotony(desk.review.weeks(OWN_WEEKS + 1, over), "" if week.is_over else "last week, ")
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

    def _turn(self, day: date) -> None:
        if day.year < 1950:
            return
        self._day = day if day < self.desk.today else None
        with self.in_words():
            self.show_figures()

    def _weeks(self) -> list[_Shown]:
        """The week shown, then the three before it."""
        desk, day = self.desk, self._day or self.desk.today
        shown = []
        for number in range(pictures.USUAL_WEEKS + 1):
            week = desk.review.week(day - timedelta(weeks=number), find=number == 0)
            period = Period(week.start, week.start + timedelta(days=7))
            incidents = [each for each in desk.incidents.between(period) if not each.withdrawn]
            shown.append(_Shown(week, desk.wellbeing.between(period), incidents))
        return shown

    def _loads(self, week: WeekFigures) -> _Loads:
        """The load of each service, in the week and in the three before it."""
        review, start = self.desk.review, week.start
        before = Period(start - timedelta(weeks=pictures.USUAL_WEEKS), start)
        return _Loads(
            _by_key(review.groups(Period(start, start + timedelta(days=7)), "service")),
            _by_key(review.groups(before, "service")) if week.usual_load else None,
        )

    def _draw(self, week: WeekFigures, limit: int) -> None:
        today = self.desk.today
        self.query_one("#week-hours", Chart).show(pictures.hours_by_day(week.days, limit, today))
        self._draw_load(week.start)

    def _draw_load(self, day: date) -> None:
        weeks = self.desk.review.weeks(self._weeks_drawn, day)
        drawn = pictures.load_by_week(weeks, self.desk.today)
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


def _title(week: WeekFigures) -> str:
    first, last = pictures.short_day(week.start), pictures.short_day(week.last)
    return f"{first} to {last} {week.last.year}{'' if week.is_over else ', so far'}"


def _is_logged(week: WeekFigures) -> bool:
    return bool(week.sessions or week.money.take_home_minor or week.unpaid_minutes)


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


# -- the table


class _Shown(NamedTuple):
    """A week with its check-ins and its incidents."""

    figures: WeekFigures
    check_ins: Sequence[CheckIn]
    incidents: Sequence[Incident]


class _Figure(NamedTuple):
    """A row: what it is, its value in one week or as a mean of several, and the value in words."""

    name: str
    of: Callable[[Sequence[_Shown]], float | None]
    words: Callable[[float], str]


def _table(weeks: Sequence[_Shown], currency: Currency) -> Table:
    """The week, the one before, and the mean of the three before, which is her usual."""
    week, before = weeks[0], weeks[1:]
    known = before[-1].figures.usual_load is not None or _is_logged(before[-1].figures)
    columns = [[week], [before[0]]] + ([before] if known else [])
    names = ["this week so far" if not week.figures.is_over else "this week", "week before"]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    for name in names + (["mean of 3 before"] if known else []):
        table.add_column(name, justify="right", no_wrap=True)
    for figure in _figures(currency, [*_sites(week, before)]):
        if figure.name in _RARE and not any(figure.of([each]) for each in weeks):
            continue
        cells = [_cell(figure, column) for column in columns]
        table.add_row(figure.name, *map(Text, cells))
    return table


def _cell(figure: _Figure, weeks: Sequence[_Shown]) -> str:
    value = figure.of(weeks)
    if value is None:
        return "–"
    estimated = figure.name == "load" and any(week.figures.estimated_load for week in weeks)
    return ("~" if estimated else "") + figure.words(value)


_RARE = ("wages", "incidents", "exhaustion, body", "exhaustion, mind")  # shown where there are any
_MOST_SITES = 3


def _figures(currency: Currency, sites: Sequence[str]) -> list[_Figure]:
    def money(minor: float) -> str:
        return currency.format(round(minor))

    def minutes(value: float) -> str:
        return hours(round(value))

    def count(value: float) -> str:
        return f"{value:.1f}".removesuffix(".0")

    def load(value: float) -> str:
        return f"{value:,.0f}"

    return [
        _Figure("hands-on", _mean(lambda week: week.hands_on_minutes), minutes),
        _Figure("sessions", _mean(lambda week: week.sessions), count),
        _Figure("load", _mean(lambda week: week.load), load),
        _Figure("days off", _mean(lambda week: week.rest_days), count),
        _Figure("gaps under 15 min", _mean(lambda week: week.short_gaps), count),
        _Figure("unpaid work", _mean(lambda week: week.unpaid_minutes), minutes),
        _Figure("incidents", _incidents, count),
        _Figure("exhaustion, body", _asked(lambda check_in: check_in.body), count),
        _Figure("exhaustion, mind", _asked(lambda check_in: check_in.mind), count),
        *(_Figure(f"sore, {pictures.site_words(site)}", _soreness(site), count) for site in sites),
        _Figure("income, tips in it", _mean(lambda week: week.money.gross_minor), money),
        _Figure("  tips", _mean(lambda week: week.money.tips_minor), money),
        _Figure("wages", _mean(lambda week: week.money.wages_minor), money),
        _Figure("expenses", _mean(lambda week: week.money.expenses_minor), money),
        _Figure("take-home", _mean(lambda week: week.money.take_home_minor), money),
        _Figure("  per working hour", _per_hour, money),
    ]


def _mean(of: Callable[[WeekFigures], float]) -> Callable[[Sequence[_Shown]], float]:
    return lambda weeks: sum(of(week.figures) for week in weeks) / len(weeks)


def _asked(of: Callable[[CheckIn], float | None]) -> Callable[[Sequence[_Shown]], float | None]:
    """The mean of what was answered in these weeks; what was not asked is not there."""

    def mean(weeks: Sequence[_Shown]) -> float | None:
        said = [of(check_in) for week in weeks for check_in in week.check_ins]
        known = [value for value in said if value is not None]
        return sum(known) / len(known) if known else None

    return mean


def _soreness(site: str) -> Callable[[Sequence[_Shown]], float | None]:
    return _asked(lambda check_in: float(check_in.soreness.get(site, 0)))


def _sites(week: _Shown, before: Sequence[_Shown]) -> list[str]:
    """The sites that are sorest on average, this week's first, then those of the weeks before."""
    named = {
        site
        for each in (week, *before)
        for check_in in each.check_ins
        for site in check_in.soreness
    }

    def rank(site: str) -> tuple[float, float, str]:
        now, then = _soreness(site)([week]), _soreness(site)(before)
        return -(now or 0.0), -(then or 0.0), site

    sore = [site for site in named if rank(site)[:2] != (0, 0)]
    return sorted(sore, key=rank)[:_MOST_SITES]


def _incidents(weeks: Sequence[_Shown]) -> float:
    return sum(len(week.incidents) for week in weeks) / len(weeks)


def _per_hour(weeks: Sequence[_Shown]) -> float | None:
    figures = [week.figures for week in weeks]
    if len(figures) == 1:
        return figures[0].take_home_per_hour_minor
    minutes = sum(week.hands_on_minutes + week.unpaid_minutes for week in figures)
    return sum(week.money.take_home_minor for week in figures) * 60 / minutes if minutes else None
