"""Scoring of questionnaires that the user brings as data, and the change between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from mtdesk.errors import InvalidError
from mtdesk.insight.change import reliable_change
from mtdesk.model.frozen import replace
from mtdesk.model.questionnaire import (
    BETTER,
    NOISE,
    WORSE,
    Questionnaire,
    Response,
    Result,
    Scale,
    ScaleResult,
)


def score(
    questionnaire: Questionnaire, answers: Mapping[str, Sequence[float | None]]
) -> dict[str, float | None]:
    """Each scale's mean of the answered items, or None when fewer than its minimum are answered.

    `answers` holds for each scale the chosen options' values in the order of its items, before any
    reversal, None where unanswered. A scale left out is unanswered.

    Raises:
        InvalidError: an unknown scale, another number of answers than items, or no such option.
    """
    names = [scale.name for scale in questionnaire.scales]
    for name in answers:
        if name not in names:
            raise InvalidError("scale", f"“{name}” is not one of {', '.join(names)}")
    return {scale.name: _mean(scale, answers.get(scale.name)) for scale in questionnaire.scales}


def results(responses: Iterable[Response]) -> list[Result]:
    """Responses to one questionnaire, oldest first, each compared with the complete one before it.

    A scale is compared with the last score of the same items, by the norms that the later response
    came with. Unfinished responses have scores where enough is answered, and are not compared.
    """
    found: list[Result] = []
    last: dict[str, tuple[Scale, ScaleResult, str]] = {}
    for response in responses:
        by_scale = response.questionnaire.by_scale(response.answers)
        scores = score(response.questionnaire, by_scale)
        parts = []
        for scale in response.questionnaire.scales:
            part = ScaleResult(
                scale=scale.name,
                score=scores[scale.name],
                answered=sum(answer is not None for answer in by_scale[scale.name]),
                items=len(scale.items),
                minimum=scale.minimum,
            )
            if response.complete and part.score is not None:
                before = last.get(scale.name)
                if before is not None and before[0].items == scale.items:
                    part = _compared(scale, part, before[1], before[2])
                last[scale.name] = (scale, part, response.taken_on)
            parts.append(part)
        found.append(
            Result(
                questionnaire=response.questionnaire.name,
                response_id=response.id or 0,
                taken_on=response.taken_on,
                complete=response.complete,
                scales=tuple(parts),
            )
        )
    return found


def scores_of(scale: Scale, responses: Iterable[Response]) -> tuple[tuple[str, float | None], ...]:
    """(day, score) of a scale in each response that asked the same items."""
    return tuple(
        (
            response.taken_on,
            score(response.questionnaire, response.questionnaire.by_scale(response.answers))[
                scale.name
            ],
        )
        for response in responses
        for asked in response.questionnaire.scales
        if asked.name == scale.name and asked.items == scale.items
    )


def _compared(scale: Scale, now: ScaleResult, before: ScaleResult, on: str) -> ScaleResult:
    if now.score is None or before.score is None:
        return now
    compared = replace(now, before=before.score, before_on=on)
    change = reliable_change(before.score, now.score, scale.sd, scale.reliability)
    if change is None:
        return compared
    words = NOISE
    if change.is_reliable:
        words = WORSE if (change.index > 0) == scale.higher_is_worse else BETTER
    return replace(compared, index=change.index, change=words)


def _mean(scale: Scale, answers: Sequence[float | None] | None) -> float | None:
    if answers is None:
        return None
    if len(answers) != len(scale.items):
        raise InvalidError(
            "answers",
            f"“{scale.name}” has {len(scale.items)} items, and {len(answers)} answers came",
        )
    points = [
        item.points(answer)
        for item, answer in zip(scale.items, answers, strict=True)
        if answer is not None
    ]
    if len(points) < max(scale.minimum, 1):
        return None
    return fsum(points) / len(points)
