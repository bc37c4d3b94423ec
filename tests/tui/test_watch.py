"""Whether the practice changed behind the dashboard."""

from __future__ import annotations

from mtdesk.tui.watch import Watch


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


def test_sees_a_practice_that_it_saw_being_made(open_desk):
    shown, other = open_desk(), open_desk()
    watch = Watch(shown)
    assert not watch.has_changed()
    shown.path.touch()  # as another program makes it: empty at first
    watch.has_changed()
    assert shown.settings.get("zone") != "Europe/Oslo"
    other.practice.set("zone", "Europe/Oslo")
    assert watch.has_changed()
    assert shown.settings.get("zone") == "Europe/Oslo"


def test_sees_a_practice_in_the_place_of_one_that_was_gone_before_it_was_read(
    open_desk, monkeypatch
):
    """A practice that is made for a line which is then asked about is taken away; the next has its number."""
    shown, other = open_desk(), open_desk()
    watch = Watch(shown)
    assert not watch.has_changed()
    monkeypatch.setattr(Watch, "_which_file", lambda _: (1, 1))
    watch.has_changed()
    assert shown.settings.get("zone") != "Europe/Oslo"
    other.practice.set("zone", "Europe/Oslo")
    assert watch.has_changed()
    assert shown.settings.get("zone") == "Europe/Oslo"
    assert not watch.has_changed()
