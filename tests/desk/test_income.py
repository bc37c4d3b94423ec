"""Income from every side, held against sums made another way from the files themselves."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.desk.income import a_year_before
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.names import fold
from mtdesk.model.session import STATUSES, Session
from mtdesk.store import ledger, sessions

FILES = Path(__file__).parents[1] / "data" / "practice"
TODAY = date(2025, 10, 15)


def rows(name):
    with (FILES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def minor(text):
    return round(float(text or 0) * 100)


@pytest.fixture(scope="module")
def practice(tmp_path_factory, clock):
    path = tmp_path_factory.mktemp("income") / "practice.db"
    with closing(Desk(path, clock, TODAY)) as desk:
        desk.practice.set("currency", "USD")
        desk.files.import_files([FILES / "sessions.csv", FILES / "expenses.csv"])
        yield desk


@pytest.fixture(scope="module")
def of_year():
    """Rows of the sessions file of this year to date."""
    return [row for row in rows("sessions") if "2025-01-01" <= row["started_at"][:10] <= str(TODAY)]


def came(row):
    return minor(row["fee"]) + minor(row["tip"])


def test_the_year_and_the_year_before_to_the_same_day(practice, of_year):
    found = practice.income.summary(2025)
    assert found.of_year.income_minor == sum(map(came, of_year))
    assert found.before_minor == sum(
        came(row) for row in rows("sessions") if row["started_at"][:10] <= "2024-10-15"
    )
    spent = sum(
        minor(row["amount"]) for row in rows("expenses") if "2025" <= row["date"] <= str(TODAY)
    )
    minutes = sum(int(row["minutes"]) for row in of_year)
    assert found.of_year.money.expenses_minor == spent
    kept = found.of_year.money.take_home_minor
    assert found.of_year.per_hands_on_hour_minor == pytest.approx(kept * 60 / minutes, abs=0.5)


@pytest.mark.parametrize(
    ("side", "column"), [("service", "modality"), ("workplace", "setting"), ("client", "client")]
)
def test_each_side_by_hand(practice, of_year, side, column):
    income, minutes, load = Counter(), Counter(), defaultdict(float)
    for row in of_year:
        key = fold(row[column])
        income[key] += came(row)
        minutes[key] += int(row["minutes"])
        load[key] += int(row["minutes"]) * float(row["effort"] or 0)
    found = practice.income.summary(2025, top=1_000)
    for row in getattr(found, f"by_{side}"):
        key = fold(found.names[row.key] if side == "client" else row.key)
        assert (row.income_minor, row.hands_on_minutes) == (income.pop(key), minutes[key])
        assert row.load == pytest.approx(load[key])
        if row.per_load_minor is not None:
            expected = row.income_minor * 100 / load[key]
            assert row.per_load_minor == pytest.approx(expected, abs=0.5)
    assert not +income


def test_weekdays_by_hand(practice, of_year):
    income = Counter()
    for row in of_year:
        income[datetime.fromisoformat(row["started_at"]).weekday()] += came(row)
    found = practice.income.summary(2025).by_weekday
    assert {row.key: row.income_minor for row in found} == {k: v for k, v in income.items() if v}
    assert [row.key for row in found] == sorted(income)


def test_missed_appointments_by_hand(practice, of_year):
    last = [row for row in rows("sessions") if "2024-10-16" <= row["started_at"][:10] <= str(TODAY)]
    asked = defaultdict(list)
    for row in last:
        if int(row["minutes"]) and minor(row["fee"]):
            asked[row["modality"]].append(minor(row["fee"]))
    missed = [row for row in of_year if not int(row["minutes"])]
    lost = sum(max(median_low(asked[row["modality"]]) - minor(row["fee"]), 0) for row in missed)
    found = practice.income.summary(2025).missed
    assert found.count == found.no_shows == len(missed)
    assert found.fees_minor == sum(minor(row["fee"]) for row in missed)
    assert found.not_received_minor == found.estimated_minor == lost


def test_five_clients_by_hand(practice):
    income = Counter()
    for row in rows("sessions"):
        if "2024-10-16" <= row["started_at"][:10] <= str(TODAY):
            income[fold(row["client"])] += came(row)
    found = practice.income.summary(2025)
    expected = sum(amount for _, amount in income.most_common(5)) / income.total()
    assert found.concentration.share == pytest.approx(expected)
    assert len(found.concentration.top) == 5


def test_a_year_that_is_over_has_no_pace_and_one_to_come_nothing(practice):
    over, ahead = practice.income.summary(2024), practice.income.summary(2026)
    assert (over.pace, over.no_pace, over.is_running) == (None, "the year is over", False)
    assert (ahead.pace, ahead.no_pace) == (None, "the year has not begun")
    assert ahead.of_year.income_minor == 0
    assert over.before_minor is None  # the practice had not begun
    assert practice.income.summary(1950).before is None


def test_a_year_of_accounts_that_begins_in_april(desk):
    desk.practice.set("fiscal_year_start", "04-06")
    for day in ("2026-04-05", "2026-04-06"):
        desk.sessions.log(f"ana swedish 60m 100 card {day}", confirmed=True)
    found = desk.income.summary()
    assert (found.year, str(found.of_year.period.start)) == (2026, "2026-04-06")
    assert found.of_year.income_minor == 10_000
    assert str(found.before.last) == "2025-11-23"


def test_a_package_is_income_when_sold_and_earned_when_used(desk):
    desk.practice.menu.edit("swedish", {"price": "90"})
    desk.clients.add({"name": "Ana"})
    desk.credits.sell("ana", "450", sessions_sold="5", on="2026-11-02")
    desk.sessions.log("ana swedish 60m package 11-09 e4", confirmed=True)
    found = desk.income.summary()
    by_key = {row.key: row for row in found.by_service}
    assert by_key[None].income_minor == 45_000
    assert by_key[None].for_work_minor == 0
    assert by_key["Swedish"].income_minor == 0
    assert by_key["Swedish"].per_hour_minor == 9_000
    assert found.by_client[0].for_work_minor == 9_000


held = st.builds(
    dict,
    local_date=st.dates(date(2025, 12, 1), date(2026, 11, 23)).map(str),
    minutes=st.integers(1, 180),
    client_id=st.none(),
    service_id=st.none() | st.integers(1, 13),
    purpose=st.none() | st.sampled_from(["medical", "wellness"]),
    effort=st.none() | st.integers(0, 10),
    status=st.sampled_from(STATUSES),
)
paid = st.builds(
    dict,
    received_on=st.dates(date(2025, 12, 1), date(2026, 11, 23)).map(str),
    kind=st.sampled_from(["session", "tip", "package", "cancellation_fee", "wage", "refund"]),
    amount_minor=st.integers(0, 99_999),
    method=st.none() | st.sampled_from(["card", "cash"]),
    place=st.integers(0, 8),
)


@times(15)
@given(held=st.lists(held, max_size=8), paid=st.lists(paid, max_size=10))
def test_every_side_sums_to_the_whole(tmp_path_factory, clock, held, paid):
    path = tmp_path_factory.mktemp("sides") / "practice.db"
    with closing(Desk(path, clock)) as desk:
        book = desk.writable()
        with book.transaction("import", "generated", desk.stamp()):
            for values in held:
                sessions.add(book, Session(**values))
            for values in paid:
                place = values.pop("place")
                ledger.add_payment(
                    book, Payment(**values, session_id=place if 1 <= place <= len(held) else None)
                )
        found = desk.income.summary(2026)
        whole = found.of_year
        sides = [
            getattr(found, f"by_{side}")
            for side in ("service", "client", "workplace", "method", "weekday")
        ]
        for side in ([each.earning for each in found.by_purpose], *sides):
            assert sum(row.income_minor for row in side) == whole.income_minor
            assert sum(row.sessions for row in side) == whole.sessions
            assert sum(row.hands_on_minutes for row in side) == whole.hands_on_minutes
        if found.by_purpose:
            kept = sum(each.take_home_minor for each in found.by_purpose)
            assert kept == whole.money.take_home_minor


def test_all_work_is_the_sum_of_the_services(practice):
    found = practice.income.summary(2025)
    for name in ("sold_minor", "redeemed_minor", "sessions", "hands_on_minutes", "load"):
        assert getattr(found.all_work, name) == pytest.approx(
            sum(getattr(row, name) for row in found.by_service)
        )
    assert found.all_work.income_minor == found.of_year.income_minor
    known = [row.per_load_minor for row in found.by_service if row.per_load_minor]
    assert min(known) <= found.all_work.per_load_minor <= max(known)


def test_a_leap_day_corresponds_to_28_february():
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert a_year_before(date(2026, 11, 23)) == date(2025, 11, 23)
