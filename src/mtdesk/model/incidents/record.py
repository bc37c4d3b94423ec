"""The incident record as it leaves the house: what was recorded, and how it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.model.incidents import Incident
    from mtdesk.model.money import Currency


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
