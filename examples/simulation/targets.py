"""What is asked of the findings, held against what was found; and what another seed gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from mtdesk.insight.findings import RULES
from simulation.figures import Figure, a_year, mean, raised, share
from simulation.practices import COLLAPSES, STEADY, STEPS, Practice
from simulation.watching import STRAIN_RULES, STRAIN_STORY, Outcome

Found = dict[str, list[Outcome]]
WITHIN, AHEAD = (4, 8, 16), (6, 12)  # weeks
MOST_WATCHES, MOST_ACTS, MOST_RAISED, MOST_MORE = 1.0, 0.2, 0.08, 0.05
# Percent of steps of 2 SD that should be seen within 4 and 8 weeks.
LEAST_SEEN = {
    "load": (55, 80),
    "effort": (55, 80),
    "exhaustion of body": (40, 68),
    "soreness": (40, 68),
    "exhaustion of body, 12 weeks known": (30, 55),
    "soreness, 12 weeks known": (30, 55),
}
LEAST_AHEAD = (85, 85, 70)  # percent of the burn-outs, in their order


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked, and by how much it was missed: 0 or less where it is held."""

    words: str
    found: str
    missed: float
    error: float

    @property
    def is_held(self) -> bool:
        return self.missed <= 0

    @property
    def verdict(self) -> str:
        if self.is_held:
            return "held"
        return "missed by less than its error" if self.missed <= self.error else "**missed**"


def together(practice: Practice, outcomes: Sequence[Outcome], level: str) -> Figure:
    """Appearances a year of all rules, facts apart."""
    return a_year(outcomes, frozenset(RULES) - practice.facts, level)


def more_acts(outcomes: Sequence[Outcome]) -> Figure:
    """How much oftener a year the story of strain comes to act than its rules do by themselves."""
    return mean(
        [
            a_year([one], frozenset({STRAIN_STORY}), "act").value
            - a_year([one], frozenset({STRAIN_RULES}), "act").value
            for one in outcomes
        ]
    )


def within(outcomes: Sequence[Outcome], weeks: int) -> Figure:
    """The share of lives in which a step is seen within some weeks."""
    return share([one.seen_after is not None and one.seen_after <= weeks for one in outcomes])


def ahead(outcomes: Sequence[Outcome], weeks: int) -> Figure:
    """The share of lives in which something is said at least some weeks before she stops."""
    return share(
        [
            one.seen_before_collapse is not None and one.seen_before_collapse >= weeks
            for one in outcomes
        ]
    )


def targets(found: Found) -> Iterator[Target]:
    yield from _quiet(found)
    for change, (four, eight) in LEAST_SEEN.items():
        outcomes = found[f"{change} +2 SD"]
        soon, later = within(outcomes, 4), within(outcomes, 8)
        for weeks, least, figure in ((4, four, soon), (8, eight, later)):
            yield Target(
                f"{change} +2 SD: seen within {weeks} weeks in at least {least} %",
                f"{figure.percent} %",
                least / 100 - figure.value,
                figure.error,
            )
    for practice, least in zip(COLLAPSES, LEAST_AHEAD, strict=True):
        figure = ahead(found[practice.name], 6)
        yield Target(
            f"{practice.name}: said at least 6 weeks ahead in at least {least} %",
            f"{figure.percent} %",
            least / 100 - figure.value,
            figure.error,
        )


def _quiet(found: Found) -> Iterator[Target]:
    """Where nothing changes, in the worst of the steady practices."""
    worst, figure = _worst({one.name: together(one, found[one.name], "watch") for one in STEADY})
    yield Target(
        "every steady practice: at most 1 watch a year",
        f"{figure} ({worst})",
        figure.value - MOST_WATCHES,
        figure.error,
    )
    worst, figure = _worst({one.name: together(one, found[one.name], "act") for one in STEADY})
    yield Target(
        "every steady practice: at most 1 act in 5 years",
        f"{figure} a year ({worst})",
        figure.value - MOST_ACTS,
        figure.error,
    )
    worst, figure = _worst({one.name: raised(found[one.name], "watch") for one in STEADY})
    yield Target(
        "every steady practice: raised on at most 8 % of days",
        f"{figure.finer_percent} % ({worst})",
        figure.value - MOST_RAISED,
        figure.error,
    )
    worst, figure = _worst({one.name: more_acts(found[one.name]) for one in STEADY})
    yield Target(
        "every steady practice: the story of strain at act at most 0.05 a year oftener than its rules",
        f"{figure} ({worst})",
        figure.value - MOST_MORE,
        figure.error,
    )


def _worst(figures: dict[str, Figure]) -> tuple[str, Figure]:
    name = max(figures, key=lambda each: figures[each].value)
    return name, figures[name]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure by two seeds. `apart` is their distance in errors of it."""

    words: str
    one: Figure
    other: Figure

    @property
    def apart(self) -> float:
        error = hypot(self.one.error, self.other.error)
        return abs(self.one.value - self.other.value) / error if error else 0.0


def compared(found: Found, other: Found) -> list[Compared]:
    """Every figure of a target, and those like it, by both seeds."""
    return [
        Compared(words, figure, again)
        for (words, figure), (_, again) in zip(_figures(found), _figures(other), strict=True)
    ]


def _figures(found: Found) -> Iterator[tuple[str, Figure]]:
    for practice in STEADY:
        outcomes = found[practice.name]
        for level in ("watch", "act"):
            yield f"{practice.name}: {level} a year", together(practice, outcomes, level)
        yield f"{practice.name}: days raised", raised(outcomes, "watch")
    for step in STEPS:
        for weeks in (4, 8):
            yield (
                f"{step.practice.name}: within {weeks} weeks",
                within(found[step.practice.name], weeks),
            )
    for practice in COLLAPSES:
        yield f"{practice.name}: 6 weeks ahead", ahead(found[practice.name], 6)
