"""The incident record as it leaves the house: each fact under its label, how it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.text import counted

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.model.incidents import Incident
    from mtdesk.model.money import Currency

REDACTED = (
    "A record of facts by the therapist, redacted: clients are not named, telephone numbers and "
    "mail addresses are replaced, witnesses are not named. A place, a day or what was said may "
    "still tell who someone is: read it before you hand it on."
)
FULL = (
    "A record of facts by the therapist, in full: it names people. It is meant for an insurer, a "
    "lawyer or an authority, and for nobody else."
)
SEALED = (
    "Each record was sealed when it was written down. Nothing in it has been edited since; what was "
    "added later stands below it, with the time it was added."
)
OF_THE_FULL = "The hashes are those of the full record."


@frozen
class Fact:
    """`text` as it was typed, maybe of several lines."""

    label: str
    text: str


@frozen
class Added:
    """A line added to a record; `kind` is note, withdrawn or reinstated."""

    written_at: str
    kind: str
    text: str
    seal: str | None


@frozen
class Entry:
    """One incident of a copy; `contact` is how its client is reached, in full documents only."""

    incident: Incident
    seal: str | None
    contact: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()

    @property
    def gap(self) -> str:
        """How long after it happened it was written down."""
        return self.incident.written_after

    @property
    def heading(self) -> str:
        each = self.incident
        withdrawn = ", withdrawn" if each.withdrawn else ""
        return f"Incident {each.id}: {each.kind}, severity {each.severity} of 5{withdrawn}"


@frozen
class RecordCopy:
    """One or more incidents, the oldest first, and what the reader should know about them.

    `issuer` names the therapist as far as her settings do. `trouble` says what is wrong with the
    chain of seals, empty when it holds.
    """

    is_redacted: bool
    made_on: date
    currency: Currency
    issuer: dict[str, str]
    entries: tuple[Entry, ...]
    chain_head: str
    chain_count: int
    trouble: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        count = len(self.entries)
        what = f"Incident {self.entries[0].incident.id}"
        what = what if count == 1 else counted(count, "incident")
        return f"{what}, {'redacted' if self.is_redacted else 'in full'}"

    @property
    def statement(self) -> tuple[str, ...]:
        """What it is, and how it is sealed, a sentence or two each."""
        what = REDACTED if self.is_redacted else FULL
        if not self.chain_count:
            return (what,)
        chain = f"{SEALED} {self.chain_count} sealed in the chain, its head {self.chain_head}."
        if self.trouble:
            chain = f"The chain of seals does not hold: {'; '.join(self.trouble)}."
        return (what, f"{chain} {OF_THE_FULL}" if self.is_redacted else chain)


def facts(entry: Entry, currency: Currency) -> tuple[Fact, ...]:
    """What was recorded, in the order of the record; what was not said is left out."""
    each = entry.incident
    lost, days, minute = each.lost_minor, each.days_off, each.ended_minute
    after = f" ({entry.gap} after it happened)" if entry.gap else ""
    pairs = (
        ("happened", moment(each.occurred_at)),
        ("written down", f"{moment(each.recorded_at)}{after}" if each.recorded_at else "not known"),
        ("kind", each.kind),
        ("severity", f"{each.severity} of 5"),
        ("client", each.client or ""),
        ("how the client is reached", "\n".join(entry.contact)),
        ("session", str(each.session_id or "")),
        ("setting", each.setting),
        ("where", each.place),
        ("said, word for word", each.said),
        ("seen", each.saw),
        ("done", each.did),
        ("session ended", "" if minute is None else f"after {minute} min"),
        ("paid", each.paid or ""),
        ("injury to the therapist", each.injury_to_me),
        ("injury to the client", each.injury_to_client),
        ("witness", each.witness),
        ("who was told", each.told),
        ("income lost", "" if lost is None else currency.format(lost)),
        ("part of the body", each.body_part),
        ("days off work", "" if days is None else str(days)),
        ("as the file it came from put it", each.source_kind),
        ("note", each.note),
    )
    return tuple(Fact(label=label, text=text) for label, text in pairs if text)


def moment(text: str) -> str:
    """`2026-11-14 11:43 (-05:00)`; a day alone where no hour is known."""
    if "T" not in text:
        return text
    day, clock = text.split("T", 1)
    offset = f" ({clock[8:]})" if clock[8:] else ""
    return f"{day} {clock[:5]}{offset}"
