"""Shares of invented therapists, written as theirs are, without a practice behind each."""

from __future__ import annotations

from itertools import count

from mtdesk.exchange.writers import shares
from mtdesk.model import clinic

SERVICE, SETTING = 2, 1
_NUMBERS = count(1)


def about(*, label=None, visible=False, **more):
    return {
        "what": clinic.ABOUT,
        "version": clinic.VERSION,
        "label": label,
        "visible": int(visible),
        "currency": "USD",
        "day_limit": 240,
        **more,
    }


def session(
    day, *, minutes=60, status="done", quarter=40, service=SERVICE, setting=SETTING, **more
):
    return {
        "what": clinic.SESSION,
        "day": day,
        "minutes": minutes,
        "quarter": quarter,
        "effort": 40,
        "estimated": 0,
        "status": clinic.code("status", status),
        "service": service,
        "setting": setting,
        "price": 9000,
        **more,
    }


def paid(day, amount, *, kind="session", service=SERVICE, setting=SETTING):
    return {
        "what": clinic.PAYMENT,
        "day": day,
        "kind": clinic.code("payment", kind),
        "amount": amount,
        "service": service,
        "setting": setting,
    }


def incident(kind, *, quarter=80, severity=3, setting=SETTING, repeated=0, open=0):  # noqa: A002
    return {
        "what": clinic.INCIDENT,
        "kind": clinic.code("incident", kind),
        "quarter": quarter,
        "severity": severity,
        "setting": setting,
        "repeated": repeated,
        "open": open,
    }


def put(folder, rows, *, year=2026, number=None, said=None, version=clinic.VERSION):
    """Somebody's share of a year; returns her number."""
    number = number or 1_000_000 + next(_NUMBERS)
    name = f"{number:016x}"
    cells = [
        tuple(number if column == "person" else row.get(column) for column, _ in clinic.COLUMNS)
        for row in (said or about(), *rows)
    ]
    kept = {shares.MARK: str(version), shares.OWNER: name, shares.DIGEST: "none"}
    shares.write(folder, year, name, clinic.COLUMNS, cells, kept)
    return number
