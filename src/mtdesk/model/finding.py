"""A finding: one sentence in her own numbers, its evidence, its rule and source, one thing to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mtdesk.model.frozen import frozen
from mtdesk.model.reminder import Reminder
from mtdesk.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtdesk.model.session import Session

LEVELS = ("clear", "unknown", "note", "watch", "act")  # rising
GOOD = "good"  # the level of good news, which is no warning
MARKS = {"act": "▲", "watch": "●", "note": "○", "unknown": "?", "clear": "✓", GOOD: "✓"}


@frozen
class Finding:
    """`since` is the inclusive day the evidence begins; `evidence` holds plain numbers and lists.

    `subject` names what the finding is about where its rule can find more than one thing: a site,
    an incident's id, a scale. `acknowledged`: she has seen it; `standing` then says until when.
    """

    rule: str
    level: str
    message: str
    since: str
    evidence: dict[str, Any]
    source: str
    advice: str
    subject: str = ""
    acknowledged: bool = False
    standing: str = ""


@frozen
class Maker:
    """One of those that carry a rise: `share` is its part of all that grew, among its kind.

    `kind` is weekday, service, client or workplace; `load_share` its part of the load of late.
    """

    kind: str
    name: str
    share: float
    load_share: float = 0.0


@frozen
class Clear:
    """A rule that has nothing to say, and how near it is to it: `load of 7 days 1.1x of 1.3x`.

    `near` is None where it cannot know yet.
    """

    rule: str
    near: str | None


@frozen
class DayBehind:
    """A day that stands behind a finding, with its done sessions."""

    day: date
    hands_on_minutes: int
    load: float
    sessions: tuple[Session, ...]


@frozen
class Behind:
    """What made a finding: those that carry the rise of the load, and the days that say most."""

    made_by: tuple[Maker, ...]
    days: tuple[DayBehind, ...]


@frozen
class Story:
    """What findings and reminders that belong together come to, in one sentence.

    `story` is strain, safety, money, people or good; `level` that of a finding, or good. `since` is
    the first day of its findings, None where it has none. `short` says it where its sentence has no
    room. `is_seen`: she has acknowledged all its findings, and nothing waits.
    """

    story: str
    level: str
    message: str
    since: str | None = None
    findings: tuple[Finding, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    made_by: tuple[Maker, ...] = ()
    advice: str = ""
    short: str = ""

    @property
    def signs(self) -> tuple[str, ...]:
        """The names of its signs, each once, the highest first."""
        names = [sign_of(each) for each in self.findings]
        return tuple(dict.fromkeys([*names, *(each.sign for each in self.reminders)]))

    @property
    def is_seen(self) -> bool:
        return not self.reminders and all(each.acknowledged for each in self.findings)


def sign_of(finding: Finding) -> str:
    """The name of the sign that a finding is: its rule; what is only booked is `ahead`."""
    return "ahead" if finding.evidence.get("booked") else finding.rule


def overall(findings: Iterable[Finding]) -> str:
    """The level of a whole practice: the highest of its findings, acknowledged ones left out."""
    return max(
        (finding.level for finding in findings if not finding.acknowledged),
        key=LEVELS.index,
        default="clear",
    )
