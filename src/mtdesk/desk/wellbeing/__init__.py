"""Check-ins: two questions, and where it hurts."""

from __future__ import annotations

from functools import cached_property

from mtdesk.errors import InvalidError
from mtdesk.insight.wellbeing import Soreness, by_week, soreness, soreness_by_week
from mtdesk.model.frozen import replace
from mtdesk.model.names import clean
from mtdesk.model.rules import PAST, RATING
from mtdesk.model.wellbeing import CheckIn, check_site, hours_slept
from mtdesk.store import wellbeing
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mtdesk.desk.opened import Opened
    from mtdesk.desk.wellbeing.questionnaires import Questionnaires
    from mtdesk.model.period import Period

__all__ = ["Soreness", "Wellbeing", "soreness_by_week"]


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
        from mtdesk.desk.practice import vocabulary  # findings come here without it
        from mtdesk.model.entry.lines import parse_check_in

        line = parse_check_in(text, vocabulary(self._opened))
        day, today = line.day, self._opened.now().date()
        if on is not None:
            day = PAST.read(on, today, "on")
            if line.day not in {today, day}:
                raise InvalidError("on", f"is {day}, and the words say {line.day}; say one of them")
        said = CheckIn(
            checked_on=day.isoformat(),
            body=line.body,
            mind=line.mind,
            sleep_hours=line.sleep_hours,
            soreness=dict(line.soreness),
            note=line.note,
        )
        return self.record(said)

    def record(self, said: CheckIn) -> tuple[CheckIn, int, bool]:
        """Write a check-in, or complete the one its day has."""
        with self._opened.writing("checkin", f"check-in of {said.checked_on}") as writing:
            before = wellbeing.of_day(writing.book, said.checked_on)
            if before is None:
                whole = replace(said, id=wellbeing.add(writing.book, said))
            else:
                whole = before.completed(said)
                wellbeing.change(writing.book, before.id or 0, whole)
        return whole, writing.operation, before is not None

    def repeated(self, operation: int) -> CheckIn:
        """What an operation wrote, as it stands now. Raises RefusedError: it is gone since."""
        return wellbeing.get(self._opened.book, self._opened.repeated("check_in", operation)[0])

    def of_day(self, day: date) -> CheckIn | None:
        return wellbeing.of_day(self._opened.book, day.isoformat())

    def between(self, period: Period) -> list[CheckIn]:
        return wellbeing.between(self._opened.book, period)

    def soreness(self, check_ins: Sequence[CheckIn]) -> list[Soreness]:
        """The sites named in these check-ins (oldest first), the sorest of the latest days first."""
        limits = self._opened.settings.limits
        return soreness(check_ins, self._opened.today, limits.sore_days, limits.sore_level)

    def by_week(self, check_ins: Iterable[CheckIn], count: int) -> list[list[CheckIn]]:
        """Check-ins of each of the `count` weeks up to this one, oldest first."""
        opened = self._opened
        weeks = by_week(check_ins, count, opened.today, opened.settings.first_weekday)
        return list(weeks.values())

    def edit(self, row_id: int, fields: dict[str, str]) -> CheckIn:
        """Change body, mind, sleep, note, or a site (`thumb-r=4`; empty takes it away)."""
        summary = f"edit of check-in {row_id}: {', '.join(fields)}"
        with self._opened.writing("edit", summary) as writing:
            after = wellbeing.get(writing.book, row_id)
            for field, text in fields.items():
                after = _changed(after, field, text)
            wellbeing.change(writing.book, row_id, after)
        return after

    def remove(self, row_id: int) -> tuple[CheckIn, int]:
        with self._opened.writing("remove", f"removal of check-in {row_id}") as writing:
            removed = wellbeing.get(writing.book, row_id)
            wellbeing.remove(writing.book, row_id)
        return removed, writing.operation


def _changed(check_in: CheckIn, field: str, text: str) -> CheckIn:
    """The check-in with one of its fields as typed."""
    if field == "note":
        return replace(check_in, note=clean(text, field))
    if field == "body":
        return replace(check_in, body=_rating(field, text))
    if field == "mind":
        return replace(check_in, mind=_rating(field, text))
    if field == "sleep":
        return replace(check_in, sleep_hours=hours_slept(text))
    site = field if field in check_in.soreness else check_site(field)
    sore = {key: level for key, level in check_in.soreness.items() if key != site}
    level = _rating(field, text)
    if level is not None:
        if level % 1:
            raise InvalidError(field, f"{level:g} is not a whole number 0 to 10")
        sore[site] = int(level)
    return replace(check_in, soreness=sore)


def _rating(field: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        number = float(text)
    except ValueError:
        raise InvalidError(field, f"“{text[:40]}” is not a number") from None
    return RATING.check(number, field)
