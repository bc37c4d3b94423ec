"""The findings: what they look at, what changed, why, and what she says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.opened.settings import thresholds
from mtdesk.errors import NotFoundError
from mtdesk.insight import findings as rules
from mtdesk.insight.findings import Explanation
from mtdesk.insight.findings.history import (
    Acknowledgement,
    History,
    Logged,
    ScaleScores,
    Slot,
    Week,
    whole_weeks,
)
from mtdesk.insight.findings.history import weeks as weeks_of
from mtdesk.insight.findings.stories import SIGNS, strain_level
from mtdesk.insight.findings.trend import Changes, compare
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import LEVELS, Clear, Finding, overall
from mtdesk.model.frozen import frozen
from mtdesk.model.names import clean
from mtdesk.model.period import Period, days_before
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import joined, worded
from mtdesk.store import findings, incidents, practice, sessions, wellbeing
from mtdesk.store.file.book import Row
from mtdesk.store.ledger import sums

__all__ = ["Changes", "Explanation", "Findings", "Risk"]

DAYS = 35  # for the rules that count days


def evidence(opened: Opened, as_of: date) -> History:
    """Rows dated on or before a day, as stored now."""
    book, up_to = opened.book, as_of.isoformat()
    day_after = as_of + timedelta(days=1)
    first = sessions.first_day(book)
    first_day = date.fromisoformat(first) if first else None
    whole = whole_weeks(as_of, first_day, opened.settings.first_weekday)
    last_check_in = wellbeing.last_day(book, up_to)
    recent = days_before(as_of, 28)
    return History(
        as_of=as_of,
        days=tuple(day_of(row) for row in sessions.by_day(book, days_before(as_of, DAYS))),
        first_day=first_day,
        check_ins=tuple(wellbeing.between(book, recent)),
        last_check_in=date.fromisoformat(last_check_in) if last_check_in else None,
        incidents=tuple(each for each in incidents.between(book, recent) if not each.withdrawn),
        earlier_incidents=tuple(
            (each["kind"], each["client_id"])
            for each in incidents.kinds_up_to(book, up_to)
            if not each["withdrawn"] and each["local_date"] < recent.start.isoformat()
        ),
        weeks=_weeks(opened, whole) if whole else (),
        slots=tuple(slots(opened, Period(as_of - timedelta(days=6), day_after))),
        scales=_scales(opened, as_of),
        acknowledgements=tuple(
            Acknowledgement(
                rule=row["rule"],
                subject=row["subject"],
                on=date.fromisoformat(row["acknowledged_on"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
                new_usual=bool(row["new_usual"]),
            )
            for row in findings.acknowledgements(book, up_to)
        ),
        take_home_target_minor=opened.settings.take_home_target_minor or 0,
        currency=opened.settings.currency.code,
    )


def _scales(opened: Opened, as_of: date) -> tuple[ScaleScores, ...]:
    """Loaded only where a questionnaire was ever answered: most practices spare themselves that."""
    if not wellbeing.any_answered(opened.book):
        return ()
    from mtdesk.desk.wellbeing.questionnaires import Questionnaires

    return Questionnaires(opened).scores_up_to(as_of)


def _weeks(opened: Opened, whole: Period) -> tuple[Week, ...]:
    """The weeks that a day looks at; those of the week before are the same but one, and read with them."""
    read: dict[date, tuple[Week, ...]] = opened.remember(("findings", "weeks"), dict)
    week = timedelta(weeks=1)
    found = read.get(whole.end) or read.get(whole.end + week)
    if found is None:
        found = read[whole.end] = tuple(weeks(opened, Period(whole.start - week, whole.end)))
    start, end = whole.start.isoformat(), whole.end.isoformat()
    return tuple(each for each in found if start <= each.start < end)


def weeks(opened: Opened, period: Period) -> Iterator[Week]:
    """Whole weeks, oldest first, of what was logged in them."""
    book, settings = opened.book, opened.settings
    last_weekday = (settings.first_weekday + 6) % 7
    shares = settings.profile.shares
    logged = Logged(
        worked=[tuple(row) for row in sessions.by_week(book, period, last_weekday)],
        unpaid=[tuple(row) for row in sums.unpaid_minutes_by_week(book, period, last_weekday)],
        left=[tuple(row) for row in sums.left_by_week(book, period, last_weekday)],
        expenses=[tuple(row)[:4] for row in sums.spent(book, period, "week", shares, last_weekday)],
        check_ins=[tuple(row) for row in wellbeing.by_week(book, period, last_weekday)],
        soreness=[tuple(row) for row in wellbeing.soreness_by_week(book, period, last_weekday)],
    )
    return weeks_of(period, logged)


def day_of(row: Row) -> DayLoad:
    return DayLoad(
        day=date.fromisoformat(row["local_date"]),
        sessions=row["sessions"],
        hands_on_minutes=row["minutes"],
        load=row["load"],
        estimated_load=row["estimated_load"],
        unsaid=row["unsaid"],
        unpriced=row["unpriced"],
        unpriced_minutes=row["unpriced_minutes"],
    )


def slots(opened: Opened, period: Period) -> Iterator[Slot]:
    """The done sessions of a period in order of time, each as its place in its day."""
    for row in sessions.times(opened.book, period):
        # A time that only keeps a session apart from others says nothing of the minutes between.
        is_known = row["started_at"] and not row["is_placed"]
        began = datetime.fromisoformat(row["started_at"]) if is_known else None
        minutes = row["minutes"]
        yield Slot(
            local_date=row["local_date"],
            started_at=began,
            ended_at=began + timedelta(minutes=minutes) if began and minutes is not None else None,
            effort=row["effort"],
            estimated=bool(row["effort_estimated"]),
        )


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
        history = self._history(day)
        found = rules.assess(history, self._opened.settings.limits)
        nothing_yet = not found and (history.first_day is None or history.first_day > day)
        level = max(overall(found), strain_level(found), key=LEVELS.index)
        return Risk(as_of=day, level="unknown" if nothing_yet else level, findings=found)

    def clear(self, as_of: date | None = None) -> tuple[Clear, ...]:
        """The rules that find nothing on a day, each with how near it is to finding something."""
        day = as_of or self._opened.today
        found = self.risk(day).findings
        return rules.clear(self._history(day), self._opened.settings.limits, found)

    def back(self, as_of: date | None = None) -> list[tuple[str, str]]:
        """The rises (rule, subject) that stood a week before a day, and do no more."""
        return list(
            rules.back(self._history(as_of or self._opened.today), self._opened.settings.limits)
        )

    def _history(self, day: date) -> History:
        opened = self._opened
        return opened.remember(("history", day), lambda: evidence(opened, day))

    def reminders(self) -> list[Reminder]:
        """Thresholds that she set while they meant something else."""
        hers = self._opened.settings.meant_otherwise
        if not hers:
            return []
        yours = joined([f"{key} {value}" for key, value in hers.items()])
        usual = joined([f"{thresholds()[key].default:g}" for key in hers])
        text = (
            f"{yours}, as you set, now {worded(len(hers), 'holds', 'hold')} for your load alone and on "
            f"another scale (by default {usual}); answers have answer_watch and answer_act. "
            "Set it anew, and this is not said again."
        )
        short = f"{yours} {worded(len(hers), 'means', 'mean')} something else now"
        return [Reminder(level="note", text=text, sign="settings", short=short, area="Findings")]

    def changes(self, as_of: date | None = None) -> Changes:
        """What is new, still there and gone, against the week before."""
        day = as_of or self._opened.today
        now = self.risk(day)  # first: it reads for the week before, too
        return compare(now.findings, self.risk(day - timedelta(days=7)).findings)

    def explain(self, rule: str, as_of: date | None = None) -> Explanation:
        """A rule in words, with her numbers put in.

        Raises:
            NotFoundError: no such rule.
        """
        rules.words_of(rule)  # there is such a rule
        history = self._history(as_of or self._opened.today)
        return rules.explain(rule, history, self._opened.settings.limits)

    def acknowledge(
        self, rule: str, subject: str = "", *, note: str = "", new_usual: bool = False
    ) -> int:
        """She has seen it: it rests for a few weeks, or what it found is her new usual.

        Acknowledging a story acknowledges each of its findings. Returns the operation.

        Raises:
            NotFoundError: nothing of the kind is found today.
        """
        if rule not in SIGNS:
            rules.words_of(rule, SIGNS)  # there is such a rule
        opened = self._opened
        with opened.writing("acknowledge") as writing:
            if rule in SIGNS:
                meant = self._signs(rule)
            else:
                subject = self._meant(rule, subject)
                meant = [(rule, subject)]
            writing.is_about(f"acknowledged {rule} {subject}".rstrip())
            rest = timedelta(weeks=int(opened.settings.limits.snooze_weeks))
            for name, about in meant:
                findings.acknowledge(
                    writing.book,
                    name,
                    about,
                    opened.today.isoformat(),
                    (opened.today + rest).isoformat(),
                    clean(note, "note"),
                    new_usual=new_usual,
                )
        return writing.operation

    def _signs(self, story: str) -> list[tuple[str, str]]:
        """The findings of today that are a story's, and not acknowledged yet."""
        found = [
            (each.rule, each.subject)
            for each in self.risk().findings
            if each.rule in SIGNS[story] and not each.acknowledged
        ]
        if not found:
            raise NotFoundError(f"the story “{story}” has nothing today that is not acknowledged")
        return found

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
