"""What made a rise: the weekdays, services, clients and workplaces that carry it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from math import ceil

from mtdesk.insight.load import BASE_DAYS
from mtdesk.insight.load import RECENT_DAYS as WEEK_DAYS
from mtdesk.model.finding import Finding, Maker
from mtdesk.model.frozen import frozen
from mtdesk.model.period import WEEKDAYS, Period, days_before
from mtdesk.model.text import counted

KINDS = ("weekday", "service", "client", "workplace")
RECENT_DAYS = 28
RISES = ("rising_body", "rising_mind", "rising_soreness")  # they know a usual
_HALF, _MOST = 0.5, 3  # the fewest that carry half of the rise, at most three
_CLEAR = 0.2  # a service that carries less than this of a rise is no advice


@frozen
class Spans:
    """The days of late and the usual ones, and how many weeks each of them is."""

    recent: Period
    recent_weeks: float
    usual: Period
    usual_weeks: float


def spans(findings: Iterable[Finding], as_of: date) -> Spans | None:
    """What the strain of a day is held against: what its rule calls usual, load before answers.

    For a rise the last 28 days and the weeks before it began; for the last 7 days the 21 before them.
    None where no finding of strain knows a usual, or where she has acknowledged them all.
    """
    known = {
        each.rule: each
        for each in findings
        if not each.acknowledged and not each.evidence.get("booked")
    }
    if "rising_load" in known:
        found = known["rising_load"]
        return _before_it_began(found, as_of, found.evidence["weeks_before"])
    if "against_usual" in known:
        recent = days_before(as_of, WEEK_DAYS)
        usual = days_before(recent.start - timedelta(days=1), BASE_DAYS)
        return Spans(recent=recent, recent_weeks=1, usual=usual, usual_weeks=BASE_DAYS / 7)
    answers = (known[rule] for rule in RISES if rule in known)
    return next((_before_it_began(each, as_of) for each in answers), None)


def _before_it_began(found: Finding, as_of: date, weeks: float = 0) -> Spans:
    """`weeks` are those of the usual days in which she worked; all of them where it is not given."""
    first = date.fromisoformat(found.evidence["usual_from"])
    usual = Period(first, date.fromisoformat(found.since))
    return Spans(
        recent=days_before(as_of, RECENT_DAYS),
        recent_weeks=RECENT_DAYS / 7,
        usual=usual,
        usual_weeks=weeks or len(usual) / 7,
    )


@frozen
class Worked:
    """Load and sessions of one weekday (0 is Monday), service, client and workplace together."""

    weekday: int
    service: str
    client: str
    workplace: str
    load: float
    sessions: int

    def name(self, kind: str) -> str:
        """What it is called among its kind; empty where nothing was said."""
        if kind == "weekday":
            return WEEKDAYS[self.weekday].title()
        return str(getattr(self, kind))


@frozen
class Rise:
    """The change of the load of a week: in all, what carries it, and of one service how much is what."""

    change: float
    makers: tuple[Maker, ...]
    a_session: dict[str, float]
    sessions_a_week: dict[str, float]


def rise(
    recent: Iterable[Worked], recent_weeks: float, usual: Iterable[Worked], usual_weeks: float
) -> Rise | None:
    """The load of a recent week against a usual one; None where it is no more than usual."""
    late, before = tuple(recent), tuple(usual)
    if not usual_weeks or not recent_weeks:
        return None
    change = _load(late) / recent_weeks - _load(before) / usual_weeks
    if change <= 0:
        return None
    loads = _by("service", late, lambda each: each.load)
    counts = _by("service", late, lambda each: each.sessions)
    return Rise(
        change=change,
        makers=tuple(
            maker
            for kind in KINDS
            for maker in makers(
                kind,
                _by(kind, late, lambda each: each.load / recent_weeks),
                _by(kind, before, lambda each: each.load / usual_weeks),
            )
        ),
        a_session={name: loads[name] / counts[name] for name in loads},
        sessions_a_week={name: count / recent_weeks for name, count in counts.items()},
    )


def makers(kind: str, now: Mapping[str, float], usual: Mapping[str, float]) -> list[Maker]:
    """Of what each brings now and usually: the fewest that carry half of all that grew, three at most.

    What was not said, such as a session without a client, counts under an empty name and is no one.
    """
    grown = {name: load - usual.get(name, 0) for name, load in now.items()}
    grown = {name: more for name, more in grown.items() if more > 0}
    whole, all_load = sum(grown.values()), sum(now.values())
    found: list[Maker] = []
    for name in sorted(grown, key=lambda name: (-grown[name], name)):
        if sum(each.share for each in found) >= _HALF or len(found) == _MOST:
            break
        found.append(
            Maker(
                kind=kind,
                name=name,
                share=grown[name] / whole,
                load_share=now[name] / all_load,
            )
        )
    return [each for each in found if each.name]


def _by(kind: str, rows: tuple[Worked, ...], figure: Callable[[Worked], float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for each in rows:
        name = each.name(kind)
        found[name] = found.get(name, 0.0) + figure(each)
    return found


def _load(rows: tuple[Worked, ...]) -> float:
    return sum(each.load for each in rows)


def first(makers: Iterable[Maker], kind: str) -> Maker | None:
    """The one of its kind that carries most."""
    return next((each for each in makers if each.kind == kind), None)


def carriers(makers: Iterable[Maker], kind: str) -> list[str]:
    """The names of a kind that carry half of the rise and more together; none where they do not."""
    mine = [each for each in makers if each.kind == kind]
    return [each.name for each in mine] if sum(each.share for each in mine) >= _HALF else []


def one_thing(found: Rise) -> str:
    """One thing to do that follows from what made the rise; empty where nothing stands out."""
    service, weekday = first(found.makers, "service"), first(found.makers, "weekday")
    if service and service.share >= _CLEAR:
        fewer = ceil(found.change / found.a_session[service.name] - 1e-9)
        about = (
            f"{service.name} is {service.load_share:.0%} of the load and {service.share:.0%} of the "
            "rise"
        )
        if fewer <= found.sessions_a_week[service.name]:
            return f"{about}: {counted(fewer, 'session')} fewer a week is back at your usual."
        part = found.a_session[service.name] / found.change
        return f"{about}: each session fewer a week takes {part:.0%} of it away."
    if weekday:
        return f"{weekday.name} carries {weekday.share:.0%} of the rise: could one of its sessions move or go?"
    return ""
