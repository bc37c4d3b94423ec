"""Take-home an hour, and unpaid hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.findings import RULES
from mtdesk.insight.findings.history import History, Week
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding

TODAY = date(2026, 11, 23)


def week(weeks_ago: int, take_home: int = 0, hands_on: int = 1_000, unpaid: int = 200) -> Week:
    return Week(
        start=(TODAY - timedelta(weeks=weeks_ago)).isoformat(), sessions=1, load=1.0,
        hands_on_minutes=hands_on, unpaid_minutes=unpaid, take_home_minor=take_home, soreness={},
    )  # fmt: skip


def practice(*weeks: Week, target: int = 0) -> History:
    return History(as_of=TODAY, weeks=weeks, take_home_target_minor=target)


def found(rule: str, history: History, limits: Limits | None = None) -> list[Finding]:
    return list(RULES[rule](history, limits or Limits()))


class TestFalling:
    def weeks(self, *recent: int) -> list[Week]:
        """Twenty weeks of $50 or $55 an hour (1,200 minutes), and the recent ones."""
        amounts = [*([1_000_00, 1_100_00] * 10), *recent]
        return [week(len(amounts) - place, amount) for place, amount in enumerate(amounts)]

    def test_a_fall_that_lasts(self) -> None:
        weeks = self.weeks(*[700_00] * 4)
        (finding,) = found("take_home", practice(*weeks))
        assert (finding.level, finding.subject) == ("watch", "falling")
        assert finding.message == (
            "Your take-home per working hour has been lower than your usual since the week of "
            "Mon 26 Oct: $35.00 on average, against $52.50 before."
        )
        assert finding.since == "2026-10-26"

    def test_usual_weeks_and_a_rise_say_nothing(self) -> None:
        assert not found("take_home", practice(*self.weeks()))
        assert not found("take_home", practice(*self.weeks(*[1_500_00] * 6)))

    def test_her_own_threshold(self) -> None:
        history = practice(*self.weeks(*[700_00] * 4))
        c = found("take_home", history, Limits(take_home_falling=7))[0].evidence["c"]
        assert not found("take_home", history, Limits(take_home_falling=c))
        assert found("take_home", history, Limits(take_home_falling=c - 0.01))

    @pytest.mark.parametrize(("weeks", "says"), [(1, 0), (2, 0), (3, 1)])
    def test_neither_one_absurd_week_nor_two_can_raise_it(self, weeks: int, says: int) -> None:
        """As when a rent falls in weeks that hold hardly any work."""
        assert len(found("take_home", practice(*self.weeks(*[-9_000_00] * weeks)))) == says

    def test_weeks_without_work_are_left_out(self) -> None:
        weeks = self.weeks(*[700_00] * 4)
        away = week(40, take_home=-300_00, hands_on=0, unpaid=0)
        assert found("take_home", practice(away, *weeks)) == found("take_home", practice(*weeks))

    def test_in_her_currency(self) -> None:
        history = replace(practice(*self.weeks(*[700_00] * 4)), currency="GBP")
        assert "£35.00 on average" in found("take_home", history)[0].message


class TestTarget:
    @pytest.mark.parametrize(("target", "count"), [(50_01, 1), (50_00, 0), (0, 0)])
    def test_under_and_at_the_target(self, target: int, count: int) -> None:
        weeks = [week(number, 1_000_00) for number in (4, 3, 2, 1)]
        findings = found("take_home", practice(*weeks, target=target))
        assert [one.subject for one in findings] == ["target"] * count

    def test_in_her_own_numbers(self) -> None:
        weeks = [week(4, 1_200_00), week(3, 1_000_00), week(2, 800_00), week(1, 1_000_00)]
        (finding,) = found("take_home", practice(*weeks, target=60_00))
        assert finding.message == (
            "Your take-home of the last 4 weeks is $50.00 per working hour, "
            "under your target of $60.00."
        )
        assert finding.evidence["take_home_per_hour_minor"] == 50_00

    def test_a_week_off_counts_with_its_costs_but_not_among_the_worked(self) -> None:
        off = week(1, take_home=-400_00, hands_on=0, unpaid=0)
        three = [week(number, 1_000_00) for number in (4, 3, 2)]
        (finding,) = found("take_home", practice(*three, off, target=50_00))
        assert finding.evidence["take_home_per_hour_minor"] == 43_33
        assert not found("take_home", practice(*three[1:], off, target=50_00))

    def test_only_the_last_four_weeks(self) -> None:
        weeks = [week(5, 0), *[week(number, 1_000_00) for number in (4, 3, 2, 1)]]
        assert not found("take_home", practice(*weeks, target=50_00))


class TestUnpaid:
    def weeks(self, recent: int, base: int, base_weeks: int = 12, logged: int = 12) -> list[Week]:
        """Unpaid minutes of weeks of 1,000 working minutes."""
        before = [
            week(number, hands_on=1_000 - base, unpaid=base)
            if number <= 4 + logged
            else week(number, hands_on=1_000, unpaid=0)
            for number in range(4 + base_weeks, 4, -1)
        ]
        return [*before, *[week(n, hands_on=1_000 - recent, unpaid=recent) for n in (4, 3, 2, 1)]]

    @pytest.mark.parametrize(
        ("recent", "base", "count"),
        [
            (260, 200, 1),  # exactly 1.3 times and 6 points
            (259, 200, 0),
            (150, 100, 1),  # 1.5 times and exactly 5 points
            (149, 100, 0),
            (100, 260, 0),
        ],
    )
    def test_both_conditions(self, recent: int, base: int, count: int) -> None:
        findings = found("unpaid_hours", practice(*self.weeks(recent, base)))
        assert [one.level for one in findings] == ["note"] * count

    def test_in_her_own_numbers(self) -> None:
        (finding,) = found("unpaid_hours", practice(*self.weeks(300, 150)))
        assert finding.message == (
            "30 % of your working hours of the last 4 weeks were unpaid (20 h), "
            "against 15 % in the 12 weeks before."
        )

    def test_needs_eight_worked_weeks_before(self) -> None:
        assert found("unpaid_hours", practice(*self.weeks(300, 150, base_weeks=8)))
        assert not found("unpaid_hours", practice(*self.weeks(300, 150, base_weeks=7)))

    def test_needs_unpaid_time_logged_in_six_of_them(self) -> None:
        assert found("unpaid_hours", practice(*self.weeks(300, 150, logged=6)))
        assert not found("unpaid_hours", practice(*self.weeks(300, 150, logged=5)))

    def test_needs_three_worked_weeks_of_the_last_four(self) -> None:
        weeks = self.weeks(300, 150)
        assert found("unpaid_hours", practice(*weeks[:-1]))
        assert not found("unpaid_hours", practice(*weeks[:-2]))

    @given(st.lists(st.integers(0, 900), max_size=10))
    def test_never_on_fewer_than_eleven_weeks(self, unpaid: list[int]) -> None:
        weeks = [week(number + 1, unpaid=minutes) for number, minutes in enumerate(unpaid)]
        assert not found("unpaid_hours", practice(*weeks))
