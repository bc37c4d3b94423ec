"""Names as people type them: compared folded, shown as typed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_WORD = re.compile(r"(\s+)")
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


def without_names(text: str, names: Mapping[str, str], key: Callable[[str], str] = fold) -> str:
    """`text` with what each known name is to be called instead: whole words, the longest first.

    `names` are keyed as `key` makes them; blanks, punctuation and a possessive around them stay.
    """
    if not names:
        return text
    longest = max(name.count(" ") for name in names) + 1
    words = _WORD.split(text)  # word, blank, word, blank ... word
    done: list[str] = []
    at = 0
    while at < len(words):
        for count in range(min(longest, (len(words) - at + 1) // 2), 0, -1):
            end = at + 2 * count - 1
            run = "".join(words[at:end])
            found = next((each for each in _bare(run) if each[1] and key(each[1]) in names), None)
            if found is not None:
                done.append(f"{found[0]}{names[key(found[1])]}{found[2]}")
                break
        else:
            end = at + 1
            done.append(words[at])
        done += words[end : end + 1]
        at = end + 1
    return "".join(done)


def _bare(text: str) -> Iterator[tuple[str, str, str]]:
    """What of a text may be a name, with what stands around it: `“Ana’s`, `Ana’s`, `Ana`."""
    start, end = 0, len(text)
    yield "", text, ""
    while start < end and _is_mark(text[start]):
        start += 1
    while end > start and _is_mark(text[end - 1]):
        end -= 1
        yield text[:start], text[start:end], text[end:]
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    yield text[:start], text[start:end], text[end:]


def _is_mark(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "PS"


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
