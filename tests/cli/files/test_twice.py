"""Typed today and imported tomorrow: the same money counts once, through every door."""

from __future__ import annotations

import shutil
from contextlib import closing

import bought
import pytest
from bought import row, write
from hypothesis import given
from hypothesis import strategies as st
from tried import times

from mtdesk.desk import Desk
from mtdesk.model.importing import Decisions

DAY = "2026-11-20"


@pytest.fixture
def square(tmp_path):
    """`square(row(...), ...)`: a processor's file."""
    return lambda *rows: write(tmp_path / "square.csv", rows)


def gross(run):
    return run("year", "2026", "--json").json["gross_minor"]


def brought(run, *arguments):
    done = run("import", *arguments, "--json")
    assert done.code == 0, done.err
    return done.json


def counts(found):
    return found["new"], found["matched"], len(found["unclear"]), found["duplicate"]


TYPED = [
    ("price, tip and method", "ana swedish 60m 90+15 card {day}"),
    ("the method not said", "ana swedish 60m 90+15 {day}"),
    ("nobody named", "swedish 60m 90+15 card {day}"),
    ("all in one amount", "ana swedish 60m 105 {day}"),
    ("a time near it", "ana swedish 60m 90+15 9am {day}"),
]


@pytest.mark.parametrize(("why", "line"), TYPED)
def test_what_was_typed_is_met_and_counts_once(run, square, path, tables, why, line):
    run("log", line.format(day=DAY), "--yes")
    before = tables(path)
    file = square(row("p1", 9000, 1500, client="Ana", fee=300))
    found = brought(run, file)
    assert (counts(found), gross(run)) == ((0, 1, 0, 0), 10500), why
    year = run("year", "2026", "--json").json
    assert year["processor_fees_minor"] == 300
    assert {each["key"]: each["gross_minor"] for each in year["by_method"]} == {"card": 10500}
    assert counts(brought(run, file)) == (0, 0, 0, 1)
    assert run("undo").code == 0
    assert tables(path) == before


def test_a_session_that_waits_is_paid_with_the_tip_beside_it(run, square, path, tables):
    run("log", "ana swedish 60m 90", "--on", DAY, "--yes")
    run("remove", 1, "--of", "payment", "--yes")
    owed = run("outstanding", "--json").json["total_minor"]
    before = tables(path)
    found = brought(run, square(row("p1", owed, 1500, client="Ana", fee=300)))
    assert (counts(found), gross(run)) == ((0, 1, 0, 0), owed + 1500)
    assert run("outstanding", "--json").json["total_minor"] == 0
    run("undo")
    assert tables(path) == before


def test_what_does_not_fit_is_new(run, square):
    run("log", f"ana swedish 60m 90 cash {DAY}", "--yes")
    rows = (row("p1", 9000, client="Ana"), row("p2", 9000, client="Ben", cash=9000))
    assert counts(brought(run, square(*rows))) == (2, 0, 0, 0)
    assert gross(run) == 27000


