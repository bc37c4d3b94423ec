"""Something that waits for her: one sentence, how pressing it is, and where it is dealt with."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Reminder:
    """`level` is act, watch or note. `day` is when it is due, or was.

    `area` is the title of the dashboard's area that shows it, `subject` the row's id there.
    """

    level: str
    text: str
    day: str | None = None
    area: str = ""
    subject: int | None = None
