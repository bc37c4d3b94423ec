"""A year's income at a glance: its title, what is large of it, a row a month."""

from __future__ import annotations

from mtdesk.model.period import MONTHS, hours, short_day, year_words
from mtdesk.model.table import Listing
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mtdesk.desk.income import IncomeOfYear
    from mtdesk.desk.year.figures import Year
    from mtdesk.insight.income import Stretch
    from mtdesk.insight.takings import Takings
    from mtdesk.model.money import Currency

MONTH_HEADS = ("month", "fees", "tips", "other", "costs", "home", "an hour")


def is_nothing(found: IncomeOfYear) -> bool:
    return not found.of_year.income_minor and not found.of_year.sessions


def year_title(found: IncomeOfYear) -> str:
    """`2026`; a year of accounts that begins within one says from when to when."""
    whole = found.whole
    if (whole.start.month, whole.start.day) == (1, 1):
        return year_words(whole)
    first, last = (f"{short_day(day)} {day.year}" for day in (whole.start, whole.last))
    return f"{year_words(whole)}, {first} to {last}"


def titles(found: IncomeOfYear, currency: Currency) -> tuple[str, str]:
    """`2026 so far`; and where nothing is large, with what was taken home."""
    title = f"{year_title(found)}{' so far' if found.is_running else ''}"
    kept = currency.whole(found.of_year.money.take_home_minor)
    return title, title if is_nothing(found) else f"{title} · {kept} taken home"


def large(found: IncomeOfYear, currency: Currency) -> Iterator[tuple[str, ...]]:
    """What is large: the figure, then up to three lines beside it."""
    of_year, whole = found.of_year, currency.whole
    if is_nothing(found):
        return
    kept = of_year.money.take_home_minor
    came = f"{whole(of_year.income_minor)} came in"
    yield currency.bare(kept), f"{currency.code} taken home", came, _cost(of_year, currency)
    hour = of_year.per_working_hour_minor
    if hour is not None:
        unpaid = f"{hours(of_year.unpaid_minutes)} of it unpaid" if of_year.unpaid_minutes else ""
        worked = f"{hours(of_year.priced_minutes)} worked"
        yield currency.bare(hour), f"{currency.code} an hour", worked, unpaid


def _cost(stretch: Stretch, currency: Currency) -> str:
    cost = stretch.income_minor - stretch.money.take_home_minor
    return f"{currency.whole(cost)} of costs" if cost else ""


def months(year: Year, currency: Currency, today: date) -> Listing:
    """A row a month that has begun, then their sums, in whole money: what came in, what it left."""
    begun = [each for each in year.by_month if (each.key or "") <= f"{today:%Y-%m}"]
    rows = [(MONTHS[int((each.key or "-01")[-2:]) - 1], each) for each in begun]
    return Listing(
        heads=MONTH_HEADS,
        rows=(
            *(
                _month(name, each.money, each.take_home_per_hour_minor, currency)
                for name, each in rows
            ),
            _month("all", year.money, year.take_home_per_hour_minor, currency),
        ),
        right=tuple(range(1, len(MONTH_HEADS))),
    )


def _month(name: str, money: Takings, hour: int | None, currency: Currency) -> tuple[str, ...]:
    amounts = (
        money.session_fees_minor,
        money.tips_minor,
        money.other_income_minor + money.wages_minor,
        money.income_minor - money.take_home_minor,
        money.take_home_minor,
        hour or 0,
    )
    return (name, *(currency.bare(minor) if minor else "·" for minor in amounts))
