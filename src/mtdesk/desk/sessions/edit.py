"""A session changed field by field; what came in with it follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mtdesk.desk.opened import Opened
from mtdesk.desk.practice import vocabulary
from mtdesk.desk.sessions.draft import (
    Draft,
    drafted,
    exactly,
    with_effort,
    with_service,
)
from mtdesk.desk.sessions.received import at_its_workplace, check_tax, fee_kind, tip_of
from mtdesk.desk.sessions.when import began_at
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.entry.fields import read
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import (
    CREDIT_KINDS,
    NOT_PAID,
    OWED_WORDS,
    Payment,
    Redemption,
)
from mtdesk.model.rules import HAPPENED, ONLY_BOOKED
from mtdesk.model.session import Session, Visit
from mtdesk.store import clients, sessions

_OF_THE_SESSION = ("session", "cancellation_fee")  # kinds that follow its price and its status
_PLACED = {"workplace", "on", "at", "status"}  # what a workplace's terms hang on ...
_OF_THE_TERMS = {*_PLACED, "price", "minutes", "payer", "service"}  # ... and what its pay does


def edited(opened: Opened, session_id: int, fields: Mapping[str, str]) -> tuple[Draft, Visit]:
    """A session as it would be after an edit, and as it is. Writes nothing.

    A payment that covered the old price in full follows the new price; tip and method change the
    payments that came with the session.

    Raises:
        InvalidError: no such field, or no such value.
        RefusedError: the credit that paid for it stands against it.
    """
    known = vocabulary(opened)
    before = sessions.visit(opened.book, sessions.get(opened.book, session_id))
    was = before.session
    said = read(fields, known, opened.settings.zone, exactly(opened.book), status=was.status)
    session = _after(opened, was, said)
    if "effort" in said:
        session = with_effort(opened.book, session, said["effort"], known.services)
    elif {"service", "modality", "status"} & said.keys() and (
        was.effort_estimated or was.effort is None
    ):
        session = with_effort(opened.book, session, None, known.services)
    after = Visit(
        session=session,
        payments=tuple(_payments(before, session, said, known.today)),
        redemptions=_redemptions(opened, before, session, said),
    )
    # Whether what was to be paid ahead is there is asked of her credits too.
    client = None if session.client_id is None else clients.get(opened.book, session.client_id)
    is_prepay = client is not None and client.standing == "prepay" and not after.redemptions
    return drafted(opened, after, with_credit=is_prepay), before


def _after(opened: Opened, before: Session, said: Mapping[str, Any]) -> Session:
    session = before
    for field, value in said.items():
        if field == "service":
            session = with_service(session, value)
        elif field in {"at", "on"}:
            session = _moved(opened, session, field, value)
        elif field == "method":
            session = _paid_so(session, before, value)
        elif field != "tip":
            session = replace(session, **_attributes(field, value))
    if session.status != before.status and session.status == "done" and not session.minutes:
        raise InvalidError("minutes", "a done session needs them; add minutes=60")
    _refuse_ahead(opened, session, said)
    check_tax(session)
    if said.keys() & _OF_THE_TERMS and (session.payer == "workplace" or _PLACED & said.keys()):
        session = at_its_workplace(opened.book, session)
    return _checked_payer(session, said)


def _paid_so(session: Session, before: Session, method: str | None) -> Session:
    """Who owes it, as the way of paying says: insurance, unpaid and the like, or how money came."""
    if session.payer == "workplace" or method is None:
        return session
    if method == "insurance":
        return replace(session, payer="insurer")
    if before.payer == "insurer":
        return replace(session, payer="client", insurer=None)
    return session


def _checked_payer(session: Session, said: Mapping[str, Any]) -> Session:
    """Raises InvalidError: the payer named cannot owe it."""
    if said.get("payer") == "workplace" and session.due_minor is None:
        raise InvalidError(
            "payer",
            "a workplace owes by its terms: `mtdesk workplace terms NAME --collects workplace` "
            "says them, and the session's workplace and price must be known",
        )
    if said.get("insurer") and "payer" not in said:
        session = replace(session, payer="insurer")
    if session.payer != "insurer" and session.insurer is not None:
        session = replace(session, insurer=None)
    if session.payer != "workplace" and session.due_minor is not None:
        session = replace(session, due_minor=None)
    return session


def _attributes(field: str, value: Any) -> dict[str, Any]:
    """What a field is called in a session."""
    if field in {"client", "pain"}:
        both = ("client_id", "client") if field == "client" else ("pain_before", "pain_after")
        return dict(zip(both, value or (None, None), strict=True))
    if field == "workplace":
        return {"workplace_id": value and value.id, "workplace": value and value.name}
    if field == "tax":
        return {"tax_minor": value or 0}
    if field == "insurer":
        return {"insurer": value or None}
    names = {"price": "price_minor", "feedback": "asked_feedback"}
    return {names.get(field, field): value}


def _moved(opened: Opened, session: Session, field: str, value: Any) -> Session:
    """A session at another time or on another day."""
    day = date.fromisoformat(session.local_date)
    clock = datetime.fromisoformat(session.started_at).time() if session.started_at else None
    if field == "on":
        day = value
    else:
        given, clock = value or (None, None)
        day = given or day
    if field == "on" and session.is_placed:
        clock = None  # it told that day's sessions apart, and nothing of another day
    return replace(
        session,
        local_date=day.isoformat(),
        started_at=began_at(opened, day, clock),
        is_placed=False,
    )


def _refuse_ahead(opened: Opened, session: Session, said: Mapping[str, Any]) -> None:
    """Refuse an edit that puts what was done or missed into the future."""
    field = next((field for field in ("on", "at", "status") if field in said), None)
    if field is None or session.status not in HAPPENED:
        return
    now = opened.now()
    moment = datetime.fromisoformat(session.started_at or session.local_date)
    if (moment.date(), moment.time()) > (now.date(), now.time()):
        when = (session.started_at or session.local_date)[:16].replace("T", " ")
        raise InvalidError(field, f"{when} {ONLY_BOOKED}")


# -- what came in with it


def _payments(
    before: Visit, session: Session, said: Mapping[str, Any], today: date
) -> list[Payment]:
    is_anothers = session.client_id != before.session.client_id
    kept = [each for each in before.payments if not (each.is_ahead and is_anothers)]
    was, kind = before.session, fee_kind(session.status)
    day = min(session.local_date, today.isoformat())  # what comes for a booking came by today
    if "price" in said:
        kept = [
            replace(each, amount_minor=session.price_minor or 0)
            if each.kind in _OF_THE_SESSION and each.amount_minor == was.price_minor
            else each
            for each in kept
        ]
        kept = [each for each in kept if each.amount_minor]
    if kind != fee_kind(was.status):
        kept = [replace(each, kind=kind) if each.kind in _OF_THE_SESSION else each for each in kept]
    if session.payer == "workplace" and was.payer != "workplace":
        kept = [each for each in kept if each.is_ahead or each.kind not in _IN_FULL]
    if "tax" in said:
        kept = _with_tax(kept, was, session)
    if said.get("method") in OWED_WORDS:
        return _without(kept, before, said["method"])
    if "tip" in said:
        kept = _with_tip(kept, day, _tip_beside(before, said["tip"]))
    if "method" in said:
        kept = _with_method(kept, session, day, said["method"])
    if "on" in said:
        kept = [
            replace(each, received_on=day) if each.received_on == was.local_date else each
            for each in kept
        ]
    return kept


def _tip_beside(before: Visit, tip_minor: int | None) -> int:
    """What of a tip came beside the gift card that gave some of it.

    Raises:
        InvalidError: it gave more than that.
    """
    rest = (tip_minor or 0) - before.tip_of_credit_minor
    if rest < 0:
        raise InvalidError(
            "tip",
            f"a gift card gave more; `mtdesk credit give-back {before.session.id}` comes first",
        )
    return rest


def _with_tip(kept: list[Payment], day: str, tip_minor: int | None) -> list[Payment]:
    old = next((each for each in kept if each.kind == "tip"), None)
    others = [each for each in kept if each.kind != "tip"]
    if not tip_minor:
        return others
    if old is not None:
        return [*others, replace(old, amount_minor=tip_minor)]
    return [*others, tip_of(day, tip_minor, others[0].method if others else None)]


_IN_FULL = (*_OF_THE_SESSION, "sales_tax")


def _with_tax(kept: list[Payment], was: Session, session: Session) -> list[Payment]:
    """Sales tax that was paid with it follows; of a session that was not, it is owed."""
    paid = [each for each in kept if each.kind == "sales_tax"]
    if len(paid) != 1 or paid[0].amount_minor != was.tax_minor:
        return kept
    others = [each for each in kept if each is not paid[0]]
    return (
        [*others, replace(paid[0], amount_minor=session.tax_minor)] if session.tax_minor else others
    )


def _without(kept: list[Payment], before: Visit, word: str) -> list[Payment]:
    """What is left once it is said that nothing came in: a part that the client paid beside an insurer.

    Raises:
        InvalidError: a tip stands as received.
    """
    if word == "insurance":
        is_part = before.open_minor > 0
        return [each for each in kept if is_part or each.kind not in _IN_FULL]
    if any(each.kind == "tip" for each in kept) and (word in NOT_PAID or word == "invoice"):
        raise InvalidError("method", f"a tip came in, and {word} says that nothing did; add tip=")
    return [each for each in kept if each.kind not in _IN_FULL]


def _with_method(
    kept: list[Payment], session: Session, day: str, method: str | None
) -> list[Payment]:
    """All that came in came so; where nothing for the session had, its price did."""
    if method in CREDIT_KINDS:
        raise InvalidError("method", f"a credit is used with `mtdesk credit redeem {session.id}`")
    kind = fee_kind(session.status)
    is_hers = session.payer != "workplace"
    has_paid = any(each.kind in _OF_THE_SESSION for each in kept)
    if session.price_minor and method and is_hers and not has_paid:
        kept = [*kept, Payment(received_on=day, kind=kind, amount_minor=session.price_minor)]
        if session.tax_minor:
            tax = Payment(received_on=day, kind="sales_tax", amount_minor=session.tax_minor)
            kept = [*kept, tax]
    return [replace(each, method=method) for each in kept]


def _redemptions(
    opened: Opened, before: Visit, session: Session, said: Mapping[str, Any]
) -> tuple[Redemption, ...]:
    """The credit used for it, as it follows the edit."""
    if not before.redemptions:
        return ()
    from mtdesk.desk.credits.take import followed

    if "method" in said:
        raise RefusedError(
            f"session {session.id} was paid from a credit; "
            f"`mtdesk credit give-back {session.id}` comes first"
        )
    return tuple(followed(opened.book, before.session, session, before.redemptions))
