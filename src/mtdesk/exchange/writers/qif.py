"""QIF for Quicken, GnuCash and the like: every payment and expense, with its categories.

What is typed stands behind a letter on a line of its own, so that it is never a mark of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mtdesk.exchange.writers.journals import one_line
from mtdesk.model.ledger.entries import ASSETS, EQUITY, Account, Entry
from mtdesk.model.money import Currency

_SPLIT = "$"  # before the amount of a part, whatever the currency


def lines(entries: Iterable[Entry], currency: Currency, *, is_month_first: bool) -> Iterator[str]:
    """One account, in lines with their ends; what was sold ahead or is not paid yet moves none."""
    yield "!Account\nNmtdesk\nTBank\n^\n!Type:Bank\n"
    for entry in entries:
        others = [each for each in entry.postings if each[0][0] != ASSETS]
        if any(account[0] == EQUITY for account, _ in others):
            continue
        year, month, day = entry.day.split("-")
        yield f"D{month}/{day}/{year}\n" if is_month_first else f"D{day}/{month}/{year}\n"
        yield f"T{currency.plain(-sum(minor for _, minor in others))}\n"
        yield f"N{entry.row}\n"
        whose = f"client {entry.client}" if entry.client.isdecimal() else one_line(entry.client)
        if whose:
            yield f"P{whose}\n"
        yield f"M{one_line(entry.text)}\n"
        if len(others) == 1:
            yield f"L{_category(others[0][0])}\n"
        else:
            for account, minor in others:
                yield f"S{_category(account)}\n"
                yield f"{_SPLIT}{currency.plain(-minor)}\n"
        yield "^\n"


def _category(account: Account) -> str:
    """`Rent room`, `Refunds:Tips`: without the root, which a program of this kind knows by the sign."""
    return ":".join(part.capitalize() for part in account[1:])
