"""A paste of any length is read at once, as it was; what is too much is cut off with a sentence."""

from __future__ import annotations

from time import perf_counter

import pytest
from areas import until
from dashboard import opened
from textual.events import Key, Paste
from textual.widgets import Input

from mtdesk.tui.parts.pastes import MOST, TOO_MUCH, Pastes

BEGIN, END = "\x1b[200~", "\x1b[201~"
VAST = "ana swedish 60m 90 cash\n" * 430_000  # 10 MB


def told(pilot):
    return [each.message for each in pilot.app._notifications]


def read(text, piece):
    """What is read of a text that comes in pieces."""
    parser = Pastes()
    return [
        each
        for at in range(0, len(text), piece)
        for each in parser.feed(text[at : at + piece])
        if isinstance(each, Key | Paste)
    ]


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 7, 4096])
def test_what_is_read_does_not_hang_on_how_it_comes(piece):
    found = read(f"a{BEGIN}one\ntwo\x1b[31m{END}b{BEGIN}{END}{BEGIN}x{END}\x1b[A", piece)
    assert [each.text if isinstance(each, Paste) else each.key for each in found] == [
        "a",
        "one\ntwo\x1b[31m",
        "b",
        "",
        "x",
        "up",
    ]


def test_ten_megabytes_are_read_in_less_than_a_second_and_little_is_kept():
    began = perf_counter()
    pasted, after = read(f"{BEGIN}{VAST}{END}z", 4096)
    assert perf_counter() - began < 1
    assert MOST < len(pasted.text) < 2 * MOST
    assert after.key == "z"


@pytest.mark.parametrize("text", [VAST, "x" * 10_000_000], ids=["lines", "one line"])
@pytest.mark.parametrize("keys", [(), ("escape", "a")], ids=["bar", "form"])
async def test_too_much_is_cut_off_with_a_sentence(desk, text, keys):
    before = desk.history.next()
    async with opened(desk) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        line = pilot.app.focused
        assert isinstance(line, Input)
        value = line.value
        began = perf_counter()
        pilot.app.post_message(Paste(text))
        await until(pilot, lambda: told(pilot) == [TOO_MUCH])
        assert perf_counter() - began < 1
        assert line.value == value
        assert pilot.app.focused is line
    assert desk.history.next() == before
