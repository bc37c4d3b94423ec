"""A year's income: where it stands, every side of it, what was missed; in words and in tables."""

from __future__ import annotations

from mtdesk.insight.income import PER_LOAD, Earning, Missed, Stretch
from mtdesk.model.period import WEEKDAYS, hours, short_day, year_words
from mtdesk.model.table import Listing
from mtdesk.model.text import counted, joined
from mtdesk.say.unsaid import unsaid_facts, unsaid_words
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtdesk.desk.income import IncomeOfYear
    from mtdesk.desk.year.figures import Year
    from mtdesk.model.money import Currency
    from mtdesk.model.profile import Profile

MISSED_SHOWN = 3
HEADS = ("income", "sessions", "hands-on", "an hour", "load", f"per {PER_LOAD} load")
NOTHING = "no money and no session in it"
NOTE = (
    f"~ rests on effort that was estimated. Income counts when received; an hour and {PER_LOAD} of",
    "load are held against what came for the work: packages and gift cards when used, not sold;",
    "a session not paid yet counts with its hours and its load.",
)
QUESTION = "Which hours pay for what they cost"
ANSWER = f"income for {PER_LOAD} of effort × minutes"
UNKNOWN = "–"


# -- where the year stands


def heading(found: IncomeOfYear, currency: Currency) -> str:
    period, so_far = found.of_year.period, " so far" if found.is_running else ""
    dates = f"{period.start} to {period.last}" if len(period) else f"from {period.start}"
    return f"Income {found.year}{so_far}, {dates}, before costs, {currency.code}"


def standing(found: IncomeOfYear, currency: Currency) -> Iterator[tuple[str, str]]:
    """Each fact after its label; what belongs to the one before has none."""
    of_year, money = found.of_year, currency.format
    yield "income", money(of_year.income_minor)
    yield from unsaid_facts(of_year.unsaid, of_year.unpriced)
    if found.before and found.more_minor is not None:
        begun = found.first_day
        part = f"; your record begins {begun}" if begun and begun > found.before.start else ""
        yield (
            "",
            f"{_more(found.more_minor, money)} than a year before, to {found.before.last}{part}",
        )
    if found.target_minor and found.ahead_minor is not None:
        pace = f", {_ahead(found.ahead_minor, money)}" if found.is_running else ""
        yield "target", f"{found.target_share:.0%} of {money(found.target_minor)}{pace}"
    yield from _pace(found, currency)
    for label, stretch in (("take-home", of_year), ("last 365 days", found.last_year)):
        yield label, f"{money(stretch.money.take_home_minor)}{_an_hour(stretch, currency)}"
    for each in found.by_purpose:
        share = "" if each.take_home_share is None else f", {each.take_home_share:.0%} of it"
        yield str(each.earning.key or "purpose not said"), f"{money(each.take_home_minor)}{share}"
    if len(found.by_purpose) > 1:
        yield "", "costs without a session are split by hands-on time"


def _pace(found: IncomeOfYear, currency: Currency) -> Iterator[tuple[str, str]]:
    from textwrap import wrap

    pace = found.pace
    if pace is None:
        if found.is_running:
            yield "pace", f"no estimate: {found.no_pace}"
        return
    low, high = currency.format(pace.low_minor), currency.format(pace.high_minor)
    projected = currency.format(pace.projected_minor)
    yield "pace", f"~{projected} by {found.whole.last}, {low} to {high}, an estimate:"
    for line in wrap(pace.words, 74):
        yield "", line


def _more(minor: int, money: Callable[[int], str]) -> str:
    return f"{money(abs(minor))} {'more' if minor >= 0 else 'less'}"


def _ahead(minor: int, money: Callable[[int], str]) -> str:
    return f"{money(abs(minor))} {'ahead of' if minor >= 0 else 'behind'} an even pace"


def _an_hour(stretch: Stretch, currency: Currency) -> str:
    hands_on, working = stretch.per_hands_on_hour_minor, stretch.per_working_hour_minor
    if hands_on is None or working is None:
        return ""
    return (
        f", {currency.format(hands_on)} per hands-on hour, "
        f"{currency.format(working)} per working hour"
    )


# -- the same in two sentences, in whole money


