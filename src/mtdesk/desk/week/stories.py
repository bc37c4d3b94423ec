"""What the findings and what waits come to: the stories of today, and of any other day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mtdesk.desk.findings import Findings, day_of
from mtdesk.desk.opened import Opened
from mtdesk.insight.findings.behind import days_behind
from mtdesk.insight.findings.made import Rise, Worked, rise, spans
from mtdesk.insight.findings.stories import STRAIN, Told, errands, lead_of, tell, warned
from mtdesk.insight.load import DayLoad
from mtdesk.model.finding import GOOD, LEVELS, Behind, DayBehind, Finding, Story, sign_of
from mtdesk.model.frozen import replace
from mtdesk.model.period import Period, days_before
from mtdesk.model.reminder import Reminder
from mtdesk.store import sessions
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.week.reminders import Reminders
    from mtdesk.insight.week import Week

LATE_DAYS = 28  # in which the days behind a finding are looked for
MOST_KINDS = 4  # of errands, named where there is little room
MOST_ERRANDS = 3  # named in the one line for all that waits
# What waits, in a word.
_CALLED = {
    "owed": "money owed", "due_cost": "costs", "credit_ends": "a credit", "follow_up": "follow-up",
    "unfinished_record": "a record", "letter": "letter", "booking_passed": "booking passed",
    "booked_twice": "double booking", "drifting": "drifting", "settings": "a setting", "inbox": "the inbox",
    "copy_apart": "a copy apart",
}  # fmt: skip


class Stories:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def today(self) -> tuple[Story, ...]:
        """Those of today, with what is booked and what waits; for a quarter of an hour."""
        opened, now = self._opened, self._opened.now()
        quarter = (opened.today, now.date(), now.hour, now.minute // 15)
        return opened.remember(("stories", quarter), self._of_today)

    def of(self, day: date | None = None) -> tuple[Story, ...]:
        """Those of a day, by what was dated up to it; what waits is known of today alone."""
        if day in {None, self._opened.today}:
            return self.today()
        day = day or self._opened.today
        return self._opened.remember(("stories", day), lambda: self._of_day(day))

    def of_week(self, week: Week) -> tuple[Story, ...]:
        """Those that a week's own findings tell, on its last day so far, and what is booked in it."""
        last = min(week.last, self._opened.today)
        return self._tell(last, week.all_findings)

    def behind(self, finding: Finding, day: date | None = None) -> Behind:
        """What made a finding of a day (default today): who and what carries it, and its days.

        What made the load rise is told of strain, where its rise is known; of nothing else.
        """
        day = day or self._opened.today
        strain = next((each for each in self.of(day) if each.story == STRAIN), None)
        made_by = strain.made_by if strain and finding in strain.findings else ()
        late = days_before(day, LATE_DAYS)
        worked = [day_of(row) for row in sessions.by_day(self._opened.book, late)]
        loads = {each.day: each for each in worked}
        return Behind(
            made_by=made_by,
            days=tuple(
                self._day_behind(loads.get(each) or DayLoad(day=each))
                for each in days_behind(finding, worked, day)
            ),
        )

    def _day_behind(self, load: DayLoad) -> DayBehind:
        done = sessions.between(self._opened.book, days_before(load.day, 1), status="done")
        return DayBehind(
            day=load.day,
            hands_on_minutes=load.hands_on_minutes,
            load=load.load,
            sessions=tuple(done),
        )

    def lines(self) -> list[Reminder]:
        """Today's stories as lines: the warnings, one for all that waits, one of good news.

        Here, among her own clients' names, an incident's client is named.
        """
        told = self.today()
        found = [self._warning(each) for each in warned(told)]
        found += self._errands(errands(told))
        found.sort(key=lambda each: -LEVELS.index(each.level))
        found += (self._good(each) for each in told if each.story == GOOD)
        return found

    @staticmethod
    def _errands(waiting: list[Reminder]) -> Iterator[Reminder]:
        """One line for all that waits: the most pressing in short, and how many more there are."""
        if len(waiting) < 2:
            yield from waiting
            return
        named = [each.short for each in waiting[:MOST_ERRANDS]]
        if len(waiting) > MOST_ERRANDS:
            named.append(f"{len(waiting) - MOST_ERRANDS} more")
        text = " · ".join(named)
        kinds = list(dict.fromkeys(_CALLED[each.sign] for each in waiting))
        more = " ..." if len(kinds) > MOST_KINDS else ""
        yield replace(
            waiting[0],
            text=f"{text[0].upper()}{text[1:]}",
            short=f"{len(waiting)} wait for you: {', '.join(kinds[:MOST_KINDS])}{more}",
            parts=tuple(waiting),
        )

    @staticmethod
    def _good(story: Story) -> Reminder:
        first = story.reminders[0]
        return Reminder(
            level=GOOD,
            text=story.message,
            short=story.short,
            area=first.area or "Findings",
            subject=first.subject,
            parts=story.reminders,
        )

    def _warning(self, story: Story) -> Reminder:
        lead = lead_of(story)
        if lead is None or lead.rule != "incident":
            where, day = "Findings", None
            if lead is None:
                where, day = story.reminders[0].area, story.reminders[0].day
            elif sign_of(lead) == "ahead":  # where the booking is, not the rule
                where, day = "Week", lead.since
            return Reminder(
                level=story.level, text=story.message, short=story.short, area=where, day=day
            )
        named = self._reminders.of_finding(lead)
        rest = story.message.removeprefix(lead.message.removesuffix("."))
        who = f"{named.text.partition(':')[0]}: " if named.text != lead.message else ""
        return replace(
            named,
            level=story.level,
            text=named.text.removesuffix(".") + rest,
            short=f"{who}{story.short.removeprefix('Incident: ') if who else story.short}",
        )

    def _of_today(self) -> tuple[Story, ...]:
        from mtdesk.desk.week.ahead import Agenda

        opened = self._opened
        found = (*Findings(opened).risk().findings, *Agenda(opened).reminded())
        return self._tell(opened.today, found, self._reminders.waiting())

    @property
    def _reminders(self) -> Reminders:
        from mtdesk.desk.week.reminders import Reminders

        return Reminders(self._opened)

    def _of_day(self, day: date) -> tuple[Story, ...]:
        return self._tell(day, Findings(self._opened).risk(day).findings)

    def _tell(
        self, day: date, found: Sequence[Finding], reminders: Sequence[Reminder] = ()
    ) -> tuple[Story, ...]:
        return tell(
            Told(
                as_of=day,
                findings=found,
                reminders=reminders,
                back=Findings(self._opened).back(day),
                currency=self._opened.settings.currency.code,
                rise=self._rise(found, day),
            )
        )

    def _rise(self, found: Sequence[Finding], day: date) -> Rise | None:
        held = spans(found, day)
        if held is None:
            return None
        recent, usual = self._worked(held.recent), self._worked(held.usual)
        return rise(recent, held.recent_weeks, usual, held.usual_weeks)

    def _worked(self, period: Period) -> list[Worked]:
        return [
            Worked(
                weekday=row["weekday"],
                service=row["service"],
                client=row["client"],
                workplace=row["workplace"],
                load=row["load"] or 0,
                sessions=row["sessions"],
            )
            for row in sessions.worked_by_kind(self._opened.book, period)
        ]
