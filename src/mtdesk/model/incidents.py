"""What clients did, and what happened to either body: facts, not judgements; what a record asks, and as
it leaves the house.
"""

from __future__ import annotations

from datetime import date, datetime

from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency

KINDS = (
    "sexual remark", "sexual touch", "solicitation", "exposure", "physical violence", "threat",
    "verbal abuse", "discrimination", "refused because of gender",
    "stalking or off-hours contact", "intoxicated", "no-show", "late cancel", "late arrival",
    "non-payment", "chargeback", "review threat", "theft or damage", "injury to client",
    "adverse reaction", "injury to me", "infection contact", "false accusation",
    "employer mistreatment", "other",
)  # fmt: skip
PAID = ("yes", "part", "no")


@frozen
class Addendum:
    """A line added to a record; `kind` is note, withdrawn or reinstated."""

    written_at: str
    kind: str
    text: str


@frozen
class FollowUp:
    """Something to look at again on a day; `done_on` is None while it is open."""

    id: int
    due_on: str
    what: str
    done_on: str | None = None


@frozen
class Evidence:
    """A file that was copied beside the practice; `stored_as` is its name there."""

    id: int | None = None
    file_name: str
    stored_as: str
    sha256: str
    bytes: int
    added_at: str


@frozen
class Incident:
    """`recorded_at` beside `occurred_at` shows how long after the event it was written down.

    `ended_minute` is the minute of the session at which it was ended; `paid` is yes, part or no.
    """

    occurred_at: str
    local_date: str
    kind: str
    severity: int
    recorded_at: str = ""
    id: int | None = None
    client_id: int | None = None
    client: str | None = None
    session_id: int | None = None
    place: str = ""
    setting: str = ""
    said: str = ""
    saw: str = ""
    did: str = ""
    ended_minute: int | None = None
    paid: str | None = None
    injury_to_me: str = ""
    injury_to_client: str = ""
    witness: str = ""
    told: str = ""
    lost_minor: int | None = None
    body_part: str = ""
    days_off: int | None = None
    source_kind: str = ""
    source_severity: int | None = None
    note: str = ""
    withdrawn: bool = False
    addenda: tuple[Addendum, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def waiting(self) -> tuple[FollowUp, ...]:
        """The follow-ups that are open, the one due first first."""
        return tuple(each for each in self.follow_ups if each.done_on is None)

    @property
    def next_follow_up(self) -> FollowUp | None:
        return next(iter(self.waiting), None)

    @property
    def written_after_minutes(self) -> int | None:
        """How long after it happened it was written down; None where a time is not known."""
        try:
            happened = datetime.fromisoformat(self.occurred_at)
            gap = datetime.fromisoformat(self.recorded_at) - happened
        except (ValueError, TypeError):
            return None
        return max(int(gap.total_seconds() // 60), 0)

    @property
    def written_after(self) -> str:
        """The same in words: `40 min`, `2 h`, `3 days`; empty when it is not known."""
        minutes = self.written_after_minutes
        if minutes is None:
            return ""
        if minutes < 60:
            return f"{minutes} min"
        return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"


SEVERITIES = (
    "1  a nuisance",
    "2  it disturbed the session",
    "3  it frightened or shamed",
    "4  touch, or a threat",
    "5  violence, an injury",
)


@frozen
class Question:
    """`key` is the field of the record, `hint` what to write.

    With `choices` one of them is the answer; `repeats` when there may be several, a line each.
    """

    key: str
    words: str
    hint: str
    choices: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """What each choice is as an answer: the grade of `4  touch, or a threat`."""
        return tuple(each.partition("  ")[0] for each in self.choices)

    def meant(self, text: str) -> str:
        """The answer in what was typed or chosen: a choice as it is shown, or by its number."""
        bare = text.strip()
        if bare in self.choices:
            return self.values[self.choices.index(bare)]
        number = int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 4 else 0
        return self.values[number - 1] if 1 <= number <= len(self.choices) else text


# Key, what is asked, what to write; in the order in which they are asked.
_ASKED = (
    ("kind", "What was it?", "The nearest word; the facts come next."),
    ("severity", "How grave was it, 1 to 5?", "Your own measure."),
    (
        "at",
        "When did it happen?",
        "2026-11-20 14:30, or 2026-11-20, or 14:30 for today. Empty: now.",
    ),
    ("client", "Who was it?", "A name from your list, or an alias, or nothing."),
    (
        "setting",
        "In what setting?",
        "One word or two: own studio, clinic, spa, home visit, hotel, message, phone.",
    ),
    ("where", "Where exactly?", "The room, the address, the number or account that wrote."),
    ("said", "What was said?", "Word for word, as far as you remember, and by whom."),
    (
        "saw",
        "What did you see and feel?",
        "What a camera would have shown, in its order. Facts; no reasons, no judgement.",
    ),
    ("did", "What did you do?", "What you said and did, in its order."),
    (
        "ended",
        "At which minute did the session end?",
        "A number of minutes from its beginning. Empty: it was not ended early, or not known.",
    ),
    ("paid", "Was the session paid?", "yes, part or no. Empty: not known, or there was none."),
    (
        "injury-me",
        "Were you hurt?",
        "Where on the body, what you saw and felt, who looked at it. Empty: no.",
    ),
    (
        "injury-client",
        "Was the client hurt?",
        "What was said and seen, in their words and yours. Empty: no.",
    ),
    ("lost", "What income was lost?", "An amount like 90 or 90.50. Empty: none, or unknown."),
    ("witness", "Did anyone see or hear it?", "Names, and where they were."),
    (
        "told",
        "Who was told, and when?",
        (
            "What you told to whom: employer, police and their number, insurer, college. A line "
            "each. Insurers ask to hear early, even when nobody claims anything."
        ),
    ),
    (
        "follow-up",
        "When will you look at it again?",
        "A day, and what for: 2026-12-01: ask the insurer. A line each; empty: not planned.",
    ),
)
QUESTIONS = tuple(
    Question(
        key=key,
        words=words,
        hint=hint,
        choices={"kind": KINDS, "severity": SEVERITIES}.get(key, ()),
        repeats=key in {"told", "follow-up"},
    )
    for key, words, hint in _ASKED
)

# How it can end, by the word that is typed for it.
ENDINGS = {"record": "Record it", "again": "Go through it again", "drop": "Drop it"}
LAST = Question(
    key="",
    words="Is this what happened?",
    hint="Once recorded it is sealed: it cannot be edited, and corrections are notes.",
    choices=tuple(ENDINGS.values()),
)


@frozen
class Draft:
    """A record that is not finished; `answers` are as typed, by the key of their question."""

    id: int
    begun_at: str
    changed_at: str
    answers: dict[str, str]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that were not come to yet."""
        return tuple(each for each in QUESTIONS if each.key not in self.answers)


@frozen
class Added:
    """A line added to a record; `kind` is note, withdrawn or reinstated."""

    written_at: str
    kind: str
    text: str
    seal: str | None


@frozen
class Entry:
    """One incident of a copy; `contact` is how its client is reached, in full documents only."""

    incident: Incident
    seal: str | None
    contact: tuple[str, ...] = ()
    added: tuple[Added, ...] = ()


@frozen
class RecordCopy:
    """One or more incidents, the oldest first, and what the reader should know about them.

    `issuer` names the therapist as far as her settings do. `trouble` says what is wrong with the
    chain of seals, empty when it holds.
    """

    is_redacted: bool
    made_on: date
    currency: Currency
    issuer: dict[str, str]
    entries: tuple[Entry, ...]
    chain_head: str
    chain_count: int
    trouble: tuple[str, ...] = ()
