"""The incident record: its facts, drafts that are gone on with, what is to be looked at again."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta, timezone

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.model.incidents.questions import QUESTIONS

THREAT = {"kind": "threat", "severity": "4"}


def on(path, day):
    there = timezone(timedelta(hours=-5))
    return Desk(path, lambda: datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=there))


class TestFacts:
    def test_each_is_kept_where_it_belongs(self, desk):
        made, _ = desk.incidents.add(
            {
                **THREAT, "setting": "  Home \n visit ", "ended": "minute 20", "paid": "Part",
                "injury-me": "wrist", "injury-client": "none seen", "told": "a\nb",
                "follow-up": "2026-12-01: ask\n2026-11-23\n\n2026-12-24 - again",
            }
        )  # fmt: skip
        found = desk.incidents.get(made.id)
        assert found == made
        assert (found.setting, found.ended_minute, found.paid) == ("Home visit", 20, "part")
        assert (found.injury_to_me, found.injury_to_client) == ("wrist", "none seen")
        assert [(each.due_on, each.what) for each in found.follow_ups] == [
            ("2026-11-23", "look at it again"),
            ("2026-12-01", "ask"),
            ("2026-12-24", "again"),
        ]

    def test_what_was_not_said_is_not_known(self, desk):
        made, _ = desk.incidents.add(THREAT)
        assert (made.ended_minute, made.paid, made.lost_minor) == (None, None, None)
        assert made.follow_ups == made.evidence == ()

    @pytest.mark.parametrize(
        ("typed", "minute"), [("0", 0), ("20 min", 20), ("20m", 20), ("720", 720)]
    )
    def test_the_minute_at_which_it_ended(self, desk, typed, minute):
        made, _ = desk.incidents.add({**THREAT, "ended": typed})
        assert made.ended_minute == minute

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("ended", "721"), ("ended", "soon"), ("ended", "-1"), ("ended", "٥"), ("paid", "maybe"),
            ("follow-up", "soon"), ("follow-up", "2026-11-22: past"), ("follow-up", "2026-02-30"),
            ("follow-up", "9999-12-31"), ("setting", "x" * 201), ("said", "a\0b"), ("client", "99"),
            ("severity", "6"), ("kind", "nonsense"), ("at", "2027-01-01"), ("lost", "x"),
            ("told", "x" * 100_001), ("colour", "red"),
        ],
    )  # fmt: skip
    def test_a_wrong_one_is_named_and_nothing_is_written(self, desk, path, field, text):
        with pytest.raises(InvalidError) as refused:
            desk.incidents.add({**THREAT, field: text})
        assert refused.value.field == field
        with pytest.raises(InvalidError) as refused:
            desk.incidents.check(field, text)
        assert refused.value.field == field
        assert not path.exists()

    @pytest.mark.parametrize("field", [each.key for each in QUESTIONS])
    def test_an_empty_answer_leaves_a_fact_out(self, desk, field):
        desk.incidents.check(field, " ")

    def test_two_clients_of_one_name_are_told_apart_by_number(self, desk):
        desk.clients.add({"name": "Sam"})
        desk.clients.add({"name": "SÁM"}, confirmed=True)
        with pytest.raises(
            InvalidError, match=r"several clients \(1 Sam, 2 SÁM\); give the number"
        ):
            desk.incidents.add({**THREAT, "client": "sam"})
        made, _ = desk.incidents.add({**THREAT, "client": "2"})
        assert (made.client_id, made.client) == (2, "SÁM")

    @pytest.mark.parametrize("text", ["字" * 100_000, "𝕏 עברית\n\tالعربية 🦊", "=1+1 [b]x[/b] %s"])
    def test_words_in_any_script_and_length_come_back_as_they_were(self, desk, text):
        made, _ = desk.incidents.add({**THREAT, "said": text})
        noted = desk.incidents.note(made.id, text)
        assert (noted.said, noted.addenda[0].text) == (text, text)


class TestDrafts:
    def test_it_is_kept_changed_and_recorded_in_one_operation(self, desk, path):
        number = desk.incidents.begin({"kind": "threat"})
        desk.incidents.save_draft(number, {"kind": "threat", "severity": "4", "said": "x"})
        [draft] = desk.incidents.drafts()
        assert draft.answers == {"kind": "threat", "severity": "4", "said": "x"}
        assert draft.open[0].key == "at"
        incident, operation = desk.incidents.record_draft(number)
        assert (incident.kind, incident.said) == ("threat", "x")
        assert desk.incidents.drafts() == []
        desk.history.undo(operation)
        assert desk.incidents.get(incident.id).withdrawn
        assert [each.answers for each in desk.incidents.drafts()] == [draft.answers]

    def test_answers_given_last_are_the_ones_recorded(self, desk):
        number = desk.incidents.begin({"kind": "threat"})
        incident, _ = desk.incidents.record_draft(number, {**THREAT, "said": "last"})
        assert incident.said == "last"

    def test_a_wrong_answer_keeps_the_draft(self, desk):
        number = desk.incidents.begin({"kind": "threat", "severity": "9"})
        with pytest.raises(InvalidError) as refused:
            desk.incidents.record_draft(number)
        assert refused.value.field == "severity"
        assert [each.id for each in desk.incidents.drafts()] == [number]
        assert desk.incidents.between() == []

    def test_one_sitting_is_one_operation_and_another_day_another(self, desk, path):
        number = desk.incidents.begin({"kind": "threat"})
        for severity in "123":
            desk.incidents.save_draft(number, {"kind": "threat", "severity": severity})
        before = desk.history.latest()
        desk.incidents.save_draft(number, {"kind": "threat", "severity": "3"})  # nothing new
        assert desk.history.latest() == before
        with closing(on(path, "2026-11-25")) as later:
            later.incidents.save_draft(number, {"kind": "threat", "severity": "5"})
            later.history.undo()
            assert later.incidents.draft(number).answers["severity"] == "3"
            later.history.undo()
            assert later.incidents.drafts() == []

    def test_dropping_it_can_be_undone(self, desk):
        number = desk.incidents.begin(THREAT)
        desk.incidents.drop_draft(number)
        assert desk.incidents.drafts() == []
        desk.history.undo()
        assert [each.answers for each in desk.incidents.drafts()] == [THREAT]

    def test_one_that_is_gone(self, desk):
        number = desk.incidents.begin(THREAT)
        desk.incidents.drop_draft(number)
        for call in (
            lambda: desk.incidents.save_draft(number, THREAT),
            lambda: desk.incidents.drop_draft(number),
            lambda: desk.incidents.record_draft(number),
        ):
            with pytest.raises(NotFoundError, match="no draft 1"):
                call()

    def test_answers_to_no_question_are_refused(self, desk, path):
        with pytest.raises(InvalidError):
            desk.incidents.begin({"colour": "red"})
        assert not path.exists()


class TestFollowUps:
    def test_planned_done_and_undone(self, desk):
        desk.incidents.add(THREAT)
        incident, _ = desk.incidents.follow_up(1, "2026-12-01", "ask the\ninsurer")
        assert [(each.due_on, each.what) for each in incident.follow_ups] == [
            ("2026-12-01", "ask the insurer")
        ]
        done, _ = desk.incidents.done(1)
        assert done.done_on == "2026-11-23"
        with pytest.raises(NotFoundError, match="no open follow-up"):
            desk.incidents.done(1)
        desk.history.undo()
        assert desk.incidents.get(1).follow_ups[0].done_on is None
        desk.history.undo()
        assert desk.incidents.get(1).follow_ups == ()

    def test_of_several_the_number_says_which(self, desk):
        desk.incidents.add({**THREAT, "follow-up": "2026-12-01: a\n2026-12-02: b"})
        with pytest.raises(RefusedError, match=r"1 \(2026-12-01 a\), 2 \(2026-12-02 b\)"):
            desk.incidents.done(1)
        done, _ = desk.incidents.done(1, 2)
        assert done.what == "b"
        with pytest.raises(NotFoundError, match="no open follow-up 2"):
            desk.incidents.done(1, 2)

    def test_reminders_by_day(self, desk, path):
        planned = "2026-11-24: tomorrow\n2026-11-30: in a week\n2026-12-01: later\n2026-11-23: now"
        desk.incidents.add({**THREAT, "follow-up": planned})
        desk.incidents.begin({"kind": "threat"})
        found = [(each.level, each.text, each.day) for each in desk.incidents.reminders()]
        assert found == [
            ("watch", "Incident 1 (threat): now, due today", "2026-11-23"),
            ("note", "Incident 1 (threat): tomorrow, due tomorrow", "2026-11-24"),
            ("note", "Incident 1 (threat): in a week, due Mon 30 Nov", "2026-11-30"),
            ("note", "An incident record begun today is not finished", None),
        ]
        with closing(on(path, "2026-11-26")) as later:
            first = later.incidents.reminders()[0]
            assert (first.level, first.text) == (
                "watch", "Incident 1 (threat): now, was due Mon 23 Nov",
            )  # fmt: skip
            assert (first.area, first.subject) == ("Incidents", 1)

    def test_a_withdrawn_incident_reminds_of_nothing(self, desk):
        desk.incidents.add(THREAT)
        desk.incidents.follow_up(1, "2026-11-23", "ask")
        operation = next(
            each.id for each in desk.history.latest() if each.summary == "incident: threat"
        )
        desk.history.undo(operation)
        assert desk.incidents.reminders() == []

    def test_nothing_yet(self, desk, path):
        assert desk.incidents.reminders() == []
        assert desk.incidents.drafts() == []
        assert not path.exists()
        assert desk.today == date(2026, 11, 23)
