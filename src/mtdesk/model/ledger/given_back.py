"""Money given back: what it belongs to, and which parts of that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mtdesk.model.frozen import frozen, replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, GIVEN_BACK, Payment

# The price is given back first, then the tax on it, then the tip.
_LAST = ("sales_tax", "tip")


@frozen
class Bought:
    """What was paid at once: a visit with its tip, or something beside one (`session_id` is None).

    `parts` are its payments with what is still here of each, in the order they are given back;
    `day` is that of the newest.
    """

    session_id: int | None
    parts: tuple[Payment, ...]

    @property
    def day(self) -> str:
        return max(part.received_on for part in self.parts)

    @property
    def rest_minor(self) -> int:
        return sum(part.amount_minor for part in self.parts)

    @property
    def kind(self) -> str:
        return self.parts[0].kind


def bought(payments: Iterable[Payment]) -> list[Bought]:
    """What of a client's payments was not given back, by what they were for, the newest first."""
    groups: dict[object, list[Payment]] = {}
    back = []
    for each in payments:
        if each.kind in GIVEN_BACK:
            back.append(each)
        elif each.kind != "wage":
            groups.setdefault(each.session_id or ("apart", each.id), []).append(each)
    found = [
        Bought(session_id=parts[0].session_id, parts=tuple(sorted(parts, key=_order)))
        for parts in groups.values()
    ]
    found.sort(key=lambda each: (each.day, each.session_id or 0), reverse=True)
    for each in back:
        found = _without(found, each)
    return [each for each in found if each.rest_minor]


def meant(amount_minor: int, found: Sequence[Bought]) -> Bought | None:
    """The newest that is exactly as much, or else the newest visit that was at least as much."""
    for each in found:
        if each.rest_minor == amount_minor:
            return each
    for each in found:
        if each.session_id is not None and each.rest_minor > amount_minor:
            return each
    return None


def divided(payment: Payment, of: Bought | None) -> list[Payment]:
    """A refund or chargeback over the parts of what it belongs to, in their order.

    Each takes the way back that its part came, where no other is said; the fee is on the first.
    """
    if of is None:
        return [replace(payment, gives_back="session")]
    rest, parts = payment.amount_minor, []
    for part in of.parts:
        share = min(rest, part.amount_minor)
        if share:
            rest -= share
            parts.append(
                replace(
                    payment,
                    session_id=of.session_id,
                    amount_minor=share,
                    fee_minor=0,
                    method=payment.method or part.method,
                    gives_back=part.kind,
                    voluntary=part.voluntary,
                    on_1099=part.on_1099,
                )
            )
    parts[0] = replace(parts[0], fee_minor=payment.fee_minor)
    return parts


def _order(payment: Payment) -> tuple[int, int]:
    rank = _LAST.index(payment.kind) + 1 if payment.kind in _LAST else 0
    return rank, payment.id or 0


def _without(found: list[Bought], back: Payment) -> list[Bought]:
    """What is left of it all once one refund is taken off the first that it can be of."""
    rest, left = back.amount_minor, []
    for each in found:
        parts = []
        for part in each.parts:
            share = min(rest, part.amount_minor) if _is_of(back, each, part) else 0
            rest -= share
            if part.amount_minor - share:
                parts.append(replace(part, amount_minor=part.amount_minor - share))
        if parts:
            left.append(replace(each, parts=tuple(parts)))
    return left


def _is_of(back: Payment, of: Bought, part: Payment) -> bool:
    if back.session_id is not None:
        return of.session_id == back.session_id and back.gives_back in {None, part.kind}
    if back.refunded_credit_id is not None:
        return part.kind in CREDIT_KINDS
    return of.session_id is None and back.takes_back == part.kind
