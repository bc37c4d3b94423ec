"""Questionnaires: brought as files, taken item by item, scored scale by scale."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mtdesk.errors import InvalidError, NotFoundError, RefusedError
from mtdesk.insight import questionnaire as scoring
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold
from mtdesk.model.questionnaire import Response
from mtdesk.model.rules import PAST
from mtdesk.model.table import grouped
from mtdesk.store.wellbeing import questionnaires

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.findings.history import ScaleScores
    from mtdesk.model.questionnaire import Item, Questionnaire, Result

BUILT_IN = Path(__file__).parents[2] / "questionnaires" / "own_words.toml"
KIND = "questionnaire"


@frozen
class Listed:
    """A questionnaire that can be taken. `id` is None until our own is first taken."""

    questionnaire: Questionnaire
    id: int | None
    version: str
    built_in: bool = False
    last_taken: str | None = None
    unfinished_today: bool = False


class Questionnaires:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def add_file(self, path: Path) -> tuple[Questionnaire, int, bool]:
        """Read a TOML file and keep it; returns it, the operation, and whether it is a new version.

        What was answered to an earlier version stays with that version.

        Raises:
            InvalidError: a value in the file is wrong; RefusedError: it is there already.
        """
        added = _read(path)
        with self._opened.writing(KIND, f"questionnaire added: {added.name}") as writing:
            earlier = next((each for each in self.all() if _is(each, added.name)), None)
            if earlier is not None and earlier.built_in:
                raise RefusedError(
                    f"“{added.name}” is the name of our own; give yours another name"
                )
            if earlier is not None and earlier.questionnaire == added:
                raise RefusedError(f"“{added.name}” is there already, word for word")
            questionnaires.add(writing.book, added, self._opened.stamp())
        return added, writing.operation, earlier is not None

    def all(self) -> list[Listed]:
        """Our own first, then those that were added, each in its last version."""
        book, today = self._opened.book, self._opened.today.isoformat()
        own = _read(BUILT_IN)
        stored = {fold(each.name): (number, each) for number, each in questionnaires.newest(book)}
        number, kept = stored.pop(fold(own.name), (None, own))
        found = [(number if kept == own else None, own), *stored.values()]
        last: dict[str, str] = {}
        open_today = set()
        for response in questionnaires.responses(book, up_to=today):
            key = fold(response.questionnaire.name)
            if response.complete:
                last[key] = response.taken_on
            elif response.taken_on == today:
                open_today.add(key)
        return [
            Listed(
                questionnaire=each,
                id=number,
                version=questionnaires.version(each),
                built_in=each is own,
                last_taken=last.get(fold(each.name)),
                unfinished_today=fold(each.name) in open_today,
            )
            for number, each in found
        ]

    def get(self, name: str = "") -> Listed:
        """The questionnaire of that name or its beginning.

        Without a name it is the one left unfinished today, else the one taken last, else the one
        added last, else our own.

        Raises:
            NotFoundError: none is, or several are.
        """
        every = self.all()
        if not name.strip():
            taken = [each for each in every if each.unfinished_today or each.last_taken]
            return max(
                taken,
                key=lambda each: (each.unfinished_today, each.last_taken or ""),
                default=every[-1],
            )
        exact = [each for each in every if _is(each, name)]
        near = exact or [
            each for each in every if fold(each.questionnaire.name).startswith(fold(name))
        ]
        if len(near) == 1:
            return near[0]
        names = ", ".join(each.questionnaire.name for each in near or every)
        if near:
            raise NotFoundError(f"“{name}” begins several questionnaires: {names}")
        raise NotFoundError(f"there is no questionnaire “{name}”; there are: {names}")

    def start(self, name: str = "", *, on: str | None = None) -> Sitting:
        """Take a questionnaire, or go on with the one that was begun and left on that day."""
        today = self._opened.now().date()
        day = today if on is None else PAST.read(on, today, "on")
        listed = self.get(name)
        begun = None
        if listed.id is not None:
            begun = questionnaires.unfinished(self._opened.book, listed.id, day.isoformat())
        earlier = questionnaires.responses(
            self._opened.book, listed.questionnaire.name, up_to=day.isoformat()
        )
        return Sitting(
            self._opened,
            listed,
            begun
            or Response(
                questionnaire=listed.questionnaire,
                taken_on=day.isoformat(),
                started_at=self._opened.stamp(),
                answers={},
            ),
            taken_that_day=any(
                each.complete and each.taken_on == day.isoformat() for each in earlier
            ),
        )

    def history(self, name: str = "") -> list[Result]:
        """Every response to a questionnaire, oldest first, each compared with the one before it."""
        return scoring.results(
            questionnaires.responses(
                self._opened.book,
                self.get(name).questionnaire.name,
                up_to=self._opened.today.isoformat(),
            )
        )

    def results_up_to(self, day: date) -> list[Result]:
        """The last complete result of each questionnaire on or before a day."""
        return [scoring.results(responses)[-1] for responses in self._complete_up_to(day)]

    def scores_up_to(self, day: date) -> tuple[ScaleScores, ...]:
        """Each scale over time, on or before a day: what the findings look at.

        Of an earlier version only those scores count whose items were the same.
        """
        from mtdesk.insight.findings.history import ScaleScores

        return tuple(
            ScaleScores(
                questionnaire=responses[-1].questionnaire.name,
                name=scale.name,
                scores=scoring.scores_of(scale, responses),
                sd=scale.sd,
                reliability=scale.reliability,
                higher_is_worse=scale.higher_is_worse,
            )
            for responses in self._complete_up_to(day)
            for scale in responses[-1].questionnaire.scales
        )

    def _complete_up_to(self, day: date) -> list[list[Response]]:
        """The complete responses to each questionnaire, oldest first."""
        every = questionnaires.responses(self._opened.book, up_to=day.isoformat())
        by_name = grouped((fold(each.questionnaire.name), each) for each in every if each.complete)
        return list(by_name.values())


class Sitting:
    """One questionnaire being answered. Each answer is kept at once; all are undone as one.

    The items come in an order of their own, so that the scales do not show; it is the same when
    the sitting is gone on with. `operation` is None until the first answer.
    """

    def __init__(
        self, opened: Opened, listed: Listed, response: Response, *, taken_that_day: bool
    ) -> None:
        self._opened = opened
        self._questionnaire_id = listed.id
        self.questionnaire = listed.questionnaire
        self.response = response
        self.is_resumed = response.id is not None
        self.taken_that_day = taken_that_day
        self.operation: int | None = None
        self.order = tuple(
            sorted(
                self.questionnaire.items,
                key=lambda item_id: sha256(f"{response.started_at} {item_id}".encode()).digest(),
            )
        )
        self.place = next(
            (place for place, item_id in enumerate(self.order) if item_id not in response.answers),
            len(self.order),
        )

    @property
    def item_id(self) -> str | None:
        """The item whose turn it is; None after the last."""
        return self.order[self.place] if self.place < len(self.order) else None

    @property
    def item(self) -> Item | None:
        return None if self.item_id is None else self.questionnaire.items[self.item_id]

    @property
    def answered(self) -> int:
        return sum(answer is not None for answer in self.response.answers.values())

    def answer(self, item_id: str, value: float | None) -> None:
        """Keep the score of one of the item's options, None for skipped, and go to the next item.

        Raises:
            InvalidError: no such item, or no such option.
        """
        self._check(item_id, value)
        self._write({item_id: value})
        self.place = self.order.index(item_id) + 1

    def skip(self) -> None:
        if self.item_id is not None:
            self.answer(self.item_id, None)

    def pass_by(self) -> None:
        """To the next item: an answer given before stays, an open item is skipped."""
        if self.item_id in self.response.answers:
            self.place += 1
        else:
            self.skip()

    def back(self) -> None:
        """To the item before; its answer stays until it is given anew."""
        self.place = max(self.place - 1, 0)

    def finish(self, answers: Mapping[str, float | None] | None = None) -> Result:
        """Keep these answers too, in one go, and close the sitting: what is open was skipped.

        Raises:
            InvalidError: no such item, or no such option; nothing is written then.
        """
        given = dict(answers or {})
        for item_id, value in given.items():
            self._check(item_id, value)
        self._write(given, complete=True)
        self.place = len(self.order)
        results = scoring.results(
            questionnaires.responses(
                self._opened.book, self.questionnaire.name, up_to=self.response.taken_on
            )
        )
        return next(each for each in results if each.response_id == self.response.id)

    def _check(self, item_id: str, value: float | None) -> None:
        item = self.questionnaire.items.get(item_id)
        if item is None:
            raise InvalidError(
                "item", f"“{item_id}” is not one of {', '.join(self.questionnaire.items)}"
            )
        if value is not None:
            item.points(value)

    def _write(self, answers: dict[str, float | None], *, complete: bool = False) -> None:
        after = replace(
            self.response, answers={**self.response.answers, **answers}, complete=complete
        )
        summary = f"{self.questionnaire.name} of {after.taken_on}"
        with self._opened.writing(KIND, summary, more_of=self.operation) as writing:
            number = self._questionnaire_id or questionnaires.add(
                writing.book, self.questionnaire, self._opened.stamp()
            )
            if after.id is None:
                after = replace(after, id=questionnaires.begin(writing.book, number, after))
            else:
                questionnaires.change(writing.book, self.response, after)
        self._questionnaire_id = number
        self.operation = writing.operation
        self.response = after


def _is(listed: Listed, name: str) -> bool:
    return fold(listed.questionnaire.name) == fold(name)


def _read(path: Path) -> Questionnaire:
    from mtdesk.exchange.readers.questionnaire import read  # findings come here without it

    return read(path)
