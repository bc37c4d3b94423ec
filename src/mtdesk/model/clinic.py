"""What a therapist shares with a clinic: figures and numbers of fixed lists, never words that were typed.

A shared file has one text that she chose (her label) and one from a list of the world's (the currency);
all else is numbers, so that a name, a note or a workplace cannot slip in.
"""

from __future__ import annotations

from mtdesk.model.frozen import frozen
from mtdesk.model.incidents import KINDS as INCIDENT_KINDS
from mtdesk.model.ledger.payment import PAYMENT_KINDS
from mtdesk.model.names import fold
from mtdesk.model.practice import PURPOSES
from mtdesk.model.session import STATUSES

VERSION = 1  # of the shared files
FEWEST = 5  # who is not to be seen stands only in sums over so many of them
MOST_LABEL = 40  # letters
QUARTER = 15  # minutes; a session's start is told to the quarter hour

# The lists. A number is a place in its list, from 1: words may be added at an end, never moved.
SERVICES = (
    "deep tissue", "swedish", "sports", "trigger point", "myofascial release", "prenatal",
    "lymphatic drainage", "hot stone", "thai", "reflexology", "craniosacral", "chair",
    "medical massage", "other",
)  # fmt: skip
SETTINGS = (
    "own room", "clinic", "spa or salon", "home visit", "hotel", "hospital", "at a company",
    "gym or sports", "event", "message or phone", "other",
)  # fmt: skip
STRAIN = ("clear", "note", "watch", "act", "unknown")
LISTS = {
    "service": SERVICES,
    "setting": SETTINGS,
    "purpose": PURPOSES,
    "status": STATUSES,
    "payment": PAYMENT_KINDS,
    "incident": INCIDENT_KINDS,
    "strain": STRAIN,
    "collects": ("me", "workplace"),
}
# What a row is: the column `what`.
ABOUT, SESSION, PAYMENT, UNPAID, INCIDENT = range(5)

# The columns of a shared file. `year` is the name of the folder that it lies in.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("what", "INTEGER"),
    ("person", "BIGINT"),
    ("day", "DATE"),
    ("quarter", "INTEGER"),  # of the day, 0 to 95, in which a session or an incident began
    ("minutes", "INTEGER"),
    ("effort", "INTEGER"),  # in tenths
    ("estimated", "INTEGER"),  # 1: the effort is an estimate
    ("service", "INTEGER"),
    ("setting", "INTEGER"),
    ("purpose", "INTEGER"),
    ("status", "INTEGER"),
    ("price", "BIGINT"),  # minor units
    ("pay", "BIGINT"),  # what of it is hers by the terms of the workplace
    ("collects", "INTEGER"),
    ("kind", "INTEGER"),  # of a payment, of an incident
    ("amount", "BIGINT"),  # minor units; what was given back is below 0
    ("severity", "INTEGER"),
    ("repeated", "INTEGER"),  # 1: the same client had an incident before
    ("open", "INTEGER"),  # follow-ups of an incident
    ("version", "INTEGER"),
    ("label", "VARCHAR"),
    ("visible", "INTEGER"),
    ("currency", "VARCHAR"),
    ("day_limit", "INTEGER"),  # minutes
    ("offered", "INTEGER"),  # minutes a week
    ("strain", "INTEGER"),  # of STRAIN, only where she shares her check-ins
)

# Words by which a typed service or place is put on its list; the first that fits, none is `other`.
_SERVICE_WORDS = (
    ("deep", "deep tissue"), ("tiefen", "deep tissue"), ("profund", "deep tissue"),
    ("trigger", "trigger point"), ("myofas", "myofascial release"), ("fascia", "myofascial release"),
    ("lymph", "lymphatic drainage"), ("linf", "lymphatic drainage"), ("mld", "lymphatic drainage"),
    ("hot stone", "hot stone"), ("stone", "hot stone"), ("thai", "thai"), ("reflex", "reflexology"),
    ("cranio", "craniosacral"), ("prenatal", "prenatal"), ("pregnan", "prenatal"),
    ("chair", "chair"), ("sport", "sports"), ("swedish", "swedish"), ("relax", "swedish"),
    ("classic", "swedish"), ("klassisch", "swedish"), ("medical", "medical massage"),
)  # fmt: skip
_SETTING_WORDS = (
    ("message", "message or phone"), ("phone", "message or phone"), ("text", "message or phone"),
    ("online", "message or phone"), ("home visit", "home visit"), ("house", "home visit"),
    ("mobile", "home visit"), ("outcall", "home visit"), ("client's home", "home visit"),
    ("hotel", "hotel"), ("resort", "hotel"), ("hospital", "hospital"), ("hospice", "hospital"),
    ("spa ", "spa or salon"), ("salon", "spa or salon"), ("clinic", "clinic"), ("klinik", "clinic"),
    ("chiro", "clinic"), ("physio", "clinic"), ("praxis", "clinic"), ("office", "at a company"),
    ("company", "at a company"), ("corporate", "at a company"), ("gym", "gym or sports"),
    ("fitness", "gym or sports"), ("sport", "gym or sports"), ("event", "event"), ("fair", "event"),
    ("market", "event"), ("own", "own room"), ("studio", "own room"), ("home", "own room"),
    ("room", "own room"),
)  # fmt: skip


def code(name: str, word: str | None) -> int | None:
    """The number of a word in its list; None for nothing, and for what stands in no list."""
    words = LISTS[name]
    return words.index(word) + 1 if word in words else None


def word(name: str, number: int | None) -> str:
    """The word of a number; empty for none, and for one that a newer list may have."""
    words = LISTS[name]
    return words[number - 1] if number and number <= len(words) else ""


def service_code(*typed: str | None) -> int | None:
    """The kind of a service by its modality or its name; None where neither was said."""
    return _kind("service", _SERVICE_WORDS, typed)


def setting_code(*typed: str | None) -> int | None:
    """The kind of a place by its name; None where none was said."""
    return _kind("setting", _SETTING_WORDS, typed)


def _kind(
    name: str, known: tuple[tuple[str, str], ...], typed: tuple[str | None, ...]
) -> int | None:
    said = [fold(each) for each in typed if each]
    for text in said:
        for part, kind in known:
            if f" {part}" in f" {text} ":
                return code(name, kind)
    return code(name, "other") if said else None


@frozen
class YearShared:
    """One year's file: how many rows are in it, and what became of it: written, same, removed."""

    year: int
    rows: int
    done: str


@frozen
class Sharing:
    """What is to be shared, in figures, before it is written, and afterwards what was."""

    folder: str
    id: str
    label: str
    visible: bool
    with_check_ins: bool
    strain: str
    first: str | None
    last: str | None
    sessions: int
    payments: int
    unpaid_days: int
    incidents: int
    years: tuple[YearShared, ...] = ()
