"""The neutral CSV files: sessions, expenses, incidents, check-ins.

Cells are taken as typed: nothing here was escaped by a vendor, and `=cold hands` is a note.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import Parser, digest
from mtdesk.exchange.readers.days import Instant
from mtdesk.exchange.readers.source import Format, ReaderContext
from mtdesk.model import rules
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.incidents import KINDS, Incident
from mtdesk.model.ledger.categories import names_of
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import NOT_PAID, Payment, method_of
from mtdesk.model.names import fold
from mtdesk.model.practice import PURPOSES
from mtdesk.model.session import STATUSES, Session
from mtdesk.model.wellbeing import GENERAL, CheckIn

_INSTEAD_OF = {"boundary": "other"}  # an incident's kind in our words; the rest hurt her


def _key(kind: str, own_id: str, when: str, content: str) -> str:
    """The name of a record for ever: by the file's own id, or by its content when it has none."""
    return f"{kind}:{own_id}@{when}" if own_id else f"{kind}:#{content}"


def _money(context: ReaderContext, rule: rules.Amount) -> Parser[int | None]:
    read = cells.amount(context.currency)

    def parse(cell: str, column: str) -> int | None:
        minor = read(cell, column)
        if minor is not None and minor < 0:
            raise InvalidError(
                column, "is negative; give the amount without its sign, or leave the row out"
            )
        return None if minor is None else rule.check(minor, context.currency, column)

    return parse


def _category(context: ReaderContext) -> Parser[tuple[str, str | None]]:
    """The key that a cell names, and its text; `other` where the profile knows none."""
    keys = {**names_of(context.categories), "mileage": "car_mileage"}

    def parse(cell: str, column: str) -> tuple[str, str | None]:
        text = cells.name(cell, column)
        return keys.get(fold(text or "").replace("_", " "), "other"), text

    return parse


def _one_of(choices: tuple[str, ...]) -> Parser[str | None]:
    def parse(cell: str, column: str) -> str | None:
        word = fold(cell).replace(" ", "_").replace("-", "_")
        if word and word not in choices:
            raise InvalidError(column, f"is none of {', '.join(choices)}")
        return word or None

    return parse


def _session_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "id": cells.text,
        "started at": context.moment(),
        "client": cells.name,
        "minutes": cells.given(cells.whole(rules.MISSED_MINUTES)),
        "modality": cells.name,
        "pressure": cells.whole(rules.PRESSURE),
        "effort": cells.number(rules.EFFORT),
        "fee": _money(context, rules.PRICE),
        "tip": _money(context, rules.TIP),
        "payment method": cells.name,
        "setting": cells.name,
        "pain before": cells.whole(rules.PAIN),
        "pain after": cells.whole(rules.PAIN),
        "note": cells.text,
        "purpose": _one_of(PURPOSES),
        "service": cells.name,
        "status": _one_of(STATUSES),
        "workplace": cells.name,
    }


def _session(
    context: ReaderContext,
    line: int,
    own_id: str,
    started: Instant,
    client: str | None,
    minutes: int,
    modality: str | None,
    pressure: int | None,
    effort: float | None,
    fee: int | None,
    tip: int | None,
    method: str | None,
    setting: str | None,
    pain_before: int | None,
    pain_after: int | None,
    note: str,
    purpose: str | None,
    service: str | None,
    status: str | None,
    workplace: str | None,
) -> Record:
    started_at = started.here
    status = status or ("done" if minutes else "no_show")
    if status == "done":
        rules.MINUTES.check(minutes, "minutes")
    if started_at >= context.today.isoformat():
        began = datetime.fromisoformat(started_at)
        rules.session_moment(began, status, context.now, "started at")
    session = Session(
        local_date=started_at[:10],
        minutes=minutes,
        started_at=started_at,
        client=client,
        service=service,
        workplace=workplace or setting,
        purpose=purpose,
        modality=modality,
        price_minor=fee,
        effort=effort,
        pressure=pressure,
        pain_before=pain_before,
        pain_after=pain_after,
        status=status,
        note=note,
    )
    content = digest(
        started.printed, client, minutes, modality, pressure, effort, fee, tip, method,
        session.workplace, pain_before, pain_after, note, purpose, service, status,
    )  # fmt: skip
    return Record(
        key=_key("sessions", own_id, started.printed, content),
        digest=content,
        line=line,
        session=session,
        payments=_received(session, tip, method),
    )


