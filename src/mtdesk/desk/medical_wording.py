"""The medical side of a client's page in words: the same for the command line and the dashboard."""

from __future__ import annotations

from mtdesk.desk.medical import client_block
from mtdesk.model.referral import in_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtdesk.desk import Desk
    from mtdesk.desk.medical import ReferralUse
    from mtdesk.insight.function import ThenAndNow

    # label, words, level (empty where nothing presses)
    Line = tuple[str, str, str]


def medical_lines(desk: Desk, client_id: int) -> list[Line]:
    """Referral, what runs out, function then and now, next report, feedback; empty without any."""
    uses = client_block(desk.medical.of_client(client_id))
    held = desk.medical.then_and_now(client_id)
    lines = [line for use in uses for line in _referral(use)]
    lines += [
        ("can do" if number == 0 else "", _held(each), "") for number, each in enumerate(held)
    ]
    written = desk.progress.written(client_id)
    if written:
        lines.append(("last report", f"written {written[0].written_on}", ""))
    asked, done = desk.outcomes.feedback(client_id)
    if asked or (lines and done):
        visits = "1 visit" if done == 1 else f"{done} visits"
        lines.append(("feedback", f"asked in {asked} of {visits}", ""))
    return lines


def _referral(use: ReferralUse) -> Iterator[Line]:
    referral = use.referral
    reason = f", for {referral.reason}" if referral.reason else ""
    payer = f"; {referral.payer} pays" if referral.payer else ""
    yield "referred by", f"{referral.referred_by}, {referral.referred_on}{reason}{payer}", ""
    ended = "" if use.is_running else f", over since {referral.last_day}"
    until = (
        f", good until {referral.valid_until} ({in_days(use.days_left)})"
        if use.is_running and referral.valid_until and use.days_left is not None
        else ended
    )
    yield "visits", f"{referral.used_words(use.used)}{until}", ""
    if referral.letter_until and use.letter_days_left is not None:
        left = use.letter_days_left
        often = f", {referral.letter_frequency}" if referral.letter_frequency else ""
        when = in_days(left) if left >= 0 else "over"
        yield "letter", f"until {referral.letter_until} ({when}){often}", ""
    if use.report is not None and use.report.day and not use.report.is_due:
        yield "next report", f"due {use.report.day}", ""
    for notice in use.notices:
        yield notice.level, notice.text, notice.level
    if use.overlapping:
        others = " and ".join(map(str, use.overlapping))
        yield "", f"overlaps referral {others}; a visit in both counts on each", ""


def _held(held: ThenAndNow) -> str:
    """`range of motion, neck: 45 deg → 60 deg (+15 deg), 2026-09-01 to 2026-11-20`."""
    if held.first is held.latest:
        return f"{held.what}: {held.latest.words}, {held.latest.noted_on}"
    change = f" ({held.change_words})" if held.change_words else ""
    then, now = held.first, held.latest
    return f"{held.what}: {then.words} → {now.words}{change}, {then.noted_on} to {now.noted_on}"
