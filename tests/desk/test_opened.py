"""The ground of the desk: what is written is whole or not there, what is remembered is true."""

from __future__ import annotations

from contextlib import closing

import pytest

from mtdesk.desk import Desk
from mtdesk.errors import InvalidError
from mtdesk.model.client import Client
from mtdesk.store import clients, practice


def add(desk, name, **options):
    with desk.writing("client", **options) as writing:
        clients.add(writing.book, Client(name=name))
        writing.is_about(f"client {name}")
        return writing.operation


def add_and_fail(desk, name):
    with desk.writing("client") as writing:
        clients.add(writing.book, Client(name=name))
        raise InvalidError("name", "is empty")


class TestWriting:
    def test_a_practice_made_for_a_write_that_fails_is_taken_away(self, desk, path):
        with pytest.raises(InvalidError), desk.writing("client"):
            raise InvalidError("name", "is empty")
        assert not path.exists()
        assert desk.written is None

    def test_one_that_was_there_stays(self, desk, path):
        add(desk, "Ana")
        with pytest.raises(InvalidError):
            add_and_fail(desk, "Bo")
        assert path.exists()
        assert [name for name, _ in desk.clients.every_name()] == ["Ana"]

    def test_the_history_says_what_was_known_only_inside(self, desk):
        operation = add(desk, "Ana")
        newest = desk.history.latest(1)[0]
        assert (newest.id, newest.summary) == (operation, "client Ana")
        assert desk.written == operation

    def test_a_preview_leaves_nothing_behind_not_even_what_was_remembered(self, desk):
        add(desk, "Ana")
        with desk.writing("settings", keep=False) as writing:
            practice.set_setting(writing.book, "currency", "EUR")
            assert desk.settings.currency.code == "EUR"
        assert desk.settings.currency.code == "USD"
        assert desk.history.latest(1)[0].summary == "client Ana"

    def test_what_is_read_inside_is_what_is_written_to(self, desk):
        with desk.writing("client", "both") as writing:
            clients.add(writing.book, Client(name="Ana"))
            assert desk.book is writing.book
            assert [name for name, _ in desk.clients.every_name()] == ["Ana"]


class TestRemembered:
    def test_worked_out_once_until_the_file_changes(self, desk):
        add(desk, "Ana")
        made = []

        def asked():
            return desk.remember("count", lambda: made.append(1) or len(made))

        assert (asked(), asked()) == (1, 1)
        add(desk, "Bo")
        assert (asked(), asked()) == (2, 2)

    def test_another_program_s_write_is_seen(self, desk, path, clock):
        add(desk, "Ana")
        assert desk.settings.get("week_start") == "monday"
        with closing(Desk(path, clock)) as other:
            other.practice.set("week_start", "sunday")
        assert desk.settings.get("week_start") == "sunday"
