"""A country's profile that a practice brings: a TOML file, checked key by key.

    name = "..."                  base = "us", "ca", "uk" or "other": what is not said is as there
    currency, year_start (MM-DD), distance_unit (mi or km), notes = ["..."]
    [categories.KEY]              words, deductible (percent)
    [[mileage]]                   first, last (days), rate, source; up_to and beyond where it falls
    [[forms]]                     first, last (years), source, and [forms.lines] KEY = "line"

`examples/profile.toml` is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange import toml
from mtdesk.model import names as words
from mtdesk.model.ledger.categories import CATEGORIES, Category, words_of_key
from mtdesk.model.money import Currency, currency
from mtdesk.model.period import month_and_day, parse_date
from mtdesk.model.profile import FIGURES, NAMES
from mtdesk.model.rules import YEARS
from mtdesk.model.text import joined

LARGEST = 200_000  # bytes
MOST = 1_000  # letters of a text
_TOP = (
    "name", "base", "currency", "year_start", "distance_unit", "categories", "mileage", "forms",
    "notes",
)  # fmt: skip
_CATEGORY = ("words", "deductible")
_MILEAGE = ("first", "last", "rate", "up_to", "beyond", "unit", "source")
_FORM = ("first", "last", "source", "lines")
_UNITS = ("mi", "km")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_RATE = re.compile(r"([0-9]{1,4})(?:\.([0-9]+))?")


def read(
    path: Path,
    practice_currency: Currency,
    categories_of: Callable[[str], Mapping[str, Category]],
) -> dict[str, Any]:
    """What a file says, as plain values under names that never change; None where it says nothing.

    Rates are counted in the profile's currency, or in the practice's where it names none;
    `categories_of` gives those of the country it starts from.

    Raises:
        NotFoundError: no such file.
        RefusedError: it cannot be read.
        InvalidError: it is not TOML, or a value in it is wrong: which, and where.
    """
    document = toml.document(path, what="profile", largest=LARGEST)
    made = _profile(document, path.name, practice_currency)
    _no_two_alike(made["categories"], categories_of(made["base"]), path.name)
    return made


def _profile(document: dict[str, Any], at: str, practice_currency: Currency) -> dict[str, Any]:
    toml.known(document, _TOP, at)
    base = document.get("base", "other")
    toml.one_of(base, NAMES, "base", at)
    money = practice_currency
    if "currency" in document:
        money = _currency(document["currency"], at)
    unit = document.get("distance_unit")
    if unit is not None:
        toml.one_of(unit, _UNITS, "distance_unit", at)
    categories = _categories(document.get("categories", {}), at)
    rates = [
        _rate(each, money, unit, f"{at}, mileage {number}")
        for number, each in enumerate(toml.listed(document, "mileage", at), start=1)
    ]
    _in_order(rates, at)
    return {
        "name": words.name(toml.text(document, "name", at, most=MOST), f"{at}, name"),
        "base": base,
        "currency": money.code if "currency" in document else None,
        "year_start": _year_start(document, at),
        "distance_unit": unit,
        "categories": categories,
        "mileage": rates,
        "forms": [
            _form(each, categories, f"{at}, forms {number}")
            for number, each in enumerate(toml.listed(document, "forms", at), start=1)
        ],
        "notes": [
            " ".join(toml.string(note, f"{at}, notes", most=MOST).split())
            for note in toml.listed(document, "notes", at)
        ],
    }


def _currency(value: Any, at: str) -> Currency:
    try:
        return currency(toml.string(value, f"{at}, currency", most=MOST))
    except InvalidError as error:
        raise InvalidError(f"{at}, currency", error.message.partition(": ")[2]) from None


def _year_start(document: dict[str, Any], at: str) -> str | None:
    if "year_start" not in document:
        return None
    return month_and_day(
        toml.string(document["year_start"], f"{at}, year_start", most=MOST), f"{at}, year_start"
    )


def _categories(table: Any, at: str) -> dict[str, dict[str, Any]]:
    if not isinstance(table, dict):
        raise InvalidError(at, "categories is no table; begin each with [categories.KEY]")
    found: dict[str, dict[str, Any]] = {}
    for key, said in table.items():
        where = f"{at}, categories.{key[:40]}"
        if not _KEY.fullmatch(key):
            raise InvalidError(where, "is no key: small letters, digits and _, a letter first")
        if not isinstance(said, dict):
            raise InvalidError(where, 'is no table; write words = "..." and deductible = 100')
        toml.known(said, _CATEGORY, where)
        kept: dict[str, Any] = {}
        found[key] = kept
        if "words" in said:
            kept["words"] = _words(said, where)
        if "deductible" in said:
            kept["deductible"] = toml.whole(said["deductible"], 0, 100, f"{where}, deductible")
    return found


def _words(said: dict[str, Any], at: str) -> str:
    text = words.name(toml.text(said, "words", at, most=MOST), f"{at}, words")
    if len(text) > 40 or not any(letter.isalpha() for letter in text):
        raise InvalidError(f"{at}, words", f"{toml.shown(text)} is not a name of up to 40 letters")
    return text


def _no_two_alike(found: dict[str, dict[str, Any]], base: Mapping[str, Category], at: str) -> None:
    """What is typed in `mtdesk spend` must mean one category."""
    meant: dict[str, str] = {}
    names = {key: each.words for key, each in base.items()}
    names |= {key: said.get("words", key) for key, said in found.items()}
    for key, name in names.items():
        for text in {words.fold(name), words_of_key(key)}:
            if meant.setdefault(text, key) != key:
                raise InvalidError(at, f"“{text}” names both {meant[text]} and {key}; rename one")


def _rate(table: Any, money: Currency, unit: str | None, at: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise InvalidError(at, "is no table; begin it with [[mileage]]")
    toml.known(table, _MILEAGE, at)
    own_unit = table.get("unit", unit)
    toml.one_of(own_unit, _UNITS, "unit", at)
    first, last = _day(table, "first", at), _day(table, "last", at)
    if last < first:
        raise InvalidError(at, f"last is {last}, before first, {first}")
    if ("up_to" in table) != ("beyond" in table):
        raise InvalidError(at, "up_to and beyond go together: the rate falls after so many units")
    rate: dict[str, Any] = {
        "first": first,
        "last": last,
        "unit": own_unit,
        "tenths": _tenths(table, "rate", money, at),
        "source": toml.text(table, "source", at, most=MOST),
    }
    if "up_to" in table:
        rate["up_to"] = toml.whole(table["up_to"], 1, 1_000_000, f"{at}, up_to")
        rate["tenths_beyond"] = _tenths(table, "beyond", money, at)
    return rate


def _in_order(rates: list[dict[str, Any]], at: str) -> None:
    """No day has two rates for one unit."""
    for unit in _UNITS:
        dated = sorted((rate["first"], rate["last"]) for rate in rates if rate["unit"] == unit)
        for (_, last), (first, _) in pairwise(dated):
            if first <= last:
                raise InvalidError(f"{at}, mileage", f"{first} has two rates; end one before it")


def _tenths(table: dict[str, Any], key: str, money: Currency, at: str) -> int:
    """A rate in money for one unit of distance, as tenths of a minor unit."""
    value = table.get(key)
    if value is None:
        raise InvalidError(at, f"has no {key}; write what one unit deducts, like 0.70")
    found = None if isinstance(value, bool) else _RATE.fullmatch(str(value).strip())
    digits = money.digits + 1
    if not found or len(found[2] or "") > digits:
        raise InvalidError(
            at, f"{key} is {toml.shown(value)}, and can have up to {digits} digits after the point"
        )
    return int(found[1] + (found[2] or "").ljust(digits, "0"))


def _form(table: Any, categories: dict[str, Any], at: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise InvalidError(at, "is no table; begin it with [[forms]]")
    toml.known(table, _FORM, at)
    first = toml.whole(table.get("first"), YEARS[0], YEARS[-1], f"{at}, first")
    last = toml.whole(table.get("last"), first, YEARS[-1], f"{at}, last")
    lines = table.get("lines")
    if not isinstance(lines, dict) or not lines:
        raise InvalidError(at, 'has no lines; add a table [forms.lines] of KEY = "line"')
    for key, line in lines.items():
        if key not in categories and key not in CATEGORIES and key not in FIGURES:
            raise InvalidError(
                f"{at}, lines", f"“{key}” is neither a category nor {joined(FIGURES, 'or')}"
            )
        if not isinstance(line, str) or not 0 < len(line.strip()) <= 20:
            raise InvalidError(
                f"{at}, lines.{key}", f"{toml.shown(line)} is not up to 20 letters in quotes"
            )
    return {
        "first": first,
        "last": last,
        "lines": {key: words.clean(line, f"{at}, lines.{key}") for key, line in lines.items()},
        "source": toml.text(table, "source", at, most=MOST),
    }


def _day(table: dict[str, Any], key: str, at: str) -> str:
    value = table.get(key)
    if type(value) is date:
        return value.isoformat()
    return parse_date(toml.text(table, key, at, most=MOST), f"{at}, {key}").isoformat()
