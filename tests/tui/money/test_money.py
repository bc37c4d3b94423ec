"""Money: the year in words, what the hours pay, the file."""

from __future__ import annotations

from areas import shown, table, title, until, words
from textual.widgets import Input

from mtdesk.tui.parts.dialogs import Ask
from mtdesk.tui.parts.panes import Chart


class TestMoney:
    async def test_the_year_in_words(self, practice):
        practice.sessions.log("ana swedish 60m 200 cash e3 2025-11-20")
        async with shown(practice, "Money") as pilot:
            said = words(pilot, "#money-words")
            assert "$605 income so far, 1% of your target of $60,000" in said
            assert "behind an even pace" in said
            assert "$405 more than by 23 Nov 2025." in said
            assert "Take-home $563, $51.14 per working hour (11 h)." in said

    async def test_income_for_so_much_load(self, practice):
        async with shown(practice, "Money") as pilot:
            rows = table(pilot, "#money-services")
            assert rows[0].startswith("Which hours pay for what they cost")
            assert rows[2] == "Trigger point $105.00 1.0 360 $29.17 ████████"
            assert rows[3].startswith("Deep tissue $500.00 10.0 3,000 $16.67 ████▋")
            assert rows[4].startswith("all $605.00 11.0 3,360 $18.01 ")
            rest = table(pilot, "#money-rest")
            assert "expenses $42.50" in rest
            assert "supplies $42.50 ████████" in rest

    async def test_other_years_and_weeks_instead_of_months(self, practice):
        async with shown(practice, "Money") as pilot:
            chart = pilot.app.query_one("#money-income", Chart)
            await until(pilot, lambda: title(chart) == "Income by month")
            await pilot.press("w")
            await until(pilot, lambda: title(chart) == "Income by week")
            assert chart.series.labels[-1] == "23 Nov"
            await pilot.press("m", "left_square_bracket")
            assert "No money in 2025." in words(pilot, "#money-words")
            await pilot.press("right_square_bracket", "right_square_bracket")
            assert words(pilot, "#money-words").startswith("2026")

    async def test_export_writes_the_file_and_asks_before_writing_over_one(
        self, practice, tmp_path
    ):
        target = tmp_path / "year.csv"
        target.write_text("mine")
        async with shown(practice, "Money") as pilot:
            await pilot.press("e")
            pilot.app.screen.query_one("#ask-path", Input).value = str(target)
            await pilot.press("enter")
            assert "there already" in words(pilot, "Ask .trouble")
            assert target.read_text() == "mine"
            await pilot.press("enter")
            await pilot.pause()
            assert not isinstance(pilot.app.screen, Ask)
            (said,) = pilot.app._notifications
            assert said.message == f"8 rows of 2026 written to {target}"
        assert "2026-11-16" in target.read_text()

    async def test_export_to_a_folder_that_is_not_there(self, practice, tmp_path):
        async with shown(practice, "Money") as pilot:
            await pilot.press("e")
            pilot.app.screen.query_one("#ask-path", Input).value = str(tmp_path / "no" / "a.csv")
            await pilot.press("enter")
            assert words(pilot, "Ask .trouble")
            assert isinstance(pilot.app.screen, Ask)
