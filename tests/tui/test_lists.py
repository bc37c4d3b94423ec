"""Lists and papers that ctrl+p opens: sessions, bookings, the menu, history, reports, tax forms."""

from __future__ import annotations

import pytest
from areas import screen
from dashboard import opened, typed

from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.today.form import SessionForm
from mtdesk.tui.year import ReportPage


async def open_(pilot, place):
    pilot.app.action_open(place)
    await pilot.pause()


class TestSessions:
    async def test_the_latest_first_and_narrowed_to_a_client(self, desk):
        async with opened(desk) as pilot:
            await open_(pilot, "sessions:every")
            assert len(pilot.app.screen._found) == 4
            await pilot.press("f")
            await typed(pilot, "marta", "ctrl+s")
            await pilot.pause()
            assert [each.client for each in pilot.app.screen._found.values()] == ["Marta Nowak"]
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, SessionForm)

    @pytest.mark.parametrize(
        ("keys", "said"),
        [(("tab",), "is not a date"), (("tab", "tab", "tab"), "is none of done")],
    )
    async def test_what_cannot_be_is_said(self, desk, keys, said):
        async with opened(desk) as pilot:
            await open_(pilot, "sessions:every")
            await pilot.press("f", *keys)
            await typed(pilot, "sometime", "ctrl+s")
            assert said in screen(pilot)

    async def test_one_is_taken_away_and_brought_back(self, desk):
        async with opened(desk) as pilot:
            await open_(pilot, "sessions:every")
            await pilot.press("d", "enter")
            await pilot.pause()
            assert len(desk.sessions.between()) == 3
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert len(pilot.app.screen._found) == 4


class TestBookings:
    @pytest.mark.parametrize(("key", "status"), [("n", "no_show"), ("b", "cancelled")])
    async def test_what_became_of_one_by_a_key(self, practice, clock, key, status):
        clock[0] = clock[0].replace(day=25)
        async with opened(practice) as pilot:
            await open_(pilot, "sessions:booked")
            await pilot.press(key)
            await pilot.pause()
            [session] = practice.sessions.between(client="li")
            assert session.status == status

    async def test_done_with_what_came_with_it(self, practice, clock):
        clock[0] = clock[0].replace(day=25)
        async with opened(practice) as pilot:
            await open_(pilot, "sessions:booked")
            await pilot.press("y")
            await pilot.pause()
            await typed(pilot, "90+15 card e6", "enter")
            [session] = practice.sessions.between(client="li")
            assert (session.status, session.price_minor, session.effort) == ("done", 9000, 6)

    async def test_moved_to_where_it_stands_is_said(self, practice):
        async with opened(practice) as pilot:
            await open_(pilot, "sessions:booked")
            await pilot.press("enter", "ctrl+s")
            await pilot.pause()
            assert "as they were" in screen(pilot)

    async def test_the_next_two_weeks(self, practice, empty_desk):
        async with opened(practice) as pilot:
            await open_(pilot, "sessions:ahead")
            assert isinstance(pilot.app.screen, Behind)
            assert "1 h" in screen(pilot)

    async def test_nothing_ahead(self, desk):
        async with opened(desk) as pilot:
            await open_(pilot, "sessions:ahead")
            assert "Nothing is booked" in screen(pilot)


class TestMenu:
    async def test_one_is_added_renamed_and_retired(self, empty_desk):
        menu = empty_desk.practice.menu
        async with opened(empty_desk) as pilot:
            await open_(pilot, "practice.menu:menu")
            await pilot.press("a")
            await pilot.pause()
            await typed(pilot, "Deep tissue 90", "tab")
            await typed(pilot, "135", "tab")
            await typed(pilot, "90", "ctrl+s")
            service = menu.one("deep tissue 90")
            assert (service.price_minor, service.minutes) == (13500, 90)
            pilot.app.screen.rows.move_to(service.id)
            await pilot.press("enter", "tab")
            await typed(pilot, "Deep 90", "ctrl+s")
            assert menu.one("deep 90").id == service.id
            await pilot.press("d", "enter")
            await pilot.pause()
            assert service.id not in {each.id for each in menu.offered()}
            assert "retired" in screen(pilot)
            await pilot.press("d", "enter")
            await pilot.pause()
            assert service.id in {each.id for each in menu.offered()}

    async def test_what_cannot_be_is_said_and_nothing_is_written(self, empty_desk):
        before = empty_desk.practice.menu.services()
        async with opened(empty_desk) as pilot:
            await open_(pilot, "practice.menu:menu")
            await pilot.press("enter")
            await typed(pilot, "a lot", "ctrl+s")
            assert "price" in screen(pilot)
            assert empty_desk.practice.menu.services() == before


