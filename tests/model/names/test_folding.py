"""Names: what folding ignores, what cleaning keeps and refuses."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.model.names import clean, fold, name


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
