"""What became of the lines that a phone wrote: in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mtdesk.model.text import counted, worded
from mtdesk.say.document import Keys, document
from mtdesk.say.sessions import written

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.desk.files.inbox import Filed, Run
    from mtdesk.model.money import Currency

WAITING = ("line", "text", "reason")
FILED: Keys = ("line=number", "text", ("session=logged", lambda logged: logged and logged.id))
INBOX: Keys = (
    "read", ("filed", len), ("waiting", WAITING), "known", "left_out", ("lines=filed", FILED),
    "operation", ("file", str), ("conflicts", lambda paths: [str(path) for path in paths]),
)  # fmt: skip


def inbox_document(run: Run) -> dict[str, Any]:
    return document(run, INBOX)


def filed_lines(run: Run, currency: Currency, today: date) -> Iterator[str]:
    """What was filed, as it was understood."""
    for each in run.filed:
        guess = " (taken for today: the line says no day)" if each.is_guess else ""
        yield f"line {each.number}: {_words(each, currency, today)}{guess}"
        if each.logged is not None:
            reading = written(each.logged, currency, today)
            warned = (remark.text for remark in reading.remarks if remark.is_warning)
            yield from (f"  {words}" for words in (reading.alarm, *warned) if words)
    parts = [f"{counted(run.read, 'line')} read", f"{len(run.filed):,} filed"]
    if run.known:
        parts.append(f"{run.known:,} dealt with before")
    if run.left_out:
        parts.append(f"{run.left_out:,} left out for good")
    if run.waiting:
        parts.append(f"{len(run.waiting):,} {worded(len(run.waiting), 'waits', 'wait')}")
    yield f"{run.file.name}: {', '.join(parts)}"


def _words(each: Filed, currency: Currency, today: date) -> str:
    if each.logged is None:
        return each.text
    return f"session {each.logged.id}, {written(each.logged, currency, today).words}"


def waiting_lines(run: Run) -> Iterator[str]:
    """What waits and why, and how to answer."""
    for each in run.waiting:
        yield f"line {each.line} waits: {each.text}"
        yield f"  {each.reason}"
    if any(each.can_be for each in run.waiting):
        first = next(each.line for each in run.waiting if each.can_be)
        yield f"--yes {first} files that line all the same, --no {first} leaves it out for good"
    if any(not each.can_be for each in run.waiting):
        yield "a line that cannot be read: mend it in the file, or --no and its number leaves it out"


def beside_lines(run: Run) -> Iterator[str]:
    """What else is to be known: other copies of the file, and that FILE.done was not written."""
    for path in run.conflicts:
        yield f"a sync program left {path.name} beside it; to file what only that holds: mtdesk inbox '{path}'"
    if run.untold:
        yield run.untold
