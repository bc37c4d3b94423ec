"""What a client can do, measured: then and now, every note, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from mtdesk.desk.medical import MedicalSide
    from mtdesk.insight.medical.functions import ThenAndNow
    from mtdesk.model.medical.functions import FunctionNote
    from mtdesk.say.document import Keys
    from mtdesk.say.medical.referrals import Line

FUNCTION: Keys = ("id", "client_id", "noted_on", "measure", "part", "value", "unit", "note")
HELD: Keys = (
    "measure=latest.measure", "part=latest.part", "unit=latest.unit", ("first", FUNCTION),
    ("latest", FUNCTION), "change",
)  # fmt: skip


def function_document(note: FunctionNote) -> dict[str, Any]:
    return document(note, FUNCTION)


def held_document(held: ThenAndNow) -> dict[str, Any]:
    return document(held, HELD)


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
