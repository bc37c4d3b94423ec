"""The line of a session: `ana deep tissue 60m 90+15 card e6 p7-3 2:30pm yesterday -- tight left trapezius`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.client import Client
from mtdesk.model.entry.names import (
    FullNames,
    Names,
    Reading,
    may_be_a_name,
    read_names,
    read_workplace,
)
from mtdesk.model.entry.tokens import (
    Line,
    Word,
    checked,
    read_line,
    read_token,
    resolve_day,
    said_twice,
    wrong,
)
from mtdesk.model.frozen import field, frozen
from mtdesk.model.money import Currency
from mtdesk.model.names import fold, name_keys
from mtdesk.model.practice import Service, Workplace
from mtdesk.model.rules import ONLY_BOOKED, session_day
from mtdesk.typed import Any

NOT_HELD = frozenset({"no_show", "late_cancel", "cancelled"})


@frozen
class Vocabulary:
    """What a line may refer to. `clients` need only be those who share a word of `name_words(line)`.

    `named` are the same, indexed already.
    """

    today: date
    now: time
    currency: Currency
    clients: tuple[Client, ...] = ()
    services: tuple[Service, ...] = ()
    workplaces: tuple[Workplace, ...] = ()
    named: Names | None = None


@frozen
class Entry:
    """A line as understood; what it does not say is None, and the menu's to fill.

    `client` is the known name, or with `client_id` None the new one as typed. A price of 0 was said
    to be free. `tenders` are ways and parts where it was paid in several. `minutes` of a session not held are 0 unless said. `spans` are each field's offsets.
    """

    day: date
    client: str | None = None
    client_id: int | None = None
    service: Service | None = None
    minutes: int | None = None
    price_minor: int | None = None
    tip_minor: int | None = None
    method: str | None = None
    tenders: tuple[tuple[str, int], ...] = ()
    tax_minor: int | None = None
    effort: float | None = None
    pressure: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    asked_feedback: bool = False
    day_given: bool = False
    clock: time | None = None
    status: str = "done"
    workplace: Workplace | None = None
    note: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    def wrong(self, name: str, message: str, hint: str = "") -> EntryError:
        """The error that marks what the line said of a field."""
        start, end = self.spans.get(name, (0, 0))
        return EntryError(name, message, start=start, end=end, hint=hint)


class _Scan:
    """The tokens of a line by field, the words of each, and the runs of words that are none."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.words: dict[str, Sequence[Word]] = {}
        self.runs: list[list[Word]] = []
        self.tenders: list[tuple[str, int]] = []
        self._ended = True

    def take(self, name: str, value: Any, words: Sequence[Word]) -> None:
        if name in self.said:
            raise said_twice(name, words)
        self.said[name] = value
        self.words[name] = words
        self._ended = True

    def tender(self, way: str, minor: int, words: Sequence[Word]) -> None:
        """A way of paying with its part: of several, or `card 90` alone."""
        self.tenders.append((way, minor))
        self.words["tenders"] = (*self.words.get("tenders", ()), *words)
        self._ended = True

    def close(self) -> None:
        """One part alone is the price; several are its parts, and make it where it is not said.

        Raises:
            EntryError: a way stands beside them without its part.
        """
        if not self.tenders:
            return
        words = self.words["tenders"]
        if "method" in self.said:
            raise said_twice("method", self.words["method"])
        if len(self.tenders) == 1 and "price" not in self.said:
            ((self.said["method"], self.said["price"]),) = self.tenders
            self.words |= {"method": words[:-1], "price": words[-1:]}
            del self.words["tenders"]
            return
        self.said["tenders"] = tuple(self.tenders)
        self.words["method"] = words
        if "price" not in self.said:
            whole = sum(minor for _, minor in self.tenders)
            self.said["price"] = whole - self.said.get("tip", 0)
            self.words["price"] = words

    def leave(self, word: Word) -> None:
        if self._ended:
            self.runs.append([])
        self.runs[-1].append(word)
        self._ended = False


def parse(text: str, vocabulary: Vocabulary) -> Entry:
    """What a line says, read against the known names, today and now.

    Raises:
        EntryError: a word is impossible, ambiguous, said twice or left over.
        InvalidError: `text` holds what no text should.
    """
    line = read_line(text)
    clients = vocabulary.named or Names(vocabulary.clients)
    services = Names(vocabulary.services)
    scan = _scan(line, vocabulary, clients.words | services.words, FullNames(clients, services))
    said = scan.said
    services.minutes = said.get("minutes")
    named = read_names(scan.runs, clients, services)
    status = said.get("status", "done")
    day = _resolve_when(scan, status, vocabulary)
    before, after = said.get("pain", (None, None))
    return Entry(
        client=named.client.name if named.client else named.new_client,
        client_id=named.client.id if named.client else None,
        service=named.service,
        minutes=said.get("minutes", 0 if status in NOT_HELD else None),
        price_minor=said.get("price"),
        tip_minor=said.get("tip"),
        method=said.get("method"),
        tenders=said.get("tenders", ()),
        effort=said.get("effort"),
        pressure=said.get("pressure"),
        pain_before=before,
        pain_after=after,
        asked_feedback="feedback" in said,
        day=day,
        day_given="day" in said,
        clock=said.get("time"),
        status=status,
        workplace=said.get("workplace"),
        note=line.note,
        spans=_spans(scan, named, line),
    )


