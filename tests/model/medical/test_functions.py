"""The small line that a measure is typed in."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.model.medical.functions import EXAMPLES, MEASURES, parse_function


def read(text, note="", **more):
    client, line = parse_function(text, note, **more)
    return client, line.measure, line.part, line.value, line.unit, line.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana range of motion neck-rotation-left 45 deg",
         ("ana", "range of motion", "neck-rotation-left", 45, "deg", "")),
        ("ana ROM neck rotation left 45°", ("ana", "range of motion", "neck rotation left", 45, "deg", "")),
        ("ana rom knee -5", ("ana", "range of motion", "knee", -5, "deg", "")),
        ("ana rom finger-floor 22,5 cm", ("ana", "range of motion", "finger-floor", 22.5, "cm", "")),
        ("Ana Pérez sitting 20 min", ("Ana Pérez", "sitting", "", 20, "min", "")),
        ("ana standing 10m", ("ana", "standing", "", 10, "min", "")),
        ("ana standing 1.5 h", ("ana", "standing", "", 90, "min", "")),
        ("12 sitting 20", ("12", "sitting", "", 20, "min", "")),
        ("ana medication ibuprofen daily", ("ana", "medication", "ibuprofen", None, "", "daily")),
        ("ana medication ibuprofen 400mg twice a day",
         ("ana", "medication", "ibuprofen", 400, "mg", "twice a day")),
        ("ana medication ibuprofen 2 a day", ("ana", "medication", "ibuprofen", 2, "a day", "")),
        ("ana other grip left 22 kg", ("ana", "other", "grip left", 22, "kg", "")),
        ("ana other walking 500 m", ("ana", "other", "walking", 500, "m", "")),
        ("Mr Standing sitting 5 min", None),
        ("Standing Bear sitting 5 min", ("Standing Bear", "sitting", "", 5, "min", "")),
    ],
)  # fmt: skip
def test_lines(text, expected):
    if expected is None:  # the first measure is meant; the number of the client always works
        with pytest.raises(InvalidError, match="“sitting” goes after --"):
            read(text)
    else:
        assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "measure: is missing"),
        ("ana", "measure: is missing"),
        ("ana shoulder 45 deg", "none is in “ana shoulder 45 deg”; write one of range of motion"),
        ("sitting 20 min", "measure: none is in"),
        ("ana rom 45 deg", "part: is missing: which movement"),
        ("ana rom neck", "value: is missing: write the figure"),
        ("ana sitting", "value: is missing"),
        ("ana sitting -5 min", "value: -5 is below 0"),
        ("ana sitting upright 20 min", "part: sitting has none; “upright” goes after --"),
        ("ana sitting 20 deg", "unit: “deg” is no unit of sitting; one of min"),
        ("ana rom neck 45 deg left", "function: “left” is left over; a note goes after --"),
        ("ana rom neck 45 kg", "unit: “kg” is no unit of range of motion"),
        ("ana medication", "part: is missing: medication of what"),
        ("ana medication ibuprofen", "value: is missing: write how much or how often"),
        ("ana other 5 kg", "part: is missing"),
        ("ana sitting 20\0 min", "NUL"),
    ],
)
def test_what_is_wrong_is_said(text, message):
    with pytest.raises(InvalidError) as raised:
        parse_function(text)
    assert message in raised.value.message


def test_a_note_goes_with_any_line_and_may_stand_for_the_value():
    assert read("ana sitting", "all day")[3:] == (None, "", "all day")
    assert read("ana rom neck 45", "after work")[5] == "after work"
    assert read("ana medication ibuprofen 400 mg daily", "her doctor")[5] == "daily; her doctor"


def test_with_the_client_apart_the_line_begins_with_the_measure():
    assert read("sitting 20 min", client="Mr Standing")[:2] == ("Mr Standing", "sitting")


def test_the_examples_are_lines():
    assert {read(f"ana {example}")[1] for example in EXAMPLES} == set(MEASURES)


WORDS = st.sampled_from(
    ["ana", "rom", "range", "of", "motion", "sitting", "medication", "other", "45", "-5", "20min",
     "deg", "a", "day", "h", "°", "١٢", "ﬁ", "45%", "1e5"]
)  # fmt: skip
LINES = st.text(max_size=60) | st.lists(WORDS, max_size=8).map(" ".join)


@given(LINES, st.text(max_size=20))
def test_anything_typed_is_a_line_or_a_sentence(text, note):
    with suppress(InvalidError):
        _, line = parse_function(text, note)
        assert line.measure in MEASURES
        assert line.value is not None or line.note
