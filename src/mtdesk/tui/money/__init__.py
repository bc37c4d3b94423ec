"""Money: the year against its target, where it came from, what an hour and a strain bring."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll

from mtdesk.desk import Desk
from mtdesk.desk.year.figures import Year
from mtdesk.errors import InvalidError, MtdeskError
from mtdesk.model.money import Currency
from mtdesk.model.period import year_words
from mtdesk.model.rules import FIRST_DAY
from mtdesk.say import pictures
from mtdesk.say.credits import SELL
from mtdesk.say.document import written
from mtdesk.say.ledger import due_words, owed_to_you, paid_ahead
from mtdesk.tui.area import Area
from mtdesk.tui.money.earnings import Costs, Dependence, Purposes, Services, Standing
from mtdesk.tui.parts import TAKE_BACK
from mtdesk.tui.parts.dialogs import Field, ask
from mtdesk.tui.parts.panes import Beside, Chart, Task, Waiting

WEEKS_DRAWN = 12
FORMATS = {
    "csv": "every row of money, for a spreadsheet or another program",
    "xlsx": "a workbook: the sums, every row behind them, a chart",
    "pdf": "one page to read and print, then categories and mileage log",
}


class Money(Area):
    """A year of accounts, whichever day it begins on."""

    title = "Money"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("left_square_bracket", "turn(-1)", "year"),
        ("right_square_bracket", "turn(1)", "year"),
        Binding("o", "owed", "owed", tooltip="what clients owe; receive a payment"),
        Binding("x", "recurring", "due", tooltip="expenses that come back; book what is due"),
        Binding("s", "sell", "sell", tooltip=SELL),
        Binding("c", "credits", "credits", tooltip="packages and gift cards; redeem, give back"),
        Binding("t", "terms", "terms", tooltip="terms of pay by workplace"),
        Binding("e", "export", "export", tooltip="the year as a file: csv, xlsx, pdf"),
        Binding("m", "draw_months", "month/week", tooltip="income by month"),
        Binding("w", "draw_weeks", "month/week", tooltip="income by week"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._chosen: int | None = None  # None is the year that runs
        self._by_week = False
        self._year: Year | None = None

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="money-all"):
            yield Standing(id="money-words", markup=False)
            yield Waiting(id="money-waiting")
            with Horizontal(classes="charts"):
                yield Chart(id="money-income")
                yield Chart(id="money-hour")
            with Beside():
                yield Purposes()
                yield Dependence()
            with Beside():
                yield Services(id="money-services")
                yield Costs(id="money-rest")

    def take_focus(self) -> None:
        self.query_one("#money-all").focus()

    @property
    def year(self) -> int:
        return self._chosen or self.desk.settings.year_of(self.desk.today)

    def show_figures(self) -> None:
        desk, currency = self.desk, self.desk.settings.currency
        income = desk.income.summary(self.year)
        year = self._year = desk.year.figures.year(self.year)
        self.query_one(Standing).show(income, currency)
        self.query_one(Waiting).show(self._waiting(currency))
        self.query_one(Purposes).show(income, currency)
        self.query_one(Dependence).show(income, currency)
        self.query_one(Services).show(income, currency)
        self.query_one(Costs).show(
            year, currency, desk.settings.profile, is_running=income.is_running
        )
        self._draw()

    def _waiting(self, currency: Currency) -> list[Task]:
        """What clients owe, which expenses are due, what work is owed: each with its key."""
        desk = self.desk
        owed, due = desk.ledger.outstanding(), desk.ledger.recurring.due()
        credit = desk.credits.liability_minor()
        tasks = (
            Task("o", owed_to_you(owed, currency) if owed else ""),
            Task("x", due_words(due, currency, desk.today) if due else ""),
            Task("c", paid_ahead(credit, currency) if credit else ""),
        )
        return [task for task in tasks if task.words]

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
        self.query_one("#money-income", Chart).show(income)
        hour = pictures.take_home_by_month(
            year.by_month, currency, today, whole, settings.take_home_target_minor
        )
        self.query_one("#money-hour", Chart).show(hour)

    def _written(self, words: str) -> None:
        self.tell(f"{words}; {TAKE_BACK}")
        self.post_message(self.Changed())

    # -- what is looked at

    def action_turn(self, years: int) -> None:
        chosen, running = self.year + years, self.desk.settings.year_of(self.desk.today)
        if not FIRST_DAY.year <= chosen <= running:
            return
        self._chosen = chosen if chosen != running else None
        with self.in_words():
            self.show_figures()

    def action_draw_months(self) -> None:
        self._by_week = False
        self._draw()

    def action_draw_weeks(self) -> None:
        self._by_week = True
        with self.in_words():
            self._draw()

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
            sell(self.app, self.desk, self._written)

    def action_credits(self) -> None:
        from mtdesk.tui.money.credits import Credits

        self.app.push_screen(Credits(self))

    def action_terms(self) -> None:
        from mtdesk.tui.money.terms import Terms

        self.app.push_screen(Terms(self))

    def action_export(self) -> None:
        """Ask for the file and write it; the suffix of its name says what it is."""
        desk = self.desk
        words = year_words(desk.settings.fiscal_year(self.year))
        fields = [Field("path", "file", f"mtdesk-{words.replace('/', '-')}.csv")]
        kinds = "\n".join(f"{f'.{suffix}':<6} {what}" for suffix, what in FORMATS.items())
        about = f"Cash basis. The end of the name says what it is:\n{kinds}"

        def act(said: dict[str, str], confirmed: bool) -> str:
            from mtdesk.say.year import year_file

            if not said["path"]:
                raise InvalidError("file", "is empty; give the file a name")
            path = Path(said["path"]).expanduser()
            report, suffix = desk.year.year(self.year), path.suffix.lower().removeprefix(".")
            document = year_file(report, desk.year.rows(report), suffix)
            try:
                return written(
                    document, [path], desk.year.write(document, path, confirmed=confirmed)
                )
            except OSError as error:
                raise MtdeskError(f"{path} cannot be written: {error.strerror}") from None

        with self.in_words():
            ask(self.app, f"export {words}", fields, act, self.tell, about=about)
