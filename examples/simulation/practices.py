"""The practices that are lived: what each holds, and what changes in it.

What real logs of load and answers hold is in all of them: answers that lean on the week before,
answers that are missing, for weeks at times, and now and then an odd week. Uneven weeks, holidays
and a body that usually hurts a little are rows of their own, and all together a row as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

STEP_AT = 26  # weeks of history before something changes, where no other number is given
FOLLOWED = 16  # weeks watched after a step
RAMP = 26  # weeks from the first sign to the collapse
HOLIDAYS = frozenset({15, 30, 31, 51})  # weeks of the year
SHORT_WEEKS = ((4 / 52, 0.20), (2 / 52, 0.05))  # how often, and which part of the usual is booked
LOAD_RULES = frozenset({"rising_load", "against_usual"})


@dataclass(frozen=True, kw_only=True)
class Practice:
    """How a practice works. Steps are in SD of its own weekly figure, from week `step_at` on.

    `aimed` are the rules that should see the step: none where nothing changes.
    """

    name: str
    weeks: int = 64  # twelve at the beginning, and a year
    sessions: float = 18.0
    effort: float = 4.0
    body: float = 3.5
    mind: float = 3.0
    thumb: float = 1.0
    answered: float = 0.5  # share of working days with a check-in
    silent: float = 0.1  # share of weeks without any check-in, two or three of them in a row
    odd: float = 0.025  # share of weeks in which body and mind are 3 points worse, and then not
    logged: float = 1.0  # share of sessions written down
    short: bool = False
    holidays: bool = False
    season: float = 0.0  # swing of the bookings over the year
    load_trend: float = 0.0  # share by which the bookings grow in a year
    answer_trend: float = 0.0  # points by which exhaustion grows in a year
    step_at: int = STEP_AT
    load_step: float = 0.0
    effort_step: float = 0.0
    body_step: float = 0.0
    mind_step: float = 0.0
    thumb_step: float = 0.0
    collapse: int = 0  # the week in which she stops; the 26 before lead up to it
    aimed: frozenset[str] = frozenset()

    @property
    def facts(self) -> frozenset[str]:
        """The rules that are true here whenever they speak, for they count what was written down."""
        return FACTS | {"sore_site"} if self.thumb >= 1.5 else FACTS


FACTS = frozenset({"hands_on_day", "no_rest_day"})

STEADY = (
    Practice(name="steady, 18 sessions"),
    Practice(name="steady, 13 sessions", sessions=13.0),
    Practice(name="uneven weeks", short=True),
    Practice(name="four weeks of holidays a year", holidays=True),
    Practice(name="many answers missing", answered=0.3, silent=0.35),
    Practice(name="sparse (70 % logged, few check-ins)", logged=0.7, answered=0.15),
    *(
        Practice(name=f"uneven, holidays, usual soreness {sore:g}", short=True, holidays=True, thumb=sore)
        for sore in (0.5, 1.0, 1.5, 2.0)
    ),
)  # fmt: skip
CHANGING = (
    Practice(name="seasons (bookings ±15 %)", season=0.15),
    Practice(name="bookings grow 10 % a year", load_trend=0.10),
    Practice(name="exhaustion grows 0.5 a year", answer_trend=0.5),
)

_ANSWERS = frozenset({"rising_body", "rising_mind", "rising_soreness", "rising_answers"})
_CHANGES: tuple[tuple[str, tuple[str, ...], frozenset[str]], ...] = (
    ("load", ("load_step",), LOAD_RULES),
    ("effort", ("effort_step",), LOAD_RULES),
    ("exhaustion of body", ("body_step",), frozenset({"rising_body"})),
    ("soreness", ("thumb_step",), frozenset({"rising_soreness"})),
    ("body, mind and soreness", ("body_step", "mind_step", "thumb_step"), _ANSWERS),
)
_HISTORIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    (", short weeks", {"short": True}),
    (", 12 weeks known", {"step_at": 12}),
    (", 12 weeks known, short weeks", {"step_at": 12, "short": True}),
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change that stays, of some size, as the table names it."""

    change: str
    sd: float
    practice: Practice


STEPS = tuple(
    Step(
        change=change + words,
        sd=sd,
        practice=Practice(
            name=f"{change}{words} +{sd:g} SD",
            weeks=history.get("step_at", STEP_AT) + FOLLOWED,
            aimed=aimed,
            **dict.fromkeys(steps, sd),
            **history,
        ),
    )
    for change, steps, aimed in _CHANGES
    for words, history in _HISTORIES
    for sd in (1.0, 1.5, 2.0)
)
COLLAPSES = tuple(
    Practice(name=f"slow burn-out{words}", weeks=52 + RAMP, collapse=52 + RAMP, **more)
    for words, more in (
        ("", {}),
        (", short weeks", {"short": True}),
        (", sparse", {"logged": 0.7, "answered": 0.15}),
    )
)
