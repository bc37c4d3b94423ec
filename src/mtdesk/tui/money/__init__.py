"""Money: the year against its target, where it came from, what an hour and a strain bring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList

from mtdesk.desk import Desk
from mtdesk.desk.year.figures import Year
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.money import Currency
from mtdesk.model.period import days_of_month, year_words
from mtdesk.model.rules import FIRST_DAY
from mtdesk.say import income as words
from mtdesk.say import pictures
from mtdesk.say.credits import SELL
from mtdesk.say.document import written
from mtdesk.say.income.glance import MONTH_HEADS, is_nothing, large, months, titles
from mtdesk.say.ledger import due_words, owed_to_you, paid_ahead
from mtdesk.tui.area import Area, Command
from mtdesk.tui.keys import key
from mtdesk.tui.money.sides import Costs, Dependence, Purposes, Services, Standing
from mtdesk.tui.parts.chart import Chart, ChartPanel
from mtdesk.tui.parts.dialogs import Field
from mtdesk.tui.parts.fields import path_of
from mtdesk.tui.parts.jobs import ask_long
from mtdesk.tui.parts.order import valued
from mtdesk.tui.parts.panels import Figures, Panel, Task, Waiting, is_roomy, keys
from mtdesk.tui.parts.panes import Beside, Scrolled
from mtdesk.tui.parts.rows import Column, Rows

WEEKS_DRAWN = 12
OPENS = keys(("enter", "opens it"))
ABOUT_INCOME = (
    "What came in, by month or by week; the line is what each would bring at your target."
)
MONTH_COLUMNS = (
    Column(MONTH_HEADS[0], 5),
    *(Column(name, 9, right=True) for name in MONTH_HEADS[1:]),
)
FORMATS = {
    "csv": "every row of money, for a spreadsheet or another program",
    "xlsx": "a workbook: the sums, every row behind them, a chart",
    "pdf": "one page to read and print, then categories and mileage log",
}


class Months(Rows):
    """A month a row, the sum of all below."""

    LAST_STAYS = True

    HELP = (
        "A month a row, in whole money: what came in as fees, tips and otherwise, what it cost, and "
        "what was left, of the month and of an hour worked. ↑ ↓ go from month to month."
    )

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Known by their places from 1 on; the sum by 0."""
        *months, whole = rows
        numbered = [(place, valued(row, {0: place})) for place, row in enumerate(months, 1)]
        self.fill([*numbered, (0, whole)])


