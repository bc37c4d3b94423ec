"""Names that are one slip away from another: a letter too many, too few, wrong, or two swapped."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.model.names.folding import name_keys

LEAST_LETTERS = 4  # of a shorter name one letter is too much of it
LONG_LETTERS = 12  # of a name as long two slips are still a sixth of it
_MOST = 3


def near(name: str, known: Iterable[str]) -> list[str]:
    """The known names that a new one resembles, the nearest first, three at most.

    Compared are the folded words in any order, so that `Sakura Hana` is Hana Sakura; what is folded
    alike is the same name, and not near.
    """
    wanted = _letters(name)
    most = _most_slips(wanted)
    found = []
    for each in dict.fromkeys(known):
        other = _letters(each)
        if abs(len(other) - len(wanted)) > most:
            continue
        slips = distance(wanted, other, most)
        if slips <= most and (slips or name_keys(each) != name_keys(name)):
            found.append((slips, each))
    return [each for _, each in sorted(found)[:_MOST]]


def _letters(name: str) -> str:
    return " ".join(sorted(name_keys(name)))


def _most_slips(letters: str) -> int:
    if len(letters) < LEAST_LETTERS:
        return 0
    return 2 if len(letters) >= LONG_LETTERS else 1


def distance(one: str, other: str, most: int) -> int:
    """Slips between two words (optimal string alignment); more than `most` is `most` + 1."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        last, before, row = before, row, [place]
        for there, mark in enumerate(other, start=1):
            cost = min(before[there] + 1, row[there - 1] + 1, before[there - 1] + (letter != mark))
            if place > 1 and there > 1 and letter == other[there - 2] and mark == one[place - 2]:
                cost = min(cost, last[there - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
