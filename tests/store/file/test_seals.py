"""The chain: whatever is done to a recorded incident with plain SQL, `verify` says so."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.store.file import dump, opening, seals, triggers

SEALED = triggers.SEALED


def write_a_record(path, clock):
    """Three incidents, with lines, evidence, and one that was purged."""
    with closing(Desk(path, clock)) as desk:
        for number in range(1, 5):
            desk.incidents.add({"kind": "threat", "severity": "4", "said": f"words {number}"})
            desk.incidents.note(number, f"insurer told of {number}")
        file = path.with_name("photo.png")
        file.write_bytes(b"evidence")
        desk.incidents.add_evidence(1, [file])
        desk.history.undo(3)  # which adds a line to incident 2
        purge(desk.writable(), desk.stamp())


def purge(book, at):
    with book.transaction("purge", "purge of incident 3", at), seals.lifted(book):
        for row in book.rows("SELECT id FROM incident_addendum WHERE incident_id = 3"):
            seals.bury(book, "incident_addendum", row["id"], at)
        seals.bury(book, "incident", 3, at)


@pytest.fixture(scope="module")
def written(tmp_path_factory, clock):
    path = tmp_path_factory.mktemp("written") / "practice.db"
    write_a_record(path, clock)
    return path


@pytest.fixture
def record(written, path):
    shutil.copyfile(written, path)
    shutil.copytree(written.with_name("practice-evidence"), path.with_name("practice-evidence"))
    return path


def chain(path):
    with closing(opening.existing(path)) as book:
        return seals.verify(book)


def tamper(path, *statements):
    """As someone would who knows SQLite: the triggers are dropped first."""
    with closing(sqlite3.connect(path)) as conn, conn:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)


def test_what_the_program_wrote_verifies(record):
    found = chain(record)
    assert (found.problems, found.count) == ((), 12)
    with closing(sqlite3.connect(record)) as conn:
        assert conn.execute("SELECT hash FROM seal ORDER BY id DESC").fetchone() == (found.head,)


def test_the_formula_is_the_one_that_is_documented(record):
    """Worked out here a second time, from what the module's docstring says."""
    previous = ""
    with closing(sqlite3.connect(record)) as conn:
        conn.row_factory = sqlite3.Row
        for seal in conn.execute("SELECT * FROM seal ORDER BY id"):
            if seal["salt"]:
                row = conn.execute(
                    f"SELECT * FROM {seal['table_name']} WHERE id = ?", (seal["row_id"],)
                ).fetchone()
                stored = {name: row[name] for name in row.keys() if row[name] not in {None, ""}}  # noqa: SIM118
                text = json.dumps(
                    {"row": stored, "table": seal["table_name"]}, sort_keys=True,
                    ensure_ascii=False, separators=(",", ":"),
                )  # fmt: skip
                content = hashlib.sha256((seal["salt"] + text).encode()).hexdigest()
                assert seal["content_hash"] == content
            previous = hashlib.sha256((previous + seal["content_hash"]).encode()).hexdigest()
            assert seal["hash"] == previous


def test_a_column_of_a_later_version_changes_nothing(record):
    tamper(record, "ALTER TABLE incident ADD COLUMN later TEXT NOT NULL DEFAULT ''")
    assert chain(record).problems == ()


def test_a_purge_leaves_hashes_a_tombstone_and_nothing_else(record):
    with closing(sqlite3.connect(record)) as conn:
        assert conn.execute("SELECT id FROM incident").fetchall() == [(1,), (2,), (4,)]
        assert conn.execute(
            "SELECT table_name, row_id FROM seal WHERE salt IS NULL"
        ).fetchall() == [
            ("incident", 3),
            ("incident_addendum", 3),
        ]
        assert not conn.execute(
            "SELECT 1 FROM change WHERE after LIKE '%words 3%' OR before LIKE '%words 3%'"
        ).fetchall()
        names = {
            row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        }
    assert {f"seal_{table}_update" for table in SEALED} <= names
    with (
        closing(sqlite3.connect(record)) as conn,
        pytest.raises(sqlite3.IntegrityError, match="sealed"),
    ):
        conn.execute("DELETE FROM incident")


def half_a_purge(book):
    with book.transaction("purge", "p", "x"), seals.lifted(book):
        seals.bury(book, "incident_evidence", 1, "x")
        raise ZeroDivisionError


def test_a_purge_that_fails_leaves_the_seals_on(record):
    with closing(opening.existing(record)) as book:
        with pytest.raises(ZeroDivisionError):
            half_a_purge(book)
        assert seals.verify(book) == chain(record)
        assert seals.verify(book).problems == ()
        with pytest.raises(Exception, match="sealed"):
            book.execute("DELETE FROM incident_evidence")


