"""Years that were closed, opened again, and changed all the same, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mtdesk.model.text import joined

if TYPE_CHECKING:
    from mtdesk.desk.year import Moved
    from mtdesk.model.money import Currency
    from mtdesk.model.year import ClosedYear

_FIGURES = ("gross", "wages", "refunds", "chargebacks", "processor_fees", "expenses", "net")


def closed_words(closed: ClosedYear) -> str:
    return f"{closed.year} is closed, {closed.first_day} to {closed.last_day}: a change in it is refused"


def reopened_words(closed: ClosedYear) -> str:
    return f"{closed.year} is open again; it was closed on {closed.closed_at[:10]}"


def moved_words(moved: Iterable[Moved], currency: Currency) -> Iterator[str]:
    """A line for each closed year: which of its figures moved, from what to what."""
    for each in moved:
        parts = []
        for name in _FIGURES:
            before = getattr(each.before, f"{name}_minor")
            after = getattr(each.after, f"{name}_minor")
            if before != after:
                words = name.replace("_", " ")
                parts.append(f"{words} {currency.format(before)} -> {currency.format(after)}")
        what = f"it moved: {joined(parts)}" if parts else "none of its sums moved"
        yield f"{each.year} was closed, and was changed: {what}"
