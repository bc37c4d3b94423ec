from __future__ import annotations

from mtdesk.insight.medical.outcomes import then_and_now
from mtdesk.model.medical.functions import FunctionNote


def note(number, day, value=None, unit="deg", measure="range of motion", part="neck", words=""):
    return FunctionNote(
        id=number, client_id=1, noted_on=f"2026-11-{day:02}", measure=measure, part=part,
        value=value, unit=unit if value is not None else "", note=words,
    )  # fmt: skip


def test_the_first_and_the_latest_with_their_change():
    (held,) = then_and_now([note(3, 20, 62), note(1, 1, 45), note(2, 9, 50)])
    assert (held.first.id, held.latest.id, held.change, held.change_words) == (1, 3, 17, "+17 deg")


def test_one_note_is_both_and_has_no_change():
    (held,) = then_and_now([note(1, 1, 45)])
    assert held.first is held.latest
    assert (held.change, held.change_words) == (None, "")


def test_of_one_day_the_order_of_writing_decides():
    (held,) = then_and_now([note(2, 1, 50), note(1, 1, 45)])
    assert (held.first.value, held.latest.value) == (45, 50)


def test_units_that_differ_are_not_held_against_each_other():
    (held,) = then_and_now([note(1, 1, 45), note(2, 5, 10, unit="cm"), note(3, 9, 8, unit="cm")])
    assert (held.first.id, held.change_words) == (2, "-2 cm")
    (held,) = then_and_now([note(1, 1, 45), note(2, 5, 10, unit="cm")])
    assert (held.first.id, held.change) == (2, None)


def test_words_stand_beside_figures_without_a_change():
    notes = [
        note(1, 1, 400, unit="mg", measure="medication", part="Ibuprofen", words="daily"),
        note(2, 9, measure="medication", part="ibuprofen", words="stopped"),
    ]
    (held,) = then_and_now(notes)
    assert (held.first.words, held.latest.words, held.change) == ("400 mg, daily", "stopped", None)


def test_a_part_is_known_by_its_words_not_by_how_it_is_written():
    notes = [note(1, 1, 45, part="Neck-rotation left"), note(2, 2, 45, part="neck rotation-left")]
    (held,) = then_and_now(notes)
    assert held.change_words == "±0 deg"


def test_each_thing_stands_alone_in_the_order_it_was_first_noted():
    notes = [note(1, 3, 5, part="b"), note(2, 1, 5, part="a"), note(3, 4, 6, part="a")]
    assert [held.latest.part for held in then_and_now(notes)] == ["a", "b"]
