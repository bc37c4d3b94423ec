"""What is handed over: of a year to an accountant, of visits to a client's plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mtdesk.errors import NotFoundError
from mtdesk.insight import tax
from mtdesk.insight.takings import OF, Row, Trip, worths
from mtdesk.insight.tax import TaxEstimate
from mtdesk.insight.year.figures import Channel, Year
from mtdesk.insight.year.form import FormLine
from mtdesk.insight.year.reconciliation import INCOME, Difference, Payer, Reconciliation
from mtdesk.insight.year.still_open import StillOpen
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import (
    GIVEN_BACK,
    PAYMENT_KINDS,
)
from mtdesk.model.money import Currency, allocate
from mtdesk.model.period import Period
from mtdesk.model.profile import FormLines, MileageRate, Profile
from mtdesk.model.year import TaxForm

_BACK_OF_TIPS = tuple(f"{word}{OF}tip" for word in GIVEN_BACK)


@frozen
class KindSum:
    """Income of one kind."""

    kind: str
    payments: int
    amount_minor: int
    fee_minor: int


@frozen
class Tips:
    """Tips received, what was given back of them, and what of the rest was voluntary.

    `note` is what the law asks of them.
    """

    received_minor: int
    refunded_minor: int
    voluntary_minor: int
    voluntary_on_1099_minor: int
    note: str = ""


@frozen
class Report:
    """A year, a quarter or a month, and what stands beside it when it is handed over.

    `issuer` is who hands it over: name, licence, business, address, where they are set. `form` says
    where figures stand on the country's form; `tax_forms` are what payers sent for these days, and
    `has_other_forms` that there are some, of calendar years that cut these days. `form_lines` are the
    figures by line, `still_open` the rows of what is owed at the end,
    `to_last` the things bought to last.
    `no_estimate` is the reason where there is no `estimate`, `no_mileage` why trips deduct nothing.
    """

    heading: str
    year: Year
    made_on: date
    closed_on: str  # empty where it is not closed
    currency: Currency
    issuer: tuple[str, ...]
    profile: Profile
    profile_name: str
    form: FormLines | None
    form_lines: tuple[FormLine, ...]
    still_open: StillOpen
    to_last: tuple[Expense, ...]
    in_dollars: bool
    thresholds: str  # from what amounts on payers must send a form; empty where it is not known
    kinds: tuple[KindSum, ...]
    tips: Tips
    reconciliation: tuple[Reconciliation, ...]
    payers: tuple[Payer, ...]
    differences: tuple[Difference, ...]
    tax_forms: tuple[TaxForm, ...]
    has_other_forms: bool
    estimate: TaxEstimate | None
    no_estimate: str
    no_mileage: str

    @property
    def period(self) -> Period:
        return self.year.period

    @property
    def is_over(self) -> bool:
        return self.period.last < self.made_on


def kinds(channels: Sequence[Channel]) -> tuple[KindSum, ...]:
    """Income by kind, in the order of PAYMENT_KINDS."""
    found = []
    for kind in (each for each in PAYMENT_KINDS if each in INCOME):
        of_kind = [each for each in channels if each.kind == kind]
        if of_kind:
            found.append(
                KindSum(
                    kind=kind,
                    payments=sum(each.count for each in of_kind),
                    amount_minor=sum(each.amount_minor for each in of_kind),
                    fee_minor=sum(each.fee_minor for each in of_kind),
                )
            )
    return tuple(found)


def tips(channels: Iterable[Channel], note: str) -> Tips:
    found, back = [], []
    for each in channels:
        if each.kind == "tip":
            found.append(each)
        elif each.kind in _BACK_OF_TIPS:
            back.append(each)

    def left(name: str) -> int:
        return _sum(found, name) - _sum(back, name)

    return Tips(
        received_minor=sum(each.amount_minor for each in found),
        refunded_minor=sum(each.amount_minor for each in back),
        voluntary_minor=left("voluntary_minor"),
        voluntary_on_1099_minor=left("voluntary_on_1099_minor"),
        note=note,
    )


def _sum(channels: Iterable[Channel], name: str) -> int:
    return sum(getattr(each, name) for each in channels)


def estimate(
    year: Year, profile: Profile, percent: int, *, in_own_money: bool
) -> tuple[TaxEstimate | None, str]:
    """The estimate of tax, or the reason why there is none."""
    if profile.estimate is None:
        return None, profile.no_estimate
    if not in_own_money:
        return None, f"tax is estimated in {profile.currency} only"
    if year.period != Period(date(year.year, 1, 1), date(year.year + 1, 1, 1)):
        return None, "tax is estimated for a calendar year only"
    try:
        by_month = {group.key or "": group.money.net_minor for group in year.by_month}
        return tax.estimate(year.year, year.money.net_minor, by_month, percent), ""
    except NotFoundError as error:
        return None, error.message.rstrip(".")


class Entry(NamedTuple):
    """A row of money as an accountant reads it: clients and sessions are numbers.

    None is unknown, or not of its kind. `distance` is in tenths of its unit.
    """

    source: str
    id: int | None
    date: str
    kind: str
    what: str
    method: str | None
    amount: int | None
    processor_fee: int | None
    distance: int | None
    unit: str | None
    session: int | None
    client: int | None
    currency: str
    deductible: int | None
    form_line: str
    on_1099: str | None
    gives_back: str | None
    business_percent: int | None
    from_place: str
    to_place: str


def entry(
    row: Row,
    what: str,
    currency: str,
    profile: Profile,
    lines: dict[str, str],
    trips: dict[int, int],
) -> Entry:
    """A stored row; `trips` are what each trip deducts, by its number."""
    return Entry(
        source=row["source"],
        id=row["id"],
        date=row["day"],
        kind=row["kind"],
        what=what,
        method=row["method"],
        amount=None if row["amount_minor"] is None else _signed(row) * row["amount_minor"],
        processor_fee=row["fee_minor"],
        distance=row["distance_tenths"],
        unit=row["unit"],
        session=row["session_id"],
        client=row["client_id"],
        currency=currency,
        deductible=_deductible(row, trips, profile),
        form_line=lines.get(_line_key(row), ""),
        on_1099="yes" if row["on_1099"] else None,
        gives_back=row["gives_back"],
        business_percent=row["business_percent"],
        from_place=row["from_place"] or "",
        to_place=row["to_place"] or "",
    )


_NOTHING = Entry(*[None] * len(Entry._fields))  # type: ignore[arg-type] # filled in below


def open_entries(found: StillOpen, start: date, currency: str) -> Iterator[Entry]:
    """What was open at the end as rows: their sources and kinds are no payment's.

    `start` is the first day: of sales tax the rows before it are one.
    """
    blank = _NOTHING._replace(currency=currency, what="", form_line="", from_place="", to_place="")
    for session in found.sessions:
        yield blank._replace(
            source="outstanding",
            id=session.id,
            date=session.local_date,
            kind="unpaid_session",
            amount=session.owed_minor,
            session=session.id,
            client=session.client_id,
        )
    for credit in found.credits:
        yield blank._replace(
            source="credit",
            id=credit.id,
            date=credit.sold_on,
            kind=f"open_{credit.kind}",
            amount=credit.left_minor,
            client=credit.client_id,
        )
    if found.sales_tax_before_minor:
        yield blank._replace(
            source="sales_tax",
            date=str(start - timedelta(days=1)),
            kind="brought_forward",
            amount=found.sales_tax_before_minor,
        )


def trip_deductions(
    trips: Sequence[tuple[int, Trip]],
    by_month: dict[str, int],
    rates: Sequence[MileageRate],
    year_start: str,
    before: Iterable[Trip],
) -> dict[int, int]:
    """Minor units of each trip (number, trip) in order of their days; they sum to the month's.

    None of them where a rate is not known.
    """
    found = worths((trip for _, trip in trips), rates, year_start, before)
    of_month: dict[str, list[tuple[int, int]]] = {}
    for (number, (day, _, _)), worth in zip(trips, found, strict=True):
        of_month.setdefault(day[:7], []).append((number, worth or 0))
    return {
        number: minor
        for month, total in by_month.items()
        for (number, _), minor in zip(
            of_month[month], allocate(total, [worth for _, worth in of_month[month]]), strict=True
        )
    }


def _signed(row: Row) -> int:
    return -1 if row["is_refund"] else 1


def _line_key(row: Row) -> str:
    if row["source"] != "payment":
        return str(row["kind"])  # a category, or mileage; a redemption has no line
    if row["kind"] in GIVEN_BACK:
        return "given_back"
    return "gross" if row["kind"] in INCOME else ""


def _deductible(row: Row, trips: dict[int, int], profile: Profile) -> int | None:
    """Half cents go up, row by row, as they do in the sums."""
    if row["source"] == "trip":
        return trips.get(row["id"])
    if row["source"] == "expense":
        share = profile.deductible_percent(row["kind"]) * row["business_percent"]
        return _signed(row) * int((row["amount_minor"] * share + 5_000) // 10_000)
    return None
