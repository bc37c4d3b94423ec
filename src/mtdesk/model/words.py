"""Names as people type them: compared folded, shown as typed."""

from __future__ import annotations

import unicodedata

from mtdesk.errors import InvalidError

# Accents of Latin, Greek and Cyrillic, and the vowel points of Hebrew and Arabic. Marks of other
# scripts are letters of their own: が is not か.
_ACCENTS = (("\u0300", "\u036f"), ("\u0591", "\u05c7"), ("\u064b", "\u065f"), ("\u0670", "\u0670"))


def fold(text: str) -> str:
    """A key that ignores case, accents, Unicode form and runs of blanks: `José  Núñez` → `jose nunez`."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(
        mark for mark in decomposed if not any(low <= mark <= high for low, high in _ACCENTS)
    )
    return " ".join(unicodedata.normalize("NFC", bare).replace("’", "'").split())


def clean(text: str, field: str, *, most: int = 100_000) -> str:
    """`text` in NFC, without blanks around it and without control characters but line breaks.

    Raises:
        InvalidError: a NUL character, an unpaired surrogate, or longer than `most` characters.
    """
    if "\0" in text:
        raise InvalidError(field, "holds a NUL character; remove it")
    if any("\ud800" <= mark <= "\udfff" for mark in text):
        raise InvalidError(field, "holds bytes that are not text in UTF-8")
    if len(text) > most:
        raise InvalidError(field, f"is {len(text):,} characters long; {most:,} is the most")
    kept = "".join(mark for mark in text if mark in "\n\t" or unicodedata.category(mark) != "Cc")
    return unicodedata.normalize("NFC", kept).strip()


def name(text: str, field: str) -> str:
    """A name of one line, not empty.

    Raises:
        InvalidError: empty or too long.
    """
    cleaned = " ".join(clean(text, field, most=200).split())
    if not cleaned:
        raise InvalidError(field, "is empty; give it a name")
    return cleaned
