"""What clients give to think of: who drifts away, who is booked though something speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mtdesk.desk.clients.drifting import incidents_of, lost
from mtdesk.desk.opened import Opened
from mtdesk.model.client import NO_APPOINTMENTS
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import counted, worded
from mtdesk.store import clients, sessions

REPEATED = 2  # incidents from which a booking of theirs is said


def reminders(opened: Opened) -> list[Reminder]:
    """Who drifts away; and who is booked though she said no more, or met with incidents before."""
    found = [*_booked_again(opened)]
    away = lost(opened)
    if away:
        first = min(away, key=lambda key: (away[key], key))
        who = away[first] if len(away) == 1 else counted(len(away), "client")
        drifts = worded(len(away), "drifts", "drift")
        found.append(
            Reminder(
                level="note",
                text=f"{who} {drifts} away: less often than before, without less pain.",
                sign="drifting",
                short=f"{who} {drifts} away",
                area="Clients",
                subject=first,
            )
        )
    return found


def _booked_again(opened: Opened) -> Iterator[Reminder]:
    book, today = opened.book, opened.today
    ahead = sessions.next_booked(book, today.isoformat())
    met = incidents_of(book, ahead, today)
    for key, day in ahead.items():
        client, count = clients.get(book, key), met[key].count if key in met else 0
        is_refused = client.standing in NO_APPOINTMENTS
        if not is_refused and count < REPEATED:
            continue
        when = human_day(date.fromisoformat(day), today)
        why = f"with {counted(count, 'incident')} on record"
        if is_refused:
            why = "though not to be booked any more"
        yield Reminder(
            level="act" if is_refused else "watch",
            text=f"{client.name} is booked {when}, {why}.",
            sign="booked_again",
            short=f"{client.name} is booked {when}, {why}",
            day=day,
            area="Today",
        )
