"""A line without options is read alike by both who may read it: at once, or by click."""

import sys

import click
import pytest

from mtdesk.cli.call import Call
from mtdesk.cli.commands import COMMANDS, declared
from mtdesk.cli.declared import Command
from mtdesk.cli.parsed import of

LINES = (
    (),
    ("7",),
    ("ana",),
    ("ana", "60m"),
    ("ana", "60m", "90"),
    ("2026",),
    ("month", "2026-03"),
)


def leaves(stated, name):
    if isinstance(stated, Command):
        yield name, stated
    else:
        for word, inner in stated.commands.items():
            yield from leaves(inner, f"{name} {word}")


EVERY = [leaf for name in COMMANDS for leaf in leaves(declared(name), name)]


@pytest.mark.parametrize(("name", "stated"), EVERY, ids=[name for name, _ in EVERY])
def test_both_give_the_function_the_same(name, stated):
    for words in LINES:
        values = stated._values(stated.rewords(words))
        if values is None:
            continue
        context = of(stated).make_context(name, list(words), obj=Call(None))
        assert values == context.params, words


@pytest.mark.parametrize("words", [("ana", "--nonsense"), ("--help",), ("-h",), ("--", "-x")])
def test_what_may_be_an_option_is_left_to_click(words):
    for name, stated in EVERY:
        call = Call(None)
        done = stated.plain(call, words)
        assert done is None or (words[0] == "--" and stated.takes_note), name


def test_a_note_is_the_same_for_both():
    line = ["ana", "60m", "--", "left", "--trapezius"]
    plain, parsed = Call(None), Call(None)
    assert declared("log").plain(plain, line) is not None
    of(declared("log")).make_context("log", line, obj=parsed)
    assert plain.note == parsed.note == "left --trapezius"


def test_most_lines_need_no_click():
    """Or the quick way would have gone without anyone seeing it."""
    quick = [name for name, stated in EVERY if any(stated._values(words) for words in LINES)]
    assert {"log", "spend", "trip", "time", "checkin", "pay", "year", "client show"} <= set(quick)
    assert isinstance(of(declared("client")), click.Group)
    assert "mtdesk.cli.parsed" in sys.modules
