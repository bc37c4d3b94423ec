"""Years that were closed: what would change one is refused, or said once it was overruled."""

from __future__ import annotations

from mtdesk.errors import ANSWER_YES, ClosedYearError
from mtdesk.model.frozen import frozen
from mtdesk.store import year as years
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtdesk.desk.opened.settings import Settings
    from mtdesk.insight.takings import Takings
    from mtdesk.model.year import ClosedYear
    from mtdesk.store.file.book import Book


@frozen
class Moved:
    """A closed year that was changed all the same, as it was and as it is."""

    year: int
    before: Takings
    after: Takings


class ClosedYears:
    """Those of a practice as an operation begins; `moved` is asked at its end.

    `in_force` gives the settings when it is called, which an operation may change.
    """

    def __init__(self, book: Book, in_force: Callable[[], Settings], *, overruled: bool) -> None:
        self._book = book
        self._in_force = in_force
        self._overruled = overruled
        self._closed = years.closed(book)
        self._before = [self._figures(each) for each in self._closed] if overruled else []

    def moved(self, operation: int) -> list[Moved]:
        """What an operation changed of them.

        Raises:
            ClosedYearError: it changes one, and that was not overruled.
        """
        changed = [each for each in self._closed if years.is_changed(self._book, operation, each)]
        if changed and not self._overruled:
            named = changed[0].year
            raise ClosedYearError(
                f"{named} was closed on {changed[0].closed_at[:10]}, and this would change it",
                question=f"{named} is closed; change it all the same?",
                hint=f"`mtdesk year {named} --reopen` opens it; to change it as it is, {ANSWER_YES}",
            )
        return [
            Moved(year=each.year, before=before, after=self._figures(each))
            for each, before in zip(self._closed, self._before, strict=False)
            if each in changed
        ]

    def _figures(self, closed: ClosedYear) -> Takings:
        from mtdesk.desk.opened.takings import money

        return money(self._book, self._in_force(), closed.period)
