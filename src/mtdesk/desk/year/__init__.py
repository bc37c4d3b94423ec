"""The report an accountant is handed: of a year, a quarter or a month, on a cash basis."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.year import reconciliation as annual_forms
from mtdesk.desk.year.figures import Figures
from mtdesk.desk.year.reconciliation import INCOME
from mtdesk.errors import InvalidError, NeedsConfirmationError, NotFoundError
from mtdesk.insight import tax
from mtdesk.model.ledger import PAYMENT_KINDS
from mtdesk.model.period import Period, hours
from mtdesk.model.table import COUNT, MINUTES, MONEY, TEXT, Table
from mtdesk.model.year import Figure, Report
from mtdesk.store import ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.year.figures import Figures, Group, Year
    from mtdesk.desk.year.forms import TaxForms
    from mtdesk.desk.year.receipts import Receipts
    from mtdesk.model.profile import Profile
    from mtdesk.model.year import TaxEstimate
    from mtdesk.store.file.book import Row

GIVEN_BACK = ("refund", "chargeback")
ASK = "Not computed, ask: the deduction for qualified business income, a home office, state tax."
CHECK = "Figures from your own rows, for your accountant to check; not tax advice."


class Years:
    """`year`, `quarter` and `month` give the figures, and the report built of them."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def figures(self) -> Figures:
        from mtdesk.desk.year.figures import Figures

        return Figures(self._opened)

    @cached_property
    def forms(self) -> TaxForms:
        from mtdesk.desk.year.forms import TaxForms

        return TaxForms(self._opened)

    @cached_property
    def receipts(self) -> Receipts:
        from mtdesk.desk.year.receipts import Receipts

        return Receipts(self._opened)

    def year(self, year: int) -> tuple[Year, Report]:
        """The year of accounts that begins in `year`.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        return self._of(str(year), year, self._opened.settings.fiscal_year(year))

    def quarter(self, text: str) -> tuple[Year, Report]:
        """A quarter of the year of accounts, written `2026-Q1`.

        Raises:
            InvalidError: another form.
        """
        found = re.fullmatch(r"(\d{4})-[Qq]([1-4])", text, re.ASCII)
        if not found:
            raise InvalidError("quarter", f"“{text[:20]}” is not a quarter; write it like 2026-Q1")
        year, number = int(found[1]), int(found[2])
        start = self._opened.settings.fiscal_year(year).start
        period = Period(_months_after(start, 3 * number - 3), _months_after(start, 3 * number))
        return self._of(f"{year}-Q{number}", year, period)

    def month(self, text: str) -> tuple[Year, Report]:
        """A calendar month, written `2026-03`.

        Raises:
            InvalidError: another form.
        """
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found or not 1950 <= int(found[1]) <= 2200:
            raise InvalidError("month", f"“{text[:20]}” is not a month; write it like 2026-03")
        start = date(int(found[1]), int(found[2]), 1)
        return self._of(text, start.year, Period(start, _months_after(start, 1)))

    def with_rows(self, report: Report) -> Report:
        """The report with every row behind its sums."""
        from dataclasses import replace

        from mtdesk.desk.year.rows import tables

        return replace(report, rows=tuple(tables(self._opened, report.period)))

    # -- files

    def csv_lines(self, report: Report) -> Iterator[str]:
        """The lines of the CSV file: every row of money with its table and number."""
        from mtdesk.desk.year.rows import COLUMNS, book_rows
        from mtdesk.exchange.writers import year_csv

        rows = book_rows(self._opened, report.period)
        return year_csv.lines(COLUMNS, rows, report.currency)

    def write(
        self, report: Report, target: Path, file_format: str, *, confirmed: bool = False
    ) -> str:
        """Write the report as csv, xlsx or pdf, whole or not at all, and say what was written.

        Raises:
            NeedsConfirmationError: something is there already.
            RefusedError: the place is a folder, is missing, full or not hers.
        """
        from mtdesk.exchange.writers.files import whole_file, write_whole

        self._opened.spare(target)
        if target.exists() and not target.is_dir() and not confirmed:
            raise NeedsConfirmationError(f"{target} is there already; write over it?")
        if file_format == "xlsx":
            from mtdesk.exchange.writers import year_xlsx

            write_whole(target, year_xlsx.content(self.with_rows(report)))
            return f"{report.heading} written to {target}"
        if file_format == "pdf":
            from mtdesk.exchange.writers import year_pdf

            content, is_complete = year_pdf.content(self.with_rows(report))
            write_whole(target, content)
            lost = "" if is_complete else f"; {year_pdf.NOT_DRAWN}"
            return f"{report.heading} written to {target}{lost}"
        count = -1
        with whole_file(target) as file:
            for line in self.csv_lines(report):
                file.write(line)
                count += 1
        return f"{count:,} rows of {report.heading} written to {target}"

    # -- the report

    def _of(self, heading: str, year: int, period: Period) -> tuple[Year, Report]:
        opened = self._opened
        figures = Figures(opened).summary(year, period)
        channels = ledger.channels(opened.book, period)
        profile = opened.settings.profile
        in_dollars = profile.estimate == "us" and opened.settings.is_in_profile_currency
        form = profile.form_lines(year)
        lines = form.lines if form else {}
        estimate, reason = self._estimate(figures)
        notes = [
            *_notes(figures, opened.settings.no_mileage, is_over=period.last < opened.today),
            *([f"Lines: {form.source}."] if form else []),
            *([ASK] if in_dollars else []),
            *profile.notes,
            CHECK,
        ]
        return figures, Report(
            heading=heading,
            period=period,
            made_on=opened.today,
            currency=opened.settings.currency,
            issuer=opened.settings.printed,
            figures=_figures(figures, lines),
            at_the_end=(
                Figure(label="outstanding", minor=figures.outstanding_minor),
                Figure(label="gift cards, packages open", minor=figures.credit_liability_minor),
            ),
            facts=_facts(opened, figures),
            months=_group_table("Months", "month", figures.by_month),
            tables=(
                _kinds(channels),
                _group_table("Services", "service", figures.by_service),
                _group_table("Purposes", "purpose", figures.by_purpose),
                _group_table("Workplaces", "workplace", figures.by_workplace),
                _categories(figures, lines, profile),
                _tips(channels, tax.tips_note(year) if in_dollars else ""),
                *annual_forms.tables(
                    opened.book,
                    period,
                    channels,
                    "a 1099-K or 1099-NEC" if in_dollars else "statements",
                ),
            ),
            estimate=estimate,
            no_estimate=reason,
            notes=tuple(notes),
            profile=opened.settings.get("profile"),
            no_mileage=(
                opened.settings.no_mileage if figures.mileage_deduction_minor is None else ""
            ),
        )

    def _estimate(self, figures: Year) -> tuple[TaxEstimate | None, str]:
        """The estimate, or the reason why there is none."""
        settings = self._opened.settings
        if settings.profile.estimate is None:
            return None, settings.profile.no_estimate
        if not settings.is_in_profile_currency:
            return None, f"tax is estimated in {settings.profile.currency} only"
        if figures.period != Period(date(figures.year, 1, 1), date(figures.year + 1, 1, 1)):
            return None, "tax is estimated for a calendar year only"
        try:
            return tax.estimate(figures.year, figures.money.net_minor), ""
        except NotFoundError as error:
            return None, error.message.rstrip(".")


def _months_after(day: date, count: int) -> date:
    """The same day of a later month; it is never beyond the 28th."""
    years, month = divmod(day.month - 1 + count, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _figures(figures: Year, lines: dict[str, str]) -> tuple[Figure, ...]:
    money = figures.money
    distance = f"{figures.distance_tenths / 10:,.1f} {figures.distance_unit}"
    given_back, mileage = lines.get("given_back", ""), -(figures.mileage_deduction_minor or 0)
    return (
        Figure(label="session fees", minor=money.session_fees_minor),
        Figure(label="tips", minor=money.tips_minor),
        Figure(label="other income", minor=money.other_income_minor),
        Figure(
            label="gross", minor=money.gross_minor, form_line=lines.get("gross", ""), is_sum=True
        ),
        Figure(label="refunds", minor=-money.refunds_minor, form_line=given_back),
        Figure(label="chargebacks", minor=-money.chargebacks_minor, form_line=given_back),
        Figure(
            label="processor fees",
            minor=-money.processor_fees_minor,
            form_line=lines.get("processor_fees", ""),
        ),
        Figure(label="deductible expenses", minor=-money.deductible_expenses_minor),
        Figure(label=f"mileage, {distance}", minor=mileage, form_line=lines.get("mileage", "")),
        Figure(label="net", minor=money.net_minor, form_line=lines.get("net", ""), is_sum=True),
        Figure(label="wages (employed)", minor=money.wages_minor),
        Figure(label="take-home", minor=money.take_home_minor, is_sum=True),
    )


def _facts(opened: Opened, figures: Year) -> tuple[tuple[str, str], ...]:
    hour = figures.take_home_per_hour_minor
    return (
        ("sessions", f"{figures.sessions:,}"),
        ("hands-on", hours(figures.hands_on_minutes)),
        ("unpaid work", hours(figures.unpaid_minutes)),
        (
            "take-home an hour worked",
            "unknown" if hour is None else opened.settings.currency.format(hour),
        ),
    )


def _notes(figures: Year, no_mileage: str, *, is_over: bool) -> list[str]:
    """What must be known to read the figures."""
    notes = []
    if not is_over:
        notes.append(f"Not over yet: it lasts to {figures.period.last}.")
    if figures.period.start.day != 1:
        notes.append("The first and the last month are cut to the days of the period.")
    if figures.mileage_deduction_minor is None:
        notes.append(
            f"No mileage rate is known for these trips: nothing was deducted; {no_mileage}."
        )
    own_car = any(row.category == "car_mileage" for row in figures.expenses_by_category)
    if own_car and figures.mileage_deduction_minor:
        notes.append(
            "Both car expenses and a rate for each mile were deducted; only one of them may be."
        )
    return notes


# -- the tables of the first page


def _group_table(name: str, head: str, groups: tuple[Group, ...]) -> Table:
    is_month = head == "month"
    return Table(
        name=name,
        columns=(
            (head, TEXT),
            ("gross", MONEY),
            ("tips in it", MONEY),
            ("net" if is_month else "after fees", MONEY),
            ("sessions", COUNT),
            ("hands-on", MINUTES),
        ),
        rows=tuple(
            (
                group.key or "not said",
                group.money.gross_minor,
                group.money.tips_minor,
                group.money.net_minor,
                group.sessions,
                group.hands_on_minutes,
            )
            for group in groups
        ),
        note="After processor fees, refunds and chargebacks." if name == "Services" else "",
    )


def _kinds(channels: list[Row]) -> Table:
    sums: dict[str, list[int]] = {}
    for row in channels:
        of_kind = sums.setdefault(row["kind"], [0, 0, 0])
        for place, name in enumerate(("count", "amount_minor", "fee_minor")):
            of_kind[place] += row[name]
    return Table(
        name="Income by kind",
        columns=(("income", TEXT), ("payments", COUNT), ("amount", MONEY), ("fees", MONEY)),
        rows=tuple(
            (kind.replace("_", " "), *sums[kind])
            for kind in PAYMENT_KINDS
            if kind in sums and kind in INCOME
        ),
    )


def _categories(figures: Year, lines: dict[str, str], profile: Profile) -> Table:
    return Table(
        name="Expense categories",
        columns=(("expenses", TEXT), ("line", TEXT), ("amount", MONEY), ("deductible", MONEY)),
        rows=tuple(
            (
                profile.words(row.category),
                lines.get(row.category, ""),
                row.amount_minor,
                row.deductible_minor,
            )
            for row in figures.expenses_by_category
        ),
    )


def _tips(channels: list[Row], note: str) -> Table:
    tips = [row for row in channels if row["kind"] == "tip"]
    return Table(
        name="Tips",
        columns=(("tips", TEXT), ("amount", MONEY)),
        rows=tuple(
            (words, sum(row[name] for row in tips))
            for words, name in (
                ("all received", "amount_minor"),
                ("voluntary", "voluntary_minor"),
                ("voluntary, shown on a 1099", "voluntary_on_1099_minor"),
            )
        ),
        note=note,
        overlapping=True,
    )
