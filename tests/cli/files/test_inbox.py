"""The inbox on the command line: what is said of it, how what waits is answered."""

from __future__ import annotations

import pytest

from mtdesk.errors import UnwrittenError
from mtdesk.store.file.book import Book


@pytest.fixture
def file(tmp_path, done):
    done("client", "add", "Ana Pérez")
    file = tmp_path / "inbox.txt"
    file.write_text(
        "2026-11-23 14:32 ana pérez swedish 60m 85 card\n"
        "2026-11-23 15:40 dora vance swedish 60m 85 card\n"
        "nothing of this\n",
        encoding="utf-8",
    )
    return file


def test_what_is_said(file, done):
    ran = done("inbox", file)
    assert "line 1: session 1, Ana Pérez" in ran.out
    assert "3 lines read, 1 filed, 2 wait" in ran.out
    assert "takes it back" in ran.out
    assert "line 2 waits" in ran.err
    assert "--yes 2 files" in ran.err


def test_as_json(file, done):
    found = done("inbox", file, "--json").json
    assert (found["read"], found["filed"], found["lines"][0]["session"]) == (3, 1, 1)
    assert [(each["line"], each["text"]) for each in found["waiting"]] == [
        (2, "dora vance swedish 60m 85 card"), (3, "nothing of this"),
    ]  # fmt: skip
    assert all(each["reason"] for each in found["waiting"])


@pytest.mark.parametrize(
    "answer", [("--yes", "2"), ("-y", "2"), ("--yes=2",), ("--yes",)], ids=" ".join
)
def test_a_yes(file, done, answer):
    found = done("inbox", file, *answer, "--json").json
    assert (found["filed"], [each["line"] for each in found["waiting"]]) == (2, [3])


def test_yes_before_the_file_is_to_all_of_it(file, done):
    assert done("inbox", "--yes", file, "--json").json["filed"] == 2


def test_left_out_for_good(file, done):
    found = done("inbox", file, "--no", "2,3", "--json").json
    assert (found["filed"], found["left_out"], found["waiting"]) == (1, 2, [])
    assert done("inbox", file, "--json").json["known"] == 3


def test_the_setting_names_the_file(file, done, run):
    assert run("inbox").code == 2
    done("settings", "inbox", file)
    assert done("inbox", "--json").json["filed"] == 1


@pytest.mark.parametrize(("words", "code"), [(("--yes", "7"), 1), (("--no", "x"), 2)])
def test_answers_that_are_none(file, run, tables, path, words, code):
    before = tables(path)
    assert run("inbox", file, *words).code == code
    assert tables(path) == before


def test_a_full_disk_is_no_fault_of_a_line(file, run, tables, path, monkeypatch):
    before = tables(path)
    insert = Book.insert

    def full(book, table, values):
        if table == "session":
            raise UnwrittenError("the disk is full; nothing was changed")
        return insert(book, table, values)

    monkeypatch.setattr(Book, "insert", full)
    ran = run("inbox", file)
    assert (ran.code, ran.out) == (1, "")
    assert "the disk is full; nothing was changed" in ran.err
    assert "waits" not in ran.err
    assert tables(path) == before
