"""The looks at sums: the week by setting, the year by service, incidents by what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model import clinic
from mtdesk.model.clinic import FEWEST
from mtdesk.model.money import Currency, currency
from mtdesk.model.period import hours, short_day
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined
from mtdesk.say.clinic.parts import (
    FEW,
    NOT_SAID,
    TOGETHER,
    WITHHELD,
    Page,
    Part,
    clock,
    count_or_not,
    hours_or_not,
    largest,
    money_or_not,
    notes,
    others,
    per,
    split_listing,
    withheld_note,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtdesk.insight.clinic.views import Figures, Safety, Split, Week, Year

_OF_FEW = f"fewer than {FEWEST} of those who are not to be seen have a part in it"
FACETS = {
    "kind": "what", "setting": "where", "quarter": "hour", "severity": "how grave",
    "repeated": "client",
}  # fmt: skip


def week_page(week: Week) -> Page:
    whole = week.split.whole
    missed = "missed or cancelled"
    facts = (
        _fact(whole[name], words, hours)
        for name, words in (("done", "done"), ("booked", "booked"), ("missed", missed))
    )
    sentence = ", ".join(facts)
    shown = (whole["done"] or 0) + (whole["booked"] or 0)
    if week.offered is not None and None not in (whole["done"], whole["booked"]):
        said = counted(week.offering, "therapist")
        sentence += (
            f"; done and booked are {hours(shown)} of {hours(week.offered)} offered by {said}"
        )
    elif week.offering:
        sentence += "; the hours offered cannot be shown"
    else:
        sentence += "; nobody says how many hours a week she offers (setting hours_a_week)"
    cut = (week.last - week.first).days < 6
    return Page(
        title="Week",
        when=f"{short_day(week.first)} to {short_day(week.last)}",
        sentence=f"{sentence}.",
        parts=(
            Part(
                heading="hours by setting",
                listing=split_listing(
                    week.split,
                    "setting",
                    {"done": "done", "booked": "booked", "missed": "missed"},
                    lambda row: clinic.word("setting", row.key) or NOT_SAID,
                    hours_or_not,
                ),
            ),
        ),
        notes=(
            *(("The week is cut where a year ends.",) if cut else ()),
            *withheld_note(week.split),
            *others(week.source),
            *notes(week.source),
        ),
    )


def _fact(value: int | None, words: str, said: Callable[[int], str]) -> str:
    return f"{words} not shown" if value is None else f"{said(value)} {words}"


def year_page(year: Year) -> Page:
    money = currency(year.currency)
    whole = year.split.whole
    per_hour = per(whole, "income", "minutes", 60)
    said = f"; {money.format(per_hour)} an hour hands-on" if per_hour is not None else ""
    sentence = ", ".join((
        _fact(whole["income"], "received", money.format),
        _fact(whole["sessions"], "sessions", "{:,}".format),
        f"{_fact(whole['minutes'], 'hands-on', hours)}{said}",
    ))  # fmt: skip
    parts = [
        Part(
            heading=f"income by kind of service, {year.currency}",
            listing=_services(year.split, money),
        )
    ]
    if year.due or year.due_others:
        parts.append(_due(year, money))
    elsewhere = (
        (
            f"{counted(year.elsewhere, 'therapist')} shares in another currency than {year.currency}; that money is in no figure here.",
        )
        if year.elsewhere
        else ()
    )
    return Page(
        title="Year",
        when=str(year.year),
        sentence=f"{sentence}.",
        parts=tuple(parts),
        notes=(
            "Income is what was received in the year, tips and wages with it, sales tax not; load is minutes times effort.",
            *elsewhere,
            *withheld_note(year.split),
            *others(year.source),
            *notes(year.source),
        ),
    )


def _services(split: Split, money: Currency) -> Listing:
    def cells(name: str, figures: Figures) -> tuple[str, ...]:
        per_hour, per_load = (
            per(figures, "income", "minutes", 60),
            per(figures, "income", "load", 1000),
        )
        load = figures["load"]
        return (
            name,
            _whole(figures["income"], money),
            count_or_not(figures["sessions"]),
            hours_or_not(figures["minutes"]),
            WITHHELD if load is None else f"{load // 10:,}",
            "" if per_hour is None else money.format(per_hour),
            "" if per_load is None else money.format(per_load),
        )

    rows = [
        cells(clinic.word("service", row.key) or NOT_SAID, row.figures)
        for row in largest(split, "income")
    ]
    if split.withheld:
        together = split.together
        rows.append((
            TOGETHER, _whole(together["income"], money), count_or_not(together["sessions"]),
            hours_or_not(together["minutes"]), WITHHELD if together["load"] is None else f"{together['load'] // 10:,}", "", "",
        ))  # fmt: skip
    rows.append(cells("all", split.whole))
    return Listing(
        heads=("service", "income", "sessions", "hours", "load", "an hour", "100 load"),
        rows=tuple(rows),
        right=tuple(range(1, 7)),
    )


def _whole(minor: int | None, money: Currency) -> str:
    return WITHHELD if minor is None else money.whole(minor)


def _due(year: Year, money: Currency) -> Part:
    every = [*year.due, *([year.due_others] if year.due_others else [])]
    return Part(
        heading="splits due by the terms of pay, of the whole year",
        listing=Listing(
            heads=("who", "hers, where the workplace collects", "the house's, where she does"),
            rows=tuple(
                (
                    each.name or "the others together",
                    money_or_not(each.hers, money),
                    money_or_not(each.house, money),
                )
                for each in every
            ),
            right=(1, 2),
        ),
    )


def safety_page(safety: Safety) -> Page:
    if safety.incidents is None:
        sentence = f"Incidents of fewer than {FEWEST} who are not to be seen: how many is not shown"
    else:
        up = (
            "how many follow-ups are open is not shown"
            if safety.open is None
            else f"{counted(safety.open, 'follow-up')} open"
        )
        sentence = f"{counted(safety.incidents, 'incident')}; {up}"
    parts = [_facet(facet, split) for facet, split in safety.facets.items() if split.rows]
    empty = [FACETS[facet] for facet, split in safety.facets.items() if not split.rows]
    untold = empty if safety.incidents != 0 else []
    return Page(
        title="Safety",
        when=str(safety.year),
        sentence=f"{sentence}.",
        parts=tuple(parts),
        notes=(
            *((f"By {joined(untold)} nothing can be told apart: {_OF_FEW}.",) if untold else ()),
            *(
                (FEW,)
                if any(split.withheld and split.rows for split in safety.facets.values())
                else ()
            ),
            *others(safety.source),
            *notes(safety.source),
        ),
    )


def _facet(facet: str, split: Split) -> Part:
    return Part(
        heading=f"incidents by {FACETS[facet]}",
        listing=split_listing(
            split,
            FACETS[facet],
            {"incidents": "incidents"},
            lambda row: place(facet, row.key),
            count_or_not,
            has_whole=False,
        ),
    )


def place(facet: str, key: int) -> str:
    if facet == "kind":
        return clinic.word("incident", key) or NOT_SAID
    if facet == "setting":
        return clinic.word("setting", key) or NOT_SAID
    if facet == "quarter":
        return clock(key) if key >= 0 else NOT_SAID
    if facet == "severity":
        return f"{key} of 5"
    return "the same client again" if key else "the first of a client"
