"""Names and contacts taken out of a text that another person will read.

What is compared is the text without case, accents, blanks and signs; what is replaced are the
places in the text as it was typed. When in doubt a word is hidden: too much is better than one name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLIENT, NAME, PHONE, EMAIL = "[client]", "[name]", "[phone]", "[email]"
LEAST_OWN = 2  # letters of a word of the own client's name that is hidden by itself
LEAST = 3  # of anyone else's; two where a word of two letters is a whole name, as in 山田

# Bounded, so that a long text without blanks is not read again from each of its letters.
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"“”]{1,64}@[^\s@<>()\[\],;:\"“”]{1,255}\.[^\W\d_]{2,}")
_NUMBER = re.compile(r"(?<!\w)\+?\(?\d(?:[ \t\xa0\u202f().·/\u2010-\u2015-]{0,3}\d){6,16}(?!\w)")
# What looks like a telephone number and is days, with or without a time.
_DAYS = re.compile(
    r"(?:(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})"
    r"(?:[T ]\d{1,2})?[ \u2010-\u2015-]{0,3})+"
)
# Letters that keep their stroke when accents are dropped, and are typed without it.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ħ": "h", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Scripts that write no blanks between words, or put endings onto a name: it may begin and end
# anywhere. Thai to Myanmar, Hangul, Khmer, kana, ideographs.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x11FF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3130, 0x318F),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_PREFIXED = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))  # Hebrew, Arabic: "and", "to"
_MOST_PREFIX = 2
_PROLONGED = (
    0x3005,
    0x3031,
    0x30FC,
    0xFF70,
    0x0E46,
    0x0EC6,
)  # they stand for a letter, or double it
# Words that begin sentences and are parts of some names: alone, and of another client, they say nothing.
_LITTLE = frozenset(
    (
        "and", "are", "but", "for", "had", "has", "her", "him", "his", "not", "she", "that", "the",
        "then", "there", "they", "this", "was", "when", "with", "you", "nobody", "none",
    )
)  # fmt: skip


@frozen
class Person:
    """Whom a text may speak of: every name (aliases, the legal one), and how they are reached."""

    key: int | str
    names: tuple[str, ...]
    contacts: tuple[str, ...] = ()


class Redactor:
    """Knows everyone; `hide` takes them out of a text. Made once for many texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._whole = _Index()
        self._single = _Index()
        self._own: dict[int | str, tuple[_Index, _Index]] = {}
        self._people = {person.key: person for person in people}
        for person in self._people.values():
            _add_whole(self._whole, person)
            for word in _words(person):
                if word.letters not in _LITTLE and word.count >= _least(word):
                    self._single.add(word)

    def hide(self, text: str, own: int | str | None = None, more: Iterable[str] = ()) -> str:
        """The text without anyone's names, and without telephone numbers and addresses of mail.

        `own` is the key of the person whose every word is hidden, whatever its case; `more` are
        words hidden where they are written with a capital letter, as `capitals` finds them.
        """
        spans = [
            *((found.start(), found.end(), EMAIL) for found in _EMAIL.finditer(text)),
            *_numbers(text),
            *self._names(text, own, more),
        ]
        return _replaced(text, spans) if spans else text

    def _names(
        self, text: str, own: int | str | None, more: Iterable[str]
    ) -> Iterator[tuple[int, int, str]]:
        bare = _Bare(text)
        own_whole, own_words = self._index_of(own)
        extra = _Index(_Bare(word) for word in more)
        for place in bare.beginnings:
            found = max(
                (size, -rank, label)
                for rank, (size, label) in enumerate(
                    (
                        (own_whole.longest(bare, place), CLIENT),
                        (own_words.longest(bare, place), CLIENT),
                        (self._whole.longest(bare, place), NAME),
                        (self._single.longest(bare, place, capital=True), NAME),
                        (extra.longest(bare, place, capital=True), NAME),
                    )
                )
            )
            if found[0]:
                yield bare.starts[place], bare.ends[place + found[0] - 1], found[2]
        for sign in self._whole.signs | own_whole.signs:
            label = CLIENT if sign in own_whole.signs else NAME
            yield from (
                (found.start(), found.end(), label) for found in re.finditer(re.escape(sign), text)
            )

    def _index_of(self, own: int | str | None) -> tuple[_Index, _Index]:
        if own is None or own not in self._people:
            return _Index(), _Index()
        if own not in self._own:
            whole = _Index()
            _add_whole(whole, self._people[own])
            words = (each for each in _words(self._people[own]) if each.count >= LEAST_OWN)
            self._own[own] = whole, _Index(words)
        return self._own[own]


