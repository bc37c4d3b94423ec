"""Whether two sums are one: the rules one by one, and whole days made at random."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.insight.matching import Sum, match

DAY = "2026-11-20"
CARD, CASH = frozenset({"card"}), frozenset({"cash"})
ANA, BEN = frozenset({"1"}), frozenset({"2"})


def one(number=1, price=9000, tip=0, **facts):
    return Sum(
        id=number,
        **{
            "day": DAY,
            "price_minor": price,
            "tip_minor": tip,
            "rows": frozenset({number}),
            **facts,
        },
    )


def outcome(found, standing, **how):
    """`{row: what it meets}`, and the rows that are unclear."""
    matches = match(found, standing, **how)
    return {each: other.id for each, other in matches.matched.items()}, [*matches.unclear]


ALIKE = [
    ("the same price", {}, {}),
    ("one method is not known", {"methods": CARD}, {}),
    ("a method that says little", {"methods": CARD}, {"methods": frozenset({"invoice"})}),
    ("a card for health costs is a card", {"methods": CARD}, {"methods": frozenset({"hsa"})}),
    ("nobody named meets any", {}, {"names": ANA}),
    ("the same client", {"names": ANA}, {"names": ANA}),
    ("two clients of one name", {"names": ANA | BEN}, {"names": BEN}),
    ("price and tip as one amount", {"price": 9000, "tip": 1500}, {"price": 10500}),
    ("tax beside the price", {"price": 9000, "tax_minor": 700}, {"price": 9000}),
    ("within two hours", {"began": 600, "ended": 600}, {"began": 420, "ended": 480}),
    ("a session that waits", {"price": 9000, "tip": 1500}, {"is_owed": True}),
    ("a gift card", {"is_credit": True}, {"is_credit": True}),
    ("money given back", {"is_back": True}, {"is_back": True}),
]  # fmt: skip
APART = [
    ("another day", {}, {"day": "2026-11-21"}),
    ("cash never meets a card", {"methods": CARD}, {"methods": CASH}),
    ("two names", {"names": ANA}, {"names": BEN}),
    ("another price", {"price": 9000}, {"price": 9500}),
    ("more than two hours", {"began": 601, "ended": 601}, {"began": 420, "ended": 480}),
    ("what waits for another amount", {"price": 9500}, {"is_owed": True}),
    ("given back and received", {"is_back": True}, {}),
    ("a gift card is no visit", {"is_credit": True}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "row", "other"), ALIKE)
def test_what_does_not_contradict_meets(why, row, other):
    assert outcome([one(1, **row)], [one(7, **other)]) == ({1: 7}, []), why


@pytest.mark.parametrize(("why", "row", "other"), APART)
def test_what_contradicts_is_new(why, row, other):
    assert outcome([one(1, **row)], [one(7, **other)]) == ({}, []), why


def test_equals_meet_equals_in_the_order_of_time():
    rows = [one(1, began=900), one(2, began=600)]
    assert outcome(rows, [one(7), one(8)]) == ({2: 7, 1: 8}, [])


def test_of_equals_too_many_rows_the_last_is_unclear():
    assert outcome([one(1), one(2), one(3)], [one(7), one(8)]) == ({1: 7, 2: 8}, [3])


def test_of_equals_too_few_rows_all_are_unclear():
    assert outcome([one(1)], [one(7, names=ANA), one(8, names=BEN)]) == ({}, [1])


def test_a_name_decides_among_equals():
    standing = [one(7, names=ANA), one(8, names=BEN)]
    assert outcome([one(1, names=BEN)], standing) == ({1: 8}, [])
    assert outcome([one(1), one(2, names=ANA)], standing) == ({1: 8, 2: 7}, [])


def test_times_decide_among_equals():
    standing = [one(7, began=540, ended=600), one(8, began=900, ended=960)]
    assert outcome([one(1, began=965)], standing) == ({1: 8}, [])
    assert outcome([one(1, began=965), one(2, began=1400)], standing) == ({1: 8}, [])


def test_another_amount_is_unclear_only_when_the_same_client_is_named():
    standing = [one(7, names=ANA)]
    assert outcome([one(1, 9500, names=ANA)], standing) == ({}, [1])
    assert outcome([one(1, 9500)], standing) == ({}, [])
    assert outcome([one(1, 9500, names=ANA), one(2, names=ANA)], standing) == ({2: 7}, [])


def test_one_payment_meets_the_tenders_of_a_row_and_a_row_one_tender():
    split = CARD | CASH
    assert outcome([one(1, 15000, methods=split)], [one(7, 15000)]) == ({1: 7}, [])
    whole = one(7, 15000, methods=split, rows=frozenset({70, 71}))
    card = one(8, 9500, methods=CARD, is_part=True, rows=frozenset({70}))
    cash = one(9, 5500, methods=CASH, is_part=True, rows=frozenset({71}))
    assert outcome([one(1, 15000, methods=split)], [whole, card, cash]) == ({1: 7}, [])
    rows = [one(1, 9500, methods=CARD), one(2, 15000, methods=split)]
    assert outcome(rows, [whole, card, cash]) == ({2: 7}, [])
    assert outcome(rows[:1], [whole, card, cash]) == ({1: 8}, [])


def test_a_day_beside_is_met_only_by_a_clock_in_utc_and_where_nothing_else_fits():
    near, exact = one(7, day="2026-11-19"), one(8)
    assert outcome([one(1)], [near]) == ({}, [])
    assert outcome([one(1)], [near], is_utc=True) == ({1: 7}, [])
    assert outcome([one(1)], [near, exact], is_utc=True) == ({1: 8}, [])
    assert outcome([one(1)], [one(7, day="2026-11-18")], is_utc=True) == ({}, [])


# -- days made at random: what truly happened, what was typed of it, and what the file has

VISIT = st.fixed_dictionaries(
    {
        "client": st.sampled_from([None, "1", "2", "3"]),
        "price": st.sampled_from([9000, 9000, 10500]),
        "tip": st.sampled_from([0, 0, 1500]),
        "day": st.sampled_from(["2026-11-20", "2026-11-21"]),
        "began": st.integers(9, 18).map(lambda hour: hour * 60),
        "is_typed": st.booleans(),
        "is_owed": st.booleans(),
        "names_typed": st.booleans(),
        "names_filed": st.booleans(),
        "times_typed": st.booleans(),
        "says_method": st.booleans(),
        "late": st.booleans(),
    }
)


def typed(number, visit):
    """A visit as she typed it: with or without a name, a time, a method, its money."""
    named = visit["client"] is not None and visit["names_typed"]
    timed = visit["times_typed"]
    return Sum(
        id=number,
        day=visit["day"],
        price_minor=visit["price"],
        tip_minor=0 if visit["is_owed"] else visit["tip"],
        methods=CARD if visit["says_method"] and not visit["is_owed"] else frozenset(),
        names=frozenset({visit["client"]}) if named else frozenset(),
        began=visit["began"] if timed else None,
        ended=visit["began"] + 60 if timed else None,
        is_owed=visit["is_owed"],
        rows=frozenset({-number if visit["is_owed"] else number}),
    )


def filed(number, visit):
    """The same visit as the processor's file has it."""
    named = visit["client"] is not None and visit["names_filed"]
    return Sum(
        id=number,
        day=visit["day"],
        price_minor=visit["price"],
        tip_minor=visit["tip"],
        methods=CARD,
        names=frozenset({visit["client"]}) if named else frozenset(),
        began=visit["began"] + 65,
        ended=visit["began"] + 65,
    )


