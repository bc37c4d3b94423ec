"""Received or owed, and by whom: the same words through every door, and the answer that says so."""

from __future__ import annotations

from datetime import datetime

import pytest
from dashboard import opened, shown, typed
from made_once import written_once

from mtdesk.model.ledger.payment import OWED_WORDS

MORNING = datetime.fromisoformat("2026-11-23T09:00:00-05:00")
HEAD = "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note,status"


@written_once
def practice(done):
    done("client", "add", "Ana")
    done("client", "add", "Bo")
    done("workplace", "add", "Harbour Spa")


# -- the doors: a session of Ana's that costs 90, and a word that says nothing came in


def log_line(done, word):
    done("log", "ana", "swedish", "90", word, "10:00")


def log_option(done, word):
    done("log", "ana", "swedish", "90", "10:00", "--method", word)


def log_part(done, word):
    done("log", "ana", "swedish", "90", word, "90", "10:00")


def settle(done, word):
    done("log", "ana", "swedish", "booked", "10:00", at=lambda: MORNING)
    done("done", "1", "90", word)


def settle_option(done, word):
    done("log", "ana", "swedish", "booked", "10:00", at=lambda: MORNING)
    done("done", "1", "--price", "90", "--method", word)


def book_so(done, word):
    done("log", "ana", "swedish", "90", word, "booked", "10:00", at=lambda: MORNING)
    done("done", "1")


def edit(done, word):
    done("log", "ana", "swedish", "90", "card", "10:00")
    done("edit", "1", f"method={word}")


DOORS = (log_line, log_option, log_part, settle, settle_option, book_so, edit)


def standing(done):
    """What the practice says of the session: received, owed, by whom."""
    (session,) = done("outstanding", "--json").json["sessions"]
    year = done("year", "2026", "--json").json
    return year["gross_minor"], session["owed_minor"], session["payer"], year["outstanding_minor"]


@pytest.mark.parametrize("word", OWED_WORDS)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_same_word_means_the_same(practice, done, door, word):
    door(done, word)
    payer = "insurer" if word == "insurance" else "client"
    assert standing(done) == (0, 90_00, payer, 90_00)


@pytest.mark.parametrize("word", OWED_WORDS)
async def test_in_the_bar_and_in_the_form(practice, done, desk, word):
    async with opened(desk) as pilot:
        await typed(pilot, f"ana swedish 90 {word} 10:00")
        who = "the insurer" if word == "insurance" else "Ana"
        assert f"$90.00 owed by {who}" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("f2")
        fields = {
            "client": "bo",
            "service": "swedish",
            "price": "90",
            "method": word,
            "at": "12:00",
        }
        for field, text in fields.items():
            pilot.app.screen.query_one(f"#field-{field}").value = text
        await pilot.press("ctrl+s")
        await pilot.pause()
    found = done("outstanding", "--json").json["sessions"]
    payer = "insurer" if word == "insurance" else "client"
    assert [(each["owed_minor"], each["payer"]) for each in found] == [(90_00, payer)] * 2


@pytest.mark.parametrize("word", OWED_WORDS)
def test_money_that_came_has_no_such_way(practice, run, done, word):
    """`invoice` and `insurance` say how money came; the others say that none did."""
    ran = run("pay", "ana", "90", "--method", word)
    assert ran.code == (0 if word in {"invoice", "insurance"} else 1)
    assert word in {"invoice", "insurance"} or f"{word} says that nothing came in" in ran.err
    assert done("spend", "42", "oil", word).code == 0


