"""The questionnaire in the dashboard: numbers answer, b goes back, s skips, escape leaves and keeps."""

from __future__ import annotations

from pathlib import Path

from dashboard import opened, shown

from mtdesk.tui.body.questionnaire import Choose, QuestionnaireDialog, open_questionnaire

TEMPLATE = Path(__file__).parents[3] / "examples" / "questionnaire.toml"


async def begin(pilot, desk):
    open_questionnaire(pilot.app.area)
    await pilot.pause()


def kept(desk):
    return desk.wellbeing.questionnaires.start("own").response.answers


async def test_answered_to_the_end_it_shows_the_scores(empty_desk):
    async with opened(empty_desk, (80, 24)) as pilot:
        await begin(pilot, empty_desk)
        screen = shown(pilot)
        assert "not a validated instrument" in screen
        assert "questionnaire · 1 of 11" in screen
        assert "most days" in screen
        await pilot.press(*["2"] * 11)
        await pilot.pause()
        screen = shown(pilot)
        assert "me: 75" in screen
        assert "my clients: 62.5" in screen
        await pilot.press("2", "tab", "shift+tab", "enter")  # only enter means anything now
        await pilot.pause()
        assert not isinstance(pilot.app.screen, QuestionnaireDialog)
        assert "own words taken" in shown(pilot)
        [result] = empty_desk.wellbeing.questionnaires.history()
        assert result.complete


async def test_back_skip_arrows_and_leaving(empty_desk):
    async with opened(empty_desk) as pilot:
        await begin(pilot, empty_desk)
        order = pilot.app.screen._sitting.order
        await pilot.press("1", "tab", "down", "down", "enter")
        await pilot.pause()
        assert "4 of 11" in shown(pilot)
        assert kept(empty_desk) == {order[0]: 100, order[1]: None, order[2]: 75}
        await pilot.press("shift+tab", "shift+tab", "shift+tab", "shift+tab", "5", "9")
        await pilot.pause()
        assert "there are 5 answers" in shown(pilot)
        assert kept(empty_desk)[order[0]] == 0
        await pilot.press("escape")
        await pilot.pause()
        assert "2 of 11 answers are kept" in shown(pilot)
        await begin(pilot, empty_desk)
        assert "4 of 11" in shown(pilot)
        assert "You began it that day" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert kept(empty_desk) == {order[0]: 0, order[1]: None, order[2]: 75}


async def test_left_at_once_nothing_is_written(empty_desk):
    before = empty_desk.history.latest(1)
    async with opened(empty_desk) as pilot:
        await begin(pilot, empty_desk)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, QuestionnaireDialog)
    assert empty_desk.history.latest(1) == before


async def test_of_several_one_is_chosen_and_its_words_are_no_markup(empty_desk, tmp_path):
    path = tmp_path / "odd.toml"
    text = TEMPLATE.read_text("utf-8").replace('"three scales"', '"[red]odd[/x]"')
    text = text.replace(" item.", " [/x] [left] item.").replace('"always"', '"[b]always[/x]"')
    path.write_text(text, "utf-8")
    empty_desk.wellbeing.questionnaires.add_file(path)
    async with opened(empty_desk) as pilot:
        await begin(pilot, empty_desk)
        assert isinstance(pilot.app.screen, Choose)
        assert "[red]odd[/x], last taken never" in shown(pilot)
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionnaireDialog)
        assert "1 of 19" in shown(pilot)
        seen = ""
        for _ in range(19):
            seen += shown(pilot)
            await pilot.press("1")
            await pilot.pause()
        assert "First personal [/x] [left] item." in seen
        assert "[b]always[/x]" in seen
        assert "personal: 100" in shown(pilot)


async def test_what_another_program_took_back_is_told_in_words(empty_desk, open_desk):
    async with opened(empty_desk) as pilot:
        await begin(pilot, empty_desk)
        await pilot.press("1")
        await pilot.pause()
        open_desk().history.undo()
        await pilot.press("1")
        await pilot.pause()
        assert "changed or taken back from elsewhere" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, QuestionnaireDialog)
