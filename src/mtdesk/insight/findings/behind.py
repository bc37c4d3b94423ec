"""The days that stand behind a finding."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mtdesk.insight.load import RECENT_DAYS, DayLoad
from mtdesk.model.finding import Finding, sign_of

HEAVIEST = 3  # days of late that say most of a load
MOST = 7  # days that are shown; the last of more
_LATE = {"against_usual": RECENT_DAYS}
_LATE_DAYS = 28
_OF_LOAD = ("rising_load", "against_usual", "rising_body", "rising_mind", "rising_soreness")


def days_behind(finding: Finding, worked: Iterable[DayLoad], as_of: date) -> list[date]:
    """The days it counts, or the heaviest of those it looks at; none where no day says more.

    `worked` are the days of the last 28 and more; the answer is oldest first.
    """
    about, sign = finding.evidence, sign_of(finding)
    if sign in _OF_LOAD:
        first = as_of - timedelta(days=_LATE.get(sign, _LATE_DAYS) - 1)
        late = [day for day in worked if first <= day.day <= as_of and day.load]
        late.sort(key=lambda day: (-day.load, day.day))
        return sorted(day.day for day in late[:HEAVIEST])
    if sign == "no_rest_day":
        last = date.fromisoformat(about["last_worked"])
        days = [last - timedelta(days=back) for back in range(about["days_in_a_row"])]
    elif sign == "heavy_run":
        days = [date.fromisoformat(about["date"])]
    else:
        days = [date.fromisoformat(day) for day in about.get("dates", ())]
    return sorted(set(days))[-MOST:]
