"""A sample practice in a temporary file, gone when it is closed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path

from mtdesk.desk import Desk
from mtdesk.desk.intake import Intake
from mtdesk.exchange.sample import sample_practice
from mtdesk.model.importing import Tally
from mtdesk.store import practice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

# What the therapist of the sample has told the program.
SETTINGS = {"currency": "USD", "distance_unit": "mi", "income_target": "78000.00"}


@contextmanager
def sample_desk(clock: Callable[[], datetime], today: date | None = None) -> Iterator[Desk]:
    """A desk on 18 months of practice that end today."""
    with tempfile.TemporaryDirectory(prefix="mtdesk-demo-") as folder:
        desk = Desk(Path(folder) / "sample.db", clock, today)
        try:
            book = desk.writable()
            zone_name = desk.settings.zone_name
            with book.transaction("import", "the sample practice", desk.stamp()):
                for key, value in SETTINGS.items():
                    practice.set_setting(book, key, value)
                records = sample_practice(desk.today, zone=zone_name)
                Intake(book, Tally("sample"), desk.stamp()).take(records)
            desk.forget_settings()
            desk.created = False
            yield desk
        finally:
            desk.close()
