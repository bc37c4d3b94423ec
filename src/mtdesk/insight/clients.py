"""A client over time: how often they come, who needs less, who drifts away, who is worth a talk.

The constants are our own choice (editorial): no study says how many weeks late is lost. What is
said of a client is said in counts and dates, and an expectation is an estimate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from mtdesk.insight.outcome import PainChange, VisitRateChange, pain_change, visit_rate_change
from mtdesk.model.frozen import frozen
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.insight.income import Earning

USUAL_VISITS = 6  # the latest visits, whose median gap is the usual interval
FEWEST_VISITS = 4  # before there is one
SPAN_DAYS = 84  # the first twelve weeks and the last, held against one another
FEWER_PERCENT = 50  # from here on they come less often,
FEWER_VISITS = 3  # when it is at least so many visits of a span: two are chance
OVERDUE = 2  # times the usual interval without a visit,
OVERDUE_DAYS = 21  # and at least so many days: a holiday is no goodbye
GONE_DAYS = 365  # later than that nobody is drifting: they are gone
PAIN_VISITS = 3  # at each end of the visits that were asked
FEWEST_SESSIONS = 5  # of a year, before what a client brings for a strain is compared
LITTLE_PERCENT = 90  # of the median, or less: somebody is always in the lowest quarter
MANY_MISSED = 3  # appointments of a year
GRAVE = 3  # an incident's severity, of 5
REPEATED = 2  # incidents with one client
DAYS_A_MONTH = 365.25 / 12
ENDED = ("warn", "block", "released")  # whom she would not ask back


# -- how often


@frozen
class Rhythm:
    """The usual interval is the median gap of `visits` days; None before there are enough of them.

    `expected` is the last visit and a usual interval: an estimate, no more.
    """

    visits: int = 0
    usual_days: float | None = None
    last: date | None = None
    days_since: int | None = None
    expected: date | None = None

    @property
    def is_overdue(self) -> bool:
        """No visit for more than twice the usual interval, and for three weeks."""
        if self.usual_days is None or self.days_since is None:
            return False
        return self.days_since > max(OVERDUE * self.usual_days, OVERDUE_DAYS)


def rhythm(visits: Iterable[date], today: date) -> Rhythm:
    """The rhythm of the latest visits up to today; two on one day are one."""
    days = sorted({day for day in visits if day <= today})[-USUAL_VISITS:]
    if not days:
        return Rhythm()
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    usual = _median(gaps) if len(days) >= FEWEST_VISITS else None
    return Rhythm(
        visits=len(days),
        usual_days=usual,
        last=days[-1],
        days_since=(today - days[-1]).days,
        expected=None if usual is None else days[-1] + timedelta(days=round(usual)),
    )


@frozen
class Frequency:
    """Visits of the first twelve weeks and of the last, with their first days."""

    base_from: date
    base_visits: int
    recent_from: date
    recent_visits: int
    change: VisitRateChange

    @property
    def base_last(self) -> date:
        return self.base_from + timedelta(days=SPAN_DAYS - 1)

    @property
    def recent_last(self) -> date:
        return self.recent_from + timedelta(days=SPAN_DAYS - 1)

    @property
    def base_per_month(self) -> float:
        return (self.change.base_per_week or 0.0) * DAYS_A_MONTH / 7

    @property
    def recent_per_month(self) -> float:
        return (self.change.recent_per_week or 0.0) * DAYS_A_MONTH / 7

    @property
    def is_fewer(self) -> bool:
        reduction = self.change.reduction_percent
        less = self.base_visits - self.recent_visits
        return reduction is not None and reduction >= FEWER_PERCENT and less >= FEWER_VISITS


def recent_from(today: date) -> date:
    return today - timedelta(days=SPAN_DAYS - 1)


def frequency(
    first: date | None, base_visits: int, recent_visits: int, today: date
) -> Frequency | None:
    """None until the twelve weeks from the first visit are over before the last twelve begin."""
    start = recent_from(today)
    if first is None or first + timedelta(days=SPAN_DAYS) > start:
        return None
    return Frequency(
        base_from=first,
        base_visits=base_visits,
        recent_from=start,
        recent_visits=recent_visits,
        change=visit_rate_change(base_visits, SPAN_DAYS, recent_visits, SPAN_DAYS),
    )


# -- how they fare


@frozen
class PainTrend:
    """The mean pain they came with, at the first and at the last `visits` that asked for it."""

    first: float
    last: float
    visits: int
    change: PainChange


def pain_trend(before: Sequence[int]) -> PainTrend | None:
    """Of the pain before each visit that asked, in order; None with fewer than two of them.

    Three at each end, fewer while there are not six.
    """
    count = min(PAIN_VISITS, len(before) // 2)
    if not count:
        return None
    first, last = sum(before[:count]) / count, sum(before[-count:]) / count
    return PainTrend(first=first, last=last, visits=count, change=pain_change(first, last))


@frozen
class Outlook:
    """`kind` is needs_less, drifting, gone, or empty where there is nothing to say.

    `is_overdue` and `is_fewer` say which of the two it rests on.
    """

    kind: str = ""
    is_overdue: bool = False
    is_fewer: bool = False


def outlook(
    rhythm: Rhythm,
    frequency: Frequency | None,
    pain: PainTrend | None,
    *,
    has_booking: bool = False,
    standing: str = "none",
) -> Outlook:
    """Fewer visits with less pain is the good outcome; fewer visits alone is drifting away.

    Nobody drifts who has a booking ahead, or whom she would not ask back.
    """
    if rhythm.days_since is None:
        return Outlook()
    overdue, fewer = rhythm.is_overdue, frequency is not None and frequency.is_fewer
    if rhythm.days_since > GONE_DAYS:
        return Outlook(kind="" if has_booking else "gone", is_overdue=overdue, is_fewer=fewer)
    if not overdue and not fewer:
        return Outlook()
    if pain is not None and pain.change.is_meaningful:
        return Outlook(kind="needs_less", is_overdue=overdue, is_fewer=fewer)
    kind = "" if has_booking or standing in ENDED else "drifting"
    return Outlook(kind=kind, is_overdue=overdue, is_fewer=fewer)


# -- what they cost


@frozen
class Yardstick:
    """What a client's year is held against: all of her sessions, and her other clients.

    `effort` is the mean of the minutes with an effort. What 100 of load brings is compared among
    the `clients` with at least five sessions; the lowest quarter of them is below `quarter_minor`,
    None with fewer than four.
    """

    effort: float | None = None
    effort_estimated: bool = False
    clients: int = 0
    median_minor: int | None = None
    quarter_minor: int | None = None

    def is_little(self, per_load_minor: int | None) -> bool:
        """In the lowest quarter, and a tenth or more under the median."""
        if per_load_minor is None or self.quarter_minor is None or self.median_minor is None:
            return False
        return (
            per_load_minor < self.quarter_minor
            and 100 * per_load_minor <= LITTLE_PERCENT * self.median_minor
        )


def yardstick(year: Iterable[Earning]) -> Yardstick:
    """Of a year's income and work by client; those without one count for the effort only."""
    rows = list(year)
    minutes = sum(row.rated_minutes for row in rows)
    compared = sorted(
        brings for row in rows if row.key is not None and (brings := per_load(row)) is not None
    )
    return Yardstick(
        effort=sum(row.load for row in rows) / minutes if minutes else None,
        effort_estimated=any(row.estimated_load for row in rows),
        clients=len(compared),
        median_minor=round(_median(compared)) if compared else None,
        quarter_minor=compared[len(compared) // 4] if len(compared) >= 4 else None,
    )


def mean_effort(earning: Earning | None) -> float | None:
    """Weighted by minutes, of the sessions with an effort."""
    if earning is None or not earning.rated_minutes:
        return None
    return earning.load / earning.rated_minutes


def per_load(earning: Earning | None) -> int | None:
    """What 100 of load brought; None with too few sessions to compare."""
    if earning is None or earning.sessions < FEWEST_SESSIONS:
        return None
    return earning.per_load_minor


@frozen
class Incidents:
    """Incidents with one client, without those withdrawn; counted beside the money, never in it."""

    count: int = 0
    worst: int | None = None
    worst_kind: str = ""
    last: str | None = None


def reasons(
    earning: Earning | None, yard: Yardstick, missed: int, incidents: Incidents
) -> tuple[str, ...]:
    """Why a client is worth a conversation: incidents, missed, per_load. What follows is hers to say."""
    found = {
        "incidents": incidents.count >= REPEATED or (incidents.worst or 0) >= GRAVE,
        "missed": missed >= MANY_MISSED,
        "per_load": yard.is_little(per_load(earning)),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _median(values: Iterable[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[~middle]) / 2
