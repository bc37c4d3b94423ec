"""Two commands at once: as one after the other, whatever they are; `tests/faults/race.py` races them long."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from tried import scaled


@pytest.fixture(scope="module")
def race():
    sys.path.append(str(Path(__file__).parents[1] / "faults"))
    return importlib.import_module("race")


def test_what_two_commands_write_at_once_is_all_there(race):
    raced = race.run(scaled(1), seed=5, kinds=())
    assert raced.tries >= len(race.KNOWN)
    assert (raced.lost, raced.wrong, raced.tracebacks) == (0, 0, 0), raced.examples
