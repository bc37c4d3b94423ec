"""What went in and out, in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.importing import Tally


def import_document(tallies: list[Tally], operation: int | None) -> dict[str, Any]:
    """One document for all files of a call; `files` holds each when there are several."""
    formats = {tally.format for tally in tallies}
    return {
        "format": formats.pop() if len(formats) == 1 else "several",
        **_counts(tallies),
        "batch": next((tally.batch for tally in tallies if tally.batch), None),
        "operation": operation,
        "warnings": [warning for tally in tallies for warning in tally.warnings],
        "files": [
            {"format": tally.format, **_counts([tally]), "batch": tally.batch} for tally in tallies
        ],
    }


def _counts(tallies: list[Tally]) -> dict[str, Any]:
    return {
        "read": sum(tally.read for tally in tallies),
        "new": sum(tally.new for tally in tallies),
        "duplicate": sum(tally.duplicate for tally in tallies),
        "skipped": sum(tally.skipped for tally in tallies),
        "problem_count": sum(tally.problem_count for tally in tallies),
        "problems": [
            {
                "line": problem.line,
                "column": problem.column,
                "value": problem.value,
                "reason": problem.reason,
            }
            for tally in tallies
            for problem in tally.problems
        ],
    }
