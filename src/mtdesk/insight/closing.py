"""What a day still asks before it is closed: of its sessions, of its money, of her; and the day after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.session import PAYS, Session, Visit

# In the order in which they are asked.
KINDS = ("booking", "price", "method", "effort", "time", "check_in")
EVENING = 18  # from this hour on a day may be closed, whatever is still booked


@frozen
class Open:
    """Something that is not said yet; a check-in is of no session."""

    kind: str
    visit: Visit | None = None

    @property
    def session(self) -> int | None:
        return self.visit.session.id if self.visit else None

    @property
    def name(self) -> tuple[str, int | None]:
        """What tells it from all others of its day."""
        return self.kind, self.session


@frozen
class NextDay:
    """What is booked on the day after."""

    date: date
    bookings: tuple[Session, ...]
    limit_minutes: int

    @property
    def minutes(self) -> int:
        return sum(each.minutes or 0 for each in self.bookings)

    @property
    def first(self) -> Session | None:
        """The first whose time is known."""
        return next((each for each in self.bookings if each.started_at), None)


@frozen
class Closing:
    """A day to be closed. `earlier` are bookings of the days before it of which nothing is known yet.

    `is_due`: its last session is over, or it is evening, or another day has begun.
    """

    date: date
    open: tuple[Open, ...]
    owing: tuple[Visit, ...]
    tomorrow: NextDay
    earlier: tuple[Session, ...]
    is_due: bool


def open_of(
    visits: Iterable[Visit], now: datetime, *, has_check_in: bool, is_begun: bool
) -> tuple[Open, ...]:
    """What is open of a day up to `now`; of one that has not begun, nothing."""
    if not is_begun:
        return ()
    found = [Open(kind=kind, visit=each) for each in visits for kind in _unsaid(each, now)]
    if not has_check_in:
        found.append(Open(kind="check_in"))
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


def is_due(day: date, visits: Sequence[Visit], now: datetime) -> bool:
    """Whether a day may be closed: it is over, it is evening, or nothing is to come after what was."""
    if day != now.date():
        return day < now.date()
    ahead = [each for each in visits if each.session.status == "booked" and _is_ahead(each, now)]
    return now.hour >= EVENING or (bool(visits) and not ahead)


def _unsaid(visit: Visit, now: datetime) -> Iterator[str]:
    session = visit.session
    if session.status == "booked":
        if not _is_ahead(visit, now):
            yield "booking"
        return
    if any(_is_without_way(each.kind, each.method, each.amount_minor) for each in visit.payments):
        yield "method"
    if session.status != "done":
        return
    if _is_unpriced(visit):
        yield "price"
    if session.effort is None or session.effort_estimated:
        yield "effort"
    if session.started_at is None:
        yield "time"


def _is_ahead(visit: Visit, now: datetime) -> bool:
    """Whether it is not over yet; one without a time may have been at any hour of its day."""
    began = visit.session.started_at
    if began is None:
        return visit.session.local_date > now.date().isoformat()
    return datetime.fromisoformat(began) + timedelta(minutes=visit.session.minutes or 0) > now


def _is_without_way(kind: str, method: str | None, minor: int) -> bool:
    return method is None and minor > 0 and kind not in GIVEN_BACK


def _is_unpriced(visit: Visit) -> bool:
    """Nobody said a price, and nothing else says what it brought: neither money nor terms of pay."""
    session = visit.session
    if session.price_minor is not None or session.due_minor is not None or visit.redemptions:
        return False
    return not any(each.kind in PAYS for each in visit.payments)
