"""Who sent a client, for what, and how far that reaches; the report to who sent them.

The report is built once and drawn by every format. It names the client, for whom it is about.
"""

from __future__ import annotations

from datetime import date

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency
from mtdesk.model.text import counted, said_only

CONDITION = "condition, as given by the referrer"
CONDITION_CODE = "code of it, as given by the referrer"


def check_npi(text: str) -> str:
    """A National Provider Identifier again: ten digits, the last of which checks the others.

    Raises:
        InvalidError: it is none. An empty one is none yet.
    """
    digits = text.replace(" ", "")
    if not digits:
        return ""
    if not (len(digits) == 10 and digits.isascii() and digits.isdigit()):
        raise InvalidError("npi", f"“{text[:40]}” is not ten digits")
    # Luhn over the digits with 80840 before them (45 CFR 162.406), which adds 24.
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    total = 24 + sum(each // 10 + each % 10 for each in doubled) + sum(map(int, digits[-1::-2]))
    if total % 10:
        raise InvalidError("npi", f"“{text[:40]}” has a digit wrong: its last one does not fit")
    return digits


@frozen
class Referral:
    """Days are ISO and inclusive. `condition` is in the referrer's words, never ours,
    and so is its code.

    `letter_until` is the last day of a letter of medical necessity, `letter_frequency` what it says
    of how often (`once a week`). `ended_on` is the day from which on it is no longer gone by.
    """

    client_id: int
    referred_on: str
    referred_by: str
    id: int | None = None
    reason: str = ""
    condition: str = ""
    condition_code: str | None = None
    payer: str = ""
    procedure_code: str | None = None
    visits_authorised: int | None = None
    valid_until: str | None = None
    letter_until: str | None = None
    letter_frequency: str = ""
    ended_on: str | None = None
    note: str = ""

    @property
    def last_day(self) -> str | None:
        """The last day whose visits count on it; None while that is open."""
        ends = [day for day in (self.valid_until, self.ended_on) if day]
        return min(ends) if ends else None

    def covers(self, day: str) -> bool:
        return self.referred_on <= day and (self.last_day is None or day <= self.last_day)

    def overlaps(self, other: Referral) -> bool:
        """Whether a visit can count on both."""
        return (self.last_day is None or other.referred_on <= self.last_day) and (
            other.last_day is None or self.referred_on <= other.last_day
        )

    @property
    def told(self) -> list[tuple[str, str]]:
        """Label and words of what its sender wrote or pays by, those that are there."""
        return said_only(
            (CONDITION, self.condition),
            (CONDITION_CODE, self.condition_code or ""),
            ("payer", self.payer),
            ("procedure code", self.procedure_code or ""),
        )

    @property
    def letter_words(self) -> str:
        """`until 2026-11-30, weekly`; empty without a letter."""
        often = f", {self.letter_frequency}" if self.letter_frequency else ""
        return f"until {self.letter_until}{often}" if self.letter_until else ""

    def used_words(self, used: int) -> str:
        """`7 of 12 used`; `7 used` where no number was authorised."""
        of = f" of {self.visits_authorised}" if self.visits_authorised is not None else ""
        return f"{used}{of} used"


@frozen
class ProgressReport:
    """That a report was written, on which days it is, and on which referral; kept, not its text."""

    client_id: int
    written_on: str
    first_day: str
    last_day: str
    referral_id: int | None = None
    id: int | None = None


def in_days(left: int) -> str:
    """`today`, `tomorrow`, `in 12 days`."""
    return ("today", "tomorrow")[left] if 0 <= left <= 1 else f"in {left} days"


@frozen
class ReportedVisit:
    """Pain is None where it was not asked."""

    local_date: str
    service: str
    minutes: int | None
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
