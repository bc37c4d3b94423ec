"""Sessions of which a file did not say everything: written as an import writes them."""

from __future__ import annotations

from mtdesk.desk.files.intake import Intake
from mtdesk.model.importing import Record, Tally
from mtdesk.model.session import Session

DAY = "2026-11-20"


def appointment(
    number, *, client="Ana Pérez", minutes=60, day=DAY, clock="14:00:00", status="done"
):
    """An appointment of a program that says nothing of money."""
    return Record(
        key=f"jane:{number}",
        digest=f"{number}/{minutes}/{status}",
        line=number + 1,
        session=Session(
            local_date=day,
            started_at=f"{day}T{clock}+00:00" if clock else None,
            minutes=minutes,
            client=client,
            service="Swedish",
            status=status,
            money_unknown=True,
        ),
    )


def imported(desk, *records, file_format="jane_appointments"):
    """The tally of an import of these records, which `undo` takes back."""
    opened = desk.files._opened
    tally = Tally(file_format)
    with opened.writing("import", "import of appointments") as writing:
        Intake(writing.book, tally, opened.stamp()).take(iter(records))
    tally.operation = writing.operation
    return tally
