"""Records that are broken off, and gone on with."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, NotFoundError

THREAT = {"kind": "threat", "severity": "4"}


def on(path, day):
    there = timezone(timedelta(hours=-5))
    return Desk(path, lambda: datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=there))


def test_it_is_kept_changed_and_recorded_in_one_operation(desk, path):
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


def test_answers_given_last_are_the_ones_recorded(desk):
    number = desk.incidents.begin({"kind": "threat"})
    incident, _ = desk.incidents.record_draft(number, {**THREAT, "said": "last"})
    assert incident.said == "last"


def test_a_wrong_answer_keeps_the_draft(desk):
    number = desk.incidents.begin({"kind": "threat", "severity": "9"})
    with pytest.raises(InvalidError) as refused:
        desk.incidents.record_draft(number)
    assert refused.value.field == "severity"
    assert [each.id for each in desk.incidents.drafts()] == [number]
    assert desk.incidents.between() == []


def test_one_sitting_is_one_operation_and_another_day_another(desk, path):
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


def test_dropping_it_can_be_undone(desk):
    number = desk.incidents.begin(THREAT)
    desk.incidents.drop_draft(number)
    assert desk.incidents.drafts() == []
    desk.history.undo()
    assert [each.answers for each in desk.incidents.drafts()] == [THREAT]


def test_one_that_is_gone(desk):
    number = desk.incidents.begin(THREAT)
    desk.incidents.drop_draft(number)
    for call in (
        lambda: desk.incidents.save_draft(number, THREAT),
        lambda: desk.incidents.drop_draft(number),
        lambda: desk.incidents.record_draft(number),
    ):
        with pytest.raises(NotFoundError, match="no draft 1"):
            call()


def test_answers_to_no_question_are_refused(desk, path):
    with pytest.raises(InvalidError):
        desk.incidents.begin({"colour": "red"})
    assert not path.exists()
