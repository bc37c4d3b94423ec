"""Incidents in words: the list, the guide, what to think of right after one was recorded, patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mtdesk.desk.incidents.recording import Guide
from mtdesk.insight.incidents import ENOUGH, Gathered, Patterns, StandsOut
from mtdesk.model.incidents import QUESTIONS, Draft, FollowUp, Incident
from mtdesk.model.money import Currency
from mtdesk.model.period import days_of_month
from mtdesk.model.series import Behind, Line, Series
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, worded
from mtdesk.say.document import document
from mtdesk.say.incidents.record import NONE

NO_DRAFT = "No record is left unfinished."
HEADS = ("day", "kind", "severity", "client", "follow-up")

DRAFT = ("id", "begun_at", "changed_at", ("answers", dict))

# Where nobody can make a claim on her insurance by the kind alone.
_NO_CLAIM = frozenset({
    "no-show", "late cancel", "late arrival", "non-payment", "chargeback",
    "refused because of gender", "employer mistreatment",
})  # fmt: skip
_MAY_END = frozenset({
    "sexual remark", "sexual touch", "solicitation", "exposure", "physical violence", "threat",
    "stalking or off-hours contact",
})  # fmt: skip
_WRITTEN = frozenset({
    "non-payment", "chargeback", "review threat", "stalking or off-hours contact", "threat",
    "solicitation", "false accusation", "employer mistreatment",
})  # fmt: skip


def next_steps(incident: Incident) -> list[str]:
    """What to think of now, by its kind, a sentence each: reminders, never legal advice."""
    steps = []
    if incident.kind in _MAY_END:
        steps.append("You may end a session like this at once; you owe no explanation.")
        steps.append("If you go to the police, note the report's number.")
    if incident.kind not in _NO_CLAIM or incident.injury_to_client or incident.injury_to_me:
        steps.append("Tell your insurer at once, even when nobody claims anything.")
        steps.append("Late notice can void cover. Admit no fault and offer no refund.")
    if incident.kind in _WRITTEN:
        steps.append("Keep the messages and letters: add them as evidence.")
    if incident.kind in _MAY_END:
        steps.append("The client's name is confidential, also when you warn colleagues.")
    return steps


def again_words(follow_up: FollowUp) -> str:
    return f"To be looked at again on {follow_up.due_on}: {follow_up.what}"


# -- the list


def incident_cells(incident: Incident, day: Callable[[str], str] = str) -> tuple[str, ...]:
    """What stands under HEADS; `day` is how a day is said."""
    planned = None if incident.withdrawn else incident.next_follow_up
    return (
        day(incident.local_date),
        incident.kind,
        str(incident.severity),
        incident.client or "",
        day(planned.due_on) if planned else "",
    )


def draft_cells(draft: Draft, day: Callable[[str], str] = str) -> tuple[str, ...]:
    """The same of a record that is not finished; nothing of it is recorded yet."""
    said = draft.answers
    kind = said.get("kind") or "not said yet"
    severity, client = said.get("severity", ""), said.get("client", "")
    return (day(draft.begun_at[:10]), kind, severity, client, "unfinished")


def incidents_listing(found: Sequence[Incident]) -> Listing:
    """With their numbers, and those that were withdrawn marked."""
    rows = (
        (str(each.id), *incident_cells(each), "withdrawn" if each.withdrawn else "")
        for each in found
    )
    return Listing(heads=("id", *HEADS, ""), rows=tuple(rows), right=(0, 3))


def drafts_listing(found: Sequence[Draft]) -> Listing:
    rows = (
        (
            str(each.id),
            each.begun_at[:16].replace("T", " "),
            each.answers.get("kind", ""),
            each.answers.get("client", ""),
            f"{len(QUESTIONS) - len(each.open)} of {len(QUESTIONS)}",
        )
        for each in found
    )
    return Listing(
        heads=("draft", "begun", "kind", "client", "asked"), rows=tuple(rows), right=(0,)
    )


def incidents_counted(found: Sequence[Incident]) -> str:
    """`3 incidents, 1 of them withdrawn`; nothing for none."""
    if not found:
        return ""
    withdrawn = sum(each.withdrawn for each in found)
    marked = f", {withdrawn} of them withdrawn" if withdrawn else ""
    return f"{counted(len(found), 'incident')}{marked}"


def drafts_counted(found: Sequence[Draft]) -> str:
    """`2 records are unfinished`; nothing for none."""
    count = len(found)
    return f"{counted(count, 'record')} {worded(count, 'is', 'are')} unfinished" if count else ""


# -- the guide


def place_words(guide: Guide) -> str:
    """`5 of 17`: how far it has come."""
    return "the end" if guide.is_at_end else f"{guide.place + 1} of {len(QUESTIONS)}"


def open_words(draft: Draft) -> str:
    count = len(draft.open)
    if not count:
        return "every question was asked"
    return f"{counted(count, 'question')} {worded(count, 'is', 'are')} left"


NOT_SAID = "not said"
FEW = "too few"
WHOLE = 5  # a scale that ends here or above is in whole numbers

_COUNTED = (
    "count", "first", "last", "severity_most", "lost_minor", "lost_unknown", "sessions",
    "per_100_sessions",
)  # fmt: skip
_GATHERED = ("key", *_COUNTED)
PATTERNS = (
    "count", "withdrawn", "first", "last", "sessions", "lost_minor", "lost_unknown",
    ("by_kind", _GATHERED), ("by_client", (*_GATHERED, "client=name")), ("by_setting", _GATHERED),
    ("by_workplace", _GATHERED), ("by_weekday", ("key=name", *_COUNTED)), ("by_hour", _GATHERED),
    "hours_unknown", ("by_quarter", ("key", "count", "by_severity", "severity_mean")),
)  # fmt: skip


def patterns_document(found: Patterns) -> dict[str, Any]:
    return {**document(found, PATTERNS), "stands_out": list(stands_out(found))}


def pattern_words(found: Patterns, currency: Currency) -> Iterator[str]:
    """How many in which time, what they cost, what stands out."""
    withdrawn = f"; {found.withdrawn} withdrawn, left out" if found.withdrawn else ""
    if not found.count:
        yield f"{NONE}{withdrawn}. When one happens: mtdesk incident add"
        return
    count = counted(found.count, "incident")
    days = found.first if found.first == found.last else f"{found.first} to {found.last}"
    yield f"{count}, {days}, beside {counted(found.sessions, 'done session')}{withdrawn}."
    lost = "unknown" if found.lost_minor is None else currency.format(found.lost_minor)
    unsaid = f" ({found.lost_unknown} did not say)" if found.lost_unknown else ""
    yield f"Income lost: {lost}{unsaid}."
    yield from (f"{sentence}." for sentence in stands_out(found))
    yield f"Counts of what was recorded; a rate stands from {ENOUGH} incidents on."


def stands_out(found: Patterns) -> Iterator[str]:
    """In her own counts: a client who comes back, a rate twice that of the whole."""
    for each in found.repeated:
        yield f"{each.name}: {counted(each.count, 'incident')}, {each.first} to {each.last}"
    for high in found.standing_out:
        here = high.here
        yield (
            f"{here.count} of {high.of} {_where(high)}: {here.count} in "
            f"{counted(here.sessions or 0, 'session')}, {_rate(here)} in 100; "
            f"{high.per_100_in_all:.1f} in all"
        )


def _where(high: StandsOut) -> str:
    if high.by == "hour":
        return f"in sessions begun from {high.here.key}:00 to {high.here.key}:59"
    label = _label(high.by, high.here)
    return f"on {label}s" if high.by == "weekday" else f"at {label}"


def pattern_tables(found: Patterns, currency: Currency) -> Iterator[tuple[str, Listing]]:
    """By kind with the income lost, client, place, weekday, hour, and severity by quarter."""
    if not found.count:
        return
    lost = tuple(_lost(each, currency) for each in found.by_kind)
    yield "by kind", _gathered("kind", found.by_kind, ("last",), ("income lost", lost))
    yield "by client", _gathered("client", found.by_client, ("first", "last"))
    if any(each.key for each in found.by_setting):
        yield "by setting", _gathered("setting", found.by_setting, ("last",))
    yield "by workplace", _rates("workplace", found.by_workplace)
    yield "by weekday", _rates("weekday", found.by_weekday)
    unknown = f", {found.hours_unknown} without a known hour" if found.hours_unknown else ""
    worked = [each for each in found.by_hour if each.count or each.sessions]
    yield f"by hour the session began{unknown}", _rates("hour", worked)
    yield (
        "severity by quarter",
        Listing(
            heads=("quarter", "incidents", "1", "2", "3", "4", "5", "mean"),
            rows=tuple(
                (
                    each.key,
                    str(each.count),
                    *(str(number) if number else "·" for number in each.by_severity),
                    "" if each.severity_mean is None else f"{each.severity_mean:.1f}",
                )
                for each in found.by_quarter
            ),
            right=(1, 2, 3, 4, 5, 6, 7),
        ),
    )


def _gathered(
    head: str,
    rows: Sequence[Gathered],
    days: tuple[str, ...],
    more: tuple[str, tuple[str, ...]] | None = None,
) -> Listing:
    """How many, how grave, when; `days` are first and last, `more` a column of figures."""
    cells = (
        (
            _label(head, each),
            str(each.count),
            f"{each.severity_most} of 5",
            *(getattr(each, day) or "" for day in days),
        )
        for each in rows
    )
    heads = (head, "incidents", "gravest", *days)
    if more is None:
        return Listing(heads=heads, rows=tuple(cells), right=(1,))
    name, column = more
    whole = tuple((*row, cell) for row, cell in zip(cells, column, strict=True))
    return Listing(heads=(*heads, name), rows=whole, right=(1, len(heads)))


def _rates(head: str, rows: Sequence[Gathered]) -> Listing:
    return Listing(
        heads=(head, "incidents", "sessions", "per 100"),
        rows=tuple(
            (
                _label(head, each),
                str(each.count) if each.count else "·",
                "" if each.key is None else f"{each.sessions or 0:,}",
                _rate(each),
            )
            for each in rows
        ),
        right=(1, 2, 3),
    )


def _label(by: str, each: Gathered) -> str:
    """A client as she is written, a weekday, an hour; anything else as it was said."""
    if each.key is None:
        return NOT_SAID
    if by == "hour":
        return f"{each.key:02}:00"
    name = str(each.name or each.key)
    return name.title() if by == "weekday" else name


def _rate(each: Gathered) -> str:
    if each.key is None or not each.count:
        return ""
    rate = each.per_100_sessions
    return FEW if rate is None else f"{rate:.1f}"


def _lost(each: Gathered, currency: Currency) -> str:
    if each.lost_minor is None:
        return "unknown"
    unsaid = f", {each.lost_unknown} unknown" if each.lost_unknown else ""
    return f"{currency.format(each.lost_minor)}{unsaid}"


def severity_by_quarter(found: Patterns) -> Series:
    """How many incidents a quarter brought, the graver ones apart."""
    grades = (("severity 1-2", (0, 1)), ("3", (2,)), ("4-5", (3, 4)))
    quarters = tuple(
        days_of_month(f"{each.key[:4]}-{3 * int(each.key[-1]) - 2:02}", months=3)
        for each in found.by_quarter
    )
    return Series(
        title="incidents by quarter",
        unit="",
        labels=tuple(f"{each.key[5:]} {each.key[2:4]}" for each in found.by_quarter),
        lines=tuple(
            Line(
                name,
                tuple(
                    float(sum(each.by_severity[place] for place in places))
                    for each in found.by_quarter
                ),
            )
            for name, places in grades
        ),
        kind="stacked",
        top=float(max(WHOLE, *(each.count for each in found.by_quarter), 0)),
        empty="no incident yet",
        behind=Behind("incidents", quarters),
    )
