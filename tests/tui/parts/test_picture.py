"""A picture of a screen: what it shows, names hidden where they are hidden, nothing from elsewhere."""

from __future__ import annotations

import re
import stat
from xml.etree import ElementTree as ET

import pytest
from areas import shown, until, words
from textual.command import CommandPalette
from textual.widgets import Input

from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.dialogs import Ask


async def save(pilot, file, what="save a pic"):
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
    await pilot.press(*what)
    await pilot.pause(0.5)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
    pilot.app.screen.query_one("#ask-path", Input).value = str(file)
    await pilot.press("ctrl+s")
    await pilot.pause()


def text_of(file):
    """The words of a picture, a line for each that stands by itself."""
    found = ET.parse(file).iter("{http://www.w3.org/2000/svg}text")
    return "\n".join(each.text or "" for each in found)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("area", ["Today", "Week", "Money", "Body", "Clients"])
async def test_every_area(desk, tmp_path, area, size):
    file = tmp_path / "kept.svg"
    async with shown(desk, area, size) as pilot:
        await save(pilot, file)
    assert area in text_of(file)
    assert "ctrl+s" not in text_of(file)  # what was asked is not in it
    drawn = file.read_text("utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert re.findall(r"https?://[^\"\s<]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@font-face|@import|url\((?!#)|href|<script", drawn)


async def test_names_are_hidden_when_they_are_hidden(desk, tmp_path):
    async with shown(desk, "Clients") as pilot:
        await save(pilot, tmp_path / "named.svg")
        await pilot.press("ctrl+n")
        await save(pilot, tmp_path / "hidden.svg")
    assert "Marta" in text_of(tmp_path / "named.svg")
    assert "Marta" not in text_of(tmp_path / "hidden.svg")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_one_chart_alone(practice, tmp_path, size):
    file = tmp_path / "chart.svg"
    async with shown(practice, "Money", size) as pilot:
        chart = next(each for each in pilot.app.area.query(Chart) if each.series)
        await until(pilot, lambda: chart.size)
        await save(pilot, file, "save the chart income")
        rows = [strip.text for strip in chart.render_lines(chart.size.region)]
    said = text_of(file).split()
    assert {"Income", "by", "month"} <= {*said}
    for row in rows:
        words = re.findall(r"[A-Za-z$.,0-9]+", row)
        assert [each for each in words if each not in " ".join(said)] == []
    assert "Gross" not in said


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_key_saves_the_panel_that_has_the_focus(practice, tmp_path, size):
    file = tmp_path / "panel.svg"
    async with shown(practice, "Clients", size) as pilot:
        pilot.app.screen.query_one("#clients-list Rows").focus()
        await pilot.pause()
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        pilot.app.screen.query_one("#ask-path", Input).value = str(file)
        await pilot.press("ctrl+s")
        await pilot.pause()
    said = text_of(file).split()
    assert "Ana" in said or "ana" in said
    assert "Findings" not in said  # the line of areas is no part of it
    assert "help" not in said


async def test_a_key_saves_the_screen_where_no_panel_has_the_focus(practice, tmp_path):
    file = tmp_path / "screen.svg"
    async with shown(practice, "Week") as pilot:
        pilot.app.set_focus(None)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        pilot.app.screen.query_one("#ask-path", Input).value = str(file)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert "Findings" in text_of(file).split()


async def test_it_is_asked_before_another_file_goes(desk, tmp_path):
    file = tmp_path / "kept.svg"
    file.write_text("mine")
    async with shown(desk, "Week") as pilot:
        await save(pilot, file)
        assert "is there already" in words(pilot, "Ask .trouble")
        assert file.read_text() == "mine"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert "Week" in text_of(file)


async def test_a_picture_of_dots(desk, tmp_path):
    file = tmp_path / "kept.png"
    async with shown(desk, "Week") as pilot:
        await save(pilot, file)
    assert file.read_bytes().startswith(b"\x89PNG")


async def test_another_kind_of_file_is_refused(desk, tmp_path):
    async with shown(desk, "Week") as pilot:
        await save(pilot, tmp_path / "kept.jpg")
        assert "ends in none of .svg, .png" in words(pilot, "Ask .trouble")
    assert not list(tmp_path.glob("kept*"))
