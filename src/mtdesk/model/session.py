"""One appointment: booked, done, missed or cancelled."""

from __future__ import annotations

from mtdesk.model.frozen import frozen

STATUSES = ("done", "booked", "no_show", "late_cancel", "cancelled")
SHORT_GAP_MINUTES = 15  # less than this is no rest between two sessions


@frozen
class Session:
    """Effort is Borg CR-10 on the therapist's body; pressure 1-5 is technique; pain is the client's, 0-10."""

    local_date: str
    minutes: int
    id: int | None = None
    started_at: str | None = None
    client_id: int | None = None
    client: str | None = None
    service_id: int | None = None
    service: str | None = None
    workplace_id: int | None = None
    workplace: str | None = None
    purpose: str | None = None
    modality: str | None = None
    price_minor: int | None = None
    effort: float | None = None
    effort_estimated: bool = False
    pressure: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    asked_feedback: bool = False
    status: str = "done"
    note: str = ""
