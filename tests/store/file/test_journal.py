"""Undo, held against the plainest model there is: a stack of copies of every table."""

from __future__ import annotations

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
from mtdesk.errors import ConflictError, MtdeskError, NotFoundError, RefusedError
from mtdesk.store.file import triggers

numbers = st.integers(0, 11)
amounts = st.integers(1, 400).map(lambda minor: f"{minor // 4}.{minor % 4 * 25:02d}")
clients = st.sampled_from(["Ana", "Bo", "Zoë"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("log"), clients, amounts, st.sampled_from(["", "card", "booked"])),
        st.tuples(st.just("log_owed"), clients, st.just(""), st.just("")),
        st.tuples(st.just("price"), numbers, amounts, st.just("")),
        st.tuples(st.just("who"), numbers, clients, st.just("")),
        st.tuples(st.just("remove"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("pay"), clients, amounts, st.sampled_from(["session", "tip", "package"])),
        st.tuples(st.just("payment"), numbers, amounts, st.sampled_from(["tip", "session"])),
        st.tuples(st.just("unpay"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("spend"), amounts, st.just(""), st.just("")),
        st.tuples(st.just("check_in"), numbers, numbers, st.sampled_from(["neck", "hip-l"])),
        st.tuples(st.just("incident"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("setting"), numbers, st.just(""), st.just("")),
        st.tuples(st.just("undo"), st.just(""), st.just(""), st.just("")),
        st.tuples(st.just("redo"), st.just(""), st.just(""), st.just("")),
        st.tuples(st.just("undo_any"), numbers, st.just(""), st.just("")),
    ),
    max_size=14,
)


def perform(desk, step):
    """One writing call of the desk; it may refuse, and then nothing may have changed."""
    verb, one, two, three = step
    fresh = {"confirmed": True}
    if verb == "log":
        method = "" if three == "booked" else three
        status = "booked tomorrow" if three == "booked" else ""
        fields = {"method": method} if method else {}
        desk.sessions.log(
            f'"{one}" swedish 60m {two if not status else ""} {status}', fields, **fresh
        )
    elif verb == "log_owed":  # the menu's price, and no method
        desk.sessions.log(f'"{one}" swedish', **fresh)
    elif verb == "price":
        desk.sessions.edit(one, {"price": two})
    elif verb == "who":
        desk.sessions.edit(one, {"client": two}, **fresh)
    elif verb == "remove":
        desk.sessions.remove(one)
    elif verb == "pay":
        desk.ledger.pay(one, two, kind=three)
    elif verb == "payment":
        desk.ledger.edit("payment", one, {"amount": two, "kind": three})
    elif verb == "unpay":
        desk.ledger.remove("payment", one)
    elif verb == "spend":
        desk.ledger.spend(f"{one} oil supplies")
    elif verb == "check_in":
        desk.wellbeing.check_in(f"body {min(one, 10)} {three} {min(two, 10)}")
    elif verb == "incident":
        desk.incidents.add({"kind": "threat", "severity": "3", "client": "Bo"})
    elif verb == "setting":
        desk.practice.set("hours_a_week", str(one + 1))


SETTLED = """
SELECT id, settled_on, (SELECT CASE WHEN sum(amount_minor) >= session.price_minor
    THEN max(received_on) END FROM payment
    WHERE session_id = session.id AND kind IN ('session', 'insurance'))
FROM session"""


def content(conn):
    """Every table that undo gives back exactly, incidents being sealed."""
    return {
        table: conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
        for table in triggers.JOURNALED
        if table not in triggers.SEALED
    }


def check(conn):
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row for row in conn.execute(SETTLED) if row[1] != row[2]] == []
    check_journal(conn)


def check_journal(conn):
    """The images of the journal, played from its start, are the tables as they stand."""
    played = {table: {} for table in triggers.JOURNALED}
    for table, row, before, after in conn.execute(
        "SELECT table_name, row_id, before, after FROM change ORDER BY id"
    ):
        was = played[table].pop(row, None)
        assert (json.loads(before) if before else None) == was
        if after:
            played[table][row] = json.loads(after)
    for table, rows in played.items():
        names = triggers.columns(conn, table)
        now = conn.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id").fetchall()
        assert [rows[key] for key in sorted(rows)] == [
            dict(zip(names, row, strict=True)) for row in now
        ]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory, clock):
    """A new practice, made once and copied for every example."""
    made = tmp_path_factory.mktemp("furnished") / "practice.db"
    desk = Desk(made, clock)
    book = desk.writable()
    book.execute("UPDATE service SET price_minor = 4000 WHERE name = 'Swedish'")
    book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    return made


@times(15)
@given(sequence=steps)
def test_any_sequence_can_be_taken_back_step_by_step(furnished, clock, sequence):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.db"
        shutil.copyfile(furnished, path)
        desk = Desk(path, clock)
        with closing(sqlite3.connect(path)) as conn:
            try:
                play(desk, conn, sequence)
            finally:
                desk.close()


