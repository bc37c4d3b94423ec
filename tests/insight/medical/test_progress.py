from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtdesk.insight.medical.outcomes import pain_course, pain_words

SIDE = st.none() | st.integers(0, 10)


def test_three_visits_at_either_end():
    course = pain_course([(8, 4), (7, 4), (6, 3), (6, 3), (4, 2), (3, 1), (2, 1)])
    assert course.trend is not None
    assert (course.trend.visits, course.trend.first, course.trend.last) == (3, 7, 3)
    assert pain_words(course) == (
        "7.0 on arrival at the first three visits, 3.0 at the latest three visits: "
        "4.0 points less (57 %), a meaningful change"
    )


def test_words_where_there_is_little():
    assert pain_words(pain_course([])) == ""
    assert pain_words(pain_course([(5, 3)])) == "asked at one visit only"
    assert pain_words(pain_course([(5, 3), (5, 3)])).endswith("visit: no change")
    assert "1.0 points more (33 %); it began under 4" in pain_words(pain_course([(3, 3), (4, 3)]))
    assert pain_words(pain_course([(0, 0), (2, 0)])).startswith("0.0 on arrival")


def test_a_visit_without_pain_is_no_visit_of_zero():
    course = pain_course([(None, None), (8, None), (None, 3), (4, 2)])
    assert course.trend is not None
    assert (course.visits, course.trend.first, course.trend.last) == (2, 8, 4)
    assert (course.within, course.within_visits) == (2, 1)


@given(st.lists(st.tuples(SIDE, SIDE), max_size=30))
def test_words_wherever_pain_was_asked(pains):
    course = pain_course(pains)
    arrived = [before for before, _ in pains if before is not None]
    assert course.visits == len(arrived)
    assert (course.trend is None) is (len(arrived) < 2)
    assert bool(pain_words(course)) is bool(arrived)
