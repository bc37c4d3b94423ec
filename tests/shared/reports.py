"""A small document with every kind of cell."""

from __future__ import annotations

from datetime import date

from mtdesk.model.document import (
    SMALL,
    Bars,
    Beside,
    Document,
    Figure,
    Figures,
    Section,
    Text,
    texts,
)
from mtdesk.model.money import currency
from mtdesk.model.table import COUNT, DAY, MINUTES, MONEY, NUMBER, TENTHS, TEXT, Table

NASTY = ("=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "{=1}", "[b]")
ROW = ("2026-01-31", 7, "oil", 124_050, 124, 3, 90)


def report_of(
    *rows, code="USD", kinds=(DAY, NUMBER, TEXT, MONEY, TENTHS, COUNT, MINUTES), pages=()
):
    """Its first page has every block, `pages` come after it."""
    table = Table(
        name="Income", columns=tuple((f"{kind} head", kind) for kind in kinds), rows=tuple(rows)
    )
    months = Table(
        name="Months",
        columns=(("month", TEXT), ("gross", MONEY)),
        rows=(("2026-01", 150), ("2026-02", 250)),
    )
    first = (
        Text(text="=Studio"),
        Beside(
            left=(
                Figures(
                    figures=(Figure(label="gross", value=400, form_line="1", is_sum=True),),
                    heads=("", "amount", "form line"),
                ),
            ),
            right=(
                Bars(
                    title="Gross by month", labels=("Jan", "Feb"), values=(150, 250), table="Months"
                ),
                Figures(figures=(Figure(label="sessions", value="3", kind=TEXT),)),
            ),
        ),
        Section(heading="An estimate", blocks=texts(("it is a test",))),
        *texts(("check it",), SMALL),
    )
    return Document(
        title="Summary of 2026",
        name="Summary of 2026",
        what="2026",
        made_on=date(2027, 1, 10),
        currency=currency(code),
        formats=("xlsx", "pdf"),
        author="=Studio",
        pages=(first, *pages),
        sheets=(table, months),
        not_drawn="the CSV and XLSX files have them",
    )
