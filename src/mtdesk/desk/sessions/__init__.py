"""Sessions: understood from a line, logged, listed, edited, removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.opened import who
from mtdesk.desk.practice.menu import vocabulary
from mtdesk.errors import InvalidError, NeedsConfirmationError, RefusedError
from mtdesk.model.client import NO_APPOINTMENTS, Client, standing_words
from mtdesk.model.entry import Vocabulary, name_words, parse
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import CREDIT_KINDS, Payment, Redemption
from mtdesk.model.period import days_before, format_instant, local_instant
from mtdesk.model.practice import Service, estimated_effort
from mtdesk.model.session import Session, Visit
from mtdesk.store import clients, ledger, sessions
from mtdesk.store import credits as credit_rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions.bookings import Bookings
    from mtdesk.model.credit import Credit
    from mtdesk.model.entry import Entry
    from mtdesk.model.period import Period
    from mtdesk.store.file.book import Book

UNPAID_STATUSES = ("booked", "cancelled")


@frozen
class Draft:
    """A line as understood, before anything is written.

    `credit_minor` is what the client's packages and gift cards hold after it, and
    `credit_sessions` how many sessions that were sold are left; None where there are none.
    `known` is the client with what was agreed with them; None for a new one, or none.
    """

    session: Session
    payments: tuple[Payment, ...]
    is_new_client: bool
    day_minutes: int  # hands-on minutes of that day with this session
    limit_minutes: int
    overlaps: tuple[Session, ...]
    redemptions: tuple[Redemption, ...] = ()
    credit_minor: int | None = None
    credit_sessions: int | None = None
    known: Client | None = None

    @property
    def is_paid_ahead(self) -> bool:
        """Whether money or credit is there for it."""
        price = self.session.price_minor or 1
        return bool(self.payments or self.redemptions) or (self.credit_minor or 0) >= price


@frozen
class Logged:
    """A session as written; `operation` is what `undo` takes."""

    id: int
    operation: int
    session: Session
    payments: tuple[Payment, ...]
    redemptions: tuple[Redemption, ...]
    draft: Draft


class Sessions:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def bookings(self) -> Bookings:
        from mtdesk.desk.sessions.bookings import Bookings

        return Bookings(self._opened)

    # -- understanding

    def vocabulary(self, text: str) -> Vocabulary:
        """What the words of a line can mean in this practice, now."""
        known = clients.with_words(self._opened.book, name_words(text))
        return replace(vocabulary(self._opened), clients=tuple(known))

    def completions(self, text: str, cursor: int, *, with_clients: bool = True) -> tuple[str, ...]:
        """What the word at the cursor could become."""
        from mtdesk.model.entry import complete

        start = text.rfind(" ", 0, cursor) + 1
        word = text[start:cursor].strip('"@')
        known = (
            clients.starting_with(self._opened.book, word, limit=8) if word and with_clients else []
        )
        vocabulary = self.vocabulary(text)
        return complete(text, cursor, replace(vocabulary, clients=tuple(known)))

    def understand(self, text: str, fields: dict[str, str] | None = None) -> Draft:
        """A line, and fields given beside it, as they would be logged. Writes nothing.

        Raises:
            EntryError: a word of the line is wrong; InvalidError: a field is.
        """
        vocabulary = self.vocabulary(text)
        entry = parse(text, vocabulary)
        if fields:
            from mtdesk.desk.sessions.fields import apply

            entry = apply(entry, fields, vocabulary, self._opened.book, self._opened.settings.zone)
        known = next((each for each in vocabulary.clients if each.id == entry.client_id), None)
        if known is None and entry.client_id is not None:
            known = clients.get(self._opened.book, entry.client_id)
        return self._draft(entry, known)

    def log(
        self, text: str, fields: dict[str, str] | None = None, *, confirmed: bool = False
    ) -> Logged:
        """Write a session and the money that came with it.

        Raises:
            NeedsConfirmationError: the client is new, or gets no more appointments, and
                `confirmed` is not set.
        """
        draft = self.understand(text, fields)
        if not confirmed:
            _ask_about(draft.session, draft.known)
        book = self._opened.writable()
        with book.transaction("log", _summary(draft.session), self._opened.stamp()) as operation:
            session = draft.session
            if draft.is_new_client:
                client_id = clients.add(book, Client(name=session.client or ""))
                session = replace(session, client_id=client_id)
            session_id = sessions.add(book, session)
            for payment in draft.payments:
                ledger.add_payment(
                    book, replace(payment, session_id=session_id, client_id=session.client_id)
                )
            for redemption in draft.redemptions:
                ledger.add_redemption(book, replace(redemption, session_id=session_id))
            if draft.redemptions:
                from mtdesk.desk.credits import refuse_overdrawn

                refuse_overdrawn(book, draft.redemptions)
        return self.logged(session_id, operation, draft)

    def logged(self, session_id: int, operation: int, draft: Draft) -> Logged:
        book = self._opened.book
        return Logged(
            id=session_id,
            operation=operation,
            session=sessions.get(book, session_id),
            payments=tuple(ledger.payments_of(book, session_id)),
            redemptions=tuple(ledger.redemptions_of(book, session_id)),
            draft=draft,
        )

    def _draft(self, entry: Entry, known: Client | None) -> Draft:
        book = self._opened.book
        service = entry.service
        minutes = _minutes(entry)
        started_at, day = self._when(entry, minutes)
        modality = service.modality or service.name if service else None
        session = Session(
            client_id=entry.client_id,
            client=entry.client,
            service_id=service.id if service else None,
            service=service.name if service else None,
            workplace_id=entry.workplace.id if entry.workplace else None,
            workplace=entry.workplace.name if entry.workplace else None,
            started_at=started_at,
            local_date=day.isoformat(),
            minutes=minutes,
            price_minor=_price(entry),
            purpose=service.purpose if service else None,
            modality=modality,
            pressure=entry.pressure,
            pain_before=entry.pain_before,
            pain_after=entry.pain_after,
            asked_feedback=entry.asked_feedback,
            status=entry.status,
            note=entry.note,
        )
        session = with_effort(book, session, entry.effort, service)
        held = [] if entry.client_id is None else credit_rows.of_client(book, entry.client_id)
        redemptions: tuple[Redemption, ...] = ()
        if entry.method in CREDIT_KINDS:
            from mtdesk.desk.credits import used_by

            session, redemptions = used_by(entry, session, held, self._opened.settings.currency)
        return self.as_draft(
            session,
            received_with(entry, session, self._opened.now().date()),
            known,
            redemptions=redemptions,
            held=held,
        )

    def as_draft(
        self,
        session: Session,
        payments: tuple[Payment, ...],
        known: Client | None,
        *,
        redemptions: tuple[Redemption, ...] = (),
        held: list[Credit] | None = None,
    ) -> Draft:
        """A session with what it means for its day; `held` are its client's credits before it."""
        minor: int | None = None
        left: int | None = None
        if held:
            from mtdesk.model.credit import left_after

            minor, left = left_after(held, redemptions, session.local_date)
        return Draft(
            session=session,
            payments=payments,
            is_new_client=session.client is not None and session.client_id is None,
            day_minutes=self._day_minutes(session),
            limit_minutes=self._opened.settings.hands_on_minutes_a_day,
            overlaps=tuple(sessions.overlapping(self._opened.book, session)),
            redemptions=redemptions,
            credit_minor=minor,
            credit_sessions=left,
            known=known,
        )

    def _when(self, entry: Entry, minutes: int) -> tuple[str | None, date]:
        """When it began: as said; today's ends now; another day's has no known time."""
        zone_name = self._opened.settings.zone_name
        if entry.clock is not None:
            return format_instant(local_instant(entry.day, entry.clock, zone_name)), entry.day
        if entry.day_given or entry.status == "booked":
            return None, entry.day
        now = self._opened.now().replace(microsecond=0)
        began = (now.astimezone(UTC) - timedelta(minutes=minutes)).astimezone(now.tzinfo)
        return format_instant(began.replace(second=0)), began.date()

    def _day_minutes(self, session: Session) -> int:
        """Hands-on minutes of its day, this session counted once; of a booking, as booked."""
        book, day = self._opened.book, session.local_date
        rows = sessions.by_day(book, days_before(date.fromisoformat(day), 1))
        minutes = rows[0]["minutes"] if rows else 0
        counted = {"done"}
        if session.status == "booked":
            counted.add("booked")
            minutes += sessions.booked_minutes(book, day, day) or 0
        if session.id is not None:
            before = sessions.get(book, session.id)
            if before.status in counted and before.local_date == day:
                minutes -= before.minutes
        return minutes + (session.minutes if session.status in counted else 0)

    # -- reading

    def get(self, session_id: int) -> Session:
        return sessions.get(self._opened.book, session_id)

    def payments(self, session_id: int) -> list[Payment]:
        return ledger.payments_of(self._opened.book, session_id)

    def of_day(self, day: date) -> list[Session]:
        return sessions.between(self._opened.book, days_before(day, 1))

    def visit(self, session_id: int) -> Visit:
        return _visit(self._opened.book, sessions.get(self._opened.book, session_id))

    def visits(self, day: date) -> list[Visit]:
        """The sessions of a day with what came in for them, in order of time."""
        return [_visit(self._opened.book, each) for each in self.of_day(day)]

    def between(
        self,
        period: Period | None = None,
        *,
        client: str | None = None,
        status: str | None = None,
        limit: int | None = None,
    ) -> list[Session]:
        """Sessions in order of time; with a limit, the latest of them.

        Raises:
            NotFoundError: no client of that name.
        """
        ids = None
        if client is not None:
            ids = [found.id or 0 for found in who.matching(self._opened.book, client)]
        return sessions.between(
            self._opened.book, period, client_ids=ids, status=status, limit=limit
        )

    # -- changing

    def edit(self, session_id: int, fields: dict[str, str], *, confirmed: bool = False) -> Logged:
        """Change fields of a session; the payments that came with it follow its price, tip and method.

        Raises:
            InvalidError: a field has no such value.
            NeedsConfirmationError: the client named is new, or gets no more appointments.
        """
        from mtdesk.desk.sessions.fields import edited

        before = sessions.get(self._opened.book, session_id)
        book = self._opened.writable()
        session, payments = edited(
            self._opened, before, ledger.payments_of(book, session_id), fields
        )
        is_new = session.client is not None and session.client_id is None
        known = clients.get(book, session.client_id) if session.client_id is not None else None
        if not confirmed and (is_new or session.client_id != before.client_id):
            _ask_about(session, known)
        used = ledger.redemptions_of(book, session_id)
        if used:
            from mtdesk.desk.credits import followed

            if "method" in fields:
                raise RefusedError(
                    f"session {session_id} was paid from a credit; "
                    f"`mtdesk credit give-back {session_id}` comes first"
                )
            used = followed(book, before, session, used)
        # Whether what was to be paid ahead is there is asked of her credits too.
        is_prepay = known is not None and known.standing == "prepay" and not used
        draft = self.as_draft(
            session,
            tuple(payments),
            known,
            redemptions=tuple(used),
            held=credit_rows.of_client(book, session.client_id or 0) if is_prepay else None,
        )
        named = ", ".join(fields)
        with book.transaction(
            "edit", f"edit of session {session_id}: {named}", self._opened.stamp()
        ) as operation:
            if is_new:
                session = replace(
                    session, client_id=clients.add(book, Client(name=session.client or ""))
                )
            sessions.change(book, session_id, session)
            kept = {payment.id for payment in payments if payment.id is not None}
            for payment in ledger.payments_of(book, session_id):
                if payment.id not in kept:
                    ledger.remove(book, payment)
            for payment in payments:
                linked = replace(payment, session_id=session_id, client_id=session.client_id)
                if payment.id is None:
                    ledger.add_payment(book, linked)
                else:
                    ledger.change(book, linked)
            for redemption in used:
                ledger.change_redemption(book, redemption)
        return self.logged(session_id, operation, draft)

    def remove(self, session_id: int) -> tuple[Session, int]:
        """Take a session away, with its payments; `undo` brings them back."""
        removed = sessions.get(self._opened.book, session_id)
        book = self._opened.writable()
        with book.transaction(
            "remove", f"removal of {_summary(removed)}", self._opened.stamp()
        ) as operation:
            sessions.remove(book, session_id)
        return removed, operation


