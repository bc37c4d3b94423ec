"""The inbox: every line of it filed once, whatever a sync program does to it; the rest asks."""

from __future__ import annotations

import os
import stat
from datetime import datetime

import pytest

from mtdesk.desk.practice.inbox import Inbox
from mtdesk.errors import NotFoundError, RefusedError, UsageError
from mtdesk.model.client import Client
from mtdesk.store import clients

ANA = "2026-11-23 14:32 ana pérez deep tissue 60m 90+15 card"
BO = "2026-11-23 16:00 bo lind swedish 60m 85 cash"
BARE = "bo lind swedish 60m 85 cash"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "inbox.txt"


@pytest.fixture
def run(desk, file):
    with desk.writing("client", "two") as writing:
        for name in ("Ana Pérez", "Bo Lind"):
            clients.add(writing.book, Client(name=name))

    def run(*lines, end="\n", name=None, **answers):
        written = file if name is None else file.with_name(name)
        if lines:
            written.write_bytes("\n".join(lines).encode() + end.encode())
            now = desk.now().timestamp()
            os.utime(written, (now, now))
        before = written.read_bytes()
        found = desk.files.inbox.file(written, **answers)
        assert written.read_bytes() == before, "the phone's file is never changed"
        return found

    return run


def sessions(desk):
    return [(each.client, each.clock, each.local_date) for each in desk.sessions.between()]


def test_a_stamp_is_when_it_was_written(desk, run):
    ran = run("2026-11-20 14:32 ana pérez deep tissue 60m 90 card", BO + " yesterday")
    assert (ran.read, len(ran.filed), ran.waiting) == (2, 2, ())
    assert sessions(desk) == [
        ("Ana Pérez", "~13:32", "2026-11-20"), ("Bo Lind", "", "2026-11-22"),
    ]  # fmt: skip


def test_other_lines_than_sessions(desk, run):
    day = "2026-11-20 08:00"
    ran = run(
        f"{day} spend 42.50 oil supplies", f"{day} trip 12mi home visit", f"{day} time 30 laundry",
        f"{day} body 6 mind 4", f"{day} pay ana pérez 90 check",
    )  # fmt: skip
    assert len(ran.filed) == 5
    rows = {
        table: desk.book.value(f"SELECT {day_of} FROM {table}")
        for table, day_of in {
            "expense": "spent_on", "trip": "travelled_on", "work_time": "worked_on",
            "check_in": "checked_on", "payment": "received_on",
        }.items()
    }  # fmt: skip
    assert set(rows.values()) == {"2026-11-20"}


def test_the_same_file_again_files_nothing(desk, run):
    assert len(run(ANA, BARE).filed) == 2
    again = run()
    assert (again.read, again.filed, again.known, again.waiting) == (2, (), 2, ())
    assert again.operation is None
    assert len(sessions(desk)) == 2


@pytest.mark.parametrize(
    "lines",
    [
        (BARE, ANA, BO),  # moved
        (ANA, ANA, BO, BARE),  # repeated
        ("", ANA, "", BO, BARE),  # blank lines between
        (ANA.replace("2026-11-23 14:32", "2026-11-23T14:32:00-05:00"), BO, BARE),  # printed anew
        (f"- {ANA}", f"{BO}  ", BARE),
    ],
)
def test_moved_repeated_and_printed_anew_it_is_filed_once(desk, run, lines):
    run(ANA, BO, BARE)
    ran = run(*lines)
    assert (ran.filed, ran.waiting) == ((), ())
    assert len(sessions(desk)) == 3


def test_a_conflicted_copy_brings_only_what_is_new(desk, run, file):
    run(ANA, BARE)
    name = "inbox (conflicted copy 2026-11-23).txt"
    ran = run(ANA, BO, BARE, name=name)
    assert [each.text for each in ran.filed] == [BO[17:]]
    assert [(each.line, each.can_be) for each in ran.waiting] == [(3, True)]
    assert desk.files.inbox.file(file).conflicts == (file.with_name(name),)


def test_a_half_written_line_waits_and_is_filed_once_when_whole(desk, run):
    ran = run(BO, ANA[:-9], end="")
    assert [each.line for each in ran.waiting] == [2]
    assert [each.text for each in run(BO, ANA).filed] == [ANA[17:]]
    assert len(sessions(desk)) == 2


def test_a_half_written_line_that_was_said_yes_to_asks_when_it_is_whole(desk, run):
    run(ANA[:-9], end="", yes=[1])
    ran = run(ANA)
    assert ran.filed == ()
    assert "already" in ran.waiting[0].reason
    assert len(sessions(desk)) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2026-11-23 10:00 dora vance swedish 60m 85 card", "new client"),
        ("2026-11-23 10:00 swedish 60m 85 zebra", "zebra"),
        ("2026-11-25 10:00 ana pérez swedish 60m 85 card", "still to come"),
        ("2026-02-30 10:00 ana pérez swedish 60m 85 card", "no calendar"),
        ("2026-03-08 02:30 ana pérez swedish 60m 85 card", "does not exist"),
        ("2026-11-23 10:00", "nothing stands"),
        ("ana pérez swedish 60m 85 card card", "second time"),
        (f"ana pérez swedish 60m 85 card -- {'x' * 3000}", "longer"),
    ],
)
def test_what_is_not_clear_waits_and_leaves_no_trace(desk, run, tables, path, line, reason):
    before = tables(path)
    ran = run(line)
    assert (ran.filed, ran.operation) == ((), None)
    assert reason in ran.waiting[0].reason
    assert tables(path) == before


