"""What of her practice steps of a plan can be about: services, workplaces, clients, her longest days."""

from __future__ import annotations

from collections import Counter
from statistics import median_low
from typing import TYPE_CHECKING

from mtdesk.desk.week.plan.reading import held_terms
from mtdesk.errors import UsageError
from mtdesk.model.frozen import frozen
from mtdesk.model.names import fold
from mtdesk.model.practice import estimated_effort
from mtdesk.model.text import joined
from mtdesk.store import clients, practice, sessions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mtdesk.desk.opened import Opened
    from mtdesk.insight.plan.weeks import Known
    from mtdesk.model.client import Client


@frozen
class Offered:
    """A service as it is asked for: what it costs and takes, None where nobody said."""

    name: str
    price_minor: int | None
    minutes: int | None
    effort: float
    sessions: int  # of the weeks that are drawn


class Menu:
    """What of her practice steps can be about."""

    def __init__(self, opened: Opened, known: Known) -> None:
        self._book = opened.book
        self.currency = opened.settings.currency
        self.workplaces = {each.name: each.id or 0 for each in practice.workplaces(opened.book)}
        self._terms = held_terms(opened)
        work = [each for week in known.last_year for each in week]
        self.at = Counter(each.workplace_id for each in work)  # sessions at a workplace
        self._came = Counter(each.client_id for each in work if each.client_id)
        self.worked_days = {each.day.weekday() for each in work}
        days: dict[date, int] = {}
        for each in work:
            days[each.day] = days.get(each.day, 0) + (each.minutes or 0)
        weeks = [sum(each.minutes or 0 for each in week) for week in known.last_year]
        self.longest_day, self.longest_week = max(days.values(), default=0), max(weeks, default=0)
        listed = {each.name: each for each in practice.services(opened.book)}
        self.services: dict[str, Offered] = {}
        for name in dict.fromkeys([*listed, *(each.service for each in work if each.service)]):
            given = [each for each in work if each.service == name]
            service = listed.get(name)
            worths = [
                each.worth_minor for each in given if each.worth_minor and each.paid_by == "price"
            ]
            minutes = [each.minutes for each in given if each.minutes]
            price = service.price_minor if service and service.price_minor else None
            length = service.minutes if service and service.minutes else None
            earlier = sessions.earlier_efforts(
                opened.book, opened.today.isoformat(), service.id if service else None, name
            )
            modality = service.modality if service else name
            self.services[name] = Offered(
                name=name,
                price_minor=price or (median_low(worths) if worths else None),
                minutes=length or (median_low(minutes) if minutes else None),
                effort=estimated_effort(earlier, service, modality),
                sessions=len(given),
            )

    def service(self, words: str) -> Offered:
        """Raises UsageError: no such service, or several."""
        found = among(words, self.services)
        if not found:
            raise UsageError(f"there is no service “{words[:40]}”; {_known(self.services)}")
        return self.services[found]

    def clients(self, words: str) -> list[Client]:
        """The clients of a name, or of a number."""
        numbered = clients.numbered(self._book, words) if words.startswith("#") else None
        return [numbered] if numbered else clients.named(self._book, words)

    @property
    def came(self) -> list[Client]:
        """The clients of the weeks that are drawn, who came most first."""
        found = clients.numbered_all(self._book, self._came)
        return sorted(found, key=lambda each: (-self._came[each.id or 0], each.name))

    def workplace(self, words: str) -> str:
        return among(words, self.workplaces)

    def rent(self, workplace_id: int) -> int | None:
        """What a workplace asks a month; None where nothing says whether it asks any."""
        term = self._terms.get(workplace_id)
        if term is None or term.kind == "own":
            return None
        return term.amount_minor if term.kind == "rent" else 0


def among(words: str, names: Iterable[str]) -> str:
    """The one that is meant: of that name, or the only one that begins so; empty where none is."""
    wanted = fold(words)
    same = [each for each in names if fold(each) == wanted]
    begun = [each for each in names if fold(each).startswith(wanted)] if wanted else []
    for found in (same, begun):
        if len(found) == 1:
            return found[0]
    if begun:
        raise UsageError(f"“{words[:40]}” may be {joined(begun[:5], 'or')}; write more of it")
    return ""


def _known(names: Iterable[str]) -> str:
    every = [*names]
    more = " …" if len(every) > 6 else ""
    return f"yours are {joined(every[:6])}{more}" if every else "the menu is empty"
