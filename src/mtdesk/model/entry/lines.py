"""The other lines: `42.50 oil supplies`, `12mi home visit`, `body 6 mind 4 thumb-r 5 sleep 7.5`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.entry.session import Vocabulary
from mtdesk.model.entry.tokens import (
    Word,
    check_past,
    checked,
    like_an_amount,
    read_amount,
    read_day,
    read_line,
    read_phrase,
    resolve_day,
    said_twice,
    wrong,
)
from mtdesk.model.frozen import field, frozen
from mtdesk.model.ledger.categories import CATEGORIES, Category, names_of
from mtdesk.model.ledger.payment import CREDIT_KINDS, NOT_PAID
from mtdesk.model.names import fold
from mtdesk.model.rules import DISTANCE, RATING, SLEEP, SPENT
from mtdesk.model.text import pattern
from mtdesk.model.wellbeing import SITES, check_site

if TYPE_CHECKING:
    import re

UNITS = {
    "mi": "mi", "mile": "mi", "miles": "mi",
    "km": "km", "kms": "km", "kilometre": "km", "kilometres": "km",
    "kilometer": "km", "kilometers": "km",
}  # fmt: skip
_DISTANCE = pattern(r"([0-9]{1,6}(?:,[0-9]{3})?)(?:\.([0-9]*))?([a-z]*)")
_RATING = pattern(r"[0-9]{1,3}(\.[0-9]{1,2})?")


@frozen
class _Line:
    day: date
    day_given: bool = False
    note: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)


@frozen
class SpendLine(_Line):
    """`category` is a key of the categories given; `what` the words beside it: what was bought, from whom."""

    amount_minor: int
    category: str
    what: str
    method: str | None = None


@frozen
class TripLine(_Line):
    """`distance_tenths` of `unit`, which is mi or km."""

    distance_tenths: int
    unit: str
    purpose: str


@frozen
class CheckInLine(_Line):
    """Ratings 0-10, hours slept, soreness by site; what was not said is None or absent."""

    body: float | None = None
    mind: float | None = None
    sleep_hours: float | None = None
    soreness: dict[str, int]


class _Scan:
    """A line without its day (and method): the other words, and where each field stands."""

    def __init__(
        self,
        text: str,
        today: date,
        *,
        methods: bool = False,
        names: Collection[str] = (),
    ) -> None:
        self.line = read_line(text)
        self.end = len(text)
        self.spans: dict[str, tuple[int, int]] = {}
        self.day, self.day_given = today, False
        self.method: str | None = None
        self.words: list[Word] = []
        at = 0
        for word in self.line.words:
            if word.at:
                raise wrong(
                    "workplace",
                    f"“@{word.text}” has no place here: only a session is at one",
                    [word],
                )
        while at < len(self.line.words):
            (name, value), used = _day_or_method(self.line.words, at, names)
            run = self.line.words[at : at + used]
            at += used
            if name == "day":
                self.take("day", run)
                self.day, self.day_given = check_past(resolve_day(value, today), today, run), True
            elif name == "method" and methods:
                self.take("method", run)
                self.method = value
            else:
                self.words.extend(run)
        if self.line.note_span:
            self.spans["note"] = self.line.note_span

    def take(self, name: str, words: Sequence[Word]) -> None:
        """Remember where `name` stands.

        Raises:
            EntryError: it was said before.
        """
        if name in self.spans:
            raise said_twice(name, words)
        self.spans[name] = (words[0].start, words[-1].end)

    def rest(self, name: str, words: Sequence[Word]) -> str:
        """The words as text, remembered as `name`."""
        if words:
            self.spans[name] = (words[0].start, words[-1].end)
        return " ".join(word.text for word in words)

    def beside(self) -> dict[str, Any]:
        """What every line may say beside its own."""
        told = {"day": self.day, "day_given": self.day_given}
        return {**told, "note": self.line.note, "spans": self.spans}


def _day_or_method(
    words: Sequence[Word], at: int, names: Collection[str]
) -> tuple[tuple[str, Any], int]:
    """The day or method at `at` and its number of words; an empty field for any other word."""
    day = read_day(words[at])
    if day is not None:
        return ("day", day), 1
    phrase = read_phrase(words, at)
    if phrase is None or phrase[0][0] not in {"day", "method"} or words[at].form in names:
        return ("", None), 1
    # Clients pay with those; she may buy one, and what she spends is paid.
    if phrase[0][1] in (*CREDIT_KINDS, *NOT_PAID):
        return ("", None), phrase[1]
    return phrase


def parse_spend(
    text: str, vocabulary: Vocabulary, categories: Mapping[str, Category] = CATEGORIES
) -> SpendLine:
    """An amount, words, an optional category at their end (or anywhere), a method, a day.

    Raises:
        EntryError: no amount, or a word is impossible or said twice.
        InvalidError: `text` holds what no text should.
    """
    names = names_of(categories)
    scan = _Scan(text, vocabulary.today, methods=True, names=names)
    currency = vocabulary.currency
    amount = None
    words: list[Word] = []
    for word in scan.words:
        if like_an_amount(word.form, currency):
            scan.take("amount", [word])
            amount = read_amount(word, word.form, currency, "amount", SPENT)
        else:
            words.append(word)
    if amount is None:
        raise _missing(scan, "amount", "none is given; write it like 42.50")
    category, words = _category(scan, words, names, categories)
    return SpendLine(
        amount_minor=amount,
        category=category,
        what=scan.rest("what", words),
        method=scan.method,
        **scan.beside(),
    )


def _missing(scan: _Scan, name: str, message: str) -> EntryError:
    """The error for a field that says nothing: on its word, or on the end of the line."""
    start, end = scan.spans.get(name, (scan.end, scan.end))
    return EntryError(name, message, start=start, end=end)


def _category(
    scan: _Scan, words: list[Word], names: dict[str, str], categories: Mapping[str, Category]
) -> tuple[str, list[Word]]:
    """The category that the words name, and the words without it when it stands at their end.

    Raises:
        EntryError: they name several, none of them last.
    """
    found = list(_category_runs(words, names))
    keys = {key for key, _, _ in found}
    if not found:
        return "other", words
    key, start, end = found[-1]
    if len(keys) > 1 and end < len(words):
        run = words[found[0][1] : end]
        called = sorted(categories[each].words for each in keys)
        raise wrong("category", f"{' or '.join(called)}? put it last", run, called)
    scan.take("category", words[start:end])
    return key, words[:start] if end == len(words) else words


def _category_runs(words: Sequence[Word], names: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Keys named, each by the most words, with the half-open range of those words."""
    most = max(len(name.split()) for name in names)
    start = 0
    while start < len(words):
        for end in range(min(start + most, len(words)), start, -1):
            typed = " ".join(word.form for word in words[start:end])
            key = names.get(fold(typed.replace("-", " ").replace("_", " ")))
            if key is not None:
                yield key, start, end
                start = end - 1
                break
        start += 1


