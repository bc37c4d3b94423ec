"""Known names in a text: the letters that are compared, the places as they were typed.

`Whole` finds whole names, as the screen hides them, the accountant's file numbers them and a purge
takes them out; `redaction` goes further where a text is read by others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.names.folding import as_typed
from mtdesk.model.names.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
            if text.letters[place : place + size] in self._known:
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
    """Everybody by the number, for a screen or a file that names nobody."""
    return Whole((name, called(number)) for name, number in names)


def called(number: int | None) -> str:
    """`client 12`; one who is not on the list is `a client`."""
    return "a client" if number is None else f"client {number}"


def places_of(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands that has no letters: `🙂`."""
    return (found.span() for found in re.finditer(re.escape(sign), text))
