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
AREAS = ("incidents", "medical", "bookings", "ledger", "recurring", "credits", "recovering")


class Reminders:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._needs: list[Reminder] = []  # for the file in this state, this quarter of an hour
        self._state: tuple[object, ...] = ()

    def due(self) -> list[Reminder]:
        """What the areas remember, as of today: act first, then in the order of the areas."""
        return _act_first(each for area in AREAS for each in getattr(self._desk, area).reminders())

    def needs(self) -> list[Reminder]:
        """The findings she has not acknowledged and what is due, act first."""
        desk, now = self._desk, self._desk.now()
        state = (desk.book.state(), desk.today, now.date(), now.hour, now.minute // 15)
        if state != self._state:
            findings = desk.findings.risk().findings
            found = [self._of_finding(each) for each in findings if not each.acknowledged]
            self._needs = _act_first([*found, *self.due()])
            self._state = state
        return list(self._needs)

    def _of_finding(self, finding: Finding) -> Reminder:
        """A finding names nobody; here, among her own clients' names, an incident's client is named."""
        if finding.rule != "incident":
            return Reminder(level=finding.level, text=finding.message, area="Findings")
        incident = self._desk.incidents.get(finding.evidence["incident_id"])
        text = finding.message
        if incident.client:
            text = f"{incident.client}: {text.removeprefix('Incident: ')}"
        return Reminder(
            level=finding.level,
            text=text,
            day=incident.local_date,
            area="Incidents",
            subject=incident.id,
        )


def _act_first(found: Iterable[Reminder]) -> list[Reminder]:
    return sorted(found, key=lambda each: -LEVELS.index(each.level))
