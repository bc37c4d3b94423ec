"""One table of keys: a letter means one thing everywhere or nothing, and no key is a trap."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from datetime import timedelta
from pathlib import Path

import pytest
from areas import screen, shown, words
from dashboard import opened
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Input

import mtdesk.tui
from mtdesk.errors import InvalidError
from mtdesk.model.keys import BY_NAME, TABLE, chosen, keys_of, written
from mtdesk.model.period import Period
from mtdesk.tui.app import AREAS
from mtdesk.tui.keys import key, said
from mtdesk.tui.parts.dialogs import Ask, Confirm
from mtdesk.tui.parts.help import Help
from mtdesk.tui.parts.moves import Jump
from mtdesk.tui.practice import SettingsList

PLACES = 12  # that tab goes through, at most
CLOSES = "dismiss(None)"  # what a key does that opened the page, pressed again


def bindings():
    """Every binding of ours, with what it is of."""
    for module in pkgutil.walk_packages(mtdesk.tui.__path__, "mtdesk.tui."):
        importlib.import_module(module.name)
    kinds = [DOMNode]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if kind.__module__.startswith("mtdesk."):
            for each in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
                yield kind, each


def test_a_letter_is_bound_through_the_table_or_not_at_all():
    for kind, each in bindings():
        if len(said(each.key)) == 1 and not each.key.isdigit() and each.action != CLOSES:
            if kind is Confirm or each.key in {"left", "right", "up", "down"}:
                continue  # y and n; arrows
            assert each.id in BY_NAME, (kind.__name__, each.key)
            assert each.key in {one.key for one in Binding.make_bindings([key(each.id, "")])}


def test_every_command_of_the_table_does_something():
    bound = {each.id for _, each in bindings()} | {"back", "palette"}  # escape, and Textual's own
    assert set(BY_NAME) <= bound


async def test_the_screen_is_drawn_anew_over_a_dialog_too(practice, monkeypatch):
    drawn = []
    async with shown(practice, "Week") as pilot:
        monkeypatch.setattr(pilot.app, "refresh", lambda **how: drawn.append(how))
        await pilot.press("ctrl+l", "comma", "ctrl+l")
        assert len(drawn) == 2


def test_no_key_stands_in_the_table_twice():
    every = [each for meaning in TABLE for each in meaning.keys]
    assert len(every) == len(set(every))


class TestOfHerOwn:
    def test_read_and_written(self):
        given = chosen(" edit=E  goto=ctrl+G undo=f5 ")
        assert given == {"edit": "E", "goto": "ctrl+g", "undo": "F5"}
        assert chosen(written(given)) == given
        assert keys_of("edit", given) == ("E",)
        assert keys_of("add", given) == ("a",)

    def test_two_may_change_places(self):
        assert chosen("edit=d delete=e") == {"edit": "d", "delete": "e"}

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("edit=d", "the key of two: edit and delete"),
            ("edit=E add=E", "the key of two: add and edit"),
            ("edit=E edit=F", "given a key twice"),
            ("help=E", "no command that a key can be given"),
            ("nothing=E", "no command that a key can be given"),
            ("edit", "is no key"),
            ("edit=ab", "is no key"),
            ("edit=3", "cannot be taken"),
            ("edit=ctrl+p", "cannot be taken"),
            ("edit=?", "cannot be taken"),
        ],
    )
    def test_what_cannot_be_is_refused(self, desk, text, words):
        with pytest.raises(InvalidError, match=words):
            chosen(text)
        with pytest.raises(InvalidError):
            desk.practice.set("keys", text)
        assert desk.settings.get("keys") == ""

    async def test_they_hold_and_help_says_so(self, practice):
        practice.practice.set("keys", "export=E undo=Z")
        async with shown(practice, "Money") as pilot:
            assert "E export" in screen(pilot)
            await pilot.press("x")
            assert not isinstance(pilot.app.screen, Ask)
            await pilot.press("E")
            assert isinstance(pilot.app.screen, Ask)
            await pilot.press("escape", "question_mark")
            text = pilot.app.screen._text().plain
            assert "export, receipt, report (yours; x of itself)" in text

    async def test_bad_ones_are_said_in_a_line_and_those_of_the_table_hold(self, practice):
        practice.practice.set("keys", "edit=E")
        with practice.book.transaction("settings", "by hand", practice.stamp()):
            practice.book.execute("UPDATE setting SET value = 'edit=d' WHERE key = 'keys'")
        async with shown(practice, "Money") as pilot:
            (note,) = pilot.app._notifications
            assert "the keys are as help lists them" in note.message
            await pilot.press("x")
            assert isinstance(pilot.app.screen, Ask)


SOURCE = Path(mtdesk.tui.__file__).parent
# `press c`, `ctrl+z takes it back`, `(Today, e)`: a key that may have been given to another command.
_KEY = (
    r"(?:ctrl\+(?!c\b|p\b|s\b|j\b)[a-z]|F(?!1\b)\d+|[a-z](?<![ai])|[ai](?= (?:adds|makes|tells)\b))"
)
NAMES_A_KEY = re.compile(
    rf"\b[Pp]ress {_KEY}\b(?! again)|(?<![\w'’.+×] )(?<![\w'’.+=×])\b{_KEY} [a-z]+s\b"
    rf"|\. [a-z] [a-z]+s\b|[:;·] {_KEY} [a-z]+|, {_KEY}\)|\({_KEY}\)|\bctrl\+(?![cpsj]\b)[a-z]\b"
)


def sentences():
    """What may be said on the screen: every text of the dashboard's but its docstrings."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr)
            or (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding")
            for part in ast.walk(node)
            if isinstance(node, ast.Call) or isinstance(part, ast.Constant)
            if isinstance(node, ast.Call) or node.value is part
        }
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in skipped and " " in text:
                yield path.relative_to(SOURCE), text


