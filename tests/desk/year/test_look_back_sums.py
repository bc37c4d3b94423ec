"""The months of a look back and `mtdesk year` are one truth, whatever a year holds."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.money import currency
from mtdesk.say.year.look_back import look_back_document, look_back_pages, months
from mtdesk.say.year.words import year_document

USD = currency("USD")
FIRST = date(2025, 12, 25)  # so that some days lie beside the year
DAYS = st.integers(0, 380).map(lambda number: FIRST + timedelta(days=number))
CENTS = st.integers(100, 30_000).map(lambda cents: f"{cents / 100:.2f}")
VISIT = st.tuples(
    st.just("visit"), DAYS, st.sampled_from([30, 60, 75, 90]), CENTS,
    st.sampled_from(["card", "cash", "owed", "no-show"]),
)  # fmt: skip
PAID = st.tuples(
    st.just("paid"),
    DAYS,
    CENTS,
    st.sampled_from(["tip", "wage", "refund", "product", "chargeback", "package", "sales_tax"]),
)
SPENT = st.tuples(st.just("spent"), DAYS, CENTS, st.sampled_from(["oil supplies", "lunch meals"]))
TIME = st.tuples(st.just("time"), DAYS, st.integers(1, 300))
TRIP = st.tuples(st.just("trip"), DAYS, st.integers(1, 90))
ROWS = st.lists(st.one_of(VISIT, PAID, SPENT, TIME, TRIP), max_size=12)


def put(desk, row):
    kind, day, *rest = row
    with suppress(InvalidError, RefusedError):  # such as more given back than came
        _put(desk, kind, day, *rest)


def _put(desk, kind, day, *rest):
    if kind == "visit":
        minutes, price, how = rest
        desk.sessions.log(f"ana swedish {minutes}m {price} {how} {day}", confirmed=True)
    elif kind == "paid":
        desk.ledger.pay("ana", rest[0], kind=rest[1], on=str(day), confirmed=True)
    elif kind == "spent":
        desk.ledger.spend(f"{rest[0]} {rest[1]}", on=str(day))
    elif kind == "time":
        desk.ledger.work(str(rest[0]), "laundry", on=str(day))
    else:
        desk.ledger.trip(f"{rest[0]}mi home visit", on=str(day))


@times(10)
@given(rows=ROWS)
def test_months_sum_to_the_year_through_every_door(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("sums") / "practice.db"
    with closing(Desk(path, lambda: datetime(2027, 2, 1, 12, tzinfo=UTC))) as desk:
        desk.practice.set("currency", "USD")
        desk.clients.add({"name": "ana"})
        for row in rows:
            put(desk, row)
        found, annual = desk.year.look_back(2026), desk.year.figures.year(2026)
        said, year = look_back_document(found, USD), year_document(desk.year.year(2026))

        def summed(key):
            return sum(month[key] or 0 for month in said["months"])

        assert summed("hands_on_minutes") == year["hands_on_minutes"]
        assert summed("sessions") == year["sessions"]
        assert summed("income_minor") == year["gross_minor"] + year["wages_minor"]
        assert summed("take_home_minor") == year["net_minor"] + year["wages_minor"]
        assert summed("unpaid_minutes") == annual.unpaid_minutes
        total = said["total"]
        for key in ("hands_on_minutes", "income_minor", "take_home_minor", "days_off", "incidents"):
            assert (total[key] or 0) == summed(key)
        assert total["take_home_per_hour_minor"] == annual.take_home_per_hour_minor
        # Words: the table of the terminal, of the page and of every file is one.
        table = months(found, USD)
        pages = look_back_pages(found, USD, (), date(2027, 2, 1)).pages
        assert table in pages[0] or found.is_nothing
        whole = dict(zip((head for head, _ in table.columns), table.rows[-1], strict=True))
        if total["income_minor"] is not None:
            assert whole["income"] == USD.whole(year["gross_minor"] + year["wages_minor"])
        if total["hands_on_minutes"] is not None:
            assert whole["hours"] == f"{year['hands_on_minutes'] / 60:,.1f}"
