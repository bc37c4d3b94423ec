"""The week: hours, load against her usual, rest, money, and what the findings say of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.table import Table
from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.desk import pictures
from mtdesk.model.period import Period, hours, human_day
from mtdesk.tui.area import Area
from mtdesk.tui.screens.findings import finding_words
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.chart import Chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.review import DayLoad
    from mtdesk.desk.review import Week as WeekFigures
    from mtdesk.model.money import Currency

WEEKS_DRAWN = 12
ROW_DAYS = 35  # how far back a row of days without a day off is followed


class Week(Area):
    title = "Week"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left_square_bracket", "earlier", "week"),
        ("right_square_bracket", "later", "week"),
        ("t", "this_week", "this week"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._day: date | None = None  # None is today: the dashboard may stay open over midnight

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="week-all"):
            yield Static(id="week-sentence", markup=False)
            with Horizontal(classes="charts"):
                yield Chart(id="week-hours")
                yield Chart(id="week-load")
            with Beside():
                yield Static(id="week-figures", markup=False)
                yield Static(id="week-findings", markup=False)

    def take_focus(self) -> None:
        self.query_one("#week-all").focus()

    def show_figures(self) -> None:
        desk = self.desk
        weeks = self._weeks()
        week = weeks[0]
        limit = desk.settings.hands_on_minutes_a_day
        last = min(week.last, desk.today)
        recent = desk.review.days(
            Period(last - timedelta(days=ROW_DAYS - 1), last + timedelta(days=1))
        )
        self.query_one("#week-sentence", Static).update(
            Content.assemble(
                (_title(week), "bold"),
                "\n",
                sentence(week, recent, limit, desk.settings.hands_on_minutes_a_week, last),
            )
        )
        self.query_one("#week-figures", Static).update(
            _table(weeks, desk.settings.currency) if any(map(_is_logged, weeks)) else ""
        )
        findings = Content("\n").join(finding_words(each) for each in week.findings)
        self.query_one("#week-findings", Static).update(findings)
        self.call_after_refresh(self._draw, week, limit)

    def action_earlier(self) -> None:
        self._turn((self._day or self.desk.today) - timedelta(days=7))

    def action_later(self) -> None:
        self._turn((self._day or self.desk.today) + timedelta(days=7))

    def action_this_week(self) -> None:
        self._turn(self.desk.today)

    def _turn(self, day: date) -> None:
        if day.year < 1950:
            return
        self._day = day if day < self.desk.today else None
        with self.in_words():
            self.show_figures()

    def _weeks(self) -> list[WeekFigures]:
        """The week shown, then the three before it."""
        day = self._day or self.desk.today
        return [
            self.desk.review.week(day - timedelta(weeks=number))
            for number in range(pictures.USUAL_WEEKS + 1)
        ]

    def _draw(self, week: WeekFigures, limit: int) -> None:
        today = self.desk.today
        self.query_one("#week-hours", Chart).show(pictures.hours_by_day(week.days, limit, today))
        drawn = self.desk.review.weeks(WEEKS_DRAWN, week.start)
        self.query_one("#week-load", Chart).show(pictures.load_by_week(drawn, today))


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


# -- the table


class _Figure(NamedTuple):
    """A row: what it is, its value in one week or as a mean of several, and the value in words."""

    name: str
    of: Callable[[Sequence[WeekFigures]], float | None]
    words: Callable[[float], str]


def _table(weeks: Sequence[WeekFigures], currency: Currency) -> Table:
    """The week, the one before, and the mean of the three before, which is her usual."""
    week, before = weeks[0], weeks[1:]
    known = before[-1].usual_load is not None or _is_logged(before[-1])
    columns = [[week], [before[0]]] + ([before] if known else [])
    names = ["this week so far" if not week.is_over else "this week", "week before"]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    for name in names + (["mean of 3 before"] if known else []):
        table.add_column(name, justify="right", no_wrap=True)
    for figure in _figures(currency):
        if figure.name == "wages" and not any(week.money.wages_minor for week in weeks):
            continue  # most have none
        cells = [_cell(figure, column) for column in columns]
        table.add_row(figure.name, *map(Text, cells))
    return table


def _cell(figure: _Figure, weeks: Sequence[WeekFigures]) -> str:
    value = figure.of(weeks)
    if value is None:
        return "–"
    estimated = figure.name == "load" and any(week.estimated_load for week in weeks)
    return ("~" if estimated else "") + figure.words(value)


def _figures(currency: Currency) -> list[_Figure]:
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
        _Figure("income, tips in it", _mean(lambda week: week.money.gross_minor), money),
        _Figure("  tips", _mean(lambda week: week.money.tips_minor), money),
        _Figure("wages", _mean(lambda week: week.money.wages_minor), money),
        _Figure("expenses", _mean(lambda week: week.money.expenses_minor), money),
        _Figure("take-home", _mean(lambda week: week.money.take_home_minor), money),
        _Figure("  per working hour", _per_hour, money),
    ]


def _mean(of: Callable[[WeekFigures], float]) -> Callable[[Sequence[WeekFigures]], float]:
    return lambda weeks: sum(map(of, weeks)) / len(weeks)


def _per_hour(weeks: Sequence[WeekFigures]) -> float | None:
    if len(weeks) == 1:
        return weeks[0].take_home_per_hour_minor
    minutes = sum(week.hands_on_minutes + week.unpaid_minutes for week in weeks)
    return sum(week.money.take_home_minor for week in weeks) * 60 / minutes if minutes else None
