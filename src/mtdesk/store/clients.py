"""Clients as rows, found by folded name."""

from __future__ import annotations

from mtdesk.errors import NotFoundError
from mtdesk.model.client import Client
from mtdesk.model.words import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Row

    from mtdesk.store.book import Book

STORED = (
    "name", "phone", "email", "note", "legal_name", "complaint", "goal", "next_step", "standing",
    "standing_why", "standing_since", "purged_on",
)  # fmt: skip


def add(book: Book, client: Client) -> int:
    return book.insert("client", _values(client))


def change(book: Book, client_id: int, client: Client) -> None:
    book.update("client", client_id, _values(client))


def get(book: Book, client_id: int) -> Client:
    row = book.row("SELECT * FROM client WHERE id = ?", (client_id,))
    if row is None:
        raise NotFoundError(f"there is no client {client_id}; `mtdesk client list` lists them")
    return _client(row)


def named(book: Book, name: str) -> list[Client]:
    """Clients of exactly this name, case and accents folded."""
    rows = book.rows("SELECT * FROM client WHERE name_key = ? ORDER BY id", (fold(name),))
    return [_client(row) for row in rows]


def with_words(book: Book, words: Iterable[str], *, limit: int = 500) -> list[Client]:
    """Clients whose folded name holds any of the folded words whole."""
    wanted = list(words)
    if not wanted:
        return []
    # Anywhere in the name first: that is quickly told, and of most names it is not true.
    whole = "instr(name_key, ?) AND instr(' ' || replace(name_key, '-', ' ') || ' ', ?)"
    bound = [part for word in wanted for part in (word, f" {word} ")]
    rows = book.rows(
        f"SELECT * FROM client WHERE {' OR '.join([f'({whole})'] * len(wanted))} "
        "ORDER BY id LIMIT ?",
        (*bound, limit),
    )
    return [_client(row) for row in rows]


def starting_with(book: Book, start: str, *, limit: int) -> list[Client]:
    """Clients one of whose words begins like this: for completion as she types."""
    rows = book.rows(
        "SELECT * FROM client WHERE instr(' ' || name_key, ?) ORDER BY name_key LIMIT ?",
        (f" {fold(start)}", limit),
    )
    return [_client(row) for row in rows]


def count(book: Book) -> int:
    return int(book.value("SELECT count(*) FROM client"))


def _values(client: Client) -> dict[str, str | None]:
    return {**{name: getattr(client, name) for name in STORED}, "name_key": fold(client.name)}


def _client(row: Row) -> Client:
    return Client(id=row["id"], **{name: row[name] for name in STORED})
