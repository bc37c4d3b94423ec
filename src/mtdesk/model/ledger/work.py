"""Miles driven, and hours that nobody pays for."""

from __future__ import annotations

from mtdesk.model.frozen import frozen

WORK_KINDS = ("admin", "laundry", "travel", "marketing", "education", "other")


@frozen
class Trip:
    """`distance_tenths` of `unit`, which is mi or km."""

    travelled_on: str
    distance_tenths: int
    unit: str
    id: int | None = None
    purpose: str = ""

    @property
    def distance(self) -> float:
        return self.distance_tenths / 10


@frozen
class WorkTime:
    """Working minutes that nobody pays for; `kind` is one of WORK_KINDS."""

    worked_on: str
    minutes: int
    kind: str
    id: int | None = None
    note: str = ""
