"""A progress report as its reader gets it: who and for whom, pain by visit, what the client can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mtdesk.desk.medical.progress import Prepared
from mtdesk.model.document import (
    SMALL,
    Abreast,
    Blanks,
    Document,
    Facts,
    Points,
    Section,
    Spans,
    texts,
)
from mtdesk.model.medical import Measure, Progress
from mtdesk.model.session import MINUTES_UNKNOWN
from mtdesk.model.table import DAY, NUMBER, TEXT, Table, table_of
from mtdesk.say.document import document, or_null
from mtdesk.say.medical.rows import HELD

OF_THE_THERAPIST = (
    "A record of the therapist; not a medical opinion. It says what was found and done, and claims "
    "no cause for any change."
)
SCALE = "Pain is the client's own number from 0 to 10, asked on arrival and at the end of a visit."
MEANINGFUL = (
    "A change is called meaningful from 2 points and 30 % on (Salaffi 2004; Suzuki 2020; that both "
    "are asked for is a caution of this record)."
)
HOW_TO_FILL = (
    "`mtdesk settings licence …`, `mtdesk client edit NAME complaint=…`, `mtdesk referral edit ID "
    "condition=…`, `mtdesk function add NAME …`, --plan and --expected fill in what is missing"
)
NOT_DRAWN = "the Markdown file has them"
BY_HAND = "signature and date"
FEWEST_ABREAST = 7  # visits that are worth more than one column
MOST_DRAWN = 60  # visits in the chart: the latest


def progress_pages(report: Progress) -> Document:
    blocks = (
        Facts(facts=(*head(report), ("made on", report.made_on.isoformat()))),
        *([Facts(facts=report.facts)] if report.facts else []),
        *_pain(report),
        *held_tables(report),
        *([_visits(report)] if report.visits else []),
        *texts(notes(report), SMALL),
        Blanks(facts=((BY_HAND, ""),)),
    )
    issuer = report.issuer
    return Document(
        title=report.heading,
        name=report.heading,
        what=f"{report.heading}, {report.visit_words},",
        made_on=report.made_on,
        currency=report.currency,
        formats=("pdf", "md"),
        author=", ".join(issuer[name] for name in ("business", "therapist") if name in issuer),
        pages=(blocks,),
        missing=report.missing,
        how_to_fill=HOW_TO_FILL,
        not_drawn=NOT_DRAWN,
        audience=f"it names the client, and is for {report.for_whom} only",
    )


def head(report: Progress) -> tuple[tuple[str, str], ...]:
    """Who reports what to whom: above the facts."""
    return (
        ("report for", report.for_whom),
        *report.issuer.items(),
        ("days", f"{report.first} to {report.last}"),
        ("visits", report.visit_words),
    )


def held_tables(report: Progress) -> list[Table]:
    """What the client can do and takes, then and now; neither where nothing was noted."""
    function = _held("Function, then and now", "what", report.function)
    medication = _held("Medication, as told by the client", "name", report.medication)
    return [table for table in (function, medication) if table.rows]


def visits_table(report: Progress) -> Table:
    columns = (
        ("date", DAY, "local_date"), ("service", TEXT, "service"), ("min", NUMBER, "minutes"),
        ("pain", NUMBER, "pain"),
    )  # fmt: skip
    return table_of("Visits", report.visits, *columns, overlapping=True)


def notes(report: Progress) -> tuple[str, ...]:
    return (
        *((SCALE,) if report.pain else ()),
        *((MEANINGFUL,) if "meaningful" in report.pain else ()),
        OF_THE_THERAPIST,
        report.audience,
    )


def _pain(report: Progress) -> list[Section]:
    if not report.pain and not report.within:
        return []
    asked = [
        (visit.local_date, visit.pain_before, visit.pain_after)
        for visit in report.visits
        if visit.pain_before is not None or visit.pain_after is not None
    ][-MOST_DRAWN:]
    key = "pain by visit, 0 to 10: filled on arrival, hollow at the end"
    if len(asked) == MOST_DRAWN:
        key += f"; the latest {MOST_DRAWN} visits that have it"
    words = Points(points=tuple(each for each in (report.pain, report.within) if each))
    return [Section(heading="Pain", blocks=(words, Spans(spans=tuple(asked), key=key)))]


def _held(name: str, first: str, measures: Sequence[Measure]) -> Table:
    """First and latest of each; without the column of changes where there is none."""
    columns = (
        (first, TEXT, "what"), ("first", TEXT, "first"), ("on", DAY, "first_on"),
        ("latest", TEXT, "latest"), ("on", DAY, "latest_on"), ("change", TEXT, "change"),
    )  # fmt: skip
    has_changes = any(each.change for each in measures)
    kept = columns if has_changes else columns[:-1]
    return table_of(name, measures, *kept, overlapping=True)


def _visits(report: Progress) -> Table | Abreast:
    """A long course beside each other, so that it takes one page.

    Where all visits are of one service and length, that stands in the name once.
    """
    table = visits_table(report)
    if len(table.rows) < FEWEST_ABREAST:
        return table
    alike = {(visit.service, visit.minutes) for visit in report.visits}
    if len(alike) > 1:
        return Abreast(table=table, name=table.name, places=(0, 1, 2, 3), count=2)
    [(service, minutes)] = alike
    name = f"{table.name}, {service or 'service not said'}, {MINUTES_UNKNOWN if minutes is None else f'{minutes} min'} each"
    return Abreast(table=table, name=name, places=(0, 3), count=4)


# -- JSON

VISIT = (
    "date=local_date", ("service", or_null), "minutes", "pain_before",
    "pain_after",
)  # fmt: skip


def progress_document(prepared: Prepared) -> dict[str, Any]:
    report, course, use = prepared.report, prepared.course, prepared.use
    trend = course.trend
    change = trend.change if trend else None
    return {
        "client": report.client,
        "for": report.for_whom,
        **{
            name: report.issuer.get(name)
            for name in ("business", "therapist", "licence", "address")
        },
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "made_on": report.made_on.isoformat(),
        "referral": report.referral_id,
        "visits_authorised": use.referral.visits_authorised if use else None,
        "visits_used": use.used if use else None,
        "visits": [document(visit, VISIT) for visit in report.visits],
        "missed": report.missed,
        "facts": dict(report.facts),
        "pain": {
            "visits": course.visits,
            "visits_at_each_end": trend.visits if trend else None,
            "then": trend.first if trend else None,
            "now": trend.last if trend else None,
            "points": change.points if change else None,
            "percent": change.percent if change else None,
            "meaningful": change.is_meaningful if change else None,
            "within_a_visit_points": course.within,
            "within_a_visit_n": course.within_visits,
        },
        "function": [document(each, HELD) for each in prepared.then_and_now],
        "missing": list(report.missing),
        "notes": list(notes(report)),
    }