class TestUnclear:
    @pytest.fixture
    def file(self, run, square):
        run("log", f"ana swedish 60m 90 card {DAY}", "--yes")
        return square(row("p1", 9500, client="Ana", fee=300), row("p2", 4000, client="Ben"))

    def test_it_is_listed_with_both_numbers_and_left_out(self, run, file):
        done = run("import", file)
        assert done.code == 0
        assert "line 2" in done.err
        assert "payment" in done.err or "session 1" in done.err
        assert "--unclear new" in done.err
        assert "1 new, 1 unclear" in done.out
        assert gross(run) == 13000

    def test_yes_never_decides(self, run, file):
        assert counts(brought(run, file, "--yes")) == (1, 0, 1, 0)

    def test_json_names_the_line_and_what_it_may_be(self, run, file):
        [unclear] = brought(run, file)["unclear"]
        [candidate] = unclear["candidates"]
        assert (unclear["line"], unclear["amount_minor"]) == (2, 9500)
        assert (candidate["payment"], candidate["session"], candidate["amount_minor"]) == (
            1,
            1,
            9000,
        )

    def test_an_option_decides_for_all(self, run, file):
        assert counts(brought(run, file, "--unclear", "match")) == (1, 1, 0, 0)
        assert gross(run) == 13000
        run("undo")
        assert counts(brought(run, file, "--unclear", "new")) == (2, 0, 0, 0)
        assert gross(run) == 22500
        assert counts(brought(run, file)) == (0, 0, 0, 2)

    @pytest.mark.parametrize(("answer", "outcome"), [("1", (1, 1)), ("n", (2, 0)), ("s", (1, 0))])
    def test_on_a_terminal_it_is_asked(self, run, file, monkeypatch, answer, outcome):
        asked = []
        monkeypatch.setattr("mtdesk.cli.files.is_interactive", lambda: True)
        monkeypatch.setattr(
            "mtdesk.cli.declared.prompt", lambda *_, **__: asked.append(1) or answer
        )
        monkeypatch.setattr("mtdesk.cli.declared.confirm", lambda *_, **__: True)
        done = run("import", file)
        assert (done.code, len(asked)) == (0, 1)
        assert f"{outcome[0]} new" in done.out
        assert ("1 matched" in done.out) == bool(outcome[1])
        assert "is it" not in done.out

    def test_an_answer_is_checked_again_when_it_is_written(self, desk, run, file):
        [tally] = desk.files.import_files([file], dry_run=True)
        [unclear] = tally.unclear
        answers = {(file.name, unclear.line): unclear.candidates[0]}
        run("edit", 1, "price=80")  # meanwhile
        [tally] = desk.files.import_files([file], decisions=Decisions(answers=answers))
        assert (tally.new, tally.matched, len(tally.unclear)) == (1, 0, 1)

    def test_a_dry_run_shows_the_groups_and_their_sums(self, run, file):
        said = run("import", file, "--dry-run").out
        assert "1 would be new" in said
        assert "new $40.00" in said
        assert "unclear $95.00" in said
        assert gross(run) == 9000


def test_equals_meet_equals_and_one_too_many_is_unclear(run, square):
    for _ in range(2):
        run("log", f"swedish 60m 90 {DAY}", "--yes")
    rows = [row(f"p{number}", 9000, time=f"1{number}:00:00") for number in range(3)]
    assert counts(brought(run, square(*rows[:2]))) == (0, 2, 0, 0)
    run("undo")
    assert counts(brought(run, square(*rows))) == (0, 2, 1, 0)
    assert gross(run) == 18000


def test_a_row_with_two_tenders_meets_one_payment(run, square):
    run("log", f"ana swedish 60m 150 {DAY}", "--yes")
    assert counts(brought(run, square(row("p1", 15000, client="Ana", cash=5500)))) == (0, 1, 0, 0)
    assert gross(run) == 15000


class TestTheOtherWayRound:
    @pytest.fixture
    def imported(self, run, square):
        brought(run, square(row("p1", 9000, client="Ana")))

    TYPED = (
        ("log", "ana swedish 60m 90", "--on", DAY),
        ("log", "ana swedish 60m 90 card", "--on", DAY),
        ("log", "swedish 60m 90", "--on", DAY),
        ("pay", "ana", "90", "--on", DAY),
        ("pay", "ana", "90", "--on", DAY, "--method", "card"),
    )  # fmt: skip
    OTHER = (
        ("log", "ana swedish 60m 90 cash", "--on", DAY),
        ("log", "ana swedish 60m 95 card", "--on", DAY),
        ("pay", "ana", "90", "--on", "2026-11-19"),
    )

    @pytest.mark.parametrize("line", TYPED)
    def test_typing_it_asks(self, run, imported, line):
        done = run(*line)
        assert done.code == 1
        assert "which a file brought" in done.err
        assert gross(run) == 9000
        done = run(*line, "--yes")
        assert done.code == 0
        assert "looks like payment 1, Ana $90.00 card on 2026-11-20" in done.out
        assert gross(run) == 18000
        [twice] = [
            each for each in run("doctor", "--json").json["checks"] if each["name"] == "twice"
        ]
        assert (twice["ok"], [each["id"] for each in twice["rows"]]) == (True, [1])

    @pytest.mark.parametrize("line", OTHER)
    def test_typing_something_else_does_not(self, run, imported, line):
        done = run(*line)
        assert done.code == 0, done.err
        assert "looks like" not in done.out


SESSIONS = "id,started_at,client,minutes,fee,tip,payment_method\n"


