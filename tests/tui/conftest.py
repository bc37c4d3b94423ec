"""A small practice on a fixed clock."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from textual._context import active_app

from mtdesk.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York
JOB_SECONDS = 10.0  # that a job of a test takes at most
FRAME = 0.02  # seconds, a little more than Textual waits with a frame
LINES = (
    'wed "Ana Pérez" swedish 60m 90+15 card e4 10:00',
    'sat "José Núñez" trigger 45m 70 cash 10:00',
    '"Marta Nowak" swedish 60m 85+17 card 9:00',
    "josé trigger 45m p6-4 10:05",
)


@pytest.fixture
def clock():
    """What the practice's clock says; tests move it by replacing its one item."""
    return [NOW]


@pytest.fixture
def open_desk(tmp_path, clock) -> Callable[..., Desk]:
    """Opens the practice as another program would: each on its own connection."""
    opened: list[Desk] = []

    def open_one(path: Path | None = None) -> Desk:
        opened.append(Desk(path or tmp_path / "practice.db", clock=lambda: clock[0]))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


@pytest.fixture
def empty_desk(open_desk) -> Desk:
    """A file with settings and a menu, and nothing logged."""
    desk = open_desk()
    desk.practice.set("zone", "America/New_York")
    desk.practice.set("currency", "USD")
    return desk


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """`furnished(desk, fill)`: the desk's practice as `fill` makes it; it is made once, and copied."""
    folder = tmp_path_factory.mktemp("furnished")

    def furnished(desk: Desk, fill: Callable[[Desk], None]) -> Desk:
        made = folder / f"{fill.__name__}.db"
        if not made.exists():
            with closing(Desk(made, desk.clock)) as first:
                fill(first)
        shutil.copyfile(made, desk.path)
        return desk

    return furnished


@pytest.fixture
def desk(furnished, open_desk) -> Desk:
    """Two sessions today (2 h less 15 min, five minutes apart), one of them not paid."""
    return furnished(open_desk(), two_today)


def two_today(desk: Desk) -> None:
    desk.practice.set("zone", "America/New_York")
    desk.practice.set("currency", "USD")
    for line in LINES:
        desk.sessions.log(line, confirmed=True)


@pytest.fixture
def nothing(open_desk):
    """A practice whose file is not there yet."""
    return open_desk()


@pytest.fixture
def practice(furnished, nothing):
    """Two weeks: last week 10 h on five days, this Monday 1 h; a tip, an expense, a booking."""
    return furnished(nothing, two_weeks)


def two_weeks(desk: Desk) -> None:
    desk.practice.set("zone", "America/New_York")
    desk.practice.set("income_target", "60000")
    for day in range(16, 21):
        desk.sessions.log(f"ana deep tissue 120m 100 cash e5 2026-11-{day} 9:00", confirmed=True)
    desk.sessions.log("ana trigger point 60m 90+15 card e6 p7-3 9:00 -- tight neck")
    desk.sessions.log("li x swedish 60m booked 2026-11-25 10:00", confirmed=True)
    desk.ledger.spend("42.50 oil supplies")
    desk.wellbeing.check_in("body 6 mind 4 thumb-r 5")


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """A pilot goes on when nothing is left to do: not after 20 ms in which little was done, nor when
    every widget has answered a message that asks it for nothing.
    """
    monkeypatch.setattr("textual.app.wait_for_idle", nothing_left_to_do)
    monkeypatch.setattr("textual.pilot.wait_for_idle", nothing_left_to_do)
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", lambda pilot: nothing_left_to_do())


def a_job_works() -> bool:
    """In a thread, of which the loop knows nothing."""
    return getattr(active_app.get(None), "job", None) is not None


async def nothing_left_to_do(least: float = 0.0, most: float = 1.0) -> None:
    """Until no long job is under way and the loop has nothing to run, now or within the time of a frame."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    while (now := loop.time()) - start < (JOB_SECONDS if (works := a_job_works()) else most):
        await asyncio.sleep(0.005 if works else 0)
        if loop._ready or works:
            continue
        due = min((each.when() for each in loop._scheduled if not each.cancelled()), default=None)
        if due is not None and due < now + FRAME:
            await asyncio.sleep(max(due - now, 0))
        elif now - start >= least:
            return
        else:
            await asyncio.sleep(least - (now - start))
