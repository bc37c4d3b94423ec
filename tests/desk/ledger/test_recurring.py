"""Expenses that come back every month."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.desk import Desk
from mtdesk.errors import MtdeskError, NotFoundError
from mtdesk.model.ledger.costs import RecurringExpense


def add(desk, **options):
    given = {"amount": "650", "what": "Maple Street", "category": "rent_room", "day": "1"}
    return desk.ledger.recurring.add(**{**given, **options})


def due(desk):
    return [(each.due_on, each.expense.vendor) for each in desk.ledger.recurring.due()]


class TestDue:
    def test_from_today_on_when_nothing_else_is_said(self, desk):
        add(desk)
        add(desk, what="Phone", day="23")
        assert due(desk) == [("2026-11-23", "Phone")]

    def test_each_day_since_its_start_in_order(self, desk):
        add(desk, start="2026-09-15")
        add(desk, what="Phone", day="31", start="2026-09-01", until="2026-10-31")
        assert due(desk) == [
            ("2026-09-30", "Phone"),
            ("2026-10-01", "Maple Street"),
            ("2026-10-31", "Phone"),
            ("2026-11-01", "Maple Street"),
        ]

    def test_a_day_to_stand_at(self, desk, path, clock):
        add(desk)
        with closing(Desk(path, clock, date(2027, 1, 1))) as later:
            assert [day for day, _ in due(later)] == ["2026-12-01", "2027-01-01"]
            assert later.ledger.recurring.book_due() == (
                [],
                None,
            )  # nothing before its day has come

    @given(
        st.dates(date(2020, 1, 1), date(2028, 12, 31)),
        st.integers(0, 1200),
        st.none() | st.integers(0, 1200),
        st.integers(1, 31),
    )
    def test_once_a_month_and_never_outside(self, start, length, until, day):
        last = start + timedelta(days=length)
        ends = None if until is None else start + timedelta(days=until)
        each = RecurringExpense(
            amount_minor=1, vendor="x", category="other", day=day,
            starts_on=start.isoformat(), ends_on=ends and ends.isoformat(),
        )  # fmt: skip
        end = min(last, ends) if ends else last
        expected = [
            one
            for one in (start + timedelta(days=number) for number in range((end - start).days + 1))
            if one.day == day or (one.day < day and (one + timedelta(days=1)).day == 1)
        ]
        assert list(each.due_days(last)) == expected


class TestBooking:
    def test_never_by_itself_and_each_on_its_day(self, desk, path, tables):
        add(desk, start="2026-10-01")
        assert tables(path)["expense"] == []
        booked, operation = desk.ledger.recurring.book_due()
        assert [(each.spent_on, each.amount_minor, each.category) for each in booked] == [
            ("2026-10-01", 65_000, "rent_room"),
            ("2026-11-01", 65_000, "rent_room"),
        ]
        assert due(desk) == []
        assert desk.ledger.recurring.book_due() == ([], None)
        assert desk.year.figures.year(2026).money.expenses_minor == 130_000
        desk.history.undo(operation)
        assert len(due(desk)) == 2
        assert tables(path)["expense"] == []

    def test_one_of_them_alone(self, desk, path, tables):
        add(desk, start="2026-10-01")
        before = tables(path)
        first, second = desk.ledger.recurring.due()
        booked, operation = desk.ledger.recurring.book_due(second)
        assert [(each.spent_on, each.vendor) for each in booked] == [("2026-11-01", "Maple Street")]
        assert desk.ledger.recurring.due() == [first]
        assert desk.ledger.recurring.book_due(second) == ([], None)  # once only
        desk.history.undo(operation)
        assert tables(path) == before
        assert desk.ledger.recurring.due() == [first, second]

    def test_a_booked_one_may_be_edited_or_removed(self, desk):
        add(desk, start="2026-11-01")
        [booked], _ = desk.ledger.recurring.book_due()
        desk.ledger.edit("expense", booked.id, {"on": "2026-11-03", "amount": "655"})
        assert due(desk) == []
        desk.ledger.remove("expense", booked.id)
        assert due(desk) == [("2026-11-01", "Maple Street")]

    def test_removing_it_keeps_what_was_booked(self, desk, path, tables):
        add(desk, start="2026-10-01")
        desk.ledger.recurring.book_due()
        before = tables(path)
        _, operation = desk.ledger.recurring.remove(1)
        assert (due(desk), desk.ledger.recurring.every()) == ([], [])
        assert len(tables(path)["expense"]) == 2
        assert all(each.ok for each in desk.files.check())
        desk.history.undo(operation)
        assert tables(path) == before

    def test_undo_of_adding(self, desk, path, tables):
        desk.writable()
        before = tables(path)
        add(desk)
        desk.history.undo()
        assert tables(path) == before

    def test_two_programs_book_once(self, desk, path, clock):
        add(desk, start="2026-11-01")
        with closing(Desk(path, clock)) as other:
            other.ledger.recurring.book_due()
        assert desk.ledger.recurring.book_due() == ([], None)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"amount": "0"}, "amount"), ({"amount": "x"}, "amount"), ({"amount": "9" * 20}, "amount"),
        ({"what": " "}, "what"), ({"what": "x" * 201}, "what"), ({"what": "\0"}, "what"),
        ({"category": "fun"}, "category"), ({"category": ""}, "category"),
        ({"day": "0"}, "day"), ({"day": "32"}, "day"), ({"day": "x"}, "day"), ({"day": "-1"}, "day"),
        ({"start": "x"}, "from"), ({"start": "1900-01-01"}, "from"), ({"start": "2026-02-30"}, "from"),
        ({"start": "9999-12-31"}, "from"), ({"until": "x"}, "until"), ({"until": "2026-11-22"}, "until"),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_values_are_refused(desk, path, options, field):
    with pytest.raises(MtdeskError, match=f"^{field}: "):
        add(desk, **options)
    assert not path.exists()


def test_what_is_not_there_cannot_be_removed(desk):
    with pytest.raises(NotFoundError, match="no recurring expense 3"):
        desk.ledger.recurring.remove(3)


def test_amounts_hold_the_currency(desk):
    add(desk)
    with pytest.raises(MtdeskError):
        desk.practice.set("currency", "JPY")
