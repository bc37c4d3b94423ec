"""From every schema that was ever released to the one of today, without losing a row."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.store.file import migrations as steps
from mtdesk.store.file import opening
from mtdesk.store.file.opening import APPLICATION_ID, VERSION

RELEASED = Path(__file__).parents[2] / "data" / "schemas"


def from_dump(number, path):
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript((RELEASED / f"schema-{number}.sql").read_text(encoding="utf-8"))
        conn.execute(f"PRAGMA user_version = {number}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def schema(conn):
    return conn.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '_sqlite_migrations%' ORDER BY type, name"
    ).fetchall()


def test_every_version_has_its_dump():
    if os.environ.get("MTDESK_REWRITE"):  # the schema of today, with a practice in it
        rewrite()
    assert {each.stem for each in RELEASED.glob("*.sql")} == {
        f"schema-{number}" for number in range(1, VERSION + 1)
    }


def rewrite():
    """Run on a new version only: a schema that was released stays as it is."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.db"
        make_practice(path)
        with closing(sqlite3.connect(path)) as conn:
            RELEASED.mkdir(parents=True, exist_ok=True)
            (RELEASED / f"schema-{VERSION}.sql").write_text(
                "\n".join(conn.iterdump()) + "\n", encoding="utf-8"
            )


def make_practice(path):
    from datetime import UTC, datetime

    now = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)
    with closing(Desk(path, lambda: now)) as desk:
        desk.sessions.log("zoë swedish 60m 90+15 card e5 p6-3 -- left side", confirmed=True)
        desk.sessions.log("zoë thai 90m 120")
        desk.ledger.spend("42.50 oil supplies")
        desk.ledger.trip("12mi home visit")
        desk.ledger.work("45", "laundry")
        desk.wellbeing.check_in("body 6 neck 3")
        desk.incidents.add({"kind": "threat", "severity": "4", "session": "1"})
        desk.history.undo(3)


@pytest.mark.parametrize("number", range(1, VERSION + 1))
def test_a_practice_of_any_released_version_opens_whole(path, clock, tables, number):
    from_dump(number, path)
    with closing(Desk(path, clock)) as desk:
        assert all(check.ok for check in desk.files.check())
        [session] = desk.sessions.between()
        assert (session.client, session.pain_before, session.note) == ("zoë", 6, "left side")
        assert desk.year.figures.year(2026).money.gross_minor == 10_500
        assert [each.kind for each in desk.incidents.between()] == ["threat"]
        desk.history.undo(desk.history.latest(1)[0].id)  # an undo of that version, done again
        assert len(desk.sessions.between()) == 2
        assert desk.year.figures.year(2026).money.gross_minor == 22_500
        desk.sessions.log("zoë thai 90m 120")


def test_the_dump_of_today_is_what_the_code_makes(path, tmp_path, clock):
    """A step that was released is never edited: this fails when one is."""
    from_dump(VERSION, path)
    with closing(opening.new(tmp_path / "new.db")) as new, closing(sqlite3.connect(path)) as old:
        made = [tuple(row) for row in schema(new.conn)]
        assert made == schema(old)


@pytest.fixture
def next_version(monkeypatch):
    """The mtdesk after this one: a column more, and a table rebuilt by sqlite-utils."""
    later = Migrations("mtdesk")
    for step in steps.migrations._migrations:
        later._migrations.append(step)

    @later()
    def a_later_step(db):
        db["client"].add_column("pronouns", str)
        db["trip"].transform(rename={"purpose": "reason"})

    monkeypatch.setattr(steps, "migrations", later)
    monkeypatch.setattr(opening, "VERSION", VERSION + 1)


def test_an_older_practice_is_copied_then_brought_up_to_date(path, tmp_path, next_version, tables):
    from_dump(VERSION, path)
    before = tables(path)
    with closing(opening.existing(path)) as book:
        assert book.value("PRAGMA user_version") == VERSION + 1
        assert book.value("SELECT pronouns FROM client") is None
        assert book.value("SELECT reason FROM trip") == "home visit"
        triggers = book.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trip'"
        )
        assert len(triggers) == 5  # transform() drops them; they are made anew
        assert "pronouns" in book.value(
            "SELECT sql FROM sqlite_master WHERE name = 'journal_client_insert'"
        )
    copy = path.with_name(f"practice.db.before-version-{VERSION + 1}")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert tables(copy) == before
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_undo_reaches_back_over_a_migration(path, clock, next_version, monkeypatch):
    from_dump(VERSION, path)
    with closing(Desk(path, clock)) as desk:
        desk.history.undo()  # the check-in: its table did not change
        desk.history.undo(2)  # the first session and its client, whose table did
        assert desk.sessions.between() == []


def test_a_migration_that_fails_changes_nothing(path, next_version, tables):
    @steps.migrations()
    def breaks(db):
        db.conn.execute("DELETE FROM payment")
        db.conn.execute("SELECT * FROM nowhere")

    from_dump(VERSION, path)
    before = tables(path)
    with pytest.raises((MtdeskError, sqlite3.Error)):
        opening.existing(path)
    assert tables(path) == before
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert not [name for _, name, sql in schema(conn) if "pronouns" in (sql or "")]


def test_copies_before_migrations_never_overwrite_each_other(path, next_version):
    from_dump(VERSION, path)
    kept = path.with_name("older.db")
    shutil.copyfile(path, kept)
    opening.existing(path).close()
    for leftover in path.parent.glob("practice.db-*"):
        leftover.unlink()
    shutil.copyfile(kept, path)
    opening.existing(path).close()
    assert len(list(path.parent.glob("practice.db.before-version-*"))) == 2
