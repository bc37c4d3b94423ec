"""Questionnaires that a user brings: a TOML file, checked key by key.

    name = "..."                      about, source and licence are words shown beside the scores
    [options.often]                   a set of answers: the words shown = the score
    [[scales]]                        name, minimum (answered), items; options names a set;
                                      sd and reliability are norms; higher = "worse" or "better"
    items = ["...", {text = "...", reversed = true, options = "often"}]

Where there is one set of options, scales need not name it. `examples/questionnaire.toml` is one.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtdesk.errors import InvalidError
from mtdesk.exchange import toml
from mtdesk.model import names as words
from mtdesk.model.questionnaire import Item, Option, Questionnaire, Scale, slug

if TYPE_CHECKING:
    Options = dict[str, tuple[Option, ...]]

MOST = 10_000  # letters of a text
LARGEST = 1_000_000  # bytes; a long instrument has ten thousand
_MOST_OPTIONS = 20
_TOP = ("name", "about", "source", "licence", "options", "scales")
_SCALE = ("name", "minimum", "items", "options", "sd", "reliability", "higher")
_ITEM = ("text", "reversed", "options")


def read(path: Path) -> Questionnaire:
    """The questionnaire that a file defines.

    Raises:
        NotFoundError: no such file.
        RefusedError: it cannot be read.
        InvalidError: it is not TOML, or a value in it is wrong: which, and where.
    """
    document = toml.document(path, what="questionnaire", largest=LARGEST)
    return _questionnaire(document, path.name)


def _questionnaire(document: dict[str, Any], at: str) -> Questionnaire:
    toml.known(document, _TOP, at)
    option_sets = _option_sets(document, at)
    scales = tuple(
        _scale(each, option_sets, f"{at}, scale {number}")
        for number, each in enumerate(toml.listed(document, "scales", at, needed=True), start=1)
    )
    slugs = set()
    for scale in scales:
        key = slug(scale.name)
        if not key:
            raise InvalidError(at, f"the scale “{scale.name}” needs a letter or digit in its name")
        if key in slugs:
            raise InvalidError(at, f"two scales are named “{scale.name}”; rename one")
        slugs.add(key)
    used = {item.options for scale in scales for item in scale.items}
    for name, options in option_sets.items():
        if options not in used:
            raise InvalidError(at, f"no item uses the options “{name}”; remove them, or name them")
    return Questionnaire(
        name=words.name(toml.text(document, "name", at, most=MOST), f"{at}, name"),
        scales=scales,
        about=toml.text(document, "about", at, optional=True, most=MOST),
        source=toml.text(document, "source", at, optional=True, most=MOST),
        licence=toml.text(document, "licence", at, optional=True, most=MOST),
    )


def _option_sets(document: dict[str, Any], at: str) -> Options:
    sets = document.get("options")
    if not isinstance(sets, dict) or not sets:
        raise InvalidError(at, "has no options; add a table [options.NAME] of answers = scores")
    return {name: _options(each, f"{at}, options “{name}”") for name, each in sets.items()}


def _options(table: Any, at: str) -> tuple[Option, ...]:
    if not isinstance(table, dict):
        raise InvalidError(at, "is not a table of answers = scores, like [options.often]")
    options = tuple(
        Option(words.name(text, f"{at}, answer"), _number(score, f"{at}, score of “{text}”"))
        for text, score in table.items()
    )
    if not 2 <= len(options) <= _MOST_OPTIONS:
        raise InvalidError(at, f"holds {len(options)} answers; 2 to {_MOST_OPTIONS} can be chosen")
    for part, name in (("value", "score"), ("text", "words")):
        if len({getattr(option, part) for option in options}) < len(options):
            raise InvalidError(at, f"two answers have the same {name}; change one")
    return options


def _scale(table: Any, option_sets: Options, at: str) -> Scale:
    if not isinstance(table, dict):
        raise InvalidError(at, "is not a table; begin it with [[scales]]")
    name = words.name(toml.text(table, "name", at, most=MOST), f"{at}, name")
    at = f"{at.rpartition(', ')[0]}, scale “{name}”"
    toml.known(table, _SCALE, at)
    chosen = _chosen(table, option_sets, at)
    items = tuple(
        _item(each, chosen, option_sets, f"{at}, item {number}")
        for number, each in enumerate(toml.listed(table, "items", at, needed=True), start=1)
    )
    minimum = table.get("minimum")
    if not isinstance(minimum, int) or isinstance(minimum, bool):
        raise InvalidError(at, "needs minimum, a whole number: how many items must be answered")
    if not 1 <= minimum <= len(items):
        raise InvalidError(at, f"minimum is {minimum}, and 1 to its {len(items)} items can be")
    sd, reliability = _norms(table, at)
    higher = table.get("higher", "worse")
    if higher not in {"worse", "better"}:
        raise InvalidError(at, f"higher is {toml.shown(higher)}, and can be “worse” or “better”")
    return Scale(
        name=name,
        items=items,
        minimum=minimum,
        sd=sd,
        reliability=reliability,
        higher_is_worse=higher == "worse",
    )


def _norms(table: dict[str, Any], at: str) -> tuple[float | None, float | None]:
    """SD and reliability: both, or neither."""
    given = [key for key in ("sd", "reliability") if key in table]
    if len(given) == 1:
        lacks = "reliability" if given == ["sd"] else "sd"
        raise InvalidError(at, f"has {given[0]} without {lacks}; a change needs both, or neither")
    if not given:
        return None, None
    sd = _number(table["sd"], f"{at}, sd")
    reliability = _number(table["reliability"], f"{at}, reliability")
    if sd <= 0:
        raise InvalidError(at, f"sd is {sd:g}, and must be above 0")
    if not 0 <= reliability < 1:
        raise InvalidError(at, f"reliability is {reliability:g}, and must be 0 to below 1")
    return sd, reliability


def _item(given: Any, chosen: str | None, option_sets: Options, at: str) -> Item:
    table = {"text": given} if isinstance(given, str) else given
    if not isinstance(table, dict):
        raise InvalidError(at, "is neither words nor a table {text = ..., reversed = true}")
    toml.known(table, _ITEM, at)
    text = toml.text(table, "text", at, most=MOST)
    name = _chosen(table, option_sets, at) if "options" in table else chosen
    if name is None:
        raise InvalidError(
            at, f"has no options; name one of {', '.join(option_sets)} there or for its scale"
        )
    reversed_ = table.get("reversed", False)
    if not isinstance(reversed_, bool):
        raise InvalidError(at, f"reversed is {toml.shown(reversed_)}, and can be true or false")
    return Item(text=text, options=option_sets[name], reversed=reversed_)


def _chosen(table: dict[str, Any], option_sets: Options, at: str) -> str | None:
    """The set of options that a scale or an item names; the only one where there is one."""
    if "options" not in table:
        return next(iter(option_sets)) if len(option_sets) == 1 else None
    name = table["options"]
    if not isinstance(name, str) or name not in option_sets:
        raise InvalidError(
            at, f"options is {toml.shown(name)}, and can be one of {', '.join(option_sets)}"
        )
    return name


def _number(value: Any, at: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1_000_000:
        raise InvalidError(at, f"{toml.shown(value)} is not a number")
    if not math.isfinite(value):
        raise InvalidError(at, f"{value} is not a number that can be scored")
    return float(value)
