"""Who is meant: the client that words name, as every command and every screen asks it."""

from __future__ import annotations

from mtdesk.errors import NotFoundError, RefusedError
from mtdesk.model.client import Client
from mtdesk.model.names import clean, name_keys
from mtdesk.store import clients
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
