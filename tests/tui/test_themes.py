"""What is read can be read: every theme, on every ground that a row may stand on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from areas import shown as area_shown
from dashboard import opened, shown
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from mtdesk.charts import cells
from mtdesk.tui import themes
from mtdesk.tui.app import AREAS
from mtdesk.tui.contrast import MARK, TEXT, ratio, readable
from mtdesk.tui.themes import GROUNDS, OF_MARKS, OF_TEXT, tokens_of

OURS = {theme.name: theme for theme in themes.themes()}
ALL = {**BUILTIN_THEMES, **OURS}
COLOURED = sorted(name for name, theme in ALL.items() if not theme.ansi)
# A line over a bar is cut out of it in the panel's colour; over the softer one it is ink.
OVER = [("sheet", bar) for bar in ("one", "two", "three", "act")] + [
    ("ink", bar) for bar in ("one-soft", "two-soft", "three-soft", "act-soft")
]


@pytest.mark.parametrize("name", COLOURED)
def test_text_and_marks_stand_out_on_every_ground(name):
    tokens = tokens_of(ALL[name])
    for kinds, least in ((OF_TEXT, TEXT), (OF_MARKS, MARK)):
        for token in kinds:
            for ground in GROUNDS:
                assert ratio(tokens[token], tokens[ground]) >= least, (token, ground)


@pytest.mark.parametrize("name", themes.NAMES)
def test_lines_stand_out_on_the_bars_they_cross(name):
    tokens = tokens_of(OURS[name])
    for over, under in OVER:
        assert ratio(tokens[over], tokens[under]) >= MARK, (over, under)
    assert ratio(tokens["ground"], tokens["watch"]) >= TEXT  # a figure on a ground of that colour
    assert ratio(tokens["ground"], tokens["act"]) >= TEXT


def test_the_high_contrast_theme_has_more_of_it_than_the_others():
    tokens = tokens_of(OURS["contrast"])
    for token in OF_TEXT:
        for ground in GROUNDS:
            assert ratio(tokens[token], tokens[ground]) >= 7
    assert ratio(tokens["line"], tokens["sheet"]) >= TEXT  # borders are seen, too


@pytest.mark.parametrize("which", range(len(themes.NAMES)))
def test_every_token_has_a_colour_in_each_of_our_themes(which):
    assert all(len(colours) == len(themes.NAMES) for colours in themes.TOKENS.values())
    assert all(colours[which].startswith("#") for colours in themes.TOKENS.values())


def test_a_colour_stands_in_one_place():
    """What charts have on any terminal the themes take from them."""
    of_charts, of_themes = (
        set(re.findall(r"#[0-9a-f]{6}", Path(module.__file__).read_text(encoding="utf-8")))
        for module in (cells, themes)
    )
    assert not of_charts & of_themes
    for token, pair in cells.COLOURS.items():
        assert themes.TOKENS[token][:2] == pair


def test_a_colour_is_moved_no_further_than_it_must():
    assert readable("#808080", ["#000000"], TEXT) == "#808080"
    assert ratio(readable("#777777", ["#808080"], TEXT), "#808080") >= TEXT
    assert readable("#808080", ["#000000", "#ffffff"], 21) in {"#000000", "#ffffff"}


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
@pytest.mark.parametrize("before", [True, False])
async def test_without_colours_a_theme_of_the_terminals_own_leaves_all_to_it(
    desk, name, before, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    if before:
        desk.practice.set("theme", name)
    async with opened(desk) as pilot:
        pilot.app.theme = name
        await pilot.pause()
        assert "Marta" in shown(pilot)
        styles = [
            part.style
            for strip in pilot.app.screen._compositor.render_strips()
            for part in strip.apply_filter(pilot.app.get_line_filters()[-1], Color.parse("black"))
            if part.style
        ]
        assert styles
        for style in styles:
            assert style.color is None or style.color.is_default
            assert style.bgcolor is None or style.bgcolor.is_default
        assert pilot.app.theme_variables["input-cursor-text-style"] == "reverse"


@pytest.mark.parametrize("name", ["linen", "contrast", "nord", "ansi-dark", "ansi-light"])
async def test_every_area_is_drawn_in_it(practice, name):
    async with area_shown(practice, "Week") as pilot:
        pilot.app.theme = name
        for title in AREAS:
            await pilot.app.action_area(title)
            await pilot.pause()
            assert title in shown(pilot)


async def test_a_theme_is_remembered_and_taken_back(desk, open_desk):
    async with opened(desk) as pilot:
        pilot.app.action_toggle_theme()
        await pilot.pause()
        assert pilot.app.theme == "linen"
    async with opened(open_desk()) as pilot:
        assert pilot.app.theme == "linen"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert pilot.app.theme == "clay"
        assert "undone: theme = linen" in shown(pilot)


async def test_looking_at_a_theme_makes_no_file(nothing):
    async with opened(nothing) as pilot:
        pilot.app.action_toggle_theme()
        await pilot.pause()
        assert pilot.app.theme == "linen"
    assert not nothing.exists


async def test_an_unknown_theme_is_said_and_the_default_used(desk):
    desk.practice.set("theme", "no-such")
    async with opened(desk) as pilot:
        await pilot.pause()
        assert pilot.app.theme == "clay"
        assert "no theme “no-such”" in str([each.message for each in pilot.app._notifications])


async def test_a_light_terminal_begins_light(desk, monkeypatch):
    monkeypatch.setenv("COLORFGBG", "0;15")
    async with opened(desk) as pilot:
        assert pilot.app.theme == "linen"
