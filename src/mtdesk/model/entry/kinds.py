"""What kind of line it is, by its first word: a session's, unless it is one of a few.

    spend 42.50 oil · trip 12mi · time 30 laundry · pay ana 90 check · body 6 mind 4 · done 214 90+15 card

Without a number `done` is a word of a session's line. A client of such a name goes in quotation
marks.
"""

from __future__ import annotations

import re

from mtdesk.errors import EntryError
from mtdesk.model.entry.tokens import (
    checked,
    like_an_amount,
    read_amount,
    read_line,
    said_twice,
    wrong,
)
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.costs import WORK_KINDS
from mtdesk.model.ledger.payment import method_of
from mtdesk.model.money import Currency
from mtdesk.model.rules import PAYMENT, WORK_MINUTES
from mtdesk.model.text import pattern

FIRST_WORDS = {
    "spend": "spend", "trip": "trip", "time": "time", "checkin": "checkin", "check-in": "checkin",
    "pay": "pay",
}  # fmt: skip
_SETTLED = pattern(r"\s*done\s+(\d{1,9})(?!\S)", re.IGNORECASE)  # `done 214`, and its words
_RATED = ("body", "mind")  # a check-in may begin with its first rating


@frozen
class Kind:
    """`rest` is what follows the first word, from `start` on; `number` is of the booking settled."""

    name: str
    rest: str
    start: int = 0
    number: int | None = None


@frozen
class PayLine:
    """`client` is who paid, as typed: a name, a part of one, a number, or a workplace after `@`."""

    client: str
    amount_minor: int
    method: str | None = None


@frozen
class TimeLine:
    minutes: int
    kind: str
    note: str = ""


def kind_of(text: str) -> Kind:
    """`session`, `done`, `spend`, `trip`, `time`, `checkin` or `pay`."""
    bare = text.lstrip()
    first = bare.split(maxsplit=1)[0].casefold() if bare else ""
    if first in _RATED:
        return Kind(name="checkin", rest=text)
    if settled := _SETTLED.match(text):
        start = settled.end()
        return Kind(name="done", rest=text[start:], start=start, number=int(settled[1]))
    if first not in FIRST_WORDS:
        return Kind(name="session", rest=text)
    start = len(text) - len(bare) + len(first)
    return Kind(name=FIRST_WORDS[first], rest=text[start:], start=start)


def parse_pay(text: str, currency: Currency) -> PayLine:
    """`ana pérez 90 check`: the client, the amount, how it was paid.

    Raises:
        EntryError: one of them is missing or impossible.
    """
    line = read_line(text)
    words = line.words
    place = next((at for at, word in enumerate(words) if like_an_amount(word.form, currency)), None)
    if not place or line.note_span:
        raise EntryError(
            "pay", "write the client, the amount, and how: pay ana 90 check", end=len(text)
        )
    if len(words) > place + 2:
        raise said_twice("method", words[place + 2 :])
    amount = words[place]
    return PayLine(
        client=" ".join(f"@{word.text}" if word.at else word.text for word in words[:place]),
        amount_minor=read_amount(amount, amount.form, currency, "amount", PAYMENT),
        method=method_of(words[-1].text) if len(words) > place + 1 else None,
    )


def parse_time(text: str) -> TimeLine:
    """`30 laundry, two loads`: the minutes, the kind of unpaid work, a note.

    Raises:
        EntryError: the minutes or the kind are missing or impossible.
    """
    line = read_line(text)
    if len(line.words) < 2:
        raise EntryError(
            "time",
            f"write the minutes and the kind, one of {', '.join(WORK_KINDS)}",
            end=len(text),
        )
    first, second = line.words[:2]
    kind = second.form.strip(",")
    if kind not in WORK_KINDS:
        raise wrong(
            "kind", f"“{second.text}” is not one of {', '.join(WORK_KINDS)}", [second], WORK_KINDS
        )
    beside = text[second.end :].replace("--", " ", 1)
    return TimeLine(
        minutes=checked(
            [first], lambda: WORK_MINUTES.read_whole(first.form.removesuffix("m"), "minutes")
        ),
        kind=kind,
        note=" ".join(beside.split()),
    )
