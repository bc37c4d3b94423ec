"""Text as it may be kept, and what makes two spellings one name: the only place that knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from mtdesk.errors import InvalidError


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Named = TypeVar("Named", bound="_Named")

# Letters that keep their stroke when marks are dropped, or are two in one, and are typed without it.
# Capitals need no entry: case goes first, and ß, ẞ and ligatures such as ﬁ go with it.
_PLAIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ɖ": "d", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "þ": "th", "æ": "ae", "œ": "oe",
    # Apostrophes and hyphens that keyboards, telephones and other programs put in.
    "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʹ": "'", "׳": "'", "‐": "-", "־": "-",
}  # fmt: skip
# Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic. Marks of other
# scripts are letters of their own: が is not か.
_ACCENTS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x064B, 0x065F), (0x0670, 0x0670))
# What nobody sees and nobody types: what `clean` takes out too (control characters but line breaks
# and tabs), soft hyphens, joiners, marks of direction.
_UNSEEN = (
    (0x0000, 0x0008), (0x000B, 0x001F), (0x007F, 0x009F), (0x00AD, 0x00AD), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x2064), (0x2066, 0x206F), (0xFEFF, 0xFEFF),
)  # fmt: skip
_TABLE = {
    **{code: None for low, high in (*_ACCENTS, *_UNSEEN) for code in range(low, high + 1)},
    **{ord(letter): plain for letter, plain in _PLAIN.items()},
}
_CONTROL = {code: None for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_UNPAIRED = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """A key that ignores case, accents, strokes, Unicode form and runs of blanks.

    `José  Núñez` → `jose nunez`, `Łukasz` → `lukasz`, `Weiß` → `weiss`, `Sæmundur` → `saemundur`.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(unicodedata.normalize("NFC", apart.translate(_TABLE)).split())


@lru_cache(maxsize=4096)  # at each letter of a line, of every client who shares a word of it
def name_keys(text: str) -> tuple[str, ...]:
    """The words by which a name is known: `Ana-María  Pérez` → `ana maria perez`."""
    return tuple(fold(text).replace("-", " ").split())


def name_key(text: str) -> str:
    """Under which a client's name is kept and found; a name of signs alone is its own key."""
    return " ".join(name_keys(text)) or fold(text)


def as_typed(text: str) -> str:
    """A spelling, to be compared with another: one Unicode form, single blanks."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def spelled_first(found: Sequence[Named], typed: str) -> Sequence[Named]:
    """Of several who fold alike those who are listed as typed, where anybody is.

    “Łukasz” is then not Lukasz, and “lukasz” is either; Ana and ana stay two.
    """
    spelled = as_typed(typed)
    if any(each.name == spelled for each in found):
        return [each for each in found if each.name.casefold() == spelled.casefold()]
    return found


def clean(text: str, field: str, *, most: int = 100_000) -> str:
    """`text` in NFC, without blanks around it and without control characters but line breaks.

    Raises:
        InvalidError: a NUL character, an unpaired surrogate, or longer than `most` characters.
    """
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text.strip()  # nothing there that cleaning could change
    if "\0" in text:
        raise InvalidError(field, "holds a NUL character; remove it")
    if _UNPAIRED.search(text):
        raise InvalidError(field, "holds bytes that are not text in UTF-8")
    if len(text) > most:
        raise InvalidError(field, f"is {len(text):,} characters long; {most:,} is the most")
    return unicodedata.normalize("NFC", text.translate(_CONTROL)).strip()


def name(text: str, field: str) -> str:
    """A name of one line, not empty.

    Raises:
        InvalidError: empty or too long.
    """
    cleaned = " ".join(clean(text, field, most=200).split())
    if not cleaned:
        raise InvalidError(field, "is empty; give it a name")
    return cleaned
