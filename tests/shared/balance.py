"""A small reader of the journals that are written: every entry must be balanced, every account declared.

It knows nothing of the product's own reader: a line is a heading, a posting, or what stands in the list
below, and anything else is what broke out of its place.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

HEAD = {
    "hledger": re.compile(r"(\d{4}-\d\d-\d\d) \* \(([a-z]+-[\d-]+)\) ([^;|\n]*)"),
    "beancount": re.compile(
        r'(\d{4}-\d\d-\d\d) \* "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"'
    ),
}  # fmt: skip
POSTING = re.compile(r" +([A-Za-z][A-Za-z: -]*?) {2,}(-?\d+(?:\.\d+)?) ([A-Z]{3})")
BESIDE = {
    "hledger": re.compile(r"; [^\n]*|commodity 1000\.0* [A-Z]{3}|account ([a-z: ]+)|"),
    "beancount": re.compile(
        r'; [^\n]*|option "(?:title|operating_currency)" "\w+"|'
        r'\d{4}-\d\d-\d\d open ([A-Z][A-Za-z:-]+) [A-Z]{3}|  row: "[a-z]+-[\d-]+"|'
    ),
}  # fmt: skip


def entries(path, file_format):
    """Each entry: its day and {account: minor units}; accounts as hledger calls them."""
    declared, found = set(), []
    lines = path.read_text(encoding="utf-8").split("\n")
    assert "\r" not in "".join(lines)
    for line in lines:
        if head := HEAD[file_format].fullmatch(line):
            found.append((head[1], Counter()))
        elif posting := POSTING.fullmatch(line):
            account = plain(posting[1])
            assert account in declared, line
            minor = int(Decimal(posting[2]).scaleb(2))
            assert minor, line
            found[-1][1][account] += minor
        else:
            beside = BESIDE[file_format].fullmatch(line)
            assert beside, f"what is this: {line!r}"
            if beside[1]:
                declared.add(plain(beside[1]))
    for _, postings in found:
        assert sum(postings.values()) == 0
        assert len(postings) > 1
    return found


def plain(account):
    return account.lower().replace("-", " ")


def sums(found, first, end):
    """By account, of the entries of these days."""
    total = Counter()
    for day, postings in found:
        if first <= day < end:
            total.update(postings)
    return total


def of(total, *beginning):
    """What stands on an account and those below it."""
    name = ":".join(beginning)
    return sum(
        minor
        for account, minor in total.items()
        if account == name or account.startswith(f"{name}:")
    )


def page(found, year):
    """What a journal says of the figures of a year's page."""
    within = sums(found, f"{year}-01-01", f"{year + 1}-01-01")
    by_then = sums(found, "", f"{year + 1}-01-01")
    back = {
        word: sum(
            minor for account, minor in within.items() if account.startswith(f"income:{word}")
        )
        for word in ("refunds", "chargebacks")
    }
    income = -of(within, "income") + sum(back.values())
    wages = -of(within, "income", "wages")
    fees = of(within, "expenses", "processor fees")
    tax = -of(by_then, "liabilities", "sales tax")
    return {
        "gross_minor": income - wages,
        "wages_minor": wages,
        "tips_minor": -of(within, "income", "tips"),
        "refunds_minor": back["refunds"],
        "chargebacks_minor": back["chargebacks"],
        "processor_fees_minor": fees,
        "expenses_minor": of(within, "expenses") - fees,
        "sales_tax_minor": tax,
        "outstanding_minor": of(by_then, "assets", "receivable"),
        "credit_liability_minor": -of(by_then, "liabilities") - tax,
    }


def ask_the_programs(path, file_format):
    """What the programs themselves say, where they are installed; whether they were."""
    command = {
        "hledger": ["hledger", "-f", str(path), "check", "--strict"],
        "beancount": [shutil.which("bean-check") or "/none", str(path)],
    }[file_format]
    if shutil.which(command[0]) is None and not Path(command[0]).exists():
        return False
    utf8 = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=utf8)
    assert done.returncode == 0, done.stdout + done.stderr
    return True
