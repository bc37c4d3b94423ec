"""A client's page in words, the same for the command line and the dashboard.

The page is a list of blocks, the most important first. What else there is to say of a client is a
block more in `page_blocks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mtdesk.desk.clients.page import ClientPage, ClientSummary
from mtdesk.insight import clients as insight
from mtdesk.insight.income import PER_LOAD, Missed
from mtdesk.insight.outcome import pain_change
from mtdesk.model.client import STANDINGS
from mtdesk.model.credit import Credit
from mtdesk.model.money import Currency
from mtdesk.model.period import human_day
from mtdesk.model.session import MONEY_UNKNOWN, Session
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, said_only
from mtdesk.say.clients.rows import drifting_words, every, often
from mtdesk.say.income import missed_counted
from mtdesk.say.medical.rows import function_lines, referral_lines
from mtdesk.say.unsaid import UNKNOWN, minutes_words

MEANINGFUL = "▼"  # beside the pain of a visit
WHAT_IT_MEANS = "a meaningful change: at least 2 points and 30 % less after the visit"


class Fact(NamedTuple):
    """A sentence and its label; `level` is act, watch, good, faint or empty."""

    label: str
    text: str
    level: str = ""


class Block(NamedTuple):
    """Facts that belong together; none, and it is not shown."""

    key: str
    facts: tuple[Fact, ...]


def page_blocks(page: ClientPage, currency: Currency, today: date) -> list[Block]:
    """Everything the page says, in its order; blocks with nothing to say are left out."""
    client = page.client
    plan = said_only(
        ("next step", client.next_step), ("complaint", client.complaint), ("goal", client.goal)
    )
    reached = " · ".join(each for each in (client.phone, client.email) if each)
    contact = said_only(
        ("legal name", client.legal_name or ""),
        ("born", client.born_on or ""),
        ("reached", reached),
        ("note", client.note),
    )
    blocks = [
        Block("standing", tuple(_standing(page, today))),
        Block("talk", tuple(_talk(page))),
        Block("plan", tuple(Fact(*line) for line in plan)),
        Block("referral", tuple(Fact(*line) for line in referral_lines(page.medical))),
        Block("visits", tuple(_visits(page, today))),
        Block("pain", tuple(_pain(page))),
        Block("function", tuple(Fact(*line) for line in function_lines(page.medical))),
        Block("money", tuple(_money(page, currency, today))),
        Block("strain", tuple(_strain(page, currency))),
        Block("missed", tuple(_missed(page, currency))),
        Block("contact", tuple(Fact(*line) for line in contact)),
    ]
    return [block for block in blocks if block.facts]


def visit_pain(session: Session) -> str:
    """`7→3▼` where the visit brought a meaningful change."""
    before, after = session.pain_before, session.pain_after
    if before is None and after is None:
        return ""
    sides = f"{'?' if before is None else before}→{'?' if after is None else after}"
    if before is None or after is None:
        return sides
    return f"{sides}{MEANINGFUL}" if pain_change(before, after).is_meaningful else sides


def reason_words(page: ClientPage, currency: Currency) -> list[str]:
    """Why a conversation is worth it, each reason in its numbers."""
    return [_REASONS[reason](page, currency) for reason in page.reasons]


def visits_listing(page: ClientPage) -> Listing:
    """The latest visits in order of time; what was missed or is to come says so in place of minutes."""
    return Listing(
        heads=("day", "service", "min", "pain", "note"),
        rows=tuple(
            (
                visit.local_date,
                visit.service or visit.modality or "",
                _minutes(visit),
                visit_pain(visit),
                visit.note,
            )
            for visit in page.sessions
        ),
        right=(2,),
    )


def _minutes(visit: Session) -> str:
    if visit.status != "done":
        return visit.status.replace("_", "-")
    return UNKNOWN if visit.minutes is None else str(visit.minutes)


def visit_words(visit: Session) -> str:
    """`Trigger point · 60 min · 7→3▼`; what was missed or is to come says so first."""
    parts = [
        visit.status.replace("_", "-") if visit.status != "done" else "",
        visit.service or visit.modality or "session",
        minutes_words(visit) if visit.status in {"done", "booked"} else "",
        MONEY_UNKNOWN if visit.money_unknown else "",
        visit_pain(visit),
    ]
    return " · ".join(part for part in parts if part)


def has_meaningful(visits: Iterable[Session]) -> bool:
    """Whether the mark has to be explained below these."""
    return any(visit_pain(each).endswith(MEANINGFUL) for each in visits)


# -- blocks


def _standing(page: ClientPage, today: date) -> Iterator[Fact]:
    client, incidents = page.client, page.summary.incidents
    if client.standing != "none":
        since = f", since {_day(client.standing_since, today)}" if client.standing_since else ""
        why = f": {client.standing_why}" if client.standing_why else ""
        yield Fact("! standing", f"{STANDINGS[client.standing]}{since}{why}", "act")
    if incidents.count:
        last = f"; the last {_day(incidents.last, today)}"
        level = "act" if (incidents.worst or 0) >= insight.GRAVE else "watch"
        yield Fact("▲ incidents", f"{_incidents_counted(page.summary)}{last}", level)


def _talk(page: ClientPage) -> Iterator[Fact]:
    if not page.reasons:
        return
    incidents = page.summary.incidents.count
    short = {
        "incidents": counted(incidents, "incident"),
        "missed": f"{page.missed_last_year} missed in 365 days",
        "per_load": "little income for the strain",
    }
    why = "; ".join(short[reason] for reason in page.reasons)
    yield Fact("● talk", f"worth a conversation: {why}", "watch")


def _visits(page: ClientPage, today: date) -> Iterator[Fact]:
    row = page.summary
    if row.outlook.kind == "needs_less" and row.pain is not None:
        less = drifting_words(row)
        yield Fact(
            "✓ outlook",
            f"needs you less: {less}, pain {row.pain.first:.2g} → {row.pain.last:.2g}",
            "good",
        )
    elif row.outlook.kind == "drifting":
        yield Fact("↓ outlook", f"drifting away: {drifting_words(row)}", "watch")
    if row.first_visit is None or row.last_visit is None:
        yield Fact("visits", "none yet; log one with the client's name in the line")
    else:
        yield Fact("visits", f"{counted(row.visits, 'visit')} since {_day(row.first_visit, today)}")
        if row.rhythm.usual_days is not None:
            usual = every(row.rhythm.usual_days)
            yield Fact("usually", f"{usual} (the last {row.rhythm.visits} visits)")
        since = row.rhythm.days_since or 0
        ago = f", {since} days ago" if since > 1 else ""
        yield Fact("last", f"{_day(row.last_visit, today)}{ago}")
    if page.next_booking is not None:
        booked = page.next_booking
        clock = f" {booked.started_at[11:16]}" if booked.started_at else ""
        yield Fact("next", f"booked {_day(booked.local_date, today)}{clock}")
    elif row.rhythm.expected is not None and row.outlook.kind != "gone":
        late = row.rhythm.expected < today
        word = "was expected" if late else "expected"
        yield Fact("next", f"{word} about {human_day(row.rhythm.expected, today)}, an estimate")
    if row.frequency is not None:
        found = row.frequency
        yield Fact(
            "a month",
            f"{found.base_per_month:.1f} at first, {often(found.recent_per_month)} now: "
            f"{found.base_visits} in 12 weeks from {_day(found.base_from.isoformat(), today)}, "
            f"{found.recent_visits} in the last 12",
        )


def _pain(page: ClientPage) -> Iterator[Fact]:
    trend = page.summary.pain
    if trend is None:
        return
    ends = (
        "first visit, last"
        if trend.visits == 1
        else f"first {trend.visits} visits, last {trend.visits}"
    )
    points, change = abs(trend.change.points), trend.change
    side = "less" if change.points > 0 else "more"
    moved = "no change"
    if change.points:
        percent = "" if change.percent is None else f" ({abs(change.percent):.0f} %)"
        moved = f"{points:.2g} points{percent} {side}"
    meaning = ", a meaningful change" if change.is_meaningful else ""
    if change.points > 0 and not meaning:
        meaning = ", short of 2 points and 30 %"
    floor = "; it began under 4, near the floor of the scale" if change.near_floor else ""
    yield Fact(
        "pain",
        f"{trend.first:.2g} → {trend.last:.2g} on coming ({ends}): {moved}{meaning}{floor}",
        "good" if change.is_meaningful else "",
    )


def _money(page: ClientPage, currency: Currency, today: date) -> Iterator[Fact]:
    row = page.summary
    share = f", {round(100 * page.tips_share)} % of it tips" if page.tips_share else ""
    ever = ""
    if page.received_ever_minor > row.received_minor:
        ever = f"; {currency.format(page.received_ever_minor)} in all"
    if page.received_ever_minor:
        yield Fact("income", f"{currency.format(row.received_minor)} in 365 days{share}{ever}")
    if page.outstanding_minor:
        visits = counted(page.outstanding_count, "visit")
        yield Fact("owed", f"{currency.format(page.outstanding_minor)} for {visits}", "watch")
    if page.paid_ahead_minor:
        yield Fact("paid ahead", currency.format(page.paid_ahead_minor))
    for credit in page.credits:
        yield Fact("credit", _credit(credit, currency, today))


def _credit(credit: Credit, currency: Currency, today: date) -> str:
    rest = f"{credit.words}: {currency.format(credit.unused_minor)} left"
    if credit.sessions_left is not None:
        rest += f", {credit.sessions_left} of {credit.sessions} sessions"
    if credit.is_expired(today.isoformat()):
        return f"{rest}, expired {_day(credit.expires_on, today)}"
    return f"{rest}, until {_day(credit.expires_on, today)}" if credit.expires_on else rest


def _strain(page: ClientPage, currency: Currency) -> Iterator[Fact]:
    row, yard = page.summary, page.yard
    if row.effort is not None and yard.effort is not None:
        about = "~" if row.effort_estimated else ""
        hers = "~" if yard.effort_estimated else ""
        yield Fact(
            "effort",
            f"{about}{row.effort:.1f} on average; with all clients {hers}{yard.effort:.1f}",
        )
    brings = _per_load(page, currency)
    if brings:
        yield Fact("strain", brings)


def _per_load(page: ClientPage, currency: Currency) -> str:
    brings, median = page.per_load_minor, page.yard.median_minor
    if brings is None or median is None:
        return ""
    about = "~" if page.summary.effort_estimated else ""
    return (
        f"{about}{currency.format(brings)} for {PER_LOAD} load; the median of "
        f"{page.yard.clients} clients is {currency.format(median)}"
    )


def _missed(page: ClientPage, currency: Currency) -> Iterator[Fact]:
    missed, row = page.missed, page.summary
    if not missed.count:
        return
    whole = row.visits + missed.count
    recent = ""
    if page.missed_last_year != missed.count:
        recent = f"; {page.missed_last_year} in 365 days"
    yield Fact(
        "missed", f"{missed.count} of {whole} appointments, {missed_counted(missed)}{recent}"
    )
    yield Fact("", _missed_cost(missed, currency))


def _missed_cost(missed: Missed, currency: Currency) -> str:
    fees = f"{currency.format(missed.fees_minor)} came in fees" if missed.fees_minor else "no fee"
    if missed.unpriced == missed.count:
        return f"what was not received is not known; {fees}"
    about = "~" if missed.estimated_minor else ""
    lost = f"{about}{currency.format(missed.not_received_minor)} not received"
    unknown = f", {missed.unpriced} without a known price" if missed.unpriced else ""
    return f"{lost}{unknown}; {fees}"


def _incidents_counted(row: ClientSummary) -> str:
    found = row.incidents
    if found.count == 1:
        return f"1 incident, {found.worst_kind}, severity {found.worst} of 5"
    return f"{found.count} incidents, the worst {found.worst_kind}, severity {found.worst} of 5"


_REASONS: dict[str, Callable[[ClientPage, Currency], str]] = {
    "incidents": lambda page, _: _incidents_counted(page.summary),
    "missed": lambda page, _: f"{page.missed_last_year} appointments missed in 365 days",
    "per_load": _per_load,
}


def _day(text: str | None, today: date) -> str:
    return human_day(text, today) if text else "on a day not known"
