"""The rows of a damaged file, page by page, put into the tables of a new one."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mtdesk.errors import DamagedFileError
from mtdesk.store.file import opening
from mtdesk.store.file.pages import Pages, Row, Shape, Unreadable, shape_of

_OWN = ("search", "sqlite_", "_sqlite_")
_GENERATED = {"week_start"}


class Salvage:
    """`read` counts the rows of each table that stand in `conn` now; `indexes` are those it had."""

    def __init__(self, source: Path, conn: sqlite3.Connection) -> None:
        self._source, self._conn = source, conn
        self._pages = Pages(source)
        self.version = self._pages.version or opening.VERSION
        self.read: Counter[str] = Counter()
        self.indexes: list[str] = []
        self._roots: dict[str, int] = {}
        self._shapes = self._tables()

    def take_rows(self) -> None:
        """Raises DamagedFileError where there is none at all."""
        self._take_rows(self._shapes)
        if not self.read.total():
            raise DamagedFileError(
                f"nothing of {self._source} could be read: is it a practice, and not encrypted?"
            )

    def links(self) -> list[tuple[object, ...]]:
        """The journal's chain as it was."""
        if "chain" not in self._roots:
            return []
        rows = self._rows_of(self._pages.tree(self._roots["chain"]))
        return [row.values for row in rows if len(row.values) == 7]

    def _tables(self) -> dict[str, Shape]:
        """Make the tables of the file's own version, as far as it says; else those of today."""
        new = opening.in_memory()
        today = dict(
            new.conn.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
            ).fetchall()
        )
        steps = new.conn.execute("SELECT * FROM _sqlite_migrations").fetchall()
        new.close()
        theirs: dict[str, str] = {}
        for row in self._rows_of(self._pages.tree(1)):
            kind, name, _, root, sql = row.values if len(row.values) == 5 else (None,) * 5
            if kind == "table" and isinstance(root, int):
                self._roots[str(name)], theirs[str(name)] = root, str(sql)
            elif kind == "index" and sql:
                self.indexes.append(str(sql))
        made = today if self.version == opening.VERSION else theirs
        if self.version > opening.VERSION or not made:
            raise DamagedFileError(
                f"{self._source} says that it is of version {self.version}, whose tables are not known"
            )
        for name, sql in made.items():
            if not name.startswith("sqlite_") and not name.startswith("search"):
                self._conn.execute(sql)
        marks = ", ".join("?" * len(tuple(steps[0])))
        self._conn.executemany(
            f"INSERT INTO _sqlite_migrations VALUES ({marks})",
            [tuple(each) for each in steps[: self.version]],
        )
        return {name: self._shape(name) for name in made if not name.startswith("search")}

    def _shape(self, name: str) -> Shape:
        found = self._conn.execute(f"PRAGMA table_xinfo({name})").fetchall()
        # A generated column that is stored stands in the row; one that is not does not.
        return shape_of(name, [(row[1], row[2], row[5]) for row in found if row[6] != 2])

    def _rows_of(self, leaves: set[int]) -> Iterator[Row]:
        for number in sorted(leaves):
            yield from self._pages.rows(number)

    def _take_rows(self, shapes: dict[str, Shape]) -> None:
        pages, seen = self._pages, self._pages.tree(1)
        for name, shape in shapes.items():
            if name in self._roots:
                leaves = pages.tree(self._roots[name]) - seen
                seen |= leaves
                self._put(shape, self._rows_of(leaves))
        index = {
            leaf
            for name, root in self._roots.items()
            if name.startswith("search")
            for leaf in pages.tree(root)
        }
        alone = set(range(2, pages.count + 1)) - seen - pages.free() - index
        for number in sorted(alone):
            if pages.is_leaf(number):
                with suppress(Unreadable):
                    rows = list(pages.rows(number))
                    self._put(_owner(shapes, rows), iter(rows))

    def _put(self, shape: Shape, rows: Iterator[Row]) -> None:
        # Which steps made the file is known, and its chain begins anew.
        if shape.name in {"_sqlite_migrations", "chain"}:
            return
        for row in rows:
            if not shape.fits(row):
                continue
            values = list(row.values)
            if shape.number is not None:
                values[shape.number] = row.id
            named = {
                column: value
                for (column, _), value in zip(shape.columns, values, strict=False)
                if column not in _GENERATED
            }
            self.insert(shape.name, named)

    def insert(self, table: str, values: Mapping[str, object]) -> bool:
        marks = ", ".join("?" * len(values))
        try:
            done = self._conn.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({marks})",
                tuple(values.values()),
            )
        except (self._conn.Error, OverflowError, UnicodeError):
            return False
        self.read[table] += done.rowcount
        return bool(done.rowcount)


def _owner(shapes: dict[str, Shape], rows: list[Row]) -> Shape:
    """The one table whose rows these may be."""
    fitting = [
        shape
        for name, shape in shapes.items()
        if not name.startswith(_OWN) and rows and all(shape.fits(row) for row in rows)
    ]
    full = [each for each in fitting if len(each.columns) == max(len(row.values) for row in rows)]
    if len(full or fitting) != 1:
        raise Unreadable
    return (full or fitting)[0]