def _visit(book: Book, session: Session) -> Visit:
    return Visit(
        session=session,
        payments=tuple(ledger.payments_of(book, session.id or 0)),
        redemptions=tuple(ledger.redemptions_of(book, session.id or 0)),
    )


def _ask_about(session: Session, known: Client | None) -> None:
    """Raises NeedsConfirmationError for a new client, and for one who gets no more appointments."""
    if session.client is not None and session.client_id is None:
        raise NeedsConfirmationError(
            f"“{session.client}” is a new client; add them?", hint="answer yes, or add --yes"
        )
    if known is not None and known.standing in NO_APPOINTMENTS:
        why = " ".join(known.standing_why.split())
        raise NeedsConfirmationError(
            f"{known.name} is {standing_words(replace(known, standing_why=''))}; "
            "write it all the same?",
            hint=f"why: {why}; answer yes, or add --yes" if why else "answer yes, or add --yes",
            why=why,
        )


def with_effort(
    book: Book, session: Session, recorded: float | None, service: Service | None = None
) -> Session:
    """The session with her effort, or with an estimate marked as one.

    The estimate is the median of her latest recorded efforts of that service, when there are
    enough; else the service's own usual effort; else the table's for the modality. It looks at
    earlier sessions only.
    """
    if session.status != "done":
        return replace(session, effort=recorded, effort_estimated=False)
    if recorded is not None:
        return replace(session, effort=recorded, effort_estimated=False)
    earlier = sessions.earlier_efforts(
        book, session.local_date, session.service_id, session.modality
    )
    return replace(
        session,
        effort=estimated_effort(earlier, service, session.modality),
        effort_estimated=True,
    )


