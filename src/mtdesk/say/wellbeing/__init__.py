"""Check-ins in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mtdesk.model.period import human_day
from mtdesk.model.table import Listing
from mtdesk.model.wellbeing import CheckIn, site_words
from mtdesk.say.document import Keys
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from mtdesk.desk.wellbeing import Soreness

NOT_VALIDATED = "our own two questions, not a validated instrument"

CHECK_IN: Keys = ("id", "date=checked_on", "body", "mind", "sleep_hours", "soreness", "note")


def check_in_words(check_in: CheckIn) -> str:
    """`body 6 · mind 4 · thumb-r 5 · slept 7 h`, and the note."""
    parts = [
        f"body {check_in.body:g}" if check_in.body is not None else "",
        f"mind {check_in.mind:g}" if check_in.mind is not None else "",
        *(f"{site} {level}" for site, level in check_in.soreness.items()),
        f"slept {check_in.sleep_hours:g} h" if check_in.sleep_hours is not None else "",
        " ".join(check_in.note.split()),
    ]
    return " · ".join(part for part in parts if part)


def check_in_line(check_in: CheckIn, today: date) -> str:
    """`check-in · body 6 · mind 4 · today`."""
    day = human_day(check_in.checked_on, today)
    return f"check-in · {check_in_words(check_in)} · {day}"


def written(check_in: CheckIn, *, added: bool) -> str:
    """`check-in of 2026-11-23: body 6 · mind 4`, or that it was completed."""
    verb = "check-in completed" if added else "check-in"
    return f"{verb} of {check_in.checked_on}: {check_in_words(check_in)}"


def last_check_in(check_ins: Sequence[CheckIn], weeks: int, today: date) -> str:
    """`Last check-in today: body 6, mind 4 of 10; 31 in 12 weeks.`"""
    if not check_ins:
        return f"No check-in in the last {weeks} weeks."
    last = check_ins[-1]
    day = human_day(last.checked_on, today)
    asked = [
        f"{name} {rating:g}"
        for name, rating in (("body", last.body), ("mind", last.mind))
        if rating is not None
    ]
    said = f": {', '.join(asked)} of 10" if asked else ""
    return f"Last check-in {day}{said}; {len(check_ins)} in {weeks} weeks."


def large_of_check_in(check_ins: Sequence[CheckIn], today: date) -> Iterator[tuple[str, ...]]:
    """What is large of the last one: body, mind, the sorest site; beside each its mean before."""
    if not check_ins:
        return
    *before, last = check_ins
    when = human_day(last.checked_on, today)
    for name in ("body", "mind"):
        value = getattr(last, name)
        if value is not None:
            earlier = [getattr(each, name) for each in before if getattr(each, name) is not None]
            yield f"{value:g}", name, when, _mean(earlier)
    if last.soreness:
        site = max(last.soreness, key=lambda each: last.soreness[each])
        earlier = [each.soreness[site] for each in before if site in each.soreness]
        yield str(last.soreness[site]), site_words(site), when, _mean(earlier)


def _mean(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.1f} before" if values else ""


def soreness(
    sites: Iterable[Soreness], pictures: Iterable[str], weeks: int, days: int, level: int
) -> Listing:
    """A row a site: what was said last, the most of the latest days, and how often it counted.

    `pictures` are what is drawn of each site's weeks.
    """
    rows = [
        (
            site_words(each.site),
            picture,
            str(each.last),
            "–" if each.most is None else str(each.most),
            f"{each.times}x" if each.times else "–",
        )
        for each, picture in zip(sites, pictures, strict=True)
    ]
    return Listing(
        heads=(f"sore, {weeks} weeks", "", "last", f"{days} d", f"{level}+"),
        rows=tuple(rows) or (("no site named", "", "", "", ""),),
        right=(2, 3, 4),
    )


def check_ins_listing(found: Sequence[CheckIn], today: date) -> Listing:
    return Listing(
        heads=("day", "body", "mind", "sleep", "sore", "note"),
        rows=tuple(check_in_row(each, today) for each in found),
        right=(1, 2, 3),
    )


def check_in_row(check_in: CheckIn, today: date) -> tuple[str, ...]:
    """Under check-in, body, mind, sleep, sore, note."""
    return (
        human_day(check_in.checked_on, today),
        rating(check_in.body) or "–",
        rating(check_in.mind) or "–",
        f"{check_in.sleep_hours:g} h" if check_in.sleep_hours is not None else "–",
        sore(check_in) or "–",
        check_in.note,
    )


def sore(check_in: CheckIn) -> str:
    """`thumb-r 4 low-back 2`: as it is typed."""
    return " ".join(f"{site} {level}" for site, level in check_in.soreness.items())


def rating(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
