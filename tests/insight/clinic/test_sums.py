"""A sum over fewer than five cannot be had, whatever is subtracted from whatever is shown."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.clinic.sums import Cell, parted
from mtdesk.model.clinic import FEWEST

NUMBERS = st.lists(st.integers(0, 12), min_size=1, max_size=7)


def test_a_part_of_four_takes_the_smallest_of_five_with_it():
    parts = parted({"a": Cell(value=10, hidden=4), "b": Cell(value=20, hidden=6), "c": Cell(value=7, hidden=5)},
                   Cell(value=37, hidden=9))  # fmt: skip
    assert parts.shown == {"b": 20}
    assert (parts.withheld, parts.together) == (("a", "c"), 17)


def test_what_nobody_hidden_has_a_part_in_is_shown():
    parts = parted(
        {"a": Cell(value=10, hidden=0), "b": Cell(value=3, hidden=2)}, Cell(value=13, hidden=2)
    )
    assert parts.shown == {"a": 10}
    assert parts.together is None


def test_without_a_whole_only_the_few_are_withheld():
    parts = parted({"a": Cell(value=1, hidden=1), "b": Cell(value=2, hidden=5)}, None)
    assert parts.shown == {"b": 2}
    assert parts.together is None


@given(st.lists(st.sets(st.integers(1, 9), max_size=9), min_size=1, max_size=6))
def test_no_sum_of_any_shown_parts_and_the_whole_is_of_fewer_than_five(who):
    """Each person is a different power of two, so that a sum names whoever is in it."""
    cells = {place: Cell(value=sum(1 << each for each in people), hidden=len(people))
             for place, people in enumerate(who)}  # fmt: skip
    every = set().union(*who)
    whole = Cell(value=sum(cell.value for cell in cells.values()), hidden=len(every))
    parts = parted(cells, whole)
    shown = [[place] for place in parts.shown]
    if parts.together is not None:
        shown.append(list(parts.withheld))
    if not whole.is_few:
        shown.append(list(cells))
    for some in chain.from_iterable(combinations(shown, count) for count in (1, 2, 3, len(shown))):
        for first in some:  # the largest of them less the others, where they lie in it
            rest = set(first).difference(*(each for each in some if each is not first))
            in_it = set().union(*(who[place] for place in rest)) if rest else set()
            assert not in_it or len(in_it) >= FEWEST
