"""Incidents: a record broken off and gone on with, what is added later, what leaves the house."""

from __future__ import annotations

import json

import pytest
from areas import screen, shown, until, words
from dashboard import typed
from textual.widgets import Input, OptionList, TextArea

from mtdesk.model.incidents import QUESTIONS
from mtdesk.tui.incidents.guide import Record
from mtdesk.tui.incidents.page import PatternsPage
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask
from mtdesk.tui.parts.rows import Rows

PLACES = {question.key: place for place, question in enumerate(QUESTIONS)}
SIZES = [(80, 24), (120, 40)]
ANSWERED = {**dict.fromkeys(PLACES, ""), "kind": "threat", "severity": "4", "client": "Bo"}


def asked(pilot):
    """The question that stands there."""
    return str(pilot.app.screen.query_one("#question").content)


def page(pilot):
    return words(pilot, "#incident-words")


def grounds(pilot):
    return words(pilot, "#incidents-words")


async def fill(pilot, **answers):
    """Put answers into an Ask, and save it."""
    for key, text in answers.items():
        pilot.app.screen.query_one(f"#ask-{key}", Input).value = text
    await pilot.press("ctrl+s")
    await pilot.pause()


class TestRecord:
    async def test_broken_off_it_goes_on_in_another_dashboard(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r")
            assert asked(pilot) == QUESTIONS[0].words
            await pilot.press("down", "down", "enter", "3")  # kind, then severity by its digit
            await typed(pilot, "14:30", "enter")
            await typed(pilot, "Bo", "escape")
            await pilot.pause()
            assert "1 record is unfinished: enter goes on with it" in grounds(pilot)
            assert practice.incidents.between() == []
            assert "unfinished: it is not recorded yet" in page(pilot)
            assert "Bo" in page(pilot)
        practice.close()
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter", "shift+tab")
            assert pilot.app.screen.query_one(TextArea).text == "Bo"
            await pilot.press("enter")
            said = {"setting": "studio", "said": "go away", "did": "left the room", "lost": "90"}
            for question in QUESTIONS[PLACES["client"] + 1 :]:
                await typed(pilot, said.get(question.key, ""), "enter")
            await pilot.press("enter")  # one too many seals nothing
            assert isinstance(pilot.app.screen, Record)
            assert practice.incidents.between() == []
            await pilot.press("down", "enter")
            await pilot.pause()
            assert "Tell your insurer at once" in words(pilot, "Ask .hint")
            await pilot.press("escape")
            assert "unfinished" not in grounds(pilot)
            assert "sexual touch, severity 3 of 5" in page(pilot)
        (incident,) = practice.incidents.between()
        assert (incident.kind, incident.severity, incident.client) == ("sexual touch", 3, "Bo")
        assert incident.occurred_at == "2026-11-23T14:30:00-05:00"
        assert (incident.setting, incident.said) == ("studio", "go away")
        assert (incident.did, incident.lost_minor) == ("left the room", 9000)
        assert practice.incidents.drafts() == []
        assert incident.follow_ups == ()

    async def test_every_answer_is_kept_as_it_is_given(self, practice):
        """Whatever happens to the computer before escape is pressed."""
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "down", "enter", "4")
            (draft,) = practice.incidents.drafts()
            assert draft.answers == {"kind": QUESTIONS[0].choices[0], "severity": "4"}

    async def test_what_is_being_written_is_kept_too(self, practice, monkeypatch):
        monkeypatch.setattr("mtdesk.tui.incidents.guide.KEEP_SECONDS", 0.01)
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "down", "enter", "4", "enter", *"Bo")
            await until(pilot, lambda: practice.incidents.drafts()[0].answers.get("client") == "Bo")

    async def test_looked_at_and_left_it_leaves_nothing(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "escape")
            await pilot.pause()
            assert practice.incidents.drafts() == []
            assert "unfinished" not in grounds(pilot)

    async def test_a_question_left_without_an_answer_is_asked_again(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "down", "enter", "3", "enter", "escape")
            await pilot.pause()
            await pilot.press("enter")
            assert asked(pilot) == "Who was it?"

    async def test_a_wrong_answer_is_refused_where_it_is_given(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "down", "enter", "3")
            await typed(pilot, "2027-01-01", "enter")
            assert "still to come" in words(pilot, "Record .trouble")
            assert asked(pilot) == "When did it happen?"

    async def test_a_wrong_answer_of_an_old_draft_leads_back_to_its_question(self, practice):
        practice.incidents.begin({**ANSWERED, "at": "2027-01-01"})
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter", "down", "enter")
            assert "still to come" in words(pilot, "Record .trouble")
            assert pilot.app.screen.query_one(TextArea).text == "2027-01-01"

    async def test_what_was_begun_can_be_dropped_and_brought_back(self, practice):
        practice.incidents.begin(ANSWERED)
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter", "end", "enter")
            await pilot.pause()
            assert practice.incidents.drafts() == []
            assert "unfinished" not in grounds(pilot)
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert "1 record is unfinished" in grounds(pilot)
            assert practice.incidents.between() == []

    async def test_a_draft_dropped_elsewhere_loses_no_answer(self, practice):
        draft_id = practice.incidents.begin({"kind": "threat", "severity": "4"})
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter")
            practice.incidents.drop_draft(draft_id)
            await pilot.press("enter", *"Bo", "enter")
            (draft,) = practice.incidents.drafts()
            assert draft.answers == {
                "kind": "threat",
                "severity": "4",
                "at": "2026-11-23 17:45",
                "client": "Bo",
            }

    async def test_of_several_the_one_under_the_cursor_goes_on(self, practice):
        older = practice.incidents.begin({"kind": "threat", "severity": "4", "at": ""})
        practice.incidents.begin({"kind": "other"})
        async with shown(practice, "Incidents") as pilot:
            assert "2 records are unfinished" in grounds(pilot)
            pilot.app.query_one("Incidents Rows", Rows).move_to(-older)
            await pilot.press("enter")
            assert asked(pilot) == "Who was it?"

    @pytest.mark.parametrize("size", SIZES)
    async def test_long_answers_leave_room_for_the_choice(self, practice, size):
        practice.incidents.begin({**ANSWERED, "said": "a word " * 2_000})
        async with shown(practice, "Incidents", size) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            shown_on = screen(pilot)
            for words_shown in ("Is this what happened?", "Record it", "Drop it", "esc leave"):
                assert words_shown in shown_on
            await pilot.press("pagedown")
            await pilot.pause()
            assert pilot.app.screen.query_one("#begun").scroll_y > 0
            assert pilot.app.screen.query_one(OptionList).highlighted is None

    async def test_a_day_to_look_again_is_offered(self, practice):
        practice.incidents.begin(ANSWERED)
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter", "down", "enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, Ask)
            await fill(pilot, what="call the insurer")
            assert "follow-up, due" in page(pilot)
        (incident,) = practice.incidents.between()
        (follow_up,) = incident.follow_ups
        assert (follow_up.due_on, follow_up.what) == ("2026-11-30", "call the insurer")

    async def test_enter_where_nothing_is_recorded_does_nothing(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("enter")
            assert not isinstance(pilot.app.screen, Record)
            assert practice.incidents.drafts() == []


@pytest.fixture
def one(practice):
    """An incident of today, with its client."""
    practice.incidents.add(
        {
            "kind": "threat",
            "severity": "4",
            "client": "Dale Hemlock",
            "at": "2026-11-23 16:45",
            "said": "Dale said [b]wait[/b] for me",
        }
    )
    return practice


class TestPage:
    @pytest.mark.parametrize("size", SIZES)
    async def test_it_shows_the_facts_the_gap_and_the_seal(self, one, size):
        async with shown(one, "Incidents", size) as pilot:
            said = page(pilot)
            assert "threat, severity 4 of 5" in said
            assert "1 h after" in said
            assert "Dale said [b]wait[/b] for me" in said
            head = one.book.value("SELECT hash FROM seal ORDER BY id DESC LIMIT 1")
            assert f"sealed, 1 in the chain, head {head[:12]}" in said
            assert "cannot be edited" in said

    @pytest.mark.parametrize("size", SIZES)
    async def test_every_key_is_on_the_screen(self, one, size):
        async with shown(one, "Incidents", size) as pilot:
            await pilot.pause()
            on_screen = screen(pilot)
            keys = ("enter open", "r record", "a add", "p follow-up", "k done", "x export")
            for key in (*keys, "i patterns"):
                assert key in on_screen or "? more" in on_screen
            assert keys[0] in on_screen

    async def test_a_chain_that_does_not_hold_is_said(self, one):
        with one.book.transaction("test", "tampering", one.stamp()):
            one.book.execute("DROP TRIGGER seal_incident_update")
            one.book.execute("UPDATE incident SET said = 'nothing'")
        async with shown(one, "Incidents") as pilot:
            assert "▲ the chain of seals does not hold" in page(pilot)

    async def test_withdrawn_ones_are_marked(self, one):
        one.history.undo()
        async with shown(one, "Incidents") as pilot:
            assert "1 incident, 1 of them withdrawn" in grounds(pilot)
            assert "withdrawn: it leaves the counts" in page(pilot)


class TestAdding:
    async def test_a_note(self, one):
        async with shown(one, "Incidents") as pilot:
            await pilot.press("a", "enter")
            await fill(pilot, note="police, report 1182")
            assert "police, report 1182" in page(pilot)
        assert [each.text for each in one.incidents.get(1).addenda] == ["police, report 1182"]

    async def test_evidence_by_its_path(self, one, tmp_path):
        picture = tmp_path / "message from dale.jpg"
        picture.write_bytes(b"picture")
        async with shown(one, "Incidents") as pilot:
            await pilot.press("a", "2")
            await fill(pilot, file=str(tmp_path / "gone.jpg"))
            assert "gone.jpg" in words(pilot, "Ask .trouble")
            await fill(pilot, file=f"'{picture}'")
            assert "message from dale.jpg, 7 bytes" in page(pilot)
        assert picture.exists()

    async def test_follow_ups_are_planned_and_done(self, one):
        async with shown(one, "Incidents") as pilot:
            for what in ("ask the insurer", "write the letter"):
                await pilot.press("p")
                await fill(pilot, what=what, day="2026-11-30")
            rows = screen(pilot)
            assert "Mon 30 Nov" in rows
            await pilot.press("k")
            assert "1  2026-11-30  ask the insurer" in words(pilot, "Ask .hint")
            await fill(pilot, which="3")
            assert "is not 1 to 2" in words(pilot, "Ask .trouble")
            await fill(pilot, which="2")
            await pilot.press("k")
            await pilot.pause()
        assert [each.done_on for each in one.incidents.get(1).follow_ups] == ["2026-11-23"] * 2

    async def test_done_without_a_follow_up_says_so(self, one):
        async with shown(one, "Incidents") as pilot:
            await pilot.press("k")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Ask)

    async def test_a_follow_up_on_a_day_that_is_past_is_refused(self, one):
        async with shown(one, "Incidents") as pilot:
            await pilot.press("p")
            await fill(pilot, what="call", day="2026-11-01")
            assert "past" in words(pilot, "Ask .trouble")
        assert one.incidents.get(1).follow_ups == ()

    @pytest.mark.parametrize("key", ["a", "p", "k", "x"])
    async def test_an_unfinished_record_takes_nothing(self, practice, key):
        practice.incidents.begin(ANSWERED)
        async with shown(practice, "Incidents") as pilot:
            await pilot.press(key)
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Ask)


