"""Two years of a practice, imported; every figure held against sums of the files themselves.

Nothing here uses the product's arithmetic: csv, Decimal and statistics only.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from statistics import pstdev

import pytest
from two_years import FILES, expenses, rows, sessions, within

from mtdesk.desk import Desk
from mtdesk.say.document import document
from mtdesk.say.findings import RISK
from mtdesk.say.week.documents import week_document
from mtdesk.say.year.words import year_document


@cache
def loads():
    found = defaultdict(float)
    for row in sessions():
        found[row["day"]] += row["load"]
    return found


def first_day():
    return min(row["day"] for row in sessions() if row["done"])


@pytest.fixture(scope="module")
def imported(tmp_path_factory, clock):
    path = tmp_path_factory.mktemp("two-years") / "practice.db"
    with closing(Desk(path, clock)) as desk, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        tallies = desk.files.import_files(FILES)
        desk.book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path, tallies


@pytest.fixture(scope="module")
def years(imported, clock):
    with closing(Desk(imported[0], clock)) as desk:
        yield desk


@pytest.fixture
def own(imported, path, clock):
    """A copy of the practice to write in."""
    shutil.copyfile(imported[0], path)
    with closing(Desk(path, clock)) as desk:
        yield desk


def test_every_row_was_read(imported):
    _, tallies = imported
    counted = {tally.format: (tally.read, tally.new, tally.problem_count) for tally in tallies}
    assert counted == {path.name: (len(rows(path.stem)), len(rows(path.stem)), 0) for path in FILES}
    assert [tally.format for tally in tallies][-1] == "incidents.csv"


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_year(years, year):
    found = year_document(years.year.year(year))
    first, last = date(year, 1, 1), date(year, 12, 31)
    mine, spent = within(sessions(), first, last), within(expenses(), first, last)
    fees = sum(row["fee"] for row in mine if row["done"])
    missed = sum(row["fee"] for row in mine if not row["done"])
    tips = sum(row["tip"] for row in mine)
    cost = sum(row["amount"] for row in spent)
    deductible = sum(row["deductible"] for row in spent)
    minutes = sum(row["minutes"] for row in mine)
    net = fees + missed + tips - deductible
    expected = {
        "year": year,
        "basis": "cash",
        "currency": "USD",
        "gross_minor": fees + missed + tips,
        "session_fees_minor": fees,
        "tips_minor": tips,
        "wages_minor": 0,
        "other_income_minor": missed,
        "refunds_minor": 0,
        "chargebacks_minor": 0,
        "processor_fees_minor": 0,
        "expenses_minor": cost,
        "deductible_expenses_minor": deductible,
        "mileage": {"distance": 0, "unit": "mi", "deduction_minor": 0},
        "net_minor": net,
        "take_home_minor": net,
        "take_home_per_hour_minor": round(Decimal(net * 60) / minutes),
        "outstanding_minor": 0,
        "credit_liability_minor": 0,
        "sessions": sum(row["done"] for row in mine),
        "hands_on_minutes": minutes,
        "unpaid_minutes": 0,
    }
    assert {key: found[key] for key in expected} == expected


def grouped(mine, key):
    sums = defaultdict(lambda: [0, 0, 0, 0])
    for row in mine:
        group = sums[key(row)]
        group[0] += row["fee"] + row["tip"]
        group[1] += row["tip"]
        group[2] += row["done"]
        group[3] += row["minutes"]
    return {name: tuple(group) for name, group in sums.items() if any(group)}


def shown(groups):
    assert all(group["net_minor"] == group["gross_minor"] for group in groups)
    return {
        group["key"]: (
            group["gross_minor"], group["tips_minor"], group["sessions"], group["hands_on_minutes"],
        )
        for group in groups
    }  # fmt: skip


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_years_groups(years, year):
    found = year_document(years.year.year(year))
    mine = within(sessions(), date(year, 1, 1), date(year, 12, 31))
    assert shown(found["by_purpose"]) == grouped(mine, lambda row: None)
    assert shown(found["by_service"]) == grouped(mine, lambda row: row["modality"] or None)
    assert shown(found["by_workplace"]) == grouped(mine, lambda row: row["setting"] or None)
    paid_by = grouped(
        mine, lambda row: (row["payment_method"] or None) if row["fee"] or row["tip"] else None
    )
    assert shown(found["by_method"]) == paid_by
    for groups in ("by_purpose", "by_service", "by_workplace", "by_method"):
        takings = [group["gross_minor"] for group in found[groups]]
        assert takings == sorted(takings, reverse=True)


@pytest.mark.parametrize("year", [2024, 2025])
def test_the_years_months_and_categories(years, year):
    found = year_document(years.year.year(year))
    for number, month in enumerate(found["by_month"], start=1):
        first = date(year, number, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        mine, spent = within(sessions(), first, last), within(expenses(), first, last)
        gross = sum(row["fee"] + row["tip"] for row in mine)
        assert month == {
            "month": first.isoformat()[:7],
            "gross_minor": gross,
            "tips_minor": sum(row["tip"] for row in mine),
            "net_minor": gross - sum(row["deductible"] for row in spent),
            "sessions": sum(row["done"] for row in mine),
            "hands_on_minutes": sum(row["minutes"] for row in mine),
        }
    sums = defaultdict(lambda: [0, 0])
    for row in within(expenses(), date(year, 1, 1), date(year, 12, 31)):
        sums[row["key"]][0] += row["amount"]
        sums[row["key"]][1] += row["deductible"]
    assert {
        row["key"]: [row["amount_minor"], row["deductible_minor"]]
        for row in found["expenses_by_category"]
    } == dict(sums)


def span(first, count):
    return [first + timedelta(days=number) for number in range(count)]


def as_week(monday):
    """What `week` must show of a week that is over."""
    days = span(monday, 7)
    mine, spent = within(sessions(), days[0], days[6]), within(expenses(), days[0], days[6])
    daily = [loads()[day] for day in days]
    before = [loads()[day] for day in span(monday - timedelta(days=21), 21)]
    spread = pstdev(daily)
    monotony = sum(daily) / 7 / spread if spread else None
    worked = sum(load > 0 for load in (*before, *daily))
    enough = first_day() <= monday - timedelta(days=21) and worked >= 10
    gross = sum(row["fee"] + row["tip"] for row in mine)
    home = gross - sum(row["deductible"] for row in spent)
    minutes = sum(row["minutes"] for row in mine)
    return {
        "week_start": days[0].isoformat(),
        "week_end": days[6].isoformat(),
        "sessions": sum(row["done"] for row in mine),
        "hands_on_minutes": minutes,
        "load": sum(daily),
        "estimated_load": sum(row["load"] for row in mine if row["estimated"]),
        "usual_load": sum(before) / 3 if first_day() < monday else None,
        "ratio": pytest.approx(sum(daily) * 3 / sum(before)) if enough else None,
        "monotony": pytest.approx(monotony) if monotony is not None else None,
        "strain": pytest.approx(sum(daily) * monotony) if monotony is not None else None,
        "rest_days": sum(1 for day in days if not any(row["done"] for row in within(mine, day, day))),
        "unpaid_minutes": 0,
        "currency": "USD",
        "gross_minor": gross,
        "tips_minor": sum(row["tip"] for row in mine),
        "expenses_minor": sum(row["amount"] for row in spent),
        "wages_minor": 0,
        "take_home_minor": home,
        "take_home_per_hour_minor": pytest.approx(home * 60 / minutes, abs=0.5) if minutes else None,
        "days": [
            {
                "date": day.isoformat(),
                "sessions": sum(row["done"] for row in within(mine, day, day)),
                "hands_on_minutes": sum(row["minutes"] for row in within(mine, day, day)),
                "load": loads()[day],
            }
            for day in days
        ],
    }  # fmt: skip


def test_every_week(years):
    for number in range(-1, 106):
        monday = date(2024, 1, 1) + timedelta(weeks=number)
        week = years.week.of(monday + timedelta(days=number % 7))
        found = week_document(week, ())
        expected = as_week(monday)
        if expected["usual_load"] is not None:
            expected["usual_load"] = pytest.approx(expected["usual_load"])
        assert {key: found[key] for key in expected} == expected


def test_a_week_that_is_running_has_no_ratio_and_counts_rest_up_to_today(imported, clock):
    with closing(Desk(imported[0], clock, today=date(2025, 6, 12))) as desk:
        week = desk.week.of()
    days = span(date(2025, 6, 9), 4)
    assert week.ratio is None
    assert week.rest_days == sum(
        1 for day in days if not any(row["done"] for row in within(sessions(), day, day))
    )


@pytest.mark.parametrize("as_of", span(date(2024, 1, 3), 24 * 31)[::23], ids=str)
def test_the_findings(years, as_of):
    found = document(years.findings.risk(as_of), RISK)
    by_rule = defaultdict(list)
    for finding in found["findings"]:
        by_rule[finding["rule"]].append(finding)
    last_28 = span(as_of - timedelta(days=27), 28)
    minutes = {day: sum(row["minutes"] for row in within(sessions(), day, day)) for day in last_28}
    over = [day.isoformat() for day in last_28 if minutes[day] > 240]
    assert [each["evidence"]["dates"] for each in by_rule["hands_on_day"]] == (
        [over] if over else []
    )
    if over:
        level = "act" if len(over) >= 6 else "watch" if len(over) >= 3 else "note"
        assert by_rule["hands_on_day"][0]["level"] == level
        assert by_rule["hands_on_day"][0]["evidence"]["days_over"] == len(over)
    daily = [loads()[day] for day in last_28]
    ratio = sum(daily[21:]) * 3 / sum(daily[:21]) if sum(daily[:21]) else 0
    told = (
        (as_of - first_day()).days >= 27 and sum(load > 0 for load in daily) >= 10 and ratio >= 1.3
    )
    assert [each["evidence"]["ratio"] for each in by_rule["against_usual"]] == (
        [pytest.approx(ratio)] if told else []
    )
    incidents = [
        row["occurred_at"][:10]
        for row in rows("incidents")
        if last_28[0].isoformat() <= row["occurred_at"][:10] <= as_of.isoformat()
    ]
    assert {each["evidence"]["date"] for each in by_rule["incident"]} <= set(incidents)
    asked = [row["date"] for row in rows("checkins") if row["date"] <= as_of.isoformat()]
    worked = any(minutes[day] for day in last_28[14:])
    late = worked and (not asked or asked[-1] <= (as_of - timedelta(days=14)).isoformat())
    assert bool(by_rule["no_check_in"]) == (late and (as_of - first_day()).days >= 14)


def test_importing_again_adds_nothing(own, path, tables):
    before, history = tables(path), own.history.latest()
    for tally in own.files.import_files(FILES):
        known = len(rows(tally.format.removesuffix(".csv")))
        assert (tally.new, tally.duplicate, tally.operation) == (0, known, None)
    assert (tables(path), own.history.latest()) == (before, history)


def test_a_row_that_changed_since_is_a_problem_never_an_overwrite(own, path, tables, tmp_path):
    from mtdesk.errors import ImportRefusedError

    changed = tmp_path / "sessions.csv"
    text = FILES[0].read_text(encoding="utf-8")
    changed.write_text(text.replace(",55.00,11.00,venmo,", ",56.00,11.00,venmo,", 1), "utf-8")
    before = tables(path)
    with pytest.raises(ImportRefusedError) as refused:
        own.files.import_files([changed])
    assert [(each.line, each.column) for each in refused.value.problems] == [(2, "id")]
    assert tables(path) == before
    [tally] = own.files.import_files([changed], skip_bad=True)
    assert (tally.new, tally.duplicate, tally.problem_count) == (0, len(sessions()) - 1, 1)
    assert tables(path) == before


def test_a_dry_run_counts_and_writes_nothing(desk, path):
    tallies = desk.files.import_files(FILES, dry_run=True)
    assert sum(tally.new for tally in tallies) == sum(len(rows(each.stem)) for each in FILES)
    assert not path.exists()


def test_undo_takes_the_import_back_and_importing_again_restores_it(own, path, tables):
    sealed = ("incident", "incident_addendum", "seal")
    year = year_document(own.year.year(2025))
    risk = own.findings.risk(date(2025, 12, 1))
    own.history.undo()
    left = tables(path, leave_out=sealed)
    assert {table for table, found in left.items() if found} == {"setting", "service"}
    assert all(incident.withdrawn for incident in own.incidents.between())
    assert own.year.figures.year(2025).money.gross_minor == 0
    assert not own.findings.risk(date(2025, 12, 1)).findings
    tallies = own.files.import_files(FILES)
    assert sum(tally.new for tally in tallies) == sum(len(rows(each.stem)) for each in FILES)
    assert not any(incident.withdrawn for incident in own.incidents.between())
    assert year_document(own.year.year(2025)) == year
    assert own.findings.risk(date(2025, 12, 1)) == risk


def test_an_undone_import_is_done_again_row_by_row(own, path, tables):
    before = tables(path, leave_out=("incident_addendum", "seal"))
    number, _ = own.history.undo()
    own.history.undo(number)
    assert tables(path, leave_out=("incident_addendum", "seal")) == before
    assert not any(incident.withdrawn for incident in own.incidents.between())
