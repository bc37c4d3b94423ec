"""Liability and settlement under random sequences, against a plain reading of the tables."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, NotFoundError
from mtdesk.model.credit import Credit, parts
from mtdesk.store import sessions
from mtdesk.store.file import triggers
from mtdesk.store.ledger import sums

FIRST = date(2026, 11, 10)
DAYS = [(FIRST + timedelta(days=number)).isoformat() for number in range(16)]
past = st.sampled_from(DAYS[:14])
clients = st.sampled_from(["ana", "bo"])
amounts = st.sampled_from(["1", "33.35", "40", "75", "100", "250"])
ids = st.integers(1, 6)
step = st.one_of(
    st.tuples(
        st.just("sell"), clients, amounts, st.sampled_from(["package", "gift_card"]), past,
        st.none() | st.sampled_from(DAYS), st.sampled_from([None, "1", "3"]),
    ),
    st.tuples(st.just("log"), clients, st.sampled_from(["", "card", "package", "gift card", "50 package"]), past),
    st.tuples(st.just("redeem"), ids, st.none() | ids, st.none() | amounts, past),
    st.tuples(st.just("give_back"), ids),
    st.tuples(st.just("refund"), ids, st.none() | amounts, past),
    st.tuples(st.just("price"), ids, amounts),
    st.tuples(st.just("move"), ids, past),
    st.tuples(st.just("remove"), ids),
    st.tuples(st.just("pay"), clients, amounts, st.sampled_from(["session", "package", "refund"])),
    st.tuples(st.just("sale"), ids, amounts, past),
    st.tuples(st.just("unpay"), ids),
    st.tuples(st.just("undo")),
)  # fmt: skip


def perform(desk, verb, *rest):
    if verb == "sell":
        client, amount, kind, on, expires, count = rest
        desk.credits.sell(client, amount, kind=kind, on=on, expires=expires, sessions_sold=count)
    elif verb == "log":
        client, words, on = rest
        desk.sessions.log(f"{client} swedish {words} {on}", confirmed=True)
    elif verb == "redeem":
        number, credit, amount, on = rest
        desk.credits.redeem(number, credit_id=credit, amount=amount, on=on)
    elif verb == "give_back":
        desk.credits.give_back(rest[0])
    elif verb == "refund":
        desk.credits.refund(rest[0], rest[1], on=rest[2])
    elif verb == "price":
        desk.sessions.edit(rest[0], {"price": rest[1]})
    elif verb == "move":
        desk.sessions.edit(rest[0], {"on": rest[1]})
    elif verb == "remove":
        desk.sessions.remove(rest[0])
    elif verb == "pay":
        desk.ledger.pay(rest[0], rest[1], kind=rest[2])
    elif verb == "sale":
        desk.ledger.edit("payment", rest[0], {"amount": rest[1], "on": rest[2]})
    elif verb == "unpay":
        desk.ledger.remove("payment", rest[0])
    else:
        desk.history.undo()


def rows(conn, table):
    conn.row_factory = sqlite3.Row
    return [dict(row) for row in conn.execute(f"SELECT * FROM {table} ORDER BY id")]


def check(desk, conn):
    """Everything said of a day, worked out anew from the rows alone."""
    assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
    payments, redemptions = rows(conn, "payment"), rows(conn, "redemption")
    held, done = rows(conn, "credit"), rows(conn, "session")
    bought = {each["id"]: each for each in payments}
    for day in DAYS:
        sold = used = expired = refunded = 0
        for credit in held:
            sale = bought[credit["payment_id"]]
            taken = sum(
                each["amount_minor"]
                for each in redemptions
                if each["credit_id"] == credit["id"] and each["redeemed_on"] <= day
            )
            back = sum(
                each["amount_minor"]
                for each in payments
                if each["refunded_credit_id"] == credit["id"] and each["received_on"] <= day
            )
            if sale["received_on"] <= day:
                sold += sale["amount_minor"]
                used += taken
                refunded += back
                if credit["expires_on"] is not None and credit["expires_on"] <= day:
                    expired += sale["amount_minor"] - taken - back
            else:
                assert not taken, "used before it was sold"
                assert not back, "refunded before it was sold"
        assert sums.credit_liability(desk.book, day) == sold - used - expired - refunded
    for each in payments:
        assert each["refunded_credit_id"] is None or each["kind"] == "refund"
        owed = {each["id"]: still_owed(each, payments, redemptions, day) for each in done}
        owed = {number: minor for number, minor in owed.items() if minor > 0}
        said = sessions.unpaid(desk.book, -1, day=day)
        assert {row["id"]: row["owed_minor"] for row in said} == owed
        assert sessions.outstanding(desk.book, day) == sum(owed.values())
    for credit in desk.credits.find(used_too=True):
        assert credit.unused_minor >= 0
    assert [each.id for each in desk.credits.find()] == [
        each.id for each in desk.credits.find(used_too=True) if each.unused_minor
    ]
    for each in held:
        gone = [
            (row["amount_minor"], row["day"])
            for row in (
                *({**row, "day": row["redeemed_on"]} for row in redemptions
                  if row["credit_id"] == each["id"]),
                *({**row, "day": row["received_on"]} for row in payments
                  if row["refunded_credit_id"] == each["id"]),
            )
        ]  # fmt: skip
        is_empty = sum(amount for amount, _ in gone) >= bought[each["payment_id"]]["amount_minor"]
        assert each["emptied_on"] == (max(day for _, day in gone) if is_empty else None)
    for each in done:
        if each["price_minor"]:
            is_open = still_owed(each, payments, redemptions, "9999-12-31") > 0
            assert (each["settled_on"] is None) == is_open


def still_owed(session, payments, redemptions, day):
    if session["local_date"] > day or not session["price_minor"]:
        return 0
    paid = sum(
        each["amount_minor"]
        for each in payments
        if each["session_id"] == session["id"]
        and each["kind"] in {"session", "insurance"}
        and each["received_on"] <= day
    ) + sum(
        each["amount_minor"]
        for each in redemptions
        if each["session_id"] == session["id"] and each["redeemed_on"] <= day
    )
    return session["price_minor"] - paid


def content(conn):
    return {table: rows(conn, table) for table in triggers.JOURNALED}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory, clock):
    made = tmp_path_factory.mktemp("furnished") / "practice.db"
    with closing(Desk(made, clock)) as desk:
        desk.practice.menu.edit("swedish", {"price": "100"})
        desk.clients.add({"name": "ana"})
        desk.clients.add({"name": "bo"})
        desk.writable().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@times(25)
@given(sequence=st.lists(step, max_size=14))
def test_liability_is_sold_less_redeemed_expired_and_refunded_on_any_day(
    furnished, clock, sequence
):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.db"
        shutil.copyfile(furnished, path)
        with closing(Desk(path, clock)) as desk, closing(sqlite3.connect(path)) as conn:
            for each in sequence:
                before = content(conn)
                try:
                    perform(desk, *each)
                except MtdeskError:
                    assert content(conn) == before
                check(desk, conn)
            with suppress(NotFoundError):
                while True:
                    desk.history.undo()
                    check(desk, conn)
            assert not any(rows(conn, table) for table in ("session", "payment", "credit"))
            assert all(each.ok for each in desk.files.check())


@given(
    st.lists(
        st.builds(
            Credit,
            id=st.integers(1, 99),
            kind=st.just("package"),
            sold_on=past,
            amount_minor=st.integers(1, 500),
            expires_on=st.none() | past,
        ),
        max_size=6,
        unique_by=lambda each: each.id,
    ),
    st.integers(1, 1500),
    past,
)
def test_parts_take_the_oldest_first_and_never_too_much(held, amount, day):
    taken = parts(held, amount, day)
    there = sum(each.rest_minor(day) for each in held)
    assert sum(share for _, share in taken) == min(amount, there)
    assert all(0 < share <= credit.rest_minor(day) for credit, share in taken)
    order = [(credit.sold_on, credit.id) for credit, _ in taken]
    assert order == sorted(order)
    assert all(share == credit.rest_minor(day) for credit, share in taken[:-1])


@given(st.integers(1, 100_000), st.integers(1, 60))
def test_shares_use_a_package_up(amount, count):
    used = []
    for number in range(count):
        credit = Credit(
            kind="package",
            sold_on=DAYS[0],
            amount_minor=amount,
            sessions=count,
            used_minor=sum(used),
            used_sessions=number,
        )
        used.append(credit.share_minor)
    assert sum(used) == amount
    assert max(used) - min(used) <= 1


def test_emptied_credits_are_not_read_for_the_liability(desk, monkeypatch):
    book = desk.writable()
    plans = []

    def value(sql, bound):
        plans.extend(row["detail"] for row in book.rows(f"EXPLAIN QUERY PLAN {sql}", bound))

    monkeypatch.setattr(book, "value", value)
    sums.credit_liability(book, DAYS[0])
    assert any("credit_emptied (emptied_on=?)" in plan for plan in plans)
    assert any("credit_emptied (emptied_on>?)" in plan for plan in plans)
    assert not any(plan.startswith("SCAN") for plan in plans)


def test_what_is_owed_is_found_by_its_index(desk):
    book = desk.writable()
    for sql in (
        f"SELECT sum({sessions.OPEN_MINOR}) FROM session WHERE {sessions.IS_UNPAID}",
        f"SELECT id FROM session WHERE {sessions.IS_UNPAID}",
    ):
        plan = " ".join(
            row["detail"] for row in book.rows(f"EXPLAIN QUERY PLAN {sql}", {"day": DAYS[0]})
        )
        assert "session_owed" in plan
        if "redemption" in plan:
            assert "redemption_of_session" in plan
            assert "payment_of_session" in plan
        assert "SCAN session " not in f"{plan} "
