"""The rows of money of a month, and its tips: what stands in their lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtdesk.insight.year.report import Entry
from mtdesk.model.ledger.payment import GIVEN_BACK
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, Period
from mtdesk.model.profile import Profile
from mtdesk.model.session import Visit
from mtdesk.model.text import counted, joined
from mtdesk.say.sessions.money import NOT_SAID

ROW_HEADS = ("day", "kind", "amount", "how", "who", "what")
TIP_HEADS = ("day", "client", "service", "price", "tip", "how")


def month_words(month: Period) -> str:
    """`Nov 2026`."""
    return f"{MONTHS[month.start.month - 1]} {month.start.year}"


def entry_row(
    row: Entry, names: Mapping[int | None, str], currency: Currency, profile: Profile
) -> tuple[str, ...]:
    """Day, kind, amount, method, client, what: of a drive its distance stands for an amount."""
    kind = profile.words(row.kind) if row.source == "expense" else row.kind.replace("_", " ")
    amount = "" if row.amount is None else currency.format(_signed(row))
    if row.source == "trip":
        kind, amount = "drive", f"{(row.distance or 0) / 10:g} {row.unit}"
    return row.date, kind, amount, row.method or "", names.get(row.client, ""), row.what


def rows_words(rows: Sequence[Entry], currency: Currency) -> str:
    """How many there are of each kind, and what they come to."""
    if not rows:
        return "No money moved in this month."
    came = sum(_signed(each) for each in rows if each.source == "payment")
    went = sum(each.amount or 0 for each in rows if each.source == "expense")
    said = [f"{counted(len(rows), 'row')}", f"{currency.format(came)} came in"]
    return " · ".join([*said, *([f"{currency.format(went)} was spent"] if went else [])])


def _signed(row: Entry) -> int:
    """What it adds to what came in, or to what was spent."""
    amount = row.amount or 0
    return -amount if row.kind in GIVEN_BACK else amount


# -- tips


def tip_row(visit: Visit, currency: Currency) -> tuple[str, ...]:
    session = visit.session
    tips = [each for each in visit.payments if each.kind == "tip"]
    return (
        session.local_date,
        session.client or "",
        session.service or session.modality or "",
        "" if session.price_minor is None else currency.format(session.price_minor),
        currency.format(visit.tip_minor) if visit.tip_minor else "–",
        joined(list(dict.fromkeys(each.method or NOT_SAID for each in tips))),
    )


def tips_words(visits: Sequence[Visit], all_tips_minor: int, currency: Currency) -> str:
    """`$235.00 of tips, with 14 of 61 sessions: card $200.00, cash $35.00`; those of no session beside."""
    if not visits and not all_tips_minor:
        return "No session was done in this month."
    ways: dict[str, int] = {}
    for payment in (each for visit in visits for each in visit.payments if each.kind == "tip"):
        way = payment.method or NOT_SAID
        ways[way] = ways.get(way, 0) + payment.amount_minor
    with_one = sum(1 for each in visits if each.tip_minor)
    listed = ", ".join(f"{way} {currency.format(minor)}" for way, minor in ways.items())
    total = currency.format(sum(ways.values()))
    said = f"{total} of tips, with {with_one} of {counted(len(visits), 'session')}"
    apart = all_tips_minor - sum(ways.values())
    beside = f"; received in this month in all {currency.format(all_tips_minor)}" if apart else ""
    return f"{said}{': ' if listed else ''}{listed}{beside}"
