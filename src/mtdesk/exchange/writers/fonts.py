"""Fonts of this computer for what the paper's own font has not: found only when a text needs one."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

Run = tuple[str, TTFont | None]  # words and the font that has them; None: no font has

FOLDERS = {
    "win32": (
        Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"),
        Path(os.environ.get("LOCALAPPDATA", ""), "Microsoft", "Windows", "Fonts"),
    ),
    "darwin": (Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path("~/Library/Fonts")),
}.get(
    sys.platform,
    (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("~/.local/share/fonts"),
        Path("~/.fonts"),
    ),
)
# Letters that join, stack or change places: Indic to Myanmar, Khmer and Mongolian, and their kin.
SHAPED = (
    range(0x0900, 0x10A0), range(0x1780, 0x18B0), range(0x1900, 0x1C80), range(0xA800, 0xAC00),
)  # fmt: skip


def is_shaped(word: str) -> bool:
    return is_backwards(word) or any(ord(mark) in each for mark in word for each in SHAPED)


def is_backwards(word: str) -> bool:
    """Whether it is written from right to left."""
    return any(bidirectional(mark) in {"R", "AL"} for mark in word)


def runs(text: str, own: TTFont) -> Iterator[Run]:
    """The text in pieces of one font each, whole words together as far as a font has them all.

    Words from right to left that follow each other are one word, joined by hard blanks: the
    shaper turns a word round, and so their order too.
    """
    place = 0
    for backwards, group in groupby(text.split(), is_backwards):
        words = list(group)
        for word in ["\xa0".join(words)] if backwards else words:
            if place:
                yield " ", own
            place += 1
            yield from _word(word, own)


def _word(word: str, own: TTFont) -> Iterator[Run]:
    if is_shaped(word):
        # The font must be able to shape: reportlab does it where uharfbuzz is installed.
        font = own if _has(own, word) else _other(frozenset(word))
        if font is not None and font.shapable:
            yield word, font
            return
        for mark in word:
            blank_or_own = _has(own, mark) and not is_shaped(mark)
            yield (" " if mark == "\xa0" else mark), own if blank_or_own else None
        return
    if _has(own, word):
        yield word, own
        return
    whole = _other(frozenset(word))
    if whole is not None:
        yield word, whole
        return
    for mark in word:
        yield mark, own if _has(own, mark) else _other(frozenset(mark))


def _has(font: TTFont, marks: str | frozenset[str]) -> bool:
    return all(ord(mark) in font.face.charToGlyph for mark in marks)


@cache
def _other(marks: frozenset[str]) -> TTFont | None:
    """The first font of this computer that has all of these."""
    for path in _files():
        if all(any(ord(mark) in each for each in _reach(path)) for mark in marks):
            font = _loaded(path)
            if font is not None and _has(font, marks):
                return font
    return None


@cache
def _files() -> tuple[Path, ...]:
    """Upright and regular ones first, then by name, so that the same paper looks the same again."""
    found = [
        Path(folder, name)
        for each in FOLDERS
        for folder, _, names in os.walk(each.expanduser())
        for name in names
        if name.lower().endswith((".ttf", ".ttc"))
    ]
    return tuple(sorted(found, key=lambda path: (not _is_regular(path.stem.lower()), str(path))))


def _is_regular(name: str) -> bool:
    odd = ("bold", "italic", "oblique", "mono", "light", "thin", "black", "condensed", "serif")
    return not any(word in name.replace("sansserif", "") for word in odd)


@cache
def _loaded(path: Path) -> TTFont | None:
    name = f"other {path}"
    try:
        registerFont(TTFont(name, str(path)))
    except (TTFError, OSError, ValueError, KeyError, struct.error):
        return None  # its outlines are of a kind that reportlab does not embed, or it is damaged
    return getFont(name)  # of two files with one name inside, reportlab keeps the first


@cache
def _reach(path: Path) -> tuple[range, ...]:
    """The characters that a font says it has, read from its table of characters alone.

    Reading a font whole takes a second where it has all of Chinese, and there may be hundreds.
    """
    try:
        with path.open("rb") as file:

            def read(form: str, at: int) -> tuple[Any, ...]:
                file.seek(at)
                return struct.unpack(f">{form}", file.read(struct.calcsize(f">{form}")))

            start = read("I", 12)[0] if read("4s", 0)[0] == b"ttcf" else 0
            tables: dict[bytes, int] = {}
            for place in range(read("H", start + 4)[0]):
                name, _, at, _ = read("4sIII", start + 12 + 16 * place)
                tables[name] = at
            if b"glyf" not in tables:
                return ()
            cmap = tables[b"cmap"]
            reach: list[range] = []
            for place in range(read("H", cmap + 2)[0]):
                at = cmap + read("HHI", cmap + 4 + 8 * place)[2]
                kind = read("H", at)[0]
                if kind == 4:
                    count = read("H", at + 6)[0] // 2
                    ends = read(f"{count}H", at + 14)
                    starts = read(f"{count}H", at + 16 + 2 * count)
                    reach += map(range, starts, (end + 1 for end in ends))
                elif kind == 12:
                    count = read("I", at + 12)[0]
                    groups = read(f"{3 * count}I", at + 16)
                    reach += map(range, groups[::3], (end + 1 for end in groups[1::3]))
            return tuple(reach)
    except (OSError, KeyError, struct.error):
        return ()
