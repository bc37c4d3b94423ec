"""What one cell of someone else's file says.

A parser takes the cell and the name of its column and returns its value; it raises InvalidError
with that column as its field when the cell cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Protocol, TypeVar, runtime_checkable

from mtdesk.errors import InvalidError
from mtdesk.model import names as words
from mtdesk.model import rules
from mtdesk.model.money import Currency

Value = TypeVar("Value")
Parser = Callable[[str, str], Value]


@runtime_checkable
class Told(Protocol):
    """A parser that has something to say of how its whole column was read."""

    def words(self) -> list[str]: ...


_KEPT = 5_000  # spellings a column remembers
_KEPT_LENGTH = 80  # characters of a cell worth remembering
_LONGEST_MAJOR = 12  # digits: beyond any practice's money, and well inside 64 bits
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)
_AMOUNT = re.compile(
    r"(?P<major>\d+|\d{1,3}(?P<group>[,.'’ \u00a0\u202f])\d{3}(?:(?P=group)\d{3})*)"
    r"(?:(?P<point>[.,])(?P<minor>\d+))?",
    re.ASCII,
)


class Column(dict[str, Value]):
    """The values of a column's cells by their spelling, each spelling worked out once."""

    def __init__(self, name: str, parse: Parser[Value]) -> None:
        super().__init__()
        self.name = name
        self.parse = parse

    def __missing__(self, cell: str) -> Value:
        value = self.parse(cell, self.name)
        if len(cell) <= _KEPT_LENGTH:
            if len(self) >= _KEPT:
                self.clear()
            self[cell] = value
        return value


def digest(*values: str | float | None) -> str:
    """16 hexadecimal digits that stand for the values; the same on every Python and computer."""
    content = "%s\x1f" * len(values) % values  # the quickest of the ways to spell them out
    return blake2b(content.encode(), digest_size=8).hexdigest()


def shown(cell: str, most: int = 60) -> str:
    """A cell as a message may show it: one line, short, nothing that a terminal would obey."""
    start = " ".join(cell[: 4 * most].split())
    line = "".join(mark if mark.isprintable() else "�" for mark in start)
    return line if len(line) <= most and len(cell) <= 4 * most else f"{line[: most - 1]}…"


def text(cell: str, column: str) -> str:
    """A note, as typed, without blanks around it."""
    return words.clean(cell, column)


def name(cell: str, column: str) -> str | None:
    """A name of one line; None when the cell is blank."""
    return words.name(cell, column) if cell.strip() else None


def unescaped(cell: str) -> str:
    """The cell without the apostrophe that some vendors put before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def given(read: Parser[Value | None]) -> Parser[Value]:
    """The same, where a blank cell is a mistake."""

    def parse(cell: str, column: str) -> Value:
        value = read(cell, column)
        if value is None:
            raise InvalidError(column, "is empty")
        return value

    return parse


def whole(rule: rules.Figure) -> Parser[int | None]:
    """Whole numbers that a rule allows; None when the cell is blank."""
    read = number(rule)

    def parse(cell: str, column: str) -> int | None:
        value = read(cell, column)
        if value is None or value.is_integer():
            return None if value is None else int(value)
        raise InvalidError(column, f"is not a whole number from {rule.least} to {rule.most}")

    return parse


def number(rule: rules.Figure) -> Parser[float | None]:
    """Numbers that a rule allows, with a decimal point or comma; None when the cell is blank."""

    def parse(cell: str, column: str) -> float | None:
        bare = cell.strip()
        if not bare:
            return None
        if not _NUMBER.fullmatch(bare):
            raise InvalidError(column, f"is not a number from {rule.least} to {rule.most}")
        return rule.check(float(bare.replace(",", ".")), column)

    return parse


def amount(currency: Currency) -> Parser[int | None]:
    """Minor units of `$1,240.00 `, `($33.62)`, `-$0.95`, `+ $100.00`, `1.240,00`; None when blank.

    What could be read in two ways, like `1.240`, is refused.
    """
    marks = tuple(sorted({currency.symbol.strip(), currency.code, "$"}, key=len, reverse=True))

    def parse(cell: str, column: str) -> int | None:
        bare = cell.strip().removeprefix("'")
        if not bare:
            return None
        negative = False
        if bare[0] == "(" and bare[-1] == ")":
            negative, bare = True, bare[1:-1].strip()
        else:
            for _ in range(2):  # the sign stands before or after the currency
                if bare[:1] in {"-", "−", "+"}:
                    negative, bare = bare[0] != "+", bare[1:].lstrip()
                    break
                bare = _without(bare, marks)
        minor = _minor_units(_without(bare, marks), column, currency)
        return -minor if negative else minor

    return parse


def _without(bare: str, marks: tuple[str, ...]) -> str:
    for mark in marks:
        if bare.upper().startswith(mark.upper()):
            return bare[len(mark) :].lstrip()
        if bare.upper().endswith(mark.upper()):
            return bare[: -len(mark)].rstrip()
    return bare


def _minor_units(bare: str, column: str, currency: Currency) -> int:
    found = _AMOUNT.fullmatch(bare)
    if not found or found["group"] == (found["point"] or ""):
        raise InvalidError(column, f"is not an amount in {currency.code}")
    major = "".join(mark for mark in found["major"] if mark.isdigit())
    minor = found["minor"] or ""
    if found["point"] == "," and len(minor) == 3 and len(major) <= 3 and major[0] != "0":
        major, minor = major + minor, ""  # `1,240`: the comma groups
    if len(minor) > currency.digits:
        raise InvalidError(
            column, f"has more digits than {currency.code} has ({currency.digits} after the point)"
        )
    if len(major) > _LONGEST_MAJOR:
        raise InvalidError(column, "is beyond any practice's money")
    return int(major) * currency.unit + int(minor.ljust(currency.digits, "0") or 0)
