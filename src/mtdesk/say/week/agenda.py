"""Who came and who is to come: the sessions of some days, a column a day; and what is booked next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from mtdesk.model.period import human_day
from mtdesk.model.session import Session
from mtdesk.model.table import Listing, grouped
from mtdesk.say.sessions import status_words
from mtdesk.say.unsaid import short_minutes


def agenda(days: Sequence[date], heads: Sequence[str], found: Sequence[Session]) -> Listing:
    """`14:30 Oona Koivu, booked` under the head of its day."""
    by_day = grouped((each.local_date, _who(each)) for each in found)
    columns = [by_day.get(day.isoformat(), ()) for day in days]
    return Listing(heads=tuple(heads), rows=tuple(zip_longest(*columns, fillvalue="")))


def _who(session: Session) -> str:
    status = "" if session.status == "done" else f", {status_words(session)}"
    return f"{session.clock} {session.client or 'no client'}{status}".strip()


def next_booked(found: Sequence[Session], today: date) -> Listing:
    """What is booked, a line each, the next first."""
    return Listing(
        heads=("day", "from", "client", "service", "long"),
        rows=tuple(
            (
                human_day(each.local_date, today),
                each.clock,
                each.client or "no client",
                each.service or each.modality or "",
                short_minutes(each),
            )
            for each in found
        ),
        right=(4,),
    )