class Money(Area):
    """A year of accounts, whichever day it begins on."""

    title = "Money"
    HELP = "A year of accounts: what came in, what it left of an hour, what is owed to you."
    COMMANDS = (
        Command(
            "Owed to you",
            "What clients owe; receive a payment",
            "owed",
            words="outstanding unpaid debt open",
        ),
        Command(
            "Expenses that come back",
            "Book what is due",
            "recurring",
            words="monthly rent due recurring",
        ),
        Command(
            "Packages and gift cards",
            "Redeem, give back",
            "credits",
            words="credit prepaid use voucher",
        ),
        Command("Sell a package or a gift card", SELL, "sell", words="credit prepaid voucher"),
        Command(
            "Workplaces and terms of pay",
            "Share, rent, wages",
            "terms",
            words="spa clinic split location add",
        ),
        Command(
            "Export the year", "csv, xlsx, pdf", "export", words="accountant tax excel spreadsheet"
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("earlier", "turn(-1)", "year"),
        key("later", "turn(1)", "year"),
        key("now", "this_year", "this year", show=False),
        key("add", "sell", "sell", tooltip=SELL),
        key("export", "export", "export", tooltip="the year as a file: csv, xlsx, pdf"),
        key("wider", "widen", "by week", tooltip="income by week, or by month"),
        key(
            "plan",
            "open('week.plan:plan')",
            "plan",
            tooltip="what if",
        ),
        key("lookback", "look_back", "look back", tooltip="the year for yourself, month by month"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: int | None = None  # None is the year that runs
        self._by_week = False
        self._year: Year | None = None

    def compose(self) -> ComposeResult:
        with Scrolled(id="money-all", can_focus=False):
            with Beside():
                with Panel(id="money-standing"):
                    yield Figures()
                    yield Standing(id="money-words")
                with Panel(id="money-open", title="open", classes="right", foot=OPENS):
                    yield Waiting(id="money-waiting")
            with Beside():
                yield ChartPanel("money-income", about=ABOUT_INCOME)
                with Panel(id="money-by-month", classes="right"):
                    yield Months(*MONTH_COLUMNS, id="money-months")
            with Beside():
                yield Panel(
                    Services(id="money-services"),
                    id="money-services-panel",
                    title=f"{words.QUESTION[:1].lower()}{words.QUESTION[1:]}",
                    foot=words.ANSWER,
                )
                yield ChartPanel("money-hour", classes="right")
            yield Panel(Purposes(), id="money-purposes", title="by purpose")
            with Beside():
                yield Panel(Costs(id="money-rest"), id="money-costs", title="costs")
                yield Panel(
                    Dependence(), id="money-sides", title="on whom it depends", classes="right"
                )

    def take_focus(self) -> None:
        chart = self.query_one("#money-income", Chart)
        if chart.can_focus and not is_roomy(self.app):
            chart.focus(scroll_visible=False)  # the months are further down
        else:
            self.query_one(Months).take_focus()

    @property
    def year(self) -> int:
        return self._chosen or self.desk.settings.year_of(self.desk.today)

    def show_figures(self) -> None:
        desk, currency = self.desk, self.desk.settings.currency
        income = desk.income.summary(self.year)
        year = self._year = desk.year.figures.year(self.year)
        self.query_one(Figures).show(*large(income, currency))
        title, dense = titles(income, currency)
        self.query_one("#money-standing", Panel).entitle(title, dense)
        self.query_one(Standing).of(income, currency)
        self.query_one("#money-by-month", Panel).entitle(f"months, {currency.code}")
        self.query_one(Months).show(months(year, currency, desk.today).rows)
        self.query_one(Waiting).show(self._waiting(currency))
        self.query_one(Purposes).show(income, currency)
        self.query_one(Dependence).show(income, currency)
        self.query_one("#money-sides").display = not is_nothing(income)
        self.query_one(Services).show(income, currency)
        self.query_one(Costs).show(
            year, currency, desk.settings.profile, is_running=income.is_running
        )
        self._draw()

    def _waiting(self, currency: Currency) -> list[Task]:
        """What clients owe, which expenses are due, what work is owed: each with what opens it."""
        desk = self.desk
        owed, due = desk.ledger.outstanding(), desk.ledger.recurring.due()
        credit = desk.credits.liability_minor()
        return [
            Task("owed", owed_to_you(owed, currency) if owed else "nothing is owed to you"),
            Task("recurring", due_words(due, currency, desk.today) if due else "no expense is due"),
            Task("credits", paid_ahead(credit, currency) if credit else "nothing is paid ahead"),
            Task("terms", "terms of pay by workplace"),
        ]

    async def on_waiting_opened(self, event: Waiting.Opened) -> None:
        event.stop()
        await self.run_action(event.task.action)

    def _draw(self) -> None:
        year, desk, today = self._year, self.desk, self.desk.today
        if year is None:
            return
        currency, settings, whole = desk.settings.currency, desk.settings, year.period
        target = settings.income_target_minor
        if self._by_week:
            weeks = desk.income.weeks(whole, WEEKS_DRAWN)
            income = pictures.income_by_week(weeks, currency, target, today)
        else:
            income = pictures.income_by_month(year.by_month, currency, target, today, whole)
        by_month, by_hour = self.query(ChartPanel)
        by_month.show(income)
        hour = pictures.take_home_by_month(
            year.by_month, currency, today, whole, settings.take_home_target_minor
        )
        by_hour.show(hour)

    # -- what is looked at

    def action_turn(self, years: int) -> None:
        chosen, running = self.year + years, self.desk.settings.year_of(self.desk.today)
        if not FIRST_DAY.year <= chosen <= running:
            return
        self._chosen = chosen if chosen != running else None
        with self.in_words():
            self.show_figures()

    def action_this_year(self) -> None:
        self._chosen = None
        with self.in_words():
            self.show_figures()

    def go_to(self, day: date) -> None:
        self.action_turn(self.desk.settings.year_of(day) - self.year)

    def action_widen(self) -> None:
        self._by_week = not self._by_week
        with self.in_words():
            self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The rows of money of a month, or of all of them."""
        event.stop()
        year, number = self._year, int(event.option_id or 0)
        if year is not None:
            months = [days_of_month(str(group.key), year.period) for group in year.by_month]
            self.open_rows("money", months[number - 1] if number else year.period)

    # -- what is done

    def action_owed(self) -> None:
        from mtdesk.tui.money.due import Owed

        self.app.push_screen(Owed(self))

    def action_recurring(self) -> None:
        from mtdesk.tui.money.due import Recurring

        self.app.push_screen(Recurring(self))

    def action_sell(self) -> None:
        from mtdesk.tui.money.credits import sell

        with self.in_words():
            sell(self.app, self.desk, self.was_written)

    def action_credits(self) -> None:
        from mtdesk.tui.money.credits import Credits

        self.app.push_screen(Credits(self))

    def action_terms(self) -> None:
        from mtdesk.tui.money.terms import Terms

        self.app.push_screen(Terms(self))

    def action_look_back(self) -> None:
        from mtdesk.tui.money.look_back import look_back

        look_back(self.app, self.desk, self.year)

    def action_export(self) -> None:
        """Ask for the file and write it; the suffix of its name says what it is."""
        year = self.year
        words = year_words(self.desk.settings.fiscal_year(year))
        fields = [Field("path", "file", f"mtdesk-{words.replace('/', '-')}.csv")]
        kinds = "\n".join(f"{f'.{suffix}':<6} {what}" for suffix, what in FORMATS.items())
        about = f"Cash basis. The end of the name says what it is:\n{kinds}"

        def work(desk: Desk, said: dict[str, str], confirmed: bool) -> str:
            from mtdesk.say.year import year_file

            if not said["path"]:
                raise InvalidError("file", "is empty; give the file a name")
            path = path_of(said["path"])
            report, suffix = desk.year.year(year), path.suffix.lower().removeprefix(".")
            document = year_file(report, desk.year.rows(report), suffix)
            try:
                return written(
                    document, [path], desk.year.write(document, path, confirmed=confirmed)
                )
            except OSError as error:
                raise MtdeskError(f"{path} cannot be written: {error.strerror}") from None

        with self.in_words():
            ask_long(
                self.app, f"export {words}", fields, work, self.tell, about=about, writes=False
            )