def in_words(found: IncomeOfYear, currency: Currency) -> str:
    """`$74,310 income so far, 124% of your $60,000 …`: against the target and the year before."""
    of_year, running, whole = found.of_year, found.is_running, currency.whole
    unsaid = unsaid_words(of_year.unsaid, of_year.unpriced)
    if unsaid:
        unsaid = f" {unsaid[0].upper()}{unsaid[1:]}."
    if not of_year.income_minor and not of_year.money.expenses_minor:
        return (
            f"No money in {year_words(found.whole)}{' yet' if running else ''}.{unsaid} "
            "A session logged with its price counts here: ana swedish 60m 90+15 card"
        )
    parts = [f"{whole(of_year.income_minor)} income{' so far' if running else ''}"]
    if found.target_minor and found.ahead_minor is not None:
        parts.append(f"{found.target_share:.0%} of your target of {whole(found.target_minor)}")
        if running:
            parts.append(_ahead(found.ahead_minor, whole))
    if found.before and found.before_minor and found.more_minor is not None:
        last = found.before.last
        to_day = f"by {short_day(last)} {last.year}" if running else year_words(found.before)
        parts.append(f"{_more(found.more_minor, whole)} than {to_day}")
    kept = f"Take-home {whole(of_year.money.take_home_minor)}"
    hour = of_year.per_working_hour_minor
    if hour is not None:
        unpaid = f", {hours(of_year.unpaid_minutes)} of it unpaid" if of_year.unpaid_minutes else ""
        worked = hours(of_year.priced_minutes)
        kept += f", {currency.format(hour)} per working hour ({worked}{unpaid})"
    return f"{', '.join(parts)}.\n{kept}.{unsaid}"


def pace_in_words(found: IncomeOfYear, currency: Currency) -> str:
    """` At this pace ~$95,200 by 31 Dec, $92,000 to $98,500: an estimate.`, or nothing."""
    pace = found.pace
    if pace is None:
        return ""
    projected, low, high = (
        currency.whole(_hundreds(minor, currency))
        for minor in (pace.projected_minor, pace.low_minor, pace.high_minor)
    )
    end = short_day(found.whole.last)
    return f" At this pace ~{projected} by {end}, {low} to {high}: an estimate."


def _hundreds(minor: int, currency: Currency) -> int:
    """An estimate is no truer to the cent."""
    hundred = 100 * currency.unit
    return (2 * minor + hundred) // (2 * hundred) * hundred


# -- its sides


def sides(found: IncomeOfYear, currency: Currency) -> Iterator[Listing]:
    """By purpose, service, workplace, method, weekday and client."""
    purposes = [each.earning for each in found.by_purpose]
    for name, rows in (
        ("purpose", purposes),
        ("service", found.by_service),
        ("workplace", found.by_workplace),
        ("paid by", found.by_method),
    ):
        yield _side(name, [(_key(row), row) for row in rows], currency)
    yield _side(
        "weekday", [(WEEKDAYS[int(row.key or 0)], row) for row in found.by_weekday], currency
    )
    yield _side("client", [(_client(row.key, found), row) for row in found.shown_clients], currency)


def more_clients(found: IncomeOfYear) -> str:
    """How many clients are not shown, empty where all are."""
    count = len(found.by_client)
    return f"and {count - found.top} more; --top {count} shows all" if count > found.top else ""


def _side(name: str, rows: Sequence[tuple[str, Earning]], currency: Currency) -> Listing:
    return Listing(
        heads=(name, *HEADS),
        rows=tuple(
            (
                label,
                currency.format(row.income_minor),
                f"{row.sessions:,}" if row.sessions else "",
                hours(row.hands_on_minutes) if row.hands_on_minutes else "",
                "" if row.per_hour_minor is None else currency.format(row.per_hour_minor),
                _load(row),
                _per_load(row, currency),
            )
            for label, row in rows
        ),
        right=tuple(range(1, 7)),
    )


def _key(row: Earning) -> str:
    return str(row.key or "not said")


def _client(key: str | int | None, found: IncomeOfYear) -> str:
    return "no client said" if key is None else f"{key} {found.names.get(int(key), '')}"


def _load(row: Earning) -> str:
    return f"{'~' if row.estimated_load else ''}{row.load:,.0f}" if row.load else ""


def _per_load(row: Earning, currency: Currency) -> str:
    minor = row.per_load_minor
    return "" if minor is None else f"{'~' if row.estimated_load else ''}{currency.format(minor)}"


# -- the same sides, shorter, for a screen


def purposes(found: IncomeOfYear, currency: Currency) -> Listing:
    """Medical beside wellness: what each brought, took and left."""
    return Listing(
        heads=("purpose", "income", "sessions", "hours", "load", HEADS[-1], "take-home"),
        rows=tuple(
            (
                _key(row),
                currency.format(row.income_minor),
                f"{row.sessions:,}",
                *_took(row, currency),
                UNKNOWN if each.take_home_share is None else f"{each.take_home_share:.0%}",
            )
            for each in found.by_purpose
            for row in (each.earning,)
        ),
        right=tuple(range(1, 7)),
    )


