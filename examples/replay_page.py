"""What a replay found, as a part of a page in Markdown between two marks of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import fill
from typing import Any

from daily_files import LAYOUTS, ONE_EVENT, Layout
from replayed import AFTER, BEFORE, HIGHER, LEFT_OUT, RISING, USUAL, WARM_UP

from mtdesk.errors import MtdeskError
from mtdesk.model.text import counted, joined

WIDTH = 124
BEGIN, END = "<!-- replay -->", "<!-- /replay -->"
GOAL_ALARMS, GOAL_TRUE = 0.5, 70.0  # a year at most for each rising rule; percent at least

INTRODUCTION = """\
## What real lives said

`python examples/replay.py FILES... --write` makes this part: the program's own rules on what real people wrote down, given
to them day by day as a practice file would have given it. Nothing was acknowledged. They are no massage therapists: no open
diary of therapists was found. The data are no part of this project.
"""

READING = f"""\
- **alarms a year**: how often the rule came to watch or more where it did not stand the day before. **days raised**: the
  days on which it stood. Days count from the {WARM_UP + 1}th whole week on, of people who have what the rule looks at.
- **claim true**: of the alarms, how often the mean of the {AFTER} whole weeks after lay more than {HIGHER} SD above her
  usual: the weeks before the rise is said to have begun, {USUAL} at most. **strictly**: the same, with the weeks of the rise
  itself counted into her usual. **any day**: the same from every Monday, the last {LEFT_OUT} weeks left out of her usual. For
  several answers together it is their mean.
- **hits**: events with an alarm in the {BEFORE} days before. **by chance**: the hits when each person's own alarms are turned
  round in time, by every number of days; in brackets 95 % of these. Reports of one kind within {ONE_EVENT} days of the one before
  are one event.
- Brackets of the other columns hold 95 % of 2,000 draws of as many people, with a fixed seed.
- `any_rise` is the sum of the rising rules, `any_watch` of all rules above it. `rules_act` stands where one of them is at
  act, `strain_act` where the story of strain is: there load and an answer at watch, begun within six weeks, are act, too.
  These claim nothing of one series. Of the other rules nothing is said: hours, money and places that hurt stand in none of
  these files.
"""


def page(figures: dict[str, Any], layouts: Sequence[Layout]) -> str:
    """The part as Markdown, between its marks."""
    rules = figures["rules"]
    sources = [each.about for each in LAYOUTS if each in layouts and each.about]
    if any(not each.about for each in layouts):
        sources.append("Files whose origin is not named here.")
    return "\n".join(
        [
            BEGIN,
            INTRODUCTION,
            _wrapped(f"**{_foresight(figures)}**"),
            "",
            _wrapped(_read(figures)),
            "",
            *(_wrapped(source, "- ") for source in sources),
            "",
            *_table(rules),
            "",
            READING,
            _wrapped(_goals(rules)),
            END,
        ]
    )


def _wrapped(text: str, mark: str = "") -> str:
    return fill(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def placed(part: str, text: str) -> str:
    """The page with this part in the place of the old one, or at its end.

    Raises:
        MtdeskError: one mark without the other.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if bool(begin) != bool(end) or END in before or BEGIN in after:
        raise MtdeskError(
            f"findings.md has not one {BEGIN} with one {END} after it; put that right"
        )
    if not begin:
        return f"{text.rstrip()}\n\n{part}\n"
    return before + part + after


def _foresight(figures: dict[str, Any]) -> str:
    """The plain result, as the figures have it."""
    if not figures["events"]:
        return "No event of these files can be counted, so they say nothing about what comes before harm."
    above = [each for each in figures["rules"] if each["events"] and each["hits"] > each["high"]]
    events = counted(figures["events"], "event")
    if above:
        named = joined([f"{each['rule']} ({_hits(each)})" for each in above])
        return f"Before {events} these rose more often than chance has it: {named}."
    together = figures["rules"][-1]
    return (
        f"Nothing here foresees harm: before {events} no rule rose more often than it would by chance "
        f"(all together {_hits(together)}). The events are few, and a weak link "
        "would not show. A finding says what is, never what will be."
    )


def _hits(rule: dict[str, Any]) -> str:
    return f"{counted(rule['hits'], 'hit')}, {_chance(rule)} by chance"


def _chance(rule: dict[str, Any]) -> str:
    if not rule["events"]:
        return "-"
    return f"{rule['hits_by_chance']:.1f} [{rule['low']}, {rule['high']}]"


def _read(figures: dict[str, Any]) -> str:
    people, reports = figures["people"], figures["reports"]
    read = f"What was read: {counted(people, 'person', 'people')}, {figures['years']:.1f} years that count; "
    if not reports:
        return f"{read}no report of injury, illness or the like."
    return (
        f"{read}{counted(reports, 'report')} of injury, illness and the like, which make "
        f"{counted(figures['events'], 'event')} that can be counted: the others tell of the same once "
        "more, or stand outside the days that count."
    )


def _table(rules: Sequence[dict[str, Any]]) -> list[str]:
    heads = (
        "rule", "alarms", "alarms a year", "days raised", "claim true", "strictly", "any day",
        "hits", "by chance",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for rule in rules:
        cells = (
            rule["rule"],
            _figure(rule, "alarms", "{}"),
            _figure(rule, "alarms_per_year", "{:.2f}"),
            _figure(rule, "days_raised_percent", "{:.0f}", " %"),
            _figure(rule, "claim_true_percent", "{:.0f}", f" % of {rule['claims']}"),
            _figure(rule, "claim_true_strictly_percent", "{:.0f}", " %"),
            _figure(rule, "any_day_percent", "{:.0f}", " %"),
            _figure(rule, "hits", "{}"),
            _chance(rule),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _figure(rule: dict[str, Any], key: str, form: str, unit: str = "") -> str:
    """`0.31 [0.19, 0.45]`, `82 % of 23 [64, 95]`; a dash for what is not known."""
    value, interval = rule[key], rule.get(f"{key}_interval")
    if value is None:
        return "-"
    between = f" [{', '.join(form.format(end) for end in interval)}]" if interval else ""
    return f"{form.format(value)}{unit}{between}"


def _goals(rules: Sequence[dict[str, Any]]) -> str:
    """Each goal with the rising rules that meet it and those that miss it."""
    rising = [each for each in rules if each["rule"] in RISING]
    alarms = _met(rising, "alarms_per_year", lambda value: value <= GOAL_ALARMS)
    true = _met(rising, "claim_true_percent", lambda value: value >= GOAL_TRUE)
    return (
        f"Goals, reported and not tuned to: at most {GOAL_ALARMS:g} alarms a year for each rising "
        f"rule: {alarms} Claims true in at least {GOAL_TRUE:.0f} %: {true}"
    )


def _met(rules: Sequence[dict[str, Any]], key: str, reaches: Callable[[float], bool]) -> str:
    known = [each for each in rules if each[key] is not None]
    answers = {
        "met by": [each["rule"] for each in known if reaches(each[key])],
        "missed by": [each["rule"] for each in known if not reaches(each[key])],
        "not known of": [each["rule"] for each in rules if each[key] is None],
    }
    return "; ".join(f"{words} {joined(names)}" for words, names in answers.items() if names) + "."
