"""What waits for her: what the areas of the desk remember, and what the findings say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mtdesk.desk.clients import Clients
from mtdesk.desk.credits import Credits
from mtdesk.desk.findings import Findings
from mtdesk.desk.incidents import Incidents
from mtdesk.desk.ledger import Ledger
from mtdesk.desk.ledger.recurring import Recurring
from mtdesk.desk.medical.referrals import Recovering, Referrals
from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.takings import money
from mtdesk.desk.practice.copies import Copies
from mtdesk.desk.sessions.booked import Booked
from mtdesk.desk.week.ahead import Agenda
from mtdesk.model.finding import LEVELS, Finding
from mtdesk.model.period import Period
from mtdesk.model.reminder import Reminder
from mtdesk.typed import Any


class Reminders:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def due(self) -> list[Reminder]:
        """What the areas remember and what stands out of the bookings: act first."""
        return _act_first([*self.waiting(), *Agenda(self._opened).reminders()])

    def waiting(self) -> list[Reminder]:
        """What the areas remember, as of today: act first, then in the order of the areas."""
        areas: list[Any] = [
            Clients, Incidents, Referrals, Booked, Ledger, Recurring, Credits, Recovering,
            Findings, Copies,
        ]  # fmt: skip
        if self._opened.settings.stored.get("inbox"):  # few have one
            from mtdesk.desk.practice.inbox import Inbox

            areas.insert(-1, Inbox)
        found = [each for area in areas for each in area(self._opened).reminders()]
        return _act_first([*found, *self._reached()])

    def _reached(self) -> Iterator[Reminder]:
        """That her income of the year has passed her target, for the week after it did."""
        settings, today = self._opened.settings, self._opened.today
        target = settings.income_target_minor
        if not target:
            return
        begin, tomorrow = date(today.year, 1, 1), today + timedelta(days=1)
        before = max(tomorrow - timedelta(weeks=1), begin)
        by_then, of_late = (
            money(self._opened.book, settings, period).gross_minor
            for period in (Period(begin, before), Period(before, tomorrow))
        )
        if by_then < target <= by_then + of_late:
            words = (
                f"your income of {today.year} has reached your {settings.currency.format(target)}"
            )
            text = f"{words[0].upper()}{words[1:]}."
            yield Reminder(
                level="note", text=text, sign="target_reached", short=words, area="Money"
            )

    def needs(self) -> list[Reminder]:
        """The findings she has not acknowledged and what is due, act first; for a quarter of an hour."""
        opened, now = self._opened, self._opened.now()
        quarter = (opened.today, now.date(), now.hour, now.minute // 15)
        return list(opened.remember(("needs", quarter), self._needs))

    def _needs(self) -> list[Reminder]:
        findings = Findings(self._opened).risk().findings
        found = [self.of_finding(each) for each in findings if not each.acknowledged]
        return _act_first([*found, *self.due()])

    def of_finding(self, finding: Finding) -> Reminder:
        """A finding names nobody; here, among her own clients' names, an incident's client is named."""
        if finding.rule != "incident":
            return Reminder(level=finding.level, text=finding.message, area="Findings")
        incident = Incidents(self._opened).get(finding.evidence["incident_id"])
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
