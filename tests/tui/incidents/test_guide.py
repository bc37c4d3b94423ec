"""The guide in the dashboard only asks, and shows what the desk says."""

from __future__ import annotations

import pytest
from areas import shown, words
from incidents import WRONG
from textual.widgets import TextArea

from mtdesk.errors import InvalidError
from mtdesk.model.incidents import QUESTIONS
from mtdesk.tui.incidents.guide import Record

ANSWERED = {"kind": "threat", "severity": "4"}


def refusal(desk, key):
    with pytest.raises(InvalidError) as refused:
        desk.incidents.check(key, WRONG[key])
    return refused.value.message


async def test_every_wrong_answer_is_refused_in_the_same_words(practice):
    practice.incidents.begin(ANSWERED)
    async with shown(practice, "Incidents") as pilot:
        await pilot.press("enter")
        for question in QUESTIONS[len(ANSWERED) :]:
            answer = pilot.app.screen.query_one(TextArea)
            answer.text = WRONG[question.key]
            await pilot.press("enter")
            assert words(pilot, "#question") == question.words
            assert words(pilot, "Record .hint") == question.hint
            assert words(pilot, "Record .trouble") == refusal(practice, question.key)
            answer.text = ""
            await pilot.press("enter")
        assert isinstance(pilot.app.screen, Record)
        assert words(pilot, "#question") == "Is this what happened?"
