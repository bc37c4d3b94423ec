"""The life of a finding: seen and set aside for a while, and what came and went since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

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
