"""Questionnaires as data, and what was answered. The program knows no instrument by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold

WORSE, BETTER, NOISE = "reliably worse", "reliably better", "within measurement noise"


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    value: float


@frozen
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


@frozen
class Scale:
    """Items whose mean is a score, when at least `minimum` of them are answered.

    `sd` and `reliability` are the norms that a statement about change needs, when known;
    `higher_is_worse` is its direction.
    """

    name: str
    items: tuple[Item, ...]
    minimum: int
    sd: float | None = None
    reliability: float | None = None
    higher_is_worse: bool = True

    @property
    def item_ids(self) -> tuple[str, ...]:
        """A short name for each item, by its place: `my-work-1`."""
        return tuple(f"{slug(self.name)}-{number}" for number in range(1, len(self.items) + 1))


@frozen
class Questionnaire:
    """Scales are scored one by one and never added up."""

    name: str
    scales: tuple[Scale, ...]
    about: str = ""
    source: str = ""
    licence: str = ""

    @property
    def items(self) -> dict[str, Item]:
        """Every item by its short name, scale by scale."""
        return {
            item_id: item
            for scale in self.scales
            for item_id, item in zip(scale.item_ids, scale.items, strict=True)
        }

    def by_scale(self, answers: dict[str, float | None]) -> dict[str, list[float | None]]:
        """Answers by item as answers by scale, in the order of its items."""
        return {
            scale.name: [answers.get(item_id) for item_id in scale.item_ids]
            for scale in self.scales
        }


@frozen
class Response:
    """One sitting's answers by item: None is skipped, an item that is not there is still open."""

    questionnaire: Questionnaire
    taken_on: str
    started_at: str
    answers: dict[str, float | None]
    complete: bool = False
    id: int | None = None


@frozen
class ScaleResult:
    """A scale's score, and how it stands to the last one before it.

    `index` is the change in units of measurement noise, and `change` one of WORSE, BETTER and
    NOISE; None and empty where the questionnaire has no norms or there is nothing to compare.
    """

    scale: str
    score: float | None
    answered: int
    items: int
    minimum: int
    before: float | None = None
    before_on: str | None = None
    index: float | None = None
    change: str = ""


@frozen
class Result:
    """What one response comes to, scale by scale."""

    questionnaire: str
    response_id: int
    taken_on: str
    complete: bool
    scales: tuple[ScaleResult, ...]

    @property
    def answered(self) -> int:
        return sum(scale.answered for scale in self.scales)


def slug(name: str) -> str:
    """A name as one word: `My work!` → `my-work`; empty when it has neither letter nor digit."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-")