def services(found: IncomeOfYear) -> list[Earning]:
    """Those that bring most for their load first, those without a known load last."""
    return sorted(
        found.by_service,
        key=lambda row: (row.per_load_minor is None, -(row.per_load_minor or 0)),
    )


def service_listing(rows: Sequence[Earning], currency: Currency) -> Listing:
    return Listing(
        heads=("service", "income", "hours", "load", HEADS[-1]),
        rows=tuple(
            (_key(row), currency.format(row.income_minor), *_took(row, currency)) for row in rows
        ),
        right=(1, 2, 3, 4),
    )


def _took(row: Earning, currency: Currency) -> tuple[str, str, str]:
    """Hours, load, and what came for the load."""
    hands_on = f"{row.hands_on_minutes / 60:,.1f}"
    return hands_on, _load(row) or UNKNOWN, _per_load(row, currency) or UNKNOWN


def costs(year: Year, currency: Currency, *, is_running: bool) -> list[tuple[str, str]]:
    """What was owed at the end of a year that is over, and what was taken off.

    Of the year that runs, what is owed now is said elsewhere.
    """
    money, last = year.money, short_day(year.period.last)
    rows = [
        (name, currency.format(minor))
        for name, minor in (
            (f"unpaid on {last}", None if is_running else year.outstanding_minor),
            (f"credit open on {last}", None if is_running else year.credit_liability_minor),
            ("processor fees", money.processor_fees_minor),
            ("refunds, chargebacks", money.refunds_minor + money.chargebacks_minor),
        )
        if minor
    ]
    mileage = year.mileage_deduction_minor
    if year.distance_tenths:
        words = "not known" if mileage is None else currency.format(mileage)
        rows.append(("mileage deduction", words))
    return rows


def expenses(year: Year, currency: Currency, profile: Profile) -> list[tuple[str, str]]:
    """All expenses, then each category."""
    rows = [
        (f"  {profile.words(each.category)}", currency.format(each.amount_minor))
        for each in year.expenses_by_category
    ]
    return [("expenses", currency.format(year.money.expenses_minor)), *rows] if rows else []


# -- clients, and what was missed


def clients_and_missed(found: IncomeOfYear, currency: Currency) -> Iterator[tuple[str, str]]:
    """On how few the year depends, and what missed appointments cost, as in `standing`."""
    shares = found.concentration
    if shares.share is not None:
        who = f"your {_largest(len(shares.top))}"
        yield "concentration", f"{shares.share:.0%} of the last 365 days' income is from {who}"
    missed, money = found.missed, currency.format
    if not missed.count:
        yield "missed", "no no-show and no late cancellation"
        return
    yield "missed", f"{missed_counted(missed)}; {money(missed.fees_minor)} came in fees"
    yield "", _lost(missed, currency)
    for each in found.missed_by_client[:MISSED_SHOWN]:
        words = f"{missed_counted(each.missed)}, {_short(each.missed, currency)}"
        yield "", f"{_client(each.client_id, found)}: {words}"


def dependence(found: IncomeOfYear, currency: Currency) -> list[tuple[str, str]]:
    """The same in a few cells."""
    rows, shares, missed = [], found.concentration, found.missed
    if shares.share is not None:
        rows.append((f"{_largest(len(shares.top))}, 365 days", f"{shares.share:.0%}"))
    if missed.count:
        lost = "not known" if missed.known_minor is None else _short(missed, currency)
        rows += [
            ("no-shows, late cancellations", f"{missed.count:,}"),
            ("  price not received", lost),
            ("  fees received", currency.format(missed.fees_minor)),
        ]
    return rows


def _largest(count: int) -> str:
    return "largest client" if count == 1 else f"{count} largest clients"


def missed_counted(missed: Missed) -> str:
    """`1 no-show and 2 late cancellations`."""
    parts = ((missed.no_shows, "no-show"), (missed.late_cancels, "late cancellation"))
    return joined([counted(number, what) for number, what in parts if number])


def _lost(missed: Missed, currency: Currency) -> str:
    """`~$340.00 not received ($255.00 of it at your median price), 2 without a known price`."""
    if missed.known_minor is None:
        return "what was not received is not known: no price was asked before for such a session"
    words = f"{_short(missed, currency)} not received"
    if missed.estimated_minor:
        words += f" ({currency.format(missed.estimated_minor)} of it at your median price)"
    if missed.unpriced:
        words += f", {missed.unpriced} without a known price"
    return words


def _short(missed: Missed, currency: Currency) -> str:
    if missed.known_minor is None:
        return "price not known"
    return f"{'~' if missed.estimated_minor else ''}{currency.format(missed.known_minor)}"
