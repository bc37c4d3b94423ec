"""The promises that every reader of a vendor's file keeps, as one table over all of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.errors import MtdeskError
from mtdesk.exchange.readers import FORMATS, ReaderContext, open_source
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.money import currency

VENDORS = Path(__file__).parents[2] / "data" / "vendors"
NASTY = VENDORS / "nasty"
TRUTH = json.loads((VENDORS / "truth.json").read_text(encoding="utf-8"))["files"]
NASTY_TRUTH = json.loads((NASTY / "truth.json").read_text(encoding="utf-8"))["files"]
NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
EARNED = {"session", "cancellation_fee"}
OUR_WORDS = {"cancellation_fee": "no_show_fee"}
HEADER_AT = {"venmo.csv": 2, "jane_payouts.csv": 1}
HELD = "gross_by_month", "tips_by_month", "fees_by_month", "refunds_by_month"
SUMS = (*HELD, "chargebacks_by_month", "by_kind")


def context(truth: dict[str, Any], zone: str = "America/Los_Angeles") -> ReaderContext:
    return ReaderContext(currency(truth.get("currency", "USD")), zone, NOW)


def totals(found: list[Record]) -> dict[str, dict[str, int]]:
    """The sums of truth.json, of each record once."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for record in {record.key: record for record in found}.values():
        first = record.payments[0].kind
        sums["by_kind"][OUR_WORDS.get(first, first)] += 1
        for payment in record.payments:
            month, minor = payment.received_on[:7], payment.amount_minor
            sums["fees_by_month"][month] += payment.fee_minor
            if payment.kind in EARNED:
                sums["gross_by_month"][month] += minor
            elif payment.kind == "tip":
                sums["tips_by_month"][month] += minor
            else:
                sums[f"{payment.kind}s_by_month"][month] += minor
    return {name: {key: value for key, value in sums[name].items() if value} for name in SUMS}


def read(path: Path, reader: ReaderContext) -> list[Any]:
    return list(open_source(path, reader).records())


def check(path: Path, truth: dict[str, Any]) -> None:
    # Stripe prints UTC: on the clock of a practice there, its months are as printed.
    zone = "UTC" if "month_of" in truth or path.name.startswith("stripe") else "America/Los_Angeles"
    source = open_source(path, context(truth, zone))
    found = list(source.records())
    records = [item for item in found if isinstance(item, Record)]
    assert source.format == truth["format"]
    assert len(found) == truth["rows_in"]
    assert len({record.key for record in records}) == truth["payments"]
    assert all(record.session is None for record in records)
    expected = {name: truth.get(name, {}) for name in SUMS}
    assert totals(records) == expected
    bad = [(item.line, item.column) for item in found if isinstance(item, Problem)]
    assert bad == [(wrong["line"], wrong["column"]) for wrong in truth["bad"]]
    skipped = [item.line for item in found if isinstance(item, Skipped)]
    left = [each["line"] for each in truth["skipped"] if not each["why"].startswith("same row")]
    assert skipped == left


@pytest.mark.parametrize("name", TRUTH)
def test_each_file_adds_up_to_the_truth(name: str) -> None:
    check(VENDORS / name, TRUTH[name])


@pytest.mark.parametrize("name", [name for name in NASTY_TRUTH if "empty" not in name])
def test_each_nasty_file_is_read_as_far_as_it_can_be(name: str) -> None:
    check(NASTY / name, NASTY_TRUTH[name])


def test_stripes_days_are_those_of_the_practice() -> None:
    truth = TRUTH["stripe_balance.csv"]
    read_here = read(VENDORS / "stripe_balance.csv", context(truth))
    found = totals([item for item in read_here if isinstance(item, Record)])
    for name in ("gross", "fees", "refunds", "chargebacks"):
        assert found[f"{name}_by_month"] == truth["by_local_month"][name]


