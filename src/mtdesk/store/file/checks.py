"""What `doctor` compares: the file's own rules, what is derived, and the rows, each with what it should be.

`backup.all_of` asks whether the file can be worked with; here every difference is a sentence that
names its table and row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from mtdesk.errors import MtdeskError
from mtdesk.store import search
from mtdesk.store.file import backup, chain, journal, opening, triggers
from mtdesk.store.file.backup import Check
from mtdesk.store.file.book import Book
from mtdesk.store.file.guard import Unusual

_OURS = ("search", "sqlite_", "_sqlite_")  # made when they are needed, or not by us
# What a damaged page can make of a row: a text that is no JSON, a number that is none.
_DAMAGE = (ArithmeticError, ValueError, TypeError)
_MOST = 1_000  # rows that one check names


def all_of(book: Book, today: date) -> list[Check]:
    """What `doctor` looks at; what is compared closely takes the place of what was looked at before."""
    closely = {
        name: _checked(name, look, book)
        for name, look in (
            ("triggers", _rules),
            ("schema", _shape),
            ("journal", _journal),
            ("rows", _rows),
            ("derived", _derived),
        )
    }
    before = [closely.pop(check.name, check) for check in backup.all_of(book, today)]
    return [*before, *closely.values()]


def _checked(name: str, look: Callable[[Book], Check], book: Book) -> Check:
    try:
        return look(book)
    except (MtdeskError, book.conn.Error, *_DAMAGE) as error:
        return Check(name=name, ok=False, detail=str(error))


# -- the file's own rules


def _rules(book: Book) -> Check:
    told = list(_unlike_today(book, ("trigger",)))
    return Check(name="triggers", ok=not told, detail=backup.some(told, "; ") or "all there")


def _shape(book: Book) -> Check:
    told = list(_unlike_today(book, ("table", "index", "view")))
    again = [f"the view {name} was missing, and is made again" for name in book.made_again]
    said = backup.some([*told, *again], "; ")
    return Check(name="schema", ok=not told, detail=said or "as it should be")


def _unlike_today(book: Book, kinds: tuple[str, ...]) -> Iterator[str]:
    """What differs from a new practice of this version, by the text that makes it."""
    new = opening.in_memory()
    try:
        wanted = _made_of(new)
    finally:
        new.close()
    there = _made_of(book)
    for kind, name in sorted(wanted.keys() | there.keys()):
        if kind not in kinds:
            continue
        if (kind, name) not in there:
            yield f"the {kind} {name} is missing"
        elif (kind, name) not in wanted:
            # What other programs add beside ours is theirs; a trigger would change what we write.
            if kind == "trigger":
                yield f"the trigger {name} is not of this program"
        elif there[kind, name] != wanted[kind, name]:
            yield f"the {kind} {name} is not as this version makes it"


def _made_of(book: Book) -> dict[tuple[str, str], str]:
    return {
        (row["type"], row["name"]): " ".join((row["sql"] or "").split())
        for row in book.rows("SELECT type, name, tbl_name, sql FROM sqlite_master")
        if not row["name"].startswith(_OURS) and not row["tbl_name"].startswith("search")
    }


# -- the journal, and the rows by it


def _journal(book: Book) -> Check:
    told = [
        f"operation {operation}: {what}" if operation else what
        for operation, what in chain.problems(book.conn)
    ]
    outside = journal.changes_outside(book)
    links = book.value("SELECT count(*) FROM chain")
    detail = f"{links:,} links, {outside} changes by other programs"
    return Check(name="journal", ok=not told, detail="; ".join([*_few(told), detail]))


def _few(told: list[str]) -> list[str]:
    return [backup.some(told, "; ")] if told else []


def _rows(book: Book) -> Check:
    """Whether each row is as the journal saw it last; what no purge left there is not asked."""
    book.execute("DROP TABLE IF EXISTS temp.latest")
    book.execute(
        "CREATE TEMP TABLE latest AS SELECT table_name, row_id, max(id) AS id "
        "FROM main.change GROUP BY 1, 2"
    )
    found = [each for table in triggers.JOURNALED for each in _rows_of(book, table)]
    return _named("rows", found, "as the journal has them")


def _rows_of(book: Book, table: str) -> Iterator[Unusual]:
    image = triggers.image(triggers.columns(book.conn, table), "now")
    for row in book.each(
        f"""
        SELECT latest.row_id, change.after, CASE WHEN now.id IS NOT NULL THEN {image} END AS image
        FROM temp.latest JOIN change ON change.id = latest.id
        LEFT JOIN {table} AS now ON now.id = latest.row_id
        WHERE latest.table_name = ? AND change.after IS NOT
            CASE WHEN now.id IS NOT NULL THEN {image} END""",
        (table,),
    ):
        then, now = row["after"], row["image"]
        if journal.same(table, then, now):
            continue
        if then is None or now is None:
            what = (
                "is gone, and nothing took it away"
                if now is None
                else "was taken away, and is here"
            )
            yield Unusual(table=table, id=row["row_id"], field="row", sentence=what)
            continue
        here = json.loads(now)
        for field, value in json.loads(then).items():
            if here.get(field) != value and not journal.is_key(table, field):
                yield _unlike(table, row["row_id"], field, here.get(field), value)


def _unlike(table: str, row_id: int, field: str, here: Any, wanted: Any) -> Unusual:
    return Unusual(
        table=table, id=row_id, field=field, sentence=f"{_said(here)} stands for {_said(wanted)}"
    )


def _said(value: Any) -> str:
    return "nothing" if value is None or value == "" else f"“{value}”"


# -- what is worked out from other rows


_WORKED_OUT = (
    ("session", "settled_on", triggers.SETTLED.format(session="session.id")),
    ("session", "week_start", "date(local_date, '-6 days', 'weekday 1')"),
    ("credit", "emptied_on", triggers.EMPTIED),
)


def _derived(book: Book) -> Check:
    found = [
        _unlike(table, row[0], column, row[1], row[2])
        for table, column, sql in _WORKED_OUT
        for row in book.rows(
            f"SELECT id, {column}, {sql} AS made FROM {table} WHERE {column} IS NOT made ORDER BY id"
        )
    ]
    found += [
        Unusual(table=table, id=row_id, field=key, sentence=f"it should be “{made}”")
        for table, row_id, key, made in journal.keys_unlike(book)
    ]
    found += [
        Unusual(
            table=table, id=row_id, field="search", sentence="its words in the index are others"
        )
        for table, row_id in search.unlike(book)
    ]
    return _named("derived", found, "as worked out anew")


def _named(name: str, found: list[Unusual], otherwise: str) -> Check:
    detail = backup.some([each.words for each in found], "; ") or otherwise
    return Check(name=name, ok=not found, detail=detail, rows=tuple(found[:_MOST]))
