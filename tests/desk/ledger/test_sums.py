"""However a practice is cut up, the parts sum to the whole, to the cent."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.desk.opened.takings import money
from mtdesk.model.client import Client
from mtdesk.model.ledger.categories import CATEGORIES, SALES_TAX
from mtdesk.model.ledger.costs import Expense, Trip
from mtdesk.model.ledger.payment import GIVEN_BACK, METHODS, PAYMENT_KINDS, Payment
from mtdesk.model.period import Period, year_of
from mtdesk.model.session import STATUSES, Session
from mtdesk.store import clients, ledger, practice, sessions
from mtdesk.store.ledger import sums

days = st.dates(date(2024, 12, 1), date(2026, 2, 28)).map(str)
cents = st.integers(0, 123_456)
maybe = st.none()
session_values = st.builds(
    dict,
    local_date=days,
    minutes=st.integers(1, 180),
    client_id=maybe | st.just(1),
    service_id=maybe | st.integers(1, 13),
    workplace_id=maybe | st.integers(1, 2),
    purpose=maybe | st.sampled_from(["medical", "wellness"]),
    modality=maybe | st.sampled_from(["Thai", "Chair"]),
    price_minor=maybe | cents,
    effort=maybe | st.integers(0, 20).map(lambda half: half / 2),
    status=st.sampled_from(STATUSES),
)
payment_values = st.builds(
    dict,
    received_on=days,
    kind=st.sampled_from(PAYMENT_KINDS),
    amount_minor=cents,
    fee_minor=st.integers(0, 900),
    method=maybe | st.sampled_from(METHODS),
    session_id=maybe | st.integers(1, 8),
)
expense_values = st.builds(
    dict,
    spent_on=days,
    category=st.sampled_from(sorted(set(CATEGORIES) - {SALES_TAX})),
    amount_minor=cents,
)
trip_values = st.builds(
    dict, travelled_on=days, distance_tenths=st.integers(1, 5000), unit=st.just("mi")
)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory, clock):
    made = tmp_path_factory.mktemp("furnished") / "practice.db"
    with closing(Desk(made, clock)) as desk:
        desk.practice.set("currency", "USD")
        desk.practice.set("distance_unit", "mi")
        book = desk.writable()
        clients.add(book, Client(name="Ana"))
        for name in ("Spa", "Home"):
            practice.add_workplace(book, name)
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


@times(25)
@given(
    held=st.lists(session_values, max_size=8),
    paid=st.lists(payment_values, max_size=12),
    spent=st.lists(expense_values, max_size=6),
    driven=st.lists(trip_values, max_size=4),
    first=st.dates(date(2025, 1, 1), date(2025, 12, 1)),
)
def test_the_parts_sum_to_the_whole(furnished, clock, held, paid, spent, driven, first):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practice.db"
        shutil.copyfile(furnished, path)
        with closing(Desk(path, clock)) as desk:
            book = desk.writable()
            with book.transaction("import", "generated", desk.stamp()):
                for values in held:
                    sessions.add(book, Session(**values))
                for values in paid:
                    known = values["session_id"] is not None and values["session_id"] <= len(held)
                    at = {**values, "session_id": values["session_id"] if known else None}
                    ledger.add_payment(book, Payment(**at))
                for values in spent:
                    ledger.add_expense(book, Expense(**values))
                for values in driven:
                    ledger.add_trip(book, Trip(**values))
            check_year(desk, held, paid, spent)
            check_split(desk, first)


def check_year(desk, held, paid, spent):
    year = desk.year.figures.year(2025)
    money = year.money
    of_year = [each for each in paid if each["received_on"].startswith("2025")]

    def received(*kinds):
        return sum(each["amount_minor"] for each in of_year if each["kind"] in kinds)

    assert money.gross_minor == received(
        "session", "insurance", "tip", "package", "gift_card", "product", "cancellation_fee"
    )
    assert money.tips_minor == received("tip")
    assert money.wages_minor == received("wage")
    assert money.processor_fees_minor == sum(each["fee_minor"] for each in of_year)
    assert money.net_minor == (
        money.gross_minor
        - received("refund")
        - received("chargeback")
        - money.processor_fees_minor
        - money.deductible_expenses_minor
        - (year.mileage_deduction_minor or 0)
    )
    done = [h for h in held if h["status"] == "done" and h["local_date"].startswith("2025")]
    for groups in (
        year.by_month, year.by_purpose, year.by_service, year.by_method, year.by_workplace,
    ):  # fmt: skip
        assert sum(group.money.gross_minor for group in groups) == money.gross_minor
        assert sum(group.money.tips_minor for group in groups) == money.tips_minor
        assert sum(group.sessions for group in groups) == year.sessions == len(done)
        assert sum(group.hands_on_minutes for group in groups) == year.hands_on_minutes
        assert len({group.key for group in groups}) == len(groups)
    assert sum(group.money.net_minor for group in year.by_month) == money.net_minor
    costs = money.deductible_expenses_minor + (year.mileage_deduction_minor or 0)
    for groups in (year.by_purpose, year.by_service, year.by_method, year.by_workplace):
        assert sum(group.money.net_minor for group in groups) == money.net_minor + costs
    assert sum(row.amount_minor for row in year.expenses_by_category) == money.expenses_minor
    assert (
        sum(row.deductible_minor for row in year.expenses_by_category)
        == money.deductible_expenses_minor
    )
    assert money.expenses_minor == sum(
        each["amount_minor"]
        for each in spent
        if each["spent_on"].startswith("2025") and each["category"] != "sales_tax"
    )


def check_split(desk, first):
    """A year cut at any day: both pieces together are the year."""
    year = year_of(2025)
    pieces = [Period(year.start, first), Period(first, year.end)]
    whole = money(desk.book, desk.settings, year)
    for figure in ("gross_minor", "net_minor", "take_home_minor", "expenses_minor"):
        parts = [
            getattr(money(desk.book, desk.settings, piece), figure)
            for piece in pieces
            if len(piece)
        ]
        slack = 1 if figure in {"net_minor", "take_home_minor"} else 0  # mileage rounds once a span
        assert abs(sum(parts) - getattr(whole, figure)) <= slack


def test_what_a_week_leaves_is_the_same_in_sql_and_in_takings(furnished, clock, tmp_path):
    path = tmp_path / "practice.db"
    shutil.copyfile(furnished, path)
    kept = [(kind, None) for kind in PAYMENT_KINDS if kind not in GIVEN_BACK]
    back = [(kind, of) for kind in GIVEN_BACK for of in (None, "session", "tip", "sales_tax")]
    with closing(Desk(path, clock)) as desk:
        book = desk.writable()
        with book.transaction("import", "one of each", desk.stamp()):
            for number, (kind, of) in enumerate([*kept, *back]):
                day = date(2026, 1, 5) + timedelta(days=5 * number)
                for amount in (100 << number, 7):
                    ledger.add_payment(
                        book,
                        Payment(
                            received_on=str(day),
                            kind=kind,
                            gives_back=of,
                            amount_minor=amount,
                            fee_minor=3,
                        ),
                    )
        for last_weekday in (6, 5):
            starts = date(2026, 1, 5) if last_weekday == 6 else date(2026, 1, 4)
            weeks = Period(starts, starts + timedelta(weeks=20))
            found = dict(map(tuple, sums.left_by_week(book, weeks, last_weekday)))
            expected = {
                str(start): money(
                    book, desk.settings, Period(start, start + timedelta(days=7))
                ).take_home_minor
                for start in (starts + timedelta(weeks=number) for number in range(20))
            }
            assert found == {start: left for start, left in expected.items() if start in found}
            assert not any(left for start, left in expected.items() if start not in found)
            assert len(found) > 8
