"""The incident record on paper: what it is, every fact under its label, the seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, Spacer

from mtdesk.exchange.writers.paper import NOT_DRAWN, Paper
from mtdesk.model.record import facts, moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.model.record import Document, Entry

__all__ = ["NOT_DRAWN", "content"]
PART = 1_000  # characters of a paragraph: a longer one is slow to break into lines


def content(document: Document) -> tuple[bytes, bool]:
    """The bytes of the file, and whether every character could be drawn."""
    sheet = _Sheet(document)
    return sheet.content(), sheet.is_complete


class _Sheet(Paper):
    def __init__(self, document: Document) -> None:
        super().__init__(document.heading, document.currency, document.made_on)
        self._document = document

    def content(self) -> bytes:
        document = self._document
        story: list[Any] = [self._text(document.heading, self._title), Spacer(0, 2)]
        by = [f"{name}: {text}" for name, text in document.issuer.items()]
        story += [self._text(line, self._grey) for line in by]
        for sentence in document.statement:
            story += [Spacer(0, 4), self._text(sentence, self._small)]
        for entry in document.entries:
            story += self._entry(entry)
        if not self.is_complete:
            story += [
                Spacer(0, 10),
                self._text(f"{NOT_DRAWN[0].upper()}{NOT_DRAWN[1:]}.", self._small),
            ]
        return self._printed(story, ", ".join(document.issuer.values()))

    def _entry(self, entry: Entry) -> Iterator[Any]:
        yield Spacer(0, 8)
        yield self._text(entry.heading, self._head)
        for fact in facts(entry, self._document.currency):
            yield from self._fact(fact.label, fact.text)
        for line in entry.added:
            yield from self._fact(f"{line.kind}, added {moment(line.written_at)}", line.text)
        for file in entry.evidence:
            yield from self._fact(
                f"evidence, added {moment(file.added_at)}",
                f"{file.file_name}, {file.bytes:,} bytes\nSHA-256 {file.sha256}",
            )
        for each in entry.follow_ups:
            done = f"done {each.done_on}" if each.done_on else "open"
            yield from self._fact(f"to follow up by {each.due_on}, {done}", each.what)
        yield Spacer(0, 4)
        for what, seal in (
            ("record", entry.seal),
            *((line.kind, line.seal) for line in entry.added),
        ):
            if seal:
                yield self._text(f"seal of this {what}: {seal}", self._small)

    def _fact(self, label: str, text: str) -> Iterator[Any]:
        """The label stays with the first lines; what is long flows over as many pages as it needs."""
        parts = [part for line in text.split("\n") for part in _parts(line)] or [""]
        first = [Spacer(0, 3), self._text(label, self._grey), self._text(parts[0], self._plain)]
        yield KeepTogether(first)
        for part in parts[1:]:
            yield self._text(part, self._plain)


def _parts(line: str) -> Iterator[str]:
    """A line in parts that a page can hold, broken at blanks where there are any."""
    rest = line
    while len(rest) > PART:
        cut = rest.rfind(" ", 1, PART)
        cut = PART if cut < 0 else cut
        yield rest[:cut]
        rest = rest[cut:].lstrip()
    if rest:
        yield rest