def test_a_new_client_waits_for_a_yes(desk, run):
    run(ANA, "2026-11-23 10:00 dora vance swedish 60m 85 card")
    assert len(run(yes=[2]).filed) == 1
    assert {each[0] for each in sessions(desk)} == {"Ana Pérez", "dora vance"}


def test_an_unstamped_line_like_an_earlier_one_waits(desk, run):
    run(BARE)
    ran = run(BARE, BARE)
    assert (ran.filed, [each.line for each in ran.waiting]) == ((), [2])
    assert len(run(yes=[2]).filed) == 1
    assert run().waiting == ()
    assert len(sessions(desk)) == 2


def test_a_file_begun_anew_asks_about_what_was_there(desk, run):
    run(BARE, "2026-11-22 10:00 ana pérez swedish 60m 85 card")
    ran = run(BARE, ANA)
    assert ([each.number for each in ran.filed], [each.line for each in ran.waiting]) == ([2], [1])
    assert [each.line for each in run().waiting] == [1], "until she answers"
    run(no=[1])
    assert run().waiting == ()
    assert len(sessions(desk)) == 3


def test_a_corrected_line_asks(desk, run):
    run(BARE, ANA)
    ran = run(BARE.replace("85", "80"), ANA.replace("15", "20"))
    assert (ran.filed, [each.can_be for each in ran.waiting]) == ((), [True, True])


def test_what_was_typed_already_asks(desk, run):
    desk.sessions.log("ana pérez deep tissue 60m 90 card 13:30")
    ran = run(ANA)
    assert "13:30 is there already" in ran.waiting[0].reason


def test_an_old_line_without_a_day_asks(desk, run, file):
    file.write_text(f"{BARE}\nana pérez swedish 60m 85 card yesterday\n", encoding="utf-8")
    os.utime(file, (datetime(2026, 11, 22, tzinfo=desk.settings.zone).timestamp(),) * 2)
    ran = run()
    assert ([each.number for each in ran.filed], [each.line for each in ran.waiting]) == ([2], [1])


def test_one_undo_takes_back_a_run_and_the_next_files_it(desk, run):
    run(ANA, BARE, "2026-11-23 08:00 spend 42.50 oil supplies")
    desk.history.undo()
    assert sessions(desk) == []
    assert len(run().filed) == 3


def test_beside_it_stands_what_was_filed_for_nobody_else(run, file):
    run(ANA, "2026-11-23 10:00 dora vance swedish 60m 85 card")
    done = file.with_name("inbox.txt.done")
    assert stat.S_IMODE(done.stat().st_mode) == 0o600
    (line,) = done.read_text(encoding="utf-8").splitlines()
    assert line.split("\t")[1:] == ["session 1", "line 1", ANA[17:]]


def test_where_that_cannot_be_written_it_is_said(run, file):
    file.with_name("inbox.txt.done").mkdir()
    ran = run(ANA)
    assert (len(ran.filed), "could not be written" in ran.untold) == (1, True)


def test_a_closed_year_waits_for_a_yes(desk, run):
    with desk.writing("year") as writing:
        writing.book.insert(
            "closed_year",
            {
                "year": 2025,
                "first_day": "2025-01-01",
                "last_day": "2025-12-31",
                "closed_at": "2026",
            },
        )
    ran = run(ANA, ANA.replace("2026-11", "2025-12"))
    assert ([each.number for each in ran.filed], [each.can_be for each in ran.waiting]) == (
        [1], [True],
    )  # fmt: skip
    assert len(run(yes=[2]).filed) == 1


@pytest.mark.parametrize(
    ("held", "error"),
    [(None, NotFoundError), (b"\0\1\2", RefusedError), (b"x" * 4_000_001, RefusedError)],
)
def test_what_is_no_inbox(desk, file, held, error):
    if held is not None:
        file.write_bytes(held)
    with pytest.raises(error):
        desk.files.inbox.file(file)


def test_no_file_is_named(desk):
    with pytest.raises(UsageError):
        desk.files.inbox.file()


def test_a_line_that_does_not_wait_is_not_answered(run):
    run(ANA)
    with pytest.raises(NotFoundError):
        run(yes=[1])


def test_today_says_how_many_wait(desk, run, file):
    assert Inbox(desk).reminders() == []
    desk.practice.set("inbox", str(file))
    assert "cannot be read" in Inbox(desk).reminders()[0].text
    file.write_text(f"{ANA}\n{BARE}\n", encoding="utf-8")
    assert Inbox(desk).reminders()[0].short == "2 lines of your inbox wait"
    assert "2 lines of your inbox wait" in [each.short for each in desk.week.reminders.due()]
    run()
    assert Inbox(desk).reminders() == []


def test_a_purge_names_the_file_and_what_stands_beside_it(desk, run, file):
    run(ANA, BO)
    plan = desk.clients.purge.plan(1)
    done = file.with_name("inbox.txt.done")
    assert dict(plan.inbox) == {file: True, done: True}
    desk.clients.purge.carry_out(1, confirmed=True)
    held = desk.path.read_bytes()
    assert "ana pérez deep".encode() not in held
    assert [each.can_be for each in run().waiting] == [True], "to her it is a new client now"