class TestSentences:
    def test_none_names_a_key_that_may_be_another(self):
        """They name the command, `{undo} takes it back`, and `with_keys` says its key."""
        # The clinic's frame stands over no practice, so nobody gives its keys another meaning.
        examples = Path("parts/help.py"), Path("themes.py"), Path("clinic/__init__.py")
        found = {
            (str(path), text)
            for path, text in sentences()
            if path not in examples and NAMES_A_KEY.search(text)
        }
        assert not found

    @pytest.mark.parametrize(
        "text",
        ["press c", "ctrl+z takes it back", "x; e switches it on", "(Today, e)", "a makes one"],
    )
    def test_what_would(self, text):
        assert NAMES_A_KEY.search(text)

    async def test_they_follow_a_key_that_was_given(self, desk):
        desk.practice.set("keys", "undo=F9 checkin=C add=A incident=R jump=V settings=S hide=H")
        async with shown(desk, "Body") as pilot:
            assert "Press C" in words(pilot, "#body-words")
            await pilot.press("l", *"spend 3 oil", "enter")
            await pilot.pause()
            assert "F9 takes it back" in screen(pilot)
            await pilot.press("escape", "6")
            await pilot.pause()
            assert "Press R to record" in words(pilot, "#incidents-words")
            await pilot.press("question_mark")
            text = pilot.app.screen._text().plain
            assert "Settings (S) give a command another key" in text
            assert "V to any by its letter" in text or "tab goes" not in text
            await pilot.press("escape", "f9")
            await pilot.pause()
            assert not desk.ledger.expenses(Period(desk.today, desk.today + timedelta(days=1)))

    async def test_a_sign_of_hers_acts_in_an_empty_bar_and_a_letter_does_not(self, desk):
        desk.practice.set("keys", "settings=! search=S")
        async with opened(desk) as pilot:
            await pilot.press("S")
            assert pilot.app.focused.value == "S"
            await pilot.press("backspace", "slash")
            assert pilot.app.focused.value == "/"
            await pilot.press("backspace", "exclamation_mark")
            assert isinstance(pilot.app.screen, SettingsList)

    async def test_what_hides_names_at_once_stays(self, desk):
        desk.practice.set("keys", "hide=H")
        with pytest.raises(InvalidError, match="cannot be taken"):
            desk.practice.set("keys", "undo=ctrl+n")
        async with shown(desk, "Week") as pilot:
            await pilot.press("H")
            assert pilot.app.names.is_hidden
            await pilot.press("ctrl+n")
            assert not pilot.app.names.is_hidden
            await pilot.press("h")
            assert not pilot.app.names.is_hidden


async def test_in_an_empty_bar_keys_act_and_in_a_begun_line_they_are_letters(desk):
    async with opened(desk) as pilot:
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, Help)
        await pilot.press("escape", "comma")
        assert isinstance(pilot.app.screen, SettingsList)
        await pilot.press("escape", "7")
        await pilot.pause()
        assert pilot.app.area.title == "Findings"
        await pilot.press("l", "a", "1", "comma", "question_mark", "slash")
        assert pilot.app.focused.value == "a1,?/"


@pytest.mark.parametrize("area", AREAS)
async def test_out_of_every_place_escape_and_digits_lead_on(practice, area):
    """No mode trap: wherever tab leads, escape and then a digit goes to another area."""
    async with shown(practice, area) as pilot:
        seen = set()
        for presses in range(PLACES):
            await pilot.press(*["tab"] * presses)
            place = pilot.app.focused
            await pilot.press("escape")
            if place not in seen:  # tab comes round to the first places again
                seen.add(place)
                await pilot.press("1")
                await pilot.pause()
                assert pilot.app.area.title == "Today", presses
                await pilot.press("escape")
            await pilot.press(str(AREAS.index(area) + 1))
            await pilot.pause()
            assert pilot.app.area.title == area


