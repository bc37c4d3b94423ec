"""What clients owe: sessions done and not paid in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.desk.opened import who
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import worded
from mtdesk.store import sessions

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened
    from mtdesk.model.ledger.owed import Outstanding

MOST_NAMED = 50  # unpaid sessions that a reminder looks at


class Owing:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def outstanding(self, client: str | None = None) -> Outstanding:
        """Done sessions that were not paid in full by today, oldest first.

        Raises:
            NotFoundError: no client of that name.
        """
        from mtdesk.model.ledger.owed import Outstanding, Owed

        today = self._opened.today
        unpaid = sessions.unpaid(self._opened.book, -1, day=today.isoformat())
        if client is not None:
            wanted = {found.id for found in who.matching(self._opened.book, client)}
            unpaid = [row for row in unpaid if row["client_id"] in wanted]
        return Outstanding(
            as_of=today,
            sessions=tuple(
                Owed(
                    id=row["id"],
                    local_date=row["local_date"],
                    client_id=row["client_id"],
                    client=row["client"],
                    price_minor=row["price_minor"],
                    owed_minor=row["owed_minor"],
                    days=(today - date.fromisoformat(row["local_date"])).days,
                )
                for row in unpaid
            ),
        )

    def reminders(self) -> list[Reminder]:
        """How many sessions were not paid in full; none where all were."""
        today = self._opened.today
        unpaid = sessions.unpaid(self._opened.book, MOST_NAMED, day=today.isoformat())
        if not unpaid:
            return []
        owed = self._opened.settings.currency.format(sum(row["owed_minor"] for row in unpaid))
        since = human_day(date.fromisoformat(unpaid[0]["local_date"]), today)
        more = "+" if len(unpaid) == MOST_NAMED else ""
        what = f"{len(unpaid)}{more} {worded(len(unpaid), 'session')}"
        text = f"{what} not paid in full, {owed}{more}; the oldest {since}."
        return [Reminder(level="note", text=text, day=unpaid[0]["local_date"], area="Money")]
