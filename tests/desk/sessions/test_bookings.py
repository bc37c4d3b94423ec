"""Bookings: what became of them, and when they are asked about."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import EntryError, InvalidError, NotFoundError, RefusedError

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York


@pytest.fixture
def at():
    return [NOW]


@pytest.fixture
def desk(path, at):
    with closing(Desk(path, lambda: at[0])) as made:
        made.practice.set("zone", "America/New_York")
        made.practice.menu.edit("Swedish", {"price": "85"})
        yield made


@pytest.fixture
def booked(desk, at):
    """Ana's Swedish hour of Tuesday 10:00; it is Tuesday evening now."""
    logged = desk.sessions.log("ana swedish booked tue 10:00 -- first visit", confirmed=True)
    at[0] += timedelta(days=1)
    return logged.id


def money(desk, session_id):
    return [
        (each.kind, each.amount_minor, each.method)
        for each in desk.sessions.visit(session_id).payments
    ]


def done_minutes(desk):
    return sum(day.hands_on_minutes for day in desk.week.of().days)


class TestSettling:
    def test_as_booked_it_is_owed(self, desk, booked):
        assert done_minutes(desk) == 0
        settled = desk.sessions.bookings.settle(booked).session
        assert (settled.status, settled.minutes, settled.price_minor) == ("done", 60, 8500)
        assert (settled.effort, settled.effort_estimated) == (3, True)
        assert settled.started_at == "2026-11-24T10:00:00-05:00"
        assert money(desk, booked) == []
        assert desk.ledger.outstanding().total_minor == 8500
        assert done_minutes(desk) == 60

    def test_with_what_came_with_it(self, desk, booked):
        text = "90m 120+15 card e6.5 r4 p7-3 fb 10:20 -- left side"
        draft = desk.sessions.bookings.understand(booked, text)
        logged = desk.sessions.bookings.settle(booked, text)
        settled = logged.session
        assert draft.day_minutes == 90
        assert (settled.minutes, settled.price_minor, settled.effort) == (90, 12000, 6.5)
        assert (settled.pressure, settled.pain_before, settled.pain_after) == (4, 7, 3)
        assert settled.asked_feedback
        assert not settled.effort_estimated
        assert settled.started_at == "2026-11-24T10:20:00-05:00"
        assert settled.note == "first visit; left side"
        assert money(desk, booked) == [("session", 12000, "card"), ("tip", 1500, "card")]

    def test_a_method_alone_pays_the_price_as_booked(self, desk, booked):
        desk.practice.menu.edit("Swedish", {"price": "99"})
        desk.sessions.bookings.settle(booked, "cash")
        assert money(desk, booked) == [("session", 8500, "cash")]

    def test_another_service_brings_its_price_and_effort(self, desk, booked):
        desk.practice.menu.edit("Deep tissue", {"price": "110"})
        settled = desk.sessions.bookings.settle(booked, "deep tissue card").session
        assert (settled.service, settled.modality) == ("Deep tissue", "Deep tissue")
        assert (settled.price_minor, settled.effort) == (11000, 6)

    def test_what_was_paid_ahead_is_not_received_again(self, desk, at):
        logged = desk.sessions.log("ana swedish booked tue 10:00 50 card", confirmed=True)
        desk.sessions.edit(logged.id, {"method": "card"})
        assert money(desk, logged.id) == [("session", 5000, "card")]
        at[0] += timedelta(days=1)
        desk.sessions.bookings.settle(logged.id, "85+10 cash")
        assert money(desk, logged.id) == [
            ("session", 5000, "card"), ("session", 3500, "cash"), ("tip", 1000, "cash"),
        ]  # fmt: skip

    @pytest.mark.parametrize("status", ["no-show", "late-cancel", "cancelled"])
    def test_it_was_not_held(self, desk, booked, status):
        settled = desk.sessions.bookings.settle(booked, status).session
        assert settled.status == status.replace("-", "_")
        assert (settled.minutes, settled.price_minor, settled.effort) == (0, None, None)
        assert done_minutes(desk) == 0
        assert not desk.ledger.outstanding()

    def test_the_fee_of_a_late_cancel_comes_today_for_a_booking_ahead(self, desk, at):
        logged = desk.sessions.log("ana swedish booked fri 10:00", confirmed=True)
        desk.sessions.bookings.settle(logged.id, "late-cancel 45 card")
        assert money(desk, logged.id) == [("cancellation_fee", 4500, "card")]
        assert desk.sessions.visit(logged.id).payments[0].received_on == "2026-11-23"

    def test_from_a_package(self, desk, booked):
        desk.credits.sell("ana", "400", sessions_sold="5", on="2026-11-23")
        logged = desk.sessions.bookings.settle(booked, "package")
        assert [each.amount_minor for each in logged.visit.redemptions] == [8000]
        assert (logged.session.price_minor, logged.draft.credit_minor) == (8000, 32000)
        assert money(desk, booked) == []

    def test_what_she_expected_of_it_stays_an_estimate(self, desk, at):
        logged = desk.sessions.log("ana swedish booked tue 10:00 e7", confirmed=True)
        at[0] += timedelta(days=1)
        settled = desk.sessions.bookings.settle(logged.id).session
        assert (settled.effort, settled.effort_estimated) == (7, True)

    def test_undo_and_redo(self, desk, booked, tables, path):
        before = tables(path, leave_out=("setting",))
        operation = desk.sessions.bookings.settle(booked, "85+15 card e5").operation
        after = tables(path, leave_out=("setting",))
        assert before != after
        undone, _ = desk.history.undo()
        assert tables(path, leave_out=("setting",)) == before
        desk.history.undo(undone)
        assert tables(path, leave_out=("setting",)) == after
        assert operation < undone

    @pytest.mark.parametrize(
        ("text", "error", "says"),
        [
            ("bea", EntryError, "the booking is ana's"),
            ("booked", EntryError, "booked already"),
            ("60z", EntryError, "no length"),
            ("19:00", EntryError, "still to come"),
            ("2026-11-25", EntryError, "still to come"),
            ("gift card", EntryError, "no gift card"),
            ("-- \x00", InvalidError, "NUL"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, desk, booked, tables, path, text, error, says):
        before = tables(path)
        with pytest.raises(error, match=says):
            desk.sessions.bookings.settle(booked, text)
        assert tables(path) == before

    def test_before_its_time_only_a_cancellation(self, desk):
        ahead = desk.sessions.log("ana swedish booked wed 10:00", confirmed=True).id
        for text in ("", "no-show"):
            with pytest.raises(InvalidError, match="2026-11-25 10:00 is still to come"):
                desk.sessions.bookings.settle(ahead, text)
        assert desk.sessions.bookings.settle(ahead, "cancelled").session.status == "cancelled"

    def test_a_booking_of_another_evening_may_have_begun_late(self, desk, booked, at):
        at[0] += timedelta(hours=13)  # Wednesday, 6:45
        settled = desk.sessions.bookings.settle(booked, "21:00").session
        assert settled.started_at == "2026-11-24T21:00:00-05:00"

    def test_an_hour_that_the_clocks_skipped_is_refused(self, desk, at):
        at[0] = datetime(2026, 3, 7, 18, tzinfo=UTC)
        ahead = desk.sessions.log("ana swedish booked tomorrow 1:00", confirmed=True).id
        at[0] += timedelta(days=1)
        with pytest.raises(InvalidError, match="clocks went forward"):
            desk.sessions.bookings.settle(ahead, "2:30")
        assert (
            desk.sessions.bookings.settle(ahead, "3:30").session.started_at
            == "2026-03-08T03:30:00-04:00"
        )

    def test_only_a_booking(self, desk, booked):
        desk.sessions.bookings.settle(booked)
        with pytest.raises(RefusedError, match="is done already"):
            desk.sessions.bookings.settle(booked)
        with pytest.raises(NotFoundError):
            desk.sessions.bookings.settle(99)


class TestPassed:
    def test_not_before_its_end(self, desk, at):
        desk.sessions.log("ana swedish booked today 18:00", confirmed=True)
        at[0] = NOW + timedelta(minutes=74)
        assert desk.sessions.bookings.passed() == []
        at[0] = NOW + timedelta(minutes=75)
        assert len(desk.sessions.bookings.passed()) == 1

    def test_without_a_time_not_before_the_next_day(self, desk, at):
        desk.sessions.log("ana swedish booked today", confirmed=True)
        at[0] = NOW + timedelta(hours=5)
        assert desk.sessions.bookings.passed() == []
        at[0] = NOW + timedelta(hours=8)
        assert len(desk.sessions.bookings.passed()) == 1

    def test_they_are_asked_about_until_they_are_settled(self, desk, booked):
        assert [each.text for each in desk.sessions.bookings.reminders()] == [
            "ana, booked today: was it done?"
        ]
        other = desk.sessions.log("bea swedish booked wed 9:00", confirmed=True).id
        desk.sessions.edit(other, {"on": "2026-11-20"})
        one = desk.sessions.bookings.reminders()[0]
        assert one.text == "2 bookings have passed, the oldest Fri 20 Nov: were they done?"
        assert (one.level, one.area, one.day, one.subject) == (
            "watch", "Today", "2026-11-20", other,
        )  # fmt: skip
        desk.sessions.bookings.settle(other)
        desk.sessions.bookings.settle(booked, "no-show")
        assert desk.sessions.bookings.reminders() == []

    def test_a_day_that_only_reading_stands_at_has_no_clock(self, desk, booked, path, at):
        for today, count in (("2026-11-24", 0), ("2026-11-25", 1), ("2026-11-23", 0)):
            there = Desk(path, lambda: NOW + timedelta(days=40), date.fromisoformat(today))
            with closing(there):
                assert len(there.sessions.bookings.passed()) == count, today


class TestDay:
    def test_how_a_booking_is_moved_counts_once(self, desk):
        logged = desk.sessions.log("ana swedish 180m booked wed 9:00", confirmed=True)
        assert logged.draft.day_minutes == 180
        desk.sessions.log("ana swedish 90m booked wed 13:00")
        moved = desk.sessions.edit(logged.id, {"minutes": "120"})
        assert moved.draft.day_minutes == 210


class TestImported:
    CSV = """\
id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,pain_before,pain_after,note,status
1,2026-11-26T10:00:00-05:00,Zoë Ng,300,Swedish,,,95.00,10.00,venmo,clinic,,,,booked
2,2026-11-20T10:00:00-05:00,Zoë Ng,60,Swedish,,,95.00,,venmo,clinic,,,,booked
"""

    def test_bookings_of_a_file_are_bookings(self, desk, tmp_path: Path):
        file = tmp_path / "sessions.csv"
        file.write_text(self.CSV, encoding="utf-8")
        desk.files.import_files([file])
        assert desk.week.agenda.ahead().booked_minutes == 300
        texts = [each.text for each in desk.week.reminders.due()]
        assert texts == [
            "Zoë Ng, booked Fri 20 Nov: was it done?",
            "As booked, Thu 26 Nov is 5 h hands-on, past your 4 h.",
        ]
        passed = desk.sessions.bookings.passed()[0]
        assert money(desk, passed.id) == []
        desk.sessions.bookings.settle(passed.id, "venmo")
        assert money(desk, passed.id) == [("session", 9500, "venmo")]
        tallies = desk.files.import_files([file])  # again: what she said of it stands
        assert [(each.new, each.duplicate) for each in tallies] == [(0, 2)]
        assert [each.status for each in desk.sessions.between()] == ["done", "booked"]
