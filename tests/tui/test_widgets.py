"""The parts that the areas share."""

from __future__ import annotations

import pytest
from dashboard import opened, shown
from textual.app import App
from textual.containers import Container

from mtdesk.errors import DamagedFileError, RefusedError
from mtdesk.model.reminder import Reminder
from mtdesk.model.series import Line, Series
from mtdesk.tui.area import Area
from mtdesk.tui.parts.chart import Chart
from mtdesk.tui.today.needs import Needs
from mtdesk.tui.watch import Watch

SERIES = Series(title="Hours", unit="h", labels=("a", "b"), lines=(Line("x", (1.0, 3.0)),))


class Alone(App):
    """A widget by itself."""

    def __init__(self, widget):
        super().__init__()
        self.widget = widget

    def compose(self):
        with Container():
            yield self.widget


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
        assert lines[0].strip().startswith("▲ act")
        needs.show([act] * 4 + [note], {})
        needs.focus()
        await pilot.press("end")
        await pilot.pause()
        assert "○ note" in shown(pilot)  # further down than the height reaches


class Broken(Area):
    title = "Broken"
    trouble: Exception | None = DamagedFileError("practice.db is damaged; restore a backup [/x]")

    def show_figures(self):
        if self.trouble:
            raise self.trouble


async def test_an_area_that_cannot_be_read_says_why_until_it_can(desk):
    area = Broken(desk)
    async with Alone(area).run_test(size=(80, 10)) as pilot:
        area.refresh_if_stale()
        await pilot.pause()
        assert "restore a backup [/x]" in shown(pilot)
        area.trouble, area.is_stale = None, True
        area.refresh_if_stale()
        await pilot.pause()
        assert "restore a backup" not in shown(pilot)


async def test_a_refusal_is_said_in_words_and_a_mistake_of_ours_is_not_hidden(desk):
    async with opened(desk) as pilot:
        with pilot.app.area.in_words():
            raise RefusedError("not now [/x]")
        await pilot.pause()
        assert [note.message for note in pilot.app._notifications] == ["not now [/x]"]
        with pytest.raises(ZeroDivisionError), pilot.app.area.in_words():
            1 / 0  # noqa: B018


def test_nothing_has_changed_until_something_is_written(desk, open_desk):
    watch = Watch(desk)
    assert not watch.has_changed()
    assert not watch.has_changed()
    desk.ledger.spend("5 tape")  # our own writing is no news
    assert not watch.has_changed()
    other = open_desk()
    other.ledger.spend("6 tape")
    assert watch.has_changed()
    assert not watch.has_changed()


def test_a_file_made_anew_in_the_same_place_is_read_anew(desk, open_desk):
    watch = Watch(desk)
    watch.has_changed()
    for part in desk.path.parent.glob(f"{desk.path.name}*"):
        part.unlink()
    assert watch.has_changed()
    assert desk.sessions.of_day(desk.today) == []
    open_desk().sessions.log('"Zoë Other" swedish 30m 50 cash', confirmed=True)
    assert watch.has_changed()
    assert [session.client for session in desk.sessions.of_day(desk.today)] == ["Zoë Other"]