ROWS = {
    # fee, tip, method, minutes, status: received, owed
    "90,15,card,60,": (105_00, 0),
    "90,,unpaid,60,": (0, 90_00),
    "90,,Later,60,": (0, 90_00),
    "90,,invoice,60,": (90_00, 0),  # what this format calls a method came in, and that is said
    "45,,,0,": (45_00, 0),
    "45,,,0,cancelled": (0, 0),
    "45,,card,0,cancelled": (45_00, 0),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_neutral_file(practice, done, tmp_path, row):
    fee, tip, method, minutes, status = row.split(",")
    file = tmp_path / "sessions.csv"
    file.write_text(
        f"{HEAD}\n1,2026-11-20T10:00,Ana,{minutes},Swedish,,,{fee},{tip},{method},,,,,{status}\n"
    )
    ran = done("import", file)
    assert ("read as received" in ran.err) == (method == "invoice")
    year = done("year", "2026", "--json").json
    assert (year["gross_minor"], year["outstanding_minor"]) == ROWS[row]


def test_a_tip_is_not_owed(practice, run, tmp_path):
    assert "so no tip did" in run("log", "ana", "swedish", "90+15", "unpaid").err
    file = tmp_path / "sessions.csv"
    file.write_text(f"{HEAD}\n1,2026-11-20T10:00,Ana,60,Swedish,,,90,15,unpaid,,,,,\n")
    ran = run("import", file)
    assert (ran.code, "no tip did" in ran.err) == (1, True)


# -- the answer

ANSWERS = {
    "ana swedish 110": "$110.00 received, method not said",
    "ana swedish 90+15 card": "$90.00 + $15.00 tip received, card",
    "ana swedish 90 unpaid": "$90.00 owed by Ana",
    "ana swedish 90+15 insurance": "$15.00 received, method not said · $90.00 owed by the insurer",
    "ana swedish 95 cash 55 card 40": "$95.00 received, $55.00 cash and $40.00 card",
    "ana swedish cash 55 card 40": "$95.00 received, $55.00 cash and $40.00 card",
    "ana swedish 80+15 cash 55 card 40": "$80.00 + $15.00 tip received, $55.00 cash and $40.00 card",
    "ana swedish 95 cash 20 insurance 75": "$20.00 received, cash · $75.00 owed by the insurer",
    "ana 60m": "no price said",
    "ana no-show 45 unpaid": "$45.00 · nothing received",
    "swedish 60m 90 unpaid": "$90.00 owed by no client said",
}


@pytest.mark.parametrize("line", ANSWERS)
def test_the_answer_says_so(practice, done, line):
    assert ANSWERS[line] in done("log", *line.split(), "10:00").out
    said = done("edit", "1", "note=x", "--json").json
    came = sum(each["amount_minor"] for each in said["payments"])
    assert said["session"]["received_minor"] == came
    owing = done("outstanding", "--json").json["total_minor"]
    assert said["session"]["owed_minor"] == owing


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ana swedish 95 cash 55 card 30", "the parts make $85.00 and the whole is $95.00"),
        ("ana swedish 95 cash 55", "the parts make $55.00 and the whole is $95.00"),
        ("ana swedish 95 cash 55 card", "second time"),
        ("ana swedish 80+15 cash 5 later 90", "a tip is not owed"),
    ],
)
def test_parts_that_are_not_the_whole(practice, run, path, tables, line, why):
    before = tables(path)
    ran = run("log", *line.split())
    assert (ran.code, why in ran.err) == (1, True), ran.err
    assert tables(path) == before


# -- who collects, who pays


@pytest.fixture
def collects(practice, done):
    done("workplace", "terms", "harbour spa", "--kind", "split", "--percent", "50",
         "--collects", "workplace", "--from", "2026-01-01")  # fmt: skip


def test_a_workplace_that_collects(collects, done):
    said = done("log", "ana", "swedish", "90+10", "card", "@harbour").out
    assert "$45.00 owed by Harbour Spa" in said
    assert "Harbour Spa collects and owes you $45.00; Ana owes you nothing" in said
    (session,) = done("outstanding", "--json").json["sessions"]
    assert (session["owed_minor"], session["payer"]) == (45_00, "workplace")
    assert done("client", "show", "ana", "--json").json["outstanding_minor"] == 0
    paid = done("pay", "harbour", "45", "--json").json["payments"]
    assert [(each["session"], each["workplace"], each["client"]) for each in paid] == [
        (1, "Harbour Spa", None)
    ]
    assert done("outstanding", "--json").json["total_minor"] == 0
    year = done("year", "2026", "--json").json
    (place,) = year["by_workplace"]
    assert (year["gross_minor"], place["gross_minor"], place["earned_minor"]) == (55_00,) * 3