def test_seals_are_lifted_in_a_transaction_only(record):
    with closing(opening.existing(record)) as book:
        with pytest.raises(RuntimeError), seals.lifted(book):
            pass
        with pytest.raises(Exception, match="sealed"):
            book.execute("DELETE FROM seal")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE incident SET said = 'other words' WHERE id = 2", "incident 2 is not as it was"),
        ("UPDATE incident SET severity = 1 WHERE id = 4", "incident 4 is not as it was"),
        ("UPDATE incident SET client_id = 7 WHERE id = 1", "incident 1 is not as it was"),
        ("UPDATE incident SET recorded_at = occurred_at || ' ' WHERE id = 1", "incident 1 is not"),
        ("UPDATE incident SET id = 9 WHERE id = 4", "incident 4 was recorded, and is gone"),
        ("UPDATE incident SET said = CAST(x'ff' AS TEXT) WHERE id = 2", "incident 2 cannot be read"),
        ("UPDATE incident_addendum SET text = 'x' WHERE id = 1", "line 1 added to an incident is"),
        ("UPDATE incident_addendum SET incident_id = 2 WHERE id = 1", "line 1 added to an"),
        ("UPDATE incident_evidence SET sha256 = hex(zeroblob(32))||'' , bytes = 6", "evidence 1 is"),
        ("UPDATE tombstone SET purged_at = 'x' WHERE id = 1", "tombstone 1 is not as it was"),
        ("DELETE FROM incident WHERE id = 4", "incident 4 was recorded, and is gone"),
        ("DELETE FROM incident_addendum WHERE id = 5", "line 5 added to an incident was recorded"),
        ("DELETE FROM incident_evidence", "evidence 1 was recorded, and is gone"),
        ("DELETE FROM tombstone WHERE id = 2", "tombstone 2 was recorded, and is gone"),
        (
            """INSERT INTO incident (occurred_at, recorded_at, local_date, kind, severity)
            VALUES ('2026-11-20', '2026-11-20', '2026-11-20', 'threat', 1)""",
            "incident 5 was written without a seal",
        ),
        (
            """INSERT INTO incident_addendum (incident_id, written_at, kind, text)
            VALUES (1, 'x', 'withdrawn', '')""",
            "line 6 added to an incident was written without a seal",
        ),
        (
            "INSERT INTO tombstone (purged_at, table_name, row_id) VALUES ('x', 'incident', 4)",
            "incident 4 has a tombstone, and is not wholly gone",
        ),
        ("UPDATE seal SET salt = NULL WHERE id = 1", "the seal of incident 1 lost its salt"),
        ("UPDATE seal SET salt = lower(hex(randomblob(16))) WHERE id = 2", "line 1 added to an"),
        ("UPDATE seal SET hash = content_hash WHERE id = 3", "seal 3 was changed"),
        ("UPDATE seal SET content_hash = hash WHERE id = 3", "seal 3 was changed"),
        ("UPDATE seal SET previous_hash = hash WHERE id = 1", "seal 1 does not follow"),
        ("UPDATE seal SET id = 99 WHERE id = 12", "seal 99 stands where seal 12 should be"),
        ("UPDATE seal SET table_name = 'client' WHERE id = 1", "on a row of “client”"),
        ("DELETE FROM seal WHERE id = 1", "incident 1 was written without a seal"),
        ("DELETE FROM seal WHERE id = 5", "seal 6 does not follow the one before it"),
        ("DELETE FROM seal WHERE id = 12", "12 seals were set, and 11 are there"),
        ("DELETE FROM seal", "12 seals were set, and 0 are there"),
    ],
)  # fmt: skip
def test_each_kind_of_tampering_is_told(record, run, statement, told):
    tamper(record, statement)
    assert told in "\n".join(chain(record).problems)
    ran = run("doctor", "--json")
    assert ran.code == 3
    [check] = [check for check in ran.json["checks"] if check["name"] == "incidents"]
    assert not check["ok"]


def test_seals_put_in_another_order(record):
    tamper(
        record,
        "UPDATE seal SET id = -1 WHERE id = 1",
        "UPDATE seal SET id = 1 WHERE id = 3",
        "UPDATE seal SET id = 3 WHERE id = -1",
    )
    assert "seal 2 does not follow the one before it" in chain(record).problems


