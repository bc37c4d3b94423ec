"""What people type into the cells of their own tables: days, lengths, money, ways of paying."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import Parser
from mtdesk.exchange.readers.days import Day, order_of
from mtdesk.exchange.readers.layout import CALLED, Layout
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model import rules
from mtdesk.model.ledger.payment import METHODS, NOT_PAID
from mtdesk.model.names import fold
from mtdesk.model.period import MONTHS

_MONTHS = {month.casefold(): number for number, month in enumerate(MONTHS, 1)}
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_WORDED = re.compile(
    r"(?:(?P<day>\d{1,2})\.?[ -](?P<month>[A-Za-z]{3})[a-z]{0,6}\.?,?[ -]|"
    r"(?P<first>[A-Za-z]{3})[a-z]{0,6}\.? (?P<second>\d{1,2}),? )(?P<year>\d{4})"
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? +", re.IGNORECASE)
TOTAL = re.compile(
    r"(?:grand |sub-?|month(?:ly)? |year(?:ly)? |ytd )?(?:totals?|sum|average|avg|mean|balance|ytd|gesamt|summe)\b"
)
_HOURS = re.compile(
    r"(\d{1,2})(?:[.,](\d{1,2}))?\s?h(?:rs?|ours?)?\.?(?:\s?(\d{1,2})\s?(?:m|min)?\.?)?"
)
_MINUTES = re.compile(r"(\d{1,3})\s?(?:m|mins?|minutes?|minuten|')?\.?")
_COLON = re.compile(r"(\d{1,2}):(\d{2})")
_NOTHING = {"", "-", "–", "—", "n/a", "na", "none", "x"}
# What people write for a way of paying; the rest of METHODS stand for themselves.
_METHODS = {
    "visa": "card", "mastercard": "card", "mc": "card", "amex": "card", "debit": "card",
    "credit": "card", "credit card": "card", "debit card": "card", "cc": "card", "terminal": "card",
    "cheque": "check", "chq": "check", "ck": "check", "cash app": "cashapp", "bank": "transfer",
    "bank transfer": "transfer", "ach": "transfer", "e transfer": "transfer", "etransfer": "transfer",
    "wire": "transfer", "fsa": "hsa", "owes": "owed", "owe": "owed", "iou": "owed", "owing": "owed",
    "not paid": "unpaid", "gift": "gift_card", "gift card": "gift_card", "gift cert": "gift_card",
    "gift certificate": "gift_card", "voucher": "gift_card", "gc": "gift_card",
}  # fmt: skip
_KNOWN = {**{method: method for method in METHODS}, **{word: word for word in NOT_PAID}, **_METHODS}

Lenient = Callable[[str, str], Any]


class SheetDay(Day):
    """A day in the spellings of people, mixed as they are; what is none stays, after a question mark."""

    def __call__(self, cell: str, column: str) -> str:
        bare = spelled(cell)
        if not _NUMERIC.match(bare) and not re.match(r"\d{4}-\d", bare):
            return f"?{cell.strip()}"
        return super().__call__(bare, column)

    def _iso(self, printed: str, column: str) -> str:
        if self.order is None:
            cells = (spelled(each) for each in self.cells())
            self.order = order_of(cells, is_month_first=self._is_month_first)
        return super()._iso(printed, column)


def spelled(cell: str) -> str:
    """`3/9/2025` of `Sun 3/9/25`, `2025-03-09` of `March 9, 2025`; else the cell."""
    bare = _WEEKDAY.sub("", " ".join(cell.split()), count=1)
    if found := _NUMERIC.match(bare):
        first, mark, second, year = found.groups()
        year = f"20{year}" if len(year) == 2 else year
        return f"{first}{mark}{second}{mark}{year}{bare[found.end() :]}"
    if found := _WORDED.match(bare):
        month = _MONTHS.get((found["month"] or found["first"]).casefold())
        if month:
            day = int(found["day"] or found["second"])
            return f"{found['year']}-{month:02}-{day:02}{bare[found.end() :]}"
    return bare


def _lenient(read: Parser[Any]) -> Lenient:
    """The same, giving the refusal instead of raising it: a row of totals may hold anything."""

    def parse(cell: str, column: str) -> Any:
        try:
            return read(cell, column)
        except InvalidError as error:
            return error

    return parse


def _amount(context: ReaderContext) -> Parser[int | None]:
    read = cells.amount(context.currency)

    def parse(cell: str, column: str) -> int | None:
        if fold(cell) in _NOTHING:
            return None
        minor = read(cell, column)
        if minor is not None:
            rules.PAYMENT.check(abs(minor), context.currency, column)
        return minor

    return parse


def _length(cell: str, column: str) -> int | str | None:
    """Minutes of `60`, `60 min`, `1 h 30`, `1:30`; a word of another kind as it stands."""
    bare = fold(cell)
    if bare in _NOTHING:
        return None
    if found := _MINUTES.fullmatch(bare):
        minutes = int(found[1])
    elif found := _HOURS.fullmatch(bare):
        part = round(float(f"0.{found[2]}") * 60) if found[2] else int(found[3] or 0)
        minutes = int(found[1]) * 60 + part
    elif found := _COLON.fullmatch(bare):
        minutes = int(found[1]) * 60 + int(found[2])
    else:
        return bare
    return rules.MINUTES.check(minutes, column) if minutes else None


def _hours(cell: str, column: str) -> int | None:
    if fold(cell) in _NOTHING:
        return None
    hours = cells.number(rules.Figure(0, 12))(cell, column)
    return None if not hours else rules.MINUTES.check(round(hours * 60), column)


def columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    amount = _amount(context)
    day = SheetDay(
        context.zone, today=None, order=context.dates, is_month_first=context.is_month_first
    )
    read: dict[str, Parser[Any]] = {
        "time": cells.text, "client": cells.name, "service": cells.name, "minutes": _length,
        "hours": _hours, "amount": amount, "tip": amount, "method": cells.text,
        "status": cells.text, "workplace": cells.name, "note": cells.text,
    }  # fmt: skip
    found: dict[str, Parser[Any]] = {"date": day}
    return found | {name: _lenient(read[name]) for name in CALLED if name != "date"}


class Words:
    """What she calls a way of paying, or what became of a visit, as this program calls it; what it does
    not know is told.
    """

    def __init__(self, layout: Layout) -> None:
        self._words = {**_KNOWN, **layout.words}
        self._statuses = layout.statuses
        self.unknown: dict[str, int] = {}
        self.unknown_statuses: dict[str, int] = {}

    def status(self, cell: str) -> str | None:
        """What became of a visit, where she said what her word for it means."""
        return self._statuses.get(_bare(cell))

    def note_status(self, cell: str) -> None:
        """A word of which nobody knows what became of the visit."""
        form = _bare(cell)
        self.unknown_statuses[form] = self.unknown_statuses.get(form, 0) + 1

    def method(self, cell: str) -> tuple[str | None, str]:
        """The method of a cell, and the cell where it says more than that."""
        form = _bare(cell)
        if not form:
            return None, ""
        if form in self._words:
            return self._words[form], ""
        # `check #105`, `gift cert GC-1042 + card`: by the words at the start of each part.
        parts = [self._start(part.split()) for part in form.split("+")]
        known = [each for each in parts if each]
        if not known:
            self.unknown[form] = self.unknown.get(form, 0) + 1
            return cells.shown(form), ""
        paid = [each for each in known if each != "gift_card"]
        return (paid or known)[0], cell.strip()

    def _start(self, words: list[str]) -> str | None:
        for count in range(len(words), 0, -1):
            if found := self._words.get(" ".join(words[:count])):
                return found
        return None


def _bare(cell: str) -> str:
    """A word of hers in the form in which it is kept: no comma, and no sign of equality."""
    return " ".join(re.sub(r"[^\w+]+", " ", fold(cell)).split())
