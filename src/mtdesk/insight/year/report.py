"""What an accountant asks of a year: tips both ways, and what came by each way beside the forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mtdesk.insight import tax
from mtdesk.insight.takings import OTHER_INCOME, SESSION_FEES
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import PAYMENT_KINDS
from mtdesk.model.names import fold
from mtdesk.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.insight.tax import TaxEstimate
    from mtdesk.insight.year.figures import Channel, Year
    from mtdesk.model.money import Currency
    from mtdesk.model.profile import FormLines, Profile
    from mtdesk.model.year import TaxForm

INCOME = (*SESSION_FEES, "tip", *OTHER_INCOME)
GIVEN_BACK = ("refund", "chargeback")
WAGES = "wage"


@frozen
class KindSum:
    """Income of one kind."""

    kind: str
    payments: int
    amount_minor: int
    fee_minor: int


@frozen
class Tips:
    """Tips received, and the part that was voluntary; `note` is what the law asks of them."""

    received_minor: int
    voluntary_minor: int
    voluntary_on_1099_minor: int
    note: str = ""


@frozen
class Reconciliation:
    """What came by one way; `form_minor` is what forms say of it, None where none names it."""

    key: str
    payments: int = 0
    gross_minor: int = 0
    tips_minor: int = 0
    on_1099_minor: int = 0
    given_back_minor: int = 0
    processor_fees_minor: int = 0
    form_minor: int | None = None

    @property
    def difference_minor(self) -> int | None:
        return None if self.form_minor is None else self.gross_minor - self.form_minor


@frozen
class Payer:
    """What forms say that name no way, beside what the rows say of their payer, where it is known."""

    key: str
    book_minor: int | None
    form_minor: int

    @property
    def difference_minor(self) -> int | None:
        return None if self.book_minor is None else self.book_minor - self.form_minor


@frozen
class Report:
    """A year, a quarter or a month, and what stands beside it when it is handed over.

    `issuer` is who hands it over: name, licence, business, address, where they are set. `form` says
    where figures stand on the country's form; `tax_forms` are what payers sent for these days, and
    `has_other_forms` that there are some, of calendar years that cut these days.
    `no_estimate` is the reason where there is no `estimate`, `no_mileage` why trips deduct nothing.
    """

    heading: str
    year: Year
    made_on: date
    currency: Currency
    issuer: tuple[str, ...]
    profile: Profile
    profile_name: str
    form: FormLines | None
    in_dollars: bool
    kinds: tuple[KindSum, ...]
    tips: Tips
    reconciliation: tuple[Reconciliation, ...]
    payers: tuple[Payer, ...]
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


def kinds(channels: Iterable[Channel]) -> tuple[KindSum, ...]:
    """Income by kind, in the order of PAYMENT_KINDS."""
    of_kind: dict[str, list[Channel]] = {}
    for each in channels:
        of_kind.setdefault(each.kind, []).append(each)
    return tuple(
        KindSum(
            kind=kind,
            payments=sum(each.count for each in of_kind[kind]),
            amount_minor=sum(each.amount_minor for each in of_kind[kind]),
            fee_minor=sum(each.fee_minor for each in of_kind[kind]),
        )
        for kind in PAYMENT_KINDS
        if kind in of_kind and kind in INCOME
    )


def tips(channels: Iterable[Channel], note: str) -> Tips:
    found = [each for each in channels if each.kind == "tip"]
    return Tips(
        received_minor=sum(each.amount_minor for each in found),
        voluntary_minor=sum(each.voluntary_minor for each in found),
        voluntary_on_1099_minor=sum(each.voluntary_on_1099_minor for each in found),
        note=note,
    )


def reconciliation(
    channels: Iterable[Channel], forms: Iterable[TaxForm]
) -> tuple[Reconciliation, ...]:
    """Each way that money came by, the largest first, and each that a form names."""
    said: dict[str, int] = {}
    for form in forms:
        if form.method:
            said[form.method] = said.get(form.method, 0) + form.amount_minor
    by_method: dict[str, list[Channel]] = {method: [] for method in said}
    for each in channels:
        if each.kind != WAGES:
            by_method.setdefault(each.method or "not said", []).append(each)
    found = []
    for method, of_method in by_method.items():
        came_in = [each for each in of_method if each.kind in INCOME]
        found.append(
            Reconciliation(
                key=method,
                payments=sum(each.count for each in came_in),
                gross_minor=sum(each.amount_minor for each in came_in),
                tips_minor=sum(each.amount_minor for each in came_in if each.kind == "tip"),
                on_1099_minor=sum(each.on_1099_minor for each in came_in),
                given_back_minor=sum(
                    each.amount_minor for each in of_method if each.kind not in INCOME
                ),
                processor_fees_minor=sum(each.fee_minor for each in of_method),
                form_minor=said.get(method),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.gross_minor, each.key)))


def wages(channels: Iterable[Channel], w2s: Sequence[TaxForm]) -> tuple[Payer, ...]:
    """All wages beside all W-2; nothing where there is none."""
    if not w2s:
        return ()
    paid = sum(each.amount_minor for each in channels if each.kind == WAGES)
    said = sum(form.amount_minor for form in w2s)
    return (Payer(key="wages", book_minor=paid, form_minor=said),)


def by_payer(forms: Iterable[TaxForm]) -> dict[str, tuple[str, int]]:
    """What forms say of each payer: name and amount, by the folded name."""
    found: dict[str, tuple[str, int]] = {}
    for form in forms:
        name, total = found.get(fold(form.payer), (form.payer, 0))
        found[fold(form.payer)] = (name, total + form.amount_minor)
    return found


def estimate(year: Year, profile: Profile, *, in_own_money: bool) -> tuple[TaxEstimate | None, str]:
    """The estimate of tax, or the reason why there is none."""
    from mtdesk.errors import NotFoundError

    if profile.estimate is None:
        return None, profile.no_estimate
    if not in_own_money:
        return None, f"tax is estimated in {profile.currency} only"
    if year.period != Period(date(year.year, 1, 1), date(year.year + 1, 1, 1)):
        return None, "tax is estimated for a calendar year only"
    try:
        return tax.estimate(year.year, year.money.net_minor), ""
    except NotFoundError as error:
        return None, error.message.rstrip(".")
