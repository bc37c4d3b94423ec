"""Scoring of questionnaires that the user brings as data: the engine knows no instrument."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from mtdesk.errors import InvalidError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question; a `reversed` one counts highest + lowest option minus the answer (100 - v)."""

    text: str
    options: tuple[Option, ...]
    reversed: bool = False

    def points(self, answer: float) -> float:
        """What an answer, the value of one of the options, adds to the scale.

        Raises:
            InvalidError: no option has that value.
        """
        values = [option.value for option in self.options]
        if answer not in values:
            choices = ", ".join(f"{value:g}" for value in values)
            raise InvalidError("answer", f"{answer:g} is not one of {choices} for “{self.text}”")
        return max(values) + min(values) - answer if self.reversed else answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Items whose mean is a score, when at least `minimum` of them are answered.

    `sd` and `reliability` are the norms that a statement about change needs, when known.
    """

    name: str
    items: tuple[Item, ...]
    minimum: int
    sd: float | None = None
    reliability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """Scales are scored one by one and never added up."""

    name: str
    scales: tuple[Scale, ...]
    source: str = ""
    licence: str = ""


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
