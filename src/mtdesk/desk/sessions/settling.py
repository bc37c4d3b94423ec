"""What became of a booking: an entry line without the client, over what was booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from mtdesk.desk.sessions import Sessions, received_with, with_effort
from mtdesk.errors import EntryError, InvalidError, RefusedError
from mtdesk.model.entry import parse
from mtdesk.model.ledger.payment import CREDIT_KINDS
from mtdesk.model.period import format_instant, local_instant
from mtdesk.store import clients, ledger, practice, sessions
from mtdesk.store import credits as credit_rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions import Draft, Logged
    from mtdesk.model.entry import Entry
    from mtdesk.model.ledger.payment import Payment, Redemption
    from mtdesk.model.practice import Service
    from mtdesk.model.session import Session

_FEES = {"session", "cancellation_fee"}


def understand(opened: Opened, session_id: int, text: str) -> Draft:
    """A booking as it would be settled. Writes nothing."""
    before = sessions.get(opened.book, session_id)
    if before.status != "booked":
        raise RefusedError(
            f"session {session_id} is {before.status.replace('_', '-')} already; "
            f"`mtdesk edit {session_id}` changes it"
        )
    vocabulary = Sessions(opened).vocabulary(text)
    if before.local_date < vocabulary.today.isoformat():
        vocabulary = replace(vocabulary, now=time.max)  # a time alone is of the booking's day
    entry = parse(text, vocabulary)
    _refuse_others(entry, before)
    session = _settled(opened, before, entry)
    held = (
        [] if session.client_id is None else credit_rows.of_client(opened.book, session.client_id)
    )
    redemptions: tuple[Redemption, ...] = ()
    if entry.method in CREDIT_KINDS:
        from mtdesk.desk.credits import used_by

        session, redemptions = used_by(entry, session, held, opened.settings.currency)
    return Sessions(opened).as_draft(
        session,
        _received(opened, entry, session),
        None if session.client_id is None else clients.get(opened.book, session.client_id),
        redemptions=redemptions,
        held=held,
    )


def settle(opened: Opened, session_id: int, text: str) -> Logged:
    """Write what became of a booking, and the money that came with it."""
    draft = understand(opened, session_id, text)
    session, book = draft.session, opened.writable()
    what = session.status.replace("_", "-")
    summary = f"{session.client or 'booking'} {what}, {session.local_date}"
    with book.transaction("done", summary, opened.stamp()) as operation:
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
    return Sessions(opened).logged(session_id, operation, draft)


def _refuse_others(entry: Entry, before: Session) -> None:
    """A booking keeps its client, and is not booked again by settling it."""
    start, end = entry.spans.get("client", (0, 0))
    if entry.client is not None and (
        entry.client_id is None or entry.client_id != before.client_id
    ):
        raise EntryError(
            "client",
            f"the booking is {before.client or 'nobody'}'s; `mtdesk edit {before.id} client=...` "
            "gives it to another",
            start=start,
            end=end,
        )
    if entry.status == "booked":
        start, end = entry.spans.get("status", (0, 0))
        raise EntryError(
            "status",
            f"it is booked already; `mtdesk edit {before.id} on=... at=...` moves it",
            start=start,
            end=end,
        )


def _settled(opened: Opened, before: Session, entry: Entry) -> Session:
    """The session that a booking becomes; a status not said is done."""
    service = entry.service
    started_at, day = _when(opened, before, entry)
    session = replace(
        before,
        status=entry.status,
        started_at=started_at,
        local_date=day.isoformat(),
        minutes=_minutes(before, entry),
        price_minor=_price(before, entry),
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
        session = replace(session, workplace_id=entry.workplace.id, workplace=entry.workplace.name)
    session = with_effort(opened.book, session, entry.effort, service or _booked(opened, before))
    if entry.effort is None and before.effort is not None:
        session = replace(session, effort=before.effort)  # what she expected: still an estimate
    return session


def _booked(opened: Opened, before: Session) -> Service | None:
    menu = practice.services(opened.book)
    return next((service for service in menu if service.id == before.service_id), None)


def _minutes(before: Session, entry: Entry) -> int:
    if "minutes" in entry.spans:
        return entry.minutes or 0
    if entry.status != "done":
        return 0
    if not before.minutes:
        raise InvalidError("minutes", "a done session needs them; add the minutes, as 60m")
    return before.minutes


def _price(before: Session, entry: Entry) -> int | None:
    """As said; of what was held as booked, or the menu's where another service was said."""
    if entry.price_minor is not None or entry.status != "done":
        return entry.price_minor
    if entry.service is not None and entry.service.price_minor is not None:
        return entry.service.price_minor
    return before.price_minor


def _when(opened: Opened, before: Session, entry: Entry) -> tuple[str | None, date]:
    """As booked, unless a day or a time was said.

    Raises:
        InvalidError: what was done or missed is still to come.
    """
    day = entry.day if entry.day_given else date.fromisoformat(before.local_date)
    started_at = before.started_at
    if entry.clock is not None or entry.day_given:
        booked = datetime.fromisoformat(started_at) if started_at else None
        clock = entry.clock or (booked.time() if booked else None)
        zone_name = opened.settings.zone_name
        started_at = format_instant(local_instant(day, clock, zone_name)) if clock else None
    now = opened.now()
    is_ahead = day > now.date() or (
        started_at is not None and datetime.fromisoformat(started_at) > now
    )
    if is_ahead and entry.status in {"done", "no_show"}:
        when = (started_at or day.isoformat())[:16].replace("T", " ")
        raise InvalidError(
            "at", f"{when} is still to come; say when it began, or cancelled, or late-cancel"
        )
    return started_at, day


def _received(opened: Opened, entry: Entry, session: Session) -> tuple[Payment, ...]:
    """Money that came now: what was paid ahead is not received again."""
    today = opened.now().date()
    paid = sum(
        payment.amount_minor
        for payment in ledger.payments_of(opened.book, session.id or 0)
        if payment.kind in _FEES
    )
    found = []
    for payment in received_with(entry, session, today):
        amount = payment.amount_minor
        if payment.kind in _FEES:
            amount = max(amount - paid, 0)
        if amount:
            received_on = min(payment.received_on, today.isoformat())
            found.append(replace(payment, amount_minor=amount, received_on=received_on))
    return tuple(found)
