"""What came by each way, held against tax forms, and why a 1099-K says something else than the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from mtdesk.insight.takings import OF, OTHER_INCOME, SESSION_FEES
from mtdesk.insight.year.figures import Channel
from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import GIVEN_BACK as BACK
from mtdesk.model.names import fold
from mtdesk.model.year import FORMS, TaxForm

INCOME = (*SESSION_FEES, "tip", *OTHER_INCOME)
WAGES = "wage"
FORM = "1099-K"
TIPS, GIVEN_BACK, FEES, DAYS = "tips", "given_back", "processor_fees", "days"


@frozen
class Reconciliation:
    """What came by one way; `form_minor` is what forms of one kind say of it, None where none does."""

    key: str
    payments: int = 0
    gross_minor: int = 0
    tips_minor: int = 0
    on_1099_minor: int = 0
    given_back_minor: int = 0
    processor_fees_minor: int = 0
    form_minor: int | None = None
    form: str | None = None
    sales_tax_minor: int = 0

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


def reconciliation(
    channels: Iterable[Channel], forms: Iterable[TaxForm]
) -> tuple[Reconciliation, ...]:
    """Each way that money came by, the largest first, and each that a form names.

    Forms of another kind than the first are in `other_forms`: kinds are never added up.
    """
    said = _by_way(forms)
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
                    each.amount_minor for each in of_method if each.kind.partition(OF)[0] in BACK
                ),
                processor_fees_minor=sum(each.fee_minor for each in of_method),
                form_minor=said[method][0][1] if method in said else None,
                form=said[method][0][0] if method in said else None,
                sales_tax_minor=sum(
                    each.amount_minor for each in of_method if each.kind == "sales_tax"
                ),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.gross_minor, each.key)))


def other_forms(ways: Iterable[Reconciliation], forms: Iterable[TaxForm]) -> Iterator[Payer]:
    """What forms of a second kind say of a way that another kind names already."""
    gross = {each.key: each.gross_minor for each in ways}
    for method, kinds in _by_way(forms).items():
        for kind, minor in kinds[1:]:
            yield Payer(key=f"{method}, {kind}", book_minor=gross.get(method), form_minor=minor)


def _by_way(forms: Iterable[TaxForm]) -> dict[str, list[tuple[str, int]]]:
    """By the way that forms name: each kind of form, in the order of FORMS, and what it says."""
    found: dict[str, dict[str, int]] = {}
    for form in sorted(forms, key=lambda each: FORMS.index(each.form)):
        if form.method:
            kinds = found.setdefault(form.method, {})
            kinds[form.form] = kinds.get(form.form, 0) + form.amount_minor
    return {method: list(kinds.items()) for method, kinds in found.items()}


def wages(channels: Iterable[Channel], w2s: Sequence[TaxForm]) -> tuple[Payer, ...]:
    """All wages beside all W-2; nothing where there is none."""
    if not w2s:
        return ()
    paid = sum(each.amount_minor for each in channels if each.kind == WAGES)
    said = sum(form.amount_minor for form in w2s)
    return (Payer(key="wages", book_minor=paid, form_minor=said),)


def by_payer(forms: Sequence[TaxForm]) -> Iterator[tuple[str, str, int]]:
    """What forms of one kind say of each payer: name, label, amount.

    The label names the kind where the payer sent several.
    """
    found: dict[tuple[str, str], tuple[str, int]] = {}
    kinds: dict[str, set[str]] = {}
    for form in forms:
        key = fold(form.payer), form.form
        name, total = found.get(key, (form.payer, 0))
        found[key] = (name, total + form.amount_minor)
        kinds.setdefault(key[0], set()).add(form.form)
    for (folded, kind), (name, total) in found.items():
        yield name, f"{name}, {kind}" if len(kinds[folded]) > 1 else name, total


# -- why a 1099-K says something else


@frozen
class Edge:
    """Days at the ends of a year whose money a form that counts in UTC puts into another year.

    `out` may be in another year's form, `came` of another year in this one's; empty where it is
    always the same day.
    """

    out_day: str = ""
    out_minor: int = 0
    came_day: str = ""
    came_minor: int = 0


@frozen
class Difference:
    """What rows and form differ by, and what of that they would differ by for each reason."""

    key: str
    gross_minor: int
    sales_tax_minor: int
    form_minor: int
    tips_minor: int
    given_back_minor: int
    processor_fees_minor: int
    edge: Edge

    @property
    def expected_minor(self) -> int:
        """A 1099-K is of all that was charged: tax with it, before fees and refunds."""
        return self.gross_minor + self.sales_tax_minor

    @property
    def left_minor(self) -> int:
        return self.expected_minor - self.form_minor

    @property
    def explained_by(self) -> tuple[str, ...]:
        """The fewest reasons that come to what is left, exactly; or days, where they may."""
        parts = {
            TIPS: self.tips_minor,
            GIVEN_BACK: self.given_back_minor,
            FEES: self.processor_fees_minor,
        }
        parts = {name: minor for name, minor in parts.items() if minor}
        for count in range(len(parts) + 1):
            for names in combinations(parts, count):
                if sum(parts[name] for name in names) == self.left_minor:
                    return names
        return (DAYS,) if -self.edge.came_minor <= self.left_minor <= self.edge.out_minor else ()


def charged(channels: Iterable[Channel]) -> dict[str, int]:
    """What a form would show of each way: income and sales tax."""
    found: dict[str, int] = {}
    for each in channels:
        if each.kind in INCOME or each.kind == "sales_tax":
            method = each.method or ""
            found[method] = found.get(method, 0) + each.amount_minor
    return found


def differences(ways: Iterable[Reconciliation], edges: dict[str, Edge]) -> Iterator[Difference]:
    """One for each way that a 1099-K names and that is not as the rows have it."""
    for each in ways:
        if each.form == FORM and each.form_minor is not None and each.difference_minor:
            yield Difference(
                key=each.key,
                gross_minor=each.gross_minor,
                sales_tax_minor=each.sales_tax_minor,
                form_minor=each.form_minor,
                tips_minor=each.tips_minor,
                given_back_minor=each.given_back_minor,
                processor_fees_minor=each.processor_fees_minor,
                edge=edges.get(each.key, Edge()),
            )
