"""Names and contacts taken out of a text that another person will read.

Names are matched as in `matching`, and in doubt too: a single word of one in any case, one that is
written without its blanks or signs, one with an ending, or with two letters for one that a keyboard
has not got. Too much is better than one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mtdesk.model.frozen import frozen
from mtdesk.model.names.folding import fold, spellings
from mtdesk.model.names.matching import Index, Letters, places_of, words_of

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
# Words of every sentence that are parts of some names: alone, and of another client, they say nothing.
_LITTLE = frozenset(
    (
        "and", "are", "but", "for", "had", "has", "her", "him", "his", "not", "she", "that", "the",
        "then", "there", "they", "this", "was", "when", "with", "you", "nobody", "none",
    )
)  # fmt: skip
_NOBODY = frozenset(("", "no", "none", "nobody", "no one", "no-one", "nil", "n/a", "-"))


@frozen
class Person:
    """Whom a text may speak of: every name (aliases, the legal one), and how they are reached."""

    key: int | str
    names: tuple[str, ...]
    contacts: tuple[str, ...] = ()


class Redactor:
    """Knows everyone; `hide` takes them out of a text. Made once for many texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._whole = Index()
        self._single = Index()
        self._own: dict[int | str, tuple[Index, Index]] = {}
        self._people = {person.key: person for person in people}
        for person in self._people.values():
            _add_whole(self._whole, person)
            for word in _words(person):
                if word.letters not in _LITTLE and word.count >= _least(word):
                    self._single.add(word.letters)

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
        bare = Letters(text)
        own_whole, own_words = self._index_of(own)
        extra = Index(Letters(word).letters for word in more)
        for place in bare.beginnings:
            found = max(
                (size, -rank, label)
                for rank, (size, label) in enumerate(
                    (
                        (_longest(own_whole, bare, place), CLIENT),
                        (_longest(own_words, bare, place), CLIENT),
                        (_longest(self._whole, bare, place), NAME),
                        (_longest(self._single, bare, place), NAME),
                        (_longest(extra, bare, place, capital=True), NAME),
                    )
                )
            )
            if found[0]:
                yield bare.starts[place], bare.ends[place + found[0] - 1], found[2]
        for sign in self._whole.signs | own_whole.signs:
            label = CLIENT if sign in own_whole.signs else NAME
            yield from ((start, end, label) for start, end in places_of(sign, text))

    def _index_of(self, own: int | str | None) -> tuple[Index, Index]:
        if own is None or own not in self._people:
            return Index(), Index()
        if own not in self._own:
            whole = Index()
            _add_whole(whole, self._people[own])
            words = (each for each in _words(self._people[own]) if each.count >= LEAST_OWN)
            self._own[own] = whole, Index(word.letters for word in words)
        return self._own[own]


def capitals(text: str) -> tuple[str, ...]:
    """Words of a text that may be names: with a capital letter, or of a script that has none.

    A capital letter begins every sentence too, so the commonest little words are left out.
    """
    found = {
        text[start:end]: bare
        for start, end in words_of(text)
        for bare in [Letters(text[start:end])]
        if bare.count >= _least(bare) and bare.capitals and bare.letters not in _LITTLE
    }
    return tuple(found)


def says_nobody(text: str) -> bool:
    """Whether an answer to "did anyone see it?" is a no."""
    return fold(text).strip(" .!") in _NOBODY


# -- names as they are looked up


def _longest(index: Index, text: Letters, place: int, *, capital: bool = False) -> int:
    """How many letters of the text from `place` on are a name; 0 when none is."""
    for size in index.sizes(text, place):
        end = place + size
        if capital and not text.is_large(place, end):
            continue
        if end - 1 in text.endings or _is_possessive(text, place, end):
            return size
    return 0


def _is_possessive(text: Letters, place: int, end: int) -> bool:
    """`Anas` for `Ana's`: of three letters where it is a name by its capital letter, of four else."""
    if text.letters[end : end + 1] != "s" or end not in text.endings:
        return False
    if text.starts[end + 1 : end + 2] == [text.ends[end]]:
        return False  # another word begins with no sign between: `anasMaria`
    least = 3 if text.is_large(place, place + 1) else 4
    return end - place >= least and text.letters[place : end + 1] not in _LITTLE


def _add_whole(index: Index, person: Person) -> None:
    for name in person.names:
        index.add_name(name)
        for other in spellings(name):
            index.add_name(other)
    for contact in person.contacts:
        letters = Letters(contact).letters
        index.add(letters)
        digits = "".join(mark for mark in letters if mark.isdigit())
        if len(digits) >= 7 and "@" not in contact:
            for count in (7, 8, 9, 10):  # without the code of the country, or of the town
                index.add(digits[-count:])
            index.add(digits)


def _words(person: Person) -> Iterator[Letters]:
    """Each word of the names; `O'Brien` is one and two, `山田陽子` is family and given name."""
    for name in person.names:
        parts = [*name.split(), *(name[start:end] for start, end in words_of(name))]
        parts += [half for part in parts for half in _halves(part)]
        parts += [other for part in parts for other in spellings(part) if len(other) >= LEAST]
        for bare in map(Letters, dict.fromkeys(parts)):
            if bare.letters and not bare.letters.isdigit():
                yield bare


def _halves(word: str) -> tuple[str, ...]:
    """The names in one that is written without a blank; of three letters the last two are one."""
    if not 3 <= len(word) <= 6 or not all(
        _is_dense(mark) or "\u3040" <= mark <= "\u30ff" for mark in word
    ):
        return ()
    return (word[1:],) if len(word) == 3 else (word[:2], word[2:])


def _least(word: Letters) -> int:
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
