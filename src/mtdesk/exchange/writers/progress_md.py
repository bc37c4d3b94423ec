"""A progress report as Markdown: for who writes on in an editor, or pastes it into a letter."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtdesk.model.progress import Measure, Progress

# What Markdown or HTML would obey; every one of these may stand behind a backslash.
_OBEYED = re.compile(r"([\\`*_{}\[\]<>#+|~&!-])")


def content(report: Progress) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Progress) -> Iterator[str]:
    yield f"# {_text(report.heading)}"
    yield ""
    yield from _pairs(
        [
            ("for", report.for_whom),
            *report.issuer.items(),
            ("made on", report.made_on.isoformat()),
            ("days", f"{report.first} to {report.last}"),
            ("visits", report.visit_words),
            *report.facts,
        ]
    )
    if report.pain or report.within:
        yield from ("", "## Pain", "")
        yield from (f"- {_text(words)}" for words in (report.pain, report.within) if words)
    if report.function:
        yield from ("", "## Function, then and now", "")
        yield from _measures("what", report.function)
    if report.medication:
        yield from ("", "## Medication, as told by the client", "")
        yield from _measures("name", report.medication)
    yield from ("", "## Visits", "")
    yield from _table(
        ("date", "service", "min", "pain"),
        [
            (visit.local_date, visit.service, str(visit.minutes), visit.pain)
            for visit in report.visits
        ],
    )
    yield ""
    for note in report.notes:
        yield from (_text(note), "")
    yield "signature and date: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"- **{_text(label)}:** {_text(text)}" for label, text in pairs)


def _measures(head: str, measures: Iterable[Measure]) -> Iterator[str]:
    return _table(
        (head, "first", "on", "latest", "on", "change"),
        [
            (each.what, each.first, each.first_on, each.latest, each.latest_on, each.change)
            for each in measures
        ],
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join(['---'] * len(heads))}|"
    for row in rows:
        yield f"| {' | '.join(_text(cell) for cell in row)} |"


def _text(text: str) -> str:
    """What people typed on one line, obeyed by no reader of Markdown; dates keep their hyphens."""
    flat = " ".join(text.split())
    return re.sub(r"(?<=\d)\\-(?=\d)", "-", _OBEYED.sub(r"\\\1", flat))
