"""Damaged files, and what `doctor --repair` reads out of them."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from practice import Bench
from told import Verdict

sys.path.append(str(Path(__file__).parents[1] / "shared"))

import damages


def repairs(bench: Bench, rng: random.Random) -> Iterator[Callable[[], Verdict]]:
    folder = bench.another()
    folder.mkdir()
    original = damages.left_in_the_log(folder / "practice.db")
    while True:
        yield partial(_repaired, original, bench.another(), rng.getrandbits(32))


def _repaired(original: Path, here: Path, seed: int) -> Verdict:
    here.mkdir()
    try:
        kind, said = damages.problems(original, here / "book.db", seed)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return Verdict(f"damage {seed}", traceback=repr(error))
    finally:
        for each in here.iterdir():
            each.unlink()
        here.rmdir()
    return Verdict(f"damage {seed}: {kind}", lost="; ".join(said[:3]))
