"""What the word at the cursor may become."""

from __future__ import annotations

from collections.abc import Iterator

from mtdesk.model.entry.names import is_plain, quoted
from mtdesk.model.entry.session import Vocabulary
from mtdesk.model.entry.tokens import STATUS_WORDS
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS, NOT_PAID
from mtdesk.model.money import Currency
from mtdesk.model.names import fold
from mtdesk.model.period import WEEKDAYS

_FIXED = (
    *METHODS,
    *NOT_PAID,
    *(kind.replace("_", "-") for kind in CREDIT_KINDS),
    *STATUS_WORDS,
    "free",
    "today",
    "yesterday",
    "tomorrow",
    *WEEKDAYS,
)


def complete(text: str, cursor: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Texts that may stand in place of the part of a word before `cursor`, each once.

    Names by any of their words (then from that word on), workplaces after `@`, methods, statuses
    and days. Nothing for an empty word, nor within the note.
    """
    words = text[:cursor].split()
    if not words or text[:cursor][-1:].isspace() or "--" in words:
        return ()
    begun, currency = words[-1], vocabulary.currency
    if begun.startswith("@"):
        typed = fold(begun[1:])
        places = [("-".join(place.name.split()), place.name) for place in vocabulary.workplaces]
        return tuple(
            f"@{one_word if is_plain(name, currency) else quoted(name)}"
            for one_word, name in places
            if fold(one_word).startswith(typed)
        )
    typed = fold(begun.lstrip('"'))
    names = [name for client in vocabulary.clients for name in (client.name, *client.aliases)]
    names += [service.name for service in vocabulary.services]
    found = [rest for name in names if typed for rest in _from_word(name, typed, currency)]
    if not begun.startswith('"'):
        found += [word for word in _FIXED if word.startswith(typed)]
    return tuple(dict.fromkeys(found))


def _from_word(name: str, typed: str, currency: Currency) -> Iterator[str]:
    """The name from its word that begins so; whole and quoted where its words would be tokens."""
    words = name.split()
    for number, word in enumerate(words):
        if fold(word).startswith(typed):
            rest = " ".join(words[number:])
            if is_plain(rest, currency):
                yield rest
            elif number == 0:
                yield quoted(rest)
            return
