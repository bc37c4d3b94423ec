"""What a client can do, measured: the line it is typed in, and the note that is kept.

range of motion neck-rotation-left 45 deg
sitting 20 min
medication ibuprofen daily
other grip left 22 kg
"""

from __future__ import annotations

import re

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.names import clean, fold, name
from mtdesk.model.text import pattern

# Measure -> what else it is called when typed.
MEASURES = {
    "range of motion": ("rom", "range-of-motion", "range_of_motion"),
    "sitting": (),
    "standing": (),
    "medication": (),
    "other": (),
}
# Unit -> how else it is written.
UNITS = {
    "deg": ("degree", "degrees", "°"),
    "min": ("mins", "minute", "minutes"),
    "cm": (),
    "mm": (),
    "in": ("inch", "inches"),
    "%": ("percent",),
    "mg": (),
    "g": (),
    "mcg": ("µg",),
    "ml": (),
    "tablets": ("tablet", "tab", "tabs", "pill", "pills"),
}
# The units a measure can have, its usual one first; the others take any word.
OF_MEASURE = {
    "range of motion": ("deg", "cm", "in", "mm", "%"),
    "sitting": ("min",),
    "standing": ("min",),
}
_HOURS = ("h", "hr", "hrs", "hour", "hours")
# An extension can lack its last degrees, and is then written -5.
_FIGURE = r"-?[0-9]{1,6}(?:[.,][0-9]{1,3})?"
_VALUE = pattern(rf"({_FIGURE})([^\W\d]*|°|%)")
EXAMPLES = (
    "range of motion neck-rotation-left 45 deg", "sitting 20 min", "standing 10 min",
    "medication ibuprofen daily", "other grip left 22 kg",
)  # fmt: skip


@frozen
class FunctionNote:
    """One thing measured on one day. `value` is None where only words were written."""

    client_id: int
    noted_on: str
    measure: str
    part: str = ""
    value: float | None = None
    unit: str = ""
    note: str = ""
    id: int | None = None
    session_id: int | None = None

    @property
    def series(self) -> tuple[str, str]:
        """Notes of one series are of the same thing: case, accents and hyphens do not matter."""
        return self.measure, part_key(self.part)

    @property
    def what(self) -> str:
        """`range of motion, neck-rotation-left`; of `other` only the part."""
        if self.measure == "other" and self.part:
            return self.part
        return f"{self.measure}, {self.part}" if self.part else self.measure

    @property
    def amount(self) -> str:
        """`45 deg`; empty without a value."""
        return "" if self.value is None else amount_words(self.value, self.unit)

    @property
    def words(self) -> str:
        """`45 deg, after a night shift`: what was found, without what it is of."""
        return ", ".join(part for part in (self.amount, self.note) if part)


def part_key(part: str) -> str:
    return fold(part.replace("-", " ").replace("_", " "))


def amount_words(value: float, unit: str) -> str:
    return f"{value:g}{unit}" if unit == "%" else f"{value:g} {unit}".rstrip()


def parse_function(
    text: str, note: str = "", *, client: str | None = None
) -> tuple[str, FunctionNote]:
    """`ana range of motion neck-rotation-left 45 deg`: the client's words, and a note without its day.

    The client's words are those before the measure; with `client` given, the line begins with it.

    Raises:
        InvalidError: a part is missing, wrong, or left over.
    """
    words = clean(text, "function").split()
    start, length, measure = _measure_in(words, 0 if client is not None else 1)
    whose = " ".join(words[:start]) if client is None else client
    rest = words[start + length :]
    part, value, unit, more = _take_apart(measure, rest)
    if more and note:
        more, note = [], f"{' '.join(more)}; {note}"
    found = FunctionNote(
        client_id=0,  # whom the words name, only the practice knows
        noted_on="",
        measure=measure,
        part=part,
        value=value,
        unit=unit,
        note=clean(note or " ".join(more), "note", most=2_000),
    )
    check(found)
    return whose, found


