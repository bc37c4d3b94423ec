"""Records as the four neutral CSV files, which `import` recognises by their headers.

These files know sessions with what was received on the day, expenses, incidents and check-ins;
what they cannot hold (bookings, trips, gift cards, refunds, processor fees, what is owed, where it
hurts) is left out. Cells are written as typed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from mtdesk.model.importing import Record
from mtdesk.model.incidents import Incident
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.money import Currency, currency
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import CheckIn

Cell = str | int | float | None

HEADERS = {
    "sessions": (
        "id", "started_at", "client", "minutes", "modality", "pressure", "effort", "fee", "tip",
        "payment_method", "setting", "pain_before", "pain_after", "note", "purpose", "service", "status",
        "workplace",
    ),
    "expenses": ("id", "date", "category", "vendor", "amount", "payment_method", "note"),
    "incidents": (
        "id", "occurred_at", "kind", "body_part", "severity", "days_off", "session_id", "note",
    ),
    "checkins": ("id", "date", "fatigue", "pain", "sleep_hours", "mood", "note"),
}  # fmt: skip


def write_neutral(records: Iterable[Record], folder: Path, *, currency_code: str = "USD") -> None:
    """Write `sessions.csv`, `expenses.csv`, `incidents.csv`, `checkins.csv` into `folder`.

    Rows are numbered in the order of the records; an incident names the number of its session,
    which must come before it.
    """
    money = currency(currency_code)
    rows: dict[str, list[list[Cell]]] = {name: [] for name in HEADERS}
    session_ids: dict[str, int] = {}
    for record in records:
        if record.session and record.session.status != "booked":
            rows["sessions"].append(_session(record.session, record.payments, money))
            session_ids[record.key] = len(rows["sessions"])
        if record.expense:
            rows["expenses"].append(_expense(record.expense, money))
        if record.incident:
            session_id = session_ids.get(record.session_key or "")
            rows["incidents"].append(_incident(record.incident, session_id))
        if record.check_in:
            rows["checkins"].append(_check_in(record.check_in))
    for name, header in HEADERS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows([number, *row] for number, row in enumerate(rows[name], start=1))


def _session(session: Session, payments: tuple[Payment, ...], money: Currency) -> list[Cell]:
    received = {"session": 0, "cancellation_fee": 0, "tip": 0}
    for payment in payments:
        if payment.kind in received:
            received[payment.kind] += payment.amount_minor
    fee = received["session"] + received["cancellation_fee"]
    return [
        session.started_at or session.local_date,
        session.client,
        0 if session.status == "no_show" else session.minutes,
        session.modality,
        session.pressure,
        None if session.effort is None or session.effort_estimated else f"{session.effort:g}",
        money.plain(fee) if fee else None,
        money.plain(received["tip"]) if received["tip"] else None,
        payments[0].method if payments else None,
        session.workplace,
        session.pain_before,
        session.pain_after,
        session.note,
        session.purpose,
        session.service,
        session.status,
        session.workplace,
    ]


def _expense(expense: Expense, money: Currency) -> list[Cell]:
    return [
        expense.spent_on,
        expense.category_text or expense.category,
        expense.vendor,
        money.plain(expense.amount_minor),
        expense.method,
        expense.note,
    ]


def _incident(incident: Incident, session_id: int | None) -> list[Cell]:
    """Severity on that file's scale of 1 to 10, and the facts in its one note."""
    facts = (
        ("Said", incident.said),
        ("Saw", incident.saw),
        ("Did", incident.did),
        ("Told", incident.told),
        ("Note", incident.note),
    )
    return [
        incident.occurred_at,
        incident.source_kind or incident.kind,
        incident.body_part,
        incident.source_severity or incident.severity * 2,
        incident.days_off,
        session_id,
        " ".join(f"{word}: {fact}" for word, fact in facts if fact),
    ]


def _check_in(check_in: CheckIn) -> list[Cell]:
    """Mood 1 to 5 stands for exhaustion of mind 10 to 0; pain is the sorest site's."""
    mind = check_in.mind
    return [
        check_in.checked_on,
        None if check_in.body is None else f"{check_in.body:g}",
        max(check_in.soreness.values(), default=None),
        None if check_in.sleep_hours is None else f"{check_in.sleep_hours:g}",
        None if mind is None else max(1, min(5, round(5 - mind / 2.5))),
        check_in.note,
    ]
