"""The replay of real days: what it counts, worked out by hand, and what it says of bad files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import replay
from daily_files import Day, Read
from replay_page import BEGIN, END, GOAL_ALARMS, page, placed
from replayed import ACTS, Asked, Person, Rule, by_chance, hits, holds, lived, replayed, standing

from mtdesk.errors import MtdeskError
from mtdesk.insight.findings.history import Logged, weeks
from mtdesk.model.period import Period

MONDAY = date(2024, 1, 1)
PAGE = Path(replay.__file__).parent / "findings.md"


def days(loads: list[list[float]], answers: list[float] | None = None) -> list[Day]:
    """Whole weeks from a Monday on, each a list of loads; the answers are those of their first days."""
    return [
        Day(
            day=MONDAY + timedelta(days=7 * week + weekday),
            load=load,
            body=answers[week] if answers and weekday == 0 else None,
        )
        for week, given in enumerate(loads)
        for weekday, load in enumerate(given)
    ]


EVEN = [[100.0] * 5 + [0.0] * 2]


# -- one life


def test_weeks_are_those_that_the_program_makes_of_the_same_days() -> None:
    given = days([[120, 0, 80, 0, 0, 0, 50], [0, 90]], [3, 5.5])
    period = Period(MONDAY, MONDAY + timedelta(weeks=2))
    logged = Logged(
        worked=[("2024-01-01", 3, 250.0, 0, 0, 0, 0), ("2024-01-08", 1, 90.0, 0, 0, 0, 0)],
        check_ins=[("2024-01-01", 1, 3.0, None), ("2024-01-08", 1, 5.5, None)],
    )
    expected = list(weeks(period, logged))
    made = lived(given).weeks
    assert [(one.start, one.sessions, one.load, one.body, one.mind) for one in made] == [
        (one.start, one.sessions, one.load, one.body, one.mind) for one in expected
    ]


def test_an_answer_left_out_is_no_nought() -> None:
    (week,) = lived(
        [
            Day(day=MONDAY, load=1, soreness=4),
            Day(day=MONDAY + timedelta(days=1), load=1, body=2),
        ]
    ).weeks
    assert week.soreness == {"general": 4}
    assert week.body == 2
    assert week.mind is None


def test_a_week_at_130_among_weeks_at_100_is_one_alarm_of_three_days() -> None:
    # From Friday on the seven days hold 5 x 130 against a usual 5 x 100; on the next Monday
    # 4 x 130 + 100 = 620 against (3 x 500 + 30) / 3 = 510, which is 1.22.
    life = days([*EVEN * 12, [130.0] * 5 + [0.0] * 2, *EVEN * 3])
    found = replayed(life, [])
    rule = found.rules["against_usual"]
    assert found.days == 8 * 7  # of 16 weeks the first 8 do not count
    assert rule.alarms == [4 * 7 + 4]
    assert sum(rule.raised) == 3
    assert "rising_body" not in found.rules  # she never answered
    assert rule.claims == Asked(times=1, true=0)  # the weeks after are as before


def test_what_came_later_changes_no_earlier_day() -> None:
    life = days([*EVEN * 12, [130.0] * 5, *EVEN * 3], [2.0, 3] * 6 + [7.0, 8] * 2)
    whole = standing(lived(life))
    for length in (60, 88, 95):
        early = standing(lived(life[:length]))
        assert all(whole[rule][: len(up)] == up for rule, up in early.items())


def test_days_count_from_the_ninth_whole_week_on() -> None:
    thursday = [Day(day=each.day + timedelta(days=3), load=each.load) for each in days(EVEN * 10)]
    assert replayed(thursday, []).days == 10 * 7 - 4 - 8 * 7
    assert replayed(days(EVEN * 8), []).days == 0


def test_a_step_of_the_body_is_one_alarm_and_its_claim_true() -> None:
    low, high = [2.0, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3], [7.0, 8, 7, 8, 7, 8]
    life = days(EVEN * 18, [*low, *high])
    rule = replayed(life, []).rules["rising_body"]
    assert len(rule.alarms) == 1
    assert rule.alarms[0] % 7 == 0  # when a week is over
    assert rule.alarms[0] > 4 * 7
    assert rule.claims == Asked(times=1, true=1)


def test_who_has_no_load_begins_with_the_first_answer() -> None:
    found = replayed(
        [Day(day=MONDAY + timedelta(days=7 * n), mind=3 + n % 2) for n in range(12)], []
    )
    assert set(found.rules) == {"rising_mind", *ACTS}
    assert found.days == 3 * 7 + 1


def test_an_event_counts_when_the_fortnight_before_it_does() -> None:
    life = days(EVEN * 14)
    first = MONDAY + timedelta(weeks=8)
    for away, counts in ((13, False), (14, True), (6 * 7, True), (6 * 7 + 1, False)):
        found = replayed(life, [(first + timedelta(days=away), "injury")])
        assert found.onsets == ([away] if counts else []), away


# -- claims and hits


def test_a_claim_holds_beyond_half_an_sd() -> None:
    usual = [1.0, 3.0] * 4  # mean 2, sample SD sqrt(8 / 7) = 1.069: the line is at 2.5345
    assert holds([*usual, 2.535, 2.535], 56, 8) is True
    assert holds([*usual, 2.534, 2.534], 56, 8) is False
    assert holds([*usual, 9.0, 2.534, 2.534], 57, 8) is False  # Tuesday: the week has begun
    assert (
        holds([*usual, 9.0, 2.534, 2.534, 2.534, 2.534, 9.0], 63, 8) is False
    )  # four weeks, no more
    assert holds([*usual, 9.0, None, None, None], 56, 8) is None  # one week says too little
    assert holds([*usual[1:], 9.0, 9.0], 49, 7) is None  # seven weeks are no usual
    assert holds([100.0] * 20 + [1.0, 3.0] * 26 + [2.6, 2.6], 7 * 72, 72) is True  # a year of them


def test_hits_are_events_with_an_alarm_one_to_14_days_before() -> None:
    assert [hits([10], [event]) for event in (10, 11, 24, 25)] == [0, 1, 1, 0]
    assert hits([10, 12], [13]) == 1
    assert hits([10], [13, 14]) == 2


def test_chance_is_every_turn_of_the_alarms() -> None:
    # Of 20 days those from 0 to 13 hit the event of day 14.
    assert by_chance([0], [14], 20) == pytest.approx([6 / 20, 14 / 20])
    assert by_chance([3], [14], 20) == by_chance([0], [14], 20)
    # Days 0 to 13 hit the one, 6 to 19 the other.
    assert by_chance([0], [14, 20], 20) == pytest.approx([0, 12 / 20, 8 / 20])
    assert by_chance([], [14], 20) == [1, 0]
    assert by_chance([0, 10], [14], 20) == pytest.approx([0, 1])


# -- the table


def _person(alarms: list[int], raised: int, claims: Asked, events: list[int]) -> Person:
    rule = Rule(
        days=20,
        raised=[number < raised for number in range(20)],
        alarms=alarms,
        claims=claims,
        strictly=claims,
        any_day=Asked(times=10, true=2),
    )
    return Person(days=20, rules={"rising_body": rule}, onsets=events)


def test_a_row_adds_people_up() -> None:
    people = [
        _person([3], 5, Asked(times=1, true=1), [14]),
        _person([15], 3, Asked(times=1, true=0), [14]),
        Person(days=20, rules={}, onsets=[14]),  # without answers: neither days nor events of hers
    ]
    row = replay.row("rising_body", ["rising_body"], people)
    assert row.alarms == 2
    assert row.alarms_per_year == pytest.approx(2 * 365.25 / 40)
    assert row.days_raised_percent == pytest.approx(100 * 8 / 40)
    assert row.claim_true_percent == 50
    assert row.any_day_percent == 20
    assert row.hits == 1
    # 0.3 and 0.7 twice: 0.09, 0.42, 0.49.
    assert row.hits_by_chance == pytest.approx(1.4)
    assert (row.low, row.high) == (0, 2)
    assert row.days_raised_percent_interval == pytest.approx((15, 25))  # one of them twice


def test_a_sum_has_the_alarms_of_all_and_the_days_of_any() -> None:
    person = _person([3], 5, Asked(times=1, true=1), [])
    other = _person([3, 9], 7, Asked(times=3, true=1), []).rules["rising_body"]
    both = Person(days=20, rules={**person.rules, "rising_mind": other}, onsets=[])
    row = replay.row("any_rise", ["rising_body", "rising_mind"], [both])
    assert row.alarms == 3
    assert row.days_raised_percent == 35
    assert row.claims == 4
    assert row.claim_true_percent == 50
    assert row.alarms_per_year_interval is None  # of one person nothing is known of others


def test_nothing_known_is_null_and_never_nought() -> None:
    row = replay.row("rising_body", ["rising_body"], [])
    assert row.alarms_per_year is row.claim_true_percent is row.any_day_percent is None
    assert row.days_raised_percent is None
    assert row.alarms is row.hits is row.hits_by_chance is row.low is row.high is None
    without = replay.row("any_rise", ["rising_body"], [_person([3], 5, Asked(), [])])
    assert (without.alarms, without.hits) == (1, None)  # there was nothing that it could hit


def _figures(**changed: object) -> dict[str, object]:
    row = {
        "rule": "rising_body", "alarms": 2, "alarms_per_year": 0.6, "days_raised_percent": 5.0,
        "claims": 2, "claim_true_percent": 100.0, "claim_true_strictly_percent": None,
        "any_day_percent": 25.0, "events": 4, "hits": 3, "hits_by_chance": 1.0, "low": 0, "high": 3,
    }  # fmt: skip
    return {
        "people": 2, "years": 3.3, "reports": 9, "events": 4, "too_short": 0,
        "rules": [{**row, **changed}],
    }  # fmt: skip


def test_the_plain_result_and_the_goals_follow_from_the_figures() -> None:
    by_chance_only = page(_figures(), [])
    assert "Nothing here foresees harm" in by_chance_only
    assert f"at most {GOAL_ALARMS} alarms a year" in by_chance_only
    assert "missed by rising_body." in by_chance_only
    assert (
        "| rising_body | 2 | 0.60 | 5 % | 100 % of 2 | - | 25 % | 3 | 1.0 [0, 3] |"
        in by_chance_only
    )
    above = page(_figures(hits=4), [])
    assert "Nothing here foresees harm" not in above
    assert "rising_body (4 hits, 1.0 [0, 3] by chance)" in above
    assert "nothing about" in page({**_figures(), "events": 0}, [])


def test_the_part_takes_the_place_of_the_old_one_and_leaves_the_rest() -> None:
    part = f"{BEGIN}\nnew\n{END}"
    assert placed(part, "a\n") == f"a\n\n{part}\n"
    assert placed(part, f"a\n{BEGIN}\nold\n{END}\nb\n") == f"a\n{part}\nb\n"
    for broken in (f"a{BEGIN}", f"{END}a", f"{END}{BEGIN}", f"{BEGIN}{END}{END}{BEGIN}"):
        with pytest.raises(MtdeskError, match="put that right"):
            placed(part, broken)


def test_the_page_in_the_project_has_the_part_once_with_its_sources() -> None:
    text = PAGE.read_text("utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
    part = text.partition(BEGIN)[2].partition(END)[0]
    for source in (
        "10.1038/s41597-024-03386-x",
        "10.5281/zenodo.10033832",
        "10.5334/jopd.29",
        "CC BY 4.0",
    ):
        assert source in part
    assert "foresees harm" in part


# -- the script


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    low = [2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 7, 8, 7, 8, 7, 8]
    lines = ["date,person,load,body,mind,soreness"]
    for who, shift in (("ann", 0), ("bea", 5)):
        for each in days(EVEN * 18, [float(value) for value in low[shift:] + low[:shift]]):
            answer = "" if each.body is None else f"{each.body:g}"
            lines.append(f"{each.day},{who},{each.load:g},{answer},{answer},")
    daily, events = tmp_path / "days.csv", tmp_path / "events.csv"
    daily.write_text("\n".join(lines) + "\n", "utf-8")
    events.write_text("person,date,kind\nann,2024-04-20,injury\neve,2024-04-20,injury\n", "utf-8")
    return [str(daily), str(events)]


def test_json_has_every_key_and_is_the_same_twice(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay.main([*files, "--json"]) == 0
    first = capsys.readouterr()
    assert "1 report left out, of 1 person whom no daily file has: eve" in first.err
    assert replay.main([*files, "--json"]) == 0
    assert capsys.readouterr() == first
    said = json.loads(first.out)
    assert said["schema"] == 1
    assert said["people"] == 2
    assert said["years"] == pytest.approx(2 * 70 / 365.25)
    assert said["events"] == 1
    assert [rule["rule"] for rule in said["rules"]][:2] == ["against_usual", "rising_load"]
    assert {rule["rule"] for rule in said["rules"]} >= {
        "against_usual", "rising_load", "rising_body", "rising_mind", "rising_soreness", "any_rise",
    }  # fmt: skip
    for rule in said["rules"]:
        assert rule.keys() >= {
            "rule", "alarms_per_year", "days_raised_percent", "claim_true_percent", "any_day_percent",
            "hits", "hits_by_chance", "low", "high",
        }  # fmt: skip
        if rule["hits"] is not None:
            assert rule["low"] <= rule["hits_by_chance"] <= rule["high"]
    sore = next(rule for rule in said["rules"] if rule["rule"] == "rising_soreness")
    assert sore["alarms_per_year"] is None  # nobody was asked


def test_too_few_weeks_are_said_and_nothing_is_made_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "days.csv"
    path.write_text("date,person,load,body,mind,soreness\n2024-01-01,ann,300,4,5,0\n", "utf-8")
    assert replay.main([str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert "1 person without a day after eight whole weeks left out" in err
    assert json.loads(out)["people"] == 0


def test_written_it_stands_in_the_page_alone(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "findings.md"
    target.write_text("# What the findings see\n", "utf-8")
    monkeypatch.setattr(replay, "PAGE", target)
    assert replay.main([*files, "--write"]) == 0
    once = target.read_text("utf-8")
    assert once.startswith(f"# What the findings see\n\n{BEGIN}\n")
    assert once.endswith(f"{END}\n")
    assert replay.main([*files, "--write"]) == 0
    assert target.read_text("utf-8") == once


def test_a_bad_file_is_one_line_and_writes_nothing(
    files: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "findings.md"
    target.write_text("as it was\n", "utf-8")
    monkeypatch.setattr(replay, "PAGE", target)
    bad = tmp_path / "bad\x1b[31m.csv"
    bad.write_text("date,person,load,body,mind,soreness\n2024-01-01,dora,x,4,5,0\n", "utf-8")
    assert replay.main([*files, str(bad), "--write"]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
    assert "line 2: load: “x” is not a number" in err
    assert "\x1b" not in err
    assert target.read_text("utf-8") == "as it was\n"


def test_no_file_named_is_a_wrong_command() -> None:
    with pytest.raises(SystemExit) as ended:
        replay.main([])
    assert ended.value.code == 2


def test_everybody_together_is_the_sum_of_each() -> None:
    found = Read(people={"ann": days(EVEN * 18), "bea": days(EVEN * 10)})
    assert replay.table(found).years == pytest.approx((70 + 14) / 365.25)
