"""credit, outstanding, expense, time: what they print, and what they refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from made_once import written_once

from mtdesk.cli import call as options


@written_once
def practice(done):
    done("service", "edit", "swedish", "price=100")
    done("log", "ana", "swedish", "--yes")
    done("credit", "sell", "ana", "300", "--sessions", "4", "--code", "P-1", "--method", "card")
    done("credit", "sell", "ana", "50", "--kind", "gift_card", "--expires", "2027-01-01")
    done("log", "ana", "swedish", "package")
    done("expense", "recurring", "add", "650", "Maple", "Street", "--category", "rent_room",
         "--day", "1", "--from", "2026-10-01")  # fmt: skip


def test_selling_and_listing(practice, done):
    found = done("credit", "list", "--json").json
    assert (found["schema"], found["currency"], found["total_minor"]) == (1, "USD", 27_500)
    package, card = found["credits"]
    assert package == {
        "id": 1, "kind": "package", "client": "ana", "sold_on": "2026-11-23",
        "amount_minor": 30_000, "used_minor": 7_500, "rest_minor": 22_500, "state": "open",
        "expires_on": None, "sessions": 4, "sessions_left": 3, "code": "P-1", "payment": 1,
        "refunded_minor": 0,
    }  # fmt: skip
    assert (card["kind"], card["expires_on"]) == ("gift_card", "2027-01-01")
    lines = done("credit", "list").out.splitlines()
    assert lines[1].split() == [
        "1", "2026-11-23", "ana", "package", "$300.00", "$225.00", "3", "of", "4", "open", "P-1",
    ]  # fmt: skip
    assert lines[-1].strip() == "$275.00 of work is owed for them"
    assert done("credit", "list", "--client", "ana", "--json").json["credits"] == [package, card]
    then = done("credit", "list", "--json", "--today", "2027-01-01").json
    assert [each["state"] for each in then["credits"]] == ["open", "expired"]
    assert then["total_minor"] == 22_500


def test_used_ones_are_listed_when_asked_for(done):
    done("log", "ana", "60m", "90", "--yes")
    done("credit", "sell", "ana", "60")
    done("log", "ana", "60m", "60", "package")
    assert "No package" in done("credit", "list").out
    assert done("credit", "list", "--all", "--json").json["credits"][0]["state"] == "used"


def test_a_refund_of_what_is_left(practice, done, run):
    ran = done("credit", "refund", "1", "75", "--method", "card", "--json").json
    assert (ran["payment"]["kind"], ran["payment"]["amount_minor"]) == ("refund", 7_500)
    assert ran["payment"]["refunded_credit"] == 1
    credit = ran["credit"]
    assert (credit["refunded_minor"], credit["rest_minor"], credit["sessions_left"]) == (
        7_500, 15_000, 2,
    )  # fmt: skip
    said = done("pay", "ana", "100", "--kind", "refund", "--credit", "1").out
    assert said.startswith("refund $100.00, ana, 2026-11-23, of credit 1\n")
    said = done("credit", "refund", "1").out
    assert said.splitlines()[:2] == [
        "refund $50.00, ana, 2026-11-23, of credit 1",
        "  credit 1 (package) holds $0.00, 0 of 4 sessions",
    ]
    listed = done("credit", "list", "--all", "--json").json
    assert [each["state"] for each in listed["credits"]] == ["refunded", "open"]
    assert listed["total_minor"] == 5_000
    ran = run("credit", "refund", "1")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "mtdesk: credit 1 is refunded; there is nothing to give back.\n"
    assert run("pay", "ana", "10", "--credit", "2").code == 1
    done("undo")
    assert done("credit", "list", "--json").json["credits"][0]["rest_minor"] == 5_000


def test_the_echo_says_what_is_left(practice, done):
    said = done("log", "ana", "swedish", "gift", "card", "30").out
    assert "from gift card" in said
    assert "ana has $245.00 (3 sessions) of credit left" in said
    ran = done("log", "ana", "swedish", "package", "--json").json
    assert ran["payments"] == []
    assert ran["credit_minor"] == 17_000
    [used] = ran["redemptions"]
    assert (used["amount_minor"], used["credit"], used["session"]) == (7_500, 1, 4)


def test_redeeming_and_giving_back(practice, done):
    ran = done("credit", "redeem", "1", "--credit", "2", "--amount", "20", "--json").json
    assert (ran["owed_minor"], ran["session"]["price_minor"]) == (8_000, 10_000)
    assert ran["credits"][0]["rest_minor"] == 3_000
    assert "session 1 of $100.00: paid from credit" in done("credit", "redeem", "1").out
    back = done("credit", "give-back", "1").out
    assert "$100.00 owed" in back
    assert "credit 1 (package) holds $225.00, 3 of 4 sessions" in back
    done("undo")
    assert done("outstanding", "--json").json["total_minor"] == 0


def test_outstanding(practice, done):
    done("log", "bo", "swedish", "11-20", "--yes")
    done("log", "bo", "swedish", "11-21")
    found = done("outstanding", "--json").json
    assert (found["schema"], found["as_of"], found["total_minor"]) == (1, "2026-11-23", 30_000)
    assert found["sessions"][0] == {
        "id": 3, "local_date": "2026-11-20", "client": "bo", "price_minor": 10_000,
        "tax_minor": 0, "owed_minor": 10_000, "days": 3, "payer": "client", "workplace": None,
        "insurer": None,
    }  # fmt: skip
    assert [
        (each["client"], each["owed_minor"], each["sessions"], each["paid_ahead_minor"])
        for each in found["by_client"]
    ] == [("bo", 20_000, 2, 0), ("ana", 10_000, 1, 0)]
    assert done("outstanding", "--client", "ana", "--json").json["total_minor"] == 10_000
    assert "all     $300.00" in done("outstanding").out
    done("pay", "ana", "100")
    assert "Nothing is outstanding" in done("outstanding", "--client", "ana").out


def test_reading_an_absent_file(done, path):
    assert done("outstanding", "--json").json["sessions"] == []
    assert done("credit", "list", "--json").json["credits"] == []
    assert done("time", "--json").json["running"] is None
    assert done("time", "list", "--json").json["work"] == []
    assert done("expense", "recurring", "list", "--json").json["recurring"] == []
    assert done("expense", "due", "--json").json["due"] == []
    assert done("expense", "due", "--book", "--json").json["expenses"] == []
    assert not path.exists()


def test_learned_categories_are_said(done):
    assert done("spend", "10", "Oil Bar", "supplies", "--json").json["category_from"] == "typed"
    assert "supplies (as last time)" in done("spend", "12", "oil", "bar").out
    assert done("spend", "12", "OIL", "bar", "--json").json["category_from"] == "learned"
    assert done("spend", "5", "tape", "--json").json["category_from"] == "none"


class TestTimer:
    def test_from_start_to_stop(self, done, clock):
        assert "No timer" in done("time").out
        ran = done("time", "start", "laundry", "--json").json
        assert ran["running"]["kind"] == "laundry"
        later = lambda: clock() + timedelta(minutes=80)  # noqa: E731
        assert done("time", at=later).out == "laundry: 1 h 20 since 2026-11-23 17:45\n"
        assert done("time", "--json", at=later).json["running"]["minutes"] == 80
        assert "unpaid time: 1 h 20 laundry" in done("time", "stop", at=later).out
        assert [each["minutes"] for each in done("time", "list", "--json").json["work"]] == [80]

    def test_a_forgotten_one_is_asked_for(self, done, run, clock, monkeypatch):
        done("time", "start", "admin", "--note", "taxes")
        later = lambda: clock() + timedelta(hours=17)  # noqa: E731
        ran = run("time", "stop", at=later)
        assert (ran.code, ran.out) == (1, "")
        assert "say how many minutes it was" in ran.err
        monkeypatch.setattr("mtdesk.cli.ledger.is_interactive", lambda: True)
        monkeypatch.setattr("click.prompt", lambda *_, **__: "45")
        work = done("time", "stop", "--json", at=later).json
        assert (work["minutes"], work["note"]) == (45, "taxes")
        assert options.is_interactive

    def test_minutes_as_before(self, done):
        work = done(
            "time", "45", "laundry", "--on", "2026-11-20", "--note", "towels", "--json"
        ).json
        assert (work["minutes"], work["worked_on"], work["note"]) == (45, "2026-11-20", "towels")


def test_recurring_expenses(practice, done):
    found = done("expense", "recurring", "list", "--json").json["recurring"]
    assert found == [
        {
            "id": 1, "amount_minor": 65_000, "vendor": "Maple Street", "category": "rent_room",
            "day": 1, "from": "2026-10-01", "until": None,
        }
    ]  # fmt: skip
    due = done("expense", "due", "--json").json
    assert (due["total_minor"], [each["due_on"] for each in due["due"]]) == (
        130_000,
        ["2026-10-01", "2026-11-01"],
    )
    assert len(done("expense", "due", "--book", "--json").json["expenses"]) == 2
    assert done("expense", "due").out == "Nothing is due.\n"
    assert "comes back no more" in done("expense", "recurring", "remove", "1").out
    done("undo")
    assert len(done("expense", "recurring", "list", "--json").json["recurring"]) == 1


WRONG = [
    "credit sell", "credit sell ana", "credit sell nobody 50", "credit sell ana x", "credit sell ana 0",
    "credit sell ana -5", "credit sell ana 50 --kind tip", "credit sell ana 50 --sessions 0",
    "credit sell ana 50 --sessions x", "credit sell ana 50 --expires 2020-01-01",
    "credit sell ana 50 --expires x", "credit sell ana 50 --on 2030-01-01",
    "credit sell ana 50 --method package", "credit list --client nobody", "credit list extra",
    "credit redeem", "credit redeem x", "credit redeem 99", "credit redeem 2", "credit redeem -1",
    "credit redeem 1 --credit 9", "credit redeem 1 --amount 0", "credit redeem 1 --amount x",
    "credit redeem 1 --amount 999", "credit redeem 1 --credit 2", "credit redeem 1 --on x",
    f"credit redeem {'9' * 30}", "credit give-back", "credit give-back 1", "credit give-back 99",
    "credit nothing", "outstanding --client nobody", "outstanding extra", "outstanding --today x",
    "log ana swedish package gift card", "log ana swedish 900 package", "log bo swedish package --yes",
    "log ana swedish booked package", "log ana swedish free package", "edit 2 client=bo --yes",
    "edit 2 method=cash", "edit 1 method=package", "pay ana 10 --method package",
    "pay ana 1000 --kind refund", "edit 1 amount=5 --of payment", "remove 1 --of payment",
    "expense", "expense recurring", "expense recurring add", "expense recurring add 5 x",
    "expense recurring add 5 x --category fun --day 1", "expense recurring add x x --category dues --day 1",
    "expense recurring add 5 x --category dues --day 32", "expense recurring add 5 x --category dues --day x",
    "expense recurring add 5 x --category dues --day 1 --from x",
    "expense recurring add 5 x --category dues --day 1 --until 2020-01-01",
    "expense recurring remove", "expense recurring remove 9", "expense recurring remove x",
    "expense due extra", "expense nothing", "time start", "time start napping", "time start a b",
    "time stop", "time stop x", "time stop 1 2", "time list x", "time start admin --on 2026-11-20",
    "time 45", "time 45 admin x", "time --on 2026-11-20", "time list --note x",
]  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_bad_input_is_one_sentence_and_changes_nothing(practice, run, path, tables, line):
    before = tables(path)
    ran = run(*line.split())
    assert ran.code in {1, 2} or line in {"expense", "expense recurring"}, ran
    assert "Traceback" not in ran.err
    assert "should not have" not in ran.err
    if ran.code:
        assert len([each for each in ran.err.splitlines() if each.startswith("mtdesk: ")]) == 1
    assert tables(path) == before
