"""Money: parsing and writing amounts, and splits that sum to the whole."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.model.money import Currency, allocate, currency

USD = currency("USD")
CODES = ["USD", "EUR", "GBP", "JPY", "KWD", "CHF", "BRL", "ZAR", "SEK", "MXN", "XOF"]


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("90", "USD", 9000), ("90.5", "USD", 9050), ("90.50", "USD", 9050), ("$1,240.00", "USD", 124000),
        (" $ 90 ", "USD", 9000), ("USD 90", "USD", 9000), ("usd90", "USD", 9000), ("0", "USD", 0),
        ("007", "USD", 700), ("0.01", "USD", 1), ("1,234,567", "USD", 123456700), ("900", "JPY", 900),
        ("¥1,000", "JPY", 1000), ("1.234", "KWD", 1234), ("KWD1.5", "KWD", 1500), ("R$90", "BRL", 9000),
        ("r90", "ZAR", 9000), ("kr 90", "SEK", 9000), ("CHF 90", "CHF", 9000), ("€90", "EUR", 9000),
    ],
)  # fmt: skip
def test_parse(text: str, code: str, minor: int) -> None:
    assert currency(code).parse(text) == minor


@pytest.mark.parametrize(
    "text",
    ["", " ", "$", "x", "-5", "$-5", "+5", "90.", ".50", "1,24", "12,34.00", "0,123", "1,2345", "90.505",
     "9 0", "1e3", "٩٠", "½", "nan", "£90", "90$", "90.5.0", "9" * 16, "1.²"],
)  # fmt: skip
def test_parse_refuses(text: str) -> None:
    with pytest.raises(InvalidError) as caught:
        USD.parse(text, "price")
    assert caught.value.field == "price"
    assert caught.value.message.startswith("price: ")


def test_more_digits_than_the_currency_has_are_named() -> None:
    with pytest.raises(InvalidError, match="more digits than JPY has"):
        currency("JPY").parse("900.5")


@pytest.mark.parametrize(
    ("minor", "code", "formatted", "plain"),
    [
        (124050, "USD", "$1,240.50", "1240.50"), (-124050, "USD", "-$1,240.50", "-1240.50"),
        (0, "USD", "$0.00", "0.00"), (5, "USD", "$0.05", "0.05"), (-5, "USD", "-$0.05", "-0.05"),
        (1240, "JPY", "¥1,240", "1240"), (1240, "KWD", "KWD 1.240", "1.240"), (9000, "CHF", "CHF 90.00", "90.00"),
    ],
)  # fmt: skip
def test_format(minor: int, code: str, formatted: str, plain: str) -> None:
    assert currency(code).format(minor) == formatted
    assert currency(code).plain(minor) == plain


@given(st.integers(0, 10**11), st.sampled_from(CODES))
def test_what_is_written_parses(minor: int, code: str) -> None:
    money = currency(code)
    assert money.parse(money.plain(minor)) == minor
    assert money.parse(money.format(minor)) == minor


@given(st.text(max_size=20), st.sampled_from(CODES))
def test_any_text_is_an_amount_or_refused(text: str, code: str) -> None:
    with suppress(InvalidError):
        assert currency(code).parse(text) >= 0


def test_within_reach() -> None:
    assert USD.within_reach(1_000_000, "price", 10_000) == 1_000_000
    assert USD.within_reach(0, "price", 10_000) == 0
    assert currency("JPY").within_reach(1_000_000, "price", 10_000) == 1_000_000
    assert USD.within_reach(10_000_000, "amount", 100_000) == 10_000_000
    with pytest.raises(InvalidError, match=r"tip: \$10,000\.01 is above \$10,000\.00"):
        USD.within_reach(1_000_001, "tip", 10_000)


def test_currency() -> None:
    assert currency(" eur ") == Currency(code="EUR", digits=2)
    assert [currency(code).digits for code in ("JPY", "USD", "TND")] == [0, 2, 3]
    assert [currency(code).unit for code in ("JPY", "USD", "TND")] == [1, 100, 1000]
    for code in ("", "XXX", "US", "USD EUR", "D"):
        with pytest.raises(InvalidError):
            currency(code)


def test_allocate() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]
    assert allocate(10, [0, 3, 1]) == [0, 8, 2]
    assert allocate(10, [0, 0]) == [10, 0]
    assert allocate(10, []) == []


@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=10),
)
def test_parts_sum_to_the_whole_and_none_is_a_unit_off(total: int, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part * whole - total * weight) < whole
