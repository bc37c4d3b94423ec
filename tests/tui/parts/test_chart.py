"""A chart is drawn at whatever size its place has."""

from __future__ import annotations

from alone import Alone
from dashboard import shown

from mtdesk.model.series import Line, Series
from mtdesk.tui.parts.panes import Chart

SERIES = Series(title="Hours", unit="h", labels=("a", "b"), lines=(Line("x", (1.0, 3.0)),))


async def test_a_chart_is_empty_then_drawn_and_drawn_again_at_another_size():
    chart = Chart()
    async with Alone(chart).run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert "Hours" not in shown(pilot)
        chart.show(SERIES)
        await pilot.pause()
        before = shown(pilot)
        assert "Hours (h)" in before
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        after = shown(pilot)
        assert "Hours (h)" in after
        assert after.splitlines() != before.splitlines()[:8]
