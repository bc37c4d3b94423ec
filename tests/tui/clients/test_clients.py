"""The Clients area: found as typed, those who drift away, those to talk to, and the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from areas import named, said, screen, shown, table, words
from textual.widgets import Input, OptionList

from mtdesk.desk import Desk
from mtdesk.desk.files.demo import sample_desk
from mtdesk.tui.clients import ROWS
from mtdesk.tui.clients.page import Page
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask
from mtdesk.tui.parts.rows import Rows


@pytest.fixture
def sample(clock):
    with sample_desk(Desk, lambda: clock[0], zone_name="America/New_York") as desk:
        yield desk


def names(pilot):
    options = pilot.app.query_one("Clients OptionList", OptionList).options
    return [str(option.prompt).partition("  ")[0].strip() for option in options]


def count(pilot):
    return words(pilot, "#clients-words")


class TestFinding:
    async def test_as_typed_and_the_page_beside(self, practice):
        async with shown(practice, "Clients") as pilot:
            assert "2 clients" in count(pilot)
            await pilot.press("f", *"ana")
            await pilot.pause()
            assert "1 client" in count(pilot)
            assert named(pilot, "#client-panel") == "ana"
            assert "visits 6 visits since Mon 16 Nov" in said(pilot, "#client-first")
            visits = " ".join(table(pilot, "#client-visits"))
            assert visits.startswith("today Trigger point · 60 min · 7→3▼ tight neck")
            assert pilot.app.query_one("#client-pain", Chart).display
            await pilot.press("down")
            assert isinstance(pilot.app.focused, OptionList)

    async def test_nobody_of_that_name(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", *"zz")
            await pilot.pause()
            assert count(pilot) == "No client's name holds “zz”."
            assert not pilot.app.query_one("#client-panel").display

    async def test_more_are_read_at_the_end_of_the_list(self, nothing):
        for number in range(ROWS + 5):
            nothing.clients.add({"name": f"c {number:03d}"}, confirmed=True)
        async with shown(nothing, "Clients") as pilot:
            assert f"the {ROWS} with the latest" in count(pilot)
            assert len(names(pilot)) == ROWS
            await pilot.press("end")
            await pilot.pause()
            assert len(names(pilot)) == ROWS + 5
            assert named(pilot, "#client-panel") == f"c {ROWS - 1:03d}"
            await pilot.press("f", "c")
            await pilot.pause()
            assert len(names(pilot)) == ROWS

    async def test_a_booking_alone(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", *"li x")
            await pilot.pause()
            first = said(pilot, "#client-first")
            assert "visits none yet" in first
            assert "next booked Wed 25 Nov 10:00" in first
            assert not pilot.app.query_one("#client-pain", Chart).display


class TestFilters:
    async def test_the_client_who_harms_is_two_keys_away(self, sample):
        async with shown(sample, "Today") as pilot:
            await pilot.press("escape", "5", "f", "tab", "tab")
            await pilot.pause()
            assert count(pilot).startswith("worth a conversation: ")
            assert names(pilot)[0] == "Dale Hemlock"
            assert named(pilot, "#client-panel") == "Dale Hemlock"
            assert "▲ incidents 3 incidents, the worst sexual touch, severity 4 of 5" in said(
                pilot, "#client-first"
            )
            await pilot.press("tab")
            await pilot.pause()
            assert count(pilot).startswith("51 clients")

    async def test_the_client_who_gets_better_is_marked(self, sample):
        async with shown(sample, "Clients") as pilot:
            assert "✓ needs you less" in str(pilot.app.query_one("#clients-list").border_subtitle)
            assert [name for name in names(pilot) if name in {"Marta Nogal", "Tobias Esche"}]
            await pilot.press("f", *"marta")
            await pilot.pause()
            assert "7→3" in screen(pilot)
            assert "✓ outlook needs you less: 4.3 visits a month became 1.1, pain 7 → 2.7" in said(
                pilot, "#client-first"
            )
            chart = pilot.app.query_one("#client-pain", Chart)
            assert [each.value for each in chart.series.thresholds] == [pytest.approx(4.9)]

    async def test_drifting_is_toggled_and_searched_within(self, practice):
        for name, price in (("Bo Adder", 90), ("Cy Adder", 120)):
            for week in range(0, 12, 2):
                day = date(2026, 6, 1) + timedelta(weeks=week)
                practice.sessions.log(
                    f"swedish 60m {price} card {day}", {"client": name}, confirmed=True
                )
        expected = ["Cy Adder", "Bo Adder"]  # who was worth the most first
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", "tab")
            await pilot.pause()
            assert names(pilot) == expected
            assert (
                count(pilot)
                == "drifting away: 2 clients, worth $1,260 a year · tab in the filter shows all"
            )
            assert "↓ outlook drifting away: " in said(pilot, "#client-first")
            await pilot.press(*"bo a")
            await pilot.pause()
            assert names(pilot) == expected[-1:]
            await pilot.press("tab", "tab", "tab")
            await pilot.pause()
            assert names(pilot) == expected[-1:]  # the search still holds

    async def test_nobody_to_win_back_says_so(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", "tab")
            await pilot.pause()
            assert count(pilot).startswith("Nobody is drifting away")
            assert not pilot.app.query_one("#client-panel").display


class TestPage:
    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    async def test_enter_reads_it_and_escape_returns(self, sample, size):
        async with shown(sample, "Clients", size) as pilot:
            rows = pilot.app.query_one("Clients Rows", Rows)
            await pilot.press("f", "tab", "tab", "down", "enter")
            await pilot.pause()
            page = pilot.app.query_one(Page)
            assert page.has_focus
            assert rows.is_on_screen is (size == (120, 40))
            await pilot.press("pagedown")
            await pilot.pause()
            assert "late-cancel ·" in screen(pilot)
            await pilot.press("escape")
            await pilot.pause()
            assert rows.is_on_screen
            assert isinstance(pilot.app.focused, OptionList)

    async def test_the_most_important_comes_first(self, practice):
        with practice.book.transaction("client", "a standing", practice.stamp()):
            practice.book.update(
                "client", 1, {"standing": "not_alone", "standing_why": "waited outside"}
            )
        practice.clients.edit(1, {"next_step": "ring the referrer", "goal": "to sit an hour"})
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", *"ana")
            await pilot.pause()
            lines = said(pilot, "#client-first").splitlines()
            assert lines[0] == "! standing not alone in the building: waited outside"
            assert lines[1:3] == ["next step ring the referrer", "goal to sit an hour"]
            assert "!" in str(
                pilot.app.query_one("Clients OptionList", OptionList).options[0].prompt
            )

    async def test_wide_names_keep_their_columns_and_the_style_its_place(self, practice):
        day = date(2026, 11, 23)
        for back in (10, 20):
            practice.sessions.log(
                "swedish 60m 80 card",
                {"client": "王" * 30, "on": str(day - timedelta(days=back))},
                confirmed=True,
            )
        async with shown(practice, "Clients") as pilot:
            options = pilot.app.query_one("Clients OptionList", OptionList).options
            assert len({option.prompt.cell_length for option in options}) == 1
            for option in options:
                (span,) = option.prompt.spans
                assert set(option.prompt.plain[span.start : span.end].strip()) <= set("▁▂▃▄▅▆▇█")


class TestWriting:
    async def test_new_client_and_a_second_of_the_name(self, practice):
        async with shown(practice, "Clients") as pilot:
            for name, confirmations in (("Bo 王", 0), ("Ana", 1)):
                await pilot.press("a")
                pilot.app.screen.query_one("#ask-name", Input).value = name
                await pilot.press("ctrl+s")
                for _ in range(confirmations):
                    assert "already" in words(pilot, "Ask .trouble")
                    await pilot.press("enter")
                await pilot.pause()
                assert not isinstance(pilot.app.screen, Ask)
        assert sorted(each.name for each in practice.clients.find()) == sorted(
            ["Ana", "Bo 王", "ana", "li x"]
        )

    async def test_new_client_is_shown_whatever_was_searched_or_filtered(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("f", "tab", *"zz", "escape", "a")
            pilot.app.screen.query_one("#ask-name", Input).value = "Bo 王"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert named(pilot, "#client-panel") == "Bo 王"

    async def test_edit_keeps_the_cursor_on_the_client(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("down")
            before = pilot.app.query_one("Clients Rows", Rows).chosen
            await pilot.press("e")
            pilot.app.screen.query_one("#ask-phone", Input).value = "555"
            pilot.app.screen.query_one("#ask-next_step", Input).value = "[b]monthly"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert pilot.app.query_one("Clients Rows", Rows).chosen == before
            assert "reached 555" in said(pilot, "#client-rest")
            assert "next step [b]monthly" in said(pilot, "#client-first")
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert "monthly" not in said(pilot, "#client-first")


async def test_as_many_visits_stand_there_as_there_is_room_for(desk):
    desk.clients.add({"name": "Nora Alto"})
    for day in range(1, 29):
        desk.sessions.log(f"nora swedish 60m 90 2026-10-{day:02}")
    desk.sessions.log("nora swedish 60m booked tomorrow")  # so she is the first of them
    for size, has_all in (((120, 40), False), ((200, 60), True)):
        async with shown(desk, "Clients", size) as pilot:
            page = said(pilot, "#client-visits")
            assert ("Thu 1 Oct" in page) is has_all, size
            assert ("the latest 2" in page) is not has_all
