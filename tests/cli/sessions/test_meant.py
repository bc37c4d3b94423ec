"""Who and what is meant: numbers in names, near names, bookings, sessions typed in the evening."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from made_once import written_once

EVENING = datetime(2026, 11, 23, 20, tzinfo=timezone(timedelta(hours=-5)))


@written_once
def menu(done):
    done("service", "add", "Swedish 90", "minutes=90", "price=130")
    done("service", "add", "Deep 60 plus", "minutes=60", "price=95")
    done("log", "Ana", "60m", "free", "8am", "--yes")
    return done


class TestNumbersInNames:
    @pytest.mark.parametrize(
        ("line", "service", "price"),
        [
            ("ana swedish 90", "Swedish 90", 13_000),
            ("ana swedish 90 110", "Swedish 90", 11_000),
            ("swedish 90 ana card", "Swedish 90", 13_000),
            ("ana SWEDISH 90 +10 card", "Swedish 90", 13_000),
            ("ana swedish $90 60m", "Swedish", 9_000),
            ("ana swedish 90+15 60m", "Swedish", 9_000),
            ("ana deep 60 plus", "Deep 60 plus", 9_500),
            ("ana swedish 60m 95", "Swedish", 9_500),
        ],
    )
    def test_the_longest_service_wins_and_an_amount_stays_one(self, menu, line, service, price):
        found = menu("log", *line.split(), "1pm", "--json").json["session"]
        assert (found["service"], found["price_minor"]) == (service, price)

    def test_a_client_called_by_a_word_that_says_something_else(self, menu):
        menu("client", "add", "Free Mond")
        found = menu("log", "free mond swedish 60m 80", "1pm", "--json").json["session"]
        assert (found["client"], found["price_minor"]) == ("Free Mond", 8_000)


class TestNearNames:
    @pytest.mark.parametrize("door", ["log", "edit"])
    def test_a_near_name_asks_before_there_is_a_new_client(self, menu, run, door, path, tables):
        menu("client", "add", "Hana Sakura")
        before = tables(path)
        calls = {
            "log": ("log", '"hanna sakura" 60m 90 1pm'),
            "edit": ("edit", 1, "client=Hanna Sakura"),
        }
        ran = run(*calls[door])
        assert (ran.code, "resembles Hana Sakura" in ran.err) == (1, True), ran.err
        assert tables(path) == before

    def test_yes_makes_a_new_one_and_says_whom_it_resembles(self, menu):
        menu("client", "add", "Hana Sakura")
        ran = menu("log", '"hanna sakura" 60m 90 1pm', "--yes")
        assert "a new client; resembles Hana Sakura" in ran.out
        said = menu("log", '"hana sakra" 60m 90 3pm', "--yes", "--json").json
        assert "Hana Sakura" in said["resembles"]

    def test_a_client_added_by_name_asks_too(self, menu, run):
        menu("client", "add", "Hana Sakura")
        ran = run("client", "add", "Hanna Sakura")
        assert (ran.code, "resembles Hana Sakura" in ran.err) == (1, True)
        assert run("client", "add", "Hanna Sakura", "--yes").code == 0

    def test_a_file_that_brings_one_says_so(self, menu, tmp_path):
        menu("client", "add", "Hana Sakura")
        file = tmp_path / "sessions.csv"
        file.write_text(
            "id,started_at,client,minutes,fee\n1,2026-11-20T09:00,Hanna Sakura,60,90\n"
            "2,2026-11-20T11:00,Zoltan Kiss,60,90\n",
            encoding="utf-8",
        )
        ran = menu("import", file)
        assert "Hanna Sakura is a new client, and resembles Hana Sakura" in ran.err
        assert "Zoltan" not in ran.err

    def test_without_quotation_marks_too(self, menu, run):
        menu("client", "add", "Hana Sakura")
        ran = run("log", "hana sakuro swedish 60m 80 cash 1pm")
        assert (
            ran.code,
            "“hana sakuro” is a new client, and resembles Hana Sakura" in ran.err,
        ) == (1, True)
        assert run("log", "hana zimmermann swedish 60m 80 cash 1pm").code == 1
        said = menu("log", "hana sakuro swedish 60m 80 cash 1pm", "--yes", "--json").json
        assert (said["session"]["client"], said["resembles"]) == ("hana sakuro", ["Hana Sakura"])

    def test_others_are_asked_about_as_before(self, menu, run):
        assert "“zoltan” is a new client; add them?" in run("log", "zoltan 60m 90").err


@pytest.mark.parametrize(
    "words",
    [
        ("spend", "12", "oil", "@harbour"),
        ("trip", "12mi", "visit", "@harbour"),
        ("checkin", "body", "4", "@harbour"),
    ],
)
def test_a_word_with_no_place_in_a_line_is_refused(menu, run, words, path, tables):
    before = tables(path)
    ran = run(*words)
    assert (ran.code, "@harbour" in ran.err or "harbour" in ran.err) == (1, True)
    assert tables(path) == before


class TestTheBookingMeant:
    @pytest.fixture
    def booked(self, menu):
        menu("log", "ana swedish booked today 19:00")
        return menu("sessions", "--status", "booked", "--json").json["sessions"][0]["id"]

    @pytest.mark.parametrize(
        ("line", "status"),
        [
            ("ana no-show", "no_show"),
            ("ana late-cancel 40 card", "late_cancel"),
            ("ana cancelled", "cancelled"),
            ("ana swedish 60m 90 card 18:45", "done"),
        ],
    )
    def test_what_became_of_it_settles_it(self, menu, booked, line, status, path, tables):
        before = tables(path, leave_out={"operation", "change"})
        at = lambda: EVENING  # noqa: E731
        ran = menu("log", line, "--json", at=at).json
        assert (ran["settled"], ran["session"]["id"], ran["session"]["status"]) == (
            booked, booked, status,
        )  # fmt: skip
        assert "its booking is settled" not in ran
        menu("undo")
        assert tables(path, leave_out={"operation", "change"}) == before

    @pytest.mark.parametrize(
        "line", ["bo swedish 60m 90 10am", "ana thai 60m 90 10am", "ana swedish 60m 90 10am"]
    )
    def test_another_visit_does_not(self, menu, booked, line):
        ran = menu("log", line, "--yes", "--json", at=lambda: EVENING).json
        assert ran["settled"] is None
        assert menu("sessions", "--status", "booked", "--json").json["sessions"][0]["id"] == booked

    def test_one_of_several_is_asked_about(self, menu, booked, run):
        menu("log", "ana swedish booked today 21:00")
        ran = run("log", "ana no-show", at=lambda: EVENING)
        assert (ran.code, f"mtdesk done {booked}" in ran.err) == (1, True)
        ran = menu("log", "ana no-show", "--yes", "--json", at=lambda: EVENING)
        assert ran.json["settled"] is None


class TestDoubleBookings:
    @pytest.mark.parametrize(
        "line", ["bo swedish booked 2026-12-01 10:30", "ana thai 60m booked 2026-12-01 10:30"]
    )
    def test_it_asks_and_yes_says_so(self, menu, run, line):
        menu("client", "add", "Bo")
        menu("log", "ana swedish booked 2026-12-01 10:00")
        ran = run("log", line)
        assert (ran.code, "Ana 10:00 is there already on 2026-12-01" in ran.err) == (1, True)
        said = menu("log", line, "--yes")
        assert "overlaps Ana at 10:00" in said.out

    def test_the_same_client_on_a_day_with_no_time(self, menu, run):
        menu("log", "ana swedish booked 2026-12-01")
        assert run("log", "ana swedish booked 2026-12-01").code == 1
        assert run("log", "ana swedish booked 2026-12-01", "--yes").code == 0

    def test_one_moved_onto_another_asks(self, menu, run):
        menu("log", "ana swedish booked 2026-12-01 10:00")
        menu("log", "ana swedish booked 2026-12-01 12:00")
        assert run("edit", 3, "at=10:30").code == 1
        assert run("edit", 3, "at=14:00").code == 0

    def test_today_and_ahead_show_what_lies_over_each_other(self, menu):
        menu("log", "ana swedish booked 2026-12-01 10:00")
        menu("log", "bo swedish booked 2026-12-01 10:30", "--yes")
        assert "Ana 10:00 and bo 10:30 overlap" in menu("ahead").out
        [found] = menu("ahead", "--json").json["overlaps"]
        assert (found["date"], found["sessions"]) == ("2026-12-01", [2, 3])
        needs = menu("today", "--json").json["needs"]
        assert any("Ana 10:00 and bo 10:30 overlap" in each["text"] for each in needs)


class TestTypedInTheEvening:
    def test_they_come_one_before_the_other_and_none_moves(self, menu, path, tables):
        at = lambda: EVENING  # noqa: E731
        starts = []
        for minutes in (60, 90, 30):
            ran = menu("log", "ana", f"{minutes}m", "90", "--json", at=at).json["session"]
            starts.append(ran["started_at"][11:16])
            assert ran["is_placed"] is True
        assert starts == ["19:00", "17:30", "17:00"]
        found = menu("sessions", "--json", at=at).json["sessions"]
        assert sorted(each["started_at"][11:16] for each in found) == [
            "08:00", "17:00", "17:30", "19:00",
        ]  # fmt: skip

    def test_around_one_whose_time_was_said(self, menu):
        at = lambda: EVENING  # noqa: E731
        menu("log", "ana 60m 90 18:30", at=at)
        ran = menu("log", "ana 60m 90", "--json", at=at).json["session"]
        assert ran["started_at"][11:16] == "17:30"

    def test_a_day_that_is_full_has_no_time_left(self, menu):
        at = lambda: EVENING.replace(hour=2)  # noqa: E731
        menu("log", "ana 90m 90", at=at)
        ran = menu("log", "ana 60m 90", "--json", at=at).json["session"]
        assert (ran["started_at"], ran["is_placed"], ran["local_date"]) == (
            None, False, "2026-11-23",
        )  # fmt: skip

    def test_no_finding_claims_a_gap_of_them(self, menu):
        at = lambda: EVENING  # noqa: E731
        for _ in range(4):
            menu("log", "ana 60m 90 e3", at=at)
        assert menu("week", "--json", at=at).json["short_gaps"] == 0
        rules = {each["rule"] for each in menu("risk", "--json", at=at).json["findings"]}
        assert "short_gaps" not in rules

    def test_a_time_said_afterwards_is_known(self, menu):
        at = lambda: EVENING  # noqa: E731
        menu("log", "ana 60m 90", at=at)
        edited = menu("edit", 2, "at=15:00", "--json", at=at).json["session"]
        assert (edited["started_at"][11:16], edited["is_placed"]) == ("15:00", False)
        assert "~" in menu("log", "ana 60m 90", at=at).out
