"""A series of her weeks, and the life of a finding.

Does a series hold above her usual, and since when; what was seen and set aside for a while; and
what came and went since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import fsum, inf, sqrt

from mtdesk.insight.change import (
    WARMUP,
    WINDOW,
    normal_scores,
    upward_sums,
    winsorised_scores,
)
from mtdesk.insight.findings.history import Acknowledgement, History
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.period import human_day
from mtdesk.model.text import counted


@frozen
class Changes:
    """Findings of now that are new and that stay, and those of before that are gone."""

    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    gone: tuple[Finding, ...]


def compare(now: Iterable[Finding], before: Iterable[Finding]) -> Changes:
    """What changed between two assessments; a finding is the same by rule and subject."""
    current, earlier = tuple(now), tuple(before)
    known, here = {_key(one) for one in earlier}, {_key(one) for one in current}
    return Changes(
        new=tuple(one for one in current if _key(one) not in known),
        still=tuple(one for one in current if _key(one) in known),
        gone=tuple(one for one in earlier if _key(one) not in here),
    )


def marked(finding: Finding, history: History, limits: Limits) -> Finding:
    """The finding, acknowledged when she has seen it and its rest is not over."""
    until = [
        _counts_again(seen, limits)
        for seen in _seen(history, finding.rule, finding.subject)
        if _counts_again(seen, limits) > history.as_of
    ]
    if not until:
        return finding
    again = human_day(max(until), history.as_of)
    return replace(finding, acknowledged=True, standing=f"acknowledged, counts again from {again}")


def sum_starts_after(history: History, limits: Limits, rule: str, subject: str) -> date | None:
    """The last acknowledgement whose rest is over: a rise is summed up from the week after it.

    While a finding rests it is found as before, so that she still sees what she set aside.
    """
    return max(
        (
            seen.on
            for seen in _seen(history, rule, subject)
            if _counts_again(seen, limits) <= history.as_of
        ),
        default=None,
    )


def usual_starts(history: History, rule: str, subject: str) -> date | None:
    """The last day on which she said “this is my new usual”."""
    return max((seen.on for seen in _seen(history, rule, subject) if seen.new_usual), default=None)


def _seen(history: History, rule: str, subject: str) -> Iterator[Acknowledgement]:
    for seen in history.acknowledgements:
        if (seen.rule, seen.subject) == (rule, subject) and seen.on <= history.as_of:
            yield seen


def _counts_again(seen: Acknowledgement, limits: Limits) -> date:
    return seen.until or seen.on + timedelta(weeks=limits.snooze_weeks)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.subject


CARRIED = 52  # weeks back from which C is summed up: what rose a year ago is her usual by now
STALE_DAYS = 35  # a series whose last week began earlier than this says nothing about today
CLIMB = 4  # weeks over which C must have grown, for an old rise to be one that still climbs
_MOST = 2.5  # SD that one week of load or money counts at most
_SHARE = 0.1  # of the mean of a week's root: what it is taken to swing before her weeks say

SOURCE = "self-starting CUSUM: Hawkins 1987, The Statistician 36:299"


@frozen
class Method:
    """How a series is summed up.

    `scores` gives U of each value from a place on, `k` is what C loses with each week, `headroom`
    how far C grows above the highest threshold: no further, so that a recovery shows within weeks.
    """

    scores: Callable[[Sequence[float], int], list[float | None]]
    k: float
    headroom: float
    formula: str


def _load_scores(values: Sequence[float], since: int) -> list[float | None]:
    roots = [sqrt(value) for value in values]
    return winsorised_scores(
        roots, since, most=_MOST, memory=WINDOW, prior_sd=0.0, prior_share=_SHARE
    )


def _fall_scores(values: Sequence[float], since: int) -> list[float | None]:
    return normal_scores([-value for value in values], since=since, most=_MOST)


_PULLED = "the oddest tenth at both ends pulled in: T = (x - mean) / SD, the SD as if three weeks"
# What examples/findings.md argues: the root, the tenths and the cap keep odd weeks from deciding,
# the empty ones, too.
LOAD = Method(
    scores=_load_scores,
    k=1.0,
    headroom=0.5,
    formula=(
        f"each week's root x is held against the n weeks before it (8 to 104), {_PULLED} with an SD "
        f"of a tenth of the mean were known too; U = the z-score of T's t probability, at most "
        f"{_MOST}, C = max(0, C + U - 1)"
    ),
)
FALL = Method(
    scores=_fall_scores,
    k=0.5,
    headroom=1.0,
    formula=(
        "each week x is held against the n weeks before it (8 to 104): T = (x - mean) / SD x "
        "sqrt(n / (n + 1)), U = the z-score of T's t probability, at most "
        f"{_MOST}, C = max(0, C + U - 0.5)"
    ),
)
ANSWERS = Method(
    scores=winsorised_scores,
    k=1.0,
    headroom=0.5,
    formula=(
        f"each week x is held against the n weeks before it (8 to 52), {_PULLED} with an SD of 0.4 "
        "were known too; "
        "U = the z-score of T's t probability, at most 2, C = max(0, C + U - 1)"
    ),
)


@frozen
class Course:
    """C after each week, and what it comes to. `starts` are the first days of those weeks.

    It has `stood` over `watch` for that many weeks of the calendar by now, the first included, 0
    where it does not; and `stood_before` by the week before.
    """

    starts: tuple[str, ...]
    sums: tuple[float, ...]
    watch: float
    act: float
    asked_weeks: int
    stood: int
    stood_before: int

    @property
    def c(self) -> float:
        """C after the last week."""
        return self.sums[-1]

    @property
    def level(self) -> str | None:
        """What it stands at: act, watch, a note when it has become old; None where it does not."""
        if not self.stood:
            return None
        if self.rests:
            return "note"
        return "act" if standing(self.sums, self.act)[-1] else "watch"

    @property
    def asks(self) -> bool:
        """Whether this is the week that makes it old: she is asked, once, if it is her usual."""
        return self.stood >= self.asked_weeks > self.stood_before

    @property
    def has_ended(self) -> bool:
        """Whether this is the week after which it stands no more."""
        return bool(self.stood_before and not self.stood)

    @property
    def rests(self) -> bool:
        """Old, asked about before, and no longer climbing."""
        return self.stood >= self.asked_weeks and not self.asks and not self._climbs

    @property
    def _climbs(self) -> bool:
        return len(self.sums) > CLIMB and self.c > self.sums[-1 - CLIMB]

    @property
    def ending(self) -> str:
        """How the sentence of its finding ends: what is said of an old one, and the stop."""
        stood = f"; it has stood for {counted(self.stood, 'week')}"
        if self.asks:
            return f"{stood}: is this your new usual?"
        return f"{stood}, climbs no more and rests." if self.rests else "."


def course(
    starts: Sequence[str], sums: Sequence[float], limits: Limits, *, watch: float, act: float = inf
) -> Course:
    """Of at least two weeks."""
    stood = weeks_stood(starts, standing(sums, watch))
    return Course(
        starts=tuple(starts),
        sums=tuple(sums),
        watch=watch,
        act=act,
        asked_weeks=limits.new_usual_weeks,
        stood=stood[-1],
        stood_before=stood[-2],
    )


@frozen
class Trend:
    """The course of a series; its means before the rise began and since, in its own unit."""

    course: Course
    began: str
    usual_from: str
    weeks_before: int
    weeks_since: int
    usual: float
    recent: float
    last: float

    @property
    def level(self) -> str | None:
        return self.course.level

    def evidence(self) -> dict[str, float | int | str]:
        return {
            "c": self.course.c,
            "usual": self.usual,
            "recent": self.recent,
            "last": self.last,
            "usual_from": self.usual_from,
            "weeks_before": self.weeks_before,
            "weeks_since": self.weeks_since,
            "weeks_stood": self.course.stood,
            "last_week": self.course.starts[-1],
        }

    def began_words(self, today: date) -> str:
        return human_day(self.began, today)


def standing(sums: Iterable[float], threshold: float) -> list[bool]:
    """For each week whether C has passed the threshold, and not come back to half of it since.

    So a finding does not blink while C hovers about its threshold.
    """
    over, found = False, []
    for upward in sums:
        over = upward > threshold or (over and upward > threshold / 2)
        found.append(over)
    return found


def weeks_stood(starts: Sequence[str], stands: Sequence[bool]) -> list[int]:
    """For each week how many weeks of the calendar it has stood by then."""
    first: date | None = None
    found = []
    for start, stands_now in zip(starts, stands, strict=True):
        day = date.fromisoformat(start)
        first = (first or day) if stands_now else None
        found.append((day - first).days // 7 + 1 if first else 0)
    return found


def trend(
    series: Sequence[tuple[str, float]],
    method: Method,
    history: History,
    limits: Limits,
    *about: tuple[str, str],
    watch: float,
    act: float = inf,
) -> Trend | None:
    """C of (week's start, value), oldest first, for the findings (rule, subject) it is `about`.

    Acknowledging one of them sets C to 0 and keeps the weeks; “my new usual” drops the weeks before
    it. None with 8 weeks or fewer, or when the last of them began more than 35 days ago.
    """
    usual_since = max(filter(None, (usual_starts(history, *each) for each in about)), default=None)
    seen = max(
        filter(None, (sum_starts_after(history, limits, *each) for each in about)), default=None
    )
    return _trend(tuple(series), method, history.as_of, limits, usual_since, seen, watch, act)


# Asked for by a rule, by the rule of answers together, and for how near each rule is.
@lru_cache(maxsize=64)
def _trend(
    series: tuple[tuple[str, float], ...],
    method: Method,
    as_of: date,
    limits: Limits,
    usual_since: date | None,
    seen: date | None,
    watch: float,
    act: float,
) -> Trend | None:
    if usual_since:
        earliest = (usual_since - timedelta(days=6)).isoformat()
        series = tuple(week for week in series if week[0] >= earliest)
    stale = (as_of - timedelta(days=STALE_DAYS)).isoformat()
    if len(series) <= WARMUP or series[-1][0] < stale:
        return None
    starts = [start for start, _ in series]
    scores = method.scores([value for _, value in series], len(series) - CARRIED)
    if seen:
        scores = [
            score if start > seen.isoformat() else None
            for start, score in zip(starts, scores, strict=True)
        ]
    highest = watch if act == inf else act
    sums = upward_sums(scores, method.k, highest + method.headroom)
    # The warm-up is always 0, so there is a last week before the rise.
    began = max(place for place, upward in enumerate(sums) if upward == 0) + 1
    began = min(began, len(sums) - 1)
    earlier = series[max(0, began - WINDOW) : began]
    before = [value for _, value in earlier]
    since = [value for _, value in series[began:]]
    return Trend(
        course=course(starts, sums, limits, watch=watch, act=act),
        began=starts[began],
        usual_from=earlier[0][0],
        weeks_before=len(before),
        weeks_since=len(since),
        usual=fsum(before) / len(before),
        recent=fsum(since) / len(since),
        last=since[-1],
    )