def parse_trip(text: str, vocabulary: Vocabulary, unit: str) -> TripLine:
    """A distance in `unit` unless it says its own, and words for the purpose.

    Raises:
        EntryError: no distance, or a word is impossible or said twice.
        InvalidError: `text` holds what no text should.
    """
    scan = _Scan(text, vocabulary.today)
    tenths = 0
    words: list[Word] = []
    at = 0
    while at < len(scan.words):
        run = scan.words[at : at + 1]
        found = _DISTANCE.fullmatch(run[0].form)
        if found and not found[3] and at + 1 < len(scan.words) and scan.words[at + 1].form in UNITS:
            run = scan.words[at : at + 2]
            found = _DISTANCE.fullmatch(run[0].form + run[1].form)
        at += len(run)
        if found and (not found[3] or found[3] in UNITS):
            scan.take("distance", run)
            tenths = _tenths(found, run)
            unit = UNITS.get(found[3], unit)
        else:
            words.extend(run)
    if not tenths:
        raise _missing(scan, "distance", "none is given; write it like 12 or 12.4mi")
    return TripLine(
        distance_tenths=tenths,
        unit=unit,
        purpose=scan.rest("purpose", words),
        **scan.beside(),
    )


def _tenths(found: re.Match[str], run: Sequence[Word]) -> int:
    whole, part = int(found[1].replace(",", "")), found[2]
    if part is not None and len(part) != 1:
        raise wrong("distance", f"“{run[0].text}” needs one digit after the point, as 12.4", run)
    tenths = whole * 10 + int(part or 0)
    checked(run, lambda: DISTANCE.check(tenths / 10, "distance"))
    return tenths


def parse_check_in(text: str, vocabulary: Vocabulary) -> CheckInLine:
    """Pairs of a name and a number: body, mind, sleep in hours, and sites of soreness.

    Raises:
        EntryError: no pair at all, or a word is impossible or said twice.
        InvalidError: `text` holds what no text should.
    """
    scan = _Scan(text, vocabulary.today)
    values: dict[str, float] = {}
    soreness: dict[str, int] = {}
    at = 0
    while at < len(scan.words):
        name, run = _subject(scan.words, at)
        at += len(run) + 1
        number = scan.words[at - 1] if at <= len(scan.words) else None
        if number is None or not _RATING.fullmatch(number.form):
            raise wrong(name, "a number comes after it, as in body 6 or sleep 7.5", run)
        scan.take(name, [*run, number])
        if name in SITES:
            soreness[name] = int(_value(name, number))
        else:
            values[name] = _value(name, number)
    if not values and not soreness:
        raise EntryError(
            "check-in", "nothing is said; write it like body 6 mind 4 thumb-r 5", end=len(text)
        )
    return CheckInLine(
        body=values.get("body"),
        mind=values.get("mind"),
        sleep_hours=values.get("sleep"),
        soreness=soreness,
        **scan.beside(),
    )


def _subject(words: Sequence[Word], at: int) -> tuple[str, Sequence[Word]]:
    """What the next number is about: body, mind, sleep or a site, which may be two words."""
    one, two = words[at : at + 1], words[at : at + 2]
    if one[0].form in {"body", "mind", "sleep"}:
        return one[0].form, one
    both = "-".join(word.form for word in two)
    if len(two) == 2 and both in SITES:
        return both, two
    try:
        return check_site(one[0].form), one
    except InvalidError as error:
        reason = error.message.removeprefix("site: ")
        raise wrong("site", reason, one, ("body", "mind", "sleep", *SITES)) from None


def _value(name: str, number: Word) -> float:
    if name in SITES and "." in number.form:
        raise wrong(name, f"{number.form} is not a whole number, 0 to 10", [number])
    value = float(number.form)
    rule = SLEEP if name == "sleep" else RATING
    return checked([number], lambda: rule.check(value, name))
