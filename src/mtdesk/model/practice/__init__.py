"""The practice itself: its menu of services, its workplaces, its settings."""

from __future__ import annotations

from collections.abc import Sequence

from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold

PURPOSES = ("medical", "wellness")
NO_PURPOSE = "is neither medical nor wellness"


@frozen
class Service:
    """A line of the menu; what it knows need not be typed when logging. Price in minor units."""

    name: str
    id: int | None = None
    purpose: str | None = None
    modality: str | None = None
    minutes: int | None = None
    price_minor: int | None = None
    usual_effort: float | None = None
    procedure_code: str | None = None


@frozen
class Workplace:
    """Where she works: her own room, a spa, a hospital."""

    name: str
    id: int | None = None


# The only hour limit with an effect size in the literature (Jang 2006); hers to change.
HANDS_ON_MINUTES_A_DAY = 240

# Usual effort (Borg CR-10) of a modality, until five recorded sessions of her own replace it.
# Editorial: no study gives such a table. Keys are folded names.
USUAL_EFFORT: dict[str, float] = {
    "lymphatic": 1, "lymphatic drainage": 1, "craniosacral": 1, "hot stone": 2, "prenatal": 2,
    "swedish": 3, "chair": 3, "reflexology": 4, "thai": 4, "myofascial": 4,
    "myofascial release": 4, "sports": 5, "trigger point": 5, "deep tissue": 6,
}  # fmt: skip
# Where neither she nor the table says anything: the middle of the table.
EFFORT_OTHERWISE = 4.0
EFFORTS_NEEDED = 5  # recorded efforts of a service, before her own median replaces the table


def estimated_effort(
    earlier: Sequence[float], service: Service | None, modality: str | None
) -> float:
    """Her own median of earlier efforts, else the service's usual effort, else the table's."""
    if len(earlier) >= EFFORTS_NEEDED:
        ordered = sorted(earlier)
        middle = len(ordered) // 2
        median = (ordered[middle] + ordered[-middle - 1]) / 2
        return int(median * 2 + 0.5) / 2
    if service is not None and service.usual_effort is not None:
        return service.usual_effort
    return USUAL_EFFORT.get(fold(modality or ""), EFFORT_OTHERWISE)


# What a new practice finds on its menu; prices are hers to set.
FIRST_MENU: tuple[Service, ...] = tuple(
    Service(name=name, modality=name, purpose=purpose, minutes=minutes)
    for name, purpose, minutes in (
        ("Swedish", "wellness", 60),
        ("Deep tissue", "wellness", 60),
        ("Sports", "wellness", 60),
        ("Trigger point", "medical", 45),
        ("Myofascial release", "medical", 60),
        ("Prenatal", "wellness", 60),
        ("Lymphatic drainage", "medical", 60),
        ("Hot stone", "wellness", 75),
        ("Thai", "wellness", 90),
        ("Reflexology", "wellness", 45),
        ("Craniosacral", "wellness", 60),
        ("Chair", "wellness", 20),
        ("Medical massage", "medical", 60),
    )
)
