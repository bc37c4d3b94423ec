"""The day, the week and what is ahead: their sentences and their tables."""

from __future__ import annotations

from mtdesk.model.period import WEEKDAYS, hours, human_day, long_day
from mtdesk.model.session import MONEY_UNKNOWN
from mtdesk.model.table import Listing
from mtdesk.model.text import counted
from mtdesk.say.unsaid import UNKNOWN, known_hours, short_minutes, unsaid_facts, unsaid_words
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from mtdesk.desk.week import Ahead, Day, DayAhead, DayLoad, Week, WeekAhead
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session, Visit

NO_CHECK_IN = "no check-in today"
NOTHING_NEEDED = "nothing needs you"
NOTHING_AHEAD = "nothing stands out in what is booked"
WEEKS_A_YEAR = 52


def no_practice(path: Path) -> tuple[str, ...]:
    """What a day or a week says where there is no file yet."""
    return (
        f"There is no practice at {path} yet.",
        "Log your first session: mtdesk log ana swedish 60m 90+15 card",
        "Or look at a sample:    mtdesk demo",
    )


# -- the day


def day_sentence(day: Day) -> str:
    """`2 h 30 hands-on of 4 h; 5 h 30 as booked, 1 h 30 past`."""
    limit, done, whole = day.limit_minutes, day.hands_on_minutes, day.as_booked_minutes
    said = f"{known_hours(day)} hands-on{_past(done, limit) or f' of {hours(limit)}'}{_unsaid(day)}"
    if not day.booked_minutes:
        return said
    over = f", {hours(whole - limit)} past" if whole > limit else ""
    return f"{said}; {hours(whole)} as booked{over}"


def large_of_day(
    day: Day, visits: Iterable[Visit], currency: Currency
) -> Iterator[tuple[str, ...]]:
    """What is large of a day: hours hands-on and money, each with up to three lines beside it."""
    limit, done, came = day.limit_minutes, day.hands_on_minutes, [*visits]
    booked = f"{hours(day.booked_minutes)} booked" if day.booked_minutes else ""
    yield clock(done), "hours hands-on", _past(done, limit)[2:] or f"of {hours(limit)}", booked
    received = sum(each.received_minor for each in came)
    tips = sum(each.tip_minor for each in came)
    owed = sum(each.owed_minor for each in came)
    yield (
        currency.bare(received),
        f"{currency.code} received",
        f"{currency.whole(tips)} of it tips" if tips else "no tips",
        f"{currency.whole(owed)} not paid yet" if owed else "",
    )


