"""A plan in words: its steps, its figures as ranges, what it takes for granted; and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mtdesk.insight.plan.weeks import DRAWN_WEEKS, LEAST_WEEKS, WEEKS_AHEAD
from mtdesk.model.frozen import replace
from mtdesk.model.period import hours, short_day
from mtdesk.model.series import Line, Series
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.document import Keys, document
from mtdesk.say.unsaid import UNKNOWN
from mtdesk.say.week.granted import assumptions

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


def by_week(plan: Plan, currency: Currency) -> tuple[Series, Series]:
    """Income and load of each of the weeks to come: now and then in the middle, and the range then."""
    income = _by_week(plan, "income", currency.unit)
    load = _by_week(plan, "load", 1)
    return replace(income, unit=currency.symbol), load


def _by_week(plan: Plan, what: str, unit: int) -> Series:
    now, then = (getattr(each, f"{what}_by_week") if each else () for each in (plan.now, plan.then))
    first = plan.first or date.min

    def line(name: str, weeks: Sequence[Range], which: str, *, lighter: bool = False) -> Line:
        return Line(name, tuple(getattr(each, which) / unit for each in weeks), lighter=lighter)

    return Series(
        title=f"{what.title()} by week, four of five between low and high",
        unit="",
        labels=tuple(short_day(first + timedelta(weeks=week)) for week in range(len(then))),
        lines=(
            line("now", now, "middle"),
            line("then", then, "middle"),
            line("low", then, "low", lighter=True),
            line("high", then, "high", lighter=True),
        ),
        kind="lines",
        empty="too few weeks are known",
    )


# -- turned round

NO_ANSWER = (
    "None of these steps gets there: caps, days and weeks off, services, workplaces, prices by "
    "steps of five."
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
