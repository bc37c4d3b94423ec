"""The views, asked by another program, say what mtdesk says: in whole money, in any currency."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mtdesk.store.file import opening
from mtdesk.store.file.views import VIEWS


@pytest.fixture
def practice(run, path):
    for line in (
        "ana swedish 60m 90+15 card 2026-10-02 9am", "ben 60m e6 80 unpaid 2026-11-18",
        "ben 90m 120 venmo 2026-11-19", "cleo 45m 70 booked 2026-12-01",
    ):  # fmt: skip
        assert run("log", line, "--yes").code == 0
    for words in (
        ("spend", "42.50", "oil", "--category", "supplies"),
        ("spend", "2.50", "oil", "--category", "supplies", "--refund"),
        ("pay", "ana", "100", "--kind", "gift_card", "--fee", "3.10"),
        ("pay", "ana", "5", "--kind", "refund"),
        ("pay", "ana", "400", "--kind", "wage"),
    ):
        assert run(*words, "--on", "2026-11-20", "--yes").code == 0
    return path


@pytest.fixture
def ask(practice):
    """A question by the sqlite-utils command, as anybody would ask it."""

    def ask(sql):
        command = [str(Path(sys.executable).with_name("sqlite-utils")), "query", practice, sql]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    return ask


def test_views_that_somebody_took_away_are_made_again(run, practice, path, ask):
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY name"
    before = ask(sql)
    assert {row["name"] for row in before} > {*VIEWS} == {*opening.VIEWS}
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP VIEW sessions_view")
        other.execute("DROP VIEW income_by_month")
        other.execute("CREATE VIEW hers AS SELECT 1 AS one")
    assert run("week").code == 0
    assert ask(f"SELECT * FROM ({sql}) WHERE name <> 'hers'") == before
    assert ask("SELECT one FROM hers") == [{"one": 1}]


def test_a_file_without_views_that_another_writes_to_is_read_all_the_same(run, practice, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP VIEW sessions_view")
        other.execute("BEGIN IMMEDIATE")
        assert run("week").code == 0
        other.execute("ROLLBACK")
    assert run("week").code == 0
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM sessions_view").fetchone()[0] == 4


def whole(minor):
    return minor / 100


def test_what_came_in_each_month(run, ask):
    page = run("year", 2026, "--json").json
    found = {row["month"]: row for row in ask("select * from income_by_month")}
    for month in page["by_month"]:
        row = found.get(month["month"], {"gross": 0, "tips": 0})
        assert (row["gross"], row["tips"]) == (
            whole(month["gross_minor"]), whole(month["tips_minor"]),
        )  # fmt: skip
    november = found["2026-11"]
    assert november["wages"] == whole(page["wages_minor"])
    assert november["given_back"] == whole(page["refunds_minor"])
    assert november["processor_fees"] == whole(page["processor_fees_minor"])
    assert november["expenses"] == whole(page["expenses_minor"]) == 40
    assert november["sold_ahead"] == 100


def test_who_owes(run, ask):
    said = run("outstanding", "--json").json
    found = ask("select client, owed_by, owed from outstanding_view")
    assert found == [{"client": "ben", "owed_by": "ben", "owed": 80}]
    assert whole(said["total_minor"]) == sum(row["owed"] for row in found)


def test_how_much_work_a_week_was(run, ask):
    (row,) = ask("select * from load_by_week where week_start = '2026-11-16'")
    week = run("week", "2026-11-16", "--json").json
    assert (row["sessions"], row["minutes"], row["hours"]) == (2, 150, 2.5)
    assert row["load"] == week["load"]
    assert row["sessions_without_minutes"] == 0


def test_a_session_by_its_names(ask):
    (row,) = ask("select * from sessions_view where client = 'ana'")
    assert (row["day"], row["began"], row["service"]) == ("2026-10-02", "09:00", "Swedish")
    assert (row["price"], row["received"], row["tip"], row["owed"]) == (90, 105, 15, 0)
    by_client = ask("select client, sum(owed) as owed from sessions_view group by 1 order by 1")
    assert [(each["client"], each["owed"]) for each in by_client] == [
        ("ana", 0), ("ben", 80), ("cleo", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(("code", "price"), [("JPY", 9000), ("USD", 90), ("KWD", 9)])
def test_whole_money_is_the_currencys(run, path, ask, code, price):
    command = [str(Path(sys.executable).with_name("sqlite-utils")), "query", path]
    assert run("settings", "currency", code, "--yes").code == 0 or code == "USD"
    sql = "update setting set value = :code where key = 'currency'"
    subprocess.run([*command, sql, "-p", "code", code], check=True, capture_output=True)
    (row,) = ask("select price from sessions_view where client = 'ana'")
    assert row["price"] == price


def test_doctor_has_nothing_against_them(practice, run):
    assert run("doctor").code == 0
    assert set(VIEWS) == {"sessions_view", "income_by_month", "load_by_week", "outstanding_view"}
