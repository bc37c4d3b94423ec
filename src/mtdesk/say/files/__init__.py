"""What went in and out, and whether the file is whole: in words and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from mtdesk.desk.files import Check
from mtdesk.model.importing import Change, Imported, Month, Problem, Tally, Unclear
from mtdesk.model.ledger.alike import money_words
from mtdesk.model.money import Currency
from mtdesk.model.period import hours
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined, undo_words, worded
from mtdesk.say.document import Keys, document, or_null
from mtdesk.say.files.preview import (
    BY_MONTH,
    NEW_NAME,
    UNDERSTOOD,
    asked_words,
    new_name_lines,
    rows_listing,
    silent_words,
    taken_words,
)

PROBLEMS_SHOWN = 20

PROBLEM = ("line", "column", "value", "reason")
CANDIDATE = (
    "payment", "session", "payments", "date=day", "client", "amount_minor", "tip_minor", "method",
    "is_owed",
)  # fmt: skip
UNCLEAR: Keys = (
    "line", "date=day", "client", "amount_minor", "method", "text", "is_spent",
    ("candidates", CANDIDATE),
)  # fmt: skip
COUNTS: Keys = (
    "read", "new", "matched", "changed", "duplicate", "skipped", "problem_count",
    ("problems", PROBLEM), ("unclear", UNCLEAR), ("skipped_rows=left_out", ("line", "reason")),
)  # fmt: skip
SHOWN: Keys = (("first_rows=rows", UNDERSTOOD), ("new_names", NEW_NAME))
OF_A_FILE: Keys = ("format", ("taken_for", or_null), ("why", or_null), *COUNTS, "batch", *SHOWN)
MONTH = (
    "month", "gross_minor", "tips_minor", "fees_minor", "refunds_minor", "sessions", "minutes",
)  # fmt: skip
HOW_READ: Keys = ("encoding", "dates", "first_date", "last_date", ("by_month", MONTH))
IMPORT: Keys = (
    "format", *COUNTS, "batch", "operation", "warnings", *HOW_READ, *SHOWN,
    ("files=tallies", (*OF_A_FILE, *HOW_READ)),
)  # fmt: skip
UNUSUAL = ("table", "id", "field", "sentence")
CHECK: Keys = ("name", "ok", "detail", ("rows", UNUSUAL))


def import_document(tallies: Sequence[Tally]) -> dict[str, Any]:
    """One document for all files of a call; `files` holds each when there are several."""
    return document(Imported(tuple(tallies)), IMPORT)


GROUPS = ("new", "matched", "unclear", "changed", "duplicate")


def import_lines(tallies: Sequence[Tally]) -> list[str]:
    """What became of each file."""
    return [
        line
        for tally in tallies
        for line in (_tally_line(tally, dry_run=False), *skipped_lines(tally))
    ]


def done_words(tallies: Sequence[Tally]) -> str:
    """The same in few words, to stand on a screen for a moment."""
    return "; ".join(_tally_line(tally, dry_run=False) for tally in tallies)


def preview_parts(
    tally: Tally, currency: Currency, *, hides_names: bool = False, doubts: Sequence[str] = ()
) -> Iterator[str | Listing]:
    """What a file would bring, before anything is written: sentences, and its first rows.

    What was left out, and what there are `doubts` about, stands before the rows: it is seen first.
    """
    yield taken_words(tally)
    yield _tally_line(tally, dry_run=True)
    for group in GROUPS:
        if group in tally.sums:
            yield f"  {group} {currency.format(tally.sums[group])}"
    yield from skipped_lines(tally)
    yield from doubts
    if tally.rows:
        yield ""
        yield rows_listing(tally.rows, currency)
        if silent := silent_words(tally.rows, currency):
            yield f"  {silent}"
        yield ""
    yield from new_name_lines(tally, are_hidden=hides_names)
    if tally.first_date:
        yield f"  {tally.first_date} to {tally.last_date}"
        if tally.by_month:
            yield BY_MONTH
        for month in tally.by_month:
            yield _month_line(month, currency)


LINES_SHOWN = 5
_REASONS_SHOWN = 6


def skipped_lines(tally: Tally) -> list[str]:
    """`  24 skipped, a break: lines 18, 63, 146, 176, 214 and 19 more`: what was left out, and why."""
    by_reason: dict[str, list[int]] = {}
    for each in tally.left_out:
        by_reason.setdefault(each.reason, []).append(each.line)
    lines, told = [], 0
    for reason, where in [*by_reason.items()][:_REASONS_SHOWN]:
        lines.append(
            f"  {len(where):,} skipped, {reason}: {worded(len(where), 'line')} {_first(where)}"
        )
        told += len(where)
    more, others = tally.skipped - told, len(by_reason) - _REASONS_SHOWN
    why = f", for {counted(others, 'other reason')}" if others > 0 else ""
    return [*lines, f"  and {more:,} more skipped{why}"] if more > 0 else lines


def _first(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:LINES_SHOWN]))
    more = len(lines) - LINES_SHOWN
    return f"{shown} and {more:,} more" if more > 0 else shown


def unclear_lines(tallies: Sequence[Tally], currency: Currency) -> list[str]:
    """The rows that were left out because they may stand here already, each with what it may be."""
    lines = []
    for tally in tallies:
        lines += [
            f"{tally.format} line {each.line}: {unclear_words(each, currency)}"
            for each in tally.unclear
        ]
        if tally.unclear:
            count = len(tally.unclear)
            lines.append(
                f"{counted(count, 'row')} {worded(count, 'was', 'were')} left out as unclear; "
                "--unclear new adds them, --unclear match takes them for what is here"
            )
    return lines


def unclear_words(row: Unclear, currency: Currency) -> str:
    """`2025-11-20 Ana $95.00 card may be payment 12, Ana $90.00`; of a bank's line what it says of it."""
    mine = money_words(row.client, row.amount_minor, row.method, currency)
    if row.text:
        amount = f"{currency.format(row.amount_minor)} {row.method or ''}".strip()
        mine = f"{amount} “{row.text}”"
    if row.is_spent:
        return f"{row.day} {mine}: a cost of the practice?"
    if not row.candidates:
        return f"{row.day} {mine}: income that is not here yet?"
    may_be = joined([each.words(currency) for each in row.candidates], "or")
    return f"{row.day} {mine} may be {may_be}"


