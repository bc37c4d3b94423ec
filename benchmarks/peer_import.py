"""What importing sessions.csv costs in plain Python: csv, a few conversions, executemany.

    python benchmarks/peer_import.py sessions.csv practice.db

The practice file must be there (mtdesk makes it), so that tables, indexes and triggers are the
same. Nothing is checked, and no row is looked for among those that are there already.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from itertools import islice
from pathlib import Path

BATCH = 1_000


class Names:
    """Ids of clients or workplaces by name, made as they come."""

    def __init__(self, conn: sqlite3.Connection, table: str) -> None:
        self.conn = conn
        self.table = table
        self.ids: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        if name not in self.ids:
            sql = f"INSERT INTO {self.table} (name, name_key) VALUES (?, ?)"
            self.ids[name] = self.conn.execute(sql, (name, name.casefold())).lastrowid or 0
        return self.ids[name]


def whole(cell: str) -> int | None:
    return int(cell) if cell else None


def minor(cell: str) -> int:
    return int(cell.replace(".", ""))


def load(path: Path, practice: Path) -> int:
    """Write every session and its payments in one transaction; returns how many sessions."""
    conn = sqlite3.connect(practice, isolation_level=None)
    for pragma in ("foreign_keys", "recursive_triggers"):
        conn.execute(f"PRAGMA {pragma} = ON")
    clients, places = Names(conn, "client"), Names(conn, "workplace")
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO operation (at, kind, summary) VALUES ('now', 'import', 'peer')")
    conn.execute("UPDATE journal_state SET operation_id = last_insert_rowid()")
    number = 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        while batch := list(islice(rows, BATCH)):
            sessions: list[tuple[object, ...]] = []
            payments: list[tuple[object, ...]] = []
            for row in batch:
                number += 1
                (own_id, at, client, minutes, modality, pressure, effort, fee, tip, method,
                 place, before, after, note) = row  # fmt: skip
                day, done = at[:10], minutes != "0"
                client_id = clients[client]
                sessions.append((
                    number, f"{own_id}@{at}", client_id, places[place], at, day, int(minutes),
                    minor(fee), modality, float(effort) if effort else None, whole(pressure),
                    whole(before), whole(after), "done" if done else "no_show", note,
                ))  # fmt: skip
                if fee != "0.00":
                    kind = "session" if done else "cancellation_fee"
                    payments.append((client_id, number, day, kind, minor(fee), method, None))
                if tip != "0.00":
                    payments.append((client_id, number, day, "tip", minor(tip), method, 1))
            conn.executemany(
                "INSERT INTO session (id, import_key, client_id, workplace_id, started_at, "
                "local_date, minutes, price_minor, modality, effort, pressure, pain_before, "
                "pain_after, status, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sessions,
            )
            conn.executemany(
                "INSERT INTO payment (client_id, session_id, received_on, kind, amount_minor, "
                "method, voluntary) VALUES (?, ?, ?, ?, ?, ?, ?)",
                payments,
            )
    conn.execute("UPDATE journal_state SET operation_id = NULL")
    conn.execute("COMMIT")
    conn.close()
    return number


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(load(Path(sys.argv[1]), Path(sys.argv[2])))