def play(desk, conn, sequence):
    stack = [content(conn)]  # what the tables were before each operation that still stands
    redo = None
    for step in sequence:
        before = content(conn)
        operations = len(desk.history.latest(1000))
        try:
            if step[0] == "undo":
                redo = desk.history.undo()[0]
                stack.pop()
                assert content(conn) == stack[-1]
            elif step[0] == "redo":
                if redo is not None and desk.history.latest(1)[0].id == redo:
                    desk.history.undo(redo)
                    stack.append(content(conn))
                redo = None
            elif step[0] == "undo_any":
                number, _ = desk.history.undo(step[1])
                desk.history.undo(number)  # and at once done again
                assert content(conn) == before
            else:
                perform(desk, step)
        except MtdeskError:
            assert content(conn) == before
            assert len(desk.history.latest(1000)) == operations
        check(conn)
        if standing(desk) == len(stack):
            stack.append(content(conn))
        assert standing(desk) == len(stack) - 1
    while standing(desk):
        desk.history.undo()
        check(conn)
        stack.pop()
        assert content(conn) == stack[-1]
    with pytest.raises(NotFoundError, match="nothing to undo"):
        desk.history.undo()
    assert all(incident.withdrawn for incident in desk.incidents.between())


def standing(desk):
    """How many operations `undo` would still take back."""
    return sum(
        each.undoes is None and not each.undone and each.kind != "start"
        for each in desk.history.latest(1000)
    )


def logged(desk, text="ana swedish 60m 90+15 card", **fields):
    return desk.sessions.log(text, fields, confirmed=True)


def test_undo_of_an_undo_does_it_again_and_of_that_undoes_it(desk, path, tables):
    first = logged(desk)
    there = tables(path)
    away, _ = desk.history.undo()
    assert tables(path)["session"] == []
    again, _ = desk.history.undo(away)
    assert tables(path) == there
    desk.history.undo(again)
    assert tables(path)["session"] == []
    undone = {each.id: each.undone for each in desk.history.latest()}
    assert undone[first.operation]
    with pytest.raises(RefusedError, match="is undone already"):
        desk.history.undo(first.operation)


def test_undo_without_a_number_never_takes_back_an_undo(desk):
    logged(desk)
    desk.ledger.spend("42.50 oil supplies")
    assert desk.history.undo()[1].kind == "spend"
    assert desk.history.undo()[1].kind == "log"
    with pytest.raises(NotFoundError, match="nothing to undo"):
        desk.history.undo()


def test_undo_is_refused_by_name_when_its_rows_changed_since(desk, path, tables):
    first = logged(desk)
    later = desk.sessions.edit(first.id, {"minutes": "75"})
    before = tables(path)
    with pytest.raises(ConflictError, match=rf"operation {later.operation} \(edit of session 1"):
        desk.history.undo(first.operation)
    assert tables(path) == before
    desk.history.undo(later.operation)
    desk.history.undo(first.operation)
    assert tables(path)["session"] == []


def test_undo_is_refused_by_name_when_newer_rows_refer_to_its_rows(desk, path, tables):
    first = logged(desk)
    second = logged(desk, "ana thai 60m 90")
    third = desk.ledger.pay("ana", "30", kind="tip")
    with pytest.raises(ConflictError) as refused:
        desk.history.undo(first.operation)  # it made the client both later rows name
    assert set(refused.value.operations) & {second.operation, third[1]}
    assert len(tables(path)["session"]) == 2
    for _ in range(3):
        desk.history.undo()
    assert tables(path)["client"] == []


def test_a_recorded_incident_holds_its_client_and_session_until_it_is_withdrawn(desk):
    first = logged(desk)
    incident, operation = desk.incidents.add(
        {"kind": "threat", "severity": "4", "session": str(first.id)}
    )
    with pytest.raises(ConflictError, match=f"operation {operation}"):
        desk.history.undo(first.operation)
    desk.history.undo(operation)
    assert desk.incidents.get(incident.id).withdrawn
    desk.history.undo(first.operation)


def test_undo_withdraws_an_incident_and_redo_reinstates_it(desk, path, tables):
    incident, _ = desk.incidents.add({"kind": "threat", "severity": "4", "said": "word for word"})
    sealed = tables(path)["incident"]
    number, _ = desk.history.undo()
    assert desk.incidents.get(incident.id).withdrawn
    desk.history.undo(number)
    found = desk.incidents.get(incident.id)
    assert not found.withdrawn
    assert [line.kind for line in found.addenda] == ["withdrawn", "reinstated"]
    assert tables(path)["incident"] == sealed


def test_undo_of_a_note_on_an_incident_adds_a_line_that_says_so(desk):
    incident, _ = desk.incidents.add({"kind": "threat", "severity": "4"})
    desk.incidents.note(incident.id, "insurer told")
    desk.history.undo()
    lines = desk.incidents.get(incident.id).addenda
    assert [line.kind for line in lines] == ["note", "note"]
    assert lines[1].text.startswith("Withdraws the note written 2026-11-23")
    assert not desk.incidents.get(incident.id).withdrawn


