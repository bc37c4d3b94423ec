"""The simulator's figures as one document: what `--json` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mtdesk.insight.findings import RULES
from simulation.figures import MEASURED, Figure, a_year, held, raised
from simulation.frontier import Curve
from simulation.lives import spreads
from simulation.practices import CHANGING, COLLAPSES, STEADY, STEPS, Practice
from simulation.targets import (
    AHEAD,
    WITHIN,
    Found,
    ahead,
    compared,
    more_acts,
    targets,
    together,
    within,
)
from simulation.watching import RAISED, STRAIN_RULES, STRAIN_STORY

_IN_WORDS = {6: "six", 12: "twelve"}  # as its keys say weeks ahead


@dataclass(frozen=True, slots=True)
class Run:
    """What one run found: the lives of every practice, by its name, and of another seed."""

    seed: int
    lives: int
    found: Found
    frontier: Sequence[Curve]
    other_seed: int
    other_lives: int
    other: Found


def document(run: Run) -> dict[str, Any]:
    """A figure stands beside its standard error, in the same unit."""
    one = spreads()
    return {
        "schema": 1,
        "seed": run.seed,
        "lives": run.lives,
        "one_sd": {
            "load_root": round(one.load, 3),
            "load_root_mean": round(one.load_mean, 3),
            "body": round(one.body, 3),
            "soreness": round(one.thumb, 3),
        },
        "targets": [
            {
                "target": each.words,
                "found": each.found,
                "held": each.is_held,
                "verdict": each.verdict.strip("*"),
            }
            for each in targets(run.found)
        ],
        "steady": [*_levels(STEADY, run.found), *_story(run.found)],
        "changing": list(_levels(CHANGING, run.found)),
        "story": [
            {
                "practice": practice.name,
                **_of(
                    "rules_acts", a_year(run.found[practice.name], frozenset({STRAIN_RULES}), "act")
                ),
                **_of(
                    "story_acts", a_year(run.found[practice.name], frozenset({STRAIN_STORY}), "act")
                ),
                **_of("more", more_acts(run.found[practice.name])),
            }
            for practice in STEADY
        ],
        "steps": [
            {
                "change": step.change,
                "sd": step.sd,
                **{
                    key: value
                    for weeks in WITHIN
                    for key, value in _percent(
                        f"within_{weeks}_weeks", within(run.found[step.practice.name], weeks)
                    ).items()
                },
            }
            for step in STEPS
        ],
        "burn_out": [
            {
                "practice": practice.name,
                **{
                    key: value
                    for weeks in AHEAD
                    for key, value in _percent(
                        f"{_IN_WORDS[weeks]}_weeks_ahead", ahead(run.found[practice.name], weeks)
                    ).items()
                },
            }
            for practice in COLLAPSES
        ],
        "frontier": [row for curve in run.frontier for row in _curve(curve)],
        "made_lives": [
            {
                "practice": practice.name,
                **_of("lag_1_body", lives.body),
                **_of("lag_1_mind", lives.mind),
                **_of("lag_1_soreness", lives.soreness),
                **_of("lag_1_load_root", lives.load),
                **_of("check_ins_a_week", lives.check_ins),
                **_percent("unanswered_weeks", lives.unanswered),
                **_percent("short_weeks", lives.short),
            }
            for practice in (*STEADY, *CHANGING)
            for lives in [held(practice, run.seed, min(run.lives, MEASURED))]
        ],
        "other_seed": {
            "seed": run.other_seed,
            "lives": run.other_lives,
            "figures": [
                {
                    "figure": each.words,
                    "one": round(each.one.value, 4),
                    "other": round(each.other.value, 4),
                    "errors_apart": round(each.apart, 2),
                }
                for each in compared(run.found, run.other)
            ],
        },
    }


def _levels(practices: Sequence[Practice], found: Found) -> Iterator[dict[str, Any]]:
    for practice in practices:
        outcomes = found[practice.name]
        for level in RAISED:
            by_rule = {
                rule: round(a_year(outcomes, frozenset({rule}), level).value, 4) for rule in RULES
            }
            yield {
                "practice": practice.name,
                "level": level,
                **_of("appearances_per_year", together(practice, outcomes, level), "appearances"),
                **_percent("days_raised", raised(outcomes, level)),
                "by_rule": {r: rate for r, rate in by_rule.items() if r not in practice.facts},
                "facts": {r: rate for r, rate in by_rule.items() if r in practice.facts},
            }


def _story(found: Found) -> Iterator[dict[str, Any]]:
    """The level of the story of strain, as rows of each steady practice, facts apart."""
    for practice in STEADY:
        outcomes = found[practice.name]
        for level in RAISED:
            yield {
                "practice": f"{practice.name}: the story of strain",
                "level": level,
                **_of(
                    "appearances_per_year",
                    a_year(outcomes, frozenset({STRAIN_STORY}), level),
                    "appearances",
                ),
                **_percent("days_raised", raised(outcomes, f"{STRAIN_STORY} {level}")),
            }


def _curve(curve: Curve) -> Iterator[dict[str, Any]]:
    for point in curve.points:
        yield {
            "series": curve.series,
            "method": curve.method,
            "k": curve.k,
            "h": point.h,
            **_of("false_per_year", point.false, "false"),
            **_of("false_per_year_uneven", point.false_uneven, "false_uneven"),
            "seen": [
                {"weeks_known": kind, "within_weeks": weeks, **_percent("seen", figure)}
                for (kind, weeks), figure in point.seen.items()
            ],
        }


def _of(name: str, figure: Figure, short: str = "") -> dict[str, float]:
    return {name: round(figure.value, 4), f"{short or name}_error": round(figure.error, 4)}


def _percent(name: str, figure: Figure) -> dict[str, float]:
    return {
        f"{name}_percent": round(100 * figure.value, 2),
        f"{name}_error": round(100 * figure.error, 2),
    }
