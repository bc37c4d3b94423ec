"""What a receipt holds: its figures, what it lacks, what it leaves out, its file."""

from __future__ import annotations

import stat
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import NeedsConfirmationError, NotFoundError, RefusedError
from mtdesk.model.money import currency
from mtdesk.model.period import Period
from mtdesk.model.year import CREDIT, INSURER, MONEY_IN, PaidPart, Receipt, Visit
from mtdesk.say.document import written
from mtdesk.say.year import receipts as said

ALL = Period(date.min, date(2026, 11, 24))
ISSUER = {
    "therapist_name": "Mara Oyelaran",
    "licence": "LMT 12345",
    "business_name": "Harbour Hands",
    "address": "12 Pier Street",
}


@pytest.fixture
def ana(desk):
    """Ana, whose deep tissue costs 100 on the menu and has a code; the practice has its name."""
    for key, value in ISSUER.items():
        desk.practice.set(key, value)
    desk.practice.menu.edit("deep tissue", {"price": "100", "code": "97124"})
    desk.sessions.log("ana deep tissue 60m 90+15 card 11-20", confirmed=True)
    return desk


def write(desk, receipt, target, **confirmed):
    """Write it as the front does; what it says of it."""
    sheet = said.receipt_sheet(receipt)
    return written(sheet, [target], desk.year.receipts.write(receipt, sheet, target, **confirmed))


def figures(visit):
    return (
        visit.charged_minor, visit.discount_minor, visit.paid_minor, visit.credit_minor,
        visit.insurer_minor, visit.open_minor,
    )  # fmt: skip


