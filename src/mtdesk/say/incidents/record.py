"""The incident record as its reader gets it: what it is, every fact under its label, the seals."""

from __future__ import annotations

from operator import not_
from typing import TYPE_CHECKING

from mtdesk.model.document import SMALL, Document, Facts, Section, Text, texts
from mtdesk.model.incidents.record import facts, moment
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.model.document import Fact
    from mtdesk.model.incidents.record import Entry, RecordCopy
    from mtdesk.say.document import Keys

FORMATS = ("json", "pdf", "md")


def _or_null(text: str) -> str | None:
    return text or None


_ENTRY: Keys = (
    "id=incident.id",
    "withdrawn=incident.withdrawn",
    "occurred_at=incident.occurred_at",
    ("recorded_at=incident.recorded_at", _or_null),
    ("written_after=gap", _or_null),
    "local_date=incident.local_date",
    "kind=incident.kind",
    "severity=incident.severity",
    "client=incident.client",
    "contact",
    "session=incident.session_id",
    "setting=incident.setting",
    "where=incident.place",
    "said=incident.said",
    "saw=incident.saw",
    "did=incident.did",
    "ended_minute=incident.ended_minute",
    "paid=incident.paid",
    "injury_to_me=incident.injury_to_me",
    "injury_to_client=incident.injury_to_client",
    "witness=incident.witness",
    "told=incident.told",
    "lost_minor=incident.lost_minor",
    "body_part=incident.body_part",
    "days_off=incident.days_off",
    "source_kind=incident.source_kind",
    "source_severity=incident.source_severity",
    "note=incident.note",
    "hash=seal",
    ("addenda=added", ("written_at", "kind", "text", "hash=seal")),
    ("evidence=incident.evidence", ("file_name", "bytes", "sha256", "added_at")),
    ("follow_ups=incident.follow_ups", ("due_on", "what", "done_on")),
)
_CHAIN: Keys = (("head=chain_head", _or_null), "count=chain_count", ("ok=trouble", not_))


def record_pages(record: RecordCopy) -> Document:
    """The record as pages, and as data for programs."""
    about = (("made on", record.made_on.isoformat()), *record.issuer.items())
    return Document(
        title=record.heading,
        name=record.heading,
        what=f"{record.heading},",
        made_on=record.made_on,
        currency=record.currency,
        formats=FORMATS,
        author=", ".join(record.issuer.values()),
        pages=(
            (
                *texts(record.statement, SMALL),
                Facts(facts=about),
                *(_section(entry, record) for entry in record.entries),
            ),
        ),
        data=_data(record),
    )


def chain_document(record: RecordCopy) -> dict[str, Any]:
    """The seals that the record stands on."""
    return document(record, _CHAIN)


def _data(record: RecordCopy) -> dict[str, Any]:
    return {
        "document": "incident record",
        **document(record, ("redacted=is_redacted", "made_on", "statement")),
        **{name: record.issuer.get(name) for name in ("business", "therapist", "licence")},
        "currency": record.currency.code,
        "chain": {**chain_document(record), "problems": list(record.trouble)},
        **document(record, (("incidents=entries", _ENTRY),)),
    }


def _section(entry: Entry, record: RecordCopy) -> Section:
    known = ((fact.label, fact.text) for fact in facts(entry, record.currency))
    seals = (("record", entry.seal), *((line.kind, line.seal) for line in entry.added))
    return Section(
        heading=entry.heading,
        blocks=(
            Facts(facts=(*known, *_added(entry)), at_length=True),
            *(
                Text(text=f"Seal of this {what}: {seal}", look=SMALL)
                for what, seal in seals
                if seal
            ),
        ),
    )


def _added(entry: Entry) -> Iterator[Fact]:
    """What came to the record later: lines, files, what is to be done."""
    for line in entry.added:
        yield f"{line.kind}, added {moment(line.written_at)}", line.text
    for file in entry.incident.evidence:
        yield (
            f"evidence, added {moment(file.added_at)}",
            f"{file.file_name}, {file.bytes:,} bytes\nSHA-256 {file.sha256}",
        )
    for each in entry.incident.follow_ups:
        done = f"done {each.done_on}" if each.done_on else "open"
        yield f"to follow up by {each.due_on}, {done}", each.what
