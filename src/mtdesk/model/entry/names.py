"""Whole words against known names: which client and which service a line means.

Compared are the folded words of a name, cut at blanks and hyphens; never parts of words, never
near misses. A full name beats a part of one. A name in quotation marks is taken as it stands: it
is that full name, or new. A client is also known by each alias, and by the number as `#12`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.client import Client
from mtdesk.model.entry.tokens import Word, checked, read_line, read_token, wrong
from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency
from mtdesk.model.names import as_typed, name_keys
from mtdesk.model.names import name as checked_name
from mtdesk.model.practice import Service, Workplace
from mtdesk.typed import Any

Item = Client | Service | Workplace
Run = Sequence[Word]

MOST_WORDS = 24  # of a client's and a service's name together
MOST_CHOICES = 12


class Match:
    """The items a run of words may mean, and whether it is their full name."""

    def __init__(self, items: tuple[Any, ...] = (), *, full: bool = False) -> None:
        self.items, self.full = items, full


class Names:
    """Known names of one kind; `minutes`, once a line says them, tell services of one name apart."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = tuple(items)
        known = [
            (name_keys(name), name, item)
            for item in self.items
            for name in getattr(item, "names", None) or (item.name,)
        ]
        self.full_names = {keys for keys, *_ in known}
        self.minutes: int | None = None
        self._by_word: dict[str, list[Any]] = {}
        for each in known:
            for key in set(each[0]):
                self._by_word.setdefault(key, []).append(each)
        self.words = frozenset(self._by_word)

    def match(self, run: Run) -> Match:
        """What is known by exactly these words, else by these words and others."""
        wanted = name_keys(" ".join(word.text for word in run))
        is_quoted = any(word.quoted for word in run)
        if not wanted or (is_quoted and len(run) > 1) or not self.words.issuperset(wanted):
            return Match()
        known = min((self._by_word[key] for key in wanted), key=len)
        full = [(name, item) for keys, name, item in known if keys == wanted]
        if full:
            spelling = as_typed(" ".join(word.text for word in run))
            spelled = [(name, item) for name, item in full if as_typed(name) == spelling]
            return Match(self._by_minutes(_once(spelled or full)), full=True)
        if is_quoted:
            return Match()
        partial = [
            (name, item)
            for keys, name, item in known
            if all(keys.count(key) >= wanted.count(key) for key in wanted)
        ]
        return Match(self._by_minutes(_once(partial)))

    def _by_minutes(self, items: Sequence[Item]) -> tuple[Item, ...]:
        if len(items) > 1 and self.minutes is not None:
            lasting = [item for item in items if getattr(item, "minutes", None) == self.minutes]
            return tuple(lasting or items)
        return tuple(items)

    def ends(self, run: Run) -> tuple[tuple[Run, Run], tuple[Run, Run]]:
        """The longest known part at the front and at the back, each with what it leaves."""
        cuts = range(len(run), 0, -1)
        front = next((cut for cut in cuts if self.match(run[:cut]).items), 0)
        back = next((cut for cut in cuts if self.match(run[len(run) - cut :]).items), 0)
        middle = len(run) - back
        return (run[:front], run[front:]), (run[middle:], run[:middle])

    def without(self, runs: Sequence[Run]) -> tuple[Run, list[Run]]:
        """The longest known part at an end of one of `runs`, and all that remains beside it."""
        best: Run = ()
        rest = list(runs)
        for number, run in enumerate(runs):
            for found, remains in self.ends(run):
                if key_count(found) > key_count(best):
                    best = found
                    rest = [*runs[:number], *([remains] if remains else []), *runs[number + 1 :]]
        return best, rest


class FullNames:
    """Full names of several words in which one, by itself, would say something else: `Swedish 90`.

    The longest wins. `$90` and `90+15` are amounts whatever is called so.
    """

    def __init__(self, *kinds: Names) -> None:
        self._names = {keys for kind in kinds for keys in kind.full_names if len(keys) > 1}
        self._first = {keys[0] for keys in self._names}
        self._most = max(map(len, self._names), default=0)

    def at(self, words: Sequence[Word], at: int, currency: Currency) -> int:
        """How many words such a name takes from `at`; 0 where none stands there."""
        if not self._names or not self._first.intersection(name_keys(words[at].text)):
            return 0
        for end in range(min(at + self._most, len(words)), at + 1, -1):
            run = words[at:end]
            if any(word.quoted or word.at or _is_amount(word) for word in run):
                continue
            if tuple(name_keys(" ".join(word.text for word in run))) in self._names:
                return (
                    len(run)
                    if any(_is_token(run, place, currency) for place in range(len(run)))
                    else 0
                )
        return 0


