"""What scripts rely on: keys, exit codes, options, which stream a word goes to."""

from __future__ import annotations

import json

import pytest
from made_once import written_once

from mtdesk.cli.commands import COMMANDS

SESSION = {
    "id", "started_at", "local_date", "client", "service", "purpose", "modality", "minutes",
    "effort", "pressure", "pain_before", "pain_after", "status", "workplace", "note",
}  # fmt: skip
INCIDENT = {
    "id", "occurred_at", "recorded_at", "local_date", "kind", "severity", "client", "session",
    "where", "said", "saw", "did", "witness", "told", "lost_minor", "note", "withdrawn", "addenda",
    "setting", "ended_minute", "paid", "injury_to_me", "injury_to_client", "follow_ups", "evidence",
    "written_after_minutes",
}  # fmt: skip
GROUP = {"gross_minor", "tips_minor", "net_minor", "sessions", "hands_on_minutes"}
FINDING = {"rule", "level", "message", "since", "evidence", "source", "advice"}
WEEK = {
    "week_start", "week_end", "sessions", "hands_on_minutes", "load", "usual_load", "ratio",
    "monotony", "strain", "rest_days", "unpaid_minutes", "currency", "gross_minor", "tips_minor",
    "expenses_minor", "wages_minor", "take_home_minor", "take_home_per_hour_minor", "days",
    "findings",
}  # fmt: skip
AHEAD = {"booked_minutes", "booked_load", "ahead"}
YEAR = {
    "year", "basis", "currency", "gross_minor", "session_fees_minor", "tips_minor", "wages_minor",
    "other_income_minor", "refunds_minor", "chargebacks_minor", "processor_fees_minor",
    "expenses_minor", "deductible_expenses_minor", "mileage", "net_minor", "outstanding_minor",
    "credit_liability_minor", "sessions", "hands_on_minutes", "by_month", "by_purpose",
    "by_service", "by_method", "by_workplace", "expenses_by_category", "tax_estimate",
}  # fmt: skip

INCOME = {
    "year", "running", "currency", "from", "to", "income_minor", "gross_minor", "wages_minor",
    "tips_minor", "take_home_minor", "sessions", "hands_on_minutes", "unpaid_minutes",
    "take_home_per_hands_on_hour_minor", "take_home_per_hour_minor", "last_12_months",
    "record_from", "last_year_from", "last_year_to", "last_year_income_minor", "target_minor",
    "even_pace_minor", "pace", "pace_reason", "by_purpose", "by_service", "by_client", "clients",
    "by_workplace", "by_method", "by_weekday", "missed", "concentration",
}  # fmt: skip


@written_once
def practice(done):
    """A few of everything, written by the command line itself."""
    done("log", "ana", "deep", "tissue", "60m", "90+15", "card", "e6", "p7-3", "11-20", "--yes")
    done("log", "ana", "swedish", "60m", "--price", "85", "--method", "cash", "--", "left", "side")
    done("log", "ana", "swedish", "60m", "booked", "today", "23:00")
    done("edit", "3", "on=2026-11-22")
    done("spend", "42.50", "oil", "supplies")
    done("trip", "12mi", "home", "visit")
    done("time", "45", "laundry")
    done("checkin", "body", "6", "neck", "5")
    done("incident", "add", "--kind", "threat", "--severity", "4", "--client", "ana")
    done("pay", "ana", "50", "--kind", "tip")
    done("workplace", "add", "Harbour Spa")


def money_is_whole(value, key=""):
    if isinstance(value, dict):
        for name, each in value.items():
            money_is_whole(each, name)
    elif isinstance(value, list):
        for each in value:
            money_is_whole(each, key)
    elif key.endswith("_minor"):
        assert value is None or type(value) is int, key


