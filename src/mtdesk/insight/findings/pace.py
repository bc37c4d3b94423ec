"""Rules about the last seven days' sessions: too little rest between them, too many heavy in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mtdesk.insight.findings.history import History, Slot
from mtdesk.insight.findings.limits import EDITORIAL, Limits, RuleWords
from mtdesk.model.finding import Finding
from mtdesk.model.period import human_day
from mtdesk.model.text import counted

_WINDOW = 7


def gaps(slots: Iterable[Slot]) -> list[tuple[str, float]]:
    """(day, minutes) from the end of a session to the next one's start, within each day.

    Sessions without a known time, and those that overlap the one before, make no gap.
    """
    found, before = [], None  # type: tuple[list[tuple[str, float]], Slot | None]
    for slot in slots:
        if slot.started_at is None:
            continue
        if slot.ended_at is None:
            before = None  # nobody said how long it was
            continue
        if before and before.ended_at and before.local_date == slot.local_date:
            minutes = (slot.started_at - before.ended_at).total_seconds() / 60
            if minutes >= 0:
                found.append((slot.local_date, minutes))
        before = slot
    return found


def short_gaps(history: History, limits: Limits) -> Iterator[Finding]:
    """Sessions of the last 7 days begun less than 15 min after the one before ended.

    15 min of rest after a 45-60 min treatment let the muscles recover in one study (n = 30).
    """
    short = _short(history, limits)
    if len(short) < limits.gap_note:
        return
    least = min(minutes for _, minutes in short)
    yield GAPS.finding(
        limits,
        "note",
        f"{counted(len(short), 'session')} of the last 7 days began less than "
        f"{limits.gap_minutes} min after the one before, the closest after {least:.0f} min.",
        since=short[0][0],
        evidence={
            "short_gaps": len(short),
            "dates": [day for day, _ in short],
            "minutes": [minutes for _, minutes in short],
        },
        advice=f"See whether the calendar can leave {limits.gap_minutes} min free after each session.",
    )


def heavy_run(history: History, limits: Limits) -> Iterator[Finding]:
    """3 sessions of effort 6 or more one after another on a day, in the last 7 days.

    Editorial. Sessions without a known time are left out, for their place in the day is not known.
    """
    runs = [run for run in _runs(history, limits) if len(run) >= limits.heavy_row]
    if not runs:
        return
    longest = max(runs, key=lambda run: (len(run), run[0].local_date))
    estimated = sum(slot.estimated for slot in longest)
    where = human_day(longest[0].local_date, history.as_of)
    more = f", the longest of {len(runs)} such rows in 7 days" if len(runs) > 1 else ""
    guess = f" ({estimated} of their efforts estimated)" if estimated else ""
    yield HEAVY.finding(
        limits,
        "note",
        f"You gave {len(longest)} sessions of effort {limits.heavy_effort:g} or more one after "
        f"another, {where}{more}{guess}.",
        since=runs[0][0].local_date,
        evidence={
            "runs": len(runs),
            "longest": len(longest),
            "date": longest[0].local_date,
            "efforts": [slot.effort for slot in longest],
            "estimated": estimated,
        },
        advice="When you book, put a lighter session between two heavy ones.",
    )


def _recent(history: History) -> list[Slot]:
    first, last = history.since(_WINDOW), history.as_of.isoformat()
    timed = [
        (slot.local_date, slot.started_at, place, slot)
        for place, slot in enumerate(history.slots)
        if slot.started_at is not None and first <= slot.local_date <= last
    ]
    return [slot for *_, slot in sorted(timed, key=lambda one: one[:3])]


def _short(history: History, limits: Limits) -> list[tuple[str, float]]:
    return [gap for gap in gaps(_recent(history)) if gap[1] < limits.gap_minutes]


def _runs(history: History, limits: Limits) -> list[list[Slot]]:
    """The rows of heavy sessions, each within one day, oldest first; a row may be of one."""

    def row(slot: Slot) -> tuple[str, bool]:
        return slot.local_date, slot.effort is not None and slot.effort >= limits.heavy_effort

    return [list(slots) for (_, heavy), slots in groupby(_recent(history), row) if heavy]


def _gap_numbers(history: History, limits: Limits) -> Iterator[str]:
    known = gaps(_recent(history))
    short = _short(history, limits)
    yield f"{counted(len(known), 'rest')} between two sessions of a day known in the last 7 days"
    yield f"{len(short)} under {limits.gap_minutes} min: " + (
        ", ".join(f"{day} {minutes:.0f} min" for day, minutes in short) or "none"
    )


def _heavy_numbers(history: History, limits: Limits) -> Iterator[str]:
    heavy = _runs(history, limits)
    longest = max(map(len, heavy), default=0)
    yield f"{counted(sum(map(len, heavy)), 'session')} of effort {limits.heavy_effort:g} or more in the last 7 days"
    yield f"the most one after another: {longest}"


def _gap_near(history: History, limits: Limits) -> str | None:
    return f"short rests {len(_short(history, limits))} of {limits.gap_note}"


def _heavy_near(history: History, limits: Limits) -> str | None:
    longest = max(map(len, _runs(history, limits)), default=0)
    return f"heavy sessions in a row {longest} of {limits.heavy_row}"


GAPS = RuleWords(
    rule="short_gaps",
    about="do your hands rest between two sessions?",
    formula="start of a session - end of the one before it on the same day, last 7 days",
    thresholds=("gap_minutes", "gap_note"),
    source=(
        "One study of 30 people, known from its abstract: 15 min of rest after 45-60 min of "
        "massage let the muscles recover; how many: our choice, no study"
    ),
    caveats="Only sessions whose time is known count; an overlap is no gap.",
    numbers=_gap_numbers,
    near=_gap_near,
)
HEAVY = RuleWords(
    rule="heavy_run",
    about="do heavy sessions follow one another?",
    formula="sessions of a day one after another, each of effort 6 or more, last 7 days",
    thresholds=("heavy_effort", "heavy_row"),
    source=f"Efforts as you gave them, or estimated from your earlier sessions; {EDITORIAL}",
    caveats="Only sessions whose time is known count; estimated efforts are named.",
    numbers=_heavy_numbers,
    near=_heavy_near,
)
