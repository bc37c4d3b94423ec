"""income."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mtdesk.cli.call import reading
from mtdesk.cli.print import say, say_json, table
from mtdesk.model.period import WEEKDAYS, hours
from mtdesk.say.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from mtdesk.cli.call import Call
    from mtdesk.desk.income import IncomeOfYear, Stretch
    from mtdesk.insight.income import Earning, Missed
    from mtdesk.model.money import Currency

HEADS = ("income", "sessions", "hands-on", "an hour", "load", "per 100 load")
MISSED_SHOWN = 3


@click.command("income")
@click.argument("year", metavar="[YEAR]", type=int, required=False)
@click.option(
    "--top", type=click.IntRange(1, 1000), default=10, show_default=True, help="Clients shown."
)
@reading
def income_command(call: Call, year: int | None, top: int) -> None:
    """A year's income: which work pays for what it costs, the pace, clients, missed appointments.

    Load is effort x minutes. Pace and prices of missed appointments are estimates.

    \b
    mtdesk income
    mtdesk income 2025 --json
    """
    found = call.desk.income.summary(year, top=top)
    currency = call.desk.settings.currency
    if call.json:
        say_json(income_document(found, currency.code, top))
    else:
        for line in income_lines(found, currency, top):
            say(line)


# -- words


def income_lines(found: IncomeOfYear, currency: Currency, top: int) -> Iterator[str]:
    so_far = " so far" if found.is_running else ""
    yield f"Income {found.year}{so_far}, {_dates(found)}, before costs, {currency.code}"
    if not found.of_year.income_minor and not found.of_year.sessions:
        yield "  no money and no session in it"
        return
    yield ""
    yield from _standing(found, currency)
    for name, rows in _sides(found, top):
        yield ""
        yield from _side(name, rows, currency)
    more = len(found.by_client) - top
    if more > 0:
        yield f"  and {more} more; --top {len(found.by_client)} shows all"
    yield ""
    yield from _clients_and_missed(found, currency)
    yield ""
    yield "  ~ rests on effort that was estimated. Income counts when received; an hour and 100 of"
    yield "  load are held against what came for the work: packages and gift cards when used, not sold;"
    yield "  a session not paid yet counts with its hours and its load."


def _dates(found: IncomeOfYear) -> str:
    period = found.of_year.period
    return f"{period.start} to {period.last}" if len(period) else f"from {period.start}"


def _standing(found: IncomeOfYear, currency: Currency) -> Iterator[str]:
    of_year, money = found.of_year, currency.format
    yield f"  {'income':<22}{money(of_year.income_minor)}"
    if found.before and found.before_minor is not None:
        more = of_year.income_minor - found.before_minor
        side = "more" if more >= 0 else "less"
        to = found.before.last
        begun = found.first_day
        part = f"; your record begins {begun}" if begun and begun > found.before.start else ""
        yield f"  {'':<22}{money(abs(more))} {side} than a year before, to {to}{part}"
    if found.target_minor and found.even_minor is not None:
        part = f"{of_year.income_minor / found.target_minor:.0%}"
        ahead = of_year.income_minor - found.even_minor
        side = "ahead of" if ahead >= 0 else "behind"
        pace = f", {money(abs(ahead))} {side} an even pace" if found.is_running else ""
        yield f"  {'target':<22}{part} of {money(found.target_minor)}{pace}"
    yield from _pace(found, currency)
    for label, stretch in (("take-home", of_year), ("last 365 days", found.last_year)):
        yield f"  {label:<22}{money(stretch.money.take_home_minor)}{_hour(stretch, currency)}"
    for each in found.by_purpose:
        share = "" if each.take_home_share is None else f", {each.take_home_share:.0%} of it"
        name = f"  {each.earning.key or 'purpose not said'}"
        yield f"{name:<24}{money(each.take_home_minor)}{share}"
    if len(found.by_purpose) > 1:
        yield f"  {'':<22}costs without a session are split by hands-on time"


def _pace(found: IncomeOfYear, currency: Currency) -> Iterator[str]:
    from textwrap import wrap

    pace = found.pace
    if pace is None:
        if found.is_running:
            yield f"  {'pace':<22}no estimate: {found.no_pace}"
        return
    low, high = currency.format(pace.low_minor), currency.format(pace.high_minor)
    projected = currency.format(pace.projected_minor)
    yield f"  {'pace':<22}~{projected} by {found.whole.last}, {low} to {high}, an estimate:"
    for line in wrap(pace.words, 74):
        yield f"  {'':<22}{line}"


def _hour(stretch: Stretch, currency: Currency) -> str:
    hands_on, working = stretch.per_hands_on_hour_minor, stretch.per_working_hour_minor
    if hands_on is None or working is None:
        return ""
    return (
        f", {currency.format(hands_on)} per hands-on hour, "
        f"{currency.format(working)} per working hour"
    )


def _sides(found: IncomeOfYear, top: int) -> Iterator[tuple[str, list[tuple[str, Earning]]]]:
    purposes = [each.earning for each in found.by_purpose]
    for name, rows in (
        ("purpose", purposes),
        ("service", found.by_service),
        ("workplace", found.by_workplace),
        ("paid by", found.by_method),
    ):
        yield name, [(str(row.key or "not said"), row) for row in rows]
    yield "weekday", [(WEEKDAYS[int(row.key or 0)], row) for row in found.by_weekday]
    yield "client", [(_client(row.key, found), row) for row in found.by_client[:top]]


def _client(key: str | int | None, found: IncomeOfYear) -> str:
    return "no client said" if key is None else f"{key} {found.names.get(int(key), '')}"


def _side(name: str, rows: Iterable[tuple[str, Earning]], currency: Currency) -> Iterator[str]:
    cells = []
    for label, row in rows:
        about = "~" if row.estimated_load else ""
        hour, per_load = row.per_hour_minor, row.per_load_minor
        cells.append(
            (
                label,
                currency.format(row.income_minor),
                f"{row.sessions:,}" if row.sessions else "",
                hours(row.hands_on_minutes) if row.hands_on_minutes else "",
                currency.format(hour) if hour is not None else "",
                f"{about}{row.load:,.0f}" if row.load else "",
                f"{about}{currency.format(per_load)}" if per_load is not None else "",
            )
        )
    for line in table((name, *HEADS), cells, right=range(1, 7), most=30):
        yield f"  {line}"


def _clients_and_missed(found: IncomeOfYear, currency: Currency) -> Iterator[str]:
    shares, money = found.concentration, currency.format
    share = shares.share
    if share is not None:
        count = len(shares.top)
        who = "your largest client" if count == 1 else f"your {count} largest clients"
        yield f"  {'concentration':<22}{share:.0%} of the last 365 days' income is from {who}"
    missed = found.missed
    if not missed.count:
        yield f"  {'missed':<22}no no-show and no late cancellation"
        return
    yield f"  {'missed':<22}{_counted(missed)}; {money(missed.fees_minor)} came in fees"
    yield f"  {'':<22}{_lost(missed, currency)}"
    for client, each in found.missed_by_client[:MISSED_SHOWN]:
        yield f"  {'':<22}{_client(client, found)}: {_counted(each)}, {_short(each, currency)}"


def _counted(missed: Missed) -> str:
    parts = []
    for number, one, many in (
        (missed.no_shows, "no-show", "no-shows"),
        (missed.late_cancels, "late cancellation", "late cancellations"),
    ):
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(parts)


def _lost(missed: Missed, currency: Currency) -> str:
    """`~$340.00 not received ($255.00 of it at your median price), 2 without a known price`."""
    if missed.unpriced == missed.count:
        return "what was not received is not known: no price was asked before for such a session"
    about = "~" if missed.estimated_minor else ""
    words = f"{about}{currency.format(missed.not_received_minor)} not received"
    if missed.estimated_minor:
        words += f" ({currency.format(missed.estimated_minor)} of it at your median price)"
    if missed.unpriced:
        words += f", {missed.unpriced} without a known price"
    return words


def _short(missed: Missed, currency: Currency) -> str:
    if missed.unpriced == missed.count:
        return "price not known"
    return f"{'~' if missed.estimated_minor else ''}{currency.format(missed.not_received_minor)}"


# -- JSON


def income_document(found: IncomeOfYear, currency: str, top: int) -> dict[str, Any]:
    """Clients are numbers in it; names are shown on the screen only."""
    of_year, before = found.of_year, found.before
    return {
        "year": found.year,
        "running": found.is_running,
        "currency": currency,
        **_stretch(of_year),
        "last_12_months": _stretch(found.last_year),
        "record_from": found.first_day.isoformat() if found.first_day else None,
        "last_year_from": before.start.isoformat() if before else None,
        "last_year_to": before.last.isoformat() if before else None,
        "last_year_income_minor": found.before_minor,
        "target_minor": found.target_minor,
        "even_pace_minor": found.even_minor,
        "pace": _pace_document(found),
        "pace_reason": found.no_pace or None,
        "by_purpose": [
            {
                **_row(each.earning),
                "take_home_minor": each.take_home_minor,
                "take_home_share": _rounded(each.take_home_share),
            }
            for each in found.by_purpose
        ],
        "by_service": _rows(found.by_service),
        "by_client": _rows(found.by_client[:top]),
        "clients": sum(row.key is not None for row in found.by_client),
        "by_workplace": _rows(found.by_workplace),
        "by_method": _rows(found.by_method),
        "by_weekday": [
            {**_row(row), "key": WEEKDAYS[int(row.key or 0)]} for row in found.by_weekday
        ],
        "missed": {
            **_missed(found.missed),
            "by_client": [
                {"key": client, **_missed(each)} for client, each in found.missed_by_client[:top]
            ],
        },
        "concentration": {
            "clients": found.concentration.clients,
            "top": list(found.concentration.top),
            "top_minor": found.concentration.top_minor,
            "gross_minor": found.concentration.income_minor,
            "share": _rounded(found.concentration.share),
        },
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    period = stretch.period
    return {
        "from": period.start.isoformat(),
        "to": period.last.isoformat() if len(period) else None,
        "income_minor": stretch.income_minor,
        "gross_minor": stretch.money.gross_minor,
        "wages_minor": stretch.money.wages_minor,
        "tips_minor": stretch.money.tips_minor,
        "take_home_minor": stretch.money.take_home_minor,
        "sessions": stretch.sessions,
        "hands_on_minutes": stretch.hands_on_minutes,
        "unpaid_minutes": stretch.unpaid_minutes,
        "take_home_per_hands_on_hour_minor": stretch.per_hands_on_hour_minor,
        "take_home_per_hour_minor": stretch.per_working_hour_minor,
    }


def _pace_document(found: IncomeOfYear) -> dict[str, Any] | None:
    pace = found.pace
    if pace is None:
        return None
    return {
        "estimate": True,
        "method": pace.method,
        "words": pace.words,
        "weeks": pace.weeks,
        "days_left": pace.days_left,
        "to": found.whole.last.isoformat(),
        "mean_week_minor": pace.mean_week_minor,
        "spread_minor": pace.spread_minor,
        "projected_minor": pace.projected_minor,
        "low_minor": pace.low_minor,
        "high_minor": pace.high_minor,
    }


def _rows(rows: Sequence[Earning]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _row(row: Earning) -> dict[str, Any]:
    return {
        "key": row.key,
        "income_minor": row.income_minor,
        "gross_minor": row.money.gross_minor,
        "tips_minor": row.money.tips_minor,
        "net_minor": row.money.net_minor,
        "for_work_minor": row.for_work_minor,
        "sessions": row.sessions,
        "hands_on_minutes": row.hands_on_minutes,
        "load": plain(row.load),
        "estimated_load": plain(row.estimated_load),
        "per_hands_on_hour_minor": row.per_hour_minor,
        "per_100_load_minor": row.per_load_minor,
    }


def _missed(missed: Missed) -> dict[str, Any]:
    is_unknown = missed.count > 0 and missed.unpriced == missed.count
    return {
        "count": missed.count,
        "no_shows": missed.no_shows,
        "late_cancels": missed.late_cancels,
        "fees_minor": missed.fees_minor,
        "not_received_minor": None if is_unknown else missed.not_received_minor,
        "estimated_minor": missed.estimated_minor,
        "unpriced": missed.unpriced,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
