"""Incidents written down and read; records that are broken off and gone on with, asked one fact at a time."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from mtdesk.desk.incidents import reading
from mtdesk.desk.opened import Opened, Writing
from mtdesk.errors import InvalidError, NotFoundError
from mtdesk.model.incidents import LAST, QUESTIONS, Draft, Incident, Question
from mtdesk.model.names import clean
from mtdesk.model.period import Period, human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store import incidents


class Recording:
    _opened: Opened
    _sittings: dict[int, int]  # draft -> the operation that its answers belong to

    def add(self, fields: dict[str, str]) -> tuple[Incident, int]:
        """Record what happened; returns the record and its operation.

        `fields` are those of `reading.FIELDS` as typed; kind and severity are required. A client
        who is not on the list is kept as written (an alias will do).
        """
        with self._opened.writing("incident") as writing:
            made = self._record(writing, fields)
        return made, writing.operation

    def _record(self, writing: Writing, fields: dict[str, str]) -> Incident:
        incident, planned = reading.read(self._opened, fields)
        writing.is_about(f"incident: {incident.kind}")
        number = incidents.add(writing.book, incident)
        for each in planned:
            incidents.add_follow_up(writing.book, number, each.due_on, each.what)
        return incidents.get(writing.book, number)

    def check(self, field: str, text: str) -> None:
        """Whether one answer can be taken; raises InvalidError when it cannot."""
        reading.check(self._opened, field, text)

    def note(self, incident_id: int, text: str) -> Incident:
        """Append a line to a record.

        Raises:
            NotFoundError: no such incident; InvalidError: the note is empty.
        """
        with self._opened.writing("incident", f"note on incident {incident_id}") as writing:
            incidents.get(writing.book, incident_id)
            cleaned = clean(text, "note")
            if not cleaned:
                raise InvalidError("note", "is empty; write what is to be added")
            incidents.add_note(
                writing.book, incident_id, reading.this_moment(self._opened), cleaned
            )
            return incidents.get(writing.book, incident_id)

    def between(self, period: Period | None = None) -> list[Incident]:
        """Newest first; withdrawn ones are marked, not hidden."""
        return incidents.between(self._opened.book, period)

    def get(self, incident_id: int) -> Incident:
        return incidents.get(self._opened.book, incident_id)

    # -- records that are not finished

    def begin(self, answers: dict[str, str]) -> int:
        """Keep what was answered so far; returns the number of the draft.

        Raises:
            InvalidError: an answer to no question, or one that is no text.
        """
        with self._opened.writing("draft", "an incident record begun") as writing:
            kept = self._kept(answers, {})
            draft_id = incidents.begin_draft(writing.book, kept, reading.this_moment(self._opened))
        self._sittings[draft_id] = writing.operation
        return draft_id

    def save_draft(self, draft_id: int, answers: dict[str, str]) -> Draft:
        """Keep these answers in the place of those before; one sitting is undone as one.

        What is kept can be more exact than what was typed: see `_kept`.

        Raises:
            NotFoundError: the draft is not there any more.
        """
        sitting = self._sittings.get(draft_id)
        with self._opened.writing(
            "draft", "an incident record gone on with", more_of=sitting
        ) as writing:
            before = incidents.draft(writing.book, draft_id)
            kept = self._kept(answers, before.answers)
            if before.answers == kept:
                return before
            incidents.change_draft(writing.book, draft_id, kept, reading.this_moment(self._opened))
            saved = incidents.draft(writing.book, draft_id)
        self._sittings[draft_id] = writing.operation
        return saved

    def drafts(self) -> list[Draft]:
        """Records that are not finished, the one changed last first."""
        return incidents.drafts(self._opened.book)

    def draft(self, draft_id: int) -> Draft:
        return incidents.draft(self._opened.book, draft_id)

    def drop_draft(self, draft_id: int) -> int:
        """Take a draft away; returns the operation, which can be undone."""
        with self._opened.writing("draft", "an incident record dropped") as writing:
            incidents.drop_draft(writing.book, draft_id)
        return writing.operation

    def record_draft(
        self, draft_id: int, answers: dict[str, str] | None = None
    ) -> tuple[Incident, int]:
        """Record what a draft holds (or these answers instead of it) and take the draft away.

        Raises:
            InvalidError: an answer is wrong, and `error.field` is the key of its question.
        """
        with self._opened.writing("incident") as writing:
            draft = incidents.draft(writing.book, draft_id)
            incidents.drop_draft(writing.book, draft_id)
            made = self._record(writing, draft.answers if answers is None else answers)
        return made, writing.operation

    def unfinished(self) -> list[Reminder]:
        """A draft asks to be gone on with."""
        today = self._opened.today
        return [
            Reminder(
                level="note",
                text=f"An incident record begun {human_day(date.fromisoformat(each.begun_at[:10]), today)} "
                "is not finished",
                sign="unfinished_record",
                short="an incident record is not finished",
                area="Incidents",
            )
            for each in self.drafts()
        ]

    def _kept(self, answers: dict[str, str], before: dict[str, str]) -> dict[str, str]:
        """Answers as a draft holds them: `14:30`, and nothing for now, with the day they were given.

        Recorded on another day, they would else mean another moment.
        """
        reading.known(answers)
        kept = {key: clean(text, key) for key, text in answers.items()}
        if "at" in kept and not (kept["at"] or kept.get("session")):
            kept["at"] = before.get("at") or "now"
        if kept.get("at"):
            with suppress(InvalidError):  # asked again when it is recorded
                moment, _ = reading.read_moment(self._opened, kept["at"])
                kept["at"] = moment[:16].replace("T", " ")
        return kept


_KEYS = [each.key for each in QUESTIONS]


class Guide:
    """One sitting: a front asks, shows, and hands over what came. Every answer is in a draft, so
    that nothing typed is lost. It begins at the first question that was not come to yet.

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

    def finish(self, text: str) -> None:
        """Take the answer, where there is one, and leave all that was not come to out.

        Raises:
            InvalidError: it is refused, and the question stays.
        """
        if text.strip():
            self.check(text)
            self._save(self.question.meant(text))
        self.place = len(QUESTIONS)

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
