"""What the rules look at: the last weeks by day, and the thresholds she can change."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtdesk.model.period import days_before

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from mtdesk.model.incident import Incident
    from mtdesk.model.wellbeing import CheckIn

DAYS_COVERED = 35  # what a History holds at the least
EDITORIAL = "threshold: our choice, no study"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Done sessions of a day; `estimated_load` is the part of `load` whose effort was estimated."""

    date: str
    sessions: int
    hands_on_minutes: int
    load: float
    estimated_load: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A practice up to `as_of`; rules read nothing dated later.

    `days` are those with done sessions, of the last 35 days at least: a day not given is zero load.
    `check_ins` and `incidents` (none withdrawn) are of the last 28 days; `earlier_incidents` holds
    the kind and the client's id of all incidents before those, to know what repeats.
    """

    as_of: date
    days: tuple[Day, ...] = ()
    first_day: date | None = None
    check_ins: tuple[CheckIn, ...] = ()
    last_check_in: date | None = None
    incidents: tuple[Incident, ...] = ()
    earlier_incidents: tuple[tuple[str, int | None], ...] = ()

    def last(self, count: int) -> list[Day]:
        """The worked days among the `count` days that end with `as_of`, oldest first."""
        first, last = self.since(count), self.as_of.isoformat()
        return sorted(
            (day for day in self.days if first <= day.date <= last), key=lambda day: day.date
        )

    def since(self, count: int) -> str:
        """The first of the `count` days that end with `as_of`."""
        return days_before(self.as_of, count).start.isoformat()

    def age(self) -> int:
        """Days from the first done session to `as_of`, both included; 0 before there is one."""
        return (self.as_of - self.first_day).days + 1 if self.first_day else 0


def _limit(default: float, words: str, unit: str, least: float, most: float) -> Any:
    """A threshold with what settings say about it: the words, the unit, the range."""
    about = {"words": words, "unit": unit, "least": least, "most": most}
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Every threshold, by its settings key. A field's metadata holds words, unit, least, most."""

    hands_on_minutes_a_day: int = _limit(
        240, "hands-on time a day above which the day counts as long", "minutes", 30, 720
    )
    hands_on_note: int = _limit(1, "long days in 28 that make a note", "days", 1, 28)
    hands_on_watch: int = _limit(3, "long days in 28 to watch", "days", 1, 28)
    hands_on_act: int = _limit(6, "long days in 28 to act on", "days", 1, 28)
    usual_watch: float = _limit(
        1.3, "load of 7 days against the three weeks before, to watch", "times", 1, 10
    )
    usual_act: float = _limit(
        1.6, "load of 7 days against the three weeks before, to act on", "times", 1, 10
    )
    rest_watch: int = _limit(7, "days worked in a row, to watch", "days", 2, DAYS_COVERED)
    rest_act: int = _limit(14, "days worked in a row, to act on", "days", 2, DAYS_COVERED)
    sore_level: int = _limit(4, "soreness of a site from which it counts", "of 10", 1, 10)
    sore_times: int = _limit(3, "check-ins with that soreness, to watch", "check-ins", 1, 28)
    sore_days: int = _limit(14, "days of check-ins that are looked at", "days", 1, 28)
    incident_days: int = _limit(28, "days for which an incident stays in view", "days", 1, 28)
    check_in_days: int = _limit(14, "days without a check-in after which it is said", "days", 1, 28)
    disabled: frozenset[str] = frozenset()

    def only(self, *keys: str) -> dict[str, float]:
        """These thresholds by key, as the evidence of a finding holds them."""
        return {key: getattr(self, key) for key in keys}


def level(value: float, **thresholds: float) -> str | None:
    """The first of the named levels whose threshold `value` reaches; name the highest first."""
    for name, threshold in thresholds.items():
        if value >= threshold:
            return name
    return None
