"""What clients did, and what happened to either body: facts, not judgements."""

from __future__ import annotations

from dataclasses import dataclass

from mtdesk.model.frozen import frozen

KINDS = (
    "sexual remark", "sexual touch", "solicitation", "exposure", "physical violence", "threat",
    "verbal abuse", "discrimination", "refused because of gender",
    "stalking or off-hours contact", "intoxicated", "no-show", "late cancel", "late arrival",
    "non-payment", "chargeback", "review threat", "theft or damage", "injury to client",
    "adverse reaction", "injury to me", "infection contact", "false accusation",
    "employer mistreatment", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Addendum:
    """A line added to a record; `kind` is note, withdrawn or reinstated."""

    written_at: str
    kind: str
    text: str


@frozen
class Incident:
    """`recorded_at` beside `occurred_at` shows how long after the event it was written down."""

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
    said: str = ""
    saw: str = ""
    did: str = ""
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
