"""Bad input to the commands of money: one sentence, the right exit code, nothing half-written."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from made_once import written_once

from mtdesk.store.file import opening
from mtdesk.store.file.book import explain

FORMATS = ("csv", "xlsx", "pdf")


@written_once
def practice(done, path):
    """Ana paid 95, owes 90 and holds 50 of credit of 100; a term of pay at a spa; a form."""
    done("settings", "currency", "USD")
    done("log", "ana", "swedish", "60m", "95", "card", "11-20", "--yes")
    done("log", "ana", "swedish", "60m", "--on", "2026-11-21")
    done("edit", "2", "price=90")
    done("credit", "sell", "ana", "100", "--on", "2026-11-10")
    done("credit", "redeem", "2", "--amount", "50", "--on", "2026-11-22")
    done("workplace", "add", "spa")
    done("workplace", "terms", "spa", "--from", "2026-05-01", "--kind", "split", "--percent", "60")
    done("form", "add", "2025", "1099-K", "Square", "10")
    return path


AMOUNT = "is not an amount; write it like 90 or 90.50"
SIGN = "has another currency's sign; amounts here are in USD"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        # two commas, and commas where none belong
        ("pay ana 1,2,3", AMOUNT), ("pay ana 1,00", AMOUNT), ("pay ana 1,,000", AMOUNT),
        ("pay ana 12,34.50", AMOUNT), ("spend 1,2,3 oil", AMOUNT), ("log ana 60m 1,2,3", AMOUNT),
        ("pay ana 90 --fee 1,2,3", AMOUNT), ("credit sell ana 1,0,0", AMOUNT),
        ("credit redeem 2 --amount 1,0", AMOUNT), ("credit refund 1 1,0", AMOUNT),
        ("form add 2025 1099-K x 1,2,3", AMOUNT), ("edit 1 amount=1,2,3 --of payment", AMOUNT),
        ("expense recurring add 1,2,3 rent --category rent_room --day 1", AMOUNT),
        ("workplace terms spa --from 2026-06-01 --kind hourly --amount 1,2,3", AMOUNT),
        ("settings income_target 1,2,3", AMOUNT),
        # the sign of another currency
        ("pay ana €50", SIGN), ("pay ana 50€", SIGN), ("pay ana £50", SIGN), ("spend €5 oil", SIGN),
        ("spend 5€ oil supplies", SIGN), ("log ana 60m €90", SIGN), ("log ana 60m 90€+15", SIGN),
        ("credit sell ana ¥100", SIGN), ("form add 2025 1099-K x €5", SIGN),
        ("edit 1 amount=€5 --of payment", SIGN), ("settings income_target €5", SIGN),
        # more than there is
        ("pay ana 195.01 --kind refund", "more than the $195.00 that ana paid"),
        ("credit refund 1 50.01", "more than the $50.00 that credit 1 still holds"),
        ("pay ana 50.01 --kind refund --credit 1", "more than the $50.00 that credit 1 still"),
        ("credit redeem 2 --amount 41", "session 2 owes only $40.00"),
        ("credit redeem 1", "session 1 owes nothing"),
        ("credit refund 1 10 --on 2026-11-09", "2026-11-09 is before 2026-11-10, its sale"),
        ("credit refund 9", "there is no credit 9"),
        ("pay ana 5 --credit 1", "is for a refund"),
        # terms of pay
        ("workplace terms spa --from 2026-05-01 --kind own", "begins on 2026-05-01 already"),
        ("workplace terms spa --from 2026-06-31 --kind own", "there is no day 2026-06-31"),
        ("workplace terms spa --from soon --kind own", "“soon” is not a date"),
        # years and forms
        ("year 12345", "12345 is not a year of this practice"), ("year 0", "0 is not a year"),
        ("report quarter 2026-Q5", "is not a quarter"), ("report month 2026-13", "is not a month"),
        ("form add 2027 1099-K x 5", "2027 is outside 1950 to 2026"),
        ("form add 2025 W-9 x 5", "is none of 1099-K"), ("form remove 7", "there is no tax form 7"),
        ("form add 2025 W-2 x 5 --method card", "held against your wages"),
        ("settings profile nowhere.toml", "none of us, ca, uk, other, and no file there"),
    ],
)  # fmt: skip
def test_one_sentence_and_nothing_changes(practice, run, tables, line, words):
    before = tables(practice)
    ran = run(*line.split())
    assert (ran.code, ran.out) == (1, "")
    [said] = [each for each in ran.err.splitlines() if each.startswith("mtdesk: ")]
    assert words in said
    assert tables(practice) == before


def test_a_term_that_begins_before_another_ends_it_there(practice, done):
    done("workplace", "terms", "spa", "--from", "2026-03-01", "--kind", "own")
    terms = done("workplace", "terms", "spa", "--json").json["terms"]
    assert [(each["from"], each["to"]) for each in terms if each["from"]] == [
        ("2026-03-01", "2026-04-30"),
        ("2026-05-01", None),
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_year_without_data_is_a_file_without_rows(practice, done, run, tmp_path, name):
    year = done("year", "1999", "--json").json
    assert (year["gross_minor"], year["net_minor"], year["take_home_per_hour_minor"]) == (
        0,
        0,
        None,
    )
    target = tmp_path / f"y.{name}"
    assert run("year", "1999", f"--{name}", target).code == 0
    assert target.stat().st_size > 0


class TestPlaces:
    """Where a file cannot be written."""

    @pytest.fixture(params=[*FORMATS, "receipt", "export"])
    def write(self, request, practice, run):
        """Writes one of the files to a place; the practice must not change by it."""

        def write(target):
            words = {
                "receipt": ("receipt", "ana", "--pdf"),
                "export": ("export", "--format", "json"),
            }.get(request.param, ("year", "2026", f"--{request.param}"))
            return run(*words, target, *(() if request.param == "export" else ("--yes",)))

        return write

    @staticmethod
    def refused(ran, *words):
        assert (ran.code, ran.out) == (1, "")
        [said] = [each for each in ran.err.splitlines() if each.startswith("mtdesk: ")]
        assert all(word in said for word in words), said

    def test_a_folder(self, write, tmp_path):
        (tmp_path / "folder").mkdir()
        self.refused(write(tmp_path / "folder"))
        assert list((tmp_path / "folder").iterdir()) == []

    def test_a_place_under_a_file_or_in_no_folder_or_with_an_endless_name(self, write, tmp_path):
        (tmp_path / "file").write_text("mine")
        for target in (tmp_path / "file" / "y", tmp_path / "no" / "y", tmp_path / ("y" * 300)):
            self.refused(write(target))
        assert (tmp_path / "file").read_text() == "mine"

    def test_a_device_is_not_replaced(self, write):
        before = Path("/dev/full").stat()
        self.refused(write(Path("/dev/full")))
        assert Path("/dev/full").stat() == before

    def test_a_folder_that_may_not_be_written(self, write, tmp_path, monkeypatch):
        opened = os.open

        def refuse(file, *options):
            if str(file).endswith(".part"):
                raise PermissionError(13, "Permission denied")
            return opened(file, *options)

        monkeypatch.setattr(os, "open", refuse)
        self.refused(write(tmp_path / "y"), "cannot be written: Permission denied")
        assert not (tmp_path / "y").exists()

    def test_a_full_disk(self, write, tmp_path, monkeypatch):
        def full(_handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        self.refused(write(tmp_path / "y"), f"{tmp_path / 'y'} cannot be written: No space left")
        assert [each.name for each in tmp_path.iterdir() if each.name[-1] in "ty"] == []


def test_a_practice_on_a_full_disk_keeps_what_it_had(practice, run, tables, monkeypatch):
    before = tables(practice)
    opened = opening.existing

    def without_room(path):
        book = opened(path)
        pages = book.value("PRAGMA page_count")
        book.execute(f"PRAGMA max_page_count = {pages}")
        return book

    monkeypatch.setattr(opening, "existing", without_room)
    note = "x" * 90_000
    ran = run("form", "add", "2025", "1099-K", "Stripe", "5", "--note", note)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"mtdesk: the disk that holds {practice} is full; nothing was changed.\n"
    monkeypatch.undo()
    assert tables(practice) == before


def test_no_room_for_the_shared_memory_is_no_damage():
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    said = explain(error, Path("p.db"))
    assert said.exit_code == 1
    assert said.message == (
        "p.db could not be written (disk I/O error); is its disk full? nothing was changed"
    )
