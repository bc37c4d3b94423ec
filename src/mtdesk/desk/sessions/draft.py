"""A session before it is written: the one builder of `log`, `done` and `edit`, and the one writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from mtdesk.desk.ledger.ahead import balance, held_minor, let_go, over_minor, usable_minor
from mtdesk.desk.opened import Opened, Writing
from mtdesk.desk.practice import vocabulary as menu_words
from mtdesk.desk.sessions.lighter import lighter_place
from mtdesk.desk.sessions.received import with_payer, with_what_came
from mtdesk.desk.sessions.twice import looks_like
from mtdesk.desk.sessions.when import when
from mtdesk.errors import ANSWER_YES, InvalidError, NeedsConfirmationError
from mtdesk.model.client import NO_APPOINTMENTS, Client, standing_words
from mtdesk.model.entry import Entry, Vocabulary, name_words, parse
from mtdesk.model.entry.names import Names
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.ledger.payment import Payment, Redemption
from mtdesk.model.names import name_keys
from mtdesk.model.period import days_before
from mtdesk.model.practice import Service, estimated_effort
from mtdesk.model.session import Session, Visit
from mtdesk.model.text import joined, worded
from mtdesk.store import clients, ledger, sessions
from mtdesk.store import credits as credit_rows
from mtdesk.store.file.book import Book
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.insight.plan.place import Place
    from mtdesk.model.ledger.alike import Candidate


@frozen
class Draft:
    """A session as it would be, before anything is written: with all that then came in for it.

    `credit_minor` is what the client's packages and gift cards hold after it, and
    `credit_sessions` how many sessions that were sold are left; None where there are none.
    `known` is the client with what was agreed with them; None for a new one, or none. Of the
    `ahead_minor` that the client had paid ahead it takes `takes_ahead_minor`; `frees_minor` was
    paid for it and stands ahead from then on. What came in `looks_like` money that a file brought.
    """

    visit: Visit
    is_new_client: bool
    day_minutes: int  # hands-on minutes of that day with this session
    limit_minutes: int
    overlaps: tuple[Session, ...]
    credit_minor: int | None = None
    credit_sessions: int | None = None
    known: Client | None = None
    resembles: tuple[str, ...] = ()  # known names that the new client's is one slip from
    beside: tuple[Session, ...] = ()  # what else its client is booked for that day
    ahead_minor: int = 0
    takes_ahead_minor: int = 0
    frees_minor: int = 0
    looks_like: Candidate | None = None
    lighter: Place | None = None  # where in its week it would cost less

    @property
    def session(self) -> Session:
        return self.visit.session

    @property
    def is_double(self) -> bool:
        """Whether a booking lies over another session, or its client is booked that day already."""
        return self.session.status == "booked" and bool(self.overlaps or self.beside)

    @property
    def standing(self) -> str | None:
        return None if self.known is None else self.known.standing

    @property
    def is_paid_ahead(self) -> bool:
        """Whether money or credit is there for it."""
        price = self.session.price_minor or 1
        stands = (self.credit_minor or 0) >= price or self.ahead_minor >= price
        return stands or bool(self.visit.payments or self.visit.redemptions)


@frozen
class Logged:
    """A session as written; `operation` is what `undo` takes, `settled` that it was a booking."""

    operation: int
    visit: Visit
    draft: Draft
    settled: bool = False
    already: bool = False  # nothing was added: its key had been given before

    @property
    def id(self) -> int:
        return self.visit.session.id or 0

    @property
    def session(self) -> Session:
        return self.visit.session


# -- built


def drafted(opened: Opened, after: Visit, *, with_credit: bool = True) -> Draft:
    """A visit as it would be, with what it means for its day and for its client's credit."""
    book, session = opened.book, after.session
    known = None if session.client_id is None else clients.get(book, session.client_id)
    minor: int | None = None
    left: int | None = None
    if known is not None and with_credit and (held := credit_rows.of_client(book, known.id or 0)):
        from mtdesk.model.credit import left_after

        new = (each for each in after.redemptions if each.id is None)
        minor, left = left_after(held, new, session.local_date)
    ahead = held_minor(book, session.client_id)
    is_new = session.client is not None and known is None
    return Draft(
        visit=after,
        is_new_client=is_new,
        resembles=tuple(_near(book, session.client or "")) if is_new else (),
        beside=tuple(_beside(book, session)) if session.status == "booked" else (),
        day_minutes=_day_minutes(book, session),
        limit_minutes=opened.settings.hands_on_minutes_a_day,
        overlaps=tuple(sessions.overlapping(book, session)),
        looks_like=looks_like(book, after),
        credit_minor=minor,
        credit_sessions=left,
        known=known,
        ahead_minor=ahead,
        takes_ahead_minor=usable_minor(after, ahead),
        frees_minor=over_minor(after),
        lighter=lighter_place(opened, session),
    )


