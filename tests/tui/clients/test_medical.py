"""Referrals, what was measured, the progress report and the outcomes: from the Clients area."""

from __future__ import annotations

import pytest
from areas import said, screen, shown

from mtdesk.tui.clients.medical import Outcomes


@pytest.fixture
def ana(nothing):
    """Ana with two medical visits and a referral of four."""
    desk = nothing
    for day in ("10", "17"):
        desk.sessions.log(f"ana medical massage 60m 90 card p6-3 2026-11-{day}", confirmed=True)
    desk.medical.referrals.refer("ana", {"by": "Dr. Kim", "on": "2026-11-01", "visits": "4"})
    return desk


async def fill(pilot, **answers):
    for key, text in answers.items():
        pilot.app.screen.query_one(f"#ask-{key}").value = text
    await pilot.press("ctrl+s")
    await pilot.pause()


async def test_the_page_says_how_far_the_referral_reaches(ana):
    ana.medical.functions.note("ana sitting 20 min", on="2026-11-10")
    ana.medical.functions.note("ana sitting 60 min")
    async with shown(ana, "Clients") as pilot:
        first = said(pilot, "#client-first")
        assert "referral Dr. Kim, 2026-11-01" in first
        assert "authorised 2 of 4 used" in first
        assert "● watch 2 visits left of 4 authorised" in first
        assert "can do sitting: 20 min → 60 min (+40 min)" in said(pilot, "#client-rest")


async def test_it_writes_down_edits_and_ends_referrals(ana):
    async with shown(ana, "Clients") as pilot:
        await pilot.app.area.run_action("referrals")
        await pilot.pause()
        assert "2 of 4 used" in screen(pilot)
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, by="Dr. Lee", visits="0")
        assert "visits: 0 is outside 1 to 999" in screen(pilot)
        await fill(pilot, by="Dr. Lee", visits="8", on="2026-11-15", letter_until="2026-11-30")
        assert "1 of 8 used" in screen(pilot)
        await pilot.press("home", "e")
        await pilot.pause()
        await fill(pilot, visits="9", frequency="weekly")
        assert "letter until 2026-11-30, weekly" in screen(pilot)
        uses = ana.medical.referrals.of_client(1)
        assert [use.referral.visits_authorised for use in uses] == [9, 4]
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert [use.is_running for use in ana.medical.referrals.of_client(1)] == [False, True]
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert [use.is_running for use in ana.medical.referrals.of_client(1)] == [True, True]


async def test_it_notes_down_what_was_measured(ana):
    async with shown(ana, "Clients") as pilot:
        await pilot.app.area.run_action("function")
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, line="shoulder 45")
        assert "write one of range of motion" in " ".join(screen(pilot).split())
        await fill(pilot, line="rom neck [left] 45 deg", note="[/x]", on="2026-11-10")
        assert "range of motion, neck [left]" in screen(pilot)
        assert "45 deg, [/x]" in screen(pilot)
        assert "noted once so far" in screen(pilot)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, value="50")
        (note,) = ana.medical.functions.of_client(1)
        assert (note.value, note.note) == (50, "[/x]")
        await pilot.press("d")
        await pilot.pause()
        assert ana.medical.functions.of_client(1) == []
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert len(ana.medical.functions.of_client(1)) == 1


async def test_x_writes_the_report_after_saying_what_it_lacks(ana, tmp_path):
    target = tmp_path / "ana.md"
    async with shown(ana, "Clients") as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert "for Dr. Kim only" in " ".join(screen(pilot).split())
        await fill(pilot, path=str(tmp_path / "ana.doc"))
        assert "neither .pdf nor .md" in screen(pilot)
        await fill(pilot, path=str(target), expected="six weeks", start="yesterday")
        assert "from: “yesterday” is not a date" in screen(pilot)
        await fill(pilot, start="")
        assert "it lacks your name" in " ".join(screen(pilot).split())
        assert not target.exists()
        await pilot.press("enter")
        await pilot.pause()
        assert "expected length:** six weeks" in target.read_text("utf-8")
        assert len(ana.medical.referrals.reports(1)) == 1


async def test_hidden_names_stay_hidden(ana):
    ana.medical.referrals.edit_referral(
        1, {"for": "neck", "condition": "as said", "note": "call Ana"}
    )
    ana.medical.functions.note("ana sitting 20 min", "with Ana's sister")
    async with shown(ana, "Clients") as pilot:
        await pilot.press("ctrl+n")
        await pilot.pause()
        for action in ("referrals", "function", "progress"):
            await pilot.app.area.run_action(action)
            await pilot.pause()
            assert len(pilot.app.screen_stack) == 1
            for word in ("Dr. Kim", "Ana", "ana ", "as said", "for neck"):
                assert word not in screen(pilot), word
        assert {note.message.partition(";")[0] for note in pilot.app._notifications} == {
            "names are hidden"
        }
        assert "authorised 2 of 4 used" in said(pilot, "#client-first")
        assert "can do sitting: 20 min, (hidden)" in said(pilot, "#client-rest")


async def test_the_page_opens_medical_against_wellness(ana):
    async with shown(ana, "Clients", size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "5")
        await pilot.pause()
        assert "income an hour" in screen(pilot)
        assert "2026, so far" in screen(pilot)
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "No session in it." in screen(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Outcomes)


async def test_without_a_client_the_keys_do_nothing(nothing):
    async with shown(nothing, "Clients") as pilot:
        await pilot.press("x", "enter", "e")
        await pilot.pause()
        assert "No client yet" in screen(pilot)
