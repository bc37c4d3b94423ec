"""What of a referral is used, what runs out, when a report is due: at each side of every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.medical import (
    Warnings,
    is_open,
    is_running,
    next_report,
    notices,
    report_notice,
    visits_on,
)
from mtdesk.model.medical import ProgressReport, Referral

TODAY = date(2026, 11, 23)
DAYS = st.integers(-400, 400).map(lambda away: (TODAY + timedelta(days=away)).isoformat())
PAST = st.integers(-400, 0).map(lambda away: (TODAY + timedelta(days=away)).isoformat())
LIMITS = Warnings(report_visits=6)


def day(away):
    return (TODAY + timedelta(days=away)).isoformat()


def referral(**more):
    return Referral(
        **{"id": 1, "client_id": 1, "referred_on": day(-60), "referred_by": "Dr. Kim", **more}
    )


def said(each, done=(), booked=(), others=()):
    found = notices(each, others, done, booked, TODAY.isoformat(), LIMITS)
    return [(notice.level, notice.text) for notice in found]


@st.composite
def any_referral(draw):
    start = draw(DAYS)
    return referral(
        referred_on=start,
        valid_until=draw(st.none() | DAYS.filter(lambda end: end >= start)),
        ended_on=draw(st.none() | DAYS.filter(lambda end: end >= start)),
        letter_until=draw(st.none() | DAYS),
        visits_authorised=draw(st.none() | st.integers(1, 30)),
    )


class TestUsed:
    @given(any_referral(), st.lists(DAYS, max_size=20))
    def test_each_visit_from_its_day_to_the_earlier_of_its_ends(self, each, days):
        found = visits_on(each, days)
        for visit in days:
            inside = (
                visit >= each.referred_on
                and (each.valid_until is None or visit <= each.valid_until)
                and (each.ended_on is None or visit <= each.ended_on)
            )
            assert found.count(visit) == (days.count(visit) if inside else 0)

    @given(any_referral(), any_referral(), st.lists(DAYS, max_size=40))
    def test_a_visit_on_two_referrals_means_that_they_overlap(self, one, other, days):
        assert one.overlaps(other) is other.overlaps(one)
        if set(visits_on(one, days)) & set(visits_on(other, days)):
            assert one.overlaps(other)

    @given(any_referral())
    def test_what_runs_is_open(self, each):
        today = TODAY.isoformat()
        over = each.last_day is not None and each.last_day < today
        assert is_running(each, today) is (is_open(each, today) and not over)

    def test_the_words(self):
        assert referral(visits_authorised=12).used_words(7) == "7 of 12 used"
        assert referral().used_words(0) == "0 used"


class TestNotices:
    @given(any_referral(), st.lists(PAST, max_size=20), st.lists(DAYS, max_size=5))
    def test_nothing_is_said_of_what_she_ended(self, each, done, booked):
        assert not said(replace(each, ended_on=TODAY.isoformat()), done, booked)

    @given(any_referral(), st.lists(DAYS, max_size=20))
    def test_a_past_end_alone_says_nothing(self, each, days):
        """Only visits after it do: a client who comes no more needs no letter."""
        before = [visit for visit in days if visit <= min(each.letter_until or day(0), day(0))]
        levels = [level for level, text in said(each, before) if text.startswith("letter")]
        assert "act" not in levels

    @pytest.mark.parametrize(
        ("left", "words"),
        [
            (15, None), (14, "runs out in 14 days"), (1, "runs out tomorrow"), (0, "runs out today"),
            (-1, None),
        ],
    )  # fmt: skip
    def test_a_letter_near_its_end(self, left, words):
        found = said(referral(letter_until=day(left)))
        if words is None:
            assert not found
        else:
            assert found == [("watch", f"letter of medical necessity {words}, on {day(left)}")]

    def test_past_it_while_visits_go_on(self):
        each = referral(letter_until=day(-10))
        text = f"letter of medical necessity ran out on {day(-10)}, and a visit is after it"
        assert said(each, [day(-20), day(-3)]) == [("act", text)]
        assert said(each, [day(-20)], [day(4)]) == [("act", text)]
        assert said(each, [day(-10)]) == []

    def test_a_visit_of_long_ago_is_no_visit_that_goes_on(self):
        each = referral(referred_on=day(-300), letter_until=day(-200))
        assert said(each, [day(-61)]) == []
        assert said(each, [day(-60)])[0][0] == "act"

    def test_a_renewed_letter_is_not_missed(self):
        each = referral(letter_until=day(-10))
        renewed = referral(id=2, referred_on=day(-5), letter_until=day(80))
        assert said(each, [day(-3)], others=[renewed]) == []
        short = replace(renewed, letter_until=None)
        assert said(each, [day(-3)], others=[short])[0][0] == "act"

    def test_the_days_of_the_referral_itself(self):
        assert said(referral(valid_until=day(3))) == [
            ("watch", f"referral runs out in 3 days, on {day(3)}")
        ]
        assert said(referral(valid_until=day(-3)), [day(-1), day(0)]) == [
            ("act", f"referral ran out on {day(-3)}, and 2 visits are after it")
        ]
        assert said(referral(valid_until=day(-3)), [day(-1)], others=[referral(id=2)]) == []

    @pytest.mark.parametrize(
        ("used", "booked", "expected"),
        [
            (7, 0, []),
            (8, 0, [("watch", "2 visits left of 10 authorised")]),
            (9, 1, [("watch", "1 visit left of 10 authorised")]),
            (10, 0, [("watch", "all 10 authorised visits are used")]),
            (10, 1, [("act", f"all 10 authorised visits are used, and one is booked on {day(1)}")]),
            (11, 0, [("act", "11 visits of 10 authorised")]),
        ],
    )
    def test_visits_near_the_number(self, used, booked, expected):
        each = referral(visits_authorised=10)
        done = [day(-number) for number in range(used, 0, -1)]
        assert said(each, done, [day(1)] * booked) == expected


class TestReport:
    def due(self, done, reports=(), today=TODAY, **limits):
        found = next_report(
            referral(), reports, done, today.isoformat(), Warnings(**{"report_visits": 6, **limits})
        )
        return found and (found.day, found.visits, found.is_due)

    def report(self, written, last=None, **more):
        return ProgressReport(
            client_id=1, written_on=written, first_day=day(-60), last_day=last or written,
            **{"referral_id": 1, **more},
        )  # fmt: skip

    def test_off_unless_asked_for(self):
        assert next_report(referral(), [], [day(-50)] * 9, day(0), Warnings()) is None

    def test_six_visits_or_thirty_days_whichever_is_first(self):
        assert self.due([]) is None
        assert self.due([day(-10)]) == (day(20), 1, False)
        assert self.due([day(-30)]) == (day(0), 1, True)
        assert self.due([day(-12 + 2 * number) for number in range(6)]) == (day(-2), 6, True)
        assert self.due([day(-12 + 2 * number) for number in range(5)]) == (day(18), 5, False)

    def test_without_days_only_visits_count(self):
        assert self.due([day(-50)], report_days=0) == (None, 1, False)
        assert self.due([day(-50)] * 6, report_days=0) == (day(-50), 6, True)

    def test_it_counts_from_the_last_report(self):
        done = [day(-50), day(-40), day(-12), day(-3)]
        assert self.due(done, [self.report(day(-12))]) == (day(18), 1, False)
        assert self.due(done, [self.report(day(-2))]) is None
        assert self.due(done, [self.report(day(-2), last=day(-30))]) == (day(28), 2, False)

    def test_a_report_on_another_referral_does_not_count(self):
        assert self.due([day(-31)], [self.report(day(-12), referral_id=2)]) == (day(-1), 1, True)
        assert self.due([day(-31)], [self.report(day(-12), referral_id=None)]) is None

    def test_one_that_is_over_wants_no_more(self):
        over = referral(valid_until=day(-1))
        assert next_report(over, [], [day(-50)] * 9, day(0), LIMITS) is None

    @given(st.lists(PAST, max_size=15).map(sorted), st.integers(1, 8), st.integers(0, 60))
    def test_due_means_that_a_limit_is_reached(self, done, visits, days):
        each = referral(referred_on=day(-400))
        found = next_report(
            each, [], done, day(0), Warnings(report_visits=visits, report_days=days)
        )
        if not done:
            assert found is None
            return
        old = (TODAY - date.fromisoformat(done[0])).days
        assert found.is_due is (len(done) >= visits or (0 < days <= old))
        assert found.visits == len(done)

    def test_its_words(self):
        def words(done, **more):
            limits = Warnings(**{"report_visits": 6, **more})
            found = report_notice(next_report(referral(), [], done, day(0), limits), day(0), limits)
            return found and (found.level, found.text)

        assert words([day(-1)]) is None
        assert words([day(-23)]) == ("watch", f"progress report due by {day(7)}, 1 of 6 visits")
        assert words([day(-22)]) is None
        assert words([day(-5)] * 5)[0] == "watch"
        assert words([day(-5)] * 5, report_days=0) == (
            "watch", "progress report due 5 of 6 visits"
        )  # fmt: skip
        assert words([day(-31)]) == (
            "act", f"progress report due since {day(-1)}, 1 visit not reported yet"
        )  # fmt: skip
        assert words([]) is None