def with_effort(
    book: Book, session: Session, recorded: float | None, menu: Iterable[Service]
) -> Session:
    """The session with her effort, or with an estimate marked as one.

    The estimate is the median of her latest recorded efforts of that service, when there are
    enough; else the service's own usual effort; else the table's for the modality. It looks at
    earlier sessions only.
    """
    if session.status != "done" or recorded is not None:
        return replace(session, effort=recorded, effort_estimated=False)
    earlier = sessions.earlier_efforts(
        book, session.local_date, session.service_id, session.modality
    )
    service = next((each for each in menu if each.id == session.service_id), None)
    effort = estimated_effort(earlier, service, session.modality)
    return replace(session, effort=effort, effort_estimated=True)


def with_service(session: Session, service: Service | None) -> Session:
    """The session as one of a service of the menu; what it was for stays where that is none."""
    if service is None:
        return replace(session, service_id=None, service=None)
    return replace(
        session,
        service_id=service.id,
        service=service.name,
        purpose=service.purpose,
        modality=service.modality or service.name,
    )


def _day_minutes(book: Book, session: Session) -> int:
    """Hands-on minutes of its day, this session counted once; of a booking, as booked."""
    day = session.local_date
    rows = sessions.by_day(book, days_before(date.fromisoformat(day), 1))
    minutes = rows[0]["minutes"] if rows else 0
    counted = {"done"}
    if session.status == "booked":
        counted.add("booked")
        minutes += sessions.booked_minutes(book, day, day) or 0
    if session.id is not None:
        before = sessions.get(book, session.id)
        if before.status in counted and before.local_date == day:
            minutes -= before.minutes or 0
    return minutes + (session.minutes or 0 if session.status in counted else 0)


# -- written


def write(writing: Writing, draft: Draft, before: Visit | None = None) -> Logged:
    """A draft as rows: a new session, or what `before` becomes."""
    book, session = writing.book, draft.session
    if draft.is_new_client:
        client = Client(name=session.client or "")
        session = replace(session, client_id=clients.add(book, client))
    if before is None:
        number = sessions.add(book, session)
    else:
        number = session.id or 0
        sessions.change(book, number, session)
    _write_payments(book, draft.visit.payments, before, number, session.client_id)
    _write_redemptions(book, draft.visit.redemptions, before, number)
    balance(book, number)
    written = sessions.visit(book, sessions.get(book, number))
    return Logged(operation=writing.operation, visit=written, draft=draft)


def _write_payments(
    book: Book,
    payments: Iterable[Payment],
    before: Visit | None,
    session_id: int,
    client_id: int | None,
) -> None:
    gone = {} if before is None else {each.id: each for each in before.payments}
    for payment in payments:
        there = gone.pop(payment.id, None)
        is_hers = payment.workplace_id is None and payment.insurer is None
        whose = client_id if is_hers else payment.client_id
        linked = replace(payment, session_id=session_id, client_id=whose)
        if there is None:
            ledger.add_payment(book, linked)
        elif linked != there:
            ledger.change(book, linked)
    let_go(book, gone.values())
    for payment in gone.values():
        if not payment.is_ahead:
            ledger.remove(book, payment)


def _write_redemptions(
    book: Book, redemptions: Iterable[Redemption], before: Visit | None, session_id: int
) -> None:
    there = set() if before is None else set(before.redemptions)
    for redemption in redemptions:
        if redemption.id is None:
            ledger.add_redemption(book, replace(redemption, session_id=session_id))
        elif redemption not in there:
            ledger.change_redemption(book, redemption)


def _near(book: Book, name: str) -> list[str]:
    from mtdesk.model.names.near import near  # for a new client only

    return near(name, (known for known, _ in clients.every_name(book)))


def _beside(book: Book, session: Session) -> list[Session]:
    """Other bookings of its client on its day that it may be, as a time is not known."""
    if session.client_id is None:
        return []
    day = session.local_date
    return [
        each
        for each in sessions.booked(book, day, day)
        if each.client_id == session.client_id
        and each.id != session.id
        and not (each.started_at and session.started_at)
    ]


