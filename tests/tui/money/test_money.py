"""Money: the year in words, what the hours pay, the file."""

from __future__ import annotations

from areas import ended, named, shown, table, title, until, words
from textual.widgets import Input, Static

from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask


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
            assert rows[1] == "Trigger point $105.00 1.0 360 $29.17 ━━━━━━━━"
            assert rows[2].startswith("Deep tissue $500.00 10.0 3,000 $16.67 ━━━━╸")
            assert rows[3].startswith("all $605.00 11.0 3,360 $18.01 ")
            rest = table(pilot, "#money-rest")
            assert "expenses $42.50" in rest
            assert "supplies $42.50 ━━━━━━━━" in rest

    async def test_other_years_and_weeks_instead_of_months(self, practice):
        async with shown(practice, "Money") as pilot:
            chart = pilot.app.query_one("#money-income", Chart)
            await until(pilot, lambda: title(chart) == "Income by month")
            await pilot.press("w")
            await until(pilot, lambda: title(chart) == "Income by week")
            assert chart.series.labels[-1] == "23 Nov"
            await pilot.press("w", "left_square_bracket")
            assert "No money in 2025." in words(pilot, "#money-words")
            await pilot.press("right_square_bracket", "right_square_bracket")
            assert named(pilot, "#money-standing").startswith("2026")
            await pilot.press("left_square_bracket", "t")
            assert named(pilot, "#money-standing").startswith("2026")
            await pilot.press("g", *"mar 2025", "enter")
            await pilot.pause()
            assert named(pilot, "#money-standing") == "2025"

    async def test_months_stand_in_rows_and_their_sum_below(self, practice):
        async with shown(practice, "Money") as pilot:
            rows = table(pilot, "#money-months OptionList")
            assert rows[-1] == "all 590 15 · 43 563 51"
            assert len([row for row in rows if row]) == 12  # January to November, and the sum

    async def test_enter_opens_the_rows_of_a_month_or_a_week_with_their_sums(self, practice):
        async with shown(practice, "Money") as pilot:
            chart = pilot.app.query_one("#money-income", Chart)
            await until(pilot, lambda: title(chart) == "Income by month")
            chart.focus()
            total = sum(line.values[-1] for line in chart.series.lines)
            for key, what in (("enter", "1 Nov to 30 Nov"), ("w", "23 Nov to 29 Nov")):
                await pilot.press(*{key: 1, "enter": 1})
                await pilot.pause()
                page = pilot.app.screen
                assert page.query_one(".dialog").border_title == f"money, {what}"
                rows = [row.split() for row in str(page.query_one(Static).content).splitlines()]
                assert rows[0] == ["Income"]
                if key == "enter":
                    assert f"${total:,.2f}" in [cell for row in rows for cell in row]
                await pilot.press("escape")
                await pilot.pause()
            await pilot.press("left", "enter")
            await pilot.pause()
            assert "16 Nov to 22 Nov" in pilot.app.screen.query_one(".dialog").border_title

    async def test_export_writes_the_file_and_asks_before_writing_over_one(
        self, practice, tmp_path
    ):
        target = tmp_path / "year.csv"
        target.write_text("mine")
        async with shown(practice, "Money") as pilot:
            await pilot.press("x")
            pilot.app.screen.query_one("#ask-path", Input).value = str(target)
            await pilot.press("enter")
            await ended(pilot)
            assert "there already" in words(pilot, "Ask .trouble")
            assert target.read_text() == "mine"
            await pilot.press("enter")
            await ended(pilot)
            assert not isinstance(pilot.app.screen, Ask)
            (said,) = pilot.app._notifications
            assert said.message == f"8 rows of 2026 written to {target}"
        assert "2026-11-16" in target.read_text()

    async def test_export_to_a_folder_that_is_not_there(self, practice, tmp_path):
        async with shown(practice, "Money") as pilot:
            await pilot.press("x")
            pilot.app.screen.query_one("#ask-path", Input).value = str(tmp_path / "no" / "a.csv")
            await pilot.press("enter")
            await ended(pilot)
            assert words(pilot, "Ask .trouble")
            assert isinstance(pilot.app.screen, Ask)


async def test_no_pace_from_a_few_weeks(desk):
    async with shown(desk, "Money") as pilot:
        assert "pace" not in words(pilot, "#money-words").partition("\n")[2]


async def test_the_pace_is_an_estimate_with_a_range(desk):
    for week in range(36, 47):
        desk.sessions.log(f"ana swedish 60m 200 cash 2026-{_monday(week)}", confirmed=True)
    async with shown(desk, "Money", size=(120, 40)) as pilot:
        said = words(pilot, "#money-words")
        assert "At this pace ~$" in said
        assert "by 31 Dec, $" in said
        assert said.endswith(": an estimate.")


async def test_purposes_and_missed_appointments(desk):
    desk.sessions.log("marta swedish no-show 20 card 2026-11-20", confirmed=True)
    async with shown(desk, "Money") as pilot:
        rows = table(pilot, "Purposes")
        assert rows[0] == "purpose income sessions hours load per 100 load take-home"
        assert rows[1].startswith("wellness $227.00 2 2.0 ")
        rest = table(pilot, "Dependence")
        assert "no-shows, late cancellations 1" in rest
        assert "price not received ~$65.00" in rest
        assert "fees received $20.00" in rest


async def test_an_empty_practice_shows_neither(empty_desk):
    async with shown(empty_desk, "Money") as pilot:
        assert not "".join(table(pilot, "Purposes") + table(pilot, "Dependence"))


def _monday(week):
    from datetime import date

    return str(date.fromisocalendar(2026, week, 1))[5:]