def _is_amount(word: Word) -> bool:
    """Whether a sign says that it is money."""
    return "+" in word.form or any(unicodedata.category(mark) == "Sc" for mark in word.form)


def _is_token(words: Sequence[Word], at: int, currency: Currency) -> bool:
    try:
        return read_token(words, at, currency) is not None
    except EntryError:
        return True


def _once(found: Iterable[tuple[str, Item]]) -> list[Item]:
    """Each item once, however many of its names fit."""
    return list({id(item): item for _, item in found}.values())


def key_count(run: Run) -> int:
    return sum(len(name_keys(word.text)) for word in run)


@frozen
class Reading:
    """What a line's names mean, and the words of each."""

    client: Client | None = None
    service: Service | None = None
    client_run: Run = ()
    service_run: Run = ()
    new_client: str | None = None


def read_names(runs: Sequence[Run], clients: Names, services: Names) -> Reading:
    """The client and the service that the words left over by the tokens mean.

    `runs` are those words, cut where a token stood between them.

    Raises:
        EntryError: they may mean several things, or too many, or a known client and something else.
    """
    if not runs:
        return Reading()
    if sum(len(run) for run in runs) > MOST_WORDS:
        raise wrong(
            "client",
            "these are too many words for a client and a service; begin a note with --",
            [runs[0][0], runs[-1][-1]],
        )
    return _all_known(runs, clients, services) or _with_new_client(runs, clients, services)


def _all_known(runs: Sequence[Run], clients: Names, services: Names) -> Reading | None:
    """The one reading by known names that leaves no word over; None when there is none."""
    readings: list[tuple[bool, list[Reading]]] = []
    for client_run, service_run in _splits(runs):
        client, service = clients.match(client_run), services.match(service_run)
        if (client_run and not client.items) or (service_run and not service.items):
            continue
        full = (client.full or not client_run) and (service.full or not service_run)
        found = [
            Reading(client=one, service=other, client_run=client_run, service_run=service_run)
            for one, other in product(client.items or (None,), service.items or (None,))
        ]
        readings.append((full, found))
    best = any(full for full, _ in readings)
    found = [reading for full, some in readings if full == best for reading in some]
    if len(found) > 1:
        raise _ambiguous(found)
    return found[0] if found else None


