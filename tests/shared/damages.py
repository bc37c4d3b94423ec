"""Damages that a file may take, made from a seed; and whether what was read out of it is true."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

from mtdesk.desk import Desk
from mtdesk.store.file import triggers

_PAGE = 4096
NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)
KINDS = ("bytes", "page", "zeros", "cut", "header", "root", "index", "log lost", "log cut")
_MADE_ANEW = {"name_key", "alias_key", "settled_on", "emptied_on", "week_start"}


def make_practice(path, sessions=60):
    """A practice with operations of all kinds, its newest ones in the log beside it."""
    with closing(Desk(path, lambda: NOW)) as desk:
        for number in range(sessions):
            day = (NOW - timedelta(days=sessions - number)).date()
            desk.sessions.log(
                f'"Client {number % 17}" swedish 60m {80 + number % 9}+{number % 5} card e5 p6-3 '
                f"{day} {8 + number % 9}:00 -- note {number} {'x' * (number * 37 % 900)}",
                confirmed=True,
            )
            if number % 4 == 0:
                desk.ledger.spend(f"{number + 3}.50 oil supplies")
            if number % 9 == 0:
                desk.wellbeing.check_in(f"body {number % 10} neck 3")
        desk.incidents.add({"kind": "threat", "severity": "4", "session": "1"})
        desk.incidents.add({"kind": "threat", "severity": "2", "client": "Client 3"})
        desk.sessions.edit(3, {"note": "changed", "minutes": "75"})
        desk.history.undo(3)
        desk.search.find("client")


def hurt(path, target, seed):
    """A copy of the practice with a damage of that seed; says which."""
    rng = random.Random(seed)
    data = bytearray(path.read_bytes())
    log = path.with_name(f"{path.name}-wal")
    log_data = log.read_bytes() if log.exists() else b""
    pages = len(data) // _PAGE
    kind = rng.choice(KINDS)
    match kind:
        case "bytes":
            for _ in range(rng.randint(1, 6)):
                at, many = rng.randrange(_PAGE, len(data)), rng.randint(1, 400)
                data[at : at + many] = rng.randbytes(many)
        case "page" | "zeros":
            for _ in range(rng.randint(1, 4)):
                at = rng.randrange(1, pages) * _PAGE
                data[at : at + _PAGE] = rng.randbytes(_PAGE) if kind == "page" else bytes(_PAGE)
        case "cut":
            del data[rng.randrange(pages // 2 * _PAGE, len(data)) :]
        case "header":
            data[: rng.choice((16, 60, 100, 100 + rng.randrange(400)))] = b""
            data[:0] = bytes(len(path.read_bytes()) - len(data))
        case "root" | "index":
            what = "table" if kind == "root" else "index"
            with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as conn:
                roots = [
                    row[0]
                    for row in conn.execute(
                        "SELECT rootpage FROM sqlite_master WHERE type = ? AND rootpage > 1",
                        (what,),
                    )
                ]
            at = (rng.choice(roots) - 1) * _PAGE
            data[at : at + _PAGE] = rng.randbytes(_PAGE)
        case "log lost":
            log_data = b""
        case "log cut":
            log_data = log_data[: rng.randrange(len(log_data) + 1)]
    target.write_bytes(data)
    if log_data:
        target.with_name(f"{target.name}-wal").write_bytes(log_data)
    return kind


def facts(path):
    """Every row with facts by table and number, without what is worked out anew."""
    with closing(sqlite3.connect(path)) as conn:
        conn.row_factory = sqlite3.Row
        return {
            (table, row["id"]): {
                name: value for name, value in dict(row).items() if name not in _MADE_ANEW
            }
            for table in triggers.JOURNALED
            for row in conn.execute(f"SELECT * FROM {table}")
        }


def once(path):
    """Every value that a row had at any time: a damage may cost it the newest."""
    with closing(sqlite3.connect(path)) as conn:
        return {
            (table, row_id, name, value)
            for table, row_id, image in conn.execute("SELECT table_name, row_id, after FROM change")
            for name, value in json.loads(image or "{}").items()
        }


def untrue(before, past, after, stand_ins):
    """Values that no row ever had: neither lost nor emptied of what is gone."""
    return [
        (key, name, before.get(key, {}).get(name), value)
        for key, row in after.items()
        if f"{key[0]} {key[1]}" not in stand_ins
        for name, value in row.items()
        if before.get(key, {}).get(name) != value
        and (*key, name, value) not in past
        and not (name.endswith("_id") and value is None)
    ]


def left_in_the_log(path):
    """The practice as a power cut leaves it: its newest rows in the log beside it, in a folder of theirs."""
    make_practice(path)
    folder = path.with_name("left")
    folder.mkdir()
    with closing(sqlite3.connect(path)) as reading:
        reading.execute("SELECT 1 FROM session").fetchall()
        with closing(Desk(path, lambda: NOW)) as desk:
            desk.sessions.log('"Client 4" swedish 60m 99 cash 2026-11-20 7:00')
            desk.ledger.spend("7 tea supplies")
        for name in (path.name, f"{path.name}-wal"):
            shutil.copy(path.with_name(name), folder / name)
    return folder / path.name


def problems(original, target, seed):
    """Hurt a copy, repair it, and say what is wrong with the new file; its kind of damage first."""
    kind = hurt(original, target, seed)
    is_old = kind.startswith("log")
    before, past = facts(original), once(original)
    untouched = target.read_bytes()
    new = target.with_name(f"new-{target.name}")
    with closing(Desk(target, lambda: NOW)) as desk:
        found, checks = desk.files.repair(new)
    said = [f"{check.name}: {check.detail}" for check in checks if not check.ok]
    if target.read_bytes() != untouched:
        said.append("the old file was written to")
    after = facts(new)
    said += [str(each) for each in untrue(before, past, after, found.stand_ins)]
    gone = Counter(table for table, _ in before.keys() - after.keys())
    told = Counter()
    for each in found.lost:
        told[each.table] += each.rows
    if not is_old:  # what stood in the log alone leaves no gap
        said += [
            f"{table}: {many} gone, {told[table]} told" for table, many in (gone - told).items()
        ]
    return kind, said
