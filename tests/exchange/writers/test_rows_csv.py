from __future__ import annotations

import csv

import pytest

from mtdesk.exchange import writers
from mtdesk.model.document import Log
from mtdesk.model.money import currency
from mtdesk.model.table import DAY, MONEY, NUMBER, TENTHS, TEXT

COLUMNS = (("day", DAY), ("id", NUMBER), ("what", TEXT), ("amount", MONEY), ("miles", TENTHS))


def lines(*rows, code="USD"):
    return list(writers.lines(Log(columns=COLUMNS, rows=rows), currency(code)))


def test_heads_then_rows_with_plain_decimals():
    assert lines(("2026-01-31", 7, "oil", 124_050, 124), ("2026-02-01", 8, None, -250, None)) == [
        "day,id,what,amount,miles\n",
        "2026-01-31,7,oil,1240.50,12.4\n",
        "2026-02-01,8,,-2.50,\n",
    ]


@pytest.mark.parametrize(("code", "shown"), [("JPY", "124050"), ("KWD", "124.050")])
def test_a_currency_has_its_own_digits(code, shown):
    [_, line] = lines(("2026-01-31", 7, "oil", 124_050, None), code=code)
    assert line.split(",")[3] == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@a", "\t=1", "\r=1", "'quoted"])
def test_no_text_is_a_formula(text):
    _, line = lines(("2026-01-31", 7, text, 1, 1))
    assert f"'{text}" in line  # in quotation marks or not, as the Python at hand does it


def test_a_line_break_stays_in_its_cell():
    [_, row] = csv.reader("".join(lines(("2026-01-31", 7, 'a "b"\nc', 1, 1))).splitlines(True))
    assert row[2] == 'a "b"\nc'
