from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mtdesk.errors import ImportRefusedError
from mtdesk.exchange.readers import ReaderContext, Source, open_source
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.money import currency

SQUARE = Path(__file__).parents[2] / "data" / "square"
NASTY = SQUARE / "nasty"
TRUTH = json.loads((SQUARE / "truth.json").read_text(encoding="utf-8"))["files"]
NASTY_TRUTH = json.loads((NASTY / "truth.json").read_text(encoding="utf-8"))["files"]
NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
CONTEXT = ReaderContext(currency("USD"), "America/Los_Angeles", NOW)
EARNED = {"session", "cancellation_fee", "gift_card"}
OUR_WORDS = {"gift_card": "gift_card_sale", "cancellation_fee": "no_show_fee"}
HEADER = (
    "Date,Time,Gift Card Sales,Tax,Tip,Total Collected,Card,Cash,Square Gift Card,Cash App,"
    "Other Tender,Other Tender Type,Tender Note,Fees,Payment ID,Description,Event Type,"
    "Customer Name,Transaction Status"
)


def items(path: Path) -> list[Any]:
    return list(open_source(path, CONTEXT).records())


def records(path: Path) -> list[Record]:
    return [item for item in items(path) if isinstance(item, Record)]


def kind_of(record: Record) -> str:
    if record.redemption:
        return "gift_card_redemption"
    kind = record.payments[0].kind
    return OUR_WORDS.get(kind, kind)


