"""Who was purged stays so, whichever copy is restored: kept beside the practice without any name.

`practice.db.purged` has a line for each: the client's number, when, and salted hashes of what they went by,
slow to work out, by which a copy that has the number tells whether it is the same person.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import scrypt
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.names import name_key
from mtdesk.store.clients import purge
from mtdesk.store.file import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.store.file.book import Book

_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 << 20}  # 50 ms and 16 MB for a guess


@frozen
class Again:
    """Clients by their numbers: those purged in a copy again, and those that may be, or may be others."""

    purged: tuple[int, ...]
    unclear: tuple[int, ...]


def file_of(practice: Path) -> Path:
    return practice.with_name(f"{practice.name}.purged")


def note(practice: Path, person: purge.Person, at: str) -> None:
    """Remember a purge for copies from before it."""
    salt = os.urandom(16)
    names = sorted(_hash(name, salt) for name in person.names)
    lines = [
        json.dumps({"client": number, "at": at, "salt": salt.hex(), "names": names})
        for number in person.ids
    ]
    path = file_of(practice)
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    whole.content(path, "".join([there, *(f"{line}\n" for line in lines)]).encode())


def apply(copy: Book, now: Book | None, practice: Path, day: str, at: str) -> Again:
    """Purge from a copy whom the practice, or what is kept beside it, says was purged since."""
    here = {
        row["id"]: name_key(row["name"])
        for row in copy.rows("SELECT id, name FROM client WHERE purged_on IS NULL")
    }
    found: set[int] = set()
    others: set[int] = set()
    for stone in _stones(practice):
        number = stone["client"]
        if number in here and number not in found:
            is_same = _hash(here[number], bytes.fromhex(stone["salt"])) in stone["names"]
            (found if is_same else others).add(number)
    unclear: set[int] = set()
    for number in set(_purged(now) if now else ()) & set(here) - found - others:
        (found if now and _is_same(copy, now, number) else unclear).add(number)
    for number in sorted(found):
        _purge(copy, number, day, at)
    if found:
        purge.sweep(copy)
    return Again(purged=tuple(sorted(found)), unclear=tuple(sorted(unclear)))


def _purge(copy: Book, number: int, day: str, at: str) -> None:
    if copy.value("SELECT purged_on FROM client WHERE id = ?", (number,)):
        return  # with another, who was one person with them
    with copy.transaction("purge", f"purge of client {number}", at) as operation:
        purge.carry_out(copy, purge.look_up(copy, number), day, at, operation)


def _purged(now: Book) -> Iterable[int]:
    return [row[0] for row in now.rows("SELECT id FROM client WHERE purged_on IS NOT NULL")]


def _is_same(copy: Book, now: Book, number: int) -> bool:
    """Whether all visits that the copy has of a number are still there as figures of that number."""
    visits = "SELECT id, local_date FROM session WHERE client_id = ?"
    then, since = ({tuple(row) for row in each.rows(visits, (number,))} for each in (copy, now))
    return bool(then) and then <= since


def _stones(practice: Path) -> Iterator[dict[str, Any]]:
    try:
        text = file_of(practice).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in text.splitlines():
        with suppress(ValueError, TypeError, KeyError):
            said = json.loads(line)
            bytes.fromhex(said["salt"])
            yield {"client": int(said["client"]), "salt": said["salt"], "names": set(said["names"])}


def _hash(name: str, salt: bytes) -> str:
    return scrypt(name.encode(), salt=salt, dklen=32, **_COST).hex()
