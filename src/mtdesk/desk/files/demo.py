"""A sample practice in a temporary file, gone when it is closed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mtdesk.desk.files.intake import Intake
from mtdesk.exchange.sample import sample_practice, told
from mtdesk.model.frozen import replace
from mtdesk.model.importing import Tally
from mtdesk.store import clients, incidents, medical, practice
from mtdesk.store.file import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from typing import Any

    from mtdesk.desk.opened import Opened
    from mtdesk.model.importing import Record
    from mtdesk.store.file.book import Book

    Clock = Callable[[], datetime]

Made = TypeVar("Made", bound="Opened")

_NAME = "mtdesk-demo"
# What the therapist of the sample has told the program.
SETTINGS = {"currency": "USD", "distance_unit": "mi", "income_target": "78000.00"}


@contextmanager
def sample_desk(
    make: Callable[[Path, Clock, date | None], Made],
    clock: Clock,
    today: date | None = None,
    *,
    zone_name: str | None = None,
) -> Iterator[Made]:
    """A desk on 18 months of practice that end today, in the system's time zone or that one.

    `make` is the face it is seen by, which stands above every area.
    """
    place = Path(tempfile.gettempdir())
    whole.sweep([place], _NAME)
    with whole.meanwhile(place, _NAME) as folder:
        path = folder / "read" / "sample.db"  # opening it locks the folder that it is in
        path.parent.mkdir()
        desk = make(path, clock, today)
        desk.is_sample = True
        try:
            with desk.writing("import", "the sample practice") as writing:
                chosen = {**SETTINGS, "zone": zone_name or desk.settings.zone_name}
                for key, value in chosen.items():
                    practice.set_setting(writing.book, key, value)
                now = desk.now()
                records = (
                    record
                    for record in sample_practice(desk.today, zone=chosen["zone"])
                    if not _still_to_come(record, now)
                )
                Intake(writing.book, Tally("sample"), desk.stamp()).take(records)
                _tell(writing.book, desk.today)
            desk.created = False
            yield desk
        finally:
            desk.close()


def _tell(book: Book, today: date) -> None:
    """Write down what she knows of clients, and when the gravest incident is looked at again."""
    for each in told.told(today):
        [client] = clients.named(book, each.client)
        number = client.id or 0
        facts: dict[str, Any] = dict(each.facts)
        clients.change(book, replace(client, **facts))
        if each.referral is not None:
            medical.add_referral(book, replace(each.referral, client_id=number))
        for note in each.notes:
            medical.add_note(book, replace(note, client_id=number))
    gravest = max(incidents.between(book), key=lambda incident: incident.severity)
    day = today + timedelta(days=told.FOLLOW_UP_IN)
    incidents.add_follow_up(book, gravest.id or 0, day.isoformat(), told.FOLLOW_UP)


def _still_to_come(record: Record, now: datetime) -> bool:
    """Whether a session of this morning has not been yet: someone looks at the sample at dawn."""
    session = record.session
    return (
        session is not None
        and session.status != "booked"
        and session.started_at is not None
        and datetime.fromisoformat(session.started_at) > now
    )
