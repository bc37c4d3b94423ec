"""`close`: asked on a terminal, listed elsewhere, and one operation."""

from __future__ import annotations

import sys
from datetime import timedelta
from io import StringIO

import pytest

from mtdesk.cli.week import closing


@pytest.fixture
def day(done, clock):
    """A booking that is over, a session without a way of paying or an effort, two tomorrow."""

    def morning():
        return clock() - timedelta(hours=8)

    done("settings", "currency", "USD")
    for line in (
        "kofi deep 60m 100 booked 14:30", "noor swedish 90m booked tomorrow 10:00",
        "ana deep 180m booked tomorrow 12:00", "hana swedish 60m 90 8:30", "bo thai 30m booked 11-24",
    ):  # fmt: skip
        done("log", line, "--yes", at=morning)
    done("log", "bo thai 30m 40 unpaid e5 16:00", "--yes")


@pytest.fixture
def typed(monkeypatch, run):
    """`typed("close", answer, answer, ...)`: on a terminal, where the last answer is ctrl+d."""

    def typed(command, *answers):
        for module in (closing, "mtdesk.cli.call"):
            name = module if isinstance(module, str) else module.__name__
            monkeypatch.setattr(f"{name}.is_interactive", lambda: True)
        monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{each}\n" for each in answers)))
        return run(*command.split())

    return typed


def test_json_says_what_is_open_and_writes_nothing(day, done, tables, path):
    before = tables(path)
    found = done("close", "--json").json
    assert (found["date"], found["currency"]) == ("2026-11-23", "USD")
    assert found["open"] == [
        {"kind": "booking", "session": 1, "what": "kofi 14:30, Deep tissue 60 min: did it happen?"},
        {
            "kind": "method",
            "session": 4,
            "what": "hana 08:30, Swedish 60 min: $90.00 came in, how?",
        },
        {
            "kind": "effort",
            "session": 4,
            "what": "hana 08:30, Swedish 60 min: how hard was it on you? ~3 is an estimate",
        },
        {
            "kind": "check_in",
            "session": None,
            "what": "check-in: how worn out are body and mind?",
        },
    ]
    assert (found["untimed"], found["owed_minor"], found["earlier_bookings"]) == ([], 4000, 0)
    assert found["tomorrow"] == {
        "date": "2026-11-24",
        "bookings": 3,
        "booked_minutes": 300,
        "limit_minutes": 240,
        "first_at": "10:00",
        "what": "tomorrow 3 bookings, 5 h, 1 h past your 4 h; first 10:00 noor",
    }
    assert tables(path) == before


def test_another_day_with_a_session_whose_time_is_not_known(day, done):
    done("log", "ana swedish 60m 90 card e4 11-20")
    found = done("close", "2026-11-20", "--json").json
    assert [each["kind"] for each in found["open"]] == ["check_in"]
    assert found["untimed"] == [7]
    assert found["tomorrow"]["date"] == "2026-11-21"


def test_without_a_terminal_it_lists_the_command_that_answers_each(day, done, tables, path):
    before = tables(path)
    out = done("close").out
    assert "mtdesk done 1" in out
    assert "bo owes $40.00" in out
    assert tables(path) == before
    for command in ("done 1 100 card e6", "edit 4 method=card", "edit 4 effort=3"):
        done(*command.split())
    done("checkin", "body", "4", "mind", "3")
    assert "✓ Nothing left to do." in done("close").out


def test_asked_one_by_one_written_at_once_and_undone_at_once(day, typed, run, tables, path):
    before = tables(path)
    ran = typed("close", "y", "card", "6", "y", "6 4")
    assert ran.code == 0, ran.err
    assert "4 left · kofi 14:30, Deep tissue 60 min: did it happen?" in ran.err
    assert "✓ Nothing left to do." in ran.out
    assert "tomorrow 3 bookings" in ran.out
    found = run("history", "--json").json["operations"][0]
    assert (found["kind"], found["summary"]) == ("close", "close of 2026-11-23: 5 answers")
    assert run("close", "--json").json["open"] == []
    assert run("undo").code == 0
    assert tables(path) == before


def test_what_an_answer_opens_is_asked_too(day, typed):
    ran = typed("close", "y", "", "", "", "")
    assert ran.code == 0, ran.err
    assert "kofi 14:30, Deep tissue 60 min: how hard was it on you? ~6 is an estimate" in ran.err


def test_a_wrong_answer_is_said_and_asked_again(day, typed, done):
    ran = typed("close", "90z", "late-cancel 40 cash", "crad", "card", "11", "", "")
    assert ran.code == 0, ran.err
    assert "✗ entry: “90z” is no length" in ran.err
    assert "✗ method: “crad” is no way of paying" in ran.err
    assert "✗ effort: 11 is not 0 to 10" in ran.err
    assert "→ kofi · Deep tissue, wellness · late-cancel" in ran.err
    kinds = [each["kind"] for each in done("close", "--json").json["open"]]
    assert kinds == ["effort", "check_in"]


def test_left_alone_or_stopped_nothing_is_written(day, typed, tables, path):
    before = tables(path)
    ran = typed("close", "", "", "", "")
    assert ran.code == 0
    assert "mtdesk undo" not in ran.out
    assert tables(path) == before
    ran = typed("close", "y", "card")  # and ctrl+d
    assert ran.code == 130
    assert "nothing was changed" in ran.err
    assert tables(path) == before


def test_a_closed_year_is_asked_about(day, typed, done, tables, path):
    done("log", "ana swedish 60m 90 card 2025-11-20")
    done("year", "2025", "--close", "--yes")
    before = tables(path)
    assert typed("close 2025-11-20", "6", "n").code == 1
    assert tables(path) == before


@pytest.mark.parametrize(
    ("day_said", "code", "message"),
    [
        ("tomorrow", 1, "close: “tomorrow” is not a date; write it like 2026-11-20"),
        ("2026-11-24", 1, "close: 2026-11-24 is still to come"),
        ("1815-06-18", 1, "close: 1815-06-18 is before 1950"),
    ],
)
def test_a_day_that_cannot_be_closed_is_one_sentence(run, day_said, code, message):
    ran = run("close", day_said)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err


def test_where_there_is_no_practice_it_says_so(done, path):
    assert "There is no practice" in done("close").out
    assert done("close", "--json").json["open"] == []
    assert not path.exists()
