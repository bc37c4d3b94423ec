"""Money that stands, as what a file brings or a line says may be the same.

Apart from all else that an import knows, since a line that is typed is held against it, too.
"""

from __future__ import annotations

from mtdesk.model.frozen import frozen
from mtdesk.model.money import Currency

# Files of sales and fees that know no tips: only the price is held against what stands.
WITHOUT_TIPS = ("square_items", "acuity", "jane_sales", "simplepractice")


@frozen
class Candidate:
    """What a row of a file may be: money that stands, or a session that waits for it."""

    day: str
    client: str | None
    amount_minor: int
    tip_minor: int
    method: str | None
    payments: tuple[int, ...]
    session: int | None
    is_owed: bool

    @property
    def payment(self) -> int | None:
        return self.payments[0] if self.payments else None

    def words(self, currency: Currency) -> str:
        """`payment 12, Ana $90.00 card on 2025-11-20`."""
        which = f"payment {self.payment}"
        if self.is_owed:
            which = f"what session {self.session} waits for"
        elif self.session is not None:
            which = f"the money of session {self.session}"
        money = money_words(self.client, self.amount_minor, self.method, currency)
        return f"{which}, {money} on {self.day}"


def money_words(client: str | None, minor: int, method: str | None, currency: Currency) -> str:
    """`Ana $90.00 card`, as far as that is known."""
    parts = (client or "nobody named", currency.format(minor), method)
    return " ".join(part for part in parts if part)
