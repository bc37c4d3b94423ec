"""What a record may hold, asked through every door: one rule, one sentence."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from mtdesk.errors import ImportRefusedError, InvalidError
from mtdesk.model import rules
from mtdesk.tui.today import lines

# A row of each file and table that no rule refuses.
FILES = {
    "sessions": {
        "id": "1", "started_at": "2026-11-20T10:00:00-05:00", "client": "Bo", "minutes": "60",
        "pressure": "3", "effort": "4.5", "fee": "90", "tip": "10", "pain_before": "6",
        "pain_after": "2", "status": "done",
    },
    "expenses": {"id": "1", "date": "2026-11-20", "category": "laundry", "amount": "12"},
    "incidents": {
        "id": "1", "occurred_at": "2026-11-20T10:00:00-05:00", "kind": "threat", "severity": "7",
        "days_off": "2",
    },
    "checkins": {
        "id": "1", "date": "2026-11-20", "fatigue": "6", "pain": "3", "sleep_hours": "7", "mood": "4",
    },
    "square": {
        "Date": "11/20/2026", "Time": "10:00:00", "Event Type": "Payment", "Payment ID": "x1",
        "Description": "", "Total Collected": "$90.00", "Tip": "$0.00", "Fees": "$0.00",
        "Gift Card Sales": "$0.00", "Square Gift Card": "$0.00", "Card": "$90.00", "Cash": "$0.00",
        "Other Tender": "$0.00", "Tender Note": "", "Transaction Status": "Complete",
    },
}  # fmt: skip
TABLES = {
    "session": {"local_date": "2026-11-20", "minutes": 60, "status": "done"},
    "payment": {"received_on": "2026-11-20", "kind": "session", "amount_minor": 100},
    "expense": {"spent_on": "2026-11-20", "category": "other", "amount_minor": 100},
    "trip": {"travelled_on": "2026-11-20", "distance_tenths": 5, "unit": "mi"},
    "work_time": {"worked_on": "2026-11-20", "minutes": 5, "kind": "admin"},
    "check_in": {"checked_on": "2026-11-19"},
    "soreness": {"check_in_id": 1, "site": "foot-l", "level": 3},
    "incident": {
        "occurred_at": "2026-11-20", "recorded_at": "2026-11-20", "local_date": "2026-11-20",
        "kind": "threat", "severity": 3,
    },
    "credit": {"payment_id": 1, "client_id": 1},
    "referral": {"client_id": 1, "referred_on": "2026-11-20", "referred_by": "x"},
    "function_note": {"client_id": 1, "noted_on": "2026-11-20", "measure": "sitting", "value": 5},
    "tax_form": {"year": 2025, "form": "1099-K", "payer": "x", "amount_minor": 5},
    "recurring_expense": {
        "amount_minor": 5, "vendor": "x", "category": "other", "day": 1, "starts_on": "2026-11-20",
    },
    "service": {"name": "x", "name_key": "x"},
    "pay_term": {"workplace_id": 1, "valid_from": "2026-11-20", "kind": "own"},
    "redemption": {"redeemed_on": "2026-11-20", "amount_minor": 5},
    "client": {"name": "x", "name_key": "x"},
    "incident_follow_up": {"incident_id": 1, "due_on": "2026-12-20", "what": "x"},
}  # fmt: skip


# -- the doors: each takes what it is told, and returns the sentence that refuses it


def refusal(call):
    with pytest.raises(InvalidError) as caught:
        call()
    return caught.value.message


def line(text):
    """`mtdesk log`, and the same line in the bar of Today."""
    return lambda desk, _: (
        refusal(lambda: desk.sessions.log(text, confirmed=True)),
        refusal(lambda: lines.read(desk, text)),
    )


def said(**fields):
    """Options beside `log`; the form of Today gives the same ones."""
    return lambda desk, _: (refusal(lambda: desk.sessions.log("", fields, confirmed=True)),)


def edit(**fields):
    return lambda desk, _: (refusal(lambda: desk.sessions.edit(1, fields, confirmed=True)),)


def money(what, **fields):
    return lambda desk, _: (refusal(lambda: desk.ledger.edit(what, 1, fields)),)


def bar(text):
    """The bar of Today, for the other lines."""
    return lambda desk, _: (refusal(lambda: lines.save(desk, text, confirmed=True)),)


def call(function):
    return lambda desk, _: (refusal(lambda: function(desk)),)


def file(name, **cells):
    """Another program's file: refused by line and column."""

    def door(desk, folder):
        path = folder / f"{name}.csv"
        row = FILES[name] | {key.replace("_", " ") if name == "square" else key: cell
                             for key, cell in cells.items()}  # fmt: skip
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([list(row), list(row.values())])
        with pytest.raises(ImportRefusedError) as caught:
            desk.files.import_files([path])
        [problem] = caught.value.problems
        assert problem.line == 2
        assert problem.column in {each.replace("_", " ") if name == "square" else each
                                  for each in cells}  # fmt: skip
        return (problem.reason,)

    return door


