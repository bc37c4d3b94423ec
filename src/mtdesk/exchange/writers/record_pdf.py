"""The incident record on paper: what it is, every fact under its label, the seals."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, Spacer
from reportlab.platypus import Table as Grid

from mtdesk.exchange.writers.paper import NOT_DRAWN, Paper
from mtdesk.model.incidents.record import facts, moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.model.incidents.record import Document, Entry

__all__ = ["NOT_DRAWN", "content"]
LABELS = 130  # points for the labels of short facts
SHORT, MOST_LINES = 600, 12  # characters and lines of a fact that stands beside its label
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
        """The heading stays with what is first below it."""
        first, *rest = self._pairs([*self._facts(entry), *_added(entry)])
        yield Spacer(0, 8)
        yield KeepTogether([self._text(entry.heading, self._head), first])
        yield from rest
        yield Spacer(0, 4)
        for what, seal in (
            ("record", entry.seal),
            *((line.kind, line.seal) for line in entry.added),
        ):
            if seal:
                yield self._text(f"seal of this {what}: {seal}", self._small)

    def _facts(self, entry: Entry) -> Iterator[tuple[str, str]]:
        for fact in facts(entry, self._document.currency):
            yield fact.label, fact.text

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Any]:
        """Short facts beside their labels; a long one under its label, over as many pages as it needs."""
        for is_short, group in groupby(pairs, _is_short):
            if is_short:
                yield self._beside(group)
                continue
            for label, text in group:
                first, *rest = [part for line in text.split("\n") for part in _parts(line)]
                yield KeepTogether([self._text(label, self._grey), self._text(first, self._plain)])
                for part in rest:
                    yield self._text(part, self._plain)

    def _beside(self, pairs: Iterable[tuple[str, str]]) -> Any:
        rows = [
            [
                self._text(label, self._grey),
                [self._text(line, self._plain) for line in text.split("\n")],
            ]
            for label, text in pairs
        ]
        return Grid(
            rows,
            colWidths=[LABELS, self._width - LABELS],
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
            ],
            hAlign="LEFT",
        )


def _is_short(pair: tuple[str, str]) -> bool:
    """Whether the row it makes fits on a page, whatever was typed."""
    return len(pair[1]) <= SHORT and pair[1].count("\n") <= MOST_LINES


def _added(entry: Entry) -> Iterator[tuple[str, str]]:
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
