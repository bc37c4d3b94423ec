"""A small report with every kind of cell."""

from __future__ import annotations

from datetime import date

from mtdesk.model.money import currency
from mtdesk.model.period import Period
from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, TENTHS, TEXT, Table
from mtdesk.model.year import Figure, Report

NASTY = ("=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "{=1}", "[b]")


def report_of(*rows, code="USD", kinds=(DAY, NUMBER, TEXT, MONEY, TENTHS, COUNT, MINUTES)):
    money = currency(code)
    table = Table(
        name="Income", columns=tuple((f"{kind} head", kind) for kind in kinds), rows=tuple(rows)
    )
    months = Table(
        name="Months",
        columns=(("month", TEXT), ("gross", MONEY)),
        rows=(("2026-01", 150), ("2026-02", 250)),
    )
    return Report(
        heading="2026",
        period=Period(date(2026, 1, 1), date(2027, 1, 1)),
        made_on=date(2027, 1, 10),
        currency=money,
        issuer=("=Studio",),
        figures=(Figure(label="gross", minor=400, form_line="1", is_sum=True),),
        at_the_end=(Figure(label="outstanding", minor=0),),
        facts=(("sessions", "3"),),
        months=months,
        tables=(),
        estimate=None,
        no_estimate="it is a test",
        notes=("check it",),
        rows=(table,),
    )


ROW = ("2026-01-31", 7, "oil", 124_050, 124, 3, 90)
