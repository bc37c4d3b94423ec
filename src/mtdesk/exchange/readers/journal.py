"""Journals of hledger and beancount: what they say of income and expenses.

A transaction is read by its accounts: `Income` and `Revenues` are money received, of the kind that
the account's words say; a fee beside it is the processor's; `Expenses` are costs, in the category of
that name. A liability that goes down against `equity:sold ahead` is a package or gift card used. What
else moves money between assets, liabilities and equity is skipped, and what is left on liabilities and
receivables at the end is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import cells
from mtdesk.exchange.readers.cells import digest, shown
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.exchange.readers.texts import Found, Line, Said, TextFormat
from mtdesk.model import rules
from mtdesk.model.frozen import frozen, replace
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.ledger.categories import SALES_TAX, names_of
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import GIVEN_BACK, METHODS, Payment, Redemption
from mtdesk.model.money import Currency
from mtdesk.model.names import clean, fold
from mtdesk.model.period import parse_date
from mtdesk.model.text import counted

_HEAD = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:=[\d/.-]+)?(?:\s+(.*))?", re.ASCII)
_DIRECTIVE = re.compile(
    r"(?:open|close|balance|pad|note|document|price|event|query|commodity|custom)\b"
)
_POSTING = re.compile(r"(?:[*!]\s+)?(?P<account>[^;\s].*?)(?:(?:\s{2,}|\t\s*)(?P<amount>\S.*))?")
# One blank before the amount, as beancount allows it: its accounts hold none.
_BEAN = re.compile(
    r"(?:[*!]\s+)?(?P<account>[^\W\d_][\w-]*(?::[\w-]+)+) (?P<amount>[-+]?[\d,.]+ [A-Z][\w'.-]*.*)"
)
_TEXTS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_UNFOLLOWED = re.compile(r"(include|alias|apply\s+account|apply\s+tag|pushtag|Y\s*\d|year\s+\d)\b")
_BEGINS = re.compile(
    r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:=[\d/.-]+)?(?:[ \t].*)?\n(?:[ \t]+;.*\n)*"
    r"[ \t]+(?:[*!][ \t]+)?[(\[]?[^\W\d_][^;,|\n]*:\S|"
    r"^\d{4}-\d\d-\d\d[ \t]+open[ \t]+[A-Z]|^account[ \t]+[^\s;,]+:",
    re.MULTILINE,
)
_STATUS = re.compile(r"^(?:(?:txn|[*!])(?=\s|$|\())?\s*(?:\([^)]*\))?\s*")
_NOTED = re.compile(r"[a-z][\w-]*:(?:\s|$)")
_COMMENT = re.compile(r"(?:^|\s);")
_MOST_SAID = 12  # accounts of which it is said what is left on them
_MOST_HELD = 1_000
_PRICED = re.compile(r"[@={]")
_MOST_LINES = 10_000  # of one transaction; beyond them it does not add up, which is said
_ROOTS = {
    "income": "income", "revenue": "income", "revenues": "income", "sales": "income",
    "expense": "expense", "expenses": "expense", "liability": "liability",
    "liabilities": "liability",
}  # fmt: skip
_KINDS = {
    "tip": "tip", "gratuity": "tip", "gift": "gift_card", "package": "package",
    "product": "product", "retail": "product", "wage": "wage", "payroll": "wage",
    "salary": "wage", "insurance": "insurance", "insurer": "insurance",
    "cancellation": "cancellation_fee", "no show": "cancellation_fee",
}  # fmt: skip
_FEES = ("processor", "processing", "merchant", "transaction fee", "card fee", "bank fee")


@frozen
class Account:
    """What an account is by its words, folded; `path` is all of them but the root's.

    `kind` is what income of it is, `back` how it is given back, where the words say so; `method` is the
    way of paying that an account of assets or debts is called by.
    """

    root: str
    words: tuple[str, ...]
    path: str
    kind: str
    back: str | None
    method: str | None
    is_tax: bool
    is_paid_over: bool
    is_fee: bool
    is_held: bool
    is_sold_ahead: bool


@frozen
class Posting:
    """A line of a transaction: its account and its minor units."""

    line: int
    account: Account
    minor: int


@frozen
class Transaction:
    line: int
    day: str
    text: str
    postings: tuple[Posting, ...]


def _transactions(
    context: ReaderContext, lines: Iterator[Line], unfollowed: set[str]
) -> Iterator[Transaction | Problem]:
    """Each dated block with its postings; what else a journal holds is passed over."""
    head: tuple[int, str, str] | None = None
    block: list[Line] = []
    is_comment = False
    for number, text in lines:
        if is_comment:
            is_comment = text.strip() != "end comment"
            continue
        if text[:1] in {" ", "\t"} and text.strip():
            if len(block) < _MOST_LINES:
                block.append((number, text.strip()))
            continue
        if head is not None:
            yield _transaction(context, head, block)
            head, block = None, []
        if not text:
            continue
        is_comment = text.strip() == "comment"
        if found := _HEAD.fullmatch(text):
            year, _, month, day, rest = found.groups()
            if not _DIRECTIVE.match(rest or ""):
                head = number, f"{year}-{month:0>2}-{day:0>2}", rest or ""
        elif follows := _UNFOLLOWED.match(text):
            unfollowed.add(" ".join(follows[1].split()).rstrip("0123456789 "))
    if head is not None:
        yield _transaction(context, head, block)


def _transaction(
    context: ReaderContext, head: tuple[int, str, str], block: list[Line]
) -> Transaction | Problem:
    line, day, rest = head
    found: list[tuple[int, Account, int | None]] = []
    for number, text in block:
        parts = _parts(text, context.currency)
        if parts is None:
            continue
        account, printed, minor = parts
        if isinstance(minor, str):
            return Problem(number, "amount", shown(printed), minor)
        found.append((number, account, minor))
    amounts = [minor for _, _, minor in found if minor is not None]
    blanks, left = len(found) - len(amounts), sum(amounts)
    if blanks > 1:
        return Problem(line, "amount", "", "two postings or more have no amount")
    if not blanks and left:
        over = context.currency.format(left)
        return Problem(line, "amount", "", f"its postings do not add up to nought: {over} is left")
    postings = tuple(
        Posting(line=number, account=account, minor=-left if minor is None else minor)
        for number, account, minor in found
    )
    return Transaction(line=line, day=day, text=_text(rest), postings=postings)


@lru_cache(maxsize=5_000)  # a journal has few accounts, and the same amounts again and again
def _parts(text: str, currency: Currency) -> tuple[Account, str, int | str | None] | None:
    """The account and the amount of a posting, as printed and in minor units, or why it is none.

    None where a line is none that counts.
    """
    if text[0] in ";#([" or _NOTED.match(text):
        return None  # a comment, a virtual posting, or what beancount notes beside it
    bare = _COMMENT.split(text, maxsplit=1)[0].rstrip()
    found = _BEAN.fullmatch(bare) or _POSTING.fullmatch(bare)
    if found is None:
        return None
    account, printed = _account(found["account"]), found["amount"] or ""
    amount = _PRICED.split(printed, maxsplit=1)[0].strip()
    minor: int | str | None
    try:
        minor = cells.given(cells.amount(currency))(amount, "amount") if amount else None
    except InvalidError as error:
        minor = error.message.removeprefix("amount: ")
    return account, printed, minor


def _account(printed: str) -> Account:
    first, *others = (
        fold(part).replace("-", " ").replace("_", " ").strip() for part in printed.split(":")
    )
    root, words, path = _ROOTS.get(first, ""), tuple(others), " ".join(others)
    is_tax = root == "liability" and words[:1] in {("sales tax",), ("salestax",)}
    methods = [word for word in (*words, *path.split()) if word in METHODS]
    is_way = root in {"", "liability"} and not is_tax
    return Account(
        root=root,
        words=words,
        path=path,
        kind=next((key for word, key in _KINDS.items() if word in path), "session"),
        back=next((word for word in GIVEN_BACK if word in path), None),
        method=methods[0] if methods and is_way else None,
        is_tax=is_tax,
        is_paid_over="paid over" in path,
        is_fee=root == "expense" and any(word in path for word in _FEES),
        is_sold_ahead=first == "equity" and path == "sold ahead",
        is_held=(root == "liability" and not is_tax) or (not root and "receivable" in path),
    )


def _text(rest: str) -> str:
    """The description, without status, code, comment, and the quotes of beancount."""
    status = _STATUS.match(rest)
    bare = rest[status.end() :] if status else rest
    quoted = _TEXTS.findall(bare) if bare.startswith('"') else []
    if quoted:
        return " · ".join(re.sub(r"\\(.)", r"\1", each) for each in quoted if each)
    return bare.partition(";")[0].strip()


def _read(context: ReaderContext, lines: Callable[[], Iterator[Line]]) -> Iterator[Found | Said]:
    names = names_of(context.categories)
    unfollowed: set[str] = set()
    held: dict[str, int] = {}
    for each in _transactions(context, lines(), unfollowed):
        if isinstance(each, Problem):
            yield each
            continue
        try:
            yield from _records(context, each, names)
            if not _sold_ahead(each):
                _hold(held, each)
        except InvalidError as error:
            reason = error.message.removeprefix(f"{error.field}: ")
            yield Problem(each.line, error.field, shown(each.text), reason)
    words = [f"lines that begin with {word} are not followed" for word in sorted(unfollowed)]
    yield Said(words=(*words, *_left(context, held)))


def _hold(held: dict[str, int], each: Transaction) -> None:
    """What a transaction changes on liabilities and receivables; of very many accounts on all others."""
    for posting in each.postings:
        if posting.account.is_held:
            path = posting.account.path
            key = path if path in held or len(held) < _MOST_HELD else "other accounts"
            minor = -posting.minor if posting.account.root else posting.minor
            held[key] = held.get(key, 0) + minor


def _left(context: ReaderContext, held: dict[str, int]) -> Iterator[str]:
    """What is left on them, which no row of a book is made of."""
    left = sorted((each for each in held.items() if each[1]), key=lambda each: -abs(each[1]))
    if not left:
        return
    said = [f"{shown(path)} {context.currency.format(minor)}" for path, minor in left[:_MOST_SAID]]
    more = len(left) - len(said)
    yield (
        f"liabilities and receivables are not brought in; left on them at its end: {'; '.join(said)}"
        + (f"; and {counted(more, 'account')} more" if more else "")
    )


def _records(
    context: ReaderContext, each: Transaction, names: dict[str, str]
) -> list[Record | Skipped]:
    """What a transaction comes to; all of it or a refusal."""
    day = _past(each.day, context.today)
    note = clean(each.text, "description")
    method = next((way for posting in each.postings if (way := posting.account.method)), None)
    payments = [
        made for posting in each.postings if (made := _payment(context, posting, day, note, method))
    ]
    costs = [posting for posting in each.postings if _is_cost(posting, bool(payments))]
    if payments:
        fees = [posting.minor for posting in each.postings if posting.account.is_fee]
        if fees:
            fee, total = sum(fees), sum(paid.amount_minor for paid in payments)
            if payments[0].kind not in GIVEN_BACK:
                rules.fee(fee, total, "fee")
            payments[0] = replace(payments[0], fee_minor=fee)
    records: list[Record | Skipped] = []
    if payments:
        content = digest(
            day, note, method,
            *(part for paid in payments for part in (paid.kind, paid.gives_back, paid.amount_minor)),
            payments[0].fee_minor,
        )  # fmt: skip
        records.append(
            Record(
                key=f"journal:#{content}", digest=content, line=each.line, payments=tuple(payments)
            )
        )
    for posting in costs:
        if posting.minor:
            expense = _expense(context, posting, day, note, method, names)
            content = digest(
                day, note, method, "cost", expense.category, expense.category_text, posting.minor
            )
            records.append(
                Record(
                    key=f"journal:#{content}", digest=content, line=posting.line, expense=expense
                )
            )
    if not records and (used := _used(each, day, note)) is not None:
        content = digest(day, note, "used", used.amount_minor)
        key = f"journal:#{content}"
        records.append(Record(key=key, digest=content, line=each.line, redemption=used))
    return records or [Skipped(each.line, "a transaction without income or expenses")]


@lru_cache(maxsize=1_000)
def _past(printed: str, today: date) -> str:
    return rules.PAST.check(parse_date(printed, "date"), today, "date").isoformat()


def _used(each: Transaction, day: str, note: str) -> Redemption | None:
    """What was used of packages and gift cards sold, which were income when they were."""
    held = [posting for posting in each.postings if posting.account.root == "liability"]
    if not held or len(held) + len(_sold_ahead(each)) < len(each.postings):
        return None
    minor = sum(posting.minor for posting in held)
    return Redemption(redeemed_on=day, amount_minor=minor, note=note) if minor > 0 else None


def _sold_ahead(each: Transaction) -> list[Posting]:
    return [posting for posting in each.postings if posting.account.is_sold_ahead]


def _is_cost(posting: Posting, has_income: bool) -> bool:
    if posting.account.is_tax:
        return posting.account.is_paid_over
    return posting.account.root == "expense" and not (has_income and posting.account.is_fee)


def _payment(
    context: ReaderContext, posting: Posting, day: str, note: str, method: str | None
) -> Payment | None:
    """Money received or given back, of the kind that the account's words say."""
    account = posting.account
    if not posting.minor:
        return None
    of: str | None
    if account.is_tax and not account.is_paid_over:
        kind, of = ("sales_tax", None) if posting.minor < 0 else ("refund", "sales_tax")
    elif account.root == "income":
        back = account.back or ("refund" if posting.minor > 0 else None)
        if back is not None and posting.minor < 0:
            raise InvalidError("amount", "money given back has the sign of money received")
        kind, of = (back, account.kind) if back else (account.kind, None)
    else:
        return None
    rules.PAYMENT.check(abs(posting.minor), context.currency, "amount")
    return Payment(
        received_on=day,
        kind=kind,
        amount_minor=abs(posting.minor),
        gives_back=of,
        method=method,
        voluntary=True if kind == "tip" else None,
        note=note,
    )


def _expense(
    context: ReaderContext,
    posting: Posting,
    day: str,
    note: str,
    method: str | None,
    names: dict[str, str],
) -> Expense:
    minor = posting.minor
    rules.SPENT.check(abs(minor), context.currency, "amount")
    key = next((names[word] for word in reversed(posting.account.words) if word in names), None)
    if posting.account.is_tax:
        key = SALES_TAX
    return Expense(
        spent_on=day,
        category=key or "other",
        amount_minor=abs(minor),
        category_text=None if key else posting.account.path or None,
        method=method,
        is_refund=minor < 0,
        note=note,
    )


TEXTS = (
    TextFormat(
        name="hledger",
        words="a journal of hledger, ledger or beancount",
        begins=lambda sample: _BEGINS.search(sample) is not None,
        read=_read,
    ),
)
