"""Calendars: past events are sessions of unknown money, those to come are bookings, the rest is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

OWN = Path(__file__).parents[2] / "data" / "own"
TRUTH = json.loads((OWN / "truth.json").read_text(encoding="utf-8"))["files"]
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\n"
TAIL = "END:VCALENDAR\n"


@pytest.fixture
def calendar(tmp_path, run):
    """`calendar(events...)`: what importing a calendar of these events says, as JSON."""

    def made(*events, whole=True, dry=False):
        file = tmp_path / "mine.ics"
        body = "".join(
            f"BEGIN:VEVENT\n{each}\nEND:VEVENT\n" if not each.startswith("BEGIN") else each
            for each in events
        )
        file.write_text(HEAD + body + (TAIL if whole else ""), encoding="utf-8")
        return run("import", file, "--json", *(("--dry-run",) if dry else ()))

    return made


def event(start, *more, title="Swedish 60 - Ana Pérez", uid="a1", length="PT1H"):
    lines = [f"UID:{uid}", f"DTSTART{start}", f"SUMMARY:{title}"]
    return "\n".join([*lines, *([f"DURATION:{length}"] if length else []), *more])


def clocks(run):
    found = run("sessions", "--json").json["sessions"]
    return [(each["started_at"][:16], each["minutes"], each["status"]) for each in found]


@pytest.mark.parametrize("name", ["calendar.ics", "google_calendar.csv"])
def test_the_sample_is_as_it_is(run, monkeypatch, path, tables, name):
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    truth = TRUTH[name]
    run("client", "add", "Zed")
    before = tables(path)
    found = run("import", OWN / name, "--json").json
    assert (found["format"], found["read"], found["new"]) == (
        truth["format"], truth["rows_in"], truth["sessions"],
    )  # fmt: skip
    assert found["skipped"] == len(truth["skipped"])
    minutes = {each["month"]: each["minutes"] for each in found["by_month"]}
    assert minutes == truth["minutes_by_month"]
    held = run("sessions", "--json", "--limit", "2000").json["sessions"]
    by_month = {}
    for each in held:
        assert each["money_unknown"]
        by_month[each["local_date"][:7]] = by_month.get(each["local_date"][:7], 0) + 1
    assert by_month == truth["sessions_by_month"]
    assert sum(each["status"] == "no_show" for each in held) == truth["by_status"]["no_show"]
    there = {(each["client"], each["started_at"], each["minutes"]) for each in held}
    doubled = "2025-11-02T01:15:00-08:00"  # a file without a zone cannot tell it from the first
    for each in truth["around_clock_change"]:
        if name.endswith("ics") or each["start"] != doubled:
            assert (each["client"], each["start"], each["minutes"]) in there
    year = run("year", "2025", "--json").json
    assert (year["gross_minor"], year["outstanding_minor"]) == (0, 0)
    again = run("import", OWN / name, "--json").json
    assert (again["new"], again["duplicate"]) == (0, truth["sessions"])
    assert run("undo").code == 0
    assert tables(path) == before


@pytest.mark.parametrize("name", ["calendar.ics", "google_calendar.csv"])
def test_what_is_skipped_is_said_by_line(run, monkeypatch, name):
    from datetime import UTC, datetime

    from mtdesk.exchange.readers import open_source
    from mtdesk.exchange.readers.source import ReaderContext
    from mtdesk.model.importing import Skipped
    from mtdesk.model.money import currency

    context = ReaderContext(
        currency("USD"), "America/Los_Angeles", datetime(2026, 11, 23, tzinfo=UTC)
    )
    found = [
        {"line": each.line, "why": each.reason}
        for each in open_source(OWN / name, context).records()
        if isinstance(each, Skipped)
    ]
    assert found == TRUTH[name]["skipped"]


def test_past_is_a_session_and_to_come_a_booking(calendar, run):
    assert calendar(event(":20261120T100000"), event(":20261130T100000", uid="b2")).code == 0
    assert [each[2] for each in clocks(run)] == ["done", "booked"]


@pytest.mark.parametrize(
    ("start", "began"),
    [
        (":20261120T100000", "2026-11-20T10:00"),
        (":20261120T150000Z", "2026-11-20T10:00"),
        (";TZID=America/Los_Angeles:20261120T070000", "2026-11-20T10:00"),
        (';TZID="Pacific Standard Time":20261120T070000', "2026-11-20T10:00"),
        (";TZID=/mozilla.org/20070129_1/Europe/London:20261120T150000", "2026-11-20T10:00"),
        (":20260308T023000", "2026-03-08T03:30"),
    ],
)
def test_zones(calendar, run, start, began):
    assert calendar(event(start)).code == 0
    assert clocks(run) == [(began, 60, "done")]


@pytest.mark.parametrize(
    ("title", "service", "client"),
    [
        ("Swedish 60 - Ana Pérez", "Swedish 60", "Ana Pérez"),
        ("Ana Pérez - Swedish 60", "Swedish 60", "Ana Pérez"),
        ("Deep tissue with Anne-Marie St. John", "Deep tissue", "Anne-Marie St. John"),
        ("Ana Pérez: massage", "massage", "Ana Pérez"),
        ("Relay tent – 王芳", "Relay tent", "王芳"),
        ("Swedish\\, long - Ana\\; Pérez", "Swedish, long", "Ana; Pérez"),
    ],
)
def test_titles(calendar, run, title, service, client):
    assert calendar(event(":20261120T100000", title=title)).code == 0
    (held,) = run("sessions", "--json").json["sessions"]
    assert (held["service"] or held["note"], held["client"]) == (service, client) or held[
        "client"
    ] == client


@pytest.mark.parametrize(
    ("each", "why"),
    [
        (event(";VALUE=DATE:20261120", length=""), "all day"),
        (event(":20261120T100000", "CLASS:PRIVATE"), "private"),
        (event(":20261120T100000", "STATUS:CANCELLED"), "cancelled"),
        (event(":20261120T100000", title="Swedish - Ana (cancelled)"), "cancelled"),
        (event(":20261120T100000", title="Dentist"), "names no service and client"),
        (event(":20280120T100000"), "months ahead"),
        (event(":20261120T100000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "at no time"),
    ],
)
def test_what_is_no_session_is_said(calendar, run, tmp_path, each, why):
    found = calendar(each).json
    assert (found["new"], found["skipped"]) == (0, 1)
    assert why in run("import", tmp_path / "mine.ics", "--dry-run").out


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("RRULE:FREQ=WEEKLY;COUNT=3", ["02", "09", "16"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261109T100000", ["02", "16"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261109T150000Z,20261116T150000Z", ["02"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20261109", ["02", "16"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261109T150000Z", ["02", "09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261109", ["02", "09"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20261109T145959Z", ["02"]),
        ("RRULE:FREQ=WEEKLY;COUNT=2\nRDATE:20261104T100000", ["02", "04", "09"]),
        ("RDATE:20261104T100000", ["02", "04"]),
    ],
)
def test_what_recurs(calendar, run, rule, days):
    assert calendar(event(":20261102T100000", rule)).code == 0
    assert [each[0][8:10] for each in clocks(run)] == days


def test_a_time_that_was_moved_or_called_off_is_not_where_the_rule_has_it(calendar, run):
    moved = event(":20261110T120000", "RECURRENCE-ID:20261109T100000")
    off = event(":20261116T100000", "RECURRENCE-ID:20261116T100000", "STATUS:CANCELLED")
    found = calendar(off, event(":20261102T100000", "RRULE:FREQ=WEEKLY;COUNT=3"), moved).json
    assert (found["read"], found["new"], found["skipped"]) == (3, 2, 1)
    assert [each[0] for each in clocks(run)] == ["2026-11-02T10:00", "2026-11-10T12:00"]


def test_a_moved_event_is_changed_and_no_second_one(calendar):
    calendar(event(":20261120T100000"))
    ran = calendar(event(":20261120T140000"), dry=True)
    assert (ran.json["new"], ran.json["changed"]) == (0, 1)


def test_one_that_recurs_for_ever_is_booked_for_a_year(calendar, run):
    found = calendar(event(":20261102T100000", "RRULE:FREQ=WEEKLY")).json
    assert (found["read"], found["new"], found["last_date"]) == (1, 56, "2027-11-22")
    again = calendar(event(":20261102T100000", "RRULE:FREQ=WEEKLY")).json
    assert (again["new"], again["duplicate"]) == (0, 56)


def test_it_ends_at_ten_thousand_and_says_so(calendar):
    ran = calendar(event(":19900101T100000", "RRULE:FREQ=DAILY"), dry=True)
    assert ran.json["new"] == 10_000
    assert "more often than is read" in ran.json["warnings"][0]


def test_a_folded_line_and_a_colon_in_quotation_marks(calendar, run):
    each = (
        "UID:a\nDTSTART:20261120T100000\nDTEND:20261120T110000\nSUMMARY:Swedish 60 - An\n a Pé\n\trez\n"
        'ATTENDEE;CN="A: B";ROLE=X:mailto:a@b\nBEGIN:VALARM\nDESCRIPTION:Reminder\nEND:VALARM'
    )
    assert calendar(each).code == 0
    (held,) = run("sessions", "--json").json["sessions"]
    assert (held["client"], held["note"]) == ("Ana Pérez", "")


@pytest.mark.parametrize(
    ("each", "line", "column"),
    [
        (event(":20261320T100000"), 3, "DTSTART"),
        (event(":tomorrow"), 3, "DTSTART"),
        (event(";TZID=Nowhere/Land:20261120T100000"), 3, "DTSTART"),
        (event(":20261120T100000", "DTEND:20261120T090000", length=""), 3, "DTEND"),
        (event(":20261120T100000", length="an hour"), 3, "DURATION"),
        (event(":20261120T100000", "RRULE:FREQ=SECONDLY"), 3, "RRULE"),
        (event(":20261120T100000", "RRULE:FREQ=YEARLY;BYWEEKNO=3"), 3, "RRULE"),
        (event(":20261120T100000", "EXRULE:FREQ=DAILY\nRRULE:FREQ=DAILY"), 3, "EXRULE"),
        ("UID:a\nSUMMARY:Swedish - Ana", 3, "DTSTART"),
        ("BEGIN:VEVENT\nUID:a\nDTSTART:20261120T100000\n", 3, "BEGIN"),
    ],
)
def test_what_cannot_be_read_is_refused_by_line(calendar, run, path, tables, each, line, column):
    run("client", "add", "Bo")
    before = tables(path)
    ran = calendar(each, whole=not each.startswith("BEGIN"))
    assert ran.code == 1
    problem = ran.json["problems"][0]
    assert (problem["line"], problem["column"]) == (line, column)
    assert tables(path) == before


def test_a_file_that_is_cut_off_is_refused(calendar):
    ran = calendar(event(":20261120T100000"), whole=False)
    assert ran.code == 1
    assert "cut off" in ran.json["problems"][0]["reason"]
