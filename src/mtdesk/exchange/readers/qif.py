"""QIF: what Quicken and banks write, a letter to a line and `^` after each transaction.

Its days have no form that all programs share (`3/9'25`, `09.03.2025`): the whole file says which is
meant. A category in brackets is another account, so that only money moved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import statement
from mtdesk.exchange.readers.cells import Column
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.exchange.readers.texts import Found, Line, Said, TextFormat, tried
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.names import fold

_START = re.compile(r"\s*!(?:Type|Account|Option|Clear)\b", re.IGNORECASE)
_ACCOUNTS = {"bank", "cash", "ccard", "oth a", "oth l"}
_PRINTED = re.compile(r"\s*(\d{1,4})\s*([/.-])\s*(\d{1,2})\s*([/.'-])\s*(\d{1,4})\s*", re.ASCII)
_COLUMNS = {"D": "date", "T": "amount", "U": "amount", "P": "payee", "M": "memo", "L": "category"}


def _blocks(lines: Iterator[Line]) -> Iterator[tuple[int, str, dict[str, str], bool]]:
    """Each transaction: its first line, the kind of list it stands in, its cells, whether it ends."""
    kind, cells, began = "", dict[str, str](), 0
    for number, text in lines:
        letter, rest = text[:1], text[1:].strip()
        if letter == "!":
            word, _, named = rest.partition(":")
            kind = fold(named) if fold(word) == "type" else fold(word)
            cells = {}
        elif letter == "^":
            if cells:
                yield began, kind, cells, True
            cells = {}
        elif letter.strip():
            if not cells:
                began = number
            cells.setdefault(_COLUMNS.get(letter, "other"), rest)
    if cells:
        yield began, kind, cells, False


def _read(context: ReaderContext, lines: Callable[[], Iterator[Line]]) -> Iterator[Found | Said]:
    account = statement.Account(context)
    day = context.day()
    day.cells = lambda: (_spelled(text[1:].strip()) for _, text in lines() if text[:1] == "D")
    days = Column("date", lambda text, column: day(_spelled(text), column))
    left_out: set[str] = set()
    for line, kind, cells, is_whole in _blocks(lines()):
        if kind not in _ACCOUNTS:
            left_out.add(kind)
        elif not is_whole:
            yield Problem(line, "date", cells.get("date", ""), "the file ends inside of it")
        else:
            yield _transaction(context, line, kind, cells, days, account)
    told = [*account.words(), *day.words()]
    if lists := sorted(left_out - {"account", "option", "clear"}):
        told.append(f"left out the lists of {', '.join(lists)}: they hold no account's money")
    yield Said(words=tuple(told), dates=day.order.name if day.order else "iso")


def _transaction(
    context: ReaderContext,
    line: int,
    kind: str,
    cells: dict[str, str],
    days: Column[str],
    account: statement.Account,
) -> Found:
    def make() -> Record | Skipped:
        if not cells.get("date"):
            raise InvalidError("date", "is empty")
        on = days[cells["date"]]
        minor = statement.amount_of(context, cells.get("amount", ""), "amount")
        category = cells.get("category", "").partition("/")[0].strip()
        if category.startswith("["):
            return Skipped(line, f"a transfer to or from the account {category}")
        row = statement.Row(
            source="qif",
            own_id="",
            line=line,
            day=on,
            minor=minor,
            kind="pos" if kind == "ccard" else "",
            payee=cells.get("payee", ""),
            memo=cells.get("memo", ""),
            category=category,
            names=("date", "amount"),
        )
        return statement.record_of(context, row, account)

    return tried(line, cells, make)


@lru_cache(maxsize=5_000)
def _spelled(text: str) -> str:
    """`3/9/2025` of `3/ 9'25`; what is none stays, and is refused where it is read."""
    found = _PRINTED.fullmatch(text)
    if found is None:
        return text.strip()
    first, mark, second, _, last = found.groups()
    if len(first) == 4:
        return f"{first}-{second:0>2}-{last:0>2}"
    year = last if len(last) == 4 else f"20{last:0>2}"
    return f"{first}{mark}{second}{mark}{year}"


TEXTS = (
    TextFormat(
        name="qif",
        words="QIF: an account as Quicken and banks write it",
        begins=lambda sample: _START.match(sample) is not None,
        read=_read,
    ),
)
