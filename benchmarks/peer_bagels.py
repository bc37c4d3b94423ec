"""The practice as records of Bagels, a dashboard of one's money: sessions as income, expenses as such.

python benchmarks/peer_bagels.py benchmarks/data/solo FOLDER

FOLDER is one that Bagels was started in before (`bagels --at FOLDER`): the tables are its own.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_RECORD = (
    "INSERT INTO record (createdAt, updatedAt, label, amount, date, accountId, categoryId, "
    "isInProgress, isIncome, isTransfer) VALUES (?1, ?1, ?2, ?3, ?1, ?4, 1, 0, ?5, 0)"
)


def fill(folder: Path, place: Path) -> int:
    """Write all of it into an account of its own; how many records that were."""
    with closing(sqlite3.connect(place / "db.db")) as book, book:
        account = book.execute(
            "INSERT INTO account (createdAt, updatedAt, name, description, beginningBalance, hidden) "
            "VALUES (datetime('now'), datetime('now'), 'practice', 'a practice', 0, 0)"
        ).lastrowid
        made = [(*each[:3], account, each[3]) for each in _records(folder)]
        book.executemany(_RECORD, made)
    return len(made)


def _records(folder: Path) -> Iterator[tuple[str, str, float, bool]]:
    with (folder / "sessions.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            came = float(row["fee"] or 0) + float(row["tip"] or 0)
            if came > 0:
                yield _moment(row["started_at"][:19]), row["client"], came, True
    with (folder / "expenses.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield _moment(f"{row['date']}T12:00:00"), row["vendor"], float(row["amount"]), False


def _moment(text: str) -> str:
    return f"{text.replace('T', ' ')}.000000"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(fill(Path(sys.argv[1]), Path(sys.argv[2])))
