from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.days import Day
from mtdesk.model import rules
from mtdesk.model.money import Currency, currency

USD, KWD, JPY, EUR = (currency(code) for code in ("USD", "KWD", "JPY", "EUR"))
MINOR = st.integers(0, 10**12 - 1)


def amount(cell: str, code: Currency = USD) -> int | None:
    return cells.amount(code)(cell, "fee")


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("$1,240.00 ", 124000),
        ("($33.62)", -3362),
        ("-$0.95", -95),
        ("$-0.95", -95),
        ("−$0.95", -95),
        ("+ $100.00", 10000),
        ("- $4.25", -425),
        ("'-$4.25", -425),
        ("'+100", 10000),
        ("95", 9500),
        ("95.5", 9550),
        ("95,00", 9500),
        ("1.240,00", 124000),
        ("1 240,00", 124000),
        ("1\u00a0240,00", 124000),
        ("1'240.50", 124050),
        ("1,240", 124000),
        ("1.240.000", 124000000),
        ("1,240,000.00", 124000000),
        ("USD 95.00", 9500),
        ("95.00 USD", 9500),
        ("95.00 $", 9500),
        ("$ 95.00", 9500),
        ("0", 0),
        ("-0.00", 0),
        ("", None),
        ("  ", None),
        ("'", None),
    ],
)
def test_amounts_as_people_and_programs_write_them(cell: str, minor: int | None) -> None:
    assert amount(cell) == minor


@pytest.mark.parametrize(
    "cell",
    [
        "N/A", "-", "$", "()", "1.240", "0,240", "1,24,000", "1,240,00", "12.345", "1 2 3", "€95",
        "95.00 CAD", "1e3", "٩٥", "--5", "-(5)", "5-", "=5", "1_000", "inf", "1234567890123",
        "1,240.00.00", ".50", "5.",
    ],
)  # fmt: skip
def test_what_is_no_amount_or_may_be_two_is_refused(cell: str) -> None:
    with pytest.raises(InvalidError, match=r"^fee: ") as caught:
        amount(cell)
    assert caught.value.field == "fee"


def test_amounts_of_other_currencies() -> None:
    assert amount("1.240", KWD) == 1240
    assert amount("¥1,240", JPY) == 1240
    assert amount("95,00 €", EUR) == 9500
    with pytest.raises(InvalidError, match="more digits than JPY has"):
        amount("95.00", JPY)


@given(minor=MINOR, grouped=st.booleans(), negative=st.booleans(), code=st.sampled_from([USD, JPY]))
def test_what_was_formatted_is_read_back(
    minor: int, grouped: bool, negative: bool, code: Currency
) -> None:
    plain = code.plain(minor, grouped=grouped)
    sign = -1 if negative else 1
    spellings = [f"{code.symbol}{plain} ", plain, f"{code.code} {plain}"]
    if negative:
        spellings = [
            f"-{code.symbol}{plain}",
            f"({code.symbol}{plain})",
            f"- {plain}",
            f"'-{plain}",
        ]
    else:
        spellings.append(f"+ {code.symbol}{plain}")
    assert [amount(spelling, code) for spelling in spellings] == [sign * minor] * len(spellings)


@given(minor=MINOR)
def test_what_was_formatted_with_a_decimal_comma_is_read_back(minor: int) -> None:
    european = EUR.plain(minor, grouped=True).translate(str.maketrans(",.", ".,"))
    assert amount(european, EUR) == amount(f"{european} €", EUR) == minor


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(cell: str) -> None:
    try:
        minor = amount(cell)
    except InvalidError:
        return
    assert minor is None or abs(minor) < 10**14


def day(cell: str) -> str:
    return Day("America/New_York")(cell, "date")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("12/27/2018", "2018-12-27"), ("1/3/2025 ", "2025-01-03"), ("2022-11-10", "2022-11-10")],
)
def test_american_days(cell: str, expected: str) -> None:
    assert day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("02/30/2025", "no such day"),
        ("13/01/2025", "no such day"),
        ("2025-02-30", "no such day"),
        ("0000-01-01", "no such day"),
        ("1/3/25", "is not a date"),
        ("2025-W01-1", "is not a date"),
        ("20250101", "is not a date"),
        ("٢٠٢٥-٠١-٠١", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_days_that_are_none(cell: str, reason: str) -> None:
    with pytest.raises(InvalidError, match=reason):
        day(cell)


def test_numbers_take_a_point_or_a_comma() -> None:
    read = cells.number(rules.SLEEP)
    assert [read(cell, "sleep") for cell in ("7.5", "7,5", " 7 ", "")] == [7.5, 7.5, 7.0, None]
    assert cells.whole(rules.PAIN)("3.0", "pain") == 3


def test_only_what_looks_like_a_formula_loses_its_apostrophe() -> None:
    typed = ["'=1+1", "'+15035550100", "'-no oil", "'@home", "'s-Graven", "''=x", "'"]
    kept = ["=1+1", "+15035550100", "-no oil", "@home", "'s-Graven", "''=x", "'"]
    assert list(map(cells.unescaped, typed)) == kept


def test_a_shown_cell_is_one_short_harmless_line() -> None:
    assert cells.shown("a\n\tb") == "a b"
    assert cells.shown("x\x1b[31m\0") == "x�[31m�"
    assert cells.shown("y" * 100) == "y" * 59 + "…"


@given(st.text())
def test_a_shown_cell_never_spills(cell: str) -> None:
    shown = cells.shown(cell)
    assert len(shown) <= 60
    assert shown.isprintable()


def test_a_column_works_each_spelling_out_once_and_forgets_in_time() -> None:
    asked = []

    def parse(cell: str, column: str) -> int:
        asked.append(cell)
        return len(cell)

    column = cells.Column("note", parse)
    assert [column["a"], column["a"], column["x" * 500]] == [1, 1, 500]
    assert asked == ["a", "x" * 500]
    for number in range(20_000):
        assert column[str(number)] == len(str(number))
    assert len(column) <= 5_000


def test_a_digest_is_the_same_for_ever() -> None:
    assert cells.digest("Ana", 60, 4.5, None) == cells.digest("Ana", 60, 4.5, None)
    assert cells.digest("Ana", 60) == "828077b642a67c19"
