"""The ledger as double entry: cash basis, so that its sums are those of the year's page.

Income counts on the day it came in. What was sold ahead is a liability beside it, against equity: the
money is income already, and what is still to be given for it is not forgotten. So is a session that is
not paid yet a receivable, and no income.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from typing import Any, Protocol

from mtdesk.model.frozen import frozen
from mtdesk.model.ledger import categories
from mtdesk.model.ledger.categories import words_of_key
from mtdesk.model.ledger.entries import (
    ASSETS,
    BACK,
    EXPENSES,
    FEES,
    INCOME,
    KINDS,
    LIABILITIES,
    NOT_PAID_YET,
    PAID_OVER,
    RECEIVABLE,
    SALES_TAX,
    SOLD_AHEAD,
    Account,
    Entry,
)
from mtdesk.model.ledger.payment import METHODS
from mtdesk.model.text import joined

ELSEWHERE: Account = (LIABILITIES, "sold elsewhere")
_PAYERS = {"client": "clients", "workplace": "workplaces", "insurer": "insurers"}


class Row(Protocol):
    """Values by their names, as they are stored."""

    def __getitem__(self, name: str, /) -> Any: ...


@frozen
class Ledger:
    """The rows of a ledger up to a day, each kind in the order of its days.

    `credits` are those sold here with what was used of them, `elsewhere` what other programs sold
    (positive) and redeemed, where it is unknown which used which; `owed` is what was open of a session
    from a day on.
    """

    payments: Iterable[Row]
    expenses: Iterable[Row]
    credits: Iterable[Row]
    uses: Iterable[Row]
    elsewhere: Iterable[Row]
    owed: Iterable[Row]
    day: str


def entries(ledger: Ledger, *, with_names: bool = False) -> Iterator[Entry]:
    """Every entry by its day; names of clients and notes only where they are asked for."""
    return merge(
        (_received(row, with_names=with_names) for row in ledger.payments),
        (_spent(row, with_names=with_names) for row in ledger.expenses),
        sorted(_credited(ledger), key=lambda entry: entry.day),
        _elsewhere(ledger.elsewhere),
        _owed(ledger.owed),
        key=lambda entry: entry.day,
    )


def _received(row: Row, *, with_names: bool) -> Entry:
    amount, fee, kind = row["amount_minor"], row["fee_minor"], row["kind"]
    if kind in BACK:
        of = row["gives_back"] or "session"
        what = SALES_TAX if of == "sales_tax" else (INCOME, BACK[kind], KINDS[of])
        moved = -amount
    else:
        what = SALES_TAX if kind == "sales_tax" else (INCOME, KINDS[kind])
        moved = amount
    said = [words_of_key(kind), row["what"]]
    return Entry(
        day=row["day"],
        row=f"payment-{row['id']}",
        text=", ".join(part for part in (*said, row["note"] if with_names else "") if part),
        client=_client(row, with_names=with_names),
        postings=_whole((_asset(row["method"]), moved - fee), (FEES, fee), (what, -moved)),
    )


def _spent(row: Row, *, with_names: bool) -> Entry:
    minor = -row["amount_minor"] if row["is_refund"] else row["amount_minor"]
    category = row["category"]
    what = PAID_OVER if category == categories.SALES_TAX else (EXPENSES, words_of_key(category))
    said = [row["vendor"], row["category_text"], row["note"] if with_names else ""]
    return Entry(
        day=row["day"],
        row=f"expense-{row['id']}",
        text=", ".join(part for part in said if part) or words_of_key(category),
        postings=_whole((what, minor), (_asset(row["method"]), -minor)),
    )


def _asset(method: str | None) -> Account:
    """Where the money is: by the way it came; words of her own are one account."""
    if method is None:
        return ASSETS, "not said"
    return ASSETS, method if method in METHODS else "other"


def _client(row: Row, *, with_names: bool) -> str:
    if with_names:
        return row["client"] or ""
    return "" if row["client_id"] is None else str(row["client_id"])


def _whole(*postings: tuple[Account, int]) -> tuple[tuple[Account, int], ...]:
    return tuple(posting for posting in postings if posting[1])


# -- what was sold ahead


def _credited(ledger: Ledger) -> Iterator[Entry]:
    """How each package and gift card grows and shrinks, as the year's page holds it on each day."""
    uses: dict[int, list[tuple[str, int]]] = {}
    for use in ledger.uses:
        uses.setdefault(use["credit_id"], []).append((use["day"], use["amount_minor"]))
    for row in ledger.credits:
        used, ends = uses.get(row["id"], []), [row["emptied_on"], row["expires_on"]]
        days = {row["sold_on"], *(day for day, _ in used), *(day for day in ends if day)}
        held = 0
        for day in sorted(day for day in days if day <= ledger.day):
            is_over = any(end is not None and end <= day for end in ends)
            is_held = row["sold_on"] <= day and not is_over
            left = row["amount_minor"] - sum(minor for when, minor in used if when <= day)
            now = left if is_held else 0
            if now != held:
                account = (LIABILITIES, KINDS[row["kind"]])
                yield _changed(day, f"credit-{row['id']}", account, now - held)
            held = now


def _elsewhere(rows: Iterable[Row]) -> Iterator[Entry]:
    """The same of what other programs sold: never less than nothing is owed for it."""
    total = held = 0
    for day, group in groupby(rows, key=lambda row: str(row["day"])):
        total += sum(row["amount_minor"] for row in group)
        now = max(total, 0)
        if now != held:
            yield _changed(day, f"elsewhere-{day}", ELSEWHERE, now - held)
        held = now


def _changed(day: str, row: str, account: Account, minor: int) -> Entry:
    what = "sold ahead" if minor > 0 else joined(["used", "given back", "expired"], "or")
    return Entry(day=day, row=row, text=what, postings=((account, -minor), (SOLD_AHEAD, minor)))


# -- what is not paid yet


def _owed(rows: Iterable[Row]) -> Iterator[Entry]:
    """How what a session waits for grows and shrinks, by who owes it."""
    held: dict[int, int] = {}
    for row in rows:
        now, before = row["open_minor"], held.pop(row["id"], 0)
        if now:
            held[row["id"]] = now
        if minor := now - before:
            yield Entry(
                day=row["day"],
                row=f"session-{row['id']}",
                text="not paid yet" if minor > 0 else "paid",
                postings=(((*RECEIVABLE, _PAYERS[row["payer"]]), minor), (NOT_PAID_YET, -minor)),
            )
