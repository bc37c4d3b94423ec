"""Text as it may be kept, and what makes two spellings one name: the only place that knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from mtdesk.errors import InvalidError
from mtdesk.model.text import pattern


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
_UNPAIRED = pattern("[\ud800-\udfff]")


# What a terminal obeys: its sequences whole, with what they carry (a title, a link, what is to be
# copied), then any other control character, and marks that turn the direction of what follows.
_CONTROLS = pattern(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
LEFT_OUT: set[str] = set()  # fields that `clean` left something out of, until a front tells it


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


# Letters that are written as two where a keyboard or a passport has not got them.
_TWO = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "š": "sh", "č": "ch", "ž": "zh"}
_ONE = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}
_EITHER = pattern("|".join((*_TWO, *_ONE)))
_MOST_PLACES = 6  # in one name: all its spellings are two for each place


def spellings(name: str) -> Iterator[str]:
    """Other names that the same may stand under: `Müller` as Mueller, `Mueller` as Müller.

    What they are looked up by, not how they are shown; those that fold alike are one anyway.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    places = [found.span() for found in _EITHER.finditer(text)][:_MOST_PLACES]
    for chosen in range(1, 2 ** len(places)):
        parts, done = [], 0
        for number, (start, end) in enumerate(places):
            if chosen >> number & 1:
                letters = text[start:end]
                parts += [text[done:start], _TWO.get(letters) or _ONE[letters]]
                done = end
        yield "".join([*parts, text[done:]])


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
    """`text` in NFC, without blanks around it and without what a terminal would obey, but line breaks.

    Raises:
        InvalidError: a NUL character, an unpaired surrogate, or longer than `most` characters.
    """
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text.strip()  # nothing there that cleaning could change
    check_text(text, field, most=most)
    return unicodedata.normalize("NFC", unobeyed(text, field)).strip()


def check_text(text: str, field: str, *, most: int = 100_000) -> None:
    """Raises InvalidError: a NUL character, an unpaired surrogate, or longer than `most` characters."""
    if "\0" in text:
        raise InvalidError(field, "holds a NUL character; remove it")
    if len(text) > most:
        raise InvalidError(field, f"is {len(text):,} characters long; {most:,} is the most")
    if _UNPAIRED.search(text):
        raise InvalidError(field, "holds bytes that are not text in UTF-8")


def unobeyed(text: str, field: str) -> str:
    """The text without what a terminal would obey; that something was left out is noted."""
    if text.isprintable():
        return text
    kept = _CONTROLS.sub("", text)
    if kept != text and _CONTROLS.search(text.replace("\r", "")):
        LEFT_OUT.add(field)
    return kept


def name(text: str, field: str) -> str:
    """A name of one line, not empty.

    Raises:
        InvalidError: empty or too long.
    """
    cleaned = " ".join(clean(text, field, most=200).split())
    if not cleaned:
        raise InvalidError(field, "is empty; give it a name")
    return cleaned
