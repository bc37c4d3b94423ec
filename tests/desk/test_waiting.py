"""A long call that is stopped leaves nothing: no row, no file, no part of one."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from made_once import written_once

from mtdesk.desk import Desk
from mtdesk.model import waiting as model_waiting
from mtdesk.model.waiting import Waiting
from mtdesk.say.year import year_file
from mtdesk.store.file import book

ROWS = 3_000
HEADER = "id,date,category,vendor,amount,payment_method,note"


class StopsAt(Waiting):
    """Is stopped when it is told the so manieth time."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def tell(self, rows: int | None = None, share: float | None = None) -> None:
        self.times -= 1
        if self.times < 0:
            self.stop()
        super().tell(rows, share)


@pytest.fixture
def expenses(tmp_path):
    """A file with some thousand of them."""
    rows = (f"E{n},2025-03-{n % 28 + 1:02},supplies,Oils,{n}.50,card," for n in range(1, ROWS + 1))
    file = tmp_path / "expenses.csv"
    file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    return file


@written_once
def practice(done, path):
    """Where they were imported."""
    done("import", path.with_name("expenses.csv"))


@pytest.fixture
def full(expenses, practice, desk):
    """A desk on the practice with the expenses; the file that they came from is beside it."""
    return desk


def year(desk, target):
    report = desk.year.year(2025)
    document = year_file(report, desk.year.rows(report), target.suffix[1:])
    desk.year.write(document, target, confirmed=True)


def taken_in(desk, target):
    """The same rows under other ids."""
    found = (target.parent / "expenses.csv").read_text("utf-8")
    target.write_text(found.replace("\nE", "\nX"), encoding="utf-8")
    try:
        desk.files.import_files([target])
    finally:
        target.unlink()


def put_back(desk, target):
    """An export into a practice that is not there yet."""
    desk.files.export(target, "jsonl")
    with closing(Desk(target.with_name("other.db"), desk.clock)) as other:
        other.waited_for(desk.waiting)
        try:
            other.files.import_files([target])
        finally:
            target.unlink()


def restored(desk, target):
    desk.files.back_up(target)
    try:
        desk.files.restore(target)
    finally:
        target.unlink()


LONG = {
    "import": taken_in,
    "import of an export": put_back,
    "export, a folder": lambda desk, target: desk.files.export(target, "csv"),
    "export, a file": lambda desk, target: desk.files.export(target, "json"),
    **{
        f"export, {each}": lambda desk, target, each=each: desk.files.export(target, each)
        for each in ("hledger", "beancount", "qif", "parquet")
    },
    "backup": lambda desk, target: desk.files.back_up(target),
    "restore": restored,
    "year.csv": lambda desk, target: year(desk, target.with_suffix(".csv")),
    "year.xlsx": lambda desk, target: year(desk, target.with_suffix(".xlsx")),
    "year.pdf": lambda desk, target: year(desk, target.with_suffix(".pdf")),
}


def state(folder, path):
    with closing(sqlite3.connect(path)) as conn:
        rows = "\n".join(conn.iterdump())
    return rows, sorted(each.name for each in folder.iterdir() if not each.name.endswith("-shm"))


@pytest.mark.parametrize("what", LONG)
@pytest.mark.parametrize("times", [0, 1, 4])
def test_stopped_it_leaves_nothing(full, tmp_path, path, monkeypatch, what, times):
    monkeypatch.setattr(book, "_STEPS", 500)  # a small practice has short statements
    full.close()
    before = state(tmp_path, path)
    waiting = StopsAt(times)
    full.waited_for(waiting)
    with pytest.raises(KeyboardInterrupt):
        LONG[what](full, tmp_path / "kept")
    full.waited_for(None)
    full.close()
    assert state(tmp_path, path) == before
    assert all(check.ok for check in full.files.check())


@pytest.mark.parametrize("what", LONG)
def test_waited_for_it_does_the_same(full, tmp_path, what):
    full.waited_for(waiting := Waiting())
    LONG[what](full, tmp_path / "kept")
    if what != "backup":  # one statement
        assert waiting.rows >= ROWS or what == "restore"


@pytest.mark.parametrize("each", ["hledger", "beancount", "qif", "ics"])
def test_of_nothing_nothing_is_told(desk, tmp_path, each):
    desk.clients.add({"name": "Ana"})
    desk.waited_for(waiting := Waiting())
    assert desk.files.export(tmp_path / "out", each) == 0
    assert waiting.rows == 0


def test_an_inbox_says_how_far_it_is_and_stopped_it_leaves_nothing(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(model_waiting, "ROWS_BETWEEN", 1)
    file = tmp_path / "inbox.txt"
    file.write_text("".join(f"2026-11-{n:02} 9:00 spend {n} oil\n" for n in range(1, 9)))
    desk.waited_for(StopsAt(3))
    with pytest.raises(KeyboardInterrupt):
        desk.files.inbox.file(file)
    assert desk.book.value("SELECT count(*) FROM expense") == 0
    assert not file.with_name("inbox.txt.done").exists()
    desk.waited_for(waiting := Waiting())
    assert len(desk.files.inbox.file(file).filed) == waiting.rows == 8


def test_an_import_knows_which_part_of_all_files_it_has_read(desk, tmp_path):
    files = [tmp_path / f"{name}.csv" for name in "ab"]
    for file in files:
        rows = (f"{file.stem}{n},2025-03-01,supplies,Oils,{n}.50,card," for n in range(1, 1_001))
        file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    heard = []
    desk.waited_for(Waiting(lambda now: heard.append((now.rows, now.share))))
    desk.files.import_files(files)
    shares = [share for _, share in heard if share is not None]
    assert shares == sorted(shares)
    assert heard[-1] == (2_000, 1.0)
    assert any(0.4 < share < 0.6 for share in shares)


def test_the_practice_in_an_own_thread(desk):
    other = desk.another()
    assert (other.path, other.clock, other.book is desk.book) == (desk.path, desk.clock, False)
    other.close()
