"""What an import brought: each record of a file, by the source's own id, and the rows that hold it.

A record without an id has its content instead, and a number among its equals. A row may be what
several records say. A link whose row is gone says nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Row

from mtdesk.model.frozen import frozen
from mtdesk.model.importing import named
from mtdesk.store.file.batches import insert_many
from mtdesk.store.file.book import Book

_COLUMNS = ("format", "source_id", "occurrence", "digest", "table_name", "row_id", "meets")
_SELECT = f"SELECT id, {', '.join(_COLUMNS[1:])} FROM import_link"
_AT_ONCE = 1_000  # links of equals
LinkRow = tuple[str, str, int, str, str, int, str | None]
_KEYED = (
    "session", "redemption", "payment", "expense", "trip", "work_time", "incident", "check_in",
)  # fmt: skip


@frozen
class Link:
    """A record of a source that a row holds; of one with several rows there are several.

    It `meets` a row that stood before, as payment or session.
    """

    id: int
    source_id: str
    occurrence: int
    digest: str
    table: str
    row_id: int
    meets: str | None = None


def known(book: Book, source: str, source_ids: Sequence[str]) -> dict[str, list[Link]]:
    """The links of these ids whose rows are there, in the order in which they came."""
    marks = ", ".join("?" * len(source_ids))
    found = book.each(
        f"{_SELECT} WHERE format = ? AND source_id IN ({marks}) ORDER BY id", (source, *source_ids)
    )
    by_id: dict[str, list[Link]] = {}
    for link in _there(book, found):
        by_id.setdefault(link.source_id, []).append(link)
    return by_id


def of_equals(book: Book, source: str, source_id: str, after: int, upto: int) -> Iterator[Link]:
    """The links of an id whose numbers are above `after`, by number; none that came after link `upto`.

    They are read as they are asked for: there may be as many as a file has rows.
    """
    while True:
        found = book.rows(
            f"{_SELECT} WHERE format = ? AND source_id = ? AND occurrence > ? AND id <= ? "
            "ORDER BY occurrence, id LIMIT ?",
            (source, source_id, after, upto, _AT_ONCE),
        )
        if len(found) == _AT_ONCE and found[0][2] != found[-1][2]:
            # The last number may have more links than were read.
            found = [row for row in found if row[2] != found[-1][2]]
        if not found:
            return
        yield from _there(book, found)
        after = found[-1][2]


def _there(book: Book, rows: Iterable[Row]) -> list[Link]:
    """Those links whose rows are there."""
    links = [
        Link(
            id=row[0],
            source_id=row[1],
            occurrence=row[2],
            digest=row[3],
            table=row[4],
            row_id=row[5],
            meets=row[6],
        )
        for row in rows
    ]
    there: set[tuple[str, int]] = set()
    for table in {link.table for link in links}:
        ids = [link.row_id for link in links if link.table == table]
        found = f"SELECT id FROM {table} WHERE id IN ({', '.join('?' * len(ids))})"
        there.update((table, row[0]) for row in book.each(found, ids))
    return [link for link in links if (link.table, link.row_id) in there]


def of_parts(book: Book, source: str, beginning: str) -> dict[str, list[Link]]:
    """The same, of all ids of a source that begin so (with a `/` at its end)."""
    found = book.rows(
        "SELECT DISTINCT source_id FROM import_link WHERE format = ? "
        "AND source_id >= ? AND source_id < ?",
        (source, beginning, f"{beginning[:-1]}0"),  # what comes next after `/`
    )
    return known(book, source, [row[0] for row in found]) if found else {}


def is_source(book: Book, source: str) -> bool:
    """Whether a file of a source was ever read."""
    return bool(book.value("SELECT 1 FROM import_link WHERE format = ? LIMIT 1", (source,)))


def has_equals(book: Book, source: str) -> bool:
    """Whether a source brought records that have no id."""
    sql = "SELECT 1 FROM import_link WHERE format = ? AND source_id >= '#' AND source_id < '$' LIMIT 1"
    return bool(book.value(sql, (source,)))


def add(book: Book, links: Iterable[LinkRow]) -> None:
    """Each as source, its id there, its number among equals, its digest, table and row.

    And what it met, where the row stood before, or pays for a session that waited.
    """
    insert_many(book, "import_link", _COLUMNS, links)


def is_now(book: Book, source: str, link: Link, digest: str) -> None:
    """The record that a link is of has this content now."""
    book.execute(
        "UPDATE import_link SET digest = ? WHERE format = ? AND source_id = ? AND occurrence = ?",
        (digest, source, link.source_id, link.occurrence),
    )


def last_id(book: Book) -> int:
    """Links after it are of the import that is under way."""
    return int(book.value("SELECT max(id) FROM import_link") or 0)


def day_and_client(book: Book, link: Link) -> tuple[str | None, int | None]:
    """The day of a link's row, and whose it is; None where it is nobody's."""
    day, client = {
        "session": ("local_date", "client_id"),
        "payment": ("received_on", "client_id"),
        "redemption": ("redeemed_on", "client_id"),
        "incident": ("local_date", "NULL"),
        "expense": ("spent_on", "NULL"),
        "trip": ("travelled_on", "NULL"),
        "work_time": ("worked_on", "NULL"),
        "check_in": ("checked_on", "NULL"),
    }[link.table]
    row = book.row(f"SELECT {day}, {client} FROM {link.table} WHERE id = ?", (link.row_id,))
    return (row[0], row[1]) if row else (None, None)


def session_of(
    book: Book, source: str, source_id: str, day: str
) -> tuple[int, int | None, str | None] | None:
    """(id, client id, client) of the session that a source calls so; of several, that of the day."""
    found = book.rows(
        "SELECT session.id, client_id, client.name, local_date FROM import_link AS link "
        "JOIN session ON session.id = link.row_id LEFT JOIN client ON client.id = client_id "
        "WHERE format = ? AND source_id = ? AND link.table_name = 'session'",
        (source, source_id),
    )
    if len(found) > 1:
        found = [row for row in found if row["local_date"] == day]
    return (found[0][0], found[0][1], found[0][2]) if len(found) == 1 else None


# -- records seen in one file, however many


def begin_seen(book: Book) -> None:
    book.execute("DROP TABLE IF EXISTS temp.import_seen")
    book.execute("CREATE TEMP TABLE import_seen (source_id TEXT PRIMARY KEY, last INTEGER)")


def seen(book: Book, source_ids: Sequence[str]) -> dict[str, int]:
    """The last number among its equals that each of these has got in a file so far."""
    marks = ", ".join("?" * len(source_ids))
    rows = book.each(f"SELECT * FROM temp.import_seen WHERE source_id IN ({marks})", source_ids)
    return {row[0]: row[1] for row in rows}


def keep_seen(book: Book, numbers: dict[str, int]) -> None:
    columns, insert = ("source_id", "last"), "INSERT OR REPLACE"
    insert_many(book, "temp.import_seen", columns, numbers.items(), insert=insert)


# -- records that are decided on when the file is read, however many


def begin_later(book: Book) -> None:
    for table in ("import_later", "import_later_name"):
        book.execute(f"DROP TABLE IF EXISTS temp.{table}")
    book.execute(
        "CREATE TEMP TABLE import_later (number INTEGER PRIMARY KEY, day TEXT, records BLOB)"
    )
    book.execute("CREATE INDEX temp.import_later_by_day ON import_later (day)")
    book.execute(
        "CREATE TEMP TABLE import_later_name (name TEXT, number INTEGER, PRIMARY KEY (name, number)) "
        "WITHOUT ROWID"
    )


def keep_later(
    book: Book, kept: Iterable[tuple[str, bytes]], names: Sequence[Iterable[str]]
) -> None:
    """Records of a day that come together, as day and records; and the names of each of these."""
    first = int(book.value("SELECT max(number) FROM temp.import_later") or 0) + 1
    insert_many(book, "temp.import_later", ("day", "records"), kept)
    rows = ((name, number) for number, each in enumerate(names, first) for name in {*each})
    insert_many(book, "temp.import_later_name", ("name", "number"), rows)


def later_named(book: Book, names: Sequence[str]) -> list[bytes]:
    """The records that came together with any so named."""
    marks = ", ".join("?" * len(names))
    sql = (
        "SELECT records FROM temp.import_later WHERE number IN "
        f"(SELECT number FROM temp.import_later_name WHERE name IN ({marks})) ORDER BY number"
    )
    return [row[0] for row in book.rows(sql, names)]


def later_days(book: Book) -> Iterator[tuple[str, bytes]]:
    """Day by day what was kept of it, in the order in which it came."""
    sql = "SELECT day, records FROM temp.import_later ORDER BY day, number"
    return ((row[0], row[1]) for row in book.each(sql))


# -- files from before


def from_keys(book: Book) -> None:
    """Make a link of every key that stands in a row, as imports wrote it until schema 9."""
    counts: dict[tuple[str, str], int] = {}
    for table in _KEYED:
        links: list[LinkRow] = []
        for row_id, key, digest in book.rows(
            f"SELECT id, import_key, import_digest FROM {table} WHERE import_key IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM import_link WHERE table_name = :table "
            f"AND row_id = {table}.id) ORDER BY id",
            {"table": table},
        ):
            source, source_id = named(key)
            name = source or "unknown", source_id or key
            counts[name] = counts.get(name, 0) + 1
            links.append((*name, counts[name], digest or "", table, row_id, None))
        add(book, links)
