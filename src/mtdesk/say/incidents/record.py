"""One incident fact by fact: under her own labels, as JSON, and as the reader of the record gets it."""

from __future__ import annotations

from collections.abc import Iterator
from operator import not_
from typing import Any

from mtdesk.desk.incidents.record import Chain
from mtdesk.model.document import SMALL, Document, Fact, Facts, Section, Text, texts
from mtdesk.model.incidents import Entry, Evidence, FollowUp, Incident, RecordCopy
from mtdesk.model.money import Currency
from mtdesk.model.text import counted
from mtdesk.say.document import Keys, document, or_null

NONE = "No incident recorded"
WITHDRAWN = "withdrawn: it leaves the counts, the record stays"

EVIDENCE = ("id", "file_name", "stored_as", "sha256", "bytes", "added_at")
FOLLOW_UP = ("id", "due_on", "what", "done_on")
FACTS = (
    "local_date", "kind", "severity", "client", "session=session_id", "where=place", "setting",
    "said", "saw", "did", "ended_minute", "paid", "injury_to_me", "injury_to_client", "witness",
    "told", "lost_minor", "body_part", "days_off", "source_kind", "source_severity", "note",
)  # fmt: skip
INCIDENT = (
    "id", "occurred_at", "recorded_at", "written_after_minutes", *FACTS, "withdrawn",
    ("addenda", ("written_at", "kind", "text")), ("follow_ups", FOLLOW_UP), ("evidence", EVIDENCE),
)  # fmt: skip
# What another reader finds under other labels than she does.
_FOR_OTHERS = {
    "said": "said, word for word",
    "saw": "seen",
    "did": "done",
    "ended": "session ended",
    "injury to me": "injury to the therapist",
    "told": "who was told",
    "lost": "income lost",
    "body part": "part of the body",
    "days off": "days off work",
    "as imported": "as the file it came from put it",
}


def heading(incident: Incident) -> str:
    withdrawn = ", withdrawn" if incident.withdrawn else ""
    return f"incident {incident.id}: {incident.kind}, severity {incident.severity} of 5{withdrawn}"


def facts(incident: Incident, currency: Currency) -> list[tuple[str, str]]:
    """What she recorded, by its label, in the order of the record; what was not said is left out."""
    lost, ended, days_off = incident.lost_minor, incident.ended_minute, incident.days_off
    pairs = (
        ("client", incident.client or ""),
        ("session", str(incident.session_id or "")),
        ("setting", incident.setting),
        ("where", incident.place),
        ("said", incident.said),
        ("saw", incident.saw),
        ("did", incident.did),
        ("ended", "" if ended is None else f"minute {ended} of the session"),
        ("paid", incident.paid or ""),
        ("injury to me", incident.injury_to_me),
        ("injury to the client", incident.injury_to_client),
        ("witness", incident.witness),
        ("told", incident.told),
        ("lost", "" if lost is None else currency.format(lost)),
        ("body part", incident.body_part),
        ("days off", "" if days_off is None else str(days_off)),
        ("as imported", incident.source_kind),
        ("note", incident.note),
    )
    return [(label, text) for label, text in pairs if text]


def facts_for_others(incident: Incident, currency: Currency) -> list[tuple[str, str]]:
    """The same under the labels of an insurer, a lawyer, an authority."""
    return [(_FOR_OTHERS.get(label, label), text) for label, text in facts(incident, currency)]


def file_words(file: Evidence) -> str:
    return f"{file.file_name}, {counted(file.bytes, 'byte')}"


def done_words(follow_up: FollowUp) -> str:
    return f"done {follow_up.done_on}" if follow_up.done_on else "open"


def chain_trouble(chain: Chain) -> str:
    """What is wrong with the seals, the first thing; nothing when they hold."""
    if not chain.problems:
        return ""
    return f"the chain of seals does not hold: {chain.problems[0]}. See mtdesk doctor."


