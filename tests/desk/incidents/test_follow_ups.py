"""What is to be looked at again."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta, timezone

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import NotFoundError, RefusedError

THREAT = {"kind": "threat", "severity": "4"}


def on(path, day):
    there = timezone(timedelta(hours=-5))
    return Desk(path, lambda: datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=there))


def test_planned_done_and_undone(desk):
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


def test_of_several_the_number_says_which(desk):
    desk.incidents.add({**THREAT, "follow-up": "2026-12-01: a\n2026-12-02: b"})
    with pytest.raises(RefusedError, match=r"1 \(2026-12-01 a\), 2 \(2026-12-02 b\)"):
        desk.incidents.done(1)
    done, _ = desk.incidents.done(1, 2)
    assert done.what == "b"
    with pytest.raises(NotFoundError, match="no open follow-up 2"):
        desk.incidents.done(1, 2)


def test_reminders_by_day(desk, path):
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


def test_a_withdrawn_incident_reminds_of_nothing(desk):
    desk.incidents.add(THREAT)
    desk.incidents.follow_up(1, "2026-11-23", "ask")
    operation = next(
        each.id for each in desk.history.latest() if each.summary == "incident: threat"
    )
    desk.history.undo(operation)
    assert desk.incidents.reminders() == []


def test_nothing_yet(desk, path):
    assert desk.incidents.reminders() == []
    assert desk.incidents.drafts() == []
    assert not path.exists()
    assert desk.today == date(2026, 11, 23)
