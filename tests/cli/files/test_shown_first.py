"""What an import shows before anything is written: rows as understood, new names, what resembles what."""

from __future__ import annotations

import pytest

HEAD = "Date,Time,Client,Service,Min,Paid,Tip,How,Came\n"
ROWS = (
    "3/14/26,9:30,Hana Sakura,Deep,60,90,10,cash,ja\n"
    "3/15/26,,Hana Sakura,Deep,60,90,,cash,ja\n"
    "3/16/26,,Hana Sakrua,Deep,60,90,,tikkie,ja\n"
    "3/17/26,,Ana Li,Swedish 60,60,90,,cash,nein\n"
    "3/18/26,,Ana Li,Swedish 90,90,120,,cash,ja\n"
)
WORDS = "ja=done,nein=no_show,tikkie=transfer"


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "mine.csv"
    made.write_text(HEAD + ROWS, encoding="utf-8")
    return made


def test_first_rows_as_understood_with_what_is_missing(run, file):
    found = run("import", file, "--map", WORDS, "--dry-run", "--json").json
    first, second, *_ = found["first_rows"]
    assert first == {
        "line": 2, "kind": "done", "date": "2026-03-14", "time": "09:30", "client": "Hana Sakura",
        "service": "Deep", "minutes": 60, "price_minor": 9000, "tip_minor": 1000, "method": "cash",
        "note": None,
    }  # fmt: skip
    assert (second["line"], second["time"], second["tip_minor"]) == (3, None, None)
    assert found["first_rows"][3]["kind"] == "no_show"
    assert found["files"][0]["taken_for"] == "your own spreadsheet: a row a session, or money"
    said = run("import", file, "--map", WORDS, "--dry-run").out
    assert "mine.csv is your own spreadsheet" in said
    assert "2  2026-03-14  09:30  Hana Sakura  Deep" in said
    assert "–" in said


def test_reasons_of_what_is_skipped_are_told_up_to_six(run, tmp_path):
    head = "Purchase Date,Patient,Item,Staff Member,Payer,Invoice #,Income Category,Details,Total,Collected,Balance\n"
    rows = [
        f"2026-01-{n:02},Ana,Swedish,Robin,Ana,{n},Treatment,,{n},0,{n}\n" for n in range(1, 10)
    ]
    file = tmp_path / "jane_sales.csv"
    file.write_text(head + "".join(rows), encoding="utf-8")
    said = run("import", file, "--dry-run").out
    assert said.count("nothing collected") == 6
    assert "  1 skipped, nothing collected, $1.00 not paid there: line 2\n" in said
    assert "  and 3 more skipped, for 3 other reasons\n" in said


def test_new_names_are_listed_and_one_that_resembles_another_once(run, file):
    found = run("import", file, "--map", WORDS, "--dry-run", "--json").json
    names = {(each["kind"], each["name"]): each for each in found["new_names"]}
    assert names["client", "Hana Sakura"]["rows"] == 2
    assert names["client", "Hana Sakrua"]["resembles"] == "Hana Sakura"
    assert [each for each in names.values() if each["resembles"]] == [
        names["client", "Hana Sakrua"]
    ]
    assert ("service", "Swedish 90") in names  # another figure is another service
    said = run("import", file, "--map", WORDS, "--dry-run").err
    assert "--same “Hana Sakrua=Hana Sakura” makes them one" in said


def test_a_name_that_is_said_to_be_another_holds_for_all_rows_and_from_then_on(
    run, file, tables, path
):
    ran = run("import", file, "--map", WORDS, "--same", "Hana Sakrua=Hana Sakura", "--json").json
    assert (ran["new"], {each["name"] for each in ran["new_names"] if each["kind"] == "client"}) == (
        5, {"Hana Sakura", "Ana Li"},
    )  # fmt: skip
    sessions = run("sessions", "--client", "hana", "--json").json["sessions"]
    assert len(sessions) == 3
    assert run("import", file, "--json").json["duplicate"] == 5  # what it is known by stays
    more = file.with_name("more.csv")
    more.write_text(HEAD + "3/20/26,,Hana Sakrua,Deep,60,90,,cash,ja\n", encoding="utf-8")
    assert [each["kind"] for each in run("import", more, "--json").json["new_names"]] == []
    for _ in range(2):
        assert run("undo").code == 0
    left = tables(path)
    assert not left["client"]
    assert not left["client_alias"]


