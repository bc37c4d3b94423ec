"""What clients did, and what happened to either body: facts, not judgements."""

from __future__ import annotations

from datetime import datetime

from mtdesk.model.frozen import frozen

KINDS = (
    "sexual remark", "sexual touch", "solicitation", "exposure", "physical violence", "threat",
    "verbal abuse", "discrimination", "refused because of gender",
    "stalking or off-hours contact", "intoxicated", "no-show", "late cancel", "late arrival",
    "non-payment", "chargeback", "review threat", "theft or damage", "injury to client",
    "adverse reaction", "injury to me", "infection contact", "false accusation",
    "employer mistreatment", "other",
)  # fmt: skip
PAID = ("yes", "part", "no")


@frozen
class Addendum:
    """A line added to a record; `kind` is note, withdrawn or reinstated."""

    written_at: str
    kind: str
    text: str


@frozen
class FollowUp:
    """Something to look at again on a day; `done_on` is None while it is open."""

    id: int
    due_on: str
    what: str
    done_on: str | None = None


@frozen
class Evidence:
    """A file that was copied beside the practice; `stored_as` is its name there."""

    id: int | None = None
    file_name: str
    stored_as: str
    sha256: str
    bytes: int
    added_at: str


@frozen
class Incident:
    """`recorded_at` beside `occurred_at` shows how long after the event it was written down.

    `ended_minute` is the minute of the session at which it was ended; `paid` is yes, part or no.
    """

    occurred_at: str
    local_date: str
    kind: str
    severity: int
    recorded_at: str = ""
    id: int | None = None
    client_id: int | None = None
    client: str | None = None
    session_id: int | None = None
    place: str = ""
    setting: str = ""
    said: str = ""
    saw: str = ""
    did: str = ""
    ended_minute: int | None = None
    paid: str | None = None
    injury_to_me: str = ""
    injury_to_client: str = ""
    witness: str = ""
    told: str = ""
    lost_minor: int | None = None
    body_part: str = ""
    days_off: int | None = None
    source_kind: str = ""
    source_severity: int | None = None
    note: str = ""
    withdrawn: bool = False
    addenda: tuple[Addendum, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def waiting(self) -> tuple[FollowUp, ...]:
        """The follow-ups that are open, the one due first first."""
        return tuple(each for each in self.follow_ups if each.done_on is None)

    @property
    def next_follow_up(self) -> FollowUp | None:
        return next(iter(self.waiting), None)

    @property
    def written_after_minutes(self) -> int | None:
        """How long after it happened it was written down; None where a time is not known."""
        try:
            happened = datetime.fromisoformat(self.occurred_at)
            gap = datetime.fromisoformat(self.recorded_at) - happened
        except (ValueError, TypeError):
            return None
        return max(int(gap.total_seconds() // 60), 0)

    @property
    def written_after(self) -> str:
        """The same in words: `40 min`, `2 h`, `3 days`; empty when it is not known."""
        minutes = self.written_after_minutes
        if minutes is None:
            return ""
        if minutes < 60:
            return f"{minutes} min"
        return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
