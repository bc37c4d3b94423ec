"""Write the shares of many invented therapists, five years of each, the same for the same size and day.

    python benchmarks/make_clinic.py clinic FOLDER [2026-11-27]         20 therapists, a file each
    python benchmarks/make_clinic.py chain FOLDER [2026-11-27]          500, about 3 million sessions
    python benchmarks/make_clinic.py association FOLDER [2026-11-27]    10,000, about 60 million sessions

DuckDB makes the rows, a compacted file at a time, so that memory stays bounded however many there are.
Each works 48 weeks of five days, four to six sessions a day; one in five may be seen.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from mtdesk.exchange.writers.shares import MARK
from mtdesk.model import clinic

TODAY = date(2026, 11, 27)
YEARS = 5
AHEAD = 14  # days of bookings


@dataclass(frozen=True)
class Size:
    """How many, and how many of them a file holds."""

    therapists: int
    in_a_file: int


SIZES = {"clinic": Size(20, 1), "chain": Size(500, 50), "association": Size(10_000, 250)}
_DONE, _BOOKED, _NO_SHOW, _LATE = (
    clinic.code("status", each) for each in ("done", "booked", "no_show", "late_cancel")
)
_FEE, _TIP = (clinic.code("payment", each) for each in ("session", "tip"))
_KINDS, _PLACES, _INCIDENTS = len(clinic.SERVICES), 4, len(clinic.LISTS["incident"])

# Numbers that look thrown: the same for the same person, day, slot and purpose, and version of DuckDB.
_THROWN = """
CREATE MACRO thrown(person, day, slot, salt, sides) AS
    CAST(hash(person, day, slot, salt) % sides AS INTEGER)
"""
_SESSIONS = f"""
CREATE OR REPLACE TEMP TABLE sessions AS
WITH days AS (
    SELECT CAST(day AS DATE) AS day, isodow(day) AS weekday, week(day) AS week
    FROM generate_series(DATE '{{year}}-01-01', least(DATE '{{year}}-12-31', DATE '{{end}}'), INTERVAL 1 DAY) AS t(day)
), drawn AS (
    SELECT p AS person, day, slot, thrown(p, day, slot, 1, 100) AS fate,
        thrown(p, day, slot, 2, 10) AS length, thrown(p, day, slot, 3, 8) AS strong
    FROM range({{first}}, {{last}}) AS people(p), days, range(6) AS slots(slot)
    WHERE weekday <> 1 + p % 7 AND weekday <> 1 + (p + 3) % 7 AND (week + p) % 13 <> 0
        AND slot < 4 + thrown(p, day, 0, 4, 3)
)
SELECT person, day, CAST(32 + slot * 7 + fate % 2 AS INTEGER) AS quarter,
    CASE WHEN length < 2 THEN 45 WHEN length < 8 THEN 60 ELSE 90 END AS minutes,
    CAST(30 + strong * 5 AS INTEGER) AS effort, CASE WHEN fate % 3 = 0 THEN 1 ELSE 0 END AS estimated,
    CAST(1 + (person + thrown(person, day, slot, 5, 5)) % {_KINDS} AS INTEGER) AS service,
    CAST(1 + (person % 3 + CASE WHEN fate % 10 = 0 THEN 1 ELSE 0 END) % {_PLACES} AS INTEGER) AS setting,
    1 + fate % 2 AS purpose,
    CASE WHEN day > DATE '{{today}}' THEN {_BOOKED} WHEN fate < 93 THEN {_DONE}
        WHEN fate < 97 THEN {_NO_SHOW} ELSE {_LATE} END AS status,
    CAST(CASE WHEN length < 2 THEN 7500 WHEN length < 8 THEN 9500 ELSE 13500 END + person % 20 * 100 AS BIGINT) AS price,
    thrown(person, day, slot, 6, 5) AS generous
FROM drawn
"""
_ROWS = f"""
SELECT {clinic.SESSION} AS what, person, day, quarter, minutes, effort, estimated, service, setting,
    purpose, status, price,
    CASE WHEN setting IN (2, 3) THEN price * 55 // 100 END AS pay,
    CASE WHEN setting IN (2, 3) THEN setting - 1 END AS collects FROM sessions
UNION ALL BY NAME
SELECT {clinic.PAYMENT} AS what, person, day, {_FEE} AS kind, service, setting,
    CAST(sum(price) AS BIGINT) AS amount
FROM sessions WHERE status = {_DONE} GROUP BY person, day, service, setting
UNION ALL BY NAME
SELECT {clinic.PAYMENT} AS what, person, day, {_TIP} AS kind, service, setting,
    CAST(sum(price * 15 // 100) AS BIGINT) AS amount
FROM sessions WHERE status = {_DONE} AND generous < 2 GROUP BY person, day, service, setting
UNION ALL BY NAME
SELECT {clinic.UNPAID} AS what, person, day, CAST(20 + 10 * count(*) AS INTEGER) AS minutes
FROM sessions WHERE status = {_DONE} GROUP BY person, day
UNION ALL BY NAME
SELECT {clinic.INCIDENT} AS what, person, quarter // 4 * 4 AS quarter, setting,
    CAST(1 + (person + quarter) % {_INCIDENTS} AS INTEGER) AS kind, 1 + effort % 5 AS severity,
    estimated AS repeated, estimated AS open
FROM sessions WHERE status = {_DONE} AND thrown(person, day, quarter, 7, 2000) = 0
UNION ALL BY NAME
SELECT {clinic.ABOUT} AS what, person, {clinic.VERSION} AS version, 'T' || person AS label,
    CASE WHEN person % 5 = 0 THEN 1 ELSE 0 END AS visible, 'USD' AS currency,
    CASE WHEN person % 4 = 0 THEN 300 ELSE 240 END AS day_limit,
    CASE WHEN person % 3 = 0 THEN 1500 END AS offered
FROM range({{first}}, {{last}}) AS people(person)
"""


def make(folder: Path, size: Size, today: date) -> int:
    """Write them and return how many sessions there are."""
    count = 0
    columns = ", ".join(
        f"CAST({'number' if name == 'person' else name} AS {kind}) AS {name}"
        for name, kind in clinic.COLUMNS
    )
    empty = ", ".join(f"NULL::{kind} AS {name}" for name, kind in clinic.COLUMNS)
    with duckdb.connect(config={"memory_limit": "2GB", "threads": 2}) as engine:
        engine.execute(_THROWN)
        for year in range(today.year - YEARS + 1, today.year + 1):
            place = folder / f"year={year}"
            place.mkdir(parents=True, exist_ok=True)
            for first in range(1, size.therapists + 1, size.in_a_file):
                given = {
                    "year": year,
                    "first": first,
                    "last": min(first + size.in_a_file, size.therapists + 1),
                    "today": today,
                    "end": today + timedelta(days=AHEAD),
                }
                engine.execute(_SESSIONS.format(**given))
                count += engine.sql("SELECT count(*) FROM sessions").fetchall()[0][0]
                engine.execute(
                    f"COPY (SELECT {columns} FROM (SELECT *, 9000000000 + person * 104729 AS number "
                    f"FROM (SELECT {empty} WHERE false UNION ALL BY NAME {_ROWS.format(**given)})) "
                    f"ORDER BY what, day, person) TO '{place}/{first:016x}.parquet' "
                    f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{MARK}: '{clinic.VERSION}'}})"
                )
    return count


def main() -> None:
    name, folder, *rest = sys.argv[1:]
    today = date.fromisoformat(rest[0]) if rest else TODAY
    print(f"{make(Path(folder), SIZES[name], today):,} sessions")


if __name__ == "__main__":
    main()
