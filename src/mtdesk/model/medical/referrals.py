"""Who sent a client, for what, and how far that reaches: visits, days, a letter."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Referral:
    """Days are ISO and inclusive. `condition` is in the referrer's words, never ours.

    `letter_until` is the last day of a letter of medical necessity, `letter_frequency` what it says
    of how often (`once a week`). `ended_on` is the day from which on it is no longer gone by.
    """

    client_id: int
    referred_on: str
    referred_by: str
    id: int | None = None
    reason: str = ""
    condition: str = ""
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
