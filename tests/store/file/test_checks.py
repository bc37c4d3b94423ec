"""What differs from what should be there is told, row by row; what is whole is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest


@pytest.fixture
def practice(path, done):
    done("log", "ana", "swedish", "60m", "90+15", "card", "--yes")
    done("log", "bo", "deep", "tissue", "90m", "120", "owed", "--yes")
    done("spend", "42.50", "oil")
    done("undo")
    done("search", "ana")
    return path


def doctor(run):
    return {check["name"]: check for check in run("doctor", "--json").json["checks"]}


def by_hand(path, *statements):
    """What another program does that knows how to step round the triggers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        made = dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        for name in made:
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
        for sql in made.values():
            conn.execute(sql)


def test_a_whole_file_is_whole(practice, run):
    assert all(check["ok"] for check in doctor(run).values())


@pytest.mark.parametrize(
    ("statement", "name", "words"),
    [
        ("UPDATE session SET minutes = 45 WHERE id = 1", "rows", "session 1, minutes: “45” stands for “60”"),
        ("DELETE FROM payment WHERE id = 2", "rows", "payment 2, row: is gone, and nothing took it away"),
        ("UPDATE session SET settled_on = '2020-01-01' WHERE id = 2", "derived", "session 2, settled_on: “2020-01-01” stands for nothing"),
        ("UPDATE client SET name_key = 'x' WHERE id = 1", "derived", "client 1, name_key: it should be “ana”"),
        ("UPDATE search SET text = 'x' WHERE of_table = 'client' AND row_id = 2", "derived", "client 2, search: its words in the index are others"),
        ("DROP INDEX session_by_client", "schema", "the index session_by_client is missing"),
        ("UPDATE change SET after = replace(after, '90', '80') WHERE operation_id = 2", "journal", "operation 2: it is not as it was written"),
        ("DELETE FROM change WHERE operation_id = 3 AND table_name = 'client'", "journal", "operation 3: it made 2 changes, and 1 are there"),
        ("UPDATE operation SET at = '2020-01-01T00:00:00+00:00' WHERE id = 2", "journal", "operation 2: it is not as it was written"),
        ("DELETE FROM chain WHERE id = 2", "journal", "operation 3: its link does not follow the one before it"),
        ("DELETE FROM chain WHERE id = 5", "journal", "operation 5: it has changes that are in no link"),
        ("INSERT INTO change (operation_id, table_name, row_id) VALUES (2, 'session', 1)", "journal", "operation 2: it has changes that are in no link"),
        ("CREATE TRIGGER mine AFTER INSERT ON session BEGIN SELECT 1; END", "triggers", "the trigger mine is not of this program"),
    ],
)  # fmt: skip
def test_what_another_program_did_is_named(practice, run, statement, name, words):
    by_hand(practice, statement)
    check = doctor(run)[name]
    assert not check["ok"]
    assert words in check["detail"]


def test_a_trigger_that_was_rewritten_is_named(practice, run):
    with closing(sqlite3.connect(practice)) as conn:
        conn.execute("DROP TRIGGER journal_session_update")
        conn.execute(
            "CREATE TRIGGER journal_session_update AFTER UPDATE ON session BEGIN SELECT 1; END"
        )
    assert doctor(run)["triggers"]["detail"] == (
        "the trigger journal_session_update is not as this version makes it"
    )


def test_a_view_that_was_taken_away_is_named_and_made_again(practice, run):
    by_hand(practice, "DROP VIEW load_by_week")
    first, second = doctor(run)["schema"], doctor(run)["schema"]
    assert (first["ok"], first["detail"]) == (
        True,
        "the view load_by_week was missing, and is made again",
    )
    assert second["detail"] == "as it should be"


def test_a_view_that_was_rewritten_is_named(practice, run):
    by_hand(practice, "DROP VIEW load_by_week", "CREATE VIEW load_by_week AS SELECT 1 AS hours")
    assert doctor(run)["schema"]["detail"] == (
        "the view load_by_week is not as this version makes it"
    )


def test_an_index_of_her_own_is_no_fault(practice, run):
    by_hand(practice, "CREATE INDEX mine ON session (note)", "CREATE VIEW my_view AS SELECT 1")
    assert all(check["ok"] for check in doctor(run).values())


def test_a_row_that_differs_is_in_the_rows_of_its_check(practice, run):
    by_hand(practice, "UPDATE session SET minutes = 45, note = 'x' WHERE id = 1")
    rows = doctor(run)["rows"]["rows"]
    assert [(row["table"], row["id"], row["field"]) for row in rows] == [
        ("session", 1, "minutes"),
        ("session", 1, "note"),
    ]
    assert rows[1]["sentence"] == "“x” stands for nothing"
