"""Journals of hledger and beancount: what they say of income and expenses.

A transaction is read by its accounts: `Income` and `Revenues` are money received, of the kind that
the account's words say; a fee beside it is the processor's; `Expenses` are costs, in the category of
that name. What only moves money between assets, liabilities and equity is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mtdesk.errors import InvalidError
from mtdesk.exchange.readers import statement
from mtdesk.exchange.readers.cells import digest, shown
from mtdesk.exchange.readers.source import ReaderContext
from mtdesk.exchange.readers.texts import Found, Line, Said, TextFormat
from mtdesk.model import rules
from mtdesk.model.frozen import frozen
from mtdesk.model.importing import Problem, Record, Skipped
from mtdesk.model.ledger.categories import SALES_TAX, names_of
from mtdesk.model.ledger.costs import Expense
from mtdesk.model.ledger.payment import GIVEN_BACK, METHODS, Payment
from mtdesk.model.names import clean, fold
from mtdesk.model.period import parse_date

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
class Posting:
    """A line of a transaction: the account's words, folded, and its minor units."""

    line: int
    root: str
    words: tuple[str, ...]
    minor: int | None
    amount: str

    @property
    def path(self) -> str:
        return " ".join(self.words)


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
    postings = []
    for number, text in block:
        if text[0] in ";#" or text[0] in "([" or re.match(r"[a-z][\w-]*:(?:\s|$)", text):
            continue  # a comment, a virtual posting, or what beancount notes beside it
        bare = re.split(r"(?:^|\s);", text, maxsplit=1)[0].rstrip()
        found = _BEAN.fullmatch(bare) or _POSTING.fullmatch(bare)
        if found is None:
            continue
        parts = [
            fold(part).replace("-", " ").replace("_", " ") for part in found["account"].split(":")
        ]
        try:
            amount = re.split(r"[@={]", found["amount"] or "", maxsplit=1)[0].strip()
            minor = statement.amount_of(context, amount, "amount") if amount else None
        except InvalidError as error:
            return Problem(
                number, "amount", shown(found["amount"]), error.message.removeprefix("amount: ")
            )
        postings.append(
            Posting(
                line=number,
                root=_ROOTS.get(parts[0].strip(), ""),
                words=tuple(part.strip() for part in parts[1:]),
                minor=minor,
                amount=found["amount"] or "",
            )
        )
    blank = [each for each in postings if each.minor is None]
    if len(blank) > 1:
        return Problem(line, "amount", "", "two postings or more have no amount")
    rest_minor = -sum(each.minor or 0 for each in postings)
    if not blank and rest_minor:
        left = context.currency.format(-rest_minor)
        return Problem(line, "amount", "", f"its postings do not add up to nought: {left} is left")
    whole = tuple(
        each if each.minor is not None
        else Posting(line=each.line, root=each.root, words=each.words, minor=rest_minor, amount="")
        for each in postings
    )  # fmt: skip
    return Transaction(line=line, day=day, text=_text(rest), postings=whole)


def _text(rest: str) -> str:
    """The description, without status, code, comment, and the quotes of beancount."""
    bare = re.sub(r"^(?:(?:txn|[*!])(?=\s|$|\())?\s*(?:\([^)]*\))?\s*", "", rest)
    quoted = _TEXTS.findall(bare) if bare.startswith('"') else []
    if quoted:
        return " · ".join(re.sub(r"\\(.)", r"\1", each) for each in quoted if each)
    return re.split(r"\s*;", bare, maxsplit=1)[0].strip()


def _read(context: ReaderContext, lines: Callable[[], Iterator[Line]]) -> Iterator[Found | Said]:
    names = names_of(context.categories)
    unfollowed: set[str] = set()
    for each in _transactions(context, lines(), unfollowed):
        if isinstance(each, Problem):
            yield each
            continue
        try:
            yield from _records(context, each, names)
        except InvalidError as error:
            reason = error.message.removeprefix(f"{error.field}: ")
            yield Problem(each.line, error.field, shown(each.text), reason)
    words = [f"lines that begin with {word} are not followed" for word in sorted(unfollowed)]
    yield Said(words=tuple(words))


def _records(
    context: ReaderContext, each: Transaction, names: dict[str, str]
) -> list[Record | Skipped]:
    """What a transaction comes to; all of it or a refusal."""
    day = rules.PAST.check(parse_date(each.day, "date"), context.today, "date").isoformat()
    note = clean(each.text, "description")
    method = _method(each)
    payments = [
        made for posting in each.postings if (made := _payment(context, posting, day, note, method))
    ]
    costs = [posting for posting in each.postings if _is_cost(posting, bool(payments))]
    if payments:
        fee = sum(posting.minor or 0 for posting in each.postings if _is_fee(posting))
        total = sum(paid.amount_minor for paid in payments)
        if payments[0].kind not in GIVEN_BACK:
            rules.fee(fee, total, "fee")
        payments[0] = _with_fee(payments[0], fee)
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
    return records or [Skipped(each.line, "a transaction without income or expenses")]


def _is_tax(posting: Posting) -> bool:
    return posting.root == "liability" and posting.words[:1] in {("sales tax",), ("salestax",)}


def _is_fee(posting: Posting) -> bool:
    return posting.root == "expense" and any(word in posting.path for word in _FEES)


def _is_cost(posting: Posting, has_income: bool) -> bool:
    if _is_tax(posting):
        return "paid over" in posting.path
    return posting.root == "expense" and not (has_income and _is_fee(posting))


def _payment(
    context: ReaderContext, posting: Posting, day: str, note: str, method: str | None
) -> Payment | None:
    """Money received or given back, of the kind that the account's words say."""
    if not posting.minor:
        return None
    if _is_tax(posting) and "paid over" not in posting.path:
        kind, of = ("sales_tax", None) if posting.minor < 0 else ("refund", "sales_tax")
    elif posting.root == "income":
        of = next((key for word, key in _KINDS.items() if word in posting.path), "session")
        back = next((word for word in GIVEN_BACK if word in posting.path), None)
        if back is None and posting.minor > 0:
            back = "refund"
        if back is not None and posting.minor < 0:
            raise InvalidError("amount", "money given back has the sign of money received")
        kind, of = (back, of) if back else (of, None)
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


def _with_fee(paid: Payment, fee: int) -> Payment:
    from dataclasses import replace

    return replace(paid, fee_minor=fee)


def _expense(
    context: ReaderContext,
    posting: Posting,
    day: str,
    note: str,
    method: str | None,
    names: dict[str, str],
) -> Expense:
    minor = posting.minor or 0
    rules.SPENT.check(abs(minor), context.currency, "amount")
    key = next((names[word] for word in reversed(posting.words) if word in names), None)
    if _is_tax(posting):
        key = SALES_TAX
    return Expense(
        spent_on=day,
        category=key or "other",
        amount_minor=abs(minor),
        category_text=None if key else posting.path or None,
        method=method,
        is_refund=minor < 0,
        note=note,
    )


def _method(each: Transaction) -> str | None:
    """The way of paying that an account of assets or debts is called by."""
    for posting in each.postings:
        if posting.root in {"", "liability"} and not _is_tax(posting):
            for word in (*posting.words, *posting.path.split()):
                if word in METHODS:
                    return word
    return None


TEXTS = (
    TextFormat(
        name="hledger",
        words="a journal of hledger, ledger or beancount",
        begins=lambda sample: _BEGINS.search(sample) is not None,
        read=_read,
    ),
)
