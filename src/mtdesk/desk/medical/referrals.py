"""Medical massage: who sent a client, for what, how far that reaches; and who is getting better."""

from __future__ import annotations

from datetime import date

from mtdesk.desk.opened import Opened, who
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.insight import medical as reach
from mtdesk.insight.medical import SPAN_DAYS, Course, Recovery, ReportDue, Warnings, recovering
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.medical import ProgressReport, Referral
from mtdesk.model.names import clean, name
from mtdesk.model.period import days_before, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.rules import LATER, PAST, VISITS
from mtdesk.store import clients, medical, sessions
from mtdesk.typed import Any

# As typed -> the column. The names of the command line's options are among them.
FIELDS = {
    "by": "referred_by", "on": "referred_on", "for": "reason", "condition": "condition",
    "condition_code": "condition_code",
    "payer": "payer", "code": "procedure_code", "visits": "visits_authorised",
    "until": "valid_until", "letter_until": "letter_until", "frequency": "letter_frequency",
    "ended": "ended_on", "note": "note",
}  # fmt: skip
_DAYS = ("valid_until", "letter_until", "ended_on")
_CODES = ("procedure_code", "condition_code")
_LONG = ("reason", "condition", "note")
AREA = "Clients"


@frozen
class ReferralUse:
    """A referral with what of it is used up to today, what is left, and what to know of it.

    `notices` are (level, sentence); `overlapping` the numbers of referrals that a visit counts on
    as well. Days left are None where no day is set, negative when it is over.
    """

    referral: Referral
    client: str
    used: int
    is_running: bool
    days_left: int | None
    letter_days_left: int | None
    notices: tuple[reach.Notice, ...]
    overlapping: tuple[int, ...]
    report: ReportDue | None

    @property
    def visits_left(self) -> int | None:
        """Never below 0: what went over stands in the notices."""
        authorised = self.referral.visits_authorised
        return None if authorised is None else max(authorised - self.used, 0)


