"""Journals for hledger and beancount: an entry for each row of the ledger.

What people typed stands in one place only, the description, and can not leave it: it is one line of
printable characters, without what begins a comment (hledger) or ends a text (beancount). Accounts are
never made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from mtdesk.model.ledger.entries import Account, Entry
from mtdesk.model.money import Currency

Told = Callable[[Sequence[Entry]], Iterable[Entry]]
_LONGEST = 300
_ABOUT = (
    "Money received and spent, on the days it moved. What was sold ahead is income of that day, and",
    "a liability until it is used; what is not paid yet is a receivable, and no income. Both are",
    "against equity. Miles and unpaid work are no entries.",
)


def one_line(text: str) -> str:
    """What was typed, as one line that every program takes for text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def hledger(entries: Sequence[Entry], currency: Currency, told: Told = iter) -> Iterator[str]:
    """A journal of hledger, in lines with their ends; accounts and commodity are declared first.

    `told` passes the entries on while they are written.
    """
    mark = f"1000.{'0' * currency.digits}"
    yield from (f"; {line}\n" for line in _ABOUT)
    yield f"\ncommodity {mark} {currency.code}\n\n"
    yield from (f"account {':'.join(account)}\n" for account in _accounts(entries))
    for entry in told(entries):
        text = one_line(", ".join(part for part in (_whose(entry), entry.text) if part))
        yield f"\n{entry.day} * ({entry.row}) {text.replace(';', ',').replace('|', '/')}\n"
        for account, minor in entry.postings:
            yield f"    {':'.join(account):<40}  {currency.plain(minor):>12} {currency.code}\n"


def beancount(entries: Sequence[Entry], currency: Currency, told: Told = iter) -> Iterator[str]:
    """The same for beancount; accounts are opened on the first day."""
    yield from (f"; {line}\n" for line in _ABOUT)
    yield f'\noption "title" "mtdesk"\noption "operating_currency" "{currency.code}"\n\n'
    first = entries[0].day if entries else "1970-01-01"
    yield from (
        f"{first} open {_capitalised(account)} {currency.code}\n" for account in _accounts(entries)
    )
    for entry in told(entries):
        yield f'\n{entry.day} * "{_quoted(_whose(entry))}" "{_quoted(entry.text)}"\n'
        yield f'  row: "{entry.row}"\n'
        for account, minor in entry.postings:
            yield f"  {_capitalised(account):<40}  {currency.plain(minor):>12} {currency.code}\n"


def _accounts(entries: Iterable[Entry]) -> list[Account]:
    return sorted(
        set(chain.from_iterable((account for account, _ in each.postings) for each in entries))
    )


def _capitalised(account: Account) -> str:
    """`Expenses:Rent-Room`: beancount's accounts have capitals and no blanks."""
    return ":".join("-".join(word.capitalize() for word in part.split()) for part in account)


def _whose(entry: Entry) -> str:
    return f"client {entry.client}" if entry.client.isdecimal() else entry.client


def _quoted(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')
