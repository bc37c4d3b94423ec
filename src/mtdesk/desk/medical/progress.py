"""Progress reports: what a referrer or payer reads, and that it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from mtdesk.desk.medical.referrals import Referrals, ReferralUse
from mtdesk.desk.opened import Opened, documents, who
from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.insight.medical.outcomes import (
    PainCourse,
    ThenAndNow,
    pain_course,
    pain_words,
    then_and_now,
)
from mtdesk.model.client import Client
from mtdesk.model.document import Document, Written
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.medical import CONDITION, Measure, Progress, ProgressReport, ReportedVisit
from mtdesk.model.names import clean
from mtdesk.model.period import Period
from mtdesk.model.session import Session
from mtdesk.model.text import counted, said_only
from mtdesk.store import clients, medical, sessions

NEEDED = {"therapist": "your name", "licence": "your licence", "address": "the address"}
MISSED = ("no_show", "late_cancel")
MOST_WORDS = 2_000


@frozen
class Wanted:
    """What of a client is reported, as typed: None takes what the practice knows."""

    start: date | None = None
    last: date | None = None
    referral_id: int | None = None
    plan: str | None = None
    expected: str | None = None


@frozen
class Prepared:
    """A report with the figures behind its words."""

    report: Progress
    course: PainCourse
    then_and_now: tuple[ThenAndNow, ...]
    use: ReferralUse | None


class ProgressReports:
    """A name of its own, because what it makes is a Progress."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of(self, client: str, wanted: Wanted | None = None) -> Prepared:
        """The done medical visits of a client (a name or number), and what came of them.

        It begins with the referral, or the first medical visit, and ends today unless told. Of
        several running referrals the latest is meant.

        Raises:
            NotFoundError: no such client, or no such referral of the client; RefusedError: several.
            InvalidError: the last day is before the first.
        """
        asked = wanted or Wanted()
        opened = self._opened
        found = who.one(opened.book, client)
        use = self._referral(found, asked.referral_id)
        of_client = [
            session
            for session in sessions.between(opened.book, client_ids=[found.id or 0])
            if session.local_date <= opened.today.isoformat() and _is_medical(session)
        ]
        period = self._period(asked, use, of_client)
        within = [each for each in of_client if date.fromisoformat(each.local_date) in period]
        visits = [each for each in within if each.status == "done"]
        course = pain_course((visit.pain_before, visit.pain_after) for visit in visits)
        held = then_and_now(
            note
            for note in medical.notes_of(opened.book, found.id or 0, period.last.isoformat())
            if note.noted_on >= period.start.isoformat()
        )
        settings = opened.settings
        issuer = settings.issuer
        facts = dict(_facts(found, use, asked))
        report = Progress(
            client=found.legal_name or found.name,
            for_whom=_for_whom(use),
            issuer=issuer,
            first=period.start,
            last=period.last,
            made_on=opened.today,
            currency=settings.currency,
            visits=tuple(_visit(visit) for visit in visits),
            missed=sum(each.status in MISSED for each in within),
            facts=tuple(facts.items()),
            pain=pain_words(course),
            within=_within(course),
            function=tuple(_measure(each) for each in held if each.latest.measure != "medication"),
            medication=tuple(
                _measure(each) for each in held if each.latest.measure == "medication"
            ),
            missing=tuple(_missing(issuer, facts, found, use, course, visits, held)),
            client_id=found.id or 0,
            referral_id=use.referral.id if use else None,
        )
        return Prepared(report=report, course=course, then_and_now=tuple(held), use=use)

    def write(
        self,
        prepared: Prepared,
        document: Document,
        targets: Sequence[tuple[str, Path]],
        *,
        confirmed: bool = False,
    ) -> tuple[Written, int]:
        """Write what was made of it as `pdf` or `md`, or both, and record that it was written.

        Whole or not at all. Returns what became of it, and the operation. The payer's days count
        from now on.

        Raises:
            RefusedError: no visits; a place is a folder, is missing, full or not hers.
            NeedsConfirmationError: something is missing from it, or is there already.
        """
        report, paths = prepared.report, [target for _, target in targets]
        for path in paths:
            self._opened.spare(path)
        if not report.visits:
            raise RefusedError(f"{report.nothing_there}; nothing was written")
        documents.ask(self._opened, document, paths, confirmed=confirmed)
        made = [documents.printed(document, kind) for kind, _ in targets]
        operation = self._record(report, paths, [content for content, _ in made])
        return Written(is_complete=all(is_complete for _, is_complete in made)), operation

    def _record(self, report: Progress, targets: list[Path], contents: list[bytes]) -> int:
        from mtdesk.store.file import whole

        written_on = self._opened.now().date()
        row = ProgressReport(
            client_id=report.client_id,
            referral_id=report.referral_id,
            written_on=written_on.isoformat(),
            first_day=report.first.isoformat(),
            last_day=min(report.last, written_on).isoformat(),
        )
        new = [target for target in targets if not target.exists()]
        try:
            with self._opened.writing("progress", report.heading) as writing:
                whose = clients.to_change(writing.book, row.client_id)
                medical.add_report(writing.book, replace(row, client_id=whose.id or 0))
                for target, content in zip(targets, contents, strict=True):
                    whole.content(target, content)
        except BaseException:
            for target in new:
                target.unlink(missing_ok=True)
            raise
        return writing.operation

    def _referral(self, client: Client, wanted: int | None) -> ReferralUse | None:
        uses = Referrals(self._opened).of_client(client.id or 0)
        if wanted is None:
            return next((use for use in uses if use.is_running), uses[0] if uses else None)
        for use in uses:
            if use.referral.id == wanted:
                return use
        raise NotFoundError(
            f"{client.name} has no referral {wanted}; `mtdesk referral list` lists them"
        )

    def _period(self, asked: Wanted, use: ReferralUse | None, sessions_of: list[Session]) -> Period:
        last = min(asked.last or self._opened.today, self._opened.today)
        first = asked.start
        if first is None and use is not None:
            first = date.fromisoformat(use.referral.referred_on)
        if first is None:
            done = [each.local_date for each in sessions_of if each.status == "done"]
            first = date.fromisoformat(done[0]) if done else last
        if last < first:
            raise InvalidError("to", f"{last} is before {first}, when the report begins")
        return Period(first, last + timedelta(days=1))


