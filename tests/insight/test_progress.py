from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.progress import pain_course, pain_words

SIDE = st.none() | st.integers(0, 10)


def test_three_visits_at_either_end():
    course = pain_course([(8, 4), (7, 4), (6, 3), (6, 3), (4, 2), (3, 1), (2, 1)])
    assert (course.each, course.then, course.now) == (3, 7, 3)
    assert course.change is not None
    assert (course.change.points, course.change.is_meaningful) == (4, True)
    assert pain_words(course) == (
        "7.0 on arrival at the first three visits, 3.0 at the latest three visits: "
        "4.0 points less (57 %), a meaningful change"
    )


@pytest.mark.parametrize(("visits", "each"), [(0, 0), (1, 0), (2, 1), (3, 1), (5, 2), (6, 3)])
def test_no_visit_stands_at_both_ends(visits, each):
    assert pain_course([(5, 3)] * visits).each == each


def test_words_where_there_is_little():
    assert pain_words(pain_course([])) == ""
    assert pain_words(pain_course([(5, 3)])) == "asked at one visit only"
    assert pain_words(pain_course([(5, 3), (5, 3)])).endswith("visit: no change")
    assert "1.0 points more (33 %); it began under 4" in pain_words(pain_course([(3, 3), (4, 3)]))
    assert pain_words(pain_course([(0, 0), (2, 0)])).startswith("0.0 on arrival")


def test_a_visit_without_pain_is_no_visit_of_zero():
    course = pain_course([(None, None), (8, None), (None, 3), (4, 2)])
    assert (course.visits, course.then, course.now) == (2, 8, 4)
    assert (course.within, course.within_visits) == (2, 1)


@given(st.lists(st.tuples(SIDE, SIDE), max_size=30))
def test_the_ends_lie_within_what_was_said(pains):
    course = pain_course(pains)
    arrived = [before for before, _ in pains if before is not None]
    assert course.visits == len(arrived)
    if course.then is not None:
        assert min(arrived) <= course.then <= max(arrived)
    assert (course.then is None) is (len(arrived) < 2)
    pain_words(course)