class TestLeaving:
    async def test_an_export_is_redacted_unless_told(self, one, tmp_path):
        file = tmp_path / "one.json"
        async with shown(one, "Incidents") as pilot:
            await pilot.press("x")
            await fill(pilot, file=str(file))
        (made,) = json.loads(file.read_text(encoding="utf-8"))["incidents"]
        assert made["said"] == "[client] said [b]wait[/b] for me"

    async def test_in_full_over_a_file_that_is_there_asks(self, one, tmp_path):
        file = tmp_path / "all.md"
        file.write_text("before", encoding="utf-8")
        async with shown(one, "Incidents") as pilot:
            await pilot.press("x")
            await fill(pilot, file=str(file), copy="full", which="all")
            assert "write over it?" in words(pilot, "Ask .trouble")
            assert file.read_text(encoding="utf-8") == "before"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Ask)
        assert "Dale said" in file.read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"copy": "half"}, "neither redacted nor full"),
            ({"which": "some"}, "neither this nor all"),
            ({"file": ""}, "is empty"),
            ({"file": "one.txt"}, "ends in none of"),
        ],
    )
    async def test_what_is_refused_is_said_there(self, one, answers, said):
        async with shown(one, "Incidents") as pilot:
            await pilot.press("x")
            await fill(pilot, **answers)
            assert said in words(pilot, "Ask .trouble")

    @pytest.mark.parametrize("size", SIZES)
    async def test_patterns_stand_on_one_page(self, one, size):
        one.incidents.add({"kind": "other", "severity": "2", "client": "dale hemlock"})
        async with shown(one, "Incidents", size) as pilot:
            await pilot.press("i")
            assert isinstance(pilot.app.screen, PatternsPage)
            assert "Dale Hemlock: 2 incidents" in words(pilot, "#patterns-words")
            tables = words(pilot, "#patterns-tables")
            for title in ("by kind", "by client", "by weekday", "severity by quarter"):
                assert title in tables
            chart = pilot.app.screen.query_one(Chart)
            await until(pilot, lambda: chart.series is not None)
            assert [line.values for line in chart.series.lines] == [(1.0,), (0.0,), (1.0,)]
            await pilot.press("escape")
            assert not isinstance(pilot.app.screen, PatternsPage)

    async def test_where_there_is_much_room_they_stand_below_the_list(self, one):
        one.incidents.add({"kind": "other", "severity": "2", "client": "dale hemlock"})
        async with shown(one, "Incidents", (120, 40)) as pilot:
            assert "where they gather" not in screen(pilot)
            await pilot.resize_terminal(200, 60)
            await pilot.pause()
            assert "where they gather" in screen(pilot)
            assert "Dale Hemlock: 2 incidents" in words(pilot, "#patterns-words")
            await pilot.press("ctrl+n")
            await pilot.pause()
            assert "Dale" not in screen(pilot)
            await pilot.resize_terminal(120, 40)
            await pilot.pause()
            assert "where they gather" not in screen(pilot)

    async def test_with_names_hidden_nothing_names_anybody(self, one):
        one.incidents.follow_up(1, "2026-11-30", "write to Dale")
        one.incidents.follow_up(1, "2026-12-01", "write to Dale again")
        one.incidents.begin({**ANSWERED, "client": "Dale Hemlock"})
        one.incidents.add({"kind": "other", "severity": "2", "client": "dale hemlock"})
        async with shown(one, "Incidents") as pilot:
            await pilot.press("ctrl+n")
            for keys in (["home"], ["down"], ["down"], ["k"], ["escape", "i"]):
                await pilot.press(*keys)
                await pilot.pause()
                assert "dale" not in screen(pilot).casefold(), keys
            assert "a client: 2 incidents" in words(pilot, "#patterns-words")

    async def test_patterns_of_nothing_are_words(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("i")
            assert "No incident recorded" in words(pilot, "#patterns-words")


class TestTheKind:
    async def test_none_is_chosen_for_her(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", "enter")
            await pilot.pause()
            assert words(pilot, "#question") == "What was it?"
            assert "Choose one" in words(pilot, "Record .trouble")
            await pilot.press("escape")
            await pilot.pause()
            assert practice.incidents.drafts() == []

    @pytest.mark.parametrize(
        ("typed_", "kind"), [("v", "verbal abuse"), ("noz", None), ("th", "threat")]
    )
    async def test_letters_go_to_the_kind_that_begins_with_them(self, practice, typed_, kind):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", *typed_, "enter")
            await pilot.pause()
            [draft] = practice.incidents.drafts()
            assert draft.answers["kind"] == (kind or "no-show")

    async def test_it_is_finished_at_any_question(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("r", *"threat", "enter", "4", "ctrl+s", "down", "enter")
            await pilot.pause()
            assert practice.incidents.get(1).kind == "threat"
