from __future__ import annotations

import csv
import runpy
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neutral_files import HEADERS, write_neutral
from tried import times

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import ReaderContext, open_source
from mtdesk.exchange.sample import sample_practice
from mtdesk.exchange.sample.cast import AHEAD
from mtdesk.model.importing import Record
from mtdesk.model.incidents import KINDS, Incident
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import METHODS, PAYMENT_KINDS, Payment
from mtdesk.model.money import currency
from mtdesk.model.practice import FIRST_MENU
from mtdesk.model.session import Session
from mtdesk.model.wellbeing import SITES, CheckIn

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2026, 11, 20)
DAYS = (
    TODAY,
    date(2024, 2, 29),  # leap day
    date(2026, 1, 1),
    date(2026, 3, 8),  # clocks go forward in New York
    date(2026, 3, 29),  # and in Berlin
    date(2026, 11, 1),  # clocks go back
    date(2026, 8, 31),
    date(2026, 12, 31),
)
ZONES = (
    "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Asia/Kathmandu", "Australia/Lord_Howe",
    "America/St_Johns", "Pacific/Kiritimati", "UTC",
)  # fmt: skip
PLACES = [(today, ZONES[0]) for today in DAYS] + [(TODAY, zone) for zone in ZONES[1:]]
everywhere = pytest.mark.parametrize(("today", "zone"), PLACES)
every_day = pytest.mark.parametrize("today", DAYS)


@cache
def practice(today: date = TODAY, zone: str = ZONES[0], seed: int = 7) -> list[Record]:
    return list(sample_practice(today, zone=zone, seed=seed))


def sessions(records: list[Record], status: str = "done") -> list[Session]:
    return [r.session for r in records if r.session and r.session.status == status]


def check_ins(records: list[Record]) -> list[CheckIn]:
    return [record.check_in for record in records if record.check_in]


def payments(records: list[Record], kind: str) -> list[Payment]:
    return [paid for record in records for paid in record.payments if paid.kind == kind]


def ago(today: date, day: str) -> int:
    return (today - date.fromisoformat(day)).days


def sums(records: list[Record], today: date) -> tuple[Counter[int], defaultdict[int, float]]:
    """Hands-on minutes and load by days before today."""
    minutes: Counter[int] = Counter()
    loads: defaultdict[int, float] = defaultdict(float)
    for session in sessions(records):
        assert session.effort is not None
        day = ago(today, session.local_date)
        minutes[day] += session.minutes
        loads[day] += session.minutes * session.effort
    return minutes, loads


def ratio(records: list[Record], today: date) -> float:
    _, loads = sums(records, today)
    return (sum(loads[n] for n in range(7)) / 7) / (sum(loads[n] for n in range(7, 28)) / 21)


def test_same_day_and_seed_give_the_same_practice_and_another_seed_another() -> None:
    assert list(sample_practice(TODAY)) == practice()
    assert list(sample_practice(TODAY, seed=8)) != practice()


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InvalidError, match="Mars/Olympus"):
        next(sample_practice(TODAY, zone="Mars/Olympus"))


# --- records that a desk can take --------------------------------------------------------------


@everywhere
def test_records_are_unique_in_order_and_numbered(today: date, zone: str) -> None:
    records = practice(today, zone)
    assert len({record.key for record in records}) == len(records)
    assert len({record.digest for record in records}) == len(records)
    assert all(record.key.startswith("sample:") for record in records)
    assert [record.line for record in records] == list(range(1, len(records) + 1))
    days = [_day(record) for record in records]
    assert days == sorted(days)


def _day(record: Record) -> str:
    for value in (record.session, record.incident):
        if value:
            return value.local_date
    if record.check_in:
        return record.check_in.checked_on
    if record.expense:
        return record.expense.spent_on
    if record.trip:
        return record.trip.travelled_on
    if record.work_time:
        return record.work_time.worked_on
    return record.payments[0].received_on


@everywhere
def test_instants_exist_carry_the_offset_of_the_zone_and_never_overlap(
    today: date, zone: str
) -> None:
    from zoneinfo import ZoneInfo

    busy: list[tuple[datetime, datetime]] = []
    for record in practice(today, zone):
        if record.session:
            assert record.session.started_at is not None
            start = datetime.fromisoformat(record.session.started_at)
            assert start.date().isoformat() == record.session.local_date
            there = start.astimezone(UTC).astimezone(ZoneInfo(zone))
            assert there.isoformat() == record.session.started_at
            busy.append((start, start + timedelta(minutes=record.session.minutes)))
    for (_, end), (start, _) in pairwise(busy):
        assert end <= start


