"""What one call knows: the note behind `--`, and what stands when it ends early."""

from __future__ import annotations

import pytest

LINE = ("log", "ana", "swedish", "60m", "90", "card", "--yes")


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (("--", "tight", "neck"), "tight neck"),
        (("--", "--yes", "--", "-5"), "--yes -- -5"),
        (("--",), ""),
        ((), ""),
    ],
)
def test_what_stands_behind_the_first_dashes_is_the_note(done, typed, note):
    assert done(*LINE, "--json", *typed).json["session"]["note"] == note


def test_dashes_are_no_note_where_none_is_taken(run):
    ran = run("week", "--", "2026-11-23")
    assert (ran.code, ran.err) == (0, "")


def test_ended_after_the_commit_it_says_what_stands(run, done, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("mtdesk.cli.log.say", interrupted)
        ran = run(*LINE)
    assert ran.code == 130
    assert "nothing was changed" not in ran.err
    number = done("history", "--json").json["operations"][0]["id"]
    assert f"operation {number} stands; mtdesk undo {number} takes it back" in ran.err
    assert len(done("sessions", "--json").json["sessions"]) == 1


def test_ended_before_it_nothing_was_changed(run, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("mtdesk.desk.sessions.Sessions.log", interrupted)
    ran = run(*LINE)
    assert (ran.code, ran.err.strip()) == (130, "mtdesk: interrupted; nothing was changed.")
