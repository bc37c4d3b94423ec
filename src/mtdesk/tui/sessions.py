"""Sessions in lists: all of them, those booked ahead, and the next two weeks day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from mtdesk.errors import InvalidError
from mtdesk.model.period import Period, parse_date
from mtdesk.model.rules import FIRST_DAY, YEARS
from mtdesk.model.session import STATUSES, Session
from mtdesk.say.sessions import (
    none_listed,
    remove_question,
    removed_words,
    session_row,
    session_words,
    status_words,
)
from mtdesk.say.week import (
    NOTHING_AHEAD,
    ahead_title,
    days_ahead,
    nothing_booked,
    week_ahead_sentence,
)
from mtdesk.tui.area import Area
from mtdesk.tui.keys import key
from mtdesk.tui.names import names_of
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.dialogs import Ask, Confirm, Field, Listing
from mtdesk.tui.parts.fields import client_field
from mtdesk.tui.parts.rows import Column
from mtdesk.tui.today.form import SessionForm

if TYPE_CHECKING:
    from mtdesk.desk.sessions import Logged

MOST = 300  # listed at once, the latest of them
_COLUMNS = (
    Column("day", 10),
    Column("time", 6),
    Column("client", 20),
    Column("service", 18),
    Column("min", 14, right=True),
    Column("price", 11, right=True),
    Column("effort", 6, right=True),
)


def every(area: Area) -> None:
    area.app.push_screen(Sessions(area))


def booked(area: Area) -> None:
    area.app.push_screen(Bookings(area))


def ahead(area: Area) -> None:
    """What the next two weeks hold as booked."""
    found = area.desk.week.agenda.ahead()
    weeks = [f"{week_ahead_sentence(each)}" for each in found.weeks]
    stands_out = [f"{each.date}: {each.words}" for each in found.overlaps]
    stands_out += [each.message for each in found.findings]
    after = "\n".join([*weeks, "", *(names_of(area).said(each) for each in stands_out)])
    after += "" if stands_out else f"✓ {NOTHING_AHEAD}"
    listing = days_ahead(found, area.desk.settings.hands_on_minutes_a_day)
    tables = [("", listing)] if found.bookings else []
    area.app.push_screen(Behind(ahead_title(found), tables, nothing_booked(found), after))


class _Listed(Listing):
    """Sessions, each opened as a form, or taken away."""

    columns = _COLUMNS
    BINDINGS: ClassVar[list[BindingType]] = [
        key("edit", "edit", "edit"),
        key("delete", "remove", "remove"),
    ]
    _found: dict[int, Session]

    def listed(self) -> Sequence[tuple[int, Sequence[str]]]:
        self._found = {each.id or 0: each for each in self.found()}
        currency = self.desk.settings.currency
        return [(key, session_row(each, currency)) for key, each in self._found.items()]

    def found(self) -> Sequence[Session]:
        raise NotImplementedError

    def facts(self, key: int) -> str:
        return self._found[key].note

    def choose(self) -> None:
        self.action_edit()

    @property
    def _chosen(self) -> Session | None:
        return self._found.get(self.rows.chosen or 0)

    def action_edit(self) -> None:
        if self._chosen is None:
            return

        def saved(logged: Logged | None) -> None:
            if logged is not None:
                self.written(_said(self, logged))

        with self.area.in_words():
            visit = self.desk.sessions.visit(self._chosen.id or 0)
            self.app.push_screen(SessionForm.of_visit(self.desk, visit), saved)

    def action_remove(self) -> None:
        session = self._chosen
        if session is None:
            return

        def remove(yes: bool | None) -> None:
            if yes:
                with self.area.in_words():
                    removed, _ = self.desk.sessions.remove(session.id or 0)
                    self.written(f"removed {removed_words(removed)}")

        question = remove_question(names_of(self).veiled(session), self.desk.today)
        self.app.push_screen(Confirm(question, yes="Remove", no="Keep"), remove)


class Sessions(_Listed):
    heading = "sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open"),
        key("filter", "narrow", "which"),
        key("delete", "remove", "remove"),
    ]
    HELP = "Sessions, the latest first; which of them: by client, days, what became of them."

    def __init__(self, area: Area) -> None:
        super().__init__(area)
        self._client = self._status = ""
        self._days: Period | None = None

    def found(self) -> Sequence[Session]:
        return self.desk.sessions.between(
            self._days, client=self._client or None, status=self._status or None, limit=MOST
        )[::-1]

    def about(self) -> str:
        which = [
            *([self._client] if self._client else []),
            *([self._status.replace("_", "-")] if self._status else []),
            *([f"{self._days.start} to {self._days.last}"] if self._days else []),
        ]
        if not self._found:
            return none_listed(self._status or None)
        latest = f"the latest {MOST}" if len(self._found) == MOST else f"{len(self._found)}"
        return f"{latest}{' of ' if which else ''}{', '.join(which)}"

    def action_narrow(self) -> None:
        """Ask which are to be listed."""
        days = self._days
        fields = [
            client_field(self.area)._replace(value=self._client, hint="or empty for all"),
            Field("start", "from", str(days.start) if days else "", "the first day, or empty"),
            Field("last", "to", str(days.last) if days else "", "the last day, or empty"),
            Field("status", "status", self._status.replace("_", "-"), "or empty for all",
                  [each.replace("_", "-") for each in STATUSES]),
        ]  # fmt: skip

        def save(said: dict[str, str], _confirmed: bool) -> None:
            status = said["status"].strip().replace("-", "_")
            if status and status not in STATUSES:
                raise InvalidError(
                    "status", f"“{said['status'][:20]}” is none of {', '.join(STATUSES)}"
                )
            if said["client"].strip():
                self.desk.clients.matching(said["client"])
            self._days = _days_of(said["start"].strip(), said["last"].strip())
            self._client, self._status = said["client"].strip(), status

        self.app.push_screen(
            Ask("which sessions", fields, save, does="show them"), lambda _: self.fill()
        )


class Bookings(_Listed):
    heading = "bookings ahead"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "move"),
        key("edit", "edit", "edit"),
        key("yes", "done", "done"),
        key("no", "settle('no-show')", "no-show"),
        key("cancelled", "settle('cancelled')", "cancelled"),
    ]
    HELP = "What is booked, the next first; enter moves one to another day or time."

    def found(self) -> Sequence[Session]:
        return self.desk.sessions.between(status="booked")

    def about(self) -> str:
        if not self._found:
            return none_listed("booked")
        return "The next first. A booking whose day has passed still asks what became of it."

    def choose(self) -> None:
        self.action_move()

    def action_move(self) -> None:
        session = self._chosen
        if session is None:
            return
        fields = [
            Field("on", "day", session.local_date, "fri · 11-28 · 2026-11-28"),
            Field("at", "time", session.clock, "10:30 or 2pm"),
        ]

        def act(said: dict[str, str], confirmed: bool) -> str:
            before = {"on": session.local_date, "at": session.clock}
            changed = {field: text for field, text in said.items() if text != before[field]}
            if not changed:
                raise InvalidError("day", "and time are as they were; change one of them")
            return _said(
                self, self.desk.sessions.edit(session.id or 0, changed, confirmed=confirmed)
            )

        self.ask(f"move {session.client or 'a booking'}", fields, act)

    def action_done(self) -> None:
        """It was held: what came with it is asked."""
        session = self._chosen
        if session is None:
            return

        def act(said: dict[str, str], confirmed: bool) -> str:
            return _said(
                self,
                self.desk.sessions.bookings.settle(
                    session.id or 0, said["words"], confirmed=confirmed
                ),
            )

        about = "As in the bar: amount and tip, how it was paid, effort, pain. Empty is as booked."
        field = Field("words", "what came with it", hint="90+15 card e6 p7-3 -- a note")
        self.ask(f"done: {session.client or 'a booking'}", [field], act, about)

    def action_settle(self, what: str) -> None:
        session = self._chosen
        if session is None:
            return
        with self.area.in_words():
            self.written(_said(self, self.desk.sessions.bookings.settle(session.id or 0, what)))


def _said(dialog: Listing, logged: Logged) -> str:
    """A session as it is now."""
    desk, session = dialog.desk, logged.session
    words = session_words(logged.visit, desk.settings.currency, desk.today)
    became = "" if session.status == "done" else f", {status_words(session)}"
    return f"{' · '.join(words)}{became}"


def _days_of(start: str, last: str) -> Period | None:
    if not start and not last:
        return None
    first = parse_date(start, "from") if start else FIRST_DAY
    until = parse_date(last, "to") if last else date(YEARS[-1], 12, 31)
    if until < first:
        raise InvalidError("to", f"{until} is before {first}")
    return Period(first, until + timedelta(days=1))