def change_words(tally: Tally, change: Change) -> str:
    """A row whose id is known, with what it was and what it is now."""
    return f"{tally.format} line {change.line}: {change.before} is now {change.after}"


def open_words(tallies: Sequence[Tally], asked: Collection[tuple[str, str]] = ()) -> str:
    """What wants a decision before an import is written; empty where nothing does.

    About the names `asked` it was decided.
    """
    unclear = sum(len(each.unclear) for each in tallies)
    changed = sum(len(each.changes) for each in tallies)
    bad = sum(each.problem_count for each in tallies)
    said = [
        asked_words(tallies, asked),
        f"{counted(unclear, 'row')} may be here already: each is asked about" if unclear else "",
        f"{counted(changed, 'row')} changed: asked about" if changed else "",
        f"{counted(bad, 'row')} cannot be read, and would be left out" if bad else "",
    ]
    return ". ".join(each for each in said if each)


def _month_line(month: Month, currency: Currency) -> str:
    money = {
        "gross": month.gross_minor,
        "tips": month.tips_minor,
        "fees": month.fees_minor,
        "refunds": month.refunds_minor,
    }
    parts = [f"{name} {currency.format(minor)}" for name, minor in money.items() if minor]
    if month.sessions:
        parts.append(counted(month.sessions, "session"))
    if month.minutes:
        parts.append(hours(month.minutes))
    return f"  {month.month}  {', '.join(parts) or 'no money'}"


def undo_line(tallies: Sequence[Tally]) -> str:
    """How to take an import back; empty where it brought nothing."""
    operation = Imported(tuple(tallies)).operation
    return undo_words(operation) if operation else ""


def warning_lines(tallies: Sequence[Tally]) -> list[str]:
    return [f"{tally.format}: {warning}" for tally in tallies for warning in tally.warnings]


