"""Money received, and credit used. Apart from the rest of the ledger, which `log` can do without."""

from __future__ import annotations

from collections.abc import Iterable

from mtdesk.model.frozen import frozen, replace
from mtdesk.model.names import clean

PAYMENT_KINDS = (
    "session", "tip", "package", "gift_card", "product", "cancellation_fee", "wage", "insurance",
    "sales_tax", "refund", "chargeback",
)  # fmt: skip
GIVEN_BACK = ("refund", "chargeback")
NO_INCOME = (*GIVEN_BACK, "sales_tax")  # tax collected is nobody's income
METHODS = (
    "cash", "card", "check", "venmo", "zelle", "paypal", "cashapp", "transfer", "invoice",
    "insurance", "hsa", "other",
)  # fmt: skip
# That nothing came in: the price is agreed, and owed. With `invoice` and `insurance` the same is
# meant of a session; of money that came, those two say how it did.
NOT_PAID = ("unpaid", "owed", "later")
OWED_WORDS = (*NOT_PAID, "invoice", "insurance")
# Sold ahead, and used later: what a session may be paid with when no money changes hands.
CREDIT_KINDS = ("package", "gift_card")
NO_MONEY = "a package or gift card is no money received"


def method_of(text: str) -> str | None:
    """A method as stored: `Gift card` is `gift_card`; other words stay, in small letters."""
    word = clean(text, "method", most=60).casefold()
    letters = word.replace("-", "").replace("_", "").replace(" ", "")
    for kind in CREDIT_KINDS:
        if letters == kind.replace("_", ""):
            return kind
    return word or None


@frozen
class Payment:
    """Money that changed hands on a day; refunds and chargebacks are positive amounts of their kind.

    `refunded_credit_id` is the package or gift card that a refund gives money back for, `gives_back`
    the kind of payment that a refund or chargeback takes back. A workplace or an insurer paid where
    it is named. `is_ahead` is what came in beyond what was owed then: the next visit uses it.
    """

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
    refunded_credit_id: int | None = None
    gives_back: str | None = None
    workplace_id: int | None = None
    workplace: str | None = None
    insurer: str | None = None
    is_ahead: bool = False
    note: str = ""

    @property
    def takes_back(self) -> str | None:
        """The kind of payment that it takes back; of one written before that was said, a price."""
        return self.gives_back or "session" if self.kind in GIVEN_BACK else None

    @property
    def payer(self) -> str:
        """Who paid it."""
        return self.insurer or self.workplace or self.client or "nobody named"

    def divided(self, unpaid: Iterable[tuple[int, int]]) -> list[Payment]:
        """Itself over unpaid sessions, each with its minor units, in this order.

        What is left over stands alone; the fee is on the first part.
        """
        rest, parts = self.amount_minor, []
        for session_id, owed_minor in unpaid:
            share = min(rest, owed_minor)
            if share > 0:
                parts.append(replace(self, session_id=session_id, amount_minor=share, fee_minor=0))
                rest -= share
        if rest:
            parts.append(replace(self, amount_minor=rest, fee_minor=0))
        parts[0] = replace(parts[0], fee_minor=self.fee_minor)
        return parts


@frozen
class Redemption:
    """A gift card or package used: no new money, a smaller liability.

    `tip_minor` of it is the tip: income of the day that the card was sold, not again.

    Of one sold elsewhere `credit_id` is None; `client_id` is whose session it paid. `kind` is that
    of its credit, and not stored; nor is `client`, whom a file names.
    """

    redeemed_on: str
    amount_minor: int
    tip_minor: int = 0
    id: int | None = None
    client_id: int | None = None
    session_id: int | None = None
    credit_id: int | None = None
    kind: str | None = None
    client: str | None = None
    note: str = ""

    @property
    def price_minor(self) -> int:
        """What of it pays the session."""
        return self.amount_minor - self.tip_minor