@times(80)
@given(st.lists(VISIT, max_size=9), st.booleans())
def test_no_income_is_lost_none_is_doubled_and_nothing_is_used_twice(visits, is_utc):
    standing = [typed(n, each) for n, each in enumerate(visits, 1) if each["is_typed"]]
    rows = [filed(n, each) for n, each in enumerate(visits, 1)]
    if is_utc:  # the evening is the next day there
        rows = [
            replace(
                row, day="2026-11-22" if row.day > DAY else "2026-11-21", began=None, ended=None
            )
            if each["late"]
            else row
            for row, each in zip(rows, visits, strict=True)
        ]
    matches = match(rows, standing, is_utc=is_utc)
    used = [row for other in matches.matched.values() for row in other.rows]
    assert len(used) == len(set(used))
    assert not set(matches.matched) & set(matches.unclear)
    for number, other in matches.matched.items():
        row = rows[number - 1]
        same = (row.price_minor, row.tip_minor) == (other.price_minor, other.tip_minor)
        assert same or row.total_minor == other.total_minor or other.is_owed
        assert not (row.names and other.names) or row.names & other.names
    truth = sum(each["price"] + each["tip"] for each in visits)
    here = sum(each.total_minor for each in standing if not each.is_owed)
    added = [row for row in rows if row.id not in matches.matched and row.id not in matches.unclear]
    paid = [rows[n - 1] for n, other in matches.matched.items() if other.is_owed]
    after = here + sum(each.total_minor for each in (*added, *paid))
    left_out = sum(rows[n - 1].total_minor for n in matches.unclear)
    assert after + left_out >= truth
    if not is_utc:
        assert after <= truth
