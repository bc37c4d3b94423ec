"""What needs her: whole sentences where they fit."""

from __future__ import annotations

import areas
from alone import Alone
from areas import screen
from dashboard import shown

from mtdesk.model.reminder import Reminder
from mtdesk.tui.today.needs import Needs, Several


async def test_sentences_are_whole_where_they_fit_and_none_is_lost_where_they_do_not():
    words = "your load of the last seven days is well above your previous three weeks"
    needs = Needs()
    needs.styles.height = "100%"
    needs.styles.border = ("none", "red")
    act = Reminder(level="act", text=words, area="Findings")
    note = Reminder(level="note", text=words)
    async with Alone(needs).run_test(size=(40, 12)) as pilot:
        needs.show([act, note], {"Findings": 7})
        await pilot.pause()
        assert " ".join(shown(pilot).split()).count("three weeks") == 2
        assert shown(pilot).splitlines()[0].rstrip().endswith(" ›7")  # `client 9 ›5` is no 95
        await pilot.resize_terminal(40, 2)
        await pilot.pause()
        lines = shown(pilot).splitlines()
        assert ["…" in line for line in lines[:2]] == [True, True]
        assert lines[0].strip(" ▌").startswith("▲ act")
        needs.show([act] * 4 + [note], {})
        needs.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "○ note" in shown(pilot)  # further down than the height reaches


async def test_where_there_is_no_room_it_is_said_in_fewer_words():
    words = "your load of the last seven days is well above your previous three weeks"
    act = Reminder(level="act", text=words, short="load above your usual", area="Findings")
    needs = Needs()
    needs.styles.border = ("none", "red")
    needs.styles.height = "100%"
    async with Alone(needs).run_test(size=(40, 6)) as pilot:
        needs.show([act, act], {})
        await pilot.pause()
        assert "previous" in shown(pilot)
        await pilot.resize_terminal(40, 2)
        await pilot.pause()
        assert shown(pilot).count("load above your usual") == 2
        assert "…" not in shown(pilot)


async def test_of_several_in_one_line_one_is_chosen(practice):
    practice.ledger.recurring.add("650", "Maple Street", category="rent_room", day="23")
    practice.credits.sell("ana", "400", on="2026-11-20", expires="2026-12-01")
    async with areas.shown(practice, "Today") as pilot:
        needs = pilot.app.query_one(Needs)
        (line,) = [each for each in practice.week.stories.lines() if each.parts]
        assert len(line.parts) == 2
        needs.focus()
        needs.highlighted = practice.week.stories.lines().index(line)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Several)
        await areas.until(pilot, lambda: "fell due today" in screen(pilot))
        whole = set(screen(pilot).split())
        assert all(set(each.text.split()) <= whole for each in line.parts)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, Several)
        await pilot.press("enter", "end", "enter")
        await pilot.pause()
        assert pilot.app.area.title == line.parts[-1].area == "Money"
