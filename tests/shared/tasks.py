"""The twenty tasks of docs/tasks.md: what is pressed and typed, the practice they are done in, what is there afterwards.

Pilot presses them in `tests/tui/test_tasks.py`; `tests/tui/web/by_hand.py` presses them in tmux and in a browser,
where there is no mtdesk to import: so nothing of it is imported here.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

NOW = datetime(2026, 11, 23, 22, 45, tzinfo=UTC)  # Monday, 17:45 in New York
LATER = {"no-show": timedelta(hours=2)}  # what is done after the hour that was booked
SESSIONS = (
    "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
    "pain_before,pain_after,note\n"
    "1,2026-10-01T10:00:00-04:00,Nora Quist,60,Swedish,3,4,90.00,10.00,card,,,,\n"
    "2,2026-10-02T10:00:00-04:00,Nora Quist,60,Swedish,3,4,90.00,0.00,card,,,,\n"
)


class Task(NamedTuple):
    """What is to be done, and the keys and words that do it; words stand in quotes."""

    what: str
    steps: str

    @property
    def keys(self) -> list[str]:
        return [each for each in self.parts if not each.startswith('"')]

    @property
    def parts(self) -> list[str]:
        return re.findall(r'"[^"]*"|\S+', self.steps)


TASKS = {
    "tip": Task("Fix yesterday's tip", 'ctrl+p "tips" enter down enter "20" enter'),
    "tips": Task("Last month's tips", 'ctrl+p "tips" enter ['),
    "block": Task("Block a client", 'ctrl+p "block" enter "josé" enter "two no-shows" ctrl+s'),
    "import": Task("Import a CSV", 'ctrl+p "import" enter "sessions.csv" ctrl+s enter'),
    "backup": Task("Back up", 'ctrl+p "back up" enter enter'),
    "note": Task("Search a note", '/ "trapezius" enter'),
    "limit": Task("Change the hour limit", 'ctrl+p "hours a day" enter "300" enter'),
    "year": Task("The year as XLSX and PDF", 'ctrl+p "report" enter enter x ctrl+s'),
    "redeem": Task("Redeem a package", 'ctrl+p "redeem" enter enter ctrl+s'),
    "move": Task("Move a booking", 'ctrl+p "move" enter down enter "thu" enter "15:00" enter'),
    "no-show": Task("A no-show with a booking", '"kofi no-show" enter'),
    "finding": Task("What made a finding", "7 i"),
    "new": Task("First session of a new client", '"mara swedish 60m 90 card" enter enter'),
    "price": Task("A price changed in the menu", 'ctrl+p "price" enter enter "95" ctrl+s'),
    "check-in": Task("A check-in", '"body 6 mind 4 thumb-r 5" enter'),
    "incident": Task("An incident recorded", 'esc r "threat" enter "4" ctrl+s down enter'),
    "undo": Task("Undo and redo", "ctrl+z ctrl+r"),
    "receipt": Task("A receipt", 'ctrl+p "receipt" enter "ana" ctrl+s enter'),
    "quarter": Task("A quarter's report", 'ctrl+p "report" enter "2026-Q3" enter'),
    "day": Task("Go to a day last spring", 'esc g "14 apr" enter'),
}


def a_practice(desk):
    """Eight months: a day last spring, tips, a package, two bookings, days that are long."""
    desk.practice.set("zone", "America/New_York")
    desk.practice.set("currency", "USD")
    for line in (
        '"Ana Pérez" swedish 60m 90+10 card e4 2026-04-14 10:00 -- left trapezius',
        '"José Núñez" trigger 45m 70+5 cash 2026-10-06 10:00',
        '"Ana Pérez" swedish 60m 90+12 card 2026-10-20 10:00',
        '"Ana Pérez" swedish 60m 90+15 card e4 2026-11-22 10:00',
        '"José Núñez" trigger 45m 70 cash e4 2026-11-23 9:00',
        '"Kofi Owusu" swedish 60m 90 booked 2026-11-23 18:30',
        '"Li Wei" swedish 60m 90 booked 2026-11-25 10:00',
    ):
        desk.sessions.log(line, confirmed=True)
    for day in range(2, 20):
        desk.sessions.log(
            f"josé deep tissue 150m 100 cash e6 2026-11-{day:02} 9:00", confirmed=True
        )
        desk.sessions.log(f"josé deep tissue 150m 100 cash e6 2026-11-{day:02} 13:00")
    desk.credits.sell("ana", "400", sessions_sold="5", method="card", on="2026-11-01")
    desk.sessions.log("ana swedish 60m 90 unpaid e4 2026-11-21 10:00")
