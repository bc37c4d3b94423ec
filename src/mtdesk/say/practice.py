"""The menu, the workplaces and their terms of pay: in words, in tables and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtdesk.model.period import hours
from mtdesk.model.practice.terms import KINDS, PayTerm
from mtdesk.model.table import DAY, MINUTES, MONEY, NUMBER, TEXT, Listing, digits, listing, table_of
from mtdesk.model.text import counted
from mtdesk.say.document import document, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.desk.practice.terms import Held, PlaceTerms
    from mtdesk.model.ledger.owed import Owed
    from mtdesk.model.money import Currency
    from mtdesk.model.practice import Service

SERVICE = (
    "id", "name", "purpose", "modality", "minutes", "price_minor", "usual_effort",
    "procedure_code",
)  # fmt: skip
TERM = (
    "id", "from=valid_from", "kind", ("percent", plain), "amount_minor", "employed", "collects", "note",
)  # fmt: skip
WORKPLACE = ("id=workplace.id", "name=workplace.name", ("term=now", TERM), "earned_minor")
_HELD = (
    "to=last", "sessions=work.sessions", "hands_on_minutes=work.hands_on_minutes",
    "tips_minor=work.tips_minor", "earned_minor=work.earned_minor",
)  # fmt: skip
_NO_TERM = dict.fromkeys(
    ("id", "from", "kind", "percent", "amount_minor", "employed", "collects", "note")
)
PLACE = (
    "workplace=workplace.name", "period_start=period.start", "period_end=period.last",
    "earned_minor",
)  # fmt: skip


# -- the menu


def menu_listing(services: Sequence[Service], currency: Currency) -> Listing:
    columns = (
        ("id", NUMBER, digits("id")), ("service", TEXT, "name"), ("purpose", TEXT, "purpose"),
        ("min", NUMBER, lambda each: str(each.minutes or "")),
        ("price", MONEY, lambda each: _price(each, currency)), ("effort", NUMBER, _effort),
        ("code", TEXT, "procedure_code"),
    )  # fmt: skip
    return listing(table_of("menu", services, *columns), currency)


def retired_words(services: Sequence[Service], retired: frozenset[int]) -> str:
    """`offered no more: Hot stone (8)`; empty where all are offered."""
    gone = [f"{each.name} ({each.id})" for each in services if each.id in retired]
    return f"offered no more: {', '.join(gone)}" if gone else ""


def retiring_words(service: Service, *, is_back: bool) -> str:
    return f"{service.name} is {'offered again' if is_back else 'offered no more'}"


def service_words(service: Service, currency: Currency) -> str:
    """`service 1: Swedish · wellness · 60 min · $85.00`."""
    parts = [
        service.name,
        service.purpose or "",
        f"{service.minutes} min" if service.minutes else "",
        _price(service, currency),
    ]
    return f"service {service.id}: {' · '.join(part for part in parts if part)}"


def _price(service: Service, currency: Currency) -> str:
    return "" if service.price_minor is None else currency.format(service.price_minor)


def _effort(service: Service) -> str:
    return "" if service.usual_effort is None else f"{service.usual_effort:g}"


# -- workplaces and their terms


def term_words(term: PayTerm | None, currency: Currency, unknown: str = "unknown") -> str:
    """`split 60%, as wages`; `unknown` where there is none."""
    if term is None:
        return unknown
    if term.percent is not None:
        words = f"split {term.percent:g}%"
    elif term.amount_minor is not None:
        amount = currency.format(term.amount_minor)
        words = {
            "hourly": f"{amount} an hour",
            "per_session": f"{amount} a session",
            "rent": f"all of it, rent {amount} a month",
        }[term.kind]
    else:
        words = KINDS[term.kind]
    wages = ", as wages" if term.employed else ""
    return f"{words}{wages}{', it collects' if term.collects == 'workplace' else ''}"


def begun_words(place: str, term: PayTerm, currency: Currency) -> str:
    """`Harbour Spa from 2026-01-01: split 50%`."""
    return f"{place} from {term.valid_from}: {term_words(term, currency)}"


def collects_words(place: str, owing: Sequence[Owed], currency: Currency) -> str:
    """What a workplace that collects owes already, and how its payment is recorded."""
    so_far = ""
    if owing:
        total = currency.format(sum(each.owed_minor for each in owing))
        so_far = f"; for {counted(len(owing), 'session')} that nobody has paid it owes {total}"
    return f'clients owe you nothing there{so_far}: mtdesk pay "{place}" AMOUNT is its payment'


def workplaces_listing(places: Iterable[PlaceTerms], currency: Currency) -> Listing:
    columns = (
        ("id", NUMBER, digits("workplace.id")), ("workplace", TEXT, "workplace.name"),
        ("terms of pay", TEXT, lambda each: term_words(each.now, currency)),
        ("earned this year", MONEY, "earned_minor"),
    )  # fmt: skip
    return listing(table_of("workplaces", places, *columns), currency)


def terms_listing(place: PlaceTerms, currency: Currency) -> Listing:
    columns = (
        ("from", DAY, lambda each: _days(each)[0]), ("to", DAY, lambda each: _days(each)[1]),
        ("terms of pay", TEXT, lambda each: term_words(each.term, currency)),
        ("sessions", NUMBER, digits("work.sessions")), ("hands-on", MINUTES, "work.hands_on_minutes"),
        ("tips in it", MONEY, "work.tips_minor"), ("earned", MONEY, "work.earned_minor"),
        ("note", TEXT, lambda each: each.term.note if each.term else ""),
    )  # fmt: skip
    return listing(table_of("terms", place.held, *columns), currency)


def terms_document(place: PlaceTerms, currency: Currency) -> dict[str, Any]:
    """A term with its last day, inclusive; every fact of it is null for work before any began."""
    return {
        "currency": currency.code,
        **document(place, PLACE),
        "terms": [
            (document(each.term, TERM) if each.term else _NO_TERM) | document(each, _HELD)
            for each in place.held
        ],
    }


def should_have_come(place: PlaceTerms, currency: Currency) -> str:
    """`2026-01-01 to 2026-12-31: $1,200.00 should have come; …`."""
    if place.earned_minor is None:
        should = "what should have come is unknown: work without a term, or without a price"
    else:
        should = f"{currency.format(place.earned_minor)} should have come"
    return f"{_period(place)}: {should}; the year counts what was received"


def earned_about(place: PlaceTerms) -> str:
    """What the column of what was earned means, and how terms go on."""
    return (
        f"Earned is what should have come, {_period(place)}; the year counts what "
        "was received. A term holds until the next begins, and is never edited."
    )


def held_row(place: PlaceTerms, held: Held | None, currency: Currency) -> tuple[str, ...]:
    """Workplace, from, to, terms of pay, earned."""
    name = place.workplace.name
    if held is None:
        return name, "", "", "none said yet", ""
    return (
        name,
        *_days(held),
        term_words(held.term, currency),
        _amount(held.work.earned_minor, currency),
    )


def held_words(place: PlaceTerms, held: Held | None, currency: Currency) -> str:
    """The work under a term, and what the workplace should have brought in all."""
    name, total = place.workplace.name, place.earned_minor
    if held is None:
        return f"{name}: no terms are said yet"
    work = held.work
    whole = "unknown" if total is None else f"{currency.format(total)} should have come"
    note = f"\n{held.term.note}" if held.term and held.term.note else ""
    return (
        f"{term_words(held.term, currency, 'work before any term')}: "
        f"{counted(work.sessions, 'session')}, {hours(work.hands_on_minutes)} hands-on, "
        f"{currency.format(work.tips_minor)} tips in it\n{name} in all: {whole}{note}"
    )


def _days(held: Held) -> tuple[str, str]:
    first = held.term.valid_from if held.term else ""
    return first, held.last.isoformat() if held.last else ""


def _period(place: PlaceTerms) -> str:
    return f"{place.period.start} to {place.period.last}"


def _amount(minor: int | None, currency: Currency) -> str:
    return "unknown" if minor is None else currency.format(minor)
