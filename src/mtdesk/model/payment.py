"""Money received. Apart from the rest of the ledger, which `log` can do without."""

from __future__ import annotations

from dataclasses import dataclass

PAYMENT_KINDS = (
    "session", "tip", "package", "gift_card", "product", "cancellation_fee", "wage", "insurance",
    "refund", "chargeback",
)  # fmt: skip
METHODS = (
    "cash", "card", "check", "venmo", "zelle", "paypal", "cashapp", "transfer", "invoice",
    "insurance", "hsa", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that changed hands on a day; refunds and chargebacks are positive amounts of their kind."""

    received_on: str
    kind: str
    amount_minor: int
    id: int | None = None
    client_id: int | None = None
    client: str | None = None
    session_id: int | None = None
    fee_minor: int = 0
    method: str | None = None
    on_1099: bool = False
    voluntary: bool | None = None
    note: str = ""
