from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from mtdesk.exchange.readers import FORMATS, ReaderContext, open_source
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.ledger.categories import CATEGORIES
from mtdesk.model.money import currency

PRACTICE = Path(__file__).parents[2] / "data" / "practice"
NOW = datetime(2026, 11, 23, 17, 45, tzinfo=timezone(timedelta(hours=-5)))
CONTEXT = ReaderContext(currency("USD"), "America/New_York", NOW)
SESSION = {
    "id": "7", "started_at": "2025-03-04T10:00:00-05:00", "client": "Ana", "minutes": "60",
    "modality": "Swedish", "pressure": "3", "effort": "4.5", "fee": "95.00", "tip": "10",
    "payment_method": "card", "setting": "clinic", "pain_before": "6", "pain_after": "2",
    "note": "left [neck]",
}  # fmt: skip
EXPENSE = {
    "id": "1", "date": "2025-03-04", "category": "laundry", "vendor": "Suds & Co.",
    "amount": "12.40", "payment_method": "cash", "note": "",
}  # fmt: skip
INCIDENT = {
    "id": "3", "occurred_at": "2025-05-06T17:30:00-04:00", "kind": "strain", "body_part": "thumb",
    "severity": "7", "days_off": "2", "session_id": "96", "note": "",
}  # fmt: skip
CHECK_IN = {
    "id": "9", "date": "2025-03-04", "fatigue": "6", "pain": "3", "sleep_hours": "7.5",
    "mood": "4", "note": "tired 😩",
}  # fmt: skip
ROWS = {
    "sessions.csv": SESSION,
    "expenses.csv": EXPENSE,
    "incidents.csv": INCIDENT,
    "checkins.csv": CHECK_IN,
}


