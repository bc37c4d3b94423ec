"""The sides of a year's income: where it stands, what it came from, what it cost."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from mtdesk.charts import bar
from mtdesk.desk.income import IncomeOfYear
from mtdesk.desk.year.figures import Year
from mtdesk.model.money import Currency
from mtdesk.model.profile import Profile
from mtdesk.model.table import Listing
from mtdesk.say import income as words
from mtdesk.tui.parts.panes import Hanging, Said, Words
from mtdesk.tui.parts.rows import Cell, table

NAME_CELLS = 18  # of a service's name
BAR_CELLS = 8


class Standing(Hanging):
    """The year against its target and the one before, and where it may end; no line ends within a figure."""

    def of(self, income: IncomeOfYear, currency: Currency) -> None:
        first, _, rest = words.in_words(income, currency).partition("\n")
        rest += words.pace_in_words(income, currency)
        self.show([Said("", first, style="bold"), *([Said("", rest)] if rest else [])])


class Purposes(Words):
    """Medical beside wellness: what each brought, took and left."""

    DEFAULT_CSS = (
        "Purposes { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"
    )

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        listing = words.purposes(income, currency)
        rows = [listing.heads, *listing.rows]
        self.update(table(rows, _sides(listing), header=True) if listing.rows else "")


class Dependence(Words):
    """The share of the largest clients, and the missed appointments of the year."""

    DEFAULT_CSS = (
        "Dependence { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }"
    )

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        rows = words.dependence(income, currency)
        self.update(table(rows, [False, True]) if rows else "")


class Services(Words):
    """Income of each service for the load it took, and a bar of it; the mean of all below."""

    DEFAULT_CSS = """
    Services { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, income: IncomeOfYear, currency: Currency) -> None:
        services = words.services(income)
        if not services:
            self.update("")
            return
        listing = words.service_listing([*services, income.all_work], currency)
        top = max(row.per_load_minor or 0 for row in services)
        rows: list[Sequence[Cell]] = [(*listing.heads, " " * BAR_CELLS)]
        for earning, (name, *cells) in zip([*services, income.all_work], listing.rows, strict=True):
            drawn = bar(earning.per_load_minor, top, BAR_CELLS)
            rows.append((_cut(name), *cells, (drawn, "$one")))
        of_all = rows.pop()
        if len(rows) > 2:
            rows.append([(cell if isinstance(cell, str) else cell[0], "bold") for cell in of_all])
        self.update(table(rows, [*_sides(listing), False], header=True))


class Costs(Words):
    """What was owed at the end of a year that is over, what was taken off, and the expenses."""

    DEFAULT_CSS = """
    Costs { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, year: Year, currency: Currency, profile: Profile, *, is_running: bool) -> None:
        rows: list[Sequence[Cell]] = [
            (*row, "") for row in words.costs(year, currency, is_running=is_running)
        ]
        spent = year.expenses_by_category
        top = max((each.amount_minor for each in spent), default=0)
        whole, *parts = words.expenses(year, currency, profile) or [("", "")]
        if parts:
            rows.append((*((cell, "bold") for cell in whole), " " * BAR_CELLS))
        for part, each in zip(parts, spent, strict=True):
            rows.append((*part, (bar(each.amount_minor, top, BAR_CELLS), "$one")))
        self.update(table(rows, [False, True, False]) if rows else "")


def _sides(listing: Listing) -> list[bool]:
    return [place in listing.right for place in range(len(listing.heads))]


def _cut(name: str) -> str:
    """As much of a name as its column holds."""
    return name if cell_len(name) <= NAME_CELLS else set_cell_size(name, NAME_CELLS - 1) + "…"