class Referrals:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def refer(self, client: str, fields: dict[str, str]) -> tuple[ReferralUse, int]:
        """Write down who sent a client (a name or number); returns it and its operation.

        Fields are those of FIELDS; `by` must be there, `on` is today unless said.

        Raises:
            NotFoundError: no such client; RefusedError: several; InvalidError: a value is wrong.
        """
        today = self._opened.now().date().isoformat()
        with self._opened.writing("referral") as writing:
            found = who.one(writing.book, client)
            blank = Referral(client_id=found.id or 0, referred_on=today, referred_by="")
            referral = self._changed(blank, {"by": "", **fields})
            writing.is_about(f"referral of {found.name} by {referral.referred_by}")
            number = medical.add_referral(writing.book, referral)
        return self.referral(number), writing.operation

    def edit_referral(self, referral_id: int, fields: dict[str, str]) -> tuple[ReferralUse, int]:
        """Raises NotFoundError for no such referral, InvalidError for a wrong field."""
        with self._opened.writing("referral", f"edit of referral {referral_id}") as writing:
            after = self._changed(medical.referral(writing.book, referral_id), fields)
            medical.change_referral(writing.book, referral_id, after)
        return self.referral(referral_id), writing.operation

    def end_referral(self, referral_id: int, on: str | None = None) -> tuple[ReferralUse, int]:
        """It is gone by no more after a day, today unless said.

        Raises:
            NotFoundError: no such referral; RefusedError: it ended; InvalidError: no such day.
        """
        ended = on or self._opened.now().date().isoformat()
        with self._opened.writing("referral", f"edit of referral {referral_id}") as writing:
            before = medical.referral(writing.book, referral_id)
            if before.ended_on:
                raise RefusedError(
                    f"referral {referral_id} ended on {before.ended_on}; "
                    f"`mtdesk referral edit {referral_id} ended=` opens it again"
                )
            medical.change_referral(
                writing.book, referral_id, self._changed(before, {"ended": ended})
            )
        return self.referral(referral_id), writing.operation

    def referral(self, referral_id: int) -> ReferralUse:
        """Raises NotFoundError for no such referral."""
        wanted = medical.referral(self._opened.book, referral_id)
        return next(
            each for each in self.of_client(wanted.client_id) if each.referral.id == referral_id
        )

    def of_client(self, client_id: int) -> list[ReferralUse]:
        """All referrals of a client, the latest first."""
        return self._uses(client_id, medical.referrals_of(self._opened.book, client_id))

    def every(self, *, ended_too: bool = False) -> list[ReferralUse]:
        """The referrals of all clients that run, or all there are; the latest first."""
        book, today = self._opened.book, self._opened.today.isoformat()
        found = (
            medical.every_referral(book) if ended_too else medical.referrals_not_ended(book, today)
        )
        uses = [
            use
            for client_id in dict.fromkeys(each.client_id for each in found)
            for use in self.of_client(client_id)
            if ended_too or reach.is_open(use.referral, today)
        ]
        return sorted(
            uses, key=lambda use: (use.referral.referred_on, use.referral.id or 0), reverse=True
        )

    def reminders(self) -> list[Reminder]:
        """Letters and referrals that run out, and progress reports that payers want by now."""
        return [
            Reminder(
                level=notice.level,
                text=f"{use.client}: {notice.text}",
                sign="letter",
                short=f"{use.client}: {notice.text}".removesuffix("."),
                day=notice.day,
                area=AREA,
                subject=use.referral.client_id,
            )
            for use in self.every()
            for notice in use.notices
        ]

    def reports(self, client_id: int) -> list[ProgressReport]:
        """The progress reports written on a client, the latest first."""
        return medical.reports_of(self._opened.book, client_id)

    def limits(self) -> Warnings:
        count = self._opened.settings.count
        return Warnings(
            days=count("referral_warn_days"),
            visits=count("referral_warn_visits"),
            report_visits=count("progress_report_visits"),
            report_days=count("progress_report_days"),
        )

    def medical_days(self, client_id: int, since: str) -> tuple[list[str], list[str]]:
        """The days of a client's medical visits done up to today, and booked from today on."""
        today = self._opened.today.isoformat()
        rows = medical.medical_days(self._opened.book, client_id, since)
        done = [
            row["local_date"]
            for row in rows
            if row["status"] == "done" and row["local_date"] <= today
        ]
        booked = [
            row["local_date"]
            for row in rows
            if row["status"] == "booked" and row["local_date"] >= today
        ]
        return done, booked

    def _uses(self, client_id: int, all_of_client: list[Referral]) -> list[ReferralUse]:
        if not all_of_client:
            return []
        book, today = self._opened.book, self._opened.today.isoformat()
        limits = self.limits()
        whose = clients.get(book, client_id).name
        since = min(each.referred_on for each in all_of_client)
        done, booked = self.medical_days(client_id, since)
        reports = medical.reports_of(book, client_id)
        found = []
        for each in all_of_client:
            others = [other for other in all_of_client if other is not each]
            open_others = [other for other in others if reach.is_open(other, today)]
            report = reach.next_report(each, reports, done, today, limits)
            notices = list(reach.notices(each, open_others, done, booked, today, limits))
            due = reach.report_notice(report, today, limits)
            found.append(
                ReferralUse(
                    referral=each,
                    client=whose,
                    used=len(reach.visits_on(each, done)),
                    is_running=reach.is_running(each, today),
                    days_left=self._days_to(each.last_day),
                    letter_days_left=self._days_to(each.letter_until),
                    notices=tuple(
                        sorted(
                            [*notices, *([due] if due else [])],
                            key=lambda notice: notice.level != "act",
                        )
                    ),
                    overlapping=tuple(
                        other.id or 0 for other in others[::-1] if each.overlaps(other)
                    ),
                    report=report,
                )
            )
        return found

    def _days_to(self, day: str | None) -> int | None:
        return (date.fromisoformat(day) - self._opened.today).days if day else None

    def _changed(self, referral: Referral, fields: dict[str, str]) -> Referral:
        changes: dict[str, Any] = {}
        for field, text in fields.items():
            column = FIELDS.get(field, field if field in FIELDS.values() else None)
            if column is None:
                raise InvalidError(field, f"is no field of a referral; one of {', '.join(FIELDS)}")
            changes[column] = self._value(field, column, text)
        after = replace(referral, **changes)
        ends = {"until": after.valid_until, "letter_until": after.letter_until}
        for field, last in {**ends, "ended": after.ended_on}.items():
            if last is not None and last < after.referred_on:
                raise InvalidError(
                    field, f"{last} is before {after.referred_on}, when the client was referred"
                )
        return after

    def _value(self, field: str, column: str, text: str) -> Any:
        if column == "referred_by":
            if not text.strip():
                raise InvalidError("by", "is missing: who referred the client?")
            return name(text, "by")
        if column == "referred_on":
            return PAST.read(text, self._opened.now().date(), "on").isoformat()
        if not text.strip():
            return None if column in {*_DAYS, *_CODES, "visits_authorised"} else ""
        if column in _DAYS:
            rule = PAST if column == "ended_on" else LATER
            return rule.read(text, self._opened.now().date(), field).isoformat()
        if column == "visits_authorised":
            return VISITS.read_whole(text, "visits")
        if column in _CODES:
            return name(text, field)[:40]
        return clean(text, field, most=20_000 if column in _LONG else 200)


SEEN_DAYS = 35  # since the last visit: who comes once a month is still on the way
MOST_NAMED = 2


class Recovering:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def clients(self) -> list[Recovery]:
        """Clients seen lately whose pain fell and who come less often, the largest fall first."""
        rows = sessions.courses(
            self._opened.book, days_before(self._opened.today, SEEN_DAYS), SPAN_DAYS
        )
        return recovering(Course(**{name: row[name] for name in row.keys()}) for row in rows)  # noqa: SIM118 - a Row is no dict

    def reminders(self) -> list[Reminder]:
        return [self._reminder(each) for each in self.clients()[:MOST_NAMED]]

    def _reminder(self, found: Recovery) -> Reminder:
        course, today = found.course, self._opened.today
        since = human_day(course.first_day, today)
        weeks = SPAN_DAYS // 7
        return Reminder(
            level="note",
            text=f"{course.client} is getting better: pain {course.first_pain} → "
            f"{course.last_pain} since {since}, {course.first_visits} visits in the first "
            f"{weeks} weeks, {course.last_visits} in the last {weeks}.",
            sign="getting_better",
            short=f"{course.client} is getting better",
            day=course.last_day,
            area="Clients",
            subject=course.client_id,
        )
