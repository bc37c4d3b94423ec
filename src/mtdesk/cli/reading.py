"""week, year."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mtdesk.cli.documents import week_document, year_document
from mtdesk.cli.options import reading
from mtdesk.cli.text import say, say_json, table
from mtdesk.errors import UsageError
from mtdesk.model.finding import MARKS
from mtdesk.model.ledger import CATEGORIES
from mtdesk.model.period import WEEKDAYS, hours, parse_date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mtdesk.cli.commands import Call
    from mtdesk.desk import Desk
    from mtdesk.desk.review import Group, Week, Year
    from mtdesk.model.finding import Finding


@click.command("week")
@click.argument("day", metavar="[YYYY-MM-DD]", required=False)
@reading
def week_command(call: Call, day: str | None) -> None:
    """The week around a day (default today): hours, load, rest, money, findings.

    \b
    mtdesk week
    mtdesk week 2026-11-02 --json
    """
    show_week(call, parse_date(day, "week") if day else None)


def show_week(call: Call, day: date | None) -> None:
    """The week as JSON or in words: also what a dashboard without a terminal prints."""
    if call.json:
        say_json(week_document(call.desk.review.week(day), call.desk.settings.currency.code))
    else:
        print_week(call.desk, day)


def print_week(desk: Desk, day: date | None) -> None:
    week = desk.review.week(day)
    currency = desk.settings.currency
    if not desk.exists:
        say(f"There is no practice at {desk.path} yet.")
        say("Log your first session: mtdesk log ana swedish 60m 90+15 card")
        say("Or look at a sample:    mtdesk demo")
        return
    running = "" if week.is_over else ", still running"
    say(f"Week {week.start} to {week.last}{running}")
    say(f"  {week_sentence(week)}")
    say()
    limit = desk.settings.hands_on_minutes_a_day
    rows = [
        (
            WEEKDAYS[each.day.weekday()][:3].title(),
            each.day.isoformat(),
            str(each.sessions or ""),
            hours(each.hands_on_minutes) if each.hands_on_minutes else "",
            f"{each.load:,.0f}" if each.load else "",
            f"over {hours(limit)}" if each.hands_on_minutes > limit else "",
        )
        for each in week.days
    ]
    for line in table(("", "day", "sessions", "hands-on", "load", ""), rows, right=(2, 3, 4)):
        say(f"  {line}")
    say()
    money = week.money
    usual = "unknown yet" if week.usual_load is None else f"{week.usual_load:,.0f}"
    estimated = (
        f", {week.estimated_load / week.load:.0%} of it from estimated effort (~)"
        if week.estimated_load
        else ""
    )
    hour = week.take_home_per_hour_minor
    weekly = desk.settings.hands_on_minutes_a_week
    figures = (
        (
            "hands-on",
            hours(week.hands_on_minutes) + (f" of your {hours(weekly)} a week" if weekly else ""),
        ),
        ("load", f"{week.load:,.0f} (usual {usual}){estimated}"),
        ("rest days", str(week.rest_days)),
        ("gaps under 15 min", str(week.short_gaps)),
        ("unpaid work", hours(week.unpaid_minutes)),
        (
            "earned",
            f"{currency.format(money.gross_minor)}, {currency.format(money.tips_minor)} of it tips",
        ),
        ("expenses", currency.format(money.expenses_minor)),
        (
            "take-home",
            currency.format(money.take_home_minor)
            + ("" if hour is None else f", {currency.format(hour)} an hour worked"),
        ),
    )
    for label, text in figures:
        say(f"  {label:<18}{text}")
    say()
    _say_findings(week.findings)


def week_sentence(week: Week) -> str:
    """`23 h 30 hands-on in 19 sessions, 1.3x your usual load; 1 rest day`."""
    if not week.sessions:
        return "No done session in this week."
    against = "" if week.ratio is None else f", {week.ratio:.1f}x your usual load"
    rest = f"{week.rest_days} rest day{'' if week.rest_days == 1 else 's'}"
    count = f"{week.sessions} session{'' if week.sessions == 1 else 's'}"
    return f"{hours(week.hands_on_minutes)} hands-on in {count}{against}; {rest}"


def _say_findings(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if not found:
        say("  ✓ nothing stands out")
    for finding in found:
        say(f"  {MARKS[finding.level]} {finding.level:<8}{finding.message}")


@click.command("year")
@click.argument("year", type=int)
@click.option("--csv", "csv_path", metavar="FILE", help="Write the rows and sums (- for output).")
@reading
def year_command(call: Call, year: int, csv_path: str | None) -> None:
    """The year on a cash basis; --csv writes what an accountant needs, row by row.

    \b
    mtdesk year 2026
    mtdesk year 2026 --csv year-2026.csv
    """
    if csv_path is not None:
        if call.json:
            raise UsageError("--csv and --json exclude each other")
        _write_csv(call, year, csv_path)
        return
    figures = call.desk.review.year(year)
    if call.json:
        say_json(year_document(figures, call.desk.settings.currency.code))
        return
    for line in _year_lines(call.desk, figures):
        say(line)


def _write_csv(call: Call, year: int, target: str) -> None:
    if target == "-":
        for line in call.desk.transfer.year_csv(year):
            sys.stdout.write(line)
        return
    path = Path(target)
    rows = call.desk.transfer.write_year_csv(year, path)
    click.echo(f"{rows:,} rows of {year} written to {path}", err=True)


def _year_lines(desk: Desk, year: Year) -> list[str]:
    currency, money = desk.settings.currency, year.money
    lines = [f"{year.year}, cash basis, {currency.code}", ""]
    mileage = year.mileage_deduction_minor
    hour = year.take_home_per_hour_minor
    distance = f"{year.distance_tenths / 10:,.1f} {year.distance_unit}"
    for label, minor in (
        ("session fees", money.session_fees_minor),
        ("tips", money.tips_minor),
        ("other income", money.other_income_minor),
        ("gross", money.gross_minor),
        ("refunds", -money.refunds_minor),
        ("chargebacks", -money.chargebacks_minor),
        ("processor fees", -money.processor_fees_minor),
        ("deductible expenses", -money.deductible_expenses_minor),
        (f"mileage, {distance}", -(mileage or 0)),
        ("net", money.net_minor),
        ("wages (employed)", money.wages_minor),
        ("take-home", money.take_home_minor),
    ):
        lines.append(f"  {label:<26}{currency.format(minor):>16}")
    if mileage is None:
        lines.append("  (no mileage rate is known for these trips: nothing was deducted)")
    lines += [
        "",
        f"  {'sessions':<26}{year.sessions:>16,}",
        f"  {'hands-on':<26}{hours(year.hands_on_minutes):>16}",
        f"  {'unpaid work':<26}{hours(year.unpaid_minutes):>16}",
        f"  {'take-home an hour worked':<26}{'unknown' if hour is None else currency.format(hour):>16}",
        f"  {'outstanding at year end':<26}{currency.format(year.outstanding_minor):>16}",
        f"  {'gift cards, packages open':<26}{currency.format(year.credit_liability_minor):>16}",
        "",
    ]
    for title, groups in (
        ("month", year.by_month),
        ("service", year.by_service),
        ("purpose", year.by_purpose),
        ("method", year.by_method),
        ("workplace", year.by_workplace),
    ):
        lines += [*_group_lines(desk, title, groups), ""]
    rows = [
        (
            CATEGORIES[row.category].words,
            currency.format(row.amount_minor),
            currency.format(row.deductible_minor),
        )
        for row in year.expenses_by_category
    ]
    lines += [
        f"  {line}" for line in table(("expenses", "amount", "deductible"), rows, right=(1, 2))
    ]
    lines += ["", "  Figures from your own rows, for your accountant to check; not tax advice."]
    return lines


def _group_lines(desk: Desk, title: str, groups: tuple[Group, ...]) -> list[str]:
    currency = desk.settings.currency
    rows = [
        (
            group.key or "not said",
            currency.format(group.money.gross_minor),
            currency.format(group.money.tips_minor),
            currency.format(group.money.net_minor),
            f"{group.sessions:,}",
            hours(group.hands_on_minutes),
        )
        for group in groups
    ]
    heads = (title, "gross", "tips in it", "net", "sessions", "hands-on")
    return [f"  {line}" for line in table(heads, rows, right=(1, 2, 3, 4, 5))]
