"""What came of medical work: pain over a course, function then and now, medical against wellness.

Every figure comes with the number it rests on, and is None where that is too small to say anything.
Nothing here says why the two differ: who comes for what is not left to chance.
"""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.insight.clients import DAYS_A_MONTH, PainTrend, pain_trend
from mtdesk.insight.income import Earning
from mtdesk.insight.outcome import pain_change, visit_rate_change
from mtdesk.insight.takings import Takings
from mtdesk.model.frozen import frozen
from mtdesk.model.medical.functions import FunctionNote, amount_words
from mtdesk.model.table import grouped

FEWEST = 10  # sessions, visits or appointments that a figure must rest on [editorial]
FEWEST_CLIENTS = 3  # clients that a rhythm must rest on [editorial]
REBOOKED_DAYS = 60
RHYTHM_DAYS = 90


@frozen
class Measured:
    """A figure and how many it rests on; None under the fewest."""

    value: float | None
    n: int


@frozen
class Counts:
    """What the sessions of one purpose came to in a period, as counted in the practice.

    `pains` are (before, after, count) of done visits with both. Of `rebookable` visits, those whose
    client is known and whose 60 days are over, `rebooked` were followed by another. `asked` are
    the done sessions in which feedback was asked for.
    """

    done: int = 0
    asked: int = 0
    missed: int = 0
    rebookable: int = 0
    rebooked: int = 0
    incidents: int = 0
    pains: tuple[tuple[int, int, int], ...] = ()


@frozen
class Rhythm:
    """Visits of clients who still come, in their first 90 days and in the latest 90."""

    clients: int = 0
    first_visits: int = 0
    latest_visits: int = 0


@frozen
class Outcome:
    """One purpose (`key`; None where none was said) as a column of the table.

    Income is what came for the work before costs, in minor units an hour; load is effort x minutes.
    `pain_points` is the mean fall within a visit, `pain_meaningful` the share of visits whose fall
    was 2 points and 30 % or more. `missed` is per 100 appointments, `incidents` per 100 sessions,
    visits are per client a month.
    """

    key: str | None
    sessions: int
    income_per_hour_minor: Measured
    load_per_hour: Measured
    pain_points: Measured
    pain_meaningful: Measured
    rebooked: Measured
    missed: Measured
    incidents: Measured
    first_visits_a_month: Measured
    latest_visits_a_month: Measured
    visits_change_percent: Measured
    feedback_asked: Measured


def outcome_of(earning: Earning, counts: Counts, rhythm: Rhythm) -> Outcome:
    visits = sum(count for *_, count in counts.pains)
    changes = [(pain_change(before, after), count) for before, after, count in counts.pains]
    points = sum(change.points * count for change, count in changes)
    meaningful = sum(count for change, count in changes if change.is_meaningful)
    is_rated = 2 * earning.rated_minutes >= earning.hands_on_minutes and not earning.unsaid
    rated = earning.rated_minutes if is_rated else 0
    appointments = counts.done + counts.missed
    return Outcome(
        key=None if earning.key is None else str(earning.key),
        sessions=counts.done,
        income_per_hour_minor=Measured(
            value=earning.per_hour_minor if counts.done >= FEWEST else None, n=counts.done
        ),
        load_per_hour=Measured(
            value=earning.load * 60 / rated if rated and counts.done >= FEWEST else None,
            n=counts.done,
        ),
        pain_points=_share(points, visits),
        pain_meaningful=_share(meaningful, visits),
        rebooked=_share(counts.rebooked, counts.rebookable),
        missed=_share(100 * counts.missed, appointments),
        incidents=_share(100 * counts.incidents, counts.done),
        feedback_asked=_share(counts.asked, counts.done),
        **_visits(rhythm),
    )


def _share(part: float, whole: int) -> Measured:
    return Measured(value=part / whole if whole >= FEWEST else None, n=whole)


def _visits(rhythm: Rhythm) -> dict[str, Measured]:
    """Visits per client a month, then and now; the change is insight.outcome's."""
    days = RHYTHM_DAYS * rhythm.clients
    change = visit_rate_change(rhythm.first_visits, days, rhythm.latest_visits, days)
    known = rhythm.clients >= FEWEST_CLIENTS

    def measured(value: float | None) -> Measured:
        return Measured(value=value if known else None, n=rhythm.clients)

    return {
        "first_visits_a_month": measured(_a_month(change.base_per_week)),
        "latest_visits_a_month": measured(_a_month(change.recent_per_week)),
        "visits_change_percent": measured(
            None if change.reduction_percent is None else -change.reduction_percent
        ),
    }


