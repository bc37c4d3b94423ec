"""Money and time by forms, tips, and money row by row."""

from __future__ import annotations

import pytest
from areas import screen
from dashboard import opened, typed


async def filled(pilot, place, *answers):
    """Open a form, answer its first fields, and save it."""
    pilot.app.action_open(place)
    await pilot.pause()
    for answer in answers:
        await typed(pilot, answer, "tab")
    await pilot.press("ctrl+s")
    await pilot.pause()


async def test_a_payment_settles_what_is_owed(desk):
    desk.sessions.log("josé trigger 45m 70 unpaid 2026-11-20 10:00")
    async with opened(desk) as pilot:
        owed = desk.settings.currency.plain(desk.ledger.outstanding("josé").sessions[0].owed_minor)
        await filled(pilot, "ledger:pay", "josé", owed, "card")
        assert not desk.ledger.outstanding("josé").sessions


async def test_an_expense_with_its_receipt(desk, tmp_path):
    receipt = tmp_path / "receipt.jpg"
    receipt.write_bytes(b"seen")
    async with opened(desk) as pilot:
        answers = ("64", "sheets", "laundry", "card", "2026-11-20", "60", "", str(receipt))
        await filled(pilot, "ledger:spend", *answers)
        row = next(r for r in desk.year.rows(desk.year.month("2026-11")) if r.source == "expense")
        assert (row.amount, row.kind, row.method, row.business_percent) == (
            6400,
            "laundry",
            "card",
            60,
        )
        assert desk.ledger.receipts_folder()[1] == 1


async def test_a_drive_and_unpaid_work(desk):
    async with opened(desk) as pilot:
        await filled(pilot, "ledger:trip", "12.4", "home visit", "studio", "Elm Street")
        await filled(pilot, "ledger:work", "45", "laundry", "two loads")
        [work] = desk.ledger.work_times(5)
        assert (work.minutes, work.kind, work.note) == (45, "laundry", "two loads")
        trip = next(r for r in desk.year.rows(desk.year.month("2026-11")) if r.source == "trip")
        assert (trip.distance, trip.from_place, trip.to_place) == (124, "studio", "Elm Street")


async def test_the_timer_is_started_and_stopped_by_one_command(desk):
    async with opened(desk) as pilot:
        await filled(pilot, "ledger:timer", "admin")
        assert desk.ledger.timer.running().kind == "admin"
        await filled(pilot, "ledger:timer", "30")
        assert desk.ledger.timer.running() is None
        assert [work.minutes for work in desk.ledger.work_times(5)] == [30]


async def test_a_tip_that_was_forgotten_is_added_and_taken_away(desk):
    async with opened(desk) as pilot:
        pilot.app.action_open("ledger.tips:tips")
        await pilot.pause()
        before = screen(pilot)
        assert "tips, Nov 2026" in before
        await pilot.press("enter")
        await typed(pilot, "20", "enter")
        chosen = pilot.app.screen.rows.chosen
        assert desk.sessions.visit(chosen).tip_minor == 2000
        await pilot.press("enter", "ctrl+a", "delete", "enter")
        await pilot.pause()
        assert not desk.sessions.visit(chosen).tip_minor


async def test_months_do_not_go_beyond_today(desk):
    async with opened(desk) as pilot:
        pilot.app.action_open("ledger.tips:tips")
        await pilot.pause()
        await pilot.press("]")
        await pilot.pause()
        assert "tips, Nov 2026" in screen(pilot)
        await pilot.press("[", "[", "t")
        await pilot.pause()
        assert "tips, Nov 2026" in screen(pilot)


@pytest.mark.parametrize("source", ["payment", "expense", "trip"])
async def test_a_row_of_money_is_changed_and_taken_away(practice, source):
    desk = practice
    desk.ledger.trip("12mi home visit")
    async with opened(desk) as pilot:
        pilot.app.action_open("ledger.rows:rows")
        await pilot.pause()
        listing = pilot.app.screen
        key, row = next((k, r) for k, r in listing._found.items() if r.source == source)
        listing.rows.move_to(key)
        await pilot.pause()
        await pilot.press("enter")
        await typed(pilot, "33", "ctrl+s")
        rows = {r.id: r for r in desk.year.rows(desk.year.month("2026-11")) if r.source == source}
        changed = rows[row.id]
        assert (changed.distance if source == "trip" else abs(changed.amount)) in {330, 3300}
        await pilot.press("d", "enter")
        await pilot.pause()
        left = {r.id for r in desk.year.rows(desk.year.month("2026-11")) if r.source == source}
        assert row.id not in left
        await pilot.press("ctrl+z")
        await pilot.pause()
        back = {r.id for r in desk.year.rows(desk.year.month("2026-11")) if r.source == source}
        assert row.id in back


async def test_what_is_refused_stays_in_the_form(desk):
    async with opened(desk) as pilot:
        before = desk.history.latest(1)
        await filled(pilot, "ledger:pay", "josé", "a lot")
        assert "amount" in screen(pilot)
        assert "a lot" in screen(pilot)
        assert desk.history.latest(1) == before
