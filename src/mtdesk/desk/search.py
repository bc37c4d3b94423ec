"""Search everywhere: what was typed, asked of the words, the sums and the days of all rows."""

from __future__ import annotations

from mtdesk.desk.opened import Opened
from mtdesk.errors import MtdeskError
from mtdesk.insight.search import Asked, read, spans_of
from mtdesk.model.names import fold
from mtdesk.model.session import LAST_DAY
from mtdesk.store import search
from mtdesk.store.search import Hit

__all__ = ["MOST", "Hit", "Search"]

MOST = 50
_YEARS = 12  # back to which a month without a year is looked for
_MORE = 20  # times the rows wanted are read where words choose among them


class Search:
    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def find(self, text: str, limit: int = MOST) -> list[Hit]:
        """Rows that hold all words typed, or are of the sum or the days they name; none for nothing.

        Those without a day (clients, the menu, workplaces) come first, then the newest.
        """
        asked = read(text, self._opened.today)
        if not asked.tokens or not self._opened.exists:
            return []
        book = self._opened.book
        search.catch_up(book)
        found = search.by_words(book, asked.tokens, limit, last=self._last)
        hits = search.hits(book, found)
        hits += self._of_days(asked, limit)
        hits += self._of_amount(asked, limit)
        first_seen = {(each.table, each.id): each for each in hits}
        return sorted(first_seen.values(), key=lambda hit: _order(hit, asked.tokens))[:limit]

    @property
    def _last(self) -> str:
        """The last day that is looked at: what `--today` says; what is booked later is found otherwise."""
        return self._opened.today.isoformat() if self._opened.is_as_of else ""

    def _of_days(self, asked: Asked, limit: int) -> list[Hit]:
        book, spans = self._opened.book, []
        if asked.first and asked.last:
            spans = [(asked.first, asked.last)]
        elif asked.yearly is not None:
            spans = spans_of(asked.yearly, self._opened.today, _YEARS)
        hits: list[Hit] = []
        for first, last in spans:
            days = first.isoformat(), min(last.isoformat(), self._last or LAST_DAY)
            if asked.others:
                found = search.by_words(book, asked.others, limit, first=days[0], last=days[1])
            else:
                found = search.by_day(book, *days, limit)
            hits += search.hits(book, found)
            if len(hits) >= limit:
                break
        return hits

    def _of_amount(self, asked: Asked, limit: int) -> list[Hit]:
        if not asked.amount:
            return []
        money = self._opened.settings.currency
        try:
            minor = money.parse(asked.amount, "amount")
        except MtdeskError:
            return []
        most = limit * _MORE if asked.others else limit
        book = self._opened.book
        found = search.by_amount(book, minor, most, self._last or LAST_DAY)
        return _with(asked.others, search.hits(book, found))


def _with(tokens: tuple[str, ...], hits: list[Hit]) -> list[Hit]:
    """Those that hold each word, as the beginning of one of theirs."""
    if not tokens:
        return hits
    return [hit for hit in hits if all(f" {token}" in _folded(hit) for token in tokens)]


def _folded(hit: Hit) -> str:
    words = fold(" ".join(filter(None, (hit.client, hit.service, hit.workplace, *hit.words))))
    return f" {words.replace('-', ' ').replace('_', ' ')}"


def _order(hit: Hit, tokens: tuple[str, ...]) -> tuple[bool, int, bool, str, int]:
    """Without a day first, a name that begins so before one that holds it; then the newest."""
    newest = -int(hit.day.replace("-", "")) if hit.day else 0
    return hit.day is not None, newest, not _with(tokens, [hit]), hit.table, -hit.id
