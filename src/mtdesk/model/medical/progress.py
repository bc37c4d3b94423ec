"""A progress report to the doctor or payer who sent a client: facts of the visits, in order.

It is built once and drawn by every format. It names the client, for whom it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.table import DAY, NUMBER, TEXT, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mtdesk.model.money import Currency

OF_THE_THERAPIST = (
    "A record of the therapist; not a medical opinion. It says what was found and done, and claims "
    "no cause for any change."
)
SCALE = "Pain is the client's own number from 0 to 10, asked on arrival and at the end of a visit."
MEANINGFUL = (
    "A change is called meaningful from 2 points and 30 % on (Salaffi 2004; Suzuki 2020; that both "
    "are asked for is a caution of this record)."
)


@frozen
class ReportedVisit:
    """Pain is None where it was not asked."""

    local_date: str
    service: str
    minutes: int
    pain_before: int | None
    pain_after: int | None

    @property
    def pain(self) -> str:
        """`7 to 3`; empty where neither is known."""
        if self.pain_before is None and self.pain_after is None:
            return ""
        before, after = (
            "?" if each is None else str(each) for each in (self.pain_before, self.pain_after)
        )
        return f"{before} to {after}"


@frozen
class Measure:
    """One thing noted: first and latest with their days; `change` in words, empty without one."""

    what: str
    first: str
    first_on: str
    latest: str
    latest_on: str
    change: str


@frozen
class Progress:
    """`facts` are (label, words) in the order of the page, those that are there only.

    `client` is the legal name where there is one. `missing` says what a reader may ask for and is
    not there. `pain` is in words, empty where it was never asked.
    """

    client: str
    for_whom: str
    issuer: dict[str, str]
    first: date
    last: date
    made_on: date
    currency: Currency
    visits: tuple[ReportedVisit, ...]
    missed: int
    facts: tuple[tuple[str, str], ...]
    pain: str
    within: str
    function: tuple[Measure, ...]
    medication: tuple[Measure, ...]
    missing: tuple[str, ...]
    client_id: int
    referral_id: int | None = None

    @property
    def heading(self) -> str:
        return f"Progress report on {self.client}"

    @property
    def nothing_there(self) -> str:
        return f"{self.client} has no medical visit from {self.first} to {self.last}"

    @property
    def audience(self) -> str:
        """For whom it is: it names the client, and is for nobody else."""
        return f"It names the client, and is for {self.for_whom} only."

    @property
    def visit_words(self) -> str:
        """`7 visits, 2026-09-01 to 2026-11-20; 1 missed`."""
        count = len(self.visits)
        days = [visit.local_date for visit in self.visits]
        span = f"{days[0]} to {days[-1]}" if count > 1 else "".join(days)
        missed = f"; {self.missed} missed or cancelled late" if self.missed else ""
        return f"{count} visit{'' if count == 1 else 's'}, {span}{missed}"

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """(label, words) of who reports what to whom: above the facts."""
        return (
            ("report for", self.for_whom),
            *self.issuer.items(),
            ("days", f"{self.first} to {self.last}"),
            ("visits", self.visit_words),
        )

    @property
    def function_table(self) -> Table:
        return _held("Function, then and now", "what", self.function)

    @property
    def medication_table(self) -> Table:
        return _held("Medication, as told by the client", "name", self.medication)

    @property
    def visits_table(self) -> Table:
        return Table(
            name="Visits",
            columns=(("date", DAY), ("service", TEXT), ("min", NUMBER), ("pain", NUMBER)),
            rows=tuple(
                (visit.local_date, visit.service, visit.minutes, visit.pain)
                for visit in self.visits
            ),
            overlapping=True,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        return (
            *((SCALE,) if self.pain else ()),
            *((MEANINGFUL,) if "meaningful" in self.pain else ()),
            OF_THE_THERAPIST,
            self.audience,
        )


def _held(name: str, head: str, measures: Sequence[Measure]) -> Table:
    """First and latest of each; without the column of changes where there is none."""
    has_changes = any(each.change for each in measures)
    heads = ((head, TEXT), ("first", TEXT), ("on", DAY), ("latest", TEXT), ("on", DAY))
    return Table(
        name=name,
        columns=(*heads, *([("change", TEXT)] if has_changes else [])),
        rows=tuple(
            (
                each.what,
                each.first,
                each.first_on,
                each.latest,
                each.latest_on,
                *([each.change] if has_changes else []),
            )
            for each in measures
        ),
        overlapping=True,
    )
