"""What is made of the incident record: documents for other people, its seals, where incidents gather."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mtdesk.desk.opened import Opened, documents
from mtdesk.errors import NotFoundError
from mtdesk.insight import incidents as insight
from mtdesk.insight.incidents import Happened, Patterns
from mtdesk.model.document import Document, Written
from mtdesk.model.frozen import replace
from mtdesk.model.incidents import Added, Entry, Incident, RecordCopy
from mtdesk.model.names import fold
from mtdesk.model.names.redaction import CLIENT, Person, Redactor, capitals, says_nobody
from mtdesk.model.period import Period
from mtdesk.store import clients, incidents
from mtdesk.store.file import seals
from mtdesk.store.file.seals import Chain

__all__ = ["Chain", "Patterns", "Record", "patterns"]
ISSUER = {"business": "business_name", "therapist": "therapist_name", "licence": "licence"}
# What people typed, field by field of an incident; the witness has a rule of its own.
TYPED = (
    "place", "setting", "said", "saw", "did", "injury_to_me", "injury_to_client", "told",
    "body_part", "source_kind", "note",
)  # fmt: skip
WITNESSED = "there was one or more; not named in this copy"
NOBODY = "nobody"


class Record:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    # -- documents

    def document(self, incident_id: int | None = None, *, is_redacted: bool = True) -> RecordCopy:
        """One incident, or all of them with the oldest first; withdrawn ones are marked.

        Raises:
            NotFoundError: no such incident, or none at all.
        """
        opened, book = self._opened, self._opened.book
        if incident_id is None:
            chosen = sorted(
                incidents.between(book), key=lambda each: (each.local_date, each.id or 0)
            )
        else:
            chosen = [incidents.get(book, incident_id)]
        if not chosen:
            raise NotFoundError("there is no incident to export; nothing was written")
        chain = seals.verify(book)
        entries = self._entries(chosen)
        if is_redacted:
            entries = _Copy(incidents.people(book), incidents.merged(book), chosen).redacted(
                entries
            )
        settings = opened.settings
        return RecordCopy(
            is_redacted=is_redacted,
            made_on=opened.today,
            currency=settings.currency,
            issuer={name: settings.get(key) for name, key in ISSUER.items() if settings.get(key)},
            entries=tuple(entries),
            chain_head=chain.head,
            chain_count=chain.count,
            trouble=chain.problems,
        )

    def write(self, document: Document, target: Path, *, confirmed: bool = False) -> Written:
        """Write what was made of a copy as .json, .pdf or .md, whole or not at all.

        Raises:
            InvalidError: another suffix.
            NeedsConfirmationError: something is there already.
            RefusedError: the practice itself; a folder; the place is missing, full or not hers.
        """
        return documents.write(self._opened, document, target, confirmed=confirmed)

    def _entries(self, chosen: Sequence[Incident]) -> list[Entry]:
        book = self._opened.book
        hashes, lines, merged = (
            incidents.hashes(book),
            incidents.added_lines(book),
            incidents.merged(book),
        )
        return [
            Entry(
                incident=each,
                seal=hashes.get(("incident", each.id or 0)),
                contact=self._contact(each.client_id, merged),
                added=tuple(
                    Added(
                        written_at=line.written_at,
                        kind=line.kind,
                        text=line.text,
                        seal=hashes.get(("incident_addendum", number)),
                    )
                    for line, number in zip(each.addenda, lines.get(each.id or 0, ()), strict=True)
                ),
            )
            for each in chosen
        ]

    def _contact(self, client_id: int | None, merged: dict[int, int]) -> tuple[str, ...]:
        """The legal name, telephone and mail of a client, as far as they are known."""
        if client_id is None:
            return ()
        client = clients.get(self._opened.book, merged.get(client_id, client_id))
        return tuple(filter(None, (client.legal_name, client.phone, client.email)))

    def chain(self) -> Chain:
        """The seals of the record as they stand, and what is wrong with them."""
        return seals.verify(self._opened.book)


class _Copy:
    """Makes the entries of a copy that names nobody.

    Who is not on the list of clients is known by what was written in the record. Clients of one
    document are numbered, so that its reader sees who comes back.
    """

    def __init__(
        self, people: Sequence[Person], merged: dict[int, int], chosen: Sequence[Incident]
    ) -> None:
        self._merged = merged
        unlisted = {
            fold(each.client): each.client
            for each in chosen
            if each.client and each.client_id is None
        }
        self._redactor = Redactor(
            [*people, *(Person(key=key, names=(name,)) for key, name in unlisted.items())]
        )
        keys = dict.fromkeys(self._one(each) for each in chosen if each.client)
        self._labels = {
            key: CLIENT if len(keys) == 1 else f"{CLIENT[:-1]} {number}]"
            for number, key in enumerate(keys, 1)
        }

    def _one(self, incident: Incident) -> int | str | None:
        """Whose it is, as people are, whatever their numbers were."""
        key = _key(incident)
        return self._merged.get(key, key) if isinstance(key, int) else key

    def redacted(self, entries: Sequence[Entry]) -> list[Entry]:
        return [self._entry(entry) for entry in entries]

    def _entry(self, entry: Entry) -> Entry:
        incident = entry.incident
        own = _key(incident)
        seen_by = "" if says_nobody(incident.witness) else incident.witness
        more = capitals(seen_by)

        def hide(text: str) -> str:
            return self._redactor.hide(text, own, more)

        typed: dict[str, Any] = {name: hide(getattr(incident, name)) for name in TYPED}
        witness = WITNESSED if seen_by else NOBODY if incident.witness.strip() else ""
        return replace(
            entry,
            incident=replace(
                incident,
                **typed,
                client=self._labels.get(self._one(incident)),
                client_id=None,
                session_id=None,
                witness=witness,
                addenda=(),
                evidence=tuple(
                    replace(each, file_name=hide(each.file_name)) for each in incident.evidence
                ),
                follow_ups=tuple(
                    replace(each, what=hide(each.what)) for each in incident.follow_ups
                ),
            ),
            contact=(),
            added=tuple(replace(line, text=hide(line.text)) for line in entry.added),
        )


def _key(incident: Incident) -> int | str | None:
    if incident.client_id is not None:
        return incident.client_id
    return fold(incident.client) if incident.client else None


_COUNTED = (
    "local_date", "kind", "severity", "client_id", "client", "setting", "workplace", "lost_minor",
)  # fmt: skip


def patterns(opened: Opened, period: Period | None = None) -> Patterns:
    """In counts, all of them up to today unless a period is given."""
    book = opened.book
    days = period or Period(date.min, opened.today + timedelta(days=1))
    happened = [
        Happened(
            **{name: row[name] for name in _COUNTED},
            hour=int(row["moment"][11:13]) if "T" in row["moment"] else None,
            withdrawn=bool(row["withdrawn"]),
        )
        for row in incidents.happened(book, days)
    ]
    worked = {
        by: {row["grain_key"]: row["sessions"] for row in incidents.worked(book, days, by)}
        for by in ("workplace", "weekday", "hour")
    }
    return insight.patterns(happened, worked)
