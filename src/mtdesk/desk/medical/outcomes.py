"""Medical against wellness: one table for a year of accounts, or its part up to today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mtdesk.desk.ledger.sides import earned_by
from mtdesk.insight.medical import outcomes as insight
from mtdesk.insight.medical.outcomes import Counts, Outcome, Rhythm
from mtdesk.model.frozen import frozen
from mtdesk.model.period import Period
from mtdesk.store.medical import outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.medical.outcomes import Measured
    from mtdesk.model.money import Currency


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


# -- words


def outcome_rows(
    found: Comparison, currency: Currency
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows of the table, a column for each purpose; figures with the number they rest on."""
    heads = ("", *(column.key or "not said" for column in found.columns))
    rows = [
        ("sessions", *(f"{column.sessions:,}" for column in found.columns)),
        *(
            (words, *(_cell(getattr(column, name), shown) for column in found.columns))
            for words, name, shown in _rows(currency)
        ),
    ]
    return heads, rows


def _rows(currency: Currency) -> tuple[tuple[str, str, Callable[[float], str]], ...]:
    def percent(value: float) -> str:
        return f"{value:.0%}"

    def tenths(value: float) -> str:
        return f"{value:.1f}"

    return (
        ("income an hour", "income_per_hour_minor", lambda minor: currency.format(round(minor))),
        ("load an hour", "load_per_hour", lambda load: f"{load:,.0f}"),
        ("pain less in a visit, points", "pain_points", tenths),
        ("visits with a meaningful fall", "pain_meaningful", percent),
        ("visits followed by another", "rebooked", percent),
        ("missed per 100 appointments", "missed", tenths),
        ("incidents per 100 sessions", "incidents", tenths),
        ("visits a month, first 90 days", "first_visits_a_month", tenths),
        ("visits a month, latest 90 days", "latest_visits_a_month", tenths),
        ("feedback asked", "feedback_asked", percent),
    )


def _cell(figure: Measured, shown: Callable[[float], str]) -> str:
    value = "–" if figure.value is None else shown(figure.value)
    return f"{value}  (n {figure.n:,})"


def outcome_notes(found: Comparison) -> tuple[str, ...]:
    """What must be known to read it, a sentence or two each."""
    fewest, clients, days = insight.FEWEST, insight.FEWEST_CLIENTS, insight.REBOOKED_DAYS
    unplaced = found.unplaced_incidents
    notes = (
        (
            f"– where it rests on fewer than {fewest} sessions, visits or appointments, or on fewer than "
            f"{clients} clients."
        ),
        (
            "Income is what came for the work, before costs; load is effort x minutes. A fall of pain is "
            "meaningful from 2 points and 30 % on."
        ),
        (
            "Missed are no-shows and late cancellations; one without a purpose counts as what its client "
            "came for before."
        ),
        (
            f"Followed by another, done or booked, within {days} days; of visits whose {days} days are "
            "over."
        ),
        (
            "Visits a month are those of clients who have come for 180 days and still do: fewer with "
            "less pain is good."
        ),
        "It shows who came for what, and does not say why the two differ.",
    )
    count = "1 incident is" if unplaced == 1 else f"{unplaced} incidents are"
    apart = f"{count} with neither a session nor a client, and in no column."
    return (*notes, apart) if unplaced else notes
