"""workplace terms: what it prints, and what it asks."""

from __future__ import annotations

from made_once import written_once


@written_once
def practice(done):
    done("workplace", "add", "Harbour Spa")
    done("workplace", "terms", "harbour spa", "--from", "2026-01-01", "--kind", "split",
         "--percent", "62.5", "--note", "tips mine")  # fmt: skip
    done("log", "ana", "60m", "90+10", "card", "@harbour", "11-20", "--yes")


def test_adding_says_what_was_understood_and_how_to_take_it_back(practice, done):
    ran = done("workplace", "terms", "1", "--from", "2026-12-01", "--kind", "hourly", "--amount",
               "32", "--employed")  # fmt: skip
    assert "Harbour Spa from 2026-12-01: $32.00 an hour, as wages" in ran.out
    assert "mtdesk undo" in ran.out
    done("undo")
    assert len(done("workplace", "terms", "1", "--json").json["terms"]) == 1
    rent = done(
        "workplace", "terms", "1", "--from", "2027-01-01", "--kind", "rent", "--amount", "650"
    )
    assert "all of it, rent $650.00 a month" in rent.out
    assert "mtdesk expense recurring add" in rent.out


def test_the_list(practice, done):
    document = done("workplace", "terms", "harbour spa", "--json").json
    assert document == {
        "schema": 1, "currency": "USD", "workplace": "Harbour Spa", "period_start": "2026-01-01",
        "period_end": "2026-12-31", "earned_minor": 6_625,
        "terms": [{
            "id": 1, "from": "2026-01-01", "to": None, "kind": "split", "percent": 62.5,
            "amount_minor": None, "employed": False, "collects": "me", "note": "tips mine", "sessions": 1,
            "hands_on_minutes": 60, "tips_minor": 1_000, "earned_minor": 6_625,
        }],
    }  # fmt: skip
    shown = done("workplace", "terms", "harbour spa").out
    assert "split 62.5%" in shown
    assert "$66.25 should have come; the year counts what was received" in shown


def test_what_was_worked_before_any_term_is_unknown(practice, done):
    done("log", "ana", "60m", "90", "@harbour", "2025-12-31")
    then = done("workplace", "terms", "1", "--json", "--today", "2025-12-31").json
    assert then["earned_minor"] is None
    assert [(each["kind"], each["to"], each["earned_minor"]) for each in then["terms"]] == [
        (None, "2025-12-31", None), ("split", None, 0),
    ]  # fmt: skip
    shown = done("workplace", "terms", "1", "--today", "2025-12-31").out
    assert "unknown: work without a term, or without a price; the year counts" in shown


def test_workplaces_and_the_year(practice, done):
    done("workplace", "add", "Clinic")
    found = done("workplace", "list", "--json").json["workplaces"]
    assert [(each["name"], each["earned_minor"]) for each in found] == [
        ("Harbour Spa", 6_625), ("Clinic", None),
    ]  # fmt: skip
    assert (found[0]["term"]["percent"], found[1]["term"]) == (62.5, None)
    lines = done("workplace", "list").out.splitlines()
    assert lines[1].split() == ["1", "Harbour", "Spa", "split", "62.5%", "$66.25"]
    assert lines[2].split() == ["2", "Clinic", "unknown", "unknown"]
    [row] = done("year", "2026", "--json").json["by_workplace"]
    assert (row["gross_minor"], row["earned_minor"]) == (10_000, 6_625)


def test_no_terms_yet(done):
    done("workplace", "add", "Clinic")
    assert "No terms of pay at Clinic yet" in done("workplace", "terms", "clinic").out


def test_the_past_wants_a_yes(practice, run, done):
    words = ("workplace", "terms", "1", "--from", "2026-11-01", "--kind", "own")
    ran = run(*words)
    assert ran.code == 1
    assert "1 session at Harbour Spa from 2026-11-01 on stand" in ran.err
    assert "--yes" in ran.err
    done(*words, "--yes")
    assert run("workplace", "terms", "1", "--remove-latest").code == 1


def test_removing_the_latest(practice, run, done):
    done("workplace", "terms", "1", "--from", "2026-12-01", "--kind", "own")
    ran = done("workplace", "terms", "1", "--remove-latest")
    assert ran.out.startswith("The term from 2026-12-01 is gone; mtdesk undo ")


def test_help_says_that_cash_counts(done):
    shown = " ".join(done("workplace", "terms", "--help").out.split())
    assert (
        "What you received counts for the year (cash); the term says what should have come" in shown
    )