def row(table, **columns):
    """The file of the practice: a write of ours that slipped by, and one of another program."""

    def door(desk, _):
        values = TABLES[table] | columns
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"

        def write():
            with desk.writing("test", "a row") as writing:
                writing.book.execute(sql, tuple(values.values()))

        mine = refusal(write)
        with closing(sqlite3.connect(desk.path)) as conn:
            if all(not str(value).startswith(("2026-12", "2062")) for value in columns.values()):
                with pytest.raises(sqlite3.IntegrityError, match="mtdesk"):
                    conn.execute(sql, tuple(values.values()))
        return (mine,)

    return door


def incident(**fields):
    """`incident add`, and the question of the guide."""
    typed = {"kind": "threat", "severity": "3"} | {
        key.replace("_", "-"): text for key, text in fields.items()
    }
    [(field, text)] = fields.items()
    return lambda desk, _: (
        refusal(lambda: desk.incidents.add(typed)),
        refusal(lambda: desk.incidents.check(field.replace("_", "-"), text)),
    )


TO_COME = "is still to come"
ONLY_BOOKED = "is still to come; only a booked session can be"
FAR = "is more than two years ahead; is a digit wrong?"
EARLY = "is before 1950"
TOO_MUCH = "is there a digit too many?"

DOORS = {
    "a session's minutes": (rules.MINUTES.words, [
        line("ana 721m"), said(minutes="721"), edit(minutes="721"), file("sessions", minutes="721"),
        call(lambda desk: desk.practice.menu.add({"name": "Long", "minutes": "721"})),
        row("session", minutes=721), row("service", minutes=721),
    ]),
    "minutes of a session that was done": (rules.MINUTES.words, [
        line("ana 0m"), said(minutes="0"), edit(minutes="0"), file("sessions", minutes="0"),
        row("session", minutes=0),
    ]),
    "a session still to come": (ONLY_BOOKED, [
        line("ana 60m 2026-11-24"), said(client="ana", minutes="60", on="2026-11-24"),
        said(client="ana", minutes="60", at="2026-11-24 10:00"), edit(on="2026-11-24"),
        file("sessions", started_at="2026-11-24T10:00:00-05:00"),
        file("sessions", started_at="2026-11-23T18:00:00-05:00"),
        file("sessions", started_at="2062-03-01T10:00:00-05:00"),
        line("ana 60m 2062-03-01"),
    ]),
    "a session still to come, in the file itself": (TO_COME, [
        row("session", local_date="2026-12-01"), row("session", local_date="2062-03-01"),
    ]),
    "a booking in another age": (FAR, [
        line("ana 60m booked 2062-03-01"), edit(status="booked", on="2062-03-01"),
        said(client="ana", minutes="60", status="booked", on="2062-03-01"),
        file("sessions", status="booked", started_at="2062-03-01T10:00:00-05:00"),
        row("session", status="booked", local_date="2062-03-01"),
    ]),
    "a day before any career": (EARLY, [
        line("ana 60m 0206-03-01"), said(client="ana", minutes="60", on="0206-03-01"),
        edit(on="0206-03-01"), file("sessions", started_at="0206-03-01T10:00:00-05:00"),
        bar("spend 12 oil 0206-03-01"), bar("trip 12mi 0206-03-01"), bar("checkin body 3 0206-03-01"),
        money("payment", on="0206-03-01"), money("expense", on="0206-03-01"),
        money("trip", on="0206-03-01"), file("expenses", date="0206-03-01"),
        file("checkins", date="0206-03-01"), incident(at="0206-03-01"),
        file("incidents", occurred_at="0206-03-01T10:00:00-05:00"), file("square", Date="03/01/0206"),
        call(lambda desk: desk.ledger.pay("ana", "5", on="0206-03-01")),
        call(lambda desk: desk.medical.referrals.refer("ana", {"by": "x", "on": "0206-03-01"})),
        row("session", local_date="0206-03-01"), row("payment", received_on="0206-03-01"),
        row("expense", spent_on="0206-03-01"), row("trip", travelled_on="0206-03-01"),
        row("work_time", worked_on="0206-03-01"), row("check_in", checked_on="0206-03-01"),
        row("incident", local_date="0206-03-01"), row("redemption", redeemed_on="0206-03-01"),
        row("referral", referred_on="0206-03-01"), row("function_note", noted_on="0206-03-01"),
    ]),
    "a day still to come": (TO_COME, [
        bar("spend 12 oil 2062-03-01"), bar("trip 12mi 2026-11-24"), bar("checkin body 3 2026-11-24"),
        money("payment", on="2026-11-24"), money("expense", on="2062-03-01"),
        money("trip", on="2026-11-24"), file("expenses", date="2062-03-01"),
        file("expenses", date="2026-11-24"), file("checkins", date="2026-11-24"),
        incident(at="2026-11-24"), file("incidents", occurred_at="2026-11-24T10:00:00-05:00"),
        file("square", Date="11/24/2026"), file("square", Date="03/01/2062"),
        call(lambda desk: desk.ledger.pay("ana", "5", on="2026-11-24")),
        call(lambda desk: desk.ledger.work("5", "admin", on="2026-11-24")),
        call(lambda desk: desk.credits.sell("ana", "5", on="2026-11-24")),
        call(lambda desk: desk.medical.referrals.refer("ana", {"by": "x", "on": "2026-11-24"})),
        row("payment", received_on="2062-03-01"), row("expense", spent_on="2062-03-01"),
        row("trip", travelled_on="2062-03-01"), row("work_time", worked_on="2062-03-01"),
        row("check_in", checked_on="2062-03-01"), row("incident", local_date="2062-03-01"),
        row("client", standing_since="2062-03-01"),
    ]),
    "a price beyond reach": (TOO_MUCH, [
        line("ana 60m 10001"), said(client="ana", minutes="60", price="10001"), edit(price="10001"),
        file("sessions", fee="10000.01"), row("session", price_minor=1_000_001),
        call(lambda desk: desk.practice.menu.add({"name": "Gold", "price": "10001"})),
    ]),
    "a tip beyond reach": (TOO_MUCH, [
        line("ana 60m 90+10001"), said(client="ana", minutes="60", tip="10001"), edit(tip="10001"),
        file("sessions", tip="10001"), file("square", Tip="$10,001.00"),
    ]),
    "money in or out beyond reach": (TOO_MUCH, [
        bar("spend 100001 oil"), bar("pay ana 100001"), money("payment", amount="100001"),
        money("expense", amount="100001"), file("expenses", amount="100001"),
        file("square", Total_Collected="$100,001.00"), incident(lost="1000001"),
        call(lambda desk: desk.credits.sell("ana", "100001")),
        call(lambda desk: desk.ledger.recurring.add("100001", "x", category="other", day="1")),
        call(lambda desk: desk.practice.set("income_target", "10000001")),
        row("payment", amount_minor=10_000_001), row("expense", amount_minor=10_000_001),
        row("incident", lost_minor=100_000_001), row("redemption", amount_minor=10_000_001),
        row("recurring_expense", amount_minor=10_000_001),
    ]),
    "a fee above its amount": ("is more than the amount itself", [
        call(lambda desk: desk.ledger.pay("ana", "5", fee="6")), money("payment", fee="500"),
        file("square", Fees="($91.00)"),
    ]),
    "effort": (rules.EFFORT.words, [
        line("ana 60m e11"), line("ana 60m e4.2"), said(effort="11"), said(effort="4.2"),
        edit(effort="11"), file("sessions", effort="11"), file("sessions", effort="4.2"),
        call(lambda desk: desk.practice.menu.add({"name": "Hard", "effort": "11"})),
        row("session", effort=10.5), row("session", effort=4.2), row("service", usual_effort=4.2),
    ]),
    "pressure": (rules.PRESSURE.words, [
        line("ana 60m r6"), said(pressure="6"), edit(pressure="6"), file("sessions", pressure="6"),
        row("session", pressure=6),
    ]),
    "pain": (rules.PAIN.words, [
        line("ana 60m p11-3"), said(pain="11-3"), edit(pain="11-3"), edit(pain_after="11"),
        file("sessions", pain_before="11"), file("sessions", pain_after="11"),
        row("session", pain_before=11), row("session", pain_after=11),
    ]),
    "severity": (rules.SEVERITY.words, [incident(severity="6"), row("incident", severity=6)]),
    "severity in their words": (rules.THEIR_SEVERITY.words, [
        file("incidents", severity="11"), row("incident", source_severity=11),
    ]),
    "the minute it was ended": (rules.ENDED_MINUTE.words, [
        incident(ended="721"), row("incident", ended_minute=721),
    ]),
    "days off": (rules.DAYS_OFF.words, [
        file("incidents", days_off="10001"), row("incident", days_off=10_001),
    ]),
    "body, mind, soreness": (rules.RATING.words, [
        bar("checkin body 11"), bar("checkin mind 11"), bar("checkin neck 11"),
        call(lambda desk: desk.wellbeing.edit(1, {"body": "11"})),
        call(lambda desk: desk.wellbeing.edit(1, {"neck": "11"})),
        file("checkins", fatigue="11"), file("checkins", pain="11"),
        row("check_in", body=11), row("check_in", mind=11), row("soreness", level=11),
    ]),
    "mood": (rules.MOOD.words, [file("checkins", mood="6")]),
    "sleep": (rules.SLEEP.words, [
        bar("checkin sleep 25"), call(lambda desk: desk.wellbeing.edit(1, {"sleep": "25"})),
        file("checkins", sleep_hours="25"), row("check_in", sleep_hours=25),
    ]),
    "distance": (rules.DISTANCE.words, [
        bar("trip 6000mi"), money("trip", distance="6000"), row("trip", distance_tenths=60_000),
    ]),
    "unpaid minutes": (rules.WORK_MINUTES.words, [
        bar("time 1441 admin"), call(lambda desk: desk.ledger.work("1441", "admin")),
        row("work_time", minutes=1_441),
    ]),
    "day of a month": (rules.DAY_OF_MONTH.words, [
        call(lambda desk: desk.ledger.recurring.add("5", "x", category="other", day="32")),
        row("recurring_expense", day=32),
    ]),
    "sessions sold": (rules.SESSIONS_SOLD.words, [
        call(lambda desk: desk.credits.sell("ana", "5", sessions_sold="501")),
        row("credit", sessions=501),
    ]),
    "visits": (rules.VISITS.words, [
        call(lambda desk: desk.medical.referrals.refer("ana", {"by": "x", "visits": "1000"})),
        row("referral", visits_authorised=1_000),
    ]),
    "a day agreed for later": ("is after 2200", [
        call(lambda desk: desk.credits.sell("ana", "5", expires="2206-01-01")),
        call(lambda desk: desk.medical.referrals.refer("ana", {"by": "x", "until": "2206-01-01"})),
        call(lambda desk: desk.ledger.recurring.add(
            "5", "x", category="other", day="1", start="2206-01-01")),
        incident(follow_up="2206-01-01: x"), row("credit", expires_on="2206-01-01"),
        row("referral", valid_until="2206-01-01"), row("incident_follow_up", due_on="2206-01-01"),
    ]),
}  # fmt: skip


