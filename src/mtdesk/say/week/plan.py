"""A plan in words: its steps, its figures as ranges, what it takes for granted; and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mtdesk.insight.plan.drawn import DRAWS
from mtdesk.insight.plan.weeks import DRAWN_WEEKS, KNOWN_WEEKS, LEAST_WEEKS, WEEKS_AHEAD
from mtdesk.model.period import hours, short_day
from mtdesk.model.series import Line, Series
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import Keys, document
from mtdesk.say.unsaid import UNKNOWN, unsaid_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtdesk.desk.week.plan import (
        Answer,
        Goal,
        Plan,
        Range,
        Standing,
        Step,
        Wanted,
    )
    from mtdesk.model.money import Currency

NO_STEPS = "Nothing is changed yet: --cap-day 4, --price all=+5, --day-off thursday ..."
HEADS = ("", "now", "", "then", "")


def title(plan: Plan) -> str:
    begins = f" from {short_day(plan.first)}" if plan.first else ""
    return (
        f"The next {WEEKS_AHEAD} weeks{begins}, from your last {min(plan.weeks_known, DRAWN_WEEKS)}"
    )


def too_few(plan: Plan) -> str:
    """What is told where a plan has too little to stand on; empty where it has enough."""
    if plan.now is not None:
        return ""
    known = counted(plan.weeks_known, "whole week")
    return f"A plan needs {LEAST_WEEKS} whole weeks with work in them; known so far: {known}."


def step_words(step: Step, currency: Currency) -> str:
    """A step in words: `Swedish for $95 (now $90)`."""
    if step.kind == "cap_day":
        return f"at most {hours(step.amount)} hands-on a day"
    if step.kind == "cap_week":
        return f"at most {hours(step.amount)} hands-on a week"
    if step.kind == "day_off":
        return f"{step.name.title()} off"
    if step.kind == "weeks_off":
        return f"{counted(step.amount, 'week')} off"
    if step.kind == "shift":
        return f"{step.other} instead of {step.name}"
    if step.kind == "drop":
        return f"without {step.name}"
    if not step.old:
        return f"every price {currency.short(step.amount)} higher"
    return f"{step.name} for {currency.short(step.amount)} (now {currency.short(step.old)})"


def steps_sentence(plan: Plan, currency: Currency) -> str:
    if not plan.steps:
        return NO_STEPS
    return "; ".join(step_words(step, currency) for step in plan.steps)


# -- figures


def figures(plan: Plan, currency: Currency) -> Listing:
    """Now against then: the middle, and between what four of five draws are."""
    rows = tuple(
        (name, *_cells(now, write), *_cells(then, write))
        for name, now, then, write in _pairs(plan, currency)
    )
    return Listing(heads=HEADS, rows=rows, right=(1, 3))


def _pairs(
    plan: Plan, currency: Currency
) -> Iterator[tuple[str, Range | None, Range | None, Callable[[int], str]]]:
    if plan.now is None or plan.then is None:
        return
    for name, field, write in (
        ("income", "income_minor", currency.whole),
        ("take-home", "take_home_minor", currency.whole),
        ("an hour worked", "take_home_per_hour_minor", currency.format),
        ("load", "load", _number),
        ("hands-on", "hands_on_minutes", lambda minutes: f"{minutes // 60:,} h"),
        ("long days", "long_days", _number),
        ("rest days", "rest_days", _number),
    ):
        yield name, getattr(plan.now, field), getattr(plan.then, field), write


def _number(value: int) -> str:
    return f"{value:,}"


def _cells(found: Range | None, write: Callable[[int], str]) -> tuple[str, str]:
    if found is None:
        return UNKNOWN, ""
    return write(found.middle), f"{write(found.low)} – {write(found.high)}"


def load_against_usual(plan: Plan) -> int | None:
    """The load then in percent of that now."""
    if plan.now is None or plan.then is None:
        return None
    return _percent(plan.now.load, plan.then.load)


def _percent(now: Range | None, then: Range | None) -> int | None:
    if now is None or then is None or now.middle <= 0:
        return None
    return round(100 * then.middle / now.middle)


def answer(plan: Plan) -> str:
    """`Income 4 % less, take-home the same, load 15 % less; 12 long days fewer.`"""
    if plan.now is None or plan.then is None or not plan.steps:
        return ""
    parts = []
    percents = []
    for name, field in (
        ("income", "income_minor"),
        ("take-home", "take_home_minor"),
        ("take-home an hour", "take_home_per_hour_minor"),
        ("load", "load"),
    ):
        percent = _percent(getattr(plan.now, field), getattr(plan.then, field))
        if percent is not None:
            percents.append(percent)
            parts.append(f"{name} {_more(percent - 100)}")
    if set(percents) == {100}:
        return MOVES_NOTHING
    sentence = ", ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}." if parts else ""


def _more(percent: int) -> str:
    if not percent:
        return "the same"
    return f"{abs(percent)} % {'more' if percent > 0 else 'less'}"


def plan_by_week(plan: Plan) -> Series:
    """Load of each of the weeks to come: now and then in the middle, and the range of what is then."""
    now = plan.now.load_by_week if plan.now else ()
    then = plan.then.load_by_week if plan.then else ()
    first = plan.first or date.min
    return Series(
        title=f"Load by week, the next {len(then)} weeks, four of five between low and high",
        unit="",
        labels=tuple(short_day(first + timedelta(weeks=week)) for week in range(len(then))),
        lines=(
            Line("now", tuple(float(each.middle) for each in now)),
            Line("then", tuple(float(each.middle) for each in then)),
            Line("low", tuple(float(each.low) for each in then), lighter=True),
            Line("high", tuple(float(each.high) for each in then), lighter=True),
        ),
        kind="lines",
        empty="too few weeks are known",
    )


# -- turned round

NO_ANSWER = (
    "None of these steps gets there: caps, days and weeks off, services, prices by steps of five."
)
ALREADY = "Nothing needs to change for it"
KEPT = "kept: your weeks are held against it from today on"
NOTHING_CHANGED = "nothing changed yet"
MOVES_NOTHING = "It would have changed next to nothing."
CHOOSE = "Choose with ↑ ↓ what to change, and with ← → how far."
AS_ASKED = "As asked"
OF_THE_FIRST = "Of the first of them:"


def goals_sentence(goals: Sequence[Goal]) -> str:
    """`the same take-home, 15 % less load`."""
    return ", ".join(_goal(each) for each in goals)


def _goal(goal: Goal) -> str:
    name = _GOALS[goal.field]
    if goal.most is not None:
        return f"at most {counted(goal.most, 'long day')}"
    if goal.percent == 100:
        return f"the same {name}"
    return f"{_more(goal.percent - 100)} {name}"


_GOALS = {
    "take_home_minor": "take-home",
    "income_minor": "income",
    "load": "load",
    "minutes": "hands-on time",
    "long_days": "long days",
}


def answer_words(answer: Answer, currency: Currency) -> str:
    """Its steps as one sentence begins: `At most 4 h hands-on a day, every price $10 higher`."""
    if not answer.listed:
        return ALREADY
    words = ", ".join(step_words(step, currency) for step in answer.listed)
    return f"{words[:1].upper()}{words[1:]}"


def answer_sentence(answer: Answer, now: Standing, currency: Currency) -> str:
    """What it asks and what it comes to."""
    found = []
    for name, field in (("take-home", "take_home_minor"), ("load", "load")):
        percent = _percent(getattr(now, field), getattr(answer.then, field))
        if percent is not None:
            found.append(f"{name} {_more(percent - 100)}")
    rest = answer.then.rest_days.middle - now.rest_days.middle
    if rest:
        found.append(f"{counted(rest, 'rest day')} more")
    low, high = answer.then.take_home_minor.low, answer.then.take_home_minor.high
    between = f"take-home between {currency.whole(low)} and {currency.whole(high)}"
    asks = f"it changes {answer.asks / 10:.0f} % of your work"
    return f"{answer_words(answer, currency)}: {', '.join(found)}; {between}; {asks}."


def options(listed: Sequence[Step]) -> str:
    return " ".join(step.words for step in listed)


# -- what is taken for granted


def assumptions(plan: Plan, currency: Currency) -> list[str]:
    return [*_of_steps(plan), *_of_costs(plan, currency), *_of_weeks(plan)]


def _of_steps(plan: Plan) -> Iterator[str]:
    told, kinds = plan.told, {step.kind for step in plan.steps}
    by_session = plan.known.costs.by_session_minor
    cost = by_session // told.sessions if told.sessions else 0
    if "price" in kinds:
        if told.price_gain_minor > 0:
            worth = told.priced_minor - cost * told.priced
            yield (
                "No client leaves because of a price; break-even: "
                f"1 in {_one_in(worth, told.price_gain_minor)} may."
            )
        elif told.priced:
            yield "Nobody comes more often because of a lower price."
        else:
            yield "None of your last sessions had that price, so that it moves nothing."
    if told.lost:
        lost = told.lost_minor - cost * told.lost
        needed = ""
        if lost > 0 and told.kept_minor > 0:
            percent = 100 * lost / told.kept_minor
            needed = f"; break-even: what is left brings {percent:.1f} % more"
        yield (
            f"{counted(told.lost, 'session')} of {told.sessions:,} would have fallen away, and none of "
            f"them moves to another day or place{needed}."
        )
    if "shift" in kinds:
        yield "Everybody takes what is offered instead, in its length and at its price."
    if "weeks_off" in kinds:
        yield "Weeks off come on top of those you had; whoever falls into one waits for the next visit."
    if told.bookings:
        touched = f", of which the plan would take {told.touched} away" if told.touched else ""
        yield f"{counted(told.bookings, 'booking')} made already {_counts(told.bookings)}{touched}."


def _counts(count: int) -> str:
    return "counts in its week" if count == 1 else "count in their weeks"


def _one_in(worth: int, gain: int) -> int:
    """How many clients there are for each that may leave before a gain is used up, rounded up."""
    return max(-(-worth // gain), 1)


def _of_costs(plan: Plan, currency: Currency) -> Iterator[str]:
    told, costs = plan.told, plan.known.costs
    if told.sessions:
        each = currency.format(costs.by_session_minor // told.sessions)
        a_month = currency.whole(costs.fixed_minor * 52 // (12 * max(plan.known.drawn, 1)))
        yield (
            f"Supplies, laundry, commissions and drives go with sessions ({each} each); other costs of "
            f"{a_month} a month stay, and tips stay as they were."
        )
    if words := unsaid_words(told.unsaid, told.unpriced):
        yield f"Not counted where it belongs, because nobody said: {words}."


def _of_weeks(plan: Plan) -> Iterator[str]:
    known, drawn = plan.weeks_known, plan.known.drawn
    if plan.now is None:
        return
    yield (
        f"Drawn {DRAWS} times from your last {counted(drawn, 'week')} in blocks of four, at the level "
        "where your weeks now stand; four of five draws lie within the range."
    )
    if known < DRAWN_WEEKS:
        yield f"Only {counted(known, 'week')} are known: no season can be told from them."
    elif known < KNOWN_WEEKS:
        yield "Less than two years are known: a season and a growth are hard to tell apart, so the ranges are wide."
    else:
        yield "Weeks without work stay where they were a year before; your season is kept."


# -- JSON

RANGE: Keys = ("low", "middle", "high")
STANDING: Keys = (
    ("income_minor", RANGE), ("take_home_minor", RANGE), ("take_home_per_hour_minor", RANGE),
    ("load", RANGE), ("hands_on_minutes", RANGE), ("sessions", RANGE), ("long_days", RANGE),
    ("rest_days", RANGE),
)  # fmt: skip


PLAN: Keys = ("from=first", "weeks_known", "seed", ("now", STANDING), ("then", STANDING))


def plan_document(plan: Plan, currency: Currency) -> dict[str, Any]:
    """Clients are numbers in it."""
    return {
        "currency": currency.code,
        "weeks": WEEKS_AHEAD,
        **document(plan, PLAN),
        "load_percent_of_now": load_against_usual(plan),
        "reason": too_few(plan) or None,
        "assumptions": assumptions(plan, currency),
        "steps": [_step(each, currency) for each in plan.steps],
    }


def wanted_document(wanted: Wanted | None, plan: Plan, currency: Currency) -> dict[str, Any]:
    """That of the best answer, and all of them."""
    answers = wanted.answers if wanted else ()
    return {
        **plan_document(plan, currency),
        "want": [_goal(each) for each in wanted.goals] if wanted else [],
        "answers": [
            {
                "steps": [_step(step, currency) for step in each.listed],
                "options": options(each.listed),
                "asks_percent": each.asks / 10,
                "then": document(each.then, STANDING),
            }
            for each in answers
        ],
    }


def _step(step: Step, currency: Currency) -> dict[str, Any]:
    is_client = step.kind == "drop" and step.other == "client"
    name = f"#{step.amount}" if is_client else step.name
    words = f"without client #{step.amount}" if is_client else step_words(step, currency)
    return {"kind": step.kind, "name": name or None, "words": words, "option": step.words}
