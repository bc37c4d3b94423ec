"""What `doctor --repair` read out of a damaged file, and what is lost: in words and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.model.text import counted, joined, worded
from mtdesk.say.document import Keys, document
from mtdesk.say.files.restoring import again_words

if TYPE_CHECKING:
    from pathlib import Path

    from mtdesk.desk.files import Repaired

REPAIRED: Keys = (
    ("file=target", str), "read", "brought_back", "mended", "stand_ins",
    ("lost", ("table", "day", "rows")), "sealed_anew=is_sealed_anew",
    "purged_again",
)  # fmt: skip
_SHOWN = 40


def repaired_document(found: Repaired) -> dict[str, Any]:
    return document(found, REPAIRED)


def repaired_lines(found: Repaired, source: Path) -> list[str]:
    """What is in the new file, what the journal gave back, and each loss by table and day."""
    read = sum(rows for table, rows in found.read.items() if not table.startswith("sqlite_"))
    lines = [f"{counted(read, 'row')} of {source} read into {found.target}; {source} is as it was"]
    if found.brought_back:
        lines.append(f"  {counted(found.brought_back, 'row')} came back out of the journal")
    if found.mended:
        lines.append(
            f"  {counted(found.mended, 'row')} {worded(found.mended, 'was', 'were')} mended by the journal"
        )
    if found.stand_ins:
        lines.append(f"  named by number only: {joined(list(found.stand_ins[:_SHOWN]))}")
    if found.is_sealed_anew:
        lines.append("  the incidents' seals were set anew: note the new head that doctor prints")
    lines += [f"  {again_words(number)}" for number in found.purged_again]
    if not found.lost:
        return [*lines, "  nothing is lost that can be known of"]
    lines.append(
        "  lost, as far as the gaps in the numbers tell (days are those of the rows before):"
    )
    lines += [
        f"    {each.table.replace('_', ' ')}, {each.day or 'no day'}: {counted(each.rows, 'row')}"
        for each in found.lost[:_SHOWN]
    ]
    more = sum(each.rows for each in found.lost[_SHOWN:])
    return [*lines, f"    and {counted(more, 'more row')}"] if more else lines
