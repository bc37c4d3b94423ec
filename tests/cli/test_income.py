"""`mtdesk income`: keys that stay, sums that agree with the year's, words that promise nothing."""

from __future__ import annotations

from datetime import date

from made_once import written_once

ROW = {
    "key", "income_minor", "gross_minor", "tips_minor", "net_minor", "for_work_minor", "sessions",
    "hands_on_minutes", "load", "estimated_load", "per_hands_on_hour_minor", "per_100_load_minor",
}  # fmt: skip
PACE = {
    "estimate", "method", "words", "weeks", "days_left", "to", "mean_week_minor", "spread_minor",
    "projected_minor", "low_minor", "high_minor",
}  # fmt: skip
MISSED = {
    "count", "no_shows", "late_cancels", "fees_minor", "not_received_minor", "estimated_minor",
    "unpriced",
}  # fmt: skip


@written_once
def weeks(done):
    """Nine weeks of Ana, one of Bo, and an appointment that Bo missed."""
    for week in range(38, 47):
        day = date.fromisocalendar(2026, week, 3)
        done("log", "ana", "swedish", "60m", "90+10", "card", "e4", str(day), "9:00", "--yes")
    done("log", "bo", "thai", "90m", "120", "cash", "e7", "2026-11-20", "9:00", "--yes")
    done("log", "bo", "thai", "no-show", "30", "card", "2026-11-21", "--yes")


def test_keys_and_sums(weeks, done):
    found, year = done("income", "--json").json, done("year", "2026", "--json").json
    assert found["gross_minor"] == year["gross_minor"] == 9 * 10_000 + 12_000 + 3_000
    for side in ("purpose", "service", "client", "workplace", "method", "weekday"):
        rows = found[f"by_{side}"]
        assert all(set(row) >= ROW for row in rows)
        assert sum(row["gross_minor"] for row in rows) == found["gross_minor"]
        assert sum(row["sessions"] for row in rows) == found["sessions"] == 10
    thai = next(row for row in found["by_service"] if row["key"] == "Thai")
    assert thai["load"] == 630
    assert thai["per_100_load_minor"] == round(15_000 * 100 / 630)
    assert set(found["missed"]) == MISSED | {"by_client"}
    assert found["missed"]["not_received_minor"] == 12_000 - 3_000
    assert found["concentration"]["share"] == 1.0
    assert set(found["pace"]) == PACE
    assert found["pace"]["estimate"] is True
    assert found["pace_reason"] is None
    assert found["last_year_income_minor"] is None
    assert found["target_minor"] is None


def test_unknown_is_null(done):
    done("log", "bo", "no-show", "2026-11-21", "--yes")
    found = done("income", "--json").json
    assert found["missed"]["not_received_minor"] is None
    assert found["concentration"]["share"] is None
    assert found["pace"] is None
    assert found["take_home_per_hour_minor"] is None


def test_names_are_on_the_screen_and_numbers_in_the_document(weeks, done):
    assert "1 ana" in done("income").out
    assert "ana" not in done("income", "--json").out
    assert [row["key"] for row in done("income", "--json", "--top", "1").json["by_client"]] == [1]
    assert "and 1 more; --top 2 shows all" in done("income", "--top", "1").out


def test_the_pace_promises_nothing(weeks, done):
    words = " ".join(done("income").out.split())
    assert "an estimate:" in words
    assert "whole weeks" in words
    assert not {"will", "safe", "predict"} & set(words.split())


def test_no_file_yet(run, path):
    ran = run("income")
    assert ran.code == 0
    assert "no money and no session in it" in ran.out
    assert not path.exists()
