"""What waits for her: what the areas of the desk remember, and what the findings say."""

from __future__ import annotations

from mtdesk.model.finding import LEVELS
from mtdesk.model.reminder import Reminder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtdesk.desk import Desk
    from mtdesk.model.finding import Finding

# The areas of the desk that offer `reminders() -> list[Reminder]`, in the order they are told.
AREAS = ("incidents", "medical", "bookings", "ledger", "recurring", "credits")


class Reminders:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def due(self) -> list[Reminder]:
        """What the areas remember, as of today: act first, then in the order of the areas."""
        return _act_first(each for area in AREAS for each in getattr(self._desk, area).reminders())

    def needs(self) -> list[Reminder]:
        """The findings she has not acknowledged and what is due, act first."""
        findings = self._desk.findings.risk().findings
        found = [self._of_finding(each) for each in findings if not each.acknowledged]
        return _act_first([*found, *self.due()])

    def _of_finding(self, finding: Finding) -> Reminder:
        """A finding names nobody; here, among her own clients' names, an incident's client is named."""
        if finding.rule != "incident":
            return Reminder(level=finding.level, text=finding.message, area="Findings")
        incident = self._desk.incidents.get(finding.evidence["incident_id"])
        who = f"{incident.client}: " if incident.client else ""
        return Reminder(
            level=finding.level,
            text=f"{who}{finding.message}",
            day=incident.local_date,
            area="Incidents",
            subject=incident.id,
        )


def _act_first(found: Iterable[Reminder]) -> list[Reminder]:
    return sorted(found, key=lambda each: -LEVELS.index(each.level))
