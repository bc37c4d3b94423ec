"""The guide on a terminal: one fact at a time, left and gone on with."""

from __future__ import annotations

import sys
from io import StringIO

import pytest
from incidents import WRONG

from mtdesk.cli import incidents
from mtdesk.cli.incidents import guide
from mtdesk.errors import InvalidError
from mtdesk.model.incidents import QUESTIONS

KEYS = [each.key for each in QUESTIONS]
REQUIRED = {"kind": "threat", "severity": "4"}


@pytest.fixture
def typed(monkeypatch, run):
    """`typed(command, answer, answer, ...)`: on a terminal, where the last answer is ctrl+d."""

    def typed(command, *answers):
        for module in (incidents, guide):
            monkeypatch.setattr(module, "is_interactive", lambda: True)
        monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{each}\n" for each in answers)))
        return run(*command.split())

    return typed


def answers(**given):
    """One line a question, in their order; a repeated one is closed by an empty line."""
    lines = []
    for each in QUESTIONS:
        text = given.get(each.key.replace("-", "_"), "")
        lines += [text, *([""] if text and each.repeats else [])]
    return lines


ALL = answers(
    kind="6", severity="5", at="14:30", client="Sam R.", setting="home visit", said="[b]“x”",
    did="left", ended="20", paid="no", lost="80", told="police", follow_up="2026-12-01: ask",
)  # fmt: skip


