"""The file keeps the rules on its columns, and leaves in peace what stood there before them."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError
from mtdesk.model.money import currency
from mtdesk.model.rules import FIRST_DAY, LAST_DAY, Amount, Day
from mtdesk.store.file import guard, opening

TODAY = date(2026, 11, 23)
SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"


def around(held):
    """Values on both sides of what a rule allows, as the column stores them."""
    rule = held.rule
    if isinstance(rule, Amount):
        return [0, rule.most * 100, rule.most * 100 + 1]
    if isinstance(rule, Day):
        days = [date(206, 3, 1), FIRST_DAY, TODAY, date(2062, 3, 1), LAST_DAY, date(2206, 3, 1)]
        return [day.isoformat() for day in days]
    least, most = round(rule.least * held.per), round(rule.most * held.per)
    values = [least - 1, least, most, most + 1]
    return [*values, 4.5, 4.2] if rule.step else values


def allows(held, value):
    try:
        if isinstance(held.rule, Amount):
            held.rule.check(value, currency("USD"), held.field)
        elif isinstance(held.rule, Day):
            held.rule.check(date.fromisoformat(value), TODAY, held.field)
        else:
            held.rule.check(value / held.per, held.field)
    except InvalidError:
        return False
    return True


@pytest.mark.parametrize("held", guard.HELD, ids=lambda held: f"{held.table}.{held.column}")
def test_the_file_refuses_what_the_rule_refuses(desk, held):
    """Asked of the SQL itself, on a row that holds nothing but the column and a status."""
    with desk.writing("test", "a row") as writing:
        book = writing.book
        for value in around(held):
            of = held.of or ("booked",)
            book.execute("DROP TABLE IF EXISTS temp.probe")
            book.execute(
                "CREATE TEMP TABLE probe AS SELECT ? AS status, ? AS value", (of[0], value)
            )
            sql = guard._broken(held, "probe", guard._NOW, "(SELECT units FROM reach)", spare=1)
            broken = book.value(f"SELECT {sql.replace(f'probe.{held.column}', 'value')} FROM probe")
            assert bool(broken) is not allows(held, value), (held, value)


# -- rows that stand already

UNUSUAL = """
UPDATE journal_state SET operation_id = NULL;
INSERT INTO client (name, name_key) VALUES ('Old', 'old');
INSERT INTO session (client_id, local_date, minutes, price_minor, effort, status, note) VALUES
    ((SELECT id FROM client WHERE name = 'Old'), '2062-03-01', 60, 9000, 4, 'done', 'a slip'),
    ((SELECT id FROM client WHERE name = 'Old'), '0206-03-01', 60, 900000000, 4.2, 'done', '');
INSERT INTO payment (client_id, session_id, received_on, kind, amount_minor) VALUES
    ((SELECT id FROM client WHERE name = 'Old'), NULL, '2062-03-01', 'tip', 90000000);
INSERT INTO expense (spent_on, category, amount_minor) VALUES ('0206-03-01', 'other', 500);
INSERT INTO trip (travelled_on, distance_tenths, unit) VALUES ('2026-11-20', 99999, 'mi');
INSERT INTO incident (occurred_at, recorded_at, local_date, kind, severity, days_off) VALUES
    ('2062-03-01', '2026-11-20', '2062-03-01', 'threat', 3, 20000);