def _minutes(entry: Entry) -> int:
    if entry.minutes is not None:
        return entry.minutes
    if entry.status in {"no_show", "late_cancel", "cancelled"}:
        return 0
    if entry.service is not None and entry.service.minutes is not None:
        return entry.service.minutes
    raise InvalidError("minutes", "how long was it? add the minutes, for example 60m")


def _price(entry: Entry) -> int | None:
    if entry.price_minor is not None:
        return entry.price_minor
    if entry.service is not None and entry.status in {"done", "booked"}:
        return entry.service.price_minor
    return None


def received_with(entry: Entry, session: Session, today: date) -> tuple[Payment, ...]:
    """Money received with the session: an amount typed, or the menu's price with a method typed.

    A package or gift card brings no money; a tip beside it came some other way.
    """
    from_credit = entry.method in CREDIT_KINDS
    method = None if from_credit else entry.method
    typed = entry.price_minor is not None and session.status not in UNPAID_STATUSES
    received_on = today.isoformat() if session.status == "booked" else session.local_date
    kind = "session" if session.status in {"done", "booked"} else "cancellation_fee"
    found = []
    if session.price_minor and not from_credit and (typed or method is not None):
        found.append(
            Payment(
                received_on=received_on,
                kind=kind,
                amount_minor=session.price_minor,
                method=method,
            )
        )
    if entry.tip_minor:
        found.append(
            Payment(
                received_on=received_on,
                kind="tip",
                amount_minor=entry.tip_minor,
                method=method,
                voluntary=True,
            )
        )
    return tuple(found)


def _summary(session: Session) -> str:
    who = session.client or session.service or "session"
    what = f"{session.minutes} min" if session.minutes else session.status.replace("_", "-")
    return f"{who}, {what}, {session.local_date}"
