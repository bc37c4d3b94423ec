"""Double entry: what the ledger is in the words of programs that keep books.

An account is named by its words from the root (`expenses`, `rent room`); no word of it is anybody's
own. In an entry the minor units of all postings add up to nought: what is received, owed by her or
her own is negative, as these programs have it.
"""

from __future__ import annotations

from mtdesk.model.frozen import frozen

Account = tuple[str, ...]
ASSETS, LIABILITIES, EQUITY, INCOME, EXPENSES = (
    "assets", "liabilities", "equity", "income", "expenses",
)  # fmt: skip
FEES: Account = (EXPENSES, "processor fees")
SALES_TAX: Account = (LIABILITIES, "sales tax")
PAID_OVER: Account = (*SALES_TAX, "paid over")
SOLD_AHEAD: Account = (EQUITY, "sold ahead")
RECEIVABLE: Account = (ASSETS, "receivable")
NOT_PAID_YET: Account = (EQUITY, "not paid yet")
# The income account of each kind of payment.
KINDS = {
    "session": "sessions", "tip": "tips", "package": "packages", "gift_card": "gift cards",
    "product": "products", "cancellation_fee": "cancellation fees", "wage": "wages",
    "insurance": "insurance",
}  # fmt: skip
BACK = {"refund": "refunds", "chargeback": "chargebacks"}


@frozen
class Entry:
    """One row of the ledger as an entry; `row` names it for ever (`payment-12`).

    `client` is a number, or a name where names were asked for; `text` is what was typed or made of it.
    """

    day: str
    row: str
    text: str
    client: str = ""
    postings: tuple[tuple[Account, int], ...]
