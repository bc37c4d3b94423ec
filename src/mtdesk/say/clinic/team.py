"""The look at a team: each against her own usual, and one booking moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mtdesk.insight.findings.limits import Limits
from mtdesk.model.period import hours, short_day
from mtdesk.model.table import Listing
from mtdesk.model.text import joined
from mtdesk.say.clinic.parts import Page, Part, clock, notes, others, service
from mtdesk.say.unsaid import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtdesk.insight.clinic.team import Member, Move
    from mtdesk.insight.clinic.views import Team

_T = TypeVar("_T")
_HEADS = (
    "Usual: load of 7 days against the 21 before. Over, off, gaps: days over her own limit, days off "
    "and gaps under 15 min (about, starts are to the quarter hour) of 28 days. Booked: 14 days ahead."
)
_CHECK_INS = (
    "Check-ins: how strained hers say that she is, clear, note, watch or act; only of whoever chose to "
    "share that."
)
_MUCH = Limits().usual_watch


def team_page(team: Team) -> Page:
    source, members = team.source, team.members
    heads = ("who", "7 days", "load", "usual", "over", "off", "gaps", "booked", "check-ins")
    rows = tuple(_member(each) for each in members)
    over = [each.person.name for each in members if (each.ratio or 0) >= _MUCH]
    sentence = (
        f"{_named(over)} {'carries' if len(over) == 1 else 'carry'} {_MUCH:g} times the usual load or more"
        if over
        else "Nobody who may be seen carries much more than usual"
    )
    parts = [
        Part(
            heading="each against her own usual",
            listing=Listing(heads=heads, rows=rows, right=tuple(range(1, 8))),
        )
    ]
    if team.moves:
        parts.append(_moves(team.moves))
    return Page(
        title="Team",
        when=f"28 days to {short_day(source.as_of)}",
        sentence=f"{sentence}." if members else "Nobody has shared with --visible.",
        parts=tuple(parts if members else ()),
        notes=(
            _HEADS,
            *([_CHECK_INS] if any(each.person.strain for each in members) else []),
            *_silent(team),
            *others(source),
            *notes(source),
        ),
    )


def _silent(team: Team) -> Iterator[str]:
    """Whose figures are no longer fresh, and since when."""
    for each in team.members:
        if each.last is None:
            yield f"{each.person.name} shared nothing done in the last 42 days."
        elif each.is_stale(team.source.as_of):
            yield f"{each.person.name} shared nothing done since {short_day(each.last)}."


def _named(names: list[str]) -> str:
    most = 5
    return (
        joined(names)
        if len(names) <= most
        else f"{joined(names[:most])}, {len(names) - most} more,"
    )


def _member(member: Member) -> tuple[str, ...]:
    about = "~" if member.is_estimated else ""
    return (
        member.person.name,
        _or_unknown(member.minutes, hours),
        _or_unknown(member.load, lambda load: f"{about}{load:,.0f}"),
        _or_unknown(member.ratio, lambda ratio: f"{about}{ratio:.1f}x"),
        "–" if member.person.day_limit is None else _or_unknown(member.days_over, str),
        _or_unknown(member.days_off, str),
        _or_unknown(member.short_gaps, lambda gaps: f"~{gaps}"),
        _or_unknown(member.booked, hours),
        member.person.strain or "not shared",
    )


def _or_unknown(value: _T | None, words: Callable[[_T], str]) -> str:
    return UNKNOWN if value is None else words(value)


def _moves(moves: tuple[Move, ...]) -> Part:
    return Part(
        heading="one booking moved",
        listing=Listing(
            heads=("whose", "day", "booked", "limit", "which", "leaves", "to whom", "has then"),
            rows=tuple(
                (
                    each.giver,
                    short_day(each.day),
                    hours(each.giver_minutes),
                    hours(each.limit),
                    " ".join(
                        filter(
                            None,
                            (clock(each.quarter), f"{each.minutes} min", service(each.service)),
                        )
                    ),
                    hours(each.giver_minutes - each.minutes) if each.taker else "",
                    each.taker or "nobody has room",
                    hours(each.taker_minutes + each.minutes) if each.taker else "",
                )
                for each in moves
            ),
            right=(2, 3, 5, 7),
        ),
    )