@pytest.mark.parametrize("name", TRUTH)
def test_a_file_is_known_by_its_header_alone(name: str, tmp_path: Path) -> None:
    """Under another name and without a row it is the same; without a column it needs, none of them."""
    file_format = FORMATS[TRUTH[name]["format"]]
    header = (VENDORS / name).read_text(encoding="utf-8-sig").splitlines()[HEADER_AT.get(name, 0)]
    other = tmp_path / "download"
    other.write_text(f"{header}\n", encoding="utf-8")
    assert open_source(other, context(TRUTH[name])).format == file_format.name
    for column in file_format.required:
        fits = [
            each for each in FORMATS.values() if each.required <= file_format.required - {column}
        ]
        assert not fits, f"{file_format.name} without {column} would be {fits[0].name}"


def test_no_formats_header_is_anothers() -> None:
    """A header that two formats fit is told apart by its delimiter, or is Square's, newest first."""
    for one in FORMATS.values():
        for other in FORMATS.values():
            if one is other or "square" in one.name or "paypal" in one.name:
                continue
            assert not one.required <= other.required, f"{other.name} is a {one.name}"


@pytest.mark.parametrize(
    "name", ["stripe_balance.csv", "paypal.csv", "paypal_eu.csv", "cashapp.csv"]
)
def test_a_file_in_another_currency_is_refused_row_by_row(name: str) -> None:
    found = read(VENDORS / name, ReaderContext(currency("CHF"), "Europe/Zurich", NOW))
    columns = {item.column.casefold() for item in found if isinstance(item, Problem)}
    assert columns == {"currency"}
    assert not any(isinstance(item, Record) for item in found)


@pytest.mark.parametrize("name", TRUTH)
@times(15)
@given(data=st.data())
def test_mangled_bytes_are_read_or_refused_in_one_sentence(
    name: str, data: st.DataObject, tmp_path: Path
) -> None:
    whole = (VENDORS / name).read_bytes()[:4_000]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 40, len(whole))))
    mangled = tmp_path / "mangled.csv"
    mangled.write_bytes(whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:])
    said = []
    try:
        said = [
            item.reason for item in read(mangled, context(TRUTH[name])) if isinstance(item, Problem)
        ]
    except MtdeskError as refusal:
        said = [str(refusal)]
    assert all(reason and "\n" not in reason for reason in said)


def one(tmp_path: Path, header: str, row: str, zone: str = "America/Los_Angeles") -> Any:
    path = tmp_path / "one.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    (item,) = read(path, ReaderContext(currency("USD"), zone, NOW))
    return item


STRIPE = (
    "balance_transaction_id,Created (UTC),currency,gross,fee,net,reporting_category,description"
)
PAYPAL = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID"
VENMO = "ID,Datetime,Type,Status,Note,From,To,Amount (total),Amount (tip),Amount (tax),Amount (fee)"
CASH_APP = (
    "Transaction ID,Date,Transaction Type,Currency,Amount,Fee,Status,Notes,Name of sender/receiver"
)
MADE = [
    (STRIPE, "t1,2025-06-01 02:00:00,usd,90.00,3.00,87.00,charge,no-show fee", "cancellation_fee", "2025-05-31"),
    (STRIPE, "t2,2025-06-02 20:00:00,usd,-90.00,-3.00,-87.00,refund,back", "refund", "2025-06-02"),
    (STRIPE, "t3,2025-06-02 20:00:00,usd,-9.00,15.00,-24.00,dispute,", "chargeback", "2025-06-02"),
    (STRIPE, "t4,2025-06-02 20:00:00,usd,5.00,0,5.00,dispute_reversal,", "reporting_category", ""),
    (STRIPE, "t5,2025-06-02 20:00:00,usd,-5.00,0,-5.00,charge,", "gross", ""),
    (STRIPE, "t6,2025-06-02 20:00:00,usd,5.00,6.00,-1.00,charge,", "fee", ""),
    (STRIPE, "t7,2027-06-02 20:00:00,usd,5.00,0,5.00,charge,", "Created (UTC)", ""),
    (PAYPAL, "06/20/2025,10:00:00,PDT,Ana,Payment Reversal,Completed,USD,-9,0,-9,p1", "chargeback", "2025-06-20"),
    (PAYPAL, "06/20/2025,10:00:00,PDT,Shop,Payment Refund,Completed,USD,9,0,9,p2", "skipped", ""),
    (PAYPAL, "06/20/2025,10:00:00,PDT,Shop,Website Payment,Completed,USD,-9,0,-9,p3", "skipped", ""),
    (PAYPAL, "06/20/2025,10:00:00,PDT,,Chargeback Fee,Completed,USD,-20,0,-20,p4", "Type", ""),
    (PAYPAL, "06/20/2025,10:00:00,PDT,,Bonus,Completed,USD,20,0,20,p5", "Type", ""),
    (VENMO, "1,2025-06-20T10:00:00,Charge,Complete,hour,Me,Ana,+ $90.00,0,0,0", "session", "2025-06-20"),
    (VENMO, "2,2025-06-20T10:00:00,Payment,Complete,tip,Ana,Me,+ $9.00,+ $9.00,0,0", "tip", "2025-06-20"),
    (VENMO, "3,2025-06-20T10:00:00,Payment,Complete,x,Ana,Me,+ $9.00,+ $10.00,0,0", "Amount (total)", ""),
    (VENMO, "4,,Payment,Complete,x,Ana,Me,+ $9.00,0,0,0", "Datetime", ""),
    (CASH_APP, "c1,2025-06-20 10:00:00 PDT,P2P,USD,$90,$1.00,PAYMENT_COMPLETE,x,Ana", "session", "2025-06-20"),
    (CASH_APP, "c2,2025-06-20 10:00:00 PDT,P2P,USD,-$90,0,PAYMENT_COMPLETE,x,Ana", "skipped", ""),
    (CASH_APP, "c3,2025-06-20 10:00:00 PDT,Gift,USD,$90,0,PAYMENT_COMPLETE,x,Ana", "Transaction Type", ""),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "found", "day"), MADE)
