"""Every vendor's file through the command line: shown, taken, once only, and taken back whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

VENDORS = Path(__file__).parents[2] / "data" / "vendors"
TRUTH = json.loads((VENDORS / "truth.json").read_text(encoding="utf-8"))["files"]
MONEY = [name for name in TRUTH if TRUTH[name]["payments"]]


@pytest.fixture(autouse=True)
def on_the_coast(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")


@pytest.fixture
def here(run):
    """`here(name)`: the path of a file, and a practice in its currency."""

    def made(name):
        run("log", "ana 60m 90 2026-11-20", "--yes")
        run("settings", "currency", TRUTH[name].get("currency", "USD"), "--yes")
        return VENDORS / name

    return made


def brought(run, *arguments):
    done = run("import", *arguments, "--json")
    assert done.code == 0, done.err
    return done.json


@pytest.mark.parametrize("name", MONEY)
def test_year_holds_what_the_file_holds_and_undo_takes_it_back(run, here, path, tables, name):
    truth, file = TRUTH[name], here(name)
    before = tables(path)
    shown = brought(run, file, "--dry-run")
    assert tables(path) == before
    found = brought(run, file)
    for counted in (shown, found):
        assert (counted["format"], counted["new"], counted["read"], counted["skipped"]) == (
            truth["format"], truth["payments"], truth["rows_in"], len(truth["skipped"]),
        )  # fmt: skip
    year = run("year", "2025", "--json").json
    tips = sum(truth.get("tips_by_month", {}).values())
    assert year["gross_minor"] == sum(truth["gross_by_month"].values()) + tips
    assert year["tips_minor"] == tips
    assert year["processor_fees_minor"] == sum(truth["fees_by_month"].values())
    assert year["refunds_minor"] == sum(truth.get("refunds_by_month", {}).values())
    assert year["chargebacks_minor"] == sum(truth.get("chargebacks_by_month", {}).values())
    assert (year["sessions"], year["outstanding_minor"]) == (0, 0)
    after = tables(path)
    again = brought(run, file)
    assert (again["new"], again["duplicate"]) == (0, truth["payments"])
    assert tables(path) == after
    assert run("undo").code == 0
    assert tables(path) == before


@pytest.mark.parametrize("name", MONEY)
def test_a_later_file_that_overlaps_adds_only_what_is_new(run, here, tmp_path, name):
    file = here(name)
    lines = file.read_bytes().splitlines(keepends=True)
    earlier = tmp_path / "earlier.csv"
    earlier.write_bytes(b"".join(lines[:26]))
    first = brought(run, earlier)
    assert 0 < first["new"] < TRUTH[name]["payments"]
    second = brought(run, file)
    assert second["new"] == TRUTH[name]["payments"] - first["new"]
    assert second["duplicate"] == first["new"]
    assert second["unclear"] == []


@pytest.mark.parametrize(
    "name", [name for name in MONEY if name.startswith(("square_t", "stripe"))]
)
def test_a_row_that_stands_twice_counts_once_by_month(run, here, tmp_path, name):
    file, twice = here(name), tmp_path / "twice.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    twice.write_bytes(b"".join([*lines[:12], *lines[10:12], *lines[12:]]))
    shown, again = brought(run, file, "--dry-run"), brought(run, twice)
    assert again["by_month"] == shown["by_month"]
    assert again["read"] > shown["read"]


def test_payouts_are_known_and_are_no_income(run, here, path, tables):
    file = here("jane_payouts.csv")
    before = tables(path)
    found = brought(run, file)
    assert (found["format"], found["read"], found["skipped"]) == ("jane_payouts", 53, 53)
    assert any("payouts are no income" in line for line in found["warnings"])
    assert tables(path) == before


@pytest.mark.parametrize("name", MONEY)
def test_an_export_of_it_is_read_back_the_same(run, here, tmp_path, name):
    brought(run, here(name))
    out, other = tmp_path / "out", tmp_path / "other.db"
    assert run("export", out).code == 0
    assert run("--db", other, "import", out).code == 0
    assert run("--db", other, "year", "2025", "--json").json == run("year", "2025", "--json").json


def test_what_looks_like_a_formula_is_kept_as_typed(run, here, tmp_path):
    brought(run, here("venmo.csv"))
    out = tmp_path / "out"
    assert run("export", out).code == 0
    notes = "".join(file.read_text(encoding="utf-8-sig") for file in out.glob("*.csv"))
    assert "=best hour: Swedish 60" in notes
