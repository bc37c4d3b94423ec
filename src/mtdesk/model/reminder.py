"""Something with a date that wants her: a follow-up, a letter that runs out, a report that is due."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Reminder:
    """`level` is act, watch or note. `area` is the title of the one that shows it, `subject` its row."""

    level: str
    text: str
    day: str | None = None
    area: str = ""
    subject: int | None = None