def days_in_short(days: Sequence[DayLoad], limit: int) -> str:
    """`hands-on by day, 53 weeks · 1,050 h, 31 days over 4 h`."""
    total = hours(sum(each.hands_on_minutes for each in days))
    weeks = counted(len(days) // 7, "week")
    return f"hands-on by day, {weeks} · {total}, {long_days(days, limit)}"


def clock(minutes: int) -> str:
    """`2:30`, to be drawn large."""
    return f"{minutes // 60}:{minutes % 60:02}"


def day_in_short(day: DayLoad, limit: int) -> str:
    """`Mon 23 Nov 2026: 4 h 30 hands-on, 30 min past your 4 h`."""
    worked = f"{known_hours(day)} hands-on" if day.sessions else "no session"
    return f"{long_day(day.day)}: {worked}{_past(day.hands_on_minutes, limit)}{_unsaid(day)}"


def _unsaid(found: Day | DayLoad | Week) -> str:
    """`, minutes unknown of 1 session`; empty where all was said."""
    words = unsaid_words(found.unsaid, found.unpriced)
    return f", {words}" if words else ""


def _past(minutes: int, limit: int) -> str:
    return f", {hours(minutes - limit)} past your {hours(limit)}" if minutes > limit else ""


def sessions_of_day(day: Day) -> Listing:
    return Listing(
        heads=("id", "time", "client", "service", "min", "status"),
        rows=tuple(map(_session, day.sessions)),
        right=(0, 4),
    )


def _session(session: Session) -> tuple[str, ...]:
    return (
        str(session.id),
        session.clock,
        session.client or "",
        session.service or session.modality or "",
        short_minutes(session).removesuffix(" min").removeprefix("min "),
        f"{session.status.replace('_', '-')}{f', {MONEY_UNKNOWN}' if session.money_unknown else ''}",
    )


# -- the week


def week_title(week: Week) -> str:
    """`Week 2026-11-23 to 2026-11-29, still running`."""
    state = "" if week.is_over else ", still running"
    if week.is_to_come:
        state = f", still to come{'' if week.ahead else ', nothing booked yet'}"
    return f"Week {week.start} to {week.last}{state}"


def which_week(week: Week, today: date) -> str:
    """`this week`, `week of Mon 16 Nov`."""
    if week.start <= today <= week.last:
        return "this week"
    return f"week of {human_day(week.start, today)}"


def week_sentence(week: Week) -> str:
    """`23 h 30 hands-on in 19 sessions, 1.3x your usual load; 1 rest day`."""
    if not week.sessions:
        return "No done session in this week."
    work = f"{known_hours(week)} hands-on in {counted(week.sessions, 'session')}{_unsaid(week)}"
    usual = _usual(week.ratio, is_estimated=bool(week.estimated_load))
    return f"{work}{usual and f', {usual} load'}; {_rest(week)}"


def _usual(ratio: float | None, *, is_estimated: bool) -> str:
    """`~1.3x your usual`; empty where that is not known."""
    return "" if ratio is None else f"{'~' if is_estimated else ''}{ratio:.1f}x your usual"


def _load(week: Week) -> str:
    """`~540`: marked where a session's effort was not recorded."""
    if week.known_load is None:
        return UNKNOWN
    return f"{'~' if week.estimated_load else ''}{week.load:,.0f}"


def _rest(week: Week) -> str:
    """`2 rest days`; without any when the last was, seen from the last day that has begun."""
    said = _rest_days(week)
    if week.rest_days:
        return said
    if week.last_rest is None:
        return f"{said} in {counted(len(week.begun), 'day')}"
    return f"{said}, the last was {human_day(week.last_rest, week.begun[-1].day)}"


def _rest_days(week: Week) -> str:
    return counted(week.rest_days, "rest day") if week.rest_days else "no rest day"


def limits_sentence(week: Week, a_day: int, a_week: int | None) -> str:
    """`load ~540 beside a usual week's 3,000; 7 h over your 8 h a week; 2 days over 4 h`."""
    parts = []
    if week.ratio is None and week.usual_load:
        parts.append(f"load {_load(week)} beside a usual week's {week.usual_load:,.0f}")
    if a_week is not None and week.hands_on_minutes > a_week:
        parts.append(f"{hours(week.hands_on_minutes - a_week)} over your {hours(a_week)} a week")
    return "; ".join([*parts, long_days(week.days, a_day)])


def long_days(days: Iterable[DayLoad], limit: int) -> str:
    """`2 days over 4 h`."""
    count = sum(day.hands_on_minutes > limit for day in days)
    return f"{counted(count, 'day') if count else 'no day'} over {hours(limit)}"


def booked_sentence(ahead: Ahead) -> str:
    """`14 h hands-on, load ~3,900, ~1.1x your usual; 6 h of it in 5 bookings to come`."""
    week = ahead.weeks[0]
    usual = _usual(week.ratio, is_estimated=True)
    return (
        f"{hours(week.minutes)} hands-on, load ~{week.load:,.0f}{usual and f', {usual}'}; "
        f"{hours(ahead.booked_minutes)} of it in {counted(ahead.bookings, 'booking')} to come"
    )


def as_booked(ahead: Ahead) -> str:
    return f"As booked: {booked_sentence(ahead)}"


def booked_limits(week: Week, a_day: int) -> str:
    """`1 day over 4 h; 6 rest days`: the days of a week as booked."""
    whole = week.as_booked()
    return f"{long_days(whole.days, a_day)}; {_rest_days(whole)}"


def behind_stories(week: Week) -> str:
    """Where the findings are that its stories tell of."""
    command = "mtdesk ahead" if week.is_to_come else "mtdesk risk"
    return f"the findings behind: {command}{f' --as-of {week.last}' if week.is_over else ''}"


def days_of_week(week: Week, limit: int) -> Listing:
    booked = {each.day: each for each in week.ahead.days} if week.ahead else {}
    return Listing(
        heads=("", "day", "sessions", "hands-on", "load", ""),
        rows=tuple(
            (
                *_day(each.day),
                str(each.sessions or ""),
                known_hours(each) if each.hands_on_minutes or each.unsaid else "",
                f"{each.load:,.0f}" if each.load else "",
                "; ".join(
                    part
                    for part in (
                        _over(each.hands_on_minutes, limit)
                        or _as_booked(booked.get(each.day), limit),
                        unsaid_words(each.unsaid, each.unpriced),
                    )
                    if part
                ),
            )
            for each in week.days
        ),
        right=(2, 3, 4),
    )


def _day(day: date) -> tuple[str, str]:
    return WEEKDAYS[day.weekday()][:3].title(), day.isoformat()


def _over(minutes: int, limit: int) -> str:
    return f"over {hours(limit)}" if minutes > limit else ""


def _as_booked(day: DayAhead | None, limit: int) -> str:
    """`5 h 30 as booked, over 4 h`; empty for a day without bookings."""
    if day is None or not day.sessions:
        return ""
    over = _over(day.minutes, limit)
    return f"{hours(day.minutes)} as booked{f', {over}' if over else ''}"


def week_figures(week: Week, currency: Currency, a_week: int | None) -> Iterator[tuple[str, str]]:
    """The week's figures, each under its name."""
    money, per_hour = week.money, week.take_home_per_hour_minor
    usual = "unknown yet" if week.usual_load is None else f"{week.usual_load:,.0f}"
    estimated = ""
    if week.estimated_load:
        estimated = f", {week.estimated_load / week.load:.0%} of it from estimated effort (~)"
    limit = f" of your {hours(a_week)} a week" if a_week else ""
    hour = "" if per_hour is None else f", {currency.format(per_hour)} an hour worked"
    yield "hands-on", f"{known_hours(week)}{limit}"
    yield from unsaid_facts(week.unsaid, week.unpriced)
    load = UNKNOWN if week.known_load is None else f"{week.load:,.0f}"
    yield "load", f"{load} (usual {usual}){estimated}"
    yield "rest days", str(week.rest_days)
    yield "gaps under 15 min", str(week.short_gaps)
    yield "unpaid work", hours(week.unpaid_minutes)
    yield (
        "earned",
        f"{currency.format(money.gross_minor)}, {currency.format(money.tips_minor)} of it tips",
    )
    yield "expenses", currency.format(money.expenses_minor)
    yield "take-home", f"{currency.format(money.take_home_minor)}{hour}"


def week_in_short(
    week: Week, currency: Currency, target_minor: int | None
) -> tuple[tuple[str, str, str], ...]:
    """The week's figures beside a day: name, figure, what it is held against."""
    usual = f"usual {week.usual_load:,.0f}" if week.usual_load else ""
    ratio = _usual(week.ratio, is_estimated=bool(week.estimated_load))
    target = f"of {currency.whole(round(target_minor / WEEKS_A_YEAR))}" if target_minor else ""
    hour = week.take_home_per_hour_minor
    return (
        ("hands-on", known_hours(week), ""),
        ("load", _load(week), ratio or usual),
        ("earned", currency.whole(week.money.gross_minor), target),
        ("take-home", "–" if hour is None else f"{currency.whole(hour)} an hour", ""),
        ("unpaid", hours(week.unpaid_minutes), "work without pay"),
        ("rest", _rest_days(week), ""),
        *((name, words, "") for name, words in unsaid_facts(week.unsaid, week.unpriced)),
    )


def large_of_week(week: Week) -> Iterator[tuple[str, ...]]:
    """What is large of a week: hours hands-on, and the load beside her usual."""
    if not week.sessions:
        return
    yield (
        clock(week.hands_on_minutes),
        "hours hands-on",
        f"in {counted(week.sessions, 'session')}",
        _rest(week),
    )
    if week.ratio is not None:
        usual = "" if week.usual_load is None else f"usual {week.usual_load:,.0f}"
        yield f"{week.ratio:.1f}x", "your usual load", f"load {_load(week)}", usual


# -- ahead


def ahead_title(ahead: Ahead) -> str:
    return f"{ahead.start} to {ahead.last}, as booked"


def nothing_booked(ahead: Ahead) -> str:
    return f"Nothing is booked up to {ahead.last}."


def days_ahead(ahead: Ahead, limit: int) -> Listing:
    return Listing(
        heads=("", "day", "done", "booked", "hands-on", "load", ""),
        rows=tuple(
            (
                *_day(each.day),
                str(each.done_sessions or ""),
                str(each.sessions or ""),
                hours(each.minutes) if each.minutes else "",
                f"~{each.load:,.0f}" if each.load else "",
                _over(each.minutes, limit),
            )
            for each in ahead.days
        ),
        right=(2, 3, 4, 5),
    )


def week_ahead_sentence(week: WeekAhead) -> str:
    """`week of 2026-11-30: 4 h 30 hands-on as booked, ~1.1x your usual load`."""
    usual = _usual(week.ratio, is_estimated=True)
    return f"week of {week.start}: {hours(week.minutes)} hands-on as booked{usual and f', {usual} load'}"