@every_day
def test_values_are_ones_the_practice_knows(today: date) -> None:
    menu = {service.name: service.purpose for service in FIRST_MENU}
    for record in practice(today):
        if session := record.session:
            assert menu[session.service or ""] == session.purpose
            assert session.workplace in {"studio", "home visit"}
            assert session.effort is None or (
                0 <= session.effort <= 10 and session.effort % 0.5 == 0
            )
            assert (session.effort is None) == (session.status != "done")
            assert 1 <= (session.pressure or 1) <= 5
        for paid in record.payments:
            assert paid.kind in PAYMENT_KINDS
            assert paid.method in METHODS
            assert paid.amount_minor > 0
            assert 0 <= paid.fee_minor < paid.amount_minor
            assert paid.received_on <= today.isoformat()
        if record.expense:
            assert record.expense.category in CATEGORIES
            assert record.expense.amount_minor > 0
        if record.check_in:
            assert set(record.check_in.soreness) <= set(SITES)
            assert all(0 <= level <= 10 for level in record.check_in.soreness.values())
            assert 0 <= (record.check_in.body or 0) <= 10
            assert 0 <= (record.check_in.mind or 0) <= 10
    assert len({c.checked_on for c in check_ins(practice(today))}) == len(
        check_ins(practice(today))
    )


@every_day
def test_today_is_done_before_noon_and_only_bookings_lie_ahead(today: date) -> None:
    records = practice(today)
    now = [s for s in sessions(records) if s.local_date == today.isoformat()]
    assert len(now) == 3
    for session in now:
        start = datetime.fromisoformat(session.started_at or "")
        end = start + timedelta(minutes=session.minutes)
        assert f"{start:%H:%M}" >= "08:30"
        assert f"{end:%H:%M}" <= "12:00"
    booked = sessions(records, "booked")
    assert {-ago(today, s.local_date) for s in booked} == {days for days, _, _ in AHEAD}
    assert sum(s.minutes for s in booked if ago(today, s.local_date) == -2) > 240
    assert len({s.client for s in booked}) == len(booked)
    others = [record for record in records if record.session not in booked]
    assert max(_day(record) for record in others) == today.isoformat()
    assert all(record.payments == () for record in records if record.session in booked)


# --- the story ---------------------------------------------------------------------------------