class TestMoves:
    async def test_jump_gives_every_place_a_letter(self, practice):
        async with shown(practice, "Money") as pilot:
            await pilot.press("v")
            assert isinstance(pilot.app.screen, Jump)
            (letter,) = (k for k, v in pilot.app.screen._places.items() if v.id == "money-waiting")
            await pilot.press(letter)
            assert pilot.app.focused.id == "money-waiting"
            await pilot.press("v", "escape")
            assert pilot.app.focused.id == "money-waiting"

    async def test_a_panel_alone_and_all_again(self, practice):
        async with shown(practice, "Money") as pilot:
            await pilot.press("m")
            await pilot.pause()
            panel = pilot.app.screen.maximized
            assert panel.id == "money-by-month"
            assert panel.region.height > 30
            await pilot.press("m")
            await pilot.pause()
            assert pilot.app.screen.maximized is None

    async def test_to_a_date(self, practice):
        async with shown(practice, "Week") as pilot:
            await pilot.press("g", *"16 nov", "enter")
            await pilot.pause()
            assert "Week 2026-11-16 to 2026-11-22" in screen(pilot)
            await pilot.press("4", "g", *"2026-11-17", "enter")  # Body has no days: Today has
            await pilot.pause()
            assert pilot.app.area.title == "Today"
            assert "Tue 17 Nov" in screen(pilot)
            await pilot.press("g", *"nonsense", "enter")
            assert isinstance(pilot.app.screen, Ask)

    async def test_undone_and_done_again(self, practice):
        async with shown(practice, "Week") as pilot:
            before = practice.wellbeing.of_day(practice.today)
            await pilot.press("u")
            assert practice.wellbeing.of_day(practice.today) is None
            assert "ctrl+r does it again" in pilot.app._notifications.__iter__().__next__().message
            await pilot.press("ctrl+r")
            assert practice.wellbeing.of_day(practice.today) == before
            await pilot.press("ctrl+r")
            assert "nothing to redo" in [note.message for note in pilot.app._notifications][-1]

    async def test_of_something_sealed_it_is_asked_first(self, practice):
        practice.incidents.add({"kind": "threat", "severity": "4"})
        async with shown(practice, "Week") as pilot:
            await pilot.press("u")
            assert isinstance(pilot.app.screen, Confirm)
            assert "It is sealed" in screen(pilot)
            await pilot.press("n")
            assert not practice.incidents.get(1).withdrawn
            await pilot.press("u", "y")
            assert practice.incidents.get(1).withdrawn

    async def test_an_incident_and_a_check_in_from_anywhere(self, practice):
        async with shown(practice, "Money") as pilot:
            await pilot.press("c")
            assert type(pilot.app.screen).__name__ == "CheckInScreen"
            await pilot.press("escape", "r")
            assert type(pilot.app.screen).__name__ == "Record"

    async def test_names_are_hidden_by_a_letter(self, practice):
        async with shown(practice, "Money") as pilot:
            await pilot.press("h")
            assert pilot.app.names.is_hidden
            assert "show names" in screen(pilot)
            await pilot.press("h")
            assert not pilot.app.names.is_hidden


class TestHelp:
    @pytest.mark.parametrize("area", AREAS)
    async def test_it_says_in_words_what_has_the_focus(self, practice, area):
        async with shown(practice, area) as pilot:
            if isinstance(pilot.app.focused, Input):
                await pilot.press("escape")
            await pilot.press("question_mark")
            first = pilot.app.screen._sections[0]
            assert first.title.startswith("Here") or area == "Findings"  # which has none today
            assert len(first.words.split()) > 5
            assert any(
                section.title == f"Keys in {area}" and section.words
                for section in pilot.app.screen._sections
            )

    async def test_the_whole_table_is_in_it(self, practice):
        async with shown(practice, "Week") as pilot:
            await pilot.press("question_mark")
            text = pilot.app.screen._text().plain
            assert all(meaning.means in text for meaning in TABLE)


async def test_settings_are_listed_and_changed(practice):
    async with shown(practice, "Week") as pilot:
        await pilot.press("comma")
        names = [row[0] for _, row in pilot.app.screen.listed()]
        pilot.app.screen.rows.move_to(names.index("hours_a_week") + 1)
        await pilot.press("enter")
        pilot.app.screen.query_one("#ask-value", Input).value = "20"
        await pilot.press("enter")
        await pilot.pause()
        assert practice.settings.get("hours_a_week") == "20"
        await pilot.press("u")
        await pilot.pause()
        assert practice.settings.get("hours_a_week") == ""