"""
SENTENCES = {
    ("session", "day", "2062-03-01 is still to come"),
    ("session", "day", "0206-03-01 is before 1950"),
    ("session", "price", "$9,000,000.00 is above $10,000.00; is there a digit too many?"),
    ("session", "effort", "4.2 is not 0 to 10 in halves (Borg CR-10)"),
    ("payment", "on", "2062-03-01 is still to come"),
    ("payment", "amount", "$900,000.00 is above $100,000.00; is there a digit too many?"),
    ("expense", "on", "0206-03-01 is before 1950"),
    ("trip", "distance", "9999.9 is outside 0.1 to 5000"),
    ("incident", "at", "2062-03-01 is still to come"),
    ("incident", "days off", "20000 is outside 0 to 10000"),
}


@pytest.fixture
def standing(path, clock):
    """A practice of schema 6 with rows that no one could write today, sealed as they were then."""
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript((SCHEMAS / "schema-6.sql").read_text(encoding="utf-8"))
        conn.executescript(UNUSUAL)
        conn.execute("PRAGMA user_version = 6")
        conn.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        conn.row_factory = sqlite3.Row
        from mtdesk.store.file import seals
        from mtdesk.store.file.book import Book

        seals.append_missing(Book(conn, path))
        conn.commit()
    with closing(Desk(path, clock)) as desk:
        desk.files.check()  # brings the file up to date
        yield desk


def found(desk):
    return {(each.table, each.field, each.sentence) for each in guard.unusual(desk.book, TODAY)}


def numbered(desk, table, column, value):
    return desk.book.value(f"SELECT id FROM {table} WHERE {column} = ?", (value,))


def test_they_stay_and_doctor_names_them(standing, run):
    assert found(standing) == SENTENCES
    [check] = [each for each in standing.files.check() if each.name == "unusual rows"]
    assert check.ok
    assert {(each.table, each.field, each.sentence) for each in check.rows} == SENTENCES
    assert all(each.ok for each in standing.files.check())
    shown = run("doctor")
    assert shown.code == 0
    [line] = [each for each in shown.out.splitlines() if "unusual" in each]
    assert re.match(r"see  unusual rows: session \d+, day: 2062-03-01 is still to come", line)
    assert line.endswith("; and 5 more")
    told = run("doctor", "--json").json
    [check] = [each for each in told["checks"] if each["name"] == "unusual rows"]
    assert told["ok"]
    assert len(check["rows"]) == len(SENTENCES)
    assert set(check["rows"][0]) == {"table", "id", "field", "sentence"}


def test_a_practice_without_them_says_so(desk, run):
    desk.sessions.log("ana 60m 90", confirmed=True)
    assert "ok   unusual rows: none\n" in run("doctor").out


def test_their_other_fields_can_be_changed_and_taken_back(standing, path, tables):
    before = tables(path)
    session = numbered(standing, "session", "local_date", "2062-03-01")
    odd = numbered(standing, "session", "local_date", "0206-03-01")
    standing.sessions.edit(session, {"note": "found it", "price": "95"})
    standing.sessions.edit(odd, {"pressure": "3"})
    standing.ledger.edit(
        "trip", numbered(standing, "trip", "distance_tenths", 99_999), {"purpose": "x"}
    )
    standing.ledger.edit("payment", numbered(standing, "payment", "kind", "tip"), {"note": "x"})
    assert found(standing) == SENTENCES
    for _ in range(4):
        standing.history.undo()
    assert tables(path) == before


def test_a_removal_is_undone_and_done_again(standing, path, tables):
    before = tables(path)
    expense = numbered(standing, "expense", "spent_on", "0206-03-01")
    session = numbered(standing, "session", "local_date", "0206-03-01")
    _, first = standing.ledger.remove("expense", expense)
    _, second = standing.sessions.remove(session)
    gone = tables(path)
    numbers = [standing.history.undo(each)[0] for each in (second, first)]
    assert tables(path) == before
    for each in numbers[::-1]:
        standing.history.undo(each)
    assert tables(path) == gone


def test_mended_they_are_unusual_no_more_and_undo_brings_the_slip_back(standing):
    session = numbered(standing, "session", "local_date", "2062-03-01")
    standing.sessions.edit(session, {"on": "2026-03-01"})
    mended = found(standing)
    assert ("session", "day", "2062-03-01 is still to come") not in mended
    standing.history.undo()
    assert found(standing) == SENTENCES


def test_a_new_value_is_held_to_the_rules(standing):
    session = numbered(standing, "session", "local_date", "0206-03-01")
    for column, value in (
        ("price_minor", 900_000_001),
        ("effort", 4.4),
        ("local_date", "0207-01-01"),
    ):
        with (
            pytest.raises(InvalidError),
            standing.writing("test", "a slip") as writing,
        ):
            writing.book.update("session", session, {column: value})


@pytest.mark.parametrize("file_format", ["csv", "json", "jsonl"])
def test_our_own_export_brings_them_back_and_says_so(
    standing, path, tables, tmp_path, clock, file_format
):
    target = tmp_path / f"out.{file_format}"
    standing.files.export(target, file_format)
    with closing(Desk(tmp_path / "new.db", clock)) as there:
        [looked] = there.files.import_files([target], dry_run=True)
        assert not (tmp_path / "new.db").exists()
        [tally] = there.files.import_files([target])
        assert (tally.problems, looked.new) == ([], tally.new)
        assert looked.warnings == tally.warnings
        assert tally.warnings[0].startswith("kept as it was: session ")
        assert tally.warnings[-1] == "and 5 more; mtdesk doctor lists them"
        assert tables(tmp_path / "new.db") == tables(path)
        assert found(there) == SENTENCES
        assert all(each.ok for each in there.files.check())
        [again] = there.files.import_files([target])
        assert (again.new, again.warnings) == (0, [])
        with pytest.raises(InvalidError), there.writing("test", "a slip") as writing:
            writing.book.execute("UPDATE trip SET distance_tenths = 88888")


def test_a_copy_is_put_back(standing, path, tables, tmp_path):
    before = tables(path)
    copy = standing.files.back_up(tmp_path / "copy.db")
    standing.ledger.spend("12 oil")
    standing.files.restore(copy)
    assert tables(path) == before
    assert found(standing) == SENTENCES


def test_a_client_with_them_is_merged_and_purged(standing):
    old = numbered(standing, "client", "name", "Old")
    zoe = numbered(standing, "client", "name", "zoë")
    standing.clients.identity.merge(old, zoe, confirmed=True)
    assert found(standing) == SENTENCES
    standing.clients.purge.carry_out(zoe, confirmed=True)
    assert ("session", "day", "2062-03-01 is still to come") in found(standing)


def test_what_is_to_come_is_measured_by_the_operation_whatever_day_it_is(path):
    """A practice kept on a computer whose clock is ahead is judged by that clock."""
    later = datetime(2063, 1, 1, tzinfo=UTC)
    with closing(Desk(path, lambda: later)) as desk:
        desk.ledger.spend("12 oil 2062-03-01")
        assert guard.unusual(desk.book, date(2063, 1, 1)) == []
        assert len(guard.unusual(desk.book, TODAY)) == 1
