"""`mtdesk plan`: keys that stay, what each option does, and what cannot be planned, in a sentence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from made_once import written_once

KEYS = {
    "currency", "from", "weeks", "weeks_known", "seed", "now", "then", "load_percent_of_now",
    "reason", "assumptions", "steps",
}  # fmt: skip
FIGURES = {
    "income_minor", "take_home_minor", "take_home_per_hour_minor", "load", "hands_on_minutes",
    "sessions", "long_days", "rest_days",
}  # fmt: skip


@written_once
def practice(done):
    """Fourteen weeks of Ana and Bo, two services, a workplace, costs; one booking."""
    done("workplace", "add", "Spa")
    term = ("--kind", "split", "--percent", "60", "--from", "2026-01-01")
    done("workplace", "terms", "Spa", *term, "--collects", "workplace")
    for week in range(34, 48):
        for weekday, line in (
            (1, "ana swedish 60m 90+10 card e3"),
            (2, "bo deep tissue 90m 120 cash e6"),
            (2, "ana swedish 60m 90 card e3"),
            (4, "bo deep tissue 90m 120 @Spa e6"),
        ):
            day = date.fromisocalendar(2026, week, weekday)
            done("log", *line.split(), str(day), "--yes")
    done("spend", "140", "oil", "supplies", "--on", "2026-10-01")
    done("spend", "500", "rent", "--category", "rent_room", "--on", "2026-10-01")
    booked = date(2026, 11, 23) + timedelta(days=7)
    done("log", "bo", "deep", "tissue", "90m", "booked", str(booked), "10:00")


def test_keys_and_ranges(practice, done):
    found = done("plan", "--json").json
    assert set(found) == KEYS | {"schema"}
    assert set(found["now"]) == set(found["then"]) == FIGURES
    for each in found["now"].values():
        assert each["low"] <= each["middle"] <= each["high"]
    assert found["now"] == found["then"]
    assert found["steps"] == []
    assert found["reason"] is None
    assert done("plan", "--json").out == done("plan", "--json").out
    assert done("plan", "--json", "--seed", "3").json["now"] != found["now"]


@pytest.mark.parametrize(
    ("option", "figure", "sign"),
    [
        ("--cap-day 2", "load", -1),
        ("--cap-week 3", "hands_on_minutes", -1),
        ("--price swedish=100", "income_minor", 1),
        ("--price all=+5", "take_home_minor", 1),
        ("--drop swedish", "income_minor", -1),
        ("--drop bo", "load", -1),
        ("--drop spa", "income_minor", -1),
        ("--shift deep=swedish", "load", -1),
        ("--day-off thu", "rest_days", 1),
        ("--weeks-off 4", "sessions", -1),
    ],
)
def test_each_step_moves_what_it_should(practice, done, option, figure, sign):
    found = done("plan", *option.split(), "--json").json
    now, then = found["now"][figure]["middle"], found["then"][figure]["middle"]
    assert (then - now) * sign > 0
    (step,) = found["steps"]
    assert step["words"]
    # What is told of a step is an option that says the same again.
    again = done("plan", *step["option"].replace("'", "").split(" ", 1), "--json").json
    assert again["then"] == found["then"]


def test_without_anybody_there_is_no_work_and_that_is_known(practice, done):
    then = done("plan", "--drop", "ana", "--drop", "bo", "--json").json["then"]
    assert then["load"] == {"low": 0, "middle": 0, "high": 0}
    assert then["take_home_per_hour_minor"] is None


@written_once
def year(done):
    """Sixty weeks of Ana, and of Bo, whose place Cy took half a year ago."""
    for week in range(60):
        day = date(2026, 11, 16) - timedelta(weeks=week)
        for who in ("ana", "cy" if week < 26 else "bo"):
            done("log", who, "swedish", "60m", "90", "card", "e3", str(day), "--yes")


def test_how_much_of_a_client_would_have_gone_anyway_is_said_and_does_not_fall_away(year, done):
    said = done("plan", "--drop", "client:ana").out
    assert (
        "Those who came most still had 50 % of their part of your sessions half a year later"
        in said
    )
    assert "which is the wider the more of your clients leave" in said
    found = done("plan", "--drop", "client:ana", "--json").json
    # Ana has half of the sessions, of which half will be others'.
    assert 70 <= found["load_percent_of_now"] <= 80
    assert "Those who came most" not in done("plan", "--day-off", "sunday").out


def test_of_less_than_a_year_nobody_knows_who_leaves(practice, done):
    said = done("plan", "--drop", "client:ana").out
    assert "Those who came most" not in said
    assert "of your clients leave" not in said


def test_no_client_has_a_name_in_json(practice, done):
    assert "Bo" not in done("plan", "--drop", "bo", "--json").out.replace("Booking", "")


def test_assumptions_and_their_break_even(practice, done):
    said = " ".join(
        done("plan", "--price", "swedish=100", "--drop", "bo", "--json").json["assumptions"]
    )
    assert "No client leaves because of a price; break-even: 1 in 11 may." in said
    assert "28 of your last 56 sessions would have fallen away" in said
    assert "1 booking made already counts in its week, of which the plan would take 1 away." in said
    assert "no season can be told" in said


@pytest.mark.parametrize(
    "option", ["--day-off thu", "--cap-week 4", "--day-off mon --price all=+5"]
)
def test_break_even_is_that_of_the_figures_beside_it(practice, done, option):
    found = done("plan", *option.split(), "--json").json
    less = found["now"]["take_home_minor"]["middle"] - found["then"]["take_home_minor"]["middle"]
    needed = 100 * less / found["then"]["income_minor"]["middle"]
    assert f"break-even: what is left brings {needed:.1f} % more." in " ".join(found["assumptions"])


class TestRent:
    """500 is booked for a room in fourteen weeks; of the Spa it is known that it pays a share."""

    def said(self, done, *options):
        found = done("plan", *options, "--json").json
        return found, " ".join(found["assumptions"])

    def test_without_terms_it_stays_and_that_is_said(self, practice, done):
        done("workplace", "add", "Room")
        found, said = self.said(done, "--drop", "room")
        assert "Rent of $155 a month stays, because nobody said for which workplace" in said
        assert found["then"]["take_home_minor"] == found["now"]["take_home_minor"]

    def test_a_place_that_asks_none_is_silent(self, practice, done):
        assert "Rent of" not in self.said(done, "--drop", "spa")[1]

    def test_by_its_terms_it_falls_away_with_the_place(self, practice, done):
        done("workplace", "add", "Room")
        rent = ("--kind", "rent", "--amount", "150", "--from", "2026-01-01")
        done("workplace", "terms", "Room", *rent)
        found, said = self.said(done, "--drop", "room")
        assert "$150 a month by its terms, of which $150 a month is among your costs" in said
        now, then = found["now"]["take_home_minor"], found["then"]["take_home_minor"]
        assert then["middle"] - now["middle"] == pytest.approx(6 * 150_00, abs=10)
        assert "Rent of" not in self.said(done, "--drop", "spa")[1]


def test_the_picture_is_of_income_and_of_load(practice, done):
    said = done("plan", "--cap-day", "2", "--chart").out
    assert said.index("Income by week") < said.index("Load by week")


def test_turned_round_each_answer_gets_there(practice, done):
    found = done("plan", "--want", "take-home=same,load=-15%", "--json").json
    assert found["answers"]
    asks = [each["asks_percent"] for each in found["answers"]]
    assert asks == sorted(asks)
    now = found["now"]
    for each in found["answers"]:
        assert each["then"]["load"]["middle"] <= now["load"]["middle"] * 0.86
        assert each["then"]["take_home_minor"]["middle"] >= now["take_home_minor"]["middle"] * 0.99
    assert found["then"] == found["answers"][0]["then"]


def test_rest_is_given_as_days_off(practice, done):
    found = done("plan", "--want", "rest=sunday+tuesday", "--json").json
    assert found["answers"][0]["options"] == "--day-off sunday --day-off tuesday"


@pytest.mark.parametrize(
    "words",
    [
        "--cap-day 0", "--cap-day x", "--cap-day nan", "--cap-week 500", "--price swedish",
        "--price nothing=5", "--price swedish=x", "--price swedish=0", "--price swedish=-5",
        "--price swedish=99999999", "--price all=5", "--price all=+0", "--price =5", "--drop nobody", "--drop ''",
        "--shift swedish=swedish", "--shift swedish", "--shift a=b", "--day-off x",
        "--day-off s", "--weeks-off 0", "--weeks-off 27", "--weeks-off x",
        "--drop swedish --price swedish=90", "--drop swedish --shift deep=swedish",
        "--shift deep=swedish --price deep=90", "--price swedish=90 --price swedish=95",
        "--price all=+5 --price swedish=95", "--day-off thu --day-off thursday",
        "--day-off mon --day-off tue --day-off thu", "--want x", "--want load=+5%",
        "--want load=-5%,load=-9%", "--want take-home", "--want take-home=much",
        "--want rest=someday", "--want ,", "--want long-days=-1", "--seed -1",
        "--want rest=mon+tue+wed+thu+fri+sat+sun", "--drop client:nobody", "--drop #99",
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_one_sentence(practice, run, words):
    ran = run("plan", *(word.replace("''", "") for word in words.split()))
    assert ran.code == 2, ran
    assert not ran.out
    assert ran.err.strip()


def test_too_few_weeks_say_so_and_invent_nothing(done):
    done("log", "ana", "swedish", "60m", "90", "card", "2026-11-16", "--yes")
    found = done("plan", "--price", "swedish=99", "--json").json
    assert found["now"] is found["then"] is None
    assert (
        found["reason"]
        == "A plan needs 8 whole weeks with work in them; known so far: 1 whole week."
    )


def test_nothing_yet(done, run, path):
    found = done("plan", "--json").json
    assert found["now"] is None
    assert run("plan").code == 0
    assert not path.exists()


def test_money_nobody_said_is_said(practice, done, tmp_path):
    event = "BEGIN:VEVENT\nUID:1\nDTSTART:20261111T150000\nDTEND:20261111T160000\nSUMMARY:Swedish - Ana\nEND:VEVENT"
    file = tmp_path / "calendar.ics"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n", "utf-8")
    done("import", str(file), "--yes")
    said = " ".join(done("plan", "--json").json["assumptions"])
    assert "money unknown of 1 session" in said


class TestKept:
    def test_a_plan_is_kept_held_against_the_week_and_taken_back(self, practice, done):
        kept = done("plan", "--cap-day", "2", "--day-off", "thursday", "--keep")
        assert "takes it back" in kept.err
        done("log", "ana", "deep", "tissue", "150m", "200", "cash", "2026-11-23", "8:00", "--yes")
        against = done("week", "--json").json["plan"]
        assert against["since"] == "2026-11-23"
        assert against["days_past_cap"] == ["2026-11-23"]
        assert against["days_worked_off"] == []
        assert against["aimed_load"] > 0
        assert "at most 2 h a day (past it on Mon); Thursday off (kept so far)" in done("week").out
        assert "plan" not in done("week", "2026-11-02", "--json").json
        done("settings", "plan", "")
        assert "plan" not in done("week", "--json").json

    def test_whole_weeks_since_are_held_against_what_was_aimed_at(self, practice, done):
        done("settings", "plan", "2026-10-26 load=1000 take-home=20000 --cap-week 5")
        against = done("week", "--json").json["plan"]
        assert against["weeks"] == 4
        assert against["load"] == 2 * 180 + 2 * 540

    @pytest.mark.parametrize(
        "text",
        [
            "x", "2026-11-23", "2026-11-23 --cap-day", "2026-11-23 --cap-day x",
            "2026-11-23 load=x --cap-day 4", "2026-11-23 --day-off someday", "2026-11-23 --rm x",
            "2026-11-23 --weeks-off x", "2026-11-23 '", "2026-13-40 --cap-day 4",
        ],
    )  # fmt: skip
    def test_nothing_else_is_kept(self, practice, run, text):
        assert run("settings", "plan", text).code == 1

    def test_nothing_changed_cannot_be_kept(self, practice, run):
        assert run("plan", "--keep").code == 2
        assert run("plan", "--want", "load=-5%", "--keep").code == 2


def test_a_booking_says_where_it_would_cost_less(done):
    for line in (
        "ana deep tissue 60m booked 2026-12-01 9:00",
        "ana deep tissue 90m booked 2026-12-01 10:30",
        "bo swedish 60m booked 2026-12-03 9:00",
    ):
        said = done("log", *line.split(), "--yes")
    assert "costs least" not in said.out
    said = done(
        "log", *["li", "deep", "tissue", "60m", "booked", "2026-12-01", "13:00"], "--yes"
    ).out
    assert "Thursday costs least that week: 1 h as booked, 10:15 after bo" in said
    assert (
        "costs least"
        not in done("log", *["li", "deep", "tissue", "60m", "90", "cash"], "--yes").out
    )
