"""Who would have left anyway: of what a few clients bring, how much is still theirs half a year later."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING

from mtdesk.insight.plan.level import WANDERINGS
from mtdesk.insight.plan.weeks import DRAWN_WEEKS, WEEKS_AHEAD, Known
from mtdesk.model.frozen import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtdesk.insight.plan.steps import Steps, Work

WHOLE = 1000
MOST = 12  # who came most: of fewer it is chance who left, of more they are not those who come most
_USUAL = (0.06, 0.12, 0.2)  # how far a level may wander
_USUALLY_GONE = 200  # where so many thousandths are gone after half a year
_LEAST, _FARTHEST = 4, 20  # tenths of that


def staying(known: Known) -> int | None:
    """Of the share of those who came most, the thousandths that are theirs in the half year after it.

    Her own weeks say it: those of the last half year against the year before it, or what is known of
    that. None where less than a year is known, or nobody by number.
    """
    if len(known.weeks) < DRAWN_WEEKS:
        return None
    before = known.weeks[-DRAWN_WEEKS - WEEKS_AHEAD : -WEEKS_AHEAD]
    after = known.weeks[-WEEKS_AHEAD:]
    came = Counter(each.client_id for week in before for each in week if each.client_id is not None)
    most: set[int | None] = {client for client, _ in came.most_common(MOST)}
    was, held = _share(before, most)
    now, since = _share(after, most)
    return min(now * held * WHOLE // (was * since), WHOLE) if was and since else None


def wanderings(stays: int | None) -> tuple[float, ...]:
    """How far a level may wander: it does because clients come and go, so the more leave, the farther.

    In tenths of what is usual, so that practices alike are worked out alike.
    """
    if stays is None:
        return WANDERINGS
    tenths = min(max(round(10 * sqrt((WHOLE - stays) / _USUALLY_GONE)), _LEAST), _FARTHEST)
    return tuple(each * tenths / 10 for each in _USUAL)


def _share(weeks: Sequence[Sequence[Work]], clients: set[int | None]) -> tuple[int, int]:
    """Sessions of these clients, and all."""
    held = [each for week in weeks for each in week]
    return sum(each.client_id in clients for each in held), len(held)


def with_others(known: Known, steps: Steps, stays: int | None) -> Known:
    """Her weeks as the weeks to come will be: of the clients that are dropped some would have left.

    As many of their sessions are somebody else's, evenly, and do not fall away.
    """
    if not steps.clients or stays is None:
        return known
    gone = 0

    def passed_on(week: Iterable[Work]) -> Iterable[Work]:
        nonlocal gone
        for each in week:
            gone += (WHOLE - stays) * (each.client_id in steps.clients)
            if gone < WHOLE:
                yield each
            else:
                gone -= WHOLE
                yield replace(each, client_id=None)

    return replace(known, weeks=tuple(tuple(passed_on(week)) for week in known.weeks))


def unsure(known: Known, steps: Steps, stays: int | None) -> float:
    """How surely what is left without some clients is not known, as a part of it.

    Each stays or leaves by herself, and those by whom it was learned did, too: of few it is chance.
    """
    dropped = len(steps.clients)
    if not dropped or stays is None:
        return 0.0
    theirs, held = _share(known.last_year, set(steps.clients))
    stay = stays / WHOLE
    by_chance = sqrt(stay * (1 - stay) * (1 / dropped + 1 / MOST))
    return theirs * by_chance / (held - theirs * stay) if theirs and by_chance else 0.0
