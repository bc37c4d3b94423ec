"""Check-ins week by week, and how sore each site was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from mtdesk.model.frozen import frozen
from mtdesk.model.period import days_before, week_of, weeks_up_to
from mtdesk.model.wellbeing import SITES, CheckIn


@frozen
class Soreness:
    """A site: what was said last, the most of the latest days, and how often it counted."""

    site: str
    last: int
    most: int | None
    times: int


def soreness(check_ins: Sequence[CheckIn], today: date, days: int, level: int) -> list[Soreness]:
    """The sites named in these check-ins (oldest first), the sorest of the latest `days` first."""
    since = days_before(today, days).start.isoformat()
    found = []
    for site in {site for each in check_ins for site in each.soreness}:
        said = [each for each in check_ins if site in each.soreness]
        recent = [each.soreness[site] for each in said if each.checked_on >= since]
        found.append(
            Soreness(
                site=site,
                last=said[-1].soreness[site],
                most=max(recent, default=None),
                times=sum(rating >= level for rating in recent),
            )
        )
    order = {site: number for number, site in enumerate(SITES)}
    return sorted(found, key=lambda each: (-(each.most or 0), order.get(each.site, len(order))))


def by_week(
    check_ins: Iterable[CheckIn], count: int, today: date, first_weekday: int
) -> dict[date, list[CheckIn]]:
    """Check-ins by the first day of their week: the `count` weeks up to this one, oldest first."""
    first = weeks_up_to(today, count, first_weekday).start
    asked: dict[date, list[CheckIn]] = {
        first + timedelta(weeks=number): [] for number in range(count)
    }
    for each in check_ins:
        week = week_of(date.fromisoformat(each.checked_on), first_weekday).start
        if week in asked:
            asked[week].append(each)
    return asked


def soreness_by_week(weeks: Iterable[Sequence[CheckIn]], site: str) -> tuple[int | None, ...]:
    """The most of each week; a check-in that does not name the site counts 0, no check-in is a gap."""
    return tuple(max((each.soreness.get(site, 0) for each in week), default=None) for week in weeks)


def mean_soreness(check_ins: Iterable[CheckIn], site: str) -> float | None:
    """The mean of a site over all check-ins; one that does not name it counts 0."""
    return mean(each.soreness.get(site, 0) for each in check_ins)


def sorest_site(check_ins: Sequence[CheckIn]) -> str | None:
    """The site with the highest mean, the first by name of several; None where none was sore."""
    sums: dict[str, int] = {}
    for each in check_ins:
        for site, level in each.soreness.items():
            sums[site] = sums.get(site, 0) + level
    sore = sorted(site for site, level in sums.items() if level)
    return max(sore, key=sums.__getitem__, default=None)


def mean(ratings: Iterable[float | None]) -> float | None:
    """Of what was answered."""
    known = [rating for rating in ratings if rating is not None]
    return sum(known) / len(known) if known else None