@every_day
def test_about_1200_sessions_over_eighteen_months(today: date) -> None:
    done = sessions(practice(today))
    assert 1_100 <= len(done) <= 1_350
    assert ago(today, done[0].local_date) >= 540
    by_week = Counter(ago(today, session.local_date) // 7 for session in done)
    calm = sorted(by_week[week] for week in range(14, 77))
    assert 15 <= calm[len(calm) // 2] <= 19


def test_december_and_january_are_busy_and_august_is_quiet() -> None:
    by_month: Counter[str] = Counter(
        session.local_date[:7] for session in sessions(practice(TODAY))
    )
    assert by_month["2025-08"] < by_month["2025-11"] < by_month["2025-12"]
    assert by_month["2025-08"] < 0.8 * by_month["2026-01"]


@every_day
def test_the_overload_shows_in_hours_load_and_days_off(today: date) -> None:
    minutes, _ = sums(practice(today), today)
    assert len([day for day in range(28) if minutes[day] > 240]) == 5
    assert 1.33 <= ratio(practice(today), today) <= 1.53
    run = next(day for day in range(100) if not minutes[day])
    assert run == 8
    last_month = sum(not minutes[day] for day in range(28))
    calm_month = sum(not minutes[day] for day in range(112, 140))
    assert last_month == 4
    assert calm_month >= 8


@given(
    today=st.dates(date(2023, 1, 1), date(2035, 12, 31)),
    seed=st.integers(0, 10_000),
    zone=st.sampled_from(ZONES),
)
@times(10)
def test_the_story_holds_on_any_day_with_any_seed(today: date, seed: int, zone: str) -> None:
    records = list(sample_practice(today, zone=zone, seed=seed))
    assert 1.25 <= ratio(records, today) <= 1.65
    minutes, _ = sums(records, today)
    assert sum(minutes[day] > 240 for day in range(28)) == 5
    assert len({record.key for record in records}) == len(records)
    assert [i.severity for i in _incidents(records, today, within=28)] == [4]


@every_day
def test_the_body_tires_and_the_right_thumb_hurts(today: date) -> None:
    by_age: dict[str, list[float]] = defaultdict(list)
    thumb = 0
    for check_in in check_ins(practice(today)):
        age = ago(today, check_in.checked_on)
        assert check_in.body is not None
        by_age["calm" if age >= 98 else "late" if age < 14 else "between"].append(check_in.body)
        thumb += age < 14 and check_in.soreness.get("thumb-r", 0) >= 4
    calm, between, late = (
        sum(v) / len(v) for v in (by_age[k] for k in ("calm", "between", "late"))
    )
    assert 2.5 <= calm <= 3.5
    assert calm < between < late
    assert late >= 6.4
    assert thumb >= 3


@every_day
def test_check_ins_come_on_most_working_days_only(today: date) -> None:
    records = practice(today)
    worked = {s.local_date for s in sessions(records)}
    checked = {check_in.checked_on for check_in in check_ins(records)}
    assert 0.65 < len(checked & worked) / len(worked) < 0.85
    slept = [c for c in check_ins(records) if c.sleep_hours is not None]
    assert 0 < len(slept) < len(checked)


def _incidents(records: list[Record], today: date, within: int) -> list[Incident]:
    found = [record.incident for record in records if record.incident]
    return [incident for incident in found if ago(today, incident.local_date) < within]


@every_day
def test_one_client_crosses_a_line_twice(today: date) -> None:
    records = practice(today)
    by_key = {record.key: record.session for record in records if record.session}
    told = {r.incident.kind: (r.incident, r.session_key) for r in records if r.incident}
    assert set(told) <= set(KINDS)
    remark, _ = told["sexual remark"]
    assert remark.severity == 2
    assert ago(today, remark.local_date) > 90
    touch, key = told["sexual touch"]
    assert touch.severity == 4
    assert ago(today, touch.local_date) == 9
    assert touch.client == remark.client
    assert all((touch.said, touch.saw, touch.did, touch.told))
    session = by_key[key or ""]
    assert session.client == touch.client
    assert session.minutes == 20
    assert (session.started_at or "") < touch.occurred_at < touch.recorded_at
    theirs = [s for s in by_key.values() if s.client == touch.client]
    assert sum(s.status in {"late_cancel", "no_show"} for s in theirs) >= 6
    assert theirs[-1] == session
    assert not any(paid.client == touch.client for paid in payments(records, "cancellation_fee"))


@every_day
def test_medical_clients_hurt_less_and_come_less_often(today: date) -> None:
    visits: dict[str, list[Session]] = defaultdict(list)
    for session in sessions(practice(today)):
        assert (session.purpose == "medical") == (session.pain_before is not None)
        if session.pain_before is not None:
            visits[session.client or ""].append(session)
    assert len(visits) == 4
    for theirs in visits.values():
        before = [session.pain_before or 0 for session in theirs]
        assert before[0] >= 6
        assert sum(before[:4]) - sum(before[-4:]) >= 8  # two points each
        assert all((s.pain_after or 0) <= (s.pain_before or 0) for s in theirs)
        days = [date.fromisoformat(session.local_date) for session in theirs]
        gaps = [(later - sooner).days for sooner, later in pairwise(days)]
        assert sum(gaps[:5]) / 5 <= 10
        assert sum(gaps[-2:]) / 2 >= 25
    marta = [ago(today, s.local_date) for s in visits["Marta Nogal"]]
    first = marta[0]
    assert len([day for day in marta if day > first - 84]) >= 10  # in her first twelve weeks
    assert len([day for day in marta if day < 84]) <= 3  # in the last twelve


def test_some_clients_are_seen_at_home_and_each_visit_has_its_trip() -> None:
    away = [s for s in sessions(practice()) if s.workplace == "home visit"]
    trips = [record.trip for record in practice() if record.trip]
    assert len(away) >= 50
    assert [trip.travelled_on for trip in trips] == [session.local_date for session in away]
    assert all(trip.distance_tenths > 0 and trip.unit == "mi" for trip in trips)


def test_prices_rise_once() -> None:
    prices = [
        s.price_minor for s in sessions(practice()) if s.client == "Hana Sakura" and s.minutes == 60
    ]
    assert len(set(prices)) == 2
    assert prices == sorted(prices, key=lambda price: price or 0)


@every_day
def test_money_owed_given_back_and_paid_in_advance(today: date) -> None:
    records = practice(today)
    owed = [
        record.session
        for record in records
        if record.session
        and record.session.status == "done"
        and record.session.price_minor
        and not any(paid.kind == "session" for paid in record.payments)
    ]
    assert len(owed) == 3
    assert all(0 < ago(today, session.local_date) < 28 for session in owed)
    used = [(r.session, r.redemption) for r in records if r.redemption]
    assert len(used) == 1
    session, redemption = used[0]
    assert session is not None
    assert session.price_minor == 0
    cards = payments(records, "gift_card")
    assert 0 < redemption.amount_minor <= max(card.amount_minor for card in cards)
    assert cards[0].received_on < redemption.redeemed_on
    assert len(payments(records, "refund")) == 1
    paid = payments(records, "session")
    assert {"card", "cash", "venmo"} <= {payment.method for payment in paid}
    assert all((p.fee_minor > 0) == (p.method in {"card", "hsa"}) for p in paid)
    assert payments(records, "tip")
    assert payments(records, "cancellation_fee")


@every_day
def test_costs_of_a_practice_and_no_bodywork_of_her_own_lately(today: date) -> None:
    spent: dict[str, list[Expense]] = defaultdict(list)
    for record in practice(today):
        if record.expense:
            spent[record.expense.category].append(record.expense)
    assert {
        "rent_room", "software", "laundry", "supplies", "insurance", "continuing_education",
        "own_bodywork", "phone",
    } <= set(spent)  # fmt: skip
    assert len(spent["rent_room"]) in {17, 18, 19}
    assert ago(today, spent["own_bodywork"][-1].spent_on) >= 98


def test_text_that_looks_like_markup_is_there_to_stay_text() -> None:
    notes = " ".join(session.note for session in sessions(practice()))
    assert "[left] trapezius" in notes
    assert "[/left]" in notes
    assert "fútbol" in notes


# --- the example files -------------------------------------------------------------------------


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_committed_examples_are_what_the_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(EXAMPLES / "make_examples.py"))["make"](tmp_path)
    for name in HEADERS:
        assert (tmp_path / f"{name}.csv").read_bytes() == (EXAMPLES / f"{name}.csv").read_bytes()


def test_neutral_files_hold_what_the_records_hold(tmp_path: Path) -> None:
    records = practice()
    write_neutral(records, tmp_path)
    rows = read(tmp_path, "sessions")
    kept = [r for r in records if r.session and r.session.status != "booked"]
    assert [row["started_at"] for row in rows] == [r.session.started_at for r in kept if r.session]
    assert [row["id"] for row in rows] == [str(n) for n in range(1, len(kept) + 1)]
    received = sum(
        paid.amount_minor
        for record in kept
        for paid in record.payments
        if paid.kind in {"session", "cancellation_fee"}
    )
    assert sum(round(float(row["fee"] or 0) * 100) for row in rows) == received
    tips = sum(paid.amount_minor for paid in payments(records, "tip"))
    assert sum(round(float(row["tip"] or 0) * 100) for row in rows) == tips
    for row in rows:
        assert (row["status"] == "no_show") == (row["minutes"] == "0")
    spent = sum(record.expense.amount_minor for record in records if record.expense)
    assert sum(round(float(row["amount"]) * 100) for row in read(tmp_path, "expenses")) == spent


def test_neutral_incidents_name_their_session_and_double_the_severity(tmp_path: Path) -> None:
    write_neutral(practice(), tmp_path)
    by_id = {row["id"]: row for row in read(tmp_path, "sessions")}
    last = read(tmp_path, "incidents")[-1]
    assert last["kind"] == "sexual touch"
    assert last["severity"] == "8"
    assert by_id[last["session_id"]]["client"] == "Dale Hemlock"
    strain = next(row for row in read(tmp_path, "incidents") if row["kind"] == "strain")
    assert (strain["body_part"], strain["session_id"]) == ("low back", "")


@pytest.mark.parametrize(
    ("mind", "mood"), [(0.0, "5"), (2.5, "4"), (5.0, "3"), (10.0, "1"), (None, "")]
)
def test_neutral_mood_runs_against_exhaustion_of_mind(
    tmp_path: Path, mind: float | None, mood: str
) -> None:
    check_in = CheckIn(checked_on="2026-11-20", mind=mind, soreness={"neck": 2, "thumb-r": 5})
    record = Record(key="k", digest="d", line=1, check_in=check_in)
    write_neutral([record], tmp_path)
    (row,) = read(tmp_path, "checkins")
    assert row["mood"] == mood
    assert row["pain"] == "5"
    assert row["fatigue"] == ""


def test_neutral_effort_estimated_is_left_blank(tmp_path: Path) -> None:
    session = Session(
        local_date="2026-11-20", minutes=60, effort=4.0, effort_estimated=True, note='a, "b"'
    )
    write_neutral([Record(key="k", digest="d", line=1, session=session)], tmp_path)
    (row,) = read(tmp_path, "sessions")
    assert (row["effort"], row["fee"], row["note"]) == ("", "", 'a, "b"')
    assert row["started_at"] == "2026-11-20"


@pytest.mark.parametrize("name", HEADERS)
def test_the_readers_take_every_row_of_the_examples(name: str) -> None:
    path = EXAMPLES / f"{name}.csv"
    source = open_source(
        path, ReaderContext(currency("USD"), ZONES[0], datetime(2026, 11, 21, tzinfo=UTC))
    )
    found = list(source.records())
    assert (source.format, source.warnings) == (path.name, [])
    assert [type(row) for row in found] == [Record] * len(read(EXAMPLES, name))


def test_settings_of_the_example_are_known() -> None:
    from mtdesk.desk.opened.settings import PRACTICE

    lines = (EXAMPLES / "settings.sh").read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line.startswith("mtdesk settings ")]
    assert words
    assert {key for _, _, key, _ in words} <= set(PRACTICE)