def _splits(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Every way to give all words to one client and one service."""
    if len(runs) == 2:
        yield runs[0], runs[1]
        yield runs[1], runs[0]
    if len(runs) == 1:
        for cut in range(len(runs[0]) + 1):
            yield runs[0][:cut], runs[0][cut:]
            if 0 < cut < len(runs[0]):
                yield runs[0][cut:], runs[0][:cut]


def _with_new_client(runs: Sequence[Run], clients: Names, services: Names) -> Reading:
    """A service at an end, and the other words as the name of a new client."""
    service_run, rest = _service_at_an_end(runs, services)
    known, beside = clients.without(rest)
    if known and not (len(rest) == 1 and _is_a_slip(rest[0], clients.match(known))):
        raise _left_over(beside, service_run, services)
    if len(rest) > 1:
        raise wrong(
            "client",
            f"“{_text(rest[1])}” stands apart from “{_text(rest[0])}”; put a name's words together",
            rest[1],
        )
    client_run = rest[0]
    if services.match(client_run).items:
        raise _second_service(client_run, service_run)
    name = _new_name(client_run)
    readings = [
        Reading(service=service, client_run=client_run, service_run=service_run, new_client=name)
        for service in services.match(service_run).items or (None,)
    ]
    if len(readings) > 1:
        raise _ambiguous(readings)
    return readings[0]


def _is_a_slip(run: Run, known: Match) -> bool:
    """Whether the words are a known client's name but for a slip: then it is asked who is meant."""
    from mtdesk.model.names.near import near  # seldom needed

    names = [name for item in known.items for name in getattr(item, "names", (item.name,))]
    return not any(word.quoted for word in run) and bool(near(_text(run), names))


def _service_at_an_end(runs: Sequence[Run], services: Names) -> tuple[Run, list[Run]]:
    """The words of the service and the runs that remain.

    Raises:
        EntryError: a service at both ends, neither longer.
    """
    if len(runs) > 1:
        whole = [run for run in runs if services.match(run).items]
        taken = max(whole, key=key_count, default=())
        return taken, [run for run in runs if run is not taken]
    (front, after), (back, before) = services.ends(runs[0])
    if front and key_count(front) == key_count(back):
        raise wrong(
            "service", f"“{_text(front)}” and “{_text(back)}” are two services; leave one out", back
        )
    if key_count(front) > key_count(back):
        return front, [after]
    return back, [before]


def _new_name(run: Run) -> str:
    if len(run) > 1 and any(word.quoted for word in run):
        raise wrong(
            "client", f"“{_text(run)}” is a name partly in quotation marks; quote all of it", run
        )
    return checked(run, lambda: checked_name(" ".join(word.text for word in run), "client"))


def _text(run: Run) -> str:
    return " ".join(word.text for word in run)


def _left_over(rest: Sequence[Run], service_run: Run, services: Names) -> EntryError:
    """The error for words that fit nothing beside a known client."""
    if not service_run:
        _, rest = services.without(rest)
    if services.match(rest[0]).items:
        return _second_service(rest[0], service_run)
    return wrong(
        "service",
        f"“{_text(rest[0])}” is no service and no part of that client's name; "
        "a new client's full name goes in quotation marks",
        rest[0],
        labels(services.items),
    )


def _second_service(one: Run, other: Run) -> EntryError:
    """The error on the later of two services; the other may be none that stands at an end."""
    run = max((run for run in (one, other) if run), key=lambda run: run[0].start)
    return wrong("service", f"“{_text(run)}” names a second service; leave one out", run)


def _ambiguous(readings: Sequence[Reading]) -> EntryError:
    """The error that lists what the words may mean."""
    first = readings[0]
    if any(reading.client_run != first.client_run for reading in readings):
        said = sorted((*first.client_run, *first.service_run), key=lambda word: word.start)
        return could_be("client", said, [_label(reading) for reading in readings])
    if any(reading.client != first.client for reading in readings):
        clients = dict.fromkeys(reading.client for reading in readings if reading.client)
        return could_be("client", first.client_run, labels(list(clients)))
    return could_be(
        "service",
        first.service_run,
        labels([reading.service for reading in readings if reading.service]),
    )


def could_be(field: str, run: Run, choices: Sequence[str]) -> EntryError:
    listed = list(choices[:3])
    # Of clients of one name more of it would not tell; each is then listed with its number.
    more = "say more of the name, or its number" if "(#" in choices[0] else "say more of the name"
    if len(choices) > 4:
        listed.append(f"one of {len(choices) - 3} more")
    elif len(choices) == 4:
        listed.append(choices[3])
    return wrong(
        field,
        f"“{_text(run)}” could be {', '.join(listed[:-1])} or {listed[-1]}; {more}",
        run,
        choices[:MOST_CHOICES],
    )


def _label(reading: Reading) -> str:
    """`client Ana Pérez, service Thai`."""
    client = f"client {reading.client.name}" if reading.client else ""
    service = f"service {reading.service.name}" if reading.service else ""
    return ", ".join(part for part in (client, service) if part)


def labels(items: Sequence[Item]) -> tuple[str, ...]:
    """Their names; of several with one name also what tells them apart."""
    names = [item.name for item in items]
    return tuple(
        f"{item.name} ({_mark(item)})" if names.count(item.name) > 1 else item.name
        for item in items
    )


def _mark(item: Item) -> str:
    minutes = getattr(item, "minutes", None)
    return f"{minutes} min" if minutes else f"#{item.id}"


def read_workplace(words: Sequence[Word], at: int, workplaces: Names) -> tuple[Workplace, int]:
    """The workplace that `@` names at `at`, by the longest known run, and how many words that is.

    Raises:
        EntryError: none of that name, or several.
    """
    end = at + 1
    while not words[at].quoted and end < len(words) and end < at + MOST_WORDS:
        if words[end].quoted or words[end].at:
            break
        end += 1
    matches = [(stop, workplaces.match(words[at:stop])) for stop in range(end, at, -1)]
    known = [(stop, match) for stop, match in matches if match.items]
    if not known:
        text = words[at].text or "@"
        raise wrong(
            "workplace",
            f"“{text}” is no workplace; it is one of {', '.join(labels(workplaces.items)) or 'none yet'}",
            [words[at]],
            labels(workplaces.items),
        )
    stop, match = next(((stop, match) for stop, match in known if match.full), known[0])
    if len(match.items) > 1:
        raise could_be("workplace", words[at:stop], labels(match.items))
    return match.items[0], stop - at


def may_be_a_name(word: Word) -> bool:
    """Whether a bare word that is no token begins as names do, not like a number or an option."""
    first = word.text[0]
    return not (first.isdigit() or first in "+-" or unicodedata.category(first) == "Sc") and any(
        mark.isalpha() for mark in word.text
    )


def is_plain(name: str, currency: Currency) -> bool:
    """Whether a name at the start of a line reads as nothing else without quotation marks."""
    try:
        line = read_line(name)
        tokens = [read_token(line.words, at, currency) for at in range(len(line.words))]
    except InvalidError:
        return False
    bare = all(word.form and may_be_a_name(word) for word in line.words)
    return bare and line.note_span is None and not any(tokens)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
