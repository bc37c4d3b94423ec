"""What came in for a session and who owes the rest, in the words of its echo."""

from __future__ import annotations

from mtdesk.model.session import MONEY_UNKNOWN
from mtdesk.model.text import joined
from mtdesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtdesk.desk.sessions import Draft
    from mtdesk.model.ledger.owed import Owed
    from mtdesk.model.ledger.payment import Payment
    from mtdesk.model.money import Currency
    from mtdesk.model.session import Session, Visit

NOT_SAID = "method not said"


def money_words(visit: Visit, ahead_minor: int, currency: Currency) -> list[str]:
    """What it costs, what came in and how, and who owes the rest."""
    session = visit.session
    price, owed = session.price_minor, visit.owed_minor - ahead_minor
    words = _asked(visit, currency)
    came = [each for each in visit.payments if each.amount_minor and not each.is_ahead]
    used = sum(each.amount_minor for each in visit.payments if each.is_ahead) + ahead_minor
    if came:
        total = sum(each.amount_minor for each in came)
        whole = (price or 0) + session.tax_minor + visit.tip_minor
        how = _ways(came, currency)
        words.append(
            f"received, {how}" if total == whole else f"{currency.format(total)} received, {how}"
        )
        if total == whole and len(words) > 1:
            words[-2:] = [" ".join(words[-2:])]
    for kind in dict.fromkeys(each.kind or "gift_card" for each in visit.redemptions):
        words.append(f"from {kind.replace('_', ' ')}")
    if used:
        words.append(f"{currency.format(used)} paid ahead")
    if owed:
        words.append(f"{currency.format(owed)} owed by {by_whom(session)}")
    elif session.status == "done" and session.payer == "workplace" and session.due_minor is None:
        words.append(f"{session.workplace} owes its pay, not known without a price")
    elif (
        price
        and session.status in {"no_show", "late_cancel"}
        and not (came or used or visit.redemptions)
    ):
        words.append("nothing received")
    return words


def _asked(visit: Visit, currency: Currency) -> list[str]:
    """`$90.00 + $7.20 tax + $15.00 tip`; of a session that nobody priced, that."""
    session, parts = visit.session, []
    if session.price_minor == 0:
        parts.append("free")
    elif session.price_minor is not None:
        parts.append(currency.format(session.price_minor))
    elif session.money_unknown:
        parts.append(MONEY_UNKNOWN)
    elif session.status == "done":
        parts.append("no price said")
    if session.tax_minor:
        parts.append(f"{currency.format(session.tax_minor)} tax")
    if visit.tip_minor:
        parts.append(f"{currency.format(visit.tip_minor)} tip")
    return [" + ".join(parts)] if parts else []


def _ways(came: Sequence[Payment], currency: Currency) -> str:
    """`card`; `$55.00 cash and $40.00 card`; from whom, where that is not the client."""
    by_way: dict[str, int] = {}
    for each in came:
        way = each.method or NOT_SAID
        payer = each.insurer or each.workplace
        way = f"{way} from {payer}" if payer else way
        by_way[way] = by_way.get(way, 0) + each.amount_minor
    if len(by_way) == 1:
        return next(iter(by_way))
    return joined([f"{currency.format(minor)} {way}" for way, minor in by_way.items()])


def collects_words(visit: Visit, currency: Currency) -> str:
    """That the client owes nothing, where a workplace collects; empty otherwise."""
    session = visit.session
    if session.payer != "workplace":
        return ""
    due = session.due_minor
    pay = "" if due is None else f" and owes you {currency.format(due)}"
    return f"{session.workplace} collects{pay}; {session.client or 'the client'} owes you nothing"


def ahead_words(draft: Draft, currency: Currency) -> str:
    """What the client paid ahead, used and left; empty where nothing was."""
    who = draft.session.client
    left_minor = draft.ahead_minor - draft.takes_ahead_minor + draft.frees_minor
    left = currency.format(left_minor)
    if draft.takes_ahead_minor:
        used = currency.format(draft.takes_ahead_minor)
        return f"{used} that {who} had paid ahead pays for it; {left} is left"
    if draft.frees_minor:
        freed = currency.format(draft.frees_minor)
        return f"{freed} paid for it is ahead now; {who} has {left} paid ahead"
    return f"{who} has {left} paid ahead" if left_minor else ""


def by_whom(each: Owed | Session) -> str:
    """Who owes a session: a name, or what is known of one."""
    if each.payer == "workplace":
        return each.workplace or "the workplace"
    if each.payer == "insurer":
        return f"insurer {each.insurer}" if each.insurer else "the insurer"
    return each.client or "no client said"
