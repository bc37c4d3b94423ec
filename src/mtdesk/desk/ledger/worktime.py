"""Working time that nobody pays for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.day import day_of
from mtdesk.errors import InvalidError
from mtdesk.model.ledger.work import WORK_KINDS, WorkTime
from mtdesk.model.names import clean
from mtdesk.model.rules import WORK_MINUTES
from mtdesk.store.ledger import rows

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


class UnpaidTime:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def work(
        self, minutes: str, kind: str, *, on: str | None = None, note: str = ""
    ) -> tuple[WorkTime, int]:
        """Unpaid work; returns it and its operation.

        Raises:
            InvalidError: a value is wrong.
        """
        with self._opened.writing("time") as writing:
            number = work_minutes(minutes)
            check_work_kind(kind)
            day = day_of(self._opened, on)
            work = WorkTime(worked_on=day, minutes=number, kind=kind, note=clean(note, "note"))
            writing.is_about(f"{number} min {kind}")
            work = replace(work, id=rows.add_work_time(writing.book, work))
        return work, writing.operation

    def work_times(self, limit: int) -> list[WorkTime]:
        """The latest unpaid work by day."""
        return rows.work_times(self._opened.book, limit)


def work_minutes(text: str) -> int:
    return WORK_MINUTES.read_whole(text.strip().removesuffix("m"), "minutes")


def check_work_kind(kind: str) -> None:
    if kind not in WORK_KINDS:
        raise InvalidError("kind", f"“{kind}” is not one of {', '.join(WORK_KINDS)}")
