"""Packages and gift cards: money received before the work, and owed as work.

It is owed until it is used, expires or is given back.
"""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.model.frozen import frozen
from mtdesk.model.ledger.payment import Redemption
from mtdesk.model.money import allocate

WORDS = {"package": "package", "gift_card": "gift card"}


@frozen
class Credit:
    """One package or gift card. What was paid for it is its value; `client` is who may use it.

    `sessions` is how many it was sold as, where that was said. From `expires_on` on it is worth
    nothing.
    """

    kind: str
    sold_on: str
    amount_minor: int
    id: int | None = None
    payment_id: int | None = None
    client_id: int | None = None
    client: str | None = None
    sessions: int | None = None
    code: str | None = None
    expires_on: str | None = None
    used_minor: int = 0
    used_sessions: int = 0
    refunded_minor: int = 0

    @property
    def unused_minor(self) -> int:
        """What was neither used nor given back as money."""
        return self.amount_minor - self.used_minor - self.refunded_minor

    @property
    def sessions_left(self) -> int | None:
        """Of those it was sold as; a refund takes away as many as it was worth, to the nearest."""
        if self.sessions is None:
            return None
        if not self.refunded_minor:
            return max(self.sessions - self.used_sessions, 0)
        worth = 2 * self.refunded_minor * self.sessions + self.amount_minor - 1
        left = self.sessions - self.used_sessions - worth // (2 * self.amount_minor)
        return max(left, 0) if self.unused_minor else 0

    @property
    def share_minor(self) -> int | None:
        """What the next of its sessions takes, so that the last one takes all that is left."""
        left = self.sessions_left
        return allocate(self.unused_minor, [1] * left)[0] if left else None

    def is_expired(self, day: str) -> bool:
        return self.expires_on is not None and self.expires_on <= day

    def rest_minor(self, day: str) -> int:
        """What it still holds on a day: all that is unused, until it expires."""
        return 0 if self.is_expired(day) else self.unused_minor

    def state(self, day: str) -> str:
        """`open`, `used` (up), `refunded` (what was left of it) or `expired`."""
        if not self.unused_minor:
            return "refunded" if self.refunded_minor else "used"
        return "expired" if self.is_expired(day) else "open"

    @property
    def words(self) -> str:
        return WORDS[self.kind]


def parts(held: Iterable[Credit], amount_minor: int, day: str) -> list[tuple[Credit, int]]:
    """What each of the credits gives toward an amount, the oldest first; less when they lack it."""
    taken = []
    for credit in sorted(held, key=lambda each: (each.sold_on, each.id or 0)):
        share = min(amount_minor, credit.rest_minor(day))
        if share > 0:
            taken.append((credit, share))
            amount_minor -= share
    return taken


def left_after(
    held: Iterable[Credit], used: Iterable[Redemption], day: str
) -> tuple[int | None, int | None]:
    """What credits hold on a day once these redemptions are taken, and how many sessions.

    None where nothing was open, or none of it was sold as a number of sessions.
    """
    then = [credit for credit in held if credit.rest_minor(day)]
    if not then:
        return None, None
    taken = {each.credit_id: each.amount_minor for each in used}
    minor = sum(credit.unused_minor for credit in then) - sum(taken.values())
    counted = [
        max(credit.sessions_left - (credit.id in taken), 0)
        for credit in then
        if credit.sessions_left is not None
    ]
    return minor, sum(counted) if counted else None