SEALED_BESIDE = {
    "incident_evidence": (1, 1, "a.png", "a.png", "0" * 64, 1, "2026-11-20"),
    "tombstone": (1, "2026-11-20", "incident", 9),
}


@pytest.mark.parametrize("table", triggers.SEALED)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "REPLACE INTO {} SELECT * FROM {}",
        "INSERT OR REPLACE INTO {} SELECT * FROM {}",
        "INSERT OR IGNORE INTO {} SELECT * FROM {}",
    ],
)
def test_the_database_refuses_to_alter_a_sealed_row(desk, path, tables, table, statement):
    incident, _ = desk.incidents.add({"kind": "threat", "severity": "4"})
    desk.incidents.note(incident.id, "insurer told")
    with closing(sqlite3.connect(path)) as conn, conn:
        for each, row in SEALED_BESIDE.items():
            conn.execute(f"INSERT INTO {each} VALUES {row}")
    before = tables(path)
    with (
        closing(sqlite3.connect(path)) as conn,
        pytest.raises(sqlite3.IntegrityError, match="sealed"),
    ):
        conn.execute(statement.format(table, table))
    assert tables(path) == before


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("seal", "table_name, row_id, content_hash, previous_hash, hash"),
        ("tombstone", "purged_at, table_name, row_id"),
    ],
)
def test_a_seal_cannot_be_replaced_under_another_number(desk, path, tables, table, names):
    desk.incidents.add({"kind": "threat", "severity": "4"})
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(f"INSERT INTO tombstone VALUES {SEALED_BESIDE['tombstone']}")
    before = tables(path)
    with (
        closing(sqlite3.connect(path)) as conn,
        pytest.raises(sqlite3.IntegrityError, match="sealed"),
    ):
        conn.execute(f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")
    assert tables(path) == before


def test_a_purge_cannot_be_undone_and_does_not_stand_in_the_way(desk):
    first = logged(desk)
    book = desk.writable()
    with book.transaction("purge", "purge of client 9", desk.stamp()) as number:
        book.insert("setting", {"key": "x", "value": "y"})
    with pytest.raises(RefusedError, match="deleted for good"):
        desk.history.undo(number)
    assert desk.history.undo()[1].id == first.operation


def test_a_follow_up_does_not_keep_its_incident_from_being_withdrawn(desk):
    incident, operation = desk.incidents.add({"kind": "threat", "severity": "4"})
    book = desk.writable()
    with book.transaction("incident", "follow-up", desk.stamp()):
        book.insert(
            "incident_follow_up",
            {"incident_id": incident.id, "due_on": "2026-12-01", "what": "ask the insurer"},
        )
    desk.history.undo(operation)
    assert desk.incidents.get(incident.id).withdrawn


def test_replace_cannot_slip_by_the_journal(desk, path):
    logged(desk)
    book = desk.book
    book.execute("REPLACE INTO setting (id, key, value) VALUES (1, 'zone', 'Asia/Tokyo')")
    book.execute("INSERT OR REPLACE INTO payment SELECT * FROM payment WHERE kind = 'session'")
    with closing(sqlite3.connect(path)) as conn:
        check(conn)


def test_what_another_program_writes_is_recorded_without_an_operation(desk, path):
    first = logged(desk)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE session SET minutes = 30")
        conn.execute("UPDATE payment SET amount_minor = 1 WHERE kind = 'session'")
    with closing(sqlite3.connect(path)) as conn:
        found = conn.execute(
            "SELECT table_name, row_id FROM change WHERE operation_id IS NULL ORDER BY id"
        ).fetchall()
        check(conn)
    assert found == [("session", first.id), ("payment", 1)]
    with pytest.raises(ConflictError, match="changed since by another program"):
        desk.history.undo(first.operation)


def test_an_operation_that_changed_nothing_leaves_no_trace(desk):
    book = desk.writable()
    before = desk.history.latest()
    with book.transaction("edit", "nothing", desk.stamp()):
        pass
    assert desk.history.latest() == before


def test_a_transaction_that_fails_leaves_no_trace(desk, path, tables):
    book = desk.writable()
    before, history = tables(path), desk.history.latest()

    def interrupted():
        with book.transaction("edit", "half", desk.stamp()):
            book.execute("DELETE FROM service")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (tables(path), desk.history.latest()) == (before, history)
    logged(desk)  # and the connection is as good as before


def test_the_first_operation_cannot_be_undone(desk):
    desk.writable()
    with pytest.raises(RefusedError, match="made the practice itself"):
        desk.history.undo(1)


@pytest.mark.parametrize("number", [0, -1, 99, 2**63 - 1])
def test_undo_of_no_such_operation(desk, number):
    desk.writable()
    with pytest.raises(NotFoundError, match=f"there is no operation {number};"):
        desk.history.undo(number)
