"""The findings: as a day shows them, what changed, why, and what she says of them."""

from __future__ import annotations

from datetime import date, timedelta

from mtdesk.desk.findings.evidence import evidence
from mtdesk.desk.opened import Opened
from mtdesk.errors import NotFoundError
from mtdesk.insight import findings as rules
from mtdesk.insight.findings import Changes, Explanation
from mtdesk.model.finding import Finding, overall
from mtdesk.model.frozen import frozen
from mtdesk.model.names import clean
from mtdesk.store import findings, practice

__all__ = ["Changes", "Explanation", "Findings", "Risk"]


@frozen
class Risk:
    as_of: date
    level: str
    findings: tuple[Finding, ...]


class Findings:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def risk(self, as_of: date | None = None) -> Risk:
        """The findings as a day shows them, from rows dated on or before it."""
        day = as_of or self._opened.today
        return self._opened.remember(("findings", day), lambda: self._work_out(day))

    def _work_out(self, day: date) -> Risk:
        history = evidence(self._opened, day)
        found = rules.assess(history, self._opened.settings.limits)
        nothing_yet = not found and (history.first_day is None or history.first_day > day)
        return Risk(
            as_of=day, level="unknown" if nothing_yet else overall(list(found)), findings=found
        )

    def changes(self, as_of: date | None = None) -> Changes:
        """What is new, still there and gone, against the week before."""
        day = as_of or self._opened.today
        before = self.risk(day - timedelta(days=7))
        return rules.compare(self.risk(day).findings, before.findings)

    def explain(self, rule: str, as_of: date | None = None) -> Explanation:
        """A rule in words, with her numbers put in.

        Raises:
            NotFoundError: no such rule.
        """
        rules.words_of(rule)  # there is such a rule
        history = evidence(self._opened, as_of or self._opened.today)
        return rules.explain(rule, history, self._opened.settings.limits)

    def acknowledge(
        self, rule: str, subject: str = "", *, note: str = "", new_usual: bool = False
    ) -> int:
        """She has seen it: it rests for a few weeks, or what it found is her new usual.

        Returns the operation.

        Raises:
            NotFoundError: nothing of the kind is found today.
        """
        rules.words_of(rule)  # there is such a rule
        opened = self._opened
        with opened.writing("acknowledge") as writing:
            subject = self._meant(rule, subject)
            writing.is_about(f"acknowledged {rule} {subject}".rstrip())
            rest = timedelta(weeks=int(opened.settings.limits.snooze_weeks))
            findings.acknowledge(
                writing.book,
                rule,
                subject,
                opened.today.isoformat(),
                (opened.today + rest).isoformat(),
                clean(note, "note"),
                new_usual=new_usual,
            )
        return writing.operation

    def _meant(self, rule: str, subject: str) -> str:
        """The subject of a finding of today; the only one where none is named."""
        subjects = [found.subject for found in self.risk().findings if found.rule == rule]
        if not subject and len(set(subjects)) == 1:
            return subjects[0]
        if subject not in subjects:
            named = ", ".join(each for each in subjects if each)
            raise NotFoundError(
                f"{rule} finds nothing{f' about “{subject}”' if subject else ''} today"
                + (f"; it does about {named}" if named else "")
            )
        return subject

    def switch(self, rule: str, *, on: bool) -> None:
        """Switch a rule on or off, for good."""
        rules.words_of(rule)
        with self._opened.writing("settings") as writing:
            off = set(self._opened.settings.get("disabled_rules").split())
            value = " ".join(sorted(off - {rule} if on else off | {rule}))
            writing.is_about(f"disabled_rules = {value or 'none'}")
            practice.set_setting(writing.book, "disabled_rules", value)