REDACTED = (
    "A record of facts by the therapist, redacted: clients are not named, telephone numbers and "
    "mail addresses are replaced, witnesses are not named. Names are known from the list of clients "
    "and its aliases: another nickname, a slip in a name, a word such as “her” that is part of one, "
    "stays. A place, a day or what was said may still tell who someone is, and pictures and other "
    "evidence are not part of it: read it before you hand it on."
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
FORMATS = ("json", "pdf", "md")


_INCIDENT: Keys = ("id", "withdrawn", "occurred_at", ("recorded_at", or_null), *FACTS)
_ENTRY: Keys = (
    ("written_after=incident.written_after", or_null), "contact", "hash=seal",
    ("addenda=added", ("written_at", "kind", "text", "hash=seal")),
    ("evidence=incident.evidence", ("file_name", "bytes", "sha256", "added_at")),
    ("follow_ups=incident.follow_ups", ("due_on", "what", "done_on")),
)  # fmt: skip
_CHAIN: Keys = (("head=chain_head", or_null), "count=chain_count", ("ok=trouble", not_))


def record_pages(record: RecordCopy) -> Document:
    """The record as pages, and as data for programs."""
    name = copy_heading(record)
    about = (("made on", record.made_on.isoformat()), *record.issuer.items())
    return Document(
        title=name,
        name=name,
        what=f"{name},",
        made_on=record.made_on,
        currency=record.currency,
        formats=FORMATS,
        author=", ".join(record.issuer.values()),
        pages=(
            (
                *texts(statement(record), SMALL),
                Facts(facts=about),
                *(_section(entry, record) for entry in record.entries),
            ),
        ),
        data=_data(record),
    )


def copy_heading(record: RecordCopy) -> str:
    """`Incident 3, redacted`, `4 incidents, in full`."""
    count = len(record.entries)
    one = f"Incident {record.entries[0].incident.id}"
    what = one if count == 1 else counted(count, "incident")
    return f"{what}, {'redacted' if record.is_redacted else 'in full'}"


def statement(record: RecordCopy) -> list[str]:
    """What it is, and how it is sealed, a sentence or two each."""
    what = REDACTED if record.is_redacted else FULL
    if not record.chain_count:
        return [what]
    chain = f"{SEALED} {record.chain_count} sealed in the chain, its head {record.chain_head}."
    if record.trouble:
        chain = f"The chain of seals does not hold: {'; '.join(record.trouble)}."
    return [what, f"{chain} {OF_THE_FULL}" if record.is_redacted else chain]


def entry_heading(entry: Entry) -> str:
    return f"I{heading(entry.incident)[1:]}"


def entry_facts(entry: Entry, currency: Currency) -> list[Fact]:
    """When, what, whose, and every fact that was recorded."""
    each = entry.incident
    after = f" ({each.written_after} after it happened)" if each.written_after else ""
    pairs = (
        ("happened", moment(each.occurred_at)),
        ("written down", f"{moment(each.recorded_at)}{after}" if each.recorded_at else "not known"),
        ("kind", each.kind),
        ("severity", f"{each.severity} of 5"),
        ("how the client is reached", "\n".join(entry.contact)),
        *facts_for_others(each, currency),
    )
    return [(label, text) for label, text in pairs if text]


def moment(text: str) -> str:
    """`2026-11-14 11:43 (-05:00)`; a day alone where no hour is known."""
    if "T" not in text:
        return text
    day, clock = text.split("T", 1)
    offset = f" ({clock[8:]})" if clock[8:] else ""
    return f"{day} {clock[:5]}{offset}"


def chain_document(record: RecordCopy) -> dict[str, Any]:
    """The seals that the record stands on."""
    return document(record, _CHAIN)


def _data(record: RecordCopy) -> dict[str, Any]:
    return {
        "document": "incident record",
        **document(record, ("redacted=is_redacted", "made_on")),
        "statement": statement(record),
        **{name: record.issuer.get(name) for name in ("business", "therapist", "licence")},
        "currency": record.currency.code,
        "chain": {**chain_document(record), "problems": list(record.trouble)},
        "incidents": [
            {**document(entry.incident, _INCIDENT), **document(entry, _ENTRY)}
            for entry in record.entries
        ],
    }


def _section(entry: Entry, record: RecordCopy) -> Section:
    seals = (("record", entry.seal), *((line.kind, line.seal) for line in entry.added))
    return Section(
        heading=entry_heading(entry),
        blocks=(
            Facts(facts=(*entry_facts(entry, record.currency), *_added(entry)), at_length=True),
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
            f"{file_words(file)}\nSHA-256 {file.sha256}",
        )
    for each in entry.incident.follow_ups:
        yield f"to follow up by {each.due_on}, {done_words(each)}", each.what
