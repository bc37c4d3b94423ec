"""A chart is drawn at whatever size its place has; a cursor and the mouse read it out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from alone import Alone
from dashboard import shown
from textual.widgets import Static

from mtdesk.charts import DARK, LIGHT
from mtdesk.model.series import Line, Series, Threshold, behind
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.parts.moves import maximise
from mtdesk.tui.themes import variables_of

SERIES = Series(
    title="Hours", unit="h", labels=("a", "b", "c", "d"), lines=(Line("x", (1.0, 3.0, 5.5, None)),),
    thresholds=(Threshold(4, "limit", limit=True),),
    behind=behind("sessions", ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23")),
)  # fmt: skip


class Told(Alone):
    """Remembers what was opened."""

    def __init__(self, widget, beside=None):
        super().__init__(widget)
        self.opened = []
        self.beside = beside

    def get_css_variables(self):
        return {**super().get_css_variables(), **variables_of(self.current_theme)}

    def compose(self):
        yield from super().compose()
        if self.beside:
            yield self.beside

    def on_chart_opened(self, event):
        self.opened.append((event.chart, event.index))


def head(pilot):
    return shown(pilot).splitlines()[0].strip()


async def drawn(pilot, chart, series=SERIES, **more):
    chart.show(series, **more)
    await pilot.pause()
    chart.focus()
    await pilot.pause()


async def test_a_chart_is_empty_then_drawn_and_drawn_again_at_another_size():
    chart = Chart()
    async with Alone(chart).run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert "Hours" not in shown(pilot)
        assert not chart.can_focus
        chart.show(SERIES)
        await pilot.pause()
        before = shown(pilot)
        assert "Hours (h)" in before
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        after = shown(pilot)
        assert "Hours (h)" in after
        assert after.splitlines() != before.splitlines()[:8]


async def test_arrows_move_the_cursor_and_the_values_are_read_out():
    chart = Chart()
    async with Told(chart).run_test(size=(60, 12)) as pilot:
        await drawn(pilot, chart)
        assert head(pilot) == "Hours (h)   c  5.5   1.5 past limit"  # the last that is known
        await pilot.press("left")
        assert head(pilot) == "Hours (h)   b  3"
        await pilot.press("left", "left", "left")
        assert head(pilot) == "Hours (h)   a  1"
        await pilot.press("end")
        assert head(pilot) == "Hours (h)   d  not known"
        await pilot.press("home")
        assert chart.at == 0
        pilot.app.set_focus(None)
        await pilot.pause()
        assert head(pilot).startswith("Hours (h)  ")
        assert not head(pilot).endswith(" 1")


async def test_the_cursor_begins_where_it_is_told_and_stays_while_the_labels_do():
    chart = Chart()
    async with Told(chart).run_test(size=(60, 12)) as pilot:
        await drawn(pilot, chart, at=1)
        assert chart.index == 1
        await pilot.press("left")
        changed = Series(
            title="Hours", unit="h", labels=SERIES.labels, lines=(Line("x", (2.0, 3.0, 1.0, 1.0)),)
        )
        await drawn(pilot, chart, changed)
        assert chart.index == 0
        await drawn(
            pilot,
            chart,
            Series(title="t", unit="", labels=("e", "f"), lines=(Line("x", (2.0, 3.0)),)),
        )
        assert chart.index == 1


async def test_the_mouse_reads_out_without_a_click_and_a_click_keeps_the_place():
    chart = Chart()
    async with Told(chart).run_test(size=(60, 12)) as pilot:
        chart.show(SERIES)
        await pilot.pause()
        places = {slot.index: slot.cells[len(slot.cells) // 2] for slot in chart.picture.slots}
        await pilot.hover(Chart, offset=(places[0], 4))
        assert head(pilot) == "Hours (h)   a  1"
        assert chart.at == 2
        await pilot.hover(Chart, offset=(0, 4))
        assert not head(pilot).startswith("Hours (h)   a")
        await pilot.click(Chart, offset=(places[1], 6))
        assert chart.at == 1
        assert chart.has_focus
        assert pilot.app.opened == []
        await pilot.click(Chart, offset=(places[1], 6), times=2)
        assert pilot.app.opened == [(chart, 1)]


async def test_enter_opens_what_is_behind_the_column_where_there_is_something():
    for opens in (True, False):
        chart = Chart()
        async with Told(chart).run_test(size=(60, 12)) as pilot:
            await drawn(pilot, chart, SERIES if opens else replace(SERIES, behind=None))
            await pilot.press("left", "enter")
            assert pilot.app.opened == ([(chart, 1)] if opens else [])


async def test_maximised_it_is_as_large_as_the_screen_and_small_again():
    chart = Chart()
    async with Told(chart, Static("beside")).run_test(size=(80, 24)) as pilot:
        await drawn(pilot, chart)
        small = chart.size
        maximise(pilot.app.screen)
        await pilot.pause()
        assert chart.size.height > small.height
        assert chart.size.height >= 20
        assert "beside" not in shown(pilot)
        await pilot.press("left")
        assert chart.at == 1
        maximise(pilot.app.screen)
        await pilot.pause()
        assert chart.size == small
        await pilot.press("m", "escape")
        await pilot.pause()
        assert chart.size == small


@pytest.mark.parametrize(("theme", "own"), [("textual-dark", DARK), ("textual-light", LIGHT)])
async def test_colours_are_the_themes_and_ours_where_it_has_none(theme, own):
    chart = Chart()
    app = Told(chart)
    app.no_color = False
    async with app.run_test(size=(60, 12)) as pilot:
        pilot.app.theme = theme
        await drawn(pilot, chart)
        assert own["one"] in str(chart.render().spans)
        pilot.app.theme_variables["one"] = "#123456"
        assert "#123456" in str(chart.render().spans)
        assert own["one"] not in str(chart.render().spans)


async def test_without_colour_patterns_and_figures():
    chart = Chart()
    app = Told(chart)
    app.no_color = True
    async with app.run_test(size=(60, 12)) as pilot:
        await drawn(pilot, chart)
        assert "▲" in shown(pilot)
        assert "#" not in str(chart.render().spans)
        assert any(line.split() == ["1", "3", "5.5"] for line in shown(pilot).splitlines())


async def test_nothing_to_point_at_takes_no_focus():
    chart = Chart()
    empty = Series(
        title="t", unit="", labels=("a",), lines=(Line("x", (None,)),), empty="no session"
    )
    async with Told(chart).run_test(size=(60, 12)) as pilot:
        await drawn(pilot, chart, empty)
        assert "no session" in shown(pilot)
        assert not chart.has_focus
        await pilot.hover(Chart, offset=(10, 4))
        await pilot.press("left", "enter")
        assert pilot.app.opened == []
