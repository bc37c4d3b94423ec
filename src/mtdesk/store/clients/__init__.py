"""Clients as rows, found by their folded names: the one they are listed by, and their aliases."""

from __future__ import annotations

from collections.abc import Iterable
from sqlite3 import Row

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.names import name_key, spelled_first
from mtdesk.store.clients.identity import LISTED
from mtdesk.store.file.book import Book

STORED = (
    "name", "phone", "email", "note", "legal_name", "born_on", "complaint", "goal", "next_step", "standing",
    "standing_why", "standing_since", "purged_on", "merged_into",
)  # fmt: skip
_SELECT = """
SELECT client.*, (SELECT group_concat(alias, char(10)) FROM client_alias
    WHERE client_id = client.id) AS aliases
FROM client"""
_ALIASED = "client.id IN (SELECT client_id FROM client_alias WHERE {})"


def add(book: Book, client: Client) -> int:
    return book.insert("client", _values(client))


def change(book: Book, client: Client) -> None:
    """Write it as it is now, by its own number: of one merged away `get` gives another."""
    book.update("client", client.id or 0, _values(client))


def get(book: Book, client_id: int) -> Client:
    """The client of this number; of one merged into another, that other."""
    row = book.row(
        f"{_SELECT} WHERE id = coalesce((SELECT merged_into FROM client WHERE id = :id), :id)",
        {"id": client_id},
    )
    if row is None:
        raise NotFoundError(f"there is no client {client_id}; `mtdesk client list` lists them")
    return _client(row)


def to_change(book: Book, client_id: int) -> Client:
    """As `get`, for what is written about them.

    Raises:
        NotFoundError: no client has it; RefusedError: that client was purged.
    """
    found = get(book, client_id)
    if found.purged_on is not None:
        raise RefusedError(
            f"client {found.id} was purged on {found.purged_on}; only figures are left"
        )
    return found


def numbered(book: Book, text: str) -> Client | None:
    """The client that `12` or `#12` is; None when the text is no number.

    Raises: as `to_change`.
    """
    number = number_of(text if text.startswith("#") else f"#{text}")
    if number is None:
        return None
    return to_change(book, number)


def named(book: Book, name: str) -> list[Client]:
    """Clients of exactly this name or alias, folded; names before aliases.

    Of several who fold alike, those who are listed so: “Łukasz” is not Lukasz, “lukasz” is either.
    """
    rows = book.rows(
        f"{_SELECT} WHERE (name_key = :key OR {_ALIASED.format('alias_key = :key')}) AND {LISTED} "
        "ORDER BY name_key <> :key, id",
        {"key": name_key(name)},
    )
    return [*spelled_first([_client(row) for row in rows], name)]


def with_words(book: Book, words: Iterable[str], *, limit: int = 500) -> list[Client]:
    """Clients one of whose folded names holds any of the folded words whole; `#12` is the number 12."""
    wanted = list(words)
    if not wanted:
        return []
    # Anywhere in the name first: that is quickly told, and of most names it is not true.
    whole = "(instr({0}, ?) AND instr(' ' || {0} || ' ', ?))"
    names, aliases = (
        " OR ".join([whole.format(column)] * len(wanted)) for column in ("name_key", "alias_key")
    )
    bound = [part for word in wanted for part in (word, f" {word} ")]
    numbers = [number for number in map(number_of, wanted) if number is not None]
    marks = ", ".join("?" * len(numbers))
    rows = book.rows(
        f"{_SELECT} WHERE ({names} OR {_ALIASED.format(aliases)} OR id IN ({marks})) AND {LISTED} "
        "ORDER BY id LIMIT ?",
        (*bound, *bound, *numbers, limit),
    )
    return [_client(row) for row in rows]


def number_of(word: str) -> int | None:
    """The number that `#12` is, as far as a file can hold it; None for any other word."""
    digits = word[1:]
    if word[:1] != "#" or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    return int(digits)


def numbered_all(book: Book, numbers: Iterable[int]) -> list[Client]:
    """Those of them that are listed."""
    wanted = (*numbers,)
    marks = ", ".join("?" * len(wanted))
    return [
        _client(row) for row in book.rows(f"{_SELECT} WHERE id IN ({marks}) AND {LISTED}", wanted)
    ]


def with_standing(book: Book) -> list[Client]:
    """Clients with whom something is agreed."""
    rows = book.rows(f"{_SELECT} WHERE standing <> 'none' AND {LISTED} ORDER BY id")
    return [_client(row) for row in rows]


def starting_with(book: Book, start: str, *, limit: int) -> list[Client]:
    """Clients one of whose words begins like this: for completion as she types."""
    begun = "instr(' ' || {}, :start)"
    rows = book.rows(
        f"{_SELECT} WHERE ({begun.format('name_key')} "
        f"OR {_ALIASED.format(begun.format('alias_key'))}) AND {LISTED} "
        "ORDER BY name_key LIMIT :limit",
        {"start": f" {name_key(start)}", "limit": limit},
    )
    return [_client(row) for row in rows]


def every_name(book: Book) -> list[tuple[str, int | None]]:
    """(name as typed, number of the client) of all names and aliases.

    Those that incidents name without a number come first: who is known has one.
    """
    rows = book.rows(
        """
        SELECT DISTINCT client AS name, client_id AS number FROM incident WHERE client IS NOT NULL
        UNION ALL SELECT alias, client_id FROM client_alias
        UNION ALL SELECT legal_name, id FROM client WHERE legal_name IS NOT NULL
        UNION ALL SELECT name, coalesce(merged_into, id) FROM client WHERE purged_on IS NULL"""
    )
    return [(row["name"], row["number"]) for row in rows]


def count(book: Book) -> int:
    return int(book.value(f"SELECT count(*) FROM client WHERE {LISTED}"))


def _values(client: Client) -> dict[str, str | int | None]:
    return {**{name: getattr(client, name) for name in STORED}, "name_key": name_key(client.name)}


def _client(row: Row) -> Client:
    aliases = row["aliases"]
    return Client(
        id=row["id"],
        **{name: row[name] for name in STORED},
        aliases=tuple(sorted(aliases.split("\n"))) if aliases else (),
    )
