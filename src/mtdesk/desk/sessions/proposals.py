"""How a line may go on, from her own rows: what the client was booked for, or had the last time."""

from __future__ import annotations

from mtdesk.desk.opened import Opened
from mtdesk.desk.sessions.draft import vocabulary
from mtdesk.errors import InvalidError
from mtdesk.model.client import Client
from mtdesk.model.entry import Entry, Vocabulary, parse
from mtdesk.model.entry.completion import complete
from mtdesk.model.entry.ghost import lacking, way_of
from mtdesk.model.entry.kinds import kind_of
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold
from mtdesk.model.session import Visit
from mtdesk.store import clients, sessions

LEAST_LETTERS = 2  # of a name, before it is gone on with


@frozen
class Proposal:
    """`text` is the whole line as it may become, `name` the line with its last name alone completed.

    The words are those of a visit of a `day`, which is booked for today or was the last one;
    `menu_minor` is what the menu asks, where that is another price than the one proposed.
    """

    text: str
    name: str = ""
    day: str = ""
    is_booked: bool = False
    menu_minor: int | None = None


@frozen
class _Known:
    """What a line with a known client lacks, and the visit that says so."""

    entry: Entry
    visit: Visit
    lacks: str


def proposed(opened: Opened, text: str, *, with_clients: bool) -> Proposal | None:
    """The line gone on with; None where nothing is known, or all is said."""
    words = text.split()
    if not words or "--" in words or kind_of(text).name != "session":
        return None
    head, blank, last = text.rpartition(" ")
    if last and head.strip():  # the last word may be the beginning of what is lacking
        head = f"{head}{blank}"
        minute = opened.now().replace(second=0, microsecond=0)
        lacks, found = opened.remember(("lacks", head, minute), lambda: _whole(opened, head))
        if _begins(lacks, last):
            return found
    lacks, found = _whole(opened, text)
    if lacks:
        return found
    if with_clients and len(last) >= LEAST_LETTERS and not any(map(str.isdigit, text)):
        return _named(opened, text, last)
    return None


def _whole(opened: Opened, text: str) -> tuple[str, Proposal | None]:
    """What a line lacks, and the line with it, where that means the same."""
    found = _lacking(opened, text)
    return ("", None) if found is None else (found.lacks, _gone_on(opened, text, found))


def _begins(lacks: str, last: str) -> bool:
    """Whether a word that is being typed begins what is lacking, and is not all of it."""
    return bool(lacks) and fold(lacks).startswith(fold(last)) and fold(lacks) != fold(last)


def _read(text: str, known: Vocabulary) -> Entry | None:
    try:
        return parse(text, known)
    except InvalidError:
        return None


def _lacking(opened: Opened, text: str) -> _Known | None:
    """What a line lacks, where its client is known and came before."""
    known = vocabulary(opened, text)
    entry = _read(text, known)
    if entry is None or entry.client_id is None or entry.status not in {"done", "booked"}:
        return None
    found = _model(opened, entry)
    if found is None:
        return None
    visit, method = found
    lacks = " ".join(lacking(entry, visit, known.currency, method))
    return _Known(entry=entry, visit=visit, lacks=lacks) if lacks else None


def _gone_on(opened: Opened, text: str, found: _Known) -> Proposal | None:
    """The whole line, as long as it means the same: a name may be another where it comes to stand."""
    visit = found.visit
    whole = f"{text if text.endswith(' ') else f'{text} '}{found.lacks}"
    then = _read(whole, vocabulary(opened, whole))
    if then is None or not _is_meant(then, found.entry, visit):
        return None
    service = then.service
    is_other = service is not None and service.price_minor not in {None, then.price_minor}
    return Proposal(
        text=whole,
        day=visit.session.local_date,
        is_booked=visit.session.status == "booked",
        menu_minor=service.price_minor if service and is_other and then.price_minor else None,
    )


def _model(opened: Opened, entry: Entry) -> tuple[Visit, str | None] | None:
    """The visit to go by, and how its client pays: the open booking of the day, else the last visit."""
    book, day, client = opened.book, entry.day.isoformat(), entry.client_id or 0
    service = entry.service.id if entry.service else None
    last = sessions.last_done(book, client, day, service, entry.minutes)
    visit = None if last is None else sessions.visit(book, last)
    if entry.status == "done":
        for each in sessions.booked(book, day, day):
            if each.client_id == client and service in {None, each.service_id}:
                return sessions.visit(book, each), None if visit is None else way_of(visit)
    return None if visit is None else (visit, None)


def _is_meant(then: Entry, entry: Entry, visit: Visit) -> bool:
    """Whether the whole line means the same client, and the service of the visit or the one said."""
    service = entry.service.id if entry.service else visit.session.service_id
    found = then.service.id if then.service else None
    return then.client_id == entry.client_id and found == service


def _named(opened: Opened, text: str, last: str) -> Proposal | None:
    """The name that is begun, where it can be one client's alone, and what that client lacks."""
    begun = text.strip().lstrip('"')
    found = clients.starting_with(opened.book, begun, limit=2)
    if len(found) != 1:
        return None
    name = _completed(opened, found[0], last)
    if name is None:
        return None
    whole = f"{text[: len(text) - len(last)]}{name}"
    _, rest = _whole(opened, whole)
    if rest is not None:
        return replace(rest, name=whole)
    return Proposal(text=whole, name=whole) if whole != text else None


def _completed(opened: Opened, client: Client, last: str) -> str | None:
    known = replace(vocabulary(opened, ""), clients=(client,), services=(), workplaces=())
    choices = complete(last, len(last), known)
    return next((each for each in choices if fold(each).startswith(fold(last))), None)
