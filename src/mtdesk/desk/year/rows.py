"""Every row behind a report: what is summed on its first page, with table and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import trips_before
from mtdesk.insight.year.rows import Entry, entry, trip_deductions
from mtdesk.model.names.matching import numbered
from mtdesk.store import clients
from mtdesk.store.ledger import sums

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.year.report import Report


def rows(opened: Opened, report: Report) -> Iterator[Entry]:
    """Rows of money by day, one at a time. A trip's deduction is its part of the month's."""
    code, profile = report.currency.code, report.profile
    form = profile.form_lines(report.period.start.year)
    lines = form.lines if form else {}
    trips = _trip_deductions(opened, report)
    names = None
    for row in sums.year_rows(opened.book, report.period):
        what = " ".join(row["what"].split())
        if row["source"] == "trip":
            # The file goes out of the house: `home visit, client 5`.
            names = names or numbered(clients.every_name(opened.book))
            what = names.instead(what)
        yield entry(row, what, code, profile, lines, trips)


def _trip_deductions(opened: Opened, report: Report) -> dict[int, int]:
    by_month = report.year.mileage.by_month
    if not by_month:
        return {}
    settings = opened.settings
    trips = [
        (row["id"], (row["travelled_on"], row["unit"], row["distance_tenths"]))
        for row in sums.trips(opened.book, report.period)
    ]
    before = trips_before(opened, report.period.start)
    start = settings.profile.year_start
    return trip_deductions(trips, by_month, settings.mileage_rates, start, before)
