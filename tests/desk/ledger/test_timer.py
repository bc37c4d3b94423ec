"""The timer of unpaid work."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import ConflictError, InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.ledger.costs import WORK_KINDS

ZONE = timezone(timedelta(hours=-5))
START = datetime(2026, 11, 23, 22, 30, tzinfo=ZONE)


@pytest.fixture
def at(path):
    """`at(minutes)`: a desk opened so long after the start, as by another call of the program."""
    opened = []

    def at(minutes):
        desk = Desk(path, lambda: START + timedelta(minutes=minutes))
        opened.append(desk)
        return desk

    yield at
    for desk in opened:
        desk.close()


@pytest.mark.parametrize(("after", "minutes"), [(0, 1), (0.4, 1), (1.4, 1), (1.6, 2), (75, 75)])
def test_it_runs_on_while_the_program_is_closed(at, after, minutes):
    at(0).ledger.timer.start("laundry", note="towels")
    desk = at(after)
    running = desk.ledger.timer.running()
    assert (running.kind, running.note) == ("laundry", "towels")
    work, _ = desk.ledger.timer.stop()
    assert (work.minutes, work.kind, work.note) == (minutes, "laundry", "towels")
    assert work.worked_on == "2026-11-23"  # the day it began, past midnight too
    assert desk.ledger.timer.running() is None
    assert [each.minutes for each in desk.ledger.work_times(9)] == [minutes]


@pytest.mark.parametrize("after", [91, 241, 960])
def test_one_over_four_hours_or_past_midnight_asks(at, after, path, tables):
    at(0).ledger.timer.start("laundry")
    before, desk = tables(path), at(after)
    with pytest.raises(NeedsConfirmationError, match="was all of it work"):
        desk.ledger.timer.stop()
    assert tables(path) == before
    work, _ = desk.ledger.timer.stop(confirmed=True)
    assert (work.minutes, work.worked_on) == (after, "2026-11-23")


@pytest.mark.parametrize("after", [961, 5000, -3])
def test_one_that_was_forgotten_asks_how_long_it_was(at, after, path, tables):
    at(0).ledger.timer.start("admin")
    before = tables(path)
    desk = at(after)
    assert desk.ledger.timer.running().is_forgotten
    with pytest.raises(RefusedError, match="say how many minutes"):
        desk.ledger.timer.stop()
    assert tables(path) == before
    assert desk.ledger.timer.stop("90")[0].minutes == 90


@pytest.mark.parametrize("minutes", ["0", "1441", "x", "", "-5", "1.5", "9" * 30])
def test_wrong_minutes(at, minutes, path, tables):
    at(0).ledger.timer.start("admin")
    before = tables(path)
    with pytest.raises(InvalidError, match="minutes"):
        at(5).ledger.timer.stop(minutes)
    assert tables(path) == before


def test_one_at_a_time(at, path, tables):
    at(0).ledger.timer.start("admin")
    before = tables(path)
    with pytest.raises(RefusedError, match="admin is running since 2026-11-23 22:30"):
        at(1).ledger.timer.start("laundry")
    assert tables(path) == before


def test_none_runs(at):
    assert at(0).ledger.timer.running() is None
    with pytest.raises(RefusedError, match="no timer is running"):
        at(0).ledger.timer.stop()


@pytest.mark.parametrize("kind", ["", "napping", "Admin", "\0"])
def test_wrong_kinds(at, kind, path):
    with pytest.raises(InvalidError, match="kind"):
        at(0).ledger.timer.start(kind)
    assert not path.exists()


@pytest.mark.parametrize("kind", WORK_KINDS)
def test_every_kind_can_be_timed(at, kind):
    at(0).ledger.timer.start(kind)
    assert at(3).ledger.timer.stop()[0].kind == kind


def test_undo_of_each(at, path, tables):
    desk = at(0)
    desk.writable()
    empty = tables(path)
    _, started = desk.ledger.timer.start("admin")
    running = tables(path)
    desk = at(30)
    desk.ledger.timer.stop()
    desk.history.undo()
    assert tables(path) == running
    assert desk.ledger.timer.running().minutes == 30
    desk.history.undo(started)
    assert tables(path) == empty


def test_undo_never_makes_two(at):
    desk = at(0)
    desk.ledger.timer.start("admin")
    _, stopped = desk.ledger.timer.stop()
    desk.ledger.timer.start("laundry")
    with pytest.raises(ConflictError, match="another timer is running"):
        desk.history.undo(stopped)
    assert desk.ledger.timer.running().kind == "laundry"


def test_two_programs_stop_it_once(at, path, clock):
    first, second = at(0), at(10)
    first.ledger.timer.start("admin")
    running = second.ledger.timer.running()
    first.ledger.timer.stop()
    second.ledger.timer.running = lambda: running
    with pytest.raises(ConflictError, match="meanwhile"):
        second.ledger.timer.stop()
    with closing(Desk(path, clock)) as desk:
        assert len(desk.ledger.work_times(9)) == 1
