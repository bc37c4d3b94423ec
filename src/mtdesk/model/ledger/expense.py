"""What the practice spent."""

from __future__ import annotations

from mtdesk.model.frozen import frozen


@frozen
class Expense:
    """`category` is a key, called as the profile does; `category_text` what another program called it.

    `category_from` is how a line came to it (typed, learned from the vendor's last expense, none);
    it is said once and not stored.
    """

    spent_on: str
    category: str
    amount_minor: int
    id: int | None = None
    category_text: str | None = None
    vendor: str | None = None
    method: str | None = None
    note: str = ""
    category_from: str | None = None
