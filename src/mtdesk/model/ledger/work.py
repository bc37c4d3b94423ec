"""Miles driven, and hours that nobody pays for."""

from __future__ import annotations

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.rules import WORK_MINUTES

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


def minutes_of(text: str) -> int:
    return WORK_MINUTES.read_whole(text.strip().removesuffix("m"), "minutes")


def check_kind(kind: str) -> None:
    if kind not in WORK_KINDS:
        raise InvalidError("kind", f"“{kind}” is not one of {', '.join(WORK_KINDS)}")
