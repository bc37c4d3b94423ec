"""The incident record: its facts, as they were typed."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError
from mtdesk.model.incidents import KINDS, QUESTIONS, Incident

THREAT = {"kind": "threat", "severity": "4"}


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


class TestIncidents:
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_however_its_words_are_joined(self, desk, kind):
        for spelling in (kind, kind.upper(), kind.replace(" ", "-"), kind.replace(" ", "_")):
            incident, _ = desk.incidents.add({"kind": spelling, "severity": "2"})
            assert incident.kind == kind

    def test_the_facts_are_kept_as_written(self, desk):
        desk.sessions.log("ana 60m 2pm 11-20", confirmed=True)
        made, _ = desk.incidents.add(
            {"kind": "threat", "severity": "4", "session": "1", "where": "room 2", "said": "a\nb",
             "saw": "c", "did": "d", "lost": "90", "witness": "e", "told": "f"}
        )  # fmt: skip
        found = desk.incidents.get(made.id)
        assert found == made
        assert (found.client, found.client_id, found.session_id) == ("ana", 1, 1)
        assert (found.occurred_at, found.local_date) == ("2026-11-20T14:00:00-05:00", "2026-11-20")
        assert found.recorded_at == "2026-11-23T17:45:00-05:00"
        assert (found.said, found.lost_minor) == ("a\nb", 9000)

    @pytest.mark.parametrize(
        ("at", "occurred"),
        [
            ("", "2026-11-23T17:45:00-05:00"),
            ("now", "2026-11-23T17:45:00-05:00"),
            ("14:30", "2026-11-23T14:30:00-05:00"),
            ("2026-11-20", "2026-11-20"),
            ("2026-11-20 14:30", "2026-11-20T14:30:00-05:00"),
            ("2026-11-20T14:30", "2026-11-20T14:30:00-05:00"),
            ("2026-07-01 14:30", "2026-07-01T14:30:00-04:00"),
        ],
    )
    def test_when(self, desk, at, occurred):
        made, _ = desk.incidents.add({"kind": "threat", "severity": "4", "at": at})
        assert (made.occurred_at, made.local_date) == (occurred, occurred[:10])

    def test_an_alias_will_do(self, desk):
        made, _ = desk.incidents.add({"kind": "threat", "severity": "4", "client": "Sam R."})
        assert (made.client, made.client_id) == ("Sam R.", None)
        assert desk.clients.find() == []

    @pytest.mark.parametrize(
        ("gap", "words"),
        [("17:45", "0 min"), ("17:05", "40 min"), ("09:00", "8 h")],
    )
    def test_how_long_after_it_was_written_down(self, desk, gap, words):
        made, _ = desk.incidents.add({"kind": "threat", "severity": "4", "at": gap})
        assert made.written_after == words

    def test_a_day_without_a_time_tells_no_gap(self):
        day = Incident(occurred_at="2026-11-20", local_date="2026-11-20", kind="threat", severity=1,
                       recorded_at="2026-11-23T17:45:00-05:00")  # fmt: skip
        assert day.written_after == ""
