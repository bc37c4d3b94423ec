"""Findings: each rule a small pure function over a History, each finding in her own numbers.

A rule yields nothing when there is nothing to say or too little to say it from. Here: the rules by
name, what each says about itself, and one laid open with her numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from mtdesk.errors import NotFoundError
from mtdesk.insight.findings import body, incidents, money, pace, rising, together, work
from mtdesk.insight.findings.history import History
from mtdesk.insight.findings.limits import Limits, RuleWords
from mtdesk.insight.findings.trend import marked
from mtdesk.model.finding import LEVELS, Clear, Finding
from mtdesk.model.frozen import fields, frozen

Rule = Callable[[History, Limits], Iterator[Finding]]

# In the order in which findings of one level are shown.
RULES: dict[str, Rule] = {
    "hands_on_day": work.hands_on_day,
    "against_usual": work.against_usual,
    "rising_load": rising.rising_load,
    "rising_body": rising.rising_body,
    "rising_mind": rising.rising_mind,
    "rising_soreness": rising.rising_soreness,
    "rising_answers": together.rising_answers,
    "no_rest_day": work.no_rest_day,
    "short_gaps": pace.short_gaps,
    "heavy_run": pace.heavy_run,
    "sore_site": body.sore_site,
    "questionnaire": body.questionnaire,
    "incident": incidents.incident,
    "take_home": money.take_home,
    "unpaid_hours": money.unpaid_hours,
    "no_check_in": body.no_check_in,
}

WORDS = {
    words.rule: words
    for words in (
        work.HANDS_ON, work.AGAINST_USUAL, rising.OF_LOAD, rising.BODY, rising.MIND, rising.SORENESS,
        together.TOGETHER, work.NO_REST, pace.GAPS, pace.HEAVY, body.SORE, body.QUESTIONNAIRE,
        incidents.INCIDENT, money.TAKE_HOME, money.UNPAID, body.NO_CHECK_IN,
    )
}  # fmt: skip


@frozen
class Threshold:
    """A setting by its key, with its value in force."""

    key: str
    words: str
    value: float
    unit: str


@frozen
class Explanation:
    """Everything about a rule as lines to read; `findings` are its sentences of today, if any."""

    rule: str
    about: str
    formula: str
    near: str | None
    numbers: tuple[str, ...]
    findings: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    source: str
    caveats: str
    commands: tuple[str, ...]


def words_of(rule: str, stories: Iterable[str] = ()) -> RuleWords:
    """Raises NotFoundError for no such rule, and where `stories` would do as well none of those."""
    if rule not in WORDS:
        told = [*stories]
        what = "rule or story" if told else "rule"
        raise NotFoundError(f"there is no {what} “{rule}”; one of {', '.join([*told, *RULES])}")
    return WORDS[rule]


def explain(rule: str, history: History, limits: Limits) -> Explanation:
    """Why a rule says what it says, or nothing, also when it is switched off.

    Raises:
        NotFoundError: no such rule.
    """
    words = words_of(rule)
    about = {field.name: field.metadata for field in fields(Limits)}
    thresholds = tuple(
        Threshold(key=key, words=about[key]["words"], value=value, unit=about[key]["unit"])
        for key, value in limits.only(*words.thresholds).items()
    )
    return Explanation(
        rule=rule,
        about=words.about,
        formula=words.formula,
        near=words.near(history, limits),
        numbers=tuple(words.numbers(history, limits)),
        findings=tuple(finding.message for finding in RULES[rule](history, limits)),
        thresholds=thresholds,
        source=words.source,
        caveats=words.caveats,
        commands=(
            *(f"mtdesk settings {one.key} {one.value:g}" for one in thresholds),
            f'mtdesk settings disabled_rules "{" ".join(sorted(limits.disabled ^ {rule}))}"',
        ),
    )


def back(history: History, limits: Limits) -> Iterator[tuple[str, str]]:
    """The rises (rule, subject) that her last week ended, of the rules that are switched on."""
    for (rule, subject), course in rising.courses(history, limits):
        if rule not in limits.disabled and course.has_ended:
            yield rule, subject


def clear(history: History, limits: Limits, found: Collection[Finding]) -> tuple[Clear, ...]:
    """How near each rule is that is switched on and found nothing."""
    said = {finding.rule for finding in found} | limits.disabled
    return tuple(
        Clear(rule=rule, near=WORDS[rule].near(history, limits))
        for rule in RULES
        if rule not in said
    )


def assess(history: History, limits: Limits) -> tuple[Finding, ...]:
    """Findings of every rule not switched off: act, watch, note, unknown; then in rule order.

    Those she has acknowledged come last, marked.
    """
    found = [
        marked(finding, history, limits)
        for name, rule in RULES.items()
        if name not in limits.disabled
        for finding in rule(history, limits)
    ]
    found.sort(key=lambda finding: (finding.acknowledged, -LEVELS.index(finding.level)))
    return tuple(found)
