"""What leaves the incident record is read from here: everyone's names, the seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.names.redaction import Person

if TYPE_CHECKING:
    from mtdesk.store.file.book import Book

SEALED = ("incident", "incident_addendum", "incident_evidence")


def people(book: Book) -> list[Person]:
    """Every client by every name, and how each is reached; who was merged has the names of both.

    Of a purged one nothing but a number is left, which names nobody.
    """
    rows = book.rows(
        "SELECT id, coalesce(merged_into, id) AS one, name, legal_name, phone, email FROM client "
        "WHERE purged_on IS NULL ORDER BY id"
    )
    names: dict[int, list[str]] = {}
    contacts: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row["one"], []).extend(filter(None, (row["name"], row["legal_name"])))
        contacts.setdefault(row["one"], []).extend(filter(None, (row["phone"], row["email"])))
    for row in book.rows(
        "SELECT coalesce(merged_into, client.id) AS one, alias FROM client_alias "
        "JOIN client ON client.id = client_id WHERE purged_on IS NULL ORDER BY client_alias.id"
    ):
        names[row["one"]].append(row["alias"])
    return [
        Person(key=row["id"], names=tuple(names[row["one"]]), contacts=tuple(contacts[row["one"]]))
        for row in rows
    ]


def merged(book: Book) -> dict[int, int]:
    """The numbers of clients that turned out to be another, and which."""
    rows = book.rows("SELECT id, merged_into FROM client WHERE merged_into IS NOT NULL")
    return {row["id"]: row["merged_into"] for row in rows}


def seals(book: Book) -> dict[tuple[str, int], str]:
    """The hash of each sealed row of the record, by its table and number."""
    marks = ", ".join("?" * len(SEALED))
    rows = book.each(
        f"SELECT table_name, row_id, hash FROM seal WHERE table_name IN ({marks})", SEALED
    )
    return {(row["table_name"], row["row_id"]): row["hash"] for row in rows}


def lines(book: Book) -> dict[int, list[int]]:
    """The numbers of the lines added to each incident, in their order."""
    found: dict[int, list[int]] = {}
    for row in book.each("SELECT id, incident_id FROM incident_addendum ORDER BY id"):
        found.setdefault(row["incident_id"], []).append(row["id"])
    return found
