"""Every question of a clinic, beside one scan that sums the same columns; and the same on Spark.

    python benchmarks/clinic.py FOLDER...                        DuckDB: seconds, MiB, times the scan
    python benchmarks/clinic.py FOLDER --master URL              Spark: seconds, and rows equal to DuckDB's

Each question, and each scan, is a process of its own; of three runs in it the quickest counts. How many
times the scan it takes is of processor seconds: they wait for nobody.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from make_clinic import TODAY

from mtdesk.insight.clinic.team import AHEAD, BEFORE, WINDOW
from mtdesk.model import clinic
from mtdesk.model.session import SHORT_GAP_MINUTES
from mtdesk.store.clinic import engines, folder
from mtdesk.store.clinic.questions import QUESTIONS, asked

REPEATS = 3
_DAYS = {"day": "max(day)", "label": "max(label)", "currency": "max(currency)"}


def values(name: str) -> dict[str, Any]:
    """As the desk asks."""
    long_ago = TODAY - timedelta(days=365)
    start = {"days": TODAY - timedelta(days=WINDOW + BEFORE), "does": long_ago}
    monday = TODAY - timedelta(days=TODAY.weekday())
    return {
        "now": TODAY,
        "today": TODAY,
        "start": start.get(name, monday),
        "end": monday + timedelta(days=6) if name == "settings" else TODAY + timedelta(days=AHEAD),
        "years": [TODAY.year] if name == "ahead_of_time" else [TODAY.year - 1, TODAY.year],
        "year": TODAY.year,
        "currency": "USD",
        "gap": SHORT_GAP_MINUTES,
    }


def scan(name: str) -> str:
    """One pass over the files of a question that sums its columns."""
    words = set(re.findall(r"\w+", QUESTIONS[name]))
    columns = [column for column, _ in clinic.COLUMNS if column in words]
    sums = ", ".join(_DAYS.get(column, f"sum({column})") for column in columns)
    given = values(name)
    years = given["years"] if "{years}" in QUESTIONS[name] else [given["year"]]
    where = f" WHERE year IN ({', '.join(map(str, years))})" if name != "people" else ""
    return f"SELECT {sums} FROM shared{where}"


def timed(engine: engines.Engine, text: str) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of processor, rows."""
    clock, work, rows = float("inf"), float("inf"), 0
    for _ in range(REPEATS):
        begun, begun_work = time.perf_counter(), time.process_time()
        rows = len(engine.rows(text))
        clock = min(clock, time.perf_counter() - begun)
        work = min(work, time.process_time() - begun_work)
    return clock, work, rows


def one(place: str, name: str, *, is_scan: bool) -> None:
    """In a process of its own: seconds, processor seconds, rows, MiB."""
    engine = engines.DuckDB(folder.found(Path(place)).files)
    seconds, work, rows = timed(engine, scan(name) if is_scan else asked(name, **values(name)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, work, rows, peak]))


def in_process(place: str, name: str, what: str) -> list[float]:
    command = [sys.executable, __file__, place, "--question", name, what]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[float] = json.loads(ran.stdout)
    return found


def on_duckdb(places: list[str]) -> None:
    for place in places:
        found = folder.found(Path(place))
        size = sum(path.stat().st_size for path in found.files)
        print(f"\n{place}: {len(found.files):,} files, {size / 2**20:,.0f} MiB\n")
        print(
            "| question | rows | seconds | MiB | the scan, seconds | times |\n|---|---|---|---|---|---|"
        )
        for name in QUESTIONS:
            seconds, work, rows, peak = in_process(place, name, "--question-itself")
            scanned, scanned_work, _, _ = in_process(place, name, "--scan")
            print(
                f"| {name} | {rows:,.0f} | {seconds:.3f} | {peak:,.0f} | {scanned:.3f} | {work / scanned_work:.1f} |",
                flush=True,
            )


def on_spark(place: str, master: str) -> int:
    begun = time.perf_counter()
    spark = engines.Spark(place, master)
    print(f"\n{master}: a session after {time.perf_counter() - begun:.1f} s\n")
    duck = engines.DuckDB(folder.found(Path(place)).files)
    print(
        "| question | rows | DuckDB, seconds | Spark, seconds | rows equal |\n|---|---|---|---|---|"
    )
    unequal = 0
    for name in QUESTIONS:
        text = asked(name, **values(name))
        taken = []
        rows = []
        for engine in (duck, spark):
            begun = time.perf_counter()
            rows.append(engine.rows(text))
            taken.append(time.perf_counter() - begun)
        is_equal = rows[0] == rows[1]
        unequal += not is_equal
        print(f"| {name} | {len(rows[0]):,} | {taken[0]:.2f} | {taken[1]:.2f} | {'yes' if is_equal else 'NO'} |", flush=True)  # fmt: skip
    spark.close()
    return unequal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--master")
    parser.add_argument("--question")
    parser.add_argument("--scan", action="store_true")
    parser.add_argument("--question-itself", action="store_true")
    options = parser.parse_args()
    if options.question:
        one(options.folders[0], options.question, is_scan=options.scan)
    elif options.master:
        sys.exit(1 if on_spark(options.folders[0], options.master) else 0)
    else:
        on_duckdb(options.folders)


if __name__ == "__main__":
    main()
