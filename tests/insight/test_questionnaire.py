from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.errors import InvalidError
from mtdesk.insight.questionnaire import results, score
from mtdesk.model.questionnaire import (
    BETTER,
    NOISE,
    WORSE,
    Item,
    Option,
    Questionnaire,
    Response,
    Scale,
)

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


FIVE = tuple(Option(str(value), value) for value in (100, 75, 50, 25, 0))
TIRED = Scale(
    name="tired", items=(Item(text="so", options=FIVE),), minimum=1, sd=20, reliability=0.85
)
WITH_NORMS = Questionnaire(name="tiredness", scales=(TIRED,))


def taken(
    day: int, answer: float | None, questionnaire: Questionnaire = WITH_NORMS, *, done: bool = True
) -> Response:
    return Response(
        id=day,
        questionnaire=questionnaire,
        taken_on=f"2026-11-{day:02}",
        started_at="",
        answers={questionnaire.scales[0].item_ids[0]: answer},
        complete=done,
    )


def change(*responses: Response) -> tuple[str, float | None, str | None]:
    part = results(responses)[-1].scales[0]
    return part.change, part.before, part.before_on


def test_a_change_is_reliable_beyond_what_the_norms_call_noise() -> None:
    # 20 x sqrt 2 x sqrt 0.15 x 1.96 = 21.5 points
    assert change(taken(1, 25), taken(2, 50)) == (WORSE, 25, "2026-11-01")
    assert change(taken(1, 50), taken(2, 25)) == (BETTER, 50, "2026-11-01")
    assert change(taken(1, 50), taken(2, 50)) == (NOISE, 50, "2026-11-01")
    [_, after] = results([taken(1, 25), taken(2, 50)])
    assert after.scales[0].index == pytest.approx(25 / (20 * 2**0.5 * 0.15**0.5))


def test_where_higher_is_better_a_rise_is_one() -> None:
    rested = Questionnaire(name="rest", scales=(replace(TIRED, higher_is_worse=False),))
    assert change(taken(1, 25, rested), taken(2, 100, rested))[0] == BETTER
    assert change(taken(1, 100, rested), taken(2, 25, rested))[0] == WORSE


def test_without_norms_or_before_nothing_is_said() -> None:
    bare = Questionnaire(name="bare", scales=(replace(TIRED, sd=None, reliability=None),))
    assert change(taken(1, 0, bare), taken(2, 100, bare)) == ("", 0, "2026-11-01")
    assert change(taken(1, 100)) == ("", None, None)


def test_the_one_before_is_the_last_complete_one_with_a_score() -> None:
    assert change(taken(1, 0), taken(2, None), taken(3, 50, done=False), taken(4, 100)) == (
        WORSE,
        0,
        "2026-11-01",
    )
    unfinished = results([taken(1, 0), taken(2, 100, done=False)])[-1]
    assert (unfinished.scales[0].score, unfinished.scales[0].change) == (100, "")


def test_versions_are_compared_when_the_items_are_the_same() -> None:
    bare = replace(WITH_NORMS, scales=(replace(TIRED, sd=None, reliability=None),))
    assert change(taken(1, 0, bare), taken(2, 100))[0] == WORSE  # norms came later
    other = replace(TIRED, items=(Item(text="otherwise", options=FIVE),))
    reworded = Questionnaire(name="tiredness", scales=(other,))
    assert change(taken(1, 0), taken(2, 100, reworded)) == ("", None, None)
