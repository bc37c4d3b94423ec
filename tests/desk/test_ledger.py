"""Payments apart from logging, expenses, trips, unpaid hours."""

from __future__ import annotations

import pytest

from mtdesk.errors import InvalidError, MtdeskError, NotFoundError, RefusedError
from mtdesk.model.ledger.categories import CATEGORIES, SALES_TAX
from mtdesk.model.ledger.payment import PAYMENT_KINDS


@pytest.fixture
def owing(desk):
    """Ana owes 100 of the 18th, 100 of the 19th and 100 of the 20th; Bo owes 100."""
    desk.practice.menu.edit("thai", {"price": "100"})
    for day in ("11-20", "11-18", "11-19"):
        desk.sessions.log(f"ana thai {day}", confirmed=True)
    desk.sessions.log("bo thai 11-17", confirmed=True)
    return desk


def unpaid(desk):
    return [
        (each.local_date[8:], each.client, each.owed_minor) for each in desk.ledger.outstanding()
    ]


def rows(path, tables):
    return [
        (row[2], row[4], row[5], row[6]) for row in tables(path)["payment"]
    ]  # session, kind, amount, fee


class TestPay:
    def test_the_oldest_debt_first_and_the_rest_stands_alone(self, owing, path, tables):
        owing.ledger.pay("ana", "250", method="check", fee="3")
        assert rows(path, tables) == [
            (2, "session", 10_000, 300),
            (3, "session", 10_000, 0),
            (1, "session", 5_000, 0),
        ]
        assert unpaid(owing) == [("17", "bo", 10_000), ("20", "ana", 5_000)]
        owing.ledger.pay("ana", "70")
        assert rows(path, tables)[3:] == [(1, "session", 5_000, 0), (None, "session", 2_000, 0)]
        assert unpaid(owing) == [("17", "bo", 10_000)]

    @pytest.mark.parametrize(
        "kind", sorted(set(PAYMENT_KINDS) - {"session", "insurance", "refund"})
    )
    def test_only_fees_for_sessions_settle_sessions(self, owing, path, tables, kind):
        owing.ledger.pay("ana", "100", kind=kind)
        assert rows(path, tables) == [(None, kind, 10_000, 0)]
        assert len(unpaid(owing)) == 4

    def test_insurance_settles_too(self, owing):
        owing.ledger.pay("ana", "300", kind="insurance")
        assert unpaid(owing) == [("17", "bo", 10_000)]

    def test_a_part_is_taken_off_in_one_undo(self, owing, path, tables):
        before = tables(path)
        owing.ledger.pay("ana", "250")
        owing.history.undo()
        assert tables(path) == before

    def test_a_refund_is_positive_and_comes_off_the_net(self, owing):
        owing.ledger.pay("ana", "100", method="card", fee="2.90")
        owing.ledger.pay("ana", "40", kind="refund")
        owing.ledger.pay("ana", "10", kind="chargeback")
        money = owing.year.figures.year(2026).money
        assert (money.gross_minor, money.refunds_minor, money.chargebacks_minor) == (
            10_000,
            4_000,
            1_000,
        )
        assert money.net_minor == 10_000 - 4_000 - 1_000 - 290

    def test_gift_cards_are_income_and_a_liability(self, owing):
        owing.ledger.pay("ana", "300", kind="gift-card")
        year = owing.year.figures.year(2026)
        assert (year.money.gross_minor, year.money.other_income_minor) == (30_000, 30_000)
        assert year.credit_liability_minor == 30_000
        assert owing.year.figures.year(2025).credit_liability_minor == 0

    def test_wages_stand_apart(self, owing):
        owing.ledger.pay("ana", "500", kind="wage")
        money = owing.year.figures.year(2026).money
        assert (money.gross_minor, money.net_minor, money.wages_minor) == (0, 0, 50_000)
        assert money.take_home_minor == 50_000

    @pytest.mark.parametrize(
        ("arguments", "options", "field"),
        [
            (("ana", "0"), {}, "amount"),
            (("ana", "-5"), {}, "amount"),
            (("ana", "9.999"), {}, "amount"),
            (("ana", "10000000"), {}, "amount"),
            (("ana", "ten"), {}, "amount"),
            (("ana", "10"), {"kind": "gift"}, "kind"),
            (("ana", "10"), {"fee": "11"}, "fee"),
            (("ana", "10"), {"fee": "x"}, "fee"),
            (("ana", "10"), {"on": "2026-11-24"}, "on"),
            (("ana", "10"), {"on": "20 Nov"}, "on"),
            (("ana", "10"), {"method": "c\0"}, "method"),
        ],
    )
    def test_what_it_refuses_names_the_field(self, owing, path, tables, arguments, options, field):
        before = tables(path)
        with pytest.raises(InvalidError) as refused:
            owing.ledger.pay(*arguments, **options)
        assert refused.value.field == field
        assert tables(path) == before

    def test_whom_it_does_not_know(self, owing):
        with pytest.raises(NotFoundError, match="there is no client “carla”"):
            owing.ledger.pay("carla", "10")
        owing.clients.add({"name": "Ana Pérez"})
        owing.clients.add({"name": "Ana Ruiz"})
        owing.ledger.pay("ana", "10")  # a full name goes before a part of one
        owing.clients.edit(owing.clients.one("ana").id, {"name": "Ana Sol"})
        with pytest.raises(RefusedError, match="fits several clients"):
            owing.ledger.pay("ana", "10")

    def test_numbers_name_clients_and_odd_digits_do_not(self, owing):
        assert owing.clients.one("2").name == "bo"
        for words in ("²", "9" * 30, "1e3", "-1"):
            with pytest.raises(MtdeskError):
                owing.clients.one(words)


