"""Questionnaires and what was answered, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mtdesk.desk.wellbeing.questionnaires import Listed, Sitting
from mtdesk.model.period import human_day
from mtdesk.model.questionnaire import Questionnaire, Result, Scale, ScaleResult
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import Keys, document

OWN_WORDS = "our own words, not a validated instrument"

# -- JSON

LISTED: Keys = ("name=questionnaire.name", "version", "built_in", "last_taken", "unfinished_today")
_RESULT: Keys = ("response=response_id", "taken_on", "complete")
_SCALE_RESULT: Keys = (
    "scale", "score", "answered", "items", "minimum", "before", "before_on", "index",
    ("change", lambda change: change or None),
)  # fmt: skip
_SITTING: Keys = (
    "operation", "questionnaire=questionnaire.name", "resumed=is_resumed", "taken_that_day",
)  # fmt: skip
_OPEN: Keys = ("response=response.id", "taken_on=response.taken_on")


def definition_document(questionnaire: Questionnaire) -> dict[str, Any]:
    return document(
        questionnaire,
        ("name", "about", "source", "licence", ("scales", lambda scales: [*map(_scale, scales)])),
    )


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        **document(scale, ("scale=name", "minimum", "sd", "reliability")),
        "higher": "worse" if scale.higher_is_worse else "better",
        "items": [
            {
                "item": item_id,
                **document(item, ("text", "reversed", ("options", ("text", "score=value")))),
            }
            for item_id, item in zip(scale.item_ids, scale.items, strict=True)
        ],
    }


def result_document(result: Result) -> dict[str, Any]:
    return {
        **document(result, _RESULT),
        "scores": {part.scale: part.score for part in result.scales},
        "scales": [document(part, _SCALE_RESULT) for part in result.scales],
    }


def sitting_document(sitting: Sitting, result: Result | None) -> dict[str, Any]:
    """A sitting, and what it came to; None while it is open."""
    if result is not None:
        return {**document(sitting, _SITTING), **result_document(result)}
    still_open = {"complete": False, "scores": None, "scales": None}
    return {**document(sitting, _SITTING), **document(sitting, _OPEN), **still_open}


# -- words


def added_words(added: Questionnaire, *, is_new_version: bool) -> str:
    """What a file brought."""
    verb = "has a new version" if is_new_version else "added"
    return f"“{added.name}” {verb}: {size_words(added)}"


def size_words(questionnaire: Questionnaire) -> str:
    """`2 scales, 10 items`."""
    scales, items = len(questionnaire.scales), len(questionnaire.items)
    return f"{counted(scales, 'scale')}, {counted(items, 'item')}"


def listing(every: Iterable[Listed]) -> Listing:
    return Listing(
        heads=("name", "size", "last taken", ""),
        rows=tuple(
            (
                each.questionnaire.name,
                size_words(each.questionnaire),
                each.last_taken or "never",
                " · ".join(
                    words
                    for words, is_so in (
                        (OWN_WORDS, each.built_in),
                        ("unfinished today", each.unfinished_today),
                    )
                    if is_so
                ),
            )
            for each in every
        ),
    )


def score_text(score: float | None) -> str:
    """`62.5`, `60`, and a dash where there is none."""
    return "–" if score is None else f"{score:.1f}".removesuffix(".0")


def score_words(part: ScaleResult) -> str:
    """`62.5, reliably worse (40 on 2026-10-01)`, or why there is no score."""
    if part.score is None:
        return f"no score: {part.answered} of {part.items} answered, {part.minimum} are needed"
    words = score_text(part.score)
    if part.change:
        words += f", {part.change}"
    if part.before is not None:
        words += f" ({score_text(part.before)} on {part.before_on})"
    return words


def opening(sitting: Sitting) -> list[str]:
    """What is said before the first item."""
    said = [sitting.questionnaire.about or sitting.questionnaire.name]
    if sitting.is_resumed:
        count = f"{sitting.answered} of {len(sitting.order)}"
        said.append(f"You began it that day; {count} are answered already.")
    if sitting.taken_that_day:
        said.append(taken_already(sitting))
    return said


def taken_already(sitting: Sitting) -> str:
    return f"“{sitting.questionnaire.name}” was taken that day already; both are kept."


def kept(sitting: Sitting) -> str:
    """What is left of a sitting that was not finished; empty when nothing was answered."""
    if sitting.response.id is None:
        return ""
    count = f"{sitting.answered} of {len(sitting.order)}"
    return f"{count} answers are kept; taken again the same day, it goes on with them"


def history(questionnaire: Questionnaire, results: Sequence[Result]) -> Listing:
    """The scores over time, a row for each time it was taken."""
    names = [scale.name for scale in questionnaire.scales]
    return Listing(
        heads=("day", *names, ""),
        rows=tuple(
            (result.taken_on, *map(score_text, scores), _beside(result))
            for result, scores in zip(results, scores_of(questionnaire, results), strict=True)
        ),
        right=tuple(range(1, len(names) + 1)),
    )


def scores_of(
    questionnaire: Questionnaire, results: Iterable[Result]
) -> list[tuple[float | None, ...]]:
    """The scores of each result in the order of the scales; None for one it does not have."""
    by_scale = [{part.scale: part.score for part in result.scales} for result in results]
    return [tuple(scores.get(scale.name) for scale in questionnaire.scales) for scores in by_scale]


def _beside(result: Result) -> str:
    """What can be said of a response beside its scores, in one cell."""
    words = [
        f"{part.scale} {part.change}"
        for part in result.scales
        if part.change.startswith("reliably")
    ]
    if not result.complete:
        asked = sum(part.items for part in result.scales)
        words.append(f"unfinished, {result.answered} of {asked} answered")
    return ", ".join(words)


def last_results(results: Iterable[Result], today: date) -> str:
    """A line for each questionnaire she took: its day, and the score of each scale."""
    lines = []
    for result in results:
        scores = ", ".join(
            f"{part.scale} {score_text(part.score)}{f', {part.change}' if part.change else ''}"
            for part in result.scales
        )
        day = human_day(result.taken_on, today)
        lines.append(f"{result.questionnaire}, {day}: {scores}")
    return "\n".join(lines)
