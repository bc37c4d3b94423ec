"""The medical side of a client's page in words: the same for the command line and the dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.finding import MARKS
from mtdesk.model.medical.referrals import in_days
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mtdesk.desk.medical import MedicalSide
    from mtdesk.desk.medical.referrals import ReferralUse
    from mtdesk.insight.medical.functions import ThenAndNow
    from mtdesk.model.medical.functions import FunctionNote

    # label, words, level (empty where nothing presses)
    Line = tuple[str, str, str]


def referral_lines(medical: MedicalSide) -> Iterator[Line]:
    """Who sent the client and how far it reaches; what runs out, at its level."""
    for use in medical.uses:
        yield from _referral(use)
    if medical.reported_on:
        yield "report", f"the last was written on {medical.reported_on}", ""


def function_lines(medical: MedicalSide) -> Iterator[Line]:
    """What the client can do, then and now; in how many sessions feedback was asked."""
    for number, each in enumerate(medical.held):
        yield "" if number else "can do", _held(each), ""
    if medical.asked or ((medical.uses or medical.held) and medical.done):
        sessions = "1 session" if medical.done == 1 else f"{medical.done} sessions"
        yield "feedback", f"asked in {medical.asked} of {sessions}", ""


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
        others = " and ".join(map(str, use.overlapping))
        yield "", f"overlaps referral {others}; a visit in both counts on each", ""


def _held(held: ThenAndNow) -> str:
    """`range of motion, neck: 45 deg → 60 deg (+15 deg), 2026-09-01 to 2026-11-20`."""
    if held.is_single:
        return f"{held.what}: {held.latest.words}, {held.latest.noted_on}"
    change = f" ({held.change_words})" if held.change_words else ""
    then, now = held.first, held.latest
    return f"{held.what}: {then.words} → {now.words}{change}, {then.noted_on} to {now.noted_on}"


REFERRAL = (
    "id", "client_id", "referred_on", "referred_by", "reason", "condition", "payer",
    "procedure_code", "visits_authorised", "valid_until", "letter_until", "letter_frequency",
    "ended_on", "note",
)  # fmt: skip


FUNCTION = ("id", "client_id", "noted_on", "measure", "part", "value", "unit", "note")


def referral_document(use: ReferralUse) -> dict[str, Any]:
    report = use.report
    return {
        **document(use.referral, REFERRAL),
        "client": use.client,
        "visits_used": use.used,
        "visits_left": use.visits_left,
        "running": use.is_running,
        "days_left": use.days_left,
        "letter_days_left": use.letter_days_left,
        "overlaps": list(use.overlapping),
        "report_due_on": report.day if report else None,
        "report_is_due": report.is_due if report else None,
        "notices": [{"level": each.level, "message": each.text} for each in use.notices],
    }


def function_document(note: FunctionNote) -> dict[str, Any]:
    return document(note, FUNCTION)


def held_document(held: ThenAndNow) -> dict[str, Any]:
    return {
        "measure": held.latest.measure,
        "part": held.latest.part,
        "unit": held.latest.unit,
        "first": function_document(held.first),
        "latest": function_document(held.latest),
        "change": held.change,
    }
