"""Medical against wellness: one table for a year of accounts, or its part up to today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sums import earned_by
from mtdesk.insight.medical import outcomes as insight
from mtdesk.insight.medical.outcomes import Counts, Outcome, Rhythm
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.store.medical import outcomes

if TYPE_CHECKING:
    from mtdesk.desk.opened import Opened


@frozen
class Comparison:
    """`unplaced_incidents` have neither a session nor a client, and are in no column."""

    year: int
    period: Period
    is_running: bool
    columns: tuple[Outcome, ...]
    unplaced_incidents: int

    @property
    def is_empty(self) -> bool:
        return not any(column.sessions or column.missed.n for column in self.columns)


class Outcomes:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def of_year(self, year: int | None = None) -> Comparison:
        """A year of accounts by purpose, the running one unless told.

        Raises:
            InvalidError: a year outside 1950 to 2200.
        """
        opened, today = self._opened, self._opened.today
        chosen = opened.settings.year_of(today) if year is None else year
        whole = opened.settings.fiscal_year(chosen)
        tomorrow = today + timedelta(days=1)
        period = Period(whole.start, max(whole.start, min(whole.end, tomorrow)))
        placed, unplaced = self._incidents(period)
        return Comparison(
            year=chosen,
            period=period,
            is_running=today in whole,
            columns=tuple(
                insight.by_purpose(
                    earned_by(opened, period, "purpose"),
                    self._counts(period, placed),
                    self._rhythms(period),
                )
            ),
            unplaced_incidents=unplaced,
        )

    def feedback(self, client_id: int) -> tuple[int, int]:
        """Of a client's done sessions up to today those in which feedback was asked, and all."""
        return outcomes.feedback(self._opened.book, client_id, self._opened.today.isoformat())

    def _counts(self, period: Period, incidents: dict[str | None, int]) -> dict[str | None, Counts]:
        book, days = self._opened.book, insight.REBOOKED_DAYS
        decided = (self._opened.today - timedelta(days=days)).isoformat()
        found: dict[str | None, Counts] = {}
        for row in outcomes.counts(book, period, decided, days):
            before = found.get(row["purpose"], Counts())
            found[row["purpose"]] = Counts(
                **{
                    name: getattr(before, name) + (row[name] or 0)
                    for name in ("done", "asked", "missed", "rebookable", "rebooked")
                }
            )
        for row in outcomes.pains(book, period):
            before = found.get(row["purpose"], Counts())
            pain = (row["pain_before"], row["pain_after"], row["count"])
            found[row["purpose"]] = replace(before, pains=(*before.pains, pain))
        for purpose, count in incidents.items():
            found[purpose] = replace(found.get(purpose, Counts()), incidents=count)
        return found

    def _incidents(self, period: Period) -> tuple[dict[str | None, int], int]:
        placed: dict[str | None, int] = {}
        unplaced = 0
        for row in outcomes.incidents(self._opened.book, period):
            if row["is_placed"]:
                placed[row["purpose"]] = row["count"]
            else:
                unplaced += row["count"]
        return placed, unplaced

    def _rhythms(self, period: Period) -> dict[str, Rhythm]:
        if not len(period):
            return {}
        rows = outcomes.rhythms(self._opened.book, period.last.isoformat(), insight.RHYTHM_DAYS)
        return {
            row["purpose"]: Rhythm(
                clients=row["clients"],
                first_visits=row["first_visits"] or 0,
                latest_visits=row["latest_visits"] or 0,
            )
            for row in rows
        }
