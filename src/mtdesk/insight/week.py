"""A day and a week as figures: what was done, what that is beside her usual, what is still booked."""

from __future__ import annotations

from operator import attrgetter

from mtdesk.insight.load import BASE_DAYS, DayLoad, against_usual, week_profile
from mtdesk.insight.takings import Takings, per_known_hour
from mtdesk.insight.wellbeing import mean, mean_soreness
from mtdesk.model.finding import LEVELS
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.session import SHORT_GAP_MINUTES, known_minutes
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from mtdesk.insight.ahead import Ahead
    from mtdesk.insight.findings.history import Slot
    from mtdesk.model.finding import Finding
    from mtdesk.model.incidents import Incident
    from mtdesk.model.session import Session
    from mtdesk.model.wellbeing import CheckIn

USUAL_DAYS = BASE_DAYS  # the days before a week that its load is held against
USUAL_WEEKS = USUAL_DAYS // 7


@frozen
class Day:
    """A day with its sessions, whatever became of them, and its check-in."""

    day: date
    sessions: tuple[Session, ...]
    check_in: CheckIn | None
    limit_minutes: int
    currency: str

    @property
    def hands_on_minutes(self) -> int:
        return self._minutes("done")

    @property
    def booked_minutes(self) -> int:
        return self._minutes("booked")

    @property
    def unsaid(self) -> int:
        """Done sessions of which nobody said how long they were."""
        return sum(each.minutes is None for each in self.sessions if each.status == "done")

    @property
    def unpriced(self) -> int:
        """Done sessions of which nobody said what money came in."""
        return sum(each.money_unknown for each in self.sessions if each.status == "done")

    @property
    def known_minutes(self) -> int | None:
        """The hands-on minutes; None where none are known of what was done."""
        return known_minutes(self.hands_on_minutes, self.unsaid)

    @property
    def as_booked_minutes(self) -> int:
        return self.hands_on_minutes + self.booked_minutes

    def _minutes(self, status: str) -> int:
        return sum(each.minutes or 0 for each in self.sessions if each.status == status)