class TestJson:
    @pytest.mark.parametrize(
        ("command", "keys"),
        [
            (("sessions",), {"currency", "sessions"}),
            (("week",), WEEK | AHEAD),
            (("week", "2026-11-18"), WEEK),
            (("week", "2026-12-02"), WEEK | AHEAD),
            (("ahead",), {"from", "to", "days", "weeks"} | AHEAD),
            (
                ("today",),
                {
                    "date",
                    "currency",
                    "hands_on_minutes",
                    "booked_minutes",
                    "as_booked_minutes",
                    "limit_minutes",
                    "sessions",
                    "check_in",
                    "needs",
                },
            ),
            (("year", "2026"), YEAR),
            (("income",), INCOME),
            (("income", "2025"), INCOME),
            (("risk",), {"as_of", "level", "findings"}),
            (("history",), {"operations"}),
            (("client", "list"), {"clients", "currency"}),
            (("client", "show", "ana"), {"id", "name", "sessions"}),
            (
                ("receipt", "ana"),
                {"document", "client", "from", "to", "currency", "visits", "totals", "missing"},
            ),
            (("service", "list"), {"services", "currency"}),
            (("workplace", "list"), {"workplaces", "currency"}),
            (("workplace", "terms", "harbour spa"), {"workplace", "terms", "earned_minor"}),
            (("incident", "list"), {"incidents", "currency"}),
            (("incident", "show", "1"), INCIDENT),
            (("incident", "drafts"), {"drafts"}),
            (("settings",), {"settings"}),
            (("settings", "currency"), {"key", "value"}),
            (("doctor",), {"ok", "checks"}),
            (("demo",), WEEK),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
    )
    def test_reading(self, practice, done, command, keys):
        ran = done(*command, "--json")
        assert ran.json["schema"] == 1
        assert keys <= set(ran.json)
        assert ran.err == ""
        money_is_whole(ran.json)

    @pytest.mark.parametrize(
        ("command", "keys"),
        [
            (("log", "ana", "60m", "90"), {"id", "operation", "session", "payments"}),
            (("done", "3", "90+15", "card"), {"id", "operation", "session", "payments"}),
            (("edit", "1", "minutes=75"), {"id", "operation", "session", "payments"}),
            (("remove", "1"), {"id", "operation"}),
            (("pay", "ana", "10"), {"operation", "currency"}),
            (("spend", "10", "tea"), {"id", "operation", "amount_minor", "currency"}),
            (("trip", "3", "bank"), {"id", "operation", "distance", "unit"}),
            (("time", "30", "admin"), {"id", "operation", "minutes", "kind"}),
            (("checkin", "mind", "3"), {"operation", "body", "mind", "soreness"}),
            (
                ("incident", "add", "--kind", "other", "--severity", "1"),
                INCIDENT | {"operation", "next_steps"},
            ),
            (("incident", "note", "1", "told"), {"id", "addenda"}),
            (("incident", "follow-up", "1", "2026-12-01", "ask"), INCIDENT | {"operation"}),
            (("client", "add", "Bo"), {"id", "name"}),
            (("client", "edit", "ana", "phone=1"), {"id", "name"}),
            (("service", "add", "Cupping", "minutes=30"), {"id", "name", "minutes"}),
            (("service", "edit", "swedish", "price=85"), {"id", "price_minor"}),
            (("workplace", "add", "Home"), {"id", "name"}),
            (
                ("workplace", "terms", "1", "--kind", "split", "--percent", "50"),
                {"id", "operation", "from", "kind", "percent", "amount_minor", "employed"},
            ),
            (("settings", "week_start", "sunday"), {"key", "value"}),
            (("undo",), {"operation", "undid"}),
        ],
        ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
    )
    def test_writing(self, practice, done, command, keys):
        ran = done(*command, "--json")
        assert ran.json["schema"] == 1
        assert keys <= set(ran.json)
        money_is_whole(ran.json)

    def test_the_rows_inside(self, practice, done):
        logged = done("log", "ana", "60m", "90+10", "card", "--json").json
        assert set(logged["session"]) >= SESSION
        assert [each["amount_minor"] for each in logged["payments"]] == [9000, 1000]
        assert all(set(each) >= SESSION for each in done("sessions", "--json").json["sessions"])
        week = done("week", "--json").json
        assert {frozenset(day) for day in week["days"]} == {
            frozenset({"date", "sessions", "hands_on_minutes", "load"})
        }
        assert all(set(finding) >= FINDING for finding in week["findings"])
        risk = done("risk", "--json").json
        assert risk["level"] in {"clear", "note", "watch", "act", "unknown"}
        assert [finding["rule"] for finding in risk["findings"]] == ["incident"]
        year = done("year", "2026", "--json").json
        assert {frozenset(row) for row in year["by_month"]} == {frozenset(GROUP | {"month"})}
        for name in ("by_purpose", "by_service", "by_method"):
            assert {frozenset(row) for row in year[name]} == {frozenset(GROUP | {"key"})}
        of_workplace = frozenset(GROUP | {"key", "earned_minor"})
        assert {frozenset(row) for row in year["by_workplace"]} == {of_workplace}
        assert set(year["mileage"]) >= {"distance", "deduction_minor"}
        assert year["basis"] == "cash"

    def test_an_import(self, done, run, tmp_path):
        file = tmp_path / "expenses.csv"
        file.write_text(
            "id,date,category,vendor,amount,payment_method,note\n1,2026-11-01,rent,M,650,,\n"
        )
        found = done("import", file, "--json").json
        assert {"format", "read", "new", "duplicate", "skipped", "problems", "batch"} <= set(found)
        assert (found["format"], found["read"], found["new"]) == ("expenses.csv", 1, 1)
        file.write_text(
            "id,date,category,vendor,amount,payment_method,note\n2,2026-13-01,rent,M,x,,\n"
        )
        ran = run("import", file, "--json")
        assert ran.code == 1
        assert {"line", "column", "value", "reason"} == set(ran.json["problems"][0])

    def test_an_absent_file_gives_empty_figures(self, done, path):
        week, year = done("week", "--json").json, done("year", "2026", "--json").json
        assert (week["sessions"], week["gross_minor"], week["ratio"]) == (0, 0, None)
        assert (year["sessions"], year["gross_minor"]) == (0, 0)
        assert done("sessions", "--json").json["sessions"] == []
        assert done("risk", "--json").json["findings"] == []
        assert not path.exists()

    def test_other_scripts_stay_as_they_are(self, done):
        done("client", "add", "김민지 Żak 🦊")
        assert "김민지 Żak 🦊" in done("client", "list", "--json").out


class TestExitCodes:
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("--version",), 0),
            (("--help",), 0),
            (("week",), 0),
            (("log", "ana", "60m"), 1),  # a new client, and no yes
            (("undo",), 1),
            (("log",), 2),
            (("nothing",), 2),
            (("week", "--nothing"), 2),
            (("client",), 2),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
    )
    def test_each(self, run, arguments, code):
        assert run(*arguments).code == code

    def test_a_command_that_is_nearly_one(self, run):
        assert run("wek").err.startswith("mtdesk: there is no command “wek”; did you mean week?")

    @pytest.mark.parametrize(
        "group", ["client", "service", "workplace", "incident", "questionnaire"]
    )
    def test_a_group_without_its_command_says_so_in_a_sentence(self, run, group):
        assert run(group).err == (
            f"mtdesk: Missing command.\n        `mtdesk {group} --help` shows how it is used.\n"
        )

    def test_interrupted_inside_a_transaction(self, run, practice, path, tables, monkeypatch):
        from mtdesk.store import ledger

        before = tables(path)

        def interrupt(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr(ledger, "add_payment", interrupt)
        ran = run("log", "bo", "60m", "90", "card", "--yes")
        assert ran.code == 130
        assert ran.err.strip() == "mtdesk: interrupted; nothing was changed."
        assert tables(path) == before
        monkeypatch.undo()
        assert run("doctor", "--db", path).code == 0

    def test_a_mistake_of_ours_is_a_sentence_too(self, run, practice, path, tables, monkeypatch):
        from mtdesk.store import ledger

        before = tables(path)
        monkeypatch.setattr(ledger, "add_payment", lambda *_: 1 // 0)
        ran = run("log", "bo", "60m", "90", "card", "--yes")
        assert ran.code == 1
        assert ran.err.startswith("mtdesk: something went wrong that should not have (ZeroDiv")
        assert "Traceback" not in ran.err
        assert tables(path) == before
        monkeypatch.setenv("MTDESK_DEBUG", "1")
        with pytest.raises(ZeroDivisionError):
            run("log", "bo", "60m", "90", "card", "--yes")


class TestOptions:
    def test_db_goes_before_the_variable_wherever_it_stands(self, done, tmp_path, path):
        done("--db", tmp_path / "a.db", "spend", "1", "tea")
        done("spend", "1", "tea", "--db", tmp_path / "b.db")
        done(f"--db={tmp_path / 'a.db'}", "spend", "2", "tea", "--", "with", "a note")
        assert not path.exists()
        assert len(done("--db", tmp_path / "a.db", "history", "--json").json["operations"]) == 3

    def test_without_either_it_is_in_the_data_folder(self, done, tmp_path, monkeypatch):
        monkeypatch.delenv("MTDESK_DB")
        ran = done("spend", "1", "tea")
        file = tmp_path / "data" / "mtdesk" / "practice.db"
        assert ran.err == f"A new practice was made at {file}\n"
        monkeypatch.delenv("XDG_DATA_HOME")
        done("spend", "1", "tea")
        assert (tmp_path / "home" / ".local" / "share" / "mtdesk" / "practice.db").is_file()

    def test_the_first_write_says_where_and_only_the_first(self, done, path):
        assert f"A new practice was made at {path}" in done("spend", "1", "tea").err
        assert done("spend", "1", "tea").err == ""

    def test_today_is_what_reading_takes_for_today(self, practice, done):
        assert done("week", "--today", "2026-11-20", "--json").json["week_end"] == "2026-11-22"
        assert done("risk", "--today", "2026-11-20", "--json").json["as_of"] == "2026-11-20"
        by_today = done("risk", "--today", "2026-11-22", "--json").json
        assert by_today == done("risk", "--as-of", "2026-11-22", "--json").json
        assert by_today["findings"] == []
        later = done("week", "2026-11-20", "--today", "2026-12-20", "--json").json
        assert later["rest_days"] == 6

    @pytest.mark.parametrize(
        ("line", "note"),
        [
            (("log", "ana", "60m", "--", "--json", "-h", "&", "--"), "--json -h & --"),
            (("--db", "DB", "log", "ana", "60m", "--", "sore"), "sore"),
            (("log", "--minutes", "60", "ana", "--", "e9", "“quoted”"), "e9 “quoted”"),
        ],
    )
    def test_a_note_is_cut_off_before_options_are_read(self, practice, done, path, line, note):
        done(*(path if word == "DB" else word for word in line))
        newest = max(done("sessions", "--json").json["sessions"], key=lambda each: each["id"])
        assert newest["note"] == note

    def test_spend_trip_and_check_in_take_notes_too(self, done):
        assert (
            done("spend", "5", "tea", "--json", "--", "for", "room 2").json["note"] == "for room 2"
        )
        assert (
            done("checkin", "body", "3", "--json", "--", "slept well").json["note"] == "slept well"
        )
        assert "bank (on foot)" in done("trip", "3", "bank", "--", "on foot").out

    def test_piped_without_a_command_it_prints_the_week(self, practice, done):
        assert done().out == done("week").out

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_help_with_an_example_or_two(self, run, command):
        ran = run(command, "--help")
        assert ran.code == 0
        assert ran.out.startswith(f"Usage: mtdesk {command}")
        assert run(command, "-h").out == ran.out

    def test_nothing_is_coloured(self, practice, done):
        for command in (("week",), ("risk",), ("year", "2026"), ("sessions",), ("demo", "--plain")):
            assert "\x1b" not in done(*command).out


class TestTalk:
    def test_data_is_on_one_stream_and_talk_on_the_other(self, done, run, path):
        ran = done("log", "ana", "60m", "90", "--yes", "--json")
        assert json.loads(ran.out)
        assert ran.err == f"A new practice was made at {path}\n"
        refused = run("log", "ana", "60m", "99999", "--json")
        assert refused.out == ""
        assert "price" in refused.err

    def test_the_wrong_word_is_marked(self, run):
        ran = run("log", "ana", "60m", "e11", "--yes")
        assert ran.err.splitlines()[:2] == ["  ana 60m e11", "          ^^^"]
        assert ran.err.splitlines()[2].startswith("mtdesk: effort: 11 is not 0 to 10")

    def test_the_mark_stands_under_wide_and_hidden_characters(self, run):
        shown, mark, *_ = run(
            "log", "김민지", "60m", "\x1b[31me11", "e12", "--yes"
        ).err.splitlines()
        assert "\x1b" not in shown
        assert mark.strip("^ ") == ""

    def test_undo_by_number_and_of_an_undo(self, practice, done):
        number = done("log", "bo", "60m", "--yes", "--json").json["operation"]
        undone = done("undo", number, "--json").json
        assert undone["undid"] == number
        assert done("undo", undone["operation"]).out == (
            f"undone: {undone['operation']} (undo of bo, 60 min, 2026-11-23); "
            f"mtdesk undo {undone['operation'] + 1} does it again\n"
        )
        history = done("history", "--limit", "3", "--json").json["operations"]
        assert [(each["kind"], each["undone"]) for each in history] == [
            ("undo", False), ("undo", True), ("log", False),
        ]  # fmt: skip

    def test_an_import_of_nothing_new_offers_no_undo(self, done, tmp_path):
        file = tmp_path / "expenses.csv"
        file.write_text(
            "id,date,category,vendor,amount,payment_method,note\n1,2026-11-01,rent,M,650,,\n"
        )
        assert "mtdesk undo 2" in done("import", file).out
        assert done("import", file).out == "expenses.csv: 1 read, 0 new, 1 there already\n"
        assert done("import", file, "--json").json["operation"] is None
