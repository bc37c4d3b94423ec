"""What of a referral is used, what of it runs out, when the payer's next report is due; who recovers.

The days of medical visits come in, sorted: those done, and those booked. Today is an argument.
Washington State (WAC 296-23-250) wants a progress report after six visits or a month, whichever is
first; other payers ask for other figures or for none, so both are settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from mtdesk.insight.outcome import pain_change, visit_rate_change
from mtdesk.model.frozen import frozen
from mtdesk.model.medical import ProgressReport, Referral, in_days
from mtdesk.model.text import counted, worded

GOING_ON_DAYS = 60  # a visit so long ago says no more that visits go on
REPORT_DAYS_AHEAD = 7  # a report takes an evening: said a week, or one visit, before
SPAN_DAYS = 56  # at the beginning and now, in which visits are counted
FEWER_PERCENT = 25  # visits a week, from which coming less often is said


@frozen
class Warnings:
    """How early it is said: days before a letter or a referral ends, visits before they are used up.

    A report is asked for after `report_visits` (0: never) or `report_days` (0: whenever).
    """

    days: int = 14
    visits: int = 2
    report_visits: int = 0
    report_days: int = 30


@frozen
class Notice:
    """`text` begins with what it is about, `the letter ...`; `day` is when it ends or was due."""

    level: str
    text: str
    day: str | None = None


@frozen
class ReportDue:
    """`day` is when it is due by the calendar, or the day of the visit that reached the number.

    It is None while only a number of visits is asked for. `visits` were done since the last
    report, or since the referral.
    """

    day: str | None
    visits: int
    is_due: bool


def visits_on(referral: Referral, done: Iterable[str]) -> list[str]:
    """The days of done medical visits that count on it."""
    return [day for day in done if referral.covers(day)]


def is_running(referral: Referral, today: str) -> bool:
    """Neither ended by her nor past its last day."""
    return is_open(referral, today) and (
        referral.valid_until is None or referral.valid_until >= today
    )


def is_open(referral: Referral, today: str) -> bool:
    """Not ended by her; its days may be over."""
    return referral.ended_on is None or referral.ended_on > today


def notices(
    referral: Referral,
    others: Sequence[Referral],
    done: Sequence[str],
    booked: Sequence[str],
    today: str,
    limits: Warnings,
) -> Iterator[Notice]:
    """What to know of an open referral: watch near a limit, act past it while visits go on.

    What another open referral of the client carries on (its letter, its days) is not said.
    """
    if not is_open(referral, today):
        return
    after = [day for day in (*done, *booked) if _days(day, today) <= GOING_ON_DAYS]
    letter, last = referral.letter_until, referral.valid_until
    if letter and not any((other.letter_until or "") > letter for other in others):
        yield from _running_out("letter of medical necessity", letter, after, today, limits.days)
    if last and not any(other.last_day is None or other.last_day > last for other in others):
        yield from _running_out("referral", last, after, today, limits.days)
    if is_running(referral, today) and referral.visits_authorised is not None:
        yield from _used_up(referral, done, booked, limits.visits)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _running_out(
    what: str, last: str, visits: Sequence[str], today: str, limit: int
) -> Iterator[Notice]:
    left = _days(today, last)
    if left < 0:
        since = [day for day in visits if day > last]
        if since:
            count = worded(len(since), "a visit is", f"{len(since)} visits are")
            yield Notice(
                level="act", text=f"{what} ran out on {last}, and {count} after it", day=last
            )
    elif left <= limit:
        yield Notice(level="watch", text=f"{what} runs out {in_days(left)}, on {last}", day=last)


def _used_up(
    referral: Referral, done: Sequence[str], booked: Sequence[str], limit: int
) -> Iterator[Notice]:
    used, of = len(visits_on(referral, done)), referral.visits_authorised or 0
    ahead = visits_on(referral, booked)
    last = referral.last_day
    if used > of:
        yield Notice(level="act", text=f"{used} visits of {of} authorised", day=last)
    elif used == of and ahead:
        text = f"all {of} authorised visits are used, and one is booked on {ahead[0]}"
        yield Notice(level="act", text=text, day=ahead[0])
    elif used == of:
        yield Notice(level="watch", text=f"all {of} authorised visits are used", day=last)
    elif of - used <= limit:
        left = counted(of - used, "visit")
        yield Notice(level="watch", text=f"{left} left of {of} authorised", day=last)


def next_report(
    referral: Referral,
    reports: Iterable[ProgressReport],
    done: Sequence[str],
    today: str,
    limits: Warnings,
) -> ReportDue | None:
    """When the payer's next report is due; None while it asks for none or no visit was since.

    Visits count from the day after the last that a report told of, days from when it was written;
    before the first report both count from the first visit. A report on no referral counts for all.
    """
    if not limits.report_visits or not is_running(referral, today):
        return None
    visits = visits_on(referral, done)
    told = [
        report
        for report in reports
        if report.referral_id in {referral.id, None} and report.written_on >= referral.referred_on
    ]
    last = max(told, key=lambda report: (report.written_on, report.id or 0), default=None)
    since = [day for day in visits if last is None or day > last.last_day]
    if not since:
        return None
    due = since[limits.report_visits - 1] if len(since) >= limits.report_visits else None
    if limits.report_days:
        start = date.fromisoformat(last.written_on if last else since[0])
        by_days = (start + timedelta(days=limits.report_days)).isoformat()
        due = min(due, by_days) if due else by_days
    return ReportDue(day=due, visits=len(since), is_due=due is not None and due <= today)


def report_notice(due: ReportDue | None, today: str, limits: Warnings) -> Notice | None:
    """Said from a week, or one visit, before; act once it is due."""
    if due is None:
        return None
    if due.is_due:
        visits = counted(due.visits, "visit")
        text = f"progress report due since {due.day}, {visits} not reported yet"
        return Notice(level="act", text=text, day=due.day)
    left = _days(today, due.day) if due.day else None
    is_near = left is not None and left <= REPORT_DAYS_AHEAD
    if is_near or due.visits >= limits.report_visits - 1:
        when = f"by {due.day}, " if due.day else ""
        text = f"progress report due {when}{due.visits} of {limits.report_visits} visits"
        return Notice(level="watch", text=text, day=due.day)
    return None


@frozen
class Course:
    """A client's pain before the first and the latest visit that has one, and visits in two spans."""

    client_id: int
    client: str
    first_day: str
    first_pain: int
    last_day: str
    last_pain: int
    first_visits: int
    last_visits: int


@frozen
class Recovery:
    """Pain fell in a way that means something, and visits a week fell."""

    course: Course
    points: float


def recovering(courses: Iterable[Course]) -> list[Recovery]:
    """Those of whom both is true, the largest fall of pain first; spans must not overlap."""
    found = []
    for course in courses:
        change = pain_change(course.first_pain, course.last_pain)
        apart = _days(course.first_day, course.last_day)
        if not change.is_meaningful or apart < 2 * SPAN_DAYS:
            continue
        visits = visit_rate_change(course.first_visits, SPAN_DAYS, course.last_visits, SPAN_DAYS)
        fewer = visits.reduction_percent
        if fewer is not None and fewer >= FEWER_PERCENT:
            found.append(Recovery(course=course, points=change.points))
    return sorted(found, key=lambda each: (-each.points, each.course.client, each.course.client_id))
