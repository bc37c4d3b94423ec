"""Who waits for a long call is told how far it is, and stops it where it tells next."""

from __future__ import annotations

import pytest

from mtdesk.model.waiting import ROWS_BETWEEN, Waiting


def test_rows_pass_as_they_are_and_are_told():
    heard = []
    waiting = Waiting(lambda now: heard.append((now.rows, now.share)))
    count = 2 * ROWS_BETWEEN + 7
    assert list(waiting.told(range(count), lambda rows: rows / count)) == list(range(count))
    assert [rows for rows, _ in heard] == [ROWS_BETWEEN, 2 * ROWS_BETWEEN, count]
    assert heard[-1] == (count, 1.0)


def test_what_comes_after_is_added_to_it():
    waiting = Waiting()
    list(waiting.told("abc"))
    list(waiting.told("de"))
    assert (waiting.rows, waiting.share) == (5, None)


def test_a_sign_of_life_changes_no_count():
    waiting = Waiting()
    waiting.tell(12, 0.5)
    waiting.tell()
    assert (waiting.rows, waiting.share) == (12, 0.5)


def test_stopped_it_ends_as_with_ctrl_c():
    waiting = Waiting()
    waiting.stop()
    with pytest.raises(KeyboardInterrupt):
        waiting.tell()
    taken = []
    with pytest.raises(KeyboardInterrupt):
        taken.extend(waiting.told(range(10 * ROWS_BETWEEN)))
    assert len(taken) <= ROWS_BETWEEN