def capitals(text: str) -> tuple[str, ...]:
    """Words of a text that may be names: with a capital letter, or of a script that has none.

    A capital letter begins every sentence too, so the commonest little words are left out.
    """
    found = {
        text[start:end]: bare
        for start, end in _words_of(text)
        for bare in [_Bare(text[start:end])]
        if bare.count >= _least(bare) and bare.capitals and bare.letters not in _LITTLE
    }
    return tuple(found)


def says_nobody(text: str) -> bool:
    """Whether an answer to "did anyone see it?" is a no."""
    return fold(text).strip(" .!") in {
        "",
        "no",
        "none",
        "nobody",
        "no one",
        "no-one",
        "nil",
        "n/a",
        "-",
    }


# -- a text as it is compared


class _Bare:
    """The letters and digits of a text, folded, each with the place it was typed at.

    `beginnings` are the places where a word begins, `endings` those of the last letter of one.
    """

    __slots__ = ("beginnings", "capitals", "endings", "ends", "letters", "starts")

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.beginnings: list[int] = []
        self.endings: set[int] = set()
        self.capitals: set[int] = set()  # places of letters that are large, or know no case
        last, since = "", 0  # the kind of the letter before, and how far into its word it stands
        for start, end in _clusters(text):
            folded, kind = _folded(text[start:end])
            if not folded:
                if kind != "ignored":
                    if last:
                        self.endings.add(len(letters) - 1)
                    last = ""
                continue
            place = len(letters)
            joined = last and not _parts(last, kind)
            since = since + 1 if joined else 0
            if not joined or kind == "free" or (kind == "prefixed" and since <= _MOST_PREFIX):
                self.beginnings.append(place)
            if last and (not joined or "free" in {last, kind}):
                self.endings.add(place - 1)
            if kind not in {"small", "digit"}:
                self.capitals.add(place)
            letters.extend(folded)
            self.starts += [start] * len(folded)
            self.ends += [end] * len(folded)
            last = kind
        if last:
            self.endings.add(len(letters) - 1)
        self.letters = "".join(letters)

    @property
    def count(self) -> int:
        """Letters as people count them."""
        return len(set(self.starts))

    def is_large(self, start: int, end: int) -> bool:
        return any(place in self.capitals for place in range(start, end))


