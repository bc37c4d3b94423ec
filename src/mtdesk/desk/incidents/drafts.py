"""Records that are broken off, and gone on with."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from mtdesk.desk.incidents import reading
from mtdesk.desk.incidents.recording import Recording
from mtdesk.errors import InvalidError
from mtdesk.model.names import clean
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.store.incidents import drafts

if TYPE_CHECKING:
    from mtdesk.model.incidents import Incident
    from mtdesk.model.incidents.questions import Draft


class Drafts(Recording):
    _sittings: dict[int, int]  # draft -> the operation that its answers belong to

    def begin(self, answers: dict[str, str]) -> int:
        """Keep what was answered so far; returns the number of the draft.

        Raises:
            InvalidError: an answer to no question, or one that is no text.
        """
        with self._opened.writing("draft", "an incident record begun") as writing:
            kept = self._kept(answers, {})
            draft_id = drafts.begin(writing.book, kept, reading.this_moment(self._opened))
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
            before = drafts.get(writing.book, draft_id)
            kept = self._kept(answers, before.answers)
            if before.answers == kept:
                return before
            drafts.change(writing.book, draft_id, kept, reading.this_moment(self._opened))
            saved = drafts.get(writing.book, draft_id)
        self._sittings[draft_id] = writing.operation
        return saved

    def drafts(self) -> list[Draft]:
        """Records that are not finished, the one changed last first."""
        return drafts.every(self._opened.book)

    def draft(self, draft_id: int) -> Draft:
        return drafts.get(self._opened.book, draft_id)

    def drop_draft(self, draft_id: int) -> int:
        """Take a draft away; returns the operation, which can be undone."""
        with self._opened.writing("draft", "an incident record dropped") as writing:
            drafts.drop(writing.book, draft_id)
        return writing.operation

    def record_draft(
        self, draft_id: int, answers: dict[str, str] | None = None
    ) -> tuple[Incident, int]:
        """Record what a draft holds (or these answers instead of it) and take the draft away.

        Raises:
            InvalidError: an answer is wrong, and `error.field` is the key of its question.
        """
        with self._opened.writing("incident") as writing:
            draft = drafts.get(writing.book, draft_id)
            drafts.drop(writing.book, draft_id)
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
