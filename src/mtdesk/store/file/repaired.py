"""What a repair gave: light, since whoever only asks should not load how it is done."""

from __future__ import annotations

from pathlib import Path

from mtdesk.model.frozen import frozen


@frozen
class Lost:
    """Rows of a table that are gone, of about that day; None where no row is left to tell."""

    table: str
    day: str | None
    rows: int


@frozen
class Repaired:
    """`read` rows by table; `brought_back` from the journal, `mended` by it; stand-ins for what is gone."""

    target: Path
    read: dict[str, int]
    brought_back: int
    mended: int
    stand_ins: tuple[str, ...]
    lost: tuple[Lost, ...]
    is_sealed_anew: bool
    purged_again: tuple[int, ...] = ()  # clients by their numbers
