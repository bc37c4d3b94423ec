"""What a restore would change, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtdesk.model.table import Listing
from mtdesk.model.text import counted, worded
from mtdesk.say.document import Keys, document

if TYPE_CHECKING:
    from mtdesk.store.clients.purge.again import Again
    from mtdesk.store.file.compare import Change

MOST = 20  # days and tables that are listed
CHANGE: Keys = ("table", "day", "comes", "goes", "changes")


def restored_words(source: Path, kept: Path | None) -> str:
    """Where what stood there before is now."""
    aside = f"; what was there is {kept}" if kept else ""
    return f"restored from {source}{aside}"


def trouble_words(day: str, error: str) -> str:
    """A copy that should have made itself, and did not."""
    return f"the practice was not copied on {day}: {error} (mtdesk doctor tells what there is)"


def again_words(number: int) -> str:
    return f"client {number} was purged since that was written, and is purged in it again"


def again_lines(again: Again | None) -> Iterator[str]:
    """Whom it does not bring back, and who may be one of them."""
    for number in again.purged if again else ():
        yield again_words(number)
    for number in again.unclear if again else ():
        yield (
            f"client {number} may be one who was purged after that backup: it has no visit to tell by; "
            f"look, and purge again with mtdesk client purge {number}"
        )


def again_document(again: Again | None) -> dict[str, list[int]]:
    return {
        "purged_again": list(again.purged if again else ()),
        "maybe_purged": list(again.unclear if again else ()),
    }


def would_change(changes: Sequence[Change] | None) -> Iterator[str]:
    """What to know before it is done, above the listing."""
    if changes is None:
        yield "what is there now cannot be read, so it is not known what would change"
    elif not changes:
        yield "no row would change"
    else:
        comes, goes, otherwise = (
            sum(getattr(each, what) for each in changes) for what in ("comes", "goes", "changes")
        )
        yield (
            f"{counted(goes, 'row')} of now would go, {counted(comes, 'row')} would come, "
            f"{counted(otherwise, 'row')} would be as in the backup"
        )


def changes_listing(changes: Sequence[Change] | None) -> Listing:
    """The same by day and table, the latest first."""
    shown = (changes or [])[:MOST]
    rows = [
        (
            each.day or "",
            each.table.replace("_", " "),
            *(f"{count:,}" if count else "" for count in (each.goes, each.comes, each.changes)),
        )
        for each in shown
    ]
    if more := len(changes or ()) - len(shown):
        rows.append(("", _more(more), "", "", ""))
    return Listing(
        heads=("day", "what", "goes", "comes", "changes"), rows=tuple(rows), right=(2, 3, 4)
    )


def change_lines(changes: Sequence[Change] | None) -> Iterator[str]:
    """The same for where no columns are: `2026-11-23 session: 2 go, 1 comes`."""
    shown = (changes or [])[:MOST]
    for each in shown:
        parts = [
            f"{count:,} {worded(count, *words)}"
            for count, words in (
                (each.goes, ("goes", "go")),
                (each.comes, ("comes", "come")),
                (each.changes, ("changes", "change")),
            )
            if count
        ]
        day = f"{each.day} " if each.day else ""
        yield f"  {day}{each.table.replace('_', ' ')}: {', '.join(parts)}"
    if more := len(changes or ()) - len(shown):
        yield f"  {_more(more)}"


def _more(count: int) -> str:
    return f"and {count:,} more days and tables"


def changes_document(changes: Sequence[Change] | None) -> list[dict[str, Any]] | None:
    return None if changes is None else [document(each, CHANGE) for each in changes]
