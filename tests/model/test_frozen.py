"""Frozen values: by name, equal by content, never changed, copied and pickled like any other."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

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
