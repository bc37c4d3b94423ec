"""Text as it may be kept: one Unicode form, nothing that no one sees, not endless."""

from __future__ import annotations

import unicodedata

from mtdesk.errors import InvalidError


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