def check(line: FunctionNote) -> None:
    """Refuse what says nothing: a range without a part, a value without a measure of it.

    Raises:
        InvalidError: what is missing.
    """
    if line.measure == "range of motion" and not line.part:
        raise InvalidError(
            "part", "is missing: which movement? For example: range of motion neck-rotation-left 45"
        )
    if line.measure in {"medication", "other"} and not line.part:
        example = next(each for each in EXAMPLES if each.startswith(line.measure))
        raise InvalidError("part", f"is missing: {line.measure} of what? For example: {example}")
    if line.value is None and not line.note:
        how = "how much or how often" if line.measure == "medication" else "the figure"
        example = next(each for each in EXAMPLES if each.startswith(line.measure))
        raise InvalidError("value", f"is missing: write {how}, for example: {example}")
    if line.measure in {"sitting", "standing"} and line.value is not None and line.value < 0:
        raise InvalidError("value", f"{line.value:g} is below 0")


def read_measure(text: str) -> str:
    """A measure by its name.

    Raises:
        InvalidError: none of them.
    """
    key = fold(text)
    for measure, others in MEASURES.items():
        if key in {measure, *others}:
            return measure
    raise InvalidError("measure", f"“{text[:40]}” is not one of {', '.join(MEASURES)}")


def read_value(text: str) -> float | None:
    """A figure as typed, or None for an empty text.

    Raises:
        InvalidError: not a number.
    """
    if not text.strip():
        return None
    if not re.fullmatch(_FIGURE, text.strip()):
        raise InvalidError("value", f"“{text[:40]}” is not a number such as 45 or 22.5")
    return float(text.strip().replace(",", "."))


def read_unit(measure: str, text: str) -> str:
    """The unit by the name it is kept under; what is not known stands as typed.

    Raises:
        InvalidError: no unit of this measure.
    """
    typed = name(text, "unit") if text.strip() else ""
    key = "min" if typed == "m" and OF_MEASURE.get(measure) == ("min",) else fold(typed)
    unit = next((unit for unit, others in UNITS.items() if key in {unit, *others}), typed[:40])
    allowed = OF_MEASURE.get(measure)
    if allowed is not None and unit not in allowed:
        raise InvalidError(
            "unit", f"“{typed[:40]}” is no unit of {measure}; one of {', '.join(allowed)}"
        )
    return unit


def read_part(measure: str, text: str) -> str:
    """Raises InvalidError where the measure has no parts."""
    part = " ".join(clean(text, "part", most=200).split())
    if part and measure in {"sitting", "standing"}:
        raise InvalidError("part", f"{measure} has none; “{part[:40]}” goes after --, as a note")
    return part


def _measure_in(words: list[str], first: int) -> tuple[int, int, str]:
    """Where the measure stands in the words, how many it takes, and which it is."""
    for start in range(first, len(words)):
        for length in (3, 1):
            typed = fold(" ".join(words[start : start + length]))
            for measure, others in MEASURES.items():
                if typed in {measure, *others} and (length == 1 or " " in typed):
                    return start, length, measure
    if not words or (first and len(words) == 1):
        raise InvalidError("measure", f"is missing; for example: {EXAMPLES[0]}")
    raise InvalidError(
        "measure", f"none is in “{' '.join(words)[:60]}”; write one of {', '.join(MEASURES)}"
    )


def _take_apart(measure: str, rest: list[str]) -> tuple[str, float | None, str, list[str]]:
    """Part, value, unit, and the words after them, of which only medication may have any."""
    place = next((at for at, word in enumerate(rest) if _VALUE.fullmatch(word)), None)
    if place is None:
        if measure == "medication":  # `ibuprofen daily`: its name, and how often
            return read_part(measure, " ".join(rest[:1])), None, "", rest[1:]
        return read_part(measure, " ".join(rest)), None, "", []
    part = read_part(measure, " ".join(rest[:place]))
    figure = _VALUE.fullmatch(rest[place])
    if figure is None:
        raise AssertionError(rest)
    value, unit, after = float(figure[1].replace(",", ".")), figure[2], rest[place + 1 :]
    if not unit and after:
        unit, after = after[0], after[1:]
        if unit == "a" and after:  # 2 a day
            unit, after = f"a {after[0]}", after[1:]
    if after and measure != "medication":
        raise InvalidError(
            "function", f"“{' '.join(after)[:60]}” is left over; a note goes after --"
        )
    allowed = OF_MEASURE.get(measure, ("",))
    if allowed == ("min",) and fold(unit) in _HOURS:
        value, unit = value * 60, "min"
    unit = unit or allowed[0]
    return part, value, read_unit(measure, unit), after
