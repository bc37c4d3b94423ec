"""Long jobs: every key goes on working meanwhile, a line says how far it is, escape leaves nothing of it."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest
from areas import ended, shown, until, words
from textual.widgets import Input

from mtdesk.errors import InvalidError, NeedsConfirmationError
from mtdesk.tui.parts import job
from mtdesk.tui.parts.dialogs import Ask, Confirm, Field
from mtdesk.tui.parts.job import JobLine
from mtdesk.tui.parts.jobs import ask_long, run

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def slow():
    """`slow(rows)`: work that writes an expense and then goes on until it is stopped or let go."""

    class Slow:
        def __init__(self):
            self.go, self.began = Event(), Event()
            self.rows = 0

        def __call__(self, desk):
            with desk.writing("import", "a long one") as writing:
                writing.book.insert(
                    "expense",
                    {"spent_on": "2026-11-01", "category": "supplies", "amount_minor": 100},
                )
                self.began.set()
                while not self.go.wait(0.02):
                    desk.tell(self.rows, 0.5 if self.rows else None)
            return "made"

    made = Slow()
    yield made
    made.go.set()


@pytest.fixture(autouse=True)
def soon(monkeypatch, waits):
    """The line is there from the first look on, and a pause waits for no job."""
    for name in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{name}.wait_for_idle", a_moment)
    monkeypatch.setattr("textual.pilot.Pilot._wait_for_screen", a_moment)
    monkeypatch.setattr(job, "SEEN", 0.0)
    monkeypatch.setattr(job, "AGAIN", 0.02)


async def a_moment(*_):
    await asyncio.sleep(0.05)


def line(pilot):
    return words(pilot, "JobLine") if pilot.app.screen_stack[0].query(JobLine) else ""


def told(pilot):
    """What was said last."""
    return [note.message for note in pilot.app._notifications][-1]


def expenses(desk):
    return desk.book.value("SELECT count(*) FROM expense")


@pytest.mark.parametrize("size", SIZES)
async def test_keys_work_meanwhile_and_the_line_says_how_far_it_is(desk, slow, size):
    made = []
    async with shown(desk, "Today", size) as pilot:
        pilot.app.start("import of a.csv", slow, made.append)
        await until(pilot, lambda: "working" in line(pilot))
        assert line(pilot) == "import of a.csv, esc stops it: working"
        slow.rows = 1200
        await until(pilot, lambda: "1,200 rows" in line(pilot))
        pilot.app.set_focus(None)
        await pilot.press("2")
        await pilot.pause()
        assert pilot.app.area.title == "Week"
        assert not pilot.app.area.has_class("-troubled")
        assert made == []
        slow.go.set()
        await ended(pilot)
        assert made == ["made"]
        assert line(pilot) == ""
    assert expenses(desk) == 1


async def test_where_there_is_little_room_its_name_is_cut_and_the_time_left_is_not(desk, slow):
    async with shown(desk, "Today", (80, 24)) as pilot:
        pilot.app.start(f"look at {'a' * 60}.csv", slow, lambda _: None)
        slow.rows = 1200
        await until(pilot, lambda: "1,200 rows" in line(pilot))
        assert line(pilot).startswith("look at aa")
        assert "…, esc stops it: 1,200 rows" in line(pilot)
        assert len(line(pilot)) <= 78
        slow.go.set()
        await ended(pilot)


@pytest.mark.parametrize("area", ["Today", "Money"])
async def test_escape_stops_it_and_nothing_of_it_stays(desk, slow, area):
    made = []
    async with shown(desk, area) as pilot:
        pilot.app.start("import of a.csv", slow, made.append)
        await until(pilot, slow.began.is_set)
        await pilot.press("escape")
        await ended(pilot)
        assert told(pilot) == "import of a.csv stopped; nothing was changed"
        assert (made, line(pilot)) == ([], "")
        desk.ledger.spend("12 oil supplies")  # the file is not held any more
    assert expenses(desk) == 1


async def test_in_a_dialog_escape_leaves_that_first(desk, slow):
    async with shown(desk, "Money") as pilot:
        pilot.app.start("import of a.csv", slow, lambda _: None)
        await until(pilot, slow.began.is_set)
        await pilot.press("question_mark", "escape")
        await pilot.pause()
        assert pilot.app.job is not None
        assert len(pilot.app.screen_stack) == 1
        await pilot.press("escape")
        await ended(pilot)
        assert told(pilot).startswith("import of a.csv stopped")


async def test_what_would_write_beside_it_is_refused_at_once_in_words(desk, slow):
    async with shown(desk, "Money") as pilot:
        pilot.app.start("import of a.csv", slow, lambda _: None)
        await until(pilot, slow.began.is_set)
        await pilot.press("u")
        await pilot.pause()
        said = "import of a.csv is under way; it ends first, or is stopped with esc"
        assert told(pilot) == said
        pilot.app.start("export", lambda _: "", lambda _: None)
        await pilot.pause()
        assert told(pilot) == "import of a.csv is under way; when it has ended, ask again"


async def test_while_something_is_only_read_she_can_write(desk, slow):
    def reads(own):
        slow.began.set()
        slow.go.wait()
        return own.today

    async with shown(desk, "Money") as pilot:
        pilot.app.start("export", reads, lambda _: None, writes=False)
        await until(pilot, slow.began.is_set)
        desk.ledger.spend("12 oil supplies")
        slow.go.set()
        await ended(pilot)
    assert expenses(desk) == 1


async def test_what_it_made_is_seen_when_it_ends(nothing, tmp_path):
    """Even where the practice was not there before."""
    file = tmp_path / "expenses.csv"
    file.write_text(
        "id,date,category,vendor,amount,payment_method,note\n1,2026-11-20,supplies,Oils,7.50,card,\n",
        encoding="utf-8",
    )
    desk = nothing
    async with shown(desk, "Money") as pilot:
        pilot.app.start("import", lambda own: own.files.import_files([file]), lambda _: None)
        await ended(pilot)
        assert desk.exists
        assert "8" in words(pilot, "#money-words") or expenses(desk) == 1
        assert expenses(desk) == 1


async def test_the_dashboard_is_quit_while_it_runs(desk, slow):
    async with shown(desk, "Money") as pilot:
        pilot.app.start("import of a.csv", slow, lambda _: None)
        await until(pilot, slow.began.is_set)
        await pilot.press("q")
    assert expenses(desk) == 0


class TestADialogThatStartsOne:
    @staticmethod
    async def asked(pilot, work):
        done = []
        ask_long(pilot.app, "keep it", [Field("path", "file", "a.csv")], work, done.append)
        await pilot.pause()
        return done

    async def test_it_goes_and_says_what_was_done(self, desk):
        async with shown(desk, "Money") as pilot:
            done = await self.asked(pilot, lambda _, said, __: f"{said['path']} written")
            await pilot.press("ctrl+s")
            await ended(pilot)
            assert done == ["a.csv written"]
            assert not isinstance(pilot.app.screen, Ask)

    async def test_refused_it_comes_back_with_what_was_answered(self, desk):
        def refuse(_, said, __):
            raise InvalidError("file", f"“{said['path']}” is no name")

        async with shown(desk, "Money") as pilot:
            await self.asked(pilot, refuse)
            pilot.app.screen.query_one("#ask-path", Input).value = "b.doc"
            await pilot.press("ctrl+s")
            await ended(pilot)
            assert words(pilot, "Ask .trouble") == "file: “b.doc” is no name"
            assert pilot.app.screen.query_one("#ask-path", Input).value == "b.doc"

    async def test_a_question_is_asked_and_enter_again_is_yes(self, desk):
        def careful(_, said, confirmed):
            if not confirmed:
                raise NeedsConfirmationError(f"{said['path']} is there already; write over it?")
            return "written"

        async with shown(desk, "Money") as pilot:
            done = await self.asked(pilot, careful)
            await pilot.press("ctrl+s")
            await ended(pilot)
            assert words(pilot, "Ask .trouble").endswith("Press enter again for yes.")
            await pilot.press("enter")
            await ended(pilot)
            assert done == ["written"]


class TestInAnArea:
    async def test_a_question_is_asked_and_yes_does_it(self, desk):
        def careful(own, confirmed):
            if not confirmed:
                raise NeedsConfirmationError("really?")
            return own.today

        made = []
        async with shown(desk, "Money") as pilot:
            run(pilot.app.area, "a check", careful, made.append)
            await ended(pilot)
            assert isinstance(pilot.app.screen, Confirm)
            await pilot.press("y")
            await ended(pilot)
            assert made == [desk.today]

    async def test_what_writes_more_than_once_cannot_be_stopped(self, desk, slow):
        async with shown(desk, "Money") as pilot:
            run(pilot.app.area, "deletion", lambda own, _: slow(own), print, can_stop=False)
            await until(pilot, lambda: "working" in line(pilot))
            assert line(pilot) == "deletion: working"
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.job is not None
            slow.go.set()
            await ended(pilot)
        assert expenses(desk) == 1

    async def test_what_comes_after_may_refuse_too(self, desk):
        def refuse(_):
            raise InvalidError("file", "is gone")

        async with shown(desk, "Money") as pilot:
            run(pilot.app.area, "a check", lambda own, _: own.today, refuse)
            await ended(pilot)
            assert told(pilot) == "file: is gone"
