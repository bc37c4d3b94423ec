"""A session as people say it: the echo after logging, the reading while typing, a line of its day."""

from __future__ import annotations

from datetime import date

from mtdesk.model.client import marked_standing
from mtdesk.model.period import WEEKDAYS, hours, human_day
from mtdesk.model.session import SHORT_GAP_MINUTES, gap_minutes
from mtdesk.model.text import counted, joined
from mtdesk.say.document import document
from mtdesk.say.sessions.money import ahead_words, collects_words, money_words
from mtdesk.say.unsaid import UNKNOWN, is_unsaid, minutes_words, short_minutes
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from mtdesk.desk.sessions import Draft, Logged
    from mtdesk.desk.sessions.proposals import Proposal
    from mtdesk.model.ledger.alike import Candidate
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session, Visit
    from mtdesk.model.table import Listing

SESSION = (
    "id", "started_at", "local_date", "client", "service", "purpose", "modality", "minutes",
    "price_minor", "effort", "effort_estimated", "pressure", "pain_before", "pain_after",
    "asked_feedback", "status", "workplace", "payer", "insurer", "tax_minor", "is_placed",
    "money_unknown", "note",
)  # fmt: skip

REDEMPTION = (
    "id", "redeemed_on", "amount_minor", "credit=credit_id", "kind", "session=session_id", "note",
)  # fmt: skip


def _payments(found: Sequence[Payment]) -> list[dict[str, Any]]:
    from mtdesk.say.ledger import PAYMENT  # the echo of a line needs none of it

    return [document(each, PAYMENT) for each in found]


LOGGED = (
    "id",
    "operation",
    ("session", SESSION),
    ("payments=visit.payments", _payments),
    ("redemptions=visit.redemptions", REDEMPTION),
    "credit_minor=draft.credit_minor",
    "used_ahead_minor=draft.takes_ahead_minor",
    "standing=draft.standing",
)
FIRST_STEP = "ana swedish 60m 90+15 card"


def logged_document(logged: Logged, currency: Currency) -> dict[str, Any]:
    said = {"currency": currency.code, **document(logged, LOGGED)}
    came = document(logged.visit, ("received_minor", "owed_minor"))
    said["session"] |= came if logged.visit.is_money_known else dict.fromkeys(came)
    said["settled"] = logged.id if logged.settled else None
    said["resembles"] = list(logged.draft.resembles)
    return said


# -- as understood, and as written


class Remark:
    """What else to know of a session; some of it warns."""

    def __init__(self, text: str, *, is_warning: bool = False) -> None:
        self.text, self.is_warning = text, is_warning


class Reading:
    """A line as understood or written, and what to know of it; `alarm` is what was agreed with them."""

    def __init__(self, words: str, remarks: tuple[Remark, ...] = (), alarm: str = "") -> None:
        self.words, self.remarks, self.alarm = words, remarks, alarm

    def after(self, *first: Remark) -> Reading:
        """The same with other remarks before its own."""
        return Reading(self.words, (*first, *self.remarks), self.alarm)


def understood(draft: Draft, currency: Currency, today: date) -> Reading:
    """A session as it would be written."""
    found = _reading(draft.visit, draft, currency, today, draft.takes_ahead_minor)
    if draft.is_new_client:
        like = f"; resembles {joined(draft.resembles)}" if draft.resembles else ""
        return found.after(Remark(f"new client{like}", is_warning=bool(like)))
    return found


def written(logged: Logged, currency: Currency, today: date) -> Reading:
    """A session as it now is, and what it makes of its day."""
    found = _reading(logged.visit, logged.draft, currency, today)
    said = [Remark("its booking is settled")] if logged.settled else []
    if logged.draft.resembles:
        said.append(
            Remark(f"a new client; resembles {joined(logged.draft.resembles)}", is_warning=True)
        )
    return found.after(*said)


def proposal_words(found: Proposal, currency: Currency, today: date) -> str:
    """What a proposal is taken from: `→ as last time, 12 Nov`."""
    if not found.day:
        return "→"
    day = human_day(found.day, today)
    menu = "" if found.menu_minor is None else f"; the menu says {currency.short(found.menu_minor)}"
    return f"→ {'as booked' if found.is_booked else 'as last time'}, {day}{menu}"


