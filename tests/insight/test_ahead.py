"""What is booked: sums, levels, words; nothing booked says nothing; the order of bookings is no matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.ahead import Booking, Known, look_ahead, week_words
from mtdesk.insight.findings.history import Slot
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import LEVELS
from mtdesk.model.period import Period, week_of

MONDAY = date(2026, 11, 23)
LIMITS = Limits()


def booking(days, minutes=60, effort=4.0, at=None, zone=UTC):
    """A booking so many days after that Monday, at `HH:MM` or an unknown time."""
    day = MONDAY + timedelta(days=days)
    began = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=zone) if at else None
    return Booking(local_date=day.isoformat(), minutes=minutes, effort=effort, started_at=began)


def day(days, minutes=60, load=240.0):
    return DayLoad(
        day=MONDAY + timedelta(days=days),
        sessions=1,
        hands_on_minutes=minutes,
        load=load,
    )


def ahead(*bookings, done=(), days=14, start=0, today=MONDAY, limits=LIMITS, **known):
    first = today + timedelta(days=start)
    return look_ahead(
        Known(today=today, bookings=bookings, done=done, **known),
        Period(first, first + timedelta(days=days)),
        limits,
    )


def found(seen, rule):
    return next((each for each in seen.findings if each.rule == rule), None)


def rules(seen):
    return [each.rule for each in seen.findings]


bookings = st.lists(
    st.builds(
        booking,
        st.integers(-3, 20),
        st.integers(0, 240),
        st.integers(0, 20).map(lambda half: half / 2),
        st.sampled_from([None, "08:00", "09:00", "09:05", "10:00", "13:30"]),
    ),
    max_size=14,
)
histories = st.lists(st.integers(-35, 0), unique=True).map(lambda days: [*map(day, days)])


class TestSums:
    @given(bookings, histories, st.integers(0, 6), st.integers(1, 21))
    def test_days_and_weeks_hold_each_booking_once(self, booked, done, first_weekday, days):
        seen = ahead(*booked, done=done, days=days, first_weekday=first_weekday)
        period = Period(MONDAY, MONDAY + timedelta(days=days))
        within = [each for each in booked if date.fromisoformat(each.local_date) in period]
        assert [each.day for each in seen.days] == list(period.days())
        assert seen.booked_minutes == sum(each.minutes for each in within)
        assert seen.booked_load == pytest.approx(sum(each.minutes * each.effort for each in within))
        assert sum(each.sessions for each in seen.days) == len(within)
        for week in seen.weeks:
            of_week = week_of(week.start, first_weekday)
            assert of_week.start == week.start
            ahead_of_it = [
                each.minutes
                for each in booked
                if MONDAY <= date.fromisoformat(each.local_date) in of_week
            ]
            done_in_it = [each.hands_on_minutes for each in done if each.day in of_week]
            assert week.minutes == sum(ahead_of_it) + sum(done_in_it)

    @given(bookings, histories, st.randoms())
    def test_the_order_of_bookings_is_no_matter(self, booked, done, random):
        shuffled = [*booked]
        random.shuffle(shuffled)
        first_day = MONDAY - timedelta(days=60)
        assert ahead(*booked, done=done, first_day=first_day) == ahead(
            *shuffled, done=done, first_day=first_day
        )

    @given(histories)
    def test_nothing_booked_says_nothing(self, done):
        seen = ahead(done=done, first_day=MONDAY - timedelta(days=90))
        assert seen.findings == ()
        assert (seen.booked_minutes, seen.booked_load) == (0, 0)

    @given(bookings, histories)
    def test_nothing_goes_beyond_watch_and_each_says_as_booked(self, booked, done):
        seen = ahead(*booked, done=done, first_day=MONDAY - timedelta(days=90))
        levels = [LEVELS.index(each.level) for each in seen.findings]
        assert levels == sorted(levels, reverse=True)
        for each in seen.findings:
            assert each.level in {"note", "watch"}
            assert "as booked" in each.message.casefold()
            assert each.evidence["booked"] is True

    def test_a_booking_of_a_day_that_is_over_is_not_ahead(self):
        assert ahead(booking(-1, 300)).booked_minutes == 0
        assert ahead(booking(-1, 300)).findings == ()


class TestLongDays:
    def test_from_one_minute_past_the_limit(self):
        assert ahead(booking(3, 240)).findings == ()
        one = found(ahead(booking(3, 241)), "hands_on_day")
        assert one.level == "note"
        assert one.message == "As booked, Thu 26 Nov is 4 h 01 hands-on, past your 4 h."
        assert one.evidence["dates"] == ["2026-11-26"]

    def test_what_was_done_that_day_counts(self):
        seen = ahead(booking(0, 61), done=[day(0, 180)])
        assert found(seen, "hands_on_day").message.startswith("As booked, today is 4 h 01")

    def test_a_day_that_was_too_long_already_is_not_said_again_without_a_booking(self):
        assert rules(ahead(booking(1, 30), done=[day(0, 300)])) == []

    def test_the_third_long_day_in_28_is_to_watch(self):
        history = [day(-20, 300), day(-10, 300)]
        assert found(ahead(booking(3, 300), done=history), "hands_on_day").level == "watch"
        assert found(ahead(booking(8, 300), done=history), "hands_on_day").level == "note"

    def test_several_are_listed_and_the_rest_counted(self):
        one = found(ahead(*(booking(number, 245) for number in (1, 2, 4, 5))), "hands_on_day")
        assert one.message == (
            "As booked, 4 days pass your 4 h hands-on: tomorrow with 4 h 05, "
            "Wed 25 Nov with 4 h 05, Fri 27 Nov with 4 h 05 and 1 more."
        )

    def test_her_own_limit_and_a_rule_that_is_off(self):
        assert ahead(booking(3, 241), limits=Limits(hands_on_minutes_a_day=300)).findings == ()
        off = Limits(disabled=frozenset({"hands_on_day"}))
        assert ahead(booking(3, 600), limits=off).findings == ()


class TestAgainstUsual:
    steady = tuple(day(-number, 60, 240.0) for number in range(1, 22))  # 1,680 a week

    def seen(self, load, **options):
        week = [booking(7, load, 1.0)]
        options = {"done": self.steady, "first_day": MONDAY - timedelta(days=21), **options}
        return found(ahead(*week, **options), "against_usual")

    def test_next_week_held_against_the_three_before_this_one(self):
        one = self.seen(2352)
        assert one.message == (
            "As booked, next week's load is ~1.4x your usual of the three weeks before this one."
        )
        assert (one.level, one.evidence["ratio"]) == ("note", pytest.approx(1.4))
        assert one.subject == "2026-11-30"

    def test_edges(self):
        assert self.seen(2183) is None
        assert self.seen(2184).level == "note"
        assert self.seen(2687).level == "note"
        assert self.seen(2688).level == "watch"

    def test_too_little_history_says_nothing(self):
        assert self.seen(9000, first_day=MONDAY - timedelta(days=20)) is None
        assert self.seen(9000, first_day=None) is None
        assert self.seen(9000, done=self.steady[:8]) is None

    def test_a_week_that_is_only_partly_shown_counts_whole(self):
        seen = ahead(
            booking(6, 2352, 1.0),
            done=self.steady,
            first_day=MONDAY - timedelta(days=21),
            days=3,
        )
        assert seen.weeks[0].ratio == pytest.approx(1.4)
        assert "this week's load" in found(seen, "against_usual").message

    def test_words_of_a_week(self):
        assert week_words(MONDAY, MONDAY) == "this week"
        assert week_words(MONDAY + timedelta(days=7), MONDAY) == "next week"
        assert week_words(MONDAY + timedelta(days=7), MONDAY + timedelta(days=6)) == "next week"
        assert week_words(MONDAY + timedelta(days=14), MONDAY) == "the week of 7 Dec"


class TestNoRest:
    def test_the_row_goes_from_what_was_done_into_what_is_booked(self):
        done = [day(-number) for number in range(4)]
        one = found(ahead(booking(1), booking(2), booking(3), done=done), "no_rest_day")
        assert (one.level, one.since) == ("watch", "2026-11-20")
        assert one.message == (
            "No day off booked until Fri 27 Nov: 7 days in a row with hands-on work, as booked."
        )

    def test_six_days_or_a_day_off_between_say_nothing(self):
        done = [day(-number) for number in range(4)]
        assert found(ahead(booking(1), booking(2), done=done), "no_rest_day") is None
        gap = [booking(number) for number in (2, 3, 4, 5)]
        assert found(ahead(*gap, done=done), "no_rest_day") is None

    def test_today_without_work_or_booking_is_a_day_off(self):
        done = [day(-number) for number in range(1, 8)]
        assert found(ahead(booking(1), done=done), "no_rest_day") is None

    def test_no_day_off_to_the_end_of_what_is_shown(self):
        one = found(ahead(*(booking(number) for number in range(14))), "no_rest_day")
        assert "No day off booked up to Sun 6 Dec: 14 days in a row" in one.message

    def test_a_row_of_what_was_done_alone_is_no_matter_of_bookings(self):
        done = [day(-number) for number in range(9)]
        assert rules(ahead(booking(5), done=done)) == []


class TestPace:
    def test_gaps_between_bookings_and_after_the_last_done(self):
        done = Slot(
            local_date="2026-11-23",
            started_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
            ended_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        )
        seen = ahead(
            booking(0, 60, at="09:14"), booking(0, 60, at="10:29"), booking(0, at="13:00"),
            slots=(done,),
        )  # fmt: skip
        one = found(seen, "short_gaps")
        assert one.evidence["minutes"] == [14.0]
        assert one.message.startswith("As booked, 1 session begins less than 15 min after")

    def test_over_a_clock_change_the_real_minutes_count(self):
        zone = ZoneInfo("Europe/Berlin")
        night = date(2026, 10, 25)  # 03:00 is 02:00 again
        start = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
        first = Booking(
            local_date=night.isoformat(), minutes=60, effort=3,
            started_at=start.astimezone(timezone(start.utcoffset())),
        )  # fmt: skip
        again = datetime(2026, 10, 25, 2, 40, tzinfo=timezone(timedelta(hours=1)))
        second = Booking(local_date=night.isoformat(), minutes=60, effort=3, started_at=again)
        seen = ahead(first, second, today=night)
        assert found(seen, "short_gaps") is None  # 70 min, although the clock says 10

    def test_three_heavy_ones_with_what_was_done_that_day(self):
        slot = Slot(
            local_date="2026-11-23",
            started_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
            ended_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
            effort=6.0,
        )
        two = (booking(0, 45, 6.0, "10:00"), booking(0, 45, 7.5, "12:00"))
        one = found(ahead(*two, slots=(slot,)), "heavy_run")
        assert one.message == (
            "As booked, 3 sessions of effort ~6 or more follow one another, today."
        )
        lighter = (booking(0, 45, 5.5, "10:00"), two[1])
        assert found(ahead(*lighter, slots=(slot,)), "heavy_run") is None

    def test_bookings_without_a_time_are_left_out(self):
        assert rules(ahead(*(booking(2, 60, 9.0) for _ in range(3)))) == []
