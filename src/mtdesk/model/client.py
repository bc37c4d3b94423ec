"""A person who comes for massage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.period import parse_date

# In order of weight: what is to be remembered before the next appointment, in the words shown to her.
STANDINGS = {
    "none": "nothing agreed",
    "warn": "be warned",
    "prepay": "pays ahead",
    "not_alone": "not alone in the building",
    "block": "no more appointments",
    "released": "referred on",
}
OLDEST = 125  # years
NO_APPOINTMENTS = ("block", "released")

# What was agreed with a client, in words that are not overlooked, and a mark.
_SHOUTED = {
    "warn": "WARNING", "prepay": "PAYS AHEAD", "not_alone": "NOT ALONE IN THE BUILDING",
    "block": "BLOCKED", "released": "REFERRED ON",
}  # fmt: skip
_MARKS = {"warn": "●", "prepay": "●", "not_alone": "▲", "block": "▲", "released": "▲"}


@frozen
class Client:
    """`name` as she writes it; names need not be unique. `aliases` are the other names they go by.

    `standing` is a key of STANDINGS, with why and since when. Of a purged client nothing but the
    number is left; one merged into another is found as that other.
    """

    name: str
    id: int | None = None
    phone: str | None = None
    email: str | None = None
    note: str = ""
    legal_name: str | None = None
    born_on: str | None = None
    complaint: str = ""
    goal: str = ""
    next_step: str = ""
    standing: str = "none"
    standing_why: str = ""
    standing_since: str | None = None
    purged_on: str | None = None
    merged_into: int | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All they can be called by; the last is the number as a line writes it: `#12`."""
        return (self.name, *self.aliases, f"#{self.id}")


def born(text: str, today: date) -> str | None:
    """A birth date as typed, `1980-02-29`; None where it is empty.

    Raises:
        InvalidError: it is no day, is still to come, or longer ago than anybody lives.
    """
    if not text.strip():
        return None
    day = parse_date(text.strip(), "born")
    if day > today:
        raise InvalidError("born", f"{day} is still to come")
    if day.year < today.year - OLDEST:
        raise InvalidError("born", f"{day} is more than {OLDEST} years ago")
    return day.isoformat()


def standing_words(client: Client) -> str:
    """`BLOCKED since 2026-03-01: why`; empty where nothing is agreed."""
    if client.standing == "none":
        return ""
    since = f" since {client.standing_since}" if client.standing_since else ""
    why = f": {' '.join(client.standing_why.split())}" if client.standing_why else ""
    return f"{_SHOUTED[client.standing]}{since}{why}"


def marked_standing(client: Client) -> str:
    """`▲ BLOCKED since 2026-03-01: why`; empty where nothing is agreed."""
    return f"{_MARKS[client.standing]} {words}" if (words := standing_words(client)) else ""


def only_one(found: Sequence[Client], typed: str) -> tuple[int | None, str]:
    """Number and name of the one found; where there is none, no number and the name as typed.

    Raises:
        InvalidError: several.
    """
    if len(found) > 1:
        listed = ", ".join(f"{client.id} {client.name}" for client in found[:8])
        raise InvalidError("client", f"“{typed}” is several clients ({listed}); give the number")
    return (found[0].id, found[0].name) if found else (None, typed)
