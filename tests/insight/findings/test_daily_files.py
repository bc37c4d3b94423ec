"""Real people's files: each layout known by its header, each fault one sentence with its place."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from daily_files import Day, onsets, read

from mtdesk.errors import MtdeskError

OURS = "date,person,load,body,mind,soreness\n2024-01-01,ann,300,4,,0\n"
EVENTS = "person,date,kind\nann,2024-01-02,illness\n"


def test_our_own_layout_is_read_as_written(tmp_path: Path) -> None:
    days, events = tmp_path / "days.csv", tmp_path / "events.csv"
    days.write_text(OURS + "2023-12-31,ann,,,2.5,\n", "utf-8")
    events.write_text(EVENTS, "utf-8")
    found = read([events, days])
    assert found.people == {
        "ann": [  # oldest first
            Day(day=date(2023, 12, 31), mind=2.5),
            Day(day=date(2024, 1, 1), load=300, body=4, soreness=0),
        ]
    }
    assert found.events == {"ann": [(date(2024, 1, 2), "illness")]}
    assert found.notices == []


def test_soccermon_is_known_and_its_best_five_is_our_nought(tmp_path: Path) -> None:
    days, reports = tmp_path / "days.csv", tmp_path / "reports.csv"
    days.write_text(
        "date,player_id,daily_load,fatigue,soreness,mood,stress,readiness,sleep_duration,sleep_quality\n"
        "2020-03-17,TeamA_1,900.0,5.0,1.0,3.0,4.0,8.0,9.0,4.0\n"
        "2020-03-18,TeamA_1,0.0,,,,,,,\n"
    )
    reports.write_text("player_id,kind,date\nTeamA_1,injury,2020-03-20\n")
    found = read([days, reports])
    assert found.people["TeamA_1"] == [
        Day(day=date(2020, 3, 17), load=900, body=0, mind=2.5, soreness=10),
        Day(day=date(2020, 3, 18), load=0),
    ]
    assert found.events == {"TeamA_1": [(date(2020, 3, 20), "injury")]}
    assert all("doi" in each.about or "same data" in each.about for each in found.layouts)


def test_kossakowski_is_known_and_the_mind_is_the_mean_of_four_moods(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(
        "date,phase,answers,mood_down,mood_irritat,mood_anxious,mood_cheerf,pat_restl,pat_worry,"
        "phy_tired,phy_pain,phy_sleepy,dep\n"
        "2012-08-13,1,1,-3,1,3,4,1,1,7,2.5,1,1\n"
    )
    (day,) = read([path]).people["Kossakowski 2017"]
    # down 0, irritated 0, anxious 10, cheerful in the middle 5.
    assert day == Day(day=date(2012, 8, 13), body=10, mind=3.75, soreness=2.5)


@pytest.mark.parametrize("name", ["days.csv.gz", "days.csv"])
def test_a_packed_file_reads_as_the_plain_one(tmp_path: Path, name: str) -> None:
    plain, packed = tmp_path / "plain.csv", tmp_path / name
    plain.write_text(OURS, "utf-8")
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + OURS.encode()))
    assert read([packed]).people == read([plain]).people


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    days, events = tmp_path / "days.csv", tmp_path / "events.csv"
    days.write_text("date,person,load,body,mind,soreness,sleep\n2024-01-01,ann,300,4,,0,8\n")
    events.write_text(
        EVENTS + "bea,2024-01-02,injury\nbea,2024-03-02,injury\ncleo,2024-01-02,injury\n"
    )
    found = read([days, events])
    assert found.notices == [
        f"{days}: not used: sleep",
        "3 reports left out, of 2 people whom no daily file has: bea and cleo",
    ]
    assert list(found.events) == ["ann"]


def test_reports_of_one_kind_within_14_days_are_one_event() -> None:
    def day(number: int) -> date:
        return date(2024, 1, number)

    reports = [(day(20), "injury"), (day(1), "injury"), (day(15), "injury"), (day(2), "illness")]
    assert onsets(reports) == [day(1), day(2)]  # the 20th follows the 15th, which follows the 1st
    assert onsets([(day(1), "injury"), (day(16), "injury")]) == [day(1), day(16)]


HEADER = "date,person,load,body,mind,soreness\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "days.csv is empty; its first line names the columns"),
        (HEADER, "days.csv holds no row below its header"),
        (
            "date,person,load,body,mind\n",
            "its header lacks soreness; a daily file has date,person,load",
        ),
        ("person,date\n", "its header lacks kind; a file of events has date,person,kind"),
        ("date,person,person,kind\n", "its header names person twice"),
        (HEADER + "2024-01-01,ann,300,4,5\n", "line 2: 5 cells, and the header names 6 columns"),
        (HEADER + "2024-02-30,ann,300,4,5,6\n", "line 2: date: there is no day 2024-02-30"),
        (HEADER + "1.2.2024,ann,300,4,5,6\n", "line 2: date: “1.2.2024” is not a date"),
        (HEADER + "0024-02-01,ann,300,4,5,6\n", "line 2: date: 0024-02-01 is outside 1950 to 2200"),
        (HEADER + "2024-02-01,,300,4,5,6\n", "line 2: person: is empty"),
        (HEADER + "2024-02-01,ann,many,4,5,6\n", "line 2: load: “many” is not a number"),
        (HEADER + "\n2024-02-01,ann,nan,4,5,6\n", "line 3: load: “nan” is not a number"),
        (HEADER + "2024-02-01,ann,-1,4,5,6\n", "line 2: load: -1 is below 0"),
        (HEADER + "2024-02-01,ann,1,4,5,11\n", "line 2: soreness: 11 is not 0 to 10"),
        (HEADER + '2024-02-01,ann,1,4,5,"6\n', "line 2: unexpected end of data"),
        (
            HEADER + "2024-02-01,ann,1,4,5,6\n2024-02-01,ann,2,4,5,6\n",
            "line 3: date: 2024-02-01 of ann stands already in ",
        ),
        (EVENTS, "none of these files holds anybody's days; give one with date,person,load"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_with_its_place(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "days.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(MtdeskError) as refused:
        read([path])
    assert said in refused.value.message
    assert "\n" not in refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("days.csv.gz", gzip.compress(OURS.encode(), mtime=0)[:-12], "broken or no gzip file"),
        ("days.csv.gz", OURS.encode(), "broken or no gzip file"),
        ("days.csv", gzip.compress(OURS.encode(), mtime=0)[:20], "broken or no gzip file"),
        ("days.csv", b"date,person\xff\n", "is not UTF-8 text"),
    ],
    ids=["cut", "no gzip", "cut, by another name", "no UTF-8"],
)
def test_broken_files_are_one_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MtdeskError, match=said):
        read([path])


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(MtdeskError, match="there is no file"):
        read([tmp_path / "absent.csv"])
    with pytest.raises(MtdeskError, match="cannot be read"):
        read([tmp_path])