def ask_about(draft: Draft) -> None:
    """Raises NeedsConfirmationError for a new client, one who gets no more appointments, or a double booking."""
    known = draft.known
    if draft.is_new_client:
        like = f", and resembles {joined(draft.resembles, 'or')}" if draft.resembles else ""
        raise NeedsConfirmationError(
            f"“{draft.session.client}” is a new client{like}; add them?",
            hint=ANSWER_YES,
        )
    if known is not None and known.standing in NO_APPOINTMENTS:
        why = " ".join(known.standing_why.split())
        raise NeedsConfirmationError(
            f"{known.name} is {standing_words(replace(known, standing_why=''))}; "
            "write it all the same?",
            hint=f"why: {why}; {ANSWER_YES}" if why else ANSWER_YES,
            why=why,
        )


def ask_about_double(draft: Draft) -> None:
    """Raises NeedsConfirmationError for a booking that lies over another session."""
    if not draft.is_double:
        return
    others = {each.id: each for each in (*draft.overlaps, *draft.beside)}
    said = [f"{each.client or 'a session'} {each.clock}".rstrip() for each in others.values()]
    raise NeedsConfirmationError(
        f"{joined(said)} {worded(len(said), 'is', 'are')} there already on "
        f"{draft.session.local_date}; book it all the same?",
        hint=ANSWER_YES,
    )


def summary(session: Session) -> str:
    """What the history says of it: `Ana Pérez, 60 min, 2026-11-23`."""
    who = session.client or session.service or "session"
    what = f"{session.minutes} min" if session.minutes else session.status.replace("_", "-")
    return f"{who}, {what}, {session.local_date}"


def vocabulary(opened: Opened, text: str) -> Vocabulary:
    """What the words of a line can mean in this practice, now."""
    words = name_words(text)
    known, named = opened.remember(("words", words), lambda: _sharing(opened, words))
    return replace(menu_words(opened), clients=known, named=named)


def _sharing(opened: Opened, words: tuple[str, ...]) -> tuple[tuple[Client, ...], Names]:
    """The clients who share one of these words; they are looked up once a word, as a line is typed."""
    seen: dict[str, list[Client]] = opened.remember("words", dict)
    new = [word for word in words if word not in seen]
    found = clients.with_words(opened.book, new)
    for word in new:
        number = clients.number_of(word)
        seen[word] = [
            each
            for each in found
            if each.id == number or any(word in name_keys(name) for name in each.names)
        ]
    sharing = {each.id or 0: each for word in words for each in seen[word]}
    known = tuple(sharing[number] for number in sorted(sharing))
    return known, Names(known)


def read(opened: Opened, text: str, fields: Mapping[str, str] | None, known: Vocabulary) -> Entry:
    """What a line says, with the fields given beside it.

    Raises:
        EntryError: a word of the line is wrong; InvalidError: a field is.
    """
    entry = parse(text, known)
    if not fields:
        return entry
    from mtdesk.model.entry.fields import filled

    return filled(entry, fields, known, opened.settings.zone, exactly(opened.book))


def exactly(book: Book) -> Callable[[str], list[Client]]:
    """Finds the clients of a number, or of exactly a name."""

    def find(typed: str) -> list[Client]:
        numbered = clients.numbered(book, typed)
        return [numbered] if numbered is not None else clients.named(book, typed)

    return find


def understood(opened: Opened, text: str, fields: Mapping[str, str] | None = None) -> Draft:
    """A line as it would be logged. Writes nothing.

    Raises:
        EntryError: a word of the line is wrong; InvalidError: a field is.
    """
    known = vocabulary(opened, text)
    entry = read(opened, text, fields, known)
    minutes = _minutes(entry)
    started_at, day, is_placed = when(opened, entry, minutes)
    session = with_service(
        Session(
            client_id=entry.client_id,
            client=entry.client,
            workplace_id=entry.workplace.id if entry.workplace else None,
            workplace=entry.workplace.name if entry.workplace else None,
            started_at=started_at,
            is_placed=is_placed,
            local_date=day.isoformat(),
            minutes=minutes,
            price_minor=_price(entry),
            pressure=entry.pressure,
            pain_before=entry.pain_before,
            pain_after=entry.pain_after,
            asked_feedback=entry.asked_feedback,
            status=entry.status,
            note=entry.note,
        ),
        entry.service,
    )
    session = with_payer(opened, entry, session)
    session = with_effort(opened.book, session, entry.effort, known.services)
    return drafted(opened, with_what_came(opened, entry, session))


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
