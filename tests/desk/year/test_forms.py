"""Tax forms beside what the rows say came the same way."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError, NeedsConfirmationError, NotFoundError
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.session import Session
from mtdesk.say.year import tables as year_tables
from mtdesk.store import ledger, sessions


@pytest.fixture
def year(desk):
    """2025: 300 by card (20 of it tips, 9 fees), 50 given back; 80 by check at a spa; 500 of wages."""
    desk.practice.set("currency", "USD")
    desk.clients.add({"name": "Élan Health"})
    desk.practice.menu.add_workplace("Harbour Spa")
    book = desk.writable()
    with book.transaction("import", "2025", desk.stamp()):
        at_spa = sessions.add(book, Session(local_date="2025-05-01", minutes=60, workplace_id=1))
        for kind, amount, method, more in (
            ("session", 28_000, "card", {"fee_minor": 900}),
            ("tip", 2_000, "card", {}),
            ("refund", 5_000, "card", {}),
            ("session", 8_000, "check", {"session_id": at_spa}),
            ("insurance", 12_000, "insurance", {"client_id": 1}),
            ("wage", 50_000, "check", {}),
        ):
            payment = Payment(
                received_on="2025-05-01", kind=kind, amount_minor=amount, method=method, **more
            )
            ledger.add_payment(book, payment)
    return desk


def tables(desk, year=2025):
    return {each.name: each for each in year_tables(desk.year.year(year))}


def by_method(table):
    return {row[0]: row[7:] for row in table.rows}


class TestChannels:
    def test_the_forms_of_one_way_are_summed(self, year):
        year.year.forms.add("2025", "1099-K", "Square", "250", method="card")
        year.year.forms.add("2025", "1099-k", "Stripe", "60.50", method="Card")
        # 280 + 20 came by card, fees and the refund not taken off; 300 - 310.50 = -10.50
        table = tables(year)["Reconciliation"]
        assert by_method(table) == {
            "card": (31_050, -1_050),
            "insurance": ("no form", ""),
            "check": ("no form", ""),
        }
        assert table.totals[2] == 30_000 + 8_000 + 12_000
        assert table.totals[7:] == (31_050, -1_050)
        assert "before processor fees, refunds and chargebacks" in table.note

    def test_a_way_that_no_row_came_by_is_there_too(self, year):
        year.year.forms.add("2025", "1099-K", "Venmo", "40", method="venmo")
        [row] = [row for row in tables(year)["Reconciliation"].rows if row[0] == "venmo"]
        assert row == ("venmo", 0, 0, 0, 0, 0, 0, 4_000, -4_000)

    def test_without_forms_nothing_is_beside(self, year):
        found = tables(year)
        assert len(found["Reconciliation"].columns) == 7
        assert not {"Tax forms", "Wages and payers"} & set(found)

    def test_forms_of_another_year_are_not(self, year):
        year.year.forms.add("2024", "1099-K", "Square", "250", method="card")
        assert "Tax forms" not in tables(year)
        assert "Tax forms" in tables(year, 2024)


class TestPayers:
    def test_wages_a_client_a_workplace_and_nobody(self, year):
        year.year.forms.add("2025", "W-2", "Riverside Clinic", "300")
        year.year.forms.add("2025", "w2", "Hill Clinic", "210")
        year.year.forms.add("2025", "1099-NEC", "harbour  SPA", "80")
        year.year.forms.add("2025", "1099 misc", "elan health", "100")
        year.year.forms.add("2025", "1099 misc", "Elan Health", "10")
        year.year.forms.add("2025", "other", "Somebody", "7")
        found = tables(year)
        assert found["Wages and payers"].rows == (
            ("wages", 50_000, 51_000, -1_000),
            ("harbour SPA", 8_000, 8_000, 0),
            ("elan health", 12_000, 11_000, 1_000),
            ("Somebody", None, 700, None),
        )
        listed = found["Tax forms"]
        assert [row[:3] for row in listed.rows][:2] == [
            ("W-2", 1, "Riverside Clinic"),
            ("W-2", 2, "Hill Clinic"),
        ]
        assert listed.totals == ()  # forms of different kinds are never added up
        assert len(found["Reconciliation"].columns) == 7

    def test_a_part_of_a_year_or_one_of_accounts_is_held_against_none(self, year):
        year.year.forms.add("2025", "1099-K", "Square", "250", method="card")
        for report in (year.year.quarter("2025-Q2"), year.year.month("2025-05")):
            assert "Tax forms" not in [each.name for each in year_tables(report)]
        year.practice.set("fiscal_year_start", "04-06")
        found = tables(year)
        assert "Tax forms" not in found
        assert "Tax forms are of calendar years" in found["Reconciliation"].note


class TestWriting:
    def test_undo_and_remove(self, year, path, tables):
        before = tables(path)
        form, _, _ = year.year.forms.add(
            "2025", "1099-K", "Square", "250", method="card", note="late"
        )
        assert year.year.forms.of(2025) == [form]
        assert year.year.forms.of(2024) == []
        year.history.undo()
        assert tables(path) == before
        form, _, _ = year.year.forms.add("2025", "1099-K", "Square", "250")
        year.year.forms.remove(form.id)
        assert tables(path) == before
        year.history.undo()
        assert year.year.forms.of() == [form]

    def test_the_same_again_is_asked_about(self, year):
        year.year.forms.add("2025", "1099-K", "Square", "250", method="card")
        with pytest.raises(NeedsConfirmationError, match="form 1 says the same"):
            year.year.forms.add("2025", "1099-K", "SQUARE", "250.00", method="card")
        year.year.forms.add("2025", "1099-K", "SQUARE", "250.00", method="card", confirmed=True)
        assert len(year.year.forms.of()) == 2

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            (("2027", "1099-K", "Square", "1"), "year"),
            (("1066", "1099-K", "Square", "1"), "year"),
            (("last", "1099-K", "Square", "1"), "year"),
            (("2025", "1099-X", "Square", "1"), "form"),
            (("2025", "1099-K", " ", "1"), "payer"),
            (("2025", "1099-K", "Square", "1,2,3"), "amount"),
            (("2025", "1099-K", "Square", "0"), "amount"),
            (("2025", "1099-K", "Square", "-5"), "amount"),
            (("2025", "1099-K", "Square", "99999999"), "amount"),
            (("2025", "W-2", "Clinic", "5", "card"), "method"),
            (("2025", "1099-K", "Square", "5", "gift card"), "method"),
        ],
    )
    def test_wrong_values_change_nothing(self, year, path, tables, values, field):
        before = tables(path)
        with pytest.raises(InvalidError) as caught:
            year.year.forms.add(*values[:4], method=values[4] if len(values) > 4 else None)
        assert caught.value.field == field
        assert tables(path) == before

    def test_one_that_is_not_there(self, year):
        with pytest.raises(NotFoundError, match="no tax form 9"):
            year.year.forms.remove(9)