def problem_lines(tallies: Sequence[Tally]) -> list[str]:
    """The first problems of each file, by line and column."""
    lines = []
    for tally in tallies:
        lines += [_problem_line(tally, each) for each in tally.problems[:PROBLEMS_SHOWN]]
        more = tally.problem_count - PROBLEMS_SHOWN
        if more > 0:
            lines.append(f"{tally.format}: and {more:,} more")
    return lines


def evidence_apart(folder: Path, count: int) -> str:
    """Where the evidence is, which no copy of the practice holds."""
    return _apart(counted(count, "evidence file"), folder, count)


def receipts_apart(folder: Path, count: int) -> str:
    """The same of the receipts of expenses."""
    return _apart(counted(count, "receipt"), folder, count)


def _apart(files: str, folder: Path, count: int) -> str:
    return f"  {files} {worded(count, 'is', 'are')} not in it: copy {folder} too"


def apart_lines(evidence: tuple[Path, int], receipts: tuple[Path, int]) -> list[str]:
    """What lies beside the practice, and is in no copy of it."""
    lines = [evidence_apart(*evidence)] if evidence[1] else []
    return [*lines, *([receipts_apart(*receipts)] if receipts[1] else [])]


def copied_document(
    facts: dict[str, Any], folder: Path, count: int, receipts: tuple[Path, int]
) -> dict[str, Any]:
    """What was written where, and the evidence and receipts beside it."""
    return {
        **facts,
        "evidence_files": count,
        "evidence_folder": str(folder) if count else None,
        "receipt_files": receipts[1],
        "receipts_folder": str(receipts[0]) if receipts[1] else None,
    }


def check_document(checks: Sequence[Check]) -> dict[str, Any]:
    """`ok` says that the file can be worked with: rows that a rule of today refuses are no fault of it."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [document(check, CHECK) for check in checks],
    }


def check_lines(checks: Sequence[Check]) -> list[str]:
    return [f"{_mark(check)}  {check.name}: {check.detail}" for check in checks]


def _mark(check: Check) -> str:
    if not check.ok:
        return "BAD"
    return "see" if check.rows else "ok "


def _tally_line(tally: Tally, *, dry_run: bool) -> str:
    parts = [f"{tally.new:,} {'would be new' if dry_run else 'new'}"]
    if tally.matched:
        parts.append(f"{tally.matched:,} matched with what is here")
    if tally.unclear:
        parts.append(f"{len(tally.unclear):,} unclear")
    if tally.changed:
        parts.append(f"{tally.changed:,} changed")
    if tally.duplicate:
        parts.append(f"{tally.duplicate:,} there already")
    if tally.skipped:
        parts.append(f"{tally.skipped:,} skipped")
    if tally.problem_count:
        parts.append(f"{tally.problem_count:,} left out for problems")
    if tally.encoding not in {None, "utf-8"}:
        parts.append(f"read as {tally.encoding}")
    return f"{tally.format}: {tally.read:,} read, {', '.join(parts)}"


def _problem_line(tally: Tally, problem: Problem) -> str:
    """A reason that begins with what stands in the cell is not put after it once more."""
    said = problem.reason.startswith(f"{problem.value} ")
    value = f" “{problem.value}”" if problem.value and not said else ""
    column = f", {problem.column}" if problem.column else ""
    return f"{tally.format} line {problem.line}{column}:{value} {problem.reason}"


# What an export can be: everything, to be read back, or a part of it for other programs.
WHOLE = ("csv", "json", "jsonl")
_HELD = {"ics": "event", "parquet": "row"}


def left_document(
    target: Path, file_format: str, count: int, *, with_names: bool
) -> dict[str, Any]:
    return {"target": str(target), "format": file_format, "rows": count, "names": with_names}


def left_line(target: Path, file_format: str, count: int, *, with_names: bool) -> str:
    """`420 entries written to books.journal; clients are numbers (--names writes their names)`."""
    held = _HELD.get(file_format)
    what = counted(count, held) if held else counted(count, "entry", "entries")
    who = (
        "with names and notes" if with_names else "clients are numbers (--names writes their names)"
    )
    return f"{what} written to {target}; {who}"
