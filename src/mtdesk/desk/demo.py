"""A sample practice in a temporary file, gone when it is closed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mtdesk.desk import Desk
from mtdesk.desk.intake import Intake
from mtdesk.exchange.sample import sample_practice
from mtdesk.model.importing import Tally
from mtdesk.store import practice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from mtdesk.model.importing import Record

# What the therapist of the sample has told the program.
SETTINGS = {"currency": "USD", "distance_unit": "mi", "income_target": "78000.00"}


@contextmanager
def sample_desk(
    clock: Callable[[], datetime], today: date | None = None, *, zone_name: str | None = None
) -> Iterator[Desk]:
    """A desk on 18 months of practice that end today, in the system's time zone or that one."""
    with tempfile.TemporaryDirectory(prefix="mtdesk-demo-") as folder:
        desk = Desk(Path(folder) / "sample.db", clock, today)
        try:
            book = desk.writable()
            chosen = {**SETTINGS, "zone": zone_name or desk.settings.zone_name}
            with book.transaction("import", "the sample practice", desk.stamp()):
                for key, value in chosen.items():
                    practice.set_setting(book, key, value)
                now = desk.now()
                records = (
                    record
                    for record in sample_practice(desk.today, zone=chosen["zone"])
                    if not _still_to_come(record, now)
                )
                Intake(book, Tally("sample"), desk.stamp()).take(records)
            desk.forget_settings()
            desk.created = False
            yield desk
        finally:
            desk.close()


def _still_to_come(record: Record, now: datetime) -> bool:
    """Whether a session of this morning has not been yet: someone looks at the sample at dawn."""
    session = record.session
    return (
        session is not None
        and session.status != "booked"
        and session.started_at is not None
        and datetime.fromisoformat(session.started_at) > now
    )
