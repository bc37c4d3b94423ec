"""What needs her: whole sentences where they fit."""

from __future__ import annotations

from alone import Alone
from dashboard import shown

from mtdesk.model.reminder import Reminder
from mtdesk.tui.today.needs import Needs


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
        assert shown(pilot).splitlines()[0].rstrip().endswith("7")
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
