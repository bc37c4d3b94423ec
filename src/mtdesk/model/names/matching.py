"""Known names in a text: the letters that are compared, the places as they were typed.

`Letters` are a text as names are looked for in it. `Whole` finds whole names, as the screen hides
them, the accountant's file numbers them and a purge takes them out; `redaction` goes further where
a text is read by others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mtdesk.model.frozen import frozen
from mtdesk.model.names.folding import as_typed, fold, spellings

# Scripts that write no blanks between words, or put endings onto a name: it may begin and end
# anywhere. Thai to Myanmar, Hangul, Khmer, kana, ideographs.
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1000, 0x11FF), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3130, 0x318F),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
_PREFIXED = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC))  # Hebrew, Arabic: "and", "to"
_MOST_PREFIX = 2
# They stand for a letter, or double it.
_PROLONGED = (0x3005, 0x3031, 0x30FC, 0xFF70, 0x0E46, 0x0EC6)


class Letters:
    """The letters and digits of a text, folded, each with the place it was typed at.

    `beginnings` are the places where a word begins, `endings` those of the last letter of one;
    `gaps` the places before which a blank or a sign stands.
    """

    __slots__ = ("beginnings", "capitals", "endings", "ends", "gaps", "letters", "starts")

    def __init__(self, text: str) -> None:
        letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.beginnings: list[int] = []
        self.endings: set[int] = set()
        self.gaps: set[int] = set()
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
            if place and not last:
                self.gaps.add(place)
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

    def shape(self, start: int, end: int) -> tuple[int, ...]:
        """Where the words between two places begin: of `Ana Pérez`, after three letters."""
        return tuple(place - start for place in range(start + 1, end) if place in self.gaps)

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
    decomposed = unicodedata.normalize("NFD", fold(cluster))
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


def words_of(text: str) -> Iterator[tuple[int, int]]:
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


class Index:
    """Names by what they begin with, so that a text of any length meets only the few that fit."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._sizes: dict[str, tuple[int, ...]] = {}
        self.signs: set[str] = set()  # names without a single letter
        for letters in names:
            self.add(letters)

    def add_name(self, name: str) -> str:
        """Add a name as it is written; returns what it is looked up by."""
        letters, sign = Letters(name).letters, name.strip()
        if letters:
            self.add(letters)
        elif sign:
            self.signs.add(sign)
        return letters or sign

    def add(self, letters: str) -> None:
        if letters and letters not in self._known:
            self._known.add(letters)
            sizes = {*self._sizes.get(letters[:2], ()), len(letters)}
            self._sizes[letters[:2]] = tuple(sorted(sizes, reverse=True))

    def sizes(self, text: Letters, place: int) -> Iterator[int]:
        """How many letters of the text from `place` on are a name, the longest first."""
        first = text.letters[place : place + 2]
        for size in (*self._sizes.get(first, ()), *self._sizes.get(first[:1], ())):
            name = text.letters[place : place + size]
            if len(name) == size and name in self._known:  # at the end a shorter name is cut out
                yield size


@frozen
class _Name:
    """A name as it is written, the signs around it, and what it is to be called instead."""

    typed: str
    shape: tuple[int, ...]
    before: str
    after: str
    instead: str


class Whole:
    """Whole names, each with what it is to be called instead. Made once for many texts.

    Of names that fold alike the one is meant that a text spells, else the last.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._index = Index()
        self._names: dict[str, list[_Name]] = {}
        for name, instead in names:
            key = self._index.add_name(name)
            if key:
                self._names.setdefault(key, []).insert(0, _name(name, instead))

    def instead(self, text: str, *, any_case: bool = True) -> str:
        """The text with what each name is to be called; blanks, signs and an ’s around it stay.

        Without `any_case` a name of one word is none where it is written small, unless the client
        is listed so: in “Will will pay” there is one.
        """
        parts, done = [], 0
        for start, end, instead in sorted(self._found(text, any_case=any_case)):
            if start >= done:
                parts += [text[done:start], instead]
                done = end
        return "".join([*parts, text[done:]])

    def finds(self, text: str) -> bool:
        """Whether any of the names stands in the text."""
        return next(self._found(text, any_case=True), None) is not None

    def _found(self, text: str, *, any_case: bool) -> Iterator[tuple[int, int, str]]:
        letters = Letters(text)
        for place in letters.beginnings:
            for size in self._index.sizes(letters, place):
                end = place + size
                start, stop = letters.starts[place], letters.ends[end - 1]
                spelled = as_typed(text[start:stop])
                meant = self._meant(letters, place, end, spelled)
                if meant is None:
                    continue
                small = not (any_case or meant.shape or letters.is_large(place, end))
                if small and spelled != meant.typed:
                    continue
                if text.endswith(meant.before, 0, start):
                    start -= len(meant.before)
                if text.startswith(meant.after, stop):
                    stop += len(meant.after)
                yield start, stop, meant.instead
                break
        for sign in self._index.signs:
            for start, stop in places_of(sign, text):
                yield start, stop, self._names[sign][0].instead

    def _meant(self, letters: Letters, place: int, end: int, spelled: str) -> _Name | None:
        """Whose name stands between two places, if it ends there and has its words: `in a` is not Ina."""
        if end - 1 not in letters.endings:
            return None
        shape = letters.shape(place, end)
        found = [each for each in self._names[letters.letters[place:end]] if each.shape == shape]
        return next((each for each in found if each.typed == spelled), next(iter(found), None))


def _name(name: str, instead: str) -> _Name:
    typed = as_typed(name)
    letters = Letters(typed)
    size = len(letters.letters)
    start, end = (letters.starts[0], letters.ends[-1]) if size else (0, len(typed))
    return _Name(
        typed=typed[start:end],
        shape=letters.shape(0, size),
        before=typed[:start],
        after=typed[end:],
        instead=instead,
    )


def numbered(names: Iterable[tuple[str, int | None]]) -> Whole:
    """Everybody by the number, for a screen or a file that names nobody.

    Whoever is spelled so is meant before one whose name may be: Mueller is not Müller.
    """
    known = [(name, called(number)) for name, number in names]
    other = [(spelled, instead) for name, instead in known for spelled in spellings(name)]
    return Whole([*other, *known])


def called(number: int | None) -> str:
    """`client 12`; one who is not on the list is `a client`."""
    return "a client" if number is None else f"client {number}"


def places_of(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands that has no letters: `🙂`."""
    return (found.span() for found in re.finditer(re.escape(sign), text))
