"""A calendar year for herself, in words: its months as rows, what stands out, how it was worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from mtdesk.insight.outcome import MEANINGFUL_PERCENT, MEANINGFUL_POINTS
from mtdesk.insight.year.four_weeks import FEWEST_CHECK_INS, Chosen
from mtdesk.insight.year.look_back import AtLimit, LookBack, Part
from mtdesk.model.document import SMALL, Bars, Block, Document, Fact, Facts, Text, texts
from mtdesk.model.money import Currency
from mtdesk.model.period import MONTHS, hours, long_day, short_day
from mtdesk.model.table import NUMBER, TEXT, Listing, Table, listing
from mtdesk.model.text import counted, joined
from mtdesk.model.wellbeing import site_words
from mtdesk.say.document import PICTURES, Keys, document, plain
from mtdesk.say.findings import MAKER, made_words
from mtdesk.say.unsaid import unsaid_words

UNKNOWN = "–"
COLUMNS = (
    ("month", TEXT), ("hours", NUMBER), ("load", NUMBER), ("body", NUMBER), ("mind", NUMBER),
    ("sorest", TEXT), ("off", NUMBER), ("income", NUMBER), ("an hour", NUMBER), ("inc", NUMBER),
)  # fmt: skip
FIGURES = (  # of a part, column by column
    "month", "hands_on_minutes", "load", "body", "mind", "sorest", "days_off", "income_minor",
    "take_home_per_hour_minor", "incidents",
)  # fmt: skip
HEADS = (
    "hours: hands-on. load: effort × minutes. body and mind: exhaustion, means 0 to 10. off: days "
    "without hands-on work. income: before costs, wages included. an hour: take-home an hour worked, "
    "unpaid hours included. inc: incidents."
)
ESTIMATED = "~ rests on effort that was estimated."
CHOSEN = (
    "Four weeks in a row, each a week after the one before, were held against each other; in brackets "
    "stands their mean. The hardest are those whose load, body and mind stand highest above it, the "
    "best those whose hour brought most while body and mind were lightest, among those with half of "
    "your mean hours or more. Each figure is measured by its own swing over the year, and all weigh "
    f"the same; a body or mind of fewer than {FEWEST_CHECK_INS} check-ins is left out."
)
LEFT_OUT = "an hour over the limit is left out, and is not worked on another day"
CUT = "a week that the year cuts counts with its days in the year"
NONE_STANDS_OUT = "none: it takes eight whole weeks that are over, and a difference between them"
NOBODY_ASKED = "nobody was asked for the pain on arrival at two visits or more"
NAMED = "it names a client, and is for you alone"


def heading(found: LookBack) -> str:
    """`Looking back on 2026, so far: up to 28 Nov`."""
    so_far = f", so far: up to {short_day(found.as_of)}" if found.is_running else ""
    return f"Looking back on {found.year}{so_far}"


def nothing_words(found: LookBack) -> str:
    """What is said of a year without a row; empty where there is one."""
    if found.is_to_come:
        return f"{found.year} has not begun."
    if not found.is_nothing:
        return ""
    begun = f"; your records begin on {long_day(found.began)}" if found.began else ""
    return f"Nothing is recorded in {found.year}{begun}."


# -- the months


def months(found: LookBack, currency: Currency) -> Table:
    """A row a month, and the year below them; what is not known is a dash."""
    return Table(
        name="Months",
        columns=COLUMNS,
        rows=tuple(_row(each, currency) for each in (*found.months, found.whole)),
        overlapping=True,
        lengths=_lengths(found.months),
    )


# Which figures a picture draws as bars, and how high they can be: as the highest, where it is None.
_DRAWN = {
    "hands_on_minutes": None, "load": None, "body": 10, "mind": 10, "income_minor": None,
    "take_home_per_hour_minor": None,
}  # fmt: skip


def _lengths(parts: Sequence[Part]) -> tuple[tuple[float | None, ...], ...]:
    tops = {
        name: top or max((getattr(each, name) or 0 for each in parts), default=0)
        for name, top in _DRAWN.items()
    }

    def length(part: Part, name: str) -> float | None:
        value = getattr(part, name) if name in _DRAWN else None
        return value / tops[name] if value and value > 0 else None

    return tuple(tuple(length(each, name) for name in FIGURES) for each in parts)


def months_listing(found: LookBack, currency: Currency) -> Listing:
    return listing(months(found, currency), currency)


def _row(part: Part, currency: Currency) -> tuple[str, ...]:
    return (
        f"{_month(part)}{'*' if part.is_running else ''}",
        _known(part.hands_on_minutes, _hours),
        _known(part.load, lambda load: _load(load, part.estimated_load)),
        _known(part.body, _rating),
        _known(part.mind, _rating),
        _known(part.sorest, site_words),
        _known(part.days_off, str),
        _known(part.income_minor, currency.whole),
        _known(part.take_home_per_hour_minor, currency.format),
        _known(part.incidents, str),
    )


def _month(part: Part) -> str:
    return MONTHS[int(part.month[5:]) - 1] if "-" in part.month else part.month


def _known(value: Any, words: Any) -> str:
    return UNKNOWN if value is None else str(words(value))


def _hours(minutes: int) -> str:
    return f"{minutes / 60:,.1f}"


def _load(load: float, estimated: float | None) -> str:
    return f"{'~' if estimated else ''}{load:,.0f}"


def _rating(value: float) -> str:
    return f"{value:.1f}"


# -- what stands out


def facts(found: LookBack, currency: Currency) -> list[Fact]:
    """What stands out, each after its label."""
    return [
        ("hardest four weeks", _hardest(found.hardest)),
        ("best four weeks", _best(found.best, currency)),
        ("longest without a day off", _longest(found)),
        ("clients who got better", _better(found)),
        *([("at your limit", _at_limit(found.at_limit, currency))] if found.at_limit else []),
    ]


def _hardest(chosen: Chosen | None) -> str:
    if chosen is None:
        return NONE_STANDS_OUT
    weeks, usual = chosen.weeks, chosen.usual
    load = (
        f"load {_known(weeks.load, lambda load: _load(load, weeks.estimated_load))} "
        f"({_known(usual.load, '{:,.0f}'.format)})"
    )
    return _told(chosen, [load, *_ratings(chosen)], "the load")


def _best(chosen: Chosen | None, currency: Currency) -> str:
    if chosen is None:
        return NONE_STANDS_OUT
    hour, usual = (each.income_per_hour_minor for each in (chosen.weeks, chosen.usual))
    came, mean = (
        _known(each, lambda minor: currency.format(round(minor))) for each in (hour, usual)
    )
    left = chosen.take_home_per_hour_minor
    kept = f"take-home {currency.whole(chosen.take_home_minor)}"
    kept += f", {currency.format(left)} an hour" if left is not None else ""
    said = [f"{came} income an hour worked ({mean})", *_ratings(chosen), kept]
    return _told(chosen, said, "the income an hour")


def _ratings(chosen: Chosen) -> Iterator[str]:
    for name in ("body", "mind"):
        value, usual = getattr(chosen.weeks, name), getattr(chosen.usual, name)
        if value is not None:
            yield f"{name} {_rating(value)} ({_known(usual, _rating)})"
    if not {"body", "mind"} & {*chosen.by}:
        yield "no body or mind to compare, too few check-ins"


def _told(chosen: Chosen, said: Sequence[str], figure: str) -> str:
    """When, what it was chosen by, how it was worked, and what made it."""
    weeks, usual, period = chosen.weeks, chosen.usual, chosen.period
    worked = [
        f"{hours(weeks.hands_on_minutes)} hands-on ({hours(usual.hands_on_minutes)})",
        f"{counted(round(weeks.days_off), 'day')} off ({usual.days_off:.1f})",
        *([counted(weeks.incidents, "incident")] if weeks.incidents else []),
    ]
    dates = f"{short_day(period.start)} to {short_day(period.last)}"
    made = made_words(chosen.made_by)
    carried = f"What made {figure} more than the year's mean: {made}" if made else ""
    below = "" if chosen.made_by else f"In them {figure} was no more than the year's mean"
    return " ".join(
        f"{part}." for part in (f"{dates}: {', '.join([*said, *worked])}", carried or below) if part
    )


def _longest(found: LookBack) -> str:
    run = found.longest
    if run is None:
        return "no day worked" if found.longest_run_days == 0 else "not known"
    first, last = short_day(run.first), short_day(run.last)
    when = f"{first} to {last}" if run.days > 1 else first
    beside = f"; {run.whole_days} with those beyond the year" if run.whole_days > run.days else ""
    return f"{counted(run.days, 'day')} worked, {when}{beside}"


def _better(found: LookBack) -> str:
    if not found.clients_asked:
        return NOBODY_ASKED
    return (
        f"{found.clients_better} of {counted(found.clients_asked, 'client')} who were asked for the "
        f"pain on arrival at two visits or more: at the last visits it was {MEANINGFUL_POINTS} points "
        f"and {MEANINGFUL_PERCENT} % less than at the first"
    )


def _at_limit(found: AtLimit, currency: Currency) -> str:
    day, week = found.limit_minutes_a_day, found.limit_minutes_a_week
    limits = f"{hours(day)} a day{f' and {hours(week)} a week' if week is not None else ''}"
    if not found.over_minutes:
        return f"no day or week was over {limits}"
    over = [f"{counted(found.days_over, 'day')} over {hours(day)}"]
    if week is not None:
        over.append(f"{counted(found.weeks_over, 'week')} over {hours(week)} beside")
    return (
        f"~{hours(found.hands_on_minutes)} hands-on and ~{currency.whole(found.income_minor)} income, "
        f"{hours(found.over_minutes)} and ~{currency.whole(found.income_less_minor)} less; "
        f"{joined(over)}. An estimate: {'; '.join(assumptions(found, currency))}."
    )


def assumptions(found: AtLimit, currency: Currency) -> list[str]:
    """What the estimate rests on, each by itself."""
    hour = currency.format(found.income_per_hour_minor)
    brought = f"it would have brought {hour}, as an hour of hands-on did on average, before costs"
    return [LEFT_OUT, brought, *([CUT] if found.limit_minutes_a_week is not None else [])]


# -- how to read it


def notes(found: LookBack) -> list[str]:
    """What must be known to read the figures."""
    whole = found.whole
    silent = [_month(each) for each in found.months if each.check_ins == 0]
    start, accounts = found.period.start, found.accounts
    begun = found.began if found.began and found.began > start else None
    worked = found.worked_from if found.worked_from and found.worked_from > start else None
    unrated = hours(whole.unrated_minutes)
    said = {
        HEADS: True,
        f"* so far, up to {long_day(found.as_of)}.": found.is_running,
        ESTIMATED: whole.estimated_load,
        f"{unrated} hands-on have no effort, and are in no load.": whole.unrated_minutes,
        f"What nobody said counts nowhere: {unsaid_words(whole.unsaid, whole.unpriced)}.": (
            whole.unsaid or whole.unpriced
        ),
        f"Your records begin on {_day(begun)}: before it nothing is known.": begun,
        f"Your first session was on {_day(worked)}: hours, load and days off count from it.": (
            worked and worked != begun
        ),
        f"No check-in in {joined(silent)}: body, mind and what was sorest are not known.": silent,
        CHOSEN: found.best or found.hardest,
        _left_out(found.hardest): found.hardest and found.hardest.unasked,
        f"Your year of accounts {found.year} begins on {short_day(accounts.start)}: "
        "`mtdesk year` sums other months.": accounts != found.period,
    }
    return [note for note, holds in said.items() if holds]


def _day(day: date | None) -> str:
    return long_day(day) if day else ""


def _left_out(chosen: Chosen | None) -> str:
    if chosen is None:
        return ""
    return (
        f"Of {chosen.compared} such four weeks {chosen.unasked} have too few check-ins for either."
    )


# -- a document, and JSON


def look_back_pages(
    found: LookBack, currency: Currency, issuer: Sequence[str], made_on: date
) -> Document:
    """One or two pages to keep."""
    title, nothing = heading(found), nothing_words(found)
    known = [each for each in found.months if each.income_minor is not None]
    blocks: tuple[Block, ...] = (
        Text(text=f"{currency.code}; made on {made_on}", look=SMALL),
        months(found, currency),
        Bars(
            title="Income by month",
            labels=tuple(_month(each) for each in known),
            values=tuple(each.income_minor or 0 for each in known),
        ),
        Facts(facts=tuple(facts(found, currency)), at_length=True),
        *texts(notes(found), SMALL),
    )
    return Document(
        title=title,
        name=title,
        what=f"the look back on {found.year}",
        made_on=made_on,
        currency=currency,
        formats=("pdf", *PICTURES, "md"),
        author=", ".join(issuer[:2]),
        pages=((Text(text=nothing),) if nothing else blocks,),
        audience=NAMED if found.is_named else "",
    )


_PART: Keys = (
    "month", "hands_on_minutes", ("load", plain), ("body", plain), ("mind", plain), "sorest",
    "days_off", "income_minor", "take_home_per_hour_minor", "incidents", "take_home_minor",
    "sessions", "unpaid_minutes", ("estimated_load", plain), "check_ins",
)  # fmt: skip
_WEEKS: Keys = (
    "hands_on_minutes", ("load", plain), ("body", plain), ("mind", plain), ("days_off", plain),
    "income_minor", ("income_per_hour_minor", lambda minor: None if minor is None else round(minor)),
    "check_ins", "incidents",
)  # fmt: skip
FOUR_WEEKS: Keys = (
    "first=period.start", "last=period.last", "by", "compared", "without_check_ins=unasked",
    "take_home_minor", "take_home_per_hour_minor", ("usual", _WEEKS), ("made_by", MAKER),
)  # fmt: skip
AT_LIMIT: Keys = (
    "limit_minutes_a_day", "limit_minutes_a_week", "days_over", "weeks_over", "over_minutes",
    "hands_on_minutes", "income_minor", "income_less_minor", "income_per_hour_minor",
)  # fmt: skip
YEAR: Keys = (
    "year", "period_start=period.start", "period_end=period.last", "as_of", "running=is_running",
    "began", "worked_from", ("months", _PART), ("total=whole", _PART[1:]), "longest_run_days",
    ("longest_run=longest", ("days", "first", "last", "whole_days")), "clients_better",
    "clients_asked",
)  # fmt: skip


def look_back_document(found: LookBack, currency: Currency) -> dict[str, Any]:
    """Clients are numbers in it, unless their names were asked for."""
    limit = found.at_limit
    return {
        **document(found, YEAR),
        "currency": currency.code,
        "best": _chosen(found.best),
        "hardest": _chosen(found.hardest),
        "at_limit": limit
        and {
            "estimate": True,
            **document(limit, AT_LIMIT),
            "assumptions": assumptions(limit, currency),
        },
        "notes": notes(found),
    }


def _chosen(chosen: Chosen | None) -> dict[str, Any] | None:
    """Their own figures stand among the others, beside `usual`."""
    if chosen is None:
        return None
    return {**document(chosen, FOUR_WEEKS), **document(chosen.weeks, _WEEKS)}
