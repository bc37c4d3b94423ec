"""Money: the year against its target, where it came from, what an hour and a strain bring."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mtdesk.desk import pictures
from mtdesk.desk.review import Group
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.ledger import CATEGORIES
from mtdesk.model.period import Period, hours, week_of, year_of
from mtdesk.tui.area import Area
from mtdesk.tui.dialogs.ask import Ask, Field
from mtdesk.tui.table import Cell, table
from mtdesk.tui.widgets.beside import Beside
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.earnings import Dependence, Purposes, pace_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from mtdesk.desk import Desk
    from mtdesk.desk.review import Year
    from mtdesk.model.money import Currency

WEEKS_DRAWN = 12
MOST_SERVICE = 20  # cells of a service's name
PER_LOAD = 100  # income is shown for so much load: an hour of deep tissue is 360


class Money(Area):
    title = "Money"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left_square_bracket", "turn(-1)", "year"),
        ("right_square_bracket", "turn(1)", "year"),
        ("m", "draw_months", "by month"),
        ("w", "draw_weeks", "by week"),
        ("e", "export", "export"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: int | None = None  # None is this year
        self._by_week = False
        self._year: Year | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="money-all"):
            yield Static(id="money-words", markup=False)
            with Horizontal(classes="charts"):
                yield Chart(id="money-income")
                yield Chart(id="money-hour")
            with Beside():
                yield Purposes()
                yield Dependence()
            with Beside():
                yield Static(id="money-services", markup=False)
                yield Static(id="money-rest", markup=False)

    def take_focus(self) -> None:
        self.query_one("#money-all").focus()

    @property
    def year(self) -> int:
        return self._chosen or self.desk.today.year

    def show_figures(self) -> None:
        desk, currency = self.desk, self.desk.settings.currency
        year = self._year = desk.review.year(self.year)
        before = desk.review.money(to_date(self.year - 1, desk.today, of=self.year))
        target = desk.settings.income_target_minor
        words = in_words(
            year, before.gross_minor + before.wages_minor, target, desk.today, currency
        )
        income = desk.income.summary(self.year)
        pace = pace_in_words(income, currency)
        self.query_one("#money-words", Static).update(
            Content.assemble((str(self.year), "bold"), "  ", words, pace)
        )
        self.query_one(Purposes).show(income, currency)
        self.query_one(Dependence).show(income, currency)
        estimated = any(day.estimated_load for day in desk.review.days(year_of(self.year)))
        is_empty = not year.by_service and not year.expenses_by_category
        services = _services(year.by_service, currency, estimated=estimated)
        self.query_one("#money-services", Static).update("" if is_empty else services)
        self.query_one("#money-rest", Static).update("" if is_empty else _rest(year, currency))
        self._draw()

    def _draw(self) -> None:
        year, desk, today = self._year, self.desk, self.desk.today
        if year is None:
            return
        currency, target = desk.settings.currency, desk.settings.income_target_minor
        if self._by_week:
            income = pictures.income_by_week(self._weeks(), currency, target, today)
        else:
            income = pictures.income_by_month(year.by_month, currency, target, today)
        self.query_one("#money-income", Chart).show(income)
        unpaid = pictures.unpaid_by_month(desk, year.by_month)
        hour = pictures.take_home_by_month(year.by_month, unpaid, currency, today)
        self.query_one("#money-hour", Chart).show(hour)

    def _weeks(self) -> list[Group]:
        """The last weeks of the year shown, oldest first."""
        last = week_of(
            min(self.desk.today, date(self.year, 12, 31)), self.desk.settings.first_weekday
        )
        starts = [last.start - timedelta(weeks=back) for back in range(WEEKS_DRAWN - 1, -1, -1)]
        return [
            Group(
                key=start.isoformat(),
                money=self.desk.review.money(Period(start, start + timedelta(days=7))),
                sessions=0,
                hands_on_minutes=0,
            )
            for start in starts
        ]

    # -- keys

    def action_turn(self, years: int) -> None:
        chosen = self.year + years
        if not 1950 <= chosen <= self.desk.today.year:
            return
        self._chosen = chosen if chosen != self.desk.today.year else None
        with self.in_words():
            self.show_figures()

    def action_draw_months(self) -> None:
        self._by_week = False
        self._draw()

    def action_draw_weeks(self) -> None:
        self._by_week = True
        with self.in_words():
            self._draw()

    def action_export(self) -> None:
        year = self.year
        field = Field("path", "file", f"mtdesk-{year}.csv")
        about = "One CSV file for the accountant: every figure of the year, cash basis."

        def save(answers: dict[str, str], confirmed: bool) -> None:
            self._write(year, answers["path"], confirmed=confirmed)
            path = answers["path"].strip()
            self.notify(f"The year {year} is written to {path}.", markup=False)

        self.app.push_screen(Ask(f"Export {year}", [field], save, about=about))

    def _write(self, year: int, text: str, *, confirmed: bool) -> None:
        if not text.strip():
            raise InvalidError("file", "is empty; give the file a name")
        path = Path(text.strip()).expanduser()
        try:
            _, report = self.desk.annual.year(year)
            self.desk.annual.write(report, path, "csv", confirmed=confirmed)
        except OSError as error:
            raise MtdeskError(f"{path} cannot be written: {error.strerror}") from None


# -- words


def to_date(year: int, today: date, *, of: int) -> Period:
    """The part of `year` that corresponds to the year `of` so far: all of it once that is over."""
    if of < today.year:
        return year_of(year)
    # 29 February has no such day in other years.
    day = min(today.day, 28) if today.month == 2 else today.day
    return Period(date(year, 1, 1), date(year, today.month, day) + timedelta(days=1))


def in_words(
    year: Year, before_minor: int, target_minor: int | None, today: date, currency: Currency
) -> str:
    """`$74,310 so far, 124 % of your $60,000 …`: the year against its target and the one before."""
    income = _income(year)
    running = year.year == today.year
    if not income and not year.money.expenses_minor:
        return (
            f"No money in {year.year}{' yet' if running else ''}. "
            "A session logged with its price counts here: ana swedish 60m 90+15 card"
        )
    parts = [f"{_whole(income, currency)} income{' so far' if running else ''}"]
    if target_minor:
        parts.append(
            f"{round(100 * income / target_minor)} % of your target of "
            f"{_whole(target_minor, currency)}"
        )
        if running:
            parts.append(_pace(income, target_minor, today, currency))
    if before_minor:
        more = income - before_minor
        to_day = (
            f"by {pictures.short_day(today)} {year.year - 1}" if running else f"{year.year - 1}"
        )
        side = "more" if more >= 0 else "less"
        parts.append(f"{_whole(abs(more), currency)} {side} than {to_day}")
    hour = year.take_home_per_hour_minor
    worked = hours(year.hands_on_minutes + year.unpaid_minutes)
    kept = f"Take-home {_whole(year.money.take_home_minor, currency)}"
    if hour is not None:
        unpaid = f", {hours(year.unpaid_minutes)} of it unpaid" if year.unpaid_minutes else ""
        kept += f", {currency.format(hour)} per working hour ({worked}{unpaid})"
    return f"{', '.join(parts)}.\n{kept}."


def _pace(income: int, target_minor: int, today: date, currency: Currency) -> str:
    """Against a target earned evenly from day to day."""
    whole = year_of(today.year)
    even = target_minor * ((today - whole.start).days + 1) // len(whole)
    side = "ahead of" if income >= even else "behind"
    return f"{_whole(abs(income - even), currency)} {side} an even pace"


def _income(part: Year | Group) -> int:
    """What came in before costs, wages included."""
    return part.money.gross_minor + part.money.wages_minor


def _whole(minor: int, currency: Currency) -> str:
    """Rounded to whole money: `$74,310`."""
    sign, size = ("-" if minor < 0 else ""), abs(minor)
    return f"{sign}{currency.symbol}{(2 * size + currency.unit) // (2 * currency.unit):,}"


def _services(groups: Sequence[Group], currency: Currency, *, estimated: bool) -> Content:
    """By service: what it brought, the work it took, and what it brought for so much load."""
    rows = [["service", "income", "sessions", "hours", "load", f"per {PER_LOAD} load"]]
    about = "~" if estimated else ""
    for group in groups:
        income = _income(group)
        per_load = round(income * PER_LOAD / group.load) if group.load else 0
        rows.append(
            [
                _cut(group.key or "not said"),
                currency.format(income),
                f"{group.sessions:,}",
                f"{group.hands_on_minutes / 60:,.1f}",
                f"{about}{group.load:,.0f}" if group.load else "–",
                f"{about}{currency.format(per_load)}" if group.load else "–",
            ]
        )
    return table(rows, [False, *[True] * 5], header=True)


def _cut(service: str) -> str:
    """As much of a name as its column holds."""
    if cell_len(service) <= MOST_SERVICE:
        return service
    return set_cell_size(service, MOST_SERVICE - 1) + "…"


def _rest(year: Year, currency: Currency) -> Content:
    """What is owed and owing, and where the money went."""
    rows: list[list[Cell]] = []
    money = year.money
    for name, minor in (
        ("unpaid by clients", year.outstanding_minor),
        ("packages, gift cards open", year.credit_liability_minor),
        ("processor fees", money.processor_fees_minor),
        ("refunds and chargebacks", money.refunds_minor + money.chargebacks_minor),
        ("mileage deduction", year.mileage_deduction_minor),
        ("expenses", money.expenses_minor),
    ):
        words = "not known" if minor is None else currency.format(minor)
        rows.append([(name, "bold" if name == "expenses" else ""), words])
    for each in year.expenses_by_category:
        category = CATEGORIES.get(each.category)
        name = category.words if category else each.category
        rows.append([f"  {name}", currency.format(each.amount_minor)])
    return table(rows, [False, True])
