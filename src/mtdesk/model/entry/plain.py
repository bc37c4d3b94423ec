"""Names beside tokens: which words may be one, and how one is written to be read as itself."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError
from mtdesk.model.entry.tokens import read_line, read_token

if TYPE_CHECKING:
    from mtdesk.model.entry.tokens import Word
    from mtdesk.model.money import Currency


def may_be_a_name(word: Word) -> bool:
    """Whether a bare word that is no token begins as names do, not like a number or an option."""
    first = word.text[0]
    return not (first.isdigit() or first in "+-" or unicodedata.category(first) == "Sc") and any(
        mark.isalpha() for mark in word.text
    )


def is_plain(name: str, currency: Currency) -> bool:
    """Whether a name at the start of a line reads as nothing else without quotation marks."""
    try:
        line = read_line(name)
        tokens = [read_token(line.words, at, currency) for at in range(len(line.words))]
    except InvalidError:
        return False
    bare = all(word.form and may_be_a_name(word) for word in line.words)
    return bare and line.note_span is None and not any(tokens)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
