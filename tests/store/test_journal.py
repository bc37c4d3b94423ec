"""Undo, held against the plainest model there is: a stack of copies of every table."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtdesk.desk import Desk
from mtdesk.errors import ConflictError, MtdeskError, NotFoundError, RefusedError
from mtdesk.store import triggers

numbers = st.integers(0, 11)
amounts = st.integers(1, 400).map(lambda minor: f"{minor // 4}.{minor % 4 * 25:02d}")
clients = st.sampled_from(["Ana", "Bo", "Zoë"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("log"), clients, amounts, st.sampled_from(["", "card", "booked"])),
        st.tuples(st.just("log_paid"), clients, amounts, st.just("")),
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
        desk.sessions.log(f'"{one}" swedish 60m {two if not status else ""} {status}', fields, **fresh)
    elif verb == "log_paid":  # owed: the menu's price, and no method
        desk.menu.edit("swedish", {"price": two})
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
        desk.settings.set("hours_a_week", str(one + 1))


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
    desk.writable().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.close()
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
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
            if step[0] != "log_paid":  # two operations in one step
                assert content(conn) == before
                assert len(desk.history.latest(1000)) == operations
        check(conn)
        if step[0] not in {"undo", "redo", "undo_any"}:
            stack = stack_after(desk, conn, stack)
    while True:
        standing = [each for each in desk.history.latest(1000) if counts(each)]
        if not standing:
            break
        desk.history.undo()
        check(conn)
        stack.pop()
        assert content(conn) == stack[-1]
    with pytest.raises(NotFoundError, match="nothing to undo"):
        desk.history.undo()
    assert all(incident.withdrawn for incident in desk.incidents.between())


def counts(operation):
    return operation.undoes is None and not operation.undone and operation.kind != "start"


def stack_after(desk, conn, stack):
    """One more copy for each operation that now stands; a step may have been two."""
    standing = sum(counts(each) for each in desk.history.latest(1000))
    now = content(conn)
    if standing == len(stack):
        return [*stack, now]
    if standing == len(stack) + 1:
        desk_before_last = between_the_two(desk, conn)
        return [*stack, desk_before_last, now]
    assert standing == len(stack) - 1
    return stack


def between_the_two(desk, conn):
    number, _ = desk.history.undo()
    found = content(conn)
    desk.history.undo(number)
    return found
