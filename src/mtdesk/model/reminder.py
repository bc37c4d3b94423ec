"""Something that waits for her: one sentence, how pressing it is, and where it is dealt with."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Reminder:
    """`level` is act, watch or note. `day` is when it is due, or was.

    `area` is the title of the dashboard's area that shows it, `subject` the row's id there. `sign`
    names what kind of thing waits, `short` says it in a few words, to stand beside others; `parts`
    are those it stands for, when it is several in one line.
    """

    level: str
    text: str
    sign: str = ""
    short: str = ""
    day: str | None = None
    area: str = ""
    subject: int | None = None
    parts: tuple[Reminder, ...] = ()
