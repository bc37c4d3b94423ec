"""Findings in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from mtdesk.desk.findings import Changes, Explanation, Risk
from mtdesk.model.finding import MARKS, Behind, Clear, DayBehind, Finding, Maker, Story
from mtdesk.model.period import hours, human_day
from mtdesk.model.session import MINUTES_UNKNOWN, Session
from mtdesk.say.document import Keys, document, plain
from mtdesk.typed import Any

SOURCE = "source"  # the label of where a rule is from


def _rounded(share: float) -> float:
    return round(share, 4)


_ALL = 0.995  # of a rise: as good as the whole of it
NOTHING_YET = "Nothing to say yet: log sessions and check-ins first."
NO_VERDICT = "Words about your figures, no verdict."
BEHIND = "what stands behind it"
WATCHED = "nothing to say"
NOTHING_FOUND = f"{MARKS['clear']} nothing stands out"

FINDING: Keys = (
    "rule", "level", "message", "since", "evidence", "source", "advice", "subject", "acknowledged",
)  # fmt: skip
RISK: Keys = ("as_of", "level", ("findings", FINDING))
MAKER: Keys = ("kind", "name", ("share", _rounded))
STORY: Keys = (
    "story", "level", "message", "since", ("signs", list), ("made_by", MAKER), "advice",
)  # fmt: skip
CLEAR: Keys = ("rule", "near")
_NAMED: Keys = ("rule", "subject")
CHANGES: Keys = (("new", _NAMED), ("still", _NAMED), ("gone", _NAMED))
EXPLANATION: Keys = (
    "rule", "about", "formula", "near", "numbers", "findings",
    ("thresholds", ("key", ("value", plain), "unit", "words")),
    "source", "limits=caveats", "commands",
)  # fmt: skip


def risk_document(
    risk: Risk, changes: Changes, stories: Iterable[Story], clear: Iterable[Clear]
) -> dict[str, Any]:
    return {
        **document(risk, RISK),
        "since_last_week": document(changes, CHANGES),
        **stories_document(stories),
        "clear": [document(each, CLEAR) for each in clear],
    }


def stories_document(stories: Iterable[Story]) -> dict[str, Any]:
    return {"stories": [document(each, STORY) for each in stories]}


def story_sentence(story: Story) -> str:
    """The sentence of a story; of one that she has acknowledged, that she has."""
    return f"{story.message}{' (acknowledged)' if story.is_seen else ''}"


def clear_words(clear: Iterable[Clear]) -> str:
    """How near each rule is that has nothing to say: `days in a row 2 of 7 · ...`."""
    told = [(each.rule, each.near) for each in clear]
    known = [near for _, near in told if near]
    unknown = [rule for rule, near in told if not near]
    if unknown:
        known.append(f"too little to know: {', '.join(unknown)}")
    return " · ".join(known)


def story_about(story: Story) -> Iterator[tuple[str, str]]:
    """What stands below a story: what made it, what to do, its signs."""
    if story.made_by:
        yield "made by", made_words(story.made_by)
    if story.advice:
        yield "what to do", story.advice
    yield "signs", ", ".join(story.signs)


def signs_words(story: Story) -> list[str]:
    """Each of its signs in a sentence, the highest first."""
    found = [f"{MARKS[each.level]} {each.message}" for each in story.findings]
    return [*found, *(f"{MARKS[each.level]} {each.text}" for each in story.reminders)]


def made_words(made_by: Iterable[Maker]) -> str:
    """`Wednesday 44%, Sunday 43% · Swedish 29%`: each kind's part of what grew.

    A kind of which there is but one says nothing.
    """
    return " · ".join(
        ", ".join(f"{each.name} {each.share:.0%}" for each in makers)
        for makers in makers_by_kind(made_by).values()
    )


def makers_by_kind(made_by: Iterable[Maker]) -> dict[str, list[Maker]]:
    found: dict[str, list[Maker]] = {}
    for each in made_by:
        if each.share < _ALL:
            found.setdefault(each.kind, []).append(each)
    return found


_KINDS = {
    "weekday": "days of the week", "service": "services", "client": "clients",
    "workplace": "workplaces",
}  # fmt: skip


def behind_words(behind: Behind, today: date) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What made a finding, line by line under each title."""
    made = [
        f"{_KINDS[kind]}: {', '.join(f'{each.name} {each.share:.0%}' for each in makers)}"
        for kind, makers in makers_by_kind(behind.made_by).items()
    ]
    if made:
        yield "what carries the rise of your load", tuple(made)
    if behind.days:
        yield "the days", tuple(_day_words(each, today) for each in behind.days)


def _minutes(session: Session) -> str:
    return MINUTES_UNKNOWN if session.minutes is None else str(session.minutes)


def _day_words(day: DayBehind, today: date) -> str:
    """`Thu 19 Nov: 4 h 45, load 1,545: Hana Swedish 60, Bo Deep tissue 90`."""
    worked = f"{hours(day.hands_on_minutes)}, load {day.load:,.0f}"
    who = ", ".join(
        " ".join(filter(None, (each.client, each.service or each.modality, _minutes(each))))
        for each in day.sessions
    )
    return f"{human_day(day.day, today)}: {f'{worked}: {who}' if who else 'no session'}"


def marked(level: str) -> str:
    """`● watch`: told apart without colour."""
    return f"{MARKS[level]} {level}" if level in MARKS else ""


def risk_title(risk: Risk) -> str:
    """`● watch, as of 2026-11-20`."""
    return f"{marked(risk.level)}, as of {risk.as_of}"


def changes_sentence(changes: Changes) -> str:
    return (
        f"since last week: {len(changes.new)} new, {len(changes.still)} still there, "
        f"{len(changes.gone)} gone"
    )


def finding_sentence(finding: Finding, changes: Changes) -> str:
    """The finding, and whether it is new since last week."""
    is_new = any((finding.rule, finding.subject) == (new.rule, new.subject) for new in changes.new)
    return f"{finding.message}{'  (new)' if is_new else ''}"


def finding_about(finding: Finding) -> Iterator[tuple[str, str]]:
    """What stands below a finding: what to do, its rule, its source."""
    about = f" ({finding.subject})" if finding.subject else ""
    yield "what to do", finding.advice
    yield "rule", f"{finding.rule}{about}, since {finding.since}"
    yield SOURCE, finding.source


def acknowledged(rule: str, *, new_usual: bool) -> str:
    return f"{rule} {'called your new usual' if new_usual else 'acknowledged'}"


def explanation(why: Explanation) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A rule laid open: what is told under each title."""
    thresholds = (
        f"{each.key} = {each.value:g} {each.unit}: {each.words}" for each in why.thresholds
    )
    told = (
        ("what it asks", (why.about,)),
        ("formula", (why.formula,)),
        ("your numbers", (*why.numbers, *why.findings)),
        ("how near it is", (why.near or "",)),
        ("thresholds, yours to change", tuple(thresholds)),
        (SOURCE, (why.source,)),
        ("limits", (why.caveats,)),
        ("to change it", why.commands),
    )
    yield from ((title, lines) for title, lines in told if any(lines))
