"""A file that is open keeps its locks, whoever else of this process looks at how it begins."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import RefusedError
from mtdesk.model.period import days_before
from mtdesk.store.file import age, copies, first_bytes, opening, siblings

# Another program that writes to the practice and ends; alone with it, it clears the WAL away.
OTHER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('note', 'other')")
conn.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_nothing_is_lost_when_a_second_connection_is_opened_and_closed(path):
    """Its header was read and the handle closed: that once took the first one's locks away."""
    book = opening.new(path)
    book.execute("INSERT INTO setting (key, value) VALUES ('note', 'first')")
    opening.existing(path).close()
    subprocess.run([sys.executable, "-c", OTHER, path], check=True)
    assert path.with_name(f"{path.name}-wal").exists()
    book.execute("INSERT INTO setting (key, value) VALUES ('more', 'here')")
    book.close()
    again = opening.existing(path)
    assert dict(map(tuple, again.rows("SELECT key, value FROM setting"))) == {
        "note": "other",
        "more": "here",
    }
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
@pytest.mark.parametrize(
    "look",
    [
        opening.is_practice,
        siblings.apart,
        age.is_age,
        first_bytes.salt_of,
        lambda path: refused(copies.copy, path, path.with_name("kept")),
    ],
)
def test_whoever_looks_at_it_leaves_it_locked(path, look):
    """A look for copies apart did not: a second program cleared away what the first went on with."""
    book = opening.new(path)
    book.execute("INSERT INTO setting (key, value) VALUES ('note', 'first')")
    look(path)
    subprocess.run([sys.executable, "-c", OTHER, path], check=True)
    assert path.with_name(f"{path.name}-wal").exists()
    book.close()


@pytest.mark.skipif(os.name == "nt", reason="locks of POSIX")
def test_a_desk_that_has_looked_at_everything_sees_what_others_write(path):
    with closing(Desk(path)) as desk:
        desk.ledger.spend("5 tape")
        desk.week.stories.lines()
        desk.week.reminders.due()
        for _ in range(2):  # the first that ends would clear the WAL away, the second begin another
            before = desk.changed_elsewhere()
            subprocess.run([sys.executable, "-c", OTHER, path], check=True)
            assert desk.changed_elsewhere() != before
        desk.ledger.spend("7 soap")
    with closing(Desk(path)) as desk:
        assert len(desk.ledger.expenses(days_before(desk.today, 1))) == 2


def refused(call, *words):
    with pytest.raises(RefusedError):
        call(*words)


def test_no_handle_is_left_when_the_last_connection_is_closed(path):
    books = [opening.new(path), opening.existing(path), opening.existing(path)]
    assert first_bytes.of(path) == first_bytes.PLAIN
    for book in books:
        assert first_bytes.is_held(path)
        book.close()
        book.close()
    assert not first_bytes.is_held(path)


def test_a_file_put_in_its_place_is_read_anew(path):
    book = opening.new(path)
    other = path.with_name("other")
    other.write_bytes(b"something else entirely")
    other.replace(path)
    assert first_bytes.of(path) == b"something else e"
    book.close()
    assert first_bytes.salt_of(path.with_name("none")) is None
