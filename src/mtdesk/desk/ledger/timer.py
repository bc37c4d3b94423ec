"""A timer for unpaid work: one at a time, and it runs on while the program is closed."""

from __future__ import annotations

from datetime import datetime

from mtdesk.desk.opened import Opened
from mtdesk.errors import ANSWER_YES, NeedsConfirmationError, RefusedError
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.ledger.costs import WorkTime, check_kind, minutes_of
from mtdesk.model.names import clean
from mtdesk.model.period import format_instant, hours
from mtdesk.store import ledger

ASKED_MINUTES = 4 * 60  # longer, or past midnight, it may have been forgotten
MOST_MINUTES = 16 * 60  # beyond it she forgot to stop it, and only she knows how long it was


@frozen
class Running:
    """A running timer; `minutes` since it was started, in whole minutes."""

    id: int
    kind: str
    started_at: str
    note: str
    minutes: int

    @property
    def is_forgotten(self) -> bool:
        """Whether its length is none to take for granted: over 16 h, or the clock went back."""
        return not 0 <= self.minutes <= MOST_MINUTES

    @property
    def since(self) -> str:
        """`2026-11-23 14:30`."""
        return self.started_at[:16].replace("T", " ")


class Timer:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def running(self) -> Running | None:
        row = ledger.running_timer(self._opened.book)
        if row is None:
            return None
        elapsed = self._opened.now() - datetime.fromisoformat(row["started_at"])
        return Running(**dict(row), minutes=int((elapsed.total_seconds() + 30) // 60))

    def start(self, kind: str, *, note: str = "") -> tuple[Running, int]:
        """Start it; returns it and its operation.

        Raises:
            InvalidError: no such kind of work; RefusedError: one runs already.
        """
        with self._opened.writing("timer", f"timer of {kind} started") as writing:
            check_kind(kind)
            note = clean(note, "note")
            before = self.running()
            if before is not None:
                raise RefusedError(
                    f"{before.kind} is running since {before.since}; `mtdesk time stop` comes first"
                )
            instant = format_instant(self._opened.now())
            number = ledger.start_timer(writing.book, instant, kind, note)
        running = Running(id=number, kind=kind, started_at=instant, note=note, minutes=0)
        return running, writing.operation

    def stop(self, minutes: str | None = None, *, confirmed: bool = False) -> tuple[WorkTime, int]:
        """Stop it and record its minutes, at least one, or those said; returns the work.

        It belongs to the day on which it was started.

        Raises:
            RefusedError: none runs, or it ran over 16 h and no minutes are said.
            NeedsConfirmationError: it ran over 4 h or past midnight, and none are said.
        """
        with self._opened.writing("time") as writing:
            running = self.running()
            if running is None:
                raise RefusedError("no timer is running; `mtdesk time start admin` starts one")
            if minutes is None and running.is_forgotten:
                length = f" ({hours(running.minutes)})" if running.minutes > 0 else ""
                raise RefusedError(
                    f"{running.kind} is running since {running.since}{length}; say how many minutes "
                    "it was: mtdesk time stop 90"
                )
            is_long = running.minutes > ASKED_MINUTES
            is_past_midnight = running.started_at[:10] != self._opened.now().date().isoformat()
            if minutes is None and not confirmed and (is_long or is_past_midnight):
                raise NeedsConfirmationError(
                    f"{running.kind} is running since {running.since} ({hours(running.minutes)}); was "
                    "all of it work?",
                    hint=f"mtdesk time stop 90 says how many minutes it was; {ANSWER_YES}",
                )
            work = WorkTime(
                worked_on=running.started_at[:10],
                minutes=max(running.minutes, 1) if minutes is None else minutes_of(minutes),
                kind=running.kind,
                note=running.note,
            )
            writing.is_about(f"{work.minutes} min {work.kind}, by the timer")
            ledger.stop_timer(writing.book, running.id)
            work = replace(work, id=ledger.add_work_time(writing.book, work))
        return work, writing.operation
