"""Kill mtdesk in the middle of import, log and edit, many times; the file must stay whole.

After each kill the file is checked with SQLite's integrity and foreign-key checks, and must hold
all or none of the operation: a journal entry exactly when its rows are there.

    python tests/faults/kill.py [--times 60] [--seed 1]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SESSIONS_HEAD = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note"
)
ROWS = 4_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=60, help="kills of each operation")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        failures = 0
        for name in ("import", "log", "edit"):
            killed = finished = 0
            for number in range(options.times):
                db = fresh_practice(place, number)
                before = counts(db)
                was_killed = run_and_kill(command(name, place, number), db, rng, name)
                killed, finished = killed + was_killed, finished + (not was_killed)
                problem = damage(db, before, name)
                if problem:
                    failures += 1
                    print(f"{name} {number}: {problem}")
            print(f"{name}: {killed} killed, {finished} finished first, file whole each time")
        print("FAILED" if failures else "all whole", f"({failures} failures)")
    return 1 if failures else 0


def fresh_practice(place: Path, number: int) -> Path:
    db = place / f"{number}.db"
    for leftover in place.glob(f"{number}.db*"):
        leftover.unlink()
    mtdesk(db, "log", "--yes", "ana", "swedish", "60m", "90+15", "card", "e4", "yesterday")
    return db


def command(name: str, place: Path, number: int) -> list[str]:
    if name == "import":
        path = place / "sessions.csv"
        if not path.exists():
            path.write_text("\n".join([SESSIONS_HEAD, *(row(i) for i in range(ROWS))]) + "\n")
        return ["import", str(path)]
    if name == "log":
        return ["log", "--yes", f"client{number}", "deep", "tissue", "60m", "110+20", "card", "e6"]
    return ["edit", "1", "price=120", "tip=30", "minutes=90", "effort=7"]


def row(number: int) -> str:
    day = f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    return (
        f"{number},{day}T{8 + number % 10:02d}:00:00-05:00,Client {number % 90},60,Swedish,3,4.0,"
        f"90.00,15.00,card,clinic,5,3,"
    )


def run_and_kill(words: list[str], db: Path, rng: random.Random, name: str) -> bool:
    """Start the command and kill it after a random while; whether it was still running."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mtdesk", *words],
        env={**os.environ, "MTDESK_DB": str(db)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(rng.uniform(0.1, 0.8) if name == "import" else rng.uniform(0.02, 0.09))
    if process.poll() is not None:
        return False
    process.send_signal(signal.SIGKILL)
    process.wait()
    return True


def counts(db: Path) -> dict[str, int]:
    with sqlite3.connect(db) as conn:
        found = {
            table: conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("session", "payment", "client", "operation", "change")
        }
        found["minutes"] = conn.execute("SELECT minutes FROM session WHERE id = 1").fetchone()[0]
        found["paid"] = conn.execute(
            "SELECT sum(amount_minor) FROM payment WHERE session_id = 1"
        ).fetchone()[0]
    conn.close()
    return found


def damage(db: Path, before: dict[str, int], name: str) -> str:
    """What is wrong with the file, or nothing."""
    with sqlite3.connect(db) as conn:
        whole = conn.execute("PRAGMA integrity_check").fetchone()[0]
        dangling = conn.execute("PRAGMA foreign_key_check").fetchall()
        state = conn.execute("SELECT operation_id FROM journal_state").fetchone()[0]
        outside = conn.execute("SELECT count(*) FROM change WHERE operation_id IS NULL").fetchone()[
            0
        ]
    conn.close()
    if whole != "ok" or dangling or state is not None or outside:
        return f"integrity {whole}, {len(dangling)} dangling, state {state}, outside {outside}"
    after = counts(db)
    if after == before:
        return ""
    done = {key: after[key] - before[key] for key in after}
    wanted = {
        "import": {"session": ROWS, "payment": 2 * ROWS, "operation": 1},
        "log": {"session": 1, "payment": 2, "client": 1, "operation": 1},
        "edit": {"minutes": 30, "paid": 4500, "operation": 1, "session": 0},
    }[name]
    wrong = {key: done[key] for key, value in wanted.items() if done[key] != value}
    return f"half done: {wrong}" if wrong else ""


def mtdesk(db: Path, *words: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "mtdesk", *words],
        env={**os.environ, "MTDESK_DB": str(db)},
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    sys.exit(main())
