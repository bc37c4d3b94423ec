"""Medical and wellness side by side; what hangs on few clients, and what missed appointments cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.widgets import Static

from mtdesk.desk.pictures import short_day

if TYPE_CHECKING:
    from mtdesk.desk.income import Income
    from mtdesk.model.money import Currency

PER_LOAD = 100  # income is shown for so much load


class Purposes(Static):
    """What each purpose brought, took and left."""

    DEFAULT_CSS = "Purposes { width: auto; height: auto; margin: 0 3 1 0; }"

    def show(self, income: Income, currency: Currency) -> None:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("purpose", no_wrap=True)
        for name in ("income", "sessions", "hours", "load", f"per {PER_LOAD} load", "take-home"):
            table.add_column(name, justify="right", no_wrap=True)
        for each in income.by_purpose:
            row, share = each.earning, each.take_home_share
            about, per_load = "~" if row.estimated_load else "", row.per_load_minor
            table.add_row(
                Text(str(row.key or "not said")),
                Text(currency.format(row.income_minor)),
                Text(f"{row.sessions:,}"),
                Text(f"{row.hands_on_minutes / 60:,.1f}"),
                Text(f"{about}{row.load:,.0f}" if row.load else "–"),
                Text("–" if per_load is None else f"{about}{currency.format(per_load)}"),
                Text("–" if share is None else f"{share:.0%}"),
            )
        self.update(table if income.by_purpose else "")


class Dependence(Static):
    """The share of the largest clients, and the missed appointments of the year."""

    DEFAULT_CSS = "Dependence { width: 1fr; height: auto; margin-bottom: 1; }"

    def show(self, income: Income, currency: Currency) -> None:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        shares, missed = income.concentration, income.missed
        if shares.share is not None:
            table.add_row(
                Text(f"{len(shares.top)} largest clients, 365 days"), Text(f"{shares.share:.0%}")
            )
        if missed.count:
            about = "~" if missed.estimated_minor else ""
            is_known = missed.count > missed.unpriced
            lost = f"{about}{currency.format(missed.not_received_minor)}"
            table.add_row(Text("no-shows, late cancellations"), Text(f"{missed.count:,}"))
            table.add_row(Text("  price not received"), Text(lost if is_known else "not known"))
            table.add_row(Text("  fees received"), Text(currency.format(missed.fees_minor)))
        self.update(table if table.row_count else "")


def pace_in_words(income: Income, currency: Currency) -> str:
    """` At this pace ~$95,200 by 31 Dec, $92,000 to $98,500: an estimate.`, or nothing."""
    pace = income.pace
    if pace is None:
        return ""
    projected, low, high = (
        currency.format(_hundreds(minor, currency)).removesuffix(".00")
        for minor in (pace.projected_minor, pace.low_minor, pace.high_minor)
    )
    end = short_day(income.whole.last)
    return f" At this pace ~{projected} by {end}, {low} to {high}: an estimate."


def _hundreds(minor: int, currency: Currency) -> int:
    """An estimate is no truer to the cent."""
    hundred = 100 * currency.unit
    return (2 * minor + hundred) // (2 * hundred) * hundred
