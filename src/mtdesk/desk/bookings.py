"""Bookings: settled once their time has come, and seen before it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from mtdesk.desk.evidence import slots
from mtdesk.desk.sessions import estimated_effort, received_with, with_effort
from mtdesk.errors import EntryError, InvalidError, RefusedError
from mtdesk.insight.ahead import DONE_DAYS, Ahead, Booking, Known, look_ahead
from mtdesk.insight.risk import Day
from mtdesk.model.entry import parse
from mtdesk.model.payment import CREDIT_KINDS
from mtdesk.model.period import (
    Period,
    days_before,
    format_instant,
    human_day,
    local_instant,
    week_of,
)
from mtdesk.model.reminder import Reminder
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger, practice, sessions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mtdesk.desk import Desk
    from mtdesk.desk.sessions import Draft, Logged
    from mtdesk.model.entry import Entry
    from mtdesk.model.payment import Payment, Redemption
    from mtdesk.model.practice import Service
    from mtdesk.model.session import Session

AHEAD_DAYS = 14
_FEES = {"session", "cancellation_fee"}


class Bookings:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # -- settled

    def understand(self, session_id: int, text: str = "") -> Draft:
        """A booking as it would be settled, with what came with it. Writes nothing.

        `text` is an entry line without the client: `90+15 card e6 p7-3`, `no-show`, `late-cancel
        45 card`. What it does not say is as booked.

        Raises:
            NotFoundError: no such session; RefusedError: it is no booking.
            EntryError: a word of the line is wrong; InvalidError: a field is.
        """
        desk = self._desk
        before = sessions.get(desk.book, session_id)
        if before.status != "booked":
            raise RefusedError(
                f"session {session_id} is {before.status.replace('_', '-')} already; "
                f"`mtdesk edit {session_id}` changes it"
            )
        vocabulary = desk.sessions.vocabulary(text)
        if before.local_date < vocabulary.today.isoformat():
            vocabulary = replace(vocabulary, now=time.max)  # a time alone is of the booking's day
        entry = parse(text, vocabulary)
        _refuse_others(entry, before, session_id)
        session = self._settled(before, entry)
        held = (
            [] if session.client_id is None else credit_rows.of_client(desk.book, session.client_id)
        )
        redemptions: tuple[Redemption, ...] = ()
        if entry.method in CREDIT_KINDS:
            from mtdesk.desk.credits import used_by

            session, redemptions = used_by(entry, session, held, desk.settings.currency)
        return desk.sessions.as_draft(
            session,
            self._received(entry, session),
            is_new_client=False,
            redemptions=redemptions,
            held=held,
        )

    def settle(self, session_id: int, text: str = "") -> Logged:
        """Turn a booking into what became of it, and write the money that came with it.

        Raises:
            as `understand` does.
        """
        draft = self.understand(session_id, text)
        book = self._desk.writable()
        session = draft.session
        what = session.status.replace("_", "-")
        summary = f"{session.client or 'booking'} {what}, {session.local_date}"
        with book.transaction("done", summary, self._desk.stamp()) as operation:
            sessions.change(book, session_id, session)
            for payment in draft.payments:
                ledger.add_payment(
                    book, replace(payment, session_id=session_id, client_id=session.client_id)
                )
            for redemption in draft.redemptions:
                ledger.add_redemption(book, replace(redemption, session_id=session_id))
            if draft.redemptions:
                from mtdesk.desk.credits import refuse_overdrawn

                refuse_overdrawn(book, draft.redemptions)
        return self._desk.sessions.logged(session_id, operation, draft)

    def _settled(self, before: Session, entry: Entry) -> Session:
        """The session that a booking becomes; a status not said is done."""
        status, service = entry.status, entry.service
        started_at, day = self._when(before, entry)
        minutes = entry.minutes if "minutes" in entry.spans else None
        if minutes is None:
            minutes = before.minutes if status == "done" else 0
        if status == "done" and not minutes:
            raise InvalidError("minutes", "a done session needs them; add the minutes, as 60m")
        price = entry.price_minor
        if price is None and status == "done":
            price = before.price_minor
            if service is not None and service.price_minor is not None:
                price = service.price_minor
        session = replace(
            before,
            status=status,
            started_at=started_at,
            local_date=day.isoformat(),
            minutes=minutes,
            price_minor=price,
            pressure=before.pressure if entry.pressure is None else entry.pressure,
            pain_before=before.pain_before if entry.pain_before is None else entry.pain_before,
            pain_after=before.pain_after if entry.pain_after is None else entry.pain_after,
            asked_feedback=before.asked_feedback or entry.asked_feedback,
            note="; ".join(note for note in (before.note, entry.note) if note),
        )
        if service is not None:
            session = replace(
                session,
                service_id=service.id,
                service=service.name,
                purpose=service.purpose,
                modality=service.modality or service.name,
            )
        if entry.workplace is not None:
            session = replace(
                session, workplace_id=entry.workplace.id, workplace=entry.workplace.name
            )
        service = service or self._menu().get(session.service_id)
        session = with_effort(self._desk.book, session, entry.effort, service)
        if entry.effort is None and before.effort is not None:
            session = replace(session, effort=before.effort)  # what she expected, still an estimate
        return session

    def _when(self, before: Session, entry: Entry) -> tuple[str | None, date]:
        """As booked, unless a day or a time was said.

        Raises:
            InvalidError: what was done or missed is still to come.
        """
        day = entry.day if entry.day_given else date.fromisoformat(before.local_date)
        booked = datetime.fromisoformat(before.started_at) if before.started_at else None
        clock = entry.clock or (booked.time() if booked else None)
        started_at = before.started_at
        if entry.clock is not None or entry.day_given:
            zone_name = self._desk.settings.zone_name
            started_at = format_instant(local_instant(day, clock, zone_name)) if clock else None
        now = self._desk.now()
        is_ahead = day > now.date() or (
            started_at is not None and datetime.fromisoformat(started_at) > now
        )
        if is_ahead and entry.status in {"done", "no_show"}:
            when = (started_at or day.isoformat())[:16].replace("T", " ")
            raise InvalidError(
                "at", f"{when} is still to come; say when it began, or cancelled, or late-cancel"
            )
        return started_at, day

    def _received(self, entry: Entry, session: Session) -> tuple[Payment, ...]:
        """Money that came now: what was paid ahead is not received again."""
        today = self._desk.now().date()
        paid = sum(
            payment.amount_minor
            for payment in ledger.payments_of(self._desk.book, session.id or 0)
            if payment.kind in _FEES
        )
        found = []
        for payment in received_with(entry, session, today):
            amount = payment.amount_minor
            if payment.kind in _FEES:
                amount, paid = max(amount - paid, 0), max(paid - amount, 0)
            if amount:
                received_on = min(payment.received_on, today.isoformat())
                found.append(replace(payment, amount_minor=amount, received_on=received_on))
        return tuple(found)

    # -- ahead

    def ahead(self, period: Period | None = None) -> Ahead:
        """A period as booked, from today on: two weeks unless told."""
        desk = self._desk
        today = desk.today
        period = period or Period(today, today + timedelta(days=AHEAD_DAYS))
        last = max(week_of(period.last, desk.settings.first_weekday).last, period.last)
        first_day = sessions.first_day(desk.book)
        return look_ahead(
            Known(
                today=today,
                done=self._done(today),
                bookings=self._expected(sessions.booked(desk.book, str(today), str(last))),
                slots=tuple(slots(desk, days_before(today, 1))),
                first_day=date.fromisoformat(first_day) if first_day else None,
                first_weekday=desk.settings.first_weekday,
            ),
            period,
            desk.settings.limits,
        )

    def _done(self, today: date) -> list[Day]:
        return [
            Day(
                date=row["local_date"],
                sessions=row["sessions"],
                hands_on_minutes=row["minutes"],
                load=row["load"],
                estimated_load=row["estimated_load"],
            )
            for row in sessions.by_day(self._desk.book, days_before(today, DONE_DAYS))
        ]

    def _expected(self, booked: list[Session]) -> list[Booking]:
        """Bookings with the effort to expect: as said, or her own median of that service."""
        book, today, menu = self._desk.book, self._desk.today.isoformat(), self._menu()
        efforts: dict[tuple[int | None, str | None], float] = {}
        found = []
        for session in booked:
            kind = session.service_id, session.modality
            if kind not in efforts:
                earlier = sessions.earlier_efforts(book, today, *kind)
                efforts[kind] = estimated_effort(earlier, menu.get(kind[0]), kind[1])
            found.append(
                Booking(
                    local_date=session.local_date,
                    minutes=session.minutes,
                    effort=efforts[kind] if session.effort is None else session.effort,
                    started_at=_instant(session),
                )
            )
        return found

    def _menu(self) -> dict[int | None, Service]:
        return {service.id: service for service in practice.services(self._desk.book)}

    # -- what became of them?

    def passed(self) -> list[Session]:
        """Bookings whose time is over and of which nothing is known yet, oldest first."""
        today = self._desk.today
        found = sessions.booked(self._desk.book, "0001-01-01", today.isoformat())
        now = self._desk.now()
        is_today = now.date() == today  # a day that only reading stands at has no time of day
        return [
            each
            for each in found
            if each.local_date < today.isoformat() or (is_today and is_over(each, now))
        ]

    def reminders(self) -> list[Reminder]:
        found = self.passed()
        if not found:
            return []
        first = found[0]
        when = human_day(date.fromisoformat(first.local_date), self._desk.today)
        if len(found) == 1:
            text = f"{first.client or 'A booking'}, booked {when}: was it done?"
        else:
            text = f"{len(found)} bookings have passed, the oldest {when}: were they done?"
        return [
            Reminder(level="watch", text=text, day=first.local_date, area="Today", subject=first.id)
        ]


def is_over(session: Session, now: datetime) -> bool:
    """Whether a booking with a known time has ended."""
    began = _instant(session)
    return began is not None and began + timedelta(minutes=session.minutes) <= now


def _instant(session: Session) -> datetime | None:
    return datetime.fromisoformat(session.started_at) if session.started_at else None


def _refuse_others(entry: Entry, before: Session, session_id: int) -> None:
    """A booking keeps its client, and is not booked again by settling it."""
    start, end = entry.spans.get("client", (0, 0))
    if entry.client is not None and (
        entry.client_id is None or entry.client_id != before.client_id
    ):
        raise EntryError(
            "client",
            f"the booking is {before.client or 'nobody'}'s; `mtdesk edit {session_id} client=...` "
            "gives it to another",
            start=start,
            end=end,
        )
    if entry.status == "booked":
        start, end = entry.spans.get("status", (0, 0))
        raise EntryError(
            "status",
            f"it is booked already; `mtdesk edit {session_id} on=... at=...` moves it",
            start=start,
            end=end,
        )
