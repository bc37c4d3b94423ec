"""What is in a share, in ten lines, before it is written; and afterwards what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.clinic import FEWEST
from mtdesk.model.text import counted, joined
from mtdesk.say.document import Keys, document

if TYPE_CHECKING:
    from typing import Any

    from mtdesk.model.clinic import Sharing

SHARING: Keys = (
    "folder", "id", "label", "visible", "with_check_ins", "strain", "first", "last", "sessions",
    "payments", "unpaid_days", "incidents", ("years", ("year", "rows", "done")),
)  # fmt: skip


_KNOW = (
    "  but know    whoever reads the folder reads these rows; who knows you may know a visit by "
    "its day and price"
)


def share_lines(about: Sharing) -> tuple[str, ...]:
    """The ten lines."""
    who = f"shown as “{about.label}”" if about.label else "without a label"
    seen = (
        "your own figures may be seen by themselves (--visible)"
        if about.visible
        else f"you appear only in sums over {FEWEST} or more who are not visible"
    )
    span = f", {about.first} to {about.last}" if about.first else ""
    health = (
        f"none of them; that you share how you are, and its level today: {about.strain}"
        if about.with_check_ins
        else "none"
    )
    return (
        f"To {about.folder}, a file a year:",
        f"  who         a number that stands for you and nothing else, {who}",
        f"  seen        {seen}",
        f"  sessions    {about.sessions:,}{span}: day, quarter hour, minutes, effort, status",
        "  kinds       of service, setting and purpose, from fixed lists; nothing that you typed",
        f"  money       prices, your part by the terms of pay, {about.payments:,} payments by kind",
        f"  beside it   unpaid minutes of {counted(about.unpaid_days, 'day')}, your limits of hours",
        f"  incidents   {about.incidents:,}: kind, severity, setting, hour, repeated, follow-ups open",
        f"  check-ins   {health}",
        _KNOW,
    )


def shared_words(done: Sharing) -> str:
    """Which years were written, which were as they are, which are gone."""
    of = {
        how: [str(each.year) for each in done.years if each.done == how]
        for how in ("written", "same", "removed")
    }
    parts = [
        f"written: {joined(of['written'])}" if of["written"] else "",
        f"as before: {joined(of['same'])}" if of["same"] else "",
        f"taken away: {joined(of['removed'])}" if of["removed"] else "",
    ]
    said = "; ".join(part for part in parts if part) or "nothing to share yet, nothing written"
    return f"{said[0].upper()}{said[1:]}."


def take_away_words(done: Sharing) -> str:
    return (
        f"mtdesk share {done.folder} --withdraw takes your files away; what was read or copied "
        "before that stays with whoever did."
    )


def sharing_document(done: Sharing) -> dict[str, Any]:
    return document(done, SHARING)
