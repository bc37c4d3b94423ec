"""Incidents: recorded as facts, added to, never altered."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.incidents.drafts import Drafts
from mtdesk.desk.incidents.evidence import EvidenceFiles
from mtdesk.desk.incidents.follow_ups import FollowUps

if TYPE_CHECKING:
    from mtdesk.desk.incidents.guide import Guide
    from mtdesk.desk.incidents.patterns import Patterns
    from mtdesk.desk.incidents.record import Record
    from mtdesk.desk.opened import Opened
    from mtdesk.model.incidents.questions import Draft
    from mtdesk.model.period import Period
    from mtdesk.model.reminder import Reminder


class Incidents(Drafts, EvidenceFiles, FollowUps):
    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._sittings = {}

    @cached_property
    def record(self) -> Record:
        """What leaves the house."""
        from mtdesk.desk.incidents.record import Record

        return Record(self._opened)

    def guide(self, answers: dict[str, str] | None = None, draft: Draft | None = None) -> Guide:
        """A record asked one fact at a time, from these answers on, or where a draft was left."""
        from mtdesk.desk.incidents.guide import Guide

        return Guide(self, answers or {}, draft)

    def patterns(self, period: Period | None = None) -> Patterns:
        """Where incidents gather, in counts, all of them up to today unless a period is given."""
        from mtdesk.desk.incidents.patterns import patterns

        return patterns(self._opened, period)

    def reminders(self) -> list[Reminder]:
        """Follow-ups that are due or soon will be, and records that are not finished."""
        return [*self.due(), *self.unfinished()]