class TestExpenses:
    @pytest.mark.parametrize("key", sorted(set(CATEGORIES) - {SALES_TAX}))
    def test_every_category_by_its_words_and_as_an_option(self, desk, key):
        by_words, _ = desk.ledger.spend(f"42.50 {CATEGORIES[key].words}")
        by_option, _ = desk.ledger.spend("42.50 something", category=key.replace("_", "-"))
        assert (by_words.category, by_option.category) == (key, key)
        year = desk.year.figures.year(2026)
        share = CATEGORIES[key].deductible_percent
        assert year.money.expenses_minor == 8500
        assert year.money.deductible_expenses_minor == 2 * (4250 * share // 100)
        [row] = year.expenses_by_category
        assert (row.category, row.amount_minor) == (key, 8500)

    def test_half_cents_of_half_meals_go_up(self, desk):
        desk.ledger.spend("0.01 meals")
        desk.ledger.spend("0.01 meals")
        assert desk.year.figures.year(2026).money.deductible_expenses_minor == 2

    def test_what_it_is_when_nothing_says_so(self, desk):
        expense, _ = desk.ledger.spend("12 candles yesterday card -- for room 2")
        assert (expense.category, expense.vendor, expense.method, expense.spent_on, expense.note) == (
            "other", "candles", "card", "2026-11-22", "for room 2",
        )  # fmt: skip

    def test_edited_and_removed(self, desk, path, tables):
        expense, _ = desk.ledger.spend("12 candles")
        before = tables(path)
        desk.ledger.edit(
            "expense",
            expense.id,
            {"amount": "13.50", "category": "supplies", "vendor": "Lumen", "on": "2026-11-01"},
        )
        assert desk.year.figures.year(2026).money.expenses_minor == 1350
        desk.ledger.remove("expense", expense.id)
        assert tables(path)["expense"] == []
        desk.history.undo()
        desk.history.undo()
        assert tables(path) == before

    @pytest.mark.parametrize(
        ("what", "fields"),
        [
            ("expense", {"amount": "x"}),
            ("expense", {"category": "fun"}),
            ("expense", {"on": "2030-01-01"}),
            ("expense", {"distance": "3"}),
            ("trip", {"distance": "0"}),
            ("trip", {"distance": "home"}),
            ("trip", {"amount": "3"}),
            ("payment", {"kind": "bribe"}),
            ("payment", {"fee": "-1"}),
            ("payment", {"vendor": "x"}),
        ],
    )
    def test_no_such_field_or_value(self, desk, path, tables, what, fields):
        desk.ledger.spend("12 candles")
        desk.ledger.trip("12mi home visit")
        desk.sessions.log("ana 60m 90", confirmed=True)
        before = tables(path)
        with pytest.raises(InvalidError):
            desk.ledger.edit(what, 1, fields)
        assert tables(path) == before

    @pytest.mark.parametrize("what", ["expense", "trip", "payment"])
    def test_no_such_row(self, desk, what):
        desk.writable()
        with pytest.raises(NotFoundError, match=f"there is no {what} 7"):
            desk.ledger.edit(what, 7, {"on": "2026-11-01"})
        with pytest.raises(NotFoundError):
            desk.ledger.remove(what, 7)


class TestTripsAndTime:
    def test_a_trip_deducts_its_days_rate(self, desk):
        desk.ledger.trip("100mi home visit", on="2025-06-30")
        year = desk.year.figures.year(2025)
        assert (year.distance_tenths, year.mileage_deduction_minor) == (1000, 7000)
        assert year.money.net_minor == -7000
        assert year.by_month[5].money.net_minor == -7000

    def test_kilometres_where_the_practice_counts_so(self, desk):
        desk.practice.set("distance_unit", "km")
        trip, _ = desk.ledger.trip("8.4 supplies -- by car")
        assert (trip.unit, trip.distance_tenths, trip.purpose) == ("km", 84, "supplies (by car)")

    def test_unpaid_hours_count_in_the_hourly_figure(self, desk):
        desk.sessions.log("ana 60m 90", confirmed=True)
        assert desk.week.of().take_home_per_hour_minor == 9000
        desk.ledger.work("30m", "laundry")
        week = desk.week.of()
        assert (week.unpaid_minutes, week.take_home_per_hour_minor) == (30, 6000)

    @pytest.mark.parametrize(
        ("minutes", "kind"),
        [("0", "admin"), ("1441", "admin"), ("-5", "admin"), ("x", "admin"), ("5", "sleeping")],
    )
    def test_what_time_refuses(self, desk, path, minutes, kind):
        with pytest.raises(InvalidError):
            desk.ledger.work(minutes, kind)
        assert not path.exists()