def _is_medical(session: Session) -> bool:
    """What a missed appointment was for is seldom typed: then it counts as medical."""
    return session.purpose == "medical" or (session.purpose is None and session.status in MISSED)


# -- words


def _visit(session: Session) -> ReportedVisit:
    return ReportedVisit(
        local_date=session.local_date,
        service=session.service or session.modality or "",
        minutes=session.minutes,
        pain_before=session.pain_before,
        pain_after=session.pain_after,
    )


def _for_whom(use: ReferralUse | None) -> str:
    if use is None:
        return "whoever referred the client"
    payer = use.referral.payer
    return f"{use.referral.referred_by}{f' and {payer}' if payer else ''}"


def _facts(client: Client, use: ReferralUse | None, asked: Wanted) -> Iterator[tuple[str, str]]:
    """Label and words of what is known, in the order of the page."""
    if use is not None:
        referral = use.referral
        days = f" until {referral.valid_until}" if referral.valid_until else ""
        yield "referred by", f"{referral.referred_by}, {referral.referred_on}{days}"
        yield from (*said_only(("referred for", referral.reason)), *referral.told)
        yield "visits on the referral", referral.used_words(use.used)
        yield from said_only(("letter of medical necessity", referral.letter_words))
    plan = client.next_step if asked.plan is None else clean(asked.plan, "plan", most=MOST_WORDS)
    expected = clean(asked.expected or "", "expected", most=MOST_WORDS)
    yield from said_only(
        ("complaint", client.complaint),
        ("goal", client.goal),
        ("plan", plan),
        ("expected length", expected),
    )


def _within(course: PainCourse) -> str:
    """`3.4 points less at the end of a visit than on arrival, on average (12 visits with both)`."""
    if course.within is None:
        return ""
    visits = counted(course.within_visits, "visit")
    if not round(course.within, 1):
        return f"the same at the end of a visit as on arrival, on average ({visits} with both)"
    side = "less" if course.within > 0 else "more"
    return (
        f"{abs(course.within):.1f} points {side} at the end of a visit than on arrival, on average "
        f"({visits} with both)"
    )


def _measure(held: ThenAndNow) -> Measure:
    is_one = held.is_single
    what = held.latest.part if held.latest.measure == "medication" else held.what
    return Measure(
        what=what,
        first="" if is_one else held.first.words,
        first_on="" if is_one else held.first.noted_on,
        latest=held.latest.words,
        latest_on=held.latest.noted_on,
        change=held.change_words,
    )


def _missing(
    issuer: dict[str, str],
    facts: dict[str, str],
    client: Client,
    use: ReferralUse | None,
    course: PainCourse,
    visits: list[Session],
    held: list[ThenAndNow],
) -> Iterator[str]:
    """What a reader may ask for and is not there, each as words that follow `it lacks`."""
    yield from (words for name, words in NEEDED.items() if name not in issuer)
    if not client.legal_name:
        yield "the legal name"
    if use is None:
        yield "a referral"
    elif not use.referral.condition:
        yield f"the {CONDITION}"
    for label in ("complaint", "goal", "plan", "expected length"):
        if label not in facts:
            yield f"the {label}"
    unasked = len(visits) - course.visits
    if unasked:
        yield f"the pain on arrival of {unasked} of {len(visits)} visits"
    if not any(each.latest.measure != "medication" for each in held):
        yield "what the client can do (range of motion, sitting, standing)"
    elif all(each.is_single for each in held if each.latest.measure != "medication"):
        yield "a second measure of what the client can do"
    if not any(each.latest.measure == "medication" for each in held):
        yield "medication"