def test_too_many_names_to_compare_are_said(run, file, monkeypatch):
    monkeypatch.setattr("mtdesk.desk.files.newcomers.MOST_PAIRS", 3)
    ran = run("import", file, "--map", WORDS, "--dry-run", "--json")
    assert "too many to hold each against each" in ran.err
    assert not any(each["resembles"] for each in ran.json["new_names"])


def test_a_name_without_its_other_half_is_refused(run, file):
    ran = run("import", file, "--same", "Hana")
    assert (ran.code, "is not NEW=KNOWN" in ran.err) == (1, True), ran.err


def test_words_for_what_became_of_a_visit_are_said_once(run, file):
    refused = run("import", file, "--json")
    assert refused.code == 1
    assert {each["column"] for each in refused.json["problems"]} == {"Came"}
    assert run("import", file, "--map", f"book: {WORDS}").code == 0
    more = file.with_name("more.csv")
    more.write_text(HEAD + "3/20/26,,Ana Li,Deep,60,90,,cash,nein\n", encoding="utf-8")
    ran = run("import", more, "--json").json
    assert ran["first_rows"][0]["kind"] == "no_show"


def test_how_days_are_written_is_kept_with_the_columns(run, file):
    file.write_text(HEAD + "3/4/26,,Ana Li,Deep,60,90,,cash,\n", encoding="utf-8")
    assert run("import", file, "--map", "book: dates=day-first,tikkie=transfer").code == 0
    more = file.with_name("more.csv")
    more.write_text(HEAD + "5/4/26,,Ana Li,Deep,60,90,,cash,\n", encoding="utf-8")
    found = run("import", more, "--json").json
    assert (found["first_date"], found["dates"]) == ("2026-04-05", "day-first")


def test_a_banner_above_the_columns_is_not_taken_for_them(run, file):
    file.write_text(f"My practice{',' * 8}\n{HEAD}{ROWS}", encoding="utf-8")
    found = run("import", file, "--map", WORDS, "--dry-run", "--json").json
    assert (found["read"], found["problem_count"]) == (5, 0)


class TestOnATerminal:
    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch):
        monkeypatch.setattr("mtdesk.cli.files.is_interactive", lambda: True)
        self.asked = []

    def answer(self, monkeypatch, *answers):
        left = list(answers)

        def confirm(question, **_):
            self.asked.append(question)
            return left.pop(0)

        monkeypatch.setattr("click.confirm", confirm)

    def test_it_is_shown_and_asked_before_it_is_written(self, run, file, monkeypatch):
        self.answer(monkeypatch, True, False)
        ran = run("import", file, "--map", WORDS)
        assert ran.code == 1
        assert "nothing was imported" in ran.err
        assert self.asked == ["Is it the same?", "Import it?"]
        assert "Hana Sakura" in ran.out
        assert run("sessions", "--json").json["sessions"] == []

    def test_after_a_yes_it_stands(self, run, file, monkeypatch):
        self.answer(monkeypatch, True, True)
        ran = run("import", file, "--map", WORDS)
        assert ran.code == 0, ran.err
        assert len(run("sessions", "--client", "hana", "--json").json["sessions"]) == 3

    def test_yes_asks_nothing(self, run, file, monkeypatch):
        self.answer(monkeypatch)
        assert (
            run("import", file, "--map", WORDS, "--same", "Hana Sakrua=Hana Sakura", "--yes").code
            == 0
        )
        assert self.asked == []