class TestFigures:
    def test_a_visit_and_its_discount_without_the_tip(self, ana):
        receipt = ana.year.receipts.of("ana", ALL)
        (visit,) = receipt.visits
        assert figures(visit) == (9_000, 1_000, 9_000, 0, 0, 0)
        assert (visit.local_date, visit.service, visit.minutes, visit.procedure_code) == (
            "2026-11-20", "Deep tissue", 60, "97124",
        )  # fmt: skip
        assert said.how(visit, receipt.currency) == "card 2026-11-20"
        assert list(receipt.issuer) == ["business", "therapist", "licence", "address"]
        assert (receipt.first, receipt.last) == (date(2026, 11, 20), date(2026, 11, 23))
        assert said.missing(receipt) == []
        assert not any("105" in str(row) for row in said.visits_table(receipt).rows)

    def test_no_discount_is_known_of_another_length(self, ana):
        ana.sessions.log("ana deep tissue 30m 50 cash 11-21", confirmed=True)
        visit = ana.year.receipts.of("ana", ALL).visits[-1]
        assert (visit.menu_minor, visit.discount_minor, visit.charged_minor) == (None, None, 5_000)

    def test_more_than_the_menu_is_no_discount(self, ana):
        ana.sessions.log("ana deep tissue 60m 120 cash 11-21", confirmed=True)
        assert ana.year.receipts.of("ana", ALL).visits[-1].discount_minor == 0

    def test_a_package_pays_the_visit_and_its_sale_is_left_out(self, ana):
        ana.credits.sell("ana", "300", sessions_sold="3", method="card", on="2026-11-01")
        ana.sessions.log("ana deep tissue package 11-22", confirmed=True)
        receipt = ana.year.receipts.of("ana", ALL)
        assert figures(receipt.visits[-1]) == (10_000, 0, 0, 10_000, 0, 0)
        assert said.how(receipt.visits[-1], receipt.currency) == "package 2026-11-22"
        assert any("not reimbursable again" in note for note in said.notes(receipt))
        assert (receipt.total("paid"), receipt.total("credit")) == (9_000, 10_000)
        assert receipt.apart == ()

    def test_credit_that_another_program_named_as_a_method(self, ana, tmp_path):
        file = tmp_path / "sessions.csv"
        file.write_text(
            "id,started_at,client,minutes,modality,pressure,effort,fee,tip,payment_method,setting,"
            "pain_before,pain_after,note\n1,2026-10-01T10:00:00,ana,60,Deep tissue,,,95,5,package,,,,\n"
        )
        ana.files.import_files([file])
        first = ana.year.receipts.of("ana", ALL).visits[0]
        assert (first.paid_minor, first.credit_minor, first.open_minor) == (0, 9_500, 0)

    def test_what_is_unpaid_insured_or_paid_in_parts(self, ana):
        ana.sessions.log("ana deep tissue 60m 11-21", confirmed=True)
        assert figures(ana.year.receipts.of("ana", ALL).visits[-1])[-1] == 10_000
        ana.ledger.pay("ana", "30", method="cash", on="2026-11-22")
        ana.ledger.pay("ana", "50", kind="insurance", on="2026-11-23")
        receipt = ana.year.receipts.of("ana", ALL)
        assert figures(receipt.visits[-1]) == (10_000, 0, 3_000, 0, 5_000, 2_000)
        assert said.how(receipt.visits[-1], receipt.currency) == (
            "$30.00 cash 2026-11-22; $50.00 insurance 2026-11-23"
        )
        heads = [head for head, _ in said.visits_table(receipt).columns]
        assert heads[-3:] == ["by insurer", "still open", "how paid"]

    def test_a_refund_stands_apart_and_is_owned_up_to(self, ana):
        ana.ledger.pay("ana", "20", kind="refund", method="card", on="2026-11-19")
        ana.ledger.pay("ana", "7", kind="tip", method="card")
        ana.ledger.pay("ana", "9", kind="product", method="card")
        receipt = ana.year.receipts.of("ana", ALL)
        assert [(part.way, part.amount_minor) for part in receipt.apart] == [
            ("refund, card", -2_000)
        ]
        assert receipt.total("paid") == 9_000
        assert "2026-11-19" in said.missing(receipt)[0]

    def test_a_refund_of_a_visit_stands_beside_it_and_is_not_owed_again(self, ana):
        """All 105 go back, tip and price; the receipt speaks of the price."""
        ana.ledger.pay("ana", "105", kind="refund")
        (visit,) = ana.year.receipts.of("ana", ALL).visits
        assert (visit.paid_minor, visit.given_back_minor, visit.open_minor) == (9_000, 9_000, 0)
        assert [(part.way, part.amount_minor) for part in visit.paid] == [
            ("card", 9_000),
            ("refund, card", -9_000),
        ]

    def test_only_done_visits_of_this_client_in_these_days(self, ana):
        ana.sessions.log("ana deep tissue 60m 90 card 11-10", confirmed=True)
        ana.sessions.log("bo deep tissue 60m 90 card 11-20", confirmed=True)
        ana.sessions.log("ana no-show 40 card 11-21", confirmed=True)
        ana.sessions.log("ana deep tissue 60m booked 9am 2026-12-01", confirmed=True)
        days = Period(date(2026, 11, 11), date(2027, 1, 1))
        receipt = ana.year.receipts.of("ana", days)
        assert [each.local_date for each in receipt.visits] == ["2026-11-20"]
        assert (receipt.first, receipt.last) == (date(2026, 11, 11), date(2026, 12, 31))

    def test_no_such_client(self, ana):
        with pytest.raises(NotFoundError):
            ana.year.receipts.of("zoe", ALL)


class TestMissing:
    def test_each_in_words(self, desk):
        desk.sessions.log("ana swedish 60m 11-20", confirmed=True)
        desk.sessions.log("ana 60m 80 cash 11-21", confirmed=True)
        assert said.missing(desk.year.receipts.of("ana", ALL)) == [
            "your name",
            "your licence number",
            "the address",
            "a procedure code of Swedish",
            "a service of the visit on 2026-11-21",
            "a price of the visit on 2026-11-20",
        ]

    def test_it_wants_a_yes_before_anything_is_written(self, desk, tmp_path):
        desk.sessions.log("ana swedish 60m 11-20", confirmed=True)
        receipt, target = desk.year.receipts.of("ana", ALL), tmp_path / "ana.pdf"
        with pytest.raises(NeedsConfirmationError, match="it lacks your name; your licence number"):
            write(desk, receipt, target)
        assert not target.exists()
        words = write(desk, receipt, target, confirmed=True)
        assert "1 visit, written to" in words
        assert "it lacks your name" in words
        assert target.read_bytes().startswith(b"%PDF-")

    def test_an_unknown_price_is_in_no_sum(self, ana):
        ana.sessions.log("ana swedish 60m 11-21", confirmed=True)
        receipt = ana.year.receipts.of("ana", ALL)
        assert figures(receipt.visits[-1]) == (None, None, 0, 0, 0, None)
        assert receipt.total("charged") == 9_000
        assert any("price is unknown" in note for note in said.notes(receipt))


