"""A series of her weeks, and the life of a finding.

Does a series hold above her usual, and since when; what was seen and set aside for a while; and
what came and went since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import fsum

from mtdesk.insight.change import WARMUP, WINDOW, normal_scores, upward_sums
from mtdesk.insight.findings.history import Acknowledgement, History
from mtdesk.insight.findings.limits import Limits
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import frozen
from mtdesk.model.period import human_day


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
HEADROOM = 1.0  # above the act threshold C grows no further, so that a recovery shows in weeks
STALE_DAYS = 35  # a series whose last week began earlier than this says nothing about today

FORMULA = (
    "each week x is held against the n weeks before it (8 to 104): "
    "T = (x - mean) / SD x sqrt(n / (n + 1)), U = the z-score of T's t probability, "
    "C = max(0, C + U - 0.5), and no higher than 1 above the act threshold"
)
SOURCE = "self-starting CUSUM: Hawkins 1987, The Statistician 36:299"


@frozen
class Trend:
    """C after each week; the means before the rise began and since, in the series' own unit."""

    sums: tuple[float, ...]
    began: str
    last_week: str
    weeks_before: int
    weeks_since: int
    usual: float
    recent: float
    last: float

    @property
    def c(self) -> float:
        """C after the last week."""
        return self.sums[-1]

    def stands_over(self, threshold: float) -> bool:
        """C passed the threshold, and has not come back to half of it since.

        So a finding does not blink while C hovers about its threshold.
        """
        over = False
        for upward in self.sums:
            over = upward > threshold or (over and upward > threshold / 2)
        return over

    def evidence(self) -> dict[str, float | int | str]:
        return {
            "c": self.c,
            "usual": self.usual,
            "recent": self.recent,
            "last": self.last,
            "weeks_before": self.weeks_before,
            "weeks_since": self.weeks_since,
            "last_week": self.last_week,
        }

    def began_words(self, today: date) -> str:
        return human_day(self.began, today)


def trend(
    series: Sequence[tuple[str, float]],
    scale: Callable[[float], float],
    history: History,
    limits: Limits,
    rule: str,
    subject: str = "",
) -> Trend | None:
    """C of (week's start, value), oldest first, each value put on `scale` before it is compared.

    Acknowledging sets C to 0 and keeps the weeks; “my new usual” drops the weeks before it. None
    with 8 weeks or fewer, or when the last of them began more than 35 days ago.
    """
    usual_since = usual_starts(history, rule, subject)
    if usual_since:
        earliest = (usual_since - timedelta(days=6)).isoformat()
        series = [week for week in series if week[0] >= earliest]
    stale = (history.as_of - timedelta(days=STALE_DAYS)).isoformat()
    if len(series) <= WARMUP or series[-1][0] < stale:
        return None
    scores = normal_scores([scale(value) for _, value in series], since=len(series) - CARRIED)
    seen = sum_starts_after(history, limits, rule, subject)
    if seen:
        scores = [
            score if start > seen.isoformat() else None
            for (start, _), score in zip(series, scores, strict=True)
        ]
    sums = upward_sums(scores, most=limits.rising_act + HEADROOM)
    # The warm-up is always 0, so there is a last week before the rise.
    began = max(place for place, upward in enumerate(sums) if upward == 0) + 1
    began = min(began, len(sums) - 1)
    before = [value for _, value in series[max(0, began - WINDOW) : began]]
    since = [value for _, value in series[began:]]
    return Trend(
        sums=tuple(sums),
        began=series[began][0],
        last_week=series[-1][0],
        weeks_before=len(before),
        weeks_since=len(since),
        usual=fsum(before) / len(before),
        recent=fsum(since) / len(since),
        last=since[-1],
    )
