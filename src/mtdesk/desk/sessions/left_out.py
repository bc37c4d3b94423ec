"""What was left out of a session's line, said later: what it cost, how it was paid."""

from __future__ import annotations

from mtdesk.desk.opened import Opened
from mtdesk.desk.sessions.draft import Draft, drafted, read, vocabulary
from mtdesk.desk.sessions.edit import edited
from mtdesk.desk.sessions.received import with_payer, with_what_came
from mtdesk.errors import EntryError, InvalidError
from mtdesk.model.frozen import replace
from mtdesk.model.ledger.payment import CREDIT_KINDS, METHODS, OWED_WORDS, method_of
from mtdesk.model.session import Visit
from mtdesk.store import sessions

_OF_MONEY = {"price", "tip", "method", "tenders"}  # what a line says of it


def priced(opened: Opened, session_id: int, text: str) -> tuple[Draft, Visit]:
    """A session as it would be with what it cost, and as it is. Writes nothing.

    `text` is the money of an entry line, and means the same: `90+15 card`, `free`, `90 unpaid`.

    Raises:
        EntryError: a word is wrong, or is not about money; InvalidError: no price is said.
    """
    before = sessions.visit(opened.book, sessions.get(opened.book, session_id))
    entry = read(opened, text, None, vocabulary(opened, text))
    for field, (start, end) in entry.spans.items():
        if field not in _OF_MONEY:
            raise EntryError(
                "price",
                f"“{text[start:end]}” is neither an amount nor a way of paying; write it like "
                "90+15 card",
                start=start,
                end=end,
            )
    if entry.price_minor is None:
        raise InvalidError("price", "is not said yet; write it like 90, 90+15 card, or free")
    if entry.tip_minor and before.tip_minor:
        raise entry.wrong(
            "tip", f"a tip came in already; `mtdesk edit {session_id} tip=...` changes it"
        )
    session = with_payer(opened, entry, replace(before.session, price_minor=entry.price_minor))
    return drafted(opened, with_what_came(opened, entry, session, before)), before


def paid_so(opened: Opened, session_id: int, text: str) -> tuple[Draft, Visit]:
    """A session as it would be with how it was paid, where that was not said. Writes nothing.

    Raises:
        InvalidError: that is no way of paying.
    """
    method = method_of(text)
    if method not in {*METHODS, *OWED_WORDS, *CREDIT_KINDS}:
        raise InvalidError(
            "method", f"“{text[:40]}” is no way of paying; one of {', '.join(METHODS)}, or unpaid"
        )
    if method in {*OWED_WORDS, *CREDIT_KINDS}:
        return edited(opened, session_id, {"method": method})
    before = sessions.visit(opened.book, sessions.get(opened.book, session_id))
    said = tuple(replace(each, method=each.method or method) for each in before.payments)
    return drafted(opened, replace(before, payments=said)), before
