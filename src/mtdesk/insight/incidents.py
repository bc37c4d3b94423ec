"""Where incidents gather: by kind, client, place and hour, what they cost, how grave they were.

Counts and dates. A rate stands only where three or more were counted: one or two are chance.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import fold
from mtdesk.model.period import WEEKDAYS
from mtdesk.model.table import grouped

ENOUGH = 3
STANDS_OUT = 2  # times the rate of the whole


@frozen
class Happened:
    """An incident as it is counted; `hour` is None where no time is known."""

    local_date: str
    kind: str
    severity: int
    hour: int | None = None
    client_id: int | None = None
    client: str | None = None
    setting: str = ""
    workplace: str | None = None
    lost_minor: int | None = None
    withdrawn: bool = False


@frozen
class Gathered:
    """The incidents that have one thing in common; `key` is None where it was not said.

    `name` is what the key is called: a client as she is written, a weekday. `lost_minor` sums what
    was said to be lost, None where nothing was; `lost_unknown` did not say. `sessions` are the done
    ones it stands against, None where there is nothing to stand against.
    """

    key: str | int | None
    name: str | None = None
    count: int
    first: str | None
    last: str | None
    severity_most: int | None
    lost_minor: int | None
    lost_unknown: int
    sessions: int | None = None

    @property
    def per_100_sessions(self) -> float | None:
        """None from under three incidents, and without sessions."""
        if not self.sessions or self.count < ENOUGH:
            return None
        return 100 * self.count / self.sessions


@frozen
class StandsOut:
    """A rate far above that of the whole; `by` is workplace, weekday or hour, `of` all that are known."""

    by: str
    here: Gathered
    of: int
    per_100_in_all: float


@frozen
class Quarter:
    """A quarter of the calendar, `2026-Q1`: how many of each severity, 1 to 5."""

    key: str
    by_severity: tuple[int, int, int, int, int]

    @property
    def count(self) -> int:
        return sum(self.by_severity)

    @property
    def severity_mean(self) -> float | None:
        if not self.count:
            return None
        return sum(grade * n for grade, n in enumerate(self.by_severity, 1)) / self.count


@frozen
class Patterns:
    """Withdrawn incidents are counted in `withdrawn` and nowhere else.

    The keys of `by_client` are the numbers of clients, or the folded name of one who is not on the
    list. `hours_unknown` happened on a day whose hour is not known.
    """

    count: int
    withdrawn: int
    first: str | None
    last: str | None
    sessions: int
    lost_minor: int | None
    lost_unknown: int
    by_kind: tuple[Gathered, ...]
    by_client: tuple[Gathered, ...]
    by_setting: tuple[Gathered, ...]
    by_workplace: tuple[Gathered, ...]
    by_weekday: tuple[Gathered, ...]
    by_hour: tuple[Gathered, ...]
    hours_unknown: int
    by_quarter: tuple[Quarter, ...]

    @property
    def repeated(self) -> tuple[Gathered, ...]:
        """Clients with more than one."""
        return tuple(each for each in self.by_client if each.key is not None and each.count > 1)

    @property
    def standing_out(self) -> tuple[StandsOut, ...]:
        """Where the rate is twice that of the whole, in her own counts."""
        sides = (
            ("workplace", self.by_workplace), ("weekday", self.by_weekday), ("hour", self.by_hour),
        )  # fmt: skip
        return tuple(each for by, rows in sides for each in _outstanding(by, rows))


def patterns(
    happened: Iterable[Happened],
    worked: Mapping[str, Mapping[str | int | None, int]],
) -> Patterns:
    """`worked` counts the done sessions of the same days by `workplace`, `weekday` and `hour`."""
    everything = sorted(happened, key=lambda each: each.local_date)
    counted = [each for each in everything if not each.withdrawn]
    names = {_whose(each): each.client for each in reversed(counted)}
    timed = [each for each in counted if each.hour is not None]
    whole = _gathered(None, counted)
    return Patterns(
        count=len(counted),
        withdrawn=len(everything) - len(counted),
        first=whole.first,
        last=whole.last,
        sessions=sum(worked["weekday"].values()),
        lost_minor=whole.lost_minor,
        lost_unknown=whole.lost_unknown,
        by_kind=_by(counted, lambda each: each.kind),
        by_client=tuple(replace(each, name=names.get(each.key)) for each in _by(counted, _whose)),
        by_setting=_by(counted, lambda each: each.setting or None),
        by_workplace=_by(counted, lambda each: each.workplace, worked["workplace"]),
        by_weekday=tuple(
            replace(each, name=WEEKDAYS[int(each.key or 0)])
            for each in _in_order(counted, _weekday, worked["weekday"])
        ),
        by_hour=_in_order(timed, lambda each: each.hour, worked["hour"]),
        hours_unknown=len(counted) - len(timed),
        by_quarter=tuple(_quarters(counted)),
    )


def _outstanding(by: str, rows: Sequence[Gathered]) -> Iterator[StandsOut]:
    known = [each for each in rows if each.key is not None]
    count = sum(each.count for each in known)
    sessions = sum(each.sessions or 0 for each in known)
    for each in known:
        rate = each.per_100_sessions
        if rate is not None and rate * sessions >= STANDS_OUT * 100 * count:
            yield StandsOut(by=by, here=each, of=count, per_100_in_all=100 * count / sessions)


def _by(
    rows: Sequence[Happened],
    key: Callable[[Happened], str | int | None],
    worked: Mapping[str | int | None, int] | None = None,
) -> tuple[Gathered, ...]:
    """The most frequent first; what was not said comes last."""
    found = [
        _gathered(which, group, None if worked is None else worked.get(which, 0))
        for which, group in grouped((key(each), each) for each in rows).items()
    ]
    return tuple(sorted(found, key=lambda each: (each.key is None, -each.count, str(each.key))))


def _in_order(
    rows: Sequence[Happened],
    key: Callable[[Happened], int | None],
    worked: Mapping[str | int | None, int],
) -> tuple[Gathered, ...]:
    """Every hour or weekday that was worked, or had an incident, in its order."""
    keys: set[Hashable] = {each for each in worked if each is not None} | {key(r) for r in rows}
    return tuple(
        _gathered(which, [row for row in rows if key(row) == which], worked.get(which, 0))
        for which in sorted(int(str(each)) for each in keys)
    )


def _gathered(
    key: str | int | None, rows: Sequence[Happened], sessions: int | None = None
) -> Gathered:
    lost = [row.lost_minor for row in rows if row.lost_minor is not None]
    days = [row.local_date for row in rows]
    return Gathered(
        key=key,
        count=len(rows),
        first=min(days, default=None),
        last=max(days, default=None),
        severity_most=max((row.severity for row in rows), default=None),
        lost_minor=sum(lost) if lost else None,
        lost_unknown=len(rows) - len(lost),
        sessions=sessions,
    )


def _quarters(rows: Sequence[Happened]) -> Iterator[Quarter]:
    """From the first incident's quarter to the last one's, those without any included."""
    if not rows:
        return
    keys = [_quarter(each.local_date) for each in rows]
    for number in range(min(keys), max(keys) + 1):
        here = [each.severity for each, key in zip(rows, keys, strict=True) if key == number]
        one, two, three, four, five = (here.count(grade) for grade in range(1, 6))
        yield Quarter(
            key=f"{number // 4}-Q{number % 4 + 1}", by_severity=(one, two, three, four, five)
        )


def _quarter(day: str) -> int:
    return int(day[:4]) * 4 + (int(day[5:7]) - 1) // 3


def _whose(each: Happened) -> str | int | None:
    if each.client_id is not None:
        return each.client_id
    return fold(each.client) if each.client else None


def _weekday(each: Happened) -> int:
    return date.fromisoformat(each.local_date).weekday()
