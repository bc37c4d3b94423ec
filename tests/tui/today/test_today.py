"""Today: the bar, the day's sessions, what is dialogued about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dashboard import opened, shown, typed
from textual.widgets import Input

from mtdesk.errors import EntryError, InvalidError, RefusedError
from mtdesk.tui.body.check_in import CheckInScreen
from mtdesk.tui.parts.dialogs import Confirm
from mtdesk.tui.today import lines
from mtdesk.tui.today.day_sessions import DaySessions
from mtdesk.tui.today.entry_bar import EntryBar
from mtdesk.tui.today.form import SessionForm
from mtdesk.tui.today.needs import Needs


def today(desk):
    return desk.sessions.of_day(desk.today)


# -- the bar


async def test_reads_at_each_key(desk):
    async with opened(desk) as pilot:
        await pilot.press(*"marta")
        await pilot.pause()
        assert "how long was it?" in shown(pilot)
        await pilot.press("space", *"30m")
        await pilot.pause()
        assert "Marta Nowak · 30 min" in shown(pilot)


async def test_reads_while_typing_and_saves_with_enter(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta deep 90m 140+20 card e6 p7-3")
        screen = shown(pilot)
        assert "Marta Nowak · Deep tissue" in screen
        assert "$140.00 + $20.00 tip" in screen
        assert "Monday becomes 3 h 15 hands-on" in screen
        assert len(today(desk)) == 2
        await typed(pilot, "", "enter")
        screen = shown(pilot)
        assert "✓ Marta Nowak" in screen
        assert "ctrl+z takes it back" in screen
        assert "today · 3 h 15 hands-on of 4 h" in screen
        assert [session.minutes for session in today(desk)] == [60, 45, 90]
        assert pilot.app.focused.value == ""


async def test_says_when_the_day_goes_past_the_limit(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta 180m 12:00")
        assert "● Monday becomes 4 h 45 hands-on, past your 4 h" in shown(pilot)
        await typed(pilot, "", "enter")
        assert "4 h 45 hands-on, 45 min past your 4 h" in shown(pilot)


async def test_says_what_overlaps(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta 60m 10:30")
        assert "overlaps José Núñez at 10:05" in shown(pilot)


async def test_marks_the_wrong_word_and_saves_nothing(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta 60z card", "enter")
        bar = pilot.app.query_one(EntryBar)
        assert bar.line.wrong.span == (6, 9)
        assert "✗ 60z" in shown(pilot)
        assert len(today(desk)) == 2
        await typed(pilot, "", "ctrl+u")
        assert bar.line.wrong.span == (0, 0)


async def test_what_the_desk_refuses_is_said_and_the_line_stays(desk, monkeypatch):
    def refuse(*_, **__):
        raise RefusedError("practice.db is being written by another program; try again in a moment")

    async with opened(desk) as pilot:
        monkeypatch.setattr(desk.sessions, "log", refuse)
        await typed(pilot, "marta 60m", "enter")
        assert "✗ practice.db is being written by another program" in shown(pilot)
        assert pilot.app.focused.value == "marta 60m"


async def test_a_new_client_is_asked_about(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "newby swedish 60m 90 card", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await typed(pilot, "", "escape")
        assert len(today(desk)) == 2
        assert pilot.app.focused.value == "newby swedish 60m 90 card"
        await typed(pilot, "", "enter", "enter")
        assert today(desk)[-1].client == "newby"
        assert "✓ newby" in shown(pilot)


async def test_recalls_the_lines_of_this_sitting(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta 30m 40", "enter")
        await typed(pilot, "spend 4.50 tape", "enter")
        line = pilot.app.focused
        await pilot.press("up")
        assert line.value == "spend 4.50 tape"
        await pilot.press("up", "up")
        assert line.value == "marta 30m 40"
        await pilot.press("down", "down")
        assert line.value == ""


async def test_tab_completes_and_goes_round(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "mar", "tab")
        first = pilot.app.focused.value
        assert first.startswith("Marta Nowak")
        await typed(pilot, "60m tri", "tab")
        assert "Trigger point" in pilot.app.focused.value
        await typed(pilot, "", "ctrl+u")
        await typed(pilot, "ca", "tab")
        choices = [pilot.app.focused.value]
        for _ in range(5):
            await typed(pilot, "", "tab")
            choices.append(pilot.app.focused.value)
        assert {"card ", "cash "} <= set(choices)
        assert "▸" in shown(pilot)


async def test_tab_on_an_empty_line_moves_the_focus_on(desk):
    async with opened(desk) as pilot:
        await pilot.press("tab")
        assert not isinstance(pilot.app.focused, Input)


@pytest.mark.parametrize(
    ("line", "reading", "written"),
    [
        ("spend 42.50 oil supplies", "spent $42.50 · oil · supplies", "$42.50 oil"),
        ("trip 12mi home visit", "trip of 12 mi · home visit", ""),
        ("time 30 laundry", "30 min laundry · unpaid", ""),
        ("checkin body 6 mind 4", "check-in · body 6 · mind 4", "body 6 · mind 4"),
        ("body 6 mind 4 thumb-r 5", "check-in · body 6 · mind 4 · thumb-r 5", "thumb-r 5"),
    ],
)
async def test_other_lines_are_understood_in_the_bar(desk, line, reading, written):
    async with opened(desk) as pilot:
        await typed(pilot, line)
        assert reading in shown(pilot)
        await typed(pilot, "", "enter")
        assert f"✓ {reading.split(' · ', maxsplit=1)[0]}" in shown(pilot)
        assert written in shown(pilot)
        assert len(today(desk)) == 2
        await typed(pilot, "", "ctrl+z")
        assert "undone" in shown(pilot)


def test_words_of_other_lines_are_marked_where_they_stand(desk):
    with pytest.raises(EntryError) as caught:
        lines.read(desk, "  spend 42.505 oil")
    assert "  spend 42.505 oil"[caught.value.start : caught.value.end] == "42.505"


@pytest.mark.parametrize(
    "line", ["time", "time laundry 30", "time 30 sleeping", "spend", "trip far"]
)
def test_other_lines_that_say_too_little_are_refused(desk, line):
    with pytest.raises(InvalidError):
        lines.read(desk, line)
    with pytest.raises(InvalidError):
        lines.save(desk, line)


def test_a_client_named_like_a_command_goes_in_quotation_marks(desk):
    assert lines.read(desk, '"Trip" 60m 50').words.startswith("Trip · 60 min")


async def test_text_people_type_is_never_markup(desk):
    desk.sessions.log(
        '"[/x] [left] Jo" 30m 40 2:00pm -- [bold]neck[/] [@click=app.quit]', confirmed=True
    )
    async with opened(desk, (180, 30)) as pilot:
        assert "[/x] [left] Jo" in shown(pilot)
        assert "[bold]neck[/]" in shown(pilot)
        await typed(pilot, '"[/x] [left] Jo" 60m -- [/no]')
        assert "“[/no]”" in shown(pilot)
        await typed(pilot, "", "enter", "ctrl+z")
        assert "undone: [/x] [left] Jo" in shown(pilot)


async def test_wide_characters_keep_the_columns(desk):
    desk.sessions.log('"田中さくら" swedish 30m 40 2:00pm', confirmed=True)
    async with opened(desk) as pilot:
        rows = [line for line in shown(pilot).splitlines() if "$" in line and ":" in line]
        wide = next(row for row in rows if "田中さくら" in row)
        plain = next(row for row in rows if "Marta" in row)
        assert wide.index("  30  ") + len("田中さくら") == plain.index("  60  ")


# -- the day


async def test_the_day_shows_gaps_estimates_pain_and_what_is_owed(desk):
    async with opened(desk) as pilot:
        screen = shown(pilot)
        assert "5 min between" in screen
        assert "~" in screen
        assert "6→4" in screen
        assert "$85 + $17" in screen
        assert "today · 1 h 45 hands-on of 4 h" in screen


async def test_needs_you_names_unpaid_sessions_and_the_check_in(empty_desk):
    empty_desk.practice.menu.edit("Swedish", {"price": "80"})
    empty_desk.sessions.log('"Ana Pérez" swedish 60m 9:00', confirmed=True)
    async with opened(empty_desk) as pilot:
        screen = shown(pilot)
        assert "owes $80" in screen
        assert "○ note   1 session not paid in full" in screen
        assert "check-in, ten seconds" in screen
        await pilot.press("escape", "c")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CheckInScreen)
        await pilot.press("6", "4", "enter")
        await pilot.pause()
        screen = shown(pilot)
        assert "ten seconds" not in screen
        assert "body 6" in screen
        assert "mind 4" in screen


async def test_an_empty_practice_says_what_to_do_first(open_desk):
    async with opened(open_desk(), (80, 24)) as pilot:
        assert "Type your first session above" in shown(pilot)
        await typed(pilot, "ana swedish 60m 90+15 card", "enter", "enter")
        screen = shown(pilot)
        assert "Type your first session" not in screen
        assert "✓ ana · Swedish" in screen


async def test_other_days_can_be_looked_at(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "left_square_bracket")
        await pilot.pause()
        assert "yesterday · 0 min hands-on" in shown(pilot)
        assert "no sessions on this day" in shown(pilot)
        await pilot.press("left")
        await pilot.pause()
        assert "Sat 21 Nov · 45 min hands-on" in shown(pilot)
        assert "week of Mon 16 Nov" in shown(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "today · 1 h 45" in shown(pilot)


# -- changing


async def test_edits_a_session_in_the_form(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "e")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, SessionForm)
        assert form.query_one("#field-client", Input).value == "Marta Nowak"
        minutes = form.query_one("#field-minutes", Input)
        minutes.focus()
        minutes.value = "9000"
        await typed(pilot, "", "enter")
        assert pilot.app.screen is form
        assert "9000 is outside 1 to 720" in shown(pilot)
        minutes.value = "75"
        await typed(pilot, "", "enter")
        assert today(desk)[0].minutes == 75
        assert "✓ Marta Nowak" in shown(pilot)
        await typed(pilot, "", "ctrl+z")
        assert today(desk)[0].minutes == 60


async def test_a_form_left_alone_changes_nothing(desk):
    async with opened(desk) as pilot:
        before = desk.history.latest(1)
        await typed(pilot, "", "escape", "enter", "enter")
        assert not isinstance(pilot.app.screen, SessionForm)
        assert desk.history.latest(1) == before


async def test_the_form_takes_what_the_line_says_and_asks_about_a_new_client(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "newby deep 60m 90 yesterday", "f2")
        form = pilot.app.screen
        assert form.query_one("#field-service", Input).value == "Deep tissue"
        assert form.query_one("#field-on", Input).value == "2026-11-22"
        form.query_one("#field-tip", Input).value = "12"
        await typed(pilot, "", "ctrl+s")
        assert isinstance(pilot.app.screen, Confirm)
        await typed(pilot, "", "y")
        await pilot.pause()
        logged = desk.sessions.between(client="newby")
        assert [session.local_date for session in logged] == ["2026-11-22"]
        assert (
            sum(payment.amount_minor for payment in desk.sessions.visit(logged[0].id).payments)
            == 10200
        )
        assert pilot.app.query_one(EntryBar).line.value == ""


async def test_removes_a_session_when_asked_twice(desk):
    async with opened(desk) as pilot:
        await typed(pilot, "", "escape", "d")
        assert isinstance(pilot.app.screen, Confirm)
        await typed(pilot, "", "n")
        assert len(today(desk)) == 2
        await typed(pilot, "", "d", "enter")
        assert [session.client for session in today(desk)] == ["José Núñez"]
        assert "removed Marta Nowak" in shown(pilot)
        await typed(pilot, "", "ctrl+z")
        assert len(today(desk)) == 2


async def test_a_click_edits(desk):
    async with opened(desk) as pilot:
        await pilot.click(DaySessions, offset=(10, 1))
        await pilot.pause()
        assert isinstance(pilot.app.screen, SessionForm)


async def test_a_file_written_by_another_program_meanwhile_keeps_the_line(desk, open_desk):
    async with opened(desk) as pilot:
        await typed(pilot, "marta 60")
        open_desk().ledger.spend("5 tape")
        pilot.app._look()
        await pilot.pause()
        assert pilot.app.focused.value == "marta 60"


async def test_a_payment_is_written_in_the_bar(empty_desk):
    empty_desk.practice.menu.edit("Swedish", {"price": "80"})
    empty_desk.sessions.log('"Ana Pérez" swedish 60m 9:00', confirmed=True)
    async with opened(empty_desk) as pilot:
        await typed(pilot, "pay ana 80 check")
        assert "$80.00 from Ana Pérez · check · $80.00 outstanding" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert not empty_desk.ledger.outstanding()
        await typed(pilot, "pay ana", "enter")
        assert "write the client, the amount, and how" in shown(pilot)


# -- bookings


async def test_the_bar_says_what_a_booking_makes_of_its_day(desk):
    desk.sessions.log("marta 180m booked thu 9:00")
    async with opened(desk) as pilot:
        await typed(pilot, "marta 150m booked thu 13:00")
        assert "● Thursday becomes 5 h 30 as booked, past your 4 h" in shown(pilot)
        await typed(pilot, "", "enter", "escape", *["right_square_bracket"] * 3)
        screen = shown(pilot)
        assert "─ Thu 26 Nov ─" in screen
        assert "0 min hands-on of 4 h; 5 h 30 as booked, 1 h 30 past" in screen
        assert "○ note   As booked, Thu 26 Nov is" in screen


async def test_a_booking_is_settled_from_its_row(desk, clock):
    clock[0] -= timedelta(hours=3)
    booked = desk.sessions.log("marta swedish 60m 85 booked 17:00")
    clock[0] += timedelta(hours=3)
    async with opened(desk) as pilot:
        assert "today · 1 h 45 hands-on of 4 h; 2 h 45 as booked" in shown(pilot)
        assert "enter done" in shown(pilot)
        await pilot.press("escape", "end", "enter")
        await pilot.pause()
        assert pilot.app.focused.value == f"done {booked.id} "
        assert "$85.00 · $85.00 owed" in shown(pilot)
        await typed(pilot, "card +20 16:40 e4", "enter")
        assert "✓ Marta Nowak" in shown(pilot)
        assert "today · 2 h 45 hands-on of 4 h" in shown(pilot)
        settled = desk.sessions.get(booked.id)
        assert (settled.status, settled.effort, settled.started_at[11:16]) == ("done", 4, "16:40")
        await typed(pilot, "", "ctrl+z")
        assert desk.sessions.get(booked.id).status == "booked"


async def test_a_booking_ahead_opens_the_form_and_e_always_does(desk):
    desk.sessions.log("marta swedish 60m booked tomorrow 17:00")
    async with opened(desk) as pilot:
        await pilot.press("escape", "right_square_bracket", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SessionForm)
        assert pilot.app.screen.query_one("#field-status", Input).value == "booked"
        await pilot.press("escape", "e")
        await pilot.pause()
        assert isinstance(pilot.app.screen, SessionForm)


async def test_words_of_a_settled_booking_are_marked_where_they_stand(desk, clock):
    booked = desk.sessions.log("marta swedish 60m booked tomorrow 9:00")
    clock[0] += timedelta(days=2)
    text = f" done {booked.id} 85 josé"
    with pytest.raises(EntryError) as caught:
        lines.read(desk, text)
    assert text[caught.value.start : caught.value.end] == "josé"
    assert lines.read(desk, "done marta 30m 40").words.startswith("Marta Nowak · 30 min")


async def test_needs_go_where_they_are_dealt_with(desk, clock):
    booked = desk.sessions.log("marta swedish 60m booked tomorrow 9:00")
    desk.incidents.add({"kind": "threat", "severity": "4", "client": "José Núñez"})
    clock[0] += timedelta(days=2)
    async with opened(desk) as pilot:
        screen = shown(pilot)
        rows = [line.split("│")[-2].split() for line in screen.splitlines() if "│" in line]
        act = next(row for row in rows if row[:2] == ["▲", "act"])
        assert (act[2:5], act[-1]) == (["José", "Núñez:", "threat,"], "›6")
        watch = next(row for row in rows if row[:2] == ["●", "watch"])
        assert (watch[2:5], watch[-1]) == (["Marta", "Nowak,", "booked"], "›1")
        await pilot.press("escape", "tab", "enter")
        await pilot.pause()
        assert pilot.app.area.title == "Incidents"
        lines_shown = [each.text for each in pilot.app.query_one(Needs)._found]
        place = next(i for i, text in enumerate(lines_shown) if text.startswith("Marta Nowak"))
        await pilot.press("1", "escape", "tab", *["down"] * place, "enter")
        await pilot.pause()
        assert "yesterday · 0 min hands-on of 4 h; 1 h as booked" in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.focused.value == f"done {booked.id} "


@pytest.mark.parametrize(
    ("limit", "words", "title"),
    [("110", "As booked, Thu 3 Dec", "Week"), ("60", "1 of the last 28", "Findings")],
)
async def test_needs_open_the_week_that_is_too_full_and_the_finding(desk, limit, words, title):
    desk.practice.set("hands_on_minutes_a_day", limit)
    desk.sessions.log("marta swedish 120m booked 2026-12-03 9:00")
    async with opened(desk) as pilot:
        await pilot.press("escape", "tab")
        needs = pilot.app.query_one(Needs)
        assert needs._found[0].text in " ".join(shown(pilot).split())
        found = [each.text for each in needs._found]
        needs.highlighted = next(at for at, text in enumerate(found) if text.startswith(words))
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.area.title == title
        if title == "Week":
            assert "Week 2026-11-30 to 2026-12-06, still to come" in shown(pilot)


async def test_the_last_of_the_needs_opens_the_check_in_of_today(desk):
    async with opened(desk) as pilot:
        await pilot.press("escape", "left_square_bracket")
        await pilot.pause()
        needs = pilot.app.query_one(Needs)
        needs.focus()
        needs.highlighted = len(needs._found) - 1
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CheckInScreen)


async def test_where_there_is_much_room_it_is_used(desk):
    desk.sessions.log("marta swedish 60m booked tomorrow 9:00")
    beside = ("booked next", "exhaustion, 12 weeks")
    async with opened(desk, (200, 60)) as pilot:
        screen = shown(pilot)
        assert "booked next" in screen
        assert "tomorrow  09:00  Marta Nowak" in screen
        assert "exhaustion, 12 weeks" in screen
        await pilot.press("escape", "h")
        await pilot.pause()
        assert "Marta Nowak" not in shown(pilot)
        for size in ((200, 40), (120, 60), (80, 24)):  # the day comes first
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert not [each for each in beside if each in shown(pilot)], size
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert "booked next" in shown(pilot)
