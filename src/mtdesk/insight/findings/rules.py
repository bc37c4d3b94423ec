"""The rules by name, and what each says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.findings import body, incidents, money, pace, rising, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtdesk.insight.findings.history import History
    from mtdesk.insight.findings.limits import Limits
    from mtdesk.model.finding import Finding

    Rule = Callable[[History, Limits], Iterator[Finding]]

# In the order in which findings of one level are shown.
RULES: dict[str, Rule] = {
    "hands_on_day": work.hands_on_day,
    "against_usual": work.against_usual,
    "rising_load": rising.rising_load,
    "rising_body": rising.rising_body,
    "rising_mind": rising.rising_mind,
    "rising_soreness": rising.rising_soreness,
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
        work.HANDS_ON, work.AGAINST_USUAL, rising.LOAD, rising.BODY, rising.MIND, rising.SORENESS,
        work.NO_REST, pace.GAPS, pace.HEAVY, body.SORE, body.QUESTIONNAIRE, incidents.INCIDENT,
        money.TAKE_HOME, money.UNPAID, body.NO_CHECK_IN,
    )
}  # fmt: skip
