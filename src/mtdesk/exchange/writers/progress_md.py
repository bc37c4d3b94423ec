"""A progress report as Markdown: for who writes on in an editor, or pastes it into a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.model.medical.progress import Progress
    from mtdesk.model.table import Table

# What Markdown or HTML would obey within a line: what people typed never begins one.
_OBEYED = re.compile(r"([\\`*_\[\]<>#|~&])")


def content(report: Progress) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Progress) -> Iterator[str]:
    yield f"# {_text(report.heading)}"
    yield ""
    facts = (*report.head, ("made on", report.made_on.isoformat()), *report.facts)
    yield from (f"- **{_text(label)}:** {_text(text)}" for label, text in facts)
    if report.pain or report.within:
        yield from ("", "## Pain", "")
        yield from (f"- {_text(words)}" for words in (report.pain, report.within) if words)
    for table in (report.function_table, report.medication_table, report.visits_table):
        if table.rows:
            yield from ("", f"## {table.name}", "")
            yield from _table(table)
    yield ""
    for note in report.notes:
        yield from (_text(note), "")
    yield "signature and date: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(head for head, _ in table.columns)} |"
    yield f"|{'|'.join(['---'] * len(table.columns))}|"
    for row in table.rows:
        yield f"| {' | '.join(_text(str(cell or '')) for cell in row)} |"


def _text(text: str) -> str:
    """What people typed on one line, obeyed by no reader of Markdown."""
    return _OBEYED.sub(r"\\\1", " ".join(text.split()))
