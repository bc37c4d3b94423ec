"""The areas after Today: what all have in common, then Money, Clients, Incidents. Each shows its figure, says what to do first, and its keys do what they say."""

from __future__ import annotations

import pytest
from areas import screen, shown, table, title, until, words
from textual.widgets import Input, OptionList, TextArea

from mtdesk.model.incident_questions import QUESTIONS
from mtdesk.tui.dialogs.ask import Ask
from mtdesk.tui.dialogs.incident import Record
from mtdesk.tui.widgets.chart import Chart
from mtdesk.tui.widgets.rows import Rows

AREAS = ("Week", "Money", "Body", "Clients", "Incidents", "Findings")
SIZES = [(80, 24), (120, 40)]
MARKUP = "[red]left[/] neck [/x]"  # what a person may well type


class TestEveryArea:
    @pytest.mark.parametrize("size", SIZES)
    async def test_empty_says_what_to_do_first(self, nothing, size):
        first = {
            "Week": "No session yet this week",
            "Money": "No money in 2026 yet",
            "Body": "Press c",
            "Clients": "Press n",
            "Incidents": "Press n",
            "Findings": "Log a session",
        }
        async with shown(nothing, "Week", size) as pilot:
            for title, sentence in first.items():
                await pilot.app.action_area(title)
                await pilot.pause()
                assert sentence in screen(pilot)
        assert not nothing.exists  # looking writes nothing

    @pytest.mark.parametrize("size", SIZES)
    async def test_full_fits_its_width(self, practice, size):
        practice.incidents.add({"kind": "threat", "severity": "4", "said": "a word " * 40})
        async with shown(practice, "Week", size) as pilot:
            for title in AREAS:
                await pilot.app.action_area(title)
                await pilot.pause()
                assert pilot.app.area.title == title
                for part in pilot.app.area.walk_children(with_self=False):
                    assert part.region.right <= size[0], part

    async def test_every_key_of_an_empty_area_is_harmless(self, nothing):
        async with shown(nothing, "Week") as pilot:
            for title in AREAS:
                await pilot.app.action_area(title)
                await pilot.press("left_square_bracket", "down", "slash", "escape")
                await pilot.press("e", "escape", "d", "a", "escape")
                assert pilot.app.area.title == title
        assert not nothing.exists

    async def test_what_was_typed_is_never_markup(self, practice):
        practice.clients.add({"name": MARKUP, "phone": "[/]", "note": "[b]x"})
        practice.incidents.add(
            {"kind": "other", "severity": "1", "client": MARKUP, "said": MARKUP, "told": "[/x]"}
        )
        practice.wellbeing.check_in(f"body 3 -- {MARKUP}")
        async with shown(practice, "Clients") as pilot:
            await pilot.press("slash", *"neck")
            await pilot.pause()
            assert "[red]left[/] neck" in screen(pilot)
            assert "[b]x" in words(pilot, "#client-words")
            await pilot.press("enter", "e")
            assert pilot.app.screen.query_one("#ask-name", Input).value == MARKUP
            await pilot.press("escape")
            await pilot.app.action_area("Incidents")
            await pilot.pause()
            assert MARKUP in words(pilot, "#incident-words")
            await pilot.app.action_area("Body")
            await pilot.pause()
            assert "[red]left[/] neck" in screen(pilot)


class TestMoney:
    async def test_the_year_in_words(self, practice):
        practice.sessions.log("ana swedish 60m 200 cash e3 2025-11-20")
        async with shown(practice, "Money") as pilot:
            said = words(pilot, "#money-words")
            assert "$605 income so far, 1 % of your target of $60,000" in said
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


