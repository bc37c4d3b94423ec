"""A year's report (or a month's, or a quarter's) as an accountant reads it: figures, tables, rows.

It is built once and drawn by every format, so that a sum is the same wherever it stands. Amounts
are minor units of the report's currency.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.model.money import Currency
    from mtdesk.model.period import Period
    from mtdesk.model.table import Table


@frozen
class Figure:
    """A line of the first page; what is taken off is negative. `form_line` of the tax form."""

    label: str
    minor: int
    form_line: str = ""
    is_sum: bool = False


@frozen
class TaxEstimate:
    """Self-employment tax of a net; `due` are the days of the estimated payments."""

    self_employment_tax_minor: int
    deductible_half_minor: int
    base_minor: int
    net_minor: int
    source: str
    note: str
    due: tuple[date, ...]


@frozen
class Report:
    """The first page, and the tables that stand behind it; `rows` are read when they are asked for.

    `issuer` is who hands it over: name, licence, business, address, where they are set.
    `no_estimate` is the reason where there is no `estimate`, `no_mileage` why trips deduct nothing.
    `profile` names the country's facts that were used.
    """

    heading: str
    period: Period
    made_on: date
    currency: Currency
    issuer: tuple[str, ...]
    figures: tuple[Figure, ...]
    at_the_end: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    months: Table
    tables: tuple[Table, ...]
    estimate: TaxEstimate | None
    no_estimate: str
    notes: tuple[str, ...]
    profile: str = ""
    no_mileage: str = ""
    rows: tuple[Table, ...] = ()

    def table(self, name: str) -> Table:
        return next(each for each in self.tables if each.name == name)
