"""What clients did, and what happened to either body: facts, not judgements."""

from __future__ import annotations

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
