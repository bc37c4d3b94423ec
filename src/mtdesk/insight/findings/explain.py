"""A rule laid open: its words, its formula, her numbers, its thresholds, how to change it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from mtdesk.errors import NotFoundError
from mtdesk.insight.findings.limits import Limits
from mtdesk.insight.findings.rules import RULES, WORDS
from mtdesk.insight.findings.words import RuleWords
from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from mtdesk.insight.findings.history import History


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
    numbers: tuple[str, ...]
    findings: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    source: str
    caveats: str
    commands: tuple[str, ...]


def words_of(rule: str) -> RuleWords:
    """Raises NotFoundError for no such rule."""
    if rule not in WORDS:
        raise NotFoundError(f"there is no rule “{rule}”; one of {', '.join(RULES)}")
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
