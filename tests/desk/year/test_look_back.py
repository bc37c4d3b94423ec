"""A year looked back on, held against plain loops over the files themselves; and its odd years."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from statistics import mean, pstdev

import pytest
from two_years import FILES, expenses, rows, sessions, within

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError
from mtdesk.model.money import currency
from mtdesk.model.period import year_of
from mtdesk.say.year.look_back import facts, look_back_document, notes, nothing_words

USD = currency("USD")
YEARS = (2024, 2025)  # the first has a 29 February


@pytest.fixture(scope="module")
def imported(tmp_path_factory, clock):
    path = tmp_path_factory.mktemp("look-back") / "practice.db"
    with closing(Desk(path, clock)) as desk, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        desk.files.import_files(FILES)
        desk.book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="module")
def two_years(imported, clock):
    with closing(Desk(imported, clock)) as desk:
        yield desk


def looked_back(desk, year, **options):
    return look_back_document(desk.year.look_back(year, **options), USD)


# -- on paper


def days_of(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def month_ends(year, month):
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def check_ins(first, last):
    return [
        (float(row["fatigue"]), (5 - float(row["mood"])) * 2.5, int(row["pain"] or 0))
        for row in rows("checkins")
        if first.isoformat() <= row["date"] <= last.isoformat()
    ]


def incidents(first, last):
    return sum(
        first.isoformat() <= row["occurred_at"][:10] <= last.isoformat()
        for row in rows("incidents")
    )


def an_hour(minor, minutes):
    """Cents an hour, halves away from zero."""
    return int(Fraction(minor * 60, minutes) + Fraction(1, 2)) if minutes else None


def on_paper(first, last):
    mine = within(sessions(), first, last)
    done = [row for row in mine if row["done"]]
    worked = {row["day"] for row in done}
    minutes = sum(row["minutes"] for row in done)
    income = sum(row["fee"] + row["tip"] for row in mine)
    kept = income - sum(row["deductible"] for row in within(expenses(), first, last))
    said = check_ins(first, last)
    return {
        "hands_on_minutes": minutes,
        "load": sum(row["load"] for row in done),
        "body": pytest.approx(mean(body for body, _, _ in said)) if said else None,
        "mind": pytest.approx(mean(mind for _, mind, _ in said)) if said else None,
        "sorest": "general" if any(pain for _, _, pain in said) else None,
        "days_off": sum(day not in worked for day in days_of(first, last)),
        "income_minor": income,
        "take_home_per_hour_minor": an_hour(kept, minutes),
        "incidents": incidents(first, last),
        "take_home_minor": kept,
    }


@pytest.mark.parametrize("year", YEARS)
def test_every_month_and_the_year(two_years, year):
    found = looked_back(two_years, year)
    for number, month in enumerate(found["months"], start=1):
        expected = {"month": f"{year}-{number:02}", **on_paper(*month_ends(year, number))}
        assert {key: month[key] for key in expected} == expected
    expected = on_paper(date(year, 1, 1), date(year, 12, 31))
    assert {key: found["total"][key] for key in expected} == expected
    assert len(found["months"]) == 12


def four_weeks(year):
    """Every four weeks in a row of a year, from Mondays on: their first day and their figures."""
    monday = date(year, 1, 1)
    while monday.weekday():
        monday += timedelta(days=1)
    found = {}
    while (last := monday + timedelta(days=27)).year == year:
        paper, said = on_paper(monday, last), check_ins(monday, last)
        known = len(said) >= 4
        found[monday] = {
            "load": paper["load"],
            "minutes": paper["hands_on_minutes"],
            "hour": an_hour(paper["income_minor"], paper["hands_on_minutes"]),
            "body": mean(body for body, _, _ in said) if known else None,
            "mind": mean(mind for _, mind, _ in said) if known else None,
        }
        monday += timedelta(days=7)
    return found


def the_highest(weeks, signs):
    """The first day of the four weeks that stand highest, each figure in its own swing."""
    scores = {}
    for monday, figures in weeks.items():
        far = []
        for name, sign in signs.items():
            known = [each[name] for each in weeks.values() if each[name] is not None]
            if figures[name] is not None:
                far.append(sign * (figures[name] - mean(known)) / pstdev(known))
        scores[monday] = mean(far)
    return max(scores, key=scores.__getitem__)


@pytest.mark.parametrize("year", YEARS)
def test_the_hardest_and_the_best_four_weeks(two_years, year):
    found, weeks = looked_back(two_years, year), four_weeks(year)
    hardest = the_highest(weeks, {"load": 1, "body": 1, "mind": 1})
    assert found["hardest"]["first"] == hardest.isoformat()
    assert found["hardest"]["last"] == (hardest + timedelta(days=27)).isoformat()
    assert found["hardest"]["compared"] == len(weeks)
    usual = mean(each["load"] for each in weeks.values())
    assert found["hardest"]["usual"]["load"] == pytest.approx(usual)
    half = mean(each["minutes"] for each in weeks.values()) / 2
    full = {monday: each for monday, each in weeks.items() if each["minutes"] >= half}
    best = the_highest(full, {"hour": 1, "body": -1, "mind": -1})
    assert found["best"]["first"] == best.isoformat()
    assert found["best"]["compared"] == len(full)
    paper = on_paper(best, best + timedelta(days=27))
    same = ("hands_on_minutes", "load", "body", "mind", "days_off", "income_minor", "incidents",
            "take_home_minor", "take_home_per_hour_minor")  # fmt: skip
    assert {key: found["best"][key] for key in same} == {key: paper[key] for key in same}


def carried(here, there):
    """The fewest that carry half of all that grew from there to here, three at most, and their parts."""
    grown = {name: here[name] - there.get(name, 0) for name in here}
    grown = {name: more for name, more in grown.items() if more > 0}
    found, sum_ = {}, 0
    for name in sorted(grown, key=lambda name: (-grown[name], name)):
        if sum_ >= 0.5 * sum(grown.values()) or len(found) == 3:
            break
        found[name] = pytest.approx(grown[name] / sum(grown.values()), abs=1e-4)
        sum_ += grown[name]
    return {name: share for name, share in found.items() if name}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("which", ["hardest", "best"])
def test_what_made_them(two_years, year, which):
    found = looked_back(two_years, year, with_names=True)[which]
    first = date.fromisoformat(found["first"])
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    keys = {
        "weekday": lambda row: weekdays[row["day"].weekday()],
        "service": lambda row: row["modality"],
        "client": lambda row: row["client"],
    }

    def rates(key, start, last):
        """By name: load a week of the hardest, income an hour worked of the best."""
        mine = within(sessions(), start, last)
        if which == "hardest":
            figures = [(row, row["load"]) for row in mine if row["done"]]
            size = ((last - start).days + 1) / 7
        else:
            figures = [(row, row["fee"] + row["tip"]) for row in mine]
            size = sum(row["minutes"] for row in mine if row["done"]) / 60
        sums = defaultdict(float)
        for row, figure in figures:
            sums[key(row)] += figure / size
        return sums

    told = defaultdict(dict)
    for made in found["made_by"]:
        told[made["kind"]][made["name"]] = made["share"]
    for kind, key in keys.items():
        here = rates(key, first, first + timedelta(days=27))
        there = rates(key, date(year, 1, 1), date(year, 12, 31))
        is_more = sum(here.values()) > sum(there.values())
        assert told[kind] == (carried(here, there) if is_more else {})
    assert told["weekday"]


@pytest.mark.parametrize("year", YEARS)
def test_the_longest_run_and_the_clients_and_the_limit(two_years, year):
    found = looked_back(two_years, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    minutes = Counter()
    arrivals = defaultdict(list)
    for row in within(sessions(), first, last):
        if row["done"]:
            minutes[row["day"]] += row["minutes"]
            if row["client"] and row["pain_before"]:
                arrivals[row["client"]].append((row["day"], int(row["id"]), row["pain_before"]))
    longest = run = 0
    for day in days_of(first, last):
        run = run + 1 if minutes[day] else 0
        longest = max(longest, run)
    assert found["longest_run_days"] == found["longest_run"]["days"] == longest
    better = asked = 0
    for visits in arrivals.values():
        pains = [int(pain) for _, _, pain in sorted(visits)]
        count = min(3, len(pains) // 2)
        if count:
            asked += 1
            began, ended = mean(pains[:count]), mean(pains[-count:])
            better += began - ended >= 2 and 100 * (began - ended) >= 30 * began
    assert (found["clients_better"], found["clients_asked"]) == (better, asked)
    over = sum(max(0, each - 240) for each in minutes.values())
    income, whole = found["total"]["income_minor"], sum(minutes.values())
    less = int(Fraction(income * over, whole) + Fraction(1, 2))
    limit = found["at_limit"]
    assert (limit["over_minutes"], limit["income_less_minor"]) == (over, less)
    assert limit["hands_on_minutes"] == whole - over
    assert limit["income_minor"] == income - less
    assert limit["days_over"] == sum(each > 240 for each in minutes.values())
    assert limit["estimate"]
    assert len(limit["assumptions"]) == 2


# -- one truth


@pytest.mark.parametrize("year", YEARS)
def test_the_months_sum_to_the_year_and_to_the_income(two_years, year):
    found = looked_back(two_years, year)
    annual, income = two_years.year.figures.year(year), two_years.income.summary(year)

    def summed(key):
        return sum(month[key] for month in found["months"])

    assert summed("take_home_minor") == annual.money.take_home_minor
    assert summed("take_home_minor") == income.of_year.money.take_home_minor
    assert summed("income_minor") == income.of_year.income_minor == found["total"]["income_minor"]
    assert summed("hands_on_minutes") == annual.hands_on_minutes
    assert found["total"]["take_home_per_hour_minor"] == annual.take_home_per_hour_minor


def test_costs_trips_unpaid_hours_and_wages_are_the_years(desk):
    desk.practice.set("currency", "USD")
    desk.sessions.log("ana deep tissue 60m 90+15 card 11-20", confirmed=True)
    desk.ledger.spend("42.50 oil supplies", on="2026-11-02")
    desk.ledger.trip("12mi home visit", on="2026-10-03")
    desk.ledger.trip("7.3mi home visit", on="2026-03-03")
    desk.ledger.work("45", "laundry", on="2026-11-03")
    desk.ledger.pay("ana", "500", kind="wage", on="2026-09-30")
    found, annual = looked_back(desk, 2026), desk.year.figures.year(2026)
    kept = {month["month"]: month["take_home_minor"] for month in found["months"]}
    assert kept["2026-03"] == -529
    assert kept["2026-09"] == 50_000
    assert sum(each or 0 for each in kept.values()) == annual.money.take_home_minor
    assert found["total"]["take_home_per_hour_minor"] == annual.take_home_per_hour_minor
    assert found["months"][8]["income_minor"] == 50_000
    assert found["months"][10]["unpaid_minutes"] == 45


def test_a_year_of_accounts_that_is_no_calendar_year_is_said(desk):
    desk.practice.set("currency", "GBP")
    desk.practice.set("profile", "uk")
    for day in ("2026-04-05", "2026-04-06", "2026-11-02"):
        desk.sessions.log(f"ana deep tissue 60m 90 card {day}", confirmed=True)
    desk.ledger.trip("30mi home visit", on="2026-05-01")
    found = desk.year.look_back(2026)
    calendar = desk.year.figures.summary(2026, year_of(2026))
    assert len(found.months) == 12
    assert sum(each.take_home_minor or 0 for each in found.months) == calendar.money.take_home_minor
    assert sum(each.income_minor or 0 for each in found.months) == 27_000
    assert any("Your year of accounts 2026 begins on 6 Apr" in each for each in notes(found))


def test_nothing_is_read_twice(imported, clock):
    with closing(Desk(imported, clock)) as desk:
        put = Counter()
        desk.book.conn.set_trace_callback(lambda text: put.update([" ".join(text.split())]))
        found = desk.year.look_back(2025)
        desk.book.conn.set_trace_callback(None)
    assert found.best
    assert found.hardest
    again = {text: count for text, count in put.items() if count > 1 and "PRAGMA" not in text}
    assert not again


# -- odd years


@pytest.fixture
def begun_in_may(desk):
    """A practice whose first thing was bought on 2 April, and whose first session was on 4 May."""
    desk.practice.set("currency", "USD")
    desk.ledger.spend("600 table equipment", on="2026-04-02")
    day = date(2026, 5, 4)
    while day <= date(2026, 11, 20):
        if day.weekday() < 5:
            desk.sessions.log(f"ana deep tissue 60m 90 card e5 {day}", confirmed=True)
        day += timedelta(days=1)
    return desk


def test_months_before_she_began_and_months_to_come_are_unknown(begun_in_may):
    found = looked_back(begun_in_may, 2026)
    months = {each.pop("month")[5:]: each for each in found["months"]}
    unknown = dict.fromkeys(months["01"])
    assert [name for name, each in months.items() if each == unknown] == ["01", "02", "03", "12"]
    april = months["04"]
    assert (april["income_minor"], april["take_home_minor"]) == (0, -60_000)
    assert april["hands_on_minutes"] is april["load"] is april["days_off"] is None
    may = months["05"]
    assert (may["hands_on_minutes"], may["days_off"]) == (20 * 60, 8)
    assert (found["began"], found["worked_from"]) == ("2026-04-02", "2026-05-04")
    assert any("Your first session was on Mon 4 May 2026" in each for each in found["notes"])


def test_a_running_year_is_so_far(begun_in_may):
    found = begun_in_may.year.look_back(2026)
    (running,) = [each for each in found.months if each.is_running]
    assert (running.month, running.days_off) == ("2026-11", 8)  # up to Monday 23 November
    assert (found.as_of, found.is_running) == (date(2026, 11, 23), True)
    assert found.whole.days_off == 29 * 2 + 1
    assert "* so far, up to Mon 23 Nov 2026." in notes(found)


def test_what_comes_later_is_not_there_yet(imported, clock):
    with closing(Desk(imported, clock, today=date(2025, 6, 12))) as desk:
        found = looked_back(desk, 2025)
    june, july = found["months"][5:7]
    expected = on_paper(date(2025, 6, 1), date(2025, 6, 12))
    assert {key: june[key] for key in expected} == expected
    assert set(july.values()) == {"2025-07", None}
    assert date.fromisoformat(found["hardest"]["last"]) < date(2025, 6, 12)


def test_without_check_ins_load_alone_makes_the_hardest(begun_in_may):
    begun_in_may.sessions.log("ana deep tissue 90m 90 card e9 2026-08-15", confirmed=True)
    found = begun_in_may.year.look_back(2026)
    assert all(each.body is each.mind is each.sorest is None for each in found.months)
    assert found.hardest.by == ("load",)
    assert found.hardest.unasked == found.hardest.compared
    said = dict(facts(found, USD))
    assert "no body or mind to compare, too few check-ins" in said["hardest four weeks"]
    assert found.hardest.period.start <= date(2026, 8, 15) <= found.hardest.period.last
    assert any(each.startswith("No check-in in Apr, May,") for each in notes(found))


def test_weeks_that_are_all_alike_have_no_hardest(begun_in_may):
    found = begun_in_may.year.look_back(2026)
    assert found.hardest is None
    assert dict(facts(found, USD))["hardest four weeks"].startswith("none: ")


def test_fewer_than_eight_weeks_have_neither(desk):
    for day in ("2026-10-05", "2026-10-12", "2026-11-02"):
        desk.sessions.log(f"ana deep tissue 60m 90 card e5 {day}", confirmed=True)
    found = desk.year.look_back(2026)
    assert found.best is found.hardest is None
    assert found.longest_run_days == 1


def test_a_year_of_holidays(desk):
    desk.practice.set("currency", "USD")
    desk.sessions.log("ana deep tissue 60m 90 card e5 2024-12-31", confirmed=True)
    desk.sessions.log("ana deep tissue 60m 90 card e5 2026-01-01", confirmed=True)
    found = looked_back(desk, 2025)
    assert {each["hands_on_minutes"] for each in found["months"]} == {0}
    assert {each["load"] for each in found["months"]} == {0}
    assert sum(each["days_off"] for each in found["months"]) == 365
    assert {each["take_home_per_hour_minor"] for each in found["months"]} == {None}
    assert found["best"] is found["hardest"] is found["at_limit"] is None
    assert (found["longest_run_days"], found["longest_run"]) == (0, None)
    assert nothing_words(desk.year.look_back(2025)).startswith("Nothing is recorded in 2025")


def test_a_run_over_the_turn_of_the_year(desk):
    for day in ("2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-04"):
        desk.sessions.log(f"ana deep tissue 60m 90 card e5 {day}", confirmed=True)
    found = looked_back(desk, 2026)
    assert found["longest_run"] == {
        "days": 2, "first": "2026-01-01", "last": "2026-01-02", "whole_days": 4,
    }  # fmt: skip
    assert looked_back(desk, 2025)["longest_run"]["whole_days"] == 4
    assert dict(facts(desk.year.look_back(2026), USD))["longest without a day off"] == (
        "2 days worked, 1 Jan to 2 Jan; 4 with those beyond the year"
    )


def test_a_leap_day_is_a_day(desk):
    for day in ("2024-02-28", "2024-02-29", "2024-03-01"):
        desk.sessions.log(f"ana deep tissue 60m 90 card e5 {day}", confirmed=True)
    found = looked_back(desk, 2024)
    assert found["longest_run_days"] == 3
    february = found["months"][1]
    assert (february["hands_on_minutes"], february["days_off"]) == (120, 0)
    assert sum(each["days_off"] or 0 for each in found["months"]) == 308 - 3


def test_a_week_over_its_limit_is_cut_after_the_days(desk):
    desk.practice.set("hours_a_week", "5")
    for day in ("2026-11-02", "2026-11-03"):
        for clock in ("8:00", "11:00"):
            desk.sessions.log(f"ana swedish 150m 150 card e5 {day} {clock}", confirmed=True)
    limit = desk.year.look_back(2026).at_limit
    # Two days of 5 h become 4 h each, the week of 8 h then 5 h; 600 dollars for 10 h.
    assert (limit.days_over, limit.weeks_over) == (2, 1)
    assert (limit.over_minutes, limit.hands_on_minutes) == (300, 300)
    assert (limit.income_less_minor, limit.income_minor) == (30_000, 30_000)
    assert len(look_back_document(desk.year.look_back(2026), USD)["at_limit"]["assumptions"]) == 3


def test_sessions_without_an_effort_have_no_load(desk):
    desk.sessions.log("ana deep tissue 60m 90 card e5 2026-11-20", confirmed=True)
    with desk.writing("edit", "effort taken away") as writing:
        writing.book.execute("UPDATE session SET effort = NULL")
    found = desk.year.look_back(2026)
    assert found.months[10].load is None
    assert "1 h hands-on have no effort, and are in no load." in notes(found)


def test_withdrawn_incidents_are_not_counted(desk):
    desk.sessions.log("ana deep tissue 60m 90 card e5 2026-11-20", confirmed=True)
    desk.incidents.add({"kind": "threat", "at": "2026-11-20 14:00", "severity": "3"})
    assert desk.year.look_back(2026).months[10].incidents == 1
    desk.history.undo()
    assert desk.year.look_back(2026).months[10].incidents == 0


@pytest.mark.parametrize("year", [1949, 2201, 0, -1])
def test_a_year_that_is_none_is_refused(desk, year):
    with pytest.raises(InvalidError, match="is not a year of this practice"):
        desk.year.look_back(year)


def test_clients_are_numbers_unless_names_are_asked_for(two_years):
    known = {row["client"] for row in sessions()}
    for with_names in (False, True):
        found = two_years.year.look_back(2025, with_names=with_names)
        named = [each.name for each in found.hardest.made_by if each.kind == "client"]
        assert named
        assert all((name in known) is with_names for name in named)
        assert all(name.startswith("client ") is not with_names for name in named)
