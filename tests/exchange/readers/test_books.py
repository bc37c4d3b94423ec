"""Miles, items, bank statements and journals: each sample adds up to what was worked out apart from its reader."""

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
from mtdesk.exchange.readers import ReaderContext, open_source
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.money import currency

BOOKS = Path(__file__).parents[2] / "data" / "books"
TRUTH = json.loads((BOOKS / "truth.json").read_text(encoding="utf-8"))["files"]
NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
CONTEXT = ReaderContext(currency("USD"), "America/Los_Angeles", NOW)


def read(path: Path, context: ReaderContext = CONTEXT) -> list[Any]:
    return list(open_source(path, context).records())


def records(found: list[Any]) -> list[Record]:
    return [each for each in found if isinstance(each, Record)]


def check(name: str) -> list[Record]:
    """What is common to all: the format, how many rows, what is skipped and what is bad."""
    truth = TRUTH[name]
    source = open_source(BOOKS / name, CONTEXT)
    found = list(source.records())
    assert (source.format, len(found)) == (truth["format"], truth["rows_in"])
    skipped = [each.line for each in found if isinstance(each, Skipped)]
    if isinstance(truth["skipped"], int):
        assert len(skipped) == truth["skipped"]
    else:
        assert skipped == [each["line"] for each in truth["skipped"]]
    bad = [
        {"line": each.line, "column": each.column} for each in found if isinstance(each, Problem)
    ]
    assert bad == truth["bad"]
    return records(found)


def by_month(pairs: Any) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for day, amount in pairs:
        sums[day[:7]] += amount
    return {month: amount for month, amount in sums.items() if amount}


@pytest.mark.parametrize("name", ["mileiq.csv", "everlance.csv"])
def test_trips_and_what_was_paid_beside_them(name: str) -> None:
    found, truth = check(name), TRUTH[name]
    trips = [each.trip for each in found if each.trip is not None]
    assert len(trips) == truth["trips"]
    miles = by_month((each.travelled_on, each.distance_tenths) for each in trips)
    assert miles == truth["miles_tenths_by_month"]
    beside: Counter[str] = Counter(truth["parking_by_month"])
    beside.update(truth["tolls_by_month"])
    paid = [each.expense for each in found if each.expense is not None]
    assert by_month((each.spent_on, each.amount_minor) for each in paid) == dict(beside)
    assert {each.category for each in paid} <= {"parking_tolls"}


def test_items_are_sessions_goods_and_gift_cards() -> None:
    found, truth = check("square_items.csv"), TRUTH["square_items.csv"]
    assert len({each.key for each in found}) == truth["payments"]
    sums: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    kinds: Counter[str] = Counter()
    for each in found:
        (paid,) = each.payments
        kinds["no_show_fee" if paid.kind == "cancellation_fee" else paid.kind] += 1
        sums["refund" if paid.kind == "refund" else "gross"].append(
            (paid.received_on, paid.amount_minor)
        )
    sessions = [each.session for each in found if each.session is not None]
    assert (len(sessions), kinds) == (truth["sessions"], truth["by_kind"])
    assert by_month(sums["gross"]) == truth["gross_by_month"]
    assert by_month(sums["refund"]) == truth["refunds_by_month"]
    minutes = by_month((each.local_date, each.minutes) for each in sessions)
    assert minutes == truth["minutes_by_month"]


@pytest.mark.parametrize("name", ["checking.ofx", "checking.qfx", "checking.qif"])
def test_a_statements_lines_are_asked_about(name: str) -> None:
    found, truth = check(name), TRUTH[name]
    assert all(each.is_asked for each in found)
    came = [paid for each in found for paid in each.payments]
    went = [each.expense for each in found if each.expense is not None]
    assert by_month((each.received_on, each.amount_minor) for each in came) == truth["asked_in"]
    assert by_month((each.spent_on, each.amount_minor) for each in went) == truth["asked_out"]


def test_both_forms_of_a_statement_name_the_same_lines() -> None:
    names = [{each.key for each in check(name)} for name in ("checking.ofx", "checking.qfx")]
    assert names[0] == names[1]


def test_payouts_are_told_with_where_their_income_is() -> None:
    source = open_source(BOOKS / "checking.qfx", CONTEXT)
    list(source.records())
    said = (
        "{} is no income: what clients paid, with fees and tips, is in {}'s own file; import that"
    )
    assert source.words == [
        said.format("1 payout of Stripe, $412.16,", "Stripe"),
        said.format("1 payout of Square, $301.77,", "Square"),
    ]


def made(tmp_path: Path, text: str, name: str = "file", **said: Any) -> list[Any]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path, ReaderContext(currency("USD"), "America/Los_Angeles", NOW, **said))


OFX = "<OFX><CURDEF>{code}<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{day}<TRNAMT>{amount}<FITID>1<NAME>{name}</STMTTRN></OFX>"
LINES = [
    ({"amount": "12,50"}, ("session", 1250, "transfer")),
    ({"name": "Zelle transfer from ANA"}, ("session", 9500, "zelle")),
    ({"name": "<![CDATA[A & B]]>"}, ("session", 9500, "transfer")),
    ({"kind": "check"}, ("session", 9500, "check")),
    ({"name": "VENMO CASHOUT"}, "a payout of Venmo: its money came in before"),
    ({"name": "ONLINE TRANSFER FROM SAV"}, "a transfer between accounts: online transfer from sav"),
    ({"kind": "INT"}, "interest: no income of the practice's work"),
    ({"amount": "0.00"}, "no money moved"),
    ({"amount": ""}, "TRNAMT"),
    ({"amount": "a lot"}, "TRNAMT"),
    ({"amount": "200000.00"}, "TRNAMT"),
    ({"day": "2025"}, "DTPOSTED"),
    ({"day": "20250231"}, "DTPOSTED"),
    ({"day": "20270101"}, "DTPOSTED"),
    ({"code": "EUR"}, "CURDEF"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "found"), LINES)
