"""Terms of pay: what of a client's price is hers at a workplace, each from a day until the next."""

from __future__ import annotations

import re

from mtdesk.errors import InvalidError
from mtdesk.model.frozen import frozen
from mtdesk.model.text import pattern

# kind -> what it says. `own` and `rent` leave her all; a rent is an expense of its own.
KINDS = {
    "own": "own practice, all of it",
    "split": "a share of the price",
    "hourly": "an amount an hour of hands-on work",
    "per_session": "an amount a session",
    "rent": "all of it, against a rent a month",
}
WITH_AMOUNT = ("hourly", "per_session", "rent")
# Who pays wages pays for her work; her own clients and her landlord do not.
MAY_EMPLOY = ("split", "hourly", "per_session")
_PERCENT = pattern(r"(\d{1,3})(?:\.(\d{1,2}))? ?%?", re.ASCII)


COLLECTS = ("me", "workplace")


@frozen
class PayTerm:
    """`share` is hers of a split, in hundredths of a percent; `amount_minor` an hour, session or month.

    `collects` says whom clients pay: `me`, or the `workplace`, which then owes her what is hers.
    """

    workplace_id: int
    valid_from: str
    kind: str
    share: int | None = None
    amount_minor: int | None = None
    employed: bool = False
    collects: str = "me"
    note: str = ""
    id: int | None = None

    @property
    def percent(self) -> float | None:
        return None if self.share is None else self.share / 100


def read_kind(text: str) -> str:
    """A kind of term as typed: `split`, `per-session`.

    Raises:
        InvalidError: no such kind.
    """
    kind = "_".join(text.strip().lower().replace("-", " ").split())
    if kind not in KINDS:
        raise InvalidError("kind", f"“{text[:40]}” is none of {', '.join(KINDS)}")
    return kind


def read_percent(text: str) -> int:
    """Hundredths of a percent, of `60`, `62.5` or `60%`.

    Raises:
        InvalidError: not a percentage, or outside 0 to 100.
    """
    found = _PERCENT.fullmatch(text.strip())
    if not found:
        raise InvalidError(
            "percent", f"“{text[:40]}” is not a percentage; write it like 60 or 62.5"
        )
    share = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    if share > 10_000:
        raise InvalidError("percent", f"{text.strip()} is outside 0 to 100")
    return share


def read_collects(text: str) -> str:
    """Raises InvalidError: it is neither `me` nor `workplace`."""
    word = text.strip().lower()
    if word not in COLLECTS:
        raise InvalidError("collects", f"“{text[:40]}” is neither me nor workplace")
    return word


def pay_of(term: PayTerm, price_minor: int | None, minutes: int | None) -> int | None:
    """What is hers of one session, half a cent up; None where it hangs on what is not known."""
    if term.kind == "hourly":
        if minutes is None:
            return None
        return ((term.amount_minor or 0) * minutes * 2 + 60) // 120
    if term.kind == "per_session":
        return term.amount_minor or 0
    if price_minor is None:
        return None
    share = 10_000 if term.share is None else term.share
    return (price_minor * share + 5_000) // 10_000


def check(term: PayTerm) -> PayTerm:
    """The term again, when its kind goes with what it says.

    Raises:
        InvalidError: a share or an amount is missing, or does not belong to its kind.
    """
    if term.kind == "split" and term.share is None:
        raise InvalidError("percent", "a split needs your share, for example 60")
    if term.kind != "split" and term.share is not None:
        raise InvalidError("percent", f"belongs to a split, not to {term.kind}")
    if term.kind in WITH_AMOUNT and not term.amount_minor:
        raise InvalidError("amount", f"{term.kind} needs one above 0, {KINDS[term.kind]}")
    if term.kind not in WITH_AMOUNT and term.amount_minor is not None:
        raise InvalidError("amount", f"belongs to {', '.join(WITH_AMOUNT)}, not to {term.kind}")
    if term.employed and term.kind not in MAY_EMPLOY:
        raise InvalidError("employed", f"belongs to {', '.join(MAY_EMPLOY)}, not to {term.kind}")
    return term
