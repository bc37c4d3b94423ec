"""What work under the terms of a workplace should have brought."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.terms import Earned, Worked, earned
from mtdesk.model.practice.terms import PayTerm


def term(kind, **facts):
    return PayTerm(workplace_id=1, valid_from="2026-01-01", kind=kind, id=1, **facts)


def worked(price_minor=9_000, sessions=1, minutes=60, tips_minor=0, term_id=1, workplace_id=1):
    return Worked(
        workplace_id=workplace_id, term_id=term_id, price_minor=price_minor, sessions=sessions,
        hands_on_minutes=minutes, tips_minor=tips_minor,
    )  # fmt: skip


def one(under, *work):
    [row] = earned(work, [under])
    return row.earned_minor


@pytest.mark.parametrize(
    ("under", "minor"),
    [
        (term("own"), 19_500),
        (term("rent", amount_minor=65_000), 19_500),
        (term("split", share=5_000), 10_500),
        (term("split", share=6_250), 12_750),
        (term("split", share=0), 1_500),
        (term("split", share=10_000), 19_500),
        (term("hourly", amount_minor=3_200), 9_500),
        (term("per_session", amount_minor=4_000), 9_500),
    ],
    ids=lambda value: value.kind if isinstance(value, PayTerm) else "",
)
def test_two_sessions_of_90_and_a_tip_of_15(under, minor):
    assert one(under, worked(sessions=2, minutes=150, tips_minor=1_500)) == minor


def test_a_half_cent_goes_to_her_session_by_session():
    assert one(term("split", share=5_000), worked(price_minor=101, sessions=3)) == 153
    assert one(term("split", share=3_333), worked(price_minor=100)) == 33
    assert one(term("hourly", amount_minor=101), worked(minutes=30)) == 51


def test_what_cannot_be_known_is_none():
    unpriced = worked(price_minor=None)
    assert one(term("split", share=5_000), worked(), unpriced) is None
    assert one(term("own"), unpriced) is None
    assert one(term("hourly", amount_minor=3_000), unpriced) == 3_000  # it needs no price
    assert earned([worked(term_id=None, tips_minor=5)], []) == [
        Earned(
            workplace_id=1, term_id=None, sessions=1, hands_on_minutes=60, tips_minor=5,
            earned_minor=None,
        )
    ]  # fmt: skip


def test_a_row_for_each_workplace_and_term_in_order():
    terms = [term("own"), PayTerm(workplace_id=2, valid_from="2026-01-01", kind="own", id=7)]
    rows = earned(
        [worked(workplace_id=2, term_id=7), worked(), worked(term_id=None), worked(100)], terms
    )
    assert [(each.workplace_id, each.term_id, each.earned_minor) for each in rows] == [
        (1, None, None), (1, 1, 9_100), (2, 7, 9_000),
    ]  # fmt: skip
    assert earned([], terms) == []


prices = st.integers(0, 1_000_000)
shares = st.integers(0, 10_000)


@given(prices, shares, st.integers(1, 500))
def test_a_share_is_the_nearest_whole_unit_halves_up(price, share, sessions):
    exact = Fraction(price * share, 10_000)
    mine = one(term("split", share=share), worked(price_minor=price))
    assert -Fraction(1, 2) < mine - exact <= Fraction(1, 2)
    assert 0 <= mine <= price
    many = worked(price_minor=price, sessions=sessions)
    assert one(term("split", share=share), many) == mine * sessions
    theirs = one(term("split", share=10_000 - share), worked(price_minor=price))
    assert mine + theirs - price in {0, 1}  # both halves of an odd unit round up


@given(st.lists(st.tuples(prices, st.integers(1, 9), st.integers(0, 600), st.integers(0, 9_999))), shares)  # fmt: skip
def test_parts_sum_to_the_whole(work, share):
    rows = [worked(price, count, minutes, tips) for price, count, minutes, tips in work]
    for under in (
        term("split", share=share),
        term("own"),
        term("per_session", amount_minor=share + 1),
    ):
        whole = sum(each.earned_minor for each in earned(rows, [under]))
        assert whole == sum(one(under, each) for each in rows)


@given(st.integers(1, 100_000), st.lists(st.integers(0, 600), min_size=1))
def test_a_wage_is_rounded_once_over_all_minutes(rate, minutes):
    mine = one(term("hourly", amount_minor=rate), *(worked(minutes=each) for each in minutes))
    exact = Fraction(rate * sum(minutes), 60)
    assert -Fraction(1, 2) < mine - exact <= Fraction(1, 2)
