"""A long call says how far it is on a terminal, and ctrl+c leaves nothing of it."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from mtdesk.cli import waiting
from mtdesk.desk import Desk
from mtdesk.model.waiting import Waiting

HEADER = "id,date,category,vendor,amount,payment_method,note\n"
SOURCE = Path(waiting.__file__).parents[2]


@pytest.fixture
def long_file(tmp_path):
    file = tmp_path / "expenses.csv"
    rows = "".join(f"E{n},2025-03-01,supplies,Oils,7.50,card,{n}\n" for n in range(60_000))
    file.write_text(HEADER + rows, encoding="utf-8")
    return file


def until_said(terminal, text, seconds=60.0):
    """What is written to a terminal, until a text is in it."""
    seen, end = "", time.monotonic() + seconds
    while text not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:
                break
    return seen


def test_ctrl_c_in_the_midst_of_an_import(long_file, path, desk):
    desk.practice.set("income_target", "50000")
    desk.close()
    mine, its = pty.openpty()
    # Whoever runs the tests in the background ignores the signal.
    code = "import signal; signal.signal(2, signal.default_int_handler); from mtdesk.cli import run; run()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "--db", str(path), "import", str(long_file)],
        stderr=its,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    os.close(its)
    try:
        assert " rows" in until_said(mine, " rows")
        running.send_signal(signal.SIGINT)
        rest = until_said(mine, "nothing was changed")
        assert running.wait(30) == 130
    finally:
        running.kill()
        os.close(mine)
    assert "mtdesk: interrupted; nothing was changed." in rest
    assert "Traceback" not in rest
    with closing(Desk(path)) as after:
        assert after.book.value("SELECT count(*) FROM expense") == 0
        assert all(check.ok for check in after.files.check())
    assert not list(path.parent.glob(".*part"))


def test_a_short_one_says_nothing(capsys):
    line = waiting._Line()
    line.show(Waiting())
    line.clear()
    assert capsys.readouterr().err == ""


def test_a_long_one_says_how_far_it_is_on_one_line_that_goes(capsys, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(waiting, "monotonic", lambda: now[0])
    line, told = waiting._Line(), Waiting()
    told.tell(3_000, 0.5)
    for now[0] in (100.9, 104.0, 104.1):
        line.show(told)
    line.clear()
    said = "3,000 rows · 750 a second · about 4 seconds left"
    assert capsys.readouterr().err == f"\r\x1b[K{said}\r\x1b[K"


def test_a_pipe_is_told_nothing(run, tmp_path, monkeypatch):
    monkeypatch.setattr(waiting, "LONG", 0.0)
    file = tmp_path / "expenses.csv"
    rows = "".join(f"E{n},2025-03-01,supplies,Oils,7.50,card,\n" for n in range(2_000))
    file.write_text(HEADER + rows, encoding="utf-8")
    assert "\r" not in run("import", file).err
