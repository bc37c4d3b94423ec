"""The guide: one question after the other, what is kept, where a wrong answer leads."""

from __future__ import annotations

import pytest
from incidents import WRONG

from mtdesk.errors import InvalidError
from mtdesk.model.incidents import LAST, QUESTIONS

KEYS = [each.key for each in QUESTIONS]
ANSWERED = {**dict.fromkeys(KEYS, ""), "kind": "threat", "severity": "4"}


def at(desk, key):
    """A guide that stands at this question: what is before it was come to."""
    before = {each: ANSWERED[each] for each in KEYS[: KEYS.index(key)]}
    return desk.incidents.guide(before)


@pytest.mark.parametrize(("key", "text"), WRONG.items())
def test_a_wrong_answer_is_refused_with_one_sentence(desk, path, key, text):
    guide = at(desk, key)
    said = set()
    for door in (
        lambda: guide.answer(text),
        lambda: guide.check(text),
        lambda: desk.incidents.check(key, text),
        lambda: desk.incidents.add({**ANSWERED, key: text}),
        lambda: desk.incidents.guide({**ANSWERED, key: text}).record(),
    ):
        with pytest.raises(InvalidError) as refused:
            door()
        assert refused.value.field == key
        said.add(refused.value.message)
    assert len(said) == 1
    assert guide.question.key == key
    assert not path.exists()


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("kind", "6", "threat"), ("kind", "THREAT", "THREAT"), ("kind", "threat", "threat"),
        ("severity", "4  touch, or a threat", "4"), ("severity", "4", "4"), ("paid", "1", "1"),
    ],
)  # fmt: skip
def test_a_choice_as_it_is_shown_or_by_its_number(key, typed, meant):
    assert QUESTIONS[KEYS.index(key)].meant(typed) == meant


def test_what_is_answered_is_kept_at_once_and_nothing_before(desk, path):
    guide = desk.incidents.guide()
    guide.keep(" ")
    guide.back()
    assert not path.exists()
    guide.answer("6")
    (draft,) = desk.incidents.drafts()
    assert draft.answers == {"kind": "threat"}
    guide.answer("4")
    guide.keep("")  # only looked at
    assert desk.incidents.guide(draft=desk.incidents.draft(draft.id)).question.key == "at"


def test_it_goes_on_where_it_was_left_and_walks_again_what_it_went_back_over(desk):
    guide = at(desk, "setting")
    for _ in range(3):
        guide.back()
    walked = []
    for _ in range(4):
        walked.append(guide.question.key)
        guide.answer(guide.given)
    assert walked == ["severity", "at", "client", "setting"]


def test_a_wrong_answer_at_the_end_is_asked_again_and_then_the_end(desk):
    guide = desk.incidents.guide({**ANSWERED, "severity": "9"})
    assert guide.question is LAST
    with pytest.raises(InvalidError):
        guide.record()
    assert (guide.question.key, guide.given) == ("severity", "9")
    guide.answer("3")
    assert guide.question is LAST
    incident, _ = guide.record()
    assert incident.severity == 3
    assert desk.incidents.drafts() == []


def test_again_asks_every_question(desk):
    guide = desk.incidents.guide(ANSWERED)
    guide.again()
    asked = []
    while not guide.is_at_end:
        asked.append(guide.question.key)
        guide.answer(guide.given)
    assert asked == KEYS


def test_dropped_it_can_be_brought_back(desk):
    guide = desk.incidents.guide()
    assert guide.drop() is None
    guide.answer("threat")
    number = guide.drop()
    assert desk.incidents.drafts() == []
    desk.history.undo(number)
    assert len(desk.incidents.drafts()) == 1
