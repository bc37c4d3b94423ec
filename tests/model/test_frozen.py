"""Frozen values: by name, equal by content, never changed, copied and pickled like any other."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from mtdesk.model.frozen import FEW, field, frozen
from mtdesk.model.session import Session

SESSION = Session(local_date="2026-11-20", minutes=60, client="Ana", effort=4.5)


def test_values_are_given_by_name_and_compared_by_content():
    same = Session(local_date="2026-11-20", minutes=60, client="Ana", effort=4.5)
    assert same == SESSION
    assert hash(same) == hash(SESSION)
    assert replace(SESSION, minutes=90) != SESSION
    with pytest.raises(TypeError):
        Session("2026-11-20", 60)
    with pytest.raises(TypeError):
        Session(local_date="2026-11-20")


def test_nothing_can_be_set_or_taken_away():
    with pytest.raises(FrozenInstanceError):
        SESSION.minutes = 90
    with pytest.raises(FrozenInstanceError):
        del SESSION.minutes


def test_copies_and_pickles_are_the_same_value():
    assert copy.copy(SESSION) == copy.deepcopy(SESSION) == SESSION
    assert pickle.loads(pickle.dumps(SESSION)) == SESSION
    assert "minutes=60" in repr(SESSION)


def test_the_first_of_a_class_and_those_after_many_are_alike():
    @frozen
    class Each:
        number: int
        word: str = "a"
        words: list[str] = field(default_factory=list)

    made = [Each(number=7) for _ in range(FEW + 3)]
    assert set(map(repr, made)) == {"Each(number=7, word='a', words=[])"}
    assert all(each == made[0] for each in made)
    assert made[0].words is not made[1].words
    assert made[-1].words is not made[-2].words
    for wrong in ({}, {"number": 7, "nothing": 1}):
        with pytest.raises(TypeError):
            Each(**wrong)