def plain(name: str) -> list[dict[str, str]]:
    with (PRACTICE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def practice(name: str) -> list[Any]:
    source = open_source(PRACTICE / name, CONTEXT)
    assert source.format == name
    assert source.warnings == ["left out the column “therapist”"]
    found = list(source.records())
    assert all(isinstance(item, Record) for item in found)
    return found


def cents(cell: str) -> int:
    whole, _, rest = cell.partition(".")
    return int(whole) * 100 + int(rest)


def read_row(tmp_path: Path, usual: dict[str, str], **cells: str | None) -> Any:
    """What becomes of the usual row with other cells; a cell of None is a column not there."""
    values = {name: cell for name, cell in (usual | cells).items() if cell is not None}
    path = tmp_path / "one.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(values), list(values.values())])
    (item,) = open_source(path, CONTEXT).records()
    return item


def test_every_session_is_there_with_its_money() -> None:
    rows, found = plain("sessions.csv"), practice("sessions.csv")
    assert len(found) == len(rows) == 1698
    sums: Counter[str] = Counter()
    for record in found:
        for payment in record.payments:
            sums[payment.kind] += payment.amount_minor
            assert payment.received_on == record.session.local_date
    assert sums["tip"] == sum(cents(row["tip"]) for row in rows)
    assert sums["session"] + sums["cancellation_fee"] == sum(cents(row["fee"]) for row in rows)
    missed = [row for row in rows if row["minutes"] == "0"]
    assert sums["cancellation_fee"] == sum(cents(row["fee"]) for row in missed)
    assert sum(record.session.status == "no_show" for record in found) == len(missed)
    assert len({record.key for record in found}) == len(rows)
    assert [record.session.started_at for record in found] == [row["started_at"] for row in rows]


def test_a_formula_like_note_stays_as_typed() -> None:
    notes = {record.session.note for record in practice("sessions.csv")}
    assert "=cold hands, warm towels" in notes
    assert "long talk first,\nthen 50 minutes of work" in notes


def test_lines_are_those_of_the_file() -> None:
    lines = (PRACTICE / "sessions.csv").read_text(encoding="utf-8").split("\n")
    for record in practice("sessions.csv"):
        own_id = record.key.removeprefix("sessions:").partition("@")[0]
        assert lines[record.line - 1].startswith(f"{own_id},{record.session.started_at},")


def test_every_expense_is_there_and_other_keeps_its_word() -> None:
    rows, found = plain("expenses.csv"), practice("expenses.csv")
    assert sum(r.expense.amount_minor for r in found) == sum(cents(row["amount"]) for row in rows)
    by_word = {row["category"]: r.expense for row, r in zip(rows, found, strict=True)}
    assert by_word["mileage"].category == "car_mileage"
    assert by_word["own bodywork"].category == "own_bodywork"
    assert (by_word["rent"].category, by_word["rent"].category_text) == ("other", "rent")
    assert by_word["laundry"].category_text is None
    assert all(record.trip is None for record in found)


def test_incidents_keep_their_word_and_severity() -> None:
    found = practice("incidents.csv")
    kinds = {record.incident.source_kind: record.incident.kind for record in found}
    assert kinds == {
        "boundary": "other",
        "slip": "injury to me",
        "strain": "injury to me",
        "burn-out": "injury to me",
    }
    severities = {(r.incident.source_severity, r.incident.severity) for r in found}
    assert severities == {(3, 2), (4, 2), (6, 3), (7, 4)}
    session_keys = [record.key for record in practice("sessions.csv")]
    assert found[0].session_key == "sessions:96@"
    assert sum(key.startswith(found[0].session_key) for key in session_keys) == 1
    assert found[3].session_key is None


def test_check_ins_turn_mood_round() -> None:
    rows, found = plain("checkins.csv"), practice("checkins.csv")
    for row, record in zip(rows, found, strict=True):
        assert record.check_in.body == float(row["fatigue"])
        assert record.check_in.mind == (5 - int(row["mood"])) * 2.5
        assert record.check_in.soreness == {"general": int(row["pain"])}
        assert record.check_in.sleep_hours == float(row["sleep_hours"])


def test_what_was_not_asked_is_unknown(tmp_path: Path) -> None:
    check_in = read_row(tmp_path, CHECK_IN, fatigue="", mood="", pain="", sleep_hours="").check_in
    assert (check_in.body, check_in.mind, check_in.sleep_hours) == (None, None, None)
    assert check_in.soreness == {}


def test_a_session_with_every_cell(tmp_path: Path) -> None:
    record = read_row(
        tmp_path, SESSION, purpose="Medical", service="Deep 60", status="done", workplace="Spa"
    )
    session = record.session
    assert (session.purpose, session.service, session.workplace) == ("medical", "Deep 60", "Spa")
    assert (session.effort, session.pressure, session.minutes) == (4.5, 3, 60)
    assert (session.pain_before, session.pain_after, session.price_minor) == (6, 2, 9500)
    fee, tip = record.payments
    assert (fee.kind, fee.amount_minor, fee.method, fee.voluntary) == (
        "session",
        9500,
        "card",
        None,
    )
    assert (tip.kind, tip.amount_minor, tip.method, tip.voluntary) == ("tip", 1000, "card", True)


@pytest.mark.parametrize(
    ("status", "minutes", "kinds"),
    [
        ("", "0", ["cancellation_fee", "tip"]),
        ("late-cancel", "60", ["cancellation_fee", "tip"]),
        ("No show", "60", ["cancellation_fee", "tip"]),
        ("booked", "60", []),
        ("done", "60", ["session", "tip"]),
    ],
)
def test_the_status_decides_what_the_fee_was_for(
    tmp_path: Path, status: str, minutes: str, kinds: list[str]
) -> None:
    record = read_row(tmp_path, SESSION, status=status, minutes=minutes)
    assert [payment.kind for payment in record.payments] == kinds
    assert record.session.price_minor == 9500


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2025-03-04T15:00:00Z", "2025-03-04T10:00:00-05:00"),
        ("2025-03-04T10:00-05:00", "2025-03-04T10:00:00-05:00"),
        ("2025-07-04 10:00", "2025-07-04T10:00:00-04:00"),
        ("2025-11-02T01:30:00", "2025-11-02T01:30:00-04:00"),
        (" 2025-03-04T10:00:00.750-05:00 ", "2025-03-04T10:00:00-05:00"),
        ("2025-W10-2T10:00:00-05:00", "2025-03-04T10:00:00-05:00"),
    ],
)
def test_instants_are_stored_in_one_form(tmp_path: Path, typed: str, stored: str) -> None:
    record = read_row(tmp_path, SESSION, started_at=typed)
    assert record.session.started_at == stored
    assert record.session.local_date == stored[:10]
    # The key is the file's own for ever, whatever the practice's zone.
    printed = "2025-03-04T15:00:00+00:00" if typed.endswith("Z") else stored
    assert record.key == f"sessions:7@{printed}"


