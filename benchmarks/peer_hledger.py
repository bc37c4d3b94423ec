"""The practice as a journal of hledger's, one transaction a session and one an expense.

python benchmarks/peer_hledger.py benchmarks/data/solo practice.journal
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path


def write(folder: Path, journal: Path) -> None:
    """Make a journal of sessions.csv and expenses.csv."""
    with (
        journal.open("w", encoding="utf-8") as out,
        (folder / "sessions.csv").open(encoding="utf-8", newline="") as sessions,
        (folder / "expenses.csv").open(encoding="utf-8", newline="") as expenses,
    ):
        for row in csv.DictReader(sessions):
            out.write(
                f"{row['started_at'][:10]} {row['client']}\n"
                f"    assets:{row['payment_method'] or 'cash'}\n"
                f"    income:{row['modality'].lower()}  -{row['fee']}\n"
                f"    income:tips  -{row['tip']}\n\n"
            )
        for row in csv.DictReader(expenses):
            out.write(
                f"{row['date']} {row['vendor']}\n"
                f"    expenses:{row['category']}  {row['amount']}\n"
                f"    assets:{row['payment_method']}\n\n"
            )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(Path(sys.argv[1]), Path(sys.argv[2]))