def test_rows_that_the_samples_lack(
    header: str, row: str, found: str, day: str, tmp_path: Path
) -> None:
    item = one(tmp_path, header, row)
    if isinstance(item, Record):
        assert (item.payments[0].kind, item.payments[0].received_on) == (found, day)
        if item.payments[0].client:
            assert item.payments[0].client == "Ana"
    elif isinstance(item, Problem):
        assert item.column == found, item
    else:
        assert found == "skipped", item


def test_sales_tax_and_tip_are_parts_of_venmos_total(tmp_path: Path) -> None:
    row = "5,2025-06-20T10:00:00,Payment,Complete,hour,Ana,Me,+ $118.00,+ $10.00,+ $8.00,- $2.00"
    paid = one(tmp_path, VENMO, row).payments
    assert [(p.kind, p.amount_minor, p.fee_minor) for p in paid] == [
        ("session", 10000, 200),
        ("tip", 1000, 0),
    ]
    assert paid[0].note == "hour · sales tax left out"


def test_a_short_name_of_another_zone_is_said_and_the_day_stays(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    row = "06/20/2025,23:00:00,{},Ana,Website Payment,Completed,USD,90,-3,87,p1"
    for zone, words in (
        ("PDT", []),
        ("CET", ["the time zone “CET” is not known; its days stay as printed"]),
    ):
        path.write_text(f"{PAYPAL}\n{row.format(zone)}\n", encoding="utf-8")
        source = open_source(path, ReaderContext(currency("USD"), "America/Los_Angeles", NOW))
        (record,) = source.records()
        assert isinstance(record, Record)
        assert (source.words, record.payments[0].received_on) == (words, "2025-06-20")


def test_a_row_that_says_nothing_in_the_one_column_that_is_read_is_skipped(tmp_path):
    row = "2026-01-02T10:00:00Z,2026-01-03,90.00,"
    file = tmp_path / "payouts.csv"
    file.write_text(f"Date created,Date deposited,Payout amount,Payout status\n{row}\n{row}paid\n")
    assert [type(each) for each in read(file, context({}))] == [Skipped, Skipped]


@pytest.mark.parametrize("end", ["END:VCALENDAR\n", "BEGIN:VALARM\n" * 60])
def test_an_event_that_is_never_ended_is_named_whatever_comes_between(tmp_path, end):
    event = "BEGIN:VEVENT\nSUMMARY:Ana\nDTSTART:20260105T100000\n"
    file = tmp_path / "calendar.ics"
    file.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}{end}{event}END:VEVENT\nEND:VCALENDAR\n")
    problems = [each for each in read(file, context({})) if isinstance(each, Problem)]
    assert [each.line for each in problems] == [3]