def test_one_line_of_a_bank(change: dict[str, str], found: Any, tmp_path: Path) -> None:
    line = {"kind": "CREDIT", "day": "20250310", "amount": "95.00", "name": "ACME", "code": "USD"}
    (each,) = made(tmp_path, OFX.format(**{**line, **change}))
    if isinstance(each, Record):
        (paid,) = each.payments
        assert (paid.kind, paid.amount_minor, paid.method) == found
    elif isinstance(each, Problem):
        assert each.column == found
    else:
        assert each.reason == found


def test_a_statement_that_is_cut_off_says_so(tmp_path: Path) -> None:
    whole = (BOOKS / "checking.ofx").read_text(encoding="ascii")
    found = made(tmp_path, whole[: whole.index("F003")])
    assert [each.reason for each in found if isinstance(each, Problem)] == [
        "the file ends, or the next one begins, inside of it"
    ]


DAYS = [
    ("3/ 9'25", {}, "2025-03-09"),
    ("03/09/25", {}, "2025-03-09"),
    ("9.3.2025", {}, "2025-03-09"),
    ("2025-03-09", {}, "2025-03-09"),
    ("3/9/2025", {"is_month_first": False}, "2025-09-03"),
    ("3/9/2025", {"dates": "day-first"}, "2025-09-03"),
    ("yesterday", {}, ""),
    ("", {}, ""),
]


@pytest.mark.parametrize(("printed", "said", "day"), DAYS)
def test_days_of_qif(printed: str, said: dict[str, Any], day: str, tmp_path: Path) -> None:
    (each,) = made(tmp_path, f"!Type:Bank\nD{printed}\nT5.00\nPAna\n^\n", **said)
    if day:
        assert each.payments[0].received_on == day
    else:
        assert (each.column, "\n" in each.reason) == ("date", False)


def test_lists_of_qif_that_are_no_account_are_named(tmp_path: Path) -> None:
    path = tmp_path / "q.qif"
    path.write_text("!Type:Cat\nNRent\n^\n!Type:Bank\nD2025-03-09\nT-5\n", encoding="utf-8")
    source = open_source(path, CONTEXT)
    (each,) = source.records()
    assert isinstance(each, Problem)
    assert each.reason == "the file ends inside of it"
    assert source.words == ["left out the lists of cat: they hold no account's money"]


JOURNAL = [
    ("income:sessions  $-95\n  assets:card", [("session", 9500, None)]),
    ("revenues:massage  -95 USD\n  assets:x  95 USD", [("session", 9500, None)]),
    ("income:tips  $-5\n  assets:card", [("tip", 500, None)]),
    ("income:gift cards  $-5\n  assets:card", [("gift_card", 500, None)]),
    ("income:wages  $-5\n  assets:card", [("wage", 500, None)]),
    ("income:sessions  $5\n  assets:card", [("refund", 500, "session")]),
    ("income:chargebacks:tips  $5\n  assets:card", [("chargeback", 500, "tip")]),
    ("liabilities:sales tax  $-5\n  assets:card", [("sales_tax", 500, None)]),
    ("liabilities:sales tax  $5\n  assets:card", [("refund", 500, "sales_tax")]),
    ("income:refunds:tips  $-5\n  assets:card", "amount"),
    ("income:sessions  $-5\n  assets:card\n  assets:x", "amount"),
    ("income:sessions  -5 h\n  assets:card", "amount"),
    ("income:sessions  $-5\n  expenses:processor fees  $6\n  assets:card  $-1", "fee"),
]


@pytest.mark.parametrize(("postings", "found"), JOURNAL)
def test_one_transaction_of_a_journal(postings: str, found: Any, tmp_path: Path) -> None:
    (each,) = made(tmp_path, f"2025-03-09 * (a) x ; note\n  {postings}\n")
    if isinstance(each, Problem):
        assert each.column == found
    else:
        kinds = [(paid.kind, paid.amount_minor, paid.gives_back) for paid in each.payments]
        assert kinds == found
        assert each.payments[0].note == "x"


def test_what_a_journal_only_names_is_said(tmp_path: Path) -> None:
    path = tmp_path / "j.journal"
    path.write_text(
        "include 2024.journal\n\n2025-03-09 x\n  income:a  $-5\n  assets:b\n", encoding="utf-8"
    )
    source = open_source(path, CONTEXT)
    assert len(records(list(source.records()))) == 1
    assert source.words == ["lines that begin with include are not followed"]


SAMPLES = [name for name in TRUTH if name != "square_items.csv"]


@pytest.mark.parametrize("name", SAMPLES)
@times(40)
@given(data=st.data())
def test_mangled_bytes_are_read_or_refused_in_one_sentence(
    name: str, data: st.DataObject, tmp_path: Path
) -> None:
    whole = (BOOKS / name).read_bytes()[:4_000]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 40, len(whole))))
    mangled = tmp_path / "mangled"
    mangled.write_bytes(whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:])
    try:
        said = [each.reason for each in read(mangled) if isinstance(each, Problem)]
    except MtdeskError as refusal:
        said = [str(refusal)]
    assert all(reason and "\n" not in reason for reason in said)
