"""Sentences are wrapped where they may be."""

from __future__ import annotations

import pytest
from textual.content import Content

from mtdesk.tui.parts.panes import wrapped


@pytest.mark.parametrize("width", range(8, 50))
@pytest.mark.parametrize(
    ("words", "together"),
    [
        ("a day at most 2 h 30 and not more than that, said she", "2 h 30"),
        ("after 45 min of rest it was 4 h of work", "45 min"),
        ("held 41 % above your usual since 31 Aug", "41 %"),
        ("the oldest is owed for 20 d by now", "20 d"),
    ],
)
def test_a_figure_and_its_unit_stay_on_one_line(words, together, width):
    lines = wrapped(Content(words), width)
    assert any(together in line.plain for line in lines)
    assert " ".join(line.plain.strip() for line in lines) == words
    assert all(line.cell_length <= width for line in lines)


def test_styles_keep_their_place():
    (first, second) = wrapped(Content.assemble("about ", ("2 h 30", "bold")), 8)
    assert (first.plain.strip(), second.plain) == ("about", "2 h 30")
    assert [(span.start, span.end) for span in second.spans] == [(0, 6)]
