"""Names: what folding ignores, what cleaning keeps and refuses."""

from __future__ import annotations

import unicodedata

import pytest
from dirty import MARKS, OBEYED
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.model.names import LEFT_OUT, clean, fold, name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José  Núñez", "jose nunez"), ("Jose\u0301", "JOSÉ"), ("O’Neill", "o'neill"), ("STRASSE", "straße"),
        ("\u3000王　小明\t", "王 小明"), ("ＡＮＡ", "ana"), ("İpek", "ipek"), ("Ştefan", "stefan"),
        ("ΝΙΚΟΣ", "νικος"), ("Νίκος", "νικοσ"), ("한국", unicodedata.normalize("NFD", "한국")),
        ("مُحَمَّد", "محمد"), ("ﬁona", "Fiona"), ("\xa0ana\xa0", "ana"),
    ],
)  # fmt: skip
def test_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "Anna"),
        ("ana maria", "anamaria"),
        ("王", "玉"),
        ("", "a"),
        ("Łukasz", "Jukasz"),
        ("한", "하"),
    ],
)
def test_folded_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=30))
def test_folding_ignores_case_form_and_outer_blanks(text: str) -> None:
    assert fold(f" {text}\n") == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(text) == " ".join(fold(text).split())


@given(st.lists(st.text(max_size=8), max_size=4))
def test_words_fold_one_by_one(words: list[str]) -> None:
    assert fold(" ".join(words)) == " ".join(filter(None, (fold(word) for word in words)))


def test_clean_keeps_lines_and_takes_outer_blanks() -> None:
    assert clean("  a\n b  ", "note") == "a\n b"
    assert clean("Jose\u0301", "note") == "José"
    assert clean("", "note") == ""
    assert clean("x" * 5, "note", most=5) == "xxxxx"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\0b", "NUL"),
        ("a\ud800", "UTF-8"),
        ("\udcff", "UTF-8"),
        ("x" * 100_001, "100,001 characters"),
    ],
)
def test_clean_refuses(text: str, reason: str) -> None:
    with pytest.raises(InvalidError, match=reason) as caught:
        clean(text, "note")
    assert caught.value.field == "note"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text, "note")
    assert clean(once, "note") == once


def test_name() -> None:
    assert name("  Ana\t Pérez ", "client") == "Ana Pérez"
    assert name("x" * 200, "client") == "x" * 200
    for text in ("", "  \u3000", "x" * 201, "a\0"):
        with pytest.raises(InvalidError) as caught:
            name(text, "client")
        assert caught.value.field == "client"


@pytest.mark.parametrize("mark", MARKS, ids=ascii)
def test_what_a_terminal_obeys_is_left_out_of_a_text_and_said(mark):
    LEFT_OUT.clear()
    kept = clean(f"a{mark}b", "note")
    assert not set(kept) & (OBEYED - {"\u200e"})
    assert kept.startswith("a")
    assert kept.endswith("b")
    assert "PWNED" not in kept
    is_silent = mark in {"\r", "\u200eL"}  # an old line end, a letter's side
    assert ({"note"} == LEFT_OUT) is not is_silent
    LEFT_OUT.clear()


@pytest.mark.parametrize(
    "text", ["two\nlines\tand a tab", "می\u200cخواهم", "👩\u200d👧", "שלום\u200f", "a\u00adb"]
)
def test_what_words_are_written_with_stays(text):
    LEFT_OUT.clear()
    assert clean(text, "note") == text
    assert not LEFT_OUT


def test_a_sequence_that_never_ends_takes_no_more_with_it_than_its_beginning():
    assert clean("a\x1b]0;rest of a note", "note") == "a0;rest of a note"
    LEFT_OUT.clear()