class TestClients:
    async def test_search_as_typed_and_the_page_beside(self, practice):
        async with shown(practice, "Clients") as pilot:
            assert "2 clients" in words(pilot, "#clients-words")
            await pilot.press("slash", *"ana")
            await pilot.pause()
            assert "1 client" in words(pilot, "#clients-words")
            assert "6 visits since Mon 16 Nov" in words(pilot, "#client-words")
            visits = table(pilot, "#client-visits")
            assert visits[0] == "today Trigger point · 60 min · pain 7→3"
            assert visits[1] == "tight neck"
            assert pilot.app.query_one("#client-pain", Chart).display
            await pilot.press("down")
            assert isinstance(pilot.app.focused, OptionList)

    async def test_nobody_of_that_name(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("slash", *"zz")
            await pilot.pause()
            assert "No client's name holds “zz”." in words(pilot, "#clients-words")
            assert not pilot.app.query_one("#client-page").display

    async def test_new_client_and_a_second_of_the_name(self, practice):
        async with shown(practice, "Clients") as pilot:
            for name, confirmations in (("Bo 王", 0), ("Ana", 1)):
                await pilot.press("n")
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

    async def test_new_client_is_shown_whatever_was_searched(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("slash", *"zz", "escape", "n")
            pilot.app.screen.query_one("#ask-name", Input).value = "Bo 王"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert words(pilot, "#client-words").startswith("Bo 王")

    async def test_edit_keeps_the_cursor_on_the_client(self, practice):
        async with shown(practice, "Clients") as pilot:
            await pilot.press("down")
            before = pilot.app.query_one("Clients Rows", Rows).chosen
            await pilot.press("e")
            pilot.app.screen.query_one("#ask-phone", Input).value = "555"
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert pilot.app.query_one("Clients Rows", Rows).chosen == before
            assert "555" in words(pilot, "#client-words")


BRACKETS = str.maketrans("", "", "[]")  # the keys of other weeks


class TestIncidents:
    async def test_the_page_says_that_it_is_sealed(self, practice):
        practice.incidents.add(
            {"kind": "threat", "severity": "4", "at": "2026-11-23 16:45", "said": "wait for me"}
        )
        async with shown(practice, "Incidents") as pilot:
            page = words(pilot, "#incident-words")
            assert "threat, severity 4 of 5" in page
            assert "1 h after it happened" in page
            assert "wait for me" in page
            assert "cannot be edited" in page

    async def test_guided_record_is_kept_when_left_and_goes_on(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("n")
            assert QUESTIONS[0].words in screen(pilot)
            await pilot.press("down", "enter", "3")  # kind, then severity by its digit
            await pilot.press(*"14:30", "enter")
            await pilot.press(*"Bo", "escape")
            assert "begun" in words(pilot, "#incidents-words")
            assert practice.incidents.between() == []
            await pilot.press("n", "shift+tab")
            assert pilot.app.screen.query_one(TextArea).text == "Bo"
            await pilot.press("enter")
            typed = {"setting": "studio", "said": "[b]word", "did": "left the room", "lost": "90"}
            for question in QUESTIONS[4:]:
                await pilot.press(*typed.get(question.key, "").translate(BRACKETS), "enter")
            await pilot.press("enter")  # one too many seals nothing
            assert isinstance(pilot.app.screen, Record)
            assert practice.incidents.between() == []
            await pilot.press("down", "enter")
            await pilot.pause()
            assert "begun" not in words(pilot, "#incidents-words")
            assert "sexual touch" in words(pilot, "#incident-words")
        (incident,) = practice.incidents.between()
        assert (incident.kind, incident.severity, incident.client) == ("sexual touch", 3, "Bo")
        assert incident.occurred_at == "2026-11-23T14:30:00-05:00"
        assert (incident.setting, incident.said) == ("studio", "bword")
        assert (incident.did, incident.lost_minor) == ("left the room", 9000)

    async def test_a_question_left_without_an_answer_is_asked_again(self, practice):
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("n", "enter", "3", "enter", "escape", "n")
            assert str(pilot.app.screen.query_one("#question").content) == "Who was it?"

    async def test_a_wrong_answer_leads_back_to_its_question(self, practice):
        begun = dict.fromkeys((each.key for each in QUESTIONS), "")
        begun |= {"kind": "threat", "severity": "4", "at": "2027-01-01"}
        async with shown(practice, "Incidents") as pilot:
            pilot.app.push_screen(Record(practice, begun))
            await pilot.pause()
            await pilot.press("down", "enter")
            assert "still to come" in words(pilot, "Record .trouble")
            assert pilot.app.screen.query_one(TextArea).text == "2027-01-01"

    async def test_what_was_begun_can_be_dropped(self, practice):
        begun = dict.fromkeys((each.key for each in QUESTIONS), "x")
        async with shown(practice, "Incidents") as pilot:
            pilot.app.push_screen(Record(practice, begun))
            await pilot.pause()
            await pilot.press("end", "enter")
            await pilot.pause()
            assert begun == {}
        assert practice.incidents.between() == []

    async def test_a_note_is_added_and_an_undone_record_is_marked(self, practice):
        practice.incidents.add({"kind": "threat", "severity": "4"})
        async with shown(practice, "Incidents") as pilot:
            await pilot.press("a")
            await pilot.press(*"police", "enter")
            await pilot.pause()
            assert "police" in words(pilot, "#incident-words")
            (incident,) = practice.incidents.between()
            assert [each.text for each in incident.addenda] == ["police"]


class TestRows:
    @pytest.mark.parametrize("size", SIZES)
    async def test_wide_characters_keep_the_columns_in_place(self, practice, size):
        practice.clients.add({"name": "王" * 30})
        practice.clients.add({"name": "x" * 60})
        async with shown(practice, "Clients", size) as pilot:
            options = pilot.app.query_one("Clients OptionList", OptionList).options
            assert len({option.prompt.cell_length for option in options}) == 1