@frozen
class Week:
    """A week as seen on a day, `today`, and the `before` that it is held against (USUAL_DAYS).

    `first_day` is the day of her first session. `ahead` is what is still booked in it; None where
    nothing is.
    """

    today: date
    days: tuple[DayLoad, ...]
    before: tuple[DayLoad, ...]
    first_day: date | None
    short_gaps: int
    unpaid_minutes: int
    currency: str
    money: Takings
    findings: tuple[Finding, ...]
    ahead: Ahead | None = None

    @property
    def start(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def is_over(self) -> bool:
        return self.last < self.today

    @property
    def is_to_come(self) -> bool:
        return self.start > self.today

    @property
    def sessions(self) -> int:
        return sum(day.sessions for day in self.days)

    @property
    def hands_on_minutes(self) -> int:
        return sum(day.hands_on_minutes for day in self.days)

    @property
    def load(self) -> float:
        return sum(day.load for day in self.days)

    @property
    def estimated_load(self) -> float:
        return sum(day.estimated_load for day in self.days)

    @property
    def unsaid(self) -> int:
        """Its sessions of which nobody said how long they were."""
        return sum(day.unsaid for day in self.days)

    @property
    def unpriced(self) -> int:
        """Its sessions of which nobody said what money came in."""
        return sum(day.unpriced for day in self.days)

    @property
    def known_minutes(self) -> int | None:
        """The hands-on minutes; None where none are known of what was done."""
        return known_minutes(self.hands_on_minutes, self.unsaid)

    @property
    def known_load(self) -> float | None:
        """Its load; None where none is known of what was done."""
        return None if self.known_minutes is None else self.load

    @property
    def days_unsaid(self) -> tuple[DayLoad, ...]:
        """Its days of which something is not known."""
        return tuple(day for day in self.days if day.unsaid or day.unpriced)

    @property
    def usual_load(self) -> float | None:
        """A week's part of the load before it; None in the week of her first session.

        None as well where it is not known of all sessions before it how long they were.
        """
        if self.first_day is None or self.first_day >= self.start:
            return None
        if any(day.unsaid for day in self.before):
            return None
        return 7 * sum(day.load for day in self.before) / USUAL_DAYS

    @property
    def ratio(self) -> float | None:
        """Its load against her usual; None until it is over and there is enough before it."""
        enough = self.first_day is not None and self.first_day <= self.before[0].day
        if not self.is_over or not enough or any(day.unsaid for day in (*self.before, *self.days)):
            return None
        return against_usual([day.load for day in (*self.before, *self.days)])

    @property
    def monotony(self) -> float | None:
        return week_profile(self._loads).monotony if self._loads else None

    @property
    def strain(self) -> float | None:
        return week_profile(self._loads).strain if self._loads else None

    @property
    def _loads(self) -> list[float]:
        """By day, of a week that is over and was worked in: the days to come are no days off."""
        worked = any(day.load or day.sessions for day in self.days)
        return (
            [day.load for day in self.days] if worked and self.is_over and not self.unsaid else []
        )

    @property
    def rest_days(self) -> int:
        """Days without hands-on work up to today."""
        return sum(1 for day in self.days if not day.sessions and day.day <= self.today)

    @property
    def begun(self) -> tuple[DayLoad, ...]:
        """Its days up to today, and those before them that are known."""
        return tuple(day for day in (*self.before, *self.days) if day.day <= self.today)

    @property
    def last_rest(self) -> date | None:
        """The last day without hands-on work; None where each that is known was worked."""
        return max((day.day for day in self.begun if not day.sessions), default=None)

    @property
    def take_home_per_hour_minor(self) -> int | None:
        return per_known_hour(
            self.money.take_home_minor,
            self.hands_on_minutes + self.unpaid_minutes,
            unsaid=self.unsaid,
            unpriced_minutes=sum(day.unpriced_minutes for day in self.days),
        )

    @property
    def is_logged(self) -> bool:
        return bool(self.sessions or self.money.take_home_minor or self.unpaid_minutes)

    @property
    def all_findings(self) -> list[Finding]:
        """Those of what was done and of what is booked, by level; of a week to come only these."""
        found = [*(() if self.is_to_come else self.findings)]
        found += self.ahead.findings if self.ahead else ()
        return sorted(found, key=lambda each: (each.acknowledged, -LEVELS.index(each.level)))

    def long_days(self, limit_minutes: int) -> list[DayLoad]:
        return [day for day in self.days if day.hands_on_minutes > limit_minutes]

    def as_booked(self) -> Week:
        """The week as it will be when all that is booked is done; its load is an estimate then."""
        booked = {each.day: each for each in self.ahead.days} if self.ahead else {}
        days = tuple(
            DayLoad(
                day=day.day,
                sessions=booked[day.day].done_sessions + booked[day.day].sessions,
                hands_on_minutes=booked[day.day].minutes,
                load=booked[day.day].load,
                estimated_load=day.estimated_load + booked[day.day].booked_load,
                unsaid=day.unsaid,
                unpriced=day.unpriced,
                unpriced_minutes=day.unpriced_minutes,
            )
            if day.day in booked
            else day
            for day in self.days
        )
        return replace(self, days=days, today=max(self.today, self.last))


def short_gaps(slots: Iterable[Slot]) -> int:
    """Sessions begun less than 15 minutes after the one before ended, the same day."""
    from mtdesk.insight.findings.pace import gaps  # a day needs none of the rules

    return sum(minutes < SHORT_GAP_MINUTES for _, minutes in gaps(slots))


def monotony_by_week(weeks: Iterable[Sequence[DayLoad]]) -> tuple[float | None, ...]:
    """Mean over SD of each week's daily loads; None for a week without work, or all days alike.

    None as well where a load is not known.
    """
    return tuple(
        None
        if any(day.unsaid for day in week)
        else week_profile([day.load for day in week]).monotony
        for week in weeks
    )


# -- a week beside others


@frozen
class WholeWeek:
    """A week with its check-ins and its incidents."""

    figures: Week
    check_ins: tuple[CheckIn, ...]
    incidents: tuple[Incident, ...]

    def as_booked(self) -> WholeWeek:
        return replace(self, figures=self.figures.as_booked())


MEANS = (
    "hands_on_minutes", "sessions", "load", "estimated_load", "rest_days", "short_gaps",
    "unpaid_minutes", "money.gross_minor", "money.tips_minor", "money.wages_minor",
    "money.expenses_minor", "money.take_home_minor", "unsaid", "unpriced",
)  # fmt: skip


def means(weeks: Sequence[WholeWeek], sites: Iterable[str]) -> dict[str, float | None]:
    """Several weeks as one: the mean of each figure, of what was answered and of these sites.

    None where nothing was answered. Take-home per working hour is that of the weeks together.
    """
    figures = [week.figures for week in weeks]
    check_ins = [each for week in weeks for each in week.check_ins]
    found: dict[str, float | None] = {
        name: sum(map(attrgetter(name), figures)) / len(weeks) for name in MEANS
    }
    worked = sum(week.hands_on_minutes for week in figures)
    if known_minutes(worked, sum(week.unsaid for week in figures)) is None:
        found |= {"hands_on_minutes": None, "load": None}
    found["incidents"] = sum(len(week.incidents) for week in weeks) / len(weeks)
    found["body"] = mean(each.body for each in check_ins)
    found["mind"] = mean(each.mind for each in check_ins)
    found |= {site: _soreness(weeks, site) for site in sites}
    found["take_home_per_hour_minor"] = per_known_hour(
        sum(week.money.take_home_minor for week in figures),
        sum(week.hands_on_minutes + week.unpaid_minutes for week in figures),
        unsaid=sum(week.unsaid for week in figures),
        unpriced_minutes=sum(day.unpriced_minutes for week in figures for day in week.days),
    )
    return found


def _soreness(weeks: Iterable[WholeWeek], site: str) -> float | None:
    return mean_soreness((each for week in weeks for each in week.check_ins), site)


def sorest(week: WholeWeek, before: Sequence[WholeWeek], most: int) -> list[str]:
    """The sites that are sorest on average, this week's first, then those of the weeks before."""
    check_ins = [check_in for each in (week, *before) for check_in in each.check_ins]
    ranks = {
        site: (-(_soreness([week], site) or 0), -(_soreness(before, site) or 0), site)
        for site in {site for check_in in check_ins for site in check_in.soreness}
    }
    sore = [site for site, rank in ranks.items() if rank[:2] != (0, 0)]
    return sorted(sore, key=ranks.__getitem__)[:most]


# -- why


@frozen
class Why:
    """What made a week what it is. A share is of its load, `apart` the load beside a usual week.

    `heaviest` is the day with most load of a week without a long day. `service` is the one whose
    load differs most from its mean of the weeks before, the way the week does (`apart`); while the
    week runs, or without a usual, the one with the largest `share`.
    """

    long_days: tuple[date, ...] = ()
    heaviest: date | None = None
    heaviest_share: float = 0.0
    service: str | None = None
    apart: float | None = None
    share: float = 0.0


def why(
    week: Week, limit_minutes: int, now: Mapping[str, float], before: Mapping[str, float]
) -> Why:
    """`now` is the load by service in the week, `before` that of the three weeks before."""
    if not week.load:
        return Why()
    most = max(week.days, key=lambda day: day.load)
    long = tuple(day.day for day in week.long_days(limit_minutes))
    has_one = not long and sum(1 for day in week.days if day.load) > 1
    found = Why(
        long_days=long,
        heaviest=most.day if has_one else None,
        heaviest_share=most.load / week.load,
    )
    if week.is_over and week.usual_load:
        sign = 1 if week.load >= week.usual_load else -1
        apart = {
            name: now.get(name, 0.0) - before.get(name, 0.0) / USUAL_WEEKS
            for name in {**now, **before}
        }
        name = max(apart, key=lambda name: apart[name] * sign)
        if apart[name] * sign > 0:
            found = replace(found, service=name, apart=apart[name])
    elif now:
        name = max(now, key=lambda name: now[name])
        found = replace(found, service=name, share=now[name] / week.load)
    return found
