"""The practice of two years, read from its files without any of the product's arithmetic."""

from __future__ import annotations

import csv
from collections import defaultdict, deque
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median

FOLDER = Path(__file__).parents[1] / "data" / "practice"

FILES = [FOLDER / f"{name}.csv" for name in ("sessions", "expenses", "incidents", "checkins")]

TABLE = {"Chair": 3, "Craniosacral": 1, "Deep Tissue": 6, "Hot Stone": 2, "Lymphatic Drainage": 1,
         "Medical / Oncology": 4, "Myofascial Release": 4, "Prenatal": 2, "Reflexology": 4,
         "Sports": 5, "Swedish": 3, "Thai": 4, "Trigger Point": 5}  # fmt: skip


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(text):
    return int(Decimal(text) * 100) if text else 0


@cache
def sessions():
    """Rows of sessions.csv with their effort, estimated as she would have seen it at the time."""
    seen = defaultdict(lambda: deque(maxlen=15))
    found = []
    for row in rows("sessions"):
        minutes, kind = int(row["minutes"]), row["modality"]
        effort, estimated = None, False
        if minutes and row["effort"]:
            effort = float(row["effort"])
            seen[kind].append(effort)
        elif minutes:
            known = seen[kind]
            usual = int(median(known) * 2 + 0.5) / 2 if len(known) >= 5 else TABLE[kind]
            effort, estimated = float(usual), True
        found.append(
            {
                **row,
                "day": date.fromisoformat(row["started_at"][:10]),
                "minutes": minutes,
                "done": minutes > 0,
                "load": minutes * (effort or 0),
                "estimated": estimated,
                "fee": cents(row["fee"]),
                "tip": cents(row["tip"]),
            }
        )
    return found


CATEGORY = {"continuing education": "continuing_education", "laundry": "laundry", "phone": "phone",
            "mileage": "car_mileage", "own bodywork": "own_bodywork"}  # fmt: skip


@cache
def expenses():
    found = []
    for row in rows("expenses"):
        key = CATEGORY.get(row["category"], "other")
        amount = cents(row["amount"])
        found.append(
            {
                "day": date.fromisoformat(row["date"]),
                "key": key,
                "amount": amount,
                "deductible": 0 if key == "own_bodywork" else amount,
            }
        )
    return found


def within(rows, first, last):
    return [row for row in rows if first <= row["day"] <= last]
