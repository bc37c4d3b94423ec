"""Write a practice of any length as neutral CSV files, the same bytes for the same arguments.

    python benchmarks/make_practice.py solo benchmarks/data/solo 2025-12-31

The sizes: `year` (1,000 sessions), `solo` (a career: 40 years, 50,000) and `clinic` (20 years,
1,000,000). Clients come, stay for a while and go; fees grow; summers are quiet; some clients do
not turn up; names and notes are in several scripts. The rows are invented.
"""

from __future__ import annotations

import csv
import random
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
SESSIONS = (
    "id", "started_at", "client", "minutes", "modality", "pressure", "effort", "fee", "tip",
    "payment_method", "setting", "pain_before", "pain_after", "note",
)  # fmt: skip
EXPENSES = ("id", "date", "category", "vendor", "amount", "payment_method", "note")
INCIDENTS = (
    "id", "occurred_at", "kind", "body_part", "severity", "days_off", "session_id", "note",
)  # fmt: skip
CHECK_INS = ("id", "date", "fatigue", "pain", "sleep_hours", "mood", "note")

GIVEN = (
    "Ana", "Ben", "Chloé", "David", "Élise", "Farid", "Grace", "Hana", "İpek", "José", "Kwame",
    "Lucía", "Mei", "Nils", "Olga", "Paula", "Quinn", "Rosa", "Søren", "Tomás", "Uma", "Vera",
    "Wendell", "Ximena", "Yusuf", "Zoë", "Анна", "Игорь", "美咲", "伟", "ليلى", "राज",
)  # fmt: skip
FAMILY = (
    "Adams", "Brandt", "Castillo", "Dubois", "Eriksen", "Fischer", "García", "Haddad", "Ivanova",
    "Jensen", "Kim", "Lefèvre", "Murphy", "Nguyễn", "O'Neill", "Park", "Quispe", "Ruiz", "Sato",
    "Tanaka", "Usman", "Vargas", "Weiß", "Xu", "Yılmaz", "Zhang",
)  # fmt: skip
# modality: usual minutes, usual pressure, usual effort
MODALITIES = {
    "Swedish": ((60, 60, 90), 2, 3.0),
    "Deep tissue": ((60, 60, 90), 4, 5.5),
    "Sports": ((30, 60), 4, 5.0),
    "Trigger point": ((30, 45), 4, 4.5),
    "Lymphatic drainage": ((60, 75), 1, 2.0),
    "Hot stone": ((75, 90), 2, 3.5),
    "Chair": ((15, 30), 3, 3.0),
}
METHODS = ("card", "card", "card", "cash", "check", "venmo", "insurance")
PLACES = ("own room", "own room", "own room", "spa", "home visit", "hospital")
NOTES = (
    "neck and forearms", "wants less oil, warm room", "left hip tight", "late; shortened to fit",
    'asked for "more pressure"', "douleur à l’épaule", "膝に注意", "slept well after 🙂",
    "=cold hands", "new job,\nlong hours at a desk", "avoid the right knee",
)  # fmt: skip
SUPPLIES = (
    ("rent", "Maple Suites", 65_000, 1.0),
    ("laundry", "Suds & Co.", 4_600, 0.95),
    ("oils", "Körperöl GmbH", 6_200, 0.5),
    ("booking software", "BookWell", 3_900, 1.0),
    ("continuing education", "Núcleo School", 43_000, 0.08),
    ("insurance", "Liability Mutual", 22_900, 0.08),
)
INJURIES = ("strain", "numbness", "slip", "boundary")
PARTS = ("thumb", "wrist", "shoulder", "neck", "low back")


@dataclass(frozen=True)
class Size:
    sessions: int
    years: int
    therapists: int


SIZES = {
    "year": Size(1_000, 1, 1),
    "young": Size(5_000, 4, 1),
    "solo": Size(50_000, 40, 1),
    "old": Size(500_000, 40, 10),
    "clinic": Size(1_000_000, 20, 47),
}


class Client:
    """Somebody who comes again: what they come for, how they pay, how they fare."""

    def __init__(self, rng: random.Random) -> None:
        self.name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}-{rng.choice(FAMILY)}"
        self.modality = rng.choice(tuple(MODALITIES))
        self.minutes = rng.choice(MODALITIES[self.modality][0])
        self.method = rng.choice(METHODS)
        self.place = rng.choice(PLACES)
        self.tips = rng.random() * 0.8
        self.pain = rng.randint(0, 8)


