"""The words of the practice's rows, folded, in one table that can be searched.

`search` holds one row for each row that has words of its own, and `search_fts` is its index. Both
hold nothing that stands nowhere else: not journaled, not exported, made anew when missing. A write is
followed in its transaction, by the journal's own list of it; another program's before the next search.

The number of a row is its day, then its kind, then the number of the row it is of: so the newest
come first without being sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mtdesk.errors import RefusedError
from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold
from mtdesk.store import incidents
from mtdesk.store.file.book import Book, Row
from mtdesk.store.search.sources import SOURCES, Source

_DAY_BITS, _KIND_BITS = 40, 34  # a day above, a kind above the number of the row
_JULIAN = 1_721_425  # a day is this number and its ordinal
DATED = 1 << _DAY_BITS  # rows without a day stand below it
_TABLE = """
CREATE TABLE search (
    id INTEGER PRIMARY KEY,
    of_table TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (of_table, row_id)
) STRICT"""
_STATE = "CREATE TABLE search_state (change_id INTEGER NOT NULL) STRICT"
_TABLES = ("search_fts", "search", "search_state")
_KIND = {table: number for number, table in enumerate(SOURCES)}


def exists(book: Book) -> bool:
    aside = "SELECT count(*) FROM temp.sqlite_master WHERE name = 'search_state'"
    return book.has_table("search_state") or bool(book.value(aside))


def follow(book: Book, operation: int) -> None:
    """Within a write to a practice that has the index: take in what it changed."""
    _follow(book, "operation_id = ?", operation)


def catch_up(book: Book) -> None:
    """Before a search: make the index where there is none, take in what other programs changed."""
    if exists(book) and not _behind(book):
        return
    try:
        _catch_up(book)
    except RefusedError as error:
        if "readonly" not in str(error.__cause__):
            raise
        _make_aside(book)


def _catch_up(book: Book) -> None:
    book.execute("BEGIN IMMEDIATE")
    try:  # asked again: another process may have done it meanwhile
        if not exists(book):
            _make(book)
        elif _behind(book):
            _follow(book, "id > ?", book.value("SELECT change_id FROM search_state"))
        book.execute("COMMIT")
    except BaseException:
        if book.conn.in_transaction:
            book.conn.execute("ROLLBACK")
        raise


def _make_aside(book: Book) -> None:
    """The index of a practice that cannot be written: in memory, as long as it is open."""
    for name in _TABLES:
        book.execute(f"DROP TABLE IF EXISTS temp.{name}")
    book.execute(_TABLE.replace("CREATE", "CREATE TEMP", 1))
    book.execute(_STATE.replace("CREATE", "CREATE TEMP", 1))
    _fill(book)
    book.execute("CREATE VIRTUAL TABLE temp.search_fts USING fts5(text, content = 'search')")
    book.execute("INSERT INTO temp.search_fts (search_fts) VALUES ('rebuild')")


def _behind(book: Book) -> bool:
    behind = "SELECT coalesce(max(id), 0) > (SELECT change_id FROM search_state) FROM change"
    return bool(book.value(behind))


def make_anew(book: Book) -> None:
    """Within a purge: write the index anew, so that no word of hers lies in it."""
    if exists(book):
        _make(book)


def _make(book: Book) -> None:
    for name in _TABLES:
        book.execute(f"DROP TABLE IF EXISTS {name}")
    book.execute(_TABLE)
    book.execute(_STATE)
    _fill(book)
    book.db.table("search").enable_fts(["text"], create_triggers=True)


def _fill(book: Book) -> None:
    _folding(book)
    for table in SOURCES:
        _take_in(book, table, "true")
    book.execute("INSERT INTO search_state SELECT coalesce(max(id), 0) FROM change")


def _follow(book: Book, which: str, bound: int) -> None:
    changed: dict[str, list[int]] = {}
    for row in book.rows(
        f"SELECT DISTINCT table_name, row_id FROM change WHERE {which} ORDER BY 1, 2", (bound,)
    ):
        if row["table_name"] in SOURCES:
            changed.setdefault(row["table_name"], []).append(row["row_id"])
    if changed:
        _folding(book)
    for table, ids in changed.items():
        _again(book, table, "id", ids)
    for table, source in SOURCES.items():  # their words name the owner
        for owner in source.owners:
            if owner.removesuffix("_id") in changed:
                _again(book, table, owner, changed[owner.removesuffix("_id")])
    book.execute("UPDATE search_state SET change_id = (SELECT coalesce(max(id), 0) FROM change)")


def _again(book: Book, table: str, column: str, ids: Sequence[int]) -> None:
    book.execute("CREATE TEMP TABLE IF NOT EXISTS searched (id INTEGER PRIMARY KEY)")
    book.execute("DELETE FROM temp.searched")
    book.execute_many("INSERT OR IGNORE INTO temp.searched VALUES (?)", ((one,) for one in ids))
    if column == "id":
        book.execute(
            "DELETE FROM search WHERE of_table = ? AND row_id IN (SELECT id FROM temp.searched)",
            (table,),
        )
    else:
        book.execute(
            f"DELETE FROM search WHERE of_table = ? AND row_id IN (SELECT id FROM {table} "
            f"WHERE {column} IN (SELECT id FROM temp.searched))",
            (table,),
        )
    _take_in(book, table, f"own.{column} IN (SELECT id FROM temp.searched)")


def unlike(book: Book) -> list[tuple[str, int]]:
    """Rows (table, id) whose words in the index are not those that they have; none while it is behind."""
    if not exists(book) or _behind(book):
        return []
    _folding(book)
    book.execute("DROP TABLE IF EXISTS temp.words")
    book.execute("CREATE TEMP TABLE words AS SELECT * FROM search WHERE false")
    for table in SOURCES:
        _take_in(book, table, "true", into="temp.words")
    columns = "id, of_table, row_id, text"
    apart = f"SELECT of_table, row_id FROM (SELECT {columns} FROM {{}} EXCEPT SELECT {columns} FROM {{}})"
    sides = (apart.format("search", "temp.words"), apart.format("temp.words", "search"))
    return [(row[0], row[1]) for row in book.rows(" UNION ".join(sides) + " ORDER BY 1, 2")]


def _take_in(book: Book, table: str, where: str, into: str = "search") -> None:
    """Rows that have words of their own, with the names of their owners."""
    source = SOURCES[table]
    own = _joined(f"own.{column}" for column in source.words)
    names = (f"{owner.removesuffix('_id')}.name" for owner in source.owners)
    text = _joined([*(f"own.{column}" for column in source.words), *names])
    book.execute(
        f"""
        INSERT INTO {into} (id, of_table, row_id, text)
        SELECT {_number(table)}, '{table}', own.id, mtdesk_fold({text})
        FROM {table} AS own {source.joined} {_owners(source)}
        WHERE {where} AND {source.kept} AND trim({text if source.always else own}) <> ''"""
    )


def _joined(columns: Iterable[str]) -> str:
    return " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)


def _owners(source: Source) -> str:
    return " ".join(
        f"LEFT JOIN {owner.removesuffix('_id')} ON {owner.removesuffix('_id')}.id = own.{owner}"
        for owner in source.owners
    )


def _number(table: str) -> str:
    """A day as a Julian day number above, so that it stays a whole number whatever the year."""
    day = SOURCES[table].day
    column = day if day is None or "." in day else f"own.{day}"
    when = "0" if column is None else f"(CAST(julianday({column}) + 0.5 AS INTEGER) << {_DAY_BITS})"
    return f"{when} + ({_KIND[table]} << {_KIND_BITS}) + own.id"


def _folding(book: Book) -> None:
    book.conn.create_function("mtdesk_fold", 1, fold, deterministic=True)


# -- asking


@frozen
class Hit:
    """A row that was found: `shown` is the number it is known by, `day` ISO or None.

    `is_withdrawn`: of an incident that was taken back.
    """

    table: str
    id: int
    shown: int
    day: str | None
    client: str | None
    service: str | None
    workplace: str | None
    amount_minor: int | None
    words: tuple[str, ...]
    is_withdrawn: bool = False


def by_words(
    book: Book, tokens: Sequence[str], limit: int, *, first: str = "", last: str = ""
) -> list[tuple[str, int]]:
    """Rows (table, id) that have a word that begins with each token: without a day first, then the newest.

    Of rows without a day, any part of a word will do. `first` and `last` bound the day.
    """
    found: list[tuple[str, int]] = []
    if not first:
        parts = " AND ".join("text LIKE ? ESCAPE '\\'" for _ in tokens)
        rows = book.rows(
            f"SELECT of_table, row_id FROM search WHERE id < {DATED} AND {parts} ORDER BY id LIMIT ?",
            (*(f"%{_escaped(token)}%" for token in tokens), limit),
        )
        found = [(row[0], row[1]) for row in rows]
    match = " AND ".join(f'"{token}" *' for token in tokens)
    span = (_from(first) if first else DATED, _from(last) + DATED - 1 if last else 1 << 62)
    rows = book.rows(
        "SELECT of_table, row_id FROM search_fts JOIN search ON search.id = search_fts.rowid "
        "WHERE search_fts MATCH ? AND search_fts.rowid BETWEEN ? AND ? "
        "ORDER BY search_fts.rowid DESC LIMIT ?",
        (match, *span, limit),
    )
    return [*found, *((row[0], row[1]) for row in rows)]


def by_amount(book: Book, minor: int, limit: int, last: str) -> list[tuple[str, int]]:
    """Rows (table, id) of exactly that sum up to a day, the newest of each table first."""
    found: list[tuple[str, int]] = []
    for table, source in SOURCES.items():
        if source.amount:
            day = source.day or "''"
            of = f"SELECT id FROM {table} WHERE {source.amount} = ? AND {day} <= ?"
            newest = f"{of} ORDER BY {day} DESC, id DESC LIMIT ?"
            found += [(table, row[0]) for row in book.rows(newest, (minor, last, limit))]
    return found


def by_day(book: Book, first: str, last: str, limit: int) -> list[tuple[str, int]]:
    """Rows (table, id) dated from one day to another, the newest of each table first."""
    found: list[tuple[str, int]] = []
    for table, source in SOURCES.items():
        if source.day and not source.joined:
            of = f"SELECT id FROM {table} WHERE {source.day} BETWEEN ? AND ?"
            newest = f"{of} ORDER BY {source.day} DESC, id DESC LIMIT ?"
            found += [(table, row[0]) for row in book.rows(newest, (first, last, limit))]
    return found


def hits(book: Book, found: Iterable[tuple[str, int]]) -> list[Hit]:
    """The rows themselves, in the order in which they were found; none that are gone."""
    wanted = list(dict.fromkeys(found))
    by_table: dict[str, list[int]] = {}
    for table, row_id in wanted:
        by_table.setdefault(table, []).append(row_id)
    rows = {
        (table, row["id"]): _hit(book, table, row)
        for table, ids in by_table.items()
        for row in _read(book, table, ids)
    }
    return [rows[each] for each in wanted if each in rows]


def _read(book: Book, table: str, ids: Sequence[int]) -> list[Row]:
    source = SOURCES[table]
    day = source.day and (source.day if "." in source.day else f"own.{source.day}")
    client = "client.name" if "client_id" in source.owners else "NULL"
    service = "service.name" if "service_id" in source.owners else "NULL"
    workplace = "workplace.name" if "workplace_id" in source.owners else "NULL"
    amount = f"own.{source.amount}" if source.amount else "NULL"
    words = ", ".join(f"own.{column} AS word_{n}" for n, column in enumerate(source.words))
    marks = ", ".join("?" * len(ids))
    return book.rows(
        f"SELECT own.id, own.{source.shown} AS shown, {day or 'NULL'} AS day, {client} AS client, "
        f"{service} AS service, {workplace} AS workplace, {amount} AS amount_minor, {words} "
        f"FROM {table} AS own {source.joined} {_owners(source)} WHERE own.id IN ({marks})",
        ids,
    )


def _hit(book: Book, table: str, row: Row) -> Hit:
    count = len(SOURCES[table].words)
    return Hit(
        table=table,
        id=row["id"],
        shown=row["shown"],
        day=row["day"],
        client=row["client"],
        service=row["service"],
        workplace=row["workplace"],
        amount_minor=row["amount_minor"],
        words=tuple(str(row[f"word_{n}"]) for n in range(count) if row[f"word_{n}"]),
        is_withdrawn=table.startswith("incident") and incidents.is_withdrawn(book, row["shown"]),
    )


def _from(day: str) -> int:
    return (date.fromisoformat(day).toordinal() + _JULIAN) << _DAY_BITS


def _escaped(token: str) -> str:
    return token.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