def _a_month(per_week: float | None) -> float | None:
    return None if per_week is None else per_week * DAYS_A_MONTH / 7


def by_purpose(
    earnings: Iterable[Earning], counts: dict[str | None, Counts], rhythms: dict[str, Rhythm]
) -> list[Outcome]:
    """Medical, wellness, and what was not said where there was any session of it."""
    earned = {earning.key: earning for earning in earnings}
    found = []
    for key in ("medical", "wellness", None):
        counted = counts.get(key, Counts())
        if key is None and not (counted.done or counted.missed):
            continue
        found.append(
            outcome_of(
                earned.get(key) or Earning(key=key, money=Takings()),
                counted,
                rhythms.get(key or "", Rhythm()),
            )
        )
    return found


@frozen
class ThenAndNow:
    """The first and the latest note of one thing; they are one where it was noted once.

    `change` is the latest value less the first; None with one value, or none in the same unit.
    """

    first: FunctionNote
    latest: FunctionNote
    change: float | None

    @property
    def is_single(self) -> bool:
        """Whether the two are one note."""
        return self.first == self.latest

    @property
    def what(self) -> str:
        return self.latest.what

    @property
    def change_words(self) -> str:
        """`+15 deg`; empty where there is none."""
        if self.change is None:
            return ""
        sign = "+" if self.change > 0 else "-" if self.change < 0 else "±"
        return f"{sign}{amount_words(abs(self.change), self.latest.unit)}"


def then_and_now(notes: Iterable[FunctionNote]) -> list[ThenAndNow]:
    """Of each thing noted its first and its latest, in the order in which they were first noted.

    Where the latest has a value, the first is the earliest in the same unit: 45 deg are not held
    against 10 cm. Two of a day stand in the order they were written.
    """
    in_order = sorted(notes, key=lambda note: (note.noted_on, note.id or 0))
    return [_held(each) for each in grouped((note.series, note) for note in in_order).values()]


def _held(notes: list[FunctionNote]) -> ThenAndNow:
    latest = notes[-1]
    if latest.value is None:
        return ThenAndNow(first=notes[0], latest=latest, change=None)
    alike = [note for note in notes if note.value is not None and note.unit == latest.unit]
    first = alike[0]
    if first is latest or first.value is None:
        return ThenAndNow(first=latest, latest=latest, change=None)
    return ThenAndNow(first=first, latest=latest, change=round(latest.value - first.value, 3))


@frozen
class PainCourse:
    """`visits` have their pain on arrival; `trend` holds the first of them against the last.

    `within` is the mean fall of the `within_visits` that have it at their end too.
    """

    visits: int
    trend: PainTrend | None
    within: float | None
    within_visits: int


def pain_course(pains: Iterable[tuple[int | None, int | None]]) -> PainCourse:
    """Of (before, after) of visits in the order of their days."""
    known = list(pains)
    arrived = [before for before, _ in known if before is not None]
    falls = [before - after for before, after in known if before is not None and after is not None]
    return PainCourse(
        visits=len(arrived),
        trend=pain_trend(arrived),
        within=sum(falls) / len(falls) if falls else None,
        within_visits=len(falls),
    )


def pain_words(course: PainCourse) -> str:
    """`7.3 on arrival at the first three visits, 3.0 at the latest three visits: 4.3 points less`."""
    trend = course.trend
    if trend is None:
        return "asked at one visit only" if course.visits else ""
    points, percent = trend.change.points, trend.change.percent
    moved = "no change"
    if round(points, 1):
        share = "" if percent is None else f" ({abs(percent):.0f} %)"
        moved = f"{abs(points):.1f} points {'less' if points > 0 else 'more'}{share}"
    count = {1: "visit", 2: "two visits", 3: "three visits"}[trend.visits]
    mark = ", a meaningful change" if trend.change.is_meaningful else ""
    floor = (
        "; it began under 4, so there was little room to fall" if trend.change.near_floor else ""
    )
    return (
        f"{trend.first:.1f} on arrival at the first {count}, {trend.last:.1f} at the latest "
        f"{count}: {moved}{mark}{floor}"
    )
