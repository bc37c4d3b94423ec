"""Check-ins: two questions, and where it hurts."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from mtdesk.desk.practice.menu import vocabulary
from mtdesk.errors import InvalidError
from mtdesk.model.names import clean
from mtdesk.model.rules import PAST, RATING, SLEEP
from mtdesk.model.wellbeing import CheckIn, check_site
from mtdesk.store import wellbeing

if TYPE_CHECKING:
    from datetime import date

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.wellbeing.questionnaires import Questionnaires
    from mtdesk.model.period import Period


class Wellbeing:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @cached_property
    def questionnaires(self) -> Questionnaires:
        from mtdesk.desk.wellbeing.questionnaires import Questionnaires

        return Questionnaires(self._opened)

    def check_in(self, text: str, *, on: str | None = None) -> tuple[CheckIn, int, bool]:
        """`body 6 mind 4 thumb-r 5`; returns it, its operation, and whether it added to the day's.

        A second check-in of a day completes the first: what is said now stands, the rest stays.
        """
        from mtdesk.model.entry import parse_check_in

        line = parse_check_in(text, vocabulary(self._opened))
        day = line.day.isoformat()
        if on is not None:
            day = PAST.read(on, self._opened.now().date(), "on").isoformat()
        said = CheckIn(
            checked_on=day,
            body=line.body,
            mind=line.mind,
            sleep_hours=line.sleep_hours,
            soreness=dict(line.soreness),
            note=line.note,
        )
        return self.record(said)

    def record(self, said: CheckIn) -> tuple[CheckIn, int, bool]:
        """Write a check-in, or complete the one its day has."""
        book = self._opened.writable()
        before = wellbeing.of_day(book, said.checked_on)
        with book.transaction(
            "checkin", f"check-in of {said.checked_on}", self._opened.stamp()
        ) as number:
            if before is None:
                return replace(said, id=wellbeing.add(book, said)), number, False
            merged = replace(
                before,
                body=before.body if said.body is None else said.body,
                mind=before.mind if said.mind is None else said.mind,
                sleep_hours=before.sleep_hours if said.sleep_hours is None else said.sleep_hours,
                soreness={**before.soreness, **said.soreness},
                note="\n".join(part for part in (before.note, said.note) if part),
            )
            wellbeing.change(book, before.id or 0, merged)
        return merged, number, True

    def of_day(self, day: date) -> CheckIn | None:
        return wellbeing.of_day(self._opened.book, day.isoformat())

    def between(self, period: Period) -> list[CheckIn]:
        return wellbeing.between(self._opened.book, period)

    def edit(self, row_id: int, fields: dict[str, str]) -> CheckIn:
        """Change body, mind, sleep, note, or a site (`thumb-r=4`; empty takes it away)."""
        after = wellbeing.get(self._opened.book, row_id)
        for field, text in fields.items():
            if field == "note":
                after = replace(after, note=clean(text, field))
            elif field == "body":
                after = replace(after, body=_rating(field, text))
            elif field == "mind":
                after = replace(after, mind=_rating(field, text))
            elif field == "sleep":
                hours = _number(field, text)
                after = replace(
                    after, sleep_hours=None if hours is None else SLEEP.check(hours, field)
                )
            else:
                site = field if field in after.soreness else check_site(field)
                soreness = {key: level for key, level in after.soreness.items() if key != site}
                level = _rating(field, text)
                if level is not None:
                    if level % 1:
                        raise InvalidError(field, f"{level:g} is not a whole number 0 to 10")
                    soreness[site] = int(level)
                after = replace(after, soreness=soreness)
        book = self._opened.writable()
        with book.transaction(
            "edit", f"edit of check-in {row_id}: {', '.join(fields)}", self._opened.stamp()
        ):
            wellbeing.change(book, row_id, after)
        return after

    def remove(self, row_id: int) -> tuple[CheckIn, int]:
        removed = wellbeing.get(self._opened.book, row_id)
        book = self._opened.writable()
        with book.transaction(
            "remove", f"removal of check-in {row_id}", self._opened.stamp()
        ) as number:
            wellbeing.remove(book, row_id)
        return removed, number


def _number(field: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        raise InvalidError(field, f"“{text[:40]}” is not a number") from None


def _rating(field: str, text: str) -> float | None:
    number = _number(field, text)
    return None if number is None else RATING.check(number, field)
