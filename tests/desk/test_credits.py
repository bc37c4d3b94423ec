"""Packages and gift cards: sold, used, given back, expired."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from mtdesk.desk import Desk
from mtdesk.desk.ledger.payments import check_refunded
from mtdesk.errors import ConflictError, EntryError, InvalidError, MtdeskError, RefusedError
from mtdesk.say.sessions import credit_words, session_words
from mtdesk.store import credits as credit_rows
from mtdesk.store import ledger
from mtdesk.store.ledger import sums


@pytest.fixture
def ana(desk):
    """Ana, whom a swedish costs 100, with one session paid by card."""
    desk.practice.menu.edit("swedish", {"price": "100"})
    desk.sessions.log("ana swedish 11-01 card", confirmed=True)
    return desk


def liability(desk, day="2026-11-23"):
    return sums.credit_liability(desk.book, day)


def owed(desk):
    return [(each.local_date[5:], each.owed_minor) for each in desk.ledger.outstanding()]


def rests(desk, day="2026-11-23"):
    return [each.rest_minor(day) for each in desk.credits.find(used_too=True)]


class TestSelling:
    def test_it_is_money_in_and_a_liability(self, ana):
        credit, _ = ana.credits.sell(
            "ana", "300", kind="gift card", code="GC-1", expires="2027-11-23", method="cash"
        )
        assert (credit.kind, credit.amount_minor, credit.client) == ("gift_card", 30_000, "ana")
        assert (credit.code, credit.expires_on, credit.sessions) == ("GC-1", "2027-11-23", None)
        year = ana.year.figures.year(2026)
        assert (year.money.other_income_minor, year.credit_liability_minor) == (30_000, 30_000)
        assert ledger.payment(ana.book, credit.payment_id).method == "cash"

    def test_pay_makes_a_credit_too(self, ana):
        ana.ledger.pay("ana", "300", kind="package")
        assert rests(ana) == [30_000]
        assert liability(ana) == 30_000

    def test_undo_takes_it_back_whole(self, ana, path, tables):
        before = tables(path)
        ana.credits.sell("ana", "300", sessions_sold="3")
        ana.history.undo()
        assert tables(path) == before
        ana.history.undo(ana.history.latest(1)[0].id)
        assert rests(ana) == [30_000]

    @pytest.mark.parametrize(
        ("options", "field"),
        [
            ({"amount": "0"}, "amount"), ({"amount": "x"}, "amount"), ({"amount": "-5"}, "amount"),
            ({"amount": "1.999"}, "amount"), ({"amount": "9" * 30}, "amount"),
            ({"kind": "tip"}, "kind"), ({"kind": ""}, "kind"),
            ({"sessions_sold": "0"}, "sessions"), ({"sessions_sold": "501"}, "sessions"),
            ({"sessions_sold": "two"}, "sessions"), ({"sessions_sold": "-1"}, "sessions"),
            ({"expires": "2026-11-23"}, "expires"), ({"expires": "2026-02-30"}, "expires"),
            ({"expires": "soon"}, "expires"), ({"expires": "2020-01-01"}, "expires"),
            ({"on": "2026-11-24"}, "on"), ({"on": "x"}, "on"),
            ({"method": "package"}, "method"), ({"method": "Gift Card"}, "method"),
            ({"code": "\0"}, "code"), ({"code": "x" * 61}, "code"),
        ],
        ids=str,
    )  # fmt: skip
    def test_wrong_values_are_refused(self, ana, path, tables, options, field):
        before = tables(path)
        amount = options.pop("amount", "100")
        with pytest.raises(InvalidError) as refused:
            ana.credits.sell("ana", amount, **options)
        assert refused.value.field == field
        assert tables(path) == before

    def test_a_stranger_cannot_buy(self, ana):
        with pytest.raises(MtdeskError, match="no client “bo”"):
            ana.credits.sell("bo", "100")


class TestLogging:
    def test_a_session_is_paid_from_it(self, ana):
        ana.credits.sell("ana", "150")
        logged = ana.sessions.log("ana swedish package")
        assert logged.visit.payments == ()
        [used] = logged.visit.redemptions
        assert (used.amount_minor, used.credit_id, used.session_id) == (10_000, 1, logged.id)
        assert used.redeemed_on == "2026-11-23"
        assert logged.draft.credit_minor == 5_000
        currency = ana.settings.currency
        said = session_words(logged.visit, currency, ana.today)
        assert "from package" in said
        assert not [each for each in said if "owed" in each]
        assert credit_words(logged.draft, currency) == "ana has $50.00 of credit left"
        assert owed(ana) == []
        assert liability(ana) == 5_000
        assert ana.year.figures.year(2026).money.gross_minor == 10_000 + 15_000

    def test_the_oldest_that_holds_something_comes_first(self, ana):
        ana.credits.sell("ana", "500", on="2026-11-02")
        ana.credits.sell("ana", "80", on="2026-11-01")
        ana.credits.sell("ana", "90", on="2026-10-01", expires="2026-11-20")
        logged = ana.sessions.log("ana swedish package")
        assert [(each.credit_id, each.amount_minor) for each in logged.visit.redemptions] == [
            (2, 8_000),
            (1, 2_000),
        ]

    def test_a_package_of_sessions_gives_each_its_share(self, ana):
        ana.credits.sell("ana", "250", sessions_sold="3")
        prices = [ana.sessions.log("ana swedish package").session.price_minor for _ in range(3)]
        assert prices == [8_334, 8_333, 8_333]
        assert (rests(ana), liability(ana), owed(ana)) == ([0], 0, [])
        with pytest.raises(EntryError, match="no package with anything left"):
            ana.sessions.log("ana swedish package")

    def test_sessions_left_are_said(self, ana):
        ana.credits.sell("ana", "250", sessions_sold="3")
        logged = ana.sessions.log("ana swedish package")
        assert credit_words(logged.draft, ana.settings.currency).endswith(
            "$166.66 (2 sessions) of credit left"
        )
        assert ana.sessions.understand("ana swedish").credit_sessions == 2

    def test_a_price_said_is_taken_as_it_is(self, ana):
        ana.credits.sell("ana", "250", sessions_sold="3")
        logged = ana.sessions.log("ana swedish 120 package")
        assert (logged.session.price_minor, logged.draft.credit_minor) == (12_000, 13_000)
        assert logged.draft.credit_sessions == 2

    def test_a_tip_beside_it_is_money(self, ana):
        ana.credits.sell("ana", "150")
        [tip] = ana.sessions.log("ana swedish 90+15 package").visit.payments
        assert (tip.kind, tip.amount_minor, tip.method) == ("tip", 1_500, None)

    def test_a_missed_session_may_cost_one(self, ana):
        ana.credits.sell("ana", "300", sessions_sold="3")
        logged = ana.sessions.log("ana no-show package")
        assert (logged.session.status, logged.session.price_minor) == ("no_show", 10_000)
        assert liability(ana) == 20_000

    def test_before_its_sale_it_is_used_on_the_day_of_the_sale(self, ana):
        ana.credits.sell("ana", "150")
        [used] = ana.sessions.log("ana swedish 11-10 package").visit.redemptions
        assert used.redeemed_on == "2026-11-23"
        assert liability(ana, "2026-11-22") == 0
        assert ana.sessions.understand("ana swedish").credit_minor == 5_000

    @pytest.mark.parametrize("words", ["gift card", "gift-card", "gift_card", "giftcard"])
    def test_words_and_options(self, ana, words):
        ana.credits.sell("ana", "500", kind="gift_card")
        assert ana.sessions.log(f"ana swedish {words}").visit.redemptions[0].kind == "gift_card"
        assert ana.sessions.log("ana swedish", {"method": words}).visit.redemptions

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("ana swedish gift card", "no gift card with anything left; other credit holds $150.00"),
            ("ana swedish 200 package", "$200.00 is more than the $150.00 that ana has left"),
            ("ana swedish package booked tomorrow", "once it was held"),
            ("ana 60m free package", "free"), ("ana 60m package", "what does it cost"),
            ("60m 90 package", "needs a client"), ("bo swedish package", "needs a client"),
            ("ana swedish card package", "second time"), ("ana no-show package", "what does it cost"),
        ],
    )  # fmt: skip
    def test_refusals_mark_the_word(self, ana, path, tables, line, words):
        ana.credits.sell("ana", "150")
        before = tables(path)
        with pytest.raises(EntryError, match="method") as refused:
            ana.sessions.log(line, confirmed=True)
        assert words in refused.value.message
        assert line[refused.value.start : refused.value.end] in {"package", "gift card"}
        assert tables(path) == before

    def test_the_year_counts_it_as_what_was_used(self, ana):
        ana.credits.sell("ana", "150", method="cash")
        ana.sessions.log("ana swedish +5 package")
        found = {each.key: each for each in ana.year.figures.year(2026).by_method}
        assert {key: each.sessions for key, each in found.items() if key} == {
            "card": 1, "cash": 0, "package": 1,
        }  # fmt: skip
        assert found["cash"].money.gross_minor == 15_000
        assert found["package"].money.gross_minor == 0

    def test_one_who_never_bought_any_has_none(self, ana):
        assert ana.sessions.understand("ana swedish").credit_minor is None
        assert not credit_words(ana.sessions.understand("ana swedish"), ana.settings.currency)

    def test_two_programs_cannot_use_it_twice(self, ana, path, clock):
        ana.credits.sell("ana", "100")
        assert ana.sessions.understand("ana swedish package").visit.redemptions
        with closing(Desk(path, clock)) as other:
            other.sessions.log("ana swedish package")
        with pytest.raises(EntryError, match="no package with anything left"):
            ana.sessions.log("ana swedish package")
        assert rests(ana) == [0]


class TestRedeeming:
    @pytest.fixture
    def owing(self, ana):
        ana.sessions.log("ana swedish 11-20")
        return ana

    def test_what_is_owed_is_taken(self, owing):
        owing.credits.sell("ana", "60", on="2026-11-02")
        owing.credits.sell("ana", "80", kind="gift_card", on="2026-11-03")
        done = owing.credits.redeem(2)
        assert [each.amount_minor for each in done.visit.redemptions] == [6_000, 4_000]
        assert {each.redeemed_on for each in done.visit.redemptions} == {"2026-11-23"}
        assert (done.visit.open_minor, owed(owing), rests(owing)) == (0, [], [0, 4_000])

    def test_an_amount_of_it(self, owing):
        owing.credits.sell("ana", "60")
        done = owing.credits.redeem(2, amount="25.50")
        assert (done.visit.open_minor, owed(owing)) == (7_450, [("11-20", 7_450)])
        owing.ledger.pay("ana", "74.50")
        assert owed(owing) == []

    def test_a_card_that_was_handed_on(self, owing):
        owing.sessions.log("bo swedish 11-21", confirmed=True)
        owing.credits.sell("ana", "100", kind="gift_card")
        owing.credits.redeem(3, credit_id=1)
        assert owed(owing) == [("11-20", 10_000)]

    def test_a_share_becomes_the_price_where_nothing_is_paid(self, owing):
        owing.credits.sell("ana", "240", sessions_sold="3")
        assert owing.credits.redeem(2).visit.session.price_minor == 8_000
        assert owed(owing) == []

    def test_the_rest_of_a_session_paid_in_part_is_no_share(self, owing):
        owing.credits.sell("ana", "240", sessions_sold="3")
        owing.ledger.pay("ana", "70")
        done = owing.credits.redeem(2)
        assert (done.visit.session.price_minor, done.visit.redemptions[0].amount_minor) == (
            10_000,
            3_000,
        )

    def test_undo_brings_all_back(self, owing, path, tables):
        owing.credits.sell("ana", "240", sessions_sold="3")
        before = tables(path)
        owing.credits.redeem(2)
        owing.history.undo()
        assert tables(path) == before
        owing.credits.redeem(2)
        used = tables(path)
        owing.credits.give_back(2)
        assert owed(owing) == [("11-20", 8_000)]
        owing.history.undo()
        assert tables(path) == used

    @pytest.mark.parametrize(
        ("session", "options", "words"),
        [
            (99, {}, "no session 99"), (1, {}, "owes nothing"), (2, {"credit_id": 9}, "no credit 9"),
            (2, {"credit_id": 2}, "expired on 2026-11-20"), (2, {"amount": "0"}, "is 0"),
            (2, {"amount": "60"}, "$60.00 is more than the $50.00"), (2, {"amount": "x"}, "amount"),
            (2, {"amount": "100.01"}, "owes only $100.00"), (2, {}, "more than the $50.00"),
            (2, {"on": "2026-11-24"}, "still to come"), (2, {"on": "2026-10-01"}, "no credit"),
            (2, {"credit_id": 1, "on": "2026-10-01"}, "was sold on"), (3, {}, "booked"),
            (4, {}, "has no client"), (5, {"credit_id": 1}, "has no price"),
            (2, {"credit_id": 3}, "used up"),
        ],
    )  # fmt: skip
    def test_refusals_change_nothing(self, owing, path, tables, session, options, words):
        owing.sessions.log("ana swedish tomorrow booked")
        owing.sessions.log("swedish 11-20")
        owing.sessions.log("ana 60m 11-20")
        owing.credits.sell("ana", "50", on="2026-11-01")
        owing.credits.sell("ana", "70", on="2026-11-01", expires="2026-11-20")
        owing.credits.sell("ana", "10", kind="gift_card", on="2026-11-02")
        owing.sessions.log("ana 60m 10 gift card")
        before = tables(path)
        with pytest.raises(MtdeskError) as refused:
            owing.credits.redeem(session, **options)
        assert words in refused.value.message
        assert tables(path) == before

    def test_what_was_not_used_cannot_be_given_back(self, owing):
        with pytest.raises(RefusedError, match="was not paid from a credit"):
            owing.credits.give_back(2)

    def test_which_sessions_it_pays_for(self, owing):
        owing.credits.sell("ana", "60")
        assert owing.credits.uses(1) == []
        owing.credits.redeem(2, amount="25")
        owing.credits.redeem(2, amount="10")
        assert [
            (use.session_id, use.redeemed_on, use.amount_minor, use.client)
            for use in owing.credits.uses(1)
        ] == [(2, "2026-11-23", 2_500, "ana"), (2, "2026-11-23", 1_000, "ana")]
        owing.credits.give_back(2)
        assert owing.credits.uses(1) == []


class TestExpiry:
    def test_on_its_day_it_is_worth_nothing(self, ana):
        ana.credits.sell("ana", "100", on="2026-11-01", expires="2026-11-20")
        ana.credits.sell("ana", "30", on="2026-11-02")
        assert [liability(ana, f"2026-11-{day}") for day in ("01", "02", "19", "20", "23")] == [
            10_000, 13_000, 13_000, 3_000, 3_000,
        ]  # fmt: skip
        assert [each.state("2026-11-20") for each in ana.credits.find()] == ["expired", "open"]
        assert [each.state("2026-11-19") for each in ana.credits.find()] == ["open", "open"]
        assert ana.sessions.understand("ana swedish").credit_minor == 3_000

    def test_the_liability_of_today(self, ana):
        ana.credits.sell("ana", "100", expires="2026-11-24")
        ana.credits.sell("ana", "40")
        assert ana.credits.liability_minor() == 14_000 == liability(ana)

    def test_it_paid_for_a_session_before(self, ana):
        ana.credits.sell("ana", "100", on="2026-11-01", expires="2026-11-20")
        assert ana.sessions.log("ana swedish 11-19 package").visit.redemptions
        with pytest.raises(RefusedError, match="expired on 2026-11-20"):
            ana.sessions.edit(2, {"on": "2026-11-20"})
        with pytest.raises(EntryError, match="no package with anything left"):
            ana.sessions.log("ana swedish 11-20 package")


class TestWhatFollows:
    @pytest.fixture
    def used(self, ana):
        ana.credits.sell("ana", "150", on="2026-11-02")
        ana.sessions.log("ana swedish 11-20 package")
        return ana

    def test_a_lower_price_gives_back_and_a_higher_one_is_owed(self, used):
        used.sessions.edit(2, {"price": "60"})
        assert (rests(used), owed(used)) == ([9_000], [])
        used.sessions.edit(2, {"price": "80"})
        assert (rests(used), owed(used)) == ([9_000], [("11-20", 2_000)])
        used.sessions.edit(2, {"price": "0"})
        assert (rests(used), owed(used)) == ([15_000], [])

    def test_the_day_follows(self, used, path, tables):
        before = tables(path)
        used.sessions.edit(2, {"on": "2026-11-10"})
        assert liability(used, "2026-11-10") == 5_000
        assert tables(path)["session"][1] != before["session"][1]
        used.history.undo()
        assert tables(path) == before

    def test_a_removed_session_gives_it_back(self, used, path, tables):
        before = tables(path)
        used.sessions.remove(2)
        assert rests(used) == [15_000]
        used.history.undo()
        assert tables(path) == before

    @pytest.mark.parametrize("fields", [{"client": "bo"}, {"client": ""}, {"method": "cash"}])
    def test_another_client_or_method_is_refused(self, used, fields):
        with pytest.raises(RefusedError, match="give-back 2"):
            used.sessions.edit(2, fields, confirmed=True)

    def test_edit_uses_no_credit(self, used):
        with pytest.raises(InvalidError, match="credit redeem 1"):
            used.sessions.edit(1, {"method": "gift card"})

    def test_the_sale_of_a_used_one_stays(self, used, path, tables):
        before = tables(path)
        sale = used.credits.find()[0].payment_id
        for fields in ({"amount": "99"}, {"on": "2026-11-21"}, {"kind": "session"}):
            with pytest.raises(RefusedError):
                used.ledger.edit("payment", sale, fields)
        with pytest.raises(RefusedError, match="give it back"):
            used.ledger.remove("payment", sale)
        with pytest.raises(ConflictError, match="undo that first"):
            used.history.undo(used.history.latest(2)[1].id)
        assert tables(path) == before
        used.ledger.edit("payment", sale, {"amount": "100"})
        assert (rests(used), liability(used)) == ([0], 0)

    def test_a_sale_that_was_not_used_goes_with_its_payment(self, ana, path, tables):
        ana.credits.sell("ana", "150")
        before = tables(path)
        ana.ledger.remove("payment", 2)
        assert (tables(path)["credit"], liability(ana)) == ([], 0)
        ana.history.undo()
        assert tables(path) == before
        ana.ledger.edit("payment", 2, {"kind": "tip"})
        assert tables(path)["credit"] == []
        ana.ledger.edit("payment", 2, {"kind": "gift-card"})
        assert rests(ana) == [15_000]


class TestOtherPrograms:
    def test_what_they_sold_and_redeemed_is_summed_apart(self, ana, path):
        ana.credits.sell("ana", "100", on="2026-11-01")
        book = ana.writable()
        with book.transaction("import", "cards of another program", ana.stamp()):
            book.insert(
                "payment",
                {"received_on": "2026-11-01", "kind": "gift_card", "amount_minor": 5_000},
            )
            book.insert("redemption", {"redeemed_on": "2026-11-02", "amount_minor": 2_000})
        assert liability(ana) == 10_000 + 3_000
        with book.transaction("import", "more used than sold", ana.stamp()):
            book.insert("redemption", {"redeemed_on": "2026-11-03", "amount_minor": 9_000})
        assert liability(ana) == 10_000  # cards sold before the import do not eat into hers


class TestRefunds:
    def test_no_more_than_was_paid(self, ana, path, tables):
        ana.ledger.pay("ana", "60", kind="refund")
        before = tables(path)
        with pytest.raises(InvalidError, match=r"more than the \$40.00 that ana paid"):
            ana.ledger.pay("ana", "40.01", kind="refund")
        with pytest.raises(InvalidError, match="more than was paid"):
            ana.ledger.edit("payment", 2, {"amount": "100.01"})
        assert tables(path) == before
        ana.ledger.pay("ana", "40", kind="refund")

    def test_it_makes_no_new_debt(self, ana):
        ana.ledger.pay("ana", "100", kind="refund")
        assert owed(ana) == []
        assert ana.year.figures.year(2026).outstanding_minor == 0

    @pytest.fixture
    def package(self, ana):
        """Five sessions for 400, sold on the 2nd, one used on the 5th, worth nothing from the 15th."""
        ana.credits.sell("ana", "400", sessions_sold="5", on="2026-11-02", expires="2026-11-15")
        ana.sessions.log("ana swedish 11-05 package", confirmed=True)
        return ana

    def test_it_lowers_the_liability_from_its_day_on(self, package):
        # 400 sold, 80 used on the 5th, 100 back on the 10th; the rest of 220 expires on the 15th,
        # of which 20 are given back on the 16th all the same.
        package.credits.refund(1, "100", on="2026-11-10")
        credit, payment, _ = package.credits.refund(1, "20", on="2026-11-16", method="card")
        days = ("2026-11-01", "2026-11-02", "2026-11-05", "2026-11-09", "2026-11-10",
                "2026-11-14", "2026-11-15", "2026-11-16")  # fmt: skip
        assert [liability(package, day) for day in days] == [
            0, 40_000, 32_000, 32_000, 22_000, 22_000, 0, 0,
        ]  # fmt: skip
        assert (payment.refunded_credit_id, payment.method) == (1, "card")
        assert (credit.refunded_minor, credit.unused_minor) == (12_000, 20_000)
        assert (credit.state("2026-11-14"), credit.state("2026-11-15")) == ("open", "expired")

    def test_of_the_year_only_refunds_change(self, package):
        before = package.year.figures.year(2026).money
        package.credits.refund(1, "100")
        after = package.year.figures.year(2026).money
        assert after.refunds_minor == before.refunds_minor + 10_000
        assert after.gross_minor == before.gross_minor
        assert after.net_minor == before.net_minor - 10_000

    def test_sessions_go_with_what_they_were_worth(self, ana):
        ana.credits.sell("ana", "400", sessions_sold="5")
        for amount, left, share in (("80", 4, 8_000), ("30", 4, 7_250), ("130", 2, 8_000)):
            credit, _, _ = ana.credits.refund(1, amount)
            assert (credit.sessions_left, credit.share_minor) == (left, share)
        credit, payment, _ = ana.credits.refund(1)
        assert payment.amount_minor == 16_000
        assert (credit.sessions_left, credit.share_minor) == (0, None)
        assert credit.state("2026-11-23") == "refunded"

    def test_undo_and_remove_bring_the_rest_back(self, package, path, tables):
        before = tables(path)
        package.credits.refund(1)
        assert rests(package, "2026-11-10") == [0]
        package.history.undo()
        assert tables(path) == before
        _, payment, _ = package.credits.refund(1)
        package.ledger.remove("payment", payment.id)
        assert rests(package, "2026-11-10") == [32_000]

    @pytest.mark.parametrize(
        ("amount", "options", "words"),
        [
            ("320.01", {}, r"more than the \$320.00 that credit 1 still holds"),
            ("10", {"on": "2026-11-01"}, "2026-11-01 is before 2026-11-02, its sale"),
            ("0", {}, "is 0"),
            ("1,2,3", {}, "is not an amount"),
            ("10", {"on": "2026-11-24"}, "still to come"),
        ],
    )
    def test_what_cannot_be_given_back(self, package, path, tables, amount, options, words):
        before = tables(path)
        with pytest.raises(MtdeskError, match=words):
            package.credits.refund(1, amount, **options)
        assert tables(path) == before

    def test_of_another_client_or_kind_or_none(self, package, path, tables):
        package.clients.add({"name": "Bo"})
        package.ledger.pay("bo", "90")
        before = tables(path)
        for client, kind, credit, words in (
            ("bo", "refund", 1, "credit 1 is ana's, not Bo's"),
            ("ana", "session", 1, "is for a refund, and the kind is session"),
            ("ana", "refund", 7, "there is no credit 7"),
        ):
            with pytest.raises(MtdeskError, match=words):
                package.ledger.pay(client, "10", kind=kind, credit_id=credit)
        assert tables(path) == before

    def test_edits_that_would_contradict_it(self, package, path, tables):
        _, refund, _ = package.credits.refund(1, "300", on="2026-11-04")
        sale = package.credits.find(used_too=True)[0].payment_id
        before = tables(path)
        for payment, fields in (
            (refund.id, {"amount": "320.01"}),
            (refund.id, {"on": "2026-11-01"}),
            (refund.id, {"kind": "session"}),
            (sale, {"amount": "379.99"}),
            (sale, {"on": "2026-11-05"}),
            (sale, {"kind": "session"}),
        ):
            with pytest.raises(MtdeskError):
                package.ledger.edit("payment", payment, fields)
            assert tables(path) == before
        package.ledger.edit("payment", refund.id, {"amount": "320"})
        package.sessions.log("ana swedish 11-06", confirmed=True)
        with pytest.raises(RefusedError, match="ana has no credit with anything left"):
            package.credits.redeem(3, on="2026-11-06")
        with pytest.raises(RefusedError, match="credit 1 is refunded"):
            package.credits.redeem(3, credit_id=1)

    def test_a_refunded_sale_stays(self, ana):
        ana.credits.sell("ana", "50", kind="gift_card")
        ana.credits.refund(1, "10")
        with pytest.raises(RefusedError, match="was refunded; remove the refund first"):
            ana.ledger.remove("payment", 2)

    def test_two_programs_cannot_give_it_back_twice(self, ana, path, clock):
        ana.credits.sell("ana", "50")
        found = credit_rows.get(ana.book, 1)
        ana.credits.refund(1, "30")
        stale = ana.ledger.received("ana", "30", kind="refund")
        stale = replace(stale, refunded_credit_id=found.id)
        book = ana.writable()
        with book.transaction("pay", "stale", ana.stamp()):
            ledger.add_payment(book, stale)
            with pytest.raises(RefusedError, match="more than credit 1 still held"):
                check_refunded(book, stale)


class TestOutstanding:
    def test_days_and_a_day_to_stand_at(self, ana, path, clock):
        ana.sessions.log("ana swedish 11-10")
        ana.sessions.log("bo swedish 11-20", confirmed=True)
        ana.ledger.pay("ana", "30", on="2026-11-15")
        found = ana.ledger.outstanding()
        assert [(each.client, each.owed_minor, each.days) for each in found] == [
            ("ana", 7_000, 13),
            ("bo", 10_000, 3),
        ]
        assert [each.client for each in ana.ledger.outstanding("bo")] == ["bo"]
        with closing(Desk(path, clock, datetime(2026, 11, 12).date())) as then:
            assert owed(then) == [("11-10", 10_000)]
        assert ana.year.figures.year(2026).outstanding_minor == 17_000


def test_learned_categories(desk):
    def spend(text, **options):
        expense, _ = desk.ledger.spend(text, **options)
        return expense.category, expense.category_from

    assert spend("10 Café Núñez") == ("other", "none")
    assert spend("10 Café Núñez", category="meals") == ("meals", "typed")
    assert spend("12 cafe  NUNEZ yesterday card") == ("meals", "learned")
    assert spend("12 cafe nunez laundry") == ("laundry", "typed")
    assert spend("12 café núñez") == ("laundry", "learned")
    desk.ledger.edit("expense", 5, {"category": "dues"})
    assert spend("12 café núñez") == ("dues", "learned")
    assert spend("12 another") == ("other", "none")
    assert spend("12") == ("other", "none")
    desk.history.undo()
    assert spend("12 café núñez") == ("dues", "learned")


def test_a_package_to_spend_on_is_no_method(desk):
    expense, _ = desk.ledger.spend("20 gift card for sam cash")
    assert (expense.vendor, expense.method) == ("gift card for sam", "cash")


def test_the_clock_may_stand_in_another_zone(path):
    now = datetime(2026, 11, 23, 23, 30, tzinfo=timezone(timedelta(hours=13)))
    with closing(Desk(path, lambda: now)) as desk:
        desk.practice.set("zone", "Pacific/Auckland")
        desk.sessions.log("ana swedish 60m 90", confirmed=True)
        credit, _ = desk.credits.sell("ana", "100")
        assert credit.sold_on == "2026-11-23"
