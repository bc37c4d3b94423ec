"""`done`, `ahead`, `today` and bookings in `week`: what they say, and that reading is of a day."""

from __future__ import annotations

import pytest
from made_once import written_once


@written_once
def booked(done):
    """Wednesday's 300 minutes with Ana, booked."""
    done("settings", "currency", "USD")
    logged = done("log", "ana", "swedish", "300m", "booked", "wed", "9:00", "--yes", "--json")
    return logged.json["id"]


def test_the_week_keeps_what_was_done_apart_from_what_is_booked(booked, done):
    done("log", "ana", "swedish", "60m", "e4", "9:00")
    week = done("week", "--json").json
    assert (week["sessions"], week["hands_on_minutes"], week["load"]) == (1, 60, 240)
    assert (week["booked_minutes"], week["booked_load"]) == (300, 900)
    assert [each["rule"] for each in week["ahead"]] == ["hands_on_day"]
    assert week["ahead"][0]["evidence"]["booked"] is True
    assert week["findings"] == []
    assert done("risk", "--json").json["findings"] == []


def test_a_week_that_is_over_says_nothing_of_bookings(booked, done):
    assert not {"booked_minutes", "booked_load", "ahead"} & set(
        done("week", "2026-11-16", "--json").json
    )
    seen_later = done("week", "2026-11-25", "--today", "2026-12-05", "--json").json
    assert "ahead" not in seen_later


def test_a_week_without_bookings_holds_none(booked, done):
    week = done("week", "2026-12-09", "--json").json
    assert (week["booked_minutes"], week["booked_load"], week["ahead"]) == (0, 0, [])


def test_days_and_weeks_ahead(booked, done):
    ahead = done("ahead", "--json").json
    assert (ahead["from"], ahead["to"], len(ahead["days"])) == ("2026-11-23", "2026-12-06", 14)
    assert ahead["days"][2] == {
        "date": "2026-11-25", "sessions": 0, "booked": 1, "hands_on_minutes": 0,
        "booked_minutes": 300, "load": 0, "booked_load": 900,
    }  # fmt: skip
    assert [week["as_booked_minutes"] for week in ahead["weeks"]] == [300, 0]
    assert ahead["weeks"][0]["ratio"] is None
    later = done("ahead", "--today", "2026-11-26", "--json").json
    assert later["booked_minutes"] == 0


def test_today_as_booked_and_what_needs_her(booked, done):
    today = done("today", "--today", "2026-11-25", "--json").json
    assert (today["hands_on_minutes"], today["booked_minutes"], today["as_booked_minutes"]) == (
        0, 300, 300,
    )  # fmt: skip
    assert today["sessions"][0]["status"] == "booked"
    assert today["check_in"] is None
    assert today["needs"] == [
        {
            "level": "note",
            "text": "As booked, today is 5 h hands-on, past your 4 h.",
            "date": "2026-11-25",
            "area": "Week",
            "subject": None,
        }
    ]
    words = done("today", "--today", "2026-11-25").out
    assert "0 min hands-on of 4 h; 5 h as booked, 1 h past" in words
    assert f"  {booked}  09:00" in words


def test_done_and_undone(booked, done, run):
    refused = run("done", booked)
    assert (refused.code, refused.out) == (1, "")
    assert "2026-11-25 09:00 is still to come" in refused.err
    done("edit", booked, "on=2026-11-23", "at=8:00")
    settled = done("done", booked, "280m", "400+20", "card", "e4", "--json", "--", "long", "one")
    assert settled.json["session"]["status"] == "done"
    assert settled.json["session"]["note"] == "long one"
    assert [each["amount_minor"] for each in settled.json["payments"]] == [40000, 2000]
    done("undo", settled.json["operation"])
    assert done("sessions", "--status", "booked", "--json").json["sessions"][0]["id"] == booked


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("99",), 1, "there is no session 99"),
        (("x",), 2, "is not a valid integer"),
        ((), 2, "Missing argument"),
        (("1", "60z"), 1, "60z"),
        (("1", "carl"), 1, "the booking is ana's"),
    ],
)
def test_what_done_refuses(booked, run, words, code, says):
    ran = run("done", *words)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    if "60z" in words:
        assert "  60z\n  ^^^" in ran.err


def test_only_bookings_are_listed_with_the_days_asked_for(booked, done):
    done("log", "ana", "swedish", "60m", "9:00")
    listed = done("sessions", "--status", "booked", "--json").json["sessions"]
    assert [each["status"] for each in listed] == ["booked"]
    for options in (("--from", "2026-11-25"), ("--to", "2026-11-25")):
        assert len(done("sessions", "--status", "booked", *options, "--json").json["sessions"]) == 1
    none = done("sessions", "--status", "booked", "--from", "2026-11-26")
    assert none.out == "No sessions there that are booked.\n"
    assert "300 booked" in done("sessions", "--status", "booked").out
