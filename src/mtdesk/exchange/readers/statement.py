"""What the statements of a bank's account have in common, whatever the file is written in.

A bank knows what moved and not why. So nothing in it is income or cost by itself: what a processor
pays out was paid by clients before, transfers and interest are no income of the practice, and all
that is left may stand in the practice already or is asked about (`Record.is_asked`).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import digest, shown
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.model import rules
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Record, Skipped
from mtdesk.model.ledger.categories import names_of
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import Payment
from mtdesk.model.money import Currency
from mtdesk.model.names import clean, fold
from mtdesk.model.text import counted, worded

_NAME = 120
# Words by which those who pass money on name their payouts in a statement.
_PROCESSORS = {
    "stripe": "Stripe", "square inc": "Square", "squareup": "Square",
    "paypal": "PayPal", "venmo": "Venmo", "cash app": "Cash App", "jane app": "Jane",
    "jane payments": "Jane", "acuity": "Acuity", "massagebook": "MassageBook", "vagaro": "Vagaro",
    "fresha": "Fresha", "glossgenius": "GlossGenius", "mindbody": "Mindbody", "sumup": "SumUp",
    "clover": "Clover", "shopify": "Shopify",
}  # fmt: skip
_MOVED = (
    "transfer to", "transfer from", "online transfer", "internal transfer", "xfer", "owner draw",
    "payment thank you",
)  # fmt: skip
_CASH = ("atm", "cash withdrawal", "cash deposit")
_METHODS = {
    "zelle": "zelle", "check": "check", "cheque": "check", "mobile deposit": "check",
    "insurance": "insurance",
}  # fmt: skip
_OF_TYPE = {
    "xfer": _MOVED[0],
    "atm": _CASH[0],
    "cash": _CASH[0],
    "int": "interest",
    "div": "interest",
}
# All of these at once: which of them stand in a line of a statement, as words of their own.
_TELLING = re.compile(
    r"(?=(?<!\w)({})(?!\w))".format(
        "|".join(
            re.escape(word)
            for word in (
                *_PROCESSORS, *_MOVED, *_CASH, *_METHODS, "interest", "wire"
            )
        )
    )
)  # fmt: skip


@frozen
class Row:
    """A line of a statement; `minor` is negative where money went out.

    `kind` is the bank's word for it, `category` the one that another program gave it. `names` are
    what the file calls its day and its amount: a refusal names one.
    """

    source: str
    own_id: str
    line: int
    day: str
    minor: int
    kind: str = ""
    payee: str = ""
    memo: str = ""
    category: str = ""
    names: tuple[str, str]


class Account:
    """What is known of a whole file: what its categories mean, and what processors paid out.

    That is told once: it is no income, and where the income is.
    """

    def __init__(self, context: ReaderContext) -> None:
        self.names = names_of(context.categories)
        self._currency = context.currency
        self._by_name: dict[str, list[int]] = {}

    def add(self, name: str, minor: int) -> None:
        self._by_name.setdefault(name, []).append(minor)

    def words(self) -> list[str]:
        return [
            f"{counted(len(paid), 'payout')} of {name}, {self._currency.format(sum(paid))}, "
            f"{worded(len(paid), 'is', 'are')} no income: what clients paid, with fees and tips, is in "
            f"{name}'s own file; import that"
            for name, paid in self._by_name.items()
        ]


def record_of(context: ReaderContext, row: Row, account: Account) -> Record | Skipped:
    """A line as what it may be; what only moved money about is skipped."""
    of_day, of_amount = row.names
    rules.PAST.check(date.fromisoformat(row.day), context.today, of_day)
    if not row.minor:
        return Skipped(row.line, "no money moved")
    rules.PAYMENT.check(abs(row.minor), context.currency, of_amount)
    # Banks repeat the payee in the memo, or begin it there.
    payee, memo = clean(row.payee, "payee"), clean(row.memo, "memo")
    said = payee if fold(memo) in fold(payee) else f"{payee} {memo}".strip()
    if why := _only_moved(row, fold(said), account):
        return Skipped(row.line, why)
    content = digest(row.day, row.minor)
    name = row.own_id or f"#{digest(row.day, row.minor, payee, memo, row.kind)}"
    is_in = row.minor > 0
    return Record(
        key=f"{row.source}:{name}@{row.day}" if row.own_id else f"{row.source}:{name}",
        digest=content,
        line=row.line,
        is_asked=True,
        payments=(_payment(row, said),) if is_in else (),
        expense=None if is_in else _expense(account, row, payee or said, said),
    )


def _only_moved(row: Row, said: str, account: Account) -> str:
    """Why a line is neither income nor cost; empty where it may be."""
    kind = _OF_TYPE.get(fold(row.kind), "")
    words = set(_TELLING.findall(said))
    if row.minor > 0:
        if paid_out := next((name for word, name in _PROCESSORS.items() if word in words), None):
            account.add(paid_out, row.minor)
            return f"a payout of {paid_out}: its money came in before"
        if kind == "interest" or "interest" in words:
            return "interest: no income of the practice's work"
    is_paid = words & {"zelle", "wire"}  # "Zelle transfer from Ana" is no transfer
    if kind in _MOVED or (not is_paid and words.intersection(_MOVED)):
        return f"a transfer between accounts: {shown(said, most=40)}"
    if kind in _CASH or words.intersection(_CASH):
        return "cash taken out or paid in: it counts where it was earned or spent"
    return ""


def _payment(row: Row, said: str) -> Payment:
    words = set(_TELLING.findall(fold(said)))
    method = next((way for word, way in _METHODS.items() if word in words), None)
    by_type = "check" if fold(row.kind) in {"check", "dep"} else "transfer"
    return Payment(
        received_on=row.day,
        kind="session",
        amount_minor=row.minor,
        method=method or by_type,
        note=said,
    )


def _expense(account: Account, row: Row, payee: str, said: str) -> Expense:
    """What it is if it is a cost; the category is known where another program gave one of ours."""
    parts = [fold(part).replace("_", " ").strip() for part in row.category.split(":")]
    key = next((account.names[part] for part in reversed(parts) if part in account.names), None)
    return Expense(
        spent_on=row.day,
        category=key or "other",
        amount_minor=-row.minor,
        category_text=None if key else clean(row.category, "category")[:_NAME] or None,
        category_from="typed" if key else None,
        vendor=" ".join(payee.split())[:_NAME] or None,
        method="card" if fold(row.kind) in {"pos", "debit"} else None,
        note="" if said == payee else said,
    )


def amount_of(context: ReaderContext, text: str, column: str) -> int:
    """Minor units of an amount; a blank one is a mistake."""
    minor = _minor(context.currency, text, column)
    if minor is None:
        raise InvalidError(column, "is empty")
    return minor


@lru_cache(maxsize=5_000)
def _minor(currency: Currency, text: str, column: str) -> int | None:
    return cells.amount(currency)(text, column)
