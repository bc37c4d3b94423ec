"""The incident record as JSON for programs, and as Markdown for people."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mtdesk.model.incidents.record import facts, moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.model.incidents.record import Document, Entry

SCHEMA = 1
# What Markdown would obey in the middle of a line, and at the beginning of one.
_OBEYED = re.compile(r"[\\`*_<>|~&]|(?<=\])\(|\[(?!(?:client(?: \d+)?|name|phone|email)\])")
_OBEYED_FIRST = re.compile(r"^(\s*)(#|[-+=:](?=[\s=+-]|$)|\d+[.)](?=\s|$))")


def json_text(document: Document) -> str:
    return json.dumps(_document(document), ensure_ascii=False, indent=2) + "\n"


def _document(document: Document) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "document": "incident record",
        "redacted": document.is_redacted,
        "made_on": document.made_on.isoformat(),
        "statement": list(document.statement),
        **{name: document.issuer.get(name) for name in ("business", "therapist", "licence")},
        "currency": document.currency.code,
        "chain": {
            "head": document.chain_head or None,
            "count": document.chain_count,
            "ok": not document.trouble,
            "problems": list(document.trouble),
        },
        "incidents": [_entry(entry) for entry in document.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    each = entry.incident
    return {
        "id": each.id,
        "withdrawn": each.withdrawn,
        "occurred_at": each.occurred_at,
        "recorded_at": each.recorded_at or None,
        "written_after": entry.gap or None,
        "local_date": each.local_date,
        "kind": each.kind,
        "severity": each.severity,
        "client": each.client,
        "contact": list(entry.contact),
        "session": each.session_id,
        "setting": each.setting,
        "where": each.place,
        "said": each.said,
        "saw": each.saw,
        "did": each.did,
        "ended_minute": each.ended_minute,
        "paid": each.paid,
        "injury_to_me": each.injury_to_me,
        "injury_to_client": each.injury_to_client,
        "witness": each.witness,
        "told": each.told,
        "lost_minor": each.lost_minor,
        "body_part": each.body_part,
        "days_off": each.days_off,
        "source_kind": each.source_kind,
        "source_severity": each.source_severity,
        "note": each.note,
        "hash": entry.seal,
        "addenda": [
            {"written_at": line.written_at, "kind": line.kind, "text": line.text, "hash": line.seal}
            for line in entry.added
        ],
        "evidence": [
            {
                "file_name": file.file_name,
                "bytes": file.bytes,
                "sha256": file.sha256,
                "added_at": file.added_at,
            }
            for file in entry.incident.evidence
        ],
        "follow_ups": [
            {"due_on": each.due_on, "what": each.what, "done_on": each.done_on}
            for each in entry.incident.follow_ups
        ],
    }


def markdown(document: Document) -> str:
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {document.heading}"
    yield ""
    for sentence in document.statement:
        yield _plain(sentence)
        yield ""
    yield f"- made on: {document.made_on}"
    for name, text in document.issuer.items():
        yield f"- {name}: {_plain(text)}"
    for entry in document.entries:
        yield ""
        yield from _of(entry, document)


def _of(entry: Entry, document: Document) -> Iterator[str]:
    yield f"## {entry.heading}"
    for fact in facts(entry, document.currency):
        yield ""
        yield f"**{fact.label}**  "
        yield _plain(fact.text)
    for line in entry.added:
        yield ""
        yield f"**{line.kind}, added {moment(line.written_at)}**  "
        yield _plain(line.text)
    if entry.incident.evidence:
        yield ""
        yield "### Evidence"
        yield ""
        for file in entry.incident.evidence:
            yield f"- {_plain(file.file_name)}, {file.bytes:,} bytes, SHA-256 `{file.sha256}`"
    if entry.incident.follow_ups:
        yield ""
        yield "### To follow up"
        yield ""
        for each in entry.incident.follow_ups:
            done = f"done {each.done_on}" if each.done_on else "open"
            yield f"- {each.due_on}: {_plain(each.what)} ({done})"
    hashes = [("record", entry.seal), *((line.kind, line.seal) for line in entry.added)]
    for what, seal in hashes:
        if seal:
            yield ""
            yield f"Seal of this {what}: `{seal}`"


def _plain(text: str) -> str:
    """Typed text that Markdown takes for nothing but text; its lines stay lines."""
    return "  \n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    escaped = _OBEYED.sub(lambda found: f"\\{found.group()}", text.strip())
    return _OBEYED_FIRST.sub(lambda found: f"{found[1]}\\{found[2]}", escaped) or "&nbsp;"