def _reading(
    visit: Visit, draft: Draft, currency: Currency, today: date, ahead_minor: int = 0
) -> Reading:
    is_past = draft.day_minutes > draft.limit_minutes
    remarks = (
        Remark(day_words(draft), is_warning=is_past),
        Remark(lighter_words(draft)),
        Remark(collects_words(visit, currency)),
        Remark(ahead_words(draft, currency)),
        Remark(credit_words(draft, currency)),
        Remark(overlap_words(draft), is_warning=True),
        Remark(twice_words(draft.looks_like, currency), is_warning=True),
    )
    return Reading(
        words=" · ".join(session_words(visit, currency, today, ahead_minor)),
        remarks=tuple(each for each in remarks if each.text),
        alarm=alarm_words(draft),
    )


def session_words(visit: Visit, currency: Currency, today: date, ahead_minor: int = 0) -> list[str]:
    """Every field as understood, each as its own words, in the order people say them.

    `ahead_minor` is what of the money paid ahead it would take.
    """
    session = visit.session
    parts = [session.client or "no client"]
    if session.service:
        parts.append(
            f"{session.service}, {session.purpose}" if session.purpose else session.service
        )
    if session.status != "done":
        parts.append(status_words(session))
    if session.minutes or is_unsaid(session):
        parts.append(minutes_words(session))
    parts += money_words(visit, ahead_minor, currency)
    if session.effort is not None:
        parts.append(f"effort {effort(session)}")
    if session.pressure is not None:
        parts.append(f"pressure {session.pressure}")
    if session.pain_before is not None or session.pain_after is not None:
        parts.append(f"pain {_known(session.pain_before)} → {_known(session.pain_after)}")
    if session.asked_feedback:
        parts.append("feedback asked")
    if session.workplace:
        parts.append(f"at {session.workplace}")
    day = human_day(session.local_date, today)
    parts.append(f"{day} {session.clock}" if session.started_at else day)
    if session.note:
        parts.append(f"“{session.note}”")
    return parts


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


def lighter_words(draft: Draft) -> str:
    """Where a booking costs least: `Wed costs least that week: 2 h as booked, 12:15 after Ana`."""
    found = draft.lighter
    if found is None:
        return ""
    weekday = WEEKDAYS[found.day.weekday()].title()
    after = f" after {found.after}" if found.after else ""
    at = f", {found.at:%H:%M}{after}" if found.at else ""
    return f"{weekday} costs least that week: {hours(found.minutes)} as booked{at}"


def credit_words(draft: Draft, currency: Currency) -> str:
    """What the client's packages and gift cards hold after it; empty when there are none."""
    if draft.credit_minor is None:
        return ""
    left = draft.credit_sessions
    held = currency.format(draft.credit_minor)
    count = "" if left is None else f" ({counted(left, 'session')})"
    return f"{draft.session.client} has {held}{count} of credit left"


def overlap_words(draft: Draft) -> str:
    """A warning when another session stands at the same time; empty otherwise."""
    if not draft.overlaps:
        return ""
    other = draft.overlaps[0]
    return f"overlaps {other.client or 'a session'} at {other.clock}; the minutes of both count"


def twice_words(like: Candidate | None, currency: Currency) -> str:
    """A warning when a file brought money like it; empty otherwise."""
    return f"looks like {like.words(currency)}, which a file brought" if like is not None else ""


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


def removed_words(session: Session) -> str:
    return f"{session.client or 'the session'}, {minutes_words(session)}"


def remove_question(session: Session, today: date) -> str:
    """What is asked before a session goes."""
    who = session.client or session.service or "this session"
    when = human_day(session.local_date, today)
    return f"Remove {who}, {minutes_words(session)}, {when}? Its payments go with it."


# -- one part of it


def status_words(session: Session) -> str:
    """`no-show`, as it is typed."""
    return session.status.replace("_", "-")


def effort(session: Session) -> str:
    """`6.5`; an estimate bears a mark."""
    if session.effort is None:
        return ""
    return f"{'~' if session.effort_estimated else ''}{session.effort:g}"


