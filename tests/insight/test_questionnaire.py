from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.insight.questionnaire import score
from mtdesk.model.questionnaire import Item, Option, Questionnaire, Scale

OPTIONS = (Option("often", 4), Option("now and then", 2), Option("hardly", 1))
PLAIN = Item(text="my hands feel heavy", options=OPTIONS)
TURNED = Item(text="my hands feel rested", options=OPTIONS, reversed=True)
HANDS = Scale(name="hands", items=(PLAIN, PLAIN, TURNED), minimum=2)
MOOD = Scale(name="mood", items=(PLAIN,), minimum=0)
OWN = Questionnaire(name="own words", scales=(HANDS, MOOD))


def test_reversal_mirrors_between_highest_and_lowest() -> None:
    # 4 turned is 1, 1 turned is 4, 2 turned is 3
    assert [TURNED.points(value) for value in (4, 2, 1)] == [1, 3, 4]
    assert score(OWN, {"hands": [4, 2, 2], "mood": [1]}) == {"hands": 3, "mood": 1}


def test_a_scale_left_out_is_unanswered() -> None:
    assert score(OWN, {"hands": [4, 4, 1]}) == {"hands": 4, "mood": None}
    assert score(OWN, {}) == {"hands": None, "mood": None}


def test_the_minimum_answered_is_enough() -> None:
    assert score(OWN, {"hands": [4, None, 4]})["hands"] == 2.5
    assert score(OWN, {"hands": [4, None, None]})["hands"] is None


def test_nothing_answered_is_no_score_even_without_a_minimum() -> None:
    assert score(OWN, {"mood": [None]})["mood"] is None


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"feet": [4]}, "feet"),
        ({"hands": [4, 4]}, "3 items"),
        ({"hands": [4, 4, 4, 4]}, "3 items"),
        ({"hands": [4, 3, 1]}, "3 is not one of 4, 2, 1"),
    ],
)
def test_answers_that_do_not_fit_are_refused(
    answers: dict[str, list[float | None]], words: str
) -> None:
    with pytest.raises(InvalidError, match=words):
        score(OWN, answers)


@given(st.lists(st.sampled_from([None, 4, 2, 1]), min_size=3, max_size=3))
def test_a_score_lies_between_the_options(answers: list[float | None]) -> None:
    found = score(OWN, {"hands": answers})["hands"]
    answered = sum(answer is not None for answer in answers)
    assert (found is None) == (answered < 2)
    assert found is None or 1 <= found <= 4