def totals(found: list[Record]) -> dict[str, dict[str, int]]:
    """The sums of truth.json, of each record once."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in {record.key: record for record in found}.values():
        for payment in record.payments:
            month = payment.received_on[:7]
            sums["fees_by_month"][month] += payment.fee_minor
            if payment.kind in EARNED:
                sums["gross_by_month"][month] += payment.amount_minor
            if payment.kind == "tip":
                sums["tips_by_month"][month] += payment.amount_minor
            if payment.kind == "refund":
                sums["refunds_by_month"][month] += payment.amount_minor
            if payment.kind == "gift_card":
                sums["gift_card_sold_by_month"][month] += payment.amount_minor
        if record.redemption:
            month = record.redemption.redeemed_on[:7]
            sums["gift_card_redeemed_by_month"][month] += record.redemption.amount_minor
        sums["by_kind"][kind_of(record)] += 1
    return {name: {key: value for key, value in sums[name].items() if value} for name in sums}


def check(path: Path, truth: dict[str, Any]) -> tuple[Source, list[Any]]:
    source = open_source(path, CONTEXT)
    found = list(source.records())
    read = [item for item in found if isinstance(item, Record)]
    assert source.format == truth["format"]
    assert len(found) == truth["rows_in"]
    assert len({record.key for record in read}) == truth["payments"]
    for name, expected in totals(read).items():
        assert expected == truth[name], name
    bad = [(item.line, item.column) for item in found if isinstance(item, Problem)]
    assert bad == [(wrong["line"], wrong["column"]) for wrong in truth["bad"]]
    assert all(record.session is None for record in read)
    return source, found


@pytest.mark.parametrize("name", TRUTH)
def test_each_layout_adds_up_to_the_truth(name: str) -> None:
    source, _ = check(SQUARE / name, TRUTH[name])
    assert source.warnings == []
    assert source.position == source.size == (SQUARE / name).stat().st_size


@pytest.mark.parametrize("name", [name for name in NASTY_TRUTH if "empty" not in name])
def test_each_nasty_file_is_read_as_far_as_it_can_be(name: str) -> None:
    source, found = check(NASTY / name, NASTY_TRUTH[name])
    left_out = ["left out the column “Loyalty Points (beta)”"] if "extra" in name else []
    assert source.warnings == left_out
    lines = [item.line for item in found]
    assert lines == sorted(lines)


def test_an_empty_file_says_so() -> None:
    with pytest.raises(ImportRefusedError, match="the file is empty"):
        open_source(NASTY / "square_empty.csv", CONTEXT)


def test_a_row_twice_comes_twice_with_the_same_key_and_digest() -> None:
    by_line = {record.line: record for record in records(NASTY / "square_duplicate_row.csv")}
    assert by_line[22].key == by_line[25].key
    assert by_line[22].digest == by_line[25].digest


def test_the_three_layouts_show_the_same_records() -> None:
    shown = [
        {(record.key, record.digest) for record in records(SQUARE / name)} for name in sorted(TRUTH)
    ]
    assert shown[0] == shown[1] == shown[2]


def test_names_and_notes_stay_as_typed() -> None:
    read = records(SQUARE / "square_transactions_2025.csv")
    clients = {record.payments[0].client for record in read}
    assert {"=Eve Sumner", "@Home Yoga Collective", "王芳", "Mia 🌻 Holloway"} <= clients
    notes = {record.payments[0].note for record in read}
    assert any("first line\nsecond line: face cradle cover, size L" in note for note in notes)
    assert {record.payments[0].method for record in read} == {"card", "cash", "check"}


def row(**cells: str) -> str:
    """A payment of $100 by card, but for what is said otherwise."""
    usual = {
        "Date": "2025-06-02", "Time": "10:00:00", "Total Collected": "$100.00", "Payment ID": "p1",
        "Description": "Swedish 60", "Event Type": "Payment", "Transaction Status": "Complete",
    }  # fmt: skip
    usual.update({name.replace("_", " "): cell for name, cell in cells.items()})
    if "Card" not in usual:
        usual["Card"] = usual["Total Collected"]
    assert set(usual) <= set(HEADER.split(","))
    return ",".join(f'"{usual.get(name, "")}"' for name in HEADER.split(","))


def read_one(tmp_path: Path, **cells: str) -> Any:
    path = tmp_path / "one.csv"
    path.write_text(f"{HEADER}\n{row(**cells)}\n", encoding="utf-8")
    (item,) = items(path)
    return item


def paid(record: Record) -> list[tuple[str, str | None, int, int]]:
    return [(p.kind, p.method, p.amount_minor, p.fee_minor) for p in record.payments]


def test_a_split_tender_fills_the_service_before_the_tip(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, Total_Collected="$120.00", Tip="$20.00", Card="$70.00", Cash="$50.00", Fees="-$2"
    )
    assert paid(record) == [
        ("session", "card", 7000, 200),
        ("session", "cash", 3000, 0),
        ("tip", "cash", 2000, 0),
    ]
    assert [payment.voluntary for payment in record.payments] == [None, None, True]


def test_a_gift_card_that_pays_all_is_a_redemption_alone(tmp_path: Path) -> None:
    record = read_one(tmp_path, Square_Gift_Card="$100.00", Card="$0.00")
    assert record.payments == ()
    assert record.redemption.amount_minor == 10000


def test_a_gift_card_sold_with_a_session(tmp_path: Path) -> None:
    record = read_one(tmp_path, Total_Collected="$250.00", Gift_Card_Sales="$150.00")
    assert paid(record) == [("session", "card", 10000, 0), ("gift_card", "card", 15000, 0)]


def test_sales_tax_is_left_out_and_said(tmp_path: Path) -> None:
    record = read_one(tmp_path, Total_Collected="$108.00", Tax="$8.00")
    assert paid(record) == [("session", "card", 10000, 0)]
    assert record.payments[0].note == "Swedish 60 · sales tax left out"


def test_money_that_no_tender_accounts_for_has_no_method(tmp_path: Path) -> None:
    assert paid(read_one(tmp_path, Card="$60.00")) == [
        ("session", "card", 6000, 0),
        ("session", None, 4000, 0),
    ]


def test_a_tender_of_her_own_keeps_its_name(tmp_path: Path) -> None:
    record = read_one(tmp_path, Card="", Other_Tender="$100.00", Other_Tender_Type="Barter")
    assert paid(record) == [("session", "Barter", 10000, 0)]


def test_a_tender_named_like_another_is_not_counted_twice(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, Card="$40.00", Other_Tender="$60.00", Other_Tender_Type="Card", Fees="-$1.00"
    )
    assert paid(record) == [("session", "card", 4000, 100), ("session", "card", 6000, 0)]


def test_a_refund_may_return_its_fee(tmp_path: Path) -> None:
    record = read_one(
        tmp_path, Event_Type="Refund", Total_Collected="-$54.00", Tax="-$4.00", Fees="$1.50"
    )
    assert paid(record) == [("refund", "card", 5000, -150)]
    assert record.key == "square:p1/refund@2025-06-02T10:00:00"


def test_a_refund_onto_a_gift_card_moves_no_money(tmp_path: Path) -> None:
    skipped = read_one(
        tmp_path,
        Event_Type="Refund", Total_Collected="-$50.00", Card="", Square_Gift_Card="-$50.00",
    )  # fmt: skip
    assert skipped == Skipped(2, "no money changed hands")


def test_a_vendors_apostrophe_goes_and_a_typed_one_stays(tmp_path: Path) -> None:
    record = read_one(tmp_path, Customer_Name="'=Eve", Tender_Note="'s-Gravenhage")
    assert record.payments[0].client == "=Eve"
    assert record.payments[0].note == "Swedish 60 · 's-Gravenhage"


def test_what_did_not_go_through_is_skipped(tmp_path: Path) -> None:
    assert read_one(tmp_path, Transaction_Status="Failed") == Skipped(2, "its status is Failed")
    assert read_one(tmp_path, Total_Collected="$0.00") == Skipped(2, "no money changed hands")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Event_Type": "Dispute"}, "Event Type"),
        ({"Total_Collected": "$10.00", "Tip": "$20.00"}, "Total Collected"),
        ({"Event_Type": "Refund"}, "Total Collected"),
        ({"Date": "13/40/2025"}, "Date"),
        ({"Tip": "12.345"}, "Tip"),
        ({"Square_Gift_Card": "$100.00", "Card": "", "Fees": "-$1.00"}, "Fees"),
        ({"Customer_Name": "n" * 300}, "Customer Name"),
    ],
)
def test_a_row_that_does_not_add_up_is_a_problem(
    tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    problem = read_one(tmp_path, **cells)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (2, column)


def test_without_a_payment_id_the_content_is_the_key(tmp_path: Path) -> None:
    first = read_one(tmp_path, Payment_ID="")
    assert first.key == f"square:#{first.digest}"
    assert first.key != read_one(tmp_path, Payment_ID="", Tip="$5.00").key
