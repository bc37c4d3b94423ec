"""Whole names in a text: each is found as it is folded, and nothing that is only part of a word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.model.names import name_key
from mtdesk.model.names.matching import Whole, numbered

NAMES = [
    (None, "Sam R."), (1, "Will"), (2, "A. Perez"), (3, "Łukasz Żak"), (4, "Lukasz Zak"), (5, "Ina"),
    (6, "李雪"), (7, "🙂"), (8, "Ana-María O’Neil"), (9, "zoë"), (10, "김민지"),
]  # fmt: skip


@pytest.fixture(scope="module")
def whole():
    return numbered((name, number) for number, name in NAMES)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("about Sam R.", "about a client"),
        ("“A. Perez”, A  PEREZ’s and a.perez.", "“client 2”, client 2’s and client 2."),
        ("Łukasz Żak; Lukasz Zak; LUKASZ ZAK", "client 3; client 4; client 4"),
        ("ana maria o'neil", "client 8"),
        ("in a hurry, Ina!", "in a hurry, client 5!"),
        ("A. Perezian, Willow, zoëlogy", "A. Perezian, Willow, zoëlogy"),
        ("我见到李雪了 🙂 김민지가", "我见到client 6了 client 7 client 10가"),
        ("Zoe, zoë, ZOË", "client 9, client 9, client 9"),
        (unicodedata.normalize("NFD", "Łukasz  Żak's"), "client 3's"),
        ("", ""),
    ],
)
def test_whole_names_are_said_in_another_way(whole, text, left):
    assert whole.instead(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Will will pay", "client 1 will pay"),
        ("zoe came, zoë came, Zoe came", "zoe came, client 9 came, client 9 came"),
        ("a perez", "client 2"),
    ],
)
def test_a_small_word_is_a_name_only_as_it_is_written(whole, text, left):
    assert whole.instead(text, any_case=False) == left


LETTERS = st.sampled_from("abeinorABENZéÉñøłßşİŁÆ李雪Ди -'’")


@given(
    st.text(LETTERS, min_size=1, max_size=9).filter(name_key),
    st.sampled_from(["NFC", "NFD"]),
    st.booleans(),
)
def test_what_is_found_by_name_is_found_in_a_text(name, form, large):
    typed = unicodedata.normalize(form, name.upper() if large else name)
    assert Whole([(name, "#")]).finds(f"and ({typed}), then")


def test_at_the_end_of_a_text_a_longer_name_that_begins_so_is_none():
    """`Anna Maria` and `Anna`: what is left of the text is shorter than the longer one."""
    names = Whole([("Annamaria Oak", "client 1"), ("Annamaria", "client 2"), ("Anna", "client 3")])
    assert names.finds("tea with Anna")
    assert names.instead("tea with Anna") == "tea with client 3"
    assert names.instead("seen by Annamaria") == "seen by client 2"
    assert not names.finds("Ann")


@given(
    st.lists(st.text("anno ", min_size=1, max_size=8), max_size=6), st.text("anno ", max_size=12)
)
def test_no_text_is_too_short_for_the_names(names, text):
    Whole((name, "x") for name in names).instead(text)