class TestHistory:
    async def test_an_older_thing_is_taken_back_and_done_again(self, desk):
        async with opened(desk) as pilot:
            latest = desk.history.latest(2)
            await open_(pilot, "history:history")
            await pilot.press("down", "enter", "enter")
            await pilot.pause()
            assert desk.history.latest(1)[0].undoes == latest[1].id
            await pilot.press("home", "enter", "enter")
            await pilot.pause()
            assert desk.history.latest(1)[0].kind == "undo"
            assert len(desk.sessions.between()) == 4


class TestPapers:
    @pytest.mark.parametrize("which", ["2026", "2026-Q4", "2026-q4", "2026-11"])
    async def test_a_report_of_any_time(self, desk, which):
        async with opened(desk) as pilot:
            await open_(pilot, "year:report")
            await typed(pilot, which, "enter")
            assert isinstance(pilot.app.screen, ReportPage)
            assert "gross" in screen(pilot)
            await pilot.press("i")
            await pilot.pause()
            assert "Income" in screen(pilot)

    @pytest.mark.parametrize("which", ["", "2026-13", "2026-Q5", "march", "20260"])
    async def test_no_time_is_said(self, desk, which):
        async with opened(desk) as pilot:
            await open_(pilot, "year:report")
            await pilot.press("ctrl+a", "delete")
            await typed(pilot, which, "enter")
            assert "write 2026, 2026-Q1 or 2026-03" in " ".join(screen(pilot).split())

    async def test_files_that_are_there_are_asked_about_before_any_is_written(
        self, desk, tmp_path, monkeypatch
    ):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "mtdesk-2026.pdf").write_bytes(b"mine")
        async with opened(desk) as pilot:
            await open_(pilot, "year:report")
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("x", "ctrl+s")
            await pilot.pause()
            assert "write over it?" in screen(pilot)
            assert not (tmp_path / "mtdesk-2026.xlsx").exists()
            await pilot.press("enter")
            await pilot.pause()
            assert (tmp_path / "mtdesk-2026.xlsx").exists()
            assert (tmp_path / "mtdesk-2026.pdf").read_bytes() != b"mine"

    async def test_a_tax_form_is_entered_and_taken_away(self, desk):
        async with opened(desk) as pilot:
            await open_(pilot, "year.forms:forms")
            await pilot.press("a")
            for answer in ("2025", "1099-K", "Square", "41250.33"):
                await typed(pilot, answer, "tab")
            await typed(pilot, "card", "ctrl+s")
            [form] = desk.year.forms.of()
            assert (form.year, form.amount_minor, form.method) == (2025, 4125033, "card")
            await pilot.press("d", "enter")
            await pilot.pause()
            assert desk.year.forms.of() == []

    async def test_a_year_is_closed_and_opened_again(self, desk):
        async with opened(desk) as pilot:
            await open_(pilot, "year:close")
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert desk.year.year(2025).closed_on
            await open_(pilot, "year:close")
            await pilot.press("enter")
            await typed(pilot, "reopen", "enter")
            assert not desk.year.year(2025).closed_on

    async def test_a_questionnaire_is_brought(self, desk, tmp_path):
        async with opened(desk) as pilot:
            await open_(pilot, "wellbeing:bring")
            await typed(pilot, "nothing.toml", "enter")
            assert "nothing.toml" in screen(pilot)
            await pilot.press("escape")
            await open_(pilot, "wellbeing:scores")
            assert "Not taken yet." in screen(pilot)
