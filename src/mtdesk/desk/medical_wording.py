"""The medical side of a client's page in words: the same for the command line and the dashboard."""

from __future__ import annotations

from mtdesk.model.finding import MARKS
from mtdesk.model.frozen import frozen
from mtdesk.model.referral import in_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk import Desk
    from mtdesk.desk.medical import ReferralUse
    from mtdesk.insight.function import ThenAndNow

    # label, words, level (empty where nothing presses)
    Line = tuple[str, str, str]


@frozen
class Medical:
    """What the page shows: the running referrals, or the latest where none runs; then the rest.

    `asked` of `done` sessions had feedback asked; `reported_on` is the day of the latest report.
    """

    uses: tuple[ReferralUse, ...]
    held: tuple[ThenAndNow, ...]
    reported_on: str | None
    asked: int
    done: int


def of_client(desk: Desk, client_id: int) -> Medical:
    found = desk.medical.of_client(client_id)
    running = [each for each in found if each.is_running]
    written = desk.medical.reports(client_id)
    asked, done = desk.outcomes.feedback(client_id)
    return Medical(
        uses=tuple(running or found[:1]),
        held=tuple(desk.functions.then_and_now(client_id)),
        reported_on=written[0].written_on if written else None,
        asked=asked,
        done=done,
    )


def referral_lines(medical: Medical) -> Iterator[Line]:
    """Who sent the client and how far it reaches; what runs out, at its level."""
    for use in medical.uses:
        yield from _referral(use)
    if medical.reported_on:
        yield "report", f"the last was written on {medical.reported_on}", ""


def function_lines(medical: Medical) -> Iterator[Line]:
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