def test_the_digest_is_of_what_the_cells_mean(tmp_path: Path) -> None:
    usual = read_row(tmp_path, SESSION)
    retyped = read_row(
        tmp_path, SESSION, fee="$95", effort="4,50", tip="10.00", note="left [neck] "
    )
    assert usual.digest == retyped.digest
    for name, cell in {
        "client": "Bo", "minutes": "61", "modality": "Thai", "pressure": "2", "effort": "5",
        "fee": "95.01", "tip": "0", "payment_method": "cash", "setting": "spa",
        "pain_before": "5", "pain_after": "", "note": "right", "status": "booked",
        "service": "x", "purpose": "wellness",
    }.items():  # fmt: skip
        changed = read_row(tmp_path, SESSION, **{name: cell})
        assert changed.key == usual.key
        assert changed.digest != usual.digest, name


def test_without_an_id_the_content_is_the_key(tmp_path: Path) -> None:
    for usual in ROWS.values():
        record = read_row(tmp_path, usual, id=None)
        assert record.key.endswith(f":#{record.digest}")


def test_nobody_and_nothing(tmp_path: Path) -> None:
    record = read_row(tmp_path, SESSION, client=" ", fee="0.00", tip="", effort="", note="")
    assert record.session.client is None
    assert record.session.price_minor == 0
    assert record.payments == ()
    assert read_row(tmp_path, EXPENSE, amount="0") == Skipped(2, "an expense of 0")


@pytest.mark.parametrize("key", [key for key in CATEGORIES if key != "other"])
def test_a_category_is_known_by_key_and_by_words(tmp_path: Path, key: str) -> None:
    for typed in (key, CATEGORIES[key].words.title()):
        expense = read_row(tmp_path, EXPENSE, category=typed).expense
        assert (expense.category, expense.category_text) == (key, None)


def test_an_incident_in_our_own_words_keeps_its_kind(tmp_path: Path) -> None:
    assert read_row(tmp_path, INCIDENT, kind="Threat").incident.kind == "threat"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("sessions.csv", {"minutes": "721"}),
        ("sessions.csv", {"minutes": ""}),
        ("sessions.csv", {"minutes": "60.5"}),
        ("sessions.csv", {"minutes": "-60"}),
        ("sessions.csv", {"minutes": "٦٠"}),
        ("sessions.csv", {"minutes": "0", "status": "done"}),
        ("sessions.csv", {"started_at": ""}),
        ("sessions.csv", {"started_at": "2025-03-04"}),
        ("sessions.csv", {"started_at": "2025-02-30T10:00:00-05:00"}),
        ("sessions.csv", {"started_at": "2025-03-09T02:30:00"}),
        ("sessions.csv", {"effort": "4.2"}),
        ("sessions.csv", {"effort": "nan"}),
        ("sessions.csv", {"effort": "11"}),
        ("sessions.csv", {"pressure": "0"}),
        ("sessions.csv", {"pain_before": "11"}),
        ("sessions.csv", {"pain_after": "some"}),
        ("sessions.csv", {"fee": "-5.00"}),
        ("sessions.csv", {"fee": "€95"}),
        ("sessions.csv", {"tip": "N/A"}),
        ("sessions.csv", {"status": "maybe"}),
        ("sessions.csv", {"purpose": "fun"}),
        ("sessions.csv", {"note": "a\0b"}),
        ("sessions.csv", {"note": "n" * 100_001}),
        ("sessions.csv", {"client": "c" * 201}),
        ("expenses.csv", {"date": "03/04/25"}),
        ("expenses.csv", {"date": "2025-02-30"}),
        ("expenses.csv", {"amount": ""}),
        ("expenses.csv", {"amount": "(3.00)"}),
        ("incidents.csv", {"severity": "0"}),
        ("incidents.csv", {"severity": ""}),
        ("incidents.csv", {"kind": ""}),
        ("incidents.csv", {"days_off": "-1"}),
        ("checkins.csv", {"mood": "6"}),
        ("checkins.csv", {"sleep_hours": "25"}),
        ("checkins.csv", {"fatigue": "x"}),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(
    tmp_path: Path, name: str, cells: dict[str, str]
) -> None:
    problem = read_row(tmp_path, ROWS[name], **cells)
    (column,) = set(cells) - {"status"} or set(cells)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (2, column)
    assert problem.reason
    assert len(problem.value) <= 60
    assert problem.value.isprintable()


def test_the_columns_own_spelling_is_named(tmp_path: Path) -> None:
    path = tmp_path / "spelled.csv"
    path.write_text("Started At,MINUTES, Fee* \n2025-03-04T10:00:00Z,60,x\n", encoding="utf-8")
    (problem,) = open_source(path, CONTEXT).records()
    assert problem == Problem(2, "Fee*", "x", "is not an amount in USD")


def test_each_format_is_worded() -> None:
    assert all(name == known.name and known.words for name, known in FORMATS.items())
    assert set(ROWS) < set(FORMATS)
