"""What a clinic sees, as JSON. A figure that may not be shown is null; `withheld` says that there are some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.insight.clinic.views import Team, Week, Year
from mtdesk.model import clinic
from mtdesk.say.clinic.looks import Look
from mtdesk.say.clinic.sums import place
from mtdesk.say.document import Keys, document, or_null, plain

if TYPE_CHECKING:
    from mtdesk.insight.clinic.views import Figures, Safety, Source, Split

OF_SOURCE: Keys = (
    "folder=place", "as_of", "visible", "hidden", ("years", list), "ahead_of_time",
    ("left_out", lambda pairs: [{"file": name, "why": why} for name, why in pairs]),
)  # fmt: skip
MEMBER: Keys = (
    "label=person.name", "hands_on_minutes=minutes", ("load", plain), "estimated=is_estimated", "ratio",
    "days_over=days_over", "day_limit_minutes=person.day_limit", "rest_days=days_off", "short_gaps",
    "booked_minutes=booked", "last", ("strain=person.strain", or_null),
)  # fmt: skip
MOVE: Keys = (
    "date=day", "label=giver", "booked_minutes=giver_minutes", "limit_minutes=limit",
    ("service", lambda number: or_null(clinic.word("service", number))), "minutes", "to=taker",
)  # fmt: skip
DUE: Keys = ("label=name", "due_to_her_minor=hers", "due_to_house_minor=house")
_NAMES = {
    "done": "hands_on_minutes", "booked": "booked_minutes", "missed": "missed_minutes",
    "sessions": "sessions", "minutes": "hands_on_minutes", "load": "load", "income": "income_minor",
    "incidents": "incidents",
}  # fmt: skip


def clinic_document(look: Look) -> dict[str, Any]:
    """One look under its name."""
    if isinstance(look, Team):
        facts: dict[str, Any] = {
            "team": [document(each, MEMBER) for each in look.members],
            "moves": [document(each, MOVE) for each in look.moves],
        }
        return {"view": "team", **_source(look.source), **facts}
    if isinstance(look, Week):
        return {
            "view": "week",
            **_source(look.source),
            "week_start": look.first.isoformat(),
            "week_end": look.last.isoformat(),
            "offered_minutes": look.offered,
            **_split(look.split, "by_setting", "setting"),
        }
    if isinstance(look, Year):
        return {
            "view": "year",
            **_source(look.source),
            "year": look.year,
            "currency": look.currency,
            "in_other_currencies": look.elsewhere,
            **_split(look.split, "by_service", "service"),
            "due": [document(each, DUE) for each in look.due],
            "due_others": document(look.due_others, DUE[1:]) if look.due_others else None,
        }
    return _safety(look)


def _safety(look: Safety) -> dict[str, Any]:
    facets = {
        f"by_{'hour' if facet == 'quarter' else facet}": [
            {"key": place(facet, row.key), **_figures(row.figures)} for row in split.rows
        ]
        for facet, split in look.facets.items()
    }
    return {
        "view": "safety",
        **_source(look.source),
        "year": look.year,
        "incidents": look.incidents,
        "open_follow_ups": look.open,
        **facets,
        "withheld": any(split.withheld for split in look.facets.values()),
    }


def _source(source: Source) -> dict[str, Any]:
    return document(source, OF_SOURCE)


def _split(split: Split, name: str, words: str) -> dict[str, Any]:
    return {
        **_figures(split.whole),
        name: [
            {"key": or_null(clinic.word(words, row.key)), **_figures(row.figures)}
            for row in split.rows
        ],
        "together": _figures(split.together),
        "withheld": split.withheld,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in figures.items():
        is_load = name == "load" and value is not None
        found[_NAMES[name]] = plain((value or 0) / 10) if is_load else value
    return found
