"""Why a 1099-K says something else than the rows: tax, tips, refunds, fees, days of UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from mtdesk.insight.year.figures import Channel
from mtdesk.insight.year.report import INCOME, Reconciliation
from mtdesk.model.frozen import frozen

FORM = "1099-K"
TIPS, GIVEN_BACK, FEES, DAYS = "tips", "given_back", "processor_fees", "days"


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


def differences(
    ways: Iterable[Reconciliation], edges: dict[str, Edge]
) -> Iterator[Difference]:
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