class TestGuide:
    def test_one_fact_at_a_time_to_the_record(self, typed, done):
        ran = typed("incident add", *ALL, "", "record")
        assert ran.code == 0, ran.err
        assert "1 of 17  What was it?" in ran.err
        assert " 6  threat" in ran.err
        assert "said: [b]“x”" in ran.err
        assert ran.out.lstrip().startswith("incident 1 recorded: threat, severity 5\n")
        found = done("incident", "show", "1", "--json").json
        assert (found["client"], found["ended_minute"], found["paid"]) == ("Sam R.", 20, "no")
        assert (found["said"], found["lost_minor"]) == ("[b]“x”", 8000)
        assert found["occurred_at"] == "2026-11-23T14:30:00-05:00"
        assert [each["what"] for each in found["follow_ups"]] == ["ask"]
        assert done("incident", "drafts", "--json").json["drafts"] == []

    def test_a_wrong_answer_is_asked_again_at_once(self, typed, done):
        ran = typed("incident add", "nonsense", "26", "0", "threat", "9", "4", "tomorrow", "later")
        assert ran.err.count("kind: “") == 3
        assert "severity: 9 is not 1 to 5." in ran.err
        assert "2 of 17" in ran.err
        [draft] = done("incident", "drafts", "--json").json["drafts"]
        assert draft["answers"] == {"kind": "threat", "severity": "4"}

    @pytest.mark.parametrize(("last", "code"), [(("later",), 0), ((), 130)])
    def test_left_it_is_kept_and_gone_on_with(self, typed, done, last, code):
        ran = typed("incident add", "threat", "4", "", "Sam", *last)
        assert ran.code == code
        assert ran.out.lstrip().endswith(
            "kept as draft 1, and not yet recorded\n  mtdesk incident resume 1 goes on with it\n"
        )
        assert "draft 1 is not finished" in done("incident", "list").out
        listed = done("incident", "drafts").out.splitlines()
        assert listed[1].split() == ["1", "2026-11-23", "17:45", "threat", "Sam", "4", "of", "17"]
        ran = typed("incident resume", *[""] * 13, "record")
        assert "What was it?" not in ran.err
        assert "5 of 17" in ran.err
        assert done("incident", "show", "1", "--json").json["client"] == "Sam"
        assert done("incident", "drafts").out == "No record is left unfinished.\n"

    def test_now_is_when_she_answered_also_when_it_is_recorded_later(self, typed, done):
        from datetime import datetime, timedelta, timezone

        typed("incident add", "threat", "4", "", "later")
        later = datetime(2026, 11, 25, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
        [draft] = done("incident", "drafts", "--json").json["drafts"]
        assert draft["answers"]["at"] == "2026-11-23 17:45"
        sys.stdin = StringIO("\n" * 14 + "record\n")
        ran = done("incident", "resume", at=lambda: later)
        assert "Written 39 h after it happened" in ran.out

    def test_back_again_minus_and_several_lines(self, typed, done):
        ran = typed(
            "incident add", "threat", "b", "", "4", "", "Sam", "b", "-", "studio", *[""] * 10,
            "a", "b c", "", "", "again", "exposure", *[""] * 16, "record",
        )  # fmt: skip
        assert ran.code == 0, ran.err
        found = done("incident", "show", "1", "--json").json
        assert (found["kind"], found["client"], found["setting"]) == ("exposure", None, "studio")
        assert found["told"] == "a\nb c"

    def test_dropped_at_the_end_and_brought_back(self, typed, done):
        ran = typed("incident add", *ALL, "drop")
        assert ran.code == 0
        assert "nothing is recorded" in ran.err
        assert done("incident", "drafts", "--json").json["drafts"] == []
        done("undo")
        assert len(done("incident", "drafts", "--json").json["drafts"]) == 1

    def test_nothing_answered_leaves_no_file(self, typed, path):
        ran = typed("incident add", "later")
        assert (ran.code, ran.out.strip()) == (0, "")
        assert "nothing was kept" in ran.err
        assert not path.exists()

    def test_kind_and_severity_are_needed_in_the_end(self, typed, done):
        ran = typed("incident add", *answers(said="x"), "record", "threat", "record", "4", "record")
        assert ran.code == 0, ran.err
        assert "kind: is missing" in ran.err
        assert done("incident", "show", "1", "--json").json["said"] == "x"

    def test_options_are_answers_already(self, typed, done):
        ran = typed("incident add --client Sam --said x", "threat", "4", "later")
        assert "What was said" not in ran.err
        [draft] = done("incident", "drafts", "--json").json["drafts"]
        assert draft["answers"]["client"] == "Sam"

    def test_json_of_one_that_was_left(self, typed):
        import json

        ran = typed("incident add --json", "threat", "later")
        assert json.loads(ran.out)["answers"] == {"kind": "threat"}

    def test_only_on_a_terminal(self, run, done, path):
        ran = run("incident", "resume")
        assert (ran.code, "no draft to go on with" in ran.err) == (1, True)
        assert not path.exists()


def test_of_two_drafts_the_one_changed_last_goes_on_unless_told(typed, done):
    typed("incident add", "threat", "later")
    typed("incident add", "exposure", "later")
    ran = typed("incident resume 1", "4", "later")
    assert "goes on with it" in ran.out
    answers = [each["answers"] for each in done("incident", "drafts", "--json").json["drafts"]]
    assert {"kind": "threat", "severity": "4"} in answers
    assert done("incident", "drop", "1").out == "draft 1 dropped; mtdesk undo 5 brings it back\n"


@pytest.mark.parametrize("key", KEYS)
def test_a_wrong_answer_is_refused_in_the_same_words_asked_and_as_an_option(desk, run, typed, key):
    with pytest.raises(InvalidError) as refused:
        desk.incidents.check(key, WRONG[key])
    said = refused.value.message
    ran = run(
        "incident",
        "add",
        *(f"--{name}={text}" for name, text in {**REQUIRED, key: WRONG[key]}.items()),
    )
    assert (ran.code, said in ran.err) == (1, True), ran.err
    before = ["threat", "4", *[""] * len(KEYS)][: KEYS.index(key)]
    asked = " ".join(typed("incident add", *before, WRONG[key], "later").err.split())
    assert f"{said}." in asked
    question = QUESTIONS[KEYS.index(key)]
    assert f"{question.words} {' '.join(question.hint.split())}" in asked
