"""Days and instants: whose day it is, and whether the month stands first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import ReaderContext, Source, open_source
from mtdesk.exchange.readers.days import Day, Moment
from mtdesk.model.importing import DAY_FIRST, ISO, MONTH_FIRST, Problem, Record
from mtdesk.model.money import currency

NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
ZONES = ("America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC", "America/Los_Angeles")
SQUARE = (
    "Date,Time,Time Zone,Gift Card Sales,Tip,Total Collected,Card,Cash,Square Gift Card,"
    "Other Tender,Fees,Payment ID,Description,Event Type,Tender Note,Transaction Status\n"
)


def read(
    path: Path, text: str, zone: str = "America/New_York", **said: Any
) -> tuple[Source, list[Any]]:
    path.write_text(text, encoding="utf-8")
    source = open_source(path, ReaderContext(currency("USD"), zone, NOW, **said))
    return source, list(source.records())


def expenses(*days: str) -> str:
    rows = (f"{n},{day},oil,3.00\n" for n, day in enumerate(days))
    return f"id,date,category,amount\n{''.join(rows)}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "money.csv"


# -- whose day it is

SPELLED = [  # one instant: half past nine in the evening of 20 November in New York
    "2025-11-21T02:30:00Z",
    "2025-11-21T02:30:00+00:00",
    "2025-11-20T21:30:00-05:00",
    "2025-11-20T21:30:00",
    "2025-11-20 21:30",
    "2025-11-21T08:15:00+05:45",
    "20251121T023000Z",
    "11/20/2025 21:30",
    "11/20/2025 9:30 PM",
    "11/20/2025, 9:30:00 p.m.",
]
ROWS = {
    "sessions.csv": "id,started_at,minutes,fee,tip\n1,{},60,95,10\n",
    "incidents.csv": "id,occurred_at,kind,severity\n1,{},strain,4\n",
    "expenses.csv": "id,date,category,amount\n1,{},oil,3.00\n",
    "checkins.csv": "id,date,fatigue\n1,{},3\n",
}


def days_of(record: Record) -> set[str]:
    found = {payment.received_on for payment in record.payments}
    if record.session is not None:
        found |= {record.session.local_date, (record.session.started_at or "")[:10]}
    if record.incident is not None:
        found |= {record.incident.local_date, record.incident.occurred_at[:10]}
    if record.expense is not None:
        found.add(record.expense.spent_on)
    if record.check_in is not None:
        found.add(record.check_in.checked_on)
    return found


@pytest.mark.parametrize("spelled", SPELLED)
@pytest.mark.parametrize("name", ROWS)
def test_every_spelling_of_an_instant_is_one_day_in_every_reader(
    path: Path, name: str, spelled: str
) -> None:
    cell = f'"{spelled}"' if "," in spelled else spelled
    if name in {"expenses.csv", "checkins.csv"} and (
        not spelled.startswith("20") or spelled.startswith("20251121T")
    ):
        return  # a column of days, in which programs print instants of ISO 8601 alone
    source, (record,) = read(path, ROWS[name].format(cell))
    assert source.format == name
    assert days_of(record) == {"2025-11-20"}


@pytest.mark.parametrize("name", ROWS)
def test_a_date_without_a_zone_stays_as_printed(path: Path, name: str) -> None:
    hour = " 00:30" if name in {"sessions.csv", "incidents.csv"} else ""
    for zone in ZONES:
        _, (record,) = read(path, ROWS[name].format(f"2025-11-20{hour}"), zone)
        assert days_of(record) == {"2025-11-20"}


@pytest.mark.parametrize(
    ("date", "time", "there", "zone", "day"),
    [
        ("2025-11-20", "21:30:00", "Pacific Time (US & Canada)", "America/New_York", "2025-11-21"),
        ("11/20/2025", "21:30:00", "Pacific Time (US & Canada)", "America/New_York", "2025-11-21"),
        ("2025-11-20", "20:59:59", "Pacific Time (US & Canada)", "America/New_York", "2025-11-20"),
        ("2025-11-20", "21:30:00", "Pacific Time (US & Canada)", "America/Los_Angeles", None),
        ("2025-11-20", "21:30:00", "America/Los_Angeles", "America/New_York", "2025-11-21"),
        ("2025-11-21", "00:30:00", "Eastern Time (US & Canada)", "America/Chicago", "2025-11-20"),
        ("2025-12-31", "23:30:00", "Arizona", "Europe/London", "2026-01-01"),
        ("2026-11-24", "09:00:00", "Sydney", "America/New_York", "2026-11-23"),
        ("2025-11-20", "21:30:00", "Middle Earth", "America/New_York", None),
        ("2025-11-20", "21:30:00", "", "America/New_York", None),
        ("2025-11-20", "", "Pacific Time (US & Canada)", "America/New_York", None),
    ],
)
def test_the_zone_column_of_square_is_read(
    path: Path, date: str, time: str, there: str, zone: str, day: str | None
) -> None:
    row = f"{date},{time},{there},0,10,110,110,0,0,0,-3,p1,Relax,Payment,,Complete\n"
    source, (record,) = read(path, SQUARE + row, zone)
    assert days_of(record) == {day or "2025-11-20"}
    # What the file calls the row stays, or an import from another zone would double it.
    assert record.key.endswith(f"T{time}")
    said = " ".join(source.words)
    assert ("its times are in" in said) == (
        there not in {"", "Middle Earth"} and zone != "America/Los_Angeles"
    )
    assert ("is not known; its days stay as printed" in said) == (there == "Middle Earth")


def test_a_payment_to_come_is_refused_on_the_practices_own_day(path: Path) -> None:
    row = "2026-11-23,23:30:00,Hawaii,0,10,110,110,0,0,0,-3,p1,Relax,Payment,,Complete\n"
    _, (problem,) = read(path, SQUARE + row)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (2, "Date")


@given(
    instant=st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    zone=st.sampled_from(ZONES),
    offset=st.integers(-12 * 60, 14 * 60),
)
def test_any_offset_of_an_instant_gives_the_day_of_the_practice(
    instant: datetime, zone: str, offset: int
) -> None:
    instant = instant.replace(microsecond=0)
    here = instant.astimezone(ZoneInfo(zone))
    there = instant.astimezone(timezone(timedelta(minutes=offset)))
    column = Moment(zone)
    for spelled in (there.isoformat(), f"{instant:%Y-%m-%dT%H:%M:%SZ}", here.isoformat()):
        assert column(spelled, "started_at").here == here.isoformat()
        assert Day(zone)(spelled, "date") == here.date().isoformat()


@pytest.mark.parametrize(
    "cell",
    ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2025-11-20", "11/20/2025",
     "11/20/2025 25:00", "11/20/2025 13:00 PM", "11/20/2025 noon", "20.11.2025T", "x", ""],
)  # fmt: skip
def test_what_is_no_instant_is_refused(cell: str) -> None:
    with pytest.raises(InvalidError, match=r"^started_at: "):
        Moment("America/New_York")(cell, "started_at")


# -- whether the month stands first

ORDERS = [
    # cells of a column, whether the country puts the month first -> order, sure of it
    (["13/04/2025", "03/04/2025"], True, DAY_FIRST, ["2025-04-13", "2025-04-03"]),
    (["03/04/2025", "13/04/2025"], True, DAY_FIRST, ["2025-04-03", "2025-04-13"]),
    (["03/04/2025", "04/13/2025"], False, MONTH_FIRST, ["2025-03-04", "2025-04-13"]),
    (["3.4.2025", "5.4.2025"], True, DAY_FIRST, ["2025-04-03", "2025-04-05"]),
    (["3-4-2025", "25-4-2025"], True, DAY_FIRST, ["2025-04-03", "2025-04-25"]),
    (["2025-04-03", "03/14/2025"], False, MONTH_FIRST, ["2025-04-03", "2025-03-14"]),
    (["2025-04-03", "2025-05-04"], False, ISO, ["2025-04-03", "2025-05-04"]),
    (["11/11/2025", "4/4/2025"], True, MONTH_FIRST, ["2025-11-11", "2025-04-04"]),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "is_month_first", "order", "days"), ORDERS)
def test_the_cells_of_a_column_decide(
    path: Path, cells: list[str], is_month_first: bool, order: str, days: list[str]
) -> None:
    source, found = read(path, expenses(*cells), is_month_first=is_month_first)
    assert [record.expense.spent_on for record in found] == days
    assert source.dates == order
    assert source.words == []


@pytest.mark.parametrize("name", ["expenses.csv", "checkins.csv", "sessions.csv", "incidents.csv"])
@pytest.mark.parametrize("late", [False, True])
def test_one_clear_cell_decides_for_all_of_a_column(path: Path, name: str, late: bool) -> None:
    head, row, _ = ROWS[name].split("\n")
    hour = " 09:00" if "_at" in head else ""
    cells = [f"03/04/2025{hour}"] * 3_000
    cells.insert(3_000 if late else 0, f"25/04/2025{hour}")
    text = "\n".join([head, *(row.format(cell) for cell in cells), ""])
    source, found = read(path, text)
    assert {day for record in found for day in days_of(record)} == {"2025-04-03", "2025-04-25"}
    assert source.dates == DAY_FIRST


@pytest.mark.parametrize(
    ("is_month_first", "order", "day", "words"),
    [
        (True, MONTH_FIRST, "2025-03-04", "month first (03/04/2025 is 4 Mar)"),
        (False, DAY_FIRST, "2025-04-03", "day first (03/04/2025 is 3 Apr)"),
    ],
)
def test_where_no_cell_is_clear_the_country_decides_and_it_is_said(
    path: Path, is_month_first: bool, order: str, day: str, words: str
) -> None:
    source, found = read(path, expenses("11/11/2025", "03/04/2025"), is_month_first=is_month_first)
    assert found[1].expense.spent_on == day
    assert source.dates == order
    assert source.words == [f"dates are read {words}; --dates says otherwise"]


@pytest.mark.parametrize(
    ("told", "cell", "day"),
    [
        (DAY_FIRST, "03/04/2025", "2025-04-03"),
        (MONTH_FIRST, "03/04/2025", "2025-03-04"),
        (DAY_FIRST, "2025-03-04", "2025-03-04"),
        (ISO, "2025-03-04", "2025-03-04"),
        (DAY_FIRST, "03/14/2025", None),
        (MONTH_FIRST, "14/03/2025", None),
        (MONTH_FIRST, "14.03.2025", None),
        (ISO, "03/04/2025", None),
    ],
)
def test_what_the_caller_says_overrules(path: Path, told: str, cell: str, day: str | None) -> None:
    source, (found,) = read(path, expenses(cell), dates=told)
    if day is None:
        assert (found.line, found.column) == (2, "date")
        assert "--dates" in found.reason
    else:
        assert found.expense.spent_on == day
    assert source.dates == told
    assert source.words == []


def test_an_impossible_mixture_is_refused_by_line(path: Path) -> None:
    source, found = read(
        path, expenses("13/04/2025", "04/14/2025", "25/04/2025", "01/02/2025", "32/13/2025")
    )
    problems = [(item.line, item.column) for item in found if isinstance(item, Problem)]
    assert problems == [(3, "date"), (6, "date")]
    assert source.dates == DAY_FIRST
    # Those left in when the others are left out are a guess, and that is said.
    assert source.words == [
        "dates are read day first (01/02/2025 is 1 Feb); --dates says otherwise"
    ]


@pytest.mark.parametrize("row", ["13/04/2025,21:30:00", "2025-04-13,21:30:00"])
def test_square_is_read_day_first_where_its_cells_say_so(path: Path, row: str) -> None:
    rest = ",,0,10,110,110,0,0,0,-3,p1,Relax,Payment,,Complete\n"
    source, found = read(path, SQUARE + row + rest)
    assert days_of(found[0]) == {"2025-04-13"}
    assert source.dates == (ISO if row[4] == "-" else DAY_FIRST)


@given(
    days=st.lists(st.dates(datetime(2001, 1, 1).date(), datetime(2026, 1, 1).date()), min_size=1),
    form=st.sampled_from([("%d/%m/%Y", DAY_FIRST), ("%m/%d/%Y", MONTH_FIRST)]),
    is_month_first=st.booleans(),
)
def test_days_are_read_as_written_or_it_is_said(
    tmp_path_factory: pytest.TempPathFactory,
    days: list[Any],
    form: tuple[str, str],
    is_month_first: bool,
) -> None:
    path = tmp_path_factory.getbasetemp() / "order.csv"
    cells = [day.strftime(form[0]) for day in days]
    source, found = read(path, expenses(*cells), is_month_first=is_month_first)
    right = [record.expense.spent_on for record in found] == [day.isoformat() for day in days]
    assert right or source.words
    if any(day.day > 12 for day in days):
        assert right
        assert source.dates == form[1]
