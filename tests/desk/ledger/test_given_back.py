"""What is given back in full brings every net sum to nought; processors keep their fees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError, RefusedError
from mtdesk.model.ledger.given_back import bought, divided, meant
from mtdesk.model.ledger.payment import Payment

SIDES = ("service", "client", "workplace", "method", "weekday")


@pytest.fixture
def ana(desk):
    """A practice with a workplace, a menu, and Ana, who has paid nothing yet."""
    desk.practice.menu.add_workplace("Harbour")
    desk.practice.menu.edit("deep tissue", {"price": "90"})
    desk.sessions.log("ana deep tissue 60m free e5 8am", confirmed=True)
    return desk


def net_sums(desk):
    """Every net sum of a year, from every side, fees put back."""
    report = desk.year.year(2026)
    figures, money = report.year, report.year.money
    found = {
        "net": money.net_minor + money.processor_fees_minor,
        "session fees": money.gross_minor - money.given_back_minor - tips_left(money),
        "tips": tips_left(money),
        "voluntary tips": report.tips.voluntary_minor,
        "voluntary tips on a 1099": report.tips.voluntary_on_1099_minor,
        "sales tax": money.sales_tax_minor,
    }
    for side in ("by_month", "by_purpose", "by_service", "by_method", "by_workplace"):
        for group in getattr(figures, side):
            found[f"{side} {group.key}"] = group.money.net_minor + group.money.processor_fees_minor
    summary = desk.income.summary(2026)
    for side in SIDES:
        for each in getattr(summary, f"by_{side}"):
            found[f"income by {side} {each.key}"] = each.for_work_minor
            found[f"per load by {side} {each.key}"] = each.per_load_minor or 0
    return found


def tips_left(money):
    return money.tips_minor - money.refunded_tips_minor


# What came in, and how all of it goes back.
WAYS = {
    "a visit with its tip": (
        lambda desk: desk.sessions.log("ana deep tissue 60m 90+15 card e6 @harbour 9am"),
        lambda desk: desk.ledger.pay("ana", "105", kind="refund"),
    ),
    "a visit with a fee of the processor": (
        lambda desk: [
            desk.sessions.log("ana deep tissue 60m e6 @harbour 9am"),
            desk.ledger.pay("ana", "90", method="card", fee="3"),
        ],
        lambda desk: desk.ledger.pay("ana", "90", kind="refund", session_id=2),
    ),
    "a chargeback": (
        lambda desk: desk.sessions.log("ana deep tissue 60m 90+15 card e6 @harbour 9am"),
        lambda desk: desk.ledger.pay("ana", "105", kind="chargeback"),
    ),
    "the price, and later the tip": (
        lambda desk: desk.sessions.log("ana deep tissue 60m 90+15 card e6 9am"),
        lambda desk: [
            desk.ledger.pay("ana", "90", kind="refund"),
            desk.ledger.pay("ana", "15", kind="refund"),
        ],
    ),
    "in three parts": (
        lambda desk: desk.sessions.log("ana deep tissue 60m 90+15 venmo e6 9am"),
        lambda desk: [
            desk.ledger.pay("ana", part, kind="refund", session_id=2) for part in ("40", "60", "5")
        ],
    ),
    "a package": (
        lambda desk: desk.credits.sell("ana", "300", method="card", sessions_sold="3"),
        lambda desk: desk.credits.refund(1),
    ),
    "a package, by its amount alone": (
        lambda desk: desk.credits.sell("ana", "300", method="card"),
        lambda desk: desk.ledger.pay("ana", "300", kind="refund"),
    ),
    "a gift card": (
        lambda desk: desk.credits.sell("ana", "100", kind="gift_card", method="cash"),
        lambda desk: desk.ledger.pay("ana", "100", kind="refund", credit_id=1),
    ),
    "a product": (
        lambda desk: desk.ledger.pay("ana", "24", kind="product", method="card"),
        lambda desk: desk.ledger.pay("ana", "24", kind="refund"),
    ),
    "a fee for a no-show": (
        lambda desk: desk.sessions.log("ana no-show 45 card 9am"),
        lambda desk: desk.ledger.pay("ana", "45", kind="refund"),
    ),
    "sales tax": (
        lambda desk: desk.ledger.pay("ana", "8", kind="sales_tax", method="card"),
        lambda desk: desk.ledger.pay("ana", "8", kind="refund"),
    ),
    "a payment for no session": (
        lambda desk: desk.ledger.pay("ana", "50", method="check"),
        lambda desk: desk.ledger.pay("ana", "50", kind="refund"),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_all_of_it_given_back_brings_every_net_sum_to_nought(ana, way):
    pay, give_back = WAYS[way]
    pay(ana)
    assert any(net_sums(ana).values())
    gross = ana.year.year(2026).year.money
    give_back(ana)
    assert {name: minor for name, minor in net_sums(ana).items() if minor} == {}
    after = ana.year.year(2026).year.money
    assert (after.gross_minor, after.tips_minor, after.processor_fees_minor) == (
        gross.gross_minor, gross.tips_minor, gross.processor_fees_minor,
    )  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_undo_of_it_brings_the_same_rows_back(ana, path, tables, way):
    pay, give_back = WAYS[way]
    pay(ana)
    before = tables(path, leave_out={"operation", "change"})
    give_back(ana)
    while ana.history.latest(1)[0].id > 0:
        newest = ana.history.latest(1)[0]
        if tables(path, leave_out={"operation", "change"}) == before:
            break
        ana.history.undo(
            next(each.id for each in ana.history.latest(9) if not each.undone and not each.undoes)
        )
        assert ana.history.latest(1)[0].id > newest.id
    assert tables(path, leave_out={"operation", "change"}) == before


class TestWhatItBelongsTo:
    def test_the_visit_named(self, ana):
        ana.sessions.log("ana 60m 90 card e6 9am")
        ana.sessions.log("ana 60m 90 cash e6 11am")
        parts, _ = ana.ledger.pay("ana", "30", kind="refund", session_id=2)
        assert [(each.session_id, each.gives_back, each.method) for each in parts] == [
            (2, "session", "card")
        ]

    def test_else_the_newest_of_exactly_that_much(self, ana):
        ana.sessions.log("ana 60m 80+10 card e6 9am")
        ana.sessions.log("ana 60m 95 cash e6 11am")
        parts, _ = ana.ledger.pay("ana", "90", kind="refund")
        assert [(each.session_id, each.gives_back, each.amount_minor) for each in parts] == [
            (2, "session", 8_000), (2, "tip", 1_000),
        ]  # fmt: skip

    def test_one_is_not_given_back_twice(self, ana):
        ana.sessions.log("ana 60m 90 card e6 9am")
        ana.sessions.log("ana 60m 90 card e6 11am")
        found = [ana.ledger.pay("ana", "90", kind="refund")[0][0].session_id for _ in range(2)]
        assert found == [3, 2]
        with pytest.raises(InvalidError, match=r"more than the \$0.00"):
            ana.ledger.pay("ana", "1", kind="refund")

    def test_no_more_than_came_in_for_the_visit_named(self, ana):
        ana.sessions.log("ana 60m 90+5 card e6 9am")
        ana.sessions.log("ana 60m 90 card e6 11am")
        with pytest.raises(InvalidError, match=r"more than the \$95.00 of session 2"):
            ana.ledger.pay("ana", "96", kind="refund", session_id=2)
        with pytest.raises(RefusedError, match="nothing for session 1"):
            ana.ledger.pay("ana", "5", kind="refund", session_id=1)

    def test_a_used_package_is_not_given_back_as_if_it_held_all(self, ana):
        ana.credits.sell("ana", "100")
        ana.sessions.log("ana 60m 60 package e6 9am")
        parts, _ = ana.ledger.pay("ana", "100", kind="refund")
        assert [each.refunded_credit_id for each in parts] == [None]


class TestAGiftCardWithItsTip:
    def test_worth_exactly_price_and_tip_it_is_empty_and_the_tip_is_no_new_income(self, ana):
        ana.credits.sell("ana", "105", kind="gift_card", method="card")
        logged = ana.sessions.log("ana 60m 90+15 gift-card e6 9am")
        assert (logged.visit.owed_minor, logged.visit.tip_minor) == (0, 1_500)
        assert ana.credits.held().total_minor == 0
        money = ana.year.year(2026).year.money
        assert (money.gross_minor, money.tips_minor) == (10_500, 0)

    def test_where_it_holds_the_price_alone_the_tip_came_some_other_way(self, ana):
        ana.credits.sell("ana", "90", kind="gift_card", method="card")
        logged = ana.sessions.log("ana 60m 90+15 gift-card e6 9am")
        assert (logged.visit.owed_minor, logged.visit.tip_minor) == (0, 1_500)
        assert ana.year.year(2026).year.money.tips_minor == 1_500

    def test_two_cards_give_the_price_first(self, ana):
        ana.credits.sell("ana", "95", kind="gift_card")
        ana.credits.sell("ana", "20", kind="gift_card")
        logged = ana.sessions.log("ana 60m 90+15 gift-card e6 9am")
        assert [(each.amount_minor, each.tip_minor) for each in logged.visit.redemptions] == [
            (9_500, 500), (1_000, 1_000),
        ]  # fmt: skip
        edited = ana.sessions.edit(2, {"tip": "20"})
        assert edited.visit.tip_minor == 2_000
        with pytest.raises(InvalidError, match="a gift card gave more"):
            ana.sessions.edit(2, {"tip": "10"})

    def test_what_is_refunded_of_it_is_no_longer_hers_to_use(self, ana):
        ana.credits.sell("ana", "100", kind="gift_card")
        ana.credits.refund(1, "40")
        rows = ana.clients.find()
        assert [each.credit_minor for each in rows] == [6_000]


amounts = st.integers(min_value=1, max_value=20_000)
paid = st.builds(
    Payment,
    received_on=st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
    kind=st.sampled_from(["session", "tip", "insurance", "sales_tax", "product"]),
    amount_minor=amounts,
    session_id=st.sampled_from([None, 1, 2, 3]),
    method=st.sampled_from([None, "card", "cash"]),
)


@given(st.lists(paid, max_size=8), st.lists(amounts, max_size=6))
def test_no_more_is_given_back_of_anything_than_came_in_for_it(came, backs):
    payments = [
        Payment(**{name: getattr(each, name) for name in each.__slots__} | {"id": number})
        for number, each in enumerate(came, start=1)
    ]
    total = sum(each.amount_minor for each in payments)
    for back in backs:
        found = bought(payments)
        assert sum(each.rest_minor for each in found) <= total
        of = meant(back, found)
        parts = divided(Payment(received_on="2026-02-01", kind="refund", amount_minor=back), of)
        assert sum(each.amount_minor for each in parts) == back
        if of is None:
            continue
        payments += parts
        total -= back
        assert sum(each.rest_minor for each in bought(payments)) == total