class TestFile:
    def test_whole_and_hers_alone(self, ana, tmp_path):
        target = tmp_path / "ana.pdf"
        words = write(ana, ana.year.receipts.of("ana", ALL), target)
        assert words == f"Receipt for ana, 1 visit, written to {target}"
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert not list(tmp_path.glob(".*part"))

    def test_an_existing_file_wants_a_yes(self, ana, tmp_path):
        target = tmp_path / "ana.pdf"
        target.write_text("mine")
        with pytest.raises(NeedsConfirmationError, match="is there already; write over it"):
            write(ana, ana.year.receipts.of("ana", ALL), target)
        assert target.read_text() == "mine"

    def test_what_fails_leaves_what_was_there(self, ana, tmp_path, monkeypatch):
        from mtdesk.exchange.writers import files

        target = tmp_path / "ana.pdf"
        target.write_text("mine")

        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files.os, "fsync", full)
        with pytest.raises(RefusedError, match="No space left"):
            write(ana, ana.year.receipts.of("ana", ALL), target, confirmed=True)
        assert target.read_text() == "mine"
        assert not list(tmp_path.glob(".*part"))

    def test_no_visits_no_file(self, ana, tmp_path):
        days = Period(date(2025, 1, 1), date(2026, 1, 1))
        receipt, target = ana.year.receipts.of("ana", days), tmp_path / "ana.pdf"
        with pytest.raises(RefusedError, match="no visits from 2025-01-01 to 2025-12-31"):
            write(ana, receipt, target, confirmed=True)
        assert not target.exists()


amounts = st.integers(min_value=0, max_value=1_000_000)
parts = st.builds(
    PaidPart,
    paid_on=st.just("2026-11-20"),
    source=st.sampled_from([MONEY_IN, CREDIT, INSURER]),
    way=st.just("card"),
    amount_minor=st.integers(min_value=-1_000_000, max_value=1_000_000),
)
visits = st.builds(
    Visit,
    session_id=st.integers(1, 99),
    local_date=st.dates().map(date.isoformat),
    service=st.text(max_size=5),
    minutes=st.integers(1, 720),
    procedure_code=st.none() | st.just("97124"),
    charged_minor=st.none() | amounts,
    menu_minor=st.none() | amounts,
    paid=st.lists(parts, max_size=3).map(tuple),
)


@given(st.lists(visits, min_size=1, max_size=30))
def test_sums_are_those_of_the_rows_to_the_cent(found):
    receipt = Receipt(
        issuer={}, client="ana", first=date(2026, 1, 1), last=date(2026, 1, 1) + timedelta(9),
        made_on=date(2026, 2, 1), currency=currency("USD"), visits=tuple(found), apart=(),
    )  # fmt: skip
    heads = [head for head, _ in said.visits_table(receipt).columns]
    sums = dict(zip(heads, said.visits_table(receipt).totals, strict=True))
    names = {"prepaid": "credit", "by insurer": "insurer", "still open": "open"}
    for head in {"charged", "discount", "paid", *names} & set(heads):
        name = names.get(head, head)
        known = [amount for each in found if (amount := getattr(each, f"{name}_minor")) is not None]
        assert sums[head] == receipt.total(name) == (sum(known) if known else None)
    for each in found:
        if each.charged_minor is not None:
            assert each.charged_minor == (
                each.paid_minor + each.credit_minor + each.insurer_minor + each.open_minor
            )
    if all(each.charged_minor is not None for each in found):
        assert receipt.total("charged") == sum(
            receipt.total(name) for name in ("paid", "credit", "insurer", "open")
        )
