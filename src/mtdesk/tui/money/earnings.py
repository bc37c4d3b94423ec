"""The year of accounts in words and tables: where it stands, which hours pay, what it cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widgets import Static

from mtdesk.charts import bar
from mtdesk.model.period import hours, year_words
from mtdesk.say.ledger import due_words, owed_to_you
from mtdesk.say.pictures import short_day
from mtdesk.tui.parts.table import Cell, table
from mtdesk.tui.today.waiting import Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mtdesk.desk.income import IncomeOfYear
    from mtdesk.desk.year.figures import Year
    from mtdesk.insight.income import Earning
    from mtdesk.model.ledger.owed import Outstanding
    from mtdesk.model.ledger.recurring import Due
    from mtdesk.model.money import Currency
    from mtdesk.model.profile import Profile

PER_LOAD = 100  # income is shown for so much load: an hour of deep tissue is 360
NAME_CELLS = 18  # of a service's name
BAR_CELLS = 8
QUESTION = "Which hours pay for what they cost"
ANSWER = f"income for {PER_LOAD} of effort × minutes"


class Standing(Static):
    """The year against its target and the one before, and where it may end."""

    DEFAULT_CSS = "Standing { height: auto; }"

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        words = in_words(income, currency), pace_in_words(income, currency)
        self.update(Content.assemble((_heading(income), "bold"), "  ", *words))


class Purposes(Static):
    """Medical beside wellness: what each brought, took and left."""

    DEFAULT_CSS = "Purposes { width: auto; height: auto; margin: 0 3 1 0; text-wrap: nowrap; }"

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        rows: list[list[Cell]] = [
            ["purpose", "income", "sessions", "hours", "load", f"per {PER_LOAD} load", "take-home"]
        ]
        for each in income.by_purpose:
            row, share = each.earning, each.take_home_share
            rows.append(
                [
                    str(row.key or "not said"),
                    currency.format(row.income_minor),
                    f"{row.sessions:,}",
                    f"{row.hands_on_minutes / 60:,.1f}",
                    _load(row),
                    _per_load(row, currency),
                    "–" if share is None else f"{share:.0%}",
                ]
            )
        shown = table(rows, [False, *[True] * 6], header=True)
        self.update(shown if income.by_purpose else "")


class Dependence(Static):
    """The share of the largest clients, and the missed appointments of the year."""

    DEFAULT_CSS = "Dependence { width: 1fr; height: auto; margin-bottom: 1; text-wrap: nowrap; }"

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        rows: list[list[Cell]] = []
        shares, missed = income.concentration, income.missed
        if shares.share is not None:
            count = len(shares.top)
            who = "largest client" if count == 1 else f"{count} largest clients"
            rows.append([f"{who}, 365 days", f"{shares.share:.0%}"])
        if missed.count:
            about = "~" if missed.estimated_minor else ""
            is_known = missed.count > missed.unpriced
            lost = f"{about}{currency.format(missed.not_received_minor)}"
            rows.append(["no-shows, late cancellations", f"{missed.count:,}"])
            rows.append(["  price not received", lost if is_known else "not known"])
            rows.append(["  fees received", currency.format(missed.fees_minor)])
        self.update(table(rows, [False, True]) if rows else "")


class Services(Static):
    """Income of each service for the load it took, and a bar of it; the mean of all below."""

    DEFAULT_CSS = """
    Services { width: auto; height: auto; margin-right: 3; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        known = [row for row in income.by_service if row.per_load_minor is not None]
        known.sort(key=lambda row: -(row.per_load_minor or 0))
        others = [row for row in income.by_service if row.per_load_minor is None]
        if not known and not others:
            self.update("")
            return
        top = max((row.per_load_minor or 0 for row in known), default=0)
        rows: list[list[Cell]] = [
            ["service", "income", "hours", "load", f"per {PER_LOAD} load", " " * BAR_CELLS]
        ]
        rows += [_service(row, currency, top) for row in (*known, *others)]
        if len(rows) > 2:
            rows.append(
                [(_text(cell), "bold") for cell in _service(income.all_work, currency, top)]
            )
        heading = Content.assemble((QUESTION, "bold"), (f"  {ANSWER}", "$text-muted"), "\n")
        right = [False, *[True] * 4, False]
        self.update(Content.assemble(heading, table(rows, right, header=True)))


class Costs(Static):
    """What was owed at the end of a year that is over, what was taken off, and the expenses."""

    DEFAULT_CSS = """
    Costs { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, year: Year, currency: Currency, profile: Profile, *, is_running: bool) -> None:
        """Of the year that runs, what is owed now stands on top of the screen already."""
        money, last = year.money, short_day(year.period.last)
        rows: list[list[Cell]] = []
        for name, minor in (
            (f"unpaid on {last}", None if is_running else year.outstanding_minor),
            (f"credit open on {last}", None if is_running else year.credit_liability_minor),
            ("processor fees", money.processor_fees_minor),
            ("refunds, chargebacks", money.refunds_minor + money.chargebacks_minor),
        ):
            if minor:
                rows.append([name, currency.format(minor), ""])
        mileage = year.mileage_deduction_minor
        if year.distance_tenths:
            words = "not known" if mileage is None else currency.format(mileage)
            rows.append(["mileage deduction", words, ""])
        spent = year.expenses_by_category
        top = max((each.amount_minor for each in spent), default=0)
        if spent:
            total = currency.format(money.expenses_minor)
            rows.append([("expenses", "bold"), (total, "bold"), " " * BAR_CELLS])
        rows += [
            [
                f"  {profile.words(each.category)}",
                currency.format(each.amount_minor),
                (bar(each.amount_minor, top, BAR_CELLS), "$text-accent"),
            ]
            for each in spent
        ]
        self.update(table(rows, [False, True, False]) if rows else "")


# -- words


def in_words(income: IncomeOfYear, currency: Currency) -> str:
    """`$74,310 income so far, 124 % of your $60,000 …`: against the target and the year before."""
    of_year, running = income.of_year, income.is_running
    if not of_year.income_minor and not of_year.money.expenses_minor:
        return (
            f"No money in {year_words(income.whole)}{' yet' if running else ''}. "
            "A session logged with its price counts here: ana swedish 60m 90+15 card"
        )
    parts = [f"{currency.whole(of_year.income_minor)} income{' so far' if running else ''}"]
    if income.target_minor and income.even_minor is not None:
        parts.append(
            f"{round(100 * of_year.income_minor / income.target_minor)} % of your target of "
            f"{currency.whole(income.target_minor)}"
        )
        if running:
            ahead = of_year.income_minor - income.even_minor
            side = "ahead of" if ahead >= 0 else "behind"
            parts.append(f"{currency.whole(abs(ahead))} {side} an even pace")
    if income.before is not None and income.before_minor:
        more = of_year.income_minor - income.before_minor
        last = income.before.last
        to_day = f"by {short_day(last)} {last.year}" if running else f"{year_words(income.before)}"
        parts.append(f"{currency.whole(abs(more))} {'more' if more >= 0 else 'less'} than {to_day}")
    hour, worked = of_year.per_working_hour_minor, of_year.hands_on_minutes + of_year.unpaid_minutes
    kept = f"Take-home {currency.whole(of_year.money.take_home_minor)}"
    if hour is not None:
        unpaid = f", {hours(of_year.unpaid_minutes)} of it unpaid" if of_year.unpaid_minutes else ""
        kept += f", {currency.format(hour)} per working hour ({hours(worked)}{unpaid})"
    return f"{', '.join(parts)}.\n{kept}."


def pace_in_words(income: IncomeOfYear, currency: Currency) -> str:
    """` At this pace ~$95,200 by 31 Dec, $92,000 to $98,500: an estimate.`, or nothing."""
    pace = income.pace
    if pace is None:
        return ""
    projected, low, high = (
        currency.whole(_hundreds(minor, currency))
        for minor in (pace.projected_minor, pace.low_minor, pace.high_minor)
    )
    end = short_day(income.whole.last)
    return f" At this pace ~{projected} by {end}, {low} to {high}: an estimate."


def _heading(income: IncomeOfYear) -> str:
    """`2026`; a year of accounts that begins within one says from when to when."""
    whole = income.whole
    if (whole.start.month, whole.start.day) == (1, 1):
        return year_words(whole)
    first, last = (f"{short_day(day)} {day.year}" for day in (whole.start, whole.last))
    return f"{year_words(whole)}, {first} to {last}"


def waiting(
    outstanding: Outstanding,
    due: Sequence[Due],
    credit_minor: int,
    currency: Currency,
    today: date,
) -> list[Task]:
    """What clients owe, which expenses are due, what work is owed: each with its key in Money."""
    tasks = []
    if outstanding:
        tasks.append(Task("o", owed_to_you(outstanding, currency)))
    if due:
        tasks.append(Task("x", due_words(due, currency, today)))
    if credit_minor:
        tasks.append(Task("c", f"{currency.format(credit_minor)} of work paid ahead"))
    return tasks


def _service(row: Earning, currency: Currency, top: int) -> list[Cell]:
    return [
        _cut(str(row.key or "not said")),
        currency.format(row.income_minor),
        f"{row.hands_on_minutes / 60:,.1f}",
        _load(row),
        _per_load(row, currency),
        (bar(row.per_load_minor, top, BAR_CELLS), "$text-accent"),
    ]


def _load(row: Earning) -> str:
    return f"{'~' if row.estimated_load else ''}{row.load:,.0f}" if row.load else "–"


def _per_load(row: Earning, currency: Currency) -> str:
    minor = row.per_load_minor
    return "–" if minor is None else f"{'~' if row.estimated_load else ''}{currency.format(minor)}"


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell[0]


def _cut(name: str) -> str:
    """As much of a name as its column holds."""
    return name if cell_len(name) <= NAME_CELLS else set_cell_size(name, NAME_CELLS - 1) + "…"


def _hundreds(minor: int, currency: Currency) -> int:
    """An estimate is no truer to the cent."""
    hundred = 100 * currency.unit
    return (2 * minor + hundred) // (2 * hundred) * hundred
