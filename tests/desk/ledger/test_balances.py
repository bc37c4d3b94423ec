"""For each client, paid less owed is nought or shown; cash in is cash explained; undo is exact."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError
from mtdesk.model.session import owed
from mtdesk.store import sessions

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
PLACES = {"Harbour": ("split", "50", None), "Spa": ("hourly", None, "32")}
names = st.sampled_from(["ana", "bo", "cy"])
prices = st.integers(1, 120)
tails = st.sampled_from(
    ["", "card", "cash", "unpaid", "later", "invoice", "insurance", "@harbour", "@spa", "free"]
)
days = st.sampled_from(["2026-11-20", "2026-11-21", "2026-11-23"])


def log(desk, client, price, tail, day, tip):
    amount = "" if tail == "free" else f"{price}{f'+{tip}' if tip else ''}"
    desk.sessions.log(f"{client} swedish 60m {amount} {tail} {day}", confirmed=True)


def log_taxed(desk, client, price, tail, day, tip):
    fields = {"tax": str(tip + 1)}
    desk.sessions.log(f"{client} swedish 60m {price} {tail} {day}", fields, confirmed=True)


def log_in_parts(desk, client, price, tail, day, tip):
    way = tail if tail in {"card", "later", "insurance"} else "card"
    line = f"{client} swedish 60m {price + tip + 1} cash {price} {way} {tip + 1} {day}"
    desk.sessions.log(line, confirmed=True)


def book(desk, client, price, tail, day, tip):
    desk.sessions.log(f"{client} swedish 60m {price} {tail} booked 11-25", confirmed=True)


def pay(desk, client, price, tail, day, tip):
    desk.ledger.pay(client, str(price), on=day, method="check")


def pay_of_others(desk, client, price, tail, day, tip):
    if tail == "insurance":
        desk.ledger.pay(client, str(price), insurer="Blue Cross", on=day)
    else:
        desk.ledger.pay("@spa" if tip % 2 else "@harbour", str(price), on=day)


def pay_session(desk, client, price, tail, day, tip):
    number = tip + 1
    desk.ledger.pay(desk.sessions.get(number).client, str(price), session_id=number)


def edit_price(desk, client, price, tail, day, tip):
    desk.sessions.edit(tip + 1, {"price": str(price)}, confirmed=True)


def edit_way(desk, client, price, tail, day, tip):
    way = tail if not tail.startswith("@") and tail != "free" else "cash"
    desk.sessions.edit(tip + 1, {"method": way}, confirmed=True)


def edit_status(desk, client, price, tail, day, tip):
    status = ("done", "no-show", "late-cancel", "cancelled")[price % 4]
    desk.sessions.edit(tip + 1, {"status": status, "minutes": "60"}, confirmed=True)


def edit_client(desk, client, price, tail, day, tip):
    desk.sessions.edit(tip + 1, {"client": client}, confirmed=True)


def edit_payer(desk, client, price, tail, day, tip):
    payer = "insurer" if tail == "insurance" else "client"
    desk.sessions.edit(tip + 1, {"payer": payer}, confirmed=True)


def remove(desk, client, price, tail, day, tip):
    desk.sessions.remove(tip + 1)


def undo(desk, client, price, tail, day, tip):
    desk.history.undo()


VERBS = (
    log, log, log, log_taxed, log_in_parts, book, pay, pay, pay_of_others, pay_session, edit_price,
    edit_way, edit_status, edit_client, edit_payer, remove, undo,
)  # fmt: skip
steps = st.tuples(st.sampled_from(VERBS), names, prices, tails, days, st.integers(0, 9))


def rows(desk, table):
    return desk.book.rows(f"SELECT * FROM {table} ORDER BY id")


def shown_ahead(desk):
    return {each.client_id: each.amount_minor for each in desk.ledger.outstanding().ahead}


def check(desk):
    """What each client paid is for sessions, or shown as ahead; the store says what the model says."""
    every = [sessions.visit(desk.book, each) for each in sessions.between(desk.book)]
    said = {each.id: each.owed_minor for each in desk.ledger.outstanding()}
    model = {
        each.session.id: minor
        for each in every
        if (minor := owed(each.session, each.payments, each.redemptions))
    }
    assert said == model
    ahead = shown_ahead(desk)
    for name in ("ana", "bo", "cy"):
        client = desk.clients.one(name)
        paid = sum(
            row["amount_minor"]
            for row in rows(desk, "payment")
            if row["client_id"] == client.id
            and row["workplace_id"] is None
            and row["insurer"] is None
            and row["kind"] in {"session", "sales_tax", "cancellation_fee"}
        )
        hers = [each for each in every if each.session.client_id == client.id]
        used = sum(
            each.amount_minor
            for visit in hers
            for each in visit.payments
            if visit.session.status != "booked"
            and each.workplace_id is None
            and each.insurer is None
            and each.kind in {"session", "sales_tax", "cancellation_fee"}
        )
        assert paid - used == ahead.get(client.id, 0)
        for visit in hers:  # nothing is paid beyond what is asked, where the client pays
            own = all(each.workplace_id is None and each.insurer is None for each in visit.payments)
            if visit.session.payer == "client" and visit.session.status != "booked" and own:
                came = sum(each.amount_minor for each in visit.payments if each.kind != "tip")
                assert came <= visit.session.asked_minor
    year = desk.year.figures.year(2026).money
    taxes = sum(row["amount_minor"] for row in rows(desk, "payment") if row["kind"] == "sales_tax")
    total = sum(row["amount_minor"] for row in rows(desk, "payment"))
    assert year.gross_minor + year.wages_minor + taxes == total


def practice(folder):
    desk = Desk(folder / "practice.db", lambda: NOW)
    for name, (kind, percent, amount) in PLACES.items():
        desk.practice.menu.add_workplace(name)
        desk.practice.terms.add(
            name, kind=kind, percent=percent, amount=amount, start="2026-01-01",
            collects="workplace", employed=kind == "hourly",
        )  # fmt: skip
    for name in ("ana", "bo", "cy"):
        desk.clients.add({"name": name})
    return desk


@times(25)
@given(taken=st.lists(steps, min_size=1, max_size=10))
def test_paid_less_owed_is_nought_or_shown(tmp_path_factory, tables, taken):
    folder = tmp_path_factory.mktemp("balance")
    desk = practice(folder)
    first = tables(desk.path)
    done = 0
    for verb, *said in taken:
        if verb is undo and not done:
            continue
        before = desk.book.value("SELECT max(id) FROM operation")
        with contextlib.suppress(MtdeskError):
            verb(desk, *said)
        done += (desk.book.value("SELECT max(id) FROM operation") != before) * (
            -1 if verb is undo else 1
        )
        check(desk)
    for _ in range(done):
        desk.history.undo()
        check(desk)
    assert tables(desk.path) == first
    desk.close()
