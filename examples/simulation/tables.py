"""The simulator's figures as tables to read, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from mtdesk.insight.findings import RULES
from mtdesk.model.text import counted
from simulation.document import Run
from simulation.figures import MEASURED, a_year, held, raised
from simulation.frontier import ALIKE, CEILING, KINDS, SERIES, Curve, chosen, middle
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
from simulation.watching import FIRST_YEAR_FROM, RAISED, STRAIN_RULES, STRAIN_STORY

_SIZES = tuple(dict.fromkeys(step.sd for step in STEPS))


def report(run: Run) -> str:
    """The part of the page this script writes."""
    one, found = spreads(), run.found
    return "\n".join(
        (
            "## The tables\n",
            (
                f"Seed {run.seed}, {run.lives} lives a row: {FIRST_YEAR_FROM} weeks and a year where "
                "nothing changes, 16 weeks after a step, 52 weeks and the 26 of a burn-out. **±** is one "
                f"standard error over the lives. One SD is {one.load:.1f} of the root of the weekly load, "
                f"whose mean is {one.load_mean:.1f} (+1 SD is {one.load_factor(1):.2f} times the load, "
                f"+2 SD {one.load_factor(2):.2f} times), {one.body:.2f} points of weekly mean exhaustion "
                f"and {one.thumb:.2f} of soreness. All but the frontier went day by day through `assess`, "
                "with the limits as they are by default."
            ),
            "\n### The targets\n",
            *_targets(found),
            "\n### Nothing changes: false alarms of all rules, facts apart\n",
            *_alarms(STEADY, found),
            "\n### Nothing changes: which rule, to watch / to act on a year\n",
            *_by_rule(STEADY, found),
            "\n### Nothing changes: what the story of strain adds, to act on a year\n",
            *_story(found),
            "\n### Something changes slowly: these are no false alarms\n",
            *_alarms(CHANGING, found),
            "",
            *_by_rule(CHANGING, found),
            f"\n### A step that stays: % seen within {' / '.join(map(str, WITHIN))} weeks\n",
            *_steps(found),
            "\n### A slow burn-out over 26 weeks\n",
            *_collapses(found),
            *_frontier(run),
            "\n### What the made lives hold\n",
            *_lives(run),
            "\n### Another seed\n",
            *_again(run),
            "",
        )
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _targets(found: Found) -> Iterator[str]:
    return _table(
        ("asked", "found", ""),
        ((each.words, each.found, each.verdict) for each in targets(found)),
    )


def _alarms(practices: Sequence[Practice], found: Found) -> Iterator[str]:
    heads = (
        "practice", "watch a year", "act a year", "days raised, %", "days at act, %",
        f"watches in the first {FIRST_YEAR_FROM} weeks",
    )  # fmt: skip
    return _table(heads, (_alarm_row(each, found) for each in practices))


def _alarm_row(practice: Practice, found: Found) -> Sequence[str]:
    outcomes, counted_rules = found[practice.name], frozenset(RULES) - practice.facts
    early = sum(one.early[rule, "watch"] for one in outcomes for rule in counted_rules)
    return (
        practice.name,
        f"**{together(practice, outcomes, 'watch')}**",
        str(together(practice, outcomes, "act")),
        *(raised(outcomes, level).finer_percent for level in RAISED),
        f"{early / len(outcomes):.2f}",
    )


def _by_rule(practices: Sequence[Practice], found: Found) -> Iterator[str]:
    return _table(
        ("practice", *_HEARD),
        (
            (practice.name, *(_rule_cell(practice, found, rule) for rule in _HEARD))
            for practice in practices
        ),
    )


# Those that can come to watch from what is lived: the others speak of incidents and the like.
_HEARD = (
    "hands_on_day", "against_usual", "rising_load", "rising_body", "rising_mind", "rising_soreness",
    "rising_answers", "no_rest_day", "sore_site", "take_home",
)  # fmt: skip


def _rule_cell(practice: Practice, found: Found, rule: str) -> str:
    watch, act = (a_year(found[practice.name], frozenset({rule}), level).value for level in RAISED)
    return f"{watch:.2f} / {act:.2f}" + (" (fact)" if rule in practice.facts else "")


def _story(found: Found) -> Iterator[str]:
    return _table(
        ("practice", "its rules by themselves", "the story", "more"),
        (
            (
                practice.name,
                *(
                    str(a_year(found[practice.name], frozenset({name}), "act"))
                    for name in (STRAIN_RULES, STRAIN_STORY)
                ),
                str(more_acts(found[practice.name])),
            )
            for practice in STEADY
        ),
    )


def _steps(found: Found) -> Iterator[str]:
    rows: dict[str, list[str]] = {}
    for step in STEPS:
        outcomes = found[step.practice.name]
        rows.setdefault(step.change, []).append(
            " / ".join(within(outcomes, weeks).percent for weeks in WITHIN)
        )
    heads = ("change", *(f"+{sd:g} SD" for sd in _SIZES))
    return _table(heads, ((change, *cells) for change, cells in rows.items()))


def _collapses(found: Found) -> Iterator[str]:
    heads = (
        "practice",
        *(f"% at least {weeks} weeks ahead" for weeks in AHEAD),
        "median weeks ahead",
    )
    return _table(
        heads,
        (
            (
                practice.name,
                *(ahead(found[practice.name], weeks).percent for weeks in AHEAD),
                _median([one.seen_before_collapse for one in found[practice.name]]),
            )
            for practice in COLLAPSES
        ),
    )


def _median(seen: Sequence[float | None]) -> str:
    known = [one for one in seen if one is not None]
    return f"{median(known):.0f}" if known else "-"


def _frontier(run: Run) -> Iterator[str]:
    errors = [
        figure for curve in run.frontier for point in curve.points for figure in point.seen.values()
    ]
    yield f"\n### The frontier: each series by its score alone, where it is wrong {ALIKE:g} times a year\n"
    yield (
        f"% of +2 SD seen within 4 / 8 weeks, ±{100 * middle(errors):.0f}, at the threshold h where "
        f"the steady practice of 18 sessions has {ALIKE:g} false alarms a year, between two that were "
        f"tried; C grows no further than {CEILING:g} h. **Chosen** is what the limits are by default, "
        "at its own h. What is not there was never so seldom wrong. The same, for every h:\n"
    )
    yield "![What is seen against false alarms](frontier.svg)\n"
    heads = ("series", "method", "k", "h", "false a year", "where uneven", *KINDS)
    yield from _table(heads, _frontier_rows(run.frontier))


def _frontier_rows(found: Sequence[Curve]) -> Iterator[Sequence[str]]:
    for series in SERIES:
        for curve in found:
            h, uneven = curve.threshold, curve.uneven
            if curve.series == series.name and h is not None and uneven is not None:
                seen = (
                    " / ".join(f"{100 * (curve.alike((kind, weeks)) or 0):.0f}" for weeks in (4, 8))
                    for kind in KINDS
                )
                yield (
                    series.name, curve.method, f"{curve.k:g}", f"{h:.2f}", f"{ALIKE:.2f}",
                    f"{uneven:.2f}", *seen,
                )  # fmt: skip
        ours = chosen(found, series.name)
        if ours:
            curve, point = ours
            seen = (
                " / ".join(point.seen[kind, weeks].percent for weeks in (4, 8)) for kind in KINDS
            )
            yield (
                series.name, f"**chosen: {curve.method}**", f"{curve.k:g}", f"{point.h:g}",
                str(point.false), str(point.false_uneven), *seen,
            )  # fmt: skip


def _lives(run: Run) -> Iterator[str]:
    heads = (
        "practice", "weeks lean on the week before: body", "mind", "soreness", "root of load",
        "check-ins a week", "% of weeks without", "% of weeks under 30 % of usual load",
    )  # fmt: skip
    return _table(
        heads,
        (
            (
                practice.name,
                *map(str, (one.body, one.mind, one.soreness, one.load)),
                f"{one.check_ins.value:.1f}",
                one.unanswered.percent,
                one.short.percent,
            )
            for practice in (*STEADY, *CHANGING)
            for one in [held(practice, run.seed, min(run.lives, MEASURED))]
        ),
    )


def _again(run: Run) -> Iterator[str]:
    both = compared(run.found, run.other)
    near = sum(one.apart <= 2 for one in both)
    farthest = sorted(both, key=lambda one: -one.apart)[:5]
    yield (
        f"Seed {run.other_seed}, {counted(run.other_lives, 'life', 'lives')} a row: of {len(both)} figures "
        f"{100 * near / len(both):.0f} % lie within two errors of their difference, as 95 % would by chance. "
        "The farthest:\n"
    )
    yield from _table(
        ("figure", f"seed {run.seed}", f"seed {run.other_seed}", "errors apart"),
        ((one.words, str(one.one), str(one.other), f"{one.apart:.1f}") for one in farthest),
    )
