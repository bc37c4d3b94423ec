"""Bookings: settled once their time has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from mtdesk.desk.opened import Opened
from mtdesk.desk.sessions.booked import Booked
from mtdesk.desk.sessions.draft import (
    Draft,
    Logged,
    drafted,
    read,
    vocabulary,
    with_effort,
    with_service,
    write,
)
from mtdesk.desk.sessions.received import with_payer, with_what_came
from mtdesk.desk.sessions.when import began_at
from mtdesk.errors import ANSWER_YES, InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.entry import Entry
from mtdesk.model.frozen import replace
from mtdesk.model.rules import HAPPENED
from mtdesk.model.session import Session, Visit
from mtdesk.model.text import joined
from mtdesk.store import sessions


class Bookings(Booked):
    # -- settled

    def understand(
        self, session_id: int, text: str = "", fields: dict[str, str] | None = None
    ) -> Draft:
        """A booking as it would be settled, with what came with it. Writes nothing.

        `text` is an entry line without the client: `90+15 card e6 p7-3`, `no-show`, `late-cancel
        45 card`. What neither it nor the fields beside it say is as booked.

        Raises:
            NotFoundError: no such session; RefusedError: it is no booking.
            EntryError: a word of the line is wrong; InvalidError: a field is.
        """
        return settled(self._opened, session_id, text, fields)[0]

    def settle(
        self,
        session_id: int,
        text: str = "",
        fields: dict[str, str] | None = None,
        *,
        confirmed: bool = False,
    ) -> Logged:
        """Turn a booking into what became of it, and write the money that came with it.

        Raises:
            as `understand` does.
            NeedsConfirmationError: a file seems to have brought the money.
        """
        with self._opened.writing("done") as writing:
            draft, before = settled(self._opened, session_id, text, fields)
            if not confirmed:
                ask_twice(self._opened, draft)
            session = draft.session
            what = session.status.replace("_", "-")
            writing.is_about(f"{session.client or 'booking'} {what}, {session.local_date}")
            return replace(write(writing, draft, before), settled=True)

    def meant(self, draft: Draft, *, confirmed: bool) -> Session | None:
        """The booking that a session which took place or was called off must be; None where none is.

        Of the same client and day, of no other service, and where both times are known within two
        hours of it.

        Raises:
            NeedsConfirmationError: it may be several.
        """
        session = draft.session
        if session.status == "booked" or session.client_id is None:
            return None
        day = session.local_date
        found = [
            each for each in sessions.booked(self._opened.book, day, day) if _fits(each, session)
        ]
        if len(found) < 2:
            return found[0] if found else None
        if confirmed:
            return None
        said = [f"{each.clock or 'a time not known'} ({each.id})" for each in found]
        raise NeedsConfirmationError(
            f"{session.client} is booked more than once on {day}, at {joined(said)}; write this one "
            "beside them?",
            hint=f"`mtdesk done {found[0].id}` settles the first; {ANSWER_YES}",
        )


def ask_twice(opened: Opened, draft: Draft) -> None:
    """Raises NeedsConfirmationError for money that a file seems to have brought already."""
    if draft.looks_like is not None:
        from mtdesk.desk.ledger.payments import twice

        new = f"“{draft.session.client}” is a new client, and " if draft.is_new_client else ""
        raise twice(draft.looks_like, opened.settings.currency, new)


def _fits(booked: Session, session: Session) -> bool:
    if booked.client_id != session.client_id:
        return False
    if session.service_id is not None and booked.service_id not in {None, session.service_id}:
        return False
    if session.started_at is None or booked.started_at is None or session.is_placed:
        return True
    apart = datetime.fromisoformat(session.started_at) - datetime.fromisoformat(booked.started_at)
    return abs(apart) <= timedelta(hours=2)


def settled(
    opened: Opened, session_id: int, text: str, fields: Mapping[str, str] | None = None
) -> tuple[Draft, Visit]:
    """A booking as it would be settled, and as it is. Writes nothing."""
    before = sessions.get(opened.book, session_id)
    if before.status != "booked":
        raise RefusedError(
            f"session {session_id} is {before.status.replace('_', '-')} already; "
            f"`mtdesk edit {session_id}` changes it"
        )
    known = vocabulary(opened, text)
    if before.local_date < known.today.isoformat():
        known = replace(known, now=time.max)  # a time alone is of the booking's day
    entry = read(opened, text, fields, known)
    _refuse_others(entry, before)
    session = with_payer(opened, entry, _after(opened, before, entry))
    session = with_effort(opened.book, session, entry.effort, known.services)
    if entry.effort is None and before.effort is not None:
        session = replace(session, effort=before.effort)  # what she expected: still an estimate
    was = sessions.visit(opened.book, before)
    return drafted(opened, with_what_came(opened, entry, session, was)), was


def _refuse_others(entry: Entry, before: Session) -> None:
    """A booking keeps its client, and is not booked again by settling it."""
    is_new = entry.client_id is None
    if entry.client is not None and (is_new or entry.client_id != before.client_id):
        raise entry.wrong(
            "client",
            f"the booking is {before.client or 'nobody'}'s; `mtdesk edit {before.id} client=...` "
            "gives it to another",
        )
    if entry.status == "booked":
        raise entry.wrong(
            "status", f"it is booked already; `mtdesk edit {before.id} on=... at=...` moves it"
        )


def _after(opened: Opened, before: Session, entry: Entry) -> Session:
    """The session that a booking becomes; a status not said is done."""
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
    if entry.service is not None:
        session = with_service(session, entry.service)
    if entry.workplace is not None:
        session = replace(session, workplace_id=entry.workplace.id, workplace=entry.workplace.name)
    return session


def _minutes(before: Session, entry: Entry) -> int:
    """As said; of what was not held none, of what was held as booked."""
    if entry.minutes is not None:
        return entry.minutes
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
        started_at = began_at(opened, day, clock)
    now = opened.now()
    is_ahead = day > now.date() or (
        started_at is not None and datetime.fromisoformat(started_at) > now
    )
    if is_ahead and entry.status in HAPPENED:
        when = (started_at or day.isoformat())[:16].replace("T", " ")
        raise InvalidError(
            "at", f"{when} is still to come; say when it began, or cancelled, or late-cancel"
        )
    return started_at, day