def test_wages_stand_apart_and_are_settled_to_the_cent(practice, done):
    done("workplace", "terms", "harbour spa", "--kind", "hourly", "--amount", "32", "--employed",
         "--collects", "workplace", "--from", "2026-01-01")  # fmt: skip
    for day in ("11-18", "11-19", "11-20"):
        done("log", "ana", "swedish", "50m", "90", "@harbour", day)
    assert done("outstanding", "--json").json["total_minor"] == 3 * 26_67
    (held,) = done("workplace", "list", "--json").json["workplaces"]
    assert held["earned_minor"] == 80_00
    done("pay", "harbour spa", "80")
    assert done("outstanding", "--json").json["total_minor"] == 0
    year = done("year", "2026", "--json").json
    assert (year["gross_minor"], year["wages_minor"]) == (0, 80_00)


def test_terms_that_come_later_take_what_nobody_paid(practice, done):
    done("log", "ana", "swedish", "90", "unpaid", "@harbour", "11-19")
    done("log", "ana", "swedish", "90", "cash", "@harbour", "11-20")
    said = done("workplace", "terms", "harbour spa", "--kind", "split", "--percent", "50",
                "--collects", "workplace", "--from", "2026-01-01").out  # fmt: skip
    assert "for 1 session that nobody has paid it owes $45.00" in said
    assert done("outstanding", "--json").json["total_minor"] == 45_00