def _received(session: Session, tip: int | None, method: str | None) -> tuple[Payment, ...]:
    """The fee and the tip, when the session has taken place or was missed.

    `unpaid` and its like say that the fee is owed. A fee of what was called off is money only where
    a way of paying is said.
    """
    if session.status == "booked" or (session.status == "cancelled" and not method):
        return ()
    fee = session.price_minor
    if method_of(method or "") in NOT_PAID:
        if tip:
            raise InvalidError("tip", f"nothing came in, as {method} says, so no tip did")
        return ()
    if fee:
        paid = Payment(
            received_on=session.local_date,
            kind="session" if session.status == "done" else "cancellation_fee",
            amount_minor=fee,
            client=session.client,
            method=method,
        )
    if tip:
        thanks = Payment(
            received_on=session.local_date,
            kind="tip",
            amount_minor=tip,
            client=session.client,
            method=method,
            voluntary=True,
        )
        return (paid, thanks) if fee else (thanks,)
    return (paid,) if fee else ()


def _expense_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "id": cells.text,
        "date": context.day(),
        "category": _category(context),
        "vendor": cells.name,
        "amount": cells.given(_money(context, rules.SPENT)),
        "payment method": cells.name,
        "note": cells.text,
    }


def _expense(
    _context: ReaderContext,
    line: int,
    own_id: str,
    spent_on: str,
    category: tuple[str, str | None],
    vendor: str | None,
    amount: int,
    method: str | None,
    note: str,
) -> Record | Skipped:
    if not amount:
        return Skipped(line, "an expense of 0")
    key, called = category
    content = digest(spent_on, called, vendor, amount, method, note)
    return Record(
        key=_key("expenses", own_id, spent_on, content),
        digest=content,
        line=line,
        expense=Expense(
            spent_on=spent_on,
            category=key,
            amount_minor=amount,
            category_text=called if key == "other" else None,
            vendor=vendor,
            method=method,
            note=note,
        ),
    )


def _incident_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "id": cells.text,
        "occurred at": context.moment(),
        "kind": cells.given(cells.name),
        "body part": cells.text,
        "severity": cells.given(cells.whole(rules.THEIR_SEVERITY)),
        "days off": cells.whole(rules.DAYS_OFF),
        "session id": cells.text,
        "note": cells.text,
    }


def _incident(
    context: ReaderContext,
    line: int,
    own_id: str,
    occurred: Instant,
    kind: str,
    body_part: str,
    severity: int,
    days_off: int | None,
    session_id: str,
    note: str,
) -> Record:
    occurred_at = occurred.here
    rules.past_moment(datetime.fromisoformat(occurred_at), context.now, "occurred at")
    word = fold(kind)
    content = digest(occurred.printed, kind, body_part, severity, days_off, session_id, note)
    return Record(
        key=_key("incidents", own_id, occurred.printed, content),
        digest=content,
        line=line,
        # The start of that session's key: its instant is not known here.
        session_key=f"sessions:{session_id}@" if session_id else None,
        incident=Incident(
            occurred_at=occurred_at,
            local_date=occurred_at[:10],
            kind=word if word in KINDS else _INSTEAD_OF.get(word, "injury to me"),
            severity=(severity + 1) // 2,
            body_part=body_part,
            days_off=days_off,
            source_kind=kind,
            source_severity=severity,
            note=note,
        ),
    )


def _check_in_columns(context: ReaderContext) -> dict[str, Parser[Any]]:
    return {
        "id": cells.text,
        "date": context.day(),
        "fatigue": cells.number(rules.RATING),
        "pain": cells.whole(rules.RATING),
        "sleep hours": cells.number(rules.SLEEP),
        "mood": cells.number(rules.MOOD),
        "note": cells.text,
    }


def _check_in(
    _context: ReaderContext,
    line: int,
    own_id: str,
    checked_on: str,
    fatigue: float | None,
    pain: int | None,
    sleep_hours: float | None,
    mood: float | None,
    note: str,
) -> Record:
    content = digest(checked_on, fatigue, pain, sleep_hours, mood, note)
    return Record(
        key=_key("checkins", own_id, checked_on, content),
        digest=content,
        line=line,
        check_in=CheckIn(
            checked_on=checked_on,
            body=fatigue,
            mind=None if mood is None else (5 - mood) * 2.5,
            sleep_hours=sleep_hours,
            soreness={} if pain is None else {GENERAL: pain},
            note=note,
        ),
    )


FORMATS = (
    Format(
        name="sessions.csv",
        words="sessions with their fee and tip",
        required=frozenset({"started at", "minutes", "fee"}),
        columns=_session_columns,
        record=_session,
    ),
    Format(
        name="expenses.csv",
        words="expenses",
        required=frozenset({"date", "category", "amount"}),
        columns=_expense_columns,
        record=_expense,
    ),
    Format(
        name="incidents.csv",
        words="incidents and injuries",
        required=frozenset({"occurred at", "kind", "severity"}),
        columns=_incident_columns,
        record=_incident,
    ),
    Format(
        name="checkins.csv",
        words="check-ins: fatigue, pain, sleep, mood",
        required=frozenset({"date", "fatigue"}),
        columns=_check_in_columns,
        record=_check_in,
    ),
)
