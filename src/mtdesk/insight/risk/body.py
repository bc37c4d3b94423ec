"""Rules about her body: a place that stays sore, and not knowing."""

from __future__ import annotations

from mtdesk.insight.risk.history import EDITORIAL
from mtdesk.model.finding import Finding
from mtdesk.model.period import human_day
from mtdesk.model.wellbeing import GENERAL, SITES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.insight.risk.history import History, Limits

_SIDES = {"l": "left", "r": "right"}


def sore_site(history: History, limits: Limits) -> Iterator[Finding]:
    """A site at 4 or more on 3 check-ins in 14 days: one finding a site, most often hurt first.

    Editorial; the order of sites is how often practitioners report a disorder there (Jang 2006).
    """
    first, last = history.since(limits.sore_days), history.as_of.isoformat()
    recent = [asked for asked in history.check_ins if first <= asked.checked_on <= last]
    recent.sort(key=lambda asked: asked.checked_on)
    for site in (*SITES, GENERAL):
        sore = [asked for asked in recent if asked.soreness.get(site, 0) >= limits.sore_level]
        if len(sore) < limits.sore_times:
            continue
        yield Finding(
            rule="sore_site",
            level="watch",
            message=(
                f"{_site_words(site)} was at {limits.sore_level} or more on {len(sore)} of your "
                f"{len(recent)} check-ins of the last {limits.sore_days} days, "
                f"up to {max(asked.soreness[site] for asked in sore)}."
            ),
            since=sore[0].checked_on,
            evidence={
                "site": site,
                "times": len(sore),
                "check_ins": len(recent),
                "dates": [asked.checked_on for asked in sore],
                "ratings": [asked.soreness[site] for asked in sore],
                "limits": limits.only("sore_level", "sore_times", "sore_days"),
            },
            source=f"Your own ratings 0-10, not a validated instrument; {EDITORIAL}",
            advice=(
                "Notice which of your techniques ask most of this place, "
                "and let another part of you do some of that work."
            ),
        )


def no_check_in(history: History, limits: Limits) -> Iterator[Finding]:
    """No check-in for 14 days though she worked in them: how she is stays unknown, never fine.

    Editorial. Said no earlier than 14 days after the first session.
    """
    days = limits.check_in_days
    worked, last = len(history.last(days)), history.last_check_in
    if not worked or history.age() <= days or (last and (history.as_of - last).days < days):
        return
    before = f" (the last was {human_day(last, history.as_of)})" if last else ""
    yield Finding(
        rule="no_check_in",
        level="unknown",
        message=(
            f"You worked on {worked} of the last {days} days, and there is no check-in of them"
            f"{before}: how your body is doing is not known here."
        ),
        since=history.since(days),
        evidence={
            "worked_days": worked,
            "last_check_in": last.isoformat() if last else None,
            "limits": limits.only("check_in_days"),
        },
        source=f"Check-ins, counted; {EDITORIAL}",
        advice="When it suits you, two numbers are enough: mtdesk checkin body 3 mind 3.",
    )


def _site_words(site: str) -> str:
    """`thumb-r` → `Your right thumb`, `low-back` → `Your low back`."""
    if site == GENERAL:
        return "Soreness without a place"
    place, _, side = site.rpartition("-")
    if side in _SIDES:
        return f"Your {_SIDES[side]} {place}"
    return f"Your {site.replace('-', ' ')}"