@pytest.fixture
def desk(desk):
    desk.sessions.log("ana swedish 60m 90 card e4", confirmed=True)
    desk.ledger.spend("12 oil")
    desk.ledger.trip("12mi")
    desk.wellbeing.check_in("body 3 neck 2")
    return desk


@pytest.mark.parametrize("what", DOORS)
def test_one_rule_one_sentence_through_every_door(desk, path, tables, tmp_path, what):
    sentence, doors = DOORS[what]
    before = tables(path)
    for number, door in enumerate(doors):
        for found in door(desk, tmp_path):
            assert sentence in found, (what, number, found)
    assert tables(path) == before


def test_what_is_just_within_the_rules_is_taken(desk, tmp_path):
    desk.sessions.log("ana 720m 10000+10000 e10 r5 p10-0 1950-01-01", confirmed=True)
    desk.sessions.log("ana 60m booked 2028-11-22", confirmed=True)
    path = tmp_path / "sessions.csv"
    rows = [
        FILES["sessions"] | {"id": "1", "started_at": "2026-11-23T17:45:00-05:00", "minutes": "720"},
        FILES["sessions"] | {"id": "2", "started_at": "1950-01-01T10:00:00-05:00", "fee": "10000"},
        FILES["sessions"] | {"id": "3", "started_at": "2028-11-22T10:00:00-05:00", "status": "booked"},
        # Late on the 24th of November by the clocks of UTC, and past all the same.
        FILES["sessions"] | {"id": "4", "started_at": "2026-11-23T22:00:00+00:00"},
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([list(rows[0]), *(list(each.values()) for each in rows)])
    [tally] = desk.files.import_files([path])
    assert (tally.new, tally.problems) == (4, [])


@pytest.mark.parametrize(
    ("code", "most"),
    [("USD", "10000"), ("JPY", "1000000"), ("VND", "100000000"), ("KWD", "10000.000")],
)
def test_reach_goes_with_the_currency(desk, code, most):
    from mtdesk.model.money import currency

    money = currency(code)
    limit = money.parse(most)
    assert rules.PRICE.check(limit, money, "price") == limit
    with pytest.raises(InvalidError, match=TOO_MUCH.replace("?", r"\?")):
        rules.PRICE.check(limit + 1, money, "price")


def test_a_rule_says_what_it_means_for_any_number():
    assert rules.EFFORT.check(6.5, "effort") == 6.5
    for value in (float("nan"), float("inf"), -0.5, 10.5, 0.25):
        with pytest.raises(InvalidError):
            rules.EFFORT.check(value, "effort")
    assert rules.PAST.check(date(2026, 11, 23), date(2026, 11, 23), "on")
