"""A session as one line of words: the echo after logging, and the reading while typing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.model.client import marked_standing
from mtdesk.model.period import WEEKDAYS, hours, human_day
from mtdesk.model.session import owed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from mtdesk.desk.sessions import Draft
    from mtdesk.model.ledger import Payment, Redemption
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session


def session_words(
    session: Session,
    payments: Iterable[Payment],
    currency: Currency,
    today: date,
    redemptions: Iterable[Redemption] = (),
) -> list[str]:
    """Every field as understood, each as its own words, in the order people say them."""
    parts = [session.client or "no client"]
    if session.service:
        parts.append(
            f"{session.service}, {session.purpose}" if session.purpose else session.service
        )
    if session.status != "done":
        parts.append(session.status.replace("_", "-"))
    if session.minutes:
        parts.append(f"{session.minutes} min")
    parts += _money_words(session, list(payments), list(redemptions), currency)
    if session.effort is not None:
        mark = "~" if session.effort_estimated else ""
        parts.append(f"effort {mark}{session.effort:g}")
    if session.pressure is not None:
        parts.append(f"pressure {session.pressure}")
    if session.pain_before is not None or session.pain_after is not None:
        parts.append(f"pain {_known(session.pain_before)} → {_known(session.pain_after)}")
    if session.asked_feedback:
        parts.append("feedback asked")
    if session.workplace:
        parts.append(f"at {session.workplace}")
    day = human_day(date.fromisoformat(session.local_date), today)
    parts.append(f"{day} {session.started_at[11:16]}" if session.started_at else day)
    if session.note:
        parts.append(f"“{session.note}”")
    return parts


def _money_words(
    session: Session, payments: list[Payment], redemptions: list[Redemption], currency: Currency
) -> list[str]:
    tips = sum(payment.amount_minor for payment in payments if payment.kind == "tip")
    words = []
    if session.price_minor == 0:
        words.append("free")
    elif session.price_minor is not None:
        words.append(currency.format(session.price_minor))
    if tips:
        tip = f"{currency.format(tips)} tip"
        words = [f"{words[0]} + {tip}"] if words else [tip]
    method = next((payment.method for payment in payments if payment.method), None)
    if method:
        words.append(method)
    for kind in dict.fromkeys(redemption.kind or "gift_card" for redemption in redemptions):
        words.append(f"from {kind.replace('_', ' ')}")
    if open_minor := owed(session, payments, redemptions):
        words.append(f"{currency.format(open_minor)} owed")
    return words


def day_words(draft: Draft) -> str:
    """What the session makes of its day: `Monday becomes 4 h 15 hands-on, past your 4 h`."""
    session = draft.session
    if session.status not in {"done", "booked"}:
        return ""
    how = "as booked" if session.status == "booked" else "hands-on"
    weekday = WEEKDAYS[date.fromisoformat(session.local_date).weekday()].title()
    past = ""
    if draft.day_minutes > draft.limit_minutes:
        past = f", past your {hours(draft.limit_minutes)}"
    return f"{weekday} becomes {hours(draft.day_minutes)} {how}{past}"


def credit_words(draft: Draft, currency: Currency) -> str:
    """What the client's packages and gift cards hold after it; empty when there are none."""
    if draft.credit_minor is None:
        return ""
    left = draft.credit_sessions
    counted = "" if left is None else f" ({left} session{'' if left == 1 else 's'})"
    return (
        f"{draft.session.client} has {currency.format(draft.credit_minor)}{counted} of credit left"
    )


def overlap_words(draft: Draft) -> str:
    """A warning when another session stands at the same time; empty otherwise."""
    if not draft.overlaps:
        return ""
    other = draft.overlaps[0]
    clock = other.started_at[11:16] if other.started_at else ""
    return f"overlaps {other.client or 'a session'} at {clock}; the minutes of both count"


def alarm_words(draft: Draft) -> str:
    """What was agreed with the session's client, and what of it is not yet so; empty otherwise."""
    if draft.known is None or draft.known.standing == "none":
        return ""
    words = marked_standing(draft.known)
    if (
        draft.known.standing == "prepay"
        and draft.session.status == "booked"
        and not draft.is_paid_ahead
    ):
        words += "; nothing is paid ahead for this booking, and no credit covers it"
    return words


def _known(pain: int | None) -> str:
    return "?" if pain is None else str(pain)


def session_document(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "started_at": session.started_at,
        "local_date": session.local_date,
        "client": session.client,
        "service": session.service,
        "purpose": session.purpose,
        "modality": session.modality,
        "minutes": session.minutes,
        "price_minor": session.price_minor,
        "effort": session.effort,
        "effort_estimated": session.effort_estimated,
        "pressure": session.pressure,
        "pain_before": session.pain_before,
        "pain_after": session.pain_after,
        "asked_feedback": session.asked_feedback,
        "status": session.status,
        "workplace": session.workplace,
        "note": session.note,
    }


def pain(session: Session) -> str:
    """`7→3`; a side that was not said is a question mark, and neither is nothing."""
    sides = (session.pain_before, session.pain_after)
    if sides == (None, None):
        return ""
    return "→".join("?" if side is None else str(side) for side in sides)


def clock(session: Session) -> str:
    return session.started_at[11:16] if session.started_at else ""
