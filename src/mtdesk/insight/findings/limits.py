"""The thresholds she can change, and what a rule says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtdesk.insight.findings.history import DAYS_COVERED, History
from mtdesk.model.finding import Finding
from mtdesk.model.frozen import field, frozen
from mtdesk.model.wellbeing import GENERAL, site_words
from mtdesk.typed import Any


def _limit(default: float, words: str, unit: str, least: float, most: float) -> Any:
    """A threshold with what settings say about it: the words, the unit, the range."""
    about = {"words": words, "unit": unit, "least": least, "most": most}
    return field(default=default, metadata=about)


@frozen
class Limits:
    """Every threshold, by its settings key. A field's metadata holds words, unit, least, most.

    The levels of the swing and of the rises are what examples/simulate.py showed to be needed; see
    examples/findings.md.
    """

    hands_on_minutes_a_day: int = _limit(
        240, "hands-on time a day above which the day counts as long", "minutes", 30, 720
    )
    hands_on_note: int = _limit(1, "long days in 28 that make a note", "days", 1, 28)
    hands_on_watch: int = _limit(3, "long days in 28 to watch", "days", 1, 28)
    hands_on_act: int = _limit(6, "long days in 28 to act on", "days", 1, 28)
    usual_watch: float = _limit(
        1.3, "load of 7 days against the three weeks before, to watch", "times", 1, 10
    )
    usual_act: float = _limit(
        1.6, "load of 7 days against the three weeks before, to act on", "times", 1, 10
    )
    usual_swing_watch: float = _limit(
        3.5, "how far beyond the swing of your own weeks, to watch and not only note", "SD", 0, 8
    )
    usual_swing_act: float = _limit(
        4.0, "how far beyond the swing of your own weeks, to act on", "SD", 0, 8
    )
    rising_watch: float = _limit(
        3.0, "C, the sum of a rise of your load that lasts, above which to watch", "SD", 0.5, 50
    )
    rising_act: float = _limit(
        4.5, "C, the sum of a rise of your load that lasts, above which to act", "SD", 0.5, 50
    )
    answer_watch: float = _limit(
        2.5, "C, the sum of a rise of your answers that lasts, above which to watch", "SD", 0.5, 50
    )
    answer_act: float = _limit(
        4.0, "C, the sum of a rise of your answers that lasts, above which to act", "SD", 0.5, 50
    )
    answers_together: float = _limit(
        0.6, "share of answer_watch that two of your answers have both passed", "times", 0.1, 1
    )
    new_usual_weeks: int = _limit(
        12, "weeks a rise stands until you are asked whether it is your new usual", "weeks", 4, 52
    )
    rest_watch: int = _limit(7, "days worked in a row, to watch", "days", 2, DAYS_COVERED)
    rest_act: int = _limit(14, "days worked in a row, to act on", "days", 2, DAYS_COVERED)
    gap_minutes: int = _limit(
        15, "rest between two sessions below which it is short", "minutes", 1, 60
    )
    gap_note: int = _limit(1, "short rests in 7 days that make a note", "times", 1, 99)
    heavy_effort: float = _limit(6.0, "effort from which a session counts as heavy", "of 10", 1, 10)
    heavy_row: int = _limit(
        3, "heavy sessions one after another that make a note", "sessions", 2, 12
    )
    sore_level: int = _limit(4, "soreness of a site from which it counts", "of 10", 1, 10)
    sore_times: int = _limit(3, "check-ins with that soreness, to watch", "check-ins", 1, 28)
    sore_days: int = _limit(14, "days of check-ins that are looked at", "days", 1, 28)
    questionnaire_days: int = _limit(
        180, "days for which a questionnaire's answers stay in view", "days", 1, 730
    )
    incident_days: int = _limit(28, "days for which an incident stays in view", "days", 1, 28)
    take_home_falling: float = _limit(
        4.0, "C, the sum of a fall of take-home that lasts, above which to watch", "SD", 1, 50
    )
    unpaid_times: float = _limit(
        1.3, "share of unpaid hours in 4 weeks against the 12 before, for a note", "times", 1, 10
    )
    unpaid_points: float = _limit(
        5.0, "by how much that share must have grown as well", "points of 100", 0, 100
    )
    check_in_days: int = _limit(14, "days without a check-in after which it is said", "days", 1, 28)
    snooze_weeks: int = _limit(4, "weeks for which an acknowledged finding rests", "weeks", 1, 26)
    disabled: frozenset[str] = frozenset()

    def only(self, *keys: str) -> dict[str, float]:
        """These thresholds by key, as the evidence of a finding holds them."""
        return {key: getattr(self, key) for key in keys}


def level(value: float, **thresholds: float) -> str | None:
    """The first of the named levels whose threshold `value` reaches; name the highest first."""
    for name, threshold in thresholds.items():
        if value >= threshold:
            return name
    return None


EDITORIAL = "threshold: our choice, no study"


@frozen
class RuleWords:
    """A rule in words; `thresholds` are settings keys, `numbers` puts her figures in.

    `near` says in a few words how near the rule is to saying something: `load 1.1x of 1.3x`; None where it
    cannot know.
    """

    rule: str
    about: str
    formula: str
    thresholds: tuple[str, ...]
    source: str
    caveats: str
    numbers: Callable[[History, Limits], Iterator[str]]
    near: Callable[[History, Limits], str | None]

    def finding(
        self,
        limits: Limits,
        level: str,
        message: str,
        *,
        since: str,
        evidence: dict[str, Any],
        advice: str,
        subject: str = "",
    ) -> Finding:
        """A finding of this rule, with the thresholds in its evidence."""
        return Finding(
            rule=self.rule,
            subject=subject,
            level=level,
            message=message,
            since=since,
            evidence={**evidence, "limits": limits.only(*self.thresholds)},
            source=self.source,
            advice=advice,
        )


def named(site: str) -> str:
    """`thumb-r` → `Your right thumb`, `low-back` → `Your low back`."""
    return "Soreness without a place" if site == GENERAL else f"Your {site_words(site)}"
