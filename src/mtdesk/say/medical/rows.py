"""Medical massage in rows: who sent a client, what they can do, medical against wellness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mtdesk.desk.medical import MedicalSide
from mtdesk.desk.medical.outcomes import Comparison
from mtdesk.desk.medical.referrals import ReferralUse
from mtdesk.insight.medical import outcomes as insight
from mtdesk.insight.medical.outcomes import Measured, ThenAndNow
from mtdesk.model.finding import MARKS
from mtdesk.model.medical import in_days
from mtdesk.model.medical.functions import FunctionNote
from mtdesk.model.money import Currency
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined, said_only
from mtdesk.say.document import document

Line = tuple[str, str, str]


REFERRAL = (
    "id", "client_id", "referred_on", "referred_by", "reason", "condition", "condition_code", "payer",
    "procedure_code", "visits_authorised", "valid_until", "letter_until", "letter_frequency",
    "ended_on", "note",
)  # fmt: skip
USE = (
    "client", "visits_used=used", "visits_left", "running=is_running", "days_left",
    "letter_days_left", "overlaps=overlapping",
)  # fmt: skip
NOTICE = ("level", "message=text")


def referral_document(use: ReferralUse) -> dict[str, Any]:
    report = use.report
    return {
        **document(use.referral, REFERRAL),
        **document(use, USE),
        "report_due_on": report.day if report else None,
        "report_is_due": report.is_due if report else None,
        "notices": [document(each, NOTICE) for each in use.notices],
    }


# -- on the client's page


def referral_lines(medical: MedicalSide) -> Iterator[Line]:
    """Who sent the client and how far it reaches; what runs out, at its level."""
    for use in medical.uses:
        yield from _referral(use)
    if medical.reported_on:
        yield "report", f"the last was written on {medical.reported_on}", ""


def _referral(use: ReferralUse) -> Iterator[Line]:
    referral = use.referral
    reason = f", for {referral.reason}" if referral.reason else ""
    payer = f"; {referral.payer} pays" if referral.payer else ""
    yield "referral", f"{referral.referred_by}, {referral.referred_on}{reason}{payer}", ""
    until = "" if use.is_running else f", over since {referral.last_day}"
    if use.is_running and referral.valid_until and use.days_left is not None:
        until = f", good until {referral.valid_until} ({in_days(use.days_left)})"
    yield "authorised", f"{referral.used_words(use.used)}{until}", ""
    if referral.letter_until and use.letter_days_left is not None:
        left = use.letter_days_left
        often = f", {referral.letter_frequency}" if referral.letter_frequency else ""
        when = in_days(left) if left >= 0 else "over"
        yield "letter", f"until {referral.letter_until} ({when}){often}", ""
    if use.report is not None and use.report.day and not use.report.is_due:
        yield "report", f"the next is due on {use.report.day}", ""
    for notice in use.notices:
        yield f"{MARKS[notice.level]} {notice.level}", notice.text, notice.level
    if use.overlapping:
        yield "", overlap_words(use), ""


# -- in a list


def referral_listing(uses: Iterable[ReferralUse]) -> Listing:
    return Listing(
        heads=("id", "client", "by", "for", "visits", "good until", "letter until"),
        rows=tuple(
            (
                str(use.referral.id),
                use.client,
                use.referral.referred_by,
                use.referral.reason,
                use.referral.used_words(use.used),
                until_words(use),
                _until(use.referral.letter_until, use.letter_days_left),
            )
            for use in uses
        ),
        right=(0,),
    )


def notice_words(use: ReferralUse) -> list[str]:
    """`▲ act  2 visits left`: what runs out."""
    return [f"{MARKS[each.level]} {each.level}  {each.text}" for each in use.notices]


def letter_words(use: ReferralUse) -> str:
    """`letter until 2026-11-30, weekly`; empty where there is none."""
    words = use.referral.letter_words
    return f"letter {words}" if words else ""


def about(use: ReferralUse) -> list[tuple[str, str]]:
    """Label and words of what stands in no column."""
    often, note = use.referral.letter_frequency, use.referral.note
    return [*use.referral.told, *said_only(("how often", often), ("note", note))]


def overlap_words(use: ReferralUse) -> str:
    return (
        f"overlaps referral {joined([*map(str, use.overlapping)])}; a visit in both counts on each"
    )


def until_words(use: ReferralUse) -> str:
    """`2026-12-05, in 12 days`; `ended 2026-11-20`."""
    if use.referral.ended_on:
        return f"ended {use.referral.ended_on}"
    return _until(use.referral.valid_until, use.days_left)


def _until(day: str | None, left: int | None) -> str:
    if day is None or left is None:
        return ""
    return f"{day}, {in_days(left) if left >= 0 else 'over'}"


FUNCTION = ("id", "client_id", "noted_on", "measure", "part", "value", "unit", "note")
HELD = (
    "measure=latest.measure", "part=latest.part", "unit=latest.unit", ("first", FUNCTION),
    ("latest", FUNCTION), "change",
)  # fmt: skip


def function_lines(medical: MedicalSide) -> Iterator[Line]:
    """What the client can do, then and now; in how many sessions feedback was asked."""
    for number, each in enumerate(medical.held):
        yield "" if number else "can do", _held(each), ""
    if medical.asked or ((medical.uses or medical.held) and medical.done):
        yield "feedback", f"asked in {medical.asked} of {counted(medical.done, 'session')}", ""


def _held(held: ThenAndNow) -> str:
    """`range of motion, neck: 45 deg → 60 deg (+15 deg), 2026-09-01 to 2026-11-20`."""
    if held.is_single:
        return f"{held.what}: {held.latest.words}, {held.latest.noted_on}"
    change = f" ({held.change_words})" if held.change_words else ""
    then, now = held.first, held.latest
    return f"{held.what}: {then.words} → {now.words}{change}, {then.noted_on} to {now.noted_on}"


def then_and_now_listing(held: Iterable[ThenAndNow]) -> Listing:
    return Listing(
        heads=("what", "first", "on", "latest", "on", "change"),
        rows=tuple(
            (
                each.what,
                *(("", "") if each.is_single else (each.first.words, each.first.noted_on)),
                each.latest.words,
                each.latest.noted_on,
                each.change_words,
            )
            for each in held
        ),
    )


def note_listing(notes: Iterable[FunctionNote]) -> Listing:
    return Listing(
        heads=("id", "day", "what", "value", "note"),
        rows=tuple(
            (str(note.id), note.noted_on, note.what, note.amount, note.note) for note in notes
        ),
        right=(0,),
    )


def series_words(held: ThenAndNow) -> str:
    """`45 deg on 2026-09-01, 60 deg on 2026-11-20: +15 deg`."""
    if held.is_single:
        return "noted once so far"
    change = f": {held.change_words}" if held.change_words else ""
    then, now = held.first, held.latest
    return f"{then.words} on {then.noted_on}, {now.words} on {now.noted_on}{change}"


_MEASURED = (
    "load_per_hour", "pain_points", "pain_meaningful", "rebooked", "missed", "incidents",
    "first_visits_a_month", "latest_visits_a_month", "visits_change_percent", "feedback_asked",
)  # fmt: skip
MEASURED = (
    "key", "sessions", "income_per_hour_minor=income_per_hour_minor.value",
    "income_per_hour_n=income_per_hour_minor.n",
    *(
        key
        for name in _MEASURED
        for key in (f"{name}={name}.value", f"{name}_n={name}.n")
    ),
)  # fmt: skip


def outcomes_document(found: Comparison, code: str) -> dict[str, Any]:
    return {
        "year": found.year,
        "running": found.is_running,
        "from": found.period.start.isoformat(),
        "to": found.period.last.isoformat() if len(found.period) else None,
        "currency": code,
        "unplaced_incidents": found.unplaced_incidents,
        "by_purpose": [document(column, MEASURED) for column in found.columns],
    }


def outcome_listing(found: Comparison, currency: Currency) -> Listing:
    """A column for each purpose; figures with the number they rest on."""
    heads = ("", *(column.key or "not said" for column in found.columns))
    return Listing(
        heads=heads,
        rows=(
            ("sessions", *(f"{column.sessions:,}" for column in found.columns)),
            *(
                (words, *(_cell(getattr(column, name), shown) for column in found.columns))
                for words, name, shown in _rows(currency)
            ),
        ),
        right=tuple(range(1, len(heads))),
    )


def _rows(currency: Currency) -> tuple[tuple[str, str, Callable[[float], str]], ...]:
    percent, tenths = "{:.0%}".format, "{:.1f}".format
    return (
        ("income an hour", "income_per_hour_minor", lambda minor: currency.format(round(minor))),
        ("load an hour", "load_per_hour", lambda load: f"{load:,.0f}"),
        ("pain less in a visit, points", "pain_points", tenths),
        ("visits with a meaningful fall", "pain_meaningful", percent),
        ("visits followed by another", "rebooked", percent),
        ("missed per 100 appointments", "missed", tenths),
        ("incidents per 100 sessions", "incidents", tenths),
        ("visits a month, first 90 days", "first_visits_a_month", tenths),
        ("visits a month, latest 90 days", "latest_visits_a_month", tenths),
        ("feedback asked", "feedback_asked", percent),
    )


def _cell(figure: Measured, shown: Callable[[float], str]) -> str:
    value = "–" if figure.value is None else shown(figure.value)
    return f"{value}  (n {figure.n:,})"


def outcome_notes(found: Comparison) -> tuple[str, ...]:
    """What must be known to read it, a sentence or two each."""
    fewest, clients, days = insight.FEWEST, insight.FEWEST_CLIENTS, insight.REBOOKED_DAYS
    unplaced = found.unplaced_incidents
    notes = (
        (
            f"– where it rests on fewer than {fewest} sessions, visits or appointments, or on fewer than "
            f"{clients} clients."
        ),
        (
            "Income is what came for the work, before costs; load is effort x minutes. A fall of pain is "
            "meaningful from 2 points and 30 % on."
        ),
        (
            "Missed are no-shows and late cancellations; one without a purpose counts as what its client "
            "came for before."
        ),
        (
            f"Followed by another, done or booked, within {days} days; of visits whose {days} days are "
            "over."
        ),
        (
            "Visits a month are those of clients who have come for 180 days and still do: fewer with "
            "less pain is good."
        ),
        "It shows who came for what, and does not say why the two differ.",
    )
    count = counted(unplaced, "incident is", "incidents are")
    apart = f"{count} with neither a session nor a client, and in no column."
    return (*notes, apart) if unplaced else notes
