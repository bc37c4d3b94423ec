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
from mtdesk.errors import MtdeskError, RefusedError
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


class TestNamesFoldedAnew:
    """Version 6 kept ł and its like in the keys of names."""

    OLD = """
INSERT INTO operation (id, at, kind, summary) VALUES (50, '2026-11-01T10:00:00+00:00', 'client', 'many');
UPDATE journal_state SET operation_id = 50;
INSERT INTO client (id, name, name_key) VALUES
    (20, 'Łukasz Żak', 'łukasz zak'), (21, 'Lukasz Zak', 'lukasz zak'), (22, 'Ana-María', 'ana-maria');
INSERT INTO client_alias (id, client_id, alias, alias_key) VALUES
    (1, 20, 'Łuki', 'łuki'), (2, 20, 'Luki', 'luki'), (3, 22, 'Søs', 'søs');
INSERT INTO workplace (id, name, name_key) VALUES (7, 'Łódź', 'łodz'), (8, 'Lodz', 'lodz');
INSERT INTO service (id, name, name_key) VALUES (90, 'Smørebrød', 'smørebrød');
UPDATE journal_state SET operation_id = NULL;
INSERT INTO operation (id, at, kind, summary) VALUES (51, '2026-11-02T10:00:00+00:00', 'client', 'renamed');
UPDATE journal_state SET operation_id = 51;
UPDATE client SET name = 'Anna', name_key = 'anna' WHERE id = 22;
DELETE FROM client_alias WHERE id = 3;
UPDATE journal_state SET operation_id = NULL;
"""

    @pytest.fixture
    def desk(self, path, clock):
        from_dump(6, path)
        with closing(sqlite3.connect(path)) as conn:
            conn.executescript(self.OLD)
        with closing(Desk(path, clock)) as desk:
            yield desk

    def keys(self, desk, table, key):
        return [tuple(row) for row in desk.book.rows(f"SELECT id, {key} FROM {table} ORDER BY id")]

    def test_every_key_is_as_fold_makes_it_and_all_rows_stay(self, desk):
        assert self.keys(desk, "client", "name_key")[1:] == [
            (20, "lukasz zak"), (21, "lukasz zak"), (22, "anna"),
        ]  # fmt: skip
        assert self.keys(desk, "client_alias", "alias_key") == [(1, "luki #1"), (2, "luki")]
        assert self.keys(desk, "workplace", "name_key") == [(7, "lodz #7"), (8, "lodz")]
        assert ("Smørebrød", "smorebrod") in [
            tuple(row) for row in desk.book.rows("SELECT name, name_key FROM service")
        ]

    def test_who_is_found(self, desk):
        assert desk.clients.one("Łukasz Żak").id == 20
        assert desk.clients.one("Lukasz Zak").id == 21
        with pytest.raises(RefusedError, match="20 Łukasz Żak, 21 Lukasz Zak"):
            desk.clients.one("lukasz zak")
        assert {desk.clients.one(each).id for each in ("luki", "Łuki", "Luki")} == {20}
        desk.clients.identity.remove_alias(20, "Łuki")
        assert desk.clients.one("luki").aliases == ("Luki",)

    def test_nothing_of_it_is_in_the_journal_and_all_is_well(self, desk):
        assert all(check.ok for check in desk.files.check())
        assert desk.history.latest(1)[0].id == 51
        details = {check.name: check.detail for check in desk.files.check()}
        assert details["journal"].endswith("links, 0 changes by other programs")
        assert "mtdesk client merge 21 20" in details["names"]

    def test_undo_brings_no_old_key_back(self, desk):
        desk.history.undo(51)
        assert desk.clients.one("ana maria").id == 22
        assert desk.clients.one("sos").id == 22
        desk.history.undo(50)
        assert self.keys(desk, "client_alias", "alias_key") == []
        desk.history.undo(desk.history.latest(1)[0].id)
        assert self.keys(desk, "client_alias", "alias_key") == [
            (1, "luki"), (2, "luki #2"), (3, "sos"),
        ]  # fmt: skip
        assert self.keys(desk, "workplace", "name_key") == [(7, "lodz"), (8, "lodz #8")]

    @pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
    def test_an_export_of_that_version_is_read_back(self, desk, form, tmp_path, clock):
        desk.files.export(target := tmp_path / f"all.{form}", form)
        for file in [*target.glob("*")] if target.is_dir() else [target]:
            text = file.read_text(encoding="utf-8")
            for new, old in (("lukasz zak", "łukasz zak"), ("luki", "łuki"), ("lodz", "łodz")):
                text = text.replace(new, old)
            file.write_text(text.replace(f'"version": {VERSION}', '"version": 6'), encoding="utf-8")
        with closing(Desk(tmp_path / "new.db", clock)) as there:
            there.files.import_files([target])
            assert there.clients.one("Łukasz Żak").id == 20
            assert self.keys(there, "client", "name_key") == self.keys(desk, "client", "name_key")
            assert there.clients.one("luki").aliases == ("Luki", "Łuki")
            (again,) = there.files.import_files([target])
            assert (again.new, again.problem_count) == (0, 0)


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
