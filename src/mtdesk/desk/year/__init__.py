"""What a year, a quarter or a month comes to, and what is handed over of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial

from mtdesk.desk.opened import Opened, documents
from mtdesk.desk.opened.closed import Moved
from mtdesk.desk.opened.takings import trips_before
from mtdesk.desk.year.figures import Figures
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.insight import tax
from mtdesk.insight.year import reconciliation, report
from mtdesk.insight.year.figures import Channel, Year
from mtdesk.insight.year.form import by_line
from mtdesk.insight.year.reconciliation import Edge, Payer, Reconciliation
from mtdesk.insight.year.report import Entry, Report, entry, open_entries, trip_deductions
from mtdesk.insight.year.still_open import StillOpen, still_open
from mtdesk.model.ledger.categories import TO_LAST
from mtdesk.model.names import fold
from mtdesk.model.names.matching import numbered
from mtdesk.model.period import Period
from mtdesk.model.rules import YEARS
from mtdesk.model.year import WAGES, ClosedYear, TaxForm
from mtdesk.store import clients, ledger, practice, sessions
from mtdesk.store import credits as credit_rows
from mtdesk.store import year as tax_forms
from mtdesk.store.ledger import sums
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.year.look_back import LookBack
    from mtdesk.desk.year.papers import Receipts, TaxForms

__all__ = ["Entry", "Moved", "Report", "Years"]


class Years:
    """`year`, `quarter` and `month` are what an accountant is handed; `figures` its sums alone."""

    lines = staticmethod(documents.lines)

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.figures = Figures(opened)
        self.write = partial(documents.write, opened)

    @cached_property
    def forms(self) -> TaxForms:
        from mtdesk.desk.year.papers import TaxForms

        return TaxForms(self._opened)

    @cached_property
    def receipts(self) -> Receipts:
        from mtdesk.desk.year.papers import Receipts

        return Receipts(self._opened)

    def year(self, year: int) -> Report:
        """The year of accounts that begins in `year`.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        return self._of(str(year), year, self._opened.settings.fiscal_year(year))

    def look_back(self, year: int, *, with_names: bool = False) -> LookBack:
        """A calendar year for herself; clients in it are numbers, unless names are asked for.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        from mtdesk.desk.year.look_back import look_back

        return look_back(self._opened, year, with_names=with_names)

    # -- closed once it was handed over

    def close(self, year: int) -> tuple[ClosedYear, int]:
        """Close a year of accounts that is over: it and the operation.

        Raises:
            InvalidError: a year outside 1950 to 2200.
            RefusedError: it is not over, or closed already.
        """
        with self._opened.writing("close", f"{year} closed") as writing:
            period = self._opened.settings.fiscal_year(year)
            if self._opened.now().date() <= period.last:
                raise RefusedError(f"{year} lasts to {period.last}; close it when it is over")
            if self._closed(year) is not None:
                raise RefusedError(f"{year} is closed already")
            closed = ClosedYear(
                year=year,
                first_day=str(period.start),
                last_day=str(period.last),
                closed_at=self._opened.now().isoformat(timespec="seconds"),
            )
            tax_forms.close(writing.book, closed)
        return closed, writing.operation

    def reopen(self, year: int) -> tuple[ClosedYear, int]:
        """Open a closed year again: it as it was and the operation.

        Raises:
            RefusedError: it is not closed.
        """
        with self._opened.writing("close", f"{year} opened again") as writing:
            closed = self._closed(year)
            if closed is None:
                raise RefusedError(f"{year} is not closed")
            tax_forms.reopen(writing.book, year)
        return closed, writing.operation

    def _closed(self, year: int) -> ClosedYear | None:
        every = tax_forms.closed(self._opened.book)
        return next((each for each in every if each.year == year), None)

    # -- what is handed over

    def quarter(self, text: str) -> Report:
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

    def month(self, text: str) -> Report:
        """A calendar month, written `2026-03`.

        Raises:
            InvalidError: another form.
        """
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found or int(found[1]) not in YEARS:
            raise InvalidError("month", f"“{text[:20]}” is not a month; write it like 2026-03")
        start = date(int(found[1]), int(found[2]), 1)
        return self._of(text, start.year, Period(start, _months_after(start, 1)))

    def span(self, period: Period) -> Report:
        """Any days of the practice, as one week or a month that a year cuts."""
        year = self._opened.settings.year_of(period.start)
        return self._of(f"{period.start} to {period.last}", year, period)

    def _of(self, heading: str, year: int, period: Period) -> Report:
        settings = self._opened.settings
        profile, in_own_money = settings.profile, settings.is_in_profile_currency
        figures = self.figures.summary(year, period)
        in_dollars = profile.estimate == "us" and in_own_money
        closed = self._closed(year)
        estimate, reason = report.estimate(
            figures, profile, settings.count("estimate_percent"), in_own_money=in_own_money
        )
        forms, has_other_forms = self._forms(period)
        ways = reconciliation.reconciliation(figures.channels, forms)
        form = profile.form_lines(year)
        return Report(
            heading=heading,
            year=figures,
            made_on=self._opened.today,
            closed_on=closed.closed_at[:10] if closed else "",
            currency=settings.currency,
            issuer=settings.printed,
            profile=profile,
            profile_name=settings.get("profile"),
            form=form,
            form_lines=by_line(figures, form.lines if form else {}),
            still_open=self._still_open(figures),
            to_last=tuple(
                ledger.expenses_of(self._opened.book, self._opened.seen(period), TO_LAST)
            ),
            in_dollars=in_dollars,
            thresholds=tax.thresholds_note() if in_dollars else "",
            kinds=report.kinds(figures.channels),
            tips=report.tips(figures.channels, tax.tips_note(year) if in_dollars else ""),
            reconciliation=ways,
            payers=(
                *self._payers(figures, forms),
                *reconciliation.other_forms(ways, forms),
            ),
            differences=tuple(reconciliation.differences(ways, self._edges(period, ways))),
            tax_forms=tuple(forms),
            has_other_forms=has_other_forms,
            estimate=estimate,
            no_estimate=reason,
            no_mileage=settings.no_mileage if figures.mileage_deduction_minor is None else "",
        )

    def _forms(self, period: Period) -> tuple[list[TaxForm], bool]:
        """The forms of a calendar year; of a year that is none, only whether there are some."""
        book, first, last = self._opened.book, period.start.year, period.last.year
        if period == Period(date(first, 1, 1), date(first + 1, 1, 1)):
            return tax_forms.of_year(book, first), False
        is_year = len(period) > 364
        return [], is_year and any(tax_forms.of_year(book, year) for year in (first, last))

    def _edges(self, period: Period, ways: Iterable[Reconciliation]) -> dict[str, Edge]:
        """Of each way with a 1099-K: the days whose money a form in UTC may put into another year."""
        if not any(each.form == reconciliation.FORM for each in ways):
            return {}
        hours = self._hours_from_utc(period.last)
        if not hours:
            return {}
        west = hours < 0
        out = period.last if west else period.start
        came = (period.start if west else period.last) + timedelta(days=-1 if west else 1)
        of_out, of_came = (
            reconciliation.charged(
                Channel(**dict(row))
                for row in sums.channels(
                    self._opened.book, self._opened.seen(Period(day, day + timedelta(days=1)))
                )
            )
            for day in (out, came)
        )
        return {
            each.key: Edge(
                out_day=str(out),
                out_minor=of_out.get(each.key, 0),
                came_day=str(came),
                came_minor=of_came.get(each.key, 0),
            )
            for each in ways
        }

    def _hours_from_utc(self, day: date) -> float:
        moment = datetime.combine(day, time(12), self._opened.settings.zone)
        return (moment.utcoffset() or timedelta()).total_seconds() / 3600

    def _payers(self, figures: Year, forms: Iterable[TaxForm]) -> Iterator[Payer]:
        """What names no way: W-2 against all wages, others against what their payer brought."""
        yield from reconciliation.wages(
            figures.channels, [form for form in forms if form.form == WAGES]
        )
        nameless = [form for form in forms if form.form != WAGES and form.method is None]
        places = practice.workplaces(self._opened.book) if nameless else []
        for name, label, said in reconciliation.by_payer(nameless):
            key = fold(name)
            who = [each.id or 0 for each in clients.named(self._opened.book, name)]
            where = [each.id or 0 for each in places if fold(each.name) == key]
            brought = None
            if who or where:
                brought = tax_forms.received_from(
                    self._opened.book,
                    self._opened.seen(figures.period),
                    reconciliation.INCOME,
                    who,
                    where,
                )
            yield Payer(key=label, book_minor=brought, form_minor=said)

    def rows(self, report: Report) -> Iterator[Entry]:
        """Every row of money behind a report's sums, by day, one at a time; then what was open.

        A trip's deduction is its part of the month's.
        """
        book, code, profile = self._opened.book, report.currency.code, report.profile
        form = profile.form_lines(report.period.start.year)
        lines = form.lines if form else {}
        trips = self._trip_deductions(report)
        names = None
        for row in self._opened.told(sums.year_rows(book, self._opened.seen(report.period))):
            what = " ".join(row["what"].split())
            found = entry(row, what, code, profile, lines, trips)
            if row["source"] in {"trip", "expense"}:
                # The file goes out of the house: `home visit, client 5`, `gift for client 5`.
                names = names or numbered(clients.every_name(book))
                found = found._replace(
                    what=names.instead(what),
                    from_place=names.instead(found.from_place),
                    to_place=names.instead(found.to_place),
                )
            yield found
        yield from open_entries(report.still_open, report.period.start, code)

    def _still_open(self, figures: Year) -> StillOpen:
        book, day = self._opened.book, figures.as_of
        return still_open(
            day,
            sessions.unpaid(book, -1, day=day),
            credit_rows.unused(book, day),
            figures.credit_liability_minor,
            sums.sales_tax_liability(book, str(figures.period.start - timedelta(days=1))),
        )

    def _trip_deductions(self, report: Report) -> dict[int, int]:
        by_month, settings = report.year.mileage.by_month, self._opened.settings
        if not by_month:
            return {}
        trips = [
            (row["id"], (row["travelled_on"], row["unit"], row["distance_tenths"]))
            for row in sums.trips(self._opened.book, self._opened.seen(report.period))
        ]
        before = trips_before(self._opened.book, self._opened.settings, report.period.start)
        start = settings.profile.year_start
        return trip_deductions(trips, by_month, settings.mileage_rates, start, before)


def _months_after(day: date, count: int) -> date:
    """The same day of a later month; it is never beyond the 28th."""
    years, month = divmod(day.month - 1 + count, 12)
    return day.replace(year=day.year + years, month=month + 1)
