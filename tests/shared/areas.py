"""An area of the dashboard opened for a test, and read."""

from __future__ import annotations

from contextlib import asynccontextmanager

from mtdesk.tui.app import Dashboard
from mtdesk.tui.parts.panels import Panel, Waiting
from mtdesk.tui.parts.panes import Hanging


@asynccontextmanager
async def shown(desk, title, size=(120, 40)):
    """The dashboard at an area, charts drawn."""
    app = Dashboard(desk)
    async with app.run_test(size=size) as pilot:
        await app.action_area(title)
        await pilot.pause()
        yield pilot
        screen(pilot)  # whatever is on it can be drawn


async def open_of(pilot, action):
    """Open what is listed in Money by the action that opens it, as arrows and enter do."""
    listed = pilot.app.query_one(Waiting)
    listed.focus()
    listed.highlighted = [task.action for task in listed.tasks].index(action)
    await pilot.press("enter")
    await pilot.pause()


async def until(pilot, holds):
    """Wait for what is drawn after the refresh; fails when it does not come to hold."""
    for _ in range(100):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come to hold")


async def ended(pilot):
    """Wait for the long job that is under way, if one is."""
    await until(pilot, lambda: pilot.app.job is None)
    await pilot.pause()


def title(chart):
    """What a chart's title says, empty before it is drawn."""
    return chart.series.title if chart.series else ""


def screen(pilot):
    """What is on the screen, as text."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def words(pilot, selector):
    """The text of a Static, or of sentences, with what is scrolled out of sight."""
    found = pilot.app.screen.query_one(selector)
    if isinstance(found, Hanging):
        return "\n".join(each.text for each in found._said)
    return str(found.content)


def named(pilot, selector):
    """What stands on the edge of a panel."""
    return pilot.app.screen.query_one(selector, Panel).title


def table(pilot, selector):
    """The rows of a table, blanks between cells made one."""
    return [" ".join(strip.text.replace("▌", " ").split()) for strip in _lines(pilot, selector)]


def _lines(pilot, selector):
    widget = pilot.app.screen.query_one(selector)
    return widget.render_lines(widget.size.region)


def said(pilot, selector):
    """The sentences of a Hanging, each after its label."""
    widget = pilot.app.screen.query_one(selector, Hanging)
    return "\n".join(f"{each.label.strip()} {each.text}" for each in widget._said)
