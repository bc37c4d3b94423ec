"""The words of the practice's rows, folded, in one table that can be searched.

`search` holds one row for each row that has words of its own, and `search_fts` is its index. Both
hold nothing that stands nowhere else: they are not journaled, not exported, and made anew when
missing. What a write changed is followed in its transaction, by the journal's own list of it; what
another program changed, before the next search.

The number of a row is its day, then its kind, then the number of the row it is of: so the newest
come first without being sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold
from mtdesk.store import incidents
from mtdesk.store.clients.identity import LISTED
from mtdesk.store.file.book import Book, Row

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


@frozen
class Source:
    """A table whose words are searched; columns of its own, and of `joined` where they are named so.

    `shown` is the number by which the row is known outside, `amount` what a sum is asked of. `owners`
    are the columns of those whose names are searched with it: a client, a service. `always`: those
    names are enough, also without a word of its own. `kept`: of which rows.
    """

    words: tuple[str, ...]
    day: str | None = None
    owners: tuple[str, ...] = ()
    shown: str = "id"
    amount: str | None = None
    joined: str = ""
    always: bool = False
    kept: str = "true"


_OF_INCIDENT = "JOIN incident AS record ON record.id = own.incident_id"
SOURCES: dict[str, Source] = {
    "client": Source(
        words=(
            "name", "legal_name", "phone", "email", "complaint", "goal", "next_step", "standing_why",
            "note",
        ),
        kept=LISTED.replace("client.", "own."),
    ),
    "client_alias": Source(words=("alias",), owners=("client_id",), shown="client_id"),
    "service": Source(words=("name", "modality", "procedure_code")),
    "workplace": Source(words=("name",)),
    "pay_term": Source(
        words=("note",), day="valid_from", owners=("workplace_id",), shown="workplace_id"
    ),
    "questionnaire": Source(words=("name",)),
    "session": Source(
        words=("modality", "note", "insurer"), day="local_date",
        owners=("client_id", "service_id", "workplace_id"), amount="price_minor", always=True,
    ),
    "payment": Source(
        words=("note", "insurer"), day="received_on", owners=("client_id",), amount="amount_minor"
    ),
    "redemption": Source(
        words=("note",), day="redeemed_on", owners=("client_id",), amount="amount_minor"
    ),
    "credit": Source(words=("code",), owners=("client_id",)),
    "expense": Source(
        words=("vendor", "category_text", "category", "note"), day="spent_on", amount="amount_minor"
    ),
    "recurring_expense": Source(words=("vendor", "category"), amount="amount_minor"),
    "expense_attachment": Source(
        words=("file_name",), day="paid.spent_on", shown="expense_id",
        joined="JOIN expense AS paid ON paid.id = own.expense_id",
    ),
    "trip": Source(words=("purpose", "from_place", "to_place"), day="travelled_on"),
    "work_time": Source(words=("kind", "note"), day="worked_on"),
    "timer": Source(words=("kind", "note")),
    "tax_form": Source(words=("payer", "note"), amount="amount_minor"),
    "referral": Source(
        words=(
            "referred_by", "reason", "condition", "condition_code", "payer", "procedure_code",
            "letter_frequency", "note",
        ),
        day="referred_on", owners=("client_id",), shown="client_id",
    ),
    "function_note": Source(
        words=("measure", "part", "unit", "note"), day="noted_on", owners=("client_id",),
        shown="client_id",
    ),
    "incident": Source(
        words=(
            "kind", "client", "place", "setting", "said", "saw", "did", "witness", "told", "body_part",
            "injury_to_me", "injury_to_client", "source_kind", "note",
        ),
        day="local_date", owners=("client_id",), amount="lost_minor",
    ),
    "incident_addendum": Source(
        words=("text",), day="record.local_date", shown="incident_id", joined=_OF_INCIDENT
    ),
    "incident_follow_up": Source(words=("what",), day="due_on", shown="incident_id"),
    "incident_evidence": Source(
        words=("file_name",), day="record.local_date", shown="incident_id", joined=_OF_INCIDENT
    ),
    "check_in": Source(words=("note",), day="checked_on"),
    "acknowledgement": Source(words=("rule", "subject", "note"), day="acknowledged_on"),
    "import_batch": Source(words=("format", "file_name")),
}  # fmt: skip
_KIND = {table: number for number, table in enumerate(SOURCES)}


def exists(book: Book) -> bool:
    return book.has_table("search_state")


def follow(book: Book, operation: int) -> None:
    """Within a write to a practice that has the index: take in what it changed."""
    _follow(book, "operation_id = ?", operation)


def catch_up(book: Book) -> None:
    """Before a search: make the index where there is none, take in what other programs changed."""
    if exists(book) and not _behind(book):
        return
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


def _behind(book: Book) -> bool:
    return bool(
        book.value("SELECT coalesce(max(id), 0) > (SELECT change_id FROM search_state) FROM change")
    )


def make_anew(book: Book) -> None:
    """Within a purge: write the index anew where there is one, so that no word of hers lies in it."""
    if exists(book):
        _make(book)


def _make(book: Book) -> None:
    for name in _TABLES:
        book.execute(f"DROP TABLE IF EXISTS {name}")
    book.execute(_TABLE)
    book.execute(_STATE)
    _folding(book)
    for table in SOURCES:
        _take_in(book, table, "true")
    book.db.table("search").enable_fts(["text"], create_triggers=True)
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
    book.conn.executemany("INSERT OR IGNORE INTO temp.searched VALUES (?)", ((one,) for one in ids))
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


def by_amount(book: Book, minor: int, limit: int) -> list[tuple[str, int]]:
    """Rows (table, id) of exactly that sum, the newest of each table first."""
    found: list[tuple[str, int]] = []
    for table, source in SOURCES.items():
        if source.amount:
            order = f"{source.day} DESC, id DESC" if source.day else "id DESC"
            rows = book.rows(
                f"SELECT id FROM {table} WHERE {source.amount} = ? ORDER BY {order} LIMIT ?",
                (minor, limit),
            )
            found += [(table, row[0]) for row in rows]
    return found


def by_day(book: Book, first: str, last: str, limit: int) -> list[tuple[str, int]]:
    """Rows (table, id) dated from one day to another, the newest of each table first."""
    found: list[tuple[str, int]] = []
    for table, source in SOURCES.items():
        if source.day and not source.joined:
            rows = book.rows(
                f"SELECT id FROM {table} WHERE {source.day} BETWEEN ? AND ? "
                f"ORDER BY {source.day} DESC, id DESC LIMIT ?",
                (first, last, limit),
            )
            found += [(table, row[0]) for row in rows]
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
