"""A finding in a few words, for a line that has no room for its sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mtdesk.insight.findings.incidents import INCIDENT
from mtdesk.insight.findings.limits import named
from mtdesk.model.finding import Finding, sign_of
from mtdesk.model.money import currency
from mtdesk.model.period import hours, human_day
from mtdesk.model.text import counted


def brief(finding: Finding, as_of: date, money: str) -> str:
    """`8 days in a row without a day off`: about 48 cells at most, without a stop.

    `money` is the code of her currency.
    """
    sign = sign_of(finding)
    since = human_day(finding.since, as_of)
    if sign == "ahead":
        return f"What is booked stands out, {since}"
    if sign == "take_home":
        return _take_home(finding, since, money)
    return _WORDS[sign](finding, since)


def more_than_usual(finding: Finding) -> str:
    """`41%`: how far a rise lies above her usual."""
    about = finding.evidence
    return f"{about['recent'] / about['usual'] - 1:.0%}" if about["usual"] else "far"


def _exhaustion(finding: Finding, since: str) -> str:
    asked = finding.rule.removeprefix("rising_")
    return f"{asked.capitalize()} exhaustion above usual since {since}"


def _take_home(finding: Finding, since: str, money: str) -> str:
    about, code = finding.evidence, currency(money)
    if finding.subject == "target":
        now, target = about["take_home_per_hour_minor"], about["target_minor"]
        return f"Take-home {code.format(now)} an hour, under your {code.format(target)}"
    return f"Take-home an hour below usual since {since}"


def _of(finding: Finding, key: str) -> str:
    return f"{finding.evidence[key]:g}"


_WORDS: dict[str, Callable[[Finding, str], str]] = {
    "rising_load": lambda found, since: (
        f"Load {more_than_usual(found)} above your usual since {since}"
    ),
    "rising_body": _exhaustion,
    "rising_mind": _exhaustion,
    "rising_soreness": lambda found, since: f"{named(found.subject)} is sorer since {since}",
    "rising_answers": lambda _, since: f"Two answers rise together since {since}",
    "against_usual": lambda found, _: (
        f"Load of 7 days {found.evidence['ratio']:.2f}x your three weeks before"
    ),
    "hands_on_day": lambda found, _: (
        f"{counted(found.evidence['days_over'], 'day')} of 28 over your "
        f"{hours(found.evidence['limits']['hands_on_minutes_a_day'])}"
    ),
    "no_rest_day": lambda found, _: (
        f"{counted(found.evidence['days_in_a_row'], 'day')} in a row without a day off"
    ),
    "short_gaps": lambda found, _: (
        f"{counted(found.evidence['short_gaps'], 'short rest')} in 7 days"
    ),
    "heavy_run": lambda found, since: f"{_of(found, 'longest')} heavy sessions in a row, {since}",
    "sore_site": lambda found, _: (
        f"{named(found.subject)}: sore on {_of(found, 'times')} of {_of(found, 'check_ins')} check-ins"
    ),
    "questionnaire": lambda found, _: (
        f"{found.subject}: {_of(found, 'before')} to {_of(found, 'after')}"
    ),
    "no_check_in": lambda _, since: f"No check-in since {since} or earlier",
    INCIDENT.rule: lambda found, since: (
        f"Incident: {found.evidence['kind']}, {since}, severity {_of(found, 'severity')}"
    ),
    "unpaid_hours": lambda found, _: (
        f"{found.evidence['share_percent']:.0f} % of your hours unpaid, "
        f"usually {found.evidence['usual_share_percent']:.0f} %"
    ),
}
