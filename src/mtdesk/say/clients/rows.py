"""Clients as rows: what of each is seen at a glance, and what a list of them says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.charts import spark
from mtdesk.model.table import Listing
from mtdesk.model.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.desk.clients.summaries import ClientSummary
    from mtdesk.model.money import Currency

# What of a client is seen at a glance in a row, without a colour.
MARKS = {"incident": "▲", "standing": "!", "drifting": "↓", "needs_less": "✓", "credit": "¤"}
MEANINGS = {
    "▲": "incident",
    "!": "a standing is agreed",
    "↓": "drifting away",
    "✓": "needs you less",
    "¤": "credit left",
}
DRIFTING, TALK = "drifting", "talk"
CHOSEN_BY = {DRIFTING: "drifting away", TALK: "worth a conversation"}
_NOBODY = {
    DRIFTING: "Nobody is drifting away: everyone with a rhythm came, is booked, or needs less.",
    TALK: "No client's figures ask for a conversation.",
}


def listing(found: Iterable[ClientSummary], currency: Currency) -> Listing:
    """Rhythm, pain, money and strain of each."""
    heads = ("id", "name", "last visit", "visits", "missed", "rhythm", "pain", "a year", "effort")
    return Listing(
        heads=(*heads, ""),
        rows=tuple(
            (
                str(row.id),
                row.name,
                row.last_visit or "",
                str(row.visits),
                str(row.missed),
                rhythm(row),
                pain_arrow(row),
                currency.format(row.received_minor),
                effort_against(row),
                marks(row),
            )
            for row in found
        ),
        right=(0, 3, 4, 7, 8),
    )


def drifting_listing(found: Iterable[ClientSummary], currency: Currency) -> Listing:
    return Listing(
        heads=("id", "name", "last visit", "worth a year", "drifting away"),
        rows=tuple(
            (
                str(row.id),
                row.name,
                row.last_visit or "",
                currency.format(row.worth_minor or 0),
                drifting_words(row),
            )
            for row in found
        ),
        right=(0, 3),
    )


def nobody(search: str, chosen: str = "") -> str:
    """What an empty list says; nothing where there is no client at all."""
    if chosen and search:
        return f"Nobody whose name holds “{search}” is {CHOSEN_BY[chosen]}."
    if search:
        return f"No client's name holds “{search}”."
    return _NOBODY.get(chosen, "")


def how_many(
    found: Sequence[ClientSummary], search: str, chosen: str, currency: Currency, *, is_part: bool
) -> str:
    """`drifting away: 2 clients, worth $1,260 a year`; of all, the order they stand in."""
    clients = counted(len(found), "client")
    if not chosen:
        if is_part:
            return f"the {len(found)} with the latest session or booking; more below, or search"
        return f"{clients}, the latest session or booking first"
    of = f" whose name holds “{search}”" if search else ""
    worth = sum(each.worth_minor or 0 for each in found)
    money = f", worth {currency.whole(worth)} a year" if worth else ""
    return f"{CHOSEN_BY[chosen]}: {'the first ' if is_part else ''}{clients}{of}{money}"


def legend(found: Iterable[ClientSummary]) -> list[str]:
    """`▲ incident`, for each mark that is used."""
    used = "".join(map(marks, found))
    return [f"{mark} {words}" for mark, words in MEANINGS.items() if mark in used]


def rhythm(row: ClientSummary) -> str:
    """Visits a month, the last twelve."""
    return spark(row.by_month) if any(row.by_month) else ""


def marks(row: ClientSummary) -> str:
    """`▲↓¤`: what of a client is to be seen at a glance."""
    return "".join(
        MARKS[name]
        for name, holds in (
            ("incident", row.incidents.count),
            ("standing", row.client.standing != "none"),
            ("drifting", row.outlook.kind == "drifting"),
            ("needs_less", row.outlook.kind == "needs_less"),
            ("credit", row.credit_minor),
        )
        if holds
    )


def effort_against(row: ClientSummary) -> str:
    """`~+1.2` harder than her average; empty when it is not known."""
    if row.effort_against is None:
        return ""
    about = "~" if row.effort_estimated else ""
    more = round(row.effort_against, 1) + 0.0  # not -0.0
    return f"{about}{more:+.1f}".replace("-", "−")


def pain_arrow(row: ClientSummary) -> str:
    """`7→3`, the mean of the first visits that asked and of the last."""
    if row.pain is None:
        return ""
    return f"{round(row.pain.first)}→{round(row.pain.last)}"


def drifting_words(row: ClientSummary) -> str:
    """`no visit for 45 days, usually every 14`: what the judgement rests on."""
    parts = []
    if row.outlook.is_overdue and row.rhythm.usual_days is not None:
        parts.append(
            f"no visit for {row.rhythm.days_since} days, usually {every(row.rhythm.usual_days)}"
        )
    if row.outlook.is_fewer and row.frequency is not None:
        parts.append(
            f"{row.frequency.base_per_month:.1f} visits a month became "
            f"{often(row.frequency.recent_per_month)}"
        )
    return "; ".join(parts)


def every(days: float) -> str:
    return "every day" if days == 1 else f"every {days:g} days"


def often(per_month: float) -> str:
    return f"{per_month:.1f}" if per_month else "none"
