"""Findings: each a block with its evidence; acknowledged, explained, and their rules changed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from areas import screen, shown, until, words
from textual.widgets import Input

from mtdesk.say.pictures import evidence
from mtdesk.tui.findings import NO_RULE, Acknowledge, Block, Off
from mtdesk.tui.findings.stories import StoryBlock
from mtdesk.tui.findings.why import Explain, Why, WhyStory
from mtdesk.tui.parts.chart import Chart


@pytest.fixture
def long_days(practice):
    """Three days over 4 h in the last week, which make one finding."""
    for day in ("16", "17", "18"):
        practice.sessions.log(f"ana swedish 150m 80 e3 2026-11-{day} 15:00")
    practice.practice.set("disabled_rules", "short_gaps heavy_run")
    return practice


async def test_block_with_evidence_advice_and_rule_the_source_behind_why(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.pause()
        seen = screen(pilot)
        assert "● watch, as of 2026-11-23; since last week: 0 new, 1 still there, 0 gone" in seen
        assert "● watch" in seen
        assert "3 of the last 28 days were over your" in seen
        assert "Hands-on by day (h)" in seen
        assert "hands_on_day, since 2026-11-16" in seen
        assert "Jang 2006" not in seen
        assert "short_gaps; e switches it on" in seen


async def test_explain_shows_rule_numbers_thresholds_and_how_to_change_them(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("down", "i")
        assert isinstance(pilot.app.screen, Why)
        assert re.search(
            r"the days\nMon 16 Nov: 4 h 30, .*, ana Swedish 150\n", words(pilot, "Why Hanging")
        )
        await pilot.press("i")
        assert isinstance(pilot.app.screen, Explain)
        told = words(pilot, "Explain Hanging")
        explanation = long_days.findings.explain("hands_on_day")
        for line in (
            explanation.about, explanation.formula, *explanation.numbers, explanation.source,
            explanation.caveats, *explanation.commands,
        ):  # fmt: skip
            assert line in told
        assert "hands_on_watch" in told
        await pilot.press("escape")


@pytest.mark.parametrize(("keys", "new_usual"), [(["enter"], False), (["down", "enter"], True)])
async def test_acknowledge_hides_it_or_makes_it_the_usual(long_days, keys, new_usual):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("k")
        assert isinstance(pilot.app.screen, Acknowledge)
        assert "hide it for 4 weeks" in screen(pilot)
        pilot.app.screen.query_one(Input).value = "holiday cover"
        await pilot.press(*keys)
        await pilot.pause()
        assert "counts again from" in screen(pilot)
        assert "✓ clear, as of 2026-11-23" in screen(pilot)
        assert not pilot.app.query("Block Chart")
    (finding,) = long_days.findings.risk().findings
    assert finding.acknowledged
    row = long_days.book.conn.execute("SELECT * FROM acknowledgement").fetchone()
    assert (row["note"], bool(row["new_usual"])) == ("holiday cover", new_usual)


@pytest.mark.parametrize("keys", [["escape"], ["end", "enter"]])
async def test_cancelled_it_stays(long_days, keys):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("k", *keys)
        await pilot.pause()
        assert pilot.app.query_one(StoryBlock).has_focus
    assert not long_days.findings.risk().findings[0].acknowledged


async def test_note_and_enter_take_the_choice_that_stands(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("k", "down", "tab", *"ok", "enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, Acknowledge)
    row = long_days.book.conn.execute("SELECT * FROM acknowledgement").fetchone()
    assert (row["note"], row["new_usual"]) == ("ok", 1)


async def test_settings_change_a_threshold_and_refuse_what_is_wrong(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("e")
        pilot.app.screen.query_one("#ask-hands_on_act", Input).value = "0"
        await pilot.press("ctrl+s")
        assert "hands_on_act" in words(pilot, "Ask .trouble")
        pilot.app.screen.query_one("#ask-hands_on_act", Input).value = "3"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "▲ act" in screen(pilot)
    assert long_days.settings.get("hands_on_act") == "3"


async def test_a_rule_is_switched_off_and_on_again(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.press("e")
        pilot.app.screen.query_one("#ask-rule", Input).value = "perhaps"
        await pilot.press("ctrl+s")
        assert "neither on nor off" in words(pilot, "Ask .trouble")
        pilot.app.screen.query_one("#ask-rule", Input).value = "off"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not pilot.app.query(Block)
        off = next(each for each in pilot.app.query(Off) if each.rule == "hands_on_day")
        off.focus()
        await pilot.press("e")
        pilot.app.screen.query_one("#ask-rule", Input).value = "on"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.query(Block)


async def test_what_is_gone_since_last_week_is_said(long_days, clock):
    clock[0] += timedelta(days=24)
    async with shown(long_days, "Findings") as pilot:
        assert "since last week: 0 new, 0 still there, 1 gone" in screen(pilot)
        assert "gone        3 of the last 28 days" in screen(pilot)


async def test_what_is_new_says_so(practice):
    practice.incidents.add({"kind": "threat", "severity": "4"})
    async with shown(practice, "Findings") as pilot:
        assert "since last week: 1 new" in screen(pilot)
        assert "incident (1), since 2026-11-23" in screen(pilot)


async def test_arrows_go_from_one_to_the_next_and_keys_mean_that_one(long_days):
    long_days.incidents.add({"kind": "threat", "severity": "4"})
    async with shown(long_days, "Findings") as pilot:
        assert pilot.app.focused.rule == "safety"
        for rule in ("strain", "incident", "hands_on_day"):
            await pilot.press("down")
            assert pilot.app.focused.rule == rule
        await pilot.press("i")
        assert str(pilot.app.screen.query_one(".dialog").border_title) == "why · hands_on_day"
        await pilot.press("escape", "up")
        assert pilot.app.focused.rule == "incident"


async def test_keys_work_in_findings_made_anew_while_another_area_was_shown(long_days):
    async with shown(long_days, "Findings") as pilot:
        await pilot.app.action_area("Today")
        long_days.incidents.add({"kind": "threat", "severity": "4"})
        pilot.app.refresh_areas()
        await pilot.app.action_area("Findings")
        await pilot.pause()
        assert pilot.app.focused.rule == "safety"
        await pilot.press("i")
        assert str(pilot.app.screen.query_one(".dialog").border_title) == "why · safety"


async def test_shown_anew_it_does_not_double(practice):
    practice.incidents.add({"kind": "threat", "severity": "4"})
    async with shown(practice, "Findings") as pilot:
        pilot.app.refresh_areas()
        pilot.app.refresh_areas()
        await pilot.pause()
        assert len([block for block in pilot.app.query(Block) if block.rule == "incident"]) == 1


async def test_nothing_to_say(practice):
    async with shown(practice, "Findings") as pilot:
        assert "✓ clear" in screen(pilot)
        await pilot.press("k", "i", "e", "down")


async def test_a_site_that_stays_sore_is_drawn(practice):
    for day in (20, 21, 22):
        practice.wellbeing.check_in("thumb-r 6", on=f"2026-11-{day}")
    found = [each for each in practice.findings.risk().findings if each.rule == "sore_site"]
    series = evidence(practice, found[0], practice.today)
    assert series.lines[0].values == (6.0, 6.0, 6.0, 5.0)
    async with shown(practice, "Findings") as pilot:
        await until(pilot, lambda: pilot.app.query("Block Chart").first(Chart).series == series)
        shown_now = pilot.app.query_one("#findings-list").children
        assert isinstance(shown_now[1], StoryBlock)
        assert isinstance(shown_now[3], Block)


async def test_a_story_tells_what_made_it_and_each_of_its_signs(long_days):
    async with shown(long_days, "Findings") as pilot:
        seen = screen(pilot)
        assert seen.index("3 of the last 28 days") < seen.index("what stands behind it")
        assert "nothing to say" in seen
        await pilot.press("i")
        assert isinstance(pilot.app.screen, WhyStory)
        told = words(pilot, "WhyStory Hanging")
        assert re.search(r"the days\nMon 16 Nov: 4 h 30, .*, ana Swedish 150\n", told)
        assert "its signs\n● 3 of the last 28 days" in told
        await pilot.press("escape", "k", "enter")
        await pilot.pause()
        assert "(acknowledged)" in screen(pilot)
    assert long_days.findings.risk().level == "clear"


async def test_names_in_a_story_are_hidden_with_all_others(practice):
    practice.clients.standing.agree(practice.clients.one("ana").id, "block")
    practice.sessions.log("ana swedish 60m 80 booked thu 10:00", confirmed=True)
    async with shown(practice, "Findings") as pilot:
        assert "ana is booked Thu 26 Nov" in screen(pilot)
        await pilot.press("i")
        assert "ana is booked Thu 26 Nov" in screen(pilot)
        await pilot.press("escape", "ctrl+n")
        await pilot.pause()
        assert "is booked Thu 26 Nov" in screen(pilot)
        assert "ana is" not in screen(pilot)
        await pilot.press("i")
        assert "ana is" not in screen(pilot)


async def test_a_story_of_errands_alone_has_no_rule(practice):
    practice.ledger.recurring.add("650", "Maple Street", category="rent_room", day="23")
    async with shown(practice, "Findings") as pilot:
        assert pilot.app.focused.rule == "money"
        await pilot.press("k")
        await pilot.press("e")
        assert not isinstance(pilot.app.screen, Acknowledge)
        await pilot.pause()
        assert [each.message for each in pilot.app._notifications] == [NO_RULE] * 2