def _parts(before: str, kind: str) -> bool:
    """Whether a word ends between two letters: `AnaPérez`, `Ana2`, `Ana李`."""
    if before == kind:
        return False
    return not (before == "large" and kind == "small")


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter with its marks begins and ends, in whichever Unicode form it was typed."""
    if text.isascii():
        yield from zip(range(len(text)), range(1, len(text) + 1), strict=True)
        return
    start = 0
    for place in range(1, len(text)):
        if not _continues(text[place]):
            yield start, place
            start = place
    yield start, len(text)


@lru_cache(maxsize=4096)
def _continues(mark: str) -> bool:
    if mark.isascii():
        return False
    return unicodedata.category(mark)[0] == "M" or "\u1160" <= mark <= "\u11ff"


@lru_cache(maxsize=8192)
def _folded(cluster: str) -> tuple[str, str]:
    """A letter as it is compared, and its kind: large, small, digit, uncased, free or prefixed.

    Empty for what is no letter; its kind is then `ignored` where nobody sees it between letters.
    """
    category = unicodedata.category(cluster[0])
    if category in {"Cf", "Lm"} and ord(cluster[0]) not in _PROLONGED:
        return "", "ignored" if category == "Cf" else "other"  # a modifier is an apostrophe
    decomposed = unicodedata.normalize("NFD", fold(cluster).translate(_STROKES))
    letters = "".join(
        str(unicodedata.decimal(mark, mark))
        for mark in decomposed
        if mark.isalnum() or (unicodedata.category(mark)[0] == "M" and not _is_accent(mark))
    )
    if not letters or not any(mark.isalnum() for mark in letters):
        return "", "other"
    code = ord(letters[0])
    if any(low <= code <= high for low, high in _UNSPACED):
        return letters, "free"
    if any(low <= code <= high for low, high in _PREFIXED):
        return letters, "prefixed"
    if letters.isdigit():
        return letters, "digit"
    if cluster != cluster.lower():
        return letters, "large"
    return letters, "small" if cluster != cluster.upper() else "uncased"


def _is_accent(mark: str) -> bool:
    return "\u0300" <= mark <= "\u036f"


# -- names as they are looked up


class _Index:
    """Names by what they begin with, so that a text of any length meets only the few that fit."""

    def __init__(self, names: Iterable[_Bare] = ()) -> None:
        self._known: set[str] = set()
        self._sizes: dict[str, tuple[int, ...]] = {}
        self.signs: set[str] = set()  # names without a single letter
        for name in names:
            self.add(name)

    def add(self, name: _Bare) -> None:
        self.add_letters(name.letters)

    def add_letters(self, letters: str) -> None:
        if letters and letters not in self._known:
            self._known.add(letters)
            sizes = {*self._sizes.get(letters[:2], ()), len(letters)}
            self._sizes[letters[:2]] = tuple(sorted(sizes, reverse=True))

    def longest(self, text: _Bare, place: int, *, capital: bool = False) -> int:
        """How many letters of the text from `place` on are a name; 0 when none is."""
        first = text.letters[place : place + 2]
        for size in (*self._sizes.get(first, ()), *self._sizes.get(first[:1], ())):
            end = place + size
            if text.letters[place:end] not in self._known:
                continue
            if capital and not text.is_large(place, end):
                continue
            if end - 1 in text.endings or _is_possessive(text, place, end):
                return size
        return 0


def _is_possessive(text: _Bare, place: int, end: int) -> bool:
    """`Anas` for `Ana's`: of three letters where it is a name by its capital letter, of four else."""
    if text.letters[end : end + 1] != "s" or end not in text.endings:
        return False
    if text.starts[end + 1 : end + 2] == [text.ends[end]]:
        return False  # another word begins with no sign between: `anasMaria`
    least = 3 if text.is_large(place, place + 1) else 4
    return end - place >= least and text.letters[place : end + 1] not in _LITTLE


def _add_whole(index: _Index, person: Person) -> None:
    for name in person.names:
        bare = _Bare(name)
        index.add(bare)
        if not bare.letters and name.strip():
            index.signs.add(name.strip())
    for contact in person.contacts:
        index.add(_Bare(contact))
        digits = "".join(mark for mark in _Bare(contact).letters if mark.isdigit())
        if len(digits) >= 7 and "@" not in contact:
            for count in (7, 8, 9, 10):  # without the code of the country, or of the town
                index.add_letters(digits[-count:])
            index.add_letters(digits)


def _words(person: Person) -> Iterator[_Bare]:
    """Each word of the names; `O'Brien` is one and two, `山田陽子` is family and given name."""
    for name in person.names:
        parts = [*name.split(), *(name[start:end] for start, end in _words_of(name))]
        parts += [half for part in parts for half in _halves(part)]
        for bare in map(_Bare, dict.fromkeys(parts)):
            if bare.letters and not bare.letters.isdigit():
                yield bare


def _halves(word: str) -> tuple[str, ...]:
    """The names in one that is written without a blank; of three letters the last two are one."""
    if not 3 <= len(word) <= 6 or not all(
        _is_dense(mark) or "\u3040" <= mark <= "\u30ff" for mark in word
    ):
        return ()
    return (word[1:],) if len(word) == 3 else (word[:2], word[2:])


def _words_of(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends: what stands between blanks and signs."""
    begun = None
    for start, end in _clusters(text):
        folded, kind = _folded(text[start:end])
        if folded and begun is None:
            begun = start
        if not folded and kind != "ignored" and begun is not None:
            yield begun, start
            begun = None
    if begun is not None:
        yield begun, len(text)


def _least(word: _Bare) -> int:
    return LEAST_OWN if word.letters and _is_dense(word.letters[0]) else LEAST


def _is_dense(letter: str) -> bool:
    """Whether two such letters are a name: ideographs, Hangul."""
    return (
        "\u1100" <= letter <= "\u11ff"
        or "\u3400" <= letter <= "\u9fff"
        or "\uac00" <= letter <= "\ud7a3"
        or letter >= "\U00020000"
    )


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Telephone numbers; a day and a time stay."""
    for found in _NUMBER.finditer(text):
        if not _DAYS.fullmatch(found.group()):
            yield found.start(), found.end(), PHONE


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with each place replaced; places that overlap, or touch and say the same, are one."""
    joined: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if joined:
            first, last, said = joined[-1]
            between = text[last:start]
            same = label == said and len(between) <= 2 and not between.strip(" -\u2010\u2011")
            if start < last or same:
                joined[-1] = first, max(last, end), said
                continue
        joined.append((start, end, label))
    parts, done = [], 0
    for start, end, label in joined:
        parts += [text[done:start], label]
        done = end
    return "".join([*parts, text[done:]])
