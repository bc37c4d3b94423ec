"""Who sent a client, for what, and how far it reaches: on the page, in a list, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.finding import MARKS
from mtdesk.model.medical.referrals import in_days
from mtdesk.model.table import Listing
from mtdesk.model.text import joined
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.desk.medical import MedicalSide
    from mtdesk.desk.medical.referrals import ReferralUse
    from mtdesk.say.document import Keys

    # label, words, level (empty where nothing presses)
    Line = tuple[str, str, str]

REFERRAL: Keys = (
    "id", "client_id", "referred_on", "referred_by", "reason", "condition", "payer",
    "procedure_code", "visits_authorised", "valid_until", "letter_until", "letter_frequency",
    "ended_on", "note",
)  # fmt: skip
USE: Keys = (
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
    referral = use.referral
    if not referral.letter_until:
        return ""
    often = f", {referral.letter_frequency}" if referral.letter_frequency else ""
    return f"letter until {referral.letter_until}{often}"


def about(use: ReferralUse) -> Iterator[tuple[str, str]]:
    """Label and words of what stands in no column."""
    referral = use.referral
    for label, text in (
        ("condition, as given by the referrer", referral.condition),
        ("payer", referral.payer),
        ("procedure code", referral.procedure_code or ""),
        ("how often", referral.letter_frequency),
        ("note", referral.note),
    ):
        if text:
            yield label, text


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
