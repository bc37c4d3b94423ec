"""A year by the lines of a form, with its totals; by category where no lines are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mtdesk.insight.year.figures import Year
from mtdesk.model.frozen import frozen

GROSS, GIVEN_BACK, NET = "gross", "given_back", "net"
GROSS_INCOME, TOTAL = "gross_income", "total_expenses"
PROCESSOR_FEES, MILEAGE = "processor_fees", "mileage"


@frozen
class FormLine:
    """What is written on a line of a form. `keys` are what it holds, as FormLines has them.

    Costs are positive. `line` is empty where the form has none for it.
    """

    line: str
    keys: tuple[str, ...]
    amount_minor: int
    is_sum: bool = False


def by_line(year: Year, lines: Mapping[str, str]) -> tuple[FormLine, ...]:
    """What came in, the costs in the order of `lines`, and the sums; nothing twice."""
    costs = _costs(year)
    return (
        *_came_in(year, lines),
        *_spent(costs, lines),
        FormLine(
            line=lines.get(TOTAL, ""),
            keys=(TOTAL,),
            amount_minor=sum(costs.values()),
            is_sum=True,
        ),
        FormLine(
            line=lines.get(NET, ""), keys=(NET,), amount_minor=year.money.net_minor, is_sum=True
        ),
    )


def _came_in(year: Year, lines: Mapping[str, str]) -> Iterator[FormLine]:
    gross, back = year.money.gross_minor, year.money.given_back_minor
    if lines.get(GIVEN_BACK) and lines.get(GIVEN_BACK) == lines.get(GROSS):
        yield FormLine(line=lines[GROSS], keys=(GROSS, GIVEN_BACK), amount_minor=gross - back)
    else:
        yield FormLine(line=lines.get(GROSS, ""), keys=(GROSS,), amount_minor=gross)
        yield FormLine(line=lines.get(GIVEN_BACK, ""), keys=(GIVEN_BACK,), amount_minor=back)
    yield FormLine(
        line=lines.get(GROSS_INCOME, ""),
        keys=(GROSS_INCOME,),
        amount_minor=gross - back,
        is_sum=True,
    )


def _costs(year: Year) -> dict[str, int]:
    """What is deducted under each key; they sum to all that is."""
    found = {each.category: each.deductible_minor for each in year.expenses_by_category}
    found[PROCESSOR_FEES] = year.money.processor_fees_minor
    found[MILEAGE] = year.money.mileage_deduction_minor
    return {key: minor for key, minor in found.items() if minor}


def _spent(costs: Mapping[str, int], lines: Mapping[str, str]) -> Iterator[FormLine]:
    """A line for all that stands on it; what has none stands last, each by itself."""
    by_number: dict[str, list[str]] = {}
    for key, line in lines.items():
        if key in costs:
            by_number.setdefault(line, []).append(key)
    for line, keys in by_number.items():
        yield FormLine(line=line, keys=tuple(keys), amount_minor=sum(costs[key] for key in keys))
    for key, minor in costs.items():
        if key not in lines:
            yield FormLine(line="", keys=(key,), amount_minor=minor)
