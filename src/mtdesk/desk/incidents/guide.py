"""The record of an incident asked one fact at a time; a front asks, shows, and hands over what came.

What is answered is a draft in the practice, so that nothing typed is lost, whatever happens.
"""

from __future__ import annotations

from mtdesk.desk.incidents.recording import Recording
from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.model.incidents import LAST, QUESTIONS, Draft, Incident, Question

_KEYS = [each.key for each in QUESTIONS]


class Guide:
    """One sitting. It begins at the first question that was not come to yet.

    `place` counts from 0; at the end it is the number of questions, and `question` is LAST.
    """

    def __init__(
        self, desk: Recording, answers: dict[str, str], draft: Draft | None = None
    ) -> None:
        self._desk = desk
        self.answers = {**(draft.answers if draft else {}), **answers}
        self.draft_id = draft.id if draft else None
        self._walked = 0  # up to here one question comes after the other, answered ones too
        self.place = self._open_from(0)

    @property
    def question(self) -> Question:
        return LAST if self.is_at_end else QUESTIONS[self.place]

    @property
    def is_at_end(self) -> bool:
        return self.place >= len(QUESTIONS)

    @property
    def given(self) -> str:
        """What the question was answered before."""
        return self.answers.get(self.question.key, "")

    @property
    def summary(self) -> list[tuple[Question, str]]:
        """What was answered, in the order of the questions."""
        given = ((each, self.answers.get(each.key, "")) for each in QUESTIONS)
        return [(question, answer) for question, answer in given if answer.strip()]

    # -- answers

    def check(self, text: str) -> None:
        """Whether this can be the answer, or one line of it.

        Raises:
            InvalidError: it cannot.
        """
        self._desk.check(self.question.key, self.question.meant(text))

    def answer(self, text: str) -> None:
        """Take the answer, empty to leave the fact out, and go on to the next question.

        Raises:
            InvalidError: it is refused, and the question stays.
        """
        self.check(text)
        self._save(self.question.meant(text))
        self.place = self._open_from(self.place + 1)

    def keep(self, text: str) -> None:
        """Keep what stands there so far; a question that was only looked at is asked again."""
        if not self.is_at_end and (text.strip() or self.question.key in self.answers):
            self._save(text)

    def back(self) -> None:
        """To the question before; from there on one comes after the other, up to here."""
        self._walked = max(self._walked, self.place + 1)
        self.place = max(self.place - 1, 0)

    # -- the end

    def again(self) -> None:
        """Go through all of it once more."""
        self.place, self._walked = 0, len(QUESTIONS)

    def record(self) -> tuple[Incident, int]:
        """Record it; returns the record and its operation.

        Raises:
            InvalidError: an answer is wrong; its question is asked next, and then the end.
        """
        try:
            if self.draft_id is None:
                return self._desk.add(self.answers)
            return self._desk.record_draft(self.draft_id, self.answers)
        except InvalidError as error:
            if error.field in _KEYS:
                self.place, self._walked = _KEYS.index(error.field), 0
            raise

    def drop(self) -> int | None:
        """Drop what was answered; returns the operation, None where nothing was kept yet."""
        number = None if self.draft_id is None else self._desk.drop_draft(self.draft_id)
        self.draft_id, self.answers = None, {}
        return number

    def _save(self, answer: str) -> None:
        """Into the draft, which begins with the first answer that says something."""
        self.answers[self.question.key] = answer
        if self.draft_id is not None:
            try:
                self.answers = dict(self._desk.save_draft(self.draft_id, self.answers).answers)
            except NotFoundError:  # dropped or recorded elsewhere: her answers are not lost
                self.draft_id = None
        if self.draft_id is None and any(text.strip() for text in self.answers.values()):
            self.draft_id = self._desk.begin(self.answers)
            self.answers = dict(self._desk.draft(self.draft_id).answers)  # now is that moment

    def _open_from(self, place: int) -> int:
        """The first place from there on that is to be asked."""
        while self._walked <= place < len(_KEYS) and _KEYS[place] in self.answers:
            place += 1
        return place
