"""Patterns of incidents as words, tables and a chart, for the command line and the dashboard alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.insight.incidents import ENOUGH
from mtdesk.model.frozen import frozen
from mtdesk.model.period import WEEKDAYS
from mtdesk.model.series import Line, Series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mtdesk.insight.incidents import Gathered, Patterns

NOT_SAID = "not said"
FEW = "too few"
WHOLE = 5  # a scale that ends here or above is in whole numbers


@frozen
class Shown:
    """A table of texts under its heads; `right` names the columns of figures."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...]


def pattern_words(found: Patterns, money: Callable[[int], str]) -> Iterator[str]:
    """How many in which time, what they cost, what stands out."""
    withdrawn = f"; {found.withdrawn} withdrawn, left out" if found.withdrawn else ""
    if not found.count:
        yield f"No incident recorded{withdrawn}. When one happens: mtdesk incident add"
        return
    count = "1 incident" if found.count == 1 else f"{found.count} incidents"
    days = found.first if found.first == found.last else f"{found.first} to {found.last}"
    yield f"{count}, {days}, beside {found.sessions:,} done sessions{withdrawn}."
    lost = "unknown" if found.lost_minor is None else money(found.lost_minor)
    unsaid = f" ({found.lost_unknown} did not say)" if found.lost_unknown else ""
    yield f"Income lost: {lost}{unsaid}."
    yield from (f"{sentence}." for sentence in found.standing_out)
    yield f"Counts of what was recorded; a rate stands from {ENOUGH} incidents on."


def pattern_tables(found: Patterns, money: Callable[[int], str]) -> Iterator[Shown]:
    """By kind with the income lost, client, place, weekday, hour, and severity by quarter."""
    if not found.count:
        return
    yield Shown(
        title="by kind",
        heads=("kind", "incidents", "gravest", "last", "income lost"),
        rows=tuple(
            (
                str(each.key),
                str(each.count),
                f"{each.severity_most} of 5",
                each.last or "",
                _lost(each, money),
            )
            for each in found.by_kind
        ),
        right=(1, 4),
    )
    named = tuple(
        (
            found.names.get(each.key or "", NOT_SAID),
            str(each.count),
            f"{each.severity_most} of 5",
            each.first or "",
            each.last or "",
        )
        for each in found.by_client
    )
    heads = ("client", "incidents", "gravest", "first", "last")
    yield Shown(title="by client", heads=heads, rows=named, right=(1,))
    if any(each.key for each in found.by_setting):
        yield Shown(
            title="by setting",
            heads=("setting", "incidents", "gravest", "last"),
            rows=tuple(
                (
                    str(each.key or NOT_SAID),
                    str(each.count),
                    f"{each.severity_most} of 5",
                    each.last or "",
                )
                for each in found.by_setting
            ),
            right=(1,),
        )
    yield _rates("by workplace", "workplace", found.by_workplace, str)
    yield _rates("by weekday", "weekday", found.by_weekday, lambda key: WEEKDAYS[int(key)].title())
    unknown = f", {found.hours_unknown} without a known hour" if found.hours_unknown else ""
    worked = (each for each in found.by_hour if each.count or each.sessions)
    yield _rates(
        f"by hour the session began{unknown}", "hour", worked, lambda key: f"{int(key):02}:00"
    )
    yield Shown(
        title="severity by quarter",
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
    )


def _rates(
    title: str, head: str, rows: Iterable[Gathered], words: Callable[[str | int], str]
) -> Shown:
    return Shown(
        title=title,
        heads=(head, "incidents", "sessions", "per 100"),
        rows=tuple(
            (
                NOT_SAID if each.key is None else words(each.key),
                str(each.count) if each.count else "·",
                "" if each.key is None else f"{each.sessions or 0:,}",
                _rate(each),
            )
            for each in rows
        ),
        right=(1, 2, 3),
    )


def _rate(each: Gathered) -> str:
    if each.key is None or not each.count:
        return ""
    rate = each.per_100_sessions
    return FEW if rate is None else f"{rate:.1f}"


def _lost(each: Gathered, money: Callable[[int], str]) -> str:
    if each.lost_minor is None:
        return "unknown"
    unsaid = f", {each.lost_unknown} unknown" if each.lost_unknown else ""
    return f"{money(each.lost_minor)}{unsaid}"


def severity_by_quarter(found: Patterns) -> Series:
    """How many incidents a quarter brought, the graver ones apart."""
    grades = (("severity 1-2", (0, 1)), ("3", (2,)), ("4-5", (3, 4)))
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
    )