def _scan(
    line: Line, vocabulary: Vocabulary, known_words: frozenset[str], named: FullNames
) -> _Scan:
    scan = _Scan()
    words, at = line.words, 0
    while at < len(words):
        word = words[at]
        if word.at:
            workplace, used = read_workplace(words, at, Names(vocabulary.workplaces))
            scan.take("workplace", workplace, words[at : at + used])
        elif used := named.at(words, at, vocabulary.currency):
            for each in words[at : at + used]:
                scan.leave(each)
        elif token := read_token(words, at, vocabulary.currency):
            said, used = token
            part, more = _part_after(words, at + used, vocabulary.currency)
            if said[0][0] == "method" and part:
                scan.tender(said[0][1], part, words[at : at + used + more])
                used += more
            else:
                for name, value in said:
                    scan.take(name, value, words[at : at + used])
        else:
            used = 1
            _check_name_word(word, known_words)
            scan.leave(word)
        at += used
    scan.close()
    return scan


def _part_after(words: Sequence[Word], at: int, currency: Currency) -> tuple[int, int]:
    """The amount that stands behind a method, and its number of words; 0 where none does."""
    if at >= len(words) or words[at].at:
        return 0, 0
    token = read_token(words, at, currency)
    if token is None or [name for name, _ in token[0]] != ["price"]:
        return 0, 0
    return token[0][0][1], token[1]


def _check_name_word(word: Word, known_words: frozenset[str]) -> None:
    """A word that begins like a number, an amount or an option is a slip, unless a name has it."""
    if word.quoted or may_be_a_name(word) or known_words.issuperset(name_keys(word.text)):
        return
    if word.text[0] == "#" and word.text[1:].isdigit():
        raise wrong("client", f"there is no client {word.text}", [word])
    if word.text.startswith("--"):
        raise wrong("note", f"“{word.text}” needs a blank after -- to begin the note", [word])
    raise wrong(
        "entry",
        f"“{word.text}” is no length, price, time or day, as 60m, 90, 14:30 or 11-20 are; "
        "a name like that goes in quotation marks",
        [word],
    )


def _resolve_when(scan: _Scan, status: str, vocabulary: Vocabulary) -> date:
    """The day meant, once it fits the status: booked lies ahead, everything else does not.

    Raises:
        EntryError: it does not fit, or is before 1950.
    """
    today, clock = vocabulary.today, scan.said.get("time")
    booked = status == "booked"
    day = today
    if "day" in scan.said:
        day, words = resolve_day(scan.said["day"], today, ahead=booked), scan.words["day"]
        checked(words, lambda: session_day(day, status, today, "day"))
        if booked and day < today:
            raise wrong("day", f"{day} is past, and a booked session lies ahead", words)
    now = vocabulary.now.replace(second=0, microsecond=0)
    if clock is not None and day == today:
        words = scan.words["time"]
        if not booked and clock > now:
            raise wrong("time", f"{clock:%H:%M} today {ONLY_BOOKED}", words)
        if booked and clock < now:
            raise wrong(
                "time", f"{clock:%H:%M} today is past, and a booked session lies ahead", words
            )
    return day


def _spans(scan: _Scan, named: Reading, line: Line) -> dict[str, tuple[int, int]]:
    words = {**scan.words, "client": named.client_run, "service": named.service_run}
    spans = {name: (run[0].start, run[-1].end) for name, run in words.items() if run}
    return spans if line.note_span is None else {**spans, "note": line.note_span}


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a line that may belong to a name, each once: those that are no token.

    A word with hyphens comes whole and in parts. A line that cannot be read has none.
    """
    try:
        words = read_line(text).words
    except InvalidError:
        return ()
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        try:
            token = read_token(words, at, Currency(code="USD", digits=2))
        except EntryError:
            token = (), 1
        if token is None and not words[at].at:
            found.update(dict.fromkeys(fold(words[at].text).split()))
            found.update(dict.fromkeys(name_keys(words[at].text)))
        at += token[1] if token else 1
    return tuple(found)
