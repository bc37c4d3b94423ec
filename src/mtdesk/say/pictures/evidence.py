"""What a finding was read from, drawn, where a drawing shows it."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.desk import Desk
from mtdesk.insight.wellbeing import by_week
from mtdesk.model.finding import Finding
from mtdesk.model.period import Period, days_before, weeks_up_to
from mtdesk.model.series import Series
from mtdesk.say.pictures.body import exhaustion_by_week, soreness_of_site, soreness_of_weeks
from mtdesk.say.pictures.money import take_home_by_month
from mtdesk.say.pictures.work import hours_by_day, load_by_day, load_by_week

WEEKS_DRAWN = 26  # of what rises over weeks
FEWEST_DAYS = 14  # of a row of days worked, so that the rest days before it are seen


def evidence(desk: Desk, finding: Finding, as_of: date) -> Series | None:
    limits, rule = desk.settings.limits, finding.rule
    limit = desk.settings.hands_on_minutes_a_day
    if rule == "hands_on_day":
        return hours_by_day(desk.week.days(days_before(as_of, 28)), limit, as_of)
    if rule == "no_rest_day":
        days = max((as_of - date.fromisoformat(finding.since)).days + 7, FEWEST_DAYS)
        return hours_by_day(desk.week.days(days_before(as_of, days)), limit, as_of)
    if rule == "against_usual":
        return load_by_day(desk.week.days(days_before(as_of, 28)), as_of)
    if rule == "rising_load":
        return load_by_week(desk.week.weeks(WEEKS_DRAWN, as_of), as_of)
    if rule == "take_home":
        return _take_home(desk, as_of)
    if rule == "sore_site":
        check_ins = desk.wellbeing.between(days_before(as_of, limits.sore_days))
        return soreness_of_site(check_ins, finding.subject, limits.sore_level)
    if rule in {"rising_body", "rising_mind", "rising_soreness"}:
        first_weekday = desk.settings.first_weekday
        since = weeks_up_to(as_of, WEEKS_DRAWN, first_weekday).start
        check_ins = desk.wellbeing.between(Period(since, as_of + timedelta(days=1)))
        if rule == "rising_soreness":
            weeks = by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday)
            return soreness_of_weeks(weeks, finding.subject, limits.sore_level)
        asked = [rule.removeprefix("rising_")]
        return exhaustion_by_week(check_ins, WEEKS_DRAWN, as_of, first_weekday, asked)
    return None


def _take_home(desk: Desk, as_of: date) -> Series:
    """Take-home per working hour of the last twelve months."""
    first = as_of.replace(day=1) - timedelta(days=330)
    months = desk.year.figures.months(Period(first, as_of + timedelta(days=1)))
    return take_home_by_month(months, desk.settings.currency, as_of)
