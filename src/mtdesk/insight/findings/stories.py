"""Findings that tell one story, told as one: its level, its sentence, what made it, one thing to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from mtdesk.insight.findings.brief import brief, more_than_usual
from mtdesk.insight.findings.made import Rise, carriers, one_thing
from mtdesk.model.finding import GOOD, LEVELS, Finding, Story, sign_of
from mtdesk.model.frozen import frozen
from mtdesk.model.period import human_day
from mtdesk.model.reminder import Reminder
from mtdesk.model.text import counted, joined
from mtdesk.model.wellbeing import GENERAL, site_words

STRAIN, SAFETY, MONEY, PEOPLE = "strain", "safety", "money", "people"
# In the order in which stories of one level are told; each sign belongs to one.
SIGNS = {
    STRAIN: (
        "rising_load", "against_usual", "rising_body", "rising_mind", "rising_soreness",
        "rising_answers", "sore_site", "questionnaire", "hands_on_day", "no_rest_day", "ahead",
        "short_gaps", "heavy_run", "no_check_in",
    ),
    SAFETY: ("incident", "booked_again"),
    MONEY: ("take_home", "unpaid_hours", "owed", "due_cost", "credit_ends"),
    PEOPLE: (
        "follow_up", "unfinished_record", "letter", "booking_passed", "booked_twice", "drifting",
        "settings", "inbox", "copy_apart",
    ),
    GOOD: ("getting_better", "level_gone", "target_reached"),
}  # fmt: skip
STORY_OF = {sign: story for story, signs in SIGNS.items() for sign in signs}
_LOAD = ("rising_load", "against_usual")
_ANSWERS = ("rising_body", "rising_mind", "rising_soreness", "rising_answers")
_TOGETHER_DAYS = 42  # a load and an answer that began within six weeks of each other are one thing
_RAISED = ("watch", "act")
# What the signs of one source are called beside the one that leads; a place by its own name.
_CALLED = {
    "rising_load": "load", "against_usual": "load", "rising_body": "body", "rising_mind": "mind",
    "rising_answers": "answers", "hands_on_day": "long days", "no_rest_day": "days without rest",
    "short_gaps": "short rests", "heavy_run": "heavy rows", "ahead": "what is booked",
    "questionnaire": "a questionnaire", "no_check_in": "no check-in",
}  # fmt: skip
_CALENDAR = frozenset({"hands_on_day", "no_rest_day", "short_gaps", "heavy_run"})


def source_of(finding: Finding) -> str:
    """Signs of one source count once: load, body, mind, each place, the calendar, what is booked."""
    sign = sign_of(finding)
    if sign in _CALENDAR:
        return "calendar"
    if sign in {"rising_soreness", "sore_site"}:
        return f"site {finding.subject}"
    if sign == "questionnaire":
        return f"questionnaire {finding.subject}"
    return _CALLED[sign]


def strain_level(findings: Iterable[Finding]) -> str:
    """The highest of its signs; act where load and an answer are at watch, begun within six weeks.

    Acknowledged findings count for nothing.
    """
    open_ones = [each for each in _of(STRAIN, findings) if not each.acknowledged]
    raised = [
        each for each in open_ones if each.level in _RAISED and not each.evidence.get("booked")
    ]
    loads = [date.fromisoformat(each.since) for each in raised if each.rule in _LOAD]
    answers = [date.fromisoformat(each.since) for each in raised if each.rule in _ANSWERS]
    if any(abs((one - other).days) <= _TOGETHER_DAYS for one in loads for other in answers):
        return "act"
    return max((each.level for each in open_ones), key=LEVELS.index, default="clear")


@frozen
class Told:
    """What stories are made of: findings of a day, what waits, the rises (rule, subject) that have
    just ended, what made the rise that stands.
    """

    as_of: date
    findings: Sequence[Finding] = ()
    reminders: Sequence[Reminder] = ()
    back: Sequence[tuple[str, str]] = ()
    currency: str = "USD"
    rise: Rise | None = None


def tell(told: Told) -> tuple[Story, ...]:
    """The stories of a day, the highest level first, good news last. Each finding is in one."""
    found = [*_strain(told)]
    found += (each for story in (SAFETY, MONEY, PEOPLE) for each in _listed(story, told))
    found.sort(key=lambda each: (each.is_seen, -LEVELS.index(each.level)))
    return (*found, *_good(told))


def warned(stories: Iterable[Story]) -> list[Story]:
    """The stories that findings make, and those of safety: a line each where there is little room."""
    return [
        each
        for each in stories
        if not each.is_seen
        and (each.story in {STRAIN, SAFETY} or (each.story == MONEY and each.findings))
    ]


def errands(stories: Iterable[Story]) -> list[Reminder]:
    """What waits and is no warning by itself, the most pressing first."""
    waiting = [
        reminder for each in stories if each.story in {MONEY, PEOPLE} for reminder in each.reminders
    ]
    return sorted(waiting, key=lambda each: -LEVELS.index(each.level))


def lead_of(story: Story) -> Finding | None:
    """The finding whose sentence leads the story."""
    return next((each for each in story.findings if not each.acknowledged), None)


def _of(story: str, findings: Iterable[Finding]) -> list[Finding]:
    """Its findings: those not acknowledged first, then by level, then in the order of its signs."""
    mine = [each for each in findings if STORY_OF[sign_of(each)] == story]
    return sorted(
        mine,
        key=lambda each: (
            each.acknowledged,
            -LEVELS.index(each.level),
            SIGNS[story].index(sign_of(each)),
        ),
    )


def _waiting(story: str, reminders: Iterable[Reminder]) -> list[Reminder]:
    mine = [each for each in reminders if STORY_OF[each.sign] == story]
    return sorted(mine, key=lambda each: -LEVELS.index(each.level))


def _since(findings: Iterable[Finding]) -> str | None:
    open_ones = [each.since for each in findings if not each.acknowledged]
    return min(open_ones, default=None) or min((each.since for each in findings), default=None)


# -- strain


def _strain(told: Told) -> Iterator[Story]:
    mine = _of(STRAIN, told.findings)
    if not mine:
        return
    open_ones = [each for each in mine if not each.acknowledged] or mine
    lead = open_ones[0]
    makers = told.rise.makers if told.rise else ()
    others: dict[str, str] = {}
    for each in open_ones[1:]:
        others.setdefault(source_of(each), _called(sign_of(each), each.subject))
    others.pop(source_of(lead), None)
    message = _clause(lead, told.as_of)
    made = _made_words(told.rise) if told.rise else ""
    if made and lead.rule in _LOAD:
        message += f", most of it {made}"
    agree = ""
    if others:
        agree = f"; {counted(len(others) + 1, 'sign')} agree"
        too = joined(list(dict.fromkeys(others.values())))
        message += f"; {too} too{agree}"
    if made and lead.rule not in _LOAD:
        message += f"; most of what your load grew by is {made}"
    yield Story(
        story=STRAIN,
        level=strain_level(mine),
        message=f"{message}.",
        since=_since(mine),
        findings=tuple(mine),
        made_by=makers,
        advice=(one_thing(told.rise) if told.rise else "") or lead.advice,
        short=brief(lead, told.as_of, told.currency) + agree,
    )


def _called(sign: str, subject: str) -> str:
    if sign in {"rising_soreness", "sore_site"}:
        return "soreness" if subject == GENERAL else site_words(subject)
    return _CALLED[sign]


def _clause(finding: Finding, as_of: date) -> str:
    """The sentence of the finding that leads, short enough to be followed by others."""
    about = finding.evidence
    since = f"since {human_day(finding.since, as_of)}"
    if finding.rule == "rising_load":
        return f"Your load has held {more_than_usual(finding)} above your usual {since}"
    if finding.rule in {"rising_body", "rising_mind"}:
        asked = finding.rule.removeprefix("rising_")
        points = about["recent"] - about["usual"]
        return f"Your exhaustion of {asked} has held {points:.1f} above your usual {since}"
    if finding.rule == "rising_soreness":
        return (
            f"Your {_called(finding.rule, finding.subject)} has been sorer than your usual {since}"
        )
    if sign_of(finding) == "against_usual":
        return f"Your load of the last 7 days is {about['ratio']:.2f}x your previous three weeks"
    return finding.message.removesuffix(".").removesuffix("?")


def _made_words(found: Rise) -> str:
    """`on Thursdays and in Deep tissue`: those of a kind that carry half of it and more together."""
    weekdays, services = carriers(found.makers, "weekday"), carriers(found.makers, "service")
    named = [f"on {joined([f'{name}s' for name in weekdays])}"] if weekdays else []
    return ", ".join([*named, f"in {joined(services)}"] if services else named)


# -- safety, money, people


def _listed(story: str, told: Told) -> Iterator[Story]:
    """What leads in its own sentence, how many more there are, and what waits in short."""
    mine, waiting = _of(story, told.findings), _waiting(story, told.reminders)
    open_ones = [each for each in mine if not each.acknowledged] or (mine if not waiting else [])
    if not open_ones and not waiting:
        return
    lead = open_ones[0].message if open_ones else waiting[0].text
    rest = [] if open_ones else waiting[1:]
    message = lead.removesuffix(".")
    short = brief(open_ones[0], told.as_of, told.currency) if open_ones else waiting[0].short
    if len(open_ones) > 1:
        message += f"; {len(open_ones) - 1} more"
        short += f"; {len(open_ones) - 1} more"
    shorts = [each.short for each in (waiting if open_ones else rest)]
    if shorts:
        message += f"; {'; '.join(shorts)}"
    levels = [each.level for each in mine if not each.acknowledged]
    levels += [each.level for each in waiting]
    yield Story(
        story=story,
        level=max(levels, key=LEVELS.index, default="clear"),
        message=message if message.endswith("?") else f"{message}.",
        since=_since(mine),
        findings=tuple(mine),
        reminders=tuple(waiting),
        advice=open_ones[0].advice if open_ones else "",
        short=short,
    )


# -- good news


def _good(told: Told) -> Iterator[Story]:
    waiting = [*_waiting(GOOD, told.reminders), *_back(told)]
    if not waiting:
        return
    yield Story(
        story=GOOD,
        level=GOOD,
        message=_sentence("; ".join(each.short for each in waiting)),
        reminders=tuple(waiting),
        short=_sentence("; ".join(_counted(waiting))).removesuffix("."),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _counted(waiting: Sequence[Reminder]) -> Iterator[str]:
    """Those of one kind that are several by their number."""
    better = [each for each in waiting if each.sign == "getting_better"]
    if len(better) > 1:
        yield f"{len(better)} clients are getting better"
    else:
        yield from (each.short for each in better)
    yield from (each.short for each in waiting if each.sign != "getting_better")


def _back(told: Told) -> Iterator[Reminder]:
    """What stood above her usual a week ago and stands no more."""
    back = [_called(rule, subject) for rule, subject in told.back]
    if back:
        words = f"{joined(list(dict.fromkeys(back)))} no longer above your usual"
        yield Reminder(level="note", text=f"{words}.", sign="level_gone", short=words)
