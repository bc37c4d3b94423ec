"""Figures as Series: what is drawn is what the desk says, gaps stay gaps, money keeps its cents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk import charts
from mtdesk.desk.week import DayLoad
from mtdesk.desk.year.figures import Group
from mtdesk.insight.ahead import Ahead, DayAhead
from mtdesk.insight.takings import Takings
from mtdesk.insight.wellbeing import by_week, soreness_by_week
from mtdesk.model.money import currency
from mtdesk.model.period import Period
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import CheckIn, site_words
from mtdesk.say import pictures

MONDAY = date(2026, 11, 23)
USD = currency("USD")


def day(number, minutes=0, load=0.0, estimated=0.0):
    """The day `number` days after that Monday."""
    return DayLoad(
        day=MONDAY + timedelta(days=number),
        sessions=1 if minutes else 0,
        hands_on_minutes=minutes,
        load=load,
        estimated_load=estimated,
    )


def month(number, fees=0, tips=0, other=0, wages=0, minutes=0):
    money = Takings(
        session_fees_minor=fees, tips_minor=tips, other_income_minor=other, wages_minor=wages
    )
    return Group(key=f"2026-{number:02}", money=money, sessions=0, hands_on_minutes=minutes)


def values(series, name):
    return next(line.values for line in series.lines if line.name == name)


class TestWork:
    def test_hours_with_the_limit_named_and_days_to_come_as_gaps(self):
        week = [day(0, 255), day(1), day(2, 60), *map(day, range(3, 7))]
        series = pictures.hours_by_day(week, 240, MONDAY + timedelta(days=2))
        assert values(series, "hands-on") == (4.25, 0.0, 1.0, None, None, None, None)
        assert series.labels[0] == "Mon 23"
        assert [(each.value, each.name) for each in series.thresholds] == [(4.0, "your limit, 4 h")]
        assert not series.partial  # the last day has not begun

    def test_the_running_day_is_unfinished(self):
        assert pictures.hours_by_day([day(-1, 60), day(0, 60)], 240, MONDAY).partial

    def test_dates_instead_of_weekdays_beyond_a_week(self):
        series = pictures.load_by_day([day(-number, 60, 240) for number in range(8)], MONDAY)
        assert series.labels[0] == "23 Nov"

    def test_what_is_estimated_is_marked(self):
        assert "~" in pictures.load_by_day([day(0, 60, 240, 240)], MONDAY).title
        assert "~" not in pictures.load_by_day([day(0, 60, 240)], MONDAY).title
        assert "~" in pictures.load_by_week([[day(0, 60, 240, 1)]], MONDAY).title

    def test_weeks_and_the_band_of_the_three_before(self):
        weeks = [[day(7 * back + n, 60, 100.0 * -back) for n in range(7)] for back in range(-4, 1)]
        series = pictures.load_by_week(weeks, MONDAY)
        assert values(series, "load") == (2800.0, 2100.0, 1400.0, 700.0, 0.0)
        assert series.band == (700.0, 2100.0)
        assert series.partial
        assert series.labels[-1] == "23 Nov"

    def test_what_is_booked_stands_lighter_on_what_was_done(self):
        week = [day(0, 120), *map(day, range(1, 7))]
        ahead = Ahead(
            days=tuple(
                DayAhead(day=MONDAY + timedelta(days=number), booked_minutes=minutes)
                for number, minutes in enumerate((60, 0, 300, 0, 0, 0, 0))
            ),
            weeks=(),
            findings=(),
        )
        series = pictures.hours_by_day(week, 240, MONDAY, ahead)
        done, booked = series.lines
        assert (done.lighter, booked.lighter) == (False, True)
        assert (done.values[:3], booked.values[:3]) == ((2.0, None, None), (1.0, 0.0, 5.0))
        picture = charts.draw(series, width=60, height=12, colour=False)
        assert "░ as booked" in picture
        assert "not known" not in picture  # a day without a booking is free, as booked

    def test_weeks_to_come_are_held_against_the_three_before_the_running_one(self):
        weeks = [[day(7 * back + n, 60, 100.0 * -back) for n in range(7)] for back in range(-4, 0)]
        weeks += [[day(7 * number + n) for n in range(7)] for number in range(3)]
        series = pictures.load_by_week(weeks, MONDAY, {MONDAY + timedelta(days=7): 500.0})
        assert series.band == (700.0, 2100.0)
        assert values(series, "as booked") == (0, 0, 0, 0, 0, 500.0, 0)
        assert series.title.startswith("~")
        assert not series.partial

    def test_no_band_without_three_weeks_before(self):
        assert pictures.load_by_week([[day(-7, 60, 100)], [day(0, 60, 100)]], MONDAY).band is None

    def test_the_title_says_how_many_weeks(self):
        weeks = [[day(7 * back, 60, 100.0)] for back in range(-25, 1)]
        assert "26 weeks" in pictures.load_by_week(weeks, MONDAY).title

    def test_nothing_logged_is_nothing_drawn(self):
        for series in (
            pictures.hours_by_day([day(n) for n in range(7)], 240, MONDAY),
            pictures.load_by_week([[day(n) for n in range(7)]], MONDAY),
        ):
            assert all(value is None for line in series.lines for value in line.values)
            assert "no sessions" in charts.draw(series, width=60, height=8, colour=False)


class TestMoney:
    def test_months_begun_in_parts_with_a_twelfth_of_the_target(self):
        months = [month(n, fees=90_050, tips=1_500) for n in range(1, 13)]
        series = pictures.income_by_month(months, USD, 6_000_000, MONDAY)
        assert series.labels[-1] == "Nov"
        assert len(series.labels) == 11
        assert values(series, "session fees")[0] == 900.5
        assert [line.name for line in series.lines] == ["session fees", "tips"]
        assert series.thresholds[0].value == 5_000.0
        assert series.partial

    def test_a_year_that_is_over_is_whole(self):
        series = pictures.income_by_month([month(12, fees=1)], USD, None, date(2027, 1, 1))
        assert series.labels == ("Dec",)
        assert not series.partial
        assert series.thresholds == ()

    def test_wages_are_drawn_where_there_are_any(self):
        series = pictures.income_by_month([month(1, wages=100)], USD, None, MONDAY)
        assert values(series, "wages") == (1.0,)

    def test_weeks_by_their_first_day(self):
        week = Group(
            key="2026-11-23", money=Takings(tips_minor=500), sessions=0, hands_on_minutes=0
        )
        series = pictures.income_by_week([week], USD, 5_200_000, MONDAY)
        assert series.labels == ("23 Nov",)
        assert values(series, "tips") == (5.0,)
        assert series.thresholds[0].value == 1_000.0
        assert series.partial

    def test_take_home_counts_unpaid_hours_and_a_month_off_is_a_gap(self):
        months = [replace(month(1, fees=12_000, minutes=60), unpaid_minutes=60), month(2)]
        series = pictures.take_home_by_month(months, USD, MONDAY)
        assert series.lines[0].values == (60.0, None)

    def test_months_that_the_year_cuts_are_marked_and_their_days_said(self):
        year = Period(date(2026, 4, 6), date(2027, 4, 6))
        keys = [f"2026-{number:02}" for number in range(4, 13)]
        keys += [f"2027-{number:02}" for number in range(1, 5)]
        months = [
            Group(key=key, money=Takings(tips_minor=100), sessions=0, hands_on_minutes=60)
            for key in keys
        ]
        series = pictures.income_by_month(months, USD, 1_200_000, MONDAY, year)
        assert series.labels == ("Apr*", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
        assert series.title == "Income by month, * 6-30 Apr only"
        assert series.partial
        assert [(each.value, each.name) for each in series.thresholds] == [
            (1_000.0, "a twelfth of your target, $1,000")
        ]
        over = pictures.income_by_month(months, USD, None, date(2027, 4, 6), year)
        assert len(over.labels) == 13
        assert over.labels[-1] == "Apr*"
        assert over.title == "Income by month, * 6-30 Apr and 1-5 Apr only"
        drawn = charts.draw(over, width=66, height=12, colour=False).splitlines()
        assert drawn[0].startswith(over.title)
        hour = pictures.take_home_by_month(months, USD, date(2027, 4, 6), year, 5_000)
        assert hour.labels == over.labels
        assert hour.thresholds[0].name == "your target, $50"

    def test_a_year_that_begins_on_a_first_cuts_no_month(self):
        year = Period(date(2026, 7, 1), date(2027, 7, 1))
        months = [month(number, tips=100) for number in (7, 8)]
        series = pictures.income_by_month(months, USD, None, date(2027, 7, 1), year)
        assert series.labels == ("Jul", "Aug")
        assert series.title == "Income by month"


class TestBody:
    def test_weekly_means_and_a_week_without_check_in_is_a_gap(self):
        asked = [
            CheckIn(checked_on="2026-11-09", body=4, mind=2, soreness={}),
            CheckIn(checked_on="2026-11-15", body=7, soreness={}),
            CheckIn(checked_on="2026-11-23", body=0, mind=0, soreness={}),
        ]
        series = pictures.exhaustion_by_week(asked, 3, MONDAY, 0)
        assert values(series, "body") == (5.5, None, 0.0)
        assert values(series, "mind") == (2.0, None, 0.0)
        assert series.labels == ("9 Nov", "16 Nov", "23 Nov")
        assert series.top == 10

    def test_a_site_at_the_check_ins_that_named_it(self):
        asked = [
            CheckIn(checked_on="2026-11-20", soreness={"thumb-r": 5}),
            CheckIn(checked_on="2026-11-21", soreness={"neck": 1}),
            CheckIn(checked_on="2026-11-22", soreness={"thumb-r": 0}),
        ]
        series = pictures.soreness_of_site(asked, "thumb-r", 4)
        assert series.lines[0].values == (5.0, 0.0)
        assert series.labels == ("20 Nov", "22 Nov")
        assert series.thresholds[0].value == 4

    def test_one_question_alone(self):
        asked = [CheckIn(checked_on="2026-11-23", body=4, mind=2, soreness={})]
        series = pictures.exhaustion_by_week(asked, 1, MONDAY, 0, ["mind"])
        assert [(line.name, line.values) for line in series.lines] == [("mind", (2.0,))]
        assert series.title == "Exhaustion of mind, 1 weeks, means 0 to 10"

    def test_the_most_of_each_week_unnamed_is_zero_and_unasked_a_gap(self):
        asked = [
            CheckIn(checked_on="2026-11-08", soreness={"neck": 9}),  # before the weeks shown
            CheckIn(checked_on="2026-11-09", soreness={"neck": 3}),
            CheckIn(checked_on="2026-11-10", soreness={"neck": 5, "hip-l": 1}),
            CheckIn(checked_on="2026-11-23", soreness={}),
        ]
        weeks = by_week(asked, 3, MONDAY, 0)
        assert list(weeks) == [date(2026, 11, 9), date(2026, 11, 16), MONDAY]
        assert soreness_by_week(weeks.values(), "neck") == (5, None, 0)
        series = pictures.soreness_of_weeks(weeks, "neck", 4)
        assert series.lines[0].values == (5, None, 0)
        assert series.thresholds[0].name == "counts from 4"

    @pytest.mark.parametrize(
        ("site", "words"),
        [("thumb-r", "right thumb"), ("hip-l", "left hip"), ("low-back", "low back")],
    )
    def test_sites_in_words(self, site, words):
        assert site_words(site) == words


class TestPain:
    def test_only_visits_that_recorded_it(self):
        visits = [
            Session(local_date="2026-11-02", minutes=60, pain_before=7, pain_after=3),
            Session(local_date="2026-11-09", minutes=60),
            Session(local_date="2026-11-16", minutes=60, pain_before=5),
        ]
        series = pictures.pain_by_visit(visits)
        assert values(series, "before") == (7, 5)
        assert values(series, "after") == (3, None)


@given(st.lists(st.integers(0, 720), min_size=1, max_size=40), st.integers(-3, 45))
def test_as_many_values_as_labels_and_none_after_today(minutes, passed):
    days = [day(number, each, each * 4.0) for number, each in enumerate(minutes)]
    today = MONDAY + timedelta(days=passed)
    for series in (pictures.hours_by_day(days, 240, today), pictures.load_by_day(days, today)):
        (line,) = series.lines
        assert len(line.values) == len(series.labels) == len(days)
        drawn = zip(days, line.values, strict=True)
        assert all(value is None for each, value in drawn if each.day > today)
