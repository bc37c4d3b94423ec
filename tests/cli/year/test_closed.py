"""A year that was closed: what would change it is refused through every door, or said."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

LATER = datetime(2027, 2, 1, 10, tzinfo=timezone(timedelta(hours=-5)))
SESSIONS = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note\n"
    "1,2026-03-02T09:00:00-05:00,Dee,60,swedish,,5,95,,cash,,,,\n"
)


@pytest.fixture
def at(done, run):
    """2026 with a session, an expense, a trip and more, closed in February 2027."""
    for line in (
        ("log", "Ana", "60m", "90+10", "card", "9am", "--yes"),
        ("log", "Bo", "60m", "swedish", "11am", "--yes"),
        ("spend", "42.50", "oil", "supplies"),
        ("trip", "12mi", "home visit"),
        ("time", "30", "admin"),
        ("credit", "sell", "Ana", "200"),
    ):
        done(*line)
    done("year", "2026", "--close", at=lambda: LATER)
    return lambda *arguments: run(*arguments, at=lambda: LATER)


DOORS = {
    "log": ("log", "Ana", "60m", "80", "cash", "2026-12-30"),
    "edit": ("edit", 1, "price=100"),
    "edit of a note": ("edit", 1, "note=hello"),
    "moved out of it": ("edit", 1, "on=2027-01-05", "at=9am"),
    "remove": ("remove", 1),
    "pay": ("pay", "Bo", "50", "--on", "2026-12-30"),
    "payment": ("edit", 1, "--of", "payment", "method=cash"),
    "expense": ("remove", 1, "--of", "expense"),
    "spend": ("spend", "10", "towels", "--on", "2026-05-01"),
    "trip": ("trip", "5mi", "bank", "--on", "2026-05-01"),
    "time": ("time", "20", "admin", "--on", "2026-05-01"),
    "credit": ("credit", "sell", "Bo", "50", "--on", "2026-12-01"),
    "redeem": ("credit", "redeem", 2, "--credit", 1, "--amount", "10", "--on", "2026-12-20"),
    "undo": ("undo", 4),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_change_in_it_is_refused(at, path, tables, door):
    before = tables(path)
    ran = at(*DOORS[door])
    assert (ran.code, "2026 was closed on 2027-02-01" in ran.err) == (1, True), ran.err
    assert "--reopen" in ran.err
    assert tables(path) == before


@pytest.mark.parametrize("door", DOORS)
def test_yes_overrules_and_says_what_moved(at, door):
    ran = at(*DOORS[door], "--yes")
    assert ran.code == 0, ran.err
    assert "2026 was closed, and was changed: " in ran.err


def test_a_merge_of_two_clients_asks_and_then_says_so(at, path, tables):
    before = tables(path)
    assert at("client", "merge", "Bo", "Ana").code == 1
    assert tables(path) == before
    ran = at("client", "merge", "Bo", "Ana", "--yes")
    assert (ran.code, "none of its sums moved" in ran.err) == (0, True), ran.err


def test_what_moved_is_said_in_figures(at):
    ran = at("edit", 1, "--of", "payment", "amount=100", "--yes")
    assert (
        "2026 was closed, and was changed: it moved: gross $300.00 -> $310.00 and "
        "net $248.38 -> $258.38" in ran.err
    ), ran.err
    ran = at("edit", 1, "note=hello", "--yes")
    assert "none of its sums moved" in ran.err


def test_an_import_is_refused_whole(at, path, tables, tmp_path):
    file = tmp_path / "sessions.csv"
    file.write_text(SESSIONS, encoding="utf-8")
    before = tables(path)
    ran = at("import", file)
    assert (ran.code, "2026 was closed" in ran.err) == (1, True), ran.err
    assert tables(path) == before
    ran = at("import", file, "--yes")
    assert (ran.code, "gross $300.00 -> $395.00" in ran.err) == (0, True), ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "Ana", "60m", "80", "cash", "9am"),
        ("pay", "Bo", "50"),
        ("client", "edit", "Ana", "note=likes tea"),
        ("form", "add", "2026", "1099-K", "Square", "90"),
        ("settings", "income_target", "40000"),
    ],
)
def test_other_years_and_what_belongs_to_none_are_free(at, arguments):
    ran = at(*arguments)
    assert (ran.code, "closed" in ran.err) == (0, False), ran.err


def test_opened_again_it_can_be_changed(at):
    assert at("year", "2026", "--json").json["closed_on"] == "2027-02-01"
    assert "2026 is open again" in at("year", "2026", "--reopen").out
    assert at("edit", 1, "price=100").code == 0
    assert at("year", "2026", "--json").json["closed_on"] is None


def test_undo_takes_a_closing_back_byte_for_byte(at, path, tables):
    left_out = {"leave_out": {"operation", "change"}}
    before = tables(path, **left_out)
    assert at("year", "2026", "--reopen").code == 0
    assert at("undo").code == 0
    assert tables(path, **left_out) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("year", "2027", "--close"), "2027 lasts to 2027-12-31; close it when it is over"),
        (("year", "2026", "--close"), "2026 is closed already"),
        (("year", "2025", "--reopen"), "2025 is not closed"),
    ],
)
def test_what_cannot_be_closed_or_opened(at, arguments, says):
    ran = at(*arguments)
    assert (ran.code, says in ran.err) == (1, True)


def test_close_and_reopen_at_once_is_wrong_usage(at):
    assert at("year", "2026", "--close", "--reopen").code == 2


def test_a_year_of_accounts_is_closed_by_its_own_days(done, run):
    done("settings", "fiscal_year_start", "04-06")
    done("log", "Ana", "60m", "90", "card", "9am", "--yes")
    later = {"at": lambda: LATER.replace(year=2028)}
    done("year", "2026", "--close", **later)
    assert run("spend", "10", "oil", "--on", "2027-03-31", **later).code == 1
    assert run("spend", "10", "oil", "--on", "2027-04-06", **later).code == 0
    assert run("spend", "10", "oil", "--on", "2026-04-05", **later).code == 0


def test_a_copy_of_the_practice_reads_back_with_its_closed_year(at, run, tmp_path, monkeypatch):
    target = tmp_path / "out.json"
    assert at("export", "--format", "json", target).code == 0
    monkeypatch.setenv("MTDESK_DB", str(tmp_path / "other.db"))
    assert at("import", target).code == 0
    assert at("year", "2026", "--json").json["closed_on"] == "2027-02-01"


@pytest.mark.parametrize("answer", [True, False])
def test_on_a_terminal_it_asks(at, monkeypatch, answer):
    asked = []

    def confirm(question, **_):
        asked.append(question)
        return answer

    monkeypatch.setattr("mtdesk.cli.call.is_interactive", lambda: True)
    monkeypatch.setattr("click.confirm", confirm)
    ran = at("spend", "10", "towels", "--on", "2026-05-01")
    assert asked == ["2026 is closed; change it all the same?"]
    assert (ran.code, "expenses $42.50 -> $52.50" in ran.err) == (0 if answer else 1, answer)
