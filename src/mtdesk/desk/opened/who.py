"""Who is meant: the client that words name, as every command and every screen asks it."""

from __future__ import annotations

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.names import clean, fold, name_keys
from mtdesk.model.practice import Workplace
from mtdesk.store import clients, practice
from mtdesk.store.file.book import Book


def matching(book: Book, words: str) -> list[Client]:
    """Clients of this number, exact name or alias; failing that, with all these words in one.

    Raises:
        NotFoundError: none; InvalidError: bytes that are no text.
    """
    words = clean(words, "client")
    numbered = clients.numbered(book, words.strip())
    if numbered is not None:
        return [numbered]
    exact = clients.named(book, words)
    if exact:
        return exact
    wanted = name_keys(words)
    found = [
        client
        for client in clients.with_words(book, wanted[:1])
        if any(set(wanted) <= set(name_keys(called)) for called in client.names)
    ]
    if not found:
        raise NotFoundError(
            f"there is no client “{words}”; `mtdesk client list` shows those there are"
        )
    return found


def payer(book: Book, words: str) -> tuple[Client | None, Workplace | None]:
    """The one client, or the one workplace, that words name; `@` before it names a workplace.

    Raises:
        NotFoundError: neither; RefusedError: several, or one of both.
    """
    wanted = fold(words.removeprefix("@"))
    places = practice.workplaces(book)
    exact = [place for place in places if fold(place.name) == wanted]
    some = exact or [
        place for place in places if set(wanted.split()) <= set(fold(place.name).split())
    ]
    if words.startswith("@"):
        if len(some) != 1:
            raise NotFoundError(
                f"“{words[:60]}” is no one workplace; `mtdesk workplace list` shows them"
            )
        return None, some[0]
    try:
        found = matching(book, words)
    except NotFoundError as error:
        if len(some) == 1 and wanted:
            return None, some[0]
        raise NotFoundError(f"{error.message}, nor one workplace of that name") from None
    is_exact = any(wanted in map(fold, client.names) for client in found)
    if not some or words.strip().lstrip("#").isdigit() or (is_exact and not exact):
        return one(book, words), None
    if exact and not is_exact:
        return None, exact[0]
    raise RefusedError(
        f"“{words}” is the client {found[0].id} {found[0].name} and the workplace {some[0].name}; "
        f"write {found[0].id} for the client, or “@{some[0].name}” for the workplace"
    )


def one(book: Book, words: str) -> Client:
    """The one client these words name.

    Raises:
        NotFoundError: none; RefusedError: several.
    """
    found = matching(book, words)
    if len(found) > 1:
        listed = ", ".join(f"{client.id} {client.name}" for client in found[:8])
        raise RefusedError(f"“{words}” fits several clients ({listed}); give the number")
    return found[0]
