"""A file that is open keeps its locks, whoever else of this process looks at how it begins."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mtdesk.store.file import first_bytes, opening

# Another program that writes to the practice and ends; alone with it, it clears the WAL away.
OTHER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], isolation_level=None)
conn.execute("UPDATE setting SET value = 'other' WHERE key = 'note'")
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