def test_a_tail_cut_off_with_its_rows_and_the_counter(record):
    tamper(
        record,
        "DELETE FROM seal WHERE id = 12",
        "DELETE FROM tombstone WHERE id = 2",
        "UPDATE sqlite_sequence SET seq = 11 WHERE name = 'seal'",
    )
    assert "tombstone 2 was recorded, and is gone without a tombstone" in chain(record).problems


def test_a_purge_by_hand_is_no_purge(record):
    """The row and its salt are gone as after a purge, but no tombstone was sealed."""
    tamper(
        record,
        "DELETE FROM incident_addendum WHERE incident_id = 4",
        "DELETE FROM incident WHERE id = 4",
        "UPDATE seal SET salt = NULL WHERE table_name = 'incident' AND row_id = 4",
        "INSERT INTO tombstone (purged_at, table_name, row_id) VALUES ('x', 'incident', 4)",
    )
    assert "tombstone 3 was written without a seal" in chain(record).problems


def rows_of(path):
    """What the record says; NULL and an empty text say the same."""
    with closing(sqlite3.connect(path)) as conn:
        conn.text_factory = lambda text: text or None
        return {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in SEALED}


@st.composite
def tamperings(draw):
    table = draw(st.sampled_from(SEALED))
    which = f"(SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET {draw(st.integers(0, 11))})"
    if draw(st.booleans()):
        return f"DELETE FROM {table} WHERE id = {which}"
    column = draw(st.sampled_from([
        "rowid", "id", "said", "kind", "severity", "client_id", "client", "recorded_at", "days_off",
        "text", "written_at", "incident_id", "file_name", "sha256", "bytes", "row_id", "table_name",
        "salt", "content_hash", "previous_hash", "hash", "import_key", "setting", "paid",
    ]))  # fmt: skip
    value = draw(st.sampled_from([
        "2", "NULL", "'x'", "'no'", "''", "lower(hex(zeroblob(32)))", "lower(hex(zeroblob(16)))",
        "'incident'", f"(SELECT max({column}) FROM {table})", f"{column} || ' '", f"{column} + 1",
    ]))  # fmt: skip
    return f"UPDATE {table} SET {column} = {value} WHERE id = {which}"


@times(20)
@given(statements=st.lists(tamperings(), min_size=1, max_size=4))
def test_no_tampering_goes_unseen(written, statements):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.db"
        shutil.copyfile(written, path)
        before = rows_of(path)
        with closing(sqlite3.connect(path)) as conn, conn:
            for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
                conn.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                try:
                    conn.execute(statement)
                except sqlite3.Error:  # a check of the table, or it has no such column
                    continue
        changed = rows_of(path) != before
        assert bool(chain(path).problems) == changed, statements


def test_an_import_and_the_sample_are_sealed(done, path, tmp_path):
    source = tmp_path / "incidents.csv"
    source.write_text(
        "id,occurred_at,kind,body_part,severity,days_off,session_id,note\n"
        "1,2026-11-20T10:00:00,strain,thumb,5,1,,=x\n"
        "2,2026-11-21T10:00:00,boundary,,3,,,ü\n"
    )
    done("import", source)
    assert (chain(path).count, chain(path).problems) == (2, ())
    done("undo")
    done("import", source)  # reinstated
    assert (chain(path).count, chain(path).problems) == (6, ())


def test_an_export_from_before_the_seals_is_sealed_when_it_is_read(record, tmp_path, done, run):
    export, new = tmp_path / "old.json", tmp_path / "new.db"
    done("export", export, "--format", "json")
    document = json.loads(export.read_text("utf-8"))
    document["version"] = 5
    for table in ("seal", "tombstone", "incident_evidence"):
        document["tables"].pop(table)
    export.write_text(json.dumps(document), "utf-8")
    done("--db", new, "import", export)
    assert (chain(new).count, chain(new).problems) == (7, ())
    assert done("--db", new, "import", export, "--json").json["new"] == 0


def test_an_export_that_was_altered_is_read_and_says_so(record, tmp_path, done):
    export, new = tmp_path / "out.json", tmp_path / "new.db"
    done("export", export, "--format", "json")
    export.write_text(export.read_text("utf-8").replace("words 2", "words 9"), "utf-8")
    ran = done("--db", new, "import", export)
    assert "incident 2 is not as it was recorded" in ran.err


def test_an_export_carries_the_chain_over(record, tmp_path, done):
    done("export", tmp_path / "out")
    done("--db", tmp_path / "new.db", "import", tmp_path / "out")
    assert chain(tmp_path / "new.db") == chain(record)
    assert "seal" in dump.TABLES