class TestAnotherSource:
    @pytest.fixture
    def visits(self, tmp_path):
        path = tmp_path / "visits.csv"
        path.write_text(f"{SESSIONS}1,{DAY}T09:00:00,Ana,60,90,15,card\n", encoding="utf-8")
        return path

    def test_money_that_came_before_its_session_becomes_its_own(
        self, run, square, visits, path, tables
    ):
        brought(run, square(row("p1", 9000, 1500, client="Ana")))
        before = tables(path)
        assert counts(brought(run, visits)) == (0, 1, 0, 0)
        assert (gross(run), len(run("sessions", "--json").json["sessions"])) == (10500, 1)
        assert run("outstanding", "--json").json["total_minor"] == 0
        assert counts(brought(run, visits)) == (0, 0, 0, 1)
        run("undo")
        assert tables(path) == before

    def test_and_the_other_way_round(self, run, square, visits):
        assert counts(brought(run, visits)) == (1, 0, 0, 0)
        assert counts(brought(run, square(row("p1", 9000, 1500, client="Ana", fee=300)))) == (
            0,
            1,
            0,
            0,
        )
        assert gross(run) == 10500

    def test_and_in_one_call(self, run, square, visits):
        found = brought(run, square(row("p1", 9000, 1500, client="Ana")), visits)
        assert (counts(found), gross(run)) == ((1, 1, 0, 0), 10500)

    def test_and_typed_before(self, run, visits):
        run("log", f"ana swedish 60m 90+15 card 9am {DAY}", "--yes")
        assert counts(brought(run, visits)) == (0, 1, 0, 0)
        assert (gross(run), len(run("sessions", "--json").json["sessions"])) == (10500, 1)


def test_what_an_import_met_cannot_be_taken_from_under_it(run, square):
    operation = run("log", f"ana swedish 60m 90 card {DAY}", "--yes", "--json").json["operation"]
    brought(run, square(row("p1", 9000, client="Ana")))
    done = run("undo", operation)
    assert done.code == 1
    assert "import of square.csv" in done.err
    assert run("undo").code == 0
    assert run("undo", operation).code == 0
    assert gross(run) == 0


VISIT = st.tuples(
    st.sampled_from(["", "ana", "ben"]),
    st.sampled_from([9000, 9000, 10500]),
    st.sampled_from([0, 1500]),
    st.sampled_from([DAY, "2026-11-21"]),
    st.sampled_from(["typed", "typed with card", "owed", "forgotten"]),
    st.booleans(),
)


@times(10)
@given(st.lists(VISIT, max_size=6))
def test_days_made_at_random_lose_nothing_and_double_nothing(tmp_path, clock, tables, visits):
    folder = tmp_path / "random"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "practice.db"
    with closing(Desk(path, clock)) as desk:
        desk.writable()
        for client, price, tip, day, how, _ in visits:
            money = f"{price // 100}+{tip // 100}" if tip else f"{price // 100}"
            line = f"{client} swedish 60m {day}"
            if how == "owed":
                logged = desk.sessions.log(line, {"price": money.partition("+")[0]}, confirmed=True)
                for each in logged.visit.payments:
                    desk.ledger.remove("payment", each.id)
            elif how != "forgotten":
                card = " card" if how == "typed with card" else ""
                desk.sessions.log(f"{line} {money}{card}", confirmed=True)
        here = desk.year.figures.year(2026).money.gross_minor
        before = tables(path)
        rows = [
            row(
                f"p{n}",
                price,
                tip,
                client=client.title() if named else "",
                day=day,
                time=f"1{n}:00:00",
            )
            for n, (client, price, tip, day, _, named) in enumerate(visits)
        ]
        file = write(folder / "square.csv", rows)
        [tally] = desk.files.import_files([file])
        assert tally.read == len(rows) == tally.new + tally.matched + len(tally.unclear)
        after = desk.year.figures.year(2026).money.gross_minor
        left_out = sum(each.amount_minor for each in tally.unclear)
        truth = sum(price + tip for _, price, tip, *_ in visits)
        assert here <= after <= truth <= after + left_out
        assert not desk.files.import_files([file])[0].has_written
        if tally.has_written:
            desk.history.undo()
        assert tables(path) == before


def test_a_booking_settled_with_money_that_a_file_brought_asks_too(done, run, tmp_path):
    done("log", "Ana", "swedish", "60m", "booked", "today", "20:00", "--yes")
    file = bought.write(
        tmp_path / "square.csv", [bought.row("x", 9_000, client="Ana", day="2026-11-23")]
    )
    done("import", file)
    ran = run("done", 1, "90 card 5pm")
    assert (ran.code, "Square" in ran.err or "payment" in ran.err) == (1, True), ran.err
    assert done("done", 1, "90 card 5pm", "--yes").code == 0
