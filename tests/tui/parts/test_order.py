"""Rows in the order of a column, and several of them marked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from areas import open_of, screen, shown, until, words
from textual.widgets import Input, OptionList

from mtdesk.model.period import Period
from mtdesk.model.table import Listing
from mtdesk.tui.parts.behind import Behind
from mtdesk.tui.parts.order import Valued, in_order, next_of, valued
from mtdesk.tui.parts.rows import Rows


def ordered(cells, *, is_figure=False):
    return in_order(cells, lambda cell: cell, is_figure=is_figure)


class TestOrder:
    def test_words_as_a_name_is_found_and_the_unknown_last(self):
        assert ordered(["–", "Éva", "zoe", "Łukasz", ""]) == ["Éva", "Łukasz", "zoe", "–", ""]

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("$1,240.50", "$90.00"),
            ("2 h 30", "2 h"),
            ("60 min", "45 min"),
            ("~+1.2", "−0.3"),
            ("$5.00", "-$12.00"),
            ("10 %", "9 %"),
        ],
    )
    def test_figures_from_the_most_on(self, first, second):
        assert ordered([second, "unknown", first], is_figure=True) == [first, second, "unknown"]

    def test_days_by_their_date_the_latest_first(self):
        cells = [Valued("Mon 2 Nov", "2026-11-02"), Valued("today", "2026-11-23"), "–"]
        assert ordered(cells) == ["today", "Mon 2 Nov", "–"]

    def test_what_is_not_known_behind_words_is_bare(self):
        first, second = valued(["a", "b"], {0: "1", 1: None})
        assert isinstance(first, Valued)
        assert not isinstance(second, Valued)

    def test_one_column_after_another_and_none(self):
        assert [next_of([0, 2], before) for before in (None, 0, 2)] == [0, 2, None]


def column(pilot, place=0):
    """The first words of each row of the table that has the focus."""
    return [str(each.prompt).split("  ")[place] for each in pilot.app.focused.options]


class TestSorted:
    async def test_months_by_each_column_in_turn_the_sum_below(self, practice):
        async with shown(practice, "Money") as pilot:
            rows = pilot.app.query_one("#money-months", Rows)
            rows.take_focus()
            before = column(pilot)
            await pilot.press("o")
            assert "month ↓" in rows._heading
            assert column(pilot) == [*before[:-1][::-1], "all"]
            await pilot.press("o")
            assert column(pilot)[0] == "Nov"  # the only one with fees
            for _ in range(6):
                await pilot.press("o")
            assert "↓" not in rows._heading
            assert column(pilot) == before

    async def test_enter_opens_the_month_it_stands_on(self, practice):
        async with shown(practice, "Money") as pilot:
            pilot.app.query_one("#money-months", Rows).take_focus()
            await pilot.press("o", "home", "enter")
            assert pilot.app.screen._heading == "money, 1 Nov to 30 Nov"

    async def test_it_stays_where_the_table_is_opened_again(self, practice):
        async with shown(practice, "Week") as pilot:
            await pilot.press("comma", "o", "escape", "comma")
            assert "setting ↑" in pilot.app.screen.rows._heading
            names = [str(each.prompt).split()[0] for each in pilot.app.screen.rows.list.options]
            assert names == sorted(names)

    async def test_clients_are_read_to_the_last_first(self, practice, monkeypatch):
        monkeypatch.setattr("mtdesk.tui.clients.ROWS", 1)
        async with shown(practice, "Clients") as pilot:
            rows = pilot.app.query_one("#clients-found", Rows)
            await pilot.press("o", "o")
            await until(pilot, lambda: rows.list.option_count == 2)
            assert "client ↑" not in rows._heading
            assert "last ↓" in rows._heading
            assert words(pilot, "#clients-words").startswith("2 clients · ") or (
                words(pilot, "#clients-words") == "2 clients"
            )  # it does not name an order that is not there
            assert str(rows.list.options[0].prompt).startswith("ana")

    async def test_a_day_by_what_was_paid_without_its_pauses(self, desk):
        async with shown(desk, "Today") as pilot:
            await pilot.press("escape")
            assert "5 min" in screen(pilot)
            await pilot.press("o", "o", "o", "o")
            assert "price ↓" in screen(pilot)
            listed = [str(each.prompt) for each in pilot.app.focused.options]
            assert "Marta" in listed[1]
            await pilot.press("o", "o")
            assert "↓" not in screen(pilot)

    async def test_rows_behind_a_figure_their_sum_below(self, practice):
        async with shown(practice, "Money") as pilot:
            rows = (("b", "$2.00"), ("a", "$10.00"), ("total", "$12.00"))
            listing = Listing(heads=("what", "amount"), rows=rows, right=(1,))
            pilot.app.push_screen(Behind("rows", [("", listing)], ""))
            await pilot.pause()
            await pilot.press("o", "o")
            text = pilot.app.screen._words().plain
            assert "amount ↓" in text
            assert [line.split()[0] for line in text.splitlines()[1:]] == ["a", "b", "total"]


class TestMarked:
    async def test_check_ins_are_removed_as_one(self, practice):
        for day in (20, 21):
            practice.wellbeing.check_in("body 3 mind 3", on=f"2026-11-{day}")
        days = Period(practice.today - timedelta(days=5), practice.today + timedelta(days=1))
        async with shown(practice, "Body") as pilot:
            rows = pilot.app.query_one("#body-history", Rows)
            rows.take_focus()
            await pilot.press("space", "space")
            assert len(rows.marked) == 2
            assert [str(each.prompt)[0] for each in rows.list.options] == ["✓", "✓", " "]
            await pilot.press("d")
            assert "Remove 2 check-ins?" in screen(pilot)
            await pilot.press("y")
            await pilot.pause()
            assert len(practice.wellbeing.between(days)) == 1
            assert not rows.marked
            await pilot.press("u")
            assert len(practice.wellbeing.between(days)) == 3

    async def test_sessions_of_a_day_paid_in_full_and_back_as_one(self, desk):
        desk.sessions.log("li x swedish 60m 80 unpaid 15:00", confirmed=True)
        desk.sessions.log("li x swedish 60m 90 unpaid 16:30", confirmed=True)
        owed = desk.ledger.outstanding().total_minor
        async with shown(desk, "Today") as pilot:
            await pilot.press("escape", "end", "up", "space", "space", "enter")
            assert "paid in full: 2 sessions, $170.00" in screen(pilot)
            await pilot.press("1", *"cash")
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert desk.ledger.outstanding().total_minor == owed - 17000
            assert "2 sessions paid, $170.00" in words(pilot, "#reading")
            await pilot.press("u")
            assert desk.ledger.outstanding().total_minor == owed

    async def test_bookings_are_no_shows_as_one(self, desk, clock):
        for at in ("18:00", "18:30"):
            desk.sessions.log(f"li x swedish 30m booked {at}", confirmed=True)
        clock[0] += timedelta(hours=2)
        async with shown(desk, "Today") as pilot:
            await pilot.press("escape", "end", "up", "space", "space", "enter", "2")
            await pilot.pause()
            assert len(desk.sessions.between(status="no_show")) == 2
            await pilot.press("u")
            assert len(desk.sessions.between(status="booked")) == 2

    async def test_what_several_owe_is_received_as_one(self, desk):
        desk.sessions.log("li x swedish 60m 80 unpaid yesterday 15:00", confirmed=True)
        async with shown(desk, "Money") as pilot:
            await open_of(pilot, "owed")
            rows = pilot.app.screen.rows
            await pilot.press(*["space"] * rows.list.option_count, "enter")
            pilot.app.screen.query_one("#ask-method", Input).value = "card"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert not desk.ledger.outstanding()
            await pilot.press("u")
            assert desk.ledger.outstanding()

    async def test_where_nothing_can_be_done_to_several_there_is_no_mark(self, practice):
        async with shown(practice, "Week") as pilot:
            await pilot.press("comma", "space")
            assert not pilot.app.screen.rows.marked
            assert "mark" not in str(pilot.app.screen.query_one(".dialog").border_subtitle)
            assert isinstance(pilot.app.focused, OptionList)
