"""A name one slip from another is near; what folds alike is the same; others are neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.model.names import name_keys
from mtdesk.model.names.near import distance, near

KNOWN = ["Hana Sakura", "Ana Pérez", "Łukasz Żuk", "Bo", "Marianne Dubois"]
letters = st.text("abcdefghijklmnoprstuvz", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hanna Sakura", ["Hana Sakura"]),  # one too many
        ("Hana Sakra", ["Hana Sakura"]),  # one too few
        ("Hana Sakuro", ["Hana Sakura"]),  # another
        ("Hana Skaura", ["Hana Sakura"]),  # two swapped
        ("Sakura Hana", ["Hana Sakura"]),  # the other way round
        ("Lukasz Zuc", ["Łukasz Żuk"]),
        ("Mariane Duboi", ["Marianne Dubois"]),  # two slips of a long name
        ("hana sakura", []),  # the same name
        ("Bob", []),  # of so short a name one letter is too much
        ("Zoltan Kiss", []),
    ],
)
def test_what_a_slip_is(typed, meant):
    assert near(typed, KNOWN) == meant


@given(letters, st.integers(0, 11), st.sampled_from("abcxyz"), st.sampled_from("iads"))
def test_any_one_slip_is_near(name, place, letter, how):
    place %= len(name)
    slipped = {
        "i": name[:place] + letter + name[place:],
        "a": name[:place] + letter + name[place + 1 :],
        "d": name[:place] + name[place + 1 :],
        "s": name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
    }[how]
    if len(slipped) < 4:
        return
    assert near(slipped, [name]) == ([] if name_keys(slipped) == name_keys(name) else [name])


@given(letters, letters)
def test_a_distance_is_the_same_both_ways_and_none_of_itself(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert distance(one, one, 2) == 0
    assert distance(one, other, 2) <= 3
