"""A progress report to the doctor or payer who sent a client: facts of the visits, in order.

It is built once and drawn by every format. It names the client, for whom it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.frozen import frozen
from mtdesk.model.text import counted

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.model.money import Currency


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
        return f"{counted(count, 'visit')}, {span}{missed}"
