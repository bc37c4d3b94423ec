"""OFX and QFX: statements of a bank, in the older form of marks left open and in XML.

Only the few marks of a transaction are read, one after the other; neither form is parsed as a tree,
so that nothing in it can name another file or grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import processor, statement
from mtdesk.exchange.readers.cells import digest
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.exchange.readers.texts import Found, Line, Said, TextFormat, tried
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.period import parse_date

_START = re.compile(
    r"\s*(?:OFXHEADER\s*:|<\?OFX\b|(?:<\?xml[^>]*>\s*)?(?:<\?OFX[^>]*>\s*)?<OFX>)", re.IGNORECASE
)
_KEPT = {
    "TRNTYPE", "DTPOSTED", "TRNAMT", "FITID", "NAME", "MEMO", "CHECKNUM", "CURDEF", "ACCTID",
    "CURRENCY", "CURSYM",
}  # fmt: skip
_TEXT = "TEXT"  # what stands in CDATA belongs to the mark before it
_TOLD = {*_KEPT, _TEXT, "STMTTRN", "/STMTTRN"}
_MOST = 1_000  # characters of one value


def _marks(lines: Iterator[Line]) -> Iterator[tuple[int, str, str]]:
    """Each mark that says something, with its line and the text after it: `/STMTTRN`, `NAME`."""
    mark, text, began = "", "", 1
    is_open = False  # inside a mark that the next line ends
    for number, piece in lines:
        first, *others = piece.split("<")
        if is_open:
            others.insert(0, mark + first)
        else:
            text = (text + first)[:_MOST]
        for each in others:
            if mark in _TOLD and not is_open:
                yield began, mark, unescape(text).strip()
            inside, closed, text = each.partition(">")
            is_open, began = not closed, number
            mark = inside[:_MOST] if is_open else inside.strip().upper()
            if closed and inside.startswith("![CDATA["):
                mark, text = _TEXT, inside[8:].removesuffix("]]")
            text = text[:_MOST]
        if not is_open and text:
            text += " "
    if mark in _TOLD and not is_open:
        yield began, mark, unescape(text).strip()


def _read(context: ReaderContext, lines: Callable[[], Iterator[Line]]) -> Iterator[Found | Said]:
    told = statement.Account(context)
    account = currency = last = ""
    cells: dict[str, str] | None = None
    began = 1
    for number, mark, text in _marks(lines()):
        if mark == "STMTTRN":
            if cells is not None:
                yield _cut(began)
            cells, began = {}, number
        elif mark == "/STMTTRN" and cells is not None:
            yield _transaction(context, began, cells, account, currency, told)
            cells = None
        elif mark == _TEXT and cells is not None and last:
            cells[last] = text
        elif mark in _KEPT:
            if mark == "ACCTID" and cells is None:
                account = digest(text)[:8]  # the number itself is nobody's business here
            elif mark == "CURDEF":
                currency = text
            elif cells is not None:
                cells.setdefault(mark, text)
                last = mark
    if cells is not None:
        yield _cut(began)
    yield Said(words=tuple(told.words()))


def _cut(line: int) -> Problem:
    return Problem(line, "STMTTRN", "", "the file ends, or the next one begins, inside of it")


def _transaction(
    context: ReaderContext,
    line: int,
    cells: dict[str, str],
    account: str,
    currency: str,
    told: statement.Account,
) -> Found:
    def make() -> Record | Skipped:
        processor.in_currency(context, cells.get("CURSYM") or currency, "CURDEF")
        minor = statement.amount_of(context, cells.get("TRNAMT", ""), "TRNAMT")
        day = _day(cells.get("DTPOSTED", ""))
        own_id = cells.get("FITID", "")
        row = statement.Row(
            source="ofx",
            # Some banks number each day anew: day and amount belong to the name.
            own_id=f"{account}/{own_id}/{minor}" if own_id else "",
            line=line,
            day=day,
            minor=minor,
            kind=cells.get("TRNTYPE", ""),
            payee=cells.get("NAME", ""),
            memo=cells.get("MEMO", ""),
            names=("DTPOSTED", "TRNAMT"),
        )
        return statement.record_of(context, row, told)

    return tried(line, {"CURDEF": currency, **cells}, make)


def _day(text: str) -> str:
    """`2025-03-09` of `20250309120000[-8:PST]`: the bank's own day."""
    digits = text[:8]
    if len(digits) < 8 or not digits.isdecimal() or not digits.isascii():
        raise InvalidError("DTPOSTED", "is not a date like 20250309")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return parse_date(day, "DTPOSTED").isoformat()


TEXTS = (
    TextFormat(
        name="ofx",
        words="OFX or QFX: statement of a bank",
        begins=lambda sample: _START.match(sample) is not None,
        read=_read,
    ),
)
