"""A damaged file read page by page into a new one, with what the journal remembers beside it.

The old file is only read. The new one has every row that could be read, or that the journal still
holds; it refers to nothing that is not there, and its chain begins anew. What is lost is counted by
table and day: a row that neither its table nor the journal has leaves a gap in the numbers, and its
day is taken from the row before.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from mtdesk.errors import RefusedError
from mtdesk.store.file import chain, first_bytes, journal, opening, seals, triggers, views, whole
from mtdesk.store.file.book import Book, connect
from mtdesk.store.file.repaired import Lost, Repaired
from mtdesk.store.file.salvage import Salvage

_DAYS = {
    "session": "local_date", "payment": "received_on", "redemption": "redeemed_on",
    "expense": "spent_on", "trip": "travelled_on", "work_time": "worked_on", "check_in": "checked_on",
    "incident": "local_date", "referral": "referred_on", "function_note": "noted_on",
    "operation": "substr(at, 1, 10)", "tombstone": "substr(purged_at, 1, 10)",
}  # fmt: skip
_UNDOABLE_NO_MORE = ("purged", "something that was damaged")
# What stands for a row that others need and that is gone, by its number.
_STANDS_IN = {
    "client": "INSERT INTO client (id, name, name_key) VALUES (?1, 'client ' || ?1, 'client ' || ?1)",
    "service": "INSERT INTO service (id, name, name_key) VALUES (?1, 'service ' || ?1, 'service ' || ?1)",
    "workplace": "INSERT INTO workplace (id, name, name_key) VALUES (?1, 'place ' || ?1, 'place ' || ?1)",
}  # fmt: skip


def repair(
    source: Path, target: Path, at: str, then: Callable[[Book], None] | None = None
) -> Repaired:
    """Write what can be read of `source` to `target`, which is not there yet.

    `then` is done to the new file before it gets its name: purges that are to be carried out again.

    Raises:
        RefusedError: the place is taken or cannot be written. DamagedFileError: nothing can be read.
    """
    try:
        source.stat()
    except OSError as error:
        raise RefusedError(f"{error.filename} could not be used: {error.strerror}") from None
    with whole.file(target, over=False) as made:
        work = _Repair(source, made.path, at)
        try:
            found = work.run(target)
            if then is not None:
                then(work.book)
        finally:
            work.close()
    return found


class _Repair:
    def __init__(self, source: Path, part: Path, at: str) -> None:
        self._source, self._at = source, at
        # What is made of an encrypted file is encrypted with its key, from the first byte.
        conn = connect(part, salt=first_bytes.salt_of(source))
        self._part, self.book = part, Book(conn, part)
        self._conn = self.book.conn
        self._brought_back = self._mended = 0
        self._stand_ins: list[str] = []
        self._dropped: Counter[tuple[str, str | None]] = Counter()
        self._gone: dict[str, set[int]] = {}

    def run(self, target: Path) -> Repaired:
        self._conn.execute("PRAGMA foreign_keys = OFF")
        self._conn.execute("BEGIN")
        self._salvage = Salvage(self._source, self._conn)
        self._salvage.take_rows()
        self._whole_journal()
        self._by_the_journal()
        gaps = self._gaps()
        self._referring()
        self._counters()
        is_sealed_anew = self._sealed()
        self._conn.execute("COMMIT")
        self._bring_up_to_date()
        return Repaired(
            target=target,
            read=dict(self._salvage.read),
            brought_back=self._brought_back,
            mended=self._mended,
            stand_ins=tuple(self._stand_ins),
            lost=tuple(
                Lost(table=table, day=day, rows=rows)
                for (table, day), rows in sorted(
                    (gaps + self._dropped).items(), key=lambda each: (each[0][0], each[0][1] or "")
                )
            ),
            is_sealed_anew=is_sealed_anew,
        )

    def close(self) -> None:
        self._conn.execute(
            "PRAGMA journal_mode = DELETE"
        )  # nothing beside the file that gets a name
        self.book.close()

    # -- what the journal says

    def _whole_journal(self) -> None:
        """Operations for the changes that lost theirs; images that can be read."""
        execute = self._conn.execute
        broken = "(before IS NOT NULL AND NOT json_valid(before)) OR (after IS NOT NULL AND NOT json_valid(after))"
        hurt = {row[0] for row in execute(f"SELECT operation_id FROM change WHERE {broken}")}
        execute(f"DELETE FROM change WHERE {broken}")
        for (operation,) in execute(
            "SELECT DISTINCT operation_id FROM change WHERE operation_id NOT IN (SELECT id FROM operation)"
        ).fetchall():
            hurt.add(operation)
            execute(
                "INSERT INTO operation (id, at, kind, summary) VALUES (?, ?, '', '')",
                (operation, self._at),
            )
        execute("UPDATE operation SET undoes = NULL WHERE undoes NOT IN (SELECT id FROM operation)")
        self._trusted = dict(chain.held(self._conn, self._salvage.links()))
        for operation in (hurt | {each for each, is_so in self._trusted.items() if not is_so}) - {
            None
        }:
            execute(
                "UPDATE operation SET kind = ?, summary = ? WHERE id = ? AND kind <> 'start'",
                (*_UNDOABLE_NO_MORE, operation),
            )
        if not execute("SELECT 1 FROM journal_state").fetchone():
            execute("INSERT INTO journal_state (id) VALUES (1)")
        execute("UPDATE journal_state SET operation_id = NULL")

    def _by_the_journal(self) -> None:
        """Rows that only the journal has come back; of two that differ, the one that was chained stays."""
        execute = self._conn.execute
        for table in self._journaled():
            names = triggers.columns(self._conn, table)
            latest = execute(
                "SELECT row_id, after, operation_id, max(id) FROM change WHERE table_name = ? "
                "GROUP BY row_id",
                (table,),
            ).fetchall()
            self._gone[table] = {row[0] for row in latest if row[1] is None}
            for row_id, after, operation, _ in latest:
                here = execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
                is_held = self._trusted.get(operation, False)
                if after is None:
                    if here is not None and is_held:
                        execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
                    continue
                image = {name: value for name, value in json.loads(after).items() if name in names}
                if here is None:
                    self._brought_back += self._salvage.insert(table, image)
                elif is_held and any(
                    here[name] != value and not journal.is_key(table, name)
                    for name, value in image.items()
                ):
                    self._mended += 1
                    changes = ", ".join(f"{name} = ?" for name in image)
                    with suppress(self._conn.Error):
                        execute(
                            f"UPDATE {table} SET {changes} WHERE id = ?", (*image.values(), row_id)
                        )

    def _journaled(self) -> list[str]:
        """The tables that a file of its version has of those with facts."""
        return [table for table in triggers.JOURNALED if self.book.has_table(table)]

    # -- what is lost

    def _gaps(self) -> Counter[tuple[str, str | None]]:
        found: Counter[tuple[str, str | None]] = Counter()
        counters = dict(
            self._conn.execute("SELECT name, max(seq) FROM sqlite_sequence GROUP BY name")
        )
        for table in (*self._journaled(), "operation"):
            day = _DAYS.get(table)
            with suppress(self._conn.Error):
                rows = self._conn.execute(
                    f"SELECT id, {day or 'NULL'} FROM {table} ORDER BY id"
                ).fetchall()
                there = [row[0] for row in rows]
                last = max([counters.get(table) or 0, *there[-1:]])
                if last - len(there) > 10_000_000:  # a number that was overwritten
                    last = there[-1] if there else 0
                days, known = {row[0]: row[1] for row in rows}, self._gone.get(table, set())
                near: str | None = rows[0][1] if rows else None
                for number in range(1, last + 1):
                    if number in days:
                        near = days[number]
                    elif number not in known:
                        found[table, near] += 1
        return found

    def _referring(self) -> None:
        """Rows refer to what is there: by a stand-in, by nothing, or they go, and are counted as lost."""
        execute = self._conn.execute
        while found := execute("PRAGMA foreign_key_check").fetchall():
            for table, row_id, parent, which in found:
                column = next(
                    row[3]
                    for row in execute(f"PRAGMA foreign_key_list({table})")
                    if row[0] == which
                )
                row = execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (row_id,)).fetchone()
                if row is None or row[0] is None:
                    continue
                if parent in _STANDS_IN:
                    if not execute(f"SELECT 1 FROM {parent} WHERE id = ?", (row[0],)).fetchone():
                        execute(_STANDS_IN[parent], (row[0],))
                        self._stand_ins.append(f"{parent} {row[0]}")
                    continue
                try:
                    execute(f"UPDATE {table} SET {column} = NULL WHERE rowid = ?", (row_id,))
                except self._conn.IntegrityError:
                    execute(f"DELETE FROM {table} WHERE rowid = ?", (row_id,))
                    self._dropped[table, None] += 1

    def _sealed(self) -> bool:
        """Seals that do not hold any more are set anew: the record is what could be read of it."""
        if self._salvage.version != opening.VERSION:
            return False
        if not seals.verify(self.book).problems:
            return False
        self._conn.execute("DELETE FROM seal")
        self._conn.execute("DELETE FROM sqlite_sequence WHERE name = 'seal'")
        for table in seals.ROWS:
            self._conn.execute(
                f"DELETE FROM change WHERE table_name = ? AND row_id NOT IN (SELECT id FROM {table}) "
                "AND row_id NOT IN (SELECT row_id FROM tombstone WHERE table_name = ?)",
                (table, table),
            )
        seals.append_missing(self.book)
        return True

    def _counters(self) -> None:
        """Numbers go on after the last one that was ever given."""
        execute = self._conn.execute
        for (table,) in execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
        ).fetchall():
            if table == "chain":
                continue
            last = execute(
                f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), coalesce((SELECT max(row_id) "
                "FROM change WHERE table_name = ?1), 0), coalesce((SELECT max(seq) FROM sqlite_sequence "
                "WHERE name = ?1 AND seq < 1000000000), 0))",
                (table,),
            ).fetchone()[0]
            execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

    # -- a practice of today

    def _bring_up_to_date(self) -> None:
        conn = self._conn
        new = opening.in_memory()
        indexes = (
            self._salvage.indexes
            if self._salvage.version != opening.VERSION
            else _indexes(new.conn)
        )
        new.close()
        for sql in indexes:
            conn.execute(sql)
        conn.execute(f"PRAGMA application_id = {opening.APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {self._salvage.version}")
        if self._salvage.version != opening.VERSION:  # from here on as any older practice
            self.book.close()
            self.book = opening.existing(self._part)
            self._conn = conn = self.book.conn
            for copy in self._part.parent.glob(f"{self._part.name}.before-version-*"):
                copy.unlink()
        triggers.drop(conn)
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(
            f"UPDATE session SET settled_on = {triggers.SETTLED.format(session='session.id')}"
        )
        conn.execute(triggers.EMPTY.format(which="TRUE"))
        journal.fold_anew(self.book)
        if self._salvage.version == opening.VERSION:
            conn.execute("DELETE FROM sqlite_sequence WHERE name = 'chain'")
            chain.begin(conn)
        triggers.create(conn)
        views.create(conn)
        conn.execute("COMMIT")
        conn.execute("PRAGMA foreign_keys = ON")
        self._tell_the_journal()

    def _tell_the_journal(self) -> None:
        """What stands otherwise than the journal has it, or without it, is one operation of its own."""
        with self.book.transaction(
            "repair", f"read out of {self._source.name}", self._at
        ) as operation:
            for table in triggers.JOURNALED:
                image = triggers.image(triggers.columns(self._conn, table), "now")
                now = f"CASE WHEN now.id IS NOT NULL THEN {image} END"
                for row_id, then, here in self._conn.execute(
                    f"""
                    SELECT last.row_id, last.after, {now} FROM (
                        SELECT row_id, after, max(id) FROM change WHERE table_name = ? GROUP BY row_id
                    ) AS last LEFT JOIN {table} AS now ON now.id = last.row_id
                    WHERE last.after IS NOT {now}""",
                    (table,),
                ).fetchall():
                    if not journal.same(table, then, here):
                        self._conn.execute(
                            "INSERT INTO change (operation_id, table_name, row_id, before, after) "
                            "VALUES (?, ?, ?, ?, ?)",
                            (operation, table, row_id, then, here),
                        )


def _indexes(conn: sqlite3.Connection) -> list[str]:
    made = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name NOT LIKE 'search%'"
    return [row[0] for row in conn.execute(made) if row[0]]
