"""Fonts found in a folder: made here, so that it does not matter which ones a computer has."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase.ttfonts import TTFont

from mtdesk.exchange.writers import fonts

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
FIRST, LAST = 0x5C71, 0x5C72
SHORT = struct.pack(
    ">7H2HH2H2h2H", 4, 32, 0, 4, 4, 1, 0, LAST, 0xFFFF, 0, FIRST, 0xFFFF, 36 - FIRST, 1, 0, 0
)
LONG = struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, FIRST, LAST, 36)


def font_with(subtable):
    """Vera, whose first letters stand for two characters that the paper's own font has not."""
    made = bytearray(VERA.read_bytes())
    for code in ("ascii", "utf-16-be"):  # under its own name: reportlab knows a font by that
        names = (
            name.encode(code) for name in ("BitstreamVeraSans-Roman", "OnlyInTheseTests-Roman2")
        )
        made = made.replace(*names)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1 if subtable is SHORT else 10, 12) + subtable
    for place in range(struct.unpack_from(">H", made, 4)[0]):
        if made[12 + 16 * place :][:4] == b"cmap":
            struct.pack_into(">II", made, 12 + 16 * place + 8, len(made), len(cmap))
    return bytes(made) + cmap


@pytest.fixture
def folder(tmp_path, monkeypatch):
    caches = (fonts._other, fonts._files, fonts._loaded, fonts._reach)
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path,))
    for each in caches:
        each.cache_clear()
    yield tmp_path
    for each in caches:
        each.cache_clear()


def drawn(text):
    own = TTFont("own", str(VERA))
    return [
        (words, "own" if font is own else font and Path(font.face.filename).name)
        for words, font in fonts.runs(text, own)
    ]


@pytest.mark.parametrize("subtable", [SHORT, LONG])
def test_what_the_own_font_has_not_is_drawn_with_one_of_the_computer(folder, subtable):
    (folder / "deep").mkdir()
    (folder / "deep" / "Hills.ttf").write_bytes(font_with(subtable))
    assert drawn("Ana \u5c71\u5c72") == [
        ("Ana", "own"),
        (" ", "own"),
        ("\u5c71\u5c72", "Hills.ttf"),
    ]
    assert drawn("A\u5c71\u5c73") == [("A", "own"), ("\u5c71", "Hills.ttf"), ("\u5c73", None)]


def test_a_damaged_font_and_an_empty_folder_are_passed_over(folder):
    (folder / "A.ttf").write_bytes(b"no font")
    (folder / "B.ttf").write_bytes(font_with(LONG)[:400])
    assert drawn("\u5c71") == [("\u5c71", None)]


def test_no_font_is_looked_for_where_the_own_one_has_all(folder, monkeypatch):
    monkeypatch.setattr(fonts, "_other", lambda _marks: pytest.fail("looked for a font"))
    assert drawn("Ana P\u00e9rez")[-1] == ("P\u00e9rez", "own")


@pytest.mark.parametrize("name", ["أحمد", "שרה", "ก้อง", "प्रिया", "தமிழ்"])
def test_letters_that_join_are_not_drawn_where_nothing_can_shape_them(folder, name):
    assert all(font is None for _, font in drawn(name))


def test_words_from_right_to_left_are_turned_round_together(folder):
    class Shaper:
        shapable = True

        class face:  # noqa: N801 - the name reportlab gives it
            charToGlyph = range(0x110000)  # noqa: N815

    found = [words for words, _ in fonts.runs("visit أحمد علي 90", Shaper())]
    assert found == ["visit", " ", "أحمد\xa0علي", " ", "90"]