class Therapist:
    """One pair of hands and the clients who come to them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.days = sorted(rng.sample(range(6), 5))
        self.clients: list[Client] = []

    def renew(self) -> None:
        """Some clients stop coming and others start."""
        self.clients = [client for client in self.clients if self.rng.random() > 0.04]
        while len(self.clients) < 90:
            self.clients.append(Client(self.rng))

    def day(self, day: date, count: int, rate: float) -> list[tuple[datetime, list[object]]]:
        """The sessions of one day, each with its start and the cells after it."""
        rng = self.rng
        at = datetime.combine(day, time(9, rng.choice((0, 15, 30))))
        found = []
        for place in range(count):
            client = rng.choice(self.clients)
            start = at.replace(tzinfo=ZONE)
            found.append((start, self._cells(client, place, rate)))
            at += timedelta(minutes=client.minutes + rng.choice((10, 15, 15, 30)))
        return found

    def _cells(self, client: Client, place: int, rate: float) -> list[object]:
        rng = self.rng
        fee = round(rate * client.minutes / 60 / 5) * 500
        who = client.name
        if rng.random() < 0.04:  # did not turn up; some pay for it
            late = fee // 2 if rng.random() < 0.5 else 0
            return [who, 0, client.modality, "", "", _money(late), "0.00", "card", client.place, "", "", "no-show"]  # fmt: skip
        _, pressure, effort = MODALITIES[client.modality]
        strain = min(10, max(0, round((effort + 0.2 * place + rng.gauss(0, 0.7)) * 2) / 2))
        tip = round(fee * rng.choice((0.1, 0.15, 0.2)) / 100) * 100
        before = min(10, max(0, client.pain + rng.randint(-1, 1)))
        after = max(0, before - rng.randint(0, 3))
        note = rng.choice(NOTES) if rng.random() < 0.3 else ""
        return [
            who, client.minutes, client.modality, pressure,
            strain if rng.random() < 0.9 else "", _money(fee),
            _money(tip if rng.random() < client.tips else 0),
            client.method, client.place, before, after, note,
        ]  # fmt: skip


def make(size: Size, folder: Path, last_day: date, seed: int = 1) -> None:
    """Write sessions.csv, expenses.csv, incidents.csv and checkins.csv into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    first = last_day - timedelta(days=round(365.25 * size.years) - 1)
    therapists = [Therapist(random.Random(f"{seed}/{n}")) for n in range(size.therapists)]
    rng = random.Random(f"{seed}/practice")
    chance = size.sessions / (size.therapists * size.years * 48.9 * 5 * 8)
    names = ("sessions", "expenses", "incidents", "checkins")
    files = [(folder / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in names]
    sessions, expenses, incidents, check_ins = (
        csv.writer(file, lineterminator="\n") for file in files
    )
    for writer, header in zip(
        (sessions, expenses, incidents, check_ins),
        (SESSIONS, EXPENSES, INCIDENTS, CHECK_INS),
        strict=True,
    ):
        writer.writerow(header)
    session_id = expense_id = incident_id = check_in_id = 0
    for day in (first + timedelta(days=n) for n in range((last_day - first).days + 1)):
        growth = 0.975 ** (last_day.year - day.year)
        if day.day == 1 or day == first:
            for therapist in therapists:
                therapist.renew()
                for category, vendor, amount, share in SUPPLIES:
                    if rng.random() < share:
                        expense_id += 1
                        cost = round(amount * growth * rng.uniform(0.8, 1.2))
                        expenses.writerow(
                            (expense_id, day, category, vendor, _money(cost), "card", "")
                        )
        quiet = day.isocalendar().week in {29, 30, 31, 52}
        rows: list[tuple[datetime, list[object]]] = []
        for therapist in therapists:
            if day.weekday() not in therapist.days or (quiet and therapist.rng.random() < 0.8):
                continue
            share = min(1.0, max(0.1, chance + therapist.rng.gauss(0, 0.12)))
            rows += therapist.day(day, round(8 * share), 95 * growth)
        rows.sort(key=lambda row: row[0])
        for start, cells in rows:
            session_id += 1
            sessions.writerow((session_id, start.isoformat(), *cells))
        if rows and rng.random() < 0.012 * size.therapists**0.5:
            incident_id += 1
            kind = rng.choice(INJURIES)
            part = "" if kind == "boundary" else rng.choice(PARTS)
            start = rows[-1][0]
            incidents.writerow(
                (incident_id, start.isoformat(), kind, part, rng.randint(1, 8), 0, session_id, "")
            )
        if rows and rng.random() < 0.5:
            check_in_id += 1
            fatigue, sore = rng.randint(1, 8), rng.randint(0, 6)
            sleep = rng.randint(10, 17) / 2
            check_ins.writerow((check_in_id, day, fatigue, sore, sleep, rng.randint(1, 5), ""))
    for file in files:
        file.close()


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in SIZES:
        sys.exit(__doc__)
    make(SIZES[sys.argv[1]], Path(sys.argv[2]), date.fromisoformat(sys.argv[3]))
