"""Sessions: understood from a line, logged, listed, edited, removed.

To look at a day takes none of the rooms that write one.
"""

from __future__ import annotations

from functools import cached_property

from mtdesk.desk.opened import who
from mtdesk.model.frozen import replace
from mtdesk.model.period import days_before
from mtdesk.store import clients, sessions
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.sessions.bookings import Bookings
    from mtdesk.desk.sessions.draft import Draft, Logged
    from mtdesk.desk.sessions.proposals import Proposal
    from mtdesk.model.client import Client
    from mtdesk.model.entry import Vocabulary
    from mtdesk.model.period import Period
    from mtdesk.model.session import Session, Visit

__all__ = ["Draft", "Logged", "Sessions"]


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
        from mtdesk.desk.sessions.draft import vocabulary

        return vocabulary(self._opened, text)

    def completions(self, text: str, cursor: int, *, with_clients: bool = True) -> tuple[str, ...]:
        """What the word at the cursor could become."""
        from mtdesk.desk.practice import vocabulary as menu_words
        from mtdesk.model.entry.completion import complete

        word = text[text.rfind(" ", 0, cursor) + 1 : cursor].strip('"@')
        known: list[Client] = []
        if word and with_clients:
            known = clients.starting_with(self._opened.book, word, limit=8)
        return complete(text, cursor, replace(menu_words(self._opened), clients=tuple(known)))

    def proposal(self, text: str, *, with_clients: bool = True) -> Proposal | None:
        """The line gone on with as its client's last visit was; None where nothing is known of it."""
        from mtdesk.desk.sessions.proposals import proposed

        return proposed(self._opened, text, with_clients=with_clients)

    def understand(self, text: str, fields: dict[str, str] | None = None) -> Draft:
        """A line, and fields given beside it, as they would be logged. Writes nothing.

        Raises:
            EntryError: a word of the line is wrong; InvalidError: a field is.
        """
        from mtdesk.desk.sessions.draft import understood

        return understood(self._opened, text, fields)

    def log(
        self, text: str, fields: dict[str, str] | None = None, *, confirmed: bool = False
    ) -> Logged:
        """Write a session and the money that came with it; what was booked is settled by it.

        Raises:
            NeedsConfirmationError: the client is new, or gets no more appointments; several
                bookings may be meant; a booking lies over another session; a file seems to have
                brought the money.
        """
        from mtdesk.desk.sessions.bookings import ask_twice, settled
        from mtdesk.desk.sessions.draft import (
            ask_about,
            ask_about_double,
            summary,
            understood,
            write,
        )

        with self._opened.writing("log") as writing:
            draft = understood(self._opened, text, fields)
            booking = self.bookings.meant(draft, confirmed=confirmed)
            before = None
            if booking is not None:
                draft, before = settled(self._opened, booking.id or 0, text, fields)
            if not confirmed:
                ask_twice(self._opened, draft)
                ask_about(draft)
                ask_about_double(draft)
            writing.is_about(summary(draft.session))
            return replace(write(writing, draft, before), settled=booking is not None)

    def repeated(self, operation: int) -> Logged:
        """What an operation logged, as it stands now: the answer to its key given again.

        Raises:
            RefusedError: it is gone since.
        """
        from mtdesk.desk.sessions.draft import Logged, drafted

        [number, *_] = self._opened.repeated("session", operation)
        visit = self.visit(number)
        draft = drafted(self._opened, visit)
        return Logged(operation=operation, visit=visit, draft=draft, already=True)

    # -- reading

    def get(self, session_id: int) -> Session:
        return sessions.get(self._opened.book, session_id)

    def of_day(self, day: date) -> list[Session]:
        """The sessions of a day, whatever became of them, in order of time."""
        return sessions.between(self._opened.book, days_before(day, 1))

    def visit(self, session_id: int) -> Visit:
        """A session with what came in for it."""
        return sessions.visit(self._opened.book, self.get(session_id))

    def visits(self, day: date) -> list[Visit]:
        """The sessions of a day with what came in for them, in order of time."""
        return [sessions.visit(self._opened.book, each) for each in self.of_day(day)]

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
        from mtdesk.desk.sessions.draft import ask_about, ask_about_double, write
        from mtdesk.desk.sessions.edit import edited

        about = f"edit of session {session_id}: {', '.join(fields)}"
        with self._opened.writing("edit", about) as writing:
            draft, before = edited(self._opened, session_id, fields)
            is_another = draft.session.client_id != before.session.client_id
            if not confirmed and (draft.is_new_client or is_another):
                ask_about(draft)
            if not confirmed and {"on", "at", "minutes", "status", "client"} & fields.keys():
                ask_about_double(draft)
            return write(writing, draft, before)

    def remove(self, session_id: int) -> tuple[Session, int]:
        """Take a session away, with its payments; `undo` brings them back."""
        from mtdesk.desk.ledger.ahead import let_go
        from mtdesk.desk.sessions.draft import summary

        with self._opened.writing("remove") as writing:
            removed = sessions.get(writing.book, session_id)
            writing.is_about(f"removal of {summary(removed)}")
            let_go(writing.book, sessions.visit(writing.book, removed).payments)
            sessions.remove(writing.book, session_id)
            return removed, writing.operation
