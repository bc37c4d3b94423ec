"""questionnaire add, take, list and show on the command line."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from mtdesk.cli.wellbeing import questionnaires as command

TEMPLATE = Path(__file__).parents[2] / "examples" / "questionnaire.toml"
WHOLE = ",".join(
    [f"me-{n}=75" for n in (1, 2, 3)]
    + [f"my-work-{n}=50" for n in (1, 2, 3, 4)]
    + [f"my-clients-{n}=25" for n in (1, 2, 3, 4)]
)


def on(day):
    now = datetime(2026, 11, day, 12, tzinfo=timezone(timedelta(hours=-5)))
    return lambda: now


@pytest.fixture
def at_terminal(monkeypatch, run):
    """As `run`, with these lines typed at a terminal."""

    def at_terminal(lines, *arguments, **options):
        monkeypatch.setattr(command, "is_interactive", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return run("questionnaire", *arguments, **options)

    return at_terminal


def personal(score):
    return ",".join(f"personal-{n}={score}" for n in range(1, 7))


def test_a_new_practice_lists_our_own_without_being_made(done, path):
    ran = done("questionnaire", "list")
    assert "own words  3 scales, 11 items  never" in ran.out
    assert "our own words, not a validated instrument" in ran.out
    [listed] = done("questionnaire", "list", "--json").json["questionnaires"]
    assert len(listed.pop("version")) == 12
    assert listed == {
        "name": "own words",
        "built_in": True,
        "last_taken": None,
        "unfinished_today": False,
    }
    assert "Not taken yet: mtdesk questionnaire take own words" in done("questionnaire", "show").out
    assert not path.exists()


def test_added_from_a_file(done, run):
    ran = done("questionnaire", "add", TEMPLATE)
    assert "“three scales” added: 3 scales, 19 items" in ran.out
    assert "A new practice was made at" in ran.err
    again = run("questionnaire", "add", TEMPLATE)
    assert (again.code, again.out) == (1, "")
    assert again.err == "mtdesk: “three scales” is there already, word for word.\n"
    assert [
        each["name"] for each in done("questionnaire", "list", "--json").json["questionnaires"]
    ] == [
        "own words",
        "three scales",
    ]


def test_a_wrong_file_is_one_sentence_and_makes_no_practice(run, tmp_path, path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(TEMPLATE.read_text("utf-8").replace("minimum = 4", "minimum = 8"), "utf-8")
    ran = run("questionnaire", "add", wrong)
    assert ran.code == 1
    assert (
        ran.err == "mtdesk: wrong.toml, scale “work”: minimum is 8, and 1 to its 7 items can be.\n"
    )
    assert not path.exists()


def test_taken_with_answers_ahead(done):
    ran = done("questionnaire", "take", "own", "words", "--answers", WHOLE, "--json")
    assert ran.json["scores"] == {"me": 75, "my work": 50, "my clients": 37.5}
    assert ran.json["complete"] is True
    assert ran.json["resumed"] is False
    assert ran.json["taken_on"] == "2026-11-23"
    assert ran.json["scales"][0] == {
        "scale": "me",
        "score": 75,
        "answered": 3,
        "items": 3,
        "minimum": 2,
        "before": None,
        "before_on": None,
        "index": None,
        "change": None,
    }
    assert "own words of 2026-11-23" in done("undo", str(ran.json["operation"])).out
    assert done("questionnaire", "show", "--json").json["results"] == []


def test_skipped_and_left_out_answers_make_no_score(done):
    ran = done("questionnaire", "take", "--answers", "me-1=100, me-2=-, my-work-1=0")
    assert "me          no score: 1 of 3 answered, 2 are needed" in ran.out
    assert "my clients  no score: 0 of 4 answered, 3 are needed" in ran.out
    scores = done("questionnaire", "show", "--json").json["results"][0]["scores"]
    assert scores == {"me": None, "my work": None, "my clients": None}


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ("me-1=80", 1, "answer: 80 is not one of 100, 75, 50, 25, 0"),
        ("me-1=nan", 1, "answer: nan is not one of"),
        ("me-4=75", 1, "item: “me-4” is not one of me-1, me-2"),
        ("me-1=75,me-1=50", 2, "“me-1” is answered twice"),
        ("me-1", 2, "“me-1” is not ITEM=SCORE"),
        ("me-1=often", 2, "“often” is not a score for me-1"),
        (" , ", 2, "--answers is empty"),
    ],
)
def test_answers_that_do_not_fit_are_one_sentence(run, path, answers, code, words):
    ran = run("questionnaire", "take", "--answers", answers)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert not path.exists()


def test_without_a_terminal_answers_are_wanted(run, path):
    ran = run("questionnaire", "take")
    assert ran.code == 2
    assert "give the answers with --answers" in ran.err
    assert not path.exists()


def test_unknown_names_and_days_to_come(run):
    assert "there is no questionnaire “feet”" in run("questionnaire", "take", "feet").err
    assert run("questionnaire", "show", "feet").code == 1
    ran = run("questionnaire", "take", "--answers", WHOLE, "--on", "2026-11-24")
    assert (ran.code, ran.err) == (1, "mtdesk: on: 2026-11-24 is still to come.\n")


def test_item_by_item_at_a_terminal(at_terminal, done):
    ran = at_terminal(["1"] * 11, "take", "own words")
    assert ran.code == 0, ran.err
    assert "not a validated instrument" in ran.err
    assert "1 of 11" in ran.err
    assert "11 of 11" in ran.err
    assert "me          100" in ran.out
    assert "my clients  75" in ran.out  # the reversed item counts 0


def test_wrong_words_back_and_skip_at_a_terminal(at_terminal, done):
    ran = at_terminal(["6", "x", "1", "b", "5", *[""] * 10], "take")
    assert ran.code == 0, ran.err
    assert "“6” is not 1 to 5" in ran.err
    assert "“x” is not 1 to 5" in ran.err
    assert ran.err.count("\n1 of 11") == 4
    result = done("questionnaire", "show", "--json").json["results"][0]
    assert result["complete"] is True
    assert sum(part["answered"] for part in result["scales"]) == 1


def test_going_back_shows_the_answer_and_enter_leaves_it(at_terminal, done):
    ran = at_terminal(["1", "2", "b", "b", "", "-", "q"], "take")
    assert ran.code == 0, ran.err
    assert ran.err.count("most days  ← your answer") == 1
    assert ran.err.count("often  ← your answer") == 2
    assert "1 of 11 answers are kept" in ran.err  # the second was taken back


def test_left_and_gone_on_with_the_same_day(at_terminal, done):
    left = at_terminal(["2", "2", "", "q"], "take")
    assert left.code == 0
    assert "2 of 11 answers are kept" in left.err
    assert "unfinished today" in done("questionnaire", "list").out
    assert "unfinished, 2 of 11 answered" in done("questionnaire", "show").out
    again = at_terminal(["2"] * 8, "take")
    assert again.code == 0, again.err
    assert "2 of 11 are answered already" in again.err
    assert "4 of 11" in again.err
    [result] = done("questionnaire", "show", "--json").json["results"]
    assert result["complete"] is True
    assert sum(part["answered"] for part in result["scales"]) == 10


def test_interrupted_it_keeps_what_was_answered(at_terminal, done):
    ran = at_terminal(["2", "2"], "take")  # and then the input ends
    assert ran.code == 130
    assert "2 of 11 answers are kept" in ran.err
    assert "nothing was changed" not in ran.err
    assert done("questionnaire", "list", "--json").json["questionnaires"][0]["unfinished_today"]


def test_left_before_the_first_answer_nothing_is_kept(at_terminal, path):
    ran = at_terminal(["q"], "take")
    assert ran.code == 0
    assert "nothing was answered, so nothing is kept" in ran.err
    assert not path.exists()


def test_a_second_one_of_a_day_is_kept_with_a_word(done):
    done("questionnaire", "take", "--answers", WHOLE)
    ran = done("questionnaire", "take", "--answers", WHOLE)
    assert "“own words” was taken that day already" in ran.err
    assert len(done("questionnaire", "show", "--json").json["results"]) == 2


def test_scores_over_time_with_what_can_be_said_of_them(done):
    done("questionnaire", "add", TEMPLATE, at=on(1))
    for day, score in ((1, 25), (10, 75), (20, 50)):
        done("questionnaire", "take", "three", "--answers", personal(score), at=on(day))
    lines = done("questionnaire", "show", "three", at=on(20)).out.splitlines()
    assert "source: Who wrote it, where and when." in lines
    assert "licence: What its authors allow." in lines
    assert "2026-11-01        25     –       –" in lines
    assert "2026-11-10        75     –       –  personal reliably worse" in lines
    assert "2026-11-20        50     –       –  personal reliably better" in lines
    assert "personal  ▃▇▅" in lines
    results = done("questionnaire", "show", "three", "--json", at=on(20)).json["results"]
    assert [each["scales"][0]["change"] for each in results] == [
        None,
        "reliably worse",
        "reliably better",
    ]
    assert results[1]["scales"][0]["before"] == 25
    earlier = done("questionnaire", "show", "three", "--json", "--today", "2026-11-10")
    assert len(earlier.json["results"]) == 2


def test_our_own_has_no_norms_so_no_change_is_stated(done):
    for day, score in ((1, 0), (10, 100)):
        answers = ",".join(f"me-{n}={score}" for n in (1, 2, 3))
        ran = done("questionnaire", "take", "own", "--answers", answers, at=on(day))
    assert "100 (0 on 2026-11-01)" in ran.out
    shown = done("questionnaire", "show", "own", at=on(10)).out
    assert "reliably" not in ran.out + shown


def test_show_names_the_items_and_their_scores_for_scripts(done):
    document = done("questionnaire", "show", "own", "--json").json
    first = document["scales"][0]["items"][0]
    assert first["item"] == "me-1"
    assert first["options"][0] == {"text": "most days", "score": 100}
    assert document["scales"][0]["higher"] == "worse"
    answers = ",".join(
        f"{item['item']}={item['options'][0]['score']}"
        for scale in document["scales"]
        for item in scale["items"]
    )
    assert done("questionnaire", "take", "--answers", answers, "--json").json["complete"]


def test_words_of_a_file_are_shown_and_never_obeyed(done, at_terminal, tmp_path):
    path = tmp_path / "odd.toml"
    path.write_text(
        f"""
name = "[red]odd[/red]"
about = "\\u001b[2J about"
[options.o]
"[b]yes\\u0007" = 1
{json.dumps("'; DROP TABLE client; --")} = 0
[[scales]]
name = "[i]s"
minimum = 1
items = ["{{0}} %s \\u001b[31m"]
""",
        "utf-8",
    )
    assert "“[red]odd[/red]” added" in done("questionnaire", "add", path).out
    ran = at_terminal(["2"], "take", "[red]odd")
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.err + ran.out
    assert "{0} %s" in ran.err
    assert "'; DROP TABLE client; --" in ran.err
    assert "[i]s  0" in ran.out