def test_a_file_of_where_it_collects(collects, done, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text(f"{HEAD}\n1,2026-11-20T10:00,Ana,60,Swedish,,,90,10,card,Harbour Spa,,,,\n")
    done("import", file)
    year = done("year", "2026", "--json").json
    assert (year["gross_minor"], year["outstanding_minor"]) == (10_00, 45_00)


def test_a_name_of_both_is_asked_for(collects, run, done):
    done("client", "add", "Harbour Spa")
    ran = run("pay", "harbour spa", "45")
    assert ran.code == 1
    assert "is the client 3 Harbour Spa and the workplace Harbour Spa" in ran.err
    assert done("pay", "@harbour spa", "45", "--json").json["payments"][0]["workplace"]
    assert done("pay", "3", "45", "--json").json["payments"][0]["client"] == "Harbour Spa"


def test_an_insurer_pays_later_and_less(practice, done):
    done("log", "ana", "swedish", "110", "insurance", "11-20")
    done("log", "bo", "swedish", "100", "insurance", "11-21")
    said = done("pay", "ana", "85", "--insurer", "Blue Cross").out
    assert "$25.00 of session 1 is owed by insurer Blue Cross" in said
    assert "payer=client" in said
    assert "price=85.00" in said
    assert "$25.00 owed by Ana" in done("edit", "1", "payer=client").out
    done("undo")
    done("edit", "1", "price=85.00")
    left = done("outstanding", "--json").json["sessions"]
    assert [(each["id"], each["owed_minor"]) for each in left] == [(2, 100_00)]
    assert "toward session 2" in done("pay", "100", "--insurer", "blue cross").out
    assert done("year", "2026", "--json").json["gross_minor"] == 185_00


# -- balances


def test_paid_ahead_is_said_when_it_comes_and_when_it_is_used(practice, done):
    assert "$100.00 is paid ahead: the next visit of Ana uses it" in done("pay", "ana", "100").out
    found = done("outstanding", "--json").json
    assert (found["total_minor"], found["total_paid_ahead_minor"]) == (0, 100_00)
    assert [(each["client"], each["paid_ahead_minor"]) for each in found["by_client"]] == [
        ("Ana", 100_00)
    ]
    said = done("log", "ana", "swedish", "90", "unpaid").out
    assert "$90.00 paid ahead" in said
    assert "$90.00 that Ana had paid ahead pays for it; $10.00 is left" in said
    assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 10_00
    assert done("outstanding", "--json", "--today", "2026-11-22").json["total_minor"] == 0
    assert done("year", "2026", "--json").json["gross_minor"] == 100_00
    done("log", "ana", "swedish", "60", "booked", "tomorrow", "card")
    assert "$60.00 paid for it is ahead now; Ana has $70.00 paid ahead" in (
        done("done", "2", "cancelled").out
    )


def test_as_of_a_day_before_it_was_used(practice, done):
    done("pay", "ana", "100", "--on", "2026-11-10")
    done("log", "ana", "swedish", "90", "unpaid", "11-20")
    then = done("outstanding", "--json", "--today", "2026-11-15").json
    assert (then["total_minor"], then["total_paid_ahead_minor"]) == (0, 100_00)
    assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 10_00


def test_what_met_no_session_before_is_used_only_once_it_is_assigned(practice, done, desk, run):
    with desk.book.transaction("import", "", "2026-11-23T00:00:00+00:00"):
        desk.book.execute(
            "INSERT INTO payment (client_id, received_on, kind, amount_minor) "
            "VALUES (1, '2026-11-20', 'session', 10000)"
        )
    assert "$90.00 owed by Ana" in done("log", "ana", "swedish", "90", "unpaid").out
    assert done("outstanding", "--json").json["total_paid_ahead_minor"] == 0
    said = done("pay", "ana", "--assign").out
    assert "toward session 1" in said
    found = done("outstanding", "--json").json
    assert (found["total_minor"], found["total_paid_ahead_minor"]) == (0, 10_00)
    assert run("pay", "bo", "--assign").code == 1


def test_the_session_named(practice, done, run):
    done("log", "ana", "swedish", "90", "unpaid", "11-19")
    done("log", "ana", "swedish", "80", "unpaid", "11-20")
    assert "toward session 2" in done("pay", "ana", "80", "--session", "2").out
    assert [each["id"] for each in done("outstanding", "--json").json["sessions"]] == [1]
    ran = run("pay", "bo", "80", "--session", "1")
    assert (ran.code, "is Ana’s, not Bo’s" in ran.err) == (1, True)


def test_sales_tax_is_owed_beside_the_price_and_is_a_kind_of_its_own(practice, done):
    done("log", "ana", "swedish", "90", "card", "--tax", "7.20")
    done("log", "ana", "swedish", "90", "unpaid", "--tax", "7.20")
    assert done("outstanding", "--json").json["total_minor"] == 97_20
    done("pay", "ana", "95")
    assert done("outstanding", "--json").json["total_minor"] == 2_20
    done("pay", "ana", "2.20", "--kind", "sales_tax")
    assert done("outstanding", "--json").json["total_minor"] == 0
    year = done("year", "2026", "--json").json
    assert (year["gross_minor"], year["session_fees_minor"]) == (180_00, 180_00)


# -- and back

OPERATIONS = (
    ("pay", "ana", "200"),
    ("pay", "ana", "40", "--session", "1"),
    ("pay", "50", "--insurer", "Blue Cross"),
    ("pay", "ana", "--assign"),
    ("log", "cy", "swedish", "95", "cash", "55", "later", "40", "--yes"),
    ("log", "bo", "swedish", "90", "unpaid", "--tax", "7"),
    ("edit", "1", "method=insurance", "insurer=Aetna"),
    ("edit", "1", "client=bo"),
    ("edit", "3", "payer=client"),
    ("edit", "4", "price=20"),
    ("remove", "4"),
    ("workplace", "terms", "harbour spa", "--kind", "split", "--percent", "50", "--collects",
     "workplace", "--from", "2026-01-01"),
)  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_undo_brings_the_tables_back(practice, done, desk, path, tables, operation):
    done("log", "ana", "swedish", "90", "unpaid", "11-18")
    done("log", "ana", "swedish", "90", "unpaid", "@harbour", "11-19")
    done("log", "ana", "swedish", "90", "insurance", "11-19")
    done("pay", "bo", "50", "--on", "2026-11-10")
    done("log", "bo", "swedish", "30", "unpaid", "11-19")
    with desk.book.transaction("import", "", "2026-11-23T00:00:00+00:00"):
        desk.book.execute(
            "INSERT INTO payment (client_id, received_on, kind, amount_minor) "
            "VALUES (1, '2026-11-20', 'session', 10000)"
        )
    kept = {"operation", "change"}
    before = tables(path)
    done(*operation)
    assert tables(path) != before
    done("undo")
    after = tables(path)
    assert {k: v for k, v in after.items() if k not in kept} == {
        k: v for k, v in before.items() if k not in kept
    }
