"""What the rules look at: the last weeks by day, the last years by week, made of what was logged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from operator import attrgetter

from mtdesk.insight.load import DayLoad
from mtdesk.model.frozen import frozen
from mtdesk.model.incidents import Incident
from mtdesk.model.period import Period, days_before, week_of
from mtdesk.model.wellbeing import CheckIn

DAYS_COVERED = 35  # what a History holds at the least
WEEKS = 156  # a sum carried over 52 weeks, each held against at most 104 before it

_START = attrgetter("start")
_NOTHING = ("", 0, 0, 0, 0, 0, 0)  # worked in a week


@frozen
class Week:
    """A week by the day it starts on, with its done sessions, its money and its check-ins.

    `body` and `mind` are the mean of the answers given, None without any. `soreness` holds each
    site's mean over all check-ins of the week, a check-in that does not name the site counting 0.
    """

    start: str
    sessions: int = 0
    load: float = 0.0
    estimated_load: float = 0.0
    unsaid: int = 0
    unpriced_minutes: int = 0
    hands_on_minutes: int = 0
    unpaid_minutes: int = 0
    take_home_minor: int = 0
    check_ins: int = 0
    body: float | None = None
    mind: float | None = None
    soreness: dict[str, float]

    @property
    def working_minutes(self) -> int:
        return self.hands_on_minutes + self.unpaid_minutes

    @property
    def is_load_known(self) -> bool:
        """Whether it has a load, and nobody left out how long a session was."""
        return self.load > 0 and not self.unsaid

    @property
    def priced_minutes(self) -> int:
        """The working minutes that its money is held against; 0 where it cannot be."""
        return 0 if self.unsaid else self.working_minutes - self.unpriced_minutes


@frozen
class Slot:
    """A done session's place in its day; the instants are None when its time is not known."""

    local_date: str
    started_at: datetime | None
    ended_at: datetime | None
    effort: float | None = None
    estimated: bool = False


@frozen
class ScaleScores:
    """One scale of a questionnaire over time: (day, score), None where too little was answered."""

    questionnaire: str
    name: str
    scores: tuple[tuple[str, float | None], ...]
    sd: float | None = None
    reliability: float | None = None
    higher_is_worse: bool = True


@frozen
class Acknowledgement:
    """She has seen a finding. It counts again from `until`, by default after `snooze_weeks`.

    `new_usual`: what it found is how she works now, so earlier weeks are no longer her usual.
    """

    rule: str
    subject: str = ""
    on: date
    until: date | None = None
    new_usual: bool = False


@frozen
class History:
    """A practice up to `as_of`; rules read nothing dated later.

    `days` are those with done sessions, of the last 35 days at least: a day not given is zero load.
    `check_ins` and `incidents` (none withdrawn) are of the last 28 days; `earlier_incidents` holds
    the kind and the client's id of all incidents before those, to know what repeats. `weeks` are at
    most the last three years, oldest first, `slots` the done sessions of the last 7 days at least. The target is
    take-home per working hour, 0 for none.
    """

    as_of: date
    days: tuple[DayLoad, ...] = ()
    first_day: date | None = None
    check_ins: tuple[CheckIn, ...] = ()
    last_check_in: date | None = None
    incidents: tuple[Incident, ...] = ()
    earlier_incidents: tuple[tuple[str, int | None], ...] = ()
    weeks: tuple[Week, ...] = ()
    slots: tuple[Slot, ...] = ()
    scales: tuple[ScaleScores, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    take_home_target_minor: int = 0
    currency: str = "USD"

    def last(self, count: int) -> list[DayLoad]:
        """The worked days among the `count` days that end with `as_of`, oldest first."""
        period = days_before(self.as_of, count)
        return sorted((day for day in self.days if day.day in period), key=lambda day: day.day)

    def since(self, count: int) -> str:
        """The first of the `count` days that end with `as_of`."""
        return days_before(self.as_of, count).start.isoformat()

    def age(self) -> int:
        """Days from the first done session to `as_of`, both included; 0 before there is one."""
        return (self.as_of - self.first_day).days + 1 if self.first_day else 0

    def whole_weeks(self, first: int | None = None, last: int = 1) -> list[Week]:
        """The weeks over before `as_of`, oldest first: all, or those `first` to `last` weeks back.

        The last whole week is 1 week back. The week in which the practice began is not whole.
        """
        since = self.first_day.isoformat() if self.first_day else ""
        if first is not None:
            since = max(since, (self.as_of - timedelta(days=7 * first + 6)).isoformat())
        until = (self.as_of - timedelta(days=7 * last)).isoformat()
        first_place = bisect_left(self.weeks, since, key=_START)
        return list(self.weeks[first_place : bisect_right(self.weeks, until, key=_START)])


@frozen
class Logged:
    """What was logged in some weeks, summed by week; a week is named by its first day.

    `worked` holds (week, sessions, load, estimated load, minutes, unsaid, unpriced minutes), `unpaid`
    (week, minutes), `left` (week, what payments left after fees and what was given back), `expenses`
    (week, category, amount, deductible), `check_ins` (week, count, mean body, mean mind), `soreness` (week, site, sum of its
    levels).
    """

    worked: Sequence[tuple[str, int, float, float, int, int, int]] = ()
    unpaid: Sequence[tuple[str, int]] = ()
    left: Sequence[tuple[str, int]] = ()
    expenses: Sequence[tuple[str, str, int, int]] = ()
    check_ins: Sequence[tuple[str, int, float | None, float | None]] = ()
    soreness: Sequence[tuple[str, str, float]] = ()


def whole_weeks(as_of: date, first_day: date | None, first_weekday: int) -> Period | None:
    """The last WEEKS whole weeks before the day after, from that of her first session on."""
    end = week_of(as_of + timedelta(days=1), first_weekday).start
    if first_day is None:
        return None
    began = week_of(first_day, first_weekday).start
    return Period(max(end - timedelta(weeks=WEEKS), began), end) if began < end else None


def weeks(period: Period, logged: Logged) -> Iterator[Week]:
    """Each of these whole weeks, oldest first, a week without anything too."""
    worked = {each[0]: each for each in logged.worked}
    unpaid = dict(logged.unpaid)
    money = _take_home(logged)
    answers = {week: (count, body, mind) for week, count, body, mind in logged.check_ins}
    sore: dict[str, dict[str, float]] = {}
    for week, site, level in logged.soreness:
        sore.setdefault(week, {})[site] = level / answers[week][0]
    for number in range(0, len(period), 7):
        start = str(period.start + timedelta(days=number))
        _, sessions, load, estimated, minutes, unsaid, unpriced = worked.get(start, _NOTHING)
        count, body, mind = answers.get(start, (0, None, None))
        yield Week(
            start=start,
            sessions=sessions,
            load=load,
            estimated_load=estimated,
            hands_on_minutes=minutes,
            unsaid=unsaid,
            unpriced_minutes=unpriced,
            unpaid_minutes=unpaid.get(start, 0),
            take_home_minor=money.get(start, 0),
            check_ins=count,
            body=body,
            mind=mind,
            soreness=sore.get(start, {}),
        )


def _take_home(logged: Logged) -> dict[str, int]:
    """Take-home of each week, mileage left out: its rate is a year's matter."""
    found = dict(logged.left)
    for week, _, _, deductible in logged.expenses:
        found[week] = found.get(week, 0) - deductible
    return found