def pain(session: Session) -> str:
    """`7→3`; a side that was not said is a question mark, and neither is nothing."""
    sides = (session.pain_before, session.pain_after)
    return "" if sides == (None, None) else "→".join(map(_known, sides))


def _known(pain: int | None) -> str:
    return "?" if pain is None else str(pain)


# -- lists


def sessions_listing(found: Sequence[Session], currency: Currency) -> Listing:
    from mtdesk.model.table import Listing  # the echo of a line is no table

    return Listing(
        heads=("id", "day", "time", "client", "service", "min", "price", "effort", "note"),
        rows=tuple((str(each.id), *session_row(each, currency), each.note) for each in found),
        right=(0, 5, 6, 7),
    )


def session_row(session: Session, currency: Currency) -> tuple[str, ...]:
    """Day, time, client, service, minutes or what became of it, price, effort."""
    return (
        session.local_date,
        session.clock,
        session.client or "",
        session.service or session.modality or "",
        _minutes_or_status(session),
        _price(session, currency),
        effort(session),
    )


def _price(session: Session, currency: Currency) -> str:
    if session.price_minor is not None:
        return currency.format(session.price_minor)
    return UNKNOWN if session.money_unknown else ""


def _minutes_or_status(session: Session) -> str:
    """`60`, `60 booked`, `no-show`; `unknown` where nobody said how long it was."""
    minutes = UNKNOWN if session.minutes is None else str(session.minutes)
    if session.status == "done":
        return minutes
    status = status_words(session)
    return f"{minutes} {status}" if session.status == "booked" else status


def day_line(visit: Visit, currency: Currency) -> dict[str, str]:
    """One visit of a day as texts by the column they stand in; what is estimated bears `~`."""
    session = visit.session
    money = currency.short(session.price_minor) if session.price_minor else ""
    if session.price_minor == 0:
        money = "free"
    if session.money_unknown:
        money = f"money {UNKNOWN}"
    if visit.tip_minor:
        money = f"{money} + {currency.short(visit.tip_minor)}".strip()
    status = f"owes {currency.short(visit.owed_minor)}" if visit.owed_minor else ""
    if session.status != "done":
        status = status_words(session)
    hard = effort(session)
    return {
        "time": session.clock or "  –  ",
        "client": session.client or "no client",
        "service": session.service or session.modality or "",
        "minutes": short_minutes(session),
        "money": money,
        "effort": hard.replace("~", "~e") if "~" in hard else f"e{hard}" if hard else "",
        "pain": pain(session),
        "status": status,
        "note": " ".join(session.note.split()),
    }


def gap_words(before: Session, session: Session) -> str:
    """`10 min between` two done sessions, where that is too short; empty otherwise."""
    gap = gap_minutes(before, session)
    if gap is None or gap >= SHORT_GAP_MINUTES:
        return ""
    return "overlap" if gap < 0 else f"{gap} min between"


NONE_THAT_DAY = "No sessions that day."


def none_listed(status: str | None) -> str:
    """Where a list of sessions is empty."""
    if status:
        return f"No sessions there that are {status}."
    return f"No sessions there. Log one: mtdesk log {FIRST_STEP}"


# -- as typed again


def as_typed(visit: Visit, currency: Currency) -> dict[str, str]:
    """The fields of a session as they would be typed; an estimated effort is left for her to say."""
    session = visit.session
    sides = "-".join(map(_known, (session.pain_before, session.pain_after)))
    return {
        "client": session.client or "",
        "service": session.service or "",
        "minutes": str(session.minutes or ""),
        "on": session.local_date,
        "at": "" if session.is_placed else session.clock,
        "status": status_words(session),
        "price": "" if session.price_minor is None else currency.plain(session.price_minor),
        "tip": currency.plain(visit.tip_minor) if visit.tip_minor else "",
        "method": visit.method or ("insurance" if session.payer == "insurer" else ""),
        "tax": currency.plain(session.tax_minor) if session.tax_minor else "",
        "effort": "" if session.effort_estimated else effort(session),
        "pressure": "" if session.pressure is None else str(session.pressure),
        "pain": "" if sides == "?-?" else sides,
        "workplace": session.workplace or "",
        "note": session.note,
    }
